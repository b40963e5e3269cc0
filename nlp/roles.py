"""Title, employer and phone numbers of a signature block, each with what speaks for it.

Rules, in order of weight: legal forms and the domain of the address show an organisation, headwords a
title, and the layout that people keep (name, title, department, organisation, address, contact) the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block
from narrowcast.nlp.folding import fold
from narrowcast.nlp.organisation_words import DEPARTMENTS, ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.organisations import (
    LEGAL_FORM,
    acronym,
    is_free_mail,
    organisation_key,
    registrable_domain,
)
from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.titles import headword


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line, as written."""

    text: str
    line: int
    first: bool = False
    """It stands on the name's line or on the next filled one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value, where it stands, and how much speaks for it (0 … 10)."""

    value: str
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Roles:
    title: Found | None
    employer: Found | None


def read_roles(block: Block, address: str) -> Roles:
    """Read *block*, signed by the owner of *address*."""
    labels = _labels(block, address)
    fields = list(_fields(block))
    split = [_split(field, labels) for field in fields]
    titles = [title for title, _ in split if title is not None]
    employers = [employer for _, employer in split if employer is not None]
    title = titles[0] if titles else None
    employer = max(employers, key=lambda found: found.weight, default=None)
    if block.match is NameMatch.NONE:
        if employer is None or not _of_domain(employer.value, labels):
            return Roles(None, None)
        title = None
    elif employer is None or employer.weight < 2:
        employer = _by_layout(fields, split, title, _first_contact(block))
    if title is None and block.match is not NameMatch.NONE:
        title = _untitled(fields, split, employer)
    return Roles(title, employer)


# ---------------------------------------------------------------- fields


def _fields(block: Block) -> Iterator[Field]:
    """The fields of the block in reading order, contact details and addresses left out."""
    pieces: list[tuple[int, str]] = []
    if block.rest and block.name_line is not None:
        pieces.append((block.name_line, _DEGREES.sub("", block.rest)))
    pieces += block.lines
    near = _near(block)
    for number, line in pieces:
        for text in _pieces(line):
            yield Field(text, number, number in near)


def _near(block: Block) -> set[int]:
    """The name's line and the next filled one."""
    if block.name_line is None:
        return set()
    below = [number for number, _ in block.lines if number > block.name_line]
    return {block.name_line, *below[:1]}


_SPLIT = re.compile(r"\t+|\s{4,}|\s*[|•·¦]\s*|\s*;\s+|\s*\*{2,}\s*")
_SPLIT_WIDE = re.compile(r"\s{2,}")
_EDGES = " \t\r\n,.;:*|_=~<>-–—•·#\u00a0\u200b\"'"


def _pieces(line: str) -> Iterator[str]:
    for piece in _SPLIT.split(line):
        parts = [piece]
        if kinds.is_contact(piece):
            parts = [part for part in _SPLIT_WIDE.split(piece.strip()) if part[-1:] not in ":#"]
        for part in parts:
            text = _without_contact(part)
            if text:
                yield text


_CONTACT_START = re.compile(
    r"(?:[,;/\s]+|^)(?:(?:tel|tél|phone|ph|fon|fax|mobile?|cell|e-?mail|web|direct|office)\b[\s.:#]*$)",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"^(?:\s*,?\s*(?:ph\.?\s?d|m\.?d|p\.?e|c\.?f\.?a|mba|c\.?p\.?a|esq|jr|sr|ii+|dr|csam|msc|bsc|ba|ma|llm|pstat|pmp)\b\.?)+[\s,]*",
    re.IGNORECASE,
)


def _without_contact(part: str) -> str:
    """*part* up to its first contact detail; '' for a contact line or an address."""
    cut = len(part)
    for pattern in (kinds.MAIL, kinds.URL, kinds.PHONE, kinds.EXTENSION):
        hit = pattern.search(part)
        if hit:
            cut = min(cut, hit.start())
    text = _CONTACT_START.sub("", part[:cut])
    text = " ".join(text.split()).lstrip(_EDGES + "(").rstrip(_EDGES)
    if len(text) < 2 or not any(sign.isalpha() for sign in text):
        return ""
    label = cut < len(part) and part[:cut].rstrip().endswith((":", "-", "#", "="))
    if label or (cut < len(part) and len(text) < 4 and not text.isupper()):
        return ""
    return text


