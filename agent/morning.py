"""The morning: choose the week's asks together, draft today's, put the mail's material together.

    suggestions of every open prospect ─► plan (pure) ─► drafts ─► material ─► digest (pure) ─► mail

A morning mail is the owner's own; it goes to the owner's own address and approves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from narrowcast.agent import planning
from narrowcast.agent.asking import Desk
from narrowcast.agent.core import compose, numbers
from narrowcast.agent.core import digest as words
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.digest import (
    AskLine,
    Debt,
    Digest,
    JobMove,
    MorningMaterial,
    ProposedAsk,
    Question,
    SyncLine,
)
from narrowcast.agent.core.model import Introducer, Owner, Prospect, Time, seconds
from narrowcast.agent.core.plan import Plan
from narrowcast.agent.doubts import NOTED
from narrowcast.agent.errors import InputError
from narrowcast.agent.moving import FoundMove
from narrowcast.agent.store import asks, mornings, prospects
from narrowcast.agent.store.asks import Ask, Happened, Origin
from narrowcast.agent.store.mornings import Morning
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope, Sender
from narrowcast.connectors.errors import Ambiguous, ConnectorError

MOST = words.MOST_PROPOSED
FIRST_LOOK = timedelta(days=7)
"""What counts as news on the first morning."""
LEAST_APART = timedelta(hours=12)


class Advice(planning.Advice, Protocol):
    """What the morning asks of whoever knows the mailbox."""

    def introducer(self, prospect: Prospect, text: str, as_of: datetime) -> Introducer: ...

    def moves(self, since: Time, as_of: datetime) -> tuple[FoundMove, ...]: ...

    def notice_moves(self, as_of: datetime) -> object:
        """Bring back the prospects to whose firms a contact moved."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """What a morning needs: the desk, advice, and what the owner is told of reading."""

    desk: Desk
    advice: Advice
    sync: tuple[SyncLine, ...] = ()

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
    room = MOST - len(pending)
    if room > 0:
        wanted = {one.id: one for one in prospects.wanted(office.store)}
        for choice in week(office, now).chosen[:room]:
            prospect = wanted[choice.route.prospect]
            found = office.advice.suggest(prospect, now, limit=planning.ROUTES).introducers
            introducer = next(i for i in found if i.person.uid == choice.route.introducer)
            office.desk.draft(prospect, introducer, now)
    return asks.every(office.store, {AskState.DRAFTED})[:MOST]


def material(office: Office, now: datetime) -> MorningMaterial:
    """Put together what the owner should know this morning; drafts the asks it proposes."""
    office.advice.notice_moves(now)
    pending = prepare(office, now)
    last = mornings.latest(office.store)
    since = Time(last.at if last else seconds(now - FIRST_LOOK))
    labels = {one.id: one for one in prospects.everybody(office.store)}
    every = asks.every(office.store)
    happened = [one for one in asks.history(office.store) if not one.undone]
    lines = {ask.id: _line(ask, labels[ask.prospect], happened) for ask in every}
    moved = [one.ask for one in happened if one.at >= since and one.origin in _BY_ITSELF]
    introduced = [ask.id for ask in every if ask.state is AskState.INTRODUCED]
    return MorningMaterial(
        owner=office.owner,
        now=now.astimezone(numbers.zone_of(office.owner)),
        introduced=tuple(lines[number] for number in introduced),
        owed=tuple(_debt(ask, happened) for ask in every if ask.state in _OWED),
        proposed=tuple(_proposed(office, ask, labels[ask.prospect], now) for ask in pending),
        question=next(
            (_question(ask, labels[ask.prospect]) for ask in every if ask.needs_review), None
        ),
        waiting=tuple(lines[ask.id] for ask in every if ask.state in _WAITING),
        done=tuple(lines[number] for number in dict.fromkeys(moved) if number not in introduced),
        moves=tuple(_moves(office, since, now)),
        sync=(*office.sync, *_doubts(office.store)),
    )


def _doubts(store: Store) -> Iterator[SyncLine]:
    """How many people are in doubt, as counted by the last sync; no reason for a mail by itself."""
    count = int(store.setting(NOTED) or 0)
    if count:
        doubtful = f"{count} doubt{'s' if count > 1 else ''} about who is who"
        yield SyncLine(account="people", ok=True, text=f"{doubtful}: narrowcast person review")


def write(office: Office, now: datetime) -> Digest | None:
    """Write the morning mail; None where there is nothing to say."""
    return words.digest(material(office, now))


def due(now: datetime, at_minute: int, last: Morning | None, latest_minute: int = 14 * 60) -> bool:
    """Whether a morning mail is due at *now* (in the owner's zone): once a day, 12 h apart."""
    minute = now.hour * 60 + now.minute
    if not at_minute <= minute < max(latest_minute, at_minute + 60):
        return False
    if last is None:
        return True
    apart = now - datetime.fromtimestamp(last.at, UTC)
    return last.day != now.date() and apart >= LEAST_APART


def send(office: Office, sender: Sender, to: str, now: datetime) -> Digest | None:
    """Send this day's morning mail to the owner, once; raises InputError where it went out."""
    local = now.astimezone(numbers.zone_of(office.owner))
    if mornings.has(office.store, local.date()):
        raise InputError(f"the morning mail of {local.date()} went out already")
    digest = write(office, now)
    if digest is None:
        return None
    author = office.owner.addresses[0]  # a server takes mail from the account's own address
    message_id = f"<{office.desk.mint()}@{author.rpartition('@')[2]}>"
    raw = compose.compose_digest(
        digest, office.owner, message_id=message_id, date=local, sender=author, to=to
    )
    # Noted first: killed in between, the owner misses a summary rather than getting it twice.
    mornings.keep(office.store, Morning(local.date(), seconds(now), message_id))
    try:
        sender.send(raw, Envelope(sender=author, recipients=(to or author,)))
    except Ambiguous:
        raise
    except ConnectorError:  # it surely did not leave
        mornings.take_back(office.store, local.date())
        raise
    return digest


_BY_ITSELF = frozenset({Origin.MAIL, Origin.CALENDAR, Origin.CLOCK})
_OWED = frozenset({AskState.QUESTION, AskState.WAITING_ON_OWNER, AskState.NAME_DROP})
_WAITING = frozenset(
    {
        AskState.SCHEDULED,
        AskState.SENT,
        AskState.AWAY,
        AskState.AGREED,
        AskState.LATER,
        AskState.UNKNOWN,
        AskState.MEETING_SET,
    }
)
_WORDS = {
    AskState.SCHEDULED: "approved, leaves soon",
    AskState.SENT: "no answer yet",
    AskState.AWAY: "out of office",
    AskState.AGREED: "agreed",
    AskState.DECLINED: "declined",
    AskState.LATER: "wants to be asked again later",
    AskState.OTHER_PERSON: "named somebody better placed",
    AskState.NAME_DROP: "you may use their name",
    AskState.QUESTION: "asked you something",
    AskState.UNCLEAR: "answered; it is not clear what",
    AskState.WAITING_ON_OWNER: "it is your turn",
    AskState.INTRODUCED: "introduced you",
    AskState.OWNER_REPLIED: "you wrote to them",
    AskState.MEETING_SET: "a meeting is set",
    AskState.MET: "you met",
    AskState.BOUNCED: "the letter bounced",
    AskState.EXPIRED: "no answer in three weeks",
    AskState.UNKNOWN: "may have left; look in your Sent folder",
}


def _line(ask: Ask, prospect: Prospect, happened: Iterable[Happened]) -> AskLine:
    mine = [one for one in happened if one.ask == ask.id]
    return AskLine(
        id=ask.id,
        prospect=prospect.label,
        introducer=ask.letter.to_name,
        state=_WORDS.get(ask.state, ask.state.replace("-", " ")),
        since=datetime.fromtimestamp(mine[-1].at if mine else ask.changed, UTC),
        message_id=next((one.message_id for one in reversed(mine) if one.message_id), ""),
    )


def _debt(ask: Ask, happened: Sequence[Happened]) -> Debt:
    line = _line(ask, Prospect(id=ask.prospect, name=""), happened)
    what = {
        AskState.QUESTION: "an answer to their question",
        AskState.NAME_DROP: "a mail to the prospect in their name",
    }.get(ask.state, "a reply")
    return Debt(person=ask.letter.to_name, what=what, since=line.since, message_id=line.message_id)


def _proposed(office: Office, ask: Ask, prospect: Prospect, now: datetime) -> ProposedAsk:
    introducer = office.advice.introducer(prospect, ask.introducer_address, now)
    return ProposedAsk(
        id=ask.id,
        prospect=prospect,
        introducer=introducer,
        letter=ask.letter,
        findings=office.desk.lint(ask, prospect, introducer, now),
    )


def _question(ask: Ask, prospect: Prospect) -> Question:
    letter = f"to {ask.letter.to_name} about {prospect.label}"
    choices: tuple[tuple[str, str], ...]
    match ask.state:
        case AskState.UNKNOWN:
            text = f"Did your letter {letter} leave?"
            choices = (
                (f"narrowcast settle {ask.id} left", "it lies among the sent"),
                (f"narrowcast settle {ask.id} unsent", "it does not: back to the draft"),
            )
        case AskState.DRAFTED:
            text = f"Your letter {letter} was not sent. What now?"
            choices = (("narrowcast review", "change it, approve it again, or drop it"),)
        case AskState.SCHEDULED:
            text = f"Your letter {letter} cannot leave. Will you see to it?"
            choices = (("narrowcast sync", "tries again once the cause is gone"),)
        case _:
            text = f"What does this mean for your ask {letter}?"
            choices = (
                (f"narrowcast timeline {ask.id}", "shows what came"),
                (f"narrowcast settle {ask.id} agreed", "or declined, introduced, later, nothing"),
            )
    return Question(text=text, why=ask.needs_review, choices=choices)


def _moves(office: Office, since: Time, now: datetime) -> Iterator[JobMove]:
    """Yield the changes of job that were shown since the last morning."""
    for one in office.advice.moves(since, now):
        if one.with_the_firm and not one.joined:
            continue  # a firm under a new name is no news of each of its people
        move = one.move
        what = f"{move.before.organization} → {move.after.organization}"
        evidence = move.evidence[0].id if move.evidence else ""
        yield JobMove(person=one.name, what=f"{what}{_meaning(one)}", evidence=evidence)


def _meaning(found: FoundMove) -> str:
    """What a move is to the prospects at the new firm, if anything."""
    if not found.contact or not found.joined:
        return ""
    named = ", ".join(f"{one.id} ({one.label})" for one in found.reopened or found.joined)
    return f"; brings back prospect {named}" if found.reopened else f"; a way to prospect {named}"
