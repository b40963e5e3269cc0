"""Invented job titles: seniority × function × field, by sector, in the form for a man or woman."""

from __future__ import annotations

from dataclasses import dataclass

from training.draw import Draw
from training.lexicon import TitleGrammar

_ENGLISH_ABROAD = 0.12


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, and what else of it would be a right answer."""

    text: str
    also: tuple[str, ...] = ()


def title(draw: Draw, sector: str, *, female: bool) -> Title:
    """A title somebody of *sector* may hold; in a few cases a double or an acting one."""
    text = one(draw, sector, female=female)
    if draw.chance(0.05):
        other = one(draw, sector, female=female)
        return Title(f"{text}{draw.pick(draw.words['joins.two_titles'])}{other}", (text, other))
    if draw.chance(0.06):
        return Title(_changed(draw, text, female=female), (text,))
    return Title(text)


def _changed(draw: Draw, text: str, *, female: bool) -> str:
    """With a word for acting, deputy or senior before it, or where its `*` stands."""
    pattern = draw.gendered(draw.listed("joins.acting"), female=female)
    if "*" in pattern:
        return pattern.replace("*", text)
    return f"{pattern}{text}" if pattern.endswith("-") else f"{pattern} {text}"


def one(draw: Draw, sector: str, *, female: bool) -> str:
    """A single title; outside English now and then an English one."""
    words = draw.words
    abroad = sector in ("business", "technology") and draw.chance(_ENGLISH_ABROAD)
    source = draw.world if abroad else words
    grammars = source.titles.get(sector) or words.titles["business"]
    grammar = draw.weighted({g: g.weight for g in grammars})
    return _from(draw, grammar, female=female)


def _from(draw: Draw, grammar: TitleGrammar, *, female: bool) -> str:
    first = draw.gendered(draw.known_or_new(grammar.first), female=female)
    if not grammar.second:
        return first
    second = draw.gendered(draw.known_or_new(grammar.second), female=female)
    return f"{first}{grammar.join}{second}"
