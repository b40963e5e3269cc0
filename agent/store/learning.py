"""Whether asks teach, and which span of time was taken out of it: decisions of the owner's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.model import Time
from narrowcast.agent.store.decision_log import HOLDS
from narrowcast.agent.store.store import Store

LEARN = "learn"
"""Kind of the decision; it is about nobody."""


class Turn(StrEnum):
    """What the owner may decide."""

    ON = "on"
    OFF = "off"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is to be learned from."""

    on: bool = True
    left_out: tuple[tuple[Time, Time], ...] = ()
    """Spans [from, until) whose ends of asks are not counted."""

    def counts(self, at: Time) -> bool:
        """Whether what was settled at a moment teaches."""
        return self.on and not any(since <= at < until for since, until in self.left_out)


def decide(store: Store, turn: Turn, now: Time, *, to: Time | None = None) -> None:
    """Keep a decision; a rollback leaves out what came between *to* (None: ever) and now."""
    value = json.dumps({"turn": turn, "to": to})
    with store.writing():
        store.conn.execute(
            "INSERT INTO decision (at, kind, uid, addresses, value) VALUES (?, ?, '', '[]', ?)",
            (now, LEARN, value),
        )


def standing(store: Store, as_of: Time) -> Standing:
    """What the owner had decided before the moment."""
    on, left_out = True, list[tuple[Time, Time]]()
    for at, text in store.conn.execute(
        f"SELECT d.at, d.value FROM decision d WHERE d.kind = ? AND d.at < ? AND {HOLDS}"
        " ORDER BY d.id",
        (LEARN, as_of, as_of),
    ):
        said = json.loads(text)
        turn = Turn(said["turn"])
        if turn is Turn.ROLLBACK:
            left_out.append((Time(said["to"] or 0), Time(at)))
        else:
            on = turn is Turn.ON
    return Standing(on=on, left_out=tuple(left_out))
