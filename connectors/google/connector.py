"""One account at Google: its mail, calendars and contacts as scopes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Protocol

from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.google import api, searching, settings
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.calendars import Calendars
from narrowcast.connectors.google.contacts import Contacts
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.records import Record, RemoteId, TextPart
from narrowcast.connectors.searching import SearchFor

MAIL = "mail"
CALENDAR = "calendar:"
_CONTACTS = frozenset({"contacts", "other-contacts"})


def opened(
    options: Mapping[str, object],
    means: Means,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] | None = None,
) -> GoogleConnector:
    """The connector of the account that *options* name; *clock* and *sleep* as `Api`'s."""
    chosen = settings.read(options)
    return GoogleConnector(api.opened(chosen, means, clock=clock, sleep=sleep), chosen, means)


class Source(Protocol):
    """What serves the scopes of one of Google's services."""

    def scopes(self) -> Iterable[Scope]: ...

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]: ...

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]: ...


class GoogleConnector:
    """Scopes: `mail`, `calendar:ID`, `contacts` and `other-contacts`, as far as they are wanted."""

    def __init__(self, opened: Api, chosen: Settings, means: Means) -> None:
        self._api, self._endpoints, self._means = opened, chosen.endpoints, means
        self._mail = Mail(opened, chosen)
        self._calendars = Calendars(opened, chosen)
        self._contacts = Contacts(opened, chosen)

    def scopes(self) -> Iterable[Scope]:
        """What is soon read comes first; raises as `pull`."""
        for source in (self._contacts, self._calendars, self._mail):
            yield from source.scopes()

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Raises also NeedsLogin where the login lacks a right that is needed."""
        return self._source(scope).pull(scope, cursor, budget)

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """The texts of mails; meetings and cards have none."""
        return self._mail.texts(wanted) if scope.id == MAIL else iter(())

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single records once more."""
        return self._source(scope).records(scope, wanted)

    def search(
        self, scope: Scope, _cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        """What Gmail finds; its ids never change."""
        if scope.id == MAIL:
            yield from map(RemoteId, searching.found(self._api, wanted, limit))

    def sign_out(self) -> None:
        """Take back, at Google, all that the owner let us do."""
        from narrowcast.connectors.google import signing_in

        signing_in.revoke(self._endpoints, self._means.egress, self._means.kept)

    def close(self) -> None:
        """Close every connection and end every wait."""
        self._api.close()

    def _source(self, scope: Scope) -> Source:
        if scope.id == MAIL:
            return self._mail
        if scope.id.startswith(CALENDAR):
            return self._calendars
        if scope.id in _CONTACTS:
            return self._contacts
        raise Skippable(f"Google has nothing that is called {scope.id}")
