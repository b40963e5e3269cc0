"""The week after the history: people answer the letters that were really sent.

    letter ──► whom does it seek? ──► a fate ──► its steps, each due some hours after the letter
                                                       │ due by now and not delivered yet
    an ordinary day (newsletter, list, invitation …) ──┴──► mails that arrive

What happens depends on the seed, on the order of the letters, and on their readers and words; never
on what the agent believes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from narrowcast.agent.demo import bulk, diary, letters, pool, replies
from narrowcast.agent.demo.fates import STORIES, Fate, Fates, Kind
from narrowcast.agent.demo.letters import Letter
from narrowcast.agent.demo.mails import Mail, render, to_bytes
from narrowcast.agent.demo.people import Job, Person
from narrowcast.agent.demo.replies import Story
from narrowcast.agent.demo.sample import Prospect, Sample
from narrowcast.agent.demo.writing import Note, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """The truth about one mail that arrived in the week."""

    message_id: str
    kind: Kind
    arrived_at: datetime
    letter_id: str = ""
    """Message-ID of the letter it reacts to; '' where it is about something else."""
    introducer: str = ""
    """Address the letter went to; '' for ordinary mail."""
    prospect: Prospect | None = None
    fate: Fate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivery:
    raw: bytes
    truth: Reaction


class World:
    """Everybody of a sample, alive for a week; it remembers which letters it has seen."""

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self._fates = Fates(Random(f"{sample.seed}:fates"))
        self._letters: dict[str, Letter] = {}
        self._waiting: list[_Delivery] = []
        self._delivered: list[_Delivery] = []
        self._days: set[int] = set()

    def reactions(
        self, sent_letters: Sequence[bytes], day: int, now: datetime
    ) -> tuple[bytes, ...]:
        """Mails (RFC 5322, LF line ends) that have arrived by *now*, in order of arrival.

        *sent_letters*: all letters that really left so far, old ones included; *day* counts from 1
        and brings its ordinary mail once. Raises ValueError for a letter that cannot be read.
        """
        found = sorted((letters.read(raw) for raw in sent_letters), key=_order)
        for letter in found:
            if letter.message_id not in self._letters:
                self._waiting += self._consequences(letter)
                self._letters[letter.message_id] = letter
        if day not in self._days:
            self._days.add(day)
            self._waiting += self._ordinary(day, now)
        return self._due(now)

    def truth(self) -> tuple[Reaction, ...]:
        """What each mail delivered so far really is."""
        return tuple(delivery.truth for delivery in self._delivered)

    def _due(self, now: datetime) -> tuple[bytes, ...]:
        self._waiting.sort(key=lambda d: (d.truth.arrived_at, d.truth.message_id))
        due = [delivery for delivery in self._waiting if delivery.truth.arrived_at <= now]
        self._waiting = self._waiting[len(due) :]
        self._delivered += due
        return tuple(delivery.raw for delivery in due)

    def _consequences(self, letter: Letter) -> Iterator[_Delivery]:
        """All that comes of *letter*: nothing where it is the owner's or goes on in a thread."""
        question = self._question(letter)
        own = letter.reader.address.casefold() in self._sample.owner.addresses
        if own or (question is None and self._goes_on(letter)):
            return
        named = letters.sought(letter, self._sample.prospects)
        prospect = (question.prospect if question else None) or named
        fate = Fate.WON_OVER if question and prospect else self._fate(letter, prospect)
        story = self._story(letter, prospect, fate)
        for step in STORIES[fate]:
            when = letter.sent_at + timedelta(hours=step.hours)
            kind = self._kind(step.kind, story.introducer, prospect)
            yield self._told(story, kind, when, (prospect, fate))

    def _question(self, letter: Letter) -> Reaction | None:
        """The question that *letter* is the first to answer."""
        done = {r for earlier in self._letters.values() for r in earlier.mail.references}
        asked = [t for t in self.truth() if t.kind is Kind.ASKS_BACK and t.message_id not in done]
        return next((t for t in asked if t.message_id in letter.mail.references), None)

    def _goes_on(self, letter: Letter) -> bool:
        """Whether *letter* belongs to a thread that an earlier letter or its answers began."""
        known = {*self._letters, *(truth.message_id for truth in self.truth())}
        return not known.isdisjoint(letter.mail.references)

    def _fate(self, letter: Letter, prospect: Prospect | None) -> Fate:
        person = self._sample.at(letter.reader.address)
        if person and letter.reader.address.casefold() != person.job(letter.sent_at).address:
            return Fate.BOUNCES  # the address of an employment that is over
        if prospect is None:
            return Fate.ASKS_BACK
        return self._fates.next(knows=_knows(person, prospect))

    def _kind(self, kind: Kind, introducer: Person, prospect: Prospect | None) -> Kind:
        stranger = prospect is not None and not _knows(introducer, prospect)
        return Kind.DOES_NOT_KNOW if kind is Kind.DECLINED and stranger else kind

    def _story(self, letter: Letter, prospect: Prospect | None, fate: Fate) -> Story:
        sample, address = self._sample, letter.reader.address.casefold()
        rng = Random(f"{sample.seed}:{len(self._letters)}:{address}:{letter.mail.subject}")
        introducer = sample.at(address) or _unknown(letter, sample.owner)
        able = [n for n in prospect.introducers if n != introducer.number] if prospect else []
        others = [sample.people[n] for n in able] or list(sample.people[1:])
        return Story(
            writer=Writer(rng),
            letter=letter,
            owner=sample.owner,
            introducer=introducer,
            prospect=prospect.person if prospect else None,
            other=rng.choice(others),
            vouches=prospect is not None and prospect.kind != "introduction",
            forwards=fate is Fate.FORWARDS,
        )

    def _told(
        self, story: Story, kind: Kind, when: datetime, of: tuple[Prospect | None, Fate]
    ) -> _Delivery:
        prospect, fate = of
        if kind is Kind.BOUNCED:
            message_id, report = replies.report(story, when, self._sample.server)
            raw = to_bytes(report)
        else:
            mail = replies.write(story, kind, when)
            message_id, raw = mail.message_id, render(mail, self._sample.server)
        aside = kind is Kind.UNRELATED
        truth = Reaction(
            message_id=message_id,
            kind=kind,
            arrived_at=when,
            letter_id="" if aside else story.letter.message_id,
            introducer=story.letter.reader.address,
            prospect=None if aside else prospect,
            fate=fate,
        )
        return _Delivery(raw=raw, truth=truth)

    def _ordinary(self, day: int, now: datetime) -> Iterator[_Delivery]:
        """What would have come on *day* anyhow."""
        writer = Writer(Random(f"{self._sample.seed}:day:{day}"))
        owner = self._sample.owner
        around = self._bystanders()
        when = now - timedelta(minutes=writer.rng.randrange(10, 180))
        yield self._aside(bulk.newsletter(writer.rng, owner, when), Kind.BULK)
        yield self._aside(bulk.post(writer, writer.rng.choice(around), when), Kind.BULK)
        words = pool.answers("en")
        if day % 2 == 0:
            someone = writer.rng.choice(around)
            yield self._aside(replies.chatter(writer, someone, owner, when))
        for mover in self._movers(now, day):
            note = Note(subject=words["moves_subject"][0], body=words["moves"][0])
            yield self._aside(writer.write(mover, (owner,), when, note))
        if day % 3 == 0:
            yield self._aside(_invited(writer, writer.rng.choice(around), owner, when))

    def _aside(self, mail: Mail, kind: Kind = Kind.UNRELATED) -> _Delivery:
        raw = render(mail, self._sample.server)
        truth = Reaction(message_id=mail.message_id, kind=kind, arrived_at=mail.sent_at)
        return _Delivery(raw=raw, truth=truth)

    def _bystanders(self) -> list[Person]:
        """People who have no part in anything: at work, but neither prospects nor introducers."""
        parts = {prospect.person.number for prospect in self._sample.prospects}
        parts |= {tie.contact for p in self._sample.prospects for tie in p.ties}
        read = {letter.reader.address.casefold() for letter in self._letters.values()}
        return [
            person
            for person in self._sample.people[1:]
            if person.number not in parts
            and person.jobs[-1].firm
            and not read & {*person.addresses}
        ]

    def _movers(self, now: datetime, day: int) -> list[Person]:
        """Whose new employment began within the week; they tell it on its second day."""
        new = (p for p in self._sample.people if self._sample.end < p.jobs[-1].since <= now)
        return list(new) if day == 3 else []


def _invited(writer: Writer, host: Person, owner: Person, when: datetime) -> Mail:
    subject = pool.answers("en")["invitation_subject"][0]
    event = diary.meeting(writer, (host, owner), when + timedelta(days=6), subject)
    invitation = diary.invitation(event, when)
    note = Note(subject=f"Invitation: {subject}", body=subject, short=True, invitation=invitation)
    return writer.write(host, (owner,), when, note)


def _knows(person: Person | None, prospect: Prospect) -> bool:
    return person is not None and person.number in prospect.introducers


def _order(letter: Letter) -> tuple[datetime, str, str]:
    return letter.sent_at, letter.reader.address, letter.mail.subject


def _unknown(letter: Letter, like: Person) -> Person:
    """Somebody outside the sample whom the agent wrote to all the same."""
    box = letter.reader
    name = box.name or box.address.partition("@")[0]
    job = Job(firm=None, title="", address=box.address, since=like.jobs[0].since)
    return Person(
        number=-1,
        given=name.split()[0],
        family="",
        display=name,
        latin=name,
        language="en",
        country="GB",
        offset=like.offset,
        program=like.program,
        layout=0,
        jobs=(job,),
    )
