"""A whole invented mail: text, the sender's own block, and what is not theirs around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from training.cards import Card, card
from training.draw import Draw
from training.firms import Firm, firm, stem
from training.invented import InventedMail, Label
from training.layouts import HELD_OUT_LAYOUTS, WEIGHTS, laid_out
from training.lexicon import Split
from training.page import (
    BLANK,
    Line,
    Piece,
    body_of,
    labels_of,
    line,
    prefixed,
    text_of,
    unlabelled,
)
from training.people import Person, another, display_name, local_part, person
from training.quotes import interleaved, quote
from training.texts import closing, footers, opening, paragraphs, register_lines, topic

_ROLES = ("info", "office", "mail", "contact", "service")
_ATTACHED = (
    "(See attached file: {n}.doc)",
    " <<{n}.xls>> ",
    "Attachment: {n}.pdf",
    "<{n}.zip>",
    "[{n}.docx]",
)
KINDS = {"signed": 76.0, "name-only": 11.0, "unsigned": 5.0, "newsletter": 4.0, "other-signs": 2.0}
_SHARE_OF_HELD_OUT_LAYOUTS = 0.12
_DELIMITERS = (
    "-- ",
    "-- ",
    "--",
    "---",
    "_" * 30,
    "=" * 40,
    "-" * 32,
    "*" * 36,
    "~" * 24,
    "- - - - -",
)


@dataclass(slots=True)
class _Mail:
    """The mail while it grows: its lines and which of them mean something."""

    lines: list[Line] = field(default_factory=list)
    block: tuple[int, int] | None = None
    register: tuple[int, ...] = ()
    quote_start: int | None = None
    flags: list[str] = field(default_factory=list)

    def put(self, lines: list[Line]) -> tuple[int, int]:
        """Append *lines*; the numbers of the first and last."""
        first = len(self.lines)
        self.lines += lines
        return first, len(self.lines) - 1


def mail(draw: Draw, id: str) -> InventedMail:  # noqa: A002  (the record's own word)
    """One mail of one of the `KINDS`."""
    kind = draw.weighted(KINDS)
    employer = firm(draw)
    sender = person(draw, employer.sector)
    address = _address(draw, sender, employer, private=kind == "name-only")
    layout = _layout(draw)
    signed = card(draw, sender, employer, address)
    page = _Mail()
    to = another(draw, sender)
    bottom = kind in ("signed", "name-only") and draw.chance(0.06)
    _written(draw, page, (sender, to), kind=kind, bottom=bottom)
    _sign(draw, page, kind, signed, layout)
    _followed(draw, page, employer)
    if not bottom and kind != "newsletter" and draw.chance(0.4):
        page.put([BLANK] * draw.rng.randint(1, 2))
        _quoted(draw, page, sender, to, below=False)
    shown = display_name(draw, sender, employer.short, employer.department)
    if kind == "newsletter" or draw.chance(0.006):
        shown, address = employer.short, f"{draw.pick(_ROLES)}@{employer.domain}"
    mine = kind if kind != "signed" else layout
    return _finished(draw, page, signed, id, mine, (shown, address))


def _written(
    draw: Draw, page: _Mail, people: tuple[Person, Person], *, kind: str, bottom: bool
) -> None:
    """What stands above the signature; under what it answers where *bottom*."""
    sender, to = people
    if bottom:
        _quoted(draw, page, sender, to, below=True)
        page.flags.append("bottom")
    if draw.chance(0.02):
        page.put([line(draw.listed("footers.banners")), BLANK])
    page.put([*([] if bottom else opening(draw, to)), *paragraphs(draw, to)])
    if kind != "newsletter" and draw.chance(0.06):
        _third_person(draw, page, sender)
    if kind != "newsletter" and draw.chance(0.03):
        page.put([_attachment(draw), BLANK])


def _followed(draw: Draw, page: _Mail, employer: Firm) -> None:
    """Footers, and now and then the name of a file that was attached."""
    page.put(footers(draw, employer))
    if draw.chance(0.02):
        page.put([BLANK, line(f" - {text_of(_attachment(draw)).strip(' ()<>[]')}")])


def _attachment(draw: Draw) -> Line:
    return line(draw.pick(_ATTACHED).replace("{n}", draw.made_up(stem).lower()))


def _layout(draw: Draw) -> str:
    unseen = draw.split is Split.HELD_OUT and draw.chance(_SHARE_OF_HELD_OUT_LAYOUTS)
    return draw.weighted(HELD_OUT_LAYOUTS if unseen else WEIGHTS)


def _address(draw: Draw, who: Person, employer: Firm, *, private: bool) -> str:
    free = draw.chance(0.5 if private else 0.04)
    host = draw.pick(draw.words["tld.free"]) if free else employer.domain
    return f"{local_part(draw, who)}@{host}"


def _sign(draw: Draw, page: _Mail, kind: str, signed: Card, layout: str) -> None:
    match kind:
        case "signed":
            _sign_in_full(draw, page, signed, layout)
        case "name-only":
            page.put(closing(draw))
            name = draw.pick(
                (signed.who.given, signed.who.given, signed.who.plain, signed.who.given[0])
            )
            page.block = page.put([line(Piece(name, Label.PERSON))])
            page.flags.append("o")
        case "newsletter":
            page.put([line(draw.listed("footers.newsletters"))])
            page.flags.append("n")
        case "other-signs":
            theirs = firm(draw)
            other = card(draw, another(draw, signed.who, theirs.sector), theirs, "")
            page.put([*closing(draw), *unlabelled(laid_out(draw, other, layout))])
            page.flags.append("x")
        case _:
            page.put(closing(draw))


def _sign_in_full(draw: Draw, page: _Mail, signed: Card, layout: str) -> None:
    closed = closing(draw)
    page.put(closed)
    if not closed and draw.chance(0.3) and not text_of(page.lines[-1]):
        page.lines.pop()
    first_name = layout == "nameless" or draw.chance(0.15)
    if first_name:
        page.put([line(signed.who.given)])
    rule = draw.pick(_DELIMITERS) if draw.chance(0.2) else ""
    if first_name or rule or (closed and draw.chance(0.6)):
        page.put([BLANK] * draw.weighted({1: 5.0, 2: 1.0, 0: 0.4 if rule else 0.0}))
    if rule:
        page.put([line(rule)])
        if draw.chance(0.15):
            page.put([BLANK])
    rows = _dressed(draw, laid_out(draw, signed, layout))
    first, last = page.put(rows)
    if signed.org and signed.firm.sector in ("business", "technology") and draw.chance(0.3):
        gap = [BLANK] if draw.chance(0.5) else []
        page.put(gap)
        start, last = page.put(register_lines(draw, signed.firm))
        page.register = tuple(range(start, last + 1))
    page.block = (first, last)
    if rule and len(rule) > 6 and draw.chance(0.5):
        page.put([line(rule)])


def _dressed(draw: Draw, rows: list[Line]) -> list[Line]:
    """What programs do to a block: indent it, mark bold with stars, leave blanks at line ends."""
    dress = draw.weighted(
        {"": 85.0, "indent": 5.0, "bold": 4.0, "blanks": 5.0, "logo": 2.0, "hard": 2.0}
    )
    match dress:
        case "indent":
            return prefixed(rows, draw.pick(("  ", "    ", "\t", "          ")))
        case "bold":
            bold = draw.rng.randint(1, 2)
            return [
                (Piece("*"), *r, Piece("*")) if i < bold and text_of(r) else r
                for i, r in enumerate(rows)
            ]
        case "blanks":
            return [(*r, Piece(" ")) for r in rows]
        case "hard":
            return [(*(_hard_blanks(p) for p in r), Piece("\xa0")) for r in rows]
        case "logo":
            return [
                *rows,
                line(
                    draw.pick(
                        ("[cid:image001.png@01D9A1B2.C3D4E5F0]", "[logo]", "[image: image.png]")
                    )
                ),
            ]
        case _:
            return rows


def _hard_blanks(piece: Piece) -> Piece:
    """With no-break spaces as HTML leaves them; labelled text stays as it is."""
    return piece if piece.label else Piece(piece.text.replace(" ", "\xa0"))


def _third_person(draw: Draw, page: _Mail, sender: Person) -> None:
    """The sender passes on somebody else's details."""
    firm_of_theirs = firm(draw)
    other = another(draw, sender, firm_of_theirs.sector)
    theirs = card(draw, other, firm_of_theirs, "")
    page.put([line(draw.listed("text.thirds")), BLANK])
    page.put([*unlabelled(laid_out(draw, theirs, draw.weighted(WEIGHTS))), BLANK])
    page.flags.append("t")


