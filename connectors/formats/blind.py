"""Blind copies: no letter's bytes name who gets one, unless its transport knows no envelope."""

from __future__ import annotations

from collections.abc import Sequence


def carrying(letter: bytes, hidden: Sequence[str]) -> bytes:
    """The letter with a first line `Bcc:` for a transport that goes by the head alone.

    Such a transport takes the line off the copies of everybody else (RFC 5322 §3.6.3). Without
    *hidden* the letter is as it was.
    """
    if not hidden:
        return letter
    return b"Bcc: " + ",\r\n ".join(hidden).encode("ascii") + b"\r\n" + letter
