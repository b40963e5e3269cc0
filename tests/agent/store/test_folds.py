"""The store's folds: any order, any pages, any repetition give the same evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.store import addresses
from narrowcast.agent.store.store import Store
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, keep, mailbox, mailboxes, message, store_of


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """What the evidence says, without the store's own numbers."""
    queries = {
        "message": "SELECT m.message_id, m.time, a.key, m.size, m.flags, m.subject, m.parent"
        " FROM message m"
        " LEFT JOIN address a ON a.id = m.author",
        "participation": "SELECT a.key, p.time, m.message_id, p.role"
        " FROM participation p JOIN address a"
        " ON a.id = p.address JOIN message m ON m.id = p.message",
        "tally": "SELECT a.key, month, direction, bucket, n"
        " FROM tally t JOIN address a ON a.id = t.address",
        "name": "SELECT a.key, n.name, n.own, n.first_seen"
        " FROM name n JOIN address a ON a.id = n.address",
        "address": "SELECT a.key, a.kind, a.listed, a.first_seen, f.key, m.message_id"
        " FROM address a"
        " LEFT JOIN address f ON f.id = a.first_author LEFT JOIN message m ON m.id ="
        " a.first_message",
        "mention": "SELECT n.key, m.message_id FROM mention n JOIN message m ON m.id = n.message",
    }
    return {
        table: sorted(store.conn.execute(query).fetchall(), key=repr)
        for table, query in queries.items()
    }


def kept(messages: Iterable[Message], **options: int) -> dict[str, list[tuple[object, ...]]]:
    with store_of(messages, **options) as store:  # type: ignore[arg-type]  # page only
        return content(store)


@given(mailboxes(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_does_not_matter(mail: list[Message], chance: object) -> None:
    shuffled = list(mail)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random

    assert kept(shuffled) == kept(mail)


@given(mailboxes(), st.integers(1, 9))
@settings(max_examples=20, deadline=None)
def test_pages_may_be_cut_anywhere_and_come_twice(mail: list[Message], page: int) -> None:
    assert kept([*mail, *mail], page=page) == kept(mail)


@given(mailboxes())
@settings(max_examples=20, deadline=None)
def test_folding_again_changes_nothing(mail: list[Message]) -> None:
    with store_of(mail) as store:
        before = content(store)
        store.set_owner([AddressKey("nobody@user.example")])
        store.set_owner([OWNER])

        assert content(store) == before


@pytest.mark.parametrize("first", [0, 1], ids=["sent copy first", "list copy first"])
def test_two_copies_of_a_mail_become_one_with_all_recipients(first: int) -> None:
    sent = message(1, OWNER, ["ana@acme.example"], START)
    copies = [replace(sent, bcc=(mailbox("ben@target.example"),)), sent]
    with store_of(copies[first:] + copies[:first], page=1) as store:
        (row,) = store.conn.execute("SELECT size FROM message").fetchall()
        tallied = store.conn.execute(
            "SELECT a.key, t.n FROM tally t JOIN address a ON a.id = t.address ORDER BY 1"
        ).fetchall()

    assert row == (2,)
    assert tallied == [("ana@acme.example", 1), ("ben@target.example", 1)]


@st.composite
def copied(draw: st.DrawFn) -> list[Message]:
    """Mail of which copies came at other times, under other names, to further people."""
    mail = draw(mailboxes(size=8))
    copies = []
    for one in draw(st.lists(st.sampled_from(mail), max_size=8)):
        spelled = draw(st.sampled_from(["", "A. Nother", "Nother, A."]))
        copies.append(
            replace(
                one,
                author=replace(mailbox(one.author.address if one.author else ""), name=spelled),
                received_at=START + timedelta(minutes=draw(st.integers(0, 90 * 24 * 60))),
                bcc=draw(st.sampled_from([(), (mailbox("ben@target.example"),)])),
                headers=draw(st.sampled_from([{}, {"list-id": ("<dev.lists.club.example>",)}])),
            )
        )
    return draw(st.permutations([*mail, *copies]))


@given(copied(), st.integers(1, 20), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_copies_may_come_in_any_order_and_in_any_pages(
    mail: list[Message], page: int, chance: Random
) -> None:
    shuffled = list(mail)
    chance.shuffle(shuffled)

    assert kept(shuffled, page=page) == kept(mail)


def test_a_book_that_forgets_between_pages_keeps_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"person{n}@crowd.example" for n in range(12)]
    mail = [message(n, people[n * 5 % 12], [OWNER, people[n % 12]], START) for n in range(40)]
    whole = kept(mail, page=5)
    monkeypatch.setattr(addresses, "CACHED", 3)

    assert kept(mail, page=5) == whole


def test_a_copied_message_id_is_a_second_mail() -> None:
    original = message(1, "ana@acme.example", [OWNER], START)
    forged = replace(original, author=mailbox("carla@firm.example"))
    with store_of([original, forged]) as store:
        assert store.counts()["message"] == 2


def test_evidence_stays_when_mail_is_deleted_at_the_source() -> None:
    mail = message(1, "ana@acme.example", [OWNER], START)
    with store_of([mail]) as store:
        store.conn.execute("DELETE FROM location")
        keep(store, [])

        assert store.counts()["message"] == 1
