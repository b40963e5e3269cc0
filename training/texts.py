"""The text around a signature: greeting, sentences, closing, footers, other people's words."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

from training.cards import number
from training.draw import Draw
from training.firms import Firm, slots_of
from training.page import BLANK, Line, line
from training.people import Person, person
from training.titles import one

_WRAP = (65, 72, 76, 0, 0, 0)


def words_about(draw: Draw, to: Person) -> Mapping[str, Callable[[], str]]:
    """Slots of sentences: other people, their titles and firms, days, sums."""
    words = draw.words
    other = person(draw, degrees=0.0)
    return {
        **slots_of(draw),
        "given": lambda: to.given,
        "family": lambda: to.family,
        "person": lambda: other.plain,
        "title": lambda: one(draw, "business", female=other.female),
        "firm": lambda: draw.fill("{stem} {trade}", slots_of(draw)),
        "day": lambda: draw.pick(words["text.days"]),
        "time": lambda: draw.digits(draw.pick(("1#:30", "9:15", "1#:00", "8:45"))),
        "n": lambda: draw.digits(draw.pick(("@", "@#", "@##"))),
        "phone": lambda: number(draw, "mobile", draw.pick(words.lands)),
    }


def topic(draw: Draw) -> str:
    return draw.fill(draw.listed("text.subjects"), words_about(draw, person(draw)))


def opening(draw: Draw, to: Person) -> list[Line]:
    """The greeting, none in some short mails."""
    if draw.chance(0.15):
        return []
    name = "text.greetings_informal" if draw.chance(0.5) else "text.greetings"
    options = draw.words[name + ("_f" if to.female and draw.words.get(name + "_f") else "")]
    return [line(draw.fill(draw.word(options), words_about(draw, to))), BLANK]


def paragraphs(draw: Draw, to: Person, most: int = 4) -> list[Line]:
    """One to *most* paragraphs, wrapped as mail programs do or not at all."""
    width = draw.pick(_WRAP)
    own = draw.own(draw.words["text.sentences"])
    left = draw.rng.sample(own, len(own))
    out: list[Line] = []
    for _ in range(draw.rng.randint(1, most)):
        some = [left.pop() for _ in range(draw.rng.randint(1, 3)) if left]
        if not some:
            break
        slots = words_about(draw, to)
        text = " ".join(draw.fill(sentence, slots) for sentence in some)
        rows = textwrap.wrap(text, width) if width else [text]
        out += [*(line(row) for row in rows), BLANK]
    return out


def closing(draw: Draw) -> list[Line]:
    """A closing phrase, or none."""
    if draw.chance(0.12):
        return []
    informal = draw.chance(0.4)
    phrase = draw.known_or_new(
        draw.words["text.closings_informal" if informal else "text.closings"]
    )
    return [line(phrase + draw.pick(draw.words["text.closing_ends"]))]


def register_lines(draw: Draw, firm: Firm) -> list[Line]:
    """Officers and register numbers a country's law asks for; never the sender's own role."""
    if not (options := draw.words.get("footers.register")):
        return []
    slots = {
        **slots_of(draw),
        "officer": lambda: person(draw).plain,
        "firm": lambda: firm.name,
        "officer2": lambda: person(draw).plain,
    }
    count = draw.weighted({1: 3.0, 2: 2.0})
    picked = draw.rng.sample(options, min(count, len(options)))
    return [line(draw.fill(draw.digits(text), slots)) for text in picked]


def footers(draw: Draw, firm: Firm) -> list[Line]:
    """What stands under a signature without belonging to it."""
    out: list[Line] = []
    for name, share in (
        ("footers.slogans", 0.07),
        ("footers.device", 0.04),
        ("footers.disclaimers", 0.14),
    ):
        if draw.chance(share):
            slots = {**words_about(draw, person(draw)), "firm": lambda: firm.short}
            text = draw.fill(draw.listed(name), slots)
            rows = textwrap.wrap(text, draw.pick((72, 80, 500)))
            out += [BLANK, *(line(row) for row in rows)]
    if draw.chance(0.05):
        out += [BLANK, *_list_footer(draw)]
    return out


def _list_footer(draw: Draw) -> list[Line]:
    name = draw.fill("{stem}-{acronym}", slots_of(draw)).lower()
    text = (
        draw.word(draw.world["footers.lists"])
        .replace("{list}", name)
        .replace("{host}", f"{name.split('-')[0]}.org")
    )
    return [line(row) for row in text.split("\n")]


def date(draw: Draw) -> str:
    """A date and a time as the language's mail programs print them."""
    words = draw.words
    pattern = draw.pick(words["quote.dates"])
    slots = {
        "day": lambda: draw.pick(words["text.days"]),
        "month": lambda: draw.pick(words["text.months"]),
    }
    return draw.digits(draw.fill(pattern, slots))
