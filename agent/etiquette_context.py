"""What etiquette has to know of an ask, gathered from the store (`core.lint_context`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from narrowcast.agent.core import debts
from narrowcast.agent.core.asks import SUCCEEDED, AskState
from narrowcast.agent.core.debts import Heard, Standing
from narrowcast.agent.core.lint_context import Caps, LintContext, PastAsk, Wall
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    Introducer,
    Owner,
    Person,
    Prospect,
    Time,
    seconds,
)
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.errors import NeverUnreadable
from narrowcast.agent.store import (
    answers,
    asks,
    contact,
    deadlines,
    decisions,
    forgetting,
    lookup,
    outbox,
    prospects,
    wishes,
)
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.store.contact import Contact
from narrowcast.agent.store.store import Store
from narrowcast.nlp.organisations import is_free_mail


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """What the owner has set for all letters."""

    caps: Caps = field(default_factory=Caps)
    walls: tuple[Wall, ...] = ()
    walled: Mapping[AddressKey, str] = field(default_factory=dict[AddressKey, str])
    """Addresses behind a wall, each with the reason."""
    holidays: frozenset[date] = frozenset()
    confidential: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    """What the owner says of the own offer, in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One letter about to be judged: about whom, to whom, and when it would leave."""

    prospect: Prospect
    introducer: Introducer
    now: datetime
    send_at: datetime
    ask: AskId | None = None
    past: tuple[PastAsk, ...] = ()
    """Every other ask ever approved."""


def gather(store: Store, owner: Owner, rules: HouseRules, occasion: Occasion) -> LintContext:
    """Everything the rules need; what cannot be read of the never-list stands as None (E05)."""
    person, now = occasion.introducer.person, seconds(occasion.now)
    mails = tuple(contact.latest(store, person.addresses, _own(store, owner), now))
    asked = tuple(one for one in asks.every(store) if _went_to(one, person))
    return LintContext(
        owner=owner,
        prospect=occasion.prospect,
        introducer=occasion.introducer,
        now=occasion.now,
        send_at=occasion.send_at,
        caps=rules.caps,
        past=occasion.past,
        suppressed=_suppressed(store, rules, occasion),
        owed=tuple(
            _owed(store, (one for one in asked if one.id != occasion.ask), mails, occasion.now)
        ),
        walls=rules.walls,
        employer_domains=_employer(owner),
        last_was_ask=_last_was_ask(store, asked, mails),
        utc_offset=lookup.utc_offset(store, person.addresses),
        away_until=_away_until(store, asked, occasion.now),
        holidays=rules.holidays,
        other_prospects=tuple(_others(store, occasion.prospect, person)),
        confidential=rules.confidential,
        offers=rules.offers,
        deadline_is_real=_deadline_is_real(store, occasion),
        wishes=(*wishes.of(store, person.addresses, _after(now)), *_postponed(store, asked)),
    )


def owed_to(store: Store, owner: Owner, person: Person, now: datetime) -> tuple[str, ...]:
    """What the owner owes *person* before another ask, a phrase each for "you owe Ana …"."""
    mails = contact.latest(store, person.addresses, _own(store, owner), seconds(now))
    asked = (one for one in asks.every(store) if _went_to(one, person))
    return tuple(_owed(store, asked, tuple(mails), now))


def _own(store: Store, owner: Owner) -> frozenset[AddressKey]:
    return store.owner | frozenset(owner.addresses)


def _went_to(ask: Ask, person: Person) -> bool:
    return ask.introducer_address in person.addresses or ask.introducer == person.uid


def _after(now: Time) -> Time:
    """What was decided in this very second counts."""
    return Time(now + 1)


def _suppressed(
    store: Store, rules: HouseRules, occasion: Occasion
) -> Mapping[AddressKey, str] | None:
    """Who is not to be written to: said so, bounced, opted out, forgotten, behind a wall."""
    keys = (*occasion.introducer.person.addresses, *occasion.prospect.addresses)
    person = occasion.introducer.person
    try:
        found = {**decisions.never(store), **rules.walled}
        with decisions.readable():
            why = wishes.opted_out(store, person.addresses, _after(seconds(occasion.now)))
            forgotten = forgetting.forgotten(store)
    except NeverUnreadable:
        return None
    found.update({key: "you had them forgotten" for key in keys if forgotten(key)})
    return {**found, **(dict.fromkeys(person.addresses, why) if why else {})}


def _owed(
    store: Store, asked: Iterable[Ask], mails: Iterable[Contact], now: datetime
) -> Iterator[str]:
    labels = {one.id: one.label for one in prospects.everybody(store)}
    standing = [
        Standing(ask=one.id, state=one.state, prospect=labels.get(one.prospect, ""))
        for one in asked
    ]
    heard = []
    for mail in mails:
        if mail.own:
            break
        heard.append(
            Heard(at=mail.at, subject=mail.subject, alone=mail.alone, answers_own=mail.answers_own)
        )
    return debts.owed(heard, standing, now)


def _last_was_ask(store: Store, asked: Iterable[Ask], mails: Collection[Contact]) -> bool:
    """Whether the newest mail of the two belongs to an ask that led to no introduction."""
    fruitless = {one.id for one in asked if one.state not in SUCCEEDED | {AskState.CLOSED}}
    sent = [
        one for one in outbox.standing(store) if one.ask in fruitless and one.sent_at is not None
    ]
    if not sent:
        return False
    newest = next(iter(mails), None)
    if newest is None or newest.at < max(one.sent_at or 0 for one in sent):
        return True  # our copy was not read yet
    named = {one.message_id for one in sent} | {one.provider_message_id for one in sent}
    return newest.message_id in named.union(*(answers.marks(store, n, "id") for n in fruitless))


def _away_until(store: Store, asked: Iterable[Ask], now: datetime) -> datetime | None:
    """Until when they said, in answer to any ask, that they are away."""
    told = [
        one.snoozed_until
        for one in asked
        if one.snoozed_until is not None and _heard(store, one, AskState.AWAY)
    ]
    until = max((datetime.fromtimestamp(one, UTC) for one in told), default=None)
    return until if until is not None and until > now else None


def _postponed(store: Store, asked: Iterable[Ask]) -> Iterator[PersonWish]:
    """Those who answered "ask me again in spring" meant it, also for other prospects."""
    for one in asked:
        if one.snoozed_until is not None and _heard(store, one, AskState.LATER):
            yield PersonWish(at=one.changed, until=one.snoozed_until)


def _heard(store: Store, ask: Ask, state: AskState) -> bool:
    """Whether the last that set the date of *ask* was their word, and stands."""
    told = [one for one in asks.history(store, ask.id) if not one.undone]
    dated = [one.after for one in told if one.after in _DATED]
    return bool(dated) and dated[-1] is state


_DATED = frozenset({AskState.AWAY, AskState.LATER, AskState.SNOOZED})


def _others(store: Store, prospect: Prospect, introducer: Person) -> Iterator[str]:
    for other in prospects.wanted(store):
        if other.id != prospect.id and other.name and other.name != introducer.name:
            yield other.name


def _employer(owner: Owner) -> frozenset[str]:
    """Where the owner works now: the domain that letters leave from, unless anybody has it.

    What the owner's mail tells of former and present work is in `Introducer.trust` already.
    """
    domain = owner.addresses[0].rpartition("@")[2]
    return frozenset() if is_free_mail(domain) else frozenset({domain})


def _deadline_is_real(store: Store, occasion: Occasion) -> bool:
    """Whether the owner named a day for this ask that is still to come when it leaves."""
    until = deadlines.of(store, occasion.ask) if occasion.ask is not None else None
    return until is not None and until >= seconds(occasion.send_at)
