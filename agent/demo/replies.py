"""The mails that readers of a letter write, step by step of their story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.utils import format_datetime

from narrowcast.agent.demo import bulk, diary, pool
from narrowcast.agent.demo.diary import Guest
from narrowcast.agent.demo.fates import Kind
from narrowcast.agent.demo.letters import Letter
from narrowcast.agent.demo.mails import Mail, Server, text_part
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.writing import Note, Writer, answered

_NATIVE_SHARE = 0.25  # of the answers: in the writer's own language, where it has words for them
_MEETING_AFTER = timedelta(hours=20)  # on the morrow, so that the week sees what came of it
_WORDS = {
    Kind.AGREED: "agrees",
    Kind.DECLINED: "declines",
    Kind.DOES_NOT_KNOW: "stranger",
    Kind.LATER: "later",
    Kind.ASKS_BACK: "asks_back",
    Kind.OTHER_PERSON: "refers",
}


@dataclass(slots=True)
class Story:
    """One letter, those it concerns, and what was written so far."""

    writer: Writer
    letter: Letter
    owner: Person
    introducer: Person
    prospect: Person | None
    """None: the reader does not understand who is meant."""
    other: Person
    """Somebody who knows the prospect better, or just somebody."""
    vouches: bool = False
    """Asked to be a reference or to recommend, not to introduce."""
    forwards: bool = False
    """The introduction is made by passing the letter on."""
    introduction: Mail | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """What the placeholders of the phrases stand for."""
        own = {"owner": self.owner.first, "other": self.other.display}
        if self.prospect is None:
            return own
        firm = self.prospect.jobs[-1].firm
        named = {"prospect": self.prospect.first, "name": self.prospect.display}
        return {**own, **named, "firm": firm.label if firm else ""}

    @property
    def sought(self) -> Person:
        """The prospect, in the steps that only an understood letter leads to."""
        assert self.prospect is not None
        return self.prospect

    def pick(self, key: str, language: str = "en") -> str:
        """One of the phrases for *key*, filled in."""
        return self.writer.rng.choice(pool.answers(language)[key]).format(**self.words)


def write(story: Story, kind: Kind, when: datetime) -> Mail:
    """The mail of *kind* at *when*; a bounce is made by `report` instead."""
    make = _MAKERS.get(kind)
    return make(story, when) if make else _answer(story, when, kind)


def report(story: Story, when: datetime, server: Server) -> tuple[str, Message]:
    """A delivery status notification (RFC 3464) of the reader's server, after its Message-ID."""
    mail = story.letter.mail
    reader, domain = story.letter.reader.address, story.letter.reader.address.partition("@")[2]
    message_id = f"<{story.writer.rng.getrandbits(88):022x}@mx.{domain}>"
    words = f"This is the mail system at mx.{domain}.\n\n<{reader}>: no such user here\n"
    status = MIMEBase("message", "delivery-status")
    status.attach(_fields(("Reporting-MTA", f"dns; mx.{domain}")))
    failed = (("Final-Recipient", f"rfc822; {reader}"), ("Action", "failed"), ("Status", "5.1.1"))
    status.attach(_fields(*failed))
    heads = MIMEBase("text", "rfc822-headers")
    heads.set_payload(
        f"From: {mail.author.address}\nTo: {reader}\nMessage-ID: {mail.message_id}\n"
        f"Date: {format_datetime(mail.sent_at)}\n"
    )
    boundary = f"=_{message_id[1:17]}"
    message = MIMEMultipart("report", boundary, (text_part(words), status, heads))
    message.set_param("report-type", "delivery-status")
    for name, value in (
        ("Return-Path", "<>"),
        ("Received", f"from mx.{domain} by {server.name} with ESMTPS;\n {format_datetime(when)}"),
        ("From", f"Mail Delivery System <MAILER-DAEMON@mx.{domain}>"),
        ("To", mail.author.address),
        ("Subject", "Undelivered Mail Returned to Sender"),
        ("Date", format_datetime(when)),
        ("Message-ID", message_id),
        ("In-Reply-To", mail.message_id),
        ("Auto-Submitted", "auto-replied"),
        ("X-Gmail-Labels", "Inbox"),
    ):
        message[name] = value
    return message_id, message


