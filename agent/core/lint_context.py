"""What the etiquette rules need beside the letter, and how they read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from narrowcast.agent.core.model import (
    AddressKey,
    Introducer,
    Owner,
    PersonUid,
    Prospect,
    ProspectId,
)
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.core.words import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How often asking is decent; numbers from facts/peers.md §4, E03 and E04."""

    per_day: int = 2
    per_week: int = 5
    per_introducer: int = 1
    introducer_days: int = 30
    per_introducer_year: int = 3
    rest_after_decline_days: int = 90
    reconnect_after_days: int = 730


BOUNCED = "mail to it bounced"
"""Why an address is not to be written to that is dead: the person's others may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAsk:
    """A letter that has left, or is approved to leave."""

    introducer: PersonUid
    prospect: ProspectId
    sent_at: datetime
    open: bool = False
    outdated: bool = False
    """It was put off, and somebody else has moved to the prospect's firm since: the introducer is
    still waited for, the prospect may be asked for by another way.
    """
    declined_at: datetime | None = None
    returned: bool = False
    """The letter came back: it never came before them, and counts as none to them."""
    draft: bool = False
    """Not yet approved: a letter that the plan counts with."""

    @property
    def holds_prospect(self) -> bool:
        """Whether nobody else may be asked for the same prospect meanwhile."""
        return self.open and not self.outdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """An organisation that must not hear of something, and why."""

    organization: str
    domains: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintContext:
    """What the rules need beside the letter; the defaults are a first ask on a quiet day."""

    owner: Owner
    prospect: Prospect
    introducer: Introducer
    now: datetime
    send_at: datetime | None = None
    """When the letter would leave; None: now."""
    caps: Caps = field(default_factory=Caps)
    past: tuple[PastAsk, ...] = ()
    """Every ask ever sent or approved; also those of other introducers."""
    suppressed: Mapping[AddressKey, str] | None = field(default_factory=dict[AddressKey, str])
    """Addresses never to be written to, with the reason; None: the list could not be read."""
    owed: tuple[str, ...] = ()
    """What the owner owes the introducer: "a reply to the mail of 3 November"."""
    walls: tuple[Wall, ...] = ()
    employer_domains: frozenset[str] = frozenset()
    """Where the owner works: a job search must not show there."""
    last_was_ask: bool = False
    """The last contact with the introducer was itself an ask."""
    utc_offset: timedelta | None = None
    """The introducer's; None: the owner's zone."""
    away_until: datetime | None = None
    holidays: frozenset[date] = frozenset()
    other_prospects: tuple[str, ...] = ()
    """Names of the owner's other prospects."""
    confidential: tuple[str, ...] = ()
    """Words and names that may stand in no letter."""
    offers: tuple[str, ...] = ()
    """What the owner says of the own offer, in every language: no appeal to the introducer."""
    deadline_is_real: bool = False
    """The owner named the day by which an answer is truly needed."""
    wishes: tuple[PersonWish, ...] = ()
    """What the introducer wishes not to be asked."""


def who(context: LintContext) -> str:
    """The introducer's name, for a sentence."""
    return shown(context.introducer.person.name) or "this person"


def moment(context: LintContext) -> datetime:
    """When the letter would leave."""
    return context.send_at or context.now


def key(address: str) -> AddressKey:
    """An address as the store keys it, as far as case goes."""
    return AddressKey(address.strip().casefold())


def plain(text: str) -> str:
    """Casefolded, with single spaces."""
    return " ".join(text.split()).casefold()


def names_in(context: LintContext) -> tuple[str, ...]:
    """Everybody that the letter is about, as the letter writes them."""
    prospect = context.prospect
    whole = (
        context.owner.name,
        prospect.name,
        prospect.organization,
        context.introducer.person.name,
    )
    return tuple(shown(name) for name in whole if name.strip())


def masked(text: str, context: LintContext) -> str:
    """The text casefolded, with everybody's names, whole or in part, as §."""
    people = (context.prospect.name, context.introducer.person.name, context.owner.name)
    parts = {part for name in people for part in plain(shown(name)).split() if len(part) > 2}
    names = parts.union(map(plain, names_in(context)), {plain(shown(context.prospect.title))})
    known = plain(text)
    for name in sorted(names - {""}, key=lambda name: (-len(name), name)):
        known = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "§", known)
    return known


def says(pattern: re.Pattern[str], text: str, context: LintContext) -> bool:
    """Whether *text* says it, be a word of it somebody's name or not ("Will First")."""
    return any(pattern.search(form) for form in (masked(text, context), plain(text)))


def appeal(text: str, context: LintContext) -> str:
    """What *text* asks for, masked: without what the owner always says of the own offer."""
    rest = plain(text)
    own_words = (context.owner.pitch, context.owner.credential, *context.offers)
    for own in sorted(own_words, key=len, reverse=True):
        rest = rest.replace(plain(shown(own, 400)), " ") if own.strip() else rest
    return masked(rest, context)


def has_words(text: str, words: str) -> bool:
    """Whether *words* stand in *text* as whole words; both plain."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def same_domain(domain: str, other: str) -> bool:
    """Whether *domain* is *other* or below it."""
    return bool(other) and (domain == other or domain.endswith(f".{other}"))
