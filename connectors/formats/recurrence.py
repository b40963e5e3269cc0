"""Instances of a recurring event inside a window: recurring-ical-events, fed only what is surely
cheap.

A rule's cost is estimated before it is run: dateutil looks at every period from DTSTART on, and at
all of them up to the year 9999 where none matches, whatever UNTIL says (30 February, daily: 5 s;
each second: minutes). Whether a rule matches at all is therefore tried near the end of time: the
calendar repeats every 400 years, weekdays included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from narrowcast.connectors.formats.events import Event, Moment, fixed

if TYPE_CHECKING:
    from icalendar import Component

MAX_INSTANCES = 1_000
COST_OF_A_FILE = 250_000  # periods that may be looked at; some 4 µs each
_CHARS_FOR_A_PERIOD = (
    5  # a large calendar may cost more: each of its series is longer than a rule's tick
)
_FOR_EMPTY_RULES = 200_000  # ... looked at in vain
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_COST = {"DAILY": 1, "WEEKLY": 2, "MONTHLY": 4, "YEARLY": 20}  # of a period, in daily steps
_WEEKDAYS = re.compile(r"(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*\Z")
_CYCLE = 400  # years
_LAST_CYCLE = 9_999 - 100  # a cycle's gaps are at most 40 years: 29 February on a given weekday
_END_OF_TIME = date.max
_TOO_MANY = "the file holds too many recurrences"
_MAX_TIMES_A_DAY = 24
_MAX_RULE_CHARS = 1_000
_PARTS = frozenset(
    [
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "BYMONTH",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYDAY",
        "BYHOUR",
        "BYMINUTE",
        "BYSECOND",
        "BYSETPOS",
        "WKST",
    ]
)


class NotExpanded(ValueError):
    """Why the instances of an event are not told; one short reason."""


@dataclass(slots=True)
class Purse:
    """What one file may still spend on expansion."""

    left: int
    left_in_vain: int = _FOR_EMPTY_RULES

    @classmethod
    def of(cls, chars: int) -> Purse:
        """The purse of a file of *chars* characters."""
        return cls(COST_OF_A_FILE + chars // _CHARS_FOR_A_PERIOD)

    def spend(self, cost: int) -> None:
        """Take *cost* out; raises `NotExpanded` when there is not so much."""
        if cost > self.left:
            raise NotExpanded(_TOO_MANY)
        self.left -= cost


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that an event takes place; *event* is the master or override that tells of it."""

    event: Event
    start: datetime
    end: datetime
    recurrence_id: str


def expand(
    master: Event, overrides: Sequence[Event], since: datetime, until: datetime, purse: Purse
) -> Iterator[Instance]:
    """Yield the instances that start in [since, until), at most the last `MAX_INSTANCES`; or
    `NotExpanded`.
    """
    bounded = (_bounded(rule, master, until, purse) for rule in master.rules)
    rules = [rule for rule in bounded if rule]
    purse.spend(len(master.extra) + len(overrides))
    everybody = (master, *overrides)
    try:
        found = _occurrences(everybody, rules, since, until)
        instances = [_instance(one, everybody) for one in found[-MAX_INSTANCES:]]
    except Exception as error:  # noqa: BLE001 - vendors' code on a stranger's rules and dates
        raise NotExpanded(f"its rule cannot be read ({type(error).__name__})") from None
    yield from instances


def _occurrences(
    everybody: Sequence[Event], rules: Sequence[str], since: datetime, until: datetime
) -> list[Component]:
    import recurring_ical_events
    from icalendar import Calendar

    calendar = Calendar()
    for number, event in enumerate(everybody):
        calendar.add_component(_component(event, number, () if number else rules))
    return list(recurring_ical_events.of(calendar).between(since, until))


def _instance(component: Component, everybody: Sequence[Event]) -> Instance:
    event = everybody[int(str(component["X-NARROWCAST-NUMBER"]))]
    start = _moment(component["DTSTART"])
    original = _moment(component["RECURRENCE-ID"]) if "RECURRENCE-ID" in component else start
    return Instance(
        event, fixed(start.at), fixed(start.at + (event.end - event.start.at)), original.utc
    )


def _moment(prop: object) -> Moment:
    value = prop.dt  # type: ignore[attr-defined]  # icalendar's vDDDTypes
    if isinstance(value, datetime):
        return Moment(value if value.tzinfo else value.replace(tzinfo=UTC))
    return Moment(datetime(value.year, value.month, value.day, tzinfo=UTC), whole_day=True)


def _component(event: Event, number: int, rules: Sequence[str]) -> Component:
    """A VEVENT with nothing but its times, built from values we have read ourselves."""
    from icalendar import Event as Vevent
    from icalendar import vRecur

    component = Vevent()
    component.add("UID", "1")
    component.add("X-NARROWCAST-NUMBER", str(number))
    component.add("DTSTART", _value(event.start))
    component.add("DTEND", _ending(event))
    for rule in rules:
        component.add("RRULE", vRecur.from_ical(rule))
    if event.original is not None:
        component.add("RECURRENCE-ID", _value(event.original))
    for name, moments in (("RDATE", event.extra), ("EXDATE", event.left_out)):
        for one in moments:
            component.add(name, _value(one))
    return component


