"""Rows inserted many at a time are the rows that were given."""

from __future__ import annotations

import sqlite3

import pytest

from narrowcast.agent.store import many


@pytest.mark.parametrize("count", [0, 1, many.ROWS - 1, many.ROWS, 2 * many.ROWS + 1])
def test_every_row_is_inserted_once(count: int) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE t (a, b)")
    rows = [(n, str(n)) for n in range(count)]

    many.insert(conn, "INSERT INTO t VALUES", rows)

    assert conn.execute("SELECT a, b FROM t ORDER BY a").fetchall() == rows


def test_a_row_that_is_there_is_changed_as_the_tail_says() -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, n)")
    tail = "ON CONFLICT (a) DO UPDATE SET n = n + excluded.n"

    many.insert(conn, "INSERT INTO t VALUES", [(n % 100, 1) for n in range(300)], tail)

    assert conn.execute("SELECT DISTINCT n FROM t").fetchall() == [(3,)]
