"""Responses to values (RFC 3501 §9): atoms and strings are bytes, NIL is None, lists are tuples.

An explicit stack with caps: what a hostile mail makes a server say costs neither recursion nor
memory without end.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TypeAlias

from narrowcast.connectors.imap_session.stream import Response

Value: TypeAlias = "bytes | tuple[Value, ...] | None"

MAX_DEPTH = 100
MAX_VALUES = 200_000
_MAX_DIGITS = 19  # of 2⁶³

# In an atom, brackets hold what else would end it: BODY[HEADER.FIELDS (TO CC)]<0>.
_OPEN, _CLOSE, _QUOTED, _ATOM = 1, 2, 3, 4
# No octets make it look twice at the same: what is not closed is taken to the end.
_TOKEN = re.compile(
    rb'(\()|(\))|"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)|((?:[^\s()"\[\]]+|\[[^\[\]]*+\]|\])++)', re.DOTALL
)
_NIL = {b"NIL", b"nil", b"Nil"}
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def parse(response: Response) -> tuple[Value, ...]:
    """The values of *response* in order; what cannot be read is passed over, never raised.

    Deeper lists than `MAX_DEPTH` are flattened, values beyond `MAX_VALUES` are left out.
    """
    stack: list[list[Value]] = [[]]
    beyond = 0
    for place, cut in enumerate(response):
        if place % 2:
            stack[-1].append(cut)
            continue
        for token in islice(_TOKEN.finditer(cut), MAX_VALUES):
            kind = token.lastindex
            if kind == _ATOM:
                atom = token[_ATOM]
                stack[-1].append(None if atom in _NIL else atom)
            elif kind == _QUOTED:
                stack[-1].append(_unquoted(token[_QUOTED]))
            elif kind == _OPEN:
                beyond += _opened(stack)
            elif beyond:
                beyond -= 1
            else:
                _close(stack)
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0])


def _opened(stack: list[list[Value]]) -> bool:
    """Begin a list; whether it is one too deep to be kept as such."""
    if len(stack) > MAX_DEPTH:
        return True
    stack.append([])
    return False


def _close(stack: list[list[Value]]) -> None:
    if len(stack) > 1:
        closed = tuple(stack.pop())
        stack[-1].append(closed)


def _unquoted(inside: bytes) -> bytes:
    return _ESCAPED.sub(rb"\1", inside) if b"\\" in inside else inside


def number(value: Value) -> int | None:
    """The number that *value* is; None if it is none, or more than 63 bits hold (RFC 9051 §9)."""
    if not isinstance(value, bytes) or not value.isdigit() or len(value) > _MAX_DIGITS:
        return None
    found = int(value)
    return found if found < 1 << 63 else None


def text(value: Value) -> str:
    """The string that *value* is, as ASCII where it is; '' for NIL and lists."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def quoted(word: str | bytes) -> bytes:
    """*word* as a quoted string; raises ValueError where only a literal could hold it."""
    octets = word.encode() if isinstance(word, str) else word
    if not octets.isascii() or any(one in octets for one in b"\r\n\0"):
        raise ValueError("this word cannot be quoted")
    return b'"' + octets.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
