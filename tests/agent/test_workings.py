"""An answer worked out: anybody can redo it, and what is said to change it does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from rich.console import Console

from narrowcast.agent.cli import workings_views
from narrowcast.agent.cli.output import plain
from narrowcast.agent.core.chance import HABIT
from narrowcast.agent.core.lint_context import Wall
from narrowcast.agent.core.model import AddressKey, Prospect
from narrowcast.agent.explain import RULES, Rules
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.agent.workings import Sources, Workings, workings
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, keep, message, store_of

ANA, BEN, CLEO = (
    AddressKey(one) for one in ("ana@acme.example", "ben@harbour.example", "cleo@club.example")
)
JONAS = "jonas@target.example"
ASKED = prospect_of(name="Jonas Weber", address=JONAS, organization="Target")
NOW = START + timedelta(days=30)
ALL = Sources(texts=True, network=True)


def both_ways(who: str, first: int) -> list[Message]:
    return [message(first, who, [OWNER], START), message(first + 1, OWNER, [who], START)]


def with_jonas(who: str, first: int, count: int) -> list[Message]:
    """Mails of *who* to Jonas and the owner, spread over the month's last days."""
    at = NOW - timedelta(days=2)
    return [
        message(first + n, who, [JONAS, OWNER], at + timedelta(minutes=n)) for n in range(count)
    ]


MAILS = [
    *both_ways(ANA, 1),
    *both_ways(BEN, 10),
    *both_ways(CLEO, 20),
    *with_jonas(ANA, 100, 4),
    *with_jonas(BEN, 200, 1),
    message(300, CLEO, [OWNER], NOW - timedelta(days=9), text="Jonas Weber of Target was here."),
]


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of(MAILS) as opened:
        yield opened


def worked(
    store: Store, asked: Prospect = ASKED, rules: Rules = RULES, sources: Sources = ALL
) -> Workings:
    advisor = Advisor(store)
    return workings(advisor, advisor.suggest(asked, NOW, rules=rules), sources)


def printed(found: Workings) -> str:
    console = Console(width=80, record=True, markup=False, highlight=False, no_color=True)
    with console.capture() as captured:
        console.print(workings_views.view(found))
    return captured.get()


def names(store: Store) -> list[str]:
    return [one.person.addresses[0] for one in Advisor(store).suggest(ASKED, NOW).introducers]


# ---------------------------------------------------------------- the arithmetic


def test_the_steps_lead_to_the_parts_that_were_ranked_by(store: Store) -> None:
    found = worked(store)

    assert len(found.introducers) == 3
    for one, introducer in zip(found.introducers, found.suggestion.introducers, strict=True):
        parts = {step.way: step.part for step in one.arithmetic.steps if step.part}
        assert parts == pytest.approx(dict(introducer.terms))
        assert one.arithmetic.chance == pytest.approx(introducer.chance.value)
        assert introducer.score == pytest.approx(introducer.chance.value * introducer.trust.fit)


def test_the_data_alone_give_every_number_again(store: Store) -> None:
    data = plain(worked(store))

    assert isinstance(data, dict)
    constants = data["constants"]
    for one in data["introducers"]:
        steps = {step["way"]: step for step in one["arithmetic"]["steps"]}
        traits = one["arithmetic"]["traits"]
        log = math.fsum(t["value"] * constants["traits"][t["name"]] for t in traits)
        weights = {}
        for name, step in steps.items():
            if name == HABIT:
                weights[name], own = 1.0, math.exp(log)
            else:
                way = constants["ways"][name]
                weights[name] = way["weight"] * (1 + step["largest"]) ** way["growth"]
                own = step["amount"] ** way["power"] * math.exp(log * constants["tilt"])
            assert step["own"] == pytest.approx(own)
        total = math.fsum(weights.values())
        parts = {n: s["own"] / s["all"] * weights[n] / total for n, s in steps.items()}
        assert {n: s["part"] for n, s in steps.items()} == pytest.approx(parts)
        assert one["chance"]["value"] == pytest.approx(math.fsum(parts.values()))
        assert one["score"] == pytest.approx(one["chance"]["value"] * one["fit"])


ROW = re.compile(
    r"^  (\D+?) +(?:(\d+) +)?([\d.e+-]+) +([\d.e+-]+) +([\d.e+-]+)"
    r" +([\d.]+) +([\d.e+-]+) +([\d.]+)$"
)


