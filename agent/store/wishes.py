"""Wishes of people who were asked, as the owner keeps them; and who answered "no more of this"."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex

from narrowcast.agent.core.judgement import MessageKind
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.store import decisions
from narrowcast.agent.store.decision_log import HOLDS
from narrowcast.agent.store.store import Store

WISH = "wish"
"""Kind of the decision that keeps a wish, or (with `lifted`) takes all former ones away."""


def keep(
    store: Store,
    addresses: Sequence[AddressKey],
    wish: PersonWish,
    *,
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep a wish of the person with these addresses."""
    said = {"about": wish.about, "until": wish.until}
    decisions.keep(store, WISH, addresses, wish.at, said, mint)


def lift(
    store: Store,
    addresses: Sequence[AddressKey],
    now: Time,
    *,
    mint: Callable[[], str] = token_hex,
) -> None:
    """Keep that all former wishes of a person, and a former "write to me no more", hold no more."""
    decisions.keep(store, WISH, addresses, now, {"lifted": True}, mint)


def of(store: Store, addresses: Collection[AddressKey], as_of: Time) -> tuple[PersonWish, ...]:
    """The wishes of a person that were kept, and not taken away, before the moment."""
    lifted = _lifted(store, addresses, as_of)
    return tuple(
        _wish(Time(at), value)
        for number, at, value in _said(store, addresses, as_of)
        if not value.get("lifted") and number > lifted
    )


def _wish(at: Time, value: Mapping[str, object]) -> PersonWish:
    until = value.get("until")
    about = str(value.get("about") or "")
    return PersonWish(at=at, about=about, until=Time(until) if isinstance(until, int) else None)


def opted_out(store: Store, addresses: Collection[AddressKey], as_of: Time) -> str:
    """Why a person is not to be written to, where an answer of theirs was read so; '' otherwise.

    It counts at once, before the owner has looked at it, until the owner lifts it.
    """
    row = store.conn.execute(
        "SELECT max(n.at) FROM answer n JOIN ask a ON a.id = n.ask WHERE n.kind = ?1 AND n.at < ?2"
        " AND a.introducer_address IN (SELECT value FROM json_each(?3))",
        (MessageKind.OPT_OUT, as_of, json.dumps(sorted(addresses))),
    ).fetchone()
    said = row[0]
    lifts = [at for _, at, value in _said(store, addresses, as_of) if value.get("lifted")]
    if said is None or any(at >= said for at in lifts):
        return ""
    day = datetime.fromtimestamp(said, UTC).date().isoformat()
    return f"asked on {day} not to be written to"


def _lifted(store: Store, addresses: Collection[AddressKey], as_of: Time) -> int:
    """The number of the last decision that took wishes away; 0 where there is none."""
    said = _said(store, addresses, as_of)
    return max((number for number, _, value in said if value.get("lifted")), default=0)


def _said(
    store: Store, addresses: Collection[AddressKey], as_of: Time
) -> list[tuple[int, int, dict[str, object]]]:
    rows = store.conn.execute(
        f"SELECT d.id, d.at, d.value FROM decision d WHERE d.kind = ? AND d.at < ? AND {HOLDS}"
        " AND EXISTS (SELECT 1 FROM json_each(d.addresses) a"
        " WHERE a.value IN (SELECT value FROM json_each(?))) ORDER BY d.id",
        (WISH, as_of, as_of, json.dumps(sorted(addresses))),
    )
    return [(number, at, json.loads(value)) for number, at, value in rows]
