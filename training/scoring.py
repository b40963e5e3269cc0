"""Scores titles and employers read against labelled mails: exact, lenient, and by tier.

Lenient: token F1 of at least one half with one right value. A bench's scorer judges the product;
this one compares models while they are trained.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrowcast.nlp.signature import ClaimKind, Signature, Tier
from training.invented import InventedMail

KINDS = (ClaimKind.TITLE, ClaimKind.EMPLOYER)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, 0 … 1; `confirmed` is (how many are right, how many there are)."""

    exact: float
    lenient: float
    precision: float
    recall: float
    confirmed: tuple[int, int]
    likely: tuple[int, int]
    suggestion: tuple[int, int]

    def __str__(self) -> str:
        tiers = "  ".join(
            f"{tier} {right}/{count}"
            for tier, (right, count) in zip(
                Tier, (self.confirmed, self.likely, self.suggestion), strict=True
            )
        )
        return (
            f"F1 exact {self.exact:.3f} lenient {self.lenient:.3f}"
            f" (P {self.precision:.3f} R {self.recall:.3f})  {tiers}"
        )


def score(mails: Sequence[InventedMail], signatures: Iterable[Signature], kind: ClaimKind) -> Score:
    """How well *signatures* tell the *kind* of *mails*; bulk mail is left out."""
    exact = lenient = given = wanted = 0
    tiers: Counter[Tier] = Counter()
    right: Counter[Tier] = Counter()
    for mail, signature in zip(mails, signatures, strict=True):
        gold = right_values(mail, kind)
        if "b" in mail.flags or ("self" in mail.flags and not gold):
            continue
        wanted += bool(gold)
        claim = signature.best(kind)
        if claim is None:
            continue
        given += 1
        tiers[claim.tier] += 1
        exact += any(is_same(claim.value, one) for one in gold)
        hit = any(is_near(claim.value, one) for one in gold)
        lenient += hit
        right[claim.tier] += hit
    held = [(right[tier], tiers[tier]) for tier in Tier]
    return Score(
        f1(exact, given, wanted),
        f1(lenient, given, wanted),
        lenient / max(1, given),
        lenient / max(1, wanted),
        *held,
    )


def right_values(mail: InventedMail, kind: ClaimKind) -> tuple[str, ...]:
    """What may be read of *mail*: nothing where its block is another person's."""
    if "x" in mail.flags:
        return ()
    return mail.titles if kind is ClaimKind.TITLE else mail.employers


def f1(right: int, given: int, wanted: int) -> float:
    """The harmonic mean of right/given and right/wanted."""
    return 2 * right / max(1, given + wanted)


def is_same(one: str, other: str) -> bool:
    """Equal words, case and punctuation aside."""
    return _tokens(one) == _tokens(other)


def is_near(one: str, other: str) -> bool:
    """Token F1 of at least one half."""
    mine, gold = Counter(_tokens(one)), Counter(_tokens(other))
    shared = (mine & gold).total()
    return 4 * shared >= mine.total() + gold.total() and shared > 0


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
