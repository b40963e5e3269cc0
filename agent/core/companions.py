"""Which letter beside an ask's own is due, and how such a letter lives.

    sent, silent 7 days ─► follow-up            introduced ─► bcc-reply ─► (owner-replied)
    agreed, silent 10 days ─► reminder          met, or closed, or silent 30 days ─► outcome
    declined, named somebody ─► thanks          outcome note left ─► (closed)

Each is offered once: whoever drops the draft is not asked again. Nothing is due while a letter of
the ask is under way, on the day one left, or while the owner is asked to look at the ask. Of two
courtesies one is enough: the bcc-reply thanks for the introduction, the outcome note for the
meeting. Numbers from facts/peers.md §4, E21–E24.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import REMINDER_AFTER, AskEvent, AskState, IllegalMove
from narrowcast.agent.core.model import LetterPurpose

FOLLOW_UP_AFTER = timedelta(days=7)
FOLLOW_UP_WORKDAYS = 5
OUTCOME_WORKDAYS = 3
"""Within which an outcome note is expected."""
SILENT_AFTER = timedelta(days=30)
"""Since the owner wrote to the prospect: then it led nowhere, and the introducer is told (E23)."""
THANKS_WITHIN = timedelta(days=14)
"""Of the answer that is thanked for; later it would surprise."""

_WEEKEND = frozenset({5, 6})

STATES = frozenset(
    {
        AskState.SUGGESTED,
        AskState.DRAFTED,
        AskState.APPROVED,
        AskState.SCHEDULED,
        AskState.SENDING,
        AskState.UNKNOWN,
        AskState.SENT,
        AskState.CANCELLED,
    }
)
"""Where a letter beside an ask's own may stand: as an ask's own until it left, and no further."""

LOOKED_AT = frozenset(
    {
        AskState.SENT,
        AskState.AGREED,
        AskState.INTRODUCED,
        AskState.DECLINED,
        AskState.OTHER_PERSON,
        AskState.NAME_DROP,
        AskState.OWNER_REPLIED,
        AskState.MET,
        AskState.CLOSED,
    }
)
"""Asks in these states may need a letter."""

NUDGES = frozenset({LetterPurpose.FOLLOW_UP, LetterPurpose.REMINDER})
"""Letters that would be wrong had the introducer written meanwhile."""

_ANSWERED = asks.ANSWERED | asks.ENDED | asks.SUCCEEDED | {AskState.CLOSED}
WRITABLE: Mapping[LetterPurpose, frozenset[AskState]] = {
    LetterPurpose.ASK: frozenset(),
    LetterPurpose.FOLLOW_UP: frozenset({AskState.SENT}),
    LetterPurpose.REMINDER: frozenset({AskState.AGREED}),
    LetterPurpose.BCC_REPLY: frozenset({AskState.INTRODUCED}),
    LetterPurpose.THANKS: _ANSWERED - {AskState.BOUNCED, AskState.EXPIRED},
    LetterPurpose.OUTCOME: asks.SUCCEEDED | {AskState.CLOSED},
}
"""When the owner may write one by hand, be it due or not."""

UNDER_WAY = STATES - {AskState.SENT, AskState.CANCELLED}


def move(state: AskState, event: AskEvent) -> AskState:
    """Where a letter is after *event*; raises IllegalMove."""
    after = asks.move(state, event)
    if state not in STATES - {AskState.SENT} or after not in STATES:
        raise IllegalMove(state, event)
    return after


_BRINGS: Mapping[LetterPurpose, AskEvent] = {
    LetterPurpose.BCC_REPLY: AskEvent.OWNER_REPLIED,
    LetterPurpose.OUTCOME: AskEvent.CLOSED,
}


def brings(purpose: LetterPurpose, state: AskState) -> AskEvent | None:
    """What happens to an ask in *state* when such a letter left; None: nothing.

    A word sent while the meeting is still to come closes nothing: what came of it follows.
    """
    event = _BRINGS.get(purpose)
    if event is None or not asks.allowed(state, event):
        return None
    return None if event is AskEvent.CLOSED and state is AskState.MEETING_SET else event


RETELLS = frozenset({AskEvent.MEETING_SET, AskEvent.MEETING_CALLED_OFF, AskEvent.MET})
"""After these an outcome note that was drafted before tells what is no longer so."""


def called(purpose: LetterPurpose) -> str:
    """The word for a purpose that the owner uses, as the commands take it."""
    return "reply" if purpose is LetterPurpose.BCC_REPLY else purpose.value


# ---------------------------------------------------------------- what is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter beside the ask's own; *at*: when it came into that state."""

    purpose: LetterPurpose
    state: AskState
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides which letter an ask needs next."""

    state: AskState
    since: datetime
    """When it came into this state."""
    introducer: str
    """How they are called, for the sentence that says why."""
    prospect: str
    sent_at: datetime | None = None
    until: datetime | None = None
    """Until when the introducer is, or was, away; None: not known."""
    before: AskState | None = None
    """Where it stood before it came into this state."""
    owner_wrote: datetime | None = None
    """When the owner last wrote to the introducer by other means."""
    opted_out: bool = False
    """They do not want to be asked: nothing is written to them unasked."""
    in_doubt: bool = False
    """The owner is asked to look at it."""
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A letter that is, or will be, due, and why in a sentence for the owner."""

    purpose: LetterPurpose
    at: datetime
    why: str


