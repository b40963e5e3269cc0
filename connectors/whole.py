"""Sources that are read whole whenever they change: calendars, cards, an export.

The cursor holds a stamp of the files and how many records were given out, so a broken-off reading
goes on where it stopped; any change to the files is a new generation, and what is gone from them is
then swept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable
from narrowcast.connectors.records import Record

_KIND = "whole/1"


def stamp(files: Iterable[Path], *settings: object) -> str:
    """A digest that changes with any file's name, size or time, or with *settings*; '' without
    files.

    Raises `Skippable` where a file cannot be looked at.
    """
    states = []
    try:
        for file in files:
            state = file.stat()
            states.append(f"{file.name}:{state.st_size}:{state.st_mtime_ns}")
    except OSError as error:
        raise Skippable(f"{error.filename} cannot be read: {error.strerror}") from error
    if not states:
        return ""
    content = "\n".join([*states, *map(repr, settings)])
    return cursors.fingerprint(content.encode("utf-8", "surrogateescape"))


def pull(
    records: Iterator[Record], stamped: str, cursor: Cursor | None, budget: Budget
) -> Iterator[Page]:
    """Pages of *records*, which come in the same order as long as *stamped* is the same."""
    done = 0 if cursor is None else _done(cursor, stamped)
    if done is None:
        return
    page, given = list[Record](), 0
    for record in islice(records, done, None):
        if page and len(page) >= budget.room(given):
            done, given = done + len(page), given + len(page)
            yield _page(page, stamped, done, ended=False)
            page = []
            if not budget.room(given):
                return
        page.append(record)
    yield _page(page, stamped, done + len(page), ended=True)


def _done(cursor: Cursor, stamped: str) -> int | None:
    """How many records of this generation were given out; None if all."""
    state = cursors.read(_KIND, cursor)
    if not stamped and state.get("stamp"):
        raise Emptied("the files are gone; nothing is forgotten until you say so")
    if state.get("stamp") != stamped:
        raise CursorExpired("the files have changed")
    return None if state.get("ended") is True else cursors.number(state, "done")


def _page(records: list[Record], stamped: str, done: int, *, ended: bool) -> Page:
    return Page(
        upserts=tuple(records),
        cursor=cursors.write(_KIND, {"stamp": stamped, "done": done, "ended": ended}),
        snapshot=Snapshot.COMPLETE if ended else Snapshot.PARTIAL,
        progress=Progress(done=done, total=done if ended else None),
    )
