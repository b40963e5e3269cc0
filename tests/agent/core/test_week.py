"""The words of the week's mail: counts with their grounds, nothing that looks surer than it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from narrowcast.agent.core import week
from narrowcast.agent.core.model import AskId
from narrowcast.agent.core.outcomes import Funnel, Share, Wait
from narrowcast.agent.core.week import Cooling, HostBytes, Overridden, Pair, Stuck, WeekMaterial
from tests.agent.core.letter_samples import HOSTILE, NOW, OWNER, golden
from tests.agent.core.test_digest import ATTRIBUTES, TAGS, Seen

NONE = Funnel(asked=0, agreed=0, introduced=0, met=0, declined=0, acceptance=None, wait=None)
SOME = Funnel(
    asked=4,
    agreed=3,
    introduced=2,
    met=1,
    declined=1,
    acceptance=Share(yes=5, of=7, value=0.71, low=0.52, high=0.85),
    wait=Wait(count=5, median=6.4, shortest=1.2, longest=19.0),
)
QUIET = WeekMaterial(owner=OWNER, now=NOW, funnel=NONE)


def full(name: str = "Lena Koch") -> WeekMaterial:
    return WeekMaterial(
        owner=OWNER,
        now=NOW,
        funnel=SOME,
        letters=2,
        learned=(f"3 of 4 asks to {name} were accepted: +12 %",),
        overridden=(Overridden(ask=AskId(7), why=f"approved in spite of E03: {name} insisted"),),
        pairs=(
            Pair(
                newcomer=name,
                insider="Ana Ruiz",
                organization="Target GmbH",
                moved=date(2026, 10, 20),
                evidence="<move@target.example>",
            ),
        ),
        cooling=(Cooling(person=name, last=date(2026, 3, 2), prospect="Jonas Weber"),),
        stuck=(Stuck(prospect=name, why="nobody leads there.", next_step="meet somebody"),),
        moves=2,
        hosts=(HostBytes(host="imap.vale.example", sent=30_400, received=2_310_000),),
    )


def test_the_weeks_mail_reads_as_its_golden_file() -> None:
    words = week.digest(full())

    assert words is not None
    text = f"Subject: {words.subject}\n\n{words.text}"
    assert text == golden("week.txt", text)
    assert words.html == golden("week.html", words.html)


@pytest.mark.parametrize(
    "quiet",
    [
        QUIET,
        replace(QUIET, stuck=full().stuck),
        replace(QUIET, moves=3, hosts=full().hosts),
        replace(QUIET, learned=full().learned),
    ],
    ids=["nothing", "only without a path", "only moves", "only learned"],
)
def test_a_week_that_held_nothing_makes_no_mail(quiet: WeekMaterial) -> None:
    assert week.digest(quiet) is None


def test_a_share_of_few_asks_is_told_as_their_number() -> None:
    few = replace(SOME, acceptance=Share(yes=1, of=2, value=0.5, low=0.2, high=0.8), wait=None)

    words = week.digest(replace(QUIET, funnel=few))

    assert words is not None
    assert "Of 2 asks settled in 30 days 1 agreed: too few for a share." in words.text
    assert "%" not in words.text


def test_a_share_stands_with_its_interval_and_its_cases() -> None:
    words = week.digest(full())

    assert words is not None
    assert "Of 7 asks settled in 30 days 5 agreed: 71 % (52 to 85)." in words.text


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_adds_no_tag_and_no_link_to_the_week(name: str) -> None:
    words = week.digest(full(name))

    assert words is not None
    page = Seen(words.html)
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert not any("url(" in value or "http" in value for value in page.values)
    assert not any(ord(sign) < 32 and sign != "\n" for sign in words.text + words.subject)


def test_introductions_that_nobody_was_asked_for_stand_beside_the_funnel() -> None:
    words = week.digest(replace(QUIET, unasked=2))

    assert words is not None
    assert words.subject == "Your week: 2 unasked"
    assert "Beside them 2 introductions that nobody was asked for." in words.text
    assert "nobody was asked for" in words.html
