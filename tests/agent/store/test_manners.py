"""How authors address the owner is counted as of a moment, whichever address is the owner's."""

from __future__ import annotations

from datetime import timedelta

from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.store import manners
from narrowcast.agent.store.store import Store
from tests.agent.mailroom import OWNER, START, message, store_of

ANA, BEN = "ana@acme.example", "ben@target.example"
ALIAS = "olga.owner@old.example"
MAIL = [
    message(1, ANA, [OWNER], START),
    message(2, ANA, [BEN], START + timedelta(days=1), cc=[OWNER]),
    message(3, ANA, [BEN], START + timedelta(days=2)),
    message(4, ANA, [ALIAS], START + timedelta(days=3)),
    message(5, ALIAS, [ANA], START + timedelta(days=4)),
    message(6, ANA, [BEN], START + timedelta(days=5), cc=[ALIAS]),
]
LATER = Time(int((START + timedelta(days=9)).timestamp()))


def owner(store: Store, *keys: str) -> frozenset[AddressId]:
    found = (store.addresses.find(AddressKey(key)) for key in keys)
    return frozenset(number for number in found if number is not None)


def named(store: Store, counts: dict[AddressId, int]) -> dict[str, int]:
    keys = dict(store.conn.execute("SELECT id, key FROM address"))
    return {keys[address]: count for address, count in counts.items()}


def test_mail_to_an_alias_found_by_name_does_not_pass_the_owner_by() -> None:
    with store_of(MAIL) as store:
        known, found = owner(store, OWNER), owner(store, OWNER, ALIAS)

        assert named(store, manners.past(store, known, LATER)) == {ANA: 3, ALIAS: 1}
        assert named(store, manners.past(store, found, LATER)) == {ANA: 1}


def test_a_copy_to_any_address_of_the_owner_counts() -> None:
    with store_of(MAIL) as store:
        assert named(store, manners.copied(store, owner(store, OWNER, ALIAS), LATER)) == {ANA: 2}


def test_what_comes_later_is_not_counted() -> None:
    moment = Time(int((START + timedelta(days=2)).timestamp()))
    with store_of(MAIL) as store:
        known = owner(store, OWNER)

        assert named(store, manners.past(store, known, moment)) == {}
        assert named(store, manners.copied(store, known, moment)) == {ANA: 1}
