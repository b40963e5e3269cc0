"""Why this contact, and why not: sentences a friend would say, each with what it rests on.

A reason is made of the same rows that made the number. Its count is the number of cited messages or
meetings, so that anybody can open them and count again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.agent.core.model import (
    AddressId,
    Band,
    Evidence,
    EvidenceKind,
    Prospect,
    Reason,
    ReasonCode,
    Tie,
    Time,
)
from narrowcast.agent.core.paths import LinkEvidence, Sight, Word
from narrowcast.agent.core.responsiveness import Asked, Rate
from narrowcast.agent.core.ties import DAY

SILENT_DAYS = 365

_N, _LAST = "\x00n", "\x00last"  # places in a sentence that no name can hold

Cite = Callable[[EvidenceKind, Iterable[int]], tuple[Evidence, ...]]
"""Turns rows into what the owner can open: Message-IDs, meetings' UIDs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Mail and meetings of owner and contact before the moment, as rows, newest first."""

    received: tuple[tuple[int, Time], ...] = ()
    sent: tuple[tuple[int, Time], ...] = ()
    meetings: tuple[tuple[int, Time], ...] = ()

    @property
    def mails(self) -> tuple[tuple[int, Time], ...]:
        """Both ways; a mail between two addresses of one person counts once."""
        both = dict((*self.received, *self.sent))
        return tuple(sorted(both.items(), key=lambda mail: (-mail[1], mail[0])))


class Telling:
    """Makes reasons of mails, and tells each mail once: what came first is the surest."""

    def __init__(self, cite: Cite) -> None:
        self._cite = cite
        self._told: set[int] = set()

    def mails(
        self, code: ReasonCode, rows: Iterable[tuple[int, Time]], text: str
    ) -> Iterator[Reason]:
        """One reason of the mails not told so far; where some were, it speaks of *more*."""
        found = dict(rows)
        fresh = {row: time for row, time in found.items() if row not in self._told}
        self._told.update(fresh)
        more = bool(fresh) and len(fresh) < len(found)
        yield from _rows(code, tuple(fresh.items()), self._cite, text, more=more)


def of_link(
    them: Collection[AddressId],
    evidence: LinkEvidence,
    prospect: Prospect,
    cite: Cite,
    telling: Telling | None = None,
) -> Iterator[Reason]:
    """What shows that the person with addresses *them* knows the prospect, surest first."""
    mine, telling = frozenset(them), telling or Telling(cite)
    if evidence.prospect or prospect.name:
        yield from _of_prospect(mine, evidence, prospect.label, cite, telling)
    if firm := employer_of(prospect):
        yield from _of_employer(mine, evidence, firm, telling)


def _of_prospect(
    mine: frozenset[AddressId], evidence: LinkEvidence, name: str, cite: Cite, telling: Telling
) -> Iterator[Reason]:
    direct = [s for s in evidence.shared if _is_direct(s, mine, evidence.prospect)]
    met = [s for s in evidence.meetings if mine.intersection(s.people)]
    yield from telling.mails(
        ReasonCode.DIRECT_MAIL,
        _timed(direct),
        f"wrote to or heard from {name} in {_N}, the last in {_LAST}",
    )
    yield from telling.mails(
        ReasonCode.SHARED_MAIL,
        _with(evidence.shared, mine),
        f"on {_N} together with {name}, the last in {_LAST}",
    )
    yield from _rows(
        ReasonCode.SHARED_MEETING,
        _timed(met),
        cite,
        f"invited to {_N} with {name}, the last in {_LAST}",
        EvidenceKind.MEETING,
    )
    yield from telling.mails(
        ReasonCode.QUOTED_ADDRESS,
        _by(evidence.quoted, mine),
        f"{name}'s address stands in {_N} of theirs, the last in {_LAST}",
    )
    yield from telling.mails(
        ReasonCode.ADDRESS_SENT,
        _with(evidence.sent, mine),
        f"you sent them {name}'s address in {_N}, the last in {_LAST}",
    )
    yield from telling.mails(
        ReasonCode.NAMED,
        _by(evidence.named, mine),
        f"{name} is named in {_N} of theirs, the last in {_LAST}",
    )
    yield from telling.mails(
        ReasonCode.NAMED_TOGETHER,
        _with(evidence.together, mine),
        f"named together with {name} in {_N}, the last in {_LAST}",
    )


