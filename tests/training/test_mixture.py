"""Fitting the chance of an introduction finds again what made the examples."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from training import mixture
from training.mixture import Data, Example

KINDS, NAMES = ("telling", "idle"), ("keen",)


def examples(count: int = 400, people: int = 12) -> list[Example]:
    """Seven in ten follow the evidence *telling*, the others chance; *idle* says nothing."""
    draw, found = Random(7), []
    for _ in range(count):
        telling, idle, truth = (draw.randrange(people) for _ in range(3))
        truth = telling if draw.random() < 0.7 else truth
        raw = {kind: np.zeros(people) for kind in KINDS}
        raw["telling"][telling] = raw["idle"][idle] = 1.0
        found.append(Example(raw, np.zeros((people, 1)), truth, 1.0))
    return found


def data() -> Data:
    return mixture.lay(examples(), KINDS, NAMES)


def test_a_way_weighs_what_it_told() -> None:
    form = mixture.fit(data())

    assert form.ways["telling"].weight > 1.5
    assert form.ways["idle"].weight < 0.15


def test_the_slope_is_that_of_the_loss() -> None:
    laid, at = data(), np.linspace(-0.4, 0.6, 3 * len(KINDS) + len(NAMES) + 1)

    _, slope = mixture._loss(laid, at)

    for place in range(len(at)):
        step = np.zeros_like(at)
        step[place] = 1e-5
        rise = (mixture._loss(laid, at + step)[0] - mixture._loss(laid, at - step)[0]) / 2e-5
        assert slope[place] == pytest.approx(rise, rel=1e-3, abs=1e-3)


def test_habit_is_learnt_where_nothing_else_is_seen() -> None:
    draw, found = Random(3), []
    for _ in range(200):
        keen = np.array([[draw.random()] for _ in range(8)])
        noisy = [keen[place, 0] + draw.random() for place in range(8)]
        truth = noisy.index(max(noisy))
        found.append(Example({kind: np.zeros(8) for kind in KINDS}, keen, truth, 1.0))

    assert mixture.fit(mixture.lay(found, KINDS, NAMES)).habits["keen"] > 1
