from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from narrowcast.agent.demo.fates import Fate, Kind
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.sample import Prospect, Sample
from narrowcast.agent.demo.world import Reaction, World
from tests.agent.demo.conftest import END
from tests.agent.demo.letters_of_owner import ask, letter

Chooser = Callable[[Sample, Prospect], Person]


def known(sample: Sample, prospect: Prospect) -> Person:
    return sample.people[prospect.introducers[0]]


def stranger(sample: Sample, prospect: Prospect) -> Person:
    return sample.people[sample.decoys[0]]


def morning(day: int) -> datetime:
    return END + timedelta(days=day - 1)


def live(sample: Sample, days: int = 9, via: Chooser = known) -> tuple[World, list[bytes]]:
    """A letter on each of the first five days, about another prospect each."""
    world, sent, arrived = World(sample), list[bytes](), list[bytes]()
    askable = [p for p in sample.prospects if p.introducers]
    for day in range(1, days + 1):
        arrived += world.reactions(sent, day, morning(day))
        if day <= 5:
            prospect, when = askable[day - 1], morning(day) + timedelta(hours=3)
            sent.append(ask(sample, via(sample, prospect), prospect, when))
    return world, arrived


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def kinds(world: World) -> list[Kind]:
    return [truth.kind for truth in world.truth() if truth.letter_id]


@pytest.mark.parametrize("seed", ["sample", "other"])
def test_a_week_shows_an_introduction_a_decline_and_an_absence(request, seed: str) -> None:
    world, _ = live(request.getfixturevalue(seed), days=6)

    assert {Kind.AGREED, Kind.INTRODUCED, Kind.DECLINED, Kind.OUT_OF_OFFICE} <= set(kinds(world))
    assert {Kind.MEETING_SET, Kind.PROSPECT_REPLIED} <= set(kinds(world))


@pytest.mark.parametrize("seed", ["sample", "other"])
def test_the_same_letters_bring_the_same_mails(request, seed: str) -> None:
    sample = request.getfixturevalue(seed)

    assert live(sample)[1] == live(sample)[1]


def test_another_seed_lives_another_week(sample: Sample, other: Sample) -> None:
    assert kinds(live(sample)[0]) != kinds(live(other)[0])


def test_the_truth_names_every_mail_once_and_no_other(sample: Sample) -> None:
    world, arrived = live(sample)

    ids = [str(parsed(raw)["Message-ID"]) for raw in arrived]

    assert ids == [truth.message_id for truth in world.truth()]
    assert len(set(ids)) == len(ids)


def test_mails_arrive_without_defects_after_their_letter_and_by_now(sample: Sample) -> None:
    world, arrived = live(sample)
    for raw, truth in zip(arrived, world.truth(), strict=True):
        mail = parsed(raw)
        assert not [d for part in mail.walk() for d in part.defects]
        assert not [d for value in mail.values() for d in getattr(value, "defects", ())]
        assert mail["Date"].datetime == truth.arrived_at
        assert truth.arrived_at <= morning(9)


def test_an_answer_quotes_the_letter_and_names_it(sample: Sample) -> None:
    world, arrived = live(sample)
    answers = only(world, arrived, {Kind.AGREED, Kind.DECLINED, Kind.LATER})

    assert len(answers) >= 3
    for mail, truth in answers:
        assert mail["In-Reply-To"] == truth.letter_id
        assert truth.letter_id in str(mail["References"])
        assert "Yes or no are both fine." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_an_introduction_goes_to_owner_and_prospect(sample: Sample) -> None:
    world, arrived = live(sample)
    made = only(world, arrived, {Kind.INTRODUCED})

    assert made
    for mail, truth in made:
        assert truth.prospect is not None
        named = f"{mail['To']} {mail['Cc']}"
        assert truth.prospect.person.addresses[-1] in named
        assert sample.owner.addresses[-1] in named
        assert truth.introducer in str(mail["From"])


def test_a_meeting_is_an_invitation_of_the_prospects(sample: Sample) -> None:
    world, arrived = live(sample)
    ((mail, truth),) = only(world, arrived, {Kind.MEETING_SET})

    calendars = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]

    assert truth.prospect is not None
    assert calendars[0].get_param("method") == "REQUEST"
    assert truth.prospect.person.addresses[-1] in str(mail["From"])


def test_who_does_not_know_the_prospect_says_so(sample: Sample) -> None:
    world, _ = live(sample, via=stranger)

    assert Kind.DOES_NOT_KNOW in kinds(world)
    assert Kind.DECLINED not in kinds(world)


