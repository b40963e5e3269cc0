"""The texts of chosen mails: their structure first, then of each the one part that is read.

Mails of the same shape are asked for in one command; all commands of a batch are sent before the
first answer is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from narrowcast.connectors.formats import parts
from narrowcast.connectors.imap import structure
from narrowcast.connectors.imap.structure import Wanted
from narrowcast.connectors.imap_session import faults, fetch, values
from narrowcast.connectors.imap_session.session import Session
from narrowcast.connectors.imap_session.stream import Response
from narrowcast.connectors.imap_session.uidsets import Uids
from narrowcast.connectors.imap_session.values import Value
from narrowcast.connectors.records import TextPart

_BATCH = 200
_BATCH_OCTETS = 2 << 20
_SET_CHARS = 4_000
_AHEAD = 8  # commands

Told = dict[str, Value]
Shape = tuple[Wanted, ...]


def fetched(session: Session, uids: Uids) -> Iterator[tuple[int, tuple[TextPart, ...]]]:
    """UID and texts of each of *uids* in the open folder; who is gone is left out."""
    pending = uids
    while pending:
        batch = Uids(pending.ranges[:_BATCH])
        batch = batch - batch.newest(max(0, len(batch) - _BATCH))
        pending -= batch
        shapes = _shapes(session, batch)
        for group in _portions(shapes):
            yield from _texts(session, group)


def _shapes(session: Session, batch: Uids) -> dict[int, Shape]:
    """What to fetch of each mail in *batch*."""
    shapes: dict[int, Shape] = {}
    for told in _asked(session, [(str(batch), "(UID BODYSTRUCTURE)")]):
        uid = values.number(told.get("UID"))
        if uid is not None and "BODYSTRUCTURE" in told:  # else it tells of new flags
            shapes[uid] = structure.wanted(told.get("BODYSTRUCTURE"))
    return shapes


def _portions(shapes: dict[int, Shape]) -> Iterator[dict[int, Shape]]:
    """*shapes* in portions of at most 2 MB."""
    portion: dict[int, Shape] = {}
    octets = 0
    for uid, shape in sorted(shapes.items()):
        size = sum(min(one.leaf.octets, structure.MAX_OCTETS) for one in shape)
        if portion and octets + size > _BATCH_OCTETS:
            yield portion
            portion, octets = {}, 0
        portion[uid] = shape
        octets += size
    if portion:
        yield portion


def _texts(
    session: Session, shapes: dict[int, Shape]
) -> Iterator[tuple[int, tuple[TextPart, ...]]]:
    asked: dict[str, list[int]] = defaultdict(list)
    for uid, shape in shapes.items():
        if shape:
            asked[" ".join(one.item for one in shape)].append(uid)
    commands = [
        (piece, f"(UID {item})")
        for item, uids in asked.items()
        for piece in Uids.of(uids).chunks(_SET_CHARS)
    ]
    found: dict[int, Told] = {}
    for told in _asked(session, commands):
        number = values.number(told.get("UID"))
        if number is not None and any(label.startswith("BODY[") for label in told):
            found.setdefault(number, {}).update(told)
    for uid, shape in shapes.items():
        if not shape:
            yield uid, ()
        elif uid in found:
            yield uid, tuple(_decoded(one, found[uid]) for one in shape)


def _decoded(wanted: Wanted, told: Told) -> TextPart:
    leaf = wanted.leaf
    name = wanted.item.replace(".PEEK", "").partition("<")[0]
    data = next(
        (one for label, one in told.items()
         if label.partition("<")[0] == name and isinstance(one, bytes)), b"")  # fmt: skip
    return parts.decoded(
        data,
        wanted.kind,
        leaf.content_type,
        leaf.parameters,
        "" if leaf.content_type in parts.MESSAGES else leaf.encoding,
        cut=leaf.octets > structure.MAX_OCTETS,
    )


def _asked(session: Session, commands: list[tuple[str, str]]) -> Iterator[Told]:
    """The items that *commands* of UID FETCH bring, some of them sent ahead of their answers.

    What a server refuses for several mails is asked for singly: one broken mail spoils no other.
    """
    refused: list[tuple[str, str]] = []
    with session.guarded():
        tags = [session.send("UID FETCH", *one) for one in commands[:_AHEAD]]
        for place, command in enumerate(commands):
            answer = _answered(session, tags[place])
            if answer is None:
                refused.append(command)
            else:
                yield from _told(answer)
            if place + _AHEAD < len(commands):
                tags.append(session.send("UID FETCH", *commands[place + _AHEAD]))
        for uids, items in refused:
            for uid in Uids.parse(uids):
                answer = _answered(session, session.send("UID FETCH", str(uid), items))
                yield from _told(answer or ())


def _told(answer: tuple[Response, ...]) -> Iterator[Told]:
    return (fetch.attributes(one) for one in answer if fetch.is_fetch(one))


def _answered(session: Session, tag: bytes) -> tuple[Response, ...] | None:
    """The responses to *tag*; None where the server refuses this command alone."""
    try:
        return session.answer(tag, "FETCH").untagged
    except faults.Denied as denied:
        if not faults.spares_others(denied.says):
            raise
        return None
