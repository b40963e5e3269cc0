"""What the line classifier sees of a signature's cells: hashed words, kinds, place, neighbours.

Words are hashed (the hashing trick: Weinberger et al., ICML 2009), so that no vocabulary is kept
and any word has a feature. The lexica give kinds, which neighbours see too; layout gives the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.cells import Cell
from narrowcast.nlp.departments import is_department
from narrowcast.nlp.evidence import COMMA, Evidence
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.line_patterns import PLACES
from narrowcast.nlp.organisation_words import ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.titles import headword

BUCKETS = 1 << 15
_MAX_TEXT = 200
_MAX_WORDS = 14
_WORD = re.compile(r"[^\W\d_][\w'’]*")


def features(cells: Sequence[Cell], shown: Evidence) -> tuple[tuple[int, ...], ...]:
    """For each of the *cells* of one block the buckets it falls into, in order."""
    seen = [_kinds(cell.text) | _of_domain(cell.text, shown) for cell in cells]
    return tuple(tuple(sorted(_of_cell(cells, seen, place))) for place in range(len(cells)))


def _of_cell(cells: Sequence[Cell], seen: Sequence[frozenset[str]], place: int) -> set[int]:
    cell, own = cells[place], seen[place]
    bare = "+".join(sorted(own & _TELLING))
    row, end = max(-3, min(7, cell.row)), min(4, len(cells) - place)
    found = {*_of_text(cell.text), *_of_place(cell.text, own, row, cell.is_name)}
    found |= {_bucket(f"c{min(3, cell.column)}"), _bucket(f"end{end}")}
    for offset in (-2, -1, 1, 2):
        other = place + offset
        inside = 0 <= other < len(cells)
        near = seen[other] if inside else _NOTHING
        found.update(_of_neighbour(offset, near, bare, inside and cells[other].is_name))
    found.update(_of_rest(_any(seen[:place]), _any(seen[place + 1 :]), bare))
    return found


def _any(seen: Sequence[frozenset[str]]) -> frozenset[str]:
    return _FAR.intersection(frozenset().union(*seen))


@lru_cache(maxsize=1 << 14)
def _bucket(feature: str) -> int:
    return crc32(feature.encode("utf-8", "replace")) % BUCKETS


@lru_cache(maxsize=4096)
def _of_text(text: str) -> tuple[int, ...]:
    return tuple(map(_bucket, _words(text)))


def _words(text: str) -> Iterator[str]:
    """Words, their ends, and pairs of them, as features."""
    found = [fold(word) for word in _WORD.findall(text[:_MAX_TEXT])[:_MAX_WORDS]]
    for word in found:
        yield f"w={word}"
        if len(word) > 5:
            yield f"s={word[-4:]}"
            yield f"p={word[:4]}"
    for one, other in zip(["^", *found], [*found, "$"], strict=True):
        yield f"b={one} {other}"


@lru_cache(maxsize=4096)
def _kinds(text: str) -> frozenset[str]:
    """What the lexica and patterns say of a cell's text."""
    text = text[:_MAX_TEXT]
    folded = [fold(word) for word in _WORD.findall(text)]
    held = set(folded)
    told = {
        "head": bool(headword(text)),
        "head1": bool(headword(COMMA.split(text)[0])),
        "legal": legal_form(text) is not None,
        "contact": kinds.is_contact(text),
        "address": kinds.is_address(text),
        "register": kinds.is_register(text),
        "notice": kinds.is_disclaimer(text),
        "device": kinds.is_device(text),
        "closing": kinds.is_closing(text),
        "prose": kinds.is_prose(text),
        "dept": is_department(folded),
        "org": bool(ORGANISATIONS & held),
        "uni": bool(UNIVERSITIES & held),
        "place": bool(PLACES & held),
        "mail": "@" in text,
        "comma": "," in text,
        "dash": " - " in text or " – " in text,
        "colon": ":" in text,
        "amp": "&" in text,
        "upper": text.isupper(),
        "digit": any(sign.isdigit() for sign in text),
        "small": text[:1].islower(),
    }
    return frozenset(kind for kind, holds in told.items() if holds)


def _of_domain(text: str, shown: Evidence) -> frozenset[str]:
    """Whether the whole text, or a piece between commas, is what the address's domain names."""
    if len(text) > 80 or kinds.is_contact(text):
        return frozenset()
    if shown.of_domain(text):
        return frozenset({"domain"})
    pieces = COMMA.split(text)[:4]
    known = len(pieces) > 1 and any(shown.of_domain(piece) for piece in pieces)
    return frozenset({"domain,"}) if known else frozenset()


_NOTHING: frozenset[str] = frozenset({"none"})
_TELLING = frozenset({"head", "legal", "dept", "org", "uni", "domain", "contact"})
_FAR = frozenset({"head", "legal", "domain", "contact"})


@lru_cache(maxsize=4096)
def _of_place(text: str, own: frozenset[str], row: int, is_name: bool) -> tuple[int, ...]:
    """Kinds and layout of a cell, *row* lines below the name."""
    words = min(8, len(text.split()))
    bare = "+".join(sorted(own & _TELLING))
    found = ["bias", f"r{row}", f"n{words}", f"len{min(6, len(text) // 12)}"]
    found += [f"caps{_capitals(text)}", f"all={bare}", f"all={bare}&n{words}"]
    found += ["name"] * is_name
    for kind in own:
        found += [f"k={kind}", f"k={kind}&r{row}"]
    return tuple(map(_bucket, found))


@lru_cache(maxsize=1 << 14)
def _of_neighbour(
    offset: int,
    near: frozenset[str],
    bare: str,
    is_name: bool,
) -> tuple[int, ...]:
    """Kinds of the cell *offset* cells further; the next ones with the cell's own."""
    kinds_ = near | {"name"} if is_name else near
    found = [f"{offset}={kind}" for kind in kinds_]
    if abs(offset) == 1:
        found += [f"{offset}={kind}&{bare}" for kind in kinds_]
    return tuple(map(_bucket, found))


@lru_cache(maxsize=4096)
def _of_rest(above: frozenset[str], below: frozenset[str], bare: str) -> tuple[int, ...]:
    """Which kinds stand anywhere above and below."""
    held = [f"{kind}{kind in above:d}{kind in below:d}" for kind in sorted(_FAR)]
    return tuple(map(_bucket, [*held, *(f"{one}&{bare}" for one in held)]))


def _capitals(text: str) -> int:
    """Share of words that begin with a capital, in quarters."""
    words = text.split()
    return 4 * sum(word[0].isupper() for word in words) // max(1, len(words))
