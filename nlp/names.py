"""Names of people: read from a display name, compared, and keyed for looking up.

Family-first languages cannot be told from a Latin spelling (`Nagy János`), so keys do not depend on
the order of given and family name, and comparison tries both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from narrowcast.nlp.folding import fold, fold_umlauts, pair_key
from narrowcast.nlp.mentions import MentionWords, label_key, mention_keys, subject_words
from narrowcast.nlp.words import (
    COMPOUND_FAMILY,
    DEGREES,
    HONORIFICS,
    NICKNAMES,
    NOT_PEOPLE,
    PARTICLES,
)

__all__ = [
    "MentionWords",
    "Name",
    "SameName",
    "full_name",
    "label_key",
    "mention_keys",
    "name_key",
    "same_person_name",
    "subject_words",
]

_MAX = 120  # characters of a display name that are looked at


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; *family* is '' for a single name."""

    given: str
    family: str
    full: str
    """In the order of reading, without titles, degrees and departments."""


class SameName(IntEnum):
    """How far two names speak for one person, weakest first."""

    DIFFERENT = 0  # they contradict each other
    POSSIBLE = 1  # one is a single name that the other holds
    LIKELY = 2  # same family name, given name abbreviated or its short form
    SAME = 3


@lru_cache(maxsize=16384)
def full_name(display: str) -> Name | None:
    """Read *display* (`Dr. Anna Weber`, `Weber, Anna (Sales)`, `王小明`) as a person's name.

    None where it names nobody: empty, an address, a role (`Sales Team`), an organisation.
    """
    text = _bare(display[:_MAX])
    if not text or "@" in text or any(sign.isdigit() for sign in text):
        return None
    if _DOTTED.match(text):
        text = text.replace(".", " ").replace("_", " ")
    script = _han_or_hangul(text)
    if script is not None:
        return script
    words = _family_last(text)
    words = _without_titles(words)
    if not words or len(words) > 6 or any(fold(word.strip(".")) in NOT_PEOPLE for word in words):
        return None
    if not any(len(word.strip(".'-")) > 1 and word[0].isalpha() for word in words):
        return None
    return _split(tuple(_cased(word, words) for word in words))


def same_person_name(one: str, other: str) -> SameName:
    """Compare two display names; DIFFERENT also where one of them is no person's name."""
    left, right = full_name(one), full_name(other)
    if left is None or right is None:
        return SameName.DIFFERENT
    mine, theirs = _tokens(left), _tokens(right)
    if len(mine) == 1 or len(theirs) == 1:
        short, long = sorted((mine, theirs), key=len)
        if mine == theirs:
            return SameName.SAME if len(mine[0]) > 2 else SameName.POSSIBLE
        return SameName.POSSIBLE if short[0] in (long[0], long[-1]) else SameName.DIFFERENT
    turned = (mine[1:] + mine[:1], theirs[1:] + theirs[:1])
    return max(_compare(mine, theirs), _compare(turned[0], theirs), _compare(mine, turned[1]))


def name_key(name: Name) -> str:
    """The form under which *name* is looked up in `mention_keys(...).names`; '' for a single name.

    First given and last family word, folded, in alphabetical order: `Weber, Anna Maria` and
    `Anna Weber` → `anna weber`.
    """
    if not name.family:
        return ""
    given, family = name.given.split()[0], name.family.split()[-1]
    return pair_key(given, family)


# ---------------------------------------------------------------- reading

_VIA = re.compile(r"\s(?:via|on behalf of|im auftrag von|de la part de|por)\s.*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|<[^<>]*>?|\{[^{}]*\}?")
_TAIL = re.compile(r"(?:\s*[|/•·]|\s@|\s[-–—]\s).*")
_DOTTED = re.compile(r"[^\W\d_]+(?:[._][^\W\d_]+){1,3}$")
_HAN = re.compile(r"[\u3400-\u9fff]+(?:[ \u3000・][\u3040-\u30ff\u3400-\u9fff]+)?$")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}(?: [\uac00-\ud7a3]{1,3})?$")


