"""A forgotten person's names and addresses struck out of what others said and the owner noted."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Collection, Iterator
from sqlite3 import Connection

from narrowcast.agent.errors import InputError

STRUCK = "[erased]"
_TEXTS = (
    ("ask", "letter"),
    ("letter", "content"),
    ("prospect", "why"),
    ("prospect", "title"),
    ("note", "about"),
    ("note", "text"),
    ("decision", "value"),
    ("order_given", "said"),
    ("order_given", "result"),
    ("approval", "in_spite_of"),
    ("unasked", "why"),
    ("notice", "said"),
    ("tiding", "value"),
    ("scope", "problem"),
    ("account", "problem"),
    ("dead_letter", "reason"),
)
"""Where a text of many may name them; what is theirs alone is erased with its row."""
_WHOLE = (("message", "subject"), ("meeting", "summary"))
"""Where a text that names them goes as a whole: it was written about them."""
_WAITING = ("planned", "sending", "unknown")


def strike(conn: Connection, words: Collection[str], *, of_the_past: bool = False) -> None:
    """Strike *words* (addresses, names of several words) out of every text; raises InputError where
    a letter that waits to leave, or may have, holds one: approved words are not changed.

    *of_the_past*: a copy's waiting letters are dropped with the others.
    """
    if not words:
        return
    pattern = re.compile("|".join(map(re.escape, _spellings(words))), re.IGNORECASE)
    conn.create_function("names_them", 1, lambda text: _named(pattern, text), deterministic=True)
    _strike_letters(conn, pattern, of_the_past=of_the_past)
    for table, column in _WHOLE:
        conn.execute(f"UPDATE {table} SET {column} = '' WHERE names_them({column})")
    conn.create_function("struck", 1, lambda text: pattern.sub(STRUCK, text), deterministic=True)
    for table, column in _TEXTS:
        conn.execute(
            f"UPDATE OR REPLACE {table} SET {column} = struck({column}) WHERE names_them({column})"
        )


def _spellings(words: Collection[str]) -> Iterator[str]:
    """Each word as it is and as JSON escapes it."""
    for word in sorted(words, key=len, reverse=True):
        yield word
        if not word.isascii():
            yield json.dumps(word)[1:-1]


def _named(pattern: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and pattern.search(text) is not None


def _strike_letters(conn: Connection, pattern: re.Pattern[str], *, of_the_past: bool) -> None:
    """Drop the bytes of letters that left and name them; their hashes stay."""
    for number, ask, state, raw in conn.execute(
        "SELECT id, ask, state, raw FROM outbox"
    ).fetchall():
        if not _named(pattern, _words_of(bytes(raw))):
            continue
        if state in _WAITING and not of_the_past:
            raise InputError(
                f"a letter of ask {ask} that waits to leave names them; run: narrowcast undo {ask}"
            )
        conn.execute("UPDATE outbox SET raw = ? WHERE id = ?", (b"", number))


def _words_of(raw: bytes) -> str:
    """What a letter of ours says, decoded: names stand encoded in its bytes."""
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    heads = [str(value) for value in letter.values()]
    texts = [
        part.get_content() for part in letter.walk() if part.get_content_type() == "text/plain"
    ]
    return "\n".join([*heads, *map(str, texts)])
