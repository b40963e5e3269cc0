"""What mail says of meetings (iTIP, RFC 5546), and the meeting that all of it together describes.

    mail with text/calendar ──notices──► Notice: the organizer's word, or one attendee's answer
                                           └── the newest of each ──settled──► Encounter

Of each event, of a whole series and of each attendee's answer only the newest notice counts, by
SEQUENCE, then DTSTAMP. "The newest" is a maximum, so any order of arrival gives the same meeting.
Nobody speaks for another: an answer counts only from the attendee's own address, a cancellation
only from the organizer's, and an organizer cannot accept for those invited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from narrowcast.agent.core.encounters import Encounter, meet
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.core.parties import Party, party_of
from narrowcast.connectors.formats import ics
from narrowcast.connectors.records import (
    Attendee,
    Meeting,
    Message,
    Participation,
    PartKind,
)

WHOLE = "*"
"""The instance that stands for all of a series, or for an event that does not recur."""
MAX_NOTICES = 400  # of one mail: a daily series for a year
_AROUND = timedelta(days=366)  # of the mail's own time: which instances of a series are told


class Word(IntEnum):
    """What a notice says; of two of the same revision and time, the greater holds."""

    INVITED = 0  # this is when and with whom
    REVISED = 1  # the series as it is now: what it does not name is no more
    CANCELLED = 2
    ANSWERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that a mail says of one instance, or of `WHOLE`."""

    uid: str
    instance: str
    """As `Meeting.recurrence_id`, or `WHOLE`."""
    word: Word
    genuine: bool
    """Whether the organizer's own address said so; another's word yields to it."""
    sequence: int
    stamp: int
    """Seconds since 1970 of DTSTAMP, else of the mail; 0 if neither is known."""
    encounter: Encounter | None = None
    """Of an invitation."""
    who: Party | None = None
    """Of an answer."""
    answer: Participation = Participation.NEEDS_ACTION

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Which of two notices is newer."""
        return self.genuine, self.sequence, self.stamp


def notices(message: Message, time: Time | None) -> tuple[Notice, ...]:
    """What *message* says of meetings; *time* is the message's own."""
    author = party_of(message.author)
    if author is None:
        return ()
    found: dict[tuple[object, ...], Notice] = {}
    for one in _everything(message, author, time):
        # Many send the part twice, once as a file.
        found.setdefault((one.uid, one.instance, one.word, one.who), one)
        if len(found) >= MAX_NOTICES:
            break  # before more is expanded: what a mail may cost is bounded
    return tuple(found.values())


def settled(event: Notice, series: Notice | None, answers: Iterable[Notice]) -> Encounter | None:
    """The meeting that the newest notices describe; None where its series no longer has it.

    *event* invited to it or cancelled it, *series* is the newest of `WHOLE`, *answers* are the
    newest of each attendee to either.
    """
    encounter = event.encounter
    if encounter is None:
        return None
    newer = series is not None and series.rank > event.rank
    if series is not None and series.word is Word.CANCELLED and series.rank >= event.rank:
        return replace(encounter, cancelled=True)
    if newer:
        return None
    said = _newest(one for one in answers if one.sequence >= event.sequence)
    return replace(
        encounter,
        people=tuple((party, said.get(party.key, answer)) for party, answer in encounter.people),
        cancelled=encounter.cancelled or event.word is Word.CANCELLED,
    )


def _newest(answers: Iterable[Notice]) -> dict[AddressKey, Participation]:
    ordered = sorted(answers, key=lambda one: (one.rank, one.answer))
    return {one.who.key: one.answer for one in ordered if one.who is not None}


def _everything(message: Message, author: Party, time: Time | None) -> Iterator[Notice]:
    for part in message.parts:
        if part.kind is PartKind.CALENDAR and not part.truncated:
            for meeting in _meetings(part.text, part.method, time):
                yield from _said(meeting, author, time)


def _meetings(text: str, method: str, time: Time | None) -> Iterator[Meeting]:
    """The events of a part as its method means them; PUBLISH invites nobody."""
    window = None
    if time is not None:
        middle = datetime.fromtimestamp(time, UTC)
        window = ics.Window(since=middle - _AROUND, until=middle + _AROUND)
    for found in ics.read_text(text, window):
        if isinstance(found, Meeting):
            yield replace(found, method=found.method or method)


def _said(meeting: Meeting, author: Party, time: Time | None) -> Iterator[Notice]:
    """The notices of one event, of whose series it is told again each time."""
    organizer = party_of(meeting.organizer)
    genuine = organizer is not None and organizer.key == author.key
    stamped = meeting.stamped_at
    base = Notice(
        uid=meeting.uid,
        instance=meeting.recurrence_id,
        word=Word.INVITED,
        genuine=genuine,
        sequence=meeting.sequence,
        stamp=int(stamped.timestamp()) if stamped else time or 0,
    )
    match meeting.method:
        case "REQUEST" | "ADD":
            yield replace(base, encounter=_invitation(meeting, genuine=genuine))
            if not meeting.exception and meeting.method == "REQUEST":
                yield replace(base, instance=WHOLE, word=Word.REVISED)
        case "CANCEL" if genuine:
            yield replace(
                base,
                instance=meeting.recurrence_id if meeting.exception else WHOLE,
                word=Word.CANCELLED,
                encounter=_invitation(meeting, genuine=True) if meeting.exception else None,
            )
        case "REPLY":
            yield from _answers(meeting.attendees, base, author, single=meeting.exception)
        case _:
            pass


def _answers(
    attendees: Collection[Attendee], base: Notice, author: Party, *, single: bool
) -> Iterator[Notice]:
    for attendee in attendees:
        who = party_of(attendee.mailbox)
        if who is not None and who.key == author.key:
            yield replace(
                base,
                instance=base.instance if single else WHOLE,
                word=Word.ANSWERED,
                genuine=True,
                who=who,
                answer=attendee.participation,
            )
            return


def _invitation(meeting: Meeting, *, genuine: bool) -> Encounter:
    """Whom the organizer invites. That they accepted, only they can say; the organizer's own yes
    is taken from the organizer alone.
    """
    encounter = meet(meeting)
    organizer = encounter.organizer.key if encounter.organizer and genuine else None
    people = tuple(
        (party, _claimed(answer, own=party.key == organizer)) for party, answer in encounter.people
    )
    # The title is a subject line, which the owner may not want kept.
    return replace(encounter, people=people, invited=True, summary="")


def _claimed(answer: Participation, *, own: bool) -> Participation:
    if answer is Participation.DECLINED:
        return answer
    return Participation.ACCEPTED if own else Participation.NEEDS_ACTION
