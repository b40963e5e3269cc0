"""Connectors on Google worlds that are closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from narrowcast.connectors.google import connect_sender
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.google.sending import GmailSender
from tests.connectors.google.calendar_days import Opened, Told
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


@pytest.fixture
def open_calendars(google_world: GoogleWorld) -> Iterator[Callable[..., Opened]]:
    """Opens calendars; *changes* are those of `Opened`."""
    made: list[Opened] = []

    def opened(**changes: Any) -> Opened:
        made.append(Opened(google_world, **changes))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def calendars(open_calendars: Callable[..., Opened]) -> Opened:
    return open_calendars()


@pytest.fixture
def told(google_world: GoogleWorld) -> Told:
    made = Told()
    google_world.gate.stages.append(made)
    return made


@pytest.fixture
def open_sender(google_world: GoogleWorld) -> Iterator[Callable[..., GmailSender]]:
    """Opens senders of the world's account, with *options* of config.toml and changes of
    `GoogleWorld.means`.
    """
    made: list[GmailSender] = []

    def opened(options: dict[str, object] | None = None, **changes: Any) -> GmailSender:
        means = google_world.means(**({"send": True} | changes))
        one = connect_sender(google_world.options(**(options or {})), means)
        assert isinstance(one, GmailSender)
        made.append(one)
        return one

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def sender(open_sender: Callable[..., GmailSender]) -> GmailSender:
    return open_sender()
