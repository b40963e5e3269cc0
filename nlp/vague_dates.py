"""Times told without day and month: "on Monday", "in two weeks", "after Easter", "Q3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from narrowcast.nlp import date_words as words

READ = "\0"
"""Stands for each character of a date that was read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that name a day, and which day they name when written on a day."""

    pattern: re.Pattern[str]
    day: Callable[[re.Match[str], date], date | None]
    is_date: bool = False
    """They tell day and month."""


def whole(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* to match whole words, none of them read before."""
    return re.compile(rf"(?<![\w{READ}])(?:{pattern})(?![\w{READ}])")


def one_of(table: Mapping[str, int]) -> str:
    """A pattern of the words of *table*, longest first."""
    return "|".join(sorted(map(re.escape, table), key=len, reverse=True))


_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def _weekday(hit: re.Match[str], written: date) -> date | None:
    name = hit["name"]
    number = words.WEEKDAYS.get(name) or words.WEEKDAYS[f"{name}-feira"]
    return written + timedelta(days=(number - 1 - written.weekday() - 1) % 7 + 1)


def _numbered_day(hit: re.Match[str], written: date) -> date | None:
    """The next day of that number ("on the 17th")."""
    number = int(next(group for group in hit.groups() if group))
    ahead = (written + timedelta(days=n) for n in range(1, 32))
    return next((day for day in ahead if day.day == number), None)


def _dated_weekday(hit: re.Match[str], written: date) -> date | None:
    """The next day with that number and that name ("Monday 30"); None where none comes soon."""
    name, number = words.WEEKDAYS[hit["name"]], int(hit["number"])
    ahead = (written + timedelta(days=n) for n in range(1, 93))
    return next((day for day in ahead if (day.day, day.isoweekday()) == (number, name)), None)


def _span(hit: re.Match[str], written: date) -> date | None:
    given = hit["number"] or "1"
    number = int(given) if given.isdigit() else words.NUMBERS[given]
    if hit["unit"] in _MONTH_UNITS:
        return _same_day(written, number)
    return written + number * (_WEEK if hit["unit"] in _WEEK_UNITS else _DAY)


def _same_day(written: date, months: int) -> date:
    """That many months on, at most the 28th, so that each month has it."""
    first = _month_start(written, months)
    return first.replace(day=min(written.day, 28))


