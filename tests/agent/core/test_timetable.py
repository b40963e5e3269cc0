"""The clock table: when mails to the owner are due, over changes of time, zones, sleep, set-backs.

The second half lives through whole days with a clock of its own: a daemon that looks every half
minute it is awake, notes before it sends, and may be killed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import timetable
from narrowcast.agent.core.timetable import Chore, Conditions, Leap, Past, Sent, Wanted

START = datetime(2000, 1, 1, tzinfo=UTC)
ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe")


def at(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type,misc]  # five numbers


def sent(moment: datetime) -> Sent:
    return Sent(moment.date(), moment)


@pytest.mark.parametrize(
    ("clock", "is_due"),
    [
        pytest.param((7, 29), False, id="before"),
        pytest.param((7, 30), True, id="at its minute"),
        pytest.param((13, 59), True, id="late"),
        pytest.param((14, 0), False, id="too late"),
        pytest.param((0, 0), False, id="midnight"),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_a_morning_mail_is_due_from_its_hour_until_two(
    zone: str, clock: tuple[int, int], *, is_due: bool
) -> None:
    assert timetable.morning_due(at(zone, 2026, 6, 2, *clock), ()) is is_due


@pytest.mark.parametrize("begins", [time(13, 45), time(18), time(23, 30)], ids=str)
def test_one_that_is_wanted_late_is_due_for_an_hour_at_least(begins: time) -> None:
    now = datetime.combine(date(2026, 6, 2), begins, UTC)

    assert timetable.morning_due(now + timedelta(minutes=29), (), at=begins)


@pytest.mark.parametrize(
    ("hours", "is_due"),
    [
        pytest.param(0, False, id="just now"),
        pytest.param(5, False, id="the same day"),
        pytest.param(24, True, id="the next"),
        pytest.param(-1, False, id="set back an hour"),
        pytest.param(-24, False, id="set back a day: tomorrow's mail is there already"),
        pytest.param(-48, True, id="the clock was days ahead for a while"),
    ],
)
def test_a_mail_bars_others_of_its_date_and_within_twelve_hours(
    hours: int, *, is_due: bool
) -> None:
    first = at("Europe/Berlin", 2026, 6, 3, 7, 31)

    now = first + timedelta(hours=hours)

    assert timetable.morning_due(now, (sent(first),), at=time(6)) is is_due


def test_twelve_hours_are_counted_across_a_change_of_time() -> None:
    evening = at("America/New_York", 2026, 10, 31, 20, 0)
    morning = at("America/New_York", 2026, 11, 1, 7, 30)  # 12.5 hours later: one hour came twice

    assert timetable.morning_due(morning, (sent(evening),))
    assert not timetable.morning_due(morning - timedelta(hours=1), (sent(evening),), at=time(6))


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        pytest.param((2026, 11, 20, 15, 59), False, id="before"),
        pytest.param((2026, 11, 20, 16, 0), True, id="Friday at four"),
        pytest.param((2026, 11, 22, 23, 59), True, id="Sunday: the machine was off"),
        pytest.param((2026, 11, 23, 0, 0), False, id="Monday: that week is over"),
    ],
)
def test_the_weeks_mail_is_due_at_its_end(moment: tuple[int, ...], *, is_due: bool) -> None:
    assert timetable.weekly_due(at("Europe/Berlin", *moment), ()) is is_due


def test_a_week_has_one_mail_also_over_new_year() -> None:
    friday = at("Europe/Berlin", 2027, 1, 1, 16, 0)  # in week 53 of 2026

    assert not timetable.weekly_due(friday + timedelta(days=2), (sent(friday),))
    assert timetable.weekly_due(friday + timedelta(days=7), (sent(friday),))


@pytest.mark.parametrize(
    ("passed", "leap"),
    [(30.0, Leap.NONE), (90.0, Leap.NONE), (7200.0, Leap.AHEAD), (-0.5, Leap.BACK)],
)
def test_a_gap_between_heartbeats_is_a_sleep(passed: float, leap: Leap) -> None:
    assert timetable.leap(passed) is leap


def test_waits_grow_from_a_minute_to_half_an_hour() -> None:
    waits = [timetable.wait_after(number) for number in (1, 2, 3, 6, 500)]

    assert waits == [60, 120, 240, 1800, 1800]


def test_what_takes_power_waits_for_the_mains_and_mails_for_the_network() -> None:
    now = at("Europe/Berlin", 2026, 11, 20, 8, 0)
    everything = timetable.chores_due(now, Past(), Wanted())

    battery = timetable.chores_due(now, Past(), Wanted(), Conditions(on_battery=True))
    offline = timetable.chores_due(now, Past(), Wanted(), Conditions(online=False))

    assert everything == (Chore.MORNING, Chore.BACKUP, Chore.UPKEEP)
    assert battery == (Chore.MORNING,)
    assert offline == (Chore.BACKUP,)


@given(
    st.integers(0, 2 * 365 * 24 * 60),
    st.lists(st.integers(-60, 60), max_size=4),
    st.sampled_from(ZONES),
)
def test_the_next_morning_told_is_one_that_is_due(
    minutes: int, hours: list[int], zone: str
) -> None:
    now = (START + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    past = tuple(sent(now + timedelta(hours=one)) for one in hours)

    following = timetable.next_morning(now, past)

    assert following >= now
    assert timetable.morning_due(following, past)


# ------------------------------------------------------------------ days lived through


@dataclass
class Machine:
    """A machine with a daemon: what its clock shows, where it is, whether it can reach anybody.

    *truth* is how time really passes; the clock is wrong by *wrong*.
    """

    truth: datetime
    zone: str
    wrong: timedelta = timedelta(0)
    online: bool = True
    says: bool = True
    """Whether there is anything to say."""
    rows: list[Sent] = field(default_factory=list)
    left: list[tuple[datetime, date]] = field(default_factory=list)
    """Mails that really left: when, and the owner's date then."""
    _not_before: datetime = START
    _failures: int = 0

    def local(self) -> datetime:
        return (self.truth + self.wrong).astimezone(ZoneInfo(self.zone))

    def live(self, until: datetime, step: float = 30.0) -> None:
        """Be awake until *until*; look every *step* seconds."""
        while self.truth < until:
            self.look()
            self.truth += timedelta(seconds=step)

    def sleep(self, until: datetime) -> None:
        """The lid is closed: nothing runs; the heart notices, and no wait holds any longer."""
        self.truth = until
        self._not_before = self.truth

    def look(self, *, killed: bool = False) -> None:
        if self.truth < self._not_before:
            return
        if Chore.MORNING not in timetable.chores_due(self.local(), self.past(), Wanted()):
            return
        if not self.online:
            self._failures += 1
            wait = timetable.wait_after(self._failures)
            self._not_before = self.truth + timedelta(seconds=wait)
            return
        if self.says:
            self._failures = 0
            self.rows.append(sent(self.local()))  # the journal comes first
            if not killed:
                self.left.append((self.truth, self.local().date()))

    def past(self) -> Past:
        return Past(mornings=tuple(self.rows))

    def check(self) -> None:
        days = [day for _, day in self.left]
        times = sorted(moment for moment, _ in self.left)
        assert len(set(days)) == len(days)
        assert all(later - one >= timedelta(hours=12) for one, later in itertools.pairwise(times))


