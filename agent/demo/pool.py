"""Names, firms and phrases of the invented world, read from `data/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

Phrases = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Culture:
    """Names that go together, with the language its people write and their UTC offset in hours."""

    key: str
    language: str
    country: str
    offset: float
    family_first: bool
    given: tuple[str, ...]
    family: tuple[str, ...]
    native_given: tuple[str, ...]
    native_family: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmParts:
    """Parts of firm names, and what differs by country."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    sectors: tuple[str, ...]
    legal: Mapping[str, str]
    city: Mapping[str, str]
    phone: Mapping[str, str]
    titles: Phrases


@cache
def cultures() -> tuple[Culture, ...]:
    """All cultures, in the order of the file."""
    rows = _table("cultures")["culture"]
    assert isinstance(rows, list)
    return tuple(_culture(row) for row in rows)


@cache
def firm_parts() -> FirmParts:
    """What firms are made of."""
    table = _table("firms")
    return FirmParts(
        heads=_strings(table["heads"]),
        tails=_strings(table["tails"]),
        sectors=_strings(table["sectors"]),
        legal=_words(table["legal"]),
        city=_words(table["city"]),
        phone=_words(table["phone"]),
        titles=_phrases(table["titles"]),
    )


@cache
def phrases(section: str) -> Phrases:
    """Sentences of ordinary days: a language, or `days`, `projects`, `scenes`."""
    return _phrases(_table("phrases")[section])


@cache
def answers(language: str) -> Phrases:
    """Sentences of the simulated week in a language of `answer_language`; some only in English."""
    table = _table("answers")
    return {**_phrases(table["en"]), **_phrases(table[language])}


def answer_language(language: str) -> str:
    """*language* where the simulated week speaks it, else English."""
    return language if language in _table("answers") else "en"


@cache
def _table(name: str) -> Mapping[str, object]:
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _culture(row: Mapping[str, object]) -> Culture:
    offset = row["offset"]
    assert isinstance(offset, int | float)
    return Culture(
        key=str(row["key"]),
        language=str(row["language"]),
        country=str(row["country"]),
        offset=offset,
        family_first=bool(row.get("family_first", False)),
        given=_strings(row["given"]),
        family=_strings(row["family"]),
        native_given=_strings(row.get("native_given", [])),
        native_family=_strings(row.get("native_family", [])),
    )


def _phrases(value: object) -> Phrases:
    assert isinstance(value, dict)
    return {str(key): _strings(item) for key, item in value.items()}


def _words(value: object) -> Mapping[str, str]:
    assert isinstance(value, dict)
    return {str(key): str(item) for key, item in value.items()}


def _strings(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in _items(value))


def _items(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
