"""Which lines are a sender's signature, and which his own words: figures over a gold file.

As bench/signatures/README.md beside the data defines them: lines count where they hold anything;
bulk mail is left out; where the only block is another person's, or there is none, every line found
is wrong; of own lines it counts that none below the quote is among them, lines of up to 15 letters
and lines that also stand above it forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
SHORT = 15  # characters of a leaked line ("Hi Ann,") that are forgiven
NEAR = 1  # filled lines by which a block's start may be off


@dataclass(frozen=True, slots=True)
class Lines:
    """What a contender finds in one mail, as line numbers; None: it does not look for that."""

    block: frozenset[int] | None = None
    own: frozenset[int] | None = None


@dataclass(slots=True)
class Score:
    """Counts over all rows."""

    right: int = 0
    found: int = 0
    gold: int = 0
    starts: int = 0
    rich: int = 0
    """Blocks with a title, an employer or a phone number, whose starts are asked for."""
    invented: int = 0
    unsigned: int = 0
    clean: int = 0
    quoted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.gold
        return 2 * self.right / both if both else 0.0


def score(rows: Iterable[Row], found: Iterable[Lines]) -> Score:
    """Hold what was *found* against the labels of *rows*, in their order."""
    total = Score()
    for row, lines in zip(rows, found, strict=True):
        text = row["body"].split("\n")
        if lines.block is not None and "b" not in row["labels"]["flags"]:
            _add_block(total, text, row["labels"], lines.block)
        if lines.own is not None and row["labels"]["quote_start"] is not None:
            _add_own(total, text, row["labels"], lines.own)
    return total


def _add_block(total: Score, text: Sequence[str], labels: Row, block: frozenset[int]) -> None:
    filled = [number for number, line in enumerate(text) if line.strip()]
    own, found = _own_block(labels).intersection(filled), block.intersection(filled)
    total.right += len(own & found)
    total.found += len(found)
    total.gold += len(own)
    if not own:
        total.unsigned += 1
        total.invented += bool(found)
    elif labels["titles"] or labels["employers"] or labels["phones"]:
        total.rich += 1
        total.starts += bool(found) and (
            abs(filled.index(min(found)) - filled.index(min(own))) <= NEAR
        )


def _own_block(labels: Row) -> frozenset[int]:
    if labels["sig_start"] is None or "x" in labels["flags"]:
        return frozenset()
    return frozenset(range(labels["sig_start"], labels["sig_end"] + 1))


def _add_own(total: Score, text: Sequence[str], labels: Row, own: frozenset[int]) -> None:
    above = {line.strip() for line in text[: labels["quote_start"]]}
    leaked = {text[number].strip() for number in _quoted(text, labels) & own} - above
    total.quoted += 1
    total.clean += all(len(line) <= SHORT for line in leaked)


def _quoted(text: Sequence[str], labels: Row) -> frozenset[int]:
    start = labels["quote_start"]
    below = range(start + 1, len(text))
    if labels["sig_start"] is not None and labels["sig_start"] > start and _own_block(labels):
        return frozenset(n for n in below if text[n].lstrip().startswith((">", "|")))
    return frozenset(below)
