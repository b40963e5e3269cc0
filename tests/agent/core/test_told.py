"""What answers tell beside their kind stands in the sentence for the owner, and does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.answering import pass_time
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, seconds
from narrowcast.agent.store import asks
from narrowcast.connectors.maildir import MaildirSender
from narrowcast.connectors.records import Message
from tests.agent.core.letter_samples import NOW
from tests.agent.listening import ANA, LEAVES, Office, mail, planned

LATER = "I am swamped just now. Could you ask me again in February?"
FEBRUARY = datetime(NOW.year + 1, 2, 1, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def note(office: Office, text: str) -> Message:
    return replace(
        mail(1, text=text, answers=office.letter_id),
        headers={"auto-submitted": ("auto-replied",)},
        subject="Automatic reply: introduction",
    )


def told(office: Office, message: Message) -> str:
    (heard,) = office.read(message)
    return heard.why


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "I'd rather not, better ask Tom Berg.\n\nBest,\nAnna",
            "names somebody better placed. Named: Tom Berg.",
        ),
        (
            "I can't do it myself, but you can tell him that we met in Porto.",
            'lets you use their name. In their words: "that we met in Porto".',
        ),
        (LATER, f"asks you to come back later. They name 1 Feb {FEBRUARY.year}."),
    ],
    ids=["referral", "name-drop", "later"],
)
def test_an_answer_tells_the_owner_more_than_its_kind(office: Office, text: str, part: str):
    assert part in told(office, mail(1, text=text, answers=office.letter_id))


def test_an_absence_note_tells_the_day_and_the_deputy(office: Office):
    text = f"I am away until 9 November {NOW.year}. Please contact Tom Berg, tom@ports.example."

    why = told(office, note(office, text))

    assert why == (
        f"They are out of office until 9 Nov {NOW.year}; instead: Tom Berg, tom@ports.example."
    )
    assert asks.history(office.store, AskId(1))[-1].why == why


def test_the_introducers_own_address_is_no_deputys(office: Office):
    why = told(office, note(office, f"I am away. For urgent matters write to {ANA}."))

    assert why == "They are out of office."


def test_signs_that_steer_a_terminal_are_not_shown(office: Office):
    text = "I can't do it myself, but you can tell him that we met\x1b[2J in Porto."

    assert "\x1b" not in told(office, mail(1, text=text, answers=office.letter_id))


def test_who_asked_to_be_asked_later_is_shown_again_on_that_day(office: Office):
    office.read(mail(1, text=LATER, answers=office.letter_id))
    before = office.ask
    office.desk.settle(AskId(1), AskEvent.POSTPONED, NOW + timedelta(days=2))

    pass_time(office.store, FEBRUARY - timedelta(days=1))
    still = office.ask.state
    pass_time(office.store, FEBRUARY)

    assert (before.state, before.snoozed_until) == (AskState.SENT, None)
    assert still is AskState.LATER
    assert asks.history(office.store, AskId(1))[-1].event is AskEvent.WOKEN
