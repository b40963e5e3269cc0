"""Scripted moments of the history: what shows who knows whom, and introductions that happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from narrowcast.agent.demo import pool
from narrowcast.agent.demo.casting import Cast, Group, Role, Tie, TieKind
from narrowcast.agent.demo.everyday import SILENT_DAYS, newcomers
from narrowcast.agent.demo.people import Firm, Person
from narrowcast.agent.demo.writing import Note, Writer, answered


def play(writer: Writer, cast: Cast) -> None:
    """Write every scripted mail."""
    for role in cast.roles:
        for tie in role.ties:
            _SCENES.get(tie.kind, _nothing)(writer, cast, role, tie)
    for number, (person, when) in enumerate(newcomers(cast)):
        _introduction(writer, _connector(cast, number), person, cast.people[0], when)
    for person in cast.people[1:]:
        if len(person.jobs) > 1 and person.jobs[1].since < cast.end:
            _announce(writer, cast, person)


def _threads(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """Three small threads of contact, prospect and owner, one to two and a half years ago."""
    contact, prospect, owner = cast.people[tie.contact], cast.people[role.person], cast.people[0]
    for number in range(3):
        when = cast.before(SILENT_DAYS + 20 + 160 * number + writer.rng.randrange(90))
        _shared(writer, (contact, prospect, owner), role.firm, when)


def _shared(
    writer: Writer, trio: tuple[Person, Person, Person], firm: Firm, when: datetime
) -> None:
    contact, prospect, owner = trio
    words = writer.words("en")
    subject = writer.rng.choice(pool.phrases("en")["subjects"]).format(**words)
    line = writer.rng.choice(pool.phrases("scenes")["shared"])
    body = line.format(name=prospect.display, firm=firm.label)
    first = writer.working_time(when, contact)
    mail = writer.write(contact, (owner,), first, Note(subject=subject, body=body, cc=(prospect,)))
    reply = writer.rng.choice(pool.phrases("en")["replies"]).format(**words)
    note = Note(subject=answered(subject), body=reply, cc=(owner,), answers=mail)
    later = writer.working_time(first + timedelta(hours=5), prospect)
    mail = writer.write(prospect, (contact,), later, note)
    note = Note(subject=answered(subject), body=reply, cc=(prospect,), answers=mail, short=True)
    writer.write(owner, (contact,), writer.working_time(later + timedelta(hours=3), owner), note)


def _meetings(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """One thread; the two meetings themselves stand in the calendar."""
    people = (cast.people[tie.contact], cast.people[role.person], cast.people[0])
    _shared(writer, people, role.firm, cast.before(250))


def _mentions(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """The contact names the prospect in mails to the owner, in every way the scenes know."""
    contact, prospect, owner = cast.people[tie.contact], cast.people[role.person], cast.people[0]
    for number, line in enumerate(pool.phrases("scenes")["mentions"]):
        when = cast.before(60 + 110 * number + writer.rng.randrange(60))
        words = writer.words("en")
        body = line.format(
            name=prospect.display,
            address=prospect.job(when).address,
            firm=role.firm.label,
            day=words["day"],
        )
        subject = writer.rng.choice(pool.phrases("en")["subjects"]).format(**words)
        note = Note(subject=subject, body=body)
        mail = writer.write(contact, (owner,), writer.working_time(when, contact), note)
        reply = writer.rng.choice(pool.phrases("en")["replies"]).format(**words)
        note = Note(subject=answered(subject), body=reply, answers=mail, short=True)
        later = writer.working_time(mail.sent_at + timedelta(hours=6), owner)
        writer.write(owner, (contact,), later, note)


def _copies_firm(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """Threads in which the contact copies people of the prospect's firm, but not the prospect."""
    contact, owner = cast.people[tie.contact], cast.people[0]
    workers = [
        p
        for p in cast.group(Group.TARGET)
        if p.number != role.person and p.jobs[-1].firm == role.firm
    ]
    for number in range(8):
        when = cast.before(40 + 70 * number + writer.rng.randrange(40))
        writer.talk((contact, owner, workers[number % 2]), when, 3, cast.end)


