"""By which words servers are asked, when again, and which mails of an answer are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import seeking
from narrowcast.agent.core.model import AddressId, AddressKey, Prospect, ProspectId, Time
from narrowcast.agent.core.seeking import Done, Hit, Words
from narrowcast.connectors.records import RemoteId

NOW = Time(2_000_000_000)
DAY = 86_400
ZORA = Prospect(id=ProspectId(1), name="Zora Quill")


@pytest.mark.parametrize(
    ("prospect", "words"),
    [
        (ZORA, Words(("Zora Quill", "Quill, Zora"))),
        (
            replace(
                ZORA,
                addresses=(AddressKey("z@quill.example"),),
                domains=("quill.example",),
                organization="Quill & Sons Ltd",
            ),
            Words(
                ("z@quill.example", "Zora Quill", "Quill, Zora"),
                ("quill.example", "Quill & Sons Ltd"),
            ),
        ),
        (replace(ZORA, name="Zora"), Words()),
        (
            replace(ZORA, name="Dr. Zora M. Quill"),
            Words(("Zora Quill", "Quill, Zora", "Zora M. Quill")),
        ),
        (replace(ZORA, name="山田太郎"), Words(("山田太郎",))),
        (replace(ZORA, name="", organization="Quill"), Words((), ("Quill",))),
        (replace(ZORA, name="", organization="Q"), Words()),
        (
            replace(ZORA, name="", domains=("quill-works.example",)),
            Words((), ("quill-works.example", "Quill Works")),
        ),
    ],
    ids=[
        "a name",
        "all that may be known",
        "one name alone",
        "a middle name",
        "Han",
        "a firm",
        "one letter",
        "a domain",
    ],
)
def test_a_server_is_asked_for_what_tells_the_prospect_from_others(
    prospect: Prospect, words: Words
) -> None:
    assert seeking.words_for(prospect) == words


@pytest.mark.parametrize(
    ("domains", "organization"),
    [(("quill.example",), ""), ((), "Quill Ltd"), (("quill.example",), "Quill")],
    ids=["its domain", "its name", "both"],
)
def test_the_owners_own_firm_is_not_asked_for(domains: tuple[str, ...], organization: str) -> None:
    prospect = replace(ZORA, domains=domains, organization=organization)

    words = seeking.words_for(prospect, [AddressKey("me@mail.quill.example")])

    assert words == Words(("Zora Quill", "Quill, Zora"))


def test_free_mail_is_nobodys_firm() -> None:
    prospect = replace(ZORA, organization="Quill")

    assert seeking.words_for(prospect, [AddressKey("me@gmail.com")]).firm == ("Quill",)


def test_never_more_than_six_words_are_asked_for() -> None:
    many = tuple(AddressKey(f"z{n}@quill.example") for n in range(9))
    prospect = replace(
        ZORA, addresses=many, domains=("a.example", "b.example"), organization="Quill"
    )

    words = seeking.words_for(prospect)

    assert len(words.person) + len(words.firm) == 6


@pytest.mark.parametrize(
    ("done", "begin"),
    [
        (None, 0),
        (Done("others", Time(NOW - DAY)), 0),
        (Done("same", Time(NOW - DAY)), None),
        (Done("same", Time(NOW - 8 * DAY)), NOW - 10 * DAY),
        (Done("same", Time(NOW + DAY)), 0),
    ],
    ids=["never", "by other words", "yesterday", "last week", "a clock that was wrong"],
)
def test_a_search_is_due_once_and_then_for_what_came_since(
    done: Done | None, begin: int | None
) -> None:
    assert seeking.since(done, "same", NOW) == begin


def _hit(message: int, author: int, time: int) -> Hit:
    return Hit(RemoteId(str(message)), message, AddressId(author), Time(time))


def test_of_everybody_one_mail_is_read_before_a_second_of_anybody() -> None:
    person = [_hit(1, 7, 100), _hit(2, 7, 300), _hit(3, 7, 200), _hit(4, 8, 50)]
    firm = [_hit(5, 9, 400), _hit(2, 7, 300)]

    assert [hit.message for hit in seeking.choose(person, firm)] == [2, 4, 3, 1, 5]
    assert [hit.message for hit in seeking.choose(person, firm, most=2)] == [2, 4]


_hits = st.lists(st.builds(_hit, st.integers(1, 30), st.integers(1, 4), st.integers(1, 5)))


@given(_hits, _hits, st.integers(0, 10))
def test_no_mail_is_read_twice_and_never_more_than_allowed(
    person: list[Hit], firm: list[Hit], most: int
) -> None:
    chosen = seeking.choose(person, firm, most)

    numbers = [hit.message for hit in chosen]
    assert len(numbers) == len(set(numbers)) <= most
    assert len(numbers) == min(most, len({hit.message for hit in (*person, *firm)}))
