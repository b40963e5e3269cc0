"""A talk with the fake Graph by a token that needs no sign-in, for what is below the login."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from narrowcast.connectors.base import Budget, Cursor, Means, Page
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.microsoft import settings
from narrowcast.connectors.microsoft.calendar import Calendar
from narrowcast.connectors.microsoft.contacts import Contacts
from narrowcast.connectors.microsoft.login import plain
from narrowcast.connectors.microsoft.rest import Graph
from narrowcast.connectors.net import Egress
from narrowcast.connectors.promises import Kept, kept_after, last_cursor
from narrowcast.connectors.records import Meeting
from tests.servers.graph import ALL_SCOPES
from tests.servers.graph import Graph as Server


class NoSecrets:
    def password(self) -> str:
        raise NeedsLogin("work")

    token = password


@dataclass
class Tokens:
    """One token, whatever is asked for; the rights it is good for."""

    server: Server
    scopes: tuple[str, ...] = ALL_SCOPES
    _token: str = ""

    def token(self, *, force: bool = False, claims: str = "") -> str:
        if force or claims or not self._token:
            self._token = self.server.token(*self.scopes)
        return self._token

    @property
    def granted(self) -> frozenset[str]:
        return frozenset(map(plain, self.scopes))

    def refused(self, why: str = "") -> NeedsLogin:
        return NeedsLogin("work", why)

    def close(self) -> None:
        """Nothing is open."""


def means() -> Means:
    return Means(account="work", egress=Egress(["127.0.0.1"]), secrets=NoSecrets())


def talk(server: Server, *scopes: str, **options: object) -> tuple[Graph, settings.Settings]:
    """A talk with *server* by a token for *scopes* (all of them where none), and its settings."""
    chosen = settings.read(server.options(**options) | {"authority": settings.AUTHORITY})
    tokens = Tokens(server, scopes or ALL_SCOPES)
    made = Graph(chosen, tokens, means(), sleep=lambda _: None)
    _OPEN.append(made)
    return made, chosen


_OPEN: list[Graph] = []


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """Close every talk of a test; a module that imports this has it."""
    yield
    while _OPEN:
        _OPEN.pop().close()


def calendar(server: Server, *scopes: str, **options: object) -> Calendar:
    return Calendar(*talk(server, *scopes, **options))


def contacts(server: Server, *scopes: str) -> Contacts:
    return Contacts(*talk(server, *scopes))


@dataclass
class Synced:
    """What a store would hold of the calendar, and what came to it."""

    source: Calendar
    kept: Kept
    cursor: Cursor | None = None
    pages: tuple[Page, ...] = ()

    @classmethod
    def of(cls, source: Calendar) -> Synced:
        made = cls(source, {})
        made.again()
        return made

    def again(self, budget: Budget | None = None) -> Synced:
        """Pull what is new."""
        (scope,) = self.source.scopes()
        self.pages = tuple(self.source.pull(scope, self.cursor, budget or Budget()))
        for page in self.pages:
            gone = set(page.deletes)
            self.kept = {k: v for k, v in {**self.kept, **kept_after([page])}.items()
                         if k not in gone}  # fmt: skip
        if self.pages:
            self.cursor = last_cursor(self.pages)
        return self

    def meetings(self) -> list[Meeting]:
        """By their start."""
        return sorted(meetings(self.kept.values()), key=lambda one: one.starts_at)

    def starts(self) -> list[datetime]:
        return [one.starts_at for one in self.meetings()]


def meetings(records: Iterable[object]) -> list[Meeting]:
    return [one for one in records if isinstance(one, Meeting)]
