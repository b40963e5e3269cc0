"""What was judged before, which ids name an ask's thread, and what the judging looks up."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from enum import IntEnum

from narrowcast.agent.core.judgement import Judgement, MessageIdentity, MessageKind
from narrowcast.agent.core.model import AddressKey, AskId, Time
from narrowcast.agent.store.asks import Cause
from narrowcast.agent.store.store import Store
from narrowcast.connectors.records import Attendee, Mailbox, Meeting, Participation, RemoteId


class Taken(IntEnum):
    """What was done on a judgement, as `answer.applied` holds it."""

    NOTED = 0
    MOVED = 1
    SHOWN = 2  # the owner was asked to look


def judged(store: Store, identities: Iterable[MessageIdentity]) -> dict[MessageIdentity, Judgement]:
    """Judgements kept so far on these messages; only what they concerned and why is kept."""
    numbers = {_number(identity): identity for identity in identities}
    rows = store.conn.execute(
        "SELECT identity, ask, kind, why, provisional FROM answer"
        " WHERE identity IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return {
        numbers[number]: Judgement(
            kind=MessageKind(kind),
            ask=None if ask is None else AskId(ask),
            why=why,
            provisional=bool(provisional),
        )
        for number, ask, kind, why, provisional in rows
    }


def remember(
    store: Store,
    identity: MessageIdentity,
    judgement: Judgement,
    cause: Cause,
    taken: Taken,
) -> None:
    """Keep a judgement inside the caller's transaction; a provisional one may be replaced."""
    store.conn.execute(
        "INSERT OR REPLACE INTO answer (identity, ask, at, kind, message_id, applied, why,"
        " provisional) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _number(identity),
            judgement.ask,
            cause.at,
            judgement.kind,
            cause.message_id if judgement.linked else "",
            taken,
            judgement.why,
            judgement.provisional,
        ),
    )


def is_tied(store: Store, message_id: str) -> bool:
    """Whether the mail of a Message-ID was judged to belong to an ask, or to one of several."""
    row = store.conn.execute("SELECT 1 FROM answer WHERE message_id = ?", (message_id,)).fetchone()
    return row is not None


def in_question(store: Store, ask: AskId) -> str:
    """The Message-ID (or `meeting:UID`) the owner was last asked to look at; '' where none was."""
    row = store.conn.execute(
        "SELECT n.message_id FROM answer n JOIN ask a ON a.id = n.ask"
        " WHERE a.id = ? AND n.applied = ?"
        " ORDER BY substr(a.needs_review, 1, length(n.why)) = n.why DESC, n.at DESC",
        (ask, Taken.SHOWN),
    ).fetchone()
    return str(row[0]) if row else ""


def mark(store: Store, ask: AskId, kind: str, values: Iterable[str]) -> None:
    """Note, inside the caller's transaction, what else names an ask's thread.

    Kinds are `id` (of a message), `thread` (of a provider), `meeting` (a UID) and its `ends`.
    """
    store.conn.executemany(
        "INSERT OR IGNORE INTO thread_mark VALUES (?, ?, ?)",
        [(ask, kind, value) for value in values if value],
    )


def marks(store: Store, ask: AskId, kind: str) -> frozenset[str]:
    """Everything of one *kind* that was found to name an ask's thread."""
    rows = store.conn.execute(
        "SELECT value FROM thread_mark WHERE ask = ? AND kind = ?", (ask, kind)
    )
    return frozenset(row[0] for row in rows)


WISH = "wish"  # a mark: what they said they want not to be asked about


def wished(store: Store, ask: AskId) -> str:
    """What an answer to the ask said not to be asked about, and the owner has not settled."""
    return min(marks(store, ask, WISH), default="")


def unmark(store: Store, ask: AskId, kind: str) -> None:
    """Take all marks of one *kind* away, inside the caller's transaction."""
    store.conn.execute("DELETE FROM thread_mark WHERE ask = ? AND kind = ?", (ask, kind))


AGAIN = "again"  # a mark: from when they would be asked again, should the owner confirm it


