"""Letters beside an ask: which are due, and their drafts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from narrowcast.agent.asking import Desk
from narrowcast.agent.core import companion_words
from narrowcast.agent.core import companions as rules
from narrowcast.agent.core.asks import BROUGHT, INBOUND, AskEvent, AskState
from narrowcast.agent.core.companion_words import CompanionRequest
from narrowcast.agent.core.companions import Due, Standing, Written
from narrowcast.agent.core.lint_context import BOUNCED
from narrowcast.agent.core.model import AddressKey, LetterPurpose, Prospect, Time, seconds
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.tone import Tone
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks, decisions, lookup, outbox, prospects, wishes
from narrowcast.agent.store import companions as kept
from narrowcast.agent.store.asks import Ask, Happened
from narrowcast.agent.store.companions import Companion, CompanionWish


def due(desk: Desk, now: datetime) -> tuple[tuple[Ask, Due], ...]:
    """The letters to offer at *now*, each with its ask; none that was offered before."""
    zone, closed = zone_of(desk.owner), desk.holidays
    found = (
        (ask, rules.due(standing(desk, ask, now), now, zone, closed))
        for ask in asks.every(desk.store, rules.LOOKED_AT)
    )
    return tuple((ask, due) for ask, due in found if due is not None)


def upcoming(desk: Desk, ask: Ask, now: datetime) -> Due | None:
    """The letter that will be due on *ask* if nothing else happens; None: none."""
    return rules.upcoming(standing(desk, ask, now), zone_of(desk.owner), desk.holidays)


def prepare(desk: Desk, now: datetime) -> tuple[Companion, ...]:
    """Draft what is due; return all drafts that wait for the owner.

    What cannot be written (no address of the prospect is known) is left to the owner.
    """
    for ask, needed in due(desk, now):
        try:
            draft(desk, ask, needed.purpose, now, why=needed.why)
        except InputError:
            continue
    return kept.pending(desk.store)


def standing(desk: Desk, ask: Ask, now: datetime) -> Standing:
    """What is known of an ask that decides which letter it needs next."""
    store = desk.store
    last = _last(asks.history(store, ask.id))
    own = outbox.letter_of(store, ask.id)
    wrote = kept.owner_wrote(store, ask.id)
    keys = kept.introducer_keys(store, ask)
    never = decisions.never(store)
    refused = wishes.opted_out(store, keys, seconds(now)) or any(
        never[one] != BOUNCED or one == ask.introducer_address for one in keys & never.keys()
    )
    return Standing(
        state=ask.state,
        since=_moment(_since(desk, ask, last)),
        introducer=ask.letter.to_name,
        prospect=prospect_of(desk, ask).label,
        sent_at=_moment(own.sent_at) if own and own.sent_at else None,
        until=_moment(ask.snoozed_until) if ask.snoozed_until else None,
        before=last.before if last else None,
        owner_wrote=_moment(wrote) if wrote else None,
        opted_out=bool(refused),
        in_doubt=bool(ask.needs_review),
        written=tuple(
            _written(one)
            for one in kept.of(store, ask.id)
            if one.state is not AskState.DRAFTED or not kept.overtaken(store, one)
        ),
    )


def _since(desk: Desk, ask: Ask, last: Happened | None) -> Time:
    """When an ask came into its state; of an introduction nobody was asked for, when it came."""
    if last is not None and last.event is AskEvent.TAKEN_UP:
        return lookup.headings(desk.store, [last.message_id]).get(last.message_id, (last.at,))[0]
    return last.at if last else ask.changed


def draft(
    desk: Desk,
    ask: Ask,
    purpose: LetterPurpose,
    now: datetime,
    *,
    why: str = "",
    note: str = "",
    came_of_it: str = "",
) -> Companion:
    """Write and keep the draft of a letter beside *ask*.

    It takes the place of one that events overtook. Raises InputError where it cannot be: nothing
    was sent yet, one of that purpose left or is under way, or nobody knows the prospect's address.
    """
    _refuse(desk, ask, purpose, now)
    steps = [one for one in asks.history(desk.store, ask.id) if not one.undone]
    to_prospect = purpose is LetterPurpose.BCC_REPLY
    parent = _cited(steps, BROUGHT if to_prospect else INBOUND)
    met = next((one.at for one in reversed(steps) if one.event is AskEvent.MET), None)
    to_address = _introduced(desk, ask, parent) if to_prospect else ask.letter.to_address
    tone = _tone(desk, ask, to_address, now, to_prospect=to_prospect)
    words = companion_words.write(
        CompanionRequest(
            purpose=purpose,
            owner=desk.voice.speaking(desk.owner, tone.language),
            asked=ask.letter,
            prospect=prospect_of(desk, ask),
            kind=ask.kind,
            happened=ask.state,
            met_on=_moment(met).astimezone(zone_of(desk.owner)).date() if met else None,
            came_of_it=came_of_it,
            note=note,
            rests_on=why,
            subject=_subject(desk, parent) if to_prospect else "",
            to_address=to_address if to_prospect else "",
            language=tone.language,
            formal=tone.formal,
            introducer_formal=_tone(desk, ask, "", now, to_prospect=False).formal,
        ),
        desk.voice.templates,
    )
    wish = CompanionWish(
        ask=ask.id,
        purpose=purpose,
        letter=words,
        hidden=(ask.letter.to_address,) if to_prospect else (),
        answers=_thread(desk, ask, parent, to_prospect=to_prospect),
    )
    cause = replace(desk.by, at=seconds(now), why=why)
    with desk.store.writing():
        for one in _overtaken(desk, ask, purpose):
            outbox.cancel(desk.store, ask.id, cause, letter=one.id)
        return kept.draft(desk.store, wish, cause)


def _tone(desk: Desk, ask: Ask, address: str, now: datetime, *, to_prospect: bool) -> Tone:
    """How the letter speaks; to a prospect nobody has written to, as the settings say."""
    name = prospect_of(desk, ask).name if to_prospect else ask.letter.to_name
    keys = {AddressKey(address)} if to_prospect else kept.introducer_keys(desk.store, ask)
    return desk.voice.tone(desk.store, sorted(keys), name, now)


def _refuse(desk: Desk, ask: Ask, purpose: LetterPurpose, now: datetime) -> None:
    called = rules.called(purpose)
    if ask.state not in rules.WRITABLE[purpose]:
        raise InputError(
            f"ask #{ask.id} is {ask.state}, which is no time for the letter {called};"
            f" see: narrowcast timeline {ask.id}"
        )
    stands, replaced = standing(desk, ask, now), _overtaken(desk, ask, purpose)
    for one in kept.of(desk.store, ask.id):
        if one.state is AskState.CANCELLED or one in replaced:
            continue
        if rules.is_told(_written(one), purpose, stands):
            raise InputError(f"ask #{ask.id} has its letter {called}: L{one.id} is {one.state}")


def _overtaken(desk: Desk, ask: Ask, purpose: LetterPurpose) -> tuple[Companion, ...]:
    """The drafts of one purpose that tell what is no longer so."""
    return tuple(
        one
        for one in kept.of(desk.store, ask.id)
        if one.purpose is purpose
        and one.state is AskState.DRAFTED
        and kept.overtaken(desk.store, one)
    )


def _written(one: Companion) -> Written:
    return Written(purpose=one.purpose, state=one.state, at=_moment(one.changed))


def prospect_of(desk: Desk, ask: Ask) -> Prospect:
    """Whom an ask is about, be they put aside."""
    every = prospects.everybody(desk.store)
    return next(one for one in every if one.id == ask.prospect)


def _subject(desk: Desk, message_id: str) -> str:
    found = lookup.headings(desk.store, [message_id]) if message_id else {}
    return found[message_id][1] if message_id in found else ""


def _introduced(desk: Desk, ask: Ask, message_id: str) -> str:
    """The prospect's address: the one whom the introduction brought in, else the one known."""
    store, known = desk.store, prospect_of(desk, ask).addresses
    others = kept.introducer_keys(store, ask) | store.owner | set(desk.owner.addresses)
    brought = kept.aboard(store, message_id) - others if message_id else frozenset()
    told = brought & set(known) or brought
    if len(told) == 1:
        return next(iter(told))
    if known and not brought:
        return known[0]
    raise InputError(
        f"which address of {prospect_of(desk, ask).label} to write to cannot be told from"
        " the introduction; answer it in your mail program"
    )


