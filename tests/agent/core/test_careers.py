from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import careers, job_moves
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.job_moves import Sign
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Evidence,
    EvidenceKind,
    Held,
    Time,
)

DAY = 86_400
LATE = Time(10_000 * DAY)
ACME, TARGET = "ana@acme.com", "ana@target.de"


def works(
    organization: str,
    day: int,
    address: str = ACME,
    *,
    source: ClaimSource = ClaimSource.SIGNATURE,
    tier: Confidence = Confidence.LIKELY,
    ended_on: date | None = None,
    group: str = "",
) -> DatedClaim:
    return claim(ClaimKind.EMPLOYER, organization, day, address, source, tier, ended_on, group)


def titled(
    title: str,
    day: int,
    address: str = ACME,
    *,
    source: ClaimSource = ClaimSource.SIGNATURE,
    group: str = "",
) -> DatedClaim:
    return claim(ClaimKind.TITLE, title, day, address, source, Confidence.LIKELY, None, group)


def claim(
    kind: ClaimKind,
    value: str,
    day: int,
    address: str,
    source: ClaimSource,
    tier: Confidence,
    ended_on: date | None,
    group: str,
) -> DatedClaim:
    return DatedClaim(
        kind=kind,
        value=value,
        confidence=tier,
        source=source,
        seen_at=Time(day * DAY),
        address=AddressKey(address),
        ended_on=ended_on,
        evidence=Evidence(EvidenceKind.MESSAGE, f"<{day}@x>"),
        group=group,
    )


def current(*claims: DatedClaim, as_of: Time = LATE) -> list[str]:
    return [e.organization for e in careers.history(claims, as_of) if e.current]


def test_spellings_of_one_firm_are_one_employment_over_all_its_days() -> None:
    found = careers.history([works("Acme GmbH", 10), works("ACME", 30), works("Acme", 20)], LATE)

    assert len(found) == 1
    assert (found[0].first_seen, found[0].last_seen) == (10 * DAY, 30 * DAY)
    assert found[0].current


CHANGES = {
    "two messages": [works("Target GmbH", 50), works("Target GmbH", 51)],
    "a new address": [works("Target GmbH", 50, TARGET)],
    "a new address's domain": [works("target.de", 50, TARGET, source=ClaimSource.DOMAIN)],
    "a card": [works("Target GmbH", 50, source=ClaimSource.CARD)],
    "a network's export": [works("Target GmbH", 50, source=ClaimSource.LINKEDIN)],
    "the owner": [works("Target GmbH", 50, source=ClaimSource.OWNER)],
}


@pytest.mark.parametrize("later", CHANGES.values(), ids=CHANGES)
def test_positive_evidence_ends_the_job_before(later: list[DatedClaim]) -> None:
    found = careers.history([works("Acme", 1), works("Acme", 2), *later], LATE)

    assert [(e.organization.split()[0], e.current) for e in found] == [
        ("Target", True),
        ("Acme", False),
    ]


def test_one_message_from_the_same_address_changes_no_job() -> None:
    found = careers.history([works("Acme", 1), works("Acme", 2), works("Target GmbH", 50)], LATE)

    assert [(e.organization, e.current, e.confidence) for e in found] == [
        ("Acme", True, Confidence.LIKELY),
        ("Target GmbH", False, Confidence.SUGGESTION),
    ]


def test_who_still_signs_for_the_first_firm_has_two_jobs() -> None:
    claims = [works("Acme", 1), works("Target", 50, TARGET), works("Acme", 60)]

    assert current(*claims) == ["Acme", "Target"]


def test_a_signature_outranks_the_domain_and_both_are_kept() -> None:
    claims = [works("acme.com", 1, source=ClaimSource.DOMAIN), works("Nordlicht Beratung", 1)]

    found = careers.history(claims, LATE)

    assert [(e.organization, e.confidence) for e in found] == [
        ("Nordlicht Beratung", Confidence.LIKELY),
        ("Acme", Confidence.SUGGESTION),
    ]


