"""Where a person can be reached and found, as far as cards and signatures tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from narrowcast.agent.core.model import ClaimKind, ClaimSource, DatedClaim, Time
from narrowcast.agent.core.stints import RANK, before
from narrowcast.nlp.phones import country_of, tel

KINDS = (ClaimKind.PHONE, ClaimKind.URL, ClaimKind.LOCATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A phone number, a web address or a place, and when it was seen."""

    kind: ClaimKind
    value: str
    """As last written."""
    normal: str = ""
    """Of a phone number the one form of it, `tel:+…` or `fax:…`; '' where it is not known."""
    first_seen: Time
    last_seen: Time
    sources: tuple[ClaimSource, ...]
    """Surest first."""


def details(claims: Iterable[DatedClaim], as_of: Time) -> tuple[Detail, ...]:
    """Phones, web addresses, places: by kind, of each the last seen first."""
    seen = before(claims, as_of)
    beside: dict[str, list[str]] = defaultdict(list)
    for claim in seen:
        beside[claim.group].append(claim.value)
    found: dict[tuple[ClaimKind, str], list[DatedClaim]] = {}
    normal: dict[tuple[ClaimKind, str], str] = {}
    for claim in seen:
        if claim.kind in KINDS:
            one = _normal(claim, beside[claim.group] if claim.group else [claim.value])
            key = claim.kind, _key(claim, one)
            found.setdefault(key, []).append(claim)
            normal[key] = max(one, normal.get(key, ""), key=len)  # the one with its extension
    told = (_detail(key[0], normal[key], said) for key, said in found.items() if key[1])
    return tuple(sorted(told, key=lambda d: (KINDS.index(d.kind), -d.last_seen, d.value)))


def _detail(kind: ClaimKind, normal: str, seen: list[DatedClaim]) -> Detail:
    return Detail(
        kind=kind,
        value=" ".join(seen[-1].value.split()),
        normal=normal,
        first_seen=seen[0].seen_at,
        last_seen=seen[-1].seen_at,
        sources=tuple(source for source in RANK if any(c.source is source for c in seen)),
    )


def _normal(claim: DatedClaim, block: Iterable[str]) -> str:
    """A phone number's one form; a card's country is guessed from what stands beside it."""
    if claim.kind is not ClaimKind.PHONE or claim.normal:
        return claim.normal
    return tel(claim.value, country=country_of(block, claim.address.rpartition("@")[2])) or ""


def _key(claim: DatedClaim, normal: str) -> str:
    """How two spellings of one are told: of a phone number the last digits count."""
    if claim.kind is ClaimKind.PHONE:
        scheme, _, number = normal.partition(":")
        digits = "".join(re.findall(r"[0-9]", number.partition(";")[0] or claim.value))
        return f"{scheme if scheme == 'fax' else ''}{digits[-9:]}" if len(digits) >= 7 else ""
    value = " ".join(claim.value.casefold().split())
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", value)