def _thread(desk: Desk, ask: Ask, parent: str, *, to_prospect: bool) -> tuple[str, ...]:
    """The introduction's thread for the prospect, else the ask's, what came of it last."""
    own = outbox.letter_of(desk.store, ask.id)
    if ask.unasked:  # whoever introduced may have seen nothing of what came after
        parent = _cited([*asks.history(desk.store, ask.id)], {AskEvent.TAKEN_UP}) or parent
    if to_prospect or own is None:
        return tuple(filter(None, (parent,)))
    token = f"<{own.token}@{own.sender.rpartition('@')[2]}>"
    left = own.provider_message_id or own.message_id
    return tuple(dict.fromkeys(filter(None, (token, left, parent))))


def _moment(time: int) -> datetime:
    return datetime.fromtimestamp(time, UTC)


def _last(steps: tuple[Happened, ...]) -> Happened | None:
    return next((one for one in reversed(steps) if not one.undone), None)


def _cited(steps: list[Happened], events: Collection[AskEvent]) -> str:
    """The Message-ID of the last mail that caused one of *events*, '' where none did."""
    return next(
        (
            one.message_id
            for one in reversed(steps)
            if one.message_id.startswith("<") and one.origin in _ARRIVED and one.event in events
        ),
        "",
    )


_ARRIVED = frozenset({asks.Origin.MAIL, asks.Origin.CLI, asks.Origin.OWN_SENT_ANSWER})
"""The owner's word on a message cites it, too; their approval cites a mail that is private."""
