"""What a sync asked a server for, read from the server's own log of its sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.servers.dovecot import Dovecot

_OPENED = re.compile(r'\S+ (?:EXAMINE|SELECT) (?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>\S+))')
_FETCHED = re.compile(r"\S+ UID FETCH (?P<uids>[\d:,]+) (?P<items>.*)", re.DOTALL)
_TEXT = re.compile(r"(?:BODY|BINARY)(?:\.PEEK)?\[(?!HEADER\b)[^\]]*\]|RFC822(?!\.SIZE)")
"""Any section but heads: a numbered part, TEXT, or the whole mail."""


def texts_fetched(server: Dovecot, user: str) -> list[tuple[str, int]]:
    """Each (folder, UID) whose text was asked for, as often as it was; needs `Setup.rawlog`."""
    return [one for session in server.sessions(user) for one in _of_session(session)]


def _of_session(lines: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    folder = ""
    for line in lines:
        if opened := _OPENED.match(line):
            folder = opened["quoted"] or opened["bare"] or ""
        elif (fetched := _FETCHED.match(line)) and _TEXT.search(fetched["items"]):
            yield from ((folder, uid) for uid in _expanded(fetched["uids"]))


def _expanded(uids: str) -> Iterator[int]:
    for part in uids.split(","):
        first, _, last = part.partition(":")
        yield from range(int(first), int(last or first) + 1)
