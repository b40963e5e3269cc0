"""One account at Google: its mail, calendars and contacts as scopes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from narrowcast.connectors.base import Budget, Cursor, Page, Scope
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.calendars import Calendars
from narrowcast.connectors.google.contacts import Contacts
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.records import Record, RemoteId, TextPart

MAIL = "mail"
CALENDAR = "calendar:"
_CONTACTS = frozenset({"contacts", "other-contacts"})


class Source(Protocol):
    """What serves the scopes of one of Google's services."""

    def scopes(self) -> Iterable[Scope]: ...

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]: ...

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]: ...


class GoogleConnector:
    """Scopes: `mail`, `calendar:ID`, `contacts` and `other-contacts`, as far as they are wanted."""

    def __init__(self, api: Api, settings: Settings) -> None:
        self._api = api
        self._mail = Mail(api, settings)
        self._calendars = Calendars(api, settings)
        self._contacts = Contacts(api, settings)

    def scopes(self) -> Iterable[Scope]:
        """Raises as `pull`."""
        for source in (self._mail, self._calendars, self._contacts):
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
