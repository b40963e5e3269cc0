"""Telephone numbers: found in a line, told from fax and register numbers, written as E.164.

The country of a number without `+` is guessed from what stands around it: other numbers, the
address's country and zip code, the firm's legal form, the domain, words for telephones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from narrowcast.nlp import phone_words as table
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_country

_MAX = 400  # characters of a line, or of a number, that are looked at


class PhoneKind(StrEnum):
    """What a number is for, by the word before it."""

    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it stands in a line."""

    value: str
    """As written, without its extension."""
    start: int
    kind: PhoneKind
    labelled: bool
    """A word or sign shows that it is a telephone number."""
    extension: str = ""
    """Digits to dial after it."""


# ---------------------------------------------------------------- finding

_NUMBER = re.compile(
    r"(?:(?<![\w@])(?<!\d\.)|(?<=[^\W\d_])(?=\+))"  # also `Tel.030 …` and `T+49 …`
    r"(?:\+ ?|\(\+?)?\(?\d[\d .()\-/–\xa0]{5,40}\d(?!\w)"
)
_PLAIN = str.maketrans(
    dict.fromkeys(map(chr, (*range(0x2000, 0x200B), 0x202F)), " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2014\u2212", "-")
)
"""Spaces and hyphens that mail programs put into numbers, one sign for one."""
_ELSEWHERE = re.compile(r"\S*@\S+|https?:\S+|www\.\S+")
_EXTENSION = re.compile(
    r"[ ,;(/–-]{0,3}(?:(?:ext|extn|extension|durchwahl|dw|app|apparat|poste|anknytning|ankn|toestel"
    r"|ramal|anexo|interno|wew|wewn|lokal|klapka)\b\.?|x|#)[ :.#]{0,3}([0-9]{1,6})\b\)?",
    re.IGNORECASE,
)
_NOT_SPELT = re.compile(
    r"\d{4}-\d{3}|\d{5}-\d{3,4}|\d{6}-\d{4}"  # zip codes; a Swedish register number
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d"  # years
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?: \d\d?)?"
    r"|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?: \d\d?)?"  # days
    r"|[1-9]\d{0,3} [–-] \d{4,5}|[1-9]\d{0,2} \d{5}"  # a house and its zip code
    r"|\d{1,2}\.\d{4,8}"  # a place on the map
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # an IP address
    r"|\d{1,3}(?:\.\d{3}){2,}"  # an amount
    r"|\d{7,9}"
)
_LABEL_WORD = re.compile(r"(?<!\w)[^\W\d_][^\W\d_.-]*")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.)+[^\W\d_]\b|\b(?:[^\W\d_]\.){2,}")
_BEHIND = re.compile(
    r"[ \t]{0,2}(?:[(\[]([^\W\d_]{1,15})\.?[)\]]|([^\W\d_]{3,15})\.?(?=\s*(?:$|[|,;/•·])))"
)


def phones_in(line: str) -> Iterator[Phone]:
    """The telephone and fax numbers of *line*, seven to fifteen digits each (E.164)."""
    written = line[:_MAX]
    line = _ELSEWHERE.sub(lambda found: " " * len(found[0]), written.translate(_PLAIN))
    last = 0
    for found in _NUMBER.finditer(line):
        label = _label(line[last : found.start()])
        last = found.end()
        if _kind(label) is None:
            label, last = _label_behind(line, last) or (label, last)
        hashed = line[: found.start()].endswith("#")
        for start, run in _single(found[0], found.start(), hash_before=hashed):
            phone = _phone(line, start, run, label if start == found.start() else [])
            if phone is not None:
                at = line.index(phone.value, start)
                yield replace(phone, value=written[at : at + len(phone.value)])


def _label(before: str) -> list[str]:
    """The last words before a number, folded; `C.F.` and `N.I.P.` are one word each."""
    whole = _INITIALS.sub(lambda found: found[0].replace(".", ""), before.translate(table.SIGNS))
    return _LABEL_WORD.findall(fold(whole))[-4:]


def _label_behind(line: str, end: int) -> tuple[list[str], int] | None:
    """The label that stands behind a number that ends at *end*, and its own end."""
    found = _BEHIND.match(line, end)
    label = _label(found[1] or found[2]) if found else []
    return (label, found.end()) if found and _kind(label) else None


