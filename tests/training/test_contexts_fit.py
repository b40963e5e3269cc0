from __future__ import annotations

import numpy as np

from bench.contexts import Mail
from narrowcast.agent.core.contexts import Heading
from narrowcast.agent.core.model import AddressKey
from training.contexts import (
    MODELS,
    Table,
    fit,
    folds,
    found_unseen,
    groups,
    held_out,
    table,
    threshold,
)

ANA, BEN, CLEO = (AddressKey(f"{name}@acme.com") for name in ("ana", "ben", "cleo"))


def _mail(number: int, subject: str, *people: AddressKey, label: int) -> Mail:
    heading = Heading(subject=subject, size=len(people) - 1, people=people)
    return Mail(str(number), heading, None, frozenset({label}))


def test_mails_of_one_pair_or_one_subject_stay_together() -> None:
    read = [
        _mail(0, "Budget", ANA, BEN, label=1),
        _mail(1, "Re: Budget", CLEO, ANA, label=1),
        _mail(2, "Hi", BEN, ANA, label=2),
        _mail(3, "Plans", CLEO, BEN, label=1),
    ]

    found = groups(read)

    assert found[0] == found[1] == found[2]
    assert found[3] != found[0]


def test_a_held_out_chance_comes_from_other_groups_only() -> None:
    read = [
        _mail(n, word, AddressKey(f"a{n}@x.com"), AddressKey(f"b{n}@y.com"), label=label)
        for n, (word, label) in enumerate([("Dinner", 2), ("Contract", 1)] * 10)
    ]
    t = table(read, MODELS[0])._replace(groups=np.arange(len(read)))

    chances = held_out(t, 1.0)

    assert chances.shape == (5, 20)
    assert chances[:, t.y].min() > chances[:, ~t.y].max()


def test_the_fit_finds_the_sign_of_what_speaks_for_it() -> None:
    x = np.array([[1.0, 0.0], [1.0, 1.0]] * 20)

    weights = fit(x, x[:, 1] > 0, ridge=0.1)

    assert weights[1] > 2


def test_the_threshold_holds_the_precision() -> None:
    y = np.array([True, True, False, False, False])
    chances = np.array([[0.9, 0.8, 0.7, 0.6, 0.1]])

    assert threshold(y, chances, 0.6) == 0.7


def test_a_fold_has_no_say_in_the_threshold_it_is_measured_with() -> None:
    draw = np.random.default_rng(2)
    signal = draw.normal(size=200)
    y = signal + draw.normal(size=200) > 1
    everybody = np.ones(200, dtype=bool)
    x = np.column_stack([np.ones(200), signal])
    t = Table(("one", "signal"), x, y, everybody, np.arange(200))
    model, chances = MODELS[2], held_out(t, 0.3)
    first = folds(t, 0) == 0

    found = found_unseen(t, model, chances)
    turned = found_unseen(t._replace(y=np.where(first, ~y, y)), model, chances)

    assert np.array_equal(found[0, first], turned[0, first])
    assert not np.array_equal(found[0, ~first], turned[0, ~first])
