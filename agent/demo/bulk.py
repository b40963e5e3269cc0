"""Mail that no relation rests on: newsletters, a list, receipts, automatic answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from narrowcast.agent.demo import pool
from narrowcast.agent.demo.casting import HISTORY, Cast, Group, TieKind
from narrowcast.agent.demo.mails import Mail
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.writing import Note, Writer, answered
from narrowcast.connectors.records import Mailbox

LIST = Mailbox("", "sourcing-circle@lists.commons.example")
LIST_HEADERS = (
    ("List-Id", "Sourcing circle <sourcing-circle.lists.commons.example>"),
    ("List-Post", "<mailto:sourcing-circle@lists.commons.example>"),
    ("List-Unsubscribe", "<mailto:sourcing-circle-leave@lists.commons.example>"),
    ("Precedence", "list"),
)
_LIST_POSTS = 170  # threads' first posts over the history
_LIST_FOOTER = "_______________________________________________\nSourcing circle mailing list"
_NEWSLETTERS = (
    (Mailbox("Supply Weekly", "news@supplyweekly.example"), 14, "Supply Weekly no. {n}"),
    (Mailbox("The Operations Letter", "letter@opsletter.example"), 28, "Operations letter {n}"),
    (Mailbox("Freight Notes", "hello@mail.freightnotes.example"), 21, "Freight notes {n}"),
)
_SHOPS = (
    Mailbox("Northline Rail", "no-reply@tickets.northline.example"),
    Mailbox("Paperworks Billing", "billing@paperworks.example"),
    Mailbox("Harbour Hotel", "noreply@harbourhotel.example"),
)
_RECEIPT_DAYS = 16  # between two receipts of one shop
_AWAY_COUNT = 30


def fill(writer: Writer, cast: Cast) -> None:
    """Write all of it."""
    for mailbox, days, subject in _NEWSLETTERS:
        for number in range(HISTORY.days // days):
            when = cast.start + timedelta(days=days * number, hours=6, minutes=number % 50)
            writer.mails.append(newsletter(writer.rng, cast.people[0], when, (mailbox, subject)))
    for shop in _SHOPS:
        for number in range(HISTORY.days // _RECEIPT_DAYS):
            when = cast.start + timedelta(days=_RECEIPT_DAYS * number + 3, hours=19)
            writer.mails.append(_receipt(writer.rng, cast.people[0], when, shop))
    _discuss(writer, cast)
    _absences(writer, cast)


def newsletter(
    rng: Random,
    owner: Person,
    when: datetime,
    issue: tuple[Mailbox, str] = (_NEWSLETTERS[0][0], _NEWSLETTERS[0][2]),
) -> Mail:
    """One issue of a newsletter: the sender and the subject's form."""
    author, form = issue
    domain = author.address.partition("@")[2]
    subject = form.format(n=f"{when:%j/%Y}")
    lines = "\n\n".join(_topics(rng, 3))
    return Mail(
        message_id=f"<{rng.getrandbits(88):022x}@{domain}>",
        sent_at=when,
        author=author,
        to=(owner.mailbox(when),),
        subject=subject,
        text=f"{subject}\n\n{lines}\n\nYou get this mail because you subscribed.",
        headers=(
            ("List-Unsubscribe", f"<https://{domain}/leave/{rng.getrandbits(40):x}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("Precedence", "bulk"),
        ),
        html=True,
    )


def post(writer: Writer, author: Person, when: datetime, answers: Mail | None = None) -> Mail:
    """One post to the list, as the list sends it out."""
    words = writer.words("en")
    kind = "replies" if answers else "openers"
    body = writer.rng.choice(pool.phrases("en")[kind]).format(**words, first="all")
    subject = (
        answered(answers.subject) if answers else f"[sourcing] Experience with {words['project']}?"
    )
    note = Note(subject=subject, body=body, answers=answers, headers=LIST_HEADERS)
    mail = writer.write(author, (author,), when, note)
    writer.mails[-1] = replace(mail, to=(LIST,), text=f"{mail.text}\n\n{_LIST_FOOTER}", html=False)
    return writer.mails[-1]


def _topics(rng: Random, count: int) -> Iterator[str]:
    for _ in range(count):
        project = rng.choice(pool.phrases("projects")["names"])
        yield f"* {project}: prices moved by {rng.randrange(1, 30)} per cent in the last quarter."


def _receipt(rng: Random, owner: Person, when: datetime, shop: Mailbox) -> Mail:
    number = rng.randrange(10_000, 99_999)
    total = f"{rng.randrange(20, 400)}.{rng.randrange(100):02d}"
    return Mail(
        message_id=f"<{rng.getrandbits(88):022x}@{shop.address.partition('@')[2]}>",
        sent_at=when,
        author=shop,
        to=(owner.mailbox(when),),
        subject=f"Your receipt {number}",
        text=f"Thank you for your order {number}.\n\nTotal: EUR {total}\n\n{shop.name}",
        headers=(("Auto-Submitted", "auto-generated"),),
        html=True,
    )


def _discuss(writer: Writer, cast: Cast) -> None:
    """Posts by the list's members, among them a prospect and somebody who seems to know them."""
    posting = [
        cast.people[role.person]
        for role in cast.roles
        if any(tie.kind is TieKind.SAME_LIST for tie in role.ties)
    ]
    members = [*cast.group(Group.LIST), *posting]
    for number in range(_LIST_POSTS):
        when = cast.after((number + writer.rng.random()) * (HISTORY.days - 4) / _LIST_POSTS)
        first = post(writer, writer.rng.choice(members), when)
        if writer.rng.random() < 0.6:
            later = when + timedelta(hours=writer.rng.uniform(1, 40))
            post(writer, writer.rng.choice(members), later, first)


def _absences(writer: Writer, cast: Cast) -> None:
    """Automatic answers to mails that the owner sent."""
    owner = cast.people[0]
    by_address = {a: p for p in cast.people[1:] for a in p.addresses}
    sent = [m for m in writer.mails if m.author.address in owner.addresses and not m.references]
    for mail in writer.rng.sample(sent, _AWAY_COUNT):
        person = by_address[mail.to[0].address]
        when = mail.sent_at + timedelta(minutes=1)
        if when < cast.end:
            writer.mails.append(absence(writer, person, owner, mail, when))


def absence(writer: Writer, person: Person, owner: Person, mail: Mail, when: datetime) -> Mail:
    """The automatic answer of *person*'s server to *mail*; nothing is quoted."""
    language = pool.answer_language(person.language)
    words = pool.answers(language)
    back = f"{when + timedelta(days=5):%d.%m.%Y}"
    domain = person.job(when).address.partition("@")[2]
    headers = (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))
    note = Note(
        subject=words["away_subject"][0].format(subject=mail.subject),
        body=writer.rng.choice(words["away"]).format(back=back, domain=domain),
        language=language,
        answers=mail,
        headers=headers,
    )
    written = writer.write(person, (owner,), when, note)
    writer.mails.pop()
    return replace(written, answers=None, html=False)
