"""Who answered whom: what counts as asked, as answered, as heard of, and who is an outsider."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from narrowcast.agent.core.model import AddressId, AddressKey, Time, seconds
from narrowcast.agent.core.responsiveness import Asked, Correspondence
from narrowcast.agent.store.letters import Post
from narrowcast.agent.store.store import Store
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, message, store_of

ANA, BEN, CARLA, LIST = (
    "ana@acme.example",
    "ben@target.example",
    "carla@firm.example",
    "dev@lists.club.example",
)
ALIAS = "olga.owner@user.example"
COLLEAGUE = "jo@user.example"
CROWD = [f"p{n}@crowd.example" for n in range(4)]


def later(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def at(hours: float) -> Time:
    return seconds(later(hours))


def mail_with(
    *people: str, mail: Iterable[Message], owner: Iterable[str] = (OWNER,)
) -> Correspondence:
    with store_of(mail) as store:
        return Post(store, numbers(store, owner)).of(numbers(store, people))


def numbers(store: Store, keys: Iterable[str]) -> list[AddressId]:
    found = (store.addresses.find(AddressKey(key)) for key in keys)
    return [number for number in found if number is not None]


def outcomes(mail: Correspondence) -> list[tuple[Time, Time | None, bool]]:
    return [(one.time, one.answered, one.new) for one in mail.asked]


def test_an_answer_is_known_by_what_it_answers_or_by_its_subject() -> None:
    mail = [
        message(1, OWNER, [ANA], later(0), subject="Plans"),
        message(2, ANA, [OWNER], later(2), subject="Re: Plans"),
        message(3, OWNER, [ANA], later(3), subject="Lunch"),
        message(4, ANA, [OWNER], later(4), subject="About noon", answers="<3@test.example>"),
        message(5, OWNER, [ANA], later(5), subject="Silence"),
        message(6, ANA, [OWNER], later(6), subject="Something else"),
    ]

    assert outcomes(mail_with(ANA, mail=mail)) == [
        (at(0), at(2), True),
        (at(3), at(4), True),
        (at(5), None, True),
    ]


@pytest.mark.parametrize(
    ("mail", "asked"),
    [
        (message(2, OWNER, [ANA, *CROWD[:2]], later(1)), 1),
        (message(2, OWNER, [ANA, *CROWD], later(1)), 0),
        (message(2, OWNER, CROWD, later(1), cc=[ANA]), 0),
        (message(2, OWNER, [LIST], later(1), cc=[ANA, *CROWD], answers="<1@test.example>"), 1),
        (message(2, OWNER, [ANA], later(1), headers={"auto-submitted": ("auto-replied",)}), 0),
    ],
    ids=["few in To", "a round", "a copy", "an answer to their mail", "automatic"],
)
def test_a_person_is_asked_by_mail_to_few_or_by_an_answer(mail: Message, asked: int) -> None:
    first = message(1, ANA, [LIST], START)

    assert len(mail_with(ANA, mail=[first, mail]).asked) == asked


def test_an_answer_to_their_mail_opens_no_subject() -> None:
    mail = [
        message(1, ANA, [OWNER], later(0)),
        message(2, OWNER, [ANA], later(1), subject="Plans", answers="<1@test.example>"),
        message(3, OWNER, [ANA], later(2), subject="Re: Plans"),
    ]

    assert [one.new for one in mail_with(ANA, mail=mail).asked] == [False, False]


def test_mail_of_all_of_the_owners_addresses_asks() -> None:
    mail = [
        message(1, ALIAS, [ANA], later(0)),
        message(2, ANA, [ALIAS], later(1), subject="Re: Plans"),
    ]

    one, both = (mail_with(ANA, mail=mail, owner=owner) for owner in ([OWNER], [OWNER, ALIAS]))

    assert outcomes(one) == []
    assert outcomes(both) == [(at(0), at(1), True)]
    assert both.received == [at(1)]


def test_what_they_wrote_to_lists_shows_them_at_their_desk_only() -> None:
    mail = [
        message(1, ANA, [LIST], later(0)),
        message(2, ANA, [OWNER], later(1)),
        message(3, OWNER, [LIST], later(2), cc=[ANA]),
    ]

    found = mail_with(ANA, mail=mail)

    assert (found.seen, found.received, found.sent) == ([at(0), at(1)], [at(1)], [at(2)])


def test_one_mail_to_two_addresses_of_a_person_is_one_ask() -> None:
    home = "ana.ruiz@home.example"
    mail = [
        message(1, OWNER, [ANA, home], later(0)),
        message(2, home, [OWNER], later(1), subject="Re: Plans"),
    ]

    assert outcomes(mail_with(ANA, home, mail=mail)) == [(at(0), at(1), True)]


@pytest.mark.parametrize(
    ("person", "owner", "outside"),
    [
        (ANA, OWNER, True),
        (COLLEAGUE, OWNER, False),
        ("kim@gmail.com", "olga@gmail.com", True),
    ],
    ids=["another firm", "a colleague", "free mail is no firm"],
)
def test_outside_is_who_has_no_address_at_the_owners_firm(
    person: str, owner: str, outside: bool
) -> None:
    found = mail_with(person, mail=[message(1, owner, [person], START)], owner=[owner])

    assert found.outside is outside


def test_the_owners_share_is_read_from_such_mails() -> None:
    mail = [
        one
        for n in range(60)
        for one in (
            message(3 * n, OWNER, [ANA], later(n), subject=f"Plan {n}"),
            message(3 * n + 1, ANA, [OWNER], later(n + 0.5), subject=f"Re: Plan {n}"),
            message(3 * n + 2, OWNER, [COLLEAGUE], later(n), subject=f"Note {n}"),
        )
    ]
    with store_of(mail) as store:
        post = Post(store, numbers(store, [OWNER]))
        now = at(60 + 8 * 24)

        assert post.base(now, outside=True) > 0.75 > 0.4 > post.base(now, outside=False)
        assert post.base(at(0), outside=True) == pytest.approx(0.25)


def test_asks_carry_the_row_they_are_shown_by() -> None:
    mail = [message(1, BEN, [OWNER], later(0)), message(2, OWNER, [CARLA], later(1))]

    (asked,) = mail_with(CARLA, mail=mail).asked

    assert asked == Asked(at(1), None, asked.row, new=True)
    assert asked.row > 0
