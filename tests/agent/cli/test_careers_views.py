"""A person's history and the list of moves, as they look in 80 columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

from rich.console import Console, RenderableType

from narrowcast.agent.cli import careers as views
from narrowcast.agent.contacts import Profile
from narrowcast.agent.core import careers, job_moves, ties
from narrowcast.agent.core.details import details
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Evidence,
    EvidenceKind,
    Person,
    PersonUid,
    Prospect,
    ProspectId,
    Time,
)
from narrowcast.agent.moving import FoundMove
from tests.agent.core.letter_samples import golden

OLD, NEW = AddressKey("ana@acme.example"), AddressKey("ana@target.example")
SIGNED = ClaimSource.SIGNATURE


def at(year: int, month: int, day: int) -> Time:
    return Time(int(datetime(year, month, day, tzinfo=UTC).timestamp()))


NOW = at(2024, 6, 1)
JONAS = Prospect(id=ProspectId(3), name="Jonas Weber", organization="Target GmbH")


def said(
    kind: ClaimKind,
    value: str,
    seen: Time,
    address: AddressKey = NEW,
    source: ClaimSource = SIGNED,
) -> DatedClaim:
    domain = source is ClaimSource.DOMAIN
    return DatedClaim(
        kind=kind,
        value=value,
        confidence=Confidence.LIKELY if domain else Confidence.CONFIRMED,
        source=source,
        seen_at=seen,
        address=address,
        evidence=Evidence(EvidenceKind.MESSAGE, f"<{seen}@{address.partition('@')[2]}>"),
        group="" if domain else f"block:{address}:{seen}",
    )


def signed(
    seen: Time, address: AddressKey, title: str, firm: str, *more: tuple[ClaimKind, str]
) -> list[DatedClaim]:
    fields = ((ClaimKind.TITLE, title), (ClaimKind.EMPLOYER, firm), *more)
    return [said(kind, value, seen, address) for kind, value in fields]


LISTED = replace(
    said(ClaimKind.EMPLOYER, "Target", at(2022, 3, 4), AddressKey(""), ClaimSource.LINKEDIN),
    confidence=Confidence.SUGGESTION,
    evidence=Evidence(EvidenceKind.CARD, "linkedin:5f2a"),
    listed=True,
)
CLAIMS = [
    *signed(at(2021, 1, 11), OLD, "Analyst", "Acme Ltd", (ClaimKind.PHONE, "+44 20 7946 0974")),
    *signed(at(2022, 5, 2), OLD, "Senior Analyst", "Acme Ltd"),
    *signed(at(2023, 2, 20), OLD, "Senior Analyst", "Acme Ltd"),
    said(ClaimKind.DEPARTURE, Departure.ANSWERED, at(2023, 3, 1), OLD, ClaimSource.MAIL_SYSTEM),
    *signed(
        at(2023, 3, 2), NEW, "Head of Data", "Target GmbH", (ClaimKind.DEPARTMENT, "Data Platform")
    ),
    *signed(at(2024, 5, 6), NEW, "Head of Data", "Target GmbH", (ClaimKind.LOCATION, "Berlin")),
    said(ClaimKind.EMPLOYER, "target.example", at(2024, 5, 6), NEW, ClaimSource.DOMAIN),
    LISTED,
]
CITED = {
    f"<{at(2023, 3, 2)}@target.example>": (at(2023, 3, 2), "New job, new address"),
    f"<{at(2023, 3, 1)}@acme.example>": (at(2023, 3, 1), "Automatic reply: Plans"),
}


def profile(claims: list[DatedClaim] = CLAIMS) -> Profile:
    return Profile(
        person=Person(
            uid=PersonUid(NEW),
            name="Ana Ruiz",
            addresses=(NEW, OLD),
            employments=careers.history(claims, NOW),
        ),
        tie=ties.tie(ties.Contact({}, ()), NOW),
        titles=careers.loose_titles(claims, NOW),
        details=details(claims, NOW),
        moves=job_moves.moves(claims, Time(0), NOW),
    )


def printed(what: RenderableType) -> str:
    console = Console(file=StringIO(), width=80, markup=False, emoji=False, highlight=False)
    console.print(what)
    assert isinstance(console.file, StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def test_a_history_reads_with_its_evidence() -> None:
    text = printed(views.person(profile(), (), CITED))

    assert text == golden("person.txt", text)
    assert max(map(len, text.splitlines())) <= 80


def test_moves_read_with_what_they_mean() -> None:
    (move,) = job_moves.moves(CLAIMS, Time(0), NOW)
    found = FoundMove(
        uid=PersonUid(NEW),
        name="Ana Ruiz",
        addresses=(NEW, OLD),
        contact=True,
        move=move,
        joined=(JONAS,),
        reopened=(JONAS,),
    )
    former = replace(JONAS, id=ProspectId(4), name="Bo Lind", organization="Acme Ltd")
    other = replace(found, contact=False, joined=(JONAS,), left=(former,), reopened=())

    text = printed(views.moves([found, other], CITED))
    assert text == golden("moves.txt", text)


def test_of_whom_nothing_is_known_it_says_so() -> None:
    assert "nothing tells where they work" in printed(views.person(profile([]), (), {}))


def test_a_title_without_an_employer_is_shown() -> None:
    titled = [said(ClaimKind.TITLE, "Notary", at(2024, 1, 1))]

    assert "Notary, nothing tells where" in printed(views.person(profile(titled), (), {}))


def test_what_only_looks_so_is_for_the_owner_to_confirm() -> None:
    target = [claim for claim in CLAIMS if claim.address == NEW]
    dead = said(
        ClaimKind.DEPARTURE, Departure.BOUNCED, at(2024, 5, 7), NEW, ClaimSource.MAIL_SYSTEM
    )

    text = printed(views.person(profile([*target, dead]), (), {}))

    assert "mail to the address bounces" in text
    assert "narrowcast person set ana@target.example --employer 'Target GmbH'" in text


def test_a_stated_day_stands_before_a_seen_one() -> None:
    card = replace(
        said(ClaimKind.EMPLOYER, "Acme", at(2024, 1, 1), AddressKey(""), ClaimSource.CARD),
        started_on=date(2019, 4, 1),
        ended_on=date(2020, 9, 30),
    )

    assert "Apr 2019 to Sep 2020" in printed(views.person(profile([card]), (), {}))
