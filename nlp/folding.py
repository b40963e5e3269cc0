"""One written form for words that people write in several: case, accents, ligatures."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Case, accents and ligatures removed: `Müller` → `muller`, `Ørsted` → `orsted`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def fold_umlauts(word: str) -> str:
    """`fold`, and letters written as two read as one: `Mueller` and `Müller` → `muller`."""
    folded = fold(word).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return folded.replace("aa", "a")  # `Aasa` is Åsa


def pair_key(one: str, other: str) -> str:
    """The key of a name of two words, in whichever order they come."""
    return " ".join(sorted((fold(one), fold(other))))
