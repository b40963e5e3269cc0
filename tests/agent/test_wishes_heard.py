"""A wish that an answer tells is a question of the morning mail, and holds once the owner says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import outbox, telling
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import AskId, AskKind, seconds
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.errors import InputError
from narrowcast.agent.etiquette_context import Occasion, gather
from narrowcast.agent.store import answers, prospects, wishes
from narrowcast.connectors.maildir import MaildirSender
from tests.agent.core.letter_samples import NOW, introducer
from tests.agent.listening import ANA, LEAVES, Office, mail, planned

READ = NOW + timedelta(days=2)
AFTER = seconds(READ + timedelta(days=1))
NO_MORE = "Sorry, no. Please don't ask me about Lumen Ports again."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned() as made:
        outbox.tick(made.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
        yield made


def _suppressed(office: Office) -> frozenset[str]:
    wanted = prospects.everybody(office.store)[0]
    later = READ + timedelta(days=1)
    occasion = Occasion(prospect=wanted, introducer=introducer(), now=later, send_at=later)
    found = gather(office.store, office.desk.owner, office.desk.house_rules(), occasion).suppressed
    return frozenset(found or ())


def test_a_wish_is_asked_about_and_not_kept_by_itself(office: Office) -> None:
    office.read(mail(1, text=NO_MORE, answers=office.letter_id), now=READ)

    asked = telling.question(
        office.ask, prospects.everybody(office.store)[0], answers.wished(office.store, AskId(1))
    )

    assert "not to be asked about Lumen Ports" in office.ask.needs_review
    assert asked.choices[0].command == "narrowcast settle 1 wish"
    assert asked.answers["a"].means == telling.WISH
    assert wishes.of(office.store, [ANA], AFTER) == ()


def test_the_owners_word_keeps_it_in_the_place_of_silence(office: Office) -> None:
    office.read(mail(1, text=NO_MORE, answers=office.letter_id), now=READ)
    assert ANA in _suppressed(office)  # until the owner has looked, nobody writes to her

    office.desk.keep_wish(AskId(1), READ)

    (kept,) = wishes.of(office.store, [ANA], AFTER)
    assert kept.about == "Lumen Ports"
    assert office.ask.state is AskState.DECLINED
    assert not office.ask.needs_review
    assert ANA not in _suppressed(office)


def test_a_wish_leaves_former_ones_as_they_were(office: Office) -> None:
    wishes.keep(office.store, [ANA], PersonWish(at=seconds(NOW), about="Quay"))
    office.read(mail(1, text=NO_MORE, answers=office.letter_id), now=READ)

    office.desk.keep_wish(AskId(1), READ)

    assert {one.about for one in wishes.of(office.store, [ANA], AFTER)} == {"Quay", "Lumen Ports"}


def test_an_answer_without_a_wish_offers_none(office: Office) -> None:
    office.read(mail(1, text="Sorry, I would rather not.", answers=office.letter_id), now=READ)

    with pytest.raises(InputError, match="tells a wish"):
        office.desk.keep_wish(AskId(1), READ)


def test_a_settled_answer_asks_about_its_wish_no_more(office: Office) -> None:
    office.read(mail(1, text=NO_MORE, answers=office.letter_id), now=READ)

    office.desk.settle(AskId(1), None, READ)

    assert answers.wished(office.store, AskId(1)) == ""


@pytest.mark.parametrize(
    ("kind", "held"), [(AskKind.INTRODUCTION, True), (AskKind.REFERENCE, False)]
)
def test_a_wish_about_a_kind_of_ask_holds_that_kind(
    office: Office, kind: AskKind, held: bool
) -> None:
    wanted = replace(prospects.everybody(office.store)[0], kind=kind)

    assert PersonWish(at=seconds(NOW), about="introductions").concerns(wanted) is held
