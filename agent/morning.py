"""The morning: choose the week's asks together, draft today's, put the mail's material together.

    suggestions of every open prospect ─► plan (pure) ─► drafts ─► material ─► digest (pure) ─► mail

A morning mail is the owner's own; it goes to the owner's own address and approves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from narrowcast.agent import planning, returned, telling, to_owner
from narrowcast.agent.asking import Desk
from narrowcast.agent.companions import Companions
from narrowcast.agent.contacts import Acquaintance
from narrowcast.agent.core import compose, numbers
from narrowcast.agent.core import digest as words
from narrowcast.agent.core import orders as grammar
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.briefing import (
    ComplaintLine,
    MorningMaterial,
    OrderLine,
    ProposedAsk,
    Question,
    SyncLine,
    UnaskedLine,
)
from narrowcast.agent.core.digest import Digest
from narrowcast.agent.core.model import (
    AskId,
    Introducer,
    Owner,
    Prospect,
    ProspectId,
    Time,
    seconds,
)
from narrowcast.agent.core.plan import Plan
from narrowcast.agent.moving import FoundMove
from narrowcast.agent.outbox import Hold
from narrowcast.agent.store import (
    answers,
    asks,
    complaints,
    mornings,
    orders,
    prospects,
    unasked,
)
from narrowcast.agent.store.asks import Ask, Origin
from narrowcast.agent.store.mornings import Kind, MailState, Morning, Offered
from narrowcast.agent.store.store import Store
from narrowcast.agent.to_owner import OwnerMail, Post
from narrowcast.connectors.base import Sender

MOST = words.MOST_PROPOSED
FIRST_LOOK = timedelta(days=7)
"""What counts as news on the first morning."""
UNASKED_FOR = timedelta(days=14)
"""For how long an introduction nobody was asked for waits for the owner's mail."""


