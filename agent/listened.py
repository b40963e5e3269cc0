"""The open asks as the matcher sees them: who is asked, who is wanted, what names their mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.agent.core import asks as rules
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.judgement import AskView
from narrowcast.agent.core.model import AddressKey, AskId, Time, seconds
from narrowcast.agent.store import answers as kept
from narrowcast.agent.store import asks, exchange, lookup, outbox, prospects
from narrowcast.agent.store.asks import Ask, Happened
from narrowcast.agent.store.outbox import OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor

_CONCERNED = rules.LISTENING | {AskState.SENDING}


def views(store: Store, advisor: Advisor, now: datetime) -> Iterator[AskView]:
    """Every ask that mail may still concern: its letter is or may be out, or it was an introduction
    that nobody was asked for.
    """
    wanted = {one.id: one for one in prospects.everybody(store)}
    for ask in asks.every(store, _CONCERNED):
        begun = _begun(store, ask)
        if begun is None or ask.prospect not in wanted:
            continue
        prospect, sent = wanted[ask.prospect], begun.at
        introducer = _introducer(store, advisor, ask.introducer_address, sent, now)
        wanted_at = advisor.addresses_of(prospect, seconds(now))
        yield AskView(
            id=ask.id,
            state=ask.state,
            introducer=introducer,
            prospect=wanted_at | _introduced(store, ask.id, introducer | store.owner),
            sent_at=datetime.fromtimestamp(sent, UTC),
            message_id=begun.message_id,
            known_ids=begun.ids | kept.marks(store, ask.id, "id"),
            provider_threads=begun.threads | kept.marks(store, ask.id, "thread"),
            subject=ask.letter.subject,
            introducer_name=ask.letter.to_name,
            prospect_name=prospect.name,
            text=ask.letter.body,
            acquainted=exchange.any_before(store, wanted_at, sent),
            meeting_uids=kept.marks(store, ask.id, "meeting"),
        )


@dataclass(frozen=True, slots=True)
class _Begun:
    """The mail that an ask began with."""

    at: Time
    message_id: str
    ids: frozenset[str] = frozenset()
    threads: frozenset[str] = frozenset()


def _begun(store: Store, ask: Ask) -> _Begun | None:
    """The ask's own letter, or the introduction that it was made of; None: neither is there."""
    if ask.unasked:
        return next(
            (
                _Begun(_arrived(store, step), step.message_id)
                for step in asks.history(store, ask.id)
                if step.event is AskEvent.TAKEN_UP
            ),
            None,
        )
    letter = outbox.letter_of(store, ask.id)
    if letter is None:
        return None
    at = letter.sent_at or letter.sending_since or letter.send_after
    threads = frozenset({letter.provider_thread} - {""})
    return _Begun(at, letter.message_id, own_ids(letter), threads)


def _arrived(store: Store, step: Happened) -> Time:
    """When the mail that a step cites came; the step's own time where it is not kept."""
    at, _ = lookup.headings(store, [step.message_id]).get(step.message_id, (step.at, ""))
    return at


def own_ids(letter: OutgoingLetter) -> frozenset[str]:
    """Our token as answers carry it back, and the id that a provider put in the place of ours."""
    token = f"<{letter.token}@{letter.sender.rpartition('@')[2]}>"
    return frozenset({token, letter.token, letter.provider_message_id} - {""})


def _introducer(
    store: Store, advisor: Advisor, key: AddressKey, sent: Time, now: datetime
) -> frozenset[AddressKey]:
    """Their addresses when the letter left, and those the owner has said since to be theirs.

    An address that turns up later under their name may be anybody's.
    """
    number = store.addresses.find(key)
    if number is None:
        return frozenset({key})
    before, today = advisor.grouping(sent), advisor.grouping(seconds(now))
    if not (before.knows(number) and today.knows(number)):
        return frozenset({key})  # no mail has shown the address: a card, or the owner's word
    then, joined = before.person(number).keys, today.person(number).joined
    said = (one.addresses for one in joined if not one.name)
    return frozenset({key, *then}).union(*said)


def _introduced(store: Store, ask: AskId, others: frozenset[AddressKey]) -> frozenset[AddressKey]:
    """Whom the introduction brought in, where it is one person: their address is known now."""
    steps = asks.history(store, ask)
    made = (s.message_id for s in steps if s.event in rules.BROUGHT and not s.undone)
    found = [kept.readers(store, one) - others for one in made if one]
    return frozenset().union(*(people for people in found if len(people) == 1))
