"""Heads out of the answer to a FETCH, by slices of what has come: no lexer, no copy of the rest.

Nearly every response is of one shape, which one expression takes apart:

    * 12 FETCH (UID 7 INTERNALDATE "…" RFC822.SIZE 90 BODY[HEADER.FIELDS (…)] {345}⏎head)⏎

Any other shape (items in another order, quoted strings, NIL, labels, several literals) is read by
`values`, which is ten times slower and takes everything RFC 3501 allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from narrowcast.connectors.errors import Transient
from narrowcast.connectors.formats.headers import ASKED
from narrowcast.connectors.imap_session import faults, values
from narrowcast.connectors.imap_session.faults import Denied
from narrowcast.connectors.imap_session.stream import MAX_LITERAL, Response, Stream
from narrowcast.connectors.imap_session.values import Value

FIELDS = ASKED
"""What is asked of each head. Received is not: it is half of a head, and INTERNALDATE tells more.
"""


class Fetched(NamedTuple):
    """One message as FETCH gives it."""

    uid: int
    internaldate: bytes
    """As written, without quotes; b'' where it is missing."""
    size: int
    head: bytes | None
    """The wanted header fields; None where the server gave none."""
    thread: str = ""
    """X-GM-THRID or THREADID (RFC 8474)."""
    labels: tuple[bytes, ...] = ()
    """X-GM-LABELS as written."""


def items(capabilities: frozenset[str]) -> str:
    """What FETCH is asked for of a server that can do *capabilities*."""
    more = ""
    if "X-GM-EXT-1" in capabilities:
        more = " X-GM-THRID X-GM-LABELS"
    elif "OBJECTID" in capabilities:
        more = " THREADID"
    fields = " ".join(FIELDS).upper()
    return f"(UID INTERNALDATE RFC822.SIZE{more} BODY.PEEK[HEADER.FIELDS ({fields})])"


_PLAIN = (
    rb'UID (\d{1,10})|INTERNALDATE "([^"\r\n\\]{0,40})"|RFC822\.SIZE (\d{1,18})'
    rb'|FLAGS \([^()"\r\n{\[]{0,2000}\)|MODSEQ \(\d{1,20}\)|X-GM-THRID (\d{1,20})'
    rb'|X-GM-MSGID \d{1,20}|X-GM-LABELS \(((?:[^()"\r\n{]|"(?:[^"\\\r\n]|\\.)*"){0,4000})\)'
)
_HEAD = re.compile(
    rb"\* \d{1,10} FETCH \((?:(?:" + _PLAIN + rb") ){0,9}"
    rb"BODY\[HEADER\.FIELDS \([^()\r\n]*\)\] \{(\d{1,9})\}\r\n"
)
_TAIL = re.compile(rb"(?: (?:" + _PLAIN + rb")){0,9}\)\r\n")
_FETCH = re.compile(rb"\* \d{1,10} FETCH ", re.IGNORECASE)
_TAIL_ROOM = 400
"""Octets behind a head that hold its tail, however it is filled."""


def heads(stream: Stream, tag: bytes) -> Iterator[Fetched]:
    """The messages in the answer to the command *tag*, in the server's order.

    Responses about anything else (RFC 3501 §7: they may come at any time) are passed over. Raises
    Denied, Transient (BYE, the connection ends).
    """
    while True:
        found = _HEAD.match(stream.data, stream.at)
        if found is not None:
            one = _taken(stream, found)
        elif stream.data.find(b"\n", stream.at) < 0:
            stream.more()
            continue
        else:
            response = stream.response()
            if response[0].startswith(tag + b" "):
                _check(response[0][len(tag) + 1 :])
                return
            one = _generic(response)
        if one is not None:
            yield one


def _taken(stream: Stream, found: re.Match[bytes]) -> Fetched | None:
    """The message that *found* begins; None where it has to be looked at again: with more octets,
    or since it has no UID.
    """
    data, start = stream.data, found.end()
    stop = start + int(found[6])
    if stop - start > MAX_LITERAL:
        raise Transient("the server sends one head of more than 64 MB")
    if stop + 3 > len(data):
        stream.more(stop + 3 - len(data))
        return None
    uid, date, size, thread, labels = found.group(1, 2, 3, 4, 5)
    if data.startswith(b")\r\n", stop):
        stream.at = stop + 3
    else:
        tail = _TAIL.match(data, stop)
        if tail is None:
            return _generic(stream.response())
        stream.at = tail.end()
        uid, date, size, thread, labels = (
            one or other for one, other in zip(found.groups(), tail.groups(), strict=False)
        )
    if uid is None:
        return None
    return Fetched(
        int(uid),
        date or b"",
        int(size or 0),
        data[start:stop],
        thread.decode("ascii") if thread else "",
        _labels(labels) if labels else (),
    )


def _generic(response: Response) -> Fetched | None:
    """Any response: a message, or None where it is none, lacks its UID, or has nothing of what was
    asked: new flags, which a server with QRESYNC tells by UID, too (RFC 7162 §3.2.4).
    """
    first = response[0]
    if first[:6].upper() == b"* BYE ":
        raise Denied("FETCH", faults.clean(first[6:]))
    if not is_fetch(response):
        return None
    told = attributes(response)
    uid = values.number(told.get("UID"))
    head = next((name for name in told if name.startswith("BODY[HEADER")), None)
    if uid is None or (head is None and "RFC822.SIZE" not in told):
        return None
    date = told.get("INTERNALDATE")
    thread = told.get("X-GM-THRID") or told.get("THREADID")
    labels = told.get("X-GM-LABELS")
    return Fetched(
        uid,
        date.strip() if isinstance(date, bytes) else b"",
        values.number(told.get("RFC822.SIZE")) or 0,
        _octets(told[head]) if head else None,
        values.text(thread[0] if isinstance(thread, tuple) and thread else thread),
        tuple(one for one in labels if isinstance(one, bytes)) if isinstance(labels, tuple) else (),
    )


def is_fetch(response: Response) -> bool:
    """Whether *response* is about a message."""
    return _FETCH.match(response[0]) is not None


def attributes(response: Response) -> dict[str, Value]:
    """The items of a FETCH response by upper-case name; of an item told twice the first."""
    parsed = values.parse(response)
    pairs = next((one for one in parsed if isinstance(one, tuple)), ())
    told: dict[str, Value] = {}
    for label, value in zip(pairs[::2], pairs[1::2], strict=False):
        told.setdefault(values.text(label).upper(), value)
    return told


@lru_cache(maxsize=1_024)
def _labels(inside: bytes) -> tuple[bytes, ...]:
    return tuple(one for one in values.parse([inside]) if isinstance(one, bytes))


def _octets(value: Value) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _check(says: bytes) -> None:
    if says[:2].upper() != b"OK":
        raise Denied("FETCH", faults.clean(says))
