"""Erase a person everywhere in the store, and remember only a keyed hash so that they stay away."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from hmac import digest

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.forgetting import by_name, nobody
from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import erased_words, mail, meetings, people, unasked
from narrowcast.agent.store.store import Store

_UNDONE_BY = {
    AskState.APPROVED: "undo {}",
    AskState.SCHEDULED: "undo {}",
    AskState.SENDING: "sync",
    AskState.UNKNOWN: "settle {} left",
}
"""States in which a letter may still leave or be out unseen, and the command that ends them."""


def forgotten(store: Store) -> Callable[[AddressKey], bool]:
    """Make the test whether an address was forgotten; read once for a whole sync."""
    known = {row[0] for row in store.conn.execute("SELECT digest FROM suppression")}
    return (lambda key: _hashed(store, key) in known) if known else nobody


def forget(
    store: Store,
    keys: Collection[AddressKey],
    names: Collection[str],
    now: Time,
    erase: Callable[[Collection[str]], None] = lambda _: None,
    *,
    mentions: Collection[int] = (),
    of_the_past: bool = False,
) -> None:
    """Erase the person with these addresses and names: mail, meetings, cards, claims, asks.

    What others wrote stays, without this person and without a subject that may name them. *erase*
    removes the letters with the Message-IDs it is given: those of the asks, and all morning mails;
    *mentions* are the hashes of their addresses and names in others' texts. Raises InputError while
    a letter to them or about them is under way, but not *of_the_past*: a copy sends nothing.
    """
    names = _full_names(store, keys, names)
    found = [number for key in keys if (number := store.addresses.find(key)) is not None]
    store.conn.execute("PRAGMA secure_delete = ON")
    with store.writing(durable=True):
        store.conn.executemany(
            "INSERT OR IGNORE INTO suppression VALUES (?, ?, 'forget')",
            [(one, now) for one in digests(store, keys, names)],
        )
        prospects = _prospects(store, keys, names)
        asks = _asks(store, keys, prospects)
        if not of_the_past:
            _refuse_under_way(store, asks)
        erase(_letters(store, asks))
        _erase_asks(store, asks)
        _erase_owners(store, keys, prospects)
        _erase_sentences(store, keys, names)
        unasked.erase(store, keys)
        for address in found:
            _erase_evidence(store, address)
        _erase_nameless_cards(store, names)
        store.conn.executemany("DELETE FROM mention WHERE key = ?", [(one,) for one in mentions])
        erased_words.strike(store.conn, {*keys, *names}, of_the_past=of_the_past)
        people.settle(store)  # what is kept of their names goes with them
    store.addresses.forget_cache()
    # Freed pages and the write-ahead log still hold the old bytes until both are rewritten.
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.conn.execute("VACUUM")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def refuse_under_way(store: Store, keys: Collection[AddressKey], names: Collection[str]) -> None:
    """Raise InputError while a letter to this person or about them is under way."""
    _refuse_under_way(store, _asks(store, keys, _prospects(store, keys, names)))


def digests(store: Store, keys: Collection[AddressKey], names: Collection[str]) -> tuple[str, ...]:
    """What is remembered of a forgotten person: keyed hashes of addresses and full names."""
    named = (key for name in names if (key := by_name(name)))
    return tuple(_hashed(store, key) for key in (*keys, *named))


def suppress(store: Store, remembered: Collection[str], now: Time) -> None:
    """Have the people of these digests stay away."""
    with store.writing(durable=True):
        store.conn.executemany(
            "INSERT OR IGNORE INTO suppression VALUES (?, ?, 'forget')",
            [(one, now) for one in remembered],
        )


def _full_names(
    store: Store, keys: Collection[AddressKey], names: Collection[str]
) -> frozenset[str]:
    """*names*, and those they signed with; only of several words: a first name is anybody's."""
    rows = store.conn.execute(
        "SELECT DISTINCT n.name FROM name n JOIN address a ON a.id = n.address WHERE n.own"
        " AND a.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return frozenset(one for one in (*names, *(name for (name,) in rows)) if by_name(one))


def _erase_nameless_cards(store: Store, names: Collection[str]) -> None:
    """Cards of their names that bear no address: one that bears another's is a namesake's."""
    store.conn.executemany(
        "DELETE FROM card WHERE name = ? AND id NOT IN (SELECT card FROM card_address)",
        [(name,) for name in names],
    )
    store.conn.execute("DELETE FROM card_address WHERE card NOT IN (SELECT id FROM card)")


def _hashed(store: Store, key: AddressKey) -> str:
    return digest(store.mention_key, f"forget:{key}".encode(), "sha256").hex()


def _prospects(
    store: Store, keys: Collection[AddressKey], names: Collection[str]
) -> tuple[int, ...]:
    """The prospects that are this person: by an address, or by name where none has an address."""
    wanted = {name.casefold() for name in names}
    rows = store.conn.execute("SELECT id, name, addresses FROM prospect").fetchall()
    return tuple(
        number
        for number, name, addresses in rows
        if not set(keys).isdisjoint(json.loads(addresses))
        or (addresses == "[]" and name.casefold() in wanted)
    )


def _asks(
    store: Store, keys: Collection[AddressKey], prospects: Collection[int]
) -> tuple[tuple[int, AskState], ...]:
    """The asks that went to this person or are about them, with their states."""
    rows = store.conn.execute(
        "SELECT id, state FROM ask WHERE introducer_address IN (SELECT value FROM json_each(?))"
        " OR prospect IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)), json.dumps(list(prospects))),
    )
    return tuple((ask, AskState(state)) for ask, state in rows)


def _refuse_under_way(store: Store, asks: Collection[tuple[int, AskState]]) -> None:
    for ask, state in asks:
        if state in _UNDONE_BY:
            command = f"narrowcast {_UNDONE_BY[state].format(ask)}"
            raise InputError(f"ask {ask} concerns this person and is {state}; run: {command}")
    beside = store.conn.execute(
        "SELECT ask, state, id FROM letter WHERE ask IN (SELECT value FROM json_each(?))",
        (json.dumps([ask for ask, _ in asks]),),
    )
    for ask, state, letter in beside:
        if state in _UNDONE_BY:
            command = f"narrowcast {_UNDONE_BY[state].format(f'L{letter}')}"
            raise InputError(
                f"letter L{letter} of ask {ask} concerns this person and is {state}; run: {command}"
            )


def _letters(store: Store, asks: Collection[tuple[int, AskState]]) -> tuple[str, ...]:
    """Message-IDs of the asks' letters and of every morning mail, which may name anybody."""
    rows = store.conn.execute(
        "SELECT message_id FROM outbox WHERE ask IN (SELECT value FROM json_each(?))"
        " UNION SELECT message_id FROM morning",
        (json.dumps([ask for ask, _ in asks]),),
    )
    return tuple(message_id for (message_id,) in rows)


def _erase_asks(store: Store, asks: Collection[tuple[int, AskState]]) -> None:
    rows = [(ask,) for ask, _ in asks]
    for table in (
        "ask_event",
        "letter",
        "letter_event",
        "approval",
        "outbox",
        "answer",
        "thread_mark",
    ):
        store.conn.executemany(f"DELETE FROM {table} WHERE ask = ?", rows)
    store.conn.executemany("DELETE FROM ask WHERE id = ?", rows)


def _erase_owners(store: Store, keys: Collection[AddressKey], prospects: Collection[int]) -> None:
    store.conn.executemany("DELETE FROM prospect WHERE id = ?", [(one,) for one in prospects])
    wanted = json.dumps(list(keys))
    store.conn.executemany(
        "DELETE FROM reopening WHERE prospect = ?", [(one,) for one in prospects]
    )
    store.conn.executemany("DELETE FROM search WHERE prospect = ?", [(one,) for one in prospects])
    store.conn.execute(
        "DELETE FROM reopening WHERE mover IN (SELECT value FROM json_each(?))", (wanted,)
    )
    store.conn.execute(
        "DELETE FROM anchor WHERE key IN (SELECT value FROM json_each(?))", (wanted,)
    )
    store.conn.execute(
        "DELETE FROM decision WHERE EXISTS (SELECT 1 FROM json_each(decision.addresses) a"
        " WHERE a.value IN (SELECT value FROM json_each(?1)))"
        " OR EXISTS (SELECT 1 FROM json_each(decision.value, '$.others') o"
        " WHERE o.value IN (SELECT value FROM json_each(?1)))",
        (wanted,),
    )


def _erase_sentences(store: Store, keys: Collection[AddressKey], names: Collection[str]) -> None:
    """What the owner was told of others' mail, where it names this person: as a deputy, say."""
    told = [*keys, *(name.casefold() for name in names if " " in name)]
    for table, column, rest in _SENTENCES:
        rows = store.conn.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
        naming = [text for (text,) in rows if any(one in text.casefold() for one in told)]
        store.conn.executemany(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ?",
            [(rest, text) for text in naming],
        )


_SENTENCES = (
    ("ask_event", "why", ""),
    ("answer", "why", ""),
    ("letter_event", "why", ""),
    ("ask", "needs_review", "A message may concern it."),
    ("letter", "needs_review", ""),
)


def _erase_citations(store: Store, address: AddressId) -> None:
    """What other asks cite of this person's mail."""
    db = store.conn
    written = [
        row[0] for row in db.execute("SELECT message_id FROM message WHERE author = ?", (address,))
    ]
    ids = (json.dumps(written),)
    db.execute("DELETE FROM answer WHERE message_id IN (SELECT value FROM json_each(?))", ids)
    db.execute("DELETE FROM thread_mark WHERE value IN (SELECT value FROM json_each(?))", ids)
    db.execute(
        "UPDATE ask_event SET message_id = '', why = '' WHERE message_id IN"
        " (SELECT value FROM json_each(?))",
        ids,
    )


def _erase_evidence(store: Store, address: AddressId) -> None:
    _erase_citations(store, address)
    db, one = store.conn, (address,)
    written = [row[0] for row in db.execute("SELECT id FROM message WHERE author = ?", one)]
    taken = db.execute(
        "SELECT DISTINCT message FROM participation WHERE address = ? AND role != ?",
        (address, int(Role.FROM)),
    )
    for message in {row[0] for row in taken} - set(written):
        mail.leave(db, store.addresses, message, address, store.owner)
    for message in written:
        for table in ("participation", "mention", "signed", "tiding", "location"):
            db.execute(f"DELETE FROM {table} WHERE message = ?", (message,))
        db.execute("DELETE FROM message WHERE id = ?", (message,))
    _erase_notices(store, address)
    for (meeting,) in db.execute(
        "SELECT meeting FROM attendance WHERE address = ?", one
    ).fetchall():
        _leave_meeting(store, meeting, address)
    blocks = "(SELECT id FROM block WHERE address = ?)"
    for table in ("claim", "signed"):
        db.execute(f"DELETE FROM {table} WHERE block IN {blocks}", one)
    db.execute(
        "DELETE FROM card WHERE id IN (SELECT card FROM card_address WHERE address = ?)", one
    )
    for table in (
        "block",
        "card_address",
        "participation",
        "attendance",
        "name",
        "tally",
        "text_read",
    ):
        db.execute(f"DELETE FROM {table} WHERE address = ?", one)
    db.execute("DELETE FROM tiding WHERE about = ?", one)
    db.execute("DELETE FROM alias WHERE address = ?1 OR other = ?1", one)
    db.execute(
        "UPDATE address SET first_author = NULL, first_message = NULL WHERE first_author = ?", one
    )
    db.execute("DELETE FROM address WHERE id = ?", one)


def _erase_notices(store: Store, address: AddressId) -> None:
    """What this person said of meetings, and their part in what others said: those may still move
    or cancel what they asked to.
    """
    db = store.conn
    db.execute("DELETE FROM notice WHERE who = ?", (address,))
    ((key,),) = db.execute("SELECT key FROM address WHERE id = ?", (address,))
    rows = db.execute(
        "SELECT uid, instance, who, said FROM notice WHERE said ->> '$.organizer' = ?1 OR EXISTS"
        " (SELECT 1 FROM json_each(said, '$.people') p WHERE p.value ->> '$[0]' = ?1)",
        (key,),
    ).fetchall()
    for *notice, text in rows:
        said = json.loads(text)
        said["people"] = [one for one in said["people"] if one[0] != key]
        if said["organizer"] == key:
            said["organizer"] = None
        db.execute(
            "UPDATE notice SET said = ? WHERE uid = ? AND instance = ? AND who = ?",
            (json.dumps(said, sort_keys=True), *notice),
        )


def _leave_meeting(store: Store, meeting: int, address: AddressId) -> None:
    meetings.leave(store.conn, store.addresses, meeting, address, store.owner)
    (text,) = store.conn.execute("SELECT people FROM meeting WHERE id = ?", (meeting,)).fetchone()
    people = [one for one in json.loads(text) if one != address]
    store.conn.execute(
        "UPDATE meeting SET people = ?, summary = '', organizer = nullif(organizer, ?)"
        " WHERE id = ?",
        (json.dumps(people), address, meeting),
    )
