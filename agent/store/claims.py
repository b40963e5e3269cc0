"""What sources said of one person's work, dated: signatures, domains, cards, mails, the owner."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from narrowcast.agent.core.card_matching import Ground
from narrowcast.agent.core.firms import UNKNOWN, Firms, firm_beside
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Evidence,
    EvidenceKind,
    Time,
    seconds,
)
from narrowcast.agent.core.tidings import believable
from narrowcast.agent.store import tidings
from narrowcast.agent.store.cards import STANDING
from narrowcast.agent.store.decision_log import HOLDS
from narrowcast.agent.store.decisions import WORK
from narrowcast.agent.store.store import Store

SIGHTINGS = 3
"""Messages that date a block: its first two (two establish a job) and its last."""


def claims(
    store: Store,
    addresses: Collection[AddressId],
    cards: Mapping[int, Ground],
    as_of: Time,
    *,
    firms: Firms = UNKNOWN,
) -> tuple[DatedClaim, ...]:
    """Everything said before *as_of* of the person with these *addresses* and *cards*.

    A card that is theirs by an uncommon name alone only suggests: names have twins.
    """
    found: list[DatedClaim] = []
    left: list[tuple[DatedClaim, str]] = []
    for address in addresses:
        found += _signed(store, address, as_of)
        found += _of_domain(store, address, as_of)
        found += _of_guests(store, address, as_of)
        told = list(tidings.claims(store.conn, address, _key(store, address), as_of))
        found += (claim for claim, _ in told if claim.kind is not ClaimKind.DEPARTURE)
        left += (one for one in told if one[0].kind is ClaimKind.DEPARTURE)
    found += _of_cards(store, cards, as_of)
    found += _of_owner(store, addresses, as_of)
    return (*found, *believable(found, left, firms))


def _signed(store: Store, address: AddressId, as_of: Time) -> Iterator[DatedClaim]:
    key = _key(store, address)
    for (block,) in store.conn.execute(
        "SELECT id FROM block WHERE address = ?", (address,)
    ).fetchall():
        fields = store.conn.execute(
            "SELECT kind, value, confidence, normal FROM claim WHERE block = ?", (block,)
        ).fetchall()
        for time, message_id in _sightings(store, block, as_of):
            for kind, value, confidence, normal in fields:
                yield DatedClaim(
                    kind=ClaimKind(kind),
                    value=value,
                    confidence=Confidence(confidence),
                    source=ClaimSource.SIGNATURE,
                    seen_at=time,
                    address=key,
                    evidence=Evidence(EvidenceKind.MESSAGE, message_id),
                    group=f"block:{block}",
                    normal=normal,
                )


def _sightings(store: Store, block: int, as_of: Time) -> tuple[tuple[Time, str], ...]:
    rows = [
        (Time(time), str(message_id))
        for time, message_id in store.conn.execute(
            "SELECT s.time, m.message_id FROM signed s JOIN message m ON m.id = s.message"
            " WHERE s.block = ? AND s.time < ? ORDER BY s.time, m.message_id",
            (block, as_of),
        )
    ]
    return tuple(dict.fromkeys((*rows[: SIGHTINGS - 1], *rows[-1:])))


def _of_domain(store: Store, address: AddressId, as_of: Time) -> Iterator[DatedClaim]:
    """An address's domain, at the first and last mail written from it.

    A machine answers at the address of who left, too: what it sends is left out.
    """
    key = _key(store, address)
    written = [
        row
        for order in ("ASC", "DESC")
        for row in store.conn.execute(
            "SELECT p.time, m.message_id FROM participation p JOIN message m ON m.id = p.message"
            " WHERE p.address = ? AND p.role = ? AND p.time < ? AND NOT m.flags & ?"
            f" ORDER BY p.time {order}, p.message {order} LIMIT 1",
            (address, int(Role.FROM), as_of, int(Flag.AUTO)),
        )
    ]
    for time, message_id in dict.fromkeys(written):
        yield DatedClaim(
            kind=ClaimKind.EMPLOYER,
            value=key.rpartition("@")[2],
            confidence=Confidence.LIKELY,
            source=ClaimSource.DOMAIN,
            seen_at=Time(time),
            address=key,
            evidence=Evidence(EvidenceKind.MESSAGE, message_id),
        )


def _of_guests(store: Store, address: AddressId, as_of: Time) -> Iterator[DatedClaim]:
    """What a guest's name in an invitation says: `Ann Lee (Acme GmbH)`; a suggestion."""
    key = _key(store, address)
    for name, uid, time in store.conn.execute(
        "SELECT n.name, rtrim(m.uid || ' ' || m.recurrence_id), min(t.time) FROM name n"
        " JOIN attendance t ON t.address = n.address JOIN meeting m ON m.id = t.meeting"
        " WHERE n.address = ? AND n.first_seen < ? AND t.time < ? AND (instr(n.name, '(') OR"
        " instr(n.name, '[')) GROUP BY n.name ORDER BY n.name",
        (address, as_of, as_of),
    ).fetchall():
        if firm := firm_beside(name, key):
            yield DatedClaim(
                kind=ClaimKind.EMPLOYER,
                value=firm,
                confidence=Confidence.SUGGESTION,
                source=ClaimSource.CALENDAR,
                seen_at=Time(time),
                address=key,
                evidence=Evidence(EvidenceKind.MEETING, uid),
            )


