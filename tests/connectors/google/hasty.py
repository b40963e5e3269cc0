"""APIs of a world that do not wait for Google's quotas."""

from __future__ import annotations

from typing import Any

from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.login import Login
from narrowcast.connectors.google.settings import Settings
from tests.servers.google import GoogleWorld


def hasty(world: GoogleWorld, chosen: Settings, **changes: Any) -> Api:
    """An API as `api.opened` makes it, but that it sleeps for nothing; *changes* are those of
    `GoogleWorld.means`.
    """
    means = world.means(**changes)
    login = Login(means.account, chosen.endpoints.token, means.egress, means.kept)
    return Api(chosen, login, means, sleep=lambda _: None)
