"""What is measured of introductions never saw the mailbox it is measured on."""

from __future__ import annotations

import pickle

import pytest

from narrowcast.agent.core.chance import Ranked
from narrowcast.agent.core.model import AddressId, AddressKey
from narrowcast.agent.suggest import Advisor
from tests.agent.mailroom import OWNER, START, message, store_of
from training import introducers
from training.introducers import Row

ANA, BEN = AddressId(1), AddressId(2)
KEYS = {ANA: (AddressKey("ana@acme.example"),), BEN: (AddressKey("ben@target.example"),)}
Told = tuple[Row, list[Ranked], float]


def row(owner: str, corpus: str = "lists", files: tuple[str, ...] = ("a.mbox",)) -> Row:
    """An event that Ana brought about."""
    told: dict[str, object] = {
        "event": owner,
        "corpus": corpus,
        "ego": owner,
        "introducer": list(KEYS[ANA]),
        "flags": {"external": corpus == "enron"},
        "mailboxes": list(files),
    }
    return Row(told, {}, {}, dict(KEYS), frozenset(KEYS))


def ranked(person: AddressId, score: float, link: float = 0.0) -> Ranked:
    return Ranked(person, score, link, 0.0, {})


def test_owners_of_the_same_files_are_left_out_together_where_archives_are() -> None:
    owners = [row(f"owner {number}") for number in range(20)]

    assert len({introducers.fold_of(one, 10, archives=True) for one in owners}) == 1
    assert len({introducers.fold_of(one, 10) for one in owners}) > 1


def test_a_path_is_proposed_for_the_best_linked_outsiders() -> None:
    links = [number / 10 for number in range(10)]
    outside = [(row(str(x), "enron"), [ranked(ANA, 0.5, x)]) for x in links]
    inside = [(row(str(x)), [ranked(ANA, 0.5, 1.0)]) for x in links]

    faint = introducers.threshold([*outside, *inside])

    assert sum(link > faint for link in links) == int(introducers.PROPOSED * len(links))


def told(corpus: str, right: int, wrong: int) -> list[Told]:
    hits = [(row(f"{corpus} {n}", corpus), [ranked(ANA, 0.3)], 0.0) for n in range(right)]
    misses = [(row(f"{corpus} -{n}", corpus), [ranked(BEN, 0.3)], 0.0) for n in range(wrong)]
    return hits + misses


def test_an_interval_holds_how_often_it_came_true_in_each_kind_of_mail() -> None:
    (line,) = introducers.reliability([*told("enron", 30, 10), *told("lists", 10, 30)])

    assert line.told == pytest.approx(0.3)
    assert (line.low, line.high) == (0.25, 0.75)


def test_a_kind_seen_a_few_times_widens_no_interval() -> None:
    (line,) = introducers.reliability([*told("enron", 30, 10), *told("lists", 0, 2)])

    assert line.low > 0.5


def test_a_row_of_the_products_own_evidence_passes_between_processes() -> None:
    mail = [message(1, "ana@acme.example", [OWNER, "ben@target.example"], START)]
    event = {
        "event": "1",
        "corpus": "enron",
        "ego": "olga",
        "cutoff": int(START.timestamp()) + 9,
        "prospect": {"name": "", "address": "ben@target.example"},
        "introducer": ["ana@acme.example"],
        "flags": {"external": True},
        "mailboxes": ["olga.mbox"],
    }
    with store_of(mail) as store:
        found = introducers.row(Advisor(store), event)

    again = pickle.loads(pickle.dumps(found))

    assert again.truth is not None
    assert again.raw["shared mail"][again.truth] > 0
    assert again.habits.keys() == again.keys.keys()
