"""The five days: whatever moves is moved by the right mail, on any seed, and shown as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from narrowcast.agent.cli import days as terminal
from narrowcast.agent.cli import output
from narrowcast.agent.cli.app import app
from narrowcast.agent.cli.session import Session
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import LetterPurpose
from narrowcast.agent.demo.fates import Kind
from narrowcast.agent.store.asks import Origin
from tests.agent.demo import lived
from tests.agent.demo.lived import Week

SEEDS = (1, 2)

MEANS = {
    Kind.AGREED: {AskEvent.AGREED},
    Kind.DECLINED: {AskEvent.DECLINED},
    Kind.DOES_NOT_KNOW: {AskEvent.DECLINED},
    Kind.LATER: {AskEvent.POSTPONED},
    Kind.ASKS_BACK: {AskEvent.ASKED_BACK},
    Kind.OTHER_PERSON: {AskEvent.REFERRED},
    Kind.INTRODUCED: {AskEvent.INTRODUCED},
    Kind.MEETING_SET: {AskEvent.MEETING_SET},
    Kind.OUT_OF_OFFICE: {AskEvent.AWAY},
    Kind.BOUNCED: {AskEvent.BOUNCED},
}
"""What each sort of mail may do; all others nothing."""
OWN = {AskEvent.LEFT, AskEvent.OWNER_REPLIED, AskEvent.OWNER_ANSWERED}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Week]:
    return {seed: lived.week(seed, tmp_path_factory) for seed in SEEDS}


@pytest.fixture(params=SEEDS, ids=[f"seed {seed}" for seed in SEEDS])
def week(request: pytest.FixtureRequest, weeks: dict[int, Week]) -> Week:
    return weeks[request.param]


def test_every_step_has_a_mail_that_means_it_and_belongs_to_that_ask(week: Week) -> None:
    for outcome, step in week.caused():
        told = week.truth.get(step.message_id)
        if told is None:
            assert step.event in OWN
            assert any(a.partition("@")[2] in step.message_id for a in week.sample.owner.addresses)
            continue
        assert step.event in MEANS.get(told.kind, set())
        assert told.prospect is not None
        assert outcome.prospect in {
            told.prospect.name,
            f"{told.prospect.title} at {told.prospect.company}",
        }


def test_mail_about_other_things_is_neither_taken_for_an_answer_nor_shown(week: Week) -> None:
    aside = {
        one.message_id for one in week.truth.values() if one.kind in {Kind.UNRELATED, Kind.BULK}
    }

    assert aside
    assert not aside & week.shown


def test_no_answer_goes_unheard(week: Week) -> None:
    answers = {one.message_id for one in week.truth.values() if one.kind in MEANS}

    assert answers
    assert answers <= week.shown


def test_a_week_shows_an_introduction_a_decline_an_absence_and_a_meeting(week: Week) -> None:
    events = {step.event for _, step in week.caused()}
    states = {outcome.state for outcome in week.outcomes}

    assert {AskEvent.INTRODUCED, AskEvent.AGREED, AskEvent.AWAY, AskEvent.MEETING_SET} <= events
    assert AskState.DECLINED in states
    assert states & {AskState.OWNER_REPLIED, AskState.INTRODUCED, AskState.MEETING_SET}


def test_an_ask_is_closed_by_the_note_of_what_came_of_it(week: Week) -> None:
    (closed,) = [one for one in week.outcomes if one.state is AskState.CLOSED]
    notes = [one.ask for day in week.days for one in day.approvals if one.beside == "outcome"]

    assert [step.event for step in closed.steps][-2:] == [AskEvent.MET, AskEvent.CLOSED]
    assert notes == [closed.ask]


def test_only_what_the_owner_approved_has_left(week: Week) -> None:
    approved = [one for day in week.days for one in day.approvals if one.leaves is not None]

    assert week.letters + week.overtaken == len(approved)
    assert {one.ask for one in approved} == {outcome.ask for outcome in week.outcomes}
    assert sum(one.beside is LetterPurpose.ASK for one in approved) == len(week.outcomes)
    assert sum(day.letters for day in week.days) == week.letters


def test_no_letter_of_the_programs_own_words_is_held_back(week: Week) -> None:
    assert [one.why for day in week.days for one in day.approvals if one.leaves is None] == []


def test_an_introduction_is_answered_by_a_letter_that_was_approved(week: Week) -> None:
    answered = [one for day in week.days for one in day.approvals if one.beside == "bcc-reply"]
    moved = [one for day in week.days for one in day.moved if one.origin is Origin.OUTBOX]

    assert answered
    assert AskEvent.OWNER_REPLIED in {one.event for one in moved}


def test_the_best_way_leads_through_who_really_knows_them_or_nobody_is_asked(week: Week) -> None:
    for way, told in zip(week.opening.ways, week.sample.prospects, strict=True):
        names = {week.sample.people[number].display for number in told.introducers}
        assert bool(way.abstained) == (not names)
        assert way.abstained or way.introducer in names
    asked = {outcome.prospect for outcome in week.outcomes}
    assert not asked & {way.prospect for way in week.opening.ways if way.abstained}


def test_another_seed_shows_other_people_and_another_order(weeks: dict[int, Week]) -> None:
    one, other = weeks[1], weeks[2]

    assert one.opening.owner != other.opening.owner
    assert not {o.prospect for o in one.outcomes} & {o.prospect for o in other.outcomes}
    assert [d.subject for d in one.days] != [d.subject for d in other.days]
    assert [o.state for o in one.outcomes] != [o.state for o in other.outcomes]


def test_the_same_seed_gives_the_same_data_from_the_command(
    weeks: dict[int, Week], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "morning.html"
    arguments = ["demo", "--json", "--seed", "1", "--folder", str(tmp_path), "--html", str(page)]

    app(arguments, obj=Session(), standalone_mode=False)

    week = weeks[1]
    expected = {"opening": week.opening, "days": week.days, "asks": week.outcomes}
    assert json.loads(capsys.readouterr().out) == output.plain(expected)
    assert page.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


def test_the_terminal_says_what_the_data_says(week: Week) -> None:
    console = Console(width=80, markup=False)
    with console.capture() as captured:
        console.print(terminal.opening(week.opening))
        for day in week.days:
            console.print(terminal.one_day(day, whole=False))
        console.print(terminal.end(week.outcomes, week.opening.ways))
    text = captured.get()
    end = " ".join(text[text.index("How the asks stand") :].split())

    for _, step in week.caused():
        assert step.message_id in text
    for outcome in week.outcomes:
        assert outcome.message_id in end
        assert f"#{outcome.ask} {outcome.state} {outcome.introducer}" in end
    for way in week.opening.ways:
        assert not way.abstained or way.prospect in end
    assert max(map(len, text.splitlines())) <= 80