def test_domain_and_signature_of_one_firm_support_each_other() -> None:
    claims = [
        works("acme.com", 1, source=ClaimSource.DOMAIN, tier=Confidence.SUGGESTION),
        works("Acme GmbH", 1, tier=Confidence.SUGGESTION),
    ]

    (found,) = careers.history(claims, LATE)

    assert found.organization == "Acme GmbH"
    assert found.domain == "acme.com"
    assert found.confidence is Confidence.LIKELY
    assert found.sources == (ClaimSource.SIGNATURE, ClaimSource.DOMAIN)


def test_free_mail_is_no_employer() -> None:
    claims = [works("gmail.com", 1, "ana@gmail.com", source=ClaimSource.DOMAIN)]

    assert careers.history(claims, LATE) == ()


def test_a_mailbox_may_know_a_domains_owner_better() -> None:
    claims = [works("tgt.de", 1, "ana@tgt.de", source=ClaimSource.DOMAIN)]

    (found,) = careers.history(claims, LATE, firms=Firms({"tgt.de": "Target GmbH"}))

    assert found.organization == "Target GmbH"


def test_the_owners_word_stands_against_what_was_known_by_then() -> None:
    claims = [
        works("Acme", 1),
        works("Target", 50, source=ClaimSource.OWNER),
        *(works("Acme", day) for day in range(60, 70)),
    ]

    found = careers.history(claims, LATE)

    assert [(e.organization, e.current) for e in found] == [("Target", True), ("Acme", False)]
    assert found[0].confidence is Confidence.CONFIRMED


def test_a_job_that_appears_after_the_owners_word_is_news() -> None:
    claims = [
        works("Target", 50, source=ClaimSource.OWNER),
        works("Orbit", 90, "ana@orbit.io"),
        works("Orbit", 95, "ana@orbit.io"),
    ]

    assert current(*claims) == ["Orbit"]


def test_a_stated_end_ends_the_job_on_that_day() -> None:
    claims = [works("Acme", 1, source=ClaimSource.CARD, ended_on=date(1970, 2, 10))]

    assert current(*claims, as_of=Time(39 * DAY)) == ["Acme"]
    assert current(*claims, as_of=Time(40 * DAY)) == []


def test_what_is_told_as_past_ends_no_other_job() -> None:
    past = works("Orbit", 90, "", source=ClaimSource.OWNER, ended_on=date(1970, 3, 1))

    assert current(works("Acme", 1), works("Acme", 2), past) == ["Acme"]


@pytest.mark.parametrize("value", ["Ex-Acme", "formerly with Acme", "ehemals Acme", "Former Acme"])
def test_a_former_employer_is_not_the_current_one(value: str) -> None:
    (found,) = careers.history([works(value, 1), works(value, 2)], LATE)

    assert (found.organization, found.current) == ("Acme", False)


def test_a_title_belongs_to_the_employer_of_its_block() -> None:
    claims = [
        works("Acme", 1, group="a"),
        titled("Analyst", 1, group="a"),
        works("Target", 50, group="b"),
        works("Target", 51, group="b"),
        titled("Director", 50, group="b"),
    ]

    titles = {e.organization: e.titles for e in careers.history(claims, LATE)}

    assert titles == {"Acme": ("Analyst",), "Target": ("Director",)}


def test_a_title_without_an_employer_beside_it_goes_by_its_address() -> None:
    claims = [works("Acme", 1), works("Target", 50, TARGET), titled("Director", 55, TARGET)]

    titles = {e.organization: e.titles for e in careers.history(claims, LATE)}

    assert titles == {"Acme": (), "Target": ("Director",)}


