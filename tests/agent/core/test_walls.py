from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent.core.firms import Firms, SignedFor, firms
from narrowcast.agent.core.lint_context import Wall
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimSource,
    Confidence,
    Employment,
    Evidence,
    EvidenceKind,
    Prospect,
    ProspectId,
    ReasonCode,
    Time,
)
from narrowcast.agent.core.walls import Walls, Work, named, work_of
from narrowcast.connectors.formats.addresses import canonical

MAIL = Evidence(EvidenceKind.MESSAGE, "<1@x>")
RIVAL = Wall(organization="rival.example", domains=("rival.example",))


def job(organization: str, *, current: bool = True, domain: str = "") -> Employment:
    return Employment(
        organization=organization,
        domain=domain,
        first_seen=Time(0),
        last_seen=Time(9),
        current=current,
        confidence=Confidence.LIKELY,
        evidence=(MAIL,),
    )


def key(address: str) -> tuple[AddressKey, ...]:
    return (AddressKey(address),)


@pytest.fixture
def known() -> Firms:
    """A mailbox in which Rival was Oldname once and has a second domain; Vale is another firm."""
    signed = [
        *(SignedFor("rival.example", n, "Rival GmbH") for n in range(5)),
        *(SignedFor("rival.example", n, "Oldname AG") for n in range(5, 8)),
        *(SignedFor("rv-group.example", n, "Rival GmbH") for n in range(10, 13)),
        *(SignedFor("vale.example", n, "Vale Ltd") for n in range(20, 23)),
    ]
    return firms(signed)


BEHIND = {
    "the domain": ("ann@rival.example", ()),
    "below the domain": ("ann@mail.rival.example", ()),
    "the other domain": ("ann@rv-group.example", ()),
    "a job there by name": ("ann@home.example", (job("Rival"),)),
    "a job by the former name": ("ann@home.example", (job("Oldname"),)),
    "a job by its domain": ("ann@home.example", (job("Sales Team", domain="rival.example"),)),
}


@pytest.mark.parametrize(("address", "jobs"), BEHIND.values(), ids=BEHIND)
def test_a_wall_stands_around_the_whole_organisation(
    address: str, jobs: tuple[Employment, ...], known: Firms
) -> None:
    (found,) = Walls(walls=(RIVAL,), firms=known).around(key(address), jobs)

    assert found.code is ReasonCode.WALL
    assert "behind a wall of yours" in found.text
    assert found.evidence


OUTSIDE = {
    "another firm": ("ann@vale.example", (job("Vale Ltd"),)),
    "a longer domain": ("ann@arrival.example", ()),
    "a former job": ("ann@home.example", (job("Rival", current=False),)),
    "free mail": ("ann@gmail.com", ()),
}


@pytest.mark.parametrize(("address", "jobs"), OUTSIDE.values(), ids=OUTSIDE)
def test_others_stand_outside(address: str, jobs: tuple[Employment, ...], known: Firms) -> None:
    assert Walls(walls=(RIVAL,), firms=known).around(key(address), jobs) == []


def test_one_signature_is_enough_for_a_wall() -> None:
    once = replace(job("Rival"), sources=(ClaimSource.SIGNATURE,))

    assert Walls(walls=(Wall(organization="Rival"),)).around(key("a@home.example"), (once,))


@pytest.mark.parametrize(
    "prospect",
    [
        Prospect(id=ProspectId(1), name="", organization="Rival AG"),
        Prospect(id=ProspectId(1), name="Jo", domains=("rv-group.example",)),
        Prospect(id=ProspectId(1), name="Jo", addresses=key("jo@eu.rival.example")),
    ],
    ids=["by name", "by another domain", "by address"],
)
def test_nobody_is_asked_about_people_behind_a_wall(prospect: Prospect, known: Firms) -> None:
    assert Walls(walls=(RIVAL,), firms=known).about(prospect)


def test_a_prospect_known_by_an_address_behind_a_wall_is_behind_it(known: Firms) -> None:
    walls, jo = Walls(walls=(RIVAL,), firms=known), Prospect(id=ProspectId(1), name="Jo")

    assert walls.about(jo) == []
    assert walls.about(jo, key("jo@rival.example"))


def test_a_wall_says_its_reason() -> None:
    wall = Wall(organization="Rival", domains=("rival.example",), reason="a competitor")

    (found,) = Walls(walls=(wall,)).around(key("ann@rival.example"), ())

    assert found.text == "Rival is behind a wall of yours: a competitor"


AT_WORK = {
    "the owner's domain": ("ann@acme.example", ()),
    "the firm's other domain": ("ann@rv-group.example", ()),
    "a job by the former name": ("ann@home.example", (job("Oldname"),)),
}


@pytest.mark.parametrize(("address", "jobs"), AT_WORK.values(), ids=AT_WORK)
def test_a_job_search_stays_away_from_the_owners_work(
    address: str, jobs: tuple[Employment, ...], known: Firms
) -> None:
    work = Work(names=("Rival",), domains=("acme.example",))

    assert Walls(firms=known).at_work(key(address), jobs, work)
    assert not Walls(firms=known).at_work(key("ann@vale.example"), (job("Vale"),), work)


def test_the_owners_work_is_the_present_one_or_else_where_the_addresses_are() -> None:
    old, new = job("Old", current=False, domain="old.example"), job("New", domain="new.example")
    addresses = (*key("o@old.example"), *key("o@gmail.com"))

    assert work_of((new, old), addresses) == Work(names=("New",), domains=("new.example",))
    assert work_of((old,), addresses) == Work(domains=("old.example",))


@pytest.mark.parametrize(
    "typed",
    ["RIVAL.example ", "@rival.example", "*.rival.example", "www.rival.example", "rival.example."],
)
def test_a_wall_stands_however_its_domain_is_typed(typed: str) -> None:
    assert Walls(walls=named([typed], [])).around(key("ann@rival.example"), ())


def test_an_international_domain_is_known_as_addresses_write_it() -> None:
    walls = Walls(walls=named(["Müller-Söhne.example"], []))

    assert walls.around(key(canonical("ann@müller-söhne.example")), ())


def test_an_empty_line_walls_nobody_off() -> None:
    assert named(["", " "], [""]) == ()


def test_a_wall_is_named_by_a_domain_or_a_name() -> None:
    walls = Walls(walls=named([" Rival.example"], ["Orbit GmbH", " "]))

    assert walls.around(key("ann@rival.example"), ())
    assert walls.around(key("ann@home.example"), (job("Orbit"),))
    assert not walls.around(key("ann@home.example"), (job("Vale"),))
