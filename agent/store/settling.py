"""What becomes of letters of unknown fate: they are seen among the sent, or leave once more."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace

from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.model import AskId, LetterId, Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import companions, outbox
from narrowcast.agent.store.asks import Cause
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store


def approve_again(store: Store, letter: OutgoingLetter, at: Time, cause: Cause) -> None:
    """Keep the owner's approval to let the very bytes of unknown fate leave once more at *at*.

    They keep their Message-ID: whoever got them before sees one letter (docs/decisions/0018).
    Raises InputError where their fate is known by now.
    """
    with store.writing(durable=True):
        companions.happen(store, letter.place, AskEvent.FOUND_UNSENT, cause)
        companions.happen(store, letter.place, AskEvent.APPROVED, cause)
        codes = " ".join(sorted(outbox.overridden(store, letter)))
        store.conn.execute(
            "INSERT INTO approval (ask, letter, at, origin, sha256, in_spite_of)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*letter.place, cause.at, cause.origin, letter.sha256, codes),
        )
        changed = store.conn.execute(
            "UPDATE outbox SET state = ?, send_after = ?, attempt = 0, missed = 0, retry_at = NULL,"
            " retry_asked = 0 WHERE id = ? AND state = ?",
            (LetterState.PLANNED, at, letter.id, LetterState.UNKNOWN),
        ).rowcount
        if changed != 1:
            raise InputError(f"{letter.place} is not of unknown fate any more")
        companions.happen(store, letter.place, AskEvent.SCHEDULED, cause)


def seen_beside(store: Store, ids: Collection[str], cause: Cause) -> tuple[Place, ...]:
    """Note, inside the caller's transaction, which letters beside an ask lie among the sent.

    *ids* are Message-IDs and tokens of mails in the owner's Sent folder; an ask's own letter is
    judged with the answers.
    """
    rows = store.conn.execute(
        "SELECT ask, letter, message_id FROM outbox WHERE letter != 0 AND state IN (?1, ?2)"
        " AND (message_id IN (SELECT value FROM json_each(?3))"
        " OR token IN (SELECT value FROM json_each(?3)))",
        (LetterState.SENDING, LetterState.UNKNOWN, json.dumps(sorted(ids))),
    ).fetchall()
    for ask, letter, message_id in rows:
        place = Place(AskId(ask), LetterId(letter))
        shown = replace(cause, message_id=message_id, why="The letter was sent.")
        outbox.seen_sent(store, place.ask, cause.at, letter=place.letter)
        companions.happen(store, place, AskEvent.LEFT, shown)
    return tuple(Place(AskId(ask), LetterId(letter)) for ask, letter, _ in rows)