def again_at(store: Store, ask: AskId) -> Time | None:
    """The latest day from which the introducer would be asked again; None: they named none."""
    return max((Time(int(one)) for one in marks(store, ask, AGAIN)), default=None)


def away_until(store: Store, ask: AskId, until: Time | None) -> None:
    """Note, inside the caller's transaction, until when an introducer is away; None: not said."""
    store.conn.execute("UPDATE ask SET snoozed_until = ? WHERE id = ?", (until, ask))


def arrivals(store: Store, message_ids: Collection[str]) -> dict[str, datetime]:
    """When the mails of these Message-IDs came, as far as they are kept."""
    if not message_ids:
        return {}
    rows = store.conn.execute(
        "SELECT message_id, min(time) FROM message WHERE time IS NOT NULL"
        " AND message_id IN (SELECT value FROM json_each(?)) GROUP BY message_id",
        (json.dumps(sorted(message_ids)),),
    )
    return {message_id: datetime.fromtimestamp(time, UTC) for message_id, time in rows}


def readers(store: Store, message_id: str) -> frozenset[AddressKey]:
    """All recipients of the kept mail of a Message-ID."""
    rows = store.conn.execute(
        "SELECT a.key FROM message m, json_each(m.recipients) role, json_each(role.value) one"
        " JOIN address a ON a.id = one.value WHERE m.message_id = ?",
        (message_id,),
    )
    return frozenset(AddressKey(row[0]) for row in rows)


def stamps(store: Store, account: str) -> dict[str, dict[str, int]]:
    """How much mail each server stamped, by year; see `authenticity.pinned`."""
    counts: dict[str, dict[str, int]] = json.loads(store.setting(f"stamps:{account}") or "{}")
    return counts


def set_stamps(store: Store, account: str, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Keep the counts, inside the caller's transaction."""
    store.set_setting(f"stamps:{account}", json.dumps(counts, sort_keys=True))


def meetings(store: Store, keys: Collection[AddressKey], since: Time) -> tuple[Meeting, ...]:
    """The kept meetings that end at *since* or later and have one of *keys* among their people.

    One that only mail tells of is left out until the owner has accepted it.
    """
    rows = store.conn.execute(
        "SELECT m.id, m.uid, m.recurrence_id, m.starts, m.ends, m.all_day, o.seen, m.cancelled,"
        " m.recurring FROM meeting m LEFT JOIN address o ON o.id = m.organizer"
        " WHERE m.ends >= ?1 AND (m.invited = 0 OR m.attended = 1)"
        " AND (o.key IN (SELECT value FROM json_each(?2)) OR EXISTS"
        " (SELECT 1 FROM attendance t JOIN address a ON a.id = t.address WHERE t.meeting = m.id"
        " AND a.key IN (SELECT value FROM json_each(?2)))) ORDER BY m.starts, m.id",
        (since, json.dumps(sorted(keys))),
    ).fetchall()
    return tuple(
        Meeting(
            remote_id=RemoteId(uid),
            uid=uid,
            recurrence_id=recurrence,
            starts_at=datetime.fromtimestamp(starts, UTC),
            ends_at=datetime.fromtimestamp(ends, UTC),
            all_day=bool(all_day),
            organizer=Mailbox("", organizer) if organizer else None,
            attendees=_people(store, row),
            cancelled=bool(cancelled),
            recurring=bool(recurring),
        )
        for row, uid, recurrence, starts, ends, all_day, organizer, cancelled, recurring in rows
    )


def _people(store: Store, meeting: int) -> tuple[Attendee, ...]:
    rows = store.conn.execute(
        "SELECT a.seen, t.answer FROM attendance t JOIN address a ON a.id = t.address"
        " WHERE t.meeting = ? ORDER BY a.key",
        (meeting,),
    )
    return tuple(
        Attendee(mailbox=Mailbox("", address), participation=Participation(answer))
        for address, answer in rows
    )


def _number(identity: MessageIdentity) -> int:
    """63 bits of the identity, as the column holds them."""
    return int(identity[:16], 16) >> 1