def test_the_printed_numbers_can_be_redone_by_hand(store: Store) -> None:
    blocks = re.split(r"^\d [^\n]+$", printed(worked(store)), flags=re.MULTILINE)[1:]

    assert len(blocks) == 3
    for block in blocks:
        lines = [line.rstrip() for line in block.splitlines()]
        rows = [found.groups() for line in lines if (found := ROW.match(line))]
        total = re.search(r"^  sum +([\d.]+) +([\d.]+) *$", block, re.MULTILINE)
        place = re.search(r"chance ([\d.]+) \S+ × fit ([\d.]+) = ([\d.]+)", block)
        assert rows
        assert total
        assert place
        parts = []
        for _, _, _, own, everybody, share, weight, part in rows:
            assert float(own) / float(everybody) == pytest.approx(float(share), abs=2e-3)
            parts.append(float(part))
            assert float(share) * float(weight) / float(total[1]) == pytest.approx(
                float(part), abs=2e-4
            )
        assert sum(parts) == pytest.approx(float(total[2]), abs=1e-3)
        assert float(place[1]) * float(place[2]) == pytest.approx(float(place[3]), abs=1e-3)


def test_mails_are_counted_as_they_were_sent(store: Store) -> None:
    seen = [
        {step.way: step.seen for step in one.arithmetic.steps if step.seen}
        for one in sorted(worked(store).introducers, key=lambda one: one.address)
    ]

    assert [one.get("shared mail", 0) for one in seen] == [4, 1, 0]
    assert [one.get("direct mail", 0) for one in seen] == [4, 1, 0]
    assert [one.get("named", 0) for one in seen] == [0, 0, 1]


def test_it_prints_within_80_columns(store: Store) -> None:
    assert max(map(len, printed(worked(store)).splitlines())) <= 80


# ---------------------------------------------------------------- what would change it


def told(found: Workings, words: str) -> int:
    lines = [line for line in found.changes if words in line]
    assert len(lines) == 1, found.changes
    count = re.search(r"with (\d+) mails? more", lines[0])
    assert count, lines
    return int(count[1])


def test_as_many_mails_as_told_put_the_second_first(store: Store) -> None:
    found = worked(store)
    first, second = (one.address for one in found.introducers[:2])
    assert (first, second) == (ANA, BEN)

    keep(store, with_jonas(BEN, 400, told(found, "to Jonas Weber that you are on")))

    assert names(store)[0] == BEN


def test_one_mail_does_not_put_the_second_first_where_more_are_told(store: Store) -> None:
    assert told(worked(store), "to Jonas Weber that you are on") > 1

    keep(store, with_jonas(BEN, 400, 1))

    assert names(store)[0] == ANA


def test_without_a_path_as_many_mails_as_told_make_one() -> None:
    with store_of([*both_ways(ANA, 1), *both_ways(BEN, 10)]) as empty:
        found = worked(empty)
        assert found.suggestion.abstained
        count = told(found, "to Jonas Weber that you are on")

        keep(empty, with_jonas(found.introducers[0].address, 400, count))

        assert not worked(empty).suggestion.abstained


@pytest.mark.parametrize(
    ("asked", "sources", "words"),
    [
        pytest.param(prospect_of(name="Zoe Quist"), ALL, "address is not known", id="no-address"),
        pytest.param(prospect_of(name="Zoe Quist"), ALL, "employer is not known", id="no-employer"),
        pytest.param(ASKED, Sources(texts=False, network=True), "names inside mails", id="no-text"),
        pytest.param(ASKED, Sources(texts=True, network=False), "LinkedIn", id="no-export"),
    ],
)
def test_what_was_not_read_is_told_only_where_it_was_not(
    asked: Prospect, sources: Sources, words: str
) -> None:
    known = prospect_of(name="Zoe Quist", address="zoe@target.example", organization="Target")
    with store_of([*both_ways(ANA, 1), *both_ways(BEN, 10)]) as empty:
        assert any(words in line for line in worked(empty, asked, sources=sources).changes)
        assert not any(words in line for line in worked(empty, known).changes)


def test_whom_a_wall_holds_back_is_named(store: Store) -> None:
    walled = worked(
        store, rules=Rules(walls=(Wall(organization="Acme", domains=("acme.example",)),))
    )

    assert ANA not in {one.address for one in walled.introducers}
    assert any("wall" in line and "Ana" in line for line in walled.changes)
    assert not any("wall" in line for line in worked(store).changes)