def utc(zone: str, *moment: int) -> datetime:
    return at(zone, *moment).astimezone(UTC)


CHANGES = [
    pytest.param("America/New_York", (2026, 3, 6), id="New York, forward"),
    pytest.param("America/New_York", (2026, 10, 30), id="New York, back"),
    pytest.param("Europe/Berlin", (2026, 3, 27), id="Berlin, forward"),
    pytest.param("Europe/Berlin", (2026, 10, 23), id="Berlin, back"),
    pytest.param("Australia/Lord_Howe", (2026, 10, 2), id="Lord Howe, half an hour forward"),
    pytest.param("Australia/Lord_Howe", (2026, 4, 3), id="Lord Howe, half an hour back"),
]


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_a_change_of_time_costs_no_mail_and_makes_no_second(
    zone: str, day: tuple[int, int, int]
) -> None:
    machine = Machine(utc(zone, *day, 0, 0), zone)

    machine.live(machine.truth + timedelta(days=4, hours=2), step=600)

    machine.check()
    hours = [moment.astimezone(ZoneInfo(zone)).time() for moment, _ in machine.left]
    assert len(hours) == 4
    assert all(time(7, 30) <= one < time(7, 50) for one in hours)


@pytest.mark.parametrize("zone", ZONES)
def test_a_sleep_over_the_hour_is_made_up_at_once(zone: str) -> None:
    machine = Machine(utc(zone, 2026, 6, 2, 6, 30), zone)

    machine.live(utc(zone, 2026, 6, 2, 6, 45))
    machine.sleep(utc(zone, 2026, 6, 2, 8, 45))
    machine.live(utc(zone, 2026, 6, 2, 8, 46))

    assert [moment for moment, _ in machine.left] == [utc(zone, 2026, 6, 2, 8, 45)]