def test_titles_are_latest_first_and_the_owners_before_all() -> None:
    claims = [
        works("Acme", 1),
        titled("Analyst", 1),
        titled("Manager", 9),
        titled("Head of Data", 5, source=ClaimSource.OWNER),
    ]

    assert careers.history(claims, LATE)[0].titles == ("Head of Data", "Manager", "Analyst")


NOT_OWN = {
    "former": ("Former CEO", ()),
    "ex": ("Ex-CFO", ()),
    "retired": ("Partner (retired)", ()),
    "a. D.": ("Ministerialrat a. D.", ()),
    "assistant": ("Executive Assistant to the CEO", ("Executive Assistant",)),
    "a real one": ("Assistant Professor", ("Assistant Professor",)),
    "not former": ("Executive Director", ("Executive Director",)),
}


@pytest.mark.parametrize(("title", "own"), NOT_OWN.values(), ids=NOT_OWN)
def test_another_ones_or_a_former_title_is_not_the_persons_own(
    title: str, own: tuple[str, ...]
) -> None:
    assert careers.history([works("Acme", 1), titled(title, 1)], LATE)[0].titles == own


def test_a_title_without_any_employer_is_kept_apart() -> None:
    assert careers.loose_titles([titled("Director", 1)], LATE) == ("Director",)
    assert careers.loose_titles([titled("Director", 1), works("Acme", 1)], LATE) == ()


def test_a_move_is_told_when_its_evidence_sufficed() -> None:
    claims = [works("Acme", 1), works("Target", 50), works("Target", 58)]

    (move,) = job_moves.moves(claims, Time(55 * DAY), LATE)

    assert (move.before.organization, move.after.organization) == ("Acme", "Target")
    assert move.at == 58 * DAY
    assert not job_moves.moves(claims, Time(59 * DAY), LATE)
    assert not job_moves.moves(claims, Time(0), Time(58 * DAY))


def test_a_first_known_job_is_no_move() -> None:
    assert job_moves.moves([works("Acme", 1), works("Acme", 2)], Time(0), LATE) == ()


def test_evidence_is_the_first_sighting_and_the_latest() -> None:
    found = careers.history([works("Acme", day) for day in range(1, 30)], LATE)

    ids = [e.id for e in found[0].evidence]
    assert ids == ["<1@x>", "<26@x>", "<27@x>", "<28@x>", "<29@x>"]


CLAIMS = st.lists(
    st.one_of(
        st.builds(
            works,
            st.sampled_from(["Acme", "Acme GmbH", "Target", "Orbit AG", "ex-Orbit"]),
            st.integers(1, 40),
            st.sampled_from([ACME, TARGET, "ana@gmail.com"]),
            source=st.sampled_from(list(ClaimSource)),
            tier=st.sampled_from(list(Confidence)),
            group=st.sampled_from(["", "a", "b"]),
        ),
        st.builds(
            titled,
            st.sampled_from(["Analyst", "Head", "ex-CEO"]),
            st.integers(1, 40),
            st.sampled_from([ACME, TARGET]),
            group=st.sampled_from(["", "a", "b"]),
        ),
        st.builds(
            lambda how, day, address: left(how, day, address),
            st.sampled_from(list(Departure)),
            st.integers(1, 40),
            st.sampled_from([ACME, TARGET]),
        ),
    ),
    max_size=14,
)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_does_not_matter(claims: list[DatedClaim], chance: Random) -> None:
    shuffled = chance.sample(claims, len(claims))

    assert careers.history(shuffled, LATE) == careers.history(claims, LATE)
    assert job_moves.moves(shuffled, Time(0), LATE) == job_moves.moves(claims, Time(0), LATE)


@given(CLAIMS, st.integers(1, 41))
def test_later_claims_change_no_answer(claims: list[DatedClaim], day: int) -> None:
    moment = Time(day * DAY)
    earlier = [c for c in claims if c.seen_at < moment]

    assert careers.history(claims, moment) == careers.history(earlier, moment)