def due(ask: Standing, now: datetime, zone: tzinfo, closed: Collection[date] = ()) -> Due | None:
    """The letter to offer at *now*; None: nothing yet. *closed*: days off beside weekends."""
    found = upcoming(ask, zone, closed)
    if found is None or now < found.at:
        return None
    if found.purpose is LetterPurpose.THANKS and now > ask.since + THANKS_WITHIN:
        return None
    lately = (one.at for one in ask.written if one.state is AskState.SENT)
    today = now.astimezone(zone).date()
    if found.purpose is not LetterPurpose.BCC_REPLY and any(
        one.astimezone(zone).date() == today for one in lately
    ):
        return None  # one letter a day is enough
    return found


def upcoming(ask: Standing, zone: tzinfo, closed: Collection[date] = ()) -> Due | None:
    """The letter that will be due if nothing else happens, and when; None: none."""
    if ask.in_doubt or any(one.state in UNDER_WAY for one in ask.written):
        return None
    found = _next(ask, zone, closed)
    if found is None or any(is_told(one, found.purpose, ask) for one in ask.written):
        return None
    if ask.opted_out and found.purpose is not LetterPurpose.BCC_REPLY:
        return None
    return found


def is_told(one: Written, purpose: LetterPurpose, ask: Standing) -> bool:
    """Whether *one* leaves no need of another letter of that *purpose*: each is written once.

    A note that left before they met is no account of the meeting.
    """
    if one.purpose is not purpose:
        return False
    early = one.state is AskState.SENT and one.at < ask.since
    return not (purpose is LetterPurpose.OUTCOME and ask.state is AskState.MET and early)


def _next(ask: Standing, zone: tzinfo, closed: Collection[date]) -> Due | None:
    match ask.state:
        case AskState.SENT if not _wrote_since(ask, ask.sent_at):
            return _follow_up(ask, zone, closed)
        case AskState.AGREED if not _wrote_since(ask, ask.since):
            at = ask.since + REMINDER_AFTER
            why = f"{ask.introducer} agreed on {_day(ask.since, zone)}, and nothing has come yet"
            return Due(purpose=LetterPurpose.REMINDER, at=at, why=why)
        case AskState.INTRODUCED:
            why = f"{ask.introducer} introduced you on {_day(ask.since, zone)}"
            return Due(purpose=LetterPurpose.BCC_REPLY, at=ask.since, why=why)
        case AskState.DECLINED | AskState.OTHER_PERSON | AskState.NAME_DROP:
            return None if _wrote_since(ask, ask.since) else _thanks(ask, zone)
        case AskState.OWNER_REPLIED | AskState.MET | AskState.CLOSED:
            return _outcome(ask, zone)
        case _:
            return None


def _wrote_since(ask: Standing, moment: datetime | None) -> bool:
    return ask.owner_wrote is not None and moment is not None and ask.owner_wrote > moment


def _follow_up(ask: Standing, zone: tzinfo, closed: Collection[date]) -> Due:
    sent = ask.sent_at or ask.since
    at = max(sent + FOLLOW_UP_AFTER, workdays_after(sent, FOLLOW_UP_WORKDAYS, zone, closed))
    if ask.until is not None:
        at = max(at, ask.until)
    why = f"{ask.introducer} has not answered your letter of {_day(sent, zone)}"
    return Due(purpose=LetterPurpose.FOLLOW_UP, at=at, why=why)


_ANSWERS = {
    AskState.DECLINED: "said no",
    AskState.OTHER_PERSON: "named somebody better placed",
    AskState.NAME_DROP: "lets you use their name",
}


def _thanks(ask: Standing, zone: tzinfo) -> Due:
    why = f"{ask.introducer} {_ANSWERS[ask.state]} on {_day(ask.since, zone)}"
    return Due(purpose=LetterPurpose.THANKS, at=ask.since, why=why)


def _outcome(ask: Standing, zone: tzinfo) -> Due | None:
    """What came of it; also when it led nowhere."""
    day = _day(ask.since, zone)
    match ask.state:
        case AskState.MET:
            at, why = ask.since, f"you met {ask.prospect} on {day}"
        case AskState.OWNER_REPLIED:
            at = ask.since + SILENT_AFTER
            why = f"you wrote to {ask.prospect} on {day}, and no meeting was seen"
        case _ if ask.before in asks.SUCCEEDED:
            at, why = ask.since, f"you closed it on {day}, and {ask.introducer} does not know"
        case _:
            return None
    return Due(purpose=LetterPurpose.OUTCOME, at=at, why=why)


def workdays_after(
    moment: datetime, count: int, zone: tzinfo, closed: Collection[date] = ()
) -> datetime:
    """The same time of day *count* working days later; *closed*: days off beside weekends."""
    at = moment.astimezone(zone)
    while count:
        at += timedelta(days=1)
        count -= at.weekday() not in _WEEKEND and at.date() not in closed
    return at


def _day(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B}"
