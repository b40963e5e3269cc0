"""A connector none of whose faults become ours: what it should not raise gets a reaction, too."""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from itertools import islice

from narrowcast.agent.lanes import Stopped
from narrowcast.agent.sittings import Account
from narrowcast.connectors.base import Budget, Cursor, Page, Rereader, Scope, TextSource
from narrowcast.connectors.errors import ConnectorError, Skippable, Transient
from narrowcast.connectors.records import Record, RemoteId, TextPart
from narrowcast.connectors.searching import Searcher, SearchFor


class Broken(Skippable):
    """The connector raised what it should not; the text tells its type and nothing it read."""


class Guarded:
    """The connector of *account*, called with care."""

    def __init__(self, account: Account) -> None:
        self._account, self._connector = account, account.connector

    @property
    def gives_heads(self) -> bool:
        """Whether texts have to be asked for."""
        return isinstance(self._connector, TextSource)

    @property
    def rereads(self) -> bool:
        """Whether single records can be read again."""
        return isinstance(self._connector, Rereader)

    @property
    def searches(self) -> bool:
        """Whether the server can be asked for words, and what it finds be read."""
        return isinstance(self._connector, Searcher) and self.gives_heads and self.rereads

    def scopes(self) -> list[Scope]:
        with self._guard():
            return list(self._connector.scopes())

    def pages(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Generator[Page]:
        """Pull; close it where it is left before its end."""
        with self._guard():
            pulled = iter(self._connector.pull(scope, cursor, budget))
        try:
            while True:
                with self._guard():
                    page = next(pulled, None)
                if page is None:
                    return
                yield page
        finally:
            if isinstance(pulled, Generator):
                with suppress(Exception):
                    pulled.close()  # it may hold a connection

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> dict[RemoteId, tuple[TextPart, ...]]:
        """Fetch texts; one that breaks the connector costs no other."""
        connector = self._connector
        if not wanted or not isinstance(connector, TextSource):
            return {}
        try:
            with self._guard():
                return dict(connector.texts(scope, wanted))
        except Broken:
            if len(wanted) == 1:
                return {}
        found: dict[RemoteId, tuple[TextPart, ...]] = {}
        for one in wanted:
            found |= self.texts(scope, [one])
        return found

    def texts_singly(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> dict[RemoteId, tuple[TextPart, ...]]:
        """Fetch texts one by one, without those on which the server hangs up time and again.

        Where it does so twice in a row, it is the server, not the mail: raises Transient.
        """
        found: dict[RemoteId, tuple[TextPart, ...]] = {}
        broke = False
        for one in wanted:
            try:
                found |= self.texts(scope, [one])
                broke = False
            except Transient:
                if broke:
                    raise
                broke = True
        return found

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> tuple[Record, ...]:
        """Read single records again; none where the connector cannot."""
        connector = self._connector
        if not isinstance(connector, Rereader):
            return ()
        with self._guard():
            return tuple(connector.records(scope, wanted))

    def search(
        self, scope: Scope, cursor: Cursor, wanted: SearchFor, limit: int
    ) -> tuple[RemoteId, ...]:
        """Ask the server for words; nothing where it cannot be asked."""
        connector = self._connector
        if not isinstance(connector, Searcher):
            return ()
        with self._guard():
            return tuple(islice(connector.search(scope, cursor, wanted, limit), limit))

    @contextmanager
    def _guard(self) -> Generator[None]:
        try:
            yield
        except (ConnectorError, Stopped):
            raise
        except OSError as fault:
            why = fault.strerror or type(fault).__name__
            raise (Transient(why) if self._account.is_remote else Skippable(why)) from fault
        except Exception as fault:
            name = self._account.connector_name
            what = f"{type(fault).__name__}, a fault of the connector {name}"
            raise Broken(what) from fault