def _bare(display: str) -> str:
    """Without quotes, brackets, departments and what a mailer added."""
    text = _BRACKETS.sub(" ", display).replace('"', " ").strip(" '`´‘’“”„\t\r\n,;")
    return " ".join(_TAIL.sub("", _VIA.sub("", text)).split())


def _han_or_hangul(text: str) -> Name | None:
    """Han and Hangul names are family-first; without a blank the first sign is the family name."""
    if not (_HAN.match(text) or _HANGUL.match(text)):
        return None
    head, _, rest = text.replace("\u3000", " ").replace("・", " ").partition(" ")
    if rest:
        return Name(given=rest, family=head, full=text)
    if len(text) == 1 or len(text) > 5:
        return None
    cut = 2 if text[:2] in COMPOUND_FAMILY or len(text) >= 4 else 1
    return Name(given=text[cut:], family=text[:cut], full=text)


def _family_last(text: str) -> list[str]:
    """The words with the family name last: `Weber, Anna` and `WEBER Anna` are turned round."""
    head, comma, tail = text.partition(",")
    if comma:
        rest = _without_titles(tail.replace(",", " ").split())
        rest = [] if rest and (_is_degree(rest[0]) or _is_honorific(rest[0])) else rest
        if rest and len(head.split()) <= 3:
            return rest + head.split()
        return head.split()
    words = text.split()
    shouted = sum(1 for word in words if _shouted(word))
    if 0 < shouted < len(words) and all(map(_shouted, words[:shouted])):
        return words[shouted:] + words[:shouted]
    return words


def _shouted(word: str) -> bool:
    return len(word) > 2 and word.isupper() and "." not in word and not _is_degree(word)


def _is_degree(word: str) -> bool:
    return fold(word.strip(".")).replace(".", "") in DEGREES


def _without_titles(words: list[str]) -> list[str]:
    while words and (_is_honorific(words[0]) or _opens_with_degree(words)):
        words = words[1:]
    while len(words) > 1 and (_is_degree(words[-1]) or _is_honorific(words[-1])):
        words = words[:-1]
    return [word for word in words if word not in ("-", "–", "&", "+")]


def _opens_with_degree(words: list[str]) -> bool:
    return len(words) > 1 and _is_degree(words[0]) and not words[0].istitle()  # `Åsa Berg`


def _is_honorific(word: str) -> bool:
    return fold(word.strip(".:")) in HONORIFICS


def _cased(word: str, words: list[str]) -> str:
    """*word* as a name is written, where the whole or a family name was shouted or whispered."""
    if word.islower() and not any(other[0].isupper() for other in words):
        return word.title() if fold(word) not in PARTICLES else word
    if _shouted(word):
        return word.title()
    return word


def _split(words: tuple[str, ...]) -> Name:
    full = " ".join(words)
    if len(words) == 1:
        return Name(given=words[0], family="", full=full)
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    return Name(given=" ".join(words[:first]), family=" ".join(words[first:]), full=full)


# ---------------------------------------------------------------- comparing


def _tokens(name: Name) -> tuple[str, ...]:
    words = re.split(r"[\s\-]+", f"{name.given} {name.family}".strip())
    return tuple(fold_umlauts(word.strip(".")) for word in words if fold(word) not in PARTICLES)


def _compare(mine: tuple[str, ...], theirs: tuple[str, ...]) -> SameName:
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return SameName.DIFFERENT
    one, other = mine[0], theirs[0]
    if one == other:
        return SameName.SAME
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return SameName.LIKELY
    if NICKNAMES.get(one, one) == NICKNAMES.get(other, other):
        return SameName.LIKELY
    if one in theirs[:-1] or other in mine[:-1]:
        return SameName.LIKELY
    return SameName.DIFFERENT
