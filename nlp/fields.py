"""The fields of a signature block: pieces of its lines without contact details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.sender import person_words
from narrowcast.nlp.titles import headword

EDGES = " \t\r\n,.;:*|_=~<>-–—•·#\u00a0\u200b\"'"
"""Signs that belong to no value's ends."""


class Told(StrEnum):
    """What a word before the field says it is: `Funktion: …`, `Company: …`."""

    NOTHING = ""
    TITLE = "title"
    EMPLOYER = "employer"


_TELLS_WITHIN = 5  # lines below the name; further down a posting or a form is quoted
_TELLING = re.compile(
    r"\s*(?:(?P<title>position|function|job title|title|role|funktion|tätigkeit|titel|fonction"
    r"|poste|cargo|puesto|función|ruolo|mansione|qualifica|functie|função|befattning|roll|stilling"
    r"|stanowisko|funkcja)"
    r"|(?P<employer>company|organi[sz]ation|employer|firma|firmen?name|unternehmen|arbeitgeber|société"
    r"|entreprise|organisme|empresa|organización|compañía|azienda|società|ente|bedrijf|organisatie"
    r"|werkgever|organização|företag|arbetsgivare|virksomhed|arbejdsplads|instytucja|pracodawca))"
    r"\s*:\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line, white space made single."""

    text: str
    line: int
    first: bool = False
    """It stands on the name's line or on the next filled one."""
    told: Told = Told.NOTHING


def fields(block: Block) -> Iterator[Field]:
    """The fields of the block in reading order, contact details and addresses left out."""
    pieces: list[tuple[int, str]] = []
    beside = _signs_beside(block)
    if block.rest and block.name_line is not None and not beside:
        pieces.append((block.name_line, _DEGREES.sub("", block.rest)))
    pieces += _joined([(n, _WIDE.split(line)[0] if beside else line) for n, line in block.lines])
    near = _near(block)
    for number, line in pieces:
        for text in _pieces(line):
            label = _TELLING.match(text)
            near_name = number - (block.name_line or number) <= _TELLS_WITHIN
            if label and not near_name:
                continue
            told = Told(label.lastgroup or "") if label else Told.NOTHING
            bare = text[label.end() :] if label and told else text
            yield Field(bare, number, number in near, told)


_WIDE = re.compile(r"\t+|\s{3,}")


def _signs_beside(block: Block) -> bool:
    """Whether another person signs in the column beside the name, with a title each."""
    if _WIDE.match(block.rest) is None:
        return False
    name = _WIDE.split(block.rest.strip(" \t"))[0]
    if headword(name) or legal_form(name) or len(person_words(name)) < 2:
        return False
    columns = (_WIDE.split(line.strip()) for _, line in block.lines[:3])
    return any(len(row) > 1 and headword(row[0]) and headword(row[1]) for row in columns)


def _joined(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """*lines*, one that goes on in the next (`Weller, Grant` / `& Marsh, P.C.`) put before it."""
    held: tuple[int, str] | None = None
    for number, line in lines:
        if held is not None and number == held[0] + 1 and _goes_on(held[1], line):
            held = (held[0], f"{held[1].strip()} {line.strip()}")
            continue
        if held is not None:
            yield held
        held = (number, line)
    if held is not None:
        yield held


def _goes_on(line: str, below: str) -> bool:
    if len(line) + len(below) > 120 or kinds.is_contact(line) or kinds.is_contact(below):
        return False
    return _CONTINUES.match(below) is not None or _OPEN_END.search(line) is not None


_CONTINUES = re.compile(r"\s*(?:&|and|und|et)\s+\S")
_OPEN_END = re.compile(
    r"\S\s(?:&|and|of|for|to|the|und|für|der|des|et|du|de|la|y|e|del|di|della|en|van|voor|och|og|för)"
    r"\s*$"
)


def _near(block: Block) -> set[int]:
    """The name's line and the next filled one."""
    if block.name_line is None:
        return set()
    below = [number for number, _ in block.lines if number > block.name_line]
    return {block.name_line, *below[:1]}


_SPLIT = re.compile(
    r"\t+|\s{4,}|\s*[|•·∙‧●¦│┃▪■◆»›]\s*|\s*;\s+|\s*\*{2,}\s*|\s+(?:/{1,2}|~|::|\*|·)\s+(?!\d)"
)
_DASHED = re.compile(r"\s+[-–—]+\s+")
_SPLIT_WIDE = re.compile(r"\s{2,}")


def _pieces(line: str) -> Iterator[str]:
    for piece in _SPLIT.split(line):
        parts = [piece]
        if len(_DASHED.findall(piece)) > 1:
            parts = _DASHED.split(piece)
        elif kinds.is_contact(piece):
            wide = _SPLIT_WIDE.split(piece.strip())
            parts = [part for part in wide if part[-1:] not in ":#" and not kinds.is_label(part)]
        for part in parts:
            text = _without_contact(part)
            if text:
                yield text


_CONTACT_START = re.compile(
    r"(?:[,;/\s]+|^)(?:(?:tel|tél|phone|ph|fon|fax|mobile?|cell|e-?mail|web|direct|office)\b[\s.:#]*$)",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"^(?:\s*,?\s*(?:\(?(?:she|he|they|sie|er|elle|il|ella|él|lei|lui|zij|hij|ela|ele|hon|han|hun|ona|on)\s?/\s?\w+(?:\s?/\s?\w+)?\)?"
    r"|(?i:ph\.?\s?d|m\.?d|p\.?e|c\.?f\.?a|mba|c\.?p\.?a|esq|jr|sr|ii+|dr|csam|b\.?sc|m\.?sc|ba|ma"
    r"|ll\.?m|pstat|pmp|cand\.[\w.]+|m\.?a|b\.?a|dipl\.?-?\w*\.?(?: ?-?ing\.?)?"
    r"(?:\s?\((?:fh|ba|tu|univ)\))?|civ\.?ing|cand\.?jur|hab)\b[.®]?"
    r"|(?!(?:CEO|CFO|CTO|COO|CIO|CMO|CISO|VP|SVP|EVP|AVP|MD|GM|PA|HR|IT|PR)\b)"
    r"(?:M[A-Z][a-z]?[A-Z]+|[A-Z]{3,5})(?=[\s,®]*(?:,|$|®))®?))+[\s,]*",
)


def _without_contact(part: str) -> str:
    """*part* up to its first contact detail; '' for a contact line or an address."""
    cut = len(part)
    for pattern in (kinds.MAIL, kinds.URL, kinds.PHONE, kinds.EXTENSION):
        hit = pattern.search(part)
        if hit:
            cut = min(cut, hit.start())
    text = _CONTACT_START.sub("", part[:cut]) if cut < len(part) else part
    text = " ".join(text.split()).lstrip(EDGES + "(").rstrip(EDGES.replace(".", ""))
    if len(text) < 2 or not any(sign.isalpha() for sign in text):
        return ""
    if cut < len(part) and kinds.is_label(text):
        return ""
    label = cut < len(part) and part[:cut].rstrip().endswith((":", "-", "#", "="))
    if label or (cut < len(part) and len(text) < 4 and not text.isupper()):
        return ""
    return text
