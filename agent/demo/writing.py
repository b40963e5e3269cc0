"""People writing to each other: greetings, words of ordinary days, threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from narrowcast.agent.demo import pool
from narrowcast.agent.demo.mails import Invitation, Mail
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.signatures import signature

SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a mail says and how it hangs together with others; the rest is the writer's."""

    subject: str
    body: str
    language: str = "en"
    cc: tuple[Person, ...] = ()
    bcc: bool = False
    """The people in cc are named, but get the mail blindly."""
    answers: Mail | None = None
    forwards: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    short: bool = False
    """Signed with the first name only."""
    invitation: Invitation | None = None


@dataclass(slots=True)
class Writer:
    """Writes mails in people's names and keeps them."""

    rng: Random
    mails: list[Mail] = field(default_factory=list[Mail])

    def write(self, author: Person, to: Sequence[Person], when: datetime, note: Note) -> Mail:
        """One mail at *when*, kept and returned."""
        local = when.astimezone(author.offset)
        box = author.mailbox(when)
        before = note.answers
        mail = Mail(
            message_id=f"<{self.rng.getrandbits(88):022x}@{box.address.partition('@')[2]}>",
            sent_at=local.replace(microsecond=0),
            author=box,
            to=tuple(person.mailbox(when) for person in to),
            cc=() if note.bcc else tuple(person.mailbox(when) for person in note.cc),
            subject=note.subject,
            text=self._text(author, to, local, note),
            program=author.program,
            answers=before,
            forwards=note.forwards,
            references=(*before.references, before.message_id) if before else (),
            headers=note.headers,
            html=author.number % 2 == 1,
            invitation=note.invitation,
        )
        self.mails.append(mail)
        return mail

    def talk(self, people: Sequence[Person], when: datetime, turns: int, until: datetime) -> None:
        """A thread of *turns* mails before *until*: the first two talk, the others are in cc."""
        language = common_language(people)
        words = self.words(language)
        subject = self.rng.choice(pool.phrases(language)["subjects"]).format(**words)
        sentences = pool.phrases(language)["openers"]
        last: Mail | None = None
        for turn in range(turns):
            author, reader = people[turn % 2], people[1 - turn % 2]
            when = self.working_time(when, author)
            if when >= until:
                return
            body = self.rng.choice(sentences).format(**words, first=reader.first)
            note = Note(
                subject=answered(subject) if last else subject,
                body=body,
                language=language,
                cc=tuple(people[2:]),
                answers=last,
                short=turn > 1,
            )
            last = self.write(author, (reader,), when, note)
            sentences = pool.phrases(language)["replies"]
            when += timedelta(hours=self.rng.expovariate(1 / 9) + 0.2)

    def words(self, language: str) -> dict[str, str]:
        """What the placeholders of a thread stand for."""
        return {
            "project": self.rng.choice(pool.phrases("projects")["names"]),
            "day": self.rng.choice(pool.phrases("days")[language]),
            "n": str(self.rng.randrange(2, 40)),
        }

    def working_time(self, when: datetime, author: Person) -> datetime:
        """The first moment from *when* on at which *author* is at work."""
        local = when.astimezone(author.offset)
        while local.weekday() >= SATURDAY or not 8 <= local.hour < 18:
            morning = local.replace(hour=8, minute=self.rng.randrange(60), second=0)
            late = local.hour >= 8
            local = morning + timedelta(days=1 if late else 0, minutes=self.rng.randrange(120))
        return local.replace(second=self.rng.randrange(60))

    def _text(self, author: Person, to: Sequence[Person], when: datetime, note: Note) -> str:
        words = pool.phrases(note.language)
        first = " and ".join(person.first for person in to[:2])
        greeting = self.rng.choice(words["greetings"]).format(first=first)
        closing = self.rng.choice(words["closings"])
        below = signature(author, when, short=note.short)
        return f"{greeting}\n\n{note.body}\n\n{closing}\n{below}"


def common_language(people: Sequence[Person]) -> str:
    """What they write in: their language where all but the owner share one, else English."""
    languages = {person.language for person in people if person.number}
    return languages.pop() if len(languages) == 1 else "en"


def answered(subject: str) -> str:
    """The subject of an answer."""
    return subject if subject.startswith("Re: ") else f"Re: {subject}"
