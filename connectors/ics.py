"""Calendar files: one .ics file, or a folder of them as vdirsyncer keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from narrowcast.connectors import options, trees, whole
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope
from narrowcast.connectors.formats import contentlines, ics
from narrowcast.connectors.records import Record

_BACK = timedelta(days=12 * 366)
_AHEAD = timedelta(days=366)


def connect(given: Mapping[str, object], _: Means) -> IcsConnector:
    """Open the option `path`; `since` and `until` (days) bound in which times recurring events are
    told.

    Without them: from twelve years before to a year after the newest file was written.
    """
    since, until = options.day(given, "since"), options.day(given, "until")
    return IcsConnector(options.path(given, "ics"), since, until)


class IcsConnector:
    """Remote ids are UIDs, for instances of recurring events with their original start."""

    def __init__(self, path: Path, since: datetime | None, until: datetime | None) -> None:
        self._tree = trees.Tree(path, frozenset({".ics", ".ical", ".ifb", ".icalendar"}))
        self._since, self._until = since, until

    def scopes(self) -> Iterable[Scope]:
        """The file, or each folder with calendars."""
        return self._tree.scopes()

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """All meetings whenever a file has changed."""
        files = self._tree.files(scope)
        stamp = whole.stamp(files, self._since, self._until)
        yield from whole.pull(self._records(files), stamp, cursor, budget)

    def _records(self, files: list[Path]) -> Iterator[Record]:
        window = self._window(files)
        for file in files:
            yield from ics.read(trees.content(file, contentlines.MAX_BYTES), window)

    def _window(self, files: list[Path]) -> ics.Window:
        written = max((file.stat().st_mtime for file in files), default=0.0)
        newest = datetime.fromtimestamp(written, UTC)
        until = self._until or newest + _AHEAD
        return ics.Window(since=self._since or until - _BACK, until=until)
