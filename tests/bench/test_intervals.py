"""The count of coverage tells a right interval from one too narrow or too wide."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bench.events import Event
from bench.intervals import Told, held, lines
from bench.replies import told
from narrowcast.agent.core.model import Estimate
from narrowcast.agent.core.responsiveness import Z80


def people(count: int, mails: int, *, apart: float, said: float) -> list[Told]:
    """People whose own chances lie *apart* (logits) around -1, and a model that *said* how far."""
    draw, half = np.random.default_rng(5), Z80 * said
    chance = Estimate(*(_logistic(-1 + by) for by in (0, -half, half)))
    return [
        Told("acme", str(person), chance, bool(draw.random() < _logistic(own)))
        for person, own in enumerate(draw.normal(-1, apart, count))
        for _ in range(mails)
    ]


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def test_a_right_spread_holds_as_many_as_are_to_be_expected() -> None:
    found = held(people(1500, 30, apart=0.7, said=0.7))

    assert found.people == 1500
    assert found.held == pytest.approx(found.expected, abs=0.03)
    assert found.expected >= 0.8


@pytest.mark.parametrize(("said", "too_few"), [(0.1, True), (2.0, False)], ids=["narrow", "wide"])
def test_a_wrong_spread_shows(said: float, too_few: bool) -> None:
    found = held(people(800, 30, apart=0.9, said=said))

    assert (found.held < found.expected - 0.1) is too_few
    assert too_few or found.held > found.expected + 0.05


def test_people_with_few_mails_tell_nothing() -> None:
    mails = people(9, 4, apart=0.5, said=0.5)

    assert held(mails).people == 0
    assert list(lines(mails)) == []


def test_the_line_tells_held_and_expected() -> None:
    (line,) = lines(people(20, 10, apart=0.0, said=0.5))

    assert line.startswith("acme: the 80 % interval held ")
    assert "of 20 people with 5 mails or more" in line


def test_events_without_an_outcome_are_left_out() -> None:
    events: list[Event] = [
        {"event": "a", "corpus": "c", "ego": "o", "contact": ["x@y.example"], "answered": True},
        {"event": "b", "corpus": "c", "ego": "o", "contact": ["x@y.example"]},
    ]
    rows: list[Event] = [{"event": name, "p": 0.5, "low": 0.4, "high": 0.6} for name in "ab"]

    assert list(told(events, rows)) == [Told("c", "o\0x@y.example", Estimate(0.5, 0.4, 0.6), True)]
