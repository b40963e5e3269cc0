from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.lint_context import Wall
from narrowcast.agent.core.model import (
    AddressKey,
    AskKind,
    ClaimSource,
    Confidence,
    Context,
    Employment,
    Evidence,
    EvidenceKind,
    Purpose,
    ReasonCode,
    Time,
)
from narrowcast.agent.core.relations import Relation, Share, bills, is_off_hours
from narrowcast.agent.core.trust import LEAST_FIT, fit, trust
from narrowcast.agent.core.walls import Walls

DAY = 86_400
MAIL = Evidence(EvidenceKind.MESSAGE, "<1@x>")
INTRODUCTION, OTHER = AskKind.INTRODUCTION, Purpose.OTHER


def job(
    organization: str,
    first: int = 0,
    last: int = 1000,
    *titles: str,
    current: bool = True,
    domain: str = "",
    ended_on: date | None = None,
) -> Employment:
    return Employment(
        organization=organization,
        domain=domain,
        titles=titles,
        first_seen=Time(first * DAY),
        last_seen=Time(last * DAY),
        current=current,
        ended_on=ended_on,
        confidence=Confidence.LIKELY,
        evidence=(MAIL,),
    )


def share(count: int, of: int) -> Share:
    return Share(count, of, (MAIL,))


RELATIONS = {
    "colleague": (
        Relation(employments=(job("Acme GmbH"),), owner_employments=(job("Acme"),)),
        Context.COLLEAGUE,
    ),
    "colleague by domain": (
        Relation(
            employments=(job("Nord", domain="acme.com"),),
            owner_employments=(job("Acme", domain="mail.acme.com"),),
        ),
        Context.COLLEAGUE,
    ),
    "former colleague": (
        Relation(
            employments=(job("Target"), job("Acme", 0, 500, current=False)),
            owner_employments=(job("Own"), job("Acme", 300, 800, current=False)),
        ),
        Context.FORMER_COLLEAGUE,
    ),
    "client": (Relation(bills_sent=share(3, 9)), Context.CLIENT),
    "supplier": (Relation(bills_received=share(2, 9)), Context.SUPPLIER),
    "investor by title": (
        Relation(employments=(job("Nord", 0, 9, "Venture Partner"),)),
        Context.INVESTOR,
    ),
    "investor by firm": (Relation(employments=(job("Nord Ventures"),)), Context.INVESTOR),
    "recruiter": (Relation(employments=(job("X", 0, 9, "Personalberaterin"),)), Context.RECRUITER),
    "adviser": (Relation(employments=(job("X", 0, 9, "Steuerberaterin"),)), Context.ADVISER),
    "friend": (
        Relation(private_mail=share(8, 10), off_hours=share(6, 10), alone=share(9, 10)),
        Context.FRIEND,
    ),
    "friend by hours": (
        Relation(employments=(job("X"),), off_hours=share(8, 10), alone=share(9, 10)),
        Context.FRIEND,
    ),
    "friend by what the mail is about": (
        Relation(employments=(job("X"),), personal=share(6, 20)),
        Context.FRIEND,
    ),
    "recruiter by what the mail is about": (Relation(about_jobs=share(7, 10)), Context.RECRUITER),
    "recruiter by the firm's domain": (
        Relation(addresses=(AddressKey("ed@nord-recruiting.example"),), about_jobs=share(3, 40)),
        Context.RECRUITER,
    ),
    "community": (Relation(list_mail=share(8, 10)), Context.COMMUNITY),
    "business": (Relation(employments=(job("X"),)), Context.BUSINESS),
    "business by meetings": (Relation(met_alone=share(2, 2)), Context.BUSINESS),
    "unknown": (Relation(), Context.UNKNOWN),
    "the owner's word first": (
        Relation(employments=(job("X"),), declared=((Context.CLIENT, MAIL),)),
        Context.CLIENT,
    ),
}


@pytest.mark.parametrize(("relation", "context"), RELATIONS.values(), ids=RELATIONS)
def test_a_context_is_read_from_facts(relation: Relation, context: Context) -> None:
    found = trust(relation, INTRODUCTION, OTHER)

    assert found.contexts[0] is context
    assert all(reason.evidence for reason in found.reasons)


