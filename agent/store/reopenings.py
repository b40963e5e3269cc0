"""Which moves to a prospect's firm were noticed, each once, and which brought the prospect back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import AddressKey, ProspectId, Time
from narrowcast.agent.core.reopening import GIVEN_UP, AskStanding, Standing
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """A move to a prospect's firm; kept when evidence is read anew, so that it counts once."""

    prospect: ProspectId
    mover: AddressKey
    """One of the mover's addresses."""
    name: str
    firm: str
    moved: Time
    noticed: Time
    reopened: bool
    """False: the prospect was open, and has a new way."""


def keep(store: Store, one: Reopening) -> None:
    """Note a move, and bring the prospect back where it says so."""
    with store.writing():
        store.conn.execute(
            "INSERT OR IGNORE INTO reopening (prospect, mover, firm, moved, noticed, reopened,"
            " name) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (one.prospect, one.mover, one.firm, one.moved, one.noticed, one.reopened, one.name),
        )
        if one.reopened:
            store.conn.execute(
                "UPDATE prospect SET state = ? WHERE id = ? AND state = ?",
                (Standing.OPEN, one.prospect, Standing.DROPPED),
            )


def of(store: Store, mover: Collection[AddressKey]) -> tuple[Reopening, ...]:
    """What was noted of a person's moves."""
    return _rows(store, "mover IN (SELECT value FROM json_each(?))", json.dumps(sorted(mover)))


def latest(store: Store) -> dict[ProspectId, Reopening]:
    """The last move that brought each prospect back."""
    return {one.prospect: one for one in _rows(store, "reopened = ?", 1)}


def outdates(back: Reopening | None, state: AskState, changed: Time) -> bool:
    """Whether a move to the prospect's firm came after an ask was given up."""
    return back is not None and state in GIVEN_UP and changed <= back.noticed


def standing(
    store: Store, prospect: ProspectId
) -> tuple[Standing, Time | None, tuple[AskStanding, ...]]:
    """Whether the owner wants a prospect, since when not, and how the asks about it stand."""
    state, put_aside = store.conn.execute(
        "SELECT state, put_aside FROM prospect WHERE id = ?", (prospect,)
    ).fetchone()
    asks = store.conn.execute(
        "SELECT a.state, a.changed, (SELECT e.before FROM ask_event e WHERE e.ask = a.id"
        " AND NOT e.undone ORDER BY e.id DESC LIMIT 1) FROM ask a WHERE a.prospect = ?",
        (prospect,),
    ).fetchall()
    return (
        Standing(state),
        None if put_aside is None else Time(put_aside),
        tuple(
            AskStanding(
                state=AskState(now), before=AskState(was) if was else None, changed=Time(changed)
            )
            for now, changed, was in asks
            if now not in _UNSENT
        ),
    )


_UNSENT = {AskState.CANCELLED}
"""Asks that never were."""


def _rows(store: Store, where: str, argument: object) -> tuple[Reopening, ...]:
    rows = store.conn.execute(
        "SELECT prospect, mover, firm, moved, noticed, reopened, name FROM reopening"
        f" WHERE {where} ORDER BY noticed, prospect, mover",
        (argument,),
    )
    return tuple(
        Reopening(
            prospect=ProspectId(prospect),
            mover=AddressKey(mover),
            firm=firm,
            moved=Time(moved),
            noticed=Time(noticed),
            reopened=bool(reopened),
            name=name,
        )
        for prospect, mover, firm, moved, noticed, reopened, name in rows
    )
