"""Reading one folder, as pages.

    no cursor ──EXAMINE: anchor──► listing, newest first ──last page: COMPLETE──► live
    live      ──EXAMINE: what is new, what is gone──► pages of snapshot NONE
    listing, resumed: first what is new and gone since, then on with the listing

Which mails are gone is asked only where the count says that some are: of a server with QRESYNC by
its VANISHED, else, and whenever that does not add up, by comparing the whole list.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator

from narrowcast.connectors.base import Budget, Page, Progress, Snapshot
from narrowcast.connectors.errors import CursorExpired, Emptied, Transient
from narrowcast.connectors.imap.heads import Reader
from narrowcast.connectors.imap.position import Position
from narrowcast.connectors.imap_session import faults, fetch
from narrowcast.connectors.imap_session.fetch import Fetched
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.session import Session
from narrowcast.connectors.imap_session.uidsets import MAX_UID, Uids
from narrowcast.connectors.records import Record, RemoteId

PAGE_BYTES = 2 << 20
_SMALLEST_BATCH, _FIRST_BATCH, _LARGEST_BATCH = 100, 500, 2_000
_DELETES = 5_000  # in one page
_SET_CHARS = 7_000  # RFC 7162 §4: a command line of 8,192 octets is taken everywhere
_RANGES = 300  # no more than these fit into it
_COMMANDS_MORE = 200  # for what a server leaves out of a window

Windows = Generator[tuple[Uids, list[Fetched]], None, None]


def begin(session: Session, anchor: State) -> Position:
    """The start of a generation: everything that is there is to be listed."""
    listed = _present(session, anchor)
    return Position(
        validity=anchor.uidvalidity,
        next=max(anchor.uidnext or 1, listed.highest + 1),
        messages=anchor.messages,
        modseq=anchor.modseq,
        rest=listed,
    )


def check_generation(place: Position, now: State) -> None:
    """Raises CursorExpired or Emptied where UIDs mean other mails than they did."""
    rewound = now.uidnext is not None and now.uidnext < place.next
    if now.uidvalidity == place.validity and not rewound:
        return
    if now.messages == 0 and place.done:
        raise Emptied(
            "the folder was made anew and is empty; nothing is forgotten until you say so"
        )
    raise CursorExpired("the server numbers this folder's mail anew; it is listed again")


def catch_up(session: Session, place: Position, anchor: State, *, deep: bool) -> Uids:
    """Find what came and what went since *place* was kept; returns what went.

    *deep*: compares the whole list although the counts agree.
    """
    new, end = Uids(), anchor.uidnext
    if end is None or end > place.next:
        found = session.search("UID", f"{place.next}:*")  # always names the last one, too
        new = found.between(place.next, MAX_UID if end is None else end - 1)
    mine = place.known | place.rest
    gone = Uids()
    if deep or len(mine) + len(new) != anchor.messages:
        gone, missed = _compared(session, place, mine, new, anchor, deep=deep)
        new |= missed
    place.next = max(place.next, end or 0, new.highest + 1)
    place.messages, place.modseq = anchor.messages, anchor.modseq
    place.add(new)
    return gone


def _compared(
    session: Session, place: Position, mine: Uids, new: Uids, anchor: State, *, deep: bool
) -> tuple[Uids, Uids]:
    """What is gone of *mine*, and what of the former mails had escaped us."""
    if not deep and place.trusts_vanished and place.modseq and session.can_resync():
        gone = session.vanished(place.next, place.modseq) & mine
        if len(mine) - len(gone) + len(new) == anchor.messages:
            return gone, Uids()
        place.trusts_vanished = False
    present = _present(session, anchor)
    return mine - present, present.between(1, place.next - 1) - mine


def _present(session: Session, anchor: State) -> Uids:
    """Every mail in the open folder; Transient where the server counts some and lists none."""
    present = session.search("ALL") if anchor.messages else Uids()
    if anchor.messages and not present:
        raise Transient(f"{session.host} counts {anchor.messages} mails and lists none")
    return present


def pages(
    session: Session, place: Position, gone: Uids, read: Reader, budget: Budget
) -> Iterator[Page]:
    """What *place* has pending, newest first, after the deletions *gone*."""
    yield from _deletions(place, gone)
    if not place.pending:
        if place.listing:
            place.settle()
            yield Page(upserts=(), cursor=place.cursor(), snapshot=Snapshot.COMPLETE)
        return
    total = len(place.known) + len(place.rest)
    limit = budget.max_records if budget.max_records is not None else len(place.pending)
    with contextlib.closing(_fetched(session, place, limit)) as windows:
        for records, low in _cut(windows, read, budget):
            place.low = low
            left = len(place.pending)
            snapshot = _partial(place)
            if not left:
                snapshot = Snapshot.COMPLETE if place.listing else Snapshot.NONE
                place.settle()
            yield Page(
                upserts=records,
                cursor=place.cursor(),
                snapshot=snapshot,
                progress=Progress(done=total - left, total=total),
            )


def _deletions(place: Position, gone: Uids) -> Iterator[Page]:
    """Pages of what is gone; the cursor has the folder's count only with the last of them."""
    count = place.messages
    while gone:
        now = gone.newest(_DELETES)
        gone -= now
        place.drop(now)
        place.messages = -1 if gone else count
        yield Page(
            upserts=(),
            deletes=tuple(RemoteId(str(uid)) for uid in now),
            cursor=place.cursor(),
            snapshot=_partial(place),
        )


