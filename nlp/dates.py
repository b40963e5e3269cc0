"""The days a text names, in ten languages: dates, weekdays, "in two weeks", "after Easter", "Q3".

Reading goes from the surest form to the vaguest; what was read is blanked out, so that nothing is
read twice and a sentence is not cut at the dot of "16. März".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from narrowcast.nlp import date_words as words
from narrowcast.nlp.clauses import MAX_CHARACTERS, normalised
from narrowcast.nlp.vague_dates import READ, VAGUE, Reading, one_of, whole

YEAR, RECENT = timedelta(days=365), timedelta(days=90)
LAST_YEAR = date.max.year - 3  # what is counted forward stays a date
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day some words name; of a longer time its first day."""

    day: date
    at: int
    """Where its words begin in `Dates.text`."""
    is_date: bool
    """Day and month were written; else a weekday, a time from now, a month, a season."""
    inclusive: bool = False
    """The whole day belongs to it ("until 16 March inclusive")."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A normalised text, its dates blanked out by `READ`, and what they were."""

    text: str
    found: tuple[Moment, ...]
    plain: str
    """The text as it was, of the same length."""

    def within(self, start: int, end: int) -> Iterator[Moment]:
        """Those whose words begin in that stretch of `text`."""
        return (moment for moment in self.found if start <= moment.at < end)


def dates(text: str, written: date) -> Dates:
    """All days named in *text*, which was written on *written*.

    A day without a year is the one less than a quarter ago or else still to come; a slash between
    day and month is read only where they cannot be confused, in the whole of the text.
    """
    plain = normalised(_WRAP.sub(" ", text[: 2 * MAX_CHARACTERS])).replace(READ, " ")
    plain = _WORKING_WEEK.sub(" ", plain)
    found: list[Moment] = []
    if not 2 < written.year < LAST_YEAR:
        return Dates(plain, (), plain)
    rest = plain
    for reading in _readings(plain):
        rest = _read(rest, reading, written, found)
    return Dates(rest, tuple(sorted(found, key=lambda moment: moment.at)), plain)


_WRAP = re.compile(r"(?<=[\w,.])[ \t]{0,9}\r?\n[ \t]{0,9}(?=[a-zß-öø-ÿąćęłńóśźż0-9])")
_INCLUSIVE = re.compile(rf"(?<!\w)(?:{words.INCLUSIVE})(?!\w)")


def _read(text: str, reading: Reading, written: date, found: list[Moment]) -> str:
    def one(hit: re.Match[str]) -> str:
        day = reading.day(hit, written)
        if day is None:
            return hit[0]
        around = text[max(0, hit.start() - 26) : hit.start()], text[hit.end() : hit.end() + 14]
        inclusive = reading.is_date and any(_INCLUSIVE.search(side) for side in around)
        found.append(Moment(day, hit.start(), reading.is_date, inclusive))
        return READ * len(hit[0])

    return reading.pattern.sub(one, text)


def _readings(text: str) -> tuple[Reading, ...]:
    slash = _slash_order(text)
    return (*_DATES, Reading(_SLASHED, slash, is_date=True), *VAGUE)


# ---------------------------------------------------------------- day and month


def day_of(day: int, month: int, year: str, written: date) -> date | None:
    """The day named; without a year the one less than a quarter ago or else still to come."""
    given = int(year) + (2000 if len(year) == 2 else 0) if year else 0
    for candidate in (given,) if given else (written.year - 1, written.year, written.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if given or -RECENT <= found - written < YEAR - RECENT:
            return found
    return None


def _iso(hit: re.Match[str], written: date) -> date | None:
    return day_of(int(hit[3]), int(hit[2]), hit[1], written)


def _day_first(hit: re.Match[str], written: date) -> date | None:
    return day_of(int(hit[1]), int(hit[2]), hit[3] or "", written)


def _month_first(hit: re.Match[str], written: date) -> date | None:
    return day_of(int(hit[2]), int(hit[1]), hit[3] or "", written)


def _plain_slash(hit: re.Match[str], written: date) -> date | None:
    first, second = int(hit[1]), int(hit[2])
    if first > 12 or first == second:
        return _day_first(hit, written)
    return _month_first(hit, written) if second > 12 else None


def _slash_order(text: str) -> Callable[[re.Match[str], date], date | None]:
    pairs = [(int(hit[1]), int(hit[2])) for hit in _SLASHED.finditer(text)]
    if any(first > 12 >= second for first, second in pairs):
        return _day_first
    if any(second > 12 >= first for first, second in pairs):
        return _month_first
    return _day_first if _DAY_FIRST.search(text) else _plain_slash


def _day_month(hit: re.Match[str], written: date) -> date | None:
    return day_of(int(hit[1]), words.MONTHS[hit[2]], hit[3] or "", written)


def _month_day(hit: re.Match[str], written: date) -> date | None:
    return day_of(int(hit[3] or hit[2]), words.MONTHS[hit[1]], hit[4] or "", written)


_MONTH = one_of(words.MONTHS)
_NAME = one_of(words.WEEKDAYS)
_WORKING_WEEK = whole(rf"(?:{_NAME})s? ?(?:{words.TO}) ?(?:{_NAME})s?")
_SLASHED = re.compile(r"(?<![\d/.:])(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d{2}))?(?![\d/])")
_DAY_FIRST = whole(words.DAY_FIRST)
_DATES = (
    Reading(re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)"), _iso, is_date=True),
    Reading(re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(20\d\d)(?!\d)"), _day_first, is_date=True),
    Reading(
        whole(
            rf"(?:d\. ?)?(\d{{1,2}})(?:st|nd|rd|th|er|ste|de|:[ae]|[oae°])?\.? ?(?:of |de |di |d')?"
            rf"({_MONTH})(?:\.?,? ?(?:de |del |do )?(20\d\d))?"
        ),
        _day_month,
        is_date=True,
    ),
    Reading(
        whole(
            rf"({_MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?"
            r"(?: ?(?:-|to|through|until) ?(\d{1,2})(?:st|nd|rd|th)?)?(?:,? (20\d\d))?(?!:\d)"
        ),
        _month_day,
        is_date=True,
    ),
    Reading(
        re.compile(
            r"(?<![\d.,/])(\d{1,2})\. ?(\d{1,2})(?:\. ?(20\d\d|\d{2}(?!\d))|\.)?"
            r"(?![\d:/]|\.\d| ?(?:uhr|h\b|%|€|mio))"
        ),
        _day_first,
        is_date=True,
    ),
)
