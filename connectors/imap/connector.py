"""The connector: folders as scopes, heads as pages, texts on demand, news by IDLE."""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event

from narrowcast.connectors import options
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope, ScopeId
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.imap import (
    heads,
    pages,
    position,
    searching,
    selection,
    texts,
    waiting,
)
from narrowcast.connectors.imap.selection import Choice
from narrowcast.connectors.imap_session import settings
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.pool import Pool
from narrowcast.connectors.imap_session.session import Session
from narrowcast.connectors.imap_session.settings import Server
from narrowcast.connectors.imap_session.uidsets import Uids
from narrowcast.connectors.records import Record, RemoteId, TextPart
from narrowcast.connectors.searching import SearchFor

_INBOX = b"INBOX"
_FIGURES_SECONDS = 20.0  # how long a listing's figures may stand for a STATUS
_DOUBTFUL_SECONDS = 60.0  # a connection that rested longer may be dead


def connect(given: Mapping[str, object], means: Means) -> ImapConnector:
    """Open the account on the server at the option `host`; nothing is sent before it is used."""
    options.refuse_unknown(given, "imap", "smtp", "sent_copy")
    return ImapConnector(settings.server(given), selection.choice(given), means)


class ImapConnector:
    """See the package; remote ids are UIDs."""

    def __init__(self, server: Server, choice: Choice, means: Means) -> None:
        self._choice = choice
        self._pool = Pool(server, means)
        self._figures: dict[bytes, tuple[float, State]] = {}
        self._seen = waiting.Seen()

    def scopes(self) -> Iterable[Scope]:
        """Every folder but drafts, junk and trash, or what `include` and `exclude` leave."""

        def listed(session: Session) -> tuple[tuple[Scope, ...], dict[bytes, State]]:
            # Dovecot knows them at once, but once it has listed folders it reads through all of it.
            figures = session.figures_of([_INBOX])
            labelled = session.has("X-GM-EXT-1")
            found = selection.scopes(session.folders(), self._choice, labelled=labelled)
            others = (key for key in map(selection.key_of, found) if key not in figures)
            return found, figures | session.figures_of(others)

        with self._pool.lend(listed) as (_, (scopes, figures)):
            now = time.monotonic()
        self._figures = {key: (now, one) for key, one in figures.items()}
        return scopes

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages, newest first; a folder where nothing came or went costs one command at most.

        Raises also CursorExpired (UIDVALIDITY has changed) and Emptied.
        """
        key = selection.key_of(scope)
        place = None if cursor is None else position.read(cursor)
        figures = self._recent(key)
        if place is not None and place.is_settled and not budget.deep:
            if figures is None:
                with self._pool.lend(lambda session: session.status(key)) as (_, figures):
                    pass
            if place.is_quiet(figures):
                self._seen.pulled[scope.id] = figures
                return
        with self._pool.lend(lambda session: session.examine(key)) as (session, now):
            gone = Uids()
            if place is None:
                place = pages.begin(session, now)
            else:
                pages.check_generation(place, now)
                gone = pages.catch_up(session, place, now, deep=budget.deep)
            self._seen.pulled[scope.id] = now
            given = False
            for page in pages.pages(session, place, gone, heads.reader(scope), budget):
                given = True
                yield page
            if not given and cursor is not None and place.has_moved(position.read(cursor)):
                yield Page(upserts=(), cursor=place.cursor())

    def _recent(self, key: bytes) -> State | None:
        """The folder's figures out of a listing just made; each is used once."""
        made, figures = self._figures.pop(key, (0.0, None))
        return figures if time.monotonic() - made < _FIGURES_SECONDS else None

    def texts(
        self, scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """The texts of *wanted*, in the order of their UIDs."""
        uids = _uids(wanted)
        with self._opened(scope, uids) as session:
            for uid, parts in texts.fetched(session, uids):
                yield RemoteId(str(uid)), parts

    @contextmanager
    def _opened(self, scope: Scope, uids: Uids) -> Generator[Session]:
        """A session with the folder of *scope* open, *uids* in it still the mails they were.

        Raises CursorExpired where they are others now.
        """
        key = selection.key_of(scope)

        def open_it(session: Session) -> State:
            opened = session.opened
            if opened and opened[0] == key and uids.highest < (opened[1].uidnext or 0):
                if time.monotonic() - session.used_at > _DOUBTFUL_SECONDS:
                    session.run("NOOP")
                return opened[1]
            return session.examine(key)

        with self._pool.lend(open_it) as (session, now):
            seen = self._seen.pulled.get(scope.id)
            if seen is not None and seen.uidvalidity != now.uidvalidity:
                raise CursorExpired("the server numbers this folder's mail anew")
            yield session

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single mails once more."""
        uids = _uids(wanted)
        with self._opened(scope, uids) as session:
            yield from pages.records(session, uids, heads.reader(scope))

    def search(
        self, scope: Scope, cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        """What the server finds in the texts; raises CursorExpired (UIDVALIDITY has changed)."""
        key = selection.key_of(scope)
        with self._pool.lend(lambda session: session.examine(key)) as (session, now):
            pages.check_generation(position.read(cursor), now)
            told = searching.found(session, now, wanted, limit)
        yield from (RemoteId(str(uid)) for uid in reversed([*told]))

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        """Wait by IDLE in the most telling folder; the others are asked every minute or two."""
        self._figures.clear()
        return waiting.wait(self._pool, scopes, self._seen, seconds, stop)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def _uids(wanted: Collection[RemoteId]) -> Uids:
    return Uids.of(int(one) for one in wanted if one.isdigit())
