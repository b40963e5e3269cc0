"""An archive of several owners: read once, dealt out by who is named."""

from __future__ import annotations

from narrowcast.agent import archive
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Tier
from narrowcast.connectors.records import Message
from tests.agent.mailroom import KEY, OWNER, START, message, store_of
from tests.agent.scripted import LastLines, ScriptedSource, page
from tests.agent.store.test_folds import content

ANA, BEN, LIST = map(
    AddressKey, ("ana@acme.example", "ben@target.example", "dev@lists.club.example")
)
HOW = Reading(Tier.MENTIONS, KEY, LastLines())


def source(*mails: Message) -> ScriptedSource:
    return ScriptedSource(all=[[page(str(n), mail) for n, mail in enumerate(mails)]])


MAILS = (
    message(1, ANA, [LIST], START, text="Hello.\nAnalyst"),
    message(2, BEN, [LIST], START, cc=[ANA]),
    message(3, "carla@firm.example", [LIST], START),
)


def test_each_owner_gets_what_names_them() -> None:
    dealt = archive.deal(
        archive.read([source(*MAILS)], HOW), {"ana": frozenset({ANA}), "ben": frozenset({BEN})}
    )

    assert {who: [one.remote_id for one in mails] for who, mails in dealt.items()} == {
        "ana": ["1", "2"],
        "ben": ["2"],
    }


def test_a_mail_to_two_addresses_of_an_owner_is_dealt_once() -> None:
    both = message(1, "carla@firm.example", [ANA, BEN], START)

    dealt = archive.deal(
        archive.read([source(both)], HOW), {"a": frozenset({ANA, BEN}), "o": frozenset({OWNER})}
    )

    assert [len(mails) for mails in dealt.values()] == [1, 0]


def test_a_mailbox_of_one_owner_is_the_owners_whole() -> None:
    dealt = archive.deal(archive.read([source(*MAILS)], HOW), {"ana": frozenset({ANA})})

    assert len(dealt["ana"]) == 3


def test_an_owners_part_is_kept_as_a_sync_would_keep_it() -> None:
    mails = [message(n, ANA, [OWNER], START, text="Jonas Weber asked.") for n in range(5)]
    with Store.open(None, mention_key=KEY) as store, store_of(mails) as synced:
        store.set_owner([OWNER])
        archive.keep(
            store, "part", list(archive.read([source(*mails)], Reading(Tier.MENTIONS, KEY)))
        )

        assert content(store) == content(synced)


def test_every_part_has_the_claims_of_a_block_that_was_read_once() -> None:
    reader = LastLines()
    mails = [
        message(n, ANA, [to], START, text="Hello.\nAnalyst") for n, to in enumerate((OWNER, BEN))
    ]

    found = list(archive.read([source(*mails)], Reading(Tier.SIGNATURES, KEY, reader)))

    assert reader.read == ["Analyst"]
    assert [one.signed.claims for one in found if one.signed] == [found[0].signed.claims] * 2  # type: ignore[union-attr]  # told above
