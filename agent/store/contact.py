"""The latest mail between the owner and one person, as far as headers tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store

LATEST = 40
"""How many of the newest mails are looked at: a debt stands among them, or is long forgotten."""
_PEOPLE = 4
"""More on one mail, the author left out, are a crowd: nobody in it is asked for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One mail between the owner and a person."""

    at: Time
    message_id: str
    subject: str
    own: bool
    """The owner wrote it."""
    alone: bool
    """It went to the owner, or by the owner to them, and to nobody else."""
    answers_own: bool
    """It answers a mail of the owner's."""


def latest(
    store: Store, theirs: Collection[AddressKey], owner: Collection[AddressKey], as_of: Time
) -> Iterator[Contact]:
    """Mail between the two before the moment, newest first; machines' mail and crowds left out."""
    them, us = _numbers(store, theirs), _numbers(store, owner)
    rows = store.conn.execute(
        "SELECT DISTINCT m.time, m.message_id, m.subject, m.author, m.recipients, m.flags,"
        " (SELECT p.author FROM message p WHERE p.key = m.parent AND m.parent != 0 LIMIT 1)"
        " FROM participation t JOIN message m ON m.id = t.message"
        " WHERE t.address IN (SELECT value FROM json_each(?)) AND t.time < ?"
        " ORDER BY m.time DESC, m.id DESC LIMIT ?",
        (json.dumps(sorted(them)), as_of, LATEST),
    ).fetchall()
    for time, message_id, subject, author, recipients, flags, parent in rows:
        to, cc, bcc = (set(role) for role in json.loads(recipients))
        others = to | cc | bcc
        own = author in us
        between = others & them if own else author in them and to & us
        if not between or len(others) > _PEOPLE or not Flag(flags).counts:
            continue
        if Flag.CALENDAR in Flag(flags):
            continue
        yield Contact(
            at=Time(time),
            message_id=message_id,
            subject=subject,
            own=own,
            alone=others <= (them if own else us),
            answers_own=parent in us,
        )


def _numbers(store: Store, keys: Collection[AddressKey]) -> set[int]:
    return {number for key in keys if (number := store.addresses.find(key)) is not None}