def _phone(line: str, start: int, written: str, label: list[str]) -> Phone | None:
    value = written.strip(" .-/–\xa0")
    kind = _kind(label)
    marked = value.startswith(("+", "(")) or kind is not None
    named = {*label[-3:], "".join(label[-2:])}
    if not 7 <= sum(map(str.isdigit, value)) <= 15 or table.NO_PHONE & named:
        return None
    if not marked and _NOT_SPELT.fullmatch(value):
        return None
    if value.count("(") != value.count(")"):
        value = value.strip("()")
    extension = _EXTENSION.match(line, start + len(written.rstrip(" .-/–\xa0")))
    dialled = extension[1] if extension else ""
    return Phone(value, start, kind or PhoneKind.PHONE, marked, dialled)


def _kind(label: list[str]) -> PhoneKind | None:
    """What the words before a number say; the nearest counts, but `Tel/Fax` is a telephone."""
    near = label[-2:]
    if {*near} & table.FAX and not {*near} & table.FIXED:
        return PhoneKind.FAX
    if {*near} & table.MOBILE:
        return PhoneKind.MOBILE
    return PhoneKind.PHONE if {*label} & (table.FIXED | table.FAX) else None


def _single(run: str, start: int, *, hash_before: bool) -> Iterator[tuple[int, str]]:
    """The numbers of a *run* of digits and signs; two may stand side by side."""
    if hash_before:  # `Lic. #000000 406-555-0133`
        first = re.match(r"\d+ +", run)
        cut = first.end() if first else len(run)
        start, run = start + cut, run[cut:]
    for pattern in _BETWEEN:
        cuts = [found for found in pattern.finditer(run) if _whole(run, found)]
        if cuts:
            yield from _single(run[: cuts[0].start()], start, hash_before=False)
            end = cuts[0].end()
            yield from _single(run[end:], start + end, hash_before=False)
            return
    if run:
        yield start, run


_BETWEEN = (re.compile(r"(?<=\d)[ /–-]+(?=\(?\+)"), re.compile(r" ?/ ?"), re.compile(r" {2,}| "))


_DIGIT = re.compile(r"\d")


def _whole(run: str, cut: re.Match[str]) -> bool:
    """Whether a number stands on both sides of *cut*, and together they are too long for one."""
    one, other = run[: cut.start()], run[cut.end() :]
    left, right = sum(map(str.isdigit, one)), sum(map(str.isdigit, other))
    alike = cut[0] != " " or _DIGIT.sub("9", one) == _DIGIT.sub("9", other)
    return alike and left >= 7 and right >= 7 and left + right > 13 + 2 * (run[:1] == "+")


# ---------------------------------------------------------------- one form for one number


_NO_AREA = re.compile(r"\+1[01]")  # area codes of North America begin with 2 … 9
_BESIDE = re.compile(r"(?<=\d) ?/ ?-?\d\d{1,2}$(?<=.{13})")  # `0221 / 555017 / 18`: one line of two
_ITALY = re.compile(r"[ (]*(?:\+|00) ?39(?!\d)")  # its numbers keep their zero abroad
_SHORTEST = 8  # `+` and seven digits; shorter are extensions and emergency numbers


@lru_cache(maxsize=8192)
def e164(number: str, *, country: str | None) -> str | None:
    """*number* as `+` and digits, without its extension; None where the country is not known.

    *country* is ISO 3166 alpha-2, and counts where *number* has no country of its own. A number is
    judged by its length alone: nothing is dialled.
    """
    import phonenumbers

    bare, _ = _parted(number)
    bare = _BESIDE.sub("", bare)
    if bare.lstrip(" (").startswith(("+", "00")):
        bare = bare.replace("(0)", "0" if _ITALY.match(bare) else " ")
    if country not in ("US", "CA"):  # they dial 011, which elsewhere begins a town's numbers
        bare = re.sub(r"^\s*\(?00[ -]?(?=[1-9])", "+", bare)
    try:
        parsed = phonenumbers.parse(bare, country)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.ValidationResult.IS_POSSIBLE  # with its area code, that is
    if phonenumbers.is_possible_number_with_reason(parsed) != possible:
        return None
    found = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return found if len(found) > _SHORTEST and not _NO_AREA.match(found) else None


def tel(number: str, *, country: str | None, extension: str = "") -> str | None:
    """*number* as RFC 3966 writes it, extension included: `tel:+15551234567;ext=89`."""
    plain = e164(number, country=country)
    extension = extension or _parted(number)[1]
    return f"tel:{plain}{f';ext={extension}' if extension else ''}" if plain else None


