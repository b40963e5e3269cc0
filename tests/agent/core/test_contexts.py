from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core import context_weights as fitted
from narrowcast.agent.core.contexts import (
    Heading,
    Verdict,
    job_features,
    of_jobs,
    private,
    private_features,
    verdicts,
)
from narrowcast.agent.core.model import AddressKey
from narrowcast.nlp.themes import spoken

ANA, BEN = AddressKey("ana.ruiz@acme.com"), AddressKey("ben.ohm@acme.com")
HOME, SISTER = AddressKey("benohm77@gmail.com"), AddressKey("lea.ruiz@gmail.com")


def heading(subject: str, *people: AddressKey, size: int = 1) -> Heading:
    return Heading(subject=subject, size=size, people=people or (ANA, BEN))


MORE_PERSONAL = {
    "leisure over work": (heading("Dinner on Saturday?"), heading("Draft agreement")),
    "a private address": (heading("Hello", ANA, HOME), heading("Hello", ANA, BEN)),
    "one of the family": (heading("Hello", ANA, SISTER), heading("Hello", ANA, HOME)),
    "to one": (heading("Hello"), heading("Hello", size=12)),
    "no lawyer's stamp": (heading("Thanks"), heading("Thanks - privileged and confidential")),
    "not named after the firm": (heading("Thanks for Oslo"), heading("Thanks for Acme")),
    "another language": (heading("Geburtstag"), heading("Rechnung")),
}


@pytest.mark.parametrize(("more", "less"), MORE_PERSONAL.values(), ids=MORE_PERSONAL)
def test_what_is_seen_makes_a_mail_more_personal(more: Heading, less: Heading) -> None:
    assert private(more) > private(less)


@pytest.mark.parametrize(
    "subject",
    [
        "Resume of a candidate",
        "Re: job interview",
        "Bewerbung: Vorstellungsgespräch",
        "Candidature et entretien",
    ],
)
def test_mail_about_a_job_is_found_by_its_subject(subject: str) -> None:
    assert Verdict.JOBS in verdicts(heading(subject))


@pytest.mark.parametrize("subject", ["", "Hello", "Budget meeting", "Great job, all of you"])
def test_other_subjects_speak_of_no_job(subject: str) -> None:
    assert Verdict.JOBS not in verdicts(heading(subject))


def test_a_text_tells_of_a_job_where_the_subject_does_not() -> None:
    text = spoken("I am looking for a new job. My resume is attached; could we do an interview?")

    assert Verdict.JOBS not in verdicts(heading("Hello"))
    assert Verdict.JOBS in verdicts(heading("Hello"), text)


def test_a_mail_is_either_private_or_plain() -> None:
    assert Verdict.PRIVATE in verdicts(heading("Happy birthday!", ANA, SISTER))
    assert Verdict.PLAIN in verdicts(heading("Contract: final draft", size=4))


def test_a_short_mail_that_says_nothing_of_private_life_is_plain() -> None:
    thanks = heading("Thanks!", ANA, AddressKey("cleo@nord.example"))

    assert private(thanks) > fitted.PRIVATE_FROM
    assert verdicts(thanks) == {Verdict.PLAIN}
    assert verdicts(thanks, spoken("Thanks, see you then.")) == {Verdict.PLAIN}


@settings(deadline=None)  # the first mail loads the list of free-mail domains
@given(st.text(max_size=300), st.integers(0, 40), st.lists(st.emails(), max_size=4), st.booleans())
def test_every_mail_has_a_chance(subject: str, size: int, people: list[str], read: bool) -> None:
    one = Heading(subject=subject, size=size, people=tuple(map(AddressKey, people)))
    text = spoken(subject) if read else None

    assert 0 <= private(one, text) <= 1
    assert 0 <= of_jobs(one, text) <= 1
    assert len(verdicts(one, text) & {Verdict.PRIVATE, Verdict.PLAIN}) == 1


def test_each_weight_has_its_fact() -> None:
    text = spoken("")

    assert list(fitted.PRIVATE) == list(private_features(heading("")))
    assert list(fitted.PRIVATE_TEXT) == list(private_features(heading(""), text))
    assert list(fitted.JOBS) == list(job_features(heading("")))
    assert list(fitted.JOBS_TEXT) == list(job_features(heading(""), text))
