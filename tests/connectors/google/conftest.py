"""Connectors on Google worlds that are closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from narrowcast.connectors.google.connector import GoogleConnector
from tests.connectors.google.mailboxes import Clock, Opener, opened
from tests.servers.google import GoogleWorld


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_account(google_world: GoogleWorld, clock: Clock) -> Iterator[Opener]:
    """Opens the account of `google_world`; arguments as `mailboxes.opened` takes them."""
    made: list[GoogleConnector] = []

    def open_it(**more: Any) -> GoogleConnector:
        made.append(opened(google_world, clock, **more))
        return made[-1]

    yield open_it
    for one in made:
        one.close()
