"""The life of one ask: a table (state, event) → state.

    suggested ─► drafted ─► approved ─► scheduled ─► sending ─► sent ◄─► away
        ▲           ▲          │            │           │         │
        ▼           └──────────┴────────────┘           ▼         ▼
      snoozed       recalled, edited, lapsed         unknown ─► agreed declined later
                                                                other-person name-drop question
                                                                unclear bounced expired
                                                                  │   (waiting-on-owner)
    closed ◄─ met ◄─ meeting-set ◄─ owner-replied ◄─ introduced ◄─┘

cancelled ends an ask before it was sent, withdrawn afterwards; withdrawn, expired, bounced and
declined asks still hear an introduction that comes late. `needs_review` is a flag beside the state,
never a state. What arrives by mail or calendar can only cause the events of `INBOUND`, none of
which leads towards a letter. An introduction that nobody was asked for becomes an ask by the owner
alone: taken-up leads from suggested to introduced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class AskState(StrEnum):
    """Where an ask stands (design §7)."""

    SUGGESTED = "suggested"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    UNKNOWN = "unknown"  # the letter may have gone out
    SENT = "sent"
    AWAY = "away"  # the introducer is out of office; otherwise as sent
    AGREED = "agreed"
    DECLINED = "declined"
    LATER = "later"  # the introducer wants to be asked again later
    OTHER_PERSON = "other-person"  # the introducer names a better introducer
    NAME_DROP = "name-drop"  # the owner may write and use the introducer's name
    QUESTION = "question"  # the introducer wants something of the owner first
    UNCLEAR = "unclear"
    WAITING_ON_OWNER = "waiting-on-owner"
    SNOOZED = "snoozed"  # put off by the owner before anything was sent
    INTRODUCED = "introduced"
    OWNER_REPLIED = "owner-replied"
    MEETING_SET = "meeting-set"
    MET = "met"
    CLOSED = "closed"
    BOUNCED = "bounced"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class AskEvent(StrEnum):
    """What can happen to an ask."""

    DRAFTED = "drafted"
    EDITED = "edited"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    RECALLED = "recalled"  # taken back inside the undo window
    LAPSED = "lapsed"  # the approval grew too old
    SENDING_STARTED = "sending-started"
    REFUSED = "refused"  # the transport did not take the letter
    LEFT = "left"  # the letter was taken, or was seen among the sent ones
    LOST_SIGHT = "lost-sight"  # the transport's answer got lost
    FOUND_UNSENT = "found-unsent"  # the owner or the transport says that it never left
    SNOOZED = "snoozed"
    WOKEN = "woken"
    AWAY = "away"
    RETURNED = "returned"
    AGREED = "agreed"
    DECLINED = "declined"
    POSTPONED = "postponed"
    REFERRED = "referred"
    NAME_OFFERED = "name-offered"
    ASKED_BACK = "asked-back"
    ANSWERED_UNCLEARLY = "answered-unclearly"
    OWNER_ANSWERED = "owner-answered"  # the owner wrote to the introducer again
    INTRODUCED = "introduced"
    TAKEN_UP = "taken-up"  # the owner answers an introduction that nobody was asked for
    OWNER_REPLIED = "owner-replied"  # the owner wrote to the prospect
    MEETING_SET = "meeting-set"
    MEETING_CALLED_OFF = "meeting-called-off"
    MET = "met"
    BOUNCED = "bounced"
    COMPLAINED = "complained"  # whoever got a letter had it reported as unwanted
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class IllegalMove(Exception):
    """An event that cannot happen in this state; the ask stays as it was."""

    def __init__(self, state: AskState, event: AskEvent) -> None:
        super().__init__(f"an ask that is {state} cannot take the event {event}")
        self.state = state
        self.event = event


def move(state: AskState, event: AskEvent) -> AskState:
    """The state after *event*; raises `IllegalMove` for a pair the table does not hold."""
    try:
        return TABLE[state, event]
    except KeyError:
        raise IllegalMove(state, event) from None


def allowed(state: AskState, event: AskEvent) -> bool:
    """Whether the table holds this pair."""
    return (state, event) in TABLE


def reversible(event: AskEvent) -> bool:
    """Whether `undo` may take back *event*: not an approval, nor where a letter may be out."""
    return event not in IRREVERSIBLE


def _rows(
    states: Iterable[AskState], event: AskEvent, target: AskState
) -> Mapping[tuple[AskState, AskEvent], AskState]:
    """The same event leading several states to one target; a state never moves onto itself."""
    return {(state, event): target for state in states if state is not target}


S, E = AskState, AskEvent

UNSENT = frozenset({S.SUGGESTED, S.DRAFTED, S.APPROVED, S.SCHEDULED, S.SNOOZED})
"""Nothing has left: the ask can still be cancelled without a trace."""

WAITING = frozenset({S.SENT, S.AWAY, S.UNKNOWN})
"""The letter is out (or may be) and the introducer has said nothing yet."""

ANSWERED = frozenset(
    {S.AGREED, S.LATER, S.OTHER_PERSON, S.NAME_DROP, S.QUESTION, S.UNCLEAR, S.WAITING_ON_OWNER}
)
"""The introducer has spoken and the matter is open."""

OPEN = WAITING | ANSWERED
"""Sent, and neither ended nor successful yet."""

ENDED = frozenset({S.DECLINED, S.BOUNCED, S.EXPIRED, S.WITHDRAWN})
"""Nobody waits any more, but a late answer or introduction still belongs here."""

SUCCEEDED = frozenset({S.INTRODUCED, S.OWNER_REPLIED, S.MEETING_SET, S.MET})
"""An introduction was seen."""

LISTENING = WAITING | ANSWERED | ENDED | SUCCEEDED
"""States in which an incoming message may concern the ask."""

TABLE: Mapping[tuple[AskState, AskEvent], AskState] = {
    # towards the letter: the owner's and the outbox's events only
    (S.SUGGESTED, E.DRAFTED): S.DRAFTED,
    (S.DRAFTED, E.APPROVED): S.APPROVED,
    (S.APPROVED, E.SCHEDULED): S.SCHEDULED,
    (S.SCHEDULED, E.SENDING_STARTED): S.SENDING,
    **_rows({S.APPROVED, S.SCHEDULED}, E.EDITED, S.DRAFTED),
    **_rows({S.APPROVED, S.SCHEDULED}, E.LAPSED, S.DRAFTED),
    **_rows({S.APPROVED, S.SCHEDULED}, E.RECALLED, S.DRAFTED),
    (S.SENDING, E.REFUSED): S.SCHEDULED,
    (S.SENDING, E.LOST_SIGHT): S.UNKNOWN,
    **_rows({S.SENDING, S.UNKNOWN}, E.LEFT, S.SENT),
    (S.UNKNOWN, E.FOUND_UNSENT): S.DRAFTED,
    **_rows({S.SUGGESTED, S.DRAFTED}, E.SNOOZED, S.SNOOZED),
    (S.SNOOZED, E.WOKEN): S.SUGGESTED,
    **_rows(UNSENT, E.CANCELLED, S.CANCELLED),
    # what the introducer says
    **_rows(WAITING, E.AWAY, S.AWAY),
    (S.AWAY, E.RETURNED): S.SENT,
    **_rows(WAITING | ANSWERED | ENDED, E.AGREED, S.AGREED),
    **_rows(WAITING | ANSWERED | ENDED, E.DECLINED, S.DECLINED),
    **_rows(WAITING | ANSWERED | ENDED, E.POSTPONED, S.LATER),
    **_rows(WAITING | ANSWERED | ENDED, E.REFERRED, S.OTHER_PERSON),
    **_rows(WAITING | ANSWERED | ENDED, E.NAME_OFFERED, S.NAME_DROP),
    **_rows(WAITING | ANSWERED | ENDED, E.ASKED_BACK, S.QUESTION),
    **_rows(WAITING, E.ANSWERED_UNCLEARLY, S.UNCLEAR),
    **_rows(WAITING, E.BOUNCED, S.BOUNCED),
    **_rows(WAITING | ANSWERED | ENDED | SUCCEEDED, E.COMPLAINED, S.DECLINED),
    **_rows({S.LATER, S.NAME_DROP, S.OTHER_PERSON}, E.WOKEN, S.WAITING_ON_OWNER),
    **_rows({S.QUESTION, S.WAITING_ON_OWNER, S.UNCLEAR}, E.OWNER_ANSWERED, S.SENT),
    # success
    **_rows(WAITING | ANSWERED | ENDED, E.INTRODUCED, S.INTRODUCED),
    (S.SUGGESTED, E.TAKEN_UP): S.INTRODUCED,
    (S.INTRODUCED, E.OWNER_REPLIED): S.OWNER_REPLIED,
    **_rows(
        WAITING | ANSWERED | ENDED | {S.INTRODUCED, S.OWNER_REPLIED}, E.MEETING_SET, S.MEETING_SET
    ),
    (S.MEETING_SET, E.MEETING_CALLED_OFF): S.OWNER_REPLIED,
    **_rows(WAITING | ANSWERED | ENDED | SUCCEEDED, E.MET, S.MET),
    # ends
    **_rows(WAITING | ANSWERED, E.EXPIRED, S.EXPIRED),
    **_rows(WAITING | ANSWERED, E.WITHDRAWN, S.WITHDRAWN),
    **_rows(SUCCEEDED | ENDED | ANSWERED, E.CLOSED, S.CLOSED),
}

BROUGHT = frozenset({E.INTRODUCED, E.TAKEN_UP})
"""How owner and prospect were brought together; each cites the mail that did it."""

INBOUND = frozenset(
    {
        E.LEFT,  # our own copy turns up: all that arriving mail can tell about sending
        E.AWAY,
        E.AGREED,
        E.DECLINED,
        E.POSTPONED,
        E.REFERRED,
        E.NAME_OFFERED,
        E.ASKED_BACK,
        E.ANSWERED_UNCLEARLY,
        E.OWNER_ANSWERED,
        E.INTRODUCED,
        E.OWNER_REPLIED,
        E.MEETING_SET,
        E.MEETING_CALLED_OFF,
        E.MET,
        E.BOUNCED,
        E.COMPLAINED,
    }
)
"""Events a message or meeting may cause; every one can be undone but LEFT, which is a fact."""

IRREVERSIBLE = frozenset(
    {
        # an approval goes together with its bytes: it is recalled, and given anew
        E.APPROVED,
        E.SCHEDULED,
        E.EDITED,
        E.RECALLED,
        E.LAPSED,
        # a letter may be out
        E.SENDING_STARTED,
        E.LEFT,
        E.LOST_SIGHT,
        E.REFUSED,
        E.FOUND_UNSENT,
    }
)

EXPIRY = timedelta(days=21)  # peers §4 E21
APPROVAL_VALID = timedelta(days=7)  # peers §4 E01
AFTER_RETURN = timedelta(days=7)  # for who was away
REMINDER_AFTER = timedelta(days=10)  # of who agreed; peers §4 E24


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClock:
    """The times of an ask that decide what is due."""

    state: AskState
    since: datetime
    """When it came into this state."""
    sent_at: datetime | None = None
    until: datetime | None = None
    """Out of office until, or put off until; None: not known."""
    reminded_at: datetime | None = None
    """When the owner reminded who had agreed; None: not yet."""


def due(ask: AskClock, now: datetime) -> AskEvent | None:
    """The event that the mere passing of time causes at *now*; None: nothing yet."""
    match ask.state:
        case AskState.APPROVED | AskState.SCHEDULED:
            return AskEvent.LAPSED if now - ask.since >= APPROVAL_VALID else None
        case AskState.SNOOZED | AskState.LATER:
            return AskEvent.WOKEN if ask.until is not None and now >= ask.until else None
        case AskState.AWAY if ask.until is not None and now >= ask.until:
            return AskEvent.RETURNED
        case AskState.SENT | AskState.AWAY:
            return AskEvent.EXPIRED if now >= expires_at(ask) else None
        case AskState.AGREED:
            last = ask.reminded_at or ask.since + REMINDER_AFTER
            return AskEvent.EXPIRED if now >= last + EXPIRY else None
        case _:
            return None


def expires_at(ask: AskClock) -> datetime:
    """When a silent ask is given up: 21 days after it left, a week after the introducer is back."""
    expiry = (ask.sent_at or ask.since) + EXPIRY
    return max(expiry, ask.until + AFTER_RETURN) if ask.until is not None else expiry
