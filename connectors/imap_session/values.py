"""Responses to values (RFC 3501 §9): atoms and strings are bytes, NIL is None, lists are tuples.

An explicit stack with caps: what a hostile mail makes a server say costs neither recursion nor
memory without end.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from narrowcast.connectors.imap_session.stream import Response

Value: TypeAlias = "bytes | tuple[Value, ...] | None"

MAX_DEPTH = 100
MAX_VALUES = 200_000

# In an atom, brackets hold what else would end it: BODY[HEADER.FIELDS (TO CC)]<0>.
_TOKEN = re.compile(
    rb'[ \t]*(?:(\()|(\))|"((?:[^"\\]|\\.)*)"|((?:[^\s()"\[\]]|\[[^\]]*\]|\])+))', re.DOTALL
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def parse(response: Response) -> tuple[Value, ...]:
    """The values of *response* in order; what cannot be read is passed over, never raised.

    Deeper lists than `MAX_DEPTH` are flattened, values beyond `MAX_VALUES` are left out.
    """
    nest = _Nest()
    for place, cut in enumerate(response):
        if place % 2:
            nest.add(cut)
            continue
        at, end = 0, len(cut)
        while at < end and nest.count < MAX_VALUES:
            token = _TOKEN.match(cut, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            if token[1]:
                nest.open()
            elif token[2]:
                nest.close()
            else:
                nest.add(_scalar(token))
    return nest.whole()


class _Nest:
    """Lists being filled, the innermost last."""

    def __init__(self) -> None:
        self.count = 0
        self._beyond = 0
        self._stack: list[list[Value]] = [[]]

    def add(self, value: Value) -> None:
        self.count += 1
        self._stack[-1].append(value)

    def open(self) -> None:
        self.count += 1
        if len(self._stack) > MAX_DEPTH:
            self._beyond += 1
        else:
            self._stack.append([])

    def close(self) -> None:
        if self._beyond:
            self._beyond -= 1
        elif len(self._stack) > 1:
            closed = tuple(self._stack.pop())
            self._stack[-1].append(closed)

    def whole(self) -> tuple[Value, ...]:
        while len(self._stack) > 1:
            self.close()
            self._beyond = 0
        return tuple(self._stack[0])


def _scalar(token: re.Match[bytes]) -> bytes | None:
    atom: bytes | None = token[4]
    if atom is not None:
        return None if atom.upper() == b"NIL" else atom
    quoted: bytes = token[3]
    return _ESCAPED.sub(rb"\1", quoted) if b"\\" in quoted else quoted


def number(value: Value) -> int | None:
    """The number that *value* is; None if it is none or absurd."""
    if isinstance(value, bytes) and value.isdigit() and len(value) < 20:
        return int(value)
    return None


def text(value: Value) -> str:
    """The string that *value* is, as ASCII where it is; '' for NIL and lists."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def quoted(word: str | bytes) -> bytes:
    """*word* as a quoted string; raises ValueError where only a literal could hold it."""
    octets = word.encode() if isinstance(word, str) else word
    if not octets.isascii() or any(one in octets for one in b"\r\n\0"):
        raise ValueError("this word cannot be quoted")
    return b'"' + octets.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