@given(CLAIMS)
def test_no_evidence_of_an_employer_is_lost(claims: list[DatedClaim]) -> None:
    known = {c.source for c in claims if c.kind is ClaimKind.EMPLOYER}

    assert {s for e in careers.history(claims, LATE) for s in e.sources} == known


# ---------------------------------------------------------------- who left


def left(how: Departure, day: int, address: str = ACME) -> DatedClaim:
    source = (
        ClaimSource.OWN_WORDS if how is Departure.ANNOUNCED else ClaimSource.MAIL_SYSTEM
    )  # who tells
    return claim(ClaimKind.DEPARTURE, how, day, address, source, Confidence.LIKELY, None, "news")


@pytest.mark.parametrize("how", [Departure.ANNOUNCED, Departure.ANSWERED])
def test_who_said_goodbye_works_there_no_longer(how: Departure) -> None:
    (found,) = careers.history([works("Acme", 1), works("Acme", 20), left(how, 25)], LATE)

    assert not found.current
    assert found.left is how
    assert found.sightings[-1].said == (how.value,)


def test_who_writes_from_there_long_after_the_goodbye_has_not_left() -> None:
    claims = [works("Acme", 1), left(Departure.ANNOUNCED, 25), works("Acme", 120)]

    assert current(*claims) == ["Acme"]


def test_a_dead_address_alone_ends_no_job_but_makes_it_unsure() -> None:
    (found,) = careers.history([works("Acme", 1), left(Departure.BOUNCED, 25)], LATE)

    assert found.current
    assert found.confidence is Confidence.SUGGESTION


def test_a_dead_address_beside_a_new_one_is_a_move() -> None:
    claims = [
        works("Acme", 1),
        works("Target", 20, TARGET),
        works("Acme", 30),
        left(Departure.BOUNCED, 60),
        works("Target", 70, TARGET),
    ]

    (move,) = job_moves.moves(claims, Time(0), LATE)

    assert current(*claims) == ["Target"]
    assert (move.before.organization, move.after.organization) == ("Acme", "Target")
    assert move.at == 60 * DAY
    assert move.signs == (Sign.NEW_ADDRESS, Sign.TWO_MESSAGES, Sign.BOUNCED)
    assert not job_moves.moves(claims[:3], Time(0), LATE)


def test_a_mail_from_a_dead_address_revives_it() -> None:
    claims = [works("Acme", 1), left(Departure.BOUNCED, 25), works("Acme", 26)]

    (found,) = careers.history(claims, LATE)

    assert found.left is None
    assert found.confidence is Confidence.LIKELY


def test_one_mail_in_which_they_say_so_is_a_move() -> None:
    joined = works("Target", 50, source=ClaimSource.OWN_WORDS)

    (move,) = job_moves.moves([works("Acme", 1), works("Acme", 2), joined], Time(0), LATE)

    assert move.signs == (Sign.OWN_WORDS,)
    assert move.evidence[0].id == "<50@x>"


@pytest.mark.parametrize("day", [26, 40], ids=["next day", "later"])
def test_the_owner_overrules_what_a_machine_says(day: int) -> None:
    machine = left(Departure.ANSWERED, 25)

    assert current(works("Acme", 1), machine) == []
    assert current(works("Acme", 1), machine, works("Acme", day, source=ClaimSource.OWNER)) == [
        "Acme"
    ]


# ---------------------------------------------------------------- what establishes nothing


def test_a_misreading_is_no_job_change_however_often_it_comes() -> None:
    misread = [works("University Street", day, tier=Confidence.SUGGESTION) for day in (50, 51, 52)]
    claims = [works("Acme", 1), works("Acme", 2), *misread]

    assert current(*claims) == ["Acme"]
    assert not job_moves.moves(claims, Time(0), LATE)