def _past_employer(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """Threads of the time when contact and prospect worked at the same client."""
    contact, prospect, owner = cast.people[tie.contact], cast.people[role.person], cast.people[0]
    moved = prospect.jobs[-1].since
    for number in range(3):
        when = moved - timedelta(days=60 + 70 * number + writer.rng.randrange(30))
        writer.talk((contact, prospect, owner), when, 3, moved)
        writer.talk((contact, owner), when + timedelta(days=20), 3, moved)
    for number in range(4):
        writer.talk((contact, owner), cast.before(50 + 60 * number), 3, cast.end)


def _works_there(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """Threads from the new address at the prospect's firm."""
    contact, owner = cast.people[tie.contact], cast.people[0]
    since = next(job.since for job in contact.jobs if job.firm == role.firm)
    for number in range(5):
        when = since + timedelta(days=8 + 25 * number)
        writer.talk((contact, owner), when, 2 + number % 3, cast.end)


def _nothing(writer: Writer, cast: Cast, role: Role, tie: Tie) -> None:
    """A tie that shows elsewhere: on a list, in an export."""


_SCENES: Mapping[TieKind, Callable[[Writer, Cast, Role, Tie], None]] = {
    TieKind.THREADS: _threads,
    TieKind.MEETINGS: _meetings,
    TieKind.MENTIONS: _mentions,
    TieKind.COPIES_FIRM: _copies_firm,
    TieKind.WORKS_THERE: _works_there,
    TieKind.PAST_EMPLOYER: _past_employer,
}


def _connector(cast: Cast, number: int) -> Person:
    """Who made the past introduction *number*: few people, some of them often."""
    leads, friends = cast.group(Group.LEAD), cast.group(Group.FRIEND)
    habit = (leads[0], leads[1], friends[0], leads[0], leads[2], leads[0], leads[1], friends[1])
    return habit[number % len(habit)]


def _introduction(
    writer: Writer, connector: Person, newcomer: Person, owner: Person, when: datetime
) -> None:
    """Three mails: the introduction, the owner's thanks with the connector in bcc, an answer."""
    scenes, words = pool.phrases("scenes"), writer.words("en")
    job = newcomer.job(when)
    firm = job.firm.label if job.firm else ""
    words |= {"name": newcomer.display, "title": job.title, "firm": firm, "owner": owner.first}
    body = writer.rng.choice(scenes["introduced"]).format(**words)
    subject = f"Introduction: {newcomer.latin} <> {owner.latin}"
    first = writer.working_time(when, connector)
    mail = writer.write(connector, (owner, newcomer), first, Note(subject=subject, body=body))
    words |= {"first": connector.first, "name": newcomer.first}
    body = scenes["thanked"][0].format(**words)
    note = Note(subject=answered(subject), body=body, cc=(connector,), bcc=True, answers=mail)
    later = writer.working_time(first + timedelta(hours=4), owner)
    mail = writer.write(owner, (newcomer,), later, note)
    note = Note(subject=answered(subject), body=scenes["welcomed"][0].format(**words), answers=mail)
    later = writer.working_time(later + timedelta(hours=20), newcomer)
    writer.write(newcomer, (owner,), later, note)


def _announce(writer: Writer, cast: Cast, person: Person) -> None:
    """A job change told by the first mail from the new address."""
    job, old = person.jobs[1], person.jobs[0].firm
    if job.firm is None or person.number in {role.person for role in cast.roles}:
        return
    body = writer.rng.choice(pool.phrases("scenes")["moved"]).format(
        old=old.label if old else "", firm=job.firm.label, title=job.title, address=job.address
    )
    when = writer.working_time(job.since + timedelta(days=3), person)
    if when < cast.end:
        subject = "New job, new address"
        writer.write(person, (cast.people[0],), when, Note(subject=subject, body=body))
