"""Where a person can be reached and found, as far as cards and signatures tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from narrowcast.agent.core.model import ClaimKind, ClaimSource, DatedClaim, Time
from narrowcast.agent.core.stints import RANK, before

KINDS = (ClaimKind.PHONE, ClaimKind.URL, ClaimKind.LOCATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A phone number, a web address or a place, and when it was seen."""

    kind: ClaimKind
    value: str
    first_seen: Time
    last_seen: Time
    sources: tuple[ClaimSource, ...]
    """Surest first."""


def details(claims: Iterable[DatedClaim], as_of: Time) -> tuple[Detail, ...]:
    """Phones, web addresses, places: by kind, of each the last seen first; as last written."""
    found: dict[tuple[ClaimKind, str], list[DatedClaim]] = {}
    for claim in before(claims, as_of):
        if claim.kind in KINDS and (key := _key(claim)):
            found.setdefault((claim.kind, key), []).append(claim)
    told = (_detail(kind, seen) for (kind, _), seen in found.items())
    return tuple(sorted(told, key=lambda d: (KINDS.index(d.kind), -d.last_seen, d.value)))


def _detail(kind: ClaimKind, seen: list[DatedClaim]) -> Detail:
    return Detail(
        kind=kind,
        value=" ".join(seen[-1].value.split()),
        first_seen=seen[0].seen_at,
        last_seen=seen[-1].seen_at,
        sources=tuple(source for source in RANK if any(c.source is source for c in seen)),
    )


def _key(claim: DatedClaim) -> str:
    """How two spellings of one are told: of a phone number the digits count, from the end."""
    if claim.kind is ClaimKind.PHONE:
        digits = "".join(re.findall(r"\d", claim.value))
        return digits[-9:] if len(digits) >= 7 else ""
    value = " ".join(claim.value.casefold().split())
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", value)
