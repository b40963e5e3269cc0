"""How a card is laid out as lines: who, what, where; then the ways to reach them.

Each layout is a function (draw, card) -> lines. Those in `HELD_OUT_LAYOUTS` are never trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from training.cards import Card
from training.draw import Draw
from training.invented import Label
from training.page import BLANK, Line, Piece, joined, line, text_of

Layout = Callable[[Draw, Card], list[Line]]
_WRAPS_FROM = 34
_WEB_LABELS = ("Web: ", "www: ", "Internet: ", "W: ", "Website: ", "Web ", "Homepage: ", "URL: ")


def laid_out(draw: Draw, card: Card, layout: str) -> list[Line]:
    """The lines of *card* in the layout of that name."""
    return _without_outer_blanks([row for row in LAYOUTS[layout](draw, card) if row])


def _without_outer_blanks(rows: list[Line]) -> list[Line]:
    """No blank line at either end, nor two on end."""
    filled = [i for i, row in enumerate(rows) if text_of(row)]
    inner = rows[filled[0] : filled[-1] + 1] if filled else []
    return [row for i, row in enumerate(inner) if text_of(row) or text_of(inner[i - 1])]


def _name(card: Card) -> Line:
    return line(card.before, Piece(card.signed, Label.PERSON), card.after)


def _title(card: Card) -> Line:
    return line(Piece(card.title.text if card.title else "", Label.TITLE))


def _dept(card: Card) -> Line:
    return line(Piece(card.dept, Label.DEPT))


def _org(card: Card) -> Line:
    return line(Piece(card.org, Label.ORG))


def _title_lines(draw: Draw, card: Card) -> list[Line]:
    """The title, a long one now and then over two lines; then a second one."""
    second = line(Piece(card.second_title, Label.TITLE))
    return [*_first_title(draw, card), second]


def _first_title(draw: Draw, card: Card) -> list[Line]:
    text = card.title.text if card.title else ""
    middle = text.find(" ", len(text) // 2)
    if len(text) > _WRAPS_FROM and middle > 0 and draw.chance(0.3):
        indent = draw.pick(("", "", "  "))
        first, second = text[:middle], text[middle + 1 :]
        return [line(Piece(first, Label.TITLE)), line(indent, Piece(second, Label.TITLE))]
    return [_title(card)]


def _where(draw: Draw, card: Card) -> list[Line]:
    """Department and employer in the order of the language or the other one."""
    division = line(Piece(card.division, Label.DEPT))
    if draw.chance(0.7 if card.firm.sector == "academic" else 0.45):
        return [_dept(card), division, _org(card), line(card.extra)]
    return [_org(card), line(card.extra), division, _dept(card)]


def contact(draw: Draw, card: Card) -> list[Line]:
    """Address, numbers, mail and site: one a line, or some together."""
    address = [line(Piece(part, Label.LOCATION)) for part in card.address]
    rows = (
        [joined(address, draw.pick((", ", ", ", " - ", " | ", " · ")))]
        if draw.chance(0.4)
        else address
    )
    mail = line(card.mail)
    reach: list[Line] = [p.pieces for p in card.phones]
    web = draw.pick(_WEB_LABELS) if draw.chance(0.25) else ""
    links = [line(web, Piece(link, Label.URL)) for link in card.links]
    match draw.weighted({"each": 5.0, "phones": 3.0, "all": 1.5, "links first": 0.7}):
        case "each":
            return [*rows, *reach, mail, *links]
        case "phones":
            gap = draw.pick((" | ", "  ", " - ", ", ", " / ", "   ", " • "))
            return [*rows, joined(reach, gap), mail, *links]
        case "all":
            gap = draw.pick((" | ", " - ", "  ", " · ", " / "))
            return [*rows, joined([*reach, mail, *links], gap)]
        case _:
            return [*links, mail, *rows, *reach]


def _stacked(draw: Draw, card: Card) -> list[Line]:
    return [_name(card), *_title_lines(draw, card), *_where(draw, card), *contact(draw, card)]


def _loose(draw: Draw, card: Card) -> list[Line]:
    head = [_name(card), *_title_lines(draw, card)]
    return [*head, BLANK, *_where(draw, card), *contact(draw, card)]


def _spaced(draw: Draw, card: Card) -> list[Line]:
    rows = [row for row in _stacked(draw, card) if row]
    return [part for row in rows for part in (row, BLANK)][:-1]


def _org_then_title(draw: Draw, card: Card) -> list[Line]:
    return [_name(card), _org(card), *_title_lines(draw, card), _dept(card), *contact(draw, card)]


def _dept_then_title(draw: Draw, card: Card) -> list[Line]:
    return [_name(card), _dept(card), *_title_lines(draw, card), _org(card), *contact(draw, card)]


def _name_title(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((", ", ", ", " - ", " – ", " | ", "  ", " / ", ",  "))
    return [joined([_name(card), _title(card)], gap), *_where(draw, card), *contact(draw, card)]


def _name_tab_title(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick(("\t", "\t\t", "      ", "          "))
    return [joined([_name(card), _title(card)], gap), *_where(draw, card), *contact(draw, card)]


def _one_line_head(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((" | ", " | ", " - ", ", ", " / ", " — "))
    return [joined([_name(card), _title(card), _org(card)], gap), _dept(card), *contact(draw, card)]


def _title_org(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((", ", " | ", " - ", " – ", " / ", " · ", draw.pick(draw.words["joins.at"])))
    if not card.title or not card.org:
        return _stacked(draw, card)
    return [_name(card), joined([_title(card), _org(card)], gap), _dept(card), *contact(draw, card)]


def _org_title(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((" - ", " | ", " – ", ": "))
    return [_name(card), joined([_org(card), _title(card)], gap), _dept(card), *contact(draw, card)]


def _title_dept(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((", ", ", ", " - ", " | ", " / "))
    head = [_name(card), joined([_title(card), _dept(card)], gap)]
    return [*head, _org(card), line(card.extra), *contact(draw, card)]


def _org_dept(draw: Draw, card: Card) -> list[Line]:
    parts = [_org(card), _dept(card)]
    gap = draw.pick((", ", " - ", " / ", " | "))
    both = joined(parts if draw.chance(0.6) else parts[::-1], gap)
    return [_name(card), *_title_lines(draw, card), both, *contact(draw, card)]


def _firm_first(draw: Draw, card: Card) -> list[Line]:
    gap = [BLANK] if draw.chance(0.4) else []
    who = [_name(card), *_title_lines(draw, card)]
    return [_org(card), _dept(card), *gap, *who, *gap, *contact(draw, card)]


def _title_first(draw: Draw, card: Card) -> list[Line]:
    return [*_title_lines(draw, card), _name(card), *_where(draw, card), *contact(draw, card)]


def _everything(draw: Draw, card: Card) -> list[Line]:
    """All on one line or two, as in lists of the 1990s and in apps of today."""
    gap = draw.pick((", ", " | ", " - ", "; ", " * "))
    head = joined([_name(card), _title(card), _dept(card), _org(card)], gap)
    place = joined([line(Piece(part, Label.LOCATION)) for part in card.address], ", ")
    rest = [
        place,
        *(p.pieces for p in card.phones),
        *(line(Piece(x, Label.URL)) for x in card.links),
    ]
    return [joined([head, *rest], gap)] if draw.chance(0.3) else [head, joined(rest, gap)]


def _nameless(draw: Draw, card: Card) -> list[Line]:
    """Under a first name: only what the firm prints."""
    return [*_title_lines(draw, card), *_where(draw, card), *contact(draw, card)]


def _columns(draw: Draw, card: Card) -> list[Line]:
    """Who on the left, how to reach them on the right."""
    left = [_name(card), *_title_lines(draw, card), *_where(draw, card)]
    right = [row for row in contact(draw, card) if row]
    left = [row for row in left if row]
    width = max(len(text_of(row)) for row in left) + draw.rng.randrange(3, 12)
    rows = max(len(left), len(right))
    left += [()] * (rows - len(left))
    right += [()] * (rows - len(right))
    return [
        (*a, Piece(" " * (width - len(text_of(a)))), *b) if b else a
        for a, b in zip(left, right, strict=True)
    ]


def _labelled(draw: Draw, card: Card) -> list[Line]:
    """Each field behind its word, as forms and some ticket systems print it."""
    words = draw.words
    title = (Piece(f"{words['field_words'][0]}: "), *_title(card)) if card.title else ()
    org = (Piece(f"{words['field_words'][1]}: "), *_org(card)) if card.org else ()
    return [_name(card), title, org, *contact(draw, card)]


def _in_brackets(draw: Draw, card: Card) -> list[Line]:
    title = (*_name(card), Piece(" ("), *_title(card), Piece(")")) if card.title else _name(card)
    return [title, *_where(draw, card), *contact(draw, card)]


def _bullets(draw: Draw, card: Card) -> list[Line]:
    gap = draw.pick((" • ", " ∙ ", " // ", " :: "))
    return [_name(card), joined([_title(card), _dept(card), _org(card)], gap), *contact(draw, card)]


def _columns_by_tab(draw: Draw, card: Card) -> list[Line]:
    left = [row for row in (_name(card), _title(card), _org(card)) if row]
    right = [row for row in contact(draw, card) if row]
    rows = max(len(left), len(right))
    left += [()] * (rows - len(left))
    right += [()] * (rows - len(right))
    return [(*a, Piece("\t\t"), *b) if b else a for a, b in zip(left, right, strict=True)]


LAYOUTS: Mapping[str, Layout] = {
    "stacked": _stacked,
    "loose": _loose,
    "spaced": _spaced,
    "org-then-title": _org_then_title,
    "dept-then-title": _dept_then_title,
    "name-title": _name_title,
    "name-tab-title": _name_tab_title,
    "one-line-head": _one_line_head,
    "title-org": _title_org,
    "org-title": _org_title,
    "title-dept": _title_dept,
    "org-dept": _org_dept,
    "firm-first": _firm_first,
    "title-first": _title_first,
    "everything": _everything,
    "columns": _columns,
    "nameless": _nameless,
    "labelled": _labelled,
    "in-brackets": _in_brackets,
    "bullets": _bullets,
    "columns-by-tab": _columns_by_tab,
}
WEIGHTS: Mapping[str, float] = {
    "stacked": 30.0,
    "loose": 8.0,
    "spaced": 2.0,
    "org-then-title": 4.0,
    "dept-then-title": 4.0,
    "name-title": 8.0,
    "name-tab-title": 1.5,
    "one-line-head": 5.0,
    "title-org": 8.0,
    "org-title": 1.5,
    "title-dept": 6.0,
    "org-dept": 5.0,
    "firm-first": 3.0,
    "title-first": 2.0,
    "everything": 3.0,
    "columns": 3.0,
    "nameless": 1.2,
}
HELD_OUT_LAYOUTS: Mapping[str, float] = {
    "labelled": 1.0,
    "in-brackets": 1.0,
    "bullets": 2.5,
    "columns-by-tab": 1.5,
}
