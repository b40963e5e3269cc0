"""Which mails of a folder hold some words, by the server's own SEARCH (RFC 3501 §6.4.4).

Gmail           X-GM-RAW: its own index, whose words are those of its search box
others          BODY, any of the words; in windows, newest first, as many a server reads through
                the mails itself, and answers nothing until it has
no UTF-8        the ASCII words of what was asked: the engine reads what is found anyway
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from narrowcast.connectors import searching
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.session import Literal, Session, Word, date, name
from narrowcast.connectors.imap_session.uidsets import MAX_UID, Uids
from narrowcast.connectors.searching import SearchFor

_WINDOW = 10_000  # mails a command looks through
_SECONDS = 120.0  # in which a server without an index reads a window
_ENOUGH = 300.0  # seconds in one folder, after which its older mail is left
_TELLING = 4  # letters of a part of a name that is worth looking for alone
_MAX_COMMANDS = 200  # in one folder; its UIDs may be far apart

Criteria = tuple[Word | Literal, ...]


def found(session: Session, state: State, wanted: SearchFor, limit: int) -> Uids:
    """The newest *limit* UIDs of the open folder whose mails hold any of the words.

    Raises Skippable where the server does not search.
    """
    words = searching.phrases(wanted)
    if not words or limit <= 0 or not state.messages:
        return Uids()
    with _patient(session):
        if session.has("X-GM-EXT-1"):
            raw = searching.gmail(wanted)
            return session.search(*_charset([raw]), "X-GM-RAW", *_string(raw)).newest(limit)
        return _in_windows(session, state, words, wanted.since, limit)


def _in_windows(
    session: Session, state: State, words: Sequence[str], since: datetime | None, limit: int
) -> Uids:
    told, until = Uids(), time.monotonic() + _ENOUGH
    for low, high in _windows(state):
        span: Criteria = () if (low, high) == (1, MAX_UID) else ("UID", f"{low}:{high}")
        after: Criteria = (f"SINCE {date(since)}",) if since else ()
        try:
            told |= session.search(*_charset(words), *span, *after, *_any_of(words))
        except Skippable:
            plain = tuple(_ascii(words))
            if plain == tuple(words):
                raise
            if not plain:
                return told
            words = plain
            told |= session.search(*span, *after, *_any_of(words))
        if len(told) >= limit or time.monotonic() > until:
            break
    return told.newest(limit)


def _windows(state: State) -> Iterator[tuple[int, int]]:
    """Ranges of UIDs with about a window of mails each, the newest first; one for a small folder
    and where the server does not tell its highest UID.
    """
    if state.messages <= _WINDOW or not state.uidnext:
        yield 1, MAX_UID
        return
    step = max(_WINDOW * state.uidnext // state.messages, state.uidnext // _MAX_COMMANDS, 1)
    high = MAX_UID
    for low in range(state.uidnext - step, 1, -step):
        yield low, high
        high = low - 1
    yield 1, high


def _any_of(words: Sequence[str]) -> Iterator[Word | Literal]:
    """OR takes two keys, and so stands before all but the last."""
    for place, word in enumerate(words):
        if place < len(words) - 1:
            yield "OR"
        yield "BODY"
        yield from _string(word)


def _string(word: str) -> tuple[bytes | Literal, ...]:
    return name(word.encode())


def _charset(words: Iterable[str]) -> Criteria:
    return () if all(map(str.isascii, words)) else ("CHARSET UTF-8",)


def _ascii(words: Iterable[str]) -> Iterator[str]:
    """What every server can look for: of a name beyond ASCII its longest part within."""
    for word in words:
        parts = [one for one in word.split() if one.isascii() and len(one) >= _TELLING]
        if word.isascii():
            yield word
        elif parts:
            yield max(parts, key=len)


@contextmanager
def _patient(session: Session) -> Iterator[None]:
    """Wait longer than usual for answers."""
    session.stream.socket.settimeout(_SECONDS)
    try:
        yield
    finally:
        if session.is_open:
            session.rest_timeout()