def _value(moment: Moment) -> date:
    return moment.at.date() if moment.whole_day else moment.at


def _ending(event: Event) -> date:
    return event.end.date() if event.start.whole_day else event.end


def _bounded(rule: str, master: Event, until: datetime, purse: Purse) -> str:
    """*rule* with an UNTIL no later than *until*, its cost paid; '' if it never matches."""
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    if frequency not in _DAYS:
        raise NotExpanded(f"it recurs {frequency.lower() or 'in an unknown way'}")
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or not 0 < int(interval[:9]) < 10_000:
        raise NotExpanded("its interval makes no sense")
    last = min(until, _until(parts, master) or until)
    days = max(0, (last - master.start.at).days) + 1
    periods = days // (_DAYS[frequency] * int(interval)) + 1
    purse.spend(periods * _COST[frequency] * _times_a_day(parts))
    count = parts.pop("COUNT", "")
    parts.pop("UNTIL", None)
    if _never_matches(parts, master, int(interval), purse):
        return ""
    parts["UNTIL"] = _ended(master, last)
    if count.isdecimal():
        parts["UNTIL"] = _ended(master, min(last, _counted(parts, int(count[:9]), master) or last))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _never_matches(parts: dict[str, str], master: Event, interval: int, purse: Purse) -> bool:
    """Whether no day of a whole cycle of the calendar fits the rule; paid for only if so."""
    selecting = {name: value for name, value in parts.items() if name.startswith("BY")}
    if not selecting or (
        interval == 1 and _WEEKDAYS.match(selecting.get("BYDAY", "")) and len(selecting) == 1
    ):
        return False
    start = master.start.at.replace(tzinfo=None)
    start = start.replace(year=start.year + (_LAST_CYCLE - start.year) // _CYCLE * _CYCLE)
    periods = (_END_OF_TIME - start.date()).days // (_DAYS[parts["FREQ"]] * interval) + 1
    cost = periods * _COST[parts["FREQ"]]
    if cost > purse.left_in_vain:
        raise NotExpanded(_TOO_MANY)
    if next(_matches(parts, start), None) is not None:
        return False
    purse.left_in_vain -= cost
    return True


def _matches(parts: dict[str, str], start: datetime) -> Iterator[datetime]:
    """The times that the rule gives from *start* on, both local; or `NotExpanded`."""
    from dateutil.rrule import rrulestr

    try:
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
        yield from rule
    except (ValueError, TypeError, OverflowError, KeyError, IndexError):
        raise NotExpanded("its rule cannot be read") from None


def _parts(rule: str) -> dict[str, str]:
    compact = "".join(rule[:_MAX_RULE_CHARS].upper().split())
    pairs = (part.partition("=") for part in compact.split(";"))
    return {name: value for name, _, value in pairs if name in _PARTS and value}


def _times_a_day(parts: dict[str, str]) -> int:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= parts[name].count(",") + 1 if name in parts else 1
    if times > _MAX_TIMES_A_DAY:
        raise NotExpanded("it recurs more than hourly")
    return times


def _until(parts: dict[str, str], master: Event) -> datetime | None:
    """The rule's own UNTIL: a date means that whole day; a time without Z is local."""
    text = parts.get("UNTIL", "")
    digits = text.rstrip("Z").replace("-", "").replace(":", "")
    try:
        if len(digits) >= 15:
            zone = UTC if text.endswith("Z") else master.start.at.tzinfo
            return datetime.strptime(digits[:15], "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        day = datetime.strptime(digits[:8], "%Y%m%d").replace(tzinfo=master.start.at.tzinfo)
        return day + timedelta(days=1, seconds=-1)
    except (ValueError, OverflowError):
        return None


def _ended(master: Event, last: datetime) -> str:
    """UNTIL as RFC 5545 §3.3.10 wants it: a date for dates, else UTC."""
    if master.start.whole_day:
        return last.astimezone(UTC).strftime("%Y%m%d")
    return last.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _counted(parts: dict[str, str], count: int, master: Event) -> datetime | None:
    """When the rule's *count*-th instance is; None if that is later than its UNTIL. Counted in
    local time.
    """
    zone = master.start.at.tzinfo
    local = {**parts}
    until = _until(parts, master)
    if until is not None:
        local["UNTIL"] = until.astimezone(zone).strftime("%Y%m%dT%H%M%S")
    matches = _matches(local, master.start.at.replace(tzinfo=None))
    nth = next(islice(matches, max(0, count - 1), None), None)
    return nth.replace(tzinfo=zone) if nth is not None else None
