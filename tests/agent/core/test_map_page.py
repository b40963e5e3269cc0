"""The map's words and places: every number with its reason, and what is left out is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from narrowcast.agent.core import map_page
from narrowcast.agent.core.model import Band
from tests.agent.core import page_samples
from tests.agent.core.page_samples import HOSTILE, name


def test_each_way_tells_its_numbers_with_what_they_rest_on() -> None:
    page = map_page.page(page_samples.atlas())

    ways = [way for goal in page.goals for way in goal.ways]
    assert len(ways) > 10
    assert all(row.because for way in ways for row in way.rows)
    assert {len(way.rows) for way in ways} == {5}
    assert ways[0].against == ("you last wrote to each other 40 days ago",)
    assert ways[0].command == "narrowcast ask 1 --via p0@firm.example"


def test_a_prospect_nobody_leads_to_says_why_and_what_would_help() -> None:
    barren = map_page.page(page_samples.atlas()).goals[5]

    assert barren.ways == ()
    assert barren.abstained == "No good path: nothing in your mail shows one"
    assert barren.next_step == "Ask your strongest contacts"


def test_whom_the_program_would_not_propose_is_no_way() -> None:
    atlas = page_samples.atlas(prospects=1)
    sought = atlas.sought[0]
    pressed = replace(sought.found, abstained="only faint traces")

    page = map_page.page(replace(atlas, sought=(replace(sought, found=pressed),)))

    assert page.goals[0].ways == ()
    assert page.picture["ways"] == []


def test_a_way_without_a_link_is_none() -> None:
    atlas = page_samples.atlas(prospects=1)
    sought = atlas.sought[0]
    strangers = tuple(replace(one, link=0.0) for one in sought.found.introducers)
    found = replace(sought.found, introducers=strangers)

    page = map_page.page(replace(atlas, sought=(replace(sought, found=found),)))

    assert page.goals[0].ways == ()
    assert page.reached == page.introducers == 0


def test_what_is_left_out_is_counted() -> None:
    page = map_page.page(replace(page_samples.atlas(), more_people=1_234, more_sought=5))

    assert (page.more_people, page.more_sought) == (1_234, 5)


def test_people_of_one_firm_stand_in_its_circle_however_it_is_spelt() -> None:
    atlas = page_samples.atlas(3, 0)
    spelt = ("Acme Ltd", "ACME Limited", "Tern")
    people = tuple(replace(one, firm=f) for one, f in zip(atlas.people, spelt, strict=True))

    picture: Any = map_page.page(replace(atlas, people=people)).picture

    assert [(one[0], one[4]) for one in picture["firms"]] == [("Acme Ltd", 2)]
    (_, x, y, r, _) = picture["firms"][0]
    inside = [(x - p[4]) ** 2 + (y - p[5]) ** 2 <= r * r for p in picture["people"]]
    assert inside == [True, True, False]


def test_firms_of_introducers_lie_nearest() -> None:
    atlas = page_samples.atlas(300, 2)

    picture: Any = map_page.page(atlas).picture

    far = [(p[4] ** 2 + p[5] ** 2) ** 0.5 for p in picture["people"]]
    leading = [d for d, p in zip(far, picture["people"], strict=True) if p[3]]
    assert max(leading) < sorted(far)[150]


def test_the_same_people_stand_in_the_same_places_every_time() -> None:
    assert map_page.page(page_samples.atlas()) == map_page.page(page_samples.atlas())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_come_out_cleaned_and_short(text: str) -> None:
    page = map_page.page(page_samples.atlas(hostile=True))

    named = [str(one["name"]) for one in page.people] + [goal.name for goal in page.goals]
    assert all(len(one) <= 160 for one in named)
    assert not any("\u202e" in one or "\n" in one for one in named)
    assert any(one.startswith(text[0]) for one in named)


def test_without_anybody_there_is_a_page_that_says_so() -> None:
    page = map_page.page(page_samples.atlas(1, 0))

    assert (page.goals, page.reached, page.introducers) == ((), 0, 0)
    assert page.people[0]["name"] == name(0)
    assert page.people[0]["band"] == Band.STRONG.value
