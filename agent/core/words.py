"""Text that is safe to show and to send, and small questions about prose.

Names, titles and subjects come out of other people's mail. Before one of them stands in a letter or
in the morning mail it passes `shown`: no control characters (a terminal obeys them), no direction
overrides (they turn an address around), nothing invisible, no raw encoded-word (Python 3.11 decodes
one into header lines: facts/reliability.md §5, threat 3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from narrowcast.nlp.folding import fold
from narrowcast.nlp.names import Name, full_name
from narrowcast.nlp.words import FAMILY_FIRST, HUNGARIAN_GIVEN

NAME_LIMIT = 160  # characters; no honest name, title or subject of ours is longer
TEXT_LIMIT = 20_000  # characters; a letter has a few hundred words
MARKS_IN_A_ROW = 4  # combining marks on one letter; "Zalgo" text has dozens

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufffc\ufffd")
_JOINERS = frozenset("\u200c\u200d")  # Persian, scripts of India and emoji are spelled with them
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def shown(text: str, limit: int = NAME_LIMIT) -> str:
    """*text* as one line of at most *limit* characters that does nothing but show what it is."""
    line = " ".join(prose(text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def prose(text: str) -> str:
    """*text* with its lines kept and everything invisible or active taken out."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text[:TEXT_LIMIT]))
    kept = "".join(_visible(text))
    return kept.replace("=?", "= ?")


def _visible(text: str) -> Iterable[str]:
    marks = 0
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category.startswith("M") else 0
        if char == "\n" or (char in _JOINERS and _joins(text, at)):
            yield char
        elif char == "\t" or category.startswith("Z"):
            yield " "
        elif (
            category not in _DROPPED
            and char not in _INVISIBLE
            and not 0xFE00 <= ord(char) <= 0xFE0E  # variation selectors; FE0F makes an emoji
            and marks <= MARKS_IN_A_ROW
        ):
            yield char


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between two signs that can be joined; elsewhere it only hides."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after and not (before + after).isascii() and not after.isspace())


def word_count(text: str) -> int:
    """Words as a reader counts them: runs that hold a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


_STOPS = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "mx", "st", "inc", "ltd", "co", "corp", "llc", "bros",
    "jr", "vs", "approx", "dept", "gov", "hon", "rev", "e.g", "i.e", "u.s", "u.k", "a.m",
    "p.m", "ph.d", "z.b", "d.h", "bzw", "ca", "evtl", "ggf", "inkl", "nr", "hr", "fr", "mme",
    "mlle", "sra", "sres",
})  # fmt: skip
"""Abbreviations after which a full stop ends no sentence (English, German, French, Spanish)."""
_END = re.compile(r"([.!?…][\"'”’»)\]]*)\s+|([。！？])|\n{2,}")
_CUT = "\ue001"  # private use: cannot stand in cleaned text
_DOT = "\ue000"


def sentences(text: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The sentences of *text* in order; full stops inside *names* ("J. R. Roe") end none."""
    for name in sorted({name for name in names if "." in name}, key=len, reverse=True):
        text = text.replace(name, name.replace(".", _DOT))
    found: list[str] = []
    for piece in _END.sub(lambda end: (end[1] or end[2] or "") + _CUT, text).split(_CUT):
        if found and _unfinished(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece)
    return tuple(" ".join(piece.replace(_DOT, ".").split()) for piece in found)


def _unfinished(piece: str) -> bool:
    last = (piece.split() or [""])[-1].casefold().lstrip("(\"'“„«")
    stem = last[:-1]
    return last.endswith(".") and (
        stem in _STOPS
        or (len(stem) == 1 and stem.isalpha())
        or (stem.isdecimal() and len(stem) < 3)
    )


def called(name: str) -> str:
    """How a letter greets somebody: by the given name where it is plain which one that is.

    "Ruiz, Ana", "RUIZ Ana" and "Dr. Ana Ruiz" give Ana; an initial, a single name, names outside
    the Latin script and names that may begin with the family ("Nagy Gergő", "Đinh Minh Quân") stay
    whole, since there a part may be the wrong one.
    """
    name = shown(name)
    read = full_name(name)
    if read is None or not read.family:
        return name
    given = read.given.split()[0]
    return given if _is_given_name(given) and not _turned(given, read) else read.full


def _turned(first: str, name: Name) -> bool:
    """Whether *first* may be the family name, where the name was read as given name first."""
    if name.full.split()[0] != first:
        return False
    last = fold(name.family.split()[-1])
    return fold(first) in FAMILY_FIRST or (
        last in HUNGARIAN_GIVEN and fold(first) not in HUNGARIAN_GIVEN
    )


def _is_given_name(word: str) -> bool:
    letters = [char for char in word if char not in "-'’"]
    return len(letters) > 1 and all(
        unicodedata.name(char, "").startswith("LATIN") for char in letters
    )


def listed(things: Sequence[str], conjunction: str = "and") -> str:
    """Things as a sentence lists them: "a", "a and b", "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {conjunction} {things[-1]}"
