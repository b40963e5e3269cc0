from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.signature import ClaimKind, Tier
from narrowcast.nlp.votes import BARS, SEVERAL, Vote, resolve

TITLE, EMPLOYER = ClaimKind.TITLE, ClaimKind.EMPLOYER
SURE, LIKELY = BARS[TITLE].confirmed, BARS[TITLE].likely
VOTES = st.lists(
    st.builds(
        Vote,
        st.sampled_from(ClaimKind),
        st.sampled_from(["", "Head", "Head of Sales", "Acme", "Acme Ltd", "+1 2"]),
        st.integers(0, 3),
        st.integers(-10, 10),
        st.sampled_from(["", "rules", "lines", "entities"]),
    ),
    max_size=12,
)


def told(*votes: Vote, match: NameMatch = NameMatch.FULL) -> list[tuple[str, Tier]]:
    return [(claim.value, claim.tier) for claim in resolve(votes, match)]


def test_votes_of_different_voters_for_one_value_add_up() -> None:
    rules = Vote(TITLE, "Head of Sales", 2, LIKELY, "rules")
    lines = Vote(TITLE, "HEAD of Sales", 2, SURE - LIKELY, "lines")

    assert told(rules) == [("Head of Sales", Tier.LIKELY)]
    assert told(rules, lines) == [("Head of Sales", Tier.CONFIRMED)]


def test_a_voter_counts_once_however_often_it_votes() -> None:
    vote = Vote(TITLE, "Head of Sales", 2, 3, "lines")

    assert told(vote, vote, vote) == told(vote)


def test_the_louder_of_two_bounds_of_one_value_is_kept() -> None:
    whole = Vote(TITLE, "Head of Sales", 2, SURE - 1, "rules")
    piece = Vote(TITLE, "Head", 2, 1, "entities")

    assert told(piece, whole) == [("Head of Sales", Tier.CONFIRMED)]


def test_of_two_values_the_one_more_voters_name_is_kept() -> None:
    one = Vote(EMPLOYER, "Northern Desk", 2, 14, "rules")
    other = (Vote(EMPLOYER, "Acme", 3, 9, "lines"), Vote(EMPLOYER, "Acme", 3, 9, "entities"))

    assert told(one, *other) == [("Acme", Tier.CONFIRMED)]


def test_doubt_about_a_line_lowers_what_stands_there_and_nothing_else() -> None:
    title = Vote(TITLE, "Head", 2, SURE, "rules")
    employer = Vote(EMPLOYER, "Acme", 3, BARS[EMPLOYER].confirmed, "rules")
    doubt = Vote(TITLE, "", 2, -1, "lines")

    assert told(title, employer, doubt) == [("Head", Tier.LIKELY), ("Acme", Tier.CONFIRMED)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (TITLE, [("Head", Tier.LIKELY)]),
        (EMPLOYER, []),
        (ClaimKind.DEPARTMENT, [("Head", Tier.CONFIRMED)]),
    ],
    ids=lambda one: one.value if isinstance(one, ClaimKind) else "",
)
def test_models_at_their_loudest_confirm_no_title_and_name_no_firm(
    kind: ClaimKind, expected: list[tuple[str, Tier]]
) -> None:
    lines, entities = Vote(kind, "Head", 2, 3, "lines"), Vote(kind, "Head", 2, 2, "entities")
    lexica = Vote(kind, "", 2, 1, "lexica")

    assert told(lines, entities, lexica) == expected


def test_one_model_alone_only_suggests_a_department() -> None:
    assert told(Vote(ClaimKind.DEPARTMENT, "Sales", 2, 3, "lines")) == [("Sales", Tier.SUGGESTION)]


def test_what_is_only_doubted_is_no_claim() -> None:
    assert told(Vote(TITLE, "Head", 2, -3), Vote(EMPLOYER, "", 2, 9)) == []


@pytest.mark.parametrize(
    ("match", "tier"),
    [
        (NameMatch.FULL, Tier.CONFIRMED),
        (NameMatch.GIVEN, Tier.LIKELY),
        (NameMatch.INITIALS, Tier.SUGGESTION),
        (NameMatch.NONE, Tier.LIKELY),
    ],
    ids=lambda one: one.name.lower(),
)
def test_only_a_full_name_confirms(match: NameMatch, tier: Tier) -> None:
    assert told(Vote(TITLE, "Head", 2, SURE), match=match) == [("Head", tier)]


def test_a_person_may_have_several_phones_and_one_title() -> None:
    phones = (Vote(ClaimKind.PHONE, "+1 1", 4, 6), Vote(ClaimKind.PHONE, "+1 2", 5, 6))

    assert len(told(*phones)) == 2
    assert len(told(Vote(TITLE, "Head", 2, 6), Vote(TITLE, "Chair", 5, 5))) == 1


@given(VOTES)
def test_any_votes_make_at_most_one_claim_a_kind(votes: list[Vote]) -> None:
    kinds = [claim.kind for claim in resolve(votes, NameMatch.FULL) if claim.kind not in SEVERAL]

    assert len(kinds) == len(set(kinds))


@given(VOTES)
def test_every_claim_was_voted_for(votes: list[Vote]) -> None:
    said = {(vote.kind, vote.value, vote.line) for vote in votes}

    assert {(c.kind, c.value, c.line) for c in resolve(votes, NameMatch.FULL)} <= said
