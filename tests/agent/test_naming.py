"""Who stands beside a prospect in a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.records import Mailbox, Message
from tests.agent.mailroom import OWNER, START, message, store_of

ANA, BEN, CARLA = "ana@acme.example", "ben@target.example", "carla@firm.example"
JONAS = prospect_of(name="Jonas Weber", address="jonas@target.example")
EVERYBODY = [
    message(n, author, [OWNER], START, text="Hello.")
    for n, author in enumerate([ANA, BEN, CARLA], 100)
]


def beside(*mails: Message, days: float = 30) -> list[set[AddressKey]]:
    """The addresses of those named with Jonas, text by text."""
    with store_of([*EVERYBODY, *mails]) as store:
        moment = Time(int((START + timedelta(days=days)).timestamp()))
        answered = Advisor(store).rank(JONAS, moment)
        return [
            {key for person in sight.people for key in answered.grouping.keys(person)}
            for sight in answered.evidence.together
        ]


def text(words: str, author: str = CARLA, to: str = OWNER) -> Message:
    return message(1, author, [to], START + timedelta(days=1), text=words)


@pytest.mark.parametrize(
    "words",
    [
        "Ana Ruiz works with Jonas Weber.",
        "Ana Ruiz <ana@acme.example> wrote to jonas@target.example.",
        "-----Original Message-----\nFrom: Ana Ruiz\nTo: Weber, Jonas\nSubject: Prices\n\nHello",
        "From: ana@acme.example\nTo: jonas@target.example\nSubject: Prices\n\nHello",
    ],
    ids=["names", "an address", "a forwarded head", "a head of addresses"],
)
def test_whom_somebody_names_with_the_prospect_stands_beside_them(words: str) -> None:
    assert beside(text(words)) == [{ANA}]


def test_the_owner_s_own_words_count() -> None:
    assert beside(text("Ana Ruiz knows Jonas Weber.", OWNER, BEN)) == [{ANA}]


def test_neither_the_owner_nor_the_prospect_stands_beside_the_prospect() -> None:
    assert beside(text("Olga Owner met Jonas Weber, jonas@target.example.")) == []


def sent_to(*mails: Message) -> list[set[AddressKey]]:
    """The recipients of the owner's mails that hold Jonas's address."""
    with store_of([*EVERYBODY, *mails]) as store:
        moment = Time(int((START + timedelta(days=30)).timestamp()))
        answered = Advisor(store).rank(JONAS, moment)
        return [
            {key for person in sight.people for key in answered.grouping.keys(person)} - {OWNER}
            for sight in answered.evidence.sent
        ]


def test_whom_the_owner_sent_the_prospect_s_address_may_know_them() -> None:
    assert sent_to(text("Write to jonas@target.example.", OWNER, ANA)) == [{ANA}]


def test_a_name_alone_or_somebody_else_s_mail_sends_no_address() -> None:
    named = text("Jonas Weber says hello.", OWNER, ANA)
    others = text("Write to jonas@target.example.", ANA, OWNER)

    assert sent_to(named) == []
    assert sent_to(others) == []


def test_a_name_that_two_people_bear_names_nobody() -> None:
    twins = [
        replace(message(n, ANA, [OWNER], START), author=Mailbox("John Smith", address))
        for n, address in enumerate(["john.smith@acme.example", "john.smith2@acme.example"], 10)
    ]

    assert beside(*twins, text("John Smith works with Jonas Weber.")) == []
    assert beside(twins[0], text("John Smith works with Jonas Weber.")) == [
        {"john.smith@acme.example"}
    ]


def test_what_is_said_later_is_not_known_yet() -> None:
    said = text("Ana Ruiz works with Jonas Weber.")

    assert beside(said, days=1) == []


def test_two_who_are_named_share_what_one_would_have() -> None:
    with store_of([*EVERYBODY, text("Ana Ruiz, Ben Okafor, Jonas Weber: Friday?")]) as store:
        moment = Time(int((START + timedelta(days=30)).timestamp()))
        (sight,) = Advisor(store).rank(JONAS, moment).evidence.together

    assert sight.others == 2
