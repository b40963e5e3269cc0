"""Meetings as evidence: who was invited, and whom the owner met."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from narrowcast.agent.core import gate
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.model import AddressKey, Direction, Interaction, Time
from narrowcast.agent.core.parties import SUBJECT_CHARS, Party, party_of
from narrowcast.connectors.records import Meeting, Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A meeting as evidence."""

    uid: str
    recurrence_id: str
    starts: Time
    ends: Time
    all_day: bool
    organizer: Party | None
    people: tuple[tuple[Party, Participation], ...]
    summary: str
    cancelled: bool
    recurring: bool
    invited: bool = False
    """Told by mail only, not by a calendar: it counts only where the owner said yes."""


def meet(meeting: Meeting) -> Encounter:
    """A calendar event as evidence; rooms and resources are nobody."""
    people: dict[AddressKey, tuple[Party, Participation]] = {}
    for attendee in meeting.attendees:
        party = party_of(attendee.mailbox)
        if party and attendee.human and party.kind is not AddressKind.LIST:
            people.setdefault(party.key, (party, attendee.participation))
    organizer = party_of(meeting.organizer)
    if organizer and organizer.kind is AddressKind.PERSON:
        people.setdefault(organizer.key, (organizer, Participation.ACCEPTED))
    return Encounter(
        uid=meeting.uid,
        recurrence_id=meeting.recurrence_id,
        starts=Time(int(meeting.starts_at.timestamp())),
        ends=Time(int(meeting.ends_at.timestamp())),
        all_day=meeting.all_day,
        organizer=organizer,
        people=tuple(people[key] for key in sorted(people)),
        summary=meeting.summary[:SUBJECT_CHARS],
        cancelled=meeting.cancelled,
        recurring=meeting.recurring,
    )


_CONSENTING = frozenset({Participation.ACCEPTED, Participation.TENTATIVE})


def attended(
    encounter: Encounter, owner: Collection[AddressKey]
) -> tuple[tuple[AddressKey, Interaction], ...]:
    """Whom the owner met: small, not cancelled, not all-day, declined by neither; one that mail
    alone tells of, only where the owner accepted it.
    """
    if encounter.cancelled or encounter.all_day:
        return ()
    answers = {party.key: answer for party, answer in encounter.people}
    mine = [answer for key, answer in answers.items() if key in owner]
    if encounter.invited and not _CONSENTING.intersection(mine):
        return ()
    # An event in the owner's own calendar without the owner among the people is the owner's.
    if any(answer is Participation.DECLINED for answer in mine):
        return ()
    others = sorted(key for key in answers if key not in owner)
    if not 1 <= len(others) <= gate.SMALL_MEETING:
        return ()
    met = Interaction(encounter.starts, Direction.MET, len(others))
    return tuple((key, met) for key in others if answers[key] is not Participation.DECLINED)
