"""`narrowcast plan` on an invented mailbox, and the plan's page itself."""

from __future__ import annotations

import json

import pytest
from rich.console import Console, Group

from narrowcast.agent.cli import plan as page
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time
from narrowcast.agent.core.plan import Plan, plan
from narrowcast.agent.core.routes import Route
from tests.agent.cli.conftest import Run

NOW = Time(1_700_000_000)
LABELS = {ProspectId(n): f"Prospect {n}" for n in range(1, 8)}


def planned() -> Plan:
    routes = [
        *(route(n, "Ana Ruiz", 0.5) for n in range(1, 6)),
        *(route(n, f"Ben Number{n}", 0.48) for n in (2, 3, 4)),
    ]
    past: list[PastAsk] = []
    return plan(routes, Caps(), past, NOW)


def route(prospect: int, name: str, chance: float) -> Route:
    return Route(
        prospect=ProspectId(prospect),
        introducer=PersonUid(name.casefold()),
        chance=chance,
        prospect_label=LABELS[ProspectId(prospect)],
        introducer_name=name,
    )


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> str:
    console = Console(width=80, markup=False, emoji=False, highlight=False, no_color=True)
    console.print(Group(*page.view(planned(), LABELS)))
    return capsys.readouterr().out


def test_the_plan_fits_80_columns(shown: str) -> None:
    assert max(map(len, shown.splitlines())) <= 80


SAID = {
    "the asks": "This week: 4 asks",
    "who is asked for whom": "1 Ana Ruiz → Prospect 1",
    "who follows": "if not: Ana Ruiz",
    "who is wanted by several": "Ana Ruiz is best for 5:",
    "whose turn comes when": "Ana Ruiz from 19 December",
    "what the percentage is of": "chances that one ask leads to an introduction",
    "who is not in it": "2 prospects are not in it",
}


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
def test_the_plan_says(shown: str, words: str) -> None:
    assert words in " ".join(shown.split())


def test_the_plan_of_a_mailbox_names_who_is_asked(synced: Run) -> None:
    out = synced("plan").out

    assert "This week: 1 ask" in out
    assert "→ Jonas Weber" in out


def test_the_plan_is_what_the_morning_drafts(synced: Run) -> None:
    (choice,) = json.loads(synced("plan", "--json").out)["chosen"]
    synced("today")

    (ask,) = json.loads(synced("today", "--json").out)["proposed"]
    assert ask["letter"]["to_name"] == choice["route"]["introducer_name"]
    assert ask["prospect"]["id"] == choice["route"]["prospect"]


def test_looking_at_the_plan_drafts_nothing(synced: Run) -> None:
    synced("plan")

    assert "This week: 1 ask" in synced("plan").out  # a draft would take the prospect out of it


def test_a_plan_without_prospects_says_what_to_do(run: Run) -> None:
    assert run("sync").code == 0

    ran = run("plan")

    assert ran.code == 2
    assert "narrowcast prospect add" in ran.err
