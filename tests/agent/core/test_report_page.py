"""The report says what came of asks, and nothing that looks surer than it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent.core import outcomes, report_page
from narrowcast.agent.core.model import AskId, PersonUid, Time, seconds
from narrowcast.agent.core.outcomes import DAY, Outcome
from narrowcast.agent.core.report_page import Fate
from tests.agent.core import page_samples
from tests.agent.core.letter_samples import NOW

SENT = Time(seconds(NOW) - 60 * DAY)


def outcome(number: int, **ends: int) -> Outcome:
    """An ask that left 60 days ago; *ends* in days after that."""
    times = {name: Time(SENT + days * DAY) for name, days in ends.items()}
    who = PersonUid("u1")
    return Outcome(ask=AskId(number), introducer=who, purpose="", sent=SENT, **times)


def page(*known: Outcome) -> report_page.Page:
    return report_page.page(replace(page_samples.record(), known=known))


@pytest.mark.parametrize(
    ("ends", "fate"),
    [
        pytest.param({"agreed": 1, "introduced": 2, "settled": 1}, Fate.INTRODUCED, id="done"),
        pytest.param({"agreed": 1, "settled": 1}, Fate.AGREED, id="agreed only"),
        pytest.param({"declined": 1, "settled": 1}, Fate.DECLINED, id="declined"),
        pytest.param({"settled": 21}, Fate.SILENT, id="three weeks of silence"),
        pytest.param({}, Fate.OPEN, id="still open"),
    ],
)
def test_an_ask_has_come_to_one_thing(ends: dict[str, int], fate: Fate) -> None:
    assert report_page.fate(outcome(1, **ends)) is fate


def test_the_funnel_narrows_from_prospects_to_meetings() -> None:
    steps = page(
        outcome(1, agreed=1, introduced=2, met=9, settled=1),
        outcome(2, agreed=1, settled=1),
        outcome(3, declined=1, settled=1),
    ).steps

    assert [(one.name, one.count) for one in steps] == [
        ("prospects", 12),
        ("with a path", 10),
        ("asked", 3),
        ("agreed", 2),
        ("introduced", 1),
        ("met", 1),
    ]
    assert steps[0].width == 100
    assert steps[2].width == 25


def test_few_settled_asks_make_no_share() -> None:
    told = page(*(outcome(n, agreed=1, settled=1) for n in range(3)))

    assert told.share == "3 of 3 settled asks were agreed to: too few for a share."
    assert told.span == (-1, -1, -1)


def test_enough_make_a_share_with_its_interval() -> None:
    told = page(*(outcome(n, agreed=1, settled=1) for n in range(6)))

    low, mid, high = told.span
    assert low < mid < high < 100
    assert f"about {mid} %, most likely (8 in 10) between {low} % and {high} %" in told.share


@pytest.mark.parametrize(
    ("known", "said"),
    [
        pytest.param((), "No introduction yet.", id="none"),
        pytest.param(
            (outcome(1, agreed=1, settled=1),),
            "No introduction yet. 1 agreed ask still waits for one.",
            id="one waits",
        ),
        pytest.param(
            tuple(outcome(n, agreed=1, introduced=n, settled=1) for n in (2, 4, 9)),
            "3 introductions; half came within 4 days (from 2 days to 9 days)."
            " Too few to say how sure that is.",
            id="three",
        ),
    ],
)
def test_few_introductions_are_told_and_not_drawn(known: tuple[Outcome, ...], said: str) -> None:
    told = page(*known)

    assert told.wait is None
    assert told.waited == said


def test_enough_introductions_are_drawn_with_the_medians_interval() -> None:
    days = (2, 3, 5, 8, 13, 20, 27)
    told = page(*(outcome(n, agreed=1, introduced=n, settled=1) for n in days))

    assert told.wait is not None
    assert "the true middle lies between 3 days and 20 days" in told.wait.said
    assert told.wait.end == 28
    assert len(told.wait.shapes) == len(days) + 2
    assert all(one.x >= 0 and one.x + one.width <= 101 for one in told.wait.shapes)


def test_the_medians_interval_holds_it_as_often_as_it_says() -> None:
    # P(second lowest < median < second highest of six) = 1 - 2 (1 + 6) / 64 = 0.78
    assert outcomes.median_interval([1, 2, 3, 4, 5, 6], mass=0.78) == (2, 5)
    assert outcomes.median_interval([1, 2, 3, 4, 5, 6], mass=0.79) == (1, 6)
    assert outcomes.median_interval([1, 2, 3], mass=0.8) is None
    assert outcomes.median_interval([], mass=0.8) is None


def test_the_months_stack_every_ask_once_and_say_so() -> None:
    told = report_page.page(page_samples.record())

    assert [one.name for one in told.months[-3:]] == ["Sep", "Oct", "Nov"]
    assert sum(one.asked for one in told.months) == 24
    assert told.months[-1].said == "November 2026: 1 ask: 1 introduced"
    assert all(one.y >= 0 and one.height > 0 for month in told.months for one in month.shapes)


def test_whom_was_asked_most_stands_first_and_few_asks_make_no_share_of_theirs() -> None:
    told = report_page.page(page_samples.record())

    assert [one.asked for one in told.answerers] == [5, 5, 5, 5, 4]
    assert all(sum(one.counts) == one.asked for one in told.answerers)
    assert [one.mid >= 0 for one in told.answerers] == ["%" in one.share for one in told.answerers]


def test_coverage_names_those_that_hang_on_one_person() -> None:
    record = page_samples.record()
    lonely = replace(record.wanted[0], introducers=record.wanted[0].introducers[:1])

    told = report_page.page(replace(record, wanted=(lonely, *record.wanted[1:])))

    assert told.coverage == (
        "Somebody leads to 10 of 12 open prospects; to 1 of them one person only."
    )
    assert [(one.priority, one.count, one.reached) for one in told.covered] == [("normal", 12, 10)]
    assert len(told.without) == 2


def test_old_and_broken_sources_stand_out() -> None:
    told = report_page.page(page_samples.record())

    assert told.age == "The newest mail is from today 07:00."
    assert [(state, well) for _, _, state, well in told.sources] == [
        ("read today 07:30", True),
        ("read on 25 October", False),
        ("never read to its end", False),
        ("needs a new login: run connect", False),
    ]