def test_an_address_of_an_old_employment_bounces(sample: Sample) -> None:
    prospect = next(p for p in sample.prospects if p.introducers)
    moved = next(p for p in sample.people[1:] if len(p.jobs) > 1 and p.jobs[-1].since < END)
    when = END + timedelta(hours=3)
    raw = ask(sample, moved, prospect, when, address=moved.addresses[0])
    world = World(sample)

    (report, *_) = [
        parsed(r)
        for r in world.reactions([raw], 1, END + timedelta(hours=4))
        if b"delivery-status" in r
    ]

    assert kinds(world) == [Kind.BOUNCED]
    assert report["In-Reply-To"] == parsed(raw)["Message-ID"]
    assert moved.addresses[0] in report.as_string()


def test_a_letter_that_goes_on_in_a_thread_starts_no_new_story(sample: Sample) -> None:
    world = World(sample)
    prospect = next(p for p in sample.prospects if p.introducers)
    first = ask(sample, known(sample, prospect), prospect, END + timedelta(hours=3))
    world.reactions([first], 1, END + timedelta(hours=9))
    before = len(kinds(world))
    thanks = ask(
        sample,
        known(sample, prospect),
        prospect,
        END + timedelta(hours=30),
        references=[str(parsed(first)["Message-ID"])],
    )

    world.reactions([first, thanks], 20, END + timedelta(days=20))

    assert {t.letter_id for t in world.truth() if t.letter_id} == {parsed(first)["Message-ID"]}
    assert len(kinds(world)) >= before


def test_a_letter_seen_twice_is_answered_once(sample: Sample) -> None:
    prospect = next(p for p in sample.prospects if p.introducers)
    raw = ask(sample, known(sample, prospect), prospect, END + timedelta(hours=3))
    once, twice = World(sample), World(sample)

    once.reactions([raw], 1, END + timedelta(days=8))
    twice.reactions([raw], 1, END + timedelta(hours=4))
    twice.reactions([raw, raw], 1, END + timedelta(days=8))

    assert kinds(once) == kinds(twice)


def test_an_unknown_reader_and_an_unclear_letter_are_answered_too(sample: Sample) -> None:
    when = END + timedelta(hours=3)
    raw = letter(sample, ("Jo Doe", "jo@elsewhere.example"), "A question", "Who knows whom?", when)
    world = World(sample)

    arrived = world.reactions([raw], 1, END + timedelta(hours=20))

    assert kinds(world) == [Kind.ASKS_BACK]
    assert b"jo@elsewhere.example" in b"".join(arrived)


def test_a_question_that_is_answered_leads_on(sample: Sample) -> None:
    prospect = next(p for p in sample.prospects if p.introducers)
    reader = known(sample, prospect)
    to = (reader.display, reader.job(END).address)
    unclear = letter(sample, to, "A question", "Could you help me?", END + timedelta(hours=3))
    world = World(sample)
    world.reactions([unclear], 1, END + timedelta(hours=20))
    question = next(t for t in world.truth() if t.kind is Kind.ASKS_BACK)
    clear = ask(
        sample, reader, prospect, END + timedelta(hours=21), references=[question.message_id]
    )

    world.reactions([unclear, clear], 2, END + timedelta(days=9))

    assert len(kinds(world)) > 1
    assert {t.prospect for t in world.truth() if t.letter_id} == {None, prospect}


def test_a_mail_to_the_owner_is_no_ask(sample: Sample) -> None:
    to = (sample.owner.display, sample.owner.addresses[-1])
    raw = letter(sample, to, "Good morning", "Three asks to consider.", END)
    world = World(sample)

    world.reactions([raw], 1, END + timedelta(days=9))

    assert kinds(world) == []


def test_ordinary_days_bring_bulk_small_talk_and_a_job_change(sample: Sample) -> None:
    world = World(sample)
    arrived = [parsed(r) for day in range(1, 6) for r in world.reactions([], day, morning(day))]

    assert {truth.kind for truth in world.truth()} == {Kind.BULK, Kind.UNRELATED}
    assert any(mail["List-Id"] for mail in arrived)
    assert any(mail["Subject"] == "New address" for mail in arrived)
    assert all(truth.fate is None for truth in world.truth())


def test_every_fate_comes_up_in_time(sample: Sample) -> None:
    world = World(sample)
    askable = [p for p in sample.prospects if p.introducers]
    letters = [
        ask(sample, known(sample, p), p, END + timedelta(hours=3, minutes=n))
        for n, p in enumerate(askable[:7])
    ]

    world.reactions(letters, 1, END + timedelta(days=9))

    dealt = {truth.fate for truth in world.truth()} - {None}
    assert dealt == set(Fate) - {Fate.BOUNCES, Fate.WON_OVER}


def only(
    world: World, arrived: list[bytes], wanted: set[Kind]
) -> list[tuple[EmailMessage, Reaction]]:
    pairs = zip(arrived, world.truth(), strict=True)
    return [(parsed(raw), truth) for raw, truth in pairs if truth.kind in wanted]
