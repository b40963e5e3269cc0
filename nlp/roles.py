"""Title, employer and phone numbers of a signature block, each with what speaks for it.

Rules, in order of weight: legal forms and the domain of the address show an organisation, headwords
a title, and the layout that people keep does the rest: name, title, department, organisation,
address, contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block
from narrowcast.nlp.departments import (
    is_department,
    is_functional,
    is_lettered,
    opens_department,
)
from narrowcast.nlp.evidence import (
    COMMA,
    DASH,
    PART_OF,
    STRONG,
    Evidence,
    evidence,
    for_another,
    is_member,
    of_a_board,
    of_the_past,
)
from narrowcast.nlp.fields import EDGES, Field, Told, fields
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_end, legal_form
from narrowcast.nlp.line_patterns import PLACES
from narrowcast.nlp.organisation_words import ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.organisations import organisation_key
from narrowcast.nlp.phones import PhoneKind, phones_in
from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.titles import headword
from narrowcast.nlp.words import words


@dataclass(frozen=True, slots=True)
class Found:
    """A value, where it stands, and how much speaks for it (0 … 11)."""

    value: str
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Roles:
    """The sender's title and organisation, as far as the block tells them."""

    title: Found | None
    employer: Found | None


NO_ROLES = Roles(None, None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A field and what it holds."""

    field: Field
    title: Found | None = None
    employer: Found | None = None


def read_roles(block: Block, address: str) -> Roles:
    """Read *block*, signed by the owner of *address*."""
    shown = evidence(block, address)
    read = [_read(field, shown) for field in fields(block)]
    title = next((one.title for one in read if one.title is not None), None)
    employers = (one.employer for one in read if one.employer is not None)
    employer = max(employers, key=lambda found: found.weight, default=None)
    if block.match is NameMatch.NONE:
        known = employer is not None and shown.of_domain(employer.value)
        return Roles(None, employer) if known else NO_ROLES
    if employer is None or employer.weight < 2:
        employer = _by_layout(read, shown, _first_contact(block)) if title else None
    return Roles(title or _untitled(read, employer, shown), employer)


def phones(block: Block) -> Iterator[Found]:
    """Telephone and fax numbers as written; those of a fax count least."""
    rest: Iterable[tuple[int, str]] = ()
    if block.name_line is not None and block.rest:
        rest = ((block.name_line, block.rest),)
    for number, line in (*rest, *block.lines):
        for phone in phones_in(line):
            weight = 2 if phone.kind is PhoneKind.FAX else 6 if phone.labelled else 3
            yield Found(phone.value, number, weight)
    for number, line in block.register:
        told = [one for one in phones_in(line) if one.labelled and one.kind is not PhoneKind.FAX]
        yield from (Found(phone.value, number, 4) for phone in told)


# ---------------------------------------------------------------- one field

_DEPARTMENT_OF = re.compile(
    r"(?:department|dept\.?|division|faculty|office|school|college|institute|abteilung|fakultät"
    r"|lehrstuhl|institut|d[ée]partement|departamento|dipartimento|facult[ée]|facultad|afdeling"
    r"|avdelning\w*|wydział|katedra|dział)\s+(?:of|for|für|de|des|du|di|der|van|voor|för|d')\b",
    re.IGNORECASE,
)
_THEN_DEPARTMENT = re.compile(
    r"(.+?)\s*[,–—-]\s+(?:the )?(?:department|dept\.?|faculty|school|institute|abteilung|fakultät"
    r"|lehrstuhl|institut|fachbereich|d[ée]partement|departamento|dep(?:ar)?to\.?|dpto\.?"
    r"|dipartimento|facult[ée]|facultad|faculdade|facoltà|afdeling|faculteit|avdelning\w*"
    r"|institutionen|afdelingen|wydział|katedra|dział)\b.*$",
    re.IGNORECASE,
)
"""`Professor, Department of Physics`: the title, and where."""
_AT = re.compile(r"\s+(?:at|@|bei|beim|bei der|chez|presso|bij|hos)\s+(?:the )?(?=[^\W\d_a-z])")
_FOR = re.compile(
    r"\s+(?:for|of|en|na|no|em|in|på|i|w|van|von|der|des|de|du|di|da|do|with)\s+(?=[^\W\d_a-z])"
)
_SLASH = re.compile(r"([^/]+)/\s*([^/\s]+\s[^/]+)$")
_SHORT_NAME = re.compile(r"([^,]+),\s*([A-Z]{3,5})\.?$")
_FUNCTION_LETTERS = frozenset({"CRM", "ERP", "SAP", "EMEA", "APAC", "USA", "LATAM", "DACH", "PMO"})
_LINKING = words("of for to the and & de du von der di van")
_PLURAL = re.compile(r"(?i)\b(?:consultants|associates|partners|advisors|engineers|architects)\b")
_TITLE_EDGES = EDGES + "/("
_ARTICLE = re.compile(r"^(?:(?:Il|La|Lo|Le|El)\s+|L['’]\s?)(?=[^\W\d_]{4})")
"""As some offices write: `Il Dirigente Medico`, `Le directeur`."""
_TITLE_TAIL = re.compile(
    r"(?:,\s*(?:cand\.[\w.]+|(?i:ph\.?d|mba|[mb]\.?sc|m?rics|frics|ll\.?m)\.?))+$"
    r"|\s*[-–,|]\s*(?i:colegiad\w*|albo|iscr\w*|matr\w*|oab|n[º°])\b.*$"
    r"|\s*\((?i:she|he|they|sie|er|elle|il|ella|él|lei|lui|zij|hij|ela|ele|hon|han|hun|ona|on)"
    r"\s?/[^)]*\)$"
    r"|\s*(?:\((?:[A-Z][\w .]{2,20})\)|\b(?:ext|x)\.?\s*\d*)$"
)


def _read(field: Field, shown: Evidence) -> _Read:
    """The title and the organisation that one field holds, either or both None."""
    text = field.text
    if field.told is not Told.NOTHING:
        return _read_told(field, shown)
    prose = kinds.is_prose(text) and not legal_form(text)
    if prose or of_the_past(text) or for_another(text):
        return _Read(field)
    if kinds.is_street(text) and not legal_form(text):
        return _Read(field, None, _organisation(field, shown))
    if _DEPARTMENT_OF.match(text) or opens_department(_folded(text)):
        return _Read(field, None, _organisation(field, shown))
    if not headword(text):
        return _read_unknown(field, shown)
    if _is_name(text, shown):
        return _Read(field, None, _organisation(field, shown))
    return _read_titled(field, shown)


def _read_unknown(field: Field, shown: Evidence) -> _Read:
    """A field in which no list knows a title."""
    halves = _beside_firm(field, shown)
    if halves is None:
        return _Read(field, None, _organisation(field, shown))
    title, employer, weight = halves
    found = Found(shown.name(employer), field.line, weight)
    return _Read(field, Found(title, field.line, 1), found)


def _read_titled(field: Field, shown: Evidence) -> _Read:
    """A field with a title's headword that is not an organisation's name."""
    text = field.text
    cut_off = _THEN_DEPARTMENT.match(text)
    if cut_off and headword(cut_off[1]):
        text = cut_off[1]
    if is_member(text):
        return _Read(field, _titled(field, text) if of_a_board(text) else None)
    slash = _SLASH.match(text)
    if slash and headword(slash[1]) and not headword(slash[2]):
        text = slash[1]
    for cut in (_by_evidence, _by_preposition, _by_domain, _by_acronym):
        halves = cut(text, shown)
        if halves is not None:
            title, employer, weight = halves
            name = shown.name(employer)
            return _Read(field, _titled(field, title), Found(name, field.line, weight))
    if _PLURAL.search(text):
        return _Read(field, None, _organisation(field, shown))
    return _Read(field, _titled(field, text))


_KINDS = ORGANISATIONS | UNIVERSITIES
_Halves = tuple[str, str, int]
"""A title, an organisation, the organisation's weight."""


def _read_told(field: Field, shown: Evidence) -> _Read:
    """A field that says itself what it is."""
    text = field.text
    if field.told is Told.EMPLOYER:
        return _Read(field, None, Found(shown.name(text), field.line, max(3, shown.weight(text))))
    known = len(text.split()) <= 10
    return _Read(field, Found(text, field.line, 6 if headword(text) else 4) if known else None)


def _beside_firm(field: Field, shown: Evidence) -> _Halves | None:
    """`Skadereglerare, Acme AB`, `dev back chez Acme`: a few words no list knows, and the firm."""
    if not field.first or shown.of_partners(field.text):
        return None
    for pattern in (_AT, DASH, COMMA):
        cut = pattern.search(field.text)
        if cut is None:
            continue
        title, employer = field.text[: cut.start()].strip(EDGES), field.text[cut.end() :]
        if shown.weight(employer) >= STRONG and _may_be_title(title, shown):
            return title, employer, shown.weight(employer)
    return None


def _may_be_title(text: str, shown: Evidence) -> bool:
    """Whether *text* is short and neither a firm, a department, a place nor letters of a degree."""
    folded = _folded(text)
    short = 0 < len(folded) <= 5 and len(text) > 3 and not any(map(str.isdigit, text))
    if (
        not short
        or set("()&") & set(text)
        or shown.weight(text) > 0
        or _POST_NOMINAL.match(text + " ")
    ):
        return False
    return not (is_department(folded) or is_functional(folded) or PLACES.intersection(folded))


def _is_name(text: str, shown: Evidence) -> bool:
    """Whether *text* is an organisation's name although a headword stands in it."""
    if shown.of_partners(text):
        return True
    weight = shown.weight(text)
    legal = weight >= STRONG and legal_form(text) is not None and not COMMA.search(text)
    if legal and not headword(text[: legal_end(text)]) and text[legal_end(text) :][:3] != " - ":
        return True  # `Acme S.p.A. con socio unico`
    pieces = COMMA.split(text)
    if len(pieces) == 2 and headword(pieces[1]) and shown.of_domain(pieces[0]):
        return False  # `Acme Energy, Market Analyst`
    return (weight >= STRONG + 2 or legal) and not headword(pieces[0])


def _by_evidence(text: str, shown: Evidence) -> _Halves | None:
    for title, employer in _halves(text):
        if not headword(title) or legal_form(" " + employer.split()[0]):
            continue
        weight = shown.weight(employer)
        if weight >= STRONG + 2 * bool(headword(employer)):
            return title, employer, weight
        if weight >= 2 and not headword(employer) and _opens_with_kind(employer):
            return title, employer, weight
    return None


def _opens_with_kind(text: str) -> bool:
    """`Hospital Clínico`, `University of Acme`: the kind of organisation stands first."""
    found = _folded(text)
    return len(found) > 1 and (found[0] in _KINDS or found[0].startswith("universit"))


def _by_preposition(text: str, shown: Evidence) -> _Halves | None:
    at = _AT.search(text)
    if at is None or not headword(text[: at.start()]):
        return None
    if is_functional(_folded(text[at.end() :])):
        return None  # `Attorney at Law`
    return text[: at.start()], text[at.end() :], max(3, shown.weight(text[at.end() :]))


def _by_domain(text: str, shown: Evidence) -> _Halves | None:
    """`President Acme`: the last words of *text* are the domain's label."""
    found = text.split()
    for count in range(1, min(4, len(found))):
        head, tail = " ".join(found[:-count]), " ".join(found[-count:])
        key = organisation_key(tail).replace(" ", "")
        if key in shown.labels and tail[0].isupper() and headword(head) and not headword(tail):
            linked = found[-count - 1].lower() in _LINKING
            return None if linked else (head, tail, STRONG)
    return None


def _by_acronym(text: str, shown: Evidence) -> _Halves | None:
    """`Senior Counsel, ACME`: letters that name no function."""
    found = _SHORT_NAME.match(text)
    if found is None or found[2] in _FUNCTION_LETTERS or not headword(found[1]):
        return None
    return found[1], found[2], max(2, shown.weight(found[2]))


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut *text* into a title and an organisation, nearest to its end first."""
    for pattern in (_AT, DASH, COMMA, _FOR):
        for cut in reversed(list(pattern.finditer(text))):
            left, right = text[: cut.start()].strip(EDGES), text[cut.end() :].strip(" ,-–/")
            if left and right:
                yield left, right
                if pattern in (DASH, COMMA):
                    yield right, left


def _titled(field: Field, text: str) -> Found | None:
    text = _TITLE_TAIL.sub("", text.strip(_TITLE_EDGES)).strip(_TITLE_EDGES)
    text = _ARTICLE.sub("", text)
    found = text.split()
    if not 0 < len(found) <= 12 or len(text) > 90 or not headword(text):
        return None
    if kinds.is_register(text) or ":" in text or (text[0].islower() and len(found) > 6):
        return None
    return Found(text, field.line, 6 if field.first else 4)


def _organisation(field: Field, shown: Evidence) -> Found | None:
    weight = shown.weight(field.text)
    if weight <= 0:
        return None
    if kinds.is_address(field.text) and not legal_form(field.text):
        head, comma, tail = field.text.partition(",")
        if PLACES.intersection(_folded(tail)[:1]) and Evidence(frozenset()).weight(head) < 2:
            return None  # a town, whose name the domain has
        if not comma or any(sign.isdigit() for sign in head) or shown.weight(head) < 2:
            return None
    name = shown.name(field.text)
    whole = name.count("(") == name.count(")") and "@" not in name
    return Found(name, field.line, weight) if name and whole else None


# ---------------------------------------------------------------- layout


def _by_layout(read: Sequence[_Read], shown: Evidence, stop: int) -> Found | None:
    """The last unread field of the run around a title above line *stop*, the first contact line."""
    run: list[Field] = []
    started = False
    for one in read:
        if one.title is not None:
            started = True
        elif kinds.is_address(one.field.text) or (started and one.field.line > stop):
            break
        elif _plain(one.field) and "(" not in one.field.text and (started or one.field.first):
            run.append(one.field)
    told = [field for field in run if not shown.labels or _is_telling(field.text)]
    return Found(shown.name(told[-1].text), told[-1].line, 1) if told else None


def _is_telling(text: str) -> bool:
    """More than the one plain word of a town: `Mill Yard`, `MillYard`."""
    return len(text.split()) > 1 or any(map(str.isupper, text[1:]))


def _untitled(read: Sequence[_Read], employer: Found | None, shown: Evidence) -> Found | None:
    """A field between the name and its organisation whose words no list knows."""
    if employer is None or employer.weight < 3 or not read:
        return None
    first = read[0].field
    if not first.first or first.line >= employer.line or not _plain(first):
        return None
    if shown.weight(first.text) > 0 or _POST_NOMINAL.match(first.text) or "," in first.text:
        return None
    return Found(first.text, first.line, 1)


_POST_NOMINAL = re.compile(r"(?:[A-Z][A-Za-z]?[A-Z]+[\s,]*)+$")


def _plain(field: Field) -> bool:
    """Whether *field* could be a name of anything: a few capitalised words, no address."""
    found = field.text.split()
    folded = _folded(field.text)
    capitals = sum(1 for word in found if word[0].isupper())
    return (
        0 < len(found) <= 7
        and capitals * 2 >= len(found)
        and not any(sign.isdigit() for sign in field.text)
        and not kinds.is_address(field.text)
        and not kinds.is_street(field.text)
        and not kinds.names_street(field.text)
        and not kinds.is_closing(field.text)
        and not is_department(folded)
        and not is_functional(folded)
        and not is_lettered(found)
        and not PART_OF.match(field.text)
        and not of_the_past(field.text)
        and not for_another(field.text)
        and not (len(found) <= 3 and PLACES.intersection(folded))
    )


def _folded(text: str) -> list[str]:
    return [fold(word).strip(".") for word in re.findall(r"[^\W\d_][\w'’.]*", text)]


def _first_contact(block: Block) -> int:
    below = (number for number, line in block.lines if kinds.is_contact(line))
    after = (number for number in below if number > (block.name_line or 0))
    return next(after, block.span.end + 1)
