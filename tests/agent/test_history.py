"""What the owner's mail tells of past introductions, from the store alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.archaeology import Way
from narrowcast.agent.core.model import Time, seconds
from narrowcast.agent.history import ForYou, History, history, per_introducer, since
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier
from narrowcast.connectors.records import Message
from tests.agent.introducing import (
    ANA,
    BEN,
    CARLA,
    DAY,
    INTRODUCED,
    JONAS,
    introduction,
    known,
    sequel,
)
from tests.agent.mailroom import OWNER, START, mailboxes, message, store_of

END = START + 400 * DAY
LIST = {"list-id": ("<dev.lists.club.example>",)}


def told(mail: list[Message], at: datetime = END, tier: Tier = Tier.MENTIONS) -> History:
    with store_of(mail, tier=tier) as store:
        return history(Advisor(store), seconds(at))


def only(mail: list[Message], at: datetime = END) -> ForYou:
    (found,) = told(mail, at).for_you
    return found


def test_a_contacts_mail_to_both_and_a_sequel_is_an_introduction() -> None:
    found = only([*known(ANA), introduction(), sequel()])

    assert (found.introducer.name, found.other.name, found.way) == (
        "Ana Ruiz",
        "Jonas Weber",
        Way.JOINED,
    )
    assert found.evidence == "<1@test.example>"
    assert found.followed == seconds(INTRODUCED + 2 * DAY)


def test_what_followed_counts_mail_both_ways_and_the_last_of_it() -> None:
    answer = message(3, JONAS, [OWNER], INTRODUCED + 5 * DAY)

    found = only([*known(ANA), introduction(), sequel(), answer])

    assert (found.sent, found.received) == (1, 1)
    assert found.last == seconds(INTRODUCED + 5 * DAY)


NOT = {
    "a stranger": [introduction(), sequel()],
    "they had written before": [*known(ANA, JONAS), introduction(), sequel()],
    "they wrote months later": [*known(ANA), introduction(), sequel(after=61 * DAY)],
    "nothing followed": [*known(ANA), introduction()],
    "only a round followed": [
        *known(ANA),
        introduction(),
        message(2, OWNER, [JONAS, *(f"p{n}@x.example" for n in range(6))], INTRODUCED + DAY),
    ],
    "a crowd's mail": [
        *known(ANA),
        introduction(to=(OWNER, JONAS, *(f"p{n}@x.example" for n in range(9)))),
        sequel(),
    ],
    "a newsletter": [
        *known(ANA),
        message(1, ANA, [OWNER, JONAS], INTRODUCED, headers={"list-unsubscribe": ("<x>",)}),
        sequel(),
    ],
    "another address of her own": [
        *known(ANA),
        introduction(to=(OWNER, "ruiz.ana@home.example")),
        message(2, OWNER, ["ruiz.ana@home.example"], INTRODUCED + DAY),
    ],
    "an office": [
        *known(ANA),
        introduction(to=(OWNER, "info@target.example")),
        message(2, OWNER, ["info@target.example"], INTRODUCED + DAY),
    ],
}


@pytest.mark.parametrize("mail", NOT.values(), ids=NOT.keys())
def test_it_is_none_where(mail: list[Message]) -> None:
    assert told(mail).for_you == ()


def test_the_first_of_two_who_did_it_is_the_introducer() -> None:
    later = introduction(3, INTRODUCED + DAY, author=CARLA)

    found = only([*known(ANA, CARLA), introduction(), later, sequel()])

    assert found.introducer.addresses == (ANA,)


def test_an_address_in_the_text_introduces_in_the_tier_that_reads_texts_only() -> None:
    pointer = introduction(to=(OWNER,), text=f"Do write to {JONAS}.")
    mail = [*known(ANA), pointer, sequel()]

    assert [one.way for one in told(mail).for_you] == [Way.TOLD]
    assert told(mail, tier=Tier.HEADERS).for_you == ()


def test_an_introducer_in_the_bcc_of_the_owners_first_mail_handed_over() -> None:
    asked = introduction(to=(OWNER,))
    thanked = replace(
        message(2, OWNER, [JONAS], INTRODUCED + DAY, answers=asked.message_id),
        bcc=message(0, ANA, [ANA], START).to,
    )

    found = only([*known(ANA), asked, thanked])

    assert (found.way, found.at) == (Way.HANDED_OVER, seconds(INTRODUCED))


def on_list(number: int, author: str, to: list[str], days: int, answers: int = 0) -> Message:
    """A mail on the list, answering another."""
    reference = f"<{answers}@test.example>" if answers else ""
    everybody = [*to, "dev@lists.club.example"]
    at = START + days * DAY
    return message(number, author, everybody, at, headers=LIST, answers=reference)


def test_on_a_list_the_answer_that_takes_somebody_in_introduces() -> None:
    thread = [
        on_list(1, OWNER, [ANA], 20),
        on_list(2, ANA, [OWNER, JONAS], 21, answers=1),
        on_list(3, JONAS, [OWNER, ANA], 22, answers=2),
        on_list(4, OWNER, [JONAS, ANA], 23, answers=3),
    ]

    found = only([*known(ANA), *thread])

    assert (found.way, found.evidence) == (Way.ADDED, "<2@test.example>")


def test_who_was_on_the_thread_already_is_not_taken_in() -> None:
    thread = [
        on_list(1, CARLA, [OWNER, JONAS], 20),
        on_list(2, ANA, [OWNER, JONAS], 21, answers=1),
        on_list(3, OWNER, [JONAS], 22, answers=2),
        on_list(4, JONAS, [OWNER], 23, answers=3),
    ]

    assert [one.other.name for one in told([*known(ANA, CARLA), *thread]).for_you] == []


@pytest.mark.parametrize(
    ("days", "is_open"), [(20, True), (200, False)], ids=["within sixty days", "later"]
)
def test_a_subject_that_introduces_is_told_before_anything_follows(
    days: int, is_open: bool
) -> None:
    mail = [*known(ANA), introduction(subject="Intro: Olga <> Jonas")]

    found = only(mail, INTRODUCED + days * DAY)

    assert (found.followed, found.is_open) == (None, is_open)


def test_the_owners_mail_to_two_who_then_write_is_an_introduction_made() -> None:
    mail = [
        *known(ANA, JONAS),
        message(1, OWNER, [ANA, JONAS], INTRODUCED),
        message(2, JONAS, [ANA, OWNER], INTRODUCED + DAY),
    ]

    (made,) = told(mail).by_you

    assert {made.one.name, made.other.name} == {"Ana Ruiz", "Jonas Weber"}
    assert made.followed == seconds(INTRODUCED + DAY)


OWN_NOT = {
    "colleagues": [
        *known(BEN, JONAS),
        message(1, OWNER, [BEN, JONAS], INTRODUCED),
        message(2, JONAS, [BEN, OWNER], INTRODUCED + DAY),
    ],
    "seen together before": [
        *known(ANA, JONAS),
        message(3, ANA, [OWNER, JONAS], START + 2 * DAY),
        message(1, OWNER, [ANA, JONAS], INTRODUCED),
        message(2, JONAS, [ANA, OWNER], INTRODUCED + DAY),
    ],
    "the owner alone is answered": [
        *known(ANA, JONAS),
        message(1, OWNER, [ANA, JONAS], INTRODUCED),
        message(2, JONAS, [OWNER], INTRODUCED + DAY),
    ],
    "one of them unknown": [
        *known(ANA),
        message(1, OWNER, [ANA, JONAS], INTRODUCED),
        message(2, JONAS, [ANA, OWNER], INTRODUCED + DAY),
    ],
}


@pytest.mark.parametrize("mail", OWN_NOT.values(), ids=OWN_NOT.keys())
def test_the_owner_introduced_nobody_where(mail: list[Message]) -> None:
    assert told(mail).by_you == ()


def test_each_introducers_are_together_the_busiest_first() -> None:
    pointed = introduction(3, INTRODUCED + DAY, author=CARLA, to=(OWNER, BEN))
    other = introduction(4, INTRODUCED + DAY, to=(OWNER, "mia@else.example"))
    sequels = [
        message(5, BEN, [OWNER], INTRODUCED + 2 * DAY),
        message(6, OWNER, ["mia@else.example"], INTRODUCED + 2 * DAY),
    ]
    mail = [*known(ANA, CARLA), introduction(), sequel(), pointed, other, *sequels]

    told_ = [(who.name, len(those)) for who, those in per_introducer(told(mail).for_you)]

    assert told_ == [("Ana Ruiz", 2), ("Carla Neri", 1)]


def test_since_leaves_out_what_began_earlier() -> None:
    found = told([*known(ANA), introduction(), sequel()])

    assert since(found, seconds(INTRODUCED)).for_you == found.for_you
    assert since(found, seconds(INTRODUCED + DAY)).for_you == ()


@given(mailboxes(), st.integers(0, 200 * 24 * 60))
@settings(max_examples=40, deadline=None)
def test_later_mail_changes_no_history_as_of_a_moment(mail: list[Message], minute: int) -> None:
    cutoff = START + timedelta(minutes=minute)
    earlier = [m for m in mail if m.sent_at is not None and m.sent_at < cutoff]

    def seen(part: list[Message]) -> History:
        with store_of(part) as store:
            return replace(history(Advisor(store), Time(int(cutoff.timestamp()))), oldest=None)

    assert seen(earlier) == seen(mail)
