"""What reading an answer clause by clause shares: normalised text and pieces of patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Protocol

MAX_CHARACTERS = 4000  # an answer is decided in its first lines; time stays bounded
MAX_WORDS = 900  # more than writing of that length has

HER = r"(?:her|him|them|she|he|they|that person|the person|this person)"
GAP = r"(?:\S+ ){0,4}?"
"""A few words between two that belong together."""

ACT = (
    r"(?:introduce|intro|connect|write|e-?mail|ping|message|text|call|drop|send (?:her|him"
    r"|them)|forward|pass"
    rf"|reach out|make (?:the|an|that) (?:intro|introduction|connection)|put you|loop|ask {HER}"
    rf"|check with|contact|speak (?:to|with) {HER}|talk to {HER}|shoot|mention (?:it|you"
    rf"|this) to|get in touch with"
    rf"|set (?:it|this|something) up|do (?:it|that|the intro|this)|let {HER} know|bring you"
    rf"|try|give it a (?:go|try|shot))"
)
"""What an introducer does; after "can't" a refusal."""


class Phrases:
    """One pattern of many phrases, compiled at its first use.

    Together they take a third of a second to compile, and most commands read no answer.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @property
    def search(self) -> _Look:
        return self._compiled.search

    @property
    def match(self) -> _Look:
        return self._compiled.match

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._compiled.sub(instead, text)


class _Look(Protocol):
    """`re.Pattern.search` and `match`."""

    def __call__(self, string: str, pos: int = ..., endpos: int = ...) -> re.Match[str] | None: ...


def any_of(*entries: str | tuple[str, ...]) -> Phrases:
    """One pattern of all *entries*, which match whole words; a tuple is read as its members."""
    flat = [one for entry in entries for one in ((entry,) if isinstance(entry, str) else entry)]
    # Case-folded text holds no ß.
    return Phrases(r"(?<!\w)(?:" + "|".join(flat).replace("ß", "ss") + r")(?!\w)")


def normalised(text: str) -> str:
    """Case-folded, signs and quotes made plain, invisible ones dropped; lines are kept."""
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold().translate(_PLAIN)
    plain = _REPEATED.sub(r"\1\1\1", plain.replace("i\u0307", "i"))
    last = next(islice(_WORD.finditer(plain), MAX_WORDS, None), None)
    plain = plain[: last.start()] if last is not None else plain
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


# Rules and rows of signs say nothing, and each sign would be a place to look for every phrase.
_REPEATED = re.compile(r"([^\w\s])(?:[ \t]*+\1){5,}+")
_WORD = re.compile(r"\w+")
_PLAIN = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2013\u2014\u2212"), " - "),
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD], None),
}


def without_title_dots(text: str) -> str:
    """*text* (normalised) without the dots of "dr. thiel", which end no sentence."""
    return _TITLE_DOT.sub(r"\1", text)


_TITLE_DOT = re.compile(
    r"(?<!\w)(dr|mr|mrs|ms|prof|sr|sra|dott|dra|sig|ing|dipl|hr|mag|mgr|dhr|mevr|m|p)\.(?= \w)"
)
