"""Past introductions replayed with only what was known a week before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from narrowcast.agent.backtest import Backtest, Case, report
from narrowcast.agent.core.model import Time, seconds
from narrowcast.agent.core.replay import Method
from narrowcast.agent.explain import Answered
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.records import Message
from tests.agent.introducing import (
    ANA,
    CARLA,
    DAY,
    INTRODUCED,
    JONAS,
    introduction,
    known,
    sequel,
)
from tests.agent.mailroom import OWNER, START, mailbox, message, store_of

CROWD = tuple(f"person{n}x@firm{n}.example" for n in "abcdefghijkl")
PIA = "pia@target.example"  # of his firm
END, EVER = seconds(START + 400 * DAY), Time(0)


def loud(person: str, first: int = 600, mails: int = 9) -> list[Message]:
    """Much mail from somebody who introduces nobody."""
    return [message(first + n, person, [OWNER], START + n * DAY) for n in range(mails)]


def hints() -> list[Message]:
    """Mail of Ana that shows her in touch with Jonas and his firm, long before."""
    at = START + 5 * DAY
    return [
        message(500 + n, ANA, [OWNER, PIA], at + n * DAY, text="Jonas Weber says hi")
        for n in (0, 1)
    ]


def cases(mail: list[Message], start: Time = EVER) -> list[Case]:
    with store_of(mail) as store:
        return list(Backtest(Advisor(store), END, start).cases())


def test_the_real_introducer_is_looked_for_among_the_contacts_of_then() -> None:
    mail = [*known(ANA, CARLA, *CROWD), *hints(), *loud(CARLA), introduction(), sequel()]

    (case,) = cases(mail)

    assert case.introducer.name == "Ana Ruiz"
    assert case.replayed is not None
    assert case.replayed.places[Method.NARROWCAST] == 1
    assert case.replayed.places[Method.VOLUME] > 1
    assert case.replayed.candidates == 2 + len(CROWD)


def test_the_last_week_is_hidden() -> None:
    quiet = [*known(ANA, CARLA, *CROWD), *loud(CARLA), introduction(), sequel()]
    week = [
        message(700 + n, ANA, [OWNER], INTRODUCED - timedelta(days=n % 6, hours=1))
        for n in range(20)
    ]

    assert cases(quiet)[0].replayed == cases([*quiet, *week])[0].replayed


@pytest.mark.parametrize(
    "mail",
    [
        [*known(*CROWD), message(500, ANA, [OWNER], START), introduction(), sequel()],
        [*known(ANA, CARLA), introduction(), sequel()],
    ],
    ids=["the introducer never got an answer", "three contacts"],
)
def test_what_nobody_could_have_proposed_is_counted_and_not_replayed(mail: list[Message]) -> None:
    found = report(cases(mail), 1)

    assert [case.replayed for case in found.cases] == [None]
    assert (found.events, found.replayed) == (1, 0)
    assert "No past introduction" in found.verdict


def test_what_is_proposable_is_what_suggestions_propose() -> None:
    lone = message(500, "lone@else.example", [OWNER], START)
    office = known("info@office.example", first=300)
    mail = [*known(ANA, CARLA, *CROWD), lone, *office, introduction(), sequel()]
    with store_of(mail) as store:
        advisor = Advisor(store)
        test = Backtest(advisor, END)
        answered: Answered = advisor.rank(test.prospects()[0], seconds(INTRODUCED - 7 * DAY))

        proposable = [r for r in answered.ranked if test.may_be_proposed(answered, r.person)]

        assert proposable == [r for r in answered.ranked if answered.is_contact(r)]
        assert len(proposable) < len(answered.ranked)


def test_the_hidden_person_is_asked_for_by_name_and_work_address() -> None:
    named = mailbox(JONAS)
    mail = [*known(ANA, CARLA, *CROWD), introduction(), sequel()]
    with store_of(mail) as store:
        (prospect,) = Backtest(Advisor(store), END).prospects()

    assert (prospect.name, prospect.addresses, prospect.domains) == (
        named.name,
        (JONAS,),
        ("target.example",),
    )


def test_since_leaves_earlier_introductions_out() -> None:
    mail = [*known(ANA, CARLA, *CROWD), introduction(), sequel()]

    assert cases(mail, seconds(INTRODUCED + DAY)) == []
