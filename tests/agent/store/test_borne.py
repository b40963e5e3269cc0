"""What is kept of names and links is what reading everything anew would give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core import identity, namesakes
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.core.namesakes import Edges
from narrowcast.agent.store import forgetting, kept_edges, people
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from tests.agent.mailroom import KEY, NAMES, OWNER, START, message, store_of
from tests.agent.worlds import MINUTES, PEOPLE, Happening, apply, worlds

LATE = Time(int((START + timedelta(days=400)).timestamp()))
ANA, AT_HOME = "ana@acme.example", "ana.ruiz@home.example"


def fresh(store: Store) -> Edges:
    return namesakes.edges(people.sightings(store), people.bonds(store), people.signings(store))


def held(edges: Edges, moment: Time) -> dict[str, object]:
    """All that edges tell, one entry at a time and all at once."""
    mappings: dict[str, Mapping[object, object]] = {
        name: dict(getattr(edges, name)) for name in ("keys", "ids", "first_seen", "bearers")
    }
    return {
        **mappings,
        "names": {a: tuple(edges.names.get(a, ())) for a in edges.keys},
        "words": {word: list(edges.words.get(word, ())) for word in sorted(edges.words)},
        "people": list(edges.people),
        "grouping": grouped(edges, moment),
    }


def grouped(edges: Edges, moment: Time) -> object:
    found = identity.group(edges, (), moment)
    return [*found.people()], found.proposals


def singly(edges: Edges, like: Edges) -> bool:
    """Whether each entry, looked up by itself, is as in *like*."""
    return all(
        getattr(edges, name).get(key) == value
        for name in ("keys", "ids", "first_seen", "names", "bearers")
        for key, value in getattr(like, name).items()
    ) and all(list(edges.words[word]) == list(like.words[word]) for word in like.words)


@given(worlds(size=20), st.integers(0, MINUTES), st.randoms(), st.sampled_from(PEOPLE))
@settings(max_examples=40, deadline=None)
def test_what_is_kept_is_what_would_be_found_anew(
    world: list[Happening], minute: int, chance: Random, gone: str
) -> None:
    moment = Time(int((START + timedelta(minutes=minute)).timestamp()))
    mixed = chance.sample(world, len(world))
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([OWNER])
        for start in range(0, len(mixed), 5):
            apply(store, mixed[start : start + 5])
            kept, anew = people.edges(store), fresh(store)

            assert held(kept, moment) == held(anew, moment)
            assert singly(kept_edges.edges(store.conn), anew)
        forgetting.forget(store, [AddressKey(gone)], [NAMES[gone]], LATE)

        assert held(people.edges(store), moment) == held(fresh(store), moment)


def test_nothing_is_worked_out_twice() -> None:
    with store_of([message(1, ANA, [OWNER], START)]) as store:
        people.settle(store)
        version = store.version

        people.settle(store)

        assert store.version == version


def test_names_are_read_again_by_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of([message(1, ANA, [OWNER], START)]) as store:
        people.settle(store)
        store.conn.execute("DELETE FROM borne")
        monkeypatch.setattr(namesakes, "RULES", namesakes.RULES + 1)

        people.settle(store)

        assert {b.name.full for held in people.edges(store).names.values() for b in held} == {
            NAMES[ANA],
            NAMES[OWNER],
        }


def test_a_forgotten_name_is_not_kept() -> None:
    mail = [message(1, ANA, [OWNER], START), message(2, AT_HOME, [OWNER], START)]
    with store_of(mail) as store:
        people.settle(store)

        forgetting.forget(store, [AddressKey(ANA), AddressKey(AT_HOME)], ["Ana Ruiz"], LATE)

        for table in ("borne", "spelt", "link"):
            rows = store.conn.execute(f"SELECT * FROM {table}").fetchall()
            assert "ruiz" not in repr(rows).casefold()


def test_dropped_evidence_takes_what_was_read_of_it_along() -> None:
    with store_of([message(1, ANA, [OWNER], START), message(2, AT_HOME, [OWNER], START)]) as store:
        people.settle(store)

        store.drop_evidence()

        assert not [*people.edges(store).keys]
        assert not [*Advisor(store).grouping(LATE).people()]


def test_a_look_up_reads_all_once_many_were_asked() -> None:
    asked: list[AddressId] = []

    def one(address: AddressId) -> AddressId | None:
        asked.append(address)
        return None if address % 2 else address

    numbers = [AddressId(n) for n in range(3 * kept_edges.SINGLY)]
    found = kept_edges.Lookup(one, lambda: {n: n for n in numbers if not n % 2})

    assert [found.get(n) for n in numbers] == [None if n % 2 else n for n in numbers]
    assert len(asked) <= kept_edges.SINGLY + 1
