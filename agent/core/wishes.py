"""What people who were asked wish for: not about this, not before that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from narrowcast.agent.core.model import AskKind, Prospect, Time
from narrowcast.agent.core.words import shown
from narrowcast.nlp.employers import same_employer
from narrowcast.nlp.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWish:
    """One wish of a person, kept as the owner's decision; never to be asked at all is another."""

    at: Time
    about: str = ""
    """A firm or a person they want not to be asked about, or `introductions`, `references`,
    `recommendations`: that kind of ask; '' anything.
    """
    until: Time | None = None
    """Until when it holds; None: for good."""

    def holds(self, now: Time) -> bool:
        """Whether it holds at *now*."""
        return self.until is None or now < self.until

    def concerns(self, prospect: Prospect) -> bool:
        """Whether an ask about *prospect* goes against it; in doubt it does."""
        if not self.about:
            return True
        kind = _KINDS.get(fold(self.about))
        if kind is not None:
            return prospect.kind is kind
        organization = prospect.organization
        if organization and same_employer(self.about, organization):
            return True
        named = (
            prospect.name,
            organization,
            prospect.title,
            *prospect.domains,
            *prospect.addresses,
        )
        return any(_among(fold(self.about), fold(name)) for name in named)


_KINDS = {
    "introductions": AskKind.INTRODUCTION,
    "references": AskKind.REFERENCE,
    "recommendations": AskKind.RECOMMENDATION,
}


def against(wishes: Iterable[PersonWish], prospect: Prospect, now: Time) -> Iterator[str]:
    """What each wish that forbids to ask about *prospect* says, for "Ana …"."""
    for wish in wishes:
        if wish.holds(now) and wish.concerns(prospect):
            yield f"wishes not to be asked{told(wish)}"


def told(wish: PersonWish) -> str:
    """A wish in words that follow "not to be asked"."""
    word = "for" if fold(wish.about) in _KINDS else "about"
    about = f" {word} {shown(wish.about)}" if wish.about else ""
    if wish.until is None:
        return about or " at all"
    return f"{about} before {datetime.fromtimestamp(wish.until, UTC).date().isoformat()}"


def _among(words: str, text: str) -> bool:
    """Whether *words* stand in *text* as whole words."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
