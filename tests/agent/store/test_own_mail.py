"""Mail of an address found to be the owner's counts as if known from the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.ties import Contact, Volume
from narrowcast.agent.store.asof import AsOf, Letter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.records import Mailbox, Message
from tests.agent.mailroom import OWNER, START, mailboxes, message, store_of

ALIAS = "olga.owner@old.example"
ANA = "ana@acme.example"


def view(store: Store, moment: Time) -> AsOf:
    both = (store.addresses.find(AddressKey(key)) for key in (OWNER, ALIAS))
    return AsOf(store, moment, frozenset(number for number in both if number is not None))


def told(store: Store, moment: Time) -> tuple[object, ...]:
    """Volumes, folds and letters of everybody, by address."""
    seen = view(store, moment)
    everybody = {
        AddressId(row): key for row, key in store.conn.execute("SELECT id, key FROM address")
    }
    volumes: dict[str, Volume] = {everybody[a]: v for a, v in seen.volumes().items() if any(v[:3])}
    folds: dict[str, Contact] = {
        key: seen.contact([a]) for a, key in everybody.items() if a not in seen.owner
    }
    letters: dict[str, list[Letter]] = {
        key: [one._replace(row=0, address=AddressId(0)) for one in seen.exchanged([a])]
        for a, key in everybody.items()
        if a not in seen.owner
    }
    return (
        {key: tuple(round(x, 9) for x in v) for key, v in volumes.items()},
        {key: (one.closed, sorted(one.open)) for key, one in folds.items()},
        {key: sorted(ones) for key, ones in letters.items()},
    )


def aliased(mail: list[Message], chosen: list[bool]) -> list[Message]:
    """Some of the mail, with the alias wherever the owner stands."""
    own, other = OWNER, Mailbox("Olga Owner", ALIAS)

    def swap(box: Mailbox) -> Mailbox:
        return other if box.address == own else box

    return [
        replace(
            one,
            author=swap(one.author) if one.author else None,
            to=tuple(map(swap, one.to)),
            cc=tuple(map(swap, one.cc)),
        )
        if chosen[n % len(chosen)]
        else one
        for n, one in enumerate(mail)
    ]


@given(mailboxes(), st.lists(st.booleans(), min_size=1), st.integers(0, 200 * 24 * 60))
@settings(max_examples=25, deadline=None)
def test_an_alias_found_later_counts_as_if_it_had_been_configured(
    mail: list[Message], chosen: list[bool], minute: int
) -> None:
    mails = aliased(mail, chosen)
    moment = Time(int((START + timedelta(minutes=minute)).timestamp()))
    with store_of(mails) as found, store_of(mails) as configured:
        configured.set_owner([AddressKey(OWNER), AddressKey(ALIAS)])

        assert told(found, moment) == told(configured, moment)


def test_what_the_owner_wrote_from_an_alias_makes_a_tie() -> None:
    mail = [message(n, ANA, [OWNER], START + timedelta(days=n)) for n in range(3)]
    mail.append(
        replace(
            message(9, ANA, [ANA], START + timedelta(days=5)),
            author=Mailbox("Olga Owner", ALIAS),
        )
    )
    moment = Time(int((START + timedelta(days=300)).timestamp()))

    with store_of(mail) as store:
        ana = store.addresses.find(AddressKey(ANA))
        assert ana is not None
        found = view(store, moment).volumes()[ana]

    assert found.two_way