def _month_start(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _next_week(_: re.Match[str], written: date) -> date:
    return written + _DAY * (7 - written.weekday())


def _week_number(hit: re.Match[str], written: date) -> date | None:
    for year in (written.year, written.year + 1):
        try:
            monday = date.fromisocalendar(year, int(hit[1]), 1)
        except ValueError:
            return None
        if monday > written:
            return monday
    return None


def _month_alone(hit: re.Match[str], written: date) -> date | None:
    """The first day; the last one after "end of"; the first of the next month after "after"."""
    lead, month = hit["lead"], words.MONTHS[hit["month"]]
    if hit["month"] == "may" and lead.split()[-1] == "i":
        return None  # "I may be able to": no Scandinavian calls the month so
    first = _month_of(month, hit["year"] or "", written)
    if first is None:
        return None
    if _AFTER.search(lead):
        return _month_start(first, 1)
    if _END.search(lead):
        return _month_start(first, 1) - _DAY
    day = first.replace(day=15) if _MIDDLE.search(lead) else first
    return day if day > written else None


def _month_of(month: int, year: str, written: date) -> date | None:
    if year:
        return date(int(year), month, 1)
    return date(written.year + (month < written.month), month, 1)


def _quarter(hit: re.Match[str], written: date) -> date | None:
    number = hit["number"] or hit["other"]
    quarter = int(number) if number else words.QUARTERS[hit["name"]]
    return _next_first(3 * quarter - 2, written)


def _next_quarter(_: re.Match[str], written: date) -> date:
    return _month_start(written, 3 - (written.month - 1) % 3)


def _next_first(month: int, written: date) -> date | None:
    """The next first of *month*; None while that quarter runs, for it is not meant."""
    if 0 <= written.month - month < 3:
        return None
    return date(written.year + (month < written.month), month, 1)


def _easter(_: re.Match[str], written: date) -> date | None:
    """The Tuesday after the next Easter."""
    years = (written.year, written.year + 1)
    days = (_easter_sunday(year) + 2 * _DAY for year in years)
    return next((day for day in days if day > written), None)


def _easter_sunday(year: int) -> date:
    """The Gregorian computus as in Meeus, Astronomical Algorithms (1991), chapter 8."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _after_christmas(_: re.Match[str], written: date) -> date:
    day = written.replace(month=12, day=27)
    return day if day > written else day.replace(year=day.year + 1)


def _first_of(month: int) -> Callable[[re.Match[str], date], date | None]:
    return lambda _, written: _next_first(month, written)


_DAY_UNITS, _WEEK_UNITS, _MONTH_UNITS = (
    frozenset(units.split()) for units in (words.DAY_UNITS, words.WEEK_UNITS, words.MONTH_UNITS)
)
_AFTER, _END, _MIDDLE = whole(words.AFTER), whole(words.END), whole(words.MIDDLE)
_UNITS = "|".join(sorted(_DAY_UNITS | _WEEK_UNITS | _MONTH_UNITS, key=len, reverse=True))
_LEADS = f"{words.AFTER}|{words.END}|{words.MIDDLE}|{words.START}|{words.LEAD}"
_NO_RANGE = rf"(?! ?(?:{words.TO}) ?[\d{READ}])"
_FEIRA = "segunda|terça|quarta|quinta|sexta"
VAGUE: tuple[Reading, ...] = (
    Reading(whole(words.DAY_AFTER), lambda _, written: written + 2 * _DAY),
    Reading(
        whole(rf"(?<!la )(?:i morgen|i morgon|{words.TOMORROW})"),
        lambda _, written: written + _DAY,
    ),
    Reading(whole(words.NEXT_WEEK), _next_week),
    Reading(whole(words.NEXT_MONTH), lambda _, written: _month_start(written, 1)),
    Reading(whole(words.NEXT_QUARTER), _next_quarter),
    Reading(whole(words.NEXT_YEAR), lambda _, written: _month_start(written, 13 - written.month)),
    Reading(
        whole(
            rf"(?:{words.AHEAD})(?: about| ca\.?| circa| etwa)?"
            r"(?: (?:a|un|een)(?= (?:couple|par|paio)))?"
            rf"(?: (?P<number>\d{{1,2}}|{one_of(words.NUMBERS)}))?(?: of| di| de)?"
            rf" (?P<unit>{_UNITS})"
        ),
        lambda hit, written: _span(hit, written) if hit["number"] or hit[0][:2] == "za" else None,
    ),
    Reading(whole(rf"(?:{words.WEEK_NUMBER}) ?(\d{{1,2}})"), _week_number),
    Reading(
        whole(
            rf"(?P<lead>(?:(?:{_LEADS})[ -]|d'|l'|(?:{words.ARTICLES}) ){{1,5}})"
            rf"(?P<month>{one_of(words.MONTHS)})\.?(?: (?:de |del )?(?P<year>20\d\d))?"
        ),
        _month_alone,
    ),
    Reading(
        whole(
            r"[qt](?P<number>[1-4])|(?P<other>[1-4])(?:\.|er?|o|º|°)? (?:quartal|trimestre|kvartal"
            rf"|kwartaal|kwarta\w+)|(?P<name>{one_of(words.QUARTERS)}) (?:quarter|quartals?"
            r"|trimestre|kwartaal|kvartal(?:et)?|kwarta\w+)"
        ),
        _quarter,
    ),
    Reading(whole(words.EASTER), _easter),
    Reading(whole(words.CHRISTMAS), _after_christmas),
    Reading(whole(words.AFTER_SUMMER), _first_of(9)),
    *(Reading(whole(season), _first_of(month)) for season, month in words.SEASONS),
    Reading(
        whole(
            rf"(?P<name>{one_of(words.WEEKDAYS)}),? (?:the |den |le |il |el |dia |día |d\. )?"
            r"(?P<number>\d{1,2})(?:st|nd|rd|th|\.|o|°)?(?![:.]?\d| ?(?:uhr|h\b|am\b|pm\b))"
        ),
        _dated_weekday,
    ),
    Reading(
        whole(rf"(?P<name>{one_of(words.WEEKDAYS)})(?!,? ?(?:\w{{1,3}}\.? )?{READ})"),
        _weekday,
    ),
    Reading(whole(rf"(?:na|até|de|até à|próxima) (?P<name>{_FEIRA})(?! (?:vez|parte))"), _weekday),
    Reading(
        whole(
            r"(?:the (\d{1,2})(?:st|nd|rd|th)|(?:am|ab|ab dem|bis|bis zum|zum|dem|den) (\d{1,2})\."
            r"|(?:le|au|el|al|il|dia|día|del|den|d\.) (\d{1,2})|de (\d{1,2})(?:e|ste|de))"
            + _NO_RANGE
        ),
        _numbered_day,
    ),
)
