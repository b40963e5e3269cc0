"""The words say what a chance rests on, strongest first, and which way it moved."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.model import Time
from narrowcast.agent.core.response_words import sentences
from narrowcast.agent.core.responsiveness import ASK, LEAST_BASE, Asked, Correspondence, features
from narrowcast.agent.core.ties import DAY

NOW = Time(1_780_000_000)


def before(days: float) -> Time:
    return Time(int(NOW - days * DAY))


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        (Correspondence([], []), "no mail of theirs is in your mailbox (lowers it)"),
        (
            Correspondence([], [before(0.01)], seen=[before(0.01)]),
            "they wrote within the hour (raises it)",
        ),
        (
            Correspondence([Asked(before(n), None) for n in range(90, 9, -1)], []),
            "your last 81 mails to them have no answer so far (lowers it)",
        ),
        (
            Correspondence([Asked(before(n), None) for n in range(90, 9, -1)], []),
            "they answer you less often than others do (lowers it)",
        ),
    ],
    ids=["never wrote", "at the desk", "silent", "answers less"],
)
def test_a_fact_is_told_with_its_direction(mail: Correspondence, told: str) -> None:
    assert told in sentences(features(mail, 0.3, NOW, ASK), shown=5)


def test_the_owners_share_is_told_in_per_cent() -> None:
    values = features(Correspondence([], []), 0.8, NOW, ASK)

    assert any(
        told.startswith("80% of such mails of yours are answered within a week (raises")
        for told in sentences(values)
    )


def test_the_least_share_is_told_as_such() -> None:
    values = features(Correspondence([], []), LEAST_BASE, NOW, ASK)

    assert any(told.startswith("at most 5% of such mails of yours") for told in sentences(values))


def test_three_facts_are_told_at_most() -> None:
    assert len(sentences(features(Correspondence([], []), 0.8, NOW, ASK))) <= 3
