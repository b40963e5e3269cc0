"""The pages in a real browser: they fetch nothing, work by mouse and keys, and read well to all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrowcast.agent import webpage
from narrowcast.agent.core import digest, map_page, report_page
from tests.agent.core import letter_samples, page_samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.servers.chromium import Chromium

SIZES = [
    pytest.param(390, False, id="phone"),
    pytest.param(1200, True, id="desk, dark"),
]


@cache
def drawn(people: int = 40, prospects: int = 6, *, hostile: bool = False) -> str:
    return webpage.drawn(map_page.page(page_samples.atlas(people, prospects, hostile=hostile)))


@cache
def reported(*, hostile: bool = False) -> str:
    return webpage.reported(report_page.page(page_samples.record(hostile=hostile)))


def morning() -> str:
    made = digest.digest(letter_samples.full_material())
    assert made is not None
    return made.html


PAGES: list[object] = [
    pytest.param(drawn, id="map"),
    pytest.param(reported, id="report"),
    pytest.param(lambda: drawn(hostile=True), id="map, hostile names"),
    pytest.param(lambda: reported(hostile=True), id="report, hostile names"),
    pytest.param(morning, id="morning"),
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_nothing_is_fetched_nothing_is_wrong_and_nothing_sticks_out(
    chromium: Chromium, page: Callable[[], str], width: int, dark: bool
) -> None:
    def width_needed(shown: Page) -> int:
        return int(shown.evaluate("document.documentElement.scrollWidth"))

    seen = chromium.visit(page(), width_needed, width=width, height=844, dark=dark)

    assert seen.complaints == ()
    assert seen.requests == ()
    assert seen.value <= width


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_axe_finds_nothing_serious(
    chromium: Chromium, page: Callable[[], str], width: int, dark: bool
) -> None:
    from tests.servers.chromium import findings

    def look(shown: Page) -> list[str]:
        # Axe asks only about what can be seen: everything that folds is opened.
        shown.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        if shown.query_selector("#which"):
            shown.select_option("#which", index=1)
        return findings(shown)

    assert chromium.visit(page(), look, width=width, dark=dark).value == []


def test_axe_does_see_what_is_wrong(chromium: Chromium) -> None:
    from tests.servers.chromium import findings

    html = "<!DOCTYPE html><html lang='en'><title>x</title><main><button></button></main></html>"

    assert "button-name" in chromium.visit(html, findings).value[0]


def test_a_browser_lets_the_page_fetch_nothing_even_where_a_script_got_in(
    chromium: Chromium,
) -> None:
    forged = drawn().replace(
        "</body>", "<script>document.title='run'</script><img src='https://evil.example/x'></body>"
    )

    seen = chromium.visit(forged, lambda page: page.title())

    assert seen.value != "run"
    assert seen.requests == ()
    assert len(seen.complaints) == 2  # a script and a picture, both refused by the policy
    assert all("Content Security Policy" in one for one in seen.complaints)


def test_two_thousand_people_and_two_hundred_prospects_are_drawn_in_steps_that_grow_with_them(
    chromium: Chromium,
) -> None:
    def look(page: Page) -> dict[str, int]:
        page.wait_for_function("document.documentElement.dataset.passes")
        told: dict[str, str] = page.evaluate("({ ...document.documentElement.dataset })")
        return {key: int(value) for key, value in told.items()}

    few = chromium.visit(drawn(1_000, 100), look).value
    many = chromium.visit(drawn(2_000, 200), look).value

    assert 2_000 + 200 < many["drawn"] < 2.2 * few["drawn"]
    assert many["passes"] <= few["passes"] + 2  # painted whole, not once for each
    assert len(drawn(2_000, 200)) < 3_000_000


def chosen(page: Page) -> str:
    return page.inner_text("#detail h2") if page.is_visible("#detail") else ""


def test_choosing_a_prospect_shows_who_leads_there_and_why(chromium: Chromium) -> None:
    def look(page: Page) -> tuple[str, str, str]:
        page.select_option("#which", index=1)
        told, reasons = chosen(page), page.inner_text("#detail")
        page.click("#detail .top button")
        return told, reasons, chosen(page)

    told, reasons, after = chromium.visit(drawn(), look).value

    assert told == page_samples.name(160)
    assert page_samples.name(0) in reasons
    assert "2 meetings of you, Ana and Jonas in 2023" in reasons
    assert after == ""


def test_search_finds_by_parts_of_names_in_any_order_those_that_begin_so_first(
    chromium: Chromium,
) -> None:
    def look(page: Page) -> tuple[list[str], str, str]:
        page.keyboard.press("/")
        page.keyboard.type("TANAKA ána")
        found = [one.inner_text() for one in page.query_selector_all("#results [data-id]")]
        page.keyboard.press("Enter")
        told = chosen(page)
        page.fill("#search", "nobody of this name")
        return found, told, page.inner_text("#results")

    found, told, none = chromium.visit(drawn(200), look).value

    assert [one.split()[:2] for one in found[:2]] == [["Ana", "Tanaka"], ["Ben", "Tanaka"]]
    assert told == "Ana Tanaka"
    assert none == "nobody of that name"


def test_arrow_keys_walk_the_prospects_enter_opens_one_and_escape_goes_back(
    chromium: Chromium,
) -> None:
    def look(page: Page) -> list[str]:
        page.focus("#stage")
        said = []
        for key in ("ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Enter", "Escape"):
            page.keyboard.press(key)
            said.append(page.inner_text("#say"))
        return said

    said = chromium.visit(drawn(), look).value

    first, second, opened, introducer, person, all_again = said
    assert first.startswith(page_samples.name(160))
    assert second.startswith(page_samples.name(161))
    assert opened == second
    assert " tie, 50 received, 40 sent, 3 meetings" in introducer
    assert person == introducer
    assert all_again == "All prospects are shown."


def test_pointing_at_a_person_says_what_the_tie_rests_on(chromium: Chromium) -> None:
    atlas = page_samples.atlas(1, 0)

    def look(page: Page) -> str:
        box = page.locator("#stage").bounding_box()
        assert box is not None
        for step in range(8, 400, 4):  # from the owner, in the middle or nearly, to the right
            page.mouse.move(box["x"] + box["width"] / 2 - 200 + step, box["y"] + box["height"] / 2)
            if page.is_visible("#tip") and "tie" in page.inner_text("#tip"):
                return page.inner_text("#tip")
        return ""

    said = chromium.visit(webpage.drawn(map_page.page(atlas)), look).value

    rests_on = "50 received, 40 sent, 3 meetings; last Oct 2026"
    assert said == f"{page_samples.name(0)}, Harbour: strong tie, {rests_on}"


def test_the_owner_may_see_those_alone_who_lead_somewhere(chromium: Chromium) -> None:
    def look(page: Page) -> tuple[int, int]:
        shown = "document.documentElement.dataset.shown"
        before = int(page.evaluate(shown))
        page.check("#leading")
        return before, int(page.evaluate(shown))

    before, after = chromium.visit(drawn(), look).value

    assert before > after > 0


def test_without_scripts_the_list_is_there_and_holds_every_reason(chromium: Chromium) -> None:
    def look(page: Page) -> tuple[bool, str]:
        for summary in page.query_selector_all("details.goal > summary")[:1]:
            summary.click()
        return page.is_visible("#stage"), page.inner_text("#list")

    drawn_, told = chromium.visit(drawn(), look, script=False).value

    assert not drawn_
    assert "2 meetings of you, Ana and Jonas in 2023" in told


def test_printed_the_map_is_its_list_with_everything_open(chromium: Chromium) -> None:
    def look(page: Page) -> tuple[bool, bool, int]:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        opened = page.evaluate("document.querySelectorAll('details:not([open])').length")
        return page.is_visible("#stage"), page.is_visible("ol.ways"), int(opened)

    assert chromium.visit(drawn(), look).value == (False, True, 0)


def test_hostile_names_are_shown_and_do_nothing(chromium: Chromium) -> None:
    def look(page: Page) -> str:
        page.select_option("#which", index=1)
        return page.inner_text("body")

    seen = chromium.visit(drawn(hostile=True), look)

    assert "<script>fetch(" in seen.value
    assert "{{7*7}}" in seen.value
    assert "\u202e" not in seen.value
    assert (seen.complaints, seen.requests) == ((), ())


def test_the_pictures_data_name_nobody_whom_the_list_does_not() -> None:
    html = drawn()
    data = re.search(r'<script type="application/json" id="picture">(.*?)</script>', html)
    assert data is not None
    picture = json.loads(data[1])
    listed = html.replace(data[0], "")

    assert all(one[0] in listed for one in (*picture["people"], *picture["goals"]))