def uri(value: str, line: str, *, country: str | None) -> str:
    """*value*, a number found in *line*, as a URI: `tel:` or `fax:`; '' where it has no one form.

    A fax number keeps its scheme without a country too, so that nobody rings it.
    """
    found = next((phone for phone in phones_in(line) if phone.value == value), None)
    if found is None or found.kind is not PhoneKind.FAX:
        return tel(value, country=country, extension=found.extension if found else "") or ""
    return f"fax:{e164(value, country=country) or re.sub(r'[^0-9+]', '', value)}"


def _parted(number: str) -> tuple[str, str]:
    """*number* without its extension, and the extension."""
    number = number[:_MAX].translate(_PLAIN)
    for found in _EXTENSION.finditer(number):
        if found.start() >= 7:
            return number[: found.start()], found[1]
    return number, ""


# ---------------------------------------------------------------- the country around

_PLUS = re.compile(r"(?<![\w+])(?:\(?\+|\b00)\s?([1-9][\d\s()./-]{6,20})")
_CAR_ZIP = re.compile(r"\b([A-Z]{1,2})[-–]\d{4,5}\b|(?:^|[,;|·•/])\s*([A-Z]{1,2})\s\d{4,5}\b")
_ZIPS = (
    ("NL", re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")),
    ("GB", re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b")),
    ("CA", re.compile(r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b")),
    ("PL", re.compile(r"\b\d{2}-\d{3}\b(?![-\d])")),
    ("PT", re.compile(r"(?<![-\d])\d{4}-\d{3} +[^\W\d_]")),
    ("BR", re.compile(r"\b\d{5}-\d{3}\b(?![-\d])")),
)
_US_ZIP = re.compile(r"\b([A-Z]{2})\.?,? +\d{5}(?:-\d{4})?\b")
_US_NUMBER = re.compile(r"(?<![\d+)] )(?<![\d+(])\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}\b")


def country_of(texts: Iterable[str], domain: str) -> str | None:
    """ISO 3166 code of where the signature in *texts*, sent from *domain*, is at home.

    Each sign votes by how much it says; None where nothing tells, or two countries tell as much.
    """
    votes: Counter[str] = Counter()
    for text in texts:
        for country, weight in _signs(text[:_MAX]):
            votes[country] += weight
    top = domain.rpartition(".")[2].lower()
    if len(top) == 2 and top.isascii() and top.isalpha() and top not in table.NO_COUNTRY:
        votes["GB" if top == "uk" else top.upper()] += 2
    ordered = votes.most_common(2)
    if not ordered or (len(ordered) == 2 and ordered[0][1] == ordered[1][1]):
        return None
    return ordered[0][0]


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Countries that *text* points to, and how strongly."""
    for found in _PLUS.finditer(text):
        region = _region(re.sub(r"\D", "", found[1]))
        if region:
            yield region, 4
    for found in _CAR_ZIP.finditer(text):
        letters = (found[1] or found[2]).lower()
        yield from ((c, 3) for c, sign in table.DIAL_SIGNS.items() if sign == letters)
    folded = re.findall(r"[^\W\d_][\w.-]*[^\W_]", fold(text))
    yield from ((country, 3) for country in _named(folded))
    yield from ((country, 2) for country, form in _ZIPS if form.search(text))
    if any(found[1].lower() in table.STATES for found in _US_ZIP.finditer(text)):
        yield "US", 3
    if _US_NUMBER.search(text):
        yield "US", 1
    country = legal_country(text)
    if country:
        yield country, 1
    for country, labels in table.LABELS.items():
        if labels.intersection(folded):
            yield country, 1


def _named(found: list[str]) -> Iterator[str]:
    """The countries whose names are among the words *found*; some have two words."""
    taken = ""
    for word, following in zip(found, [*found[1:], ""], strict=False):
        both = word + following
        if word != taken and (both in table.COUNTRIES or word in table.COUNTRIES):
            taken = following if both in table.COUNTRIES else ""
            yield table.COUNTRIES.get(both) or table.COUNTRIES[word]


def _region(digits: str) -> str | None:
    """The country of an international number's *digits*; the largest of those that share a code."""
    import phonenumbers

    for length in (1, 2, 3):
        region = phonenumbers.region_code_for_country_code(int(digits[:length]))
        if region not in ("ZZ", "001"):
            return str(region)
    return None