def _of_cards(store: Store, cards: Mapping[int, Ground], as_of: Time) -> Iterator[DatedClaim]:
    rows = store.conn.execute(
        "SELECT c.id, c.source, c.remote_id, c.positions, c.phones, c.connected, c.revised, c.since"
        f" FROM card c WHERE c.own = 0 AND {STANDING}"
        " AND c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (as_of, as_of, json.dumps(sorted(cards))),
    ).fetchall()
    for row, source, remote_id, positions, phones, connected, revised, seen in rows:
        card = _Card(
            row=row,
            evidence=Evidence(EvidenceKind.CARD, f"{source}:{remote_id}"),
            source=ClaimSource.LINKEDIN if connected else ClaimSource.CARD,
            confidence=Confidence.LIKELY if cards[row].joins else Confidence.SUGGESTION,
            seen=Time(seen),
            undated=revised is None,
        )
        yield from _positions(positions, card)
        for phone in json.loads(phones):
            yield card.claim(ClaimKind.PHONE, phone)


def own_claims(
    store: Store, addresses: Collection[AddressId], as_of: Time
) -> tuple[DatedClaim, ...]:
    """Everything said before *as_of* of the owner's own work: cards, domains of addresses.

    What the owner's card dates itself counts from that day, whenever it was written down.
    """
    found: list[DatedClaim] = []
    for address in sorted(addresses):
        found += _of_domain(store, address, as_of)
    rows = store.conn.execute(
        "SELECT id, source, remote_id, positions, since FROM card WHERE own = 1 AND until IS NULL"
    ).fetchall()
    for row, source, remote_id, positions, seen in rows:
        card = _Card(
            row=row,
            evidence=Evidence(EvidenceKind.CARD, f"{source}:{remote_id}"),
            source=ClaimSource.LINKEDIN,
            confidence=Confidence.CONFIRMED,
            seen=Time(seen),
        )
        found += (claim for claim in _positions(positions, card) if claim.seen_at < as_of)
        if seen >= as_of:
            found += _known_by(_positions(positions, card), as_of)
    return tuple(found)


def _known_by(claims: Iterable[DatedClaim], as_of: Time) -> Iterator[DatedClaim]:
    """Jobs as they stood at a moment: what began before it, and no end that came later."""
    for claim in claims:
        began = _midnight(claim.started_on)
        if began is not None and began < as_of:
            ended = _midnight(claim.ended_on)
            over = ended is not None and ended < as_of
            yield replace(claim, seen_at=began, ended_on=claim.ended_on if over else None)


def _midnight(day: date | None) -> Time | None:
    return None if day is None else seconds(datetime(day.year, day.month, day.day, tzinfo=UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """A card as what its claims rest on."""

    row: int
    evidence: Evidence
    source: ClaimSource
    confidence: Confidence
    seen: Time
    undated: bool = False
    """It does not say of which day it is."""

    def claim(
        self,
        kind: ClaimKind,
        value: str,
        *,
        group: str = "",
        started_on: date | None = None,
        ended_on: date | None = None,
    ) -> DatedClaim:
        """What the card says; it names no address that mail came from."""
        return DatedClaim(
            kind=kind,
            value=value,
            confidence=self.confidence,
            source=self.source,
            seen_at=self.seen,
            address=AddressKey(""),
            started_on=started_on,
            ended_on=ended_on,
            evidence=self.evidence,
            group=group,
            listed=self.undated and started_on is None and ended_on is None,
        )


def _positions(positions: str, card: _Card) -> Iterator[DatedClaim]:
    """The jobs a card states."""
    for number, position in enumerate(json.loads(positions)):
        fields = ((ClaimKind.EMPLOYER, "organization"), (ClaimKind.TITLE, "title"))
        for kind, field in fields:
            if position[field]:
                yield card.claim(
                    kind,
                    position[field],
                    group=f"card:{card.row}:{number}",
                    started_on=_day(position["started_on"]),
                    ended_on=_day(position["ended_on"]),
                )


def _of_owner(store: Store, addresses: Collection[AddressId], as_of: Time) -> Iterator[DatedClaim]:
    """What the owner said; one decision may hold employer, title or both."""
    keys = {_key(store, address) for address in addresses}
    rows = store.conn.execute(
        "SELECT id, at, addresses, value FROM decision d WHERE kind = ? AND at < ?"
        f" AND {HOLDS} ORDER BY id",
        (WORK, as_of, as_of),
    )
    for number, at, about, value in rows.fetchall():
        key = next((AddressKey(one) for one in json.loads(about) if one in keys), None)
        if key is None:
            continue
        said = json.loads(value)
        day = datetime.fromtimestamp(at, UTC).date()
        for kind, text, ended in (
            (ClaimKind.EMPLOYER, said["employer"], None),
            (ClaimKind.TITLE, said["title"], None),
            (ClaimKind.EMPLOYER, said.get("left", ""), day),
        ):
            if text:
                yield DatedClaim(
                    kind=kind,
                    value=text,
                    confidence=Confidence.CONFIRMED,
                    source=ClaimSource.OWNER,
                    seen_at=Time(at),
                    address=key,
                    ended_on=ended,
                    evidence=Evidence(EvidenceKind.DECISION, str(number)),
                    group=f"decision:{number}:{bool(ended)}",
                )


def _key(store: Store, address: AddressId) -> AddressKey:
    (key,) = store.conn.execute("SELECT key FROM address WHERE id = ?", (address,)).fetchone()
    return AddressKey(key)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