NOT = {
    "same firm at other times": (
        Relation(
            employments=(job("Acme", 0, 300, current=False),),
            owner_employments=(job("Acme", 500, 800),),
        ),
        Context.FORMER_COLLEAGUE,
    ),
    "left before the owner came": (
        Relation(
            employments=(job("Acme", 0, 900, current=False, ended_on=date(1970, 6, 1)),),
            owner_employments=(job("Acme", 500, 800),),
        ),
        Context.FORMER_COLLEAGUE,
    ),
    "free mail in common": (
        Relation(
            employments=(job("A", domain="gmail.com"),),
            owner_employments=(job("B", domain="gmail.com"),),
        ),
        Context.COLLEAGUE,
    ),
    "a former investor": (
        Relation(employments=(job("Nord Ventures", current=False),)),
        Context.INVESTOR,
    ),
    "two late mails": (Relation(off_hours=share(2, 2), alone=share(2, 2)), Context.FRIEND),
    "late mail in a crowd": (Relation(off_hours=share(9, 10), alone=share(1, 10)), Context.FRIEND),
    "two personal mails": (Relation(personal=share(2, 2)), Context.FRIEND),
    "some personal mails": (Relation(personal=share(3, 20)), Context.FRIEND),
    "some mail about jobs": (Relation(about_jobs=share(9, 20)), Context.RECRUITER),
    "a search firm that writes of nothing": (
        Relation(addresses=(AddressKey("ed@nord-recruiting.example"),)),
        Context.RECRUITER,
    ),
    "a client's free mail by day": (
        Relation(employments=(job("X"),), private_mail=share(9, 10), off_hours=share(1, 10)),
        Context.FRIEND,
    ),
}


@pytest.mark.parametrize(("relation", "context"), NOT.values(), ids=NOT)
def test_a_context_is_not_read_from_too_little(relation: Relation, context: Context) -> None:
    assert context not in trust(relation, INTRODUCTION, OTHER).contexts


def test_one_signed_mail_makes_nobody_a_colleague() -> None:
    once = replace(job("Acme"), sources=(ClaimSource.SIGNATURE,))
    twice = replace(once, evidence=(MAIL, Evidence(EvidenceKind.MESSAGE, "<second@x>")))

    def contexts(theirs: Employment) -> tuple[Context, ...]:
        relation = Relation(employments=(theirs,), owner_employments=(job("Acme"),))
        return trust(relation, INTRODUCTION, OTHER).contexts

    assert Context.COLLEAGUE not in contexts(once)
    assert Context.COLLEAGUE in contexts(twice)


def test_a_former_colleague_is_told_with_the_years() -> None:
    relation = Relation(
        employments=(job("Acme", 0, 500, current=False),),
        owner_employments=(job("Acme", 400, 3000, current=False),),
    )

    (reason,) = trust(relation, INTRODUCTION, OTHER).reasons

    assert reason.text == "you were both at Acme in 1971"


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("Norvane", "Norvane Robotics"),
        ("Norvane Bank", "Norvane Robotics"),
        ("Freelance", "Freelance"),
        ("Sales Department", "Sales Department"),
    ],
)
def test_names_that_may_be_one_firms_make_no_colleagues(theirs: str, mine: str) -> None:
    relation = Relation(employments=(job(theirs),), owner_employments=(job(mine),))

    assert Context.COLLEAGUE not in trust(relation, INTRODUCTION, OTHER).contexts


@pytest.mark.parametrize(
    ("theirs", "mine", "named"),
    [
        (job("Acme Ltd", domain="acme.com"), job("ACME", domain="acme.com"), "work at Acme Ltd"),
        (job("Ash LLP", domain="acme.com"), job("Acme", domain="acme.com"), "write from acme.com"),
        (job("Acme", domain="acme.com"), job("Ash LLP", domain="acme.com"), "write from acme.com"),
        (job("Acme"), job("Acme GmbH"), "work at Acme"),
    ],
)
def test_two_firms_at_one_domain_are_called_by_the_domain_alone(
    theirs: Employment, mine: Employment, named: str
) -> None:
    relation = Relation(employments=(theirs,), owner_employments=(mine,))

    found = trust(relation, INTRODUCTION, OTHER).reasons

    assert found[0].text == f"you both {named}"


def _by_domain(organization: str) -> Employment:
    return replace(job(organization, domain="acme.com"), sources=(ClaimSource.DOMAIN,))


def test_what_a_domain_alone_tells_is_said_of_the_domain() -> None:
    """Whoever writes from there may work for a sister firm, or be a customer with an address."""
    relation = Relation(employments=(_by_domain("Acme Leasing Ltd"),))

    (reason,) = trust(relation, INTRODUCTION, OTHER).reasons

    assert reason.text == "they write from acme.com"


def test_colleagues_are_called_so_once_and_by_the_domain_where_no_more_is_known() -> None:
    relation = Relation(
        employments=(_by_domain("Acme Leasing Ltd"),),
        owner_employments=(job("Acme", domain="acme.com"),),
        bills_received=share(5, 9),
    )

    (reason,) = trust(relation, INTRODUCTION, OTHER).reasons

    assert reason.text == "you both write from acme.com"


