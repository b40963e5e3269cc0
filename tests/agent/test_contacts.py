"""Whom the owner means: of two who bear one name the program never chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.agent.contacts import Contacts
from narrowcast.agent.core.model import Time, seconds
from narrowcast.agent.errors import Unclear
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.records import Mailbox
from tests.agent.mailroom import OWNER, START, message, store_of

TWINS = ("john.smith@acme.example", "john.smith@firm.example")


@pytest.fixture
def store() -> Iterator[Store]:
    """Mail both ways with two people of one name at two firms."""
    mails = []
    for number in range(12):
        twin = TWINS[number % 2]
        at = START + timedelta(days=number)
        if number % 4 < 2:
            theirs = message(number, twin, [OWNER], at)
            mails.append(replace(theirs, author=Mailbox("John Smith", twin)))
        else:
            mails.append(message(number, OWNER, [twin], at))
    with store_of(mails) as made:
        yield made


def test_a_name_that_two_bear_is_answered_by_both_with_their_addresses(store: Store) -> None:
    people = Contacts(store, Advisor(store), Time(seconds(START + timedelta(days=30))))

    with pytest.raises(Unclear) as asked:
        people.find("John Smith")

    assert {one for one in TWINS if any(one in shown for shown in asked.value.choices)} == {*TWINS}


@pytest.mark.parametrize("twin", TWINS)
def test_an_address_is_one_of_them(store: Store, twin: str) -> None:
    people = Contacts(store, Advisor(store), Time(seconds(START + timedelta(days=30))))

    assert people.find(twin).keys == (twin,)
