"""What the desk tells etiquette of the owner's rules and wishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent.asking import Desk
from narrowcast.agent.core.etiquette import Code
from narrowcast.agent.core.model import AddressKey, Purpose
from narrowcast.agent.store import prospects
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
from tests.agent.posting import seconds


def codes(desk: Desk, purpose: Purpose = Purpose.SALES, note: str = "") -> set[Code]:
    wish = replace(prospect(), purpose=purpose)
    (wanted,) = prospects.add(desk.store, [wish], seconds(NOW))
    ask = desk.draft(wanted, introducer(), NOW, note=note)
    return {one.code for one in desk.lint(ask, wanted, introducer(), NOW)}


@pytest.mark.parametrize(
    ("behind", "blocked"),
    [
        pytest.param(introducer().person.addresses[1], True, id="another-address-of-theirs"),
        pytest.param("somebody@else.example", False, id="somebody-else"),
    ],
)
def test_who_is_behind_a_wall_is_not_written_to(desk: Desk, behind: str, *, blocked: bool) -> None:
    walled = {AddressKey(behind): "behind a wall of yours"}

    assert (Code.E05 in codes(replace(desk, walled=walled))) is blocked


@pytest.mark.parametrize(
    ("own", "seen"),
    [
        pytest.param("robin@ports.example", True, id="a-colleague"),
        pytest.param("robin@vale.example", False, id="somebody-else"),
        pytest.param("robin@gmail.com", False, id="a-mail-provider-is-no-employer"),
    ],
)
def test_a_job_search_goes_past_no_colleague(desk: Desk, own: str, *, seen: bool) -> None:
    mine = replace(desk, owner=replace(OWNER, addresses=(AddressKey(own),)))

    assert (Code.E09 in codes(mine, Purpose.JOB)) is seen


def test_a_letter_names_no_other_prospect(desk: Desk) -> None:
    prospects.add(desk.store, [replace(prospect(), name="Mara Diaz", addresses=())], seconds(NOW))

    assert Code.E10 in codes(desk, note="I also look for Mara Diaz.")
