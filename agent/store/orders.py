"""What the owner answered morning mails with, line by line: heard with its page, carried out once.

A row is kept in the transaction of the page that brought it; its result stands beside it once the
order was carried out, or why it was not. The same line is never heard twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from narrowcast.agent.core.model import Time
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One line of an answer."""

    id: int = 0
    message_id: str
    """Of the answer, which lies among the owner's sent mail."""
    line: int
    """From 1 on; 0 of what is said of the answer as a whole."""
    at: Time
    morning: date
    """The day of the mail that was answered."""
    account: str
    said: str
    result: str = ""
    """What came of it; '' before it was carried out."""


def hear(store: Store, lines: Iterable[Given]) -> None:
    """Keep lines, inside the caller's transaction; those heard before are left as they are."""
    store.conn.executemany(
        "INSERT OR IGNORE INTO order_given (message_id, line, at, morning, account, said, result)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.message_id,
                one.line,
                one.at,
                one.morning.isoformat(),
                one.account,
                one.said,
                one.result,
            )
            for one in lines
        ],
    )


def pending(store: Store) -> tuple[Given, ...]:
    """Lines that were heard and not carried out yet."""
    return tuple(_given(store, "result = ''"))


def untold(store: Store) -> tuple[Given, ...]:
    """Lines whose results no morning mail has told yet."""
    return tuple(_given(store, "result != '' AND told IS NULL"))


def done(store: Store, given: Given, result: str, at: Time) -> None:
    """Note what came of a line, inside the caller's transaction."""
    store.conn.execute(
        "UPDATE order_given SET result = ?, at = ? WHERE id = ?", (result, at, given.id)
    )


def _given(store: Store, where: str) -> Iterator[Given]:
    rows = store.conn.execute(
        "SELECT id, message_id, line, at, morning, account, said, result FROM order_given"
        f" WHERE {where} ORDER BY id"
    ).fetchall()
    for row in rows:
        yield Given(
            id=row[0],
            message_id=row[1],
            line=row[2],
            at=Time(row[3]),
            morning=date.fromisoformat(row[4]),
            account=row[5],
            said=row[6],
            result=row[7],
        )
