"""What the login may read beside mail: an account goes on without what the owner withheld."""

from __future__ import annotations

from narrowcast.connectors.errors import NeedsLogin, Skippable
from narrowcast.connectors.google.api import Api


def check(api: Api, right: str, what: str) -> None:
    """Raises Skippable, with the command to run, where *right* was not granted; *what* it reads is
    said to the owner. Raises NeedsLogin where there is no login at all.
    """
    if right not in api.login.granted:
        raise Skippable(str(NeedsLogin(api.account, f"it was not asked for {what}, or refused it")))
