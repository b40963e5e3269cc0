"""Mailboxes in mbox files: one file, or a folder of them (Takeout, Thunderbird, mutt, archives in
.xz or .gz).

The cursor holds how far the file was read and fingerprints of its head and of what lies before that
point. A file that only grew goes on there; any other change is a new generation:

    cursor None ──pages PARTIAL──► last page COMPLETE ──grew──► pages NONE ──►  …
         ▲                                                                      │
         └───────────────────────── CursorExpired ◄── rewritten ────────────────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from narrowcast.connectors import cursors, mails, options
from narrowcast.connectors.base import (
    Budget,
    Cursor,
    Means,
    Page,
    Progress,
    Scope,
    ScopeId,
    Snapshot,
)
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable
from narrowcast.connectors.formats import folders, mbox
from narrowcast.connectors.records import Record, RemoteId

_KIND = "mbox/1"
_PROBE = 4_096  # bytes of each fingerprint
_PACKED = (b"\xfd7zXZ", b"\x1f\x8b")


def connect(given: Mapping[str, object], _: Means) -> MboxConnector:
    """Open the mailbox or folder of mailboxes at the option `path`."""
    return MboxConnector(options.path(given, "mbox"))


@dataclass(frozen=True, slots=True)
class _Place:
    """A resume point in one file; *last* and *last_id* are of the mail before it, which may still
    grow.
    """

    at: int = 0
    head: str = ""
    tail: str = ""
    last: int = 0
    last_id: str = ""
    listing: bool = True  # in the first reading of this generation


class MboxConnector:
    """Each file is a scope; remote ids are digests of mails, so they outlive compaction."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def scopes(self) -> Iterable[Scope]:
        """The mailbox files, known by how they begin."""
        if self._path.is_file():
            return [self._scope(self._path)]
        found = (one for one in sorted(self._path.rglob("*")) if one.is_file() and _is_mailbox(one))
        return [self._scope(one) for one in found]

    def _scope(self, file: Path) -> Scope:
        name = file.name if file == self._path else file.relative_to(self._path).as_posix()
        plain = (
            name.removesuffix(".xz").removesuffix(".gz").removesuffix(".mbox").removesuffix("/mbox")
        )
        return Scope(id=ScopeId(name), name=plain, role=folders.role_of(plain))

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages in the order of the file."""
        file = self._path if self._path.is_file() else self._path / scope.id
        try:
            size = file.stat().st_size
            place = _Place() if cursor is None else _resumed(file, _place(cursor))
            if place is None:
                return
            with mbox.open_mailbox(file) as stream:
                _advance(stream, place.at)
                yield from _pages(_Reading(file, scope, budget, size), stream, place)
        except mbox.DAMAGE as error:
            far = "" if isinstance(error, OSError) else " to its end"
            raise Skippable(f"{scope.name} cannot be read{far}: {_reason(error)}") from error


@dataclass(frozen=True, slots=True)
class _Reading:
    file: Path
    scope: Scope
    budget: Budget
    size: int

    def record(self, piece: mbox.Piece) -> Record:
        return mails.record(
            piece.raw,
            remote_id=mails.identity(piece.raw),
            tier=self.budget.tier,
            role=self.scope.role,
            exported=True,
        )


def _pages(reading: _Reading, stream: BinaryIO, start: _Place) -> Iterator[Page]:
    """Cut the mails into pages; a page is given out when the next mail would not fit, and before
    damage is told.
    """
    records: list[Record] = []
    octets = given = 0
    gone, piece = _outgrown(start), None
    try:
        for following in mbox.split(stream, start.at):
            if records and (
                len(records) >= reading.budget.room(given) or octets >= mails.PAGE_BYTES
            ):
                yield _page(reading, records, _behind(start, piece, records), gone, ended=False)
                given += len(records)
                records, octets, gone = [], 0, ()
                if not reading.budget.room(given):
                    return
            records.append(reading.record(following))
            piece = following
            octets += len(piece.raw)
            if records[-1].remote_id in gone:
                gone = ()
    except mbox.DAMAGE:
        if records:
            yield _page(reading, records, _behind(start, piece, records), gone, ended=False)
        raise
    if records or gone or start.listing:
        yield _page(reading, records, _behind(start, piece, records), gone, ended=True)


def _behind(start: _Place, piece: mbox.Piece | None, records: list[Record]) -> _Place:
    """The resume point behind *piece*, the last of *records*."""
    if piece is None:
        return start
    return replace(start, at=piece.end, last=piece.offset, last_id=records[-1].remote_id)


def _outgrown(start: _Place) -> tuple[RemoteId, ...]:
    """The half-written mail that a former reading saw, if this one begins with it again."""
    return (RemoteId(start.last_id),) if start.last_id and start.at == start.last else ()


def _page(
    reading: _Reading,
    records: list[Record],
    place: _Place,
    gone: tuple[RemoteId, ...],
    *,
    ended: bool,
) -> Page:
    head, tail = _probes(reading.file, place.at)
    kept = replace(place, head=head, tail=tail, listing=place.listing and not ended)
    snapshot = Snapshot.COMPLETE if ended else Snapshot.PARTIAL
    return Page(
        upserts=tuple(records),
        cursor=_cursor(kept),
        deletes=gone,
        snapshot=snapshot if place.listing else Snapshot.NONE,
        progress=Progress(done=place.at, total=max(reading.size, place.at), unit="bytes"),
    )


def _place(cursor: Cursor) -> _Place:
    state = cursors.read(_KIND, cursor)
    return _Place(
        at=cursors.number(state, "at"),
        head=str(state.get("head")),
        tail=str(state.get("tail")),
        last=cursors.number(state, "last"),
        last_id=str(state.get("last_id")),
        listing=state.get("listing") is True,
    )


def _cursor(place: _Place) -> Cursor:
    return cursors.write(_KIND, {name: getattr(place, name) for name in _Place.__slots__})


def _resumed(file: Path, place: _Place) -> _Place | None:
    """Where to go on in a file that has only grown; None if nothing is new."""
    size = file.stat().st_size
    if size == 0 and place.at > 0:
        raise Emptied(
            f"{file.name} is empty, and held mail before; nothing is forgotten until you say so"
        )
    if _probes(file, place.at) != (place.head, place.tail):
        raise CursorExpired(f"{file.name} was rewritten")
    if not place.listing and (_is_packed(file) or size == place.at):
        return None
    with mbox.open_mailbox(file) as stream:
        _advance(stream, place.at)
        following = stream.read(5)
    grown = following and following != b"From "
    return replace(place, at=place.last) if grown else place


def _probes(file: Path, at: int) -> tuple[str, str]:
    """Fingerprints of the first bytes and of those before *at*; of both ends if it is packed."""
    with file.open("rb") as stream:
        head = stream.read(_PROBE)
        end = file.stat().st_size if head.startswith(_PACKED) else at
        stream.seek(max(0, end - _PROBE))
        tail = stream.read(end - stream.tell())
    if not head.startswith(_PACKED):
        head = head[:at]
    return cursors.fingerprint(head), cursors.fingerprint(tail)


def _advance(stream: BinaryIO, at: int) -> None:
    """Go to *at*; a packed stream has to be read up to there."""
    if stream.seekable():
        stream.seek(at)
        return
    while at > 0:
        block = stream.read(min(at, mails.PAGE_BYTES))
        if not block:
            raise CursorExpired("the packed mailbox is shorter than it was")
        at -= len(block)


def _is_mailbox(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            start = stream.read(6)
    except OSError:
        return True  # perhaps: reading it will tell the owner why not
    return start.startswith(b"From ") or (start.startswith(_PACKED) and ".mbox" in file.name)


def _is_packed(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(6).startswith(_PACKED)


def _reason(error: Exception) -> str:
    return (
        error.strerror or "read error"
        if isinstance(error, OSError)
        else str(error) or "it is cut short"
    )
