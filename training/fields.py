"""How right every kind of claim is, tier by tier, on invented mails that training never sees.

python -m training --fields COUNT
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from narrowcast.nlp.pipeline import Pipeline
from narrowcast.nlp.signature import Claim, ClaimKind, Tier
from training.folds import read
from training.invent import Split, invent
from training.invented import InventedMail, Label
from training.scoring import is_near, is_same

LABELS = {
    ClaimKind.TITLE: Label.TITLE,
    ClaimKind.EMPLOYER: Label.ORG,
    ClaimKind.DEPARTMENT: Label.DEPT,
    ClaimKind.PHONE: Label.PHONE,
    ClaimKind.URL: Label.URL,
    ClaimKind.LOCATION: Label.LOCATION,
}
SEED = 77
"""Not the seed of the frozen 300."""

Counts = Counter[tuple[ClaimKind, Tier, str]]


def counts(count: int) -> Counts:
    """Of *count* mails how many claims are `said`, `near` a label and the `same`, by kind and tier.

    By the shipped model; `labelled`, under every tier, is how many labels there are.
    """
    mails = tuple(invent(SEED, count, split=Split.HELD_OUT))
    found: Counts = Counter()
    for mail, signature in zip(mails, read(mails, Pipeline()), strict=True):
        for kind, label in LABELS.items():
            gold = _stretches(mail, label)
            for tier in Tier:
                found[kind, tier, "labelled"] += len(gold)
            _count(found, (one for one in signature.claims if one.kind is kind), gold)
    return found


def _count(found: Counts, claims: Iterable[Claim], gold: tuple[str, ...]) -> None:
    for claim in claims:
        at = claim.kind, claim.tier
        found[*at, "said"] += 1
        found[*at, "same"] += any(is_same(claim.value, one) for one in gold)
        found[*at, "near"] += any(is_near(claim.value, one) for one in gold)


def _stretches(mail: InventedMail, label: Label) -> tuple[str, ...]:
    return tuple(mail.body[one.start : one.end] for one in mail.labels if one.label is label)


def table(count: int) -> Iterator[str]:
    """Lines of a table: same and near of all said, by kind and tier."""
    found = counts(count)
    for kind in LABELS:
        told = "  ".join(
            f"{tier} {found[kind, tier, 'same']}, {found[kind, tier, 'near']}"
            f" of {found[kind, tier, 'said']}"
            for tier in Tier
        )
        yield f"{kind.value:10} {told}  (labelled {found[kind, Tier.CONFIRMED, 'labelled']})"