def _of_employer(
    mine: frozenset[AddressId], evidence: LinkEvidence, firm: str, telling: Telling
) -> Iterator[Reason]:
    direct = [s for s in evidence.employer if _is_direct(s, mine, evidence.staff)]
    shared = [
        s
        for s in evidence.employer
        if mine.intersection(s.people) and not evidence.staff.isdisjoint(set(s.people) - mine)
    ]
    if direct:
        text = f"wrote to or heard from people at {firm} in {_N}, the last in {_LAST}"
    else:
        text = f"on {_N} together with people at {firm}, the last in {_LAST}"
    yield from telling.mails(ReasonCode.EMPLOYER_MAIL, _timed(direct or shared), text)
    quoted = (s for s in evidence.employer_quoted if s.author in mine)
    yield from telling.mails(
        ReasonCode.EMPLOYER_NAMED,
        _timed(quoted),
        f"an address at {firm} stands in {_N} of theirs, the last in {_LAST}",
    )
    yield from telling.mails(
        ReasonCode.EMPLOYER_NAMED,
        _by(evidence.employer_named, mine),
        f"{_called(evidence, firm)} is named in {_N} of theirs, the last in {_LAST}",
    )


def _called(evidence: LinkEvidence, firm: str) -> str:
    """The name that was looked up: of a firm known by its domain alone, that of the domain."""
    return firm if firm in evidence.employers else next(iter(evidence.employers), firm)


def of_subjects(
    them: Collection[AddressId], evidence: LinkEvidence, words: Collection[str], telling: Telling
) -> Iterator[Reason]:
    """That subjects of theirs hold one of the *words* looked up for prospect and employer."""
    quoted = " or ".join(f"“{word}”" for word in sorted(words))
    yield from telling.mails(
        ReasonCode.IN_SUBJECTS,
        _by(evidence.subjects, frozenset(them)),
        f"{quoted} stands in the subject of {_N} of theirs, the last in {_LAST}",
    )


def of_employer(
    at_firm: Iterable[tuple[int, Time]], prospect: Prospect, cite: Cite
) -> Iterator[Reason]:
    """That the contact writes from, or signed for, the prospect's employer; by the mails that show
    it.
    """
    yield from _rows(
        ReasonCode.SAME_EMPLOYER,
        tuple(at_firm),
        cite,
        f"wrote {_N} from {employer_of(prospect)} or signed for it, the last in {_LAST}",
    )


def of_cards(ids: Iterable[str], prospect: Prospect) -> Iterator[Reason]:
    """That an address book or a network's export puts the contact at the employer; weak."""
    found = tuple(Evidence(EvidenceKind.CARD, one) for one in ids)
    if found:
        yield Reason(
            code=ReasonCode.CONNECTION,
            text=f"your contacts list them at {employer_of(prospect)} (weak: a listing, no mail)",
            favours=True,
            count=len(found),
            evidence=found,
        )


def of_habit(rows: Iterable[int], cite: Cite) -> Iterator[Reason]:
    """That the contact brings people together."""
    found = tuple(dict.fromkeys(rows))
    if found:
        yield Reason(
            code=ReasonCode.BROUGHT_IN,
            text=f"brought addresses new to you into {mails(len(found))}",
            favours=True,
            count=len(found),
            evidence=cite(EvidenceKind.MESSAGE, found),
        )


def of_tie(tie: Tie, exchange: Exchange, now: Time, cite: Cite) -> Iterator[Reason]:
    """How owner and contact stand."""
    if mail := exchange.mails:
        yield Reason(
            code=ReasonCode.CONTACT,
            text=f"{_exchanged(exchange)}, the last {ago(mail[0][1], now)}",
            favours=tie.band in {Band.MODERATE, Band.STRONG},
            count=len(mail),
            evidence=cite(EvidenceKind.MESSAGE, (row for row, _ in mail)),
        )
    if exchange.meetings:
        times, latest = meetings(len(exchange.meetings)), ago(exchange.meetings[0][1], now)
        yield Reason(
            code=ReasonCode.MET,
            text=f"you met in {times}, the last {latest}",
            favours=True,
            count=len(exchange.meetings),
            evidence=cite(EvidenceKind.MEETING, (row for row, _ in exchange.meetings)),
        )
    newest = max((t for _, t in (*exchange.mails, *exchange.meetings)), default=None)
    if newest is not None and now - newest > SILENT_DAYS * DAY:
        yield _against(
            ReasonCode.SILENT,
            f"out of touch: the last mail or meeting of the two of you was {ago(newest, now)}",
        )
    if not tie.two_way:
        way = "they never wrote to you" if exchange.sent else "you never wrote to them"
        yield _against(ReasonCode.ONE_WAY, way)