# ---------------------------------------------------------------- evidence for an organisation


def _labels(block: Block, address: str) -> frozenset[str]:
    """Labels of the domains that the sender's address and the block's own lines show."""
    domains = {address.rpartition("@")[2].lower()}
    for _, line in block.lines:
        for hit in kinds.MAIL.finditer(line):
            domains.add(re.split(r"@| at |[\])]", hit[0])[-1].strip().lower())
        for hit in kinds.URL.finditer(line):
            domains.add(re.sub(r"^https?:/+", "", hit[0]).partition("/")[0].strip(".,>").lower())
    found: set[str] = set()
    for domain in domains:
        if "." not in domain or is_free_mail(domain):
            continue
        registered = registrable_domain(domain)
        found.add(registered.partition(".")[0].replace("-", ""))
    return frozenset(label for label in found if len(label) > 1 and label not in _WEAK_LABELS)


_WEAK_LABELS = frozenset({"redacted", "example", "invalid", "mail", "email", "lists", "stat"})


def _of_domain(text: str, labels: frozenset[str]) -> bool:
    return any(_is_label(text, label) for label in labels)


@lru_cache(maxsize=8192)
def _is_label(text: str, label: str) -> bool:
    """Whether a domain's *label* abbreviates or holds the organisation called *text*."""
    key = organisation_key(text)
    found = key.replace("-", " ").split()
    joined = "".join(found)
    if not joined:
        return False
    if label == joined or label in found:
        return True
    if len(label) >= 4 and joined.startswith(label):
        return True
    if len(joined) >= 4 and label.startswith(joined):
        return True
    raw = "".join(fold(word)[:1] for word in re.findall(r"[^\W\d_]+", text))
    if label in (acronym(text), raw) and len(label) >= 2:
        return True
    return len(found[0]) >= 4 and len(found) > 1 and label.startswith(found[0])


def _weight(text: str, labels: frozenset[str]) -> int:
    """How much speaks for *text* being an organisation: 4 a legal form or the domain, 2 a word."""
    folded = [fold(word) for word in re.findall(r"[^\W\d_][\w'?]*", text)]
    if not folded or len(folded) > 12 or not any(sign.isupper() for sign in text):
        return 0
    weight = 4 * (LEGAL_FORM.search(text) is not None) + 4 * _of_domain(text, labels)
    if UNIVERSITIES.intersection(folded) or any(word.startswith("universit") for word in folded):
        weight += 3
    elif any(word in ORGANISATIONS for word in folded):
        weight += 2
    if _is_department(folded):
        weight = weight - 3 if weight >= 6 else min(weight, 1) - 1
    return weight - 3 * (kinds.is_prose(text) or text[0].isdigit() and weight < 4)


def _is_department(folded: Sequence[str]) -> bool:
    """Whether the words name a part of an organisation: `Department of …`, `… Division`."""
    return folded[0] in DEPARTMENTS or folded[-1] in DEPARTMENTS


# ---------------------------------------------------------------- one field


_DEPARTMENT_OF = re.compile(
    r"(?:department|dept\.?|division|faculty|office|school|college|institute|abteilung|fakultät|lehrstuhl"
    r"|institut|d[ée]partement|departamento|dipartimento|facult[ée]|facultad|afdeling|avdelning\w*"
    r"|wydział|katedra|dział)\s+(?:of|for|für|de|des|du|di|der|van|voor|för|for|d')\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|@|bei|beim|bei der|chez|presso|bij|hos)\s+(?:the )?(?=[^\W\d_a-z])")
_FOR = re.compile(
    r"\s+(?:for|of|en|na|no|em|em|in|på|i|w|van|von|der|des|de|du|der|di|da|do|with)\s+(?=[^\W\d_a-z])"
)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*/\s*|\s+@\s+|:\s+")
_COMMA = re.compile(r"\s*,\s*")


