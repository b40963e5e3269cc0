"""Fitting the chance of an answer: on invented outcomes with known weights and known spread."""

from __future__ import annotations

import numpy as np
import pytest

from narrowcast.agent.core import response_weights, responsiveness
from training.replies import FOLDS, Table, crossed, fit, module, spread


def invented(people: int, mails: int, by_person: float, known: float = 2.0) -> Table:
    """Mails to *people*, each with a chance of their own around the model's (logits)."""
    draw = np.random.default_rng(7)
    person = np.repeat(np.arange(people), mails)
    values = np.column_stack([np.ones(len(person)), draw.normal(size=len(person))])
    own = draw.normal(0, by_person, people)[person]
    answered = draw.random(len(person)) < 1 / (1 + np.exp(-values @ [-0.5, 0.8] - own))
    return Table(
        events=[str(n) for n in range(len(person))],
        person=person,
        fold=person % FOLDS,
        test=np.zeros(len(person), dtype=bool),
        known=np.where(person < people // 2, 0.0, known),
        values=values,
        answered=answered.astype(float),
    )


def test_the_weights_that_made_the_outcomes_are_found() -> None:
    seen = invented(4000, 5, 0.0)

    assert fit(seen.values, seen.answered) == pytest.approx([-0.5, 0.8], abs=0.05)


def test_a_mailbox_never_tells_its_own_chances() -> None:
    seen = invented(50, 10, 0.5)
    held = seen.fold == 0
    seen.answered[held] = 1 - seen.answered[held]
    turned = crossed(seen, [0, 1])
    seen.answered[held] = 1 - seen.answered[held]

    assert np.array_equal(turned[held], crossed(seen, [0, 1])[held])
    assert not np.array_equal(turned[~held], crossed(seen, [0, 1])[~held])


@pytest.mark.parametrize("by_person", [0.4, 0.9])
def test_the_spread_of_people_is_found(by_person: float) -> None:
    seen = invented(3000, 20, by_person, known=8.0)
    chances = 1 / (1 + np.exp(-seen.values @ [-0.5, 0.8]))

    found = spread(seen, chances, ~seen.test)

    assert 1 / np.sqrt(found["prior"]) == pytest.approx(by_person, rel=0.2)


def test_four_intervals_in_five_hold_the_persons_own_chance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = np.random.default_rng(3)
    monkeypatch.setitem(response_weights.SPREAD, "prior", 4.0)
    own = draw.normal(-1.0, 0.5, 20_000)
    p = 1 / (1 + np.exp(1.0))
    half = responsiveness.Z80 * responsiveness.spread(0.0, p)

    inside = np.abs(own + 1.0) <= half

    assert inside.mean() == pytest.approx(0.8, abs=0.01)


def test_the_weights_are_written_as_the_product_reads_them() -> None:
    tables = {
        name: dict(getattr(response_weights, name)) for name in ("WEIGHTS", "TYPICAL", "SPREAD")
    }
    names: dict[str, object] = {}

    exec(module(tables), names)  # our own text

    assert {name: names[name] for name in tables} == tables