def test_a_clock_set_back_a_day_makes_no_second_mail() -> None:
    machine = Machine(utc("Europe/Berlin", 2026, 6, 2, 7, 0), "Europe/Berlin")
    machine.live(utc("Europe/Berlin", 2026, 6, 2, 8, 0))
    machine.wrong = -timedelta(days=1)

    machine.live(utc("Europe/Berlin", 2026, 6, 3, 12, 0), step=600)
    machine.wrong = timedelta(0)
    machine.live(utc("Europe/Berlin", 2026, 6, 4, 12, 0), step=600)

    machine.check()
    assert [day for _, day in machine.left] == [
        date(2026, 6, 2),
        date(2026, 6, 3),
        date(2026, 6, 4),
    ]


@pytest.mark.parametrize(
    ("zones", "days"),
    [
        pytest.param(("America/New_York", "Asia/Tokyo"), 4, id="east over the date line"),
        pytest.param(("Pacific/Auckland", "America/Los_Angeles"), 3, id="west over the date line"),
        pytest.param(("Europe/Berlin", "America/New_York"), 4, id="west"),
    ],
)
def test_a_journey_makes_no_second_mail_of_a_date(zones: tuple[str, str], days: int) -> None:
    start, end = zones
    machine = Machine(utc(start, 2026, 6, 2, 0, 0), start)
    machine.live(utc(start, 2026, 6, 3, 9, 0), step=600)
    machine.zone = end

    machine.live(machine.truth + timedelta(days=2, hours=12), step=600)

    machine.check()
    assert len(machine.left) >= days


def test_a_date_that_a_country_leaves_out_costs_no_mail() -> None:
    apia = "Pacific/Apia"  # had no 30 December 2011
    machine = Machine(utc(apia, 2011, 12, 28, 0, 0), apia)

    machine.live(machine.truth + timedelta(days=4), step=600)

    machine.check()
    assert [day.day for _, day in machine.left] == [28, 29, 31, 1]


def test_offline_until_eleven_it_leaves_within_half_an_hour_of_the_network() -> None:
    machine = Machine(utc("Europe/Berlin", 2026, 6, 2, 7, 0), "Europe/Berlin", online=False)
    machine.live(utc("Europe/Berlin", 2026, 6, 2, 11, 0))
    machine.online = True

    machine.live(utc("Europe/Berlin", 2026, 6, 2, 14, 30))

    ((moment, _),) = machine.left
    assert moment <= utc("Europe/Berlin", 2026, 6, 2, 11, 30)


def test_offline_all_morning_it_waits_for_tomorrow() -> None:
    machine = Machine(utc("Europe/Berlin", 2026, 6, 2, 7, 0), "Europe/Berlin", online=False)
    machine.live(utc("Europe/Berlin", 2026, 6, 2, 14, 0))
    machine.online = True

    machine.live(utc("Europe/Berlin", 2026, 6, 3, 9, 0))

    assert [day for _, day in machine.left] == [date(2026, 6, 3)]


def test_what_is_only_to_be_said_at_noon_is_said_then() -> None:
    machine = Machine(utc("Europe/Berlin", 2026, 6, 2, 7, 0), "Europe/Berlin", says=False)
    machine.live(utc("Europe/Berlin", 2026, 6, 2, 12, 0))
    machine.says = True

    machine.live(utc("Europe/Berlin", 2026, 6, 2, 13, 0))

    assert len(machine.left) == 1


def test_killed_between_journal_and_sending_it_sends_no_second() -> None:
    machine = Machine(utc("Europe/Berlin", 2026, 6, 2, 7, 30), "Europe/Berlin")
    machine.look(killed=True)

    machine.live(utc("Europe/Berlin", 2026, 6, 3, 9, 0))

    machine.check()
    assert [day for _, day in machine.left] == [date(2026, 6, 3)]


def _moves() -> st.SearchStrategy[list[Callable[[Machine], None]]]:
    def awake(minutes: int) -> Callable[[Machine], None]:
        return lambda m: m.live(m.truth + timedelta(minutes=minutes), step=900)

    def asleep(minutes: int) -> Callable[[Machine], None]:
        return lambda m: m.sleep(m.truth + timedelta(minutes=minutes))

    def elsewhere(zone: str) -> Callable[[Machine], None]:
        return lambda m: setattr(m, "zone", zone)

    def network(online: bool) -> Callable[[Machine], None]:
        return lambda m: setattr(m, "online", online)

    spans = st.integers(1, 2000)
    zones = st.sampled_from((*ZONES, "Asia/Tokyo", "Pacific/Auckland", "Pacific/Pago_Pago"))
    one = st.one_of(
        spans.map(awake), spans.map(asleep), zones.map(elsewhere), st.booleans().map(network)
    )
    return st.lists(one, max_size=15)


@given(_moves(), st.integers(0, 365 * 24))
def test_whatever_happens_no_date_has_two_mails(
    moves: list[Callable[[Machine], None]], hours: int
) -> None:
    machine = Machine(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours), "Europe/Berlin")

    for move in moves:
        move(machine)

    machine.check()
