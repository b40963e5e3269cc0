from __future__ import annotations

from narrowcast.agent.core.details import details
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    Time,
)

LATE = Time(1_000)


def said(
    kind: ClaimKind,
    value: str,
    seen: int,
    *,
    source: ClaimSource = ClaimSource.SIGNATURE,
    address: str = "ana@acme.example",
    group: str = "",
    normal: str = "",
) -> DatedClaim:
    return DatedClaim(
        kind=kind,
        value=value,
        confidence=Confidence.LIKELY,
        source=source,
        seen_at=Time(seen),
        address=AddressKey(address),
        group=group,
        normal=normal,
    )


def phone(value: str, day: int, normal: str = "") -> DatedClaim:
    return said(ClaimKind.PHONE, value, day, normal=normal)


def test_two_spellings_of_a_number_are_one_by_its_one_form() -> None:
    claims = [
        phone("+1 212 555-0123", 1, "tel:+12125550123"),
        phone("(212) 555-0123 x45", 2, "tel:+12125550123;ext=45"),
        phone("212.555.0123", 3),
    ]

    (found,) = details(claims, Time(9))

    assert (found.value, found.normal) == ("212.555.0123", "tel:+12125550123;ext=45")


def test_the_number_of_a_fax_is_another_entry() -> None:
    claims = [phone("030 901820", 1, "tel:+4930901820"), phone("030 901829", 1, "fax:+4930901829")]

    assert {one.normal for one in details(claims, Time(9))} == {claims[0].normal, claims[1].normal}


def test_a_number_that_is_said_to_be_both_stands_twice() -> None:
    claims = [phone("030 901820", 1, "tel:+4930901820"), phone("030 901820", 1, "fax:+4930901820")]

    assert len(details(claims, Time(9))) == 2


def test_one_number_in_two_notations_is_one_as_last_written() -> None:
    (found,) = details(
        [
            said(ClaimKind.PHONE, "(030) 23125 106", 1, address="ana@acme.de"),
            said(ClaimKind.PHONE, "+49 30 23125 106", 5, source=ClaimSource.CARD),
        ],
        LATE,
    )

    assert (found.value, found.normal) == ("+49 30 23125 106", "tel:+493023125106")
    assert (found.first_seen, found.last_seen) == (1, 5)
    assert found.sources == (ClaimSource.SIGNATURE, ClaimSource.CARD)


def test_the_country_of_a_cards_number_is_told_by_what_stands_beside_it() -> None:
    card = [
        said(ClaimKind.PHONE, "030 23125 106", 1, group="c"),
        said(ClaimKind.LOCATION, "10115 Berlin, Germany", 1, group="c"),
    ]

    found = next(one for one in details(card, LATE) if one.kind is ClaimKind.PHONE)
    (alone,) = details(card[:1], LATE)

    assert found.normal == "tel:+493023125106"
    assert alone.normal == ""


def test_phones_stand_first_and_the_latest_of_each_kind() -> None:
    found = details(
        [
            said(ClaimKind.LOCATION, "Leeds", 9),
            said(ClaimKind.PHONE, "+44 20 7946 0974", 1),
            said(ClaimKind.PHONE, "+44 20 7946 0111", 3),
            said(ClaimKind.URL, "https://www.acme.example/", 2),
            said(ClaimKind.URL, "www.acme.example", 4),
            said(ClaimKind.TITLE, "Analyst", 4),
        ],
        LATE,
    )

    assert [one.value for one in found] == [
        "+44 20 7946 0111",
        "+44 20 7946 0974",
        "www.acme.example",
        "Leeds",
    ]


def test_what_is_seen_later_is_not_known_yet() -> None:
    assert details([said(ClaimKind.LOCATION, "Leeds", 9)], Time(9)) == ()


def test_what_is_too_short_is_no_number() -> None:
    assert details([said(ClaimKind.PHONE, "4711", 1)], LATE) == ()
