"""The numbers of an introducer, in words a friend would use, each with what it rests on.

Four numbers that are never mixed: whether they answer, how much contact there is, what shows that
they know the prospect, and how well the relation fits the request. The order of introducers is a
fifth: the chance that it is this one, times the fit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from narrowcast.agent.core.model import (
    Band,
    Context,
    Estimate,
    Introducer,
    Owner,
    Prospect,
    Reason,
    ReasonCode,
    Tie,
)
from narrowcast.agent.core.words import called, listed, shown

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number: its name, its words, what it rests on, and how to draw it."""

    label: str
    value: str
    because: str
    dots: int = -1
    """0 … 3 of three dots; -1: not a scale."""
    low: int = -1
    mid: int = -1
    high: int = -1
    """Percent of the interval's ends and of the estimate; -1: not a chance."""


ANSWERS = frozenset({ReasonCode.REPLIES})
CONTACT = frozenset({ReasonCode.CONTACT, ReasonCode.MET})
LINK = frozenset(
    {
        ReasonCode.SHARED_MAIL,
        ReasonCode.DIRECT_MAIL,
        ReasonCode.SHARED_MEETING,
        ReasonCode.QUOTED_ADDRESS,
        ReasonCode.NAMED,
        ReasonCode.NAMED_TOGETHER,
        ReasonCode.ADDRESS_SENT,
        ReasonCode.SAME_EMPLOYER,
        ReasonCode.EMPLOYER_MAIL,
        ReasonCode.EMPLOYER_NAMED,
        ReasonCode.IN_SUBJECTS,
        ReasonCode.CONNECTION,
    }
)
FIT = frozenset({ReasonCode.CONTEXT})
CODES_IN_ROWS = ANSWERS | CONTACT | LINK | FIT
"""Reasons in favour that stand beside a number."""


def rows(introducer: Introducer, prospect: Prospect, now: datetime) -> list[Row]:
    """The numbers of *introducer* for *prospect* as of *now* (aware, in the owner's zone)."""
    reasons, tie = introducer.reasons, introducer.tie
    who, whom = called(introducer.person.name) or "They", called(prospect.name)
    return [
        _answers(introducer.responsiveness, _texts(reasons, ANSWERS) or _mails(tie), who),
        Row(
            label="Contact",
            value=_BANDS[tie.band],
            dots=_BAND_DOTS[tie.band],
            because=_texts(reasons, CONTACT) or _contact(tie, now),
        ),
        Row(
            label=f"Knows {whom or shown(prospect.organization) or 'them'}",
            value=link_words(introducer.link),
            dots=_link_dots(introducer.link),
            because=_texts(reasons, LINK) or "nothing in your mail shows it",
        ),
        Row(
            label="Fits the request",
            value=fit_words(introducer.trust.fit),
            dots=_fit_dots(introducer.trust.fit),
            because=_texts((*introducer.trust.reasons, *reasons), FIT)
            or context_words(introducer.trust.contexts),
        ),
        _likely(introducer.chance, who, whom),
    ]


def _answers(estimate: Estimate, because: str, who: str) -> Row:
    low, mid, high = (_percent(share) for share in (estimate.low, estimate.value, estimate.high))
    return Row(
        label=f"{who} answers",
        value=f"{mid} % ({low} to {high})",
        because=f"the chance that they answer a new mail within a week; {because}",
        low=low,
        mid=mid,
        high=high,
    )


def _likely(estimate: Estimate, who: str, whom: str) -> Row:
    low, mid, high = (_percent(share) for share in (estimate.low, estimate.value, estimate.high))
    pair = f"you and {whom}" if whom else "you and one of them"
    return Row(
        label=f"{who} {'are' if who == 'They' else 'is'} the one",
        value=f"{mid} % ({low} to {high})",
        because=f"the chance that it is {_objective(who)}, if somebody brings {pair} together",
        low=low,
        mid=mid,
        high=high,
    )


def _objective(who: str) -> str:
    return "them" if who == "They" else who


def _percent(share: float) -> int:
    """A share as a whole percentage; never certain, never impossible."""
    return min(99, max(1, round(100 * share)))


_BANDS = {
    Band.STRONG: "strong",
    Band.MODERATE: "moderate",
    Band.WEAK: "weak",
    Band.NONE: "never in contact",
}
_BAND_DOTS = {Band.STRONG: 3, Band.MODERATE: 2, Band.WEAK: 1, Band.NONE: 0}


def link_words(link: float) -> str:
    """How much shows that somebody knows the prospect, in a word."""
    return ("none seen", "hints", "some evidence", "strong evidence")[_link_dots(link)]


def _link_dots(link: float) -> int:
    """None, or thirds of the best evidence that anybody in this mailbox has."""
    return 0 if link <= 0 else 1 if link < 1 / 3 else 2 if link < 2 / 3 else 3


def fit_words(fit: float) -> str:
    """How well the relation fits what is asked, in a word."""
    return ("unknown", "a little", "fairly", "well")[_fit_dots(fit)]


_fit_dots = _link_dots

_CONTEXTS = {
    Context.COLLEAGUE: "a colleague",
    Context.FORMER_COLLEAGUE: "a former colleague",
    Context.CLIENT: "a client",
    Context.SUPPLIER: "a supplier",
    Context.INVESTOR: "an investor",
    Context.ADVISER: "an adviser",
    Context.RECRUITER: "a recruiter",
    Context.FRIEND: "a friend",
    Context.COMMUNITY: "from a community you share",
    Context.BUSINESS: "a business contact",
}


def context_words(contexts: Collection[Context]) -> str:
    """In which contexts somebody knows the owner."""
    words = [_CONTEXTS[context] for context in contexts if context in _CONTEXTS]
    return listed(words) if words else "nothing tells how you know each other"


def _texts(reasons: Collection[Reason], codes: Collection[ReasonCode]) -> str:
    texts = [
        shown(reason.text, 300).rstrip(".")
        for reason in reasons
        if reason.code in codes and reason.favours
    ]
    return "; ".join(dict.fromkeys(texts))


def _mails(tie: Tie) -> str:
    return f"judged from {_many(tie.sent, 'mail')} to and {tie.received} from them"


def _contact(tie: Tie, now: datetime) -> str:
    if tie.last is None:
        return "no mail and no meeting"
    last = when(datetime.fromtimestamp(tie.last, UTC), now)
    met = f", {_many(tie.met, 'meeting')}" if tie.met else ""
    return f"{_many(tie.sent, 'mail')} to and {tie.received} from them{met}; last {last}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def zone_of(owner: Owner) -> ZoneInfo:
    """The owner's time zone; UTC where its name is unknown on this machine."""
    try:
        return ZoneInfo(owner.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def day(moment: datetime) -> str:
    """The day in full: Tuesday 3 November 2026."""
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def when(moment: datetime, now: datetime) -> str:
    """When it was, as one says it on the day of *now*, in the time zone of *now*."""
    local = moment.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if days == 0:
        return f"today {local:%H:%M}"
    if days == 1:
        return f"yesterday {local:%H:%M}"
    if 1 < days < 7:
        return f"on {DAYS[local.weekday()]}"
    date = f"{local.day} {MONTHS[local.month - 1]}"
    return f"on {date}" if abs(days) < 300 else f"on {date} {local.year}"


def since(moment: datetime, now: datetime) -> str:
    """The same after the word "since"."""
    return when(moment, now).removeprefix("on ")
