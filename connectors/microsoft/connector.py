"""The connector: one account, whose scopes are mail folders, the calendar and contact folders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.microsoft import settings as chosen
from narrowcast.connectors.microsoft.calendar import Calendar
from narrowcast.connectors.microsoft.contacts import Contacts
from narrowcast.connectors.microsoft.login import Login
from narrowcast.connectors.microsoft.mail import Mail
from narrowcast.connectors.microsoft.rest import Graph
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.records import Record, RemoteId, TextPart
from narrowcast.connectors.searching import SearchFor


class Source(Protocol):
    """One kind of scopes of the account."""

    def scopes(self) -> Iterable[Scope]:
        """As `Connector.scopes`; ids begin with the kind: `mail:…`, `calendar`, `contacts:…`."""
        ...

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`."""
        ...

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`."""
        ...


def opened(options: Mapping[str, object], means: Means) -> MicrosoftConnector:
    """Open the account that *options* name; raises ValueError."""
    settings = chosen.read(options)
    return MicrosoftConnector(settings, Graph(settings, Login(settings, means), means))


class MicrosoftConnector:
    """Reads by one login; remote ids are Graph's immutable ids, which a move does not change."""

    def __init__(self, settings: Settings, graph: Graph) -> None:
        self._graph = graph
        self._mail = Mail(graph, settings)
        self._others: dict[str, Source] = {}
        if settings.calendar:
            self._others["calendar"] = Calendar(graph, settings)
        if settings.contacts:
            self._others["contacts"] = Contacts(graph, settings)

    def scopes(self) -> Sequence[Scope]:
        """Mail folders, the most telling first, then the calendar and contacts."""
        return [
            *self._mail.scopes(),
            *(scope for other in self._others.values() for scope in other.scopes()),
        ]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """What changed in *scope*; see `deltas`."""
        return self._source(scope).pull(scope, cursor, budget)

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """The texts of mails; what lies in other scopes has none."""
        return self._mail.texts(wanted) if _kind(scope) == "mail" else iter(())

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single records once more."""
        return self._source(scope).records(scope, wanted)

    def search(
        self, scope: Scope, _cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        """What Exchange finds in a mail folder; its ids never change."""
        return self._mail.search(scope, wanted, limit) if _kind(scope) == "mail" else iter(())

    def close(self) -> None:
        """Close every connection."""
        self._graph.close()

    def _source(self, scope: Scope) -> Source:
        kind = _kind(scope)
        if kind == "mail":
            return self._mail
        if kind not in self._others:
            raise Skippable(f"the account no longer reads {kind}")
        return self._others[kind]


def _kind(scope: Scope) -> str:
    return scope.id.partition(":")[0]
