"""Runs of one look in a line: where styling alone parts a name, a title and a firm."""

from __future__ import annotations

from itertools import pairwise

from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.titles import headword

__all__ = ["parted"]

_ABBREVIATED = 16  # characters


def parted(line: list[tuple[str, str]]) -> list[str]:
    """The pieces of *line*, a tab put where only their looks part a name, a title and a firm."""
    runs: list[list[str]] = []  # text, style
    for text, style in line:
        if runs and (runs[-1][1] == style or text.isspace()):
            runs[-1][0] += text
        elif runs and runs[-1][0].isspace():
            runs[-1] = [runs[-1][0] + text, style]
        else:
            runs.append([text, style])
    if not 1 < len(runs) <= 6 or sum(len(text) for text, _ in runs) > 140:
        return [text for text, _ in line]
    pieces = [runs[0][0]]
    for (left, _), (right, _) in pairwise(runs):
        pieces += ["\t", right] if _are_apart(left, right) else [right]
    return pieces


def _are_apart(left: str, right: str) -> bool:
    one, other = left.strip(), right.strip()
    if not one or not other or not (one[-1].isalnum() or one[-1] in ".)"):
        return False
    if left[-1:].islower() and right[0].isupper() and len(one) > 2:
        return True  # `Ann LeeHead of Sales`
    if one.endswith((" of", " for", " and")) or (one[-1] == "." and len(one) <= _ABBREVIATED):
        return False  # `Prof. Dr.` before a bold name
    named = sum(word[0].isupper() for word in one.split()) > 1
    titled = bool(headword(other)) and not headword(one)
    if named and (titled or (other[0].isupper() and len(other.split()) > 1)):
        return True
    firm = legal_form(" " + other) is not None and not headword(other)
    return one[0].isupper() and other[0].isupper() and (titled or firm)
