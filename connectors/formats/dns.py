"""Questions to a name server and its answers (RFC 1035), of the two kinds that tell of mail: MX,
and SRV (RFC 2782, RFC 6186).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

_HEADER = struct.Struct(">HHHHHH")
_FIXED = struct.Struct(">HHIH")
_SERVICE = struct.Struct(">HHH")
_IN = 1
_RECURSE = 0x0100
_ANSWER, _CUT, _CODE = 0x8000, 0x0200, 0x000F
_NO_SUCH_NAME = 3
_LONGEST_NAME = 255
_MOST_RECORDS = 200


class Kind(IntEnum):
    """What is asked for."""

    MX = 15
    SRV = 33


class BadAnswer(ValueError):
    """The octets are no answer to the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where something is: lowest *priority* first, of these the highest *weight*."""

    host: str
    """Without its last dot; '' where the domain says that there is no such service."""
    port: int = 0
    priority: int = 0
    weight: int = 0


def question(name: str, kind: Kind, number: int) -> bytes:
    """Ask for *name* (A-labels), recursively; raises ValueError for what is no name."""
    labels = name.rstrip(".").encode("ascii").split(b".")
    if not all(0 < len(label) < 64 for label in labels) or len(name) > _LONGEST_NAME - 2:
        raise ValueError(f"{name!r} is no name of a domain")
    asked = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return _HEADER.pack(number, _RECURSE, 1, 0, 0, 0) + asked + struct.pack(">HH", kind, _IN)


def targets(answer: bytes, kind: Kind, number: int) -> tuple[Target, ...]:
    """What *answer* to question *number* names, best first; () where the name has none.

    Raises BadAnswer.
    """
    try:
        return tuple(sorted(_read(answer, kind, number), key=lambda t: (t.priority, -t.weight)))
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise BadAnswer("it breaks off") from fault


def _read(answer: bytes, kind: Kind, number: int) -> list[Target]:
    told, flags, questions, records, _, _ = _HEADER.unpack_from(answer)
    code = flags & _CODE
    if told != number or not flags & _ANSWER or flags & _CUT:
        raise BadAnswer("it answers something else")
    if code == _NO_SUCH_NAME:
        return []
    if code:
        raise BadAnswer(f"the name server refuses (code {code})")
    at = _HEADER.size
    for _ in range(questions):
        at = _name(answer, at)[1] + 4
    found = []
    for _ in range(min(records, _MOST_RECORDS)):
        at = _name(answer, at)[1]
        what, _, _, length = _FIXED.unpack_from(answer, at)
        at += _FIXED.size
        if what == kind:
            found.append(_target(answer, at, kind))
        at += length
    return found


def _target(answer: bytes, at: int, kind: Kind) -> Target:
    if kind is Kind.MX:
        (priority,) = struct.unpack_from(">H", answer, at)
        return Target(host=_name(answer, at + 2)[0], priority=priority)
    priority, weight, port = _SERVICE.unpack_from(answer, at)
    host = _name(answer, at + _SERVICE.size)[0]
    return Target(host=host, port=port, priority=priority, weight=weight)


def _name(answer: bytes, at: int) -> tuple[str, int]:
    """A name and where what follows it begins; pointers lead backwards only, so there is an end."""
    labels, end, before = list[str](), 0, at
    while length := answer[at]:
        if length >= 0xC0:
            end = end or at + 2
            at = (length & 0x3F) << 8 | answer[at + 1]
            if at >= before:
                raise BadAnswer("a name leads to itself")
            before = at
        elif length > 63:
            raise BadAnswer("it holds no name")
        else:
            labels.append(answer[at + 1 : at + 1 + length].decode("ascii").lower())
            at += 1 + length
            if sum(map(len, labels)) + len(labels) > _LONGEST_NAME:
                raise BadAnswer("a name is too long")
    return ".".join(labels), end or at + 1
