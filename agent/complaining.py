"""Hears complaints: a report that a letter was unwanted holds whoever got it, and ends the ask.

    report ─► which letter (its Message-ID or our token) ─► from a mail system we believe?
              yes ─► the recipient is never written to (a decision, citing the report), ask ends
              no  ─► the owner is asked (`core.bounces`)

A complaint counts for letters of any ask, be it closed long since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from narrowcast.agent.core import asks as rules
from narrowcast.agent.core import reports
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.bounces import genuine
from narrowcast.agent.core.judgement import AnswerContext, identity
from narrowcast.agent.core.model import AddressKey, seconds
from narrowcast.agent.listened import own_ids
from narrowcast.agent.store import asks, complaints, outbox
from narrowcast.agent.store.asks import Cause, Origin
from narrowcast.agent.store.complaints import Complaint
from narrowcast.agent.store.outbox import OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Message, PartKind


def notice(store: Store, mails: Iterable[Message], context: AnswerContext) -> tuple[Complaint, ...]:
    """The complaints among *mails* that are about a letter of ours, and to be believed."""
    fed_back = [one for one in mails if any(p.kind is PartKind.FEEDBACK for p in one.parts)]
    letters = outbox.letters(store) if fed_back else ()
    return tuple(found for one in fed_back for found in _noticed(one, letters, context))


def keep(store: Store, noticed: Iterable[Complaint]) -> None:
    """Hold who complained, and end their ask, inside the caller's transaction; once for each."""
    for one in noticed:
        if complaints.keep(store, one):
            _ended(store, one)


def _ended(store: Store, one: Complaint) -> None:
    """End the ask of a complaint, where the report itself has not done so."""
    if rules.allowed(asks.get(store, one.ask).state, AskEvent.COMPLAINED):
        why = f"{one.address} had a letter of this ask reported as unwanted."
        cause = Cause(at=one.at, origin=Origin.MAIL, message_id=one.message_id, why=why)
        asks.happen(store, one.ask, AskEvent.COMPLAINED, cause)


def _noticed(
    message: Message, letters: Iterable[OutgoingLetter], context: AnswerContext
) -> Iterator[Complaint]:
    told = reports.report(message)
    if told is None or not told.is_complaint:
        return
    for letter in letters:
        if told.original_ids.isdisjoint({letter.message_id, *own_ids(letter)}):
            continue
        readers = {AddressKey(canonical(one)) for one in (letter.recipient, *letter.hidden)}
        if not genuine(message, readers, context):
            continue
        found = Complaint(
            ask=letter.ask,
            address=AddressKey(""),
            at=seconds(context.now),
            message_id=message.message_id or identity(message),
        )
        # Services often hide who complained; then nobody who got the letter is written to.
        who = readers & told.complainers or readers
        yield from (replace(found, address=one) for one in sorted(who))
        return
