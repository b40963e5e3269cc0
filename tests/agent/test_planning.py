"""The plan is made of what the suggestions say, and of nobody they would not name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from narrowcast.agent import planning
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.lint_context import Caps
from narrowcast.agent.core.model import AddressKey, Owner, Prospect, Suggestion
from narrowcast.agent.core.plan import Plan
from narrowcast.agent.core.routes import PRIORITY
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.store import prospects, wishes
from narrowcast.agent.suggest import Advisor, prospect_of
from tests.agent.mailroom import OWNER, START, message, store_of
from tests.agent.posting import seconds

NOW = START + timedelta(days=210)
ANA, CARLA, JONAS = "ana@acme.example", "carla@firm.example", "jonas@target.example"


class Advice:
    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int) -> Suggestion:
        return self._advisor.suggest(prospect, as_of, limit=limit)

    def grouping(self, as_of: datetime) -> Grouping:
        return self._advisor.grouping(seconds(as_of))


@pytest.fixture
def made() -> Iterator[tuple[Suggestion, Plan]]:
    """Ana wrote with Jonas; of Carla, who writes oftener, nothing shows that she knows him."""
    mails = [
        message(1, OWNER, [ANA], START),
        message(2, ANA, [OWNER, JONAS], START + timedelta(days=1)),
        *(message(10 + n, OWNER, [CARLA], START) for n in range(10)),
        *(message(30 + n, CARLA, [OWNER], START) for n in range(10)),
    ]
    with store_of(mails) as store:
        advice = Advice(Advisor(store))
        (wanted,) = prospects.add(
            store, [prospect_of(name="Jonas Weber", address=JONAS)], seconds(NOW)
        )
        desk = Desk(store=store, owner=Owner(name="Olga", addresses=(OWNER,)), caps=Caps())
        yield advice.suggest(wanted, NOW, limit=5), planning.week(desk, advice, NOW)


def test_nobody_is_asked_who_shows_no_link(made: tuple[Suggestion, Plan]) -> None:
    found, week = made

    assert [one.link > 0 for one in found.introducers] == [True, False]
    (choice,) = week.chosen
    assert choice.route.introducer == found.introducers[0].person.uid
    assert choice.fallback == ()


def test_a_higher_priority_counts_for_more() -> None:
    high, normal, low = (PRIORITY[level] for level in (1, 2, 3))

    assert high > normal > low > 0


def test_a_route_counts_answer_link_and_fit(made: tuple[Suggestion, Plan]) -> None:
    found, week = made
    ana = found.introducers[0]

    expected = ana.responsiveness.value * ana.chance.value * ana.trust.fit

    assert week.chosen[0].route.chance == pytest.approx(expected)
    assert 0 < expected < ana.chance.value


@pytest.mark.parametrize(
    ("about", "asked"), [("Jonas Weber", 0), ("somebody else", 1)], ids=["against", "not-against"]
)
def test_nobody_is_planned_against_their_wish(about: str, asked: int) -> None:
    mails = [
        message(1, OWNER, [ANA], START),
        message(2, ANA, [OWNER, JONAS], START + timedelta(days=1)),
    ]
    with store_of(mails) as store:
        prospects.add(store, [prospect_of(name="Jonas Weber", address=JONAS)], seconds(NOW))
        wishes.keep(store, [AddressKey(ANA)], PersonWish(at=seconds(NOW), about=about))
        desk = Desk(store=store, owner=Owner(name="Olga", addresses=(OWNER,)), caps=Caps())

        week = planning.week(desk, Advice(Advisor(store)), NOW)

    assert len(week.chosen) == asked