def _quoted(draw: Draw, page: _Mail, sender: Person, to: Person, *, below: bool) -> None:
    if below and draw.chance(0.35):
        page.quote_start, _ = page.put(interleaved(draw, sender, to))
    else:
        page.quote_start, _ = page.put(quote(draw, sender, to, prefix_needed=below))
    if below:
        page.put([BLANK])


def _finished(
    draw: Draw,
    page: _Mail,
    signed: Card,
    id: str,  # noqa: A002
    layout: str,
    shown: tuple[str, str],
) -> InventedMail:
    labels = tuple(labels_of(page.lines))
    body = body_of(page.lines)
    found = {label: [body[x.start : x.end] for x in labels if x.label is label] for label in Label}
    block = body.split("\n")[page.block[0] : page.block[1] + 1] if page.block else []
    titles = _printed(signed.titles, block) if found[Label.TITLE] else ()
    if layout == "title-dept" and titles and signed.dept:
        titles = (*titles, _line_with(block, titles[0]))
    org = signed.org if found[Label.ORG] else ""
    return InventedMail(
        id=id,
        language=draw.words.language,
        layout=layout,
        from_name=shown[0],
        from_address=shown[1],
        subject=topic(draw),
        body=body,
        labels=labels,
        block=page.block,
        name=signed.who.plain if found[Label.PERSON] else "",
        titles=tuple(dict.fromkeys(titles)),
        employers=_employers(signed, block) if org else (),
        phones=tuple(found[Label.PHONE]),
        register_lines=page.register,
        quote_start=page.quote_start,
        flags=tuple(dict.fromkeys(page.flags)),
    )


def _employers(signed: Card, block: list[str]) -> tuple[str, ...]:
    full = signed.firm.name
    printed = (full,) if any(full in row for row in block) else ()
    return tuple(dict.fromkeys((signed.org, signed.firm.short, *printed)))


def _printed(titles: tuple[str, ...], block: list[str]) -> tuple[str, ...]:
    """Those of *titles* that stand in *block*; the first does, be it in two columns."""
    text = " ".join(" ".join(block).split())
    return titles[:1] + tuple(t for t in titles[1:] if " ".join(t.split()) in text)


def _line_with(block: list[str], text: str) -> str:
    return next((row.strip(" *\t") for row in block if text in row), text)