def test_a_namesakes_card_is_no_job_change() -> None:
    card = works("Target", 50, "", source=ClaimSource.LINKEDIN, tier=Confidence.SUGGESTION)

    assert current(works("Acme", 1), works("Acme", 2), card) == ["Acme"]


def test_an_export_without_days_is_no_job_before() -> None:
    listed = replace(works("Target", 1, "", source=ClaimSource.LINKEDIN), listed=True)
    claims = [listed, works("Acme", 50), works("Acme", 51)]

    assert not job_moves.moves(claims, Time(0), LATE)


def test_a_list_tells_neither_when_a_job_began_nor_that_it_goes_on() -> None:
    claims = [
        works("Acme", 10),
        works("Acme", 40),
        replace(works("Target", 20, "", source=ClaimSource.LINKEDIN), listed=True),
        works("Target", 50, TARGET),
        replace(works("Acme", 90, "", source=ClaimSource.CARD), listed=True),
    ]

    (move,) = job_moves.moves(claims, Time(0), LATE)

    assert current(*claims) == ["Target"]
    assert (move.at, move.before.last_seen, move.after.first_seen) == (
        50 * DAY,
        40 * DAY,
        50 * DAY,
    )


def test_two_domains_alone_make_a_move_a_suggestion() -> None:
    domains = [
        works("provider.net", 1, "ana@provider.net", source=ClaimSource.DOMAIN),
        works("target.de", 50, TARGET, source=ClaimSource.DOMAIN),
    ]

    (unsure,) = job_moves.moves(domains, Time(0), LATE)
    (likely,) = job_moves.moves([*domains, works("Target", 50, TARGET)], Time(0), LATE)

    assert unsure.confidence is Confidence.SUGGESTION
    assert likely.confidence is Confidence.LIKELY


def test_who_signs_otherwise_than_the_domain_moved_once() -> None:
    claims = [
        works("Acme", 1),
        works("tgt.de", 50, "ana@tgt.de", source=ClaimSource.DOMAIN),
        works("Northern Grid", 50, "ana@tgt.de"),
    ]

    (move,) = job_moves.moves(claims, Time(0), LATE)

    assert move.after.organization == "Northern Grid"


def test_the_domain_prolongs_no_job_that_the_same_address_signs_away() -> None:
    domain = [works("acme.com", day, source=ClaimSource.DOMAIN) for day in (1, 90)]
    claims = [
        *domain,
        works("Acme", 1),
        works("Acme", 10),
        works("Target", 50),
        works("Target", 90),
    ]

    assert current(*claims) == ["Target"]


def test_a_renamed_firm_is_no_move() -> None:
    claims = [works("Acme", 1), works("Acme", 2), works("Novia", 50), works("Novia", 60)]
    firms = Firms(others={"novia": "acme"})

    (found,) = careers.history(claims, LATE, firms=firms)

    assert found.organization == "Novia"
    assert not job_moves.moves(claims, Time(0), LATE, firms=firms)


# ---------------------------------------------------------------- fields and their days


def test_a_department_belongs_to_the_employer_of_its_block() -> None:
    claims = [
        works("Acme", 1, group="a"),
        claim(
            ClaimKind.DEPARTMENT, "Data Platform", 1, ACME, ClaimSource.SIGNATURE,
            Confidence.LIKELY, None, "a",
        ),
    ]  # fmt: skip

    (found,) = careers.history(claims, LATE)

    assert [held.name for held in found.departments] == ["Data Platform"]
    assert found.titles == ()


def test_titles_have_their_days() -> None:
    claims = [works("Acme", 1), titled("Analyst", 1), titled("Analyst", 5), titled("Head", 9)]

    (found,) = careers.history(claims, LATE)

    assert found.roles == (
        Held("Head", Time(9 * DAY), Time(9 * DAY)),
        Held("Analyst", Time(DAY), Time(5 * DAY)),
    )


