"""Introductions nobody was asked for: told once, cited, taken back for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import seconds
from narrowcast.agent.store import unasked
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import FolderRole, Mailbox, Message
from tests.agent.core.letter_samples import NOW
from tests.agent.listening import ANA, JONAS, LEAVES, Office, mail
from tests.agent.newcomers import ME, MEET, OLGA, PAUL, acquainted, introduction, own

WORDS = {
    "English": MEET,
    "German": "Lieber Robin, darf ich dir Paul vorstellen? Er leitet die Docks.",
    "French": "Robin, je te présente Paul, qui dirige les docks.",
    "Spanish": "Robin, te presento a Paul, que dirige los muelles.",
    "Italian": "Robin, ti presento Paul, che dirige i moli.",
}


@pytest.fixture
def office() -> Iterator[Office]:
    """An owner who has exchanged mail with Olga, in a mailbox whose server is known."""
    with acquainted() as made:
        yield made


def told(office: Office) -> tuple[unasked.UnaskedIntroduction, ...]:
    return unasked.to_answer(office.store, seconds(NOW - timedelta(days=14)))


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_a_contact_who_introduces_somebody_new_is_noted_with_the_mail(
    office: Office, text: str
) -> None:
    office.read(introduction(text=text))

    (found,) = told(office)
    assert (found.introducer, found.introduced) == (OLGA, (PAUL,))
    assert found.message_id == "<3@ports.example>"
    assert "Paul Dray" in found.why


def test_a_subject_says_it_where_no_text_was_read(office: Office) -> None:
    office.read(introduction(text="", subject="Intro: Robin <> Paul"))

    assert len(told(office)) == 1


@pytest.mark.parametrize(
    "message",
    [
        introduction(author="eve@evil.example"),
        introduction(text="Adding Paul, who books the room for Thursday."),
        introduction(text="Please meet the deadline, Paul."),
        introduction(text="Paul will meet us at ten."),
        introduction(headers={"authentication-results": ("mx.vale.example; dmarc=fail",)}),
        introduction(headers={"list-id": ("<docks.example>",)}),
        introduction(headers={"auto-submitted": ("auto-generated",)}),
        introduction(roles=(FolderRole.JUNK,)),
        introduction(
            to=tuple(
                Mailbox("", one) for one in (ME, PAUL, "a@b.example", "c@d.example", "e@f.example")
            )
        ),
    ],
    ids=[
        "by a stranger",
        "work handed on",
        "a deadline is met",
        "somebody will be met",
        "not genuine",
        "on a list",
        "by a machine",
        "in junk",
        "to a round",
    ],
)
def test_other_mail_introduces_nobody(office: Office, message: Message) -> None:
    office.read(message)

    assert told(office) == ()


def test_somebody_the_owner_saw_before_is_not_introduced(office: Office) -> None:
    office.read(mail(9, PAUL, text="Invoice", at=NOW - timedelta(days=100)), now=NOW)

    office.read(introduction())

    assert told(office) == ()


def test_older_mail_read_later_takes_it_back(office: Office) -> None:
    office.read(introduction())

    office.read(mail(9, PAUL, text="Invoice", at=NOW - timedelta(days=100)))

    assert told(office) == ()


def test_what_was_taken_back_stays_so_when_the_mailbox_is_listed_again(office: Office) -> None:
    office.read(introduction())
    (found,) = told(office)
    unasked.take_back(office.store, found.id)
    office.mailbox.expired = True

    office.read()

    assert told(office) == ()


def test_nothing_is_to_be_done_once_the_owner_wrote_to_the_newcomer(office: Office) -> None:
    office.read(introduction())

    office.read(own(4, PAUL, days=1.1))

    assert told(office) == ()


def test_the_introduction_that_was_asked_for_is_not_told_as_unasked(
    office: Office, tmp_path: Path
) -> None:
    sent = own(5, ANA, days=0)
    outbox.tick(office.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
    office.read(mail(6, ANA, text="Hello", at=NOW), sent)
    made = introduction(7, ANA, "Robin, I would like you to meet Jonas.")

    office.read(replace(made, to=(Mailbox("", ME), Mailbox("", JONAS))))

    assert office.ask.state is AskState.INTRODUCED
    assert told(office) == ()