def _split(field: Field, labels: frozenset[str]) -> tuple[Found | None, Found | None]:
    """The title and the organisation that one field holds, either or both None."""
    text = field.text
    if kinds.is_prose(text) and not LEGAL_FORM.search(text):
        return None, None
    weight = _weight(text, labels)
    if not headword(text) or _DEPARTMENT_OF.match(text):
        return None, _organisation(field, labels)
    if weight >= 6 or (weight >= 4 and LEGAL_FORM.search(text) and not _COMMA.search(text)):
        if not headword(_COMMA.split(text)[0]):
            return None, _organisation(field, labels)
    slash = re.match(r"([^/]+)/\s*([^/]+)$", text)
    if slash and headword(slash[1]) and not headword(slash[2]):
        text = slash[1] if len(slash[2].split()) > 1 else text
    for title, employer in _halves(text):
        held = 0 if LEGAL_FORM.match(employer) else _weight(employer, labels)
        if headword(title) and held >= 4 and (not headword(employer) or held >= 6):
            return _titled(field, title), _organisation(Field(employer, field.line), labels)
    at = _AT.search(text)
    if at and headword(text[: at.start()]):
        named = Found(_trimmed(text[at.end() :], labels), field.line, max(3, weight))
        return _titled(field, text[: at.start()]), named
    tail = _domain_tail(text, labels)
    if tail:
        return _titled(field, text[: -len(tail)]), Found(tail, field.line, 4)
    acronym_of = _SHORT_NAME.match(text)
    if acronym_of and acronym_of[2] not in _FUNCTION_LETTERS and headword(acronym_of[1]):
        return _titled(field, acronym_of[1]), Found(acronym_of[2], field.line, 2)
    if _looks_plural(text):
        return None, _organisation(field, labels)
    return _titled(field, text), None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut *text* into a title and an organisation."""
    for pattern in (_AT, _DASH, _COMMA, _FOR):
        for cut in reversed(list(pattern.finditer(text))):
            title, employer = text[: cut.start()].strip(_EDGES), text[cut.end() :].strip(" ,-–/")
            if title and employer:
                yield title, employer
                if pattern is not _COMMA:
                    yield employer, title


def _domain_tail(text: str, labels: frozenset[str]) -> str:
    """The last word or two of *text* where they are the domain's label (`President Acme`)."""
    found = text.split()
    for count in (1, 2, 3):
        tail, head = " ".join(found[-count:]), " ".join(found[:-count])
        key = organisation_key(tail).replace(" ", "")
        if head and headword(head) and not headword(tail) and key in labels and tail[0].isupper():
            return "" if found[-count - 1].lower() in _LINKING else tail
    return ""


_SHORT_NAME = re.compile(r"([^,]+),\s*([A-Z]{3,5})$")
_FUNCTION_LETTERS = frozenset({"CRM", "ERP", "SAP", "EMEA", "APAC", "USA", "LATAM", "DACH", "PMO"})
_LINKING = frozenset({"of", "for", "to", "the", "and", "&", "de", "du", "von", "der", "di", "van"})


def _looks_plural(text: str) -> bool:
    """`Subsurface Consultants & Associates` is a firm; so is a headword that only is part of one."""
    return bool(
        re.search(
            r"\b(?:consultants|associates|partners|advisors|engineers|architects)\b",
            text,
            re.IGNORECASE,
        )
    )


def _titled(field: Field, text: str) -> Found | None:
    text = _TITLE_TAIL.sub("", text.strip(_EDGES)).strip(_EDGES)
    found = text.split()
    if not 0 < len(found) <= 12 or len(text) > 90 or not headword(text):
        return None
    if kinds.is_register(text) or ":" in text or (text[0].islower() and len(found) > 6):
        return None
    return Found(text, field.line, 6 if field.first else 4)


_TITLE_TAIL = re.compile(r"\s*(?:\((?:[A-Z][\w .]{2,20})\)|\b(?:ext|x)\.?\s*\d*)$")


def _organisation(field: Field, labels: frozenset[str]) -> Found | None:
    weight = _weight(field.text, labels)
    if weight <= 0 or (kinds.is_address(field.text) and not LEGAL_FORM.search(field.text)):
        value = _before_address(field.text)
        if weight < 2 or not value or _weight(value, labels) < 2:
            return None
    value = _trimmed(field.text, labels)
    return Found(value, field.line, weight) if value else None


def _before_address(text: str) -> str:
    """The first part of `University of X, 1 Long Road, Y`; '' where it is an address itself."""
    head, comma, _ = text.partition(",")
    return head if comma and not any(sign.isdigit() for sign in head) else ""