def _partial(place: Position) -> Snapshot:
    return Snapshot.PARTIAL if place.listing else Snapshot.NONE


def _cut(
    windows: Windows, read: Reader, budget: Budget
) -> Iterator[tuple[tuple[Record, ...], int]]:
    """Pages, newest first, each with the lowest UID that it settles.

    Where a page ends depends on its records alone and not on how they were asked for: a pull that
    is resumed cuts as one that was never broken off, and what is drawn from a page stays the same.
    """
    records: list[Record] = []
    octets, lowest, cut_at = 0, 0, 0
    for window, found in windows:
        lowest = window.lowest
        for one in found:
            records.append(read(one))
            octets += len(one.head or b"")
            if len(records) >= budget.page_records or octets >= PAGE_BYTES:
                cut_at = lowest if one is found[-1] else one.uid
                yield tuple(records), cut_at
                records, octets = [], 0
    if cut_at != lowest:
        yield tuple(records), lowest


def _fetched(
    session: Session, place: Position, limit: int
) -> Generator[tuple[Uids, list[Fetched]]]:
    """Windows of what is pending and the messages in them, both newest first.

    The next window is asked for before one is given out, so that the server works meanwhile and a
    long way costs nothing. A window that nobody takes any more costs the connection.
    """
    items = fetch.items(session.capabilities)
    pending, size = place.pending, _FIRST_BATCH
    ahead: tuple[Uids, bytes] | None = None
    try:
        while True:
            if ahead is None:
                window = _window(pending, min(size, limit))
                if not window:
                    return
                ahead = window, _ask(session, window, place, items)
            window, tag = ahead
            found = _received(session, window, tag)
            ahead = None
            found, gone = _completed(session, window, found, items)
            place.drop(gone)
            limit -= len(window)
            pending = pending.between(1, window.lowest - 1)
            size = _batch(found)
            following = _window(pending, min(size, limit))
            if following:
                ahead = following, _ask(session, following, place, items)
            yield window, found
    finally:
        if ahead is not None:
            session.close()


def _window(pending: Uids, count: int) -> Uids:
    window = pending.newest(max(0, count))
    return Uids(window.ranges[-_RANGES:]) if len(window.ranges) > _RANGES else window


def _batch(found: list[Fetched]) -> int:
    """How many messages the next command asks for: as many as fill a page by octets."""
    octets = sum(len(one.head or b"") for one in found) + 1
    fitting = PAGE_BYTES * len(found) // octets
    return max(_SMALLEST_BATCH, min(_LARGEST_BATCH, fitting))


def _ask(session: Session, window: Uids, place: Position, items: str) -> bytes:
    low, high = window.lowest, window.highest
    # Between two mails that are to be listed there is none, unless it is known.
    wanted = str(window) if place.known.between(low, high) else f"{low}:{high}"
    with session.guarded():
        return session.send("UID FETCH", wanted, items)


def _received(session: Session, window: Uids, tag: bytes) -> list[Fetched]:
    """What the server gives of *window*, newest first; a refusal half-way is no error."""
    found: dict[int, Fetched] = {}
    with session.guarded():
        try:
            for one in fetch.heads(session.stream, tag):
                found[one.uid] = one
        except faults.Denied as denied:
            if not faults.spares_others(denied.says):
                raise
    wanted = set(window)
    return sorted((one for uid, one in found.items() if uid in wanted), reverse=True)


def _completed(
    session: Session, window: Uids, found: list[Fetched], items: str
) -> tuple[list[Fetched], Uids]:
    """*found* with what the server left out though it is there (some do so under load, or refuse
    all for the sake of one), and what is gone meanwhile.
    """
    if len(found) == len(window):
        return found, Uids()
    missing = window - Uids.of(one.uid for one in found)
    still = Uids()
    for piece in missing.chunks(_SET_CHARS):
        still |= session.search("UID", piece) & missing
    found = [*found, *_asked_in_halves(session, still, items)]
    left = still - Uids.of(one.uid for one in found)
    found += [Fetched(uid, b"", 0, None) for uid in left]
    return sorted(found, reverse=True), missing - still


def _asked_in_halves(session: Session, wanted: Uids, items: str) -> Iterator[Fetched]:
    """Ask for *wanted* in ever smaller parts, so that what is broken stands alone in the end."""
    parts = [wanted] if wanted else []
    for _ in range(_COMMANDS_MORE):
        if not parts:
            return
        part = parts.pop()
        with session.guarded():
            tag = session.send("UID FETCH", str(part), items)
        found = _received(session, part, tag)
        yield from found
        missing = part - Uids.of(one.uid for one in found)
        if missing and len(part) > 1:
            half = missing.newest(max(1, len(missing) // 2))
            parts += [one for one in (missing - half, half) if one]


def records(session: Session, wanted: Uids, read: Reader) -> Iterator[Record]:
    """The records of *wanted* in the open folder, whatever was read before."""
    items = fetch.items(session.capabilities)
    for piece in wanted.chunks(_SET_CHARS):
        window = Uids.parse(piece)
        with session.guarded():
            tag = session.send("UID FETCH", piece, items)
        found, _ = _completed(session, window, _received(session, window, tag), items)
        yield from map(read, found)
