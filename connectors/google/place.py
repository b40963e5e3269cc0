"""Where reading a mailbox stands, and its cursor.

anchor ─ the historyId from which changes are asked for, taken before anything is listed
news   ─ messages that history named and that are still to be read; `gone` are to be told
rest   ─ what is left of the page of the listing in work; `following` the page after it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Cursor
from narrowcast.connectors.errors import CursorExpired

_KIND = "gmail/1"
_DAMAGED = "this resume point is damaged; everything is read again"
FIRST = "*"
"""What `following` says before the first page of the listing was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """See the module."""

    anchor: str
    listing: bool = True
    """Whether the first listing of this generation is still going on."""
    following: str = FIRST
    """Token of the page to ask for when `rest` is done; '' where none is left."""
    rest: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    older: int = 0
    """How many in a row, last, came before the day from which mail is read."""
    done: int = 0
    total: int = 0
    """How many messages Google counted when the listing began."""
    since: str = ""
    """The day before which mail was left to another source; '' where all was read."""

    def cursor(self) -> Cursor:
        return cursors.write(_KIND, asdict(self))


def read(cursor: Cursor) -> Place:
    """Read what `Place.cursor` wrote; raises CursorExpired."""
    told = cursors.read(_KIND, cursor)
    anchor, following = told.get("anchor"), told.get("following")
    if not (isinstance(anchor, str) and isinstance(following, str)):
        raise CursorExpired(_DAMAGED)
    return Place(
        anchor=anchor,
        listing=bool(told.get("listing")),
        following=following,
        rest=_ids(told, "rest"),
        news=_ids(told, "news"),
        gone=_ids(told, "gone"),
        older=cursors.number(told, "older"),
        done=cursors.number(told, "done"),
        total=cursors.number(told, "total"),
        since=str(told.get("since", "")),
    )


def _ids(told: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = told.get(key)
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise CursorExpired(_DAMAGED)
    return tuple(given)
