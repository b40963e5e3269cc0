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


def phone(value: str, day: int, normal: str = "") -> DatedClaim:
    return DatedClaim(
        kind=ClaimKind.PHONE,
        value=value,
        confidence=Confidence.LIKELY,
        source=ClaimSource.SIGNATURE,
        seen_at=Time(day),
        address=AddressKey("ana@acme.com"),
        normal=normal,
    )


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