class Advice(planning.Advice, Protocol):
    """What the morning asks of whoever knows the mailbox."""

    def introducer(self, prospect: Prospect, text: str, as_of: datetime) -> Introducer: ...

    def moves(self, since: Time, as_of: datetime) -> tuple[FoundMove, ...]: ...

    def near(self, count: int, as_of: datetime) -> tuple[Acquaintance, ...]:
        """The strongest contacts."""
        ...

    def notice_moves(self, as_of: datetime) -> object:
        """Bring back the prospects to whose firms a contact moved."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """What a morning needs: the desk, advice, and what the owner is told of reading."""

    desk: Desk
    advice: Advice
    sync: tuple[SyncLine, ...] = ()
    answerable: bool = False
    """Whether the mail may be answered with orders."""
    paused: str = ""
    """Since when and why no letter leaves; '' where they do."""

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def owner(self) -> Owner:
        return self.desk.owner


def week(office: Office, now: datetime) -> Plan:
    """Choose the asks of the next seven days over all prospects that have no open ask."""
    return planning.week(office.desk, office.advice, now)


def prepare(office: Office, now: datetime) -> tuple[Ask, ...]:
    """Draft what the plan chose for today, up to three pending asks; return all pending ones."""
    pending = asks.every(office.store, {AskState.DRAFTED})
    again = tuple(returned.draft_again(office.desk, office.advice, now, MOST - len(pending)))
    room = MOST - len(pending) - len(again)
    if room > 0:
        wanted = {one.id: one for one in prospects.wanted(office.store)}
        for choice in week(office, now).chosen[:room]:
            prospect = wanted[choice.route.prospect]
            found = office.advice.suggest(prospect, now, limit=planning.ROUTES).introducers
            introducer = next(i for i in found if i.person.uid == choice.route.introducer)
            office.desk.draft(prospect, introducer, now)
    return asks.every(office.store, {AskState.DRAFTED})[:MOST]


def material(office: Office, now: datetime, code: str = "") -> MorningMaterial:
    """Put together what the owner should know this morning; drafts the asks it proposes.

    News are what came since the last mail that surely left. *code*: what an answer must carry.
    """
    office.advice.notice_moves(now)
    pending, local = prepare(office, now), now.astimezone(numbers.zone_of(office.owner))
    last = mornings.latest(office.store, state=MailState.SENT)
    since = Time(last.at if last else seconds(now - FIRST_LOOK))
    labels = {one.id: one for one in prospects.everybody(office.store)}
    every = asks.every(office.store)
    happened = [one for one in asks.history(office.store) if not one.undone]
    beside = Companions(office.desk)
    letters = beside.prepare(now)
    lines = {
        ask.id: telling.ask_line(
            ask, labels[ask.prospect], happened, _next_step(office, beside, ask, local)
        )
        for ask in every
    }
    moved = [one.ask for one in happened if one.at >= since and one.origin in _BY_ITSELF]
    introduced = [ask.id for ask in every if ask.state is AskState.INTRODUCED]
    about = {ask.id: labels[ask.prospect].label for ask in every}
    return MorningMaterial(
        owner=office.owner,
        now=local,
        complaints=tuple(_complaints(office, since, about, now)),
        introduced=tuple(lines[number] for number in introduced),
        owed=tuple(telling.debt(ask, happened) for ask in every if ask.state in telling.OWED),
        unasked=tuple(_unasked(office, now)),
        proposed=tuple(_proposed(office, ask, labels[ask.prospect], now) for ask in pending),
        letters=tuple(telling.letters(office.store, letters)),
        results=tuple(OrderLine(said=o.said, result=o.result) for o in orders.untold(office.store)),
        paused=office.paused,
        question=next(
            (_question(office.store, ask, labels) for ask in every if ask.needs_review), None
        ),
        waiting=tuple(lines[ask.id] for ask in every if ask.state in telling.WAITING),
        done=tuple(lines[number] for number in dict.fromkeys(moved) if number not in introduced),
        moves=tuple(telling.moves(office.advice.moves(since, now))),
        sync=(*office.sync, *telling.doubts(office.store)),
        hosts=tuple(telling.hosts(office.store, since)),
        code=code,
    )


def offers(told: MorningMaterial) -> tuple[Offered, ...]:
    """What the numbers and letters of a mail stand for, as `core.digest` numbers them."""
    asked = told.proposed[: words.MOST_PROPOSED]
    beside = told.letters[: words.MOST_LETTERS]
    hashes = [(one.id, 0, grammar.hash_of(one.letter)) for one in asked] + [
        (one.ask, one.id, grammar.hash_of(one.letter, one.also_to)) for one in beside
    ]
    numbered = [Offered(str(n), *of) for n, of in enumerate(hashes, 1)]
    if told.question is None:
        return tuple(numbered)
    ask = told.question.ask
    lettered = [Offered(key, ask, 0, one.means) for key, one in told.question.answers.items()]
    return (*numbered, *lettered)


def write(office: Office, now: datetime) -> Digest | None:
    """Write the morning mail; None where there is nothing to say."""
    return words.digest(material(office, now))


def send(
    office: Office,
    sender: Sender,
    to: str,
    now: datetime,
    *,
    carrier: str = "",
    dry_run: bool = False,
) -> Digest | None:
    """Send this day's morning mail to the owner, once; None where there is nothing to say.

    *to* is one of the owner's addresses, '' the first; *carrier* the account that *sender* is of,
    '' the outbox folder. Raises InputError where the day has its mail, and as `to_owner.send`.
    """
    local = now.astimezone(numbers.zone_of(office.owner))
    post = Post(sender, carrier, Hold(dry_run=dry_run))
    to_owner.settle(office.store, post, seconds(now))
    to_owner.check_free(office.store, Kind.MORNING, local)
    code = grammar.code(office.desk.mint()) if office.answerable else ""
    told = material(office, now, code)
    digest = words.digest(told)
    if digest is None:
        return None
    author = office.owner.addresses[0]  # a server takes mail from the account's own address
    message_id = f"<{office.desk.mint()}@{author.rpartition('@')[2]}>"
    raw = compose.compose_digest(
        digest, office.owner, message_id=message_id, date=local, sender=author, to=to
    )
    mail = OwnerMail(
        kind=Kind.MORNING,
        mail=Morning(local.date(), seconds(now), message_id, code=code),
        raw=raw,
        sender=author,
        to=to or author,
        offered=offers(told) if code else (),
    )
    to_owner.send(office.store, post, mail)
    return digest


_BY_ITSELF = frozenset({Origin.MAIL, Origin.CALENDAR, Origin.CLOCK})


def _unasked(office: Office, now: datetime) -> Iterator[UnaskedLine]:
    found = unasked.to_answer(office.store, seconds(now - UNASKED_FOR))
    return telling.unasked(office.store, found, office.advice.grouping(now)) if found else iter(())


def _next_step(office: Office, beside: Companions, ask: Ask, now: datetime) -> str:
    if ask.state is AskState.BOUNCED:
        return returned.told(office.store, ask, office.advice.grouping(now))
    return telling.next_step(beside.upcoming(ask, now), now)


def _question(store: Store, ask: Ask, wanted: Mapping[ProspectId, Prospect]) -> Question:
    return telling.question(ask, wanted[ask.prospect], answers.wished(store, ask.id))


def _complaints(
    office: Office, since: Time, about: Mapping[AskId, str], now: datetime
) -> Iterator[ComplaintLine]:
    found = complaints.since(office.store, since)
    if not found:
        return iter(())
    return telling.complaints(office.store, found, office.advice.grouping(now), about)


def _proposed(office: Office, ask: Ask, prospect: Prospect, now: datetime) -> ProposedAsk:
    introducer = office.advice.introducer(prospect, ask.introducer_address, now)
    return ProposedAsk(
        id=ask.id,
        prospect=prospect,
        introducer=introducer,
        letter=ask.letter,
        findings=office.desk.lint(ask, prospect, introducer, now),
        news=returned.news(office.store, ask),
    )
