"""Many rows by few statements: starting a statement costs as much as inserting a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

PARAMETERS = 900
"""Of one statement: an old SQLite takes 999."""
ROWS = 64
"""Of one statement: 64 rows of 14 columns."""


def insert(
    conn: sqlite3.Connection, head: str, rows: Sequence[tuple[object, ...]], tail: str = ""
) -> None:
    """Run `head (?, …), (?, …) … tail` until all *rows* are in."""
    if not rows:
        return
    width = len(rows[0])
    whole = len(rows) - len(rows) % ROWS
    for start in range(0, whole, ROWS):
        flat = tuple(chain.from_iterable(rows[start : start + ROWS]))
        conn.execute(_statement(head, width, ROWS, tail), flat)
    conn.executemany(_statement(head, width, 1, tail), rows[whole:])


@lru_cache(maxsize=64)
def _statement(head: str, width: int, rows: int, tail: str) -> str:
    one = f"({','.join('?' * width)})"
    return f"{head} {','.join([one] * rows)} {tail}"
