"""Invented employers: firms, universities, hospitals, offices; their departments and domains."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from training.draw import Draw
from training.people import ascii_letters

SECTORS = {
    "business": 8.0,
    "technology": 2.5,
    "academic": 2.5,
    "medical": 1.2,
    "legal": 1.2,
    "public": 1.4,
    "craft": 1.0,
}
_ONSETS = "b br c d dr f g gr h j k l m n p pr r s st t tr v w z"
_VOWELS = "aaaeeeiioou"
_CODAS = "n n r r l l s x nd rn m th rk"
_HOSTS = ("mail", "ad", "stat", "bio", "math", "phys", "gw", "it")
_COINED = ("{stem}", "{family}", "{acronym}")
_ENDINGS = "* is on ia ex ix um or ent ra eo ys al ano isa ero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """*name* as printed, *short* without its legal form; *site* of the web, *domain* of mail."""

    name: str
    short: str
    domain: str
    site: str
    land: str
    sector: str
    department: str
    parent: str = ""


def firm(draw: Draw) -> Firm:
    """An employer of one of the `SECTORS` in the style of the language's country."""
    sector = draw.weighted(SECTORS)
    slots = slots_of(draw)
    pattern = draw.pick(draw.words[f"orgs.{sector}"])
    legal = draw.pick(draw.words["orgs.forms"])
    name = draw.fill(pattern, {**slots, "legal": lambda: "\0"})
    short = draw.fill(name.replace(", \0", "").replace("\0", ""), {})
    full = name.replace("\0", legal)
    land = draw.pick((draw.words.lands[0], *draw.words.lands))
    endings = draw.words.local(land, f"tld.{sector}") or draw.words.local(land, "tld.business")
    label = _label(draw, short, coined=pattern.startswith(_COINED))
    site = f"{label}.{draw.pick(endings)}"
    return Firm(
        name=full,
        short=short,
        domain=_host(draw, sector) + site,
        site=site,
        land=land,
        sector=sector,
        department=department(draw, sector) if draw.chance(0.36) else "",
        parent=draw.fill("{stem}", slots) if draw.chance(0.05) else "",
    )


def slots_of(draw: Draw) -> Mapping[str, Callable[[], str]]:
    """What the patterns of names may ask for."""
    words = draw.words

    def town(rng: Random) -> str:
        return rng.choice(words["places.town_starts"]) + rng.choice(words["places.town_ends"])

    def family() -> str:
        return draw.gendered(draw.listed("people.family"), female=False)

    return {
        "stem": lambda: draw.made_up(stem),
        "acronym": lambda: draw.made_up(acronym),
        "family": family,
        "family2": family,
        "family3": family,
        "place": lambda: draw.made_up(town),
        "trade": lambda: draw.known_or_new(words["orgs.trades"]),
        "field": lambda: draw.known_or_new(words["orgs.fields"]),
        "subject": lambda: draw.known_or_new(words["depts.subjects"]),
        "patron": lambda: draw.listed("orgs.patrons"),
        "n": lambda: draw.digits(draw.pick(("@", "@#"))),
    }


def stem(rng: Random) -> str:
    """A word a firm might have coined."""
    opening = "".join(
        rng.choice(_ONSETS.split()) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 1, 2)))
    )
    end = rng.choice(_CODAS.split()) + rng.choice(_ENDINGS.split()).rstrip("*")
    word = (opening + end).capitalize()
    if len(word) > 5 and rng.random() < 0.07:
        return word[:3] + word[3:].capitalize()
    return word.upper() if rng.random() < 0.08 else word


def acronym(rng: Random) -> str:
    """Three to five capitals."""
    return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVWZ") for _ in range(rng.choice((3, 3, 4, 4, 5))))


def department(draw: Draw, sector: str) -> str:
    """A department as an employer of *sector* has them; craftsmen have none."""
    if sector == "craft":
        return ""
    options = draw.words[f"depts.{sector}"]
    return draw.digits(draw.fill(draw.known_or_new(options), slots_of(draw)))


def _label(draw: Draw, short: str, *, coined: bool) -> str:
    german = draw.words.language == "de"
    words = re.findall(r"[a-z0-9]+", ascii_letters(short, german=german))
    long = [w for w in words if len(w) > 2] or words
    label: str = draw.weighted(
        {
            "-".join(long[:2]): 4.0,
            "".join(long[:2]): 3.0,
            long[0]: 6.0 if coined else 0.0,
            "".join(w[0] for w in words) if len(words) > 2 else "".join(long[:2]): 2.0,
            "-".join(long[:3]): 1.0,
        }
    )
    return label


def _host(draw: Draw, sector: str) -> str:
    """The machine before the domain that universities and some firms mail from."""
    host = draw.chance(0.08 if sector != "academic" else 0.5)
    return f"{draw.pick(_HOSTS)}." if host else ""
