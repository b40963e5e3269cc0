"""One invented consultant's data on disk, with the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from narrowcast.agent.demo import bulk, casting, diary, everyday, exports, scenes
from narrowcast.agent.demo.casting import Cast, Role, Tie
from narrowcast.agent.demo.mails import Mail, Server, append_mbox, render
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.writing import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A line of prospects.csv, and who it is in truth."""

    name: str
    """As in the list; '' where only firm and post are known."""
    company: str
    title: str
    why: str
    kind: str
    person: Person
    ties: tuple[Tie, ...]
    """Every tie that leads there, the strongest first; none: the right answer is to abstain."""

    @property
    def introducers(self) -> tuple[int, ...]:
        """Numbers of the people who really know the prospect."""
        return tuple(tie.contact for tie in self.ties if tie.genuine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Paths of the files, and the truth behind them."""

    seed: int
    end: datetime
    mail: Path
    calendar: Path
    linkedin: Path
    prospects_csv: Path
    server: Server
    owner: Person
    people: tuple[Person, ...]
    """Everybody, the owner first; a person's number is the index."""
    prospects: tuple[Prospect, ...]
    """In the order of prospects.csv."""
    decoys: tuple[int, ...]
    """People whom volume alone would choose and who know no prospect."""
    mails: int

    def at(self, address: str) -> Person | None:
        """Whose address this is."""
        wanted = address.casefold()
        return next((p for p in self.people if wanted in p.addresses), None)


def generate(seed: int, folder: Path, *, end: datetime) -> Sample:
    """Write mail.mbox, calendar.ics, linkedin.zip and prospects.csv of a life that ends at *end*.

    *end* is aware, the morning of the first simulated day. Same seed and end, same bytes.
    """
    cast = casting.cast(Random(f"{seed}:cast"), end)
    writer = Writer(Random(f"{seed}:mail"))
    everyday.correspond(writer, cast)
    scenes.play(writer, cast)
    bulk.fill(writer, cast)
    events = diary.keep(writer, cast)
    folder.mkdir(parents=True, exist_ok=True)
    sample = _sample(seed, folder, cast, len(writer.mails))
    _write_mail(sample, writer.mails)
    sample.calendar.write_bytes(diary.to_ics(events, end))
    exports.write_linkedin(sample.linkedin, cast)
    exports.write_prospects(sample.prospects_csv, cast)
    return sample


def _sample(seed: int, folder: Path, cast: Cast, mails: int) -> Sample:
    owner = cast.people[0]
    domain = owner.jobs[-1].address.partition("@")[2]
    return Sample(
        seed=seed,
        end=cast.end,
        mail=folder / "mail.mbox",
        calendar=folder / "calendar.ics",
        linkedin=folder / "linkedin.zip",
        prospects_csv=folder / "prospects.csv",
        server=Server(name=f"mx.{domain}", owner=frozenset(owner.addresses)),
        owner=owner,
        people=tuple(cast.people),
        prospects=tuple(_prospect(cast, role, number) for number, role in enumerate(cast.roles)),
        decoys=tuple(cast.groups[casting.Group.PARTNER]),
        mails=mails,
    )


def _prospect(cast: Cast, role: Role, number: int) -> Prospect:
    person = cast.people[role.person]
    return Prospect(
        name=person.display if role.by_name else "",
        company=role.firm.name,
        title=person.jobs[-1].title,
        why=exports.why(number),
        kind=role.kind,
        person=person,
        ties=role.ties,
    )


def _write_mail(sample: Sample, mails: list[Mail]) -> None:
    """In order of arrival, as a mailbox that was only ever appended to."""
    sample.mail.unlink(missing_ok=True)
    ordered = sorted(mails, key=lambda mail: (mail.sent_at, mail.message_id))
    append_mbox(sample.mail, ((mail.sent_at, render(mail, sample.server)) for mail in ordered))
