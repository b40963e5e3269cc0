"""The mail that is answered, in the manner of many programs; its writer signs richly."""

from __future__ import annotations

from training.cards import Card, card
from training.draw import Draw
from training.firms import acronym, firm
from training.layouts import WEIGHTS, laid_out
from training.page import BLANK, Line, line, prefixed, unlabelled, without_end
from training.people import Person, local_part
from training.texts import closing, date, opening, paragraphs, topic

_NOTES_DATES = ("0@/1@/200@ 0@:2# AM", "1@.0@.200@ 1#:3#", "0@/2@/2001 1#:4#")
_STYLES = {"attributed": 5.0, "attributed-bare": 1.5, "original": 3.0, "header": 2.5, "lotus": 0.7}


def quote(draw: Draw, reader: Person, writer: Person, *, prefix_needed: bool) -> list[Line]:
    """What *writer* had written to *reader*; with `> ` where the answer stands below it."""
    theirs = firm(draw)
    address = f"{local_part(draw, writer)}@{theirs.domain}"
    signed = card(draw, writer, theirs, address)
    content = _content(draw, reader, signed)
    style = "attributed" if prefix_needed else draw.weighted(_STYLES)
    match style:
        case "attributed":
            return [
                _attribution(draw, writer, address),
                *prefixed(content, draw.pick(("> ", "> ", ">"))),
            ]
        case "attributed-bare":
            return [_attribution(draw, writer, address), BLANK, *content]
        case "lotus":
            return _lotus(draw, reader, writer, content)
        case _:
            return [
                *_header(draw, reader, writer, address, rule=style == "original"),
                BLANK,
                *content,
            ]


def interleaved(draw: Draw, reader: Person, writer: Person) -> list[Line]:
    """What *writer* had written, answered part by part; the last answer is still to come."""
    address = f"{local_part(draw, writer)}@{firm(draw).domain}"
    rows = [_attribution(draw, writer, address), *prefixed(opening(draw, reader), "> ")]
    for _ in range(draw.rng.randint(1, 3)):
        asked = without_end(paragraphs(draw, reader, 1))
        answer = without_end(paragraphs(draw, writer, 1))
        rows += [*prefixed(asked, "> "), BLANK, *answer, BLANK]
    return [*rows, *prefixed(without_end(paragraphs(draw, reader, 1)), "> ")]


def _content(draw: Draw, reader: Person, signed: Card) -> list[Line]:
    rows = (
        laid_out(draw, signed, draw.weighted(WEIGHTS))
        if draw.chance(0.75)
        else [line(signed.who.given)]
    )
    return [*opening(draw, reader), *paragraphs(draw, reader, 2), *closing(draw), *unlabelled(rows)]


def _attribution(draw: Draw, writer: Person, address: str) -> Line:
    slots = {"name": lambda: writer.plain, "address": lambda: address, "date": lambda: date(draw)}
    return line(draw.fill(draw.pick(draw.words["quote.attributions"]), slots))


def _header(draw: Draw, reader: Person, writer: Person, address: str, *, rule: bool) -> list[Line]:
    sender, sent, to, subject = draw.words["quote.header"]
    gap = draw.pick((": ", ": ", ":\t"))
    bold = "*" if draw.chance(0.1) else ""
    values = (f"{writer.plain} <{address}>", date(draw), reader.plain, topic(draw))
    rows = [
        line(f"{bold}{word}{gap.rstrip() if bold else gap}{bold}{' ' if bold else ''}{value}")
        for word, value in zip((sender, sent, to, subject), values, strict=True)
    ]
    opener = draw.pick(("_" * 32, ""))
    if rule:
        opener = draw.digits(
            draw.pick(draw.words["quote.original"]).replace("{name}", writer.plain)
        )
    return [line(opener), *rows] if opener else rows


def _lotus(draw: Draw, reader: Person, writer: Person, content: list[Line]) -> list[Line]:
    _, _, to, subject = draw.words["quote.header"]
    gap = "        "
    at_firm = f"@{draw.made_up(acronym)}" if draw.chance(0.6) else ""
    rows = [
        f"{writer.plain}{at_firm}",
        f"{gap}{draw.digits(draw.pick(_NOTES_DATES))}",
        f"{gap}{to}: {reader.plain}",
        f"{gap}cc:",
    ]
    return [*(line(r) for r in (*rows, f"{gap}{subject}: {topic(draw)}")), BLANK, *content]