def _trimmed(text: str, labels: frozenset[str]) -> str:
    """*text* without the branch, slogan, city or street that follows an organisation's name."""
    legal = LEGAL_FORM.search(text)
    if legal and legal.start() > 0:
        return text[: _legal_end(text, legal.end())].rstrip(" ,;:-–")
    for cut in _DASH.finditer(text):
        head = text[: cut.start()]
        if "/" not in cut[0] and _weight(head, labels) >= 2 and len(head) > 2:
            text = head
            break
    parts = _COMMA.split(text)
    kept = parts[:1]
    for part in parts[1:]:
        if any(sign.isdigit() for sign in part) or kinds.is_address(part) or _is_place(part):
            break
        kept.append(part)
    if len(kept) == 2 and "&" not in kept[1] and _weight(kept[0], labels) >= 2:
        kept = kept[:1]
    return re.sub(r"\s*[-–]\s*\d+$", "", ", ".join(kept)).strip(" ,;:-–*_")


def _legal_end(text: str, end: int) -> int:
    """Where the last of the legal forms that follow each other ends (`& Co., Inc.`)."""
    tail = text[end:]
    more = LEGAL_FORM.match(text, end + len(tail) - len(tail.lstrip(" ,")))
    return _legal_end(text, more.end()) if more and more.end() > end else end


def _is_place(part: str) -> bool:
    found = [fold(word).strip(".") for word in part.split()]
    return bool(found) and (found[-1] in kinds.PLACES or found[0] in kinds.PLACES)


# ---------------------------------------------------------------- layout


def _plain(field: Field) -> bool:
    """Whether *field* could be a name of anything: a few capitalised words, no address."""
    found = field.text.split()
    folded = [fold(word).strip(".,") for word in found]
    return (
        0 < len(found) <= 7
        and sum(1 for word in found if word[0].isupper()) * 2 >= len(found)
        and not kinds.is_address(field.text)
        and not kinds.is_closing(field.text)
        and not _is_department(folded)
        and not any(sign.isdigit() for sign in field.text)
        and not (set(folded) & kinds.PLACES and len(found) <= 3)
    )


def _first_contact(block: Block) -> int:
    below = (number for number, line in block.lines if kinds.is_contact(line))
    after = (number for number in below if number > (block.name_line or 0))
    return next(after, block.span.end + 1)


def _by_layout(
    fields: Sequence[Field],
    split: Sequence[tuple[Found | None, Found | None]],
    title: Found | None,
    stop: int,
) -> Found | None:
    """The last unread line of the run around a title above line *stop*, the first contact line."""
    if title is None:
        return None
    run: list[Field] = []
    started = False
    for field, (own_title, _) in zip(fields, split, strict=True):
        if own_title is not None:
            started = True
        elif kinds.is_address(field.text) or (started and field.line > stop):
            break
        elif _plain(field) and (started or field.first):
            run.append(field)
    return Found(_trimmed(run[-1].text, frozenset()), run[-1].line, 1) if run else None


def _untitled(
    fields: Sequence[Field],
    split: Sequence[tuple[Found | None, Found | None]],
    employer: Found | None,
) -> Found | None:
    """A line between the name and its organisation whose words no list knows."""
    if employer is None or employer.weight < 3 or not fields:
        return None
    first = fields[0]
    if not first.first or first.line >= employer.line or not _plain(first):
        return None
    return Found(first.text, first.line, 1)


# ---------------------------------------------------------------- phones


def phones(block: Block) -> Iterator[Found]:
    """Phone numbers as written; seven to fifteen digits (E.164 allows no more)."""
    rest: Iterable[tuple[int, str]] = ()
    if block.name_line is not None and block.rest:
        rest = ((block.name_line, block.rest),)
    for number, line in (*rest, *block.lines):
        for hit in kinds.PHONE.finditer(kinds.URL.sub(" ", line)):
            digits = sum(sign.isdigit() for sign in hit[0])
            if 7 <= digits <= 15:
                labelled = hit[0].lstrip().startswith(("+", "(")) or kinds.is_contact(line)
                yield Found(hit[0].strip(" .-/"), number, 6 if labelled else 3)
