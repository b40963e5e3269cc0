"""The owner's calendar: what meetings there are between four years ago and a year ahead.

calendarView/delta ─► answer ─► what each row comes to (`events`) ─► pages (`telling`)
    └ the window is fixed inside its links: with a new month a new generation begins
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId
from narrowcast.connectors.errors import CursorExpired, Skippable
from narrowcast.connectors.microsoft.events import Events, Window
from narrowcast.connectors.microsoft.telling import State, Telling
from narrowcast.connectors.records import Record, RemoteId

if TYPE_CHECKING:
    from narrowcast.connectors.microsoft.rest import Graph, Json
    from narrowcast.connectors.microsoft.settings import Settings

MOST = timedelta(days=1825)
MONTHS_AHEAD = 13  # from the first of this month: always a year at least, but for the slack
MONTHS_BACK = 46  # with these, 59 months: 1,799 days at most
_SLACK = timedelta(days=1)


class Calendar:
    """The default calendar; Graph has a delta of no other."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph, self._settings = graph, settings

    def scopes(self) -> Iterator[Scope]:
        """The one scope, without asking."""
        yield Scope(id=ScopeId("calendar"), name="Calendar")

    def pull(self, _scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`."""
        state = State(window=str(self._window())) if cursor is None else State.unpacked(cursor)
        events = Events(self._graph, Window.named(state.window), self._settings.user)

        def answer(link: str, alike: int) -> Json:
            found = events.answer(link, alike)
            if cursor is not None and not self._still(state.window):
                raise CursorExpired("the calendar is read over other months by now")
            return found

        yield from Telling(answer, events, state, budget).pages()

    def records(self, _scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`."""
        yield from Events(self._graph, self._window(), self._settings.user).again(wanted)

    def _window(self) -> Window:
        """The window by the server's clock, which any answer tells. It may have told the time long
        ago: the next look sees whether the month was another.
        """
        if self._graph.date is None and not (self._settings.since and self._settings.until):
            self._graph.get("/me", {"$select": "id"})
        return self._now()

    def _still(self, window: str) -> bool:
        """Whether *window* is that of now, give or take a day: Graph is many servers, and where two
        of them disagree on the month, each answer would begin a new generation.
        """
        return window in {str(self._now(-_SLACK)), str(self._now(_SLACK))}

    def _now(self, later: timedelta = timedelta()) -> Window:
        """The window by the server's last answer, or so much *later*; of a longer one the end.
        Raises Skippable where it told no time.
        """
        since, until, clock = self._settings.since, self._settings.until, self._graph.date
        if not (since and until):
            if clock is None:
                raise Skippable("the server does not tell the time; write since and until")
            now = clock.astimezone(UTC) + later
            month = now.year * 12 + now.month - 1
            since = since or _first_of(month - MONTHS_BACK)
            until = until or _first_of(month + MONTHS_AHEAD)
        return Window(since=max(since, until - MOST), until=until)


def _first_of(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
