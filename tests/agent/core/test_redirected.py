from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from narrowcast.agent.core.bonds import BondKind
from narrowcast.agent.core.learn import learn
from narrowcast.agent.store import people
from narrowcast.connectors.base import Cursor, Page
from narrowcast.connectors.records import Mailbox, Message
from tests.agent.mailroom import OWNER, START, keep, message, store_of

ANA, HOME = "ana@acme.example", "ana.ruiz@home.example"


def mail(
    number: int = 1,
    other: str = HOME,
    *,
    author: str = ANA,
    headers: Mapping[str, tuple[str, ...]] | None = None,
) -> Message:
    at = START + timedelta(days=number)
    written = message(number, author, [OWNER], at, headers=headers)
    return replace(written, reply_to=(Mailbox("", other),))


def redirected(one: Message) -> list[tuple[str, str]]:
    changes = learn(Page(upserts=(one,), cursor=Cursor("")))
    return [(r.author.key, r.other.key) for r in changes.redirections]


def test_a_reply_to_another_address_is_kept() -> None:
    assert redirected(mail()) == [(ANA, HOME)]


LIST = {"list-id": ("<dev.lists.club.example>",)}


@pytest.mark.parametrize(
    "one",
    [
        mail(other=ANA.upper()),
        mail(other="info@acme.example"),
        mail(author="info@acme.example"),
        mail(headers=LIST),
        replace(mail(), reply_to=(Mailbox("", HOME), Mailbox("", "ben@target.example"))),
    ],
    ids=["their own", "a role's", "of a role", "a list's", "several"],
)
def test_what_is_no_persons_other_address_is_not(one: Message) -> None:
    assert not redirected(one)


def _stamped(*results: str) -> Mapping[str, tuple[str, ...]]:
    return {"authentication-results": results}


PASSED = "mx.user.example; dmarc=pass header.from=acme.example"


def test_what_the_server_vouches_for_is_kept() -> None:
    assert redirected(mail(headers=_stamped(PASSED)))


@pytest.mark.parametrize(
    "results",
    [
        ("mx.user.example; dmarc=fail header.from=acme.example",),
        ("mx.user.example; spf=pass smtp.mailfrom=evil.example",),
        ("mx.user.example; dkim=fail; arc=pass",),
        ("mx.user.example; spf=pass smtp.mailfrom=acme.example",),
        ("mx.user.example; dmarc=fail header.from=acme.example", PASSED),
    ],
    ids=["failed", "another's", "sealed", "unproven", "a pass written by the sender"],
)
def test_who_may_not_be_the_author_redirects_nobodys_mail(results: tuple[str, ...]) -> None:
    assert not redirected(mail(headers=_stamped(*results)))


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
def test_the_first_mail_counts_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    with store_of([message(9, HOME, [OWNER], START)]) as store:
        keep(store, [mail(number) for number in order], page=1)

        (bond,) = people.bonds(store)

    assert (bond.kind, bond.said) == (BondKind.REPLY_TO, "<1@test.example>")
