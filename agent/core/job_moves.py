"""Changes of employer, told at the moment their evidence sufficed, with the signs that show them.

A move needs a job that was seen before it: in mail, by the owner's word, or on a card that states
its days. What a list states without days is as old as the list, not as the contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.careers import closes, employment, is_pinned_away
from narrowcast.agent.core.firms import UNKNOWN, Firms
from narrowcast.agent.core.model import (
    ClaimSource,
    Confidence,
    DatedClaim,
    Departure,
    Employment,
    Evidence,
    Time,
)
from narrowcast.agent.core.stints import Stint, is_new_address, is_work, stints_of
from narrowcast.nlp.organisations import organisation_key


class Sign(StrEnum):
    """What shows a move."""

    OWNER = "you said so"
    OWN_WORDS = "their own words"
    NEW_ADDRESS = "a new address"
    TWO_MESSAGES = "two mails show it"
    CARD = "a contact card"
    NETWORK = "LinkedIn's export"
    ANNOUNCED = "they said goodbye"
    ANSWERED = "an automatic answer says that they left"
    BOUNCED = "the old address is dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of employer, at the moment the evidence sufficed."""

    at: Time
    before: Employment
    after: Employment
    signs: tuple[Sign, ...]
    confidence: Confidence
    """That of the new job; a suggestion where a domain is all there is (one's own, or a provider's,
    is nobody's firm), and where it is signed from the old firm's address alone: a consultant's
    client, or the same firm under a new name.
    """
    evidence: tuple[Evidence, ...]
    """One for each sign, and the rest of what shows the new job."""


def moves(
    claims: Iterable[DatedClaim], since: Time, as_of: Time, *, firms: Firms = UNKNOWN
) -> tuple[Move, ...]:
    """Changes of employer established in [*since*, *as_of*), earliest first."""
    stints = stints_of(claims, as_of, firms)
    found = [move for after in stints if (move := _into(after, stints, as_of, firms))]
    told = [move for move in found if move.at >= since]
    return tuple(sorted(told, key=lambda move: (move.at, move.after.organization)))


RENAMED = 3
"""So many people who go from one firm to another are rather the firm, under a new name."""


def route(move: Move) -> tuple[str, str]:
    """From which firm to which; equal for all who went with the whole firm."""
    return organisation_key(move.before.organization), organisation_key(move.after.organization)


def _into(after: Stint, stints: Sequence[Stint], as_of: Time, firms: Firms) -> Move | None:
    """The move into *after*; None where it ended no other job."""
    previous = _predecessor(after, stints)
    if previous is None or after.established is None:
        return None
    at = after.established
    if after.first <= previous.last and previous.left is not None:
        at = max(at, previous.left.seen_at)  # both were seen until the old one was left
    shown = _shown(after, previous, stints)
    new = employment(after, stints, as_of)
    signs = tuple(dict.fromkeys(sign for sign, _ in shown))
    cited = [claim.evidence for _, claim in shown if claim.evidence is not None]
    old = employment(previous, stints, as_of)
    by_domain = new.sources == (ClaimSource.DOMAIN,) and previous.left is None
    unsure = by_domain or _is_same_desk(signs, after, previous, firms)
    return Move(
        at=at,
        before=old,
        after=new,
        signs=signs,
        confidence=Confidence.SUGGESTION if unsure else new.confidence,
        evidence=tuple(dict.fromkeys((*cited, *new.evidence))),
    )


def _predecessor(after: Stint, stints: Sequence[Stint]) -> Stint | None:
    """The last job that *after* ended."""
    if after.past or is_pinned_away(after, stints) or _is_signed_otherwise(after, stints):
        return None
    closed = [
        stint
        for stint in stints
        if stint.order < after.order
        and not stint.past
        and stint.established is not None
        and _is_dated(stint)
        and closes(after, stint, stints)
    ]
    return max(closed, key=lambda stint: (stint.last, stint.order), default=None)


def _is_signed_otherwise(stint: Stint, stints: Sequence[Stint]) -> bool:
    """Whether only a domain speaks for it, and those who write from there sign for another."""
    if any(claim.source is not ClaimSource.DOMAIN for claim in stint.claims):
        return False
    addresses = {claim.address for claim in stint.claims}
    return any(
        claim.source is ClaimSource.SIGNATURE and claim.address in addresses
        for other in stints
        if other is not stint
        for claim in other.claims
    )


def _is_same_desk(signs: Sequence[Sign], after: Stint, previous: Stint, firms: Firms) -> bool:
    """Whether nothing but signatures tells of the new job, all from addresses of the old firm."""
    labels = {firms.label(claim.address) for claim in after.claims if is_work(claim.address)}
    return tuple(signs) == (Sign.TWO_MESSAGES,) and any(
        firms.same(label, name) for label in labels for name in previous.names
    )


def _is_dated(stint: Stint) -> bool:
    return any(not claim.listed for claim in stint.claims)


_SAYS = {
    ClaimSource.OWNER: Sign.OWNER,
    ClaimSource.OWN_WORDS: Sign.OWN_WORDS,
    ClaimSource.CARD: Sign.CARD,
    ClaimSource.LINKEDIN: Sign.NETWORK,
}
_LEFT = {
    Departure.ANNOUNCED: Sign.ANNOUNCED,
    Departure.ANSWERED: Sign.ANSWERED,
    Departure.BOUNCED: Sign.BOUNCED,
}


def _shown(
    after: Stint, previous: Stint, stints: Sequence[Stint]
) -> tuple[tuple[Sign, DatedClaim], ...]:
    """Each sign with the first claim that shows it, surest first."""
    found: dict[Sign, DatedClaim] = {}
    sure = [c for c in after.claims if c.confidence is not Confidence.SUGGESTION]
    for claim in sure:
        if (sign := _SAYS.get(claim.source)) is not None:
            found.setdefault(sign, claim)
        if is_new_address(claim, after, stints):
            found.setdefault(Sign.NEW_ADDRESS, claim)
    shown = {c.evidence: c for c in reversed(sure) if c.evidence is not None}
    if len(shown) > 1:
        found.setdefault(Sign.TWO_MESSAGES, sorted(shown.values(), key=lambda c: c.seen_at)[1])
    if previous.left is not None:
        found.setdefault(_LEFT[Departure(previous.left.value)], previous.left)
    return tuple((sign, found[sign]) for sign in Sign if sign in found)