def test_the_owners_title_alone_is_of_the_job_of_that_time() -> None:
    claims = [
        works("Acme", 1),
        works("Target", 50, TARGET),
        works("Target", 60, TARGET),
        titled("Director", 70, TARGET, source=ClaimSource.OWNER),
    ]

    titles = {e.organization: e.titles for e in careers.history(claims, LATE)}

    assert titles == {"Acme": (), "Target": ("Director",)}


def test_a_sighting_says_what_stood_there() -> None:
    claims = [works("Acme", 1, group="a"), titled("Analyst", 1, group="a")]

    (found,) = careers.history(claims, LATE)

    assert found.sightings[0].said == ("Analyst", "Acme")
    assert found.evidence == tuple(one.evidence for one in found.sightings)


@given(CLAIMS)
def test_no_job_is_told_without_evidence(claims: list[DatedClaim]) -> None:
    assert all(job.evidence for job in careers.history(claims, LATE))
    assert all(move.evidence and move.signs for move in job_moves.moves(claims, Time(0), LATE))


@given(CLAIMS)
def test_the_owners_word_stands_against_everything_known_by_then(claims: list[DatedClaim]) -> None:
    word = works("Zeppelin", 41, source=ClaimSource.OWNER)
    again = [replace(c, seen_at=Time(c.seen_at + 50 * DAY)) for c in claims]
    known = {c.value for c in claims if c.kind is ClaimKind.EMPLOYER}
    echoes = [c for c in again if c.value in known and c.source is not ClaimSource.OWNER]

    assert current(*claims, word, *echoes) == ["Zeppelin"]


def test_an_alumni_address_is_no_job() -> None:
    old_school = works(
        "alumni.granvik.edu", 60, "ana@alumni.granvik.edu", source=ClaimSource.DOMAIN
    )

    assert current(works("Acme", 1), works("Acme", 50), old_school) == ["Acme"]
    assert not job_moves.moves([works("Acme", 1), works("Acme", 50), old_school], Time(0), LATE)


def test_a_domain_of_ones_own_is_a_suggestion() -> None:
    own = works("anaruiz.com", 60, "ana@anaruiz.com", source=ClaimSource.DOMAIN)

    (move,) = job_moves.moves([works("Acme", 1), works("Acme", 50), own], Time(0), LATE)

    assert move.confidence is Confidence.SUGGESTION


def test_a_consultant_who_signs_for_a_client_has_not_surely_moved() -> None:
    own = [works("Consult Co", day, "ana@consultco.com") for day in (1, 20)]
    client = [works("Bigbank", day, "ana@consultco.com") for day in (60, 61)]

    (move,) = job_moves.moves([*own, *client], Time(0), LATE)

    assert move.confidence is Confidence.SUGGESTION


JOB_AGAIN = {
    "another title on the same card": works("Acme", 10, source=ClaimSource.CARD),
    "a signature of later": works("Acme", 90),
    "the owner's word": works("Acme", 90, source=ClaimSource.OWNER),
}


@pytest.mark.parametrize("again", JOB_AGAIN.values(), ids=JOB_AGAIN)
def test_who_came_back_works_there_again(again: DatedClaim) -> None:
    ended = works("Acme", 10, source=ClaimSource.CARD, ended_on=date(1970, 1, 5))

    assert current(ended) == []
    assert current(ended, again) == ["Acme"]


def test_a_signature_does_not_overrule_the_owner_who_says_that_they_left() -> None:
    left = works("Acme", 20, source=ClaimSource.OWNER, ended_on=date(1970, 1, 21))

    assert current(works("Acme", 1), left, works("Acme", 200)) == []
    assert current(works("Acme", 1), left, works("Acme", 200, source=ClaimSource.OWNER)) == ["Acme"]


def test_a_mail_soon_after_the_last_day_brings_nobody_back() -> None:
    ended = works("Acme", 10, source=ClaimSource.CARD, ended_on=date(1970, 1, 11))

    assert current(ended, works("Acme", 30)) == []