def _fields(*fields: tuple[str, str]) -> Message:
    """A group of fields of a delivery status; the library writes each group as a message."""
    group: Message = Message()
    for name, value in fields:
        group[name] = value
    return group


def _answer(story: Story, when: datetime, kind: Kind) -> Mail:
    rng, own = story.writer.rng, pool.answer_language(story.introducer.language)
    key = _key(story, kind)
    native = rng.random() < _NATIVE_SHARE and pool.answers(own)[key] != pool.answers("en")[key]
    language = own if native else "en"
    note = Note(
        subject=answered(story.letter.mail.subject),
        body=story.pick(key, language),
        language=language,
        answers=story.letter.mail,
    )
    return story.writer.write(story.introducer, (story.owner,), when, note)


def _key(story: Story, kind: Kind) -> str:
    if kind is Kind.ASKS_BACK and story.prospect is None:
        return "asks_who"
    return "agrees_to_vouch" if story.vouches and kind is Kind.AGREED else _WORDS[kind]


def _introduction(story: Story, when: datetime) -> Mail:
    """Passes the letter on, or answers it with the prospect in cc, or starts a new thread."""
    writer, introducer = story.writer, story.introducer
    mail, both = story.letter.mail, (story.sought, story.owner)
    if story.forwards:
        body, subject = story.pick("forwards"), f"Fwd: {mail.subject}"
        note = Note(subject=subject, body=body, cc=(story.owner,), answers=mail, forwards=True)
        made = writer.write(introducer, (story.sought,), when, note)
    elif writer.rng.random() < 0.5:
        body, subject = story.pick(_introducing(story)), answered(mail.subject)
        note = Note(subject=subject, body=body, cc=(story.sought,), answers=mail)
        made = writer.write(introducer, (story.owner,), when, note)
    else:
        subject = f"Introduction: {story.sought.latin} <> {story.owner.latin}"
        note = Note(subject=subject, body=story.pick(_introducing(story)))
        made = writer.write(introducer, both, when, note)
    story.introduction = made
    return made


def _introducing(story: Story) -> str:
    return "vouches" if story.vouches else "introduces"


def _welcome(story: Story, when: datetime) -> Mail:
    before = story.introduction
    subject = answered(before.subject if before else story.letter.mail.subject)
    note = Note(
        subject=subject, body=story.pick("welcomes"), cc=(story.introducer,), answers=before
    )
    return story.writer.write(story.sought, (story.owner,), when, note)


def _meeting(story: Story, when: datetime) -> Mail:
    start = story.writer.working_time(when + _MEETING_AFTER, story.sought)
    summary = f"{story.sought.latin} / {story.owner.latin}"
    event = diary.meeting(story.writer, (story.sought, story.owner), start, summary, minutes=30)
    host, guest = event.guests
    open_event = replace(event, guests=(host, Guest(mailbox=guest.mailbox, answer="NEEDS-ACTION")))
    note = Note(
        subject=f"Invitation: {summary}",
        body=story.pick("invites"),
        short=True,
        invitation=diary.invitation(open_event, when),
    )
    return story.writer.write(story.sought, (story.owner,), when, note)


def _away(story: Story, when: datetime) -> Mail:
    return bulk.absence(story.writer, story.introducer, story.owner, story.letter.mail, when)


def _chatter(story: Story, when: datetime) -> Mail:
    """The same introducer about something else, in a thread of its own."""
    return chatter(story.writer, story.introducer, story.owner, when)


def chatter(writer: Writer, author: Person, owner: Person, when: datetime) -> Mail:
    """A mail about everyday things."""
    words = pool.answers("en")
    subject, body = writer.rng.choice(
        list(zip(words["chatter_subject"], words["chatter"], strict=True))
    )
    return writer.write(author, (owner,), when, Note(subject=subject, body=body))


_MAKERS: Mapping[Kind, Callable[[Story, datetime], Mail]] = {
    Kind.INTRODUCED: _introduction,
    Kind.PROSPECT_REPLIED: _welcome,
    Kind.MEETING_SET: _meeting,
    Kind.OUT_OF_OFFICE: _away,
    Kind.UNRELATED: _chatter,
}
