"""A part of a letter as its template gives it: the text, and the fact behind each sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from narrowcast.agent.core.templating import FACT_SIGN


@dataclass(frozen=True, slots=True)
class Passage:
    """The ask, the note to forward or a whole short letter."""

    text: str
    sources: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, rendered: str) -> Passage:
        """Lines with a fact run together into a paragraph; a line without one stands alone."""
        paragraphs: list[list[str]] = [[]]
        sources: list[tuple[str, str]] = []
        open_line = False
        for line in rendered.strip().splitlines():
            sentence, sign, fact = (piece.strip(" \t") for piece in line.partition(FACT_SIGN))
            is_sentence = bool(sign)
            if not sentence:
                paragraphs.append([])
            elif is_sentence and open_line and paragraphs[-1]:
                paragraphs[-1][-1] += f" {_ended(sentence)}"
            else:
                paragraphs[-1].append(_ended(sentence) if is_sentence else sentence)
            if sentence and is_sentence:
                sources.append((_ended(sentence), fact))
            open_line = bool(sentence) and is_sentence
        return cls("\n\n".join("\n".join(lines) for lines in paragraphs if lines), tuple(sources))


def first_fitting(parts: Iterable[Passage], fits: Callable[[str], bool]) -> Passage:
    """The first part that keeps the limits, else the last: the linter tells what is too long."""
    part = Passage("", ())
    for part in parts:
        if fits(part.text):
            break
    return part


def _ended(sentence: str) -> str:
    """With one full stop at the end: the owner's own words may lack it, `Inc.` brings its own."""
    if sentence.endswith("..") and not sentence.endswith("..."):
        return sentence[:-1]
    return sentence if sentence.endswith((".", "?", "!", "…", "。", "！", "？")) else f"{sentence}."
