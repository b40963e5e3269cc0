"""The words of a language from which mails are made up: `words/<language>.toml`.

A value that is one string is a list of words parted by commas; a list holds whole phrases.
`he/she` forms stand as `Leiter/Leiterin`. Which words only the held-out mails may use is decided
by a hash of the word, so that a name which several languages have is held out in all of them.
"""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"
_HELD_OUT_ONE_IN = 3


class Split(StrEnum):
    """Mails of one split share no names, firms' stems or sentences with the other's."""

    TRAIN = "train"
    HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class TitleGrammar:
    """Titles are one of *first*, then *join* and one of *second* where there are any."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    join: str
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by dotted name (`people.family`), title grammars by sector."""

    language: str
    lists: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[TitleGrammar, ...]]
    lands: tuple[str, ...]
    """Countries that write the language, where they differ; else one without a name."""

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]

    def get(self, name: str) -> tuple[str, ...]:
        """The list called *name*; () where this language has none."""
        return self.lists.get(name, ())

    def local(self, land: str, name: str) -> tuple[str, ...]:
        """The list called *name* as *land* has it, or the language; () where neither does."""
        return self.lists.get(f"lands.{land}.{name}") or self.get(name)


def is_held_out(word: str) -> bool:
    """Whether only held-out mails may use *word*; one word in three."""
    return zlib.crc32(word.casefold().encode()) % _HELD_OUT_ONE_IN == 0


@cache
def lexicon(language: str) -> Lexicon:
    """The words of *language*; an unknown one raises FileNotFoundError."""
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    titles = {sector: _grammars(rows) for sector, rows in tables.pop("titles", {}).items()}
    lands = tuple(tables.get("lands", {"": {}}))
    return Lexicon(language, dict(_lists(tables, "")), titles, lands)


def _grammars(rows: list[dict[str, Any]]) -> tuple[TitleGrammar, ...]:
    return tuple(
        TitleGrammar(
            _words(row["first"]),
            _words(row.get("second", "")),
            row.get("join", " "),
            row.get("weight", 1.0),
        )
        for row in rows
    )


def _lists(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _lists(value, f"{prefix}{key}.")
        else:
            yield prefix + key, _words(value)


def _words(value: str | list[str]) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return tuple(word for part in value.split(",") if (word := " ".join(part.split())))