def test_one_mail_about_a_bill_makes_nobody_a_supplier() -> None:
    found = trust(Relation(bills_received=share(1, 9)), INTRODUCTION, OTHER)

    assert found.contexts == (Context.UNKNOWN,)


@pytest.mark.parametrize("subject", ["Re: Invoice 7", "FW: Invoice rules", "price quotes memo"])
def test_talk_of_bills_is_no_bill(subject: str) -> None:
    assert not bills(subject)


@pytest.mark.parametrize("context", list(Context))
@pytest.mark.parametrize("kind", list(AskKind))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_fit_stays_within_its_bounds(context: Context, kind: AskKind, purpose: Purpose) -> None:
    assert LEAST_FIT <= fit(context, kind, purpose) <= 1.0


@pytest.mark.parametrize("context", list(Context))
def test_no_purpose_is_neutral(context: Context) -> None:
    assert {fit(context, kind, OTHER) for kind in AskKind} == {1.0}


BETTER = {
    "funding": (Purpose.FUNDING, Context.INVESTOR, Context.RECRUITER),
    "job": (Purpose.JOB, Context.FORMER_COLLEAGUE, Context.COLLEAGUE),
    "hiring": (Purpose.HIRING, Context.RECRUITER, Context.CLIENT),
    "sales": (Purpose.SALES, Context.CLIENT, Context.COMMUNITY),
}


@pytest.mark.parametrize(("purpose", "better", "worse"), BETTER.values(), ids=BETTER)
def test_the_same_person_fits_one_purpose_better_than_another(
    purpose: Purpose, better: Context, worse: Context
) -> None:
    assert fit(better, INTRODUCTION, purpose) > fit(worse, INTRODUCTION, purpose)


def test_several_contexts_fit_as_the_best_of_them() -> None:
    relation = Relation(employments=(job("Nord Ventures"),), list_mail=share(9, 10))

    found = trust(relation, INTRODUCTION, Purpose.FUNDING)

    assert found.fit == 1.0
    assert {r.text.split(":")[0]: r.favours for r in found.reasons}["an investor by firm"]
    assert not next(r for r in found.reasons if "list" in r.text).favours


COLLEAGUE = Relation(
    addresses=(AddressKey("ana@mail.acme.com"),),
    employments=(job("Acme GmbH", domain="acme.com"),),
    owner_employments=(job("Acme"),),
)
WALLS = {
    "domain": ((Wall(organization="", domains=("acme.com",)),), frozenset()),
    "organisation": ((Wall(organization="ACME", reason="a competitor"),), frozenset()),
    "person": ((), frozenset({AddressKey("ana@mail.acme.com")})),
}


@pytest.mark.parametrize(("walls", "never"), WALLS.values(), ids=WALLS)
def test_a_wall_forbids_to_ask_whatever_the_purpose(
    walls: tuple[Wall, ...], never: frozenset[AddressKey]
) -> None:
    found = trust(COLLEAGUE, INTRODUCTION, OTHER, Walls(walls=walls, never=never))

    assert found.fit == 0.0
    assert found.reasons[0].code is ReasonCode.WALL
    assert not found.reasons[0].favours


def test_a_wall_around_others_forbids_nothing() -> None:
    walls = (Wall(organization="Orbit", domains=("me.com", "cme.com")),)

    assert trust(COLLEAGUE, INTRODUCTION, OTHER, Walls(walls=walls)).fit == 1.0


def test_a_job_search_never_goes_through_a_present_colleague() -> None:
    found = trust(COLLEAGUE, INTRODUCTION, Purpose.JOB)

    assert found.fit == 0.0
    assert found.reasons[0].text.startswith("works where you work")


@pytest.mark.parametrize(
    ("local", "off"),
    [
        (datetime(2024, 5, 7, 10, 0), False),  # noqa: DTZ001  # a local moment
        (datetime(2024, 5, 7, 19, 0), True),  # noqa: DTZ001
        (datetime(2024, 5, 7, 7, 59), True),  # noqa: DTZ001
        (datetime(2024, 5, 11, 10, 0), True),  # noqa: DTZ001
    ],
    ids=["tuesday morning", "evening", "early", "saturday"],
)
def test_off_hours_are_evenings_nights_and_weekends(local: datetime, off: bool) -> None:
    assert is_off_hours(local) is off


@pytest.mark.parametrize(
    "subject",
    ["Invoice 2024-17", "Rechnung Nr. 5", "Votre devis", "Fattura n. 3", "Auftragsbestätigung"],
)
def test_bills_are_known_by_their_subject(subject: str) -> None:
    assert bills(subject)


@given(st.text(max_size=300))
def test_any_subject_can_be_read(subject: str) -> None:
    assert bills(subject) in {True, False}
