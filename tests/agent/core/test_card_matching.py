from __future__ import annotations

from dataclasses import replace

from narrowcast.agent.core.card_matching import Candidate, CardFace, Ground, match
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.nlp.employers import may_be_one_employer

ROW = CardFace(
    id="linkedin:1", row=1, name="Ileana Dragulescu", firms=("Norvane GmbH",), since=Time(5)
)
ILEANA = Candidate(person=AddressId(1), names=("Ileana Dragulescu",), firms=("Norvane",))
ELSEWHERE = replace(ILEANA, person=AddressId(2), firms=("Quillon",))
UNKNOWN = replace(ILEANA, person=AddressId(3), firms=())


def ground(
    *candidates: Candidate, card: CardFace = ROW, rivals: tuple[CardFace, ...] = ()
) -> Ground:
    return match(card, candidates, rivals, may_be_one_employer).ground


def test_the_same_name_at_the_same_firm_is_one_person() -> None:
    assert ground(ILEANA) is Ground.FIRM


def test_of_two_with_one_name_the_one_at_the_firm_is_meant() -> None:
    found = match(ROW, [ELSEWHERE, ILEANA], (), may_be_one_employer)

    assert (found.person, found.ground) == (ILEANA.person, Ground.FIRM)


def test_father_and_son_at_one_firm_are_asked_about() -> None:
    son = replace(ILEANA, person=AddressId(9))

    found = match(ROW, [ILEANA, son], (), may_be_one_employer)

    assert (found.person, found.ground) == (None, Ground.SEVERAL)
    assert found.asked == (ILEANA.person, son.person)


def test_two_rows_of_one_name_at_one_firm_are_asked_about() -> None:
    twin = replace(ROW, id="linkedin:2", row=2)

    assert ground(ILEANA, rivals=(twin,)) is Ground.SEVERAL


def test_a_row_of_that_name_at_another_firm_is_no_rival() -> None:
    twin = replace(ROW, id="linkedin:2", row=2, firms=("Quillon SA",))

    assert ground(ILEANA, rivals=(twin,)) is Ground.FIRM


def test_an_uncommon_name_at_another_firm_suggests_and_is_asked_about() -> None:
    found = match(ROW, [ELSEWHERE], (), may_be_one_employer)

    assert (found.ground, found.asked) == (Ground.NAME, (ELSEWHERE.person,))
    assert not found.ground.joins


def test_a_common_name_at_another_firm_is_nobodys() -> None:
    assert ground(ELSEWHERE, card=replace(ROW, is_common=True)) is Ground.NOBODY


def test_a_common_name_of_whom_no_firm_is_known_is_asked_about() -> None:
    assert ground(UNKNOWN, card=replace(ROW, is_common=True)) is Ground.SEVERAL


def test_a_short_form_counts_beside_the_firm_only() -> None:
    bill = Candidate(person=AddressId(4), names=("Bill Thackerby",), firms=("Harbor",))
    row = replace(ROW, name="William Thackerby", firms=("Harbor Inc.",))

    assert ground(bill, card=row) is Ground.FIRM
    assert ground(replace(bill, firms=()), card=row) is Ground.NOBODY


def test_an_address_on_the_card_tells_whatever_the_firm() -> None:
    assert ground(replace(ELSEWHERE, holds=True), ILEANA) is Ground.ADDRESS


def test_the_owners_word_comes_first() -> None:
    assert ground(replace(ELSEWHERE, said=True), replace(ILEANA, holds=True)) is Ground.OWNER
    assert ground(replace(ILEANA, said=False)) is Ground.NOBODY
