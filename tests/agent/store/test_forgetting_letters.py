"""Letters beside an ask are forgotten with it, and not while one is under way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from narrowcast.agent.asking import Desk
from narrowcast.agent.companions import Companions
from narrowcast.agent.core.model import LetterPurpose
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks, forgetting
from tests.agent.core.letter_samples import NOW
from tests.agent.courtesies import sent_ask
from tests.agent.posting import seconds

WEEK = NOW + timedelta(days=8)


def test_the_letters_beside_an_ask_go_with_it(desk: Desk) -> None:
    ask = sent_ask(desk)
    Companions(desk).draft(ask, LetterPurpose.FOLLOW_UP, WEEK)

    forgetting.forget(desk.store, [ask.introducer_address], ("Ana Ruiz",), seconds(WEEK))

    rows = "SELECT (SELECT count(*) FROM letter) + (SELECT count(*) FROM letter_event)"
    assert asks.every(desk.store) == ()
    assert desk.store.conn.execute(rows).fetchone() == (0,)


def test_nobody_is_forgotten_while_a_letter_beside_is_under_way(desk: Desk) -> None:
    ask = sent_ask(desk)
    letter = Companions(desk).draft(ask, LetterPurpose.FOLLOW_UP, WEEK)
    Companions(desk).approve(letter, WEEK, anyway="a test")

    with pytest.raises(InputError, match=f"narrowcast undo L{letter.id}"):
        forgetting.forget(desk.store, [ask.introducer_address], ("Ana Ruiz",), seconds(WEEK))