def of_replies(asked: Iterable[Asked], known: Rate, now: Time, cite: Cite) -> Iterator[Reason]:
    """How often the contact answered the owner; cites the mails whose outcome is known."""
    rows = [one for one in asked if one.time < now and one.known(now)]
    if not rows:
        return
    yield Reason(
        code=ReasonCode.REPLIES,
        text=f"answered {known.yes} of {mails(known.known)} from you within a week",
        favours=known.yes * 2 >= known.known,
        count=len(rows),
        evidence=cite(EvidenceKind.MESSAGE, (one.row for one in rows)),
    )


def _exchanged(exchange: Exchange) -> str:
    if exchange.received and exchange.sent:
        return f"you exchanged {mails(len(exchange.mails))}"
    if exchange.sent:
        return f"you wrote them {mails(len(exchange.sent))}"
    return f"they wrote you {mails(len(exchange.received))}"


def no_link(prospect: Prospect) -> Reason:
    """The reason against somebody for whom nothing but the tie speaks."""
    return _against(
        ReasonCode.NO_LINK,
        f"nothing in your mail or calendar shows that they know {prospect.label}",
    )


def employer_of(prospect: Prospect) -> str:
    """How the prospect's employer is called in a sentence; '' where none is known."""
    return prospect.organization or (prospect.domains[0] if prospect.domains else "")


def mails(n: int) -> str:
    """*n* mails in words, for a sentence."""
    return "1 mail" if n == 1 else f"{n} mails"


def meetings(n: int) -> str:
    """*n* meetings in words, for a sentence."""
    return "1 meeting" if n == 1 else f"{n} meetings"


def month(time: Time) -> str:
    """The UTC month of a moment, as in "May 2024"."""
    return datetime.fromtimestamp(time, UTC).strftime("%B %Y")


def ago(time: Time, now: Time) -> str:
    """A past moment as people say it."""
    days = max(0, (now - time) // DAY)
    for least, unit, length in (
        (730, "years", 365),
        (60, "months", 30),
        (14, "weeks", 7),
        (2, "days", 1),
    ):
        if days >= least:
            return f"{days // length} {unit} ago"
    return "yesterday" if days == 1 else "today"


def _is_direct(sight: Sight, mine: frozenset[AddressId], theirs: Collection[AddressId]) -> bool:
    """Whether one of *mine* wrote to one of *theirs*, or the reverse."""
    if sight.author in mine:
        return not set(theirs).isdisjoint(a for a in sight.people if a != sight.author)
    return sight.author in theirs and not mine.isdisjoint(sight.people)


def _timed(sights: Iterable[Sight]) -> tuple[tuple[int, Time], ...]:
    return tuple((sight.row, sight.time) for sight in sights)


def _with(sights: Iterable[Sight], mine: frozenset[AddressId]) -> tuple[tuple[int, Time], ...]:
    return _timed(sight for sight in sights if mine.intersection(sight.people))


def _by(words: Iterable[Word], mine: frozenset[AddressId]) -> tuple[tuple[int, Time], ...]:
    return tuple((word.row, word.time) for word in words if word.author in mine)


def _rows(
    code: ReasonCode,
    rows: tuple[tuple[int, Time], ...],
    cite: Cite,
    text: str,
    kind: EvidenceKind = EvidenceKind.MESSAGE,
    *,
    more: bool = False,
) -> Iterator[Reason]:
    times = dict(rows)
    if times:
        count = meetings(len(times)) if kind is EvidenceKind.MEETING else mails(len(times))
        if more:
            count = count.replace(" ", " more ")
        yield Reason(
            code=code,
            text=text.replace(_N, count).replace(_LAST, month(max(times.values()))),
            favours=True,
            count=len(times),
            evidence=cite(kind, sorted(times, key=lambda row: (-times[row], row))),
        )


def _against(code: ReasonCode, text: str) -> Reason:
    return Reason(code=code, text=text, favours=False)
