"""Invented people: their names as spoken, as signed, and as their mail program shows them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from training.draw import Draw

_FOREIGN = 0.12
_ASCII = {"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "å": "aa", "đ": "d"}
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody made up; *before* and *after* are degrees and honorifics."""

    given: str
    family: str
    middle: str = ""
    female: bool
    before: str = ""
    after: str = ""

    @property
    def name(self) -> str:
        """Given and family name, without degrees."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part)

    @property
    def plain(self) -> str:
        """Without middle names."""
        return f"{self.given} {self.family}"


def person(draw: Draw, sector: str = "", *, degrees: float = 0.2) -> Person:
    """One of the language's people with degrees fit for *sector*; some names are from elsewhere."""
    names = draw.world if draw.chance(_FOREIGN) else draw.words
    female = draw.chance(0.5)
    given = draw.word(names["people.female" if female else "people.male"])
    second = draw.word(names["people.female" if female else "people.male"])
    if names is draw.words and second != given and draw.chance(0.05):
        given += draw.pick(("-", " ")) + second
    return Person(
        given=given,
        family=_family(draw, female=female, names_of_world=names is draw.world),
        middle=f"{draw.pick('ABCDEFGHJKLMNPRSTW')}." if _takes_initial(draw) else "",
        female=female,
        before=_before(draw, sector) if draw.chance(degrees) else "",
        after=draw.known_or_new(draw.words["people.after"]) if draw.chance(degrees / 2) else "",
    )


def another(draw: Draw, than: Person, sector: str = "") -> Person:
    """Somebody whose names are not *than*'s, so that nobody can take one for the other."""
    other = person(draw, sector)
    while other.given == than.given or set(other.family.split()) & set(than.family.split()):
        other = person(draw, sector)
    return other


def _before(draw: Draw, sector: str) -> str:
    """A degree or honorific; those of professors and doctors only where such people work."""
    honour = draw.known_or_new(draw.words["people.before"])
    scholarly = re.search(r"prof|med|docent|pr$|hab", honour, re.IGNORECASE)
    return "" if scholarly and sector not in ("academic", "medical") else honour


def _takes_initial(draw: Draw) -> bool:
    return draw.chance(0.22 if draw.words.language == "en" else 0.04)


def _family(draw: Draw, *, female: bool, names_of_world: bool) -> str:
    if names_of_world:
        return draw.word(draw.world["people.family"])
    family = draw.gendered(draw.word(draw.words["people.family"]), female=female)
    if (particles := draw.words.get("people.particles")) and draw.chance(0.06):
        return f"{draw.pick(particles)} {family}"
    if draw.words.language in ("es", "pt") and draw.chance(0.35):
        return f"{family} {draw.word(draw.words['people.family'])}"
    if draw.chance(0.06):
        second = draw.gendered(draw.word(draw.words["people.family"]), female=female)
        return f"{family}-{second}"
    return family


def ascii_letters(text: str, *, german: bool = False) -> str:
    """Lower case, without accents; *german* writes ü as ue."""
    lowered = text.casefold() if not german else "".join(_GERMAN.get(c, c) for c in text.lower())
    return without_accents("".join(_ASCII.get(c, c) for c in lowered))


def without_accents(text: str) -> str:
    """*text* with the accents of its letters taken off, as old programs send it."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(c for c in folded if not unicodedata.combining(c))


def local_part(draw: Draw, who: Person) -> str:
    """The part of *who*'s address before the @, in one of the usual ways."""
    german = draw.words.language == "de" and draw.chance(0.8)
    given = re.sub(r"[^a-z]", "", ascii_letters(who.given, german=german))
    family = re.sub(r"[^a-z]", "", ascii_letters(who.family, german=german))
    forms = {
        f"{given}.{family}": 8.0,
        f"{given[0]}.{family}": 3.0,
        f"{given[0]}{family}": 4.0,
        f"{family}": 2.0,
        f"{given}": 1.5,
        f"{given}{family}": 1.0,
        f"{given}_{family}": 0.7,
        f"{given[0]}{family}"[:8]: 0.8,
        f"{family}.{given[0]}": 0.5,
        f"{given[0]}{family[0]}": 0.8,
        f"{family[:3]}{given[:2]}": 0.4,
        draw.digits(f"{given[0]}{family[0]}####"): 0.3,
        draw.digits(f"{family[:6]}##"): 0.4,
    }
    return draw.weighted(forms)


def display_name(draw: Draw, who: Person, firm: str, department: str) -> str:
    """What stands before *who*'s address in From; '' where the address stands alone."""
    forms = {
        who.plain: 10.0,
        who.name: 2.0,
        f"{who.family}, {who.given}": 2.5,
        "": 1.2,
        f"{who.before} {who.plain}".strip(): 0.6,
        f"{who.family.upper()} {who.given}": 0.5,
        f"{who.given} {who.family.upper()}": 0.4,
        f"{who.plain} ({firm})": 0.4,
        f"{who.plain} - {firm}": 0.3,
        f"{who.plain} | {firm}": 0.3,
        f"{who.family}, {who.given} ({department})" if department else who.plain: 0.4,
        f"{who.family}, {who.given} [{firm}]": 0.2,
        who.plain.lower(): 0.3,
        who.given: 0.5,
        f"{who.given[0]}. {who.family}": 0.4,
        ascii_letters(who.plain).title(): 0.4,
    }
    return draw.weighted(forms)
