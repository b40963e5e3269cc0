"""How many letters leave is counted from rows, on the day they leave, whatever the clock says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import UNDO, Desk
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.limits import Limits
from narrowcast.agent.core.model import AddressKey, Introducer, Person, PersonUid, Prospect
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store.asks import Ask
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import FakeSender, seconds


def other_way(number: int) -> tuple[Prospect, Introducer]:
    """Another prospect by another introducer."""
    address = AddressKey(f"friend{number}@lumen.example")
    person = Person(uid=PersonUid(f"p{number}"), name=f"Friend {number}", addresses=(address,))
    wanted = replace(prospect(), name=f"Target Number{number}", addresses=())
    return wanted, replace(introducer(), person=person)


def approved_on(desk: Desk, number: int, now: datetime, anyway: str = "") -> Ask:
    wanted, friend = other_way(number)
    (added,) = prospects.add(desk.store, [wanted], seconds(now))
    ask = desk.draft(added, friend, now)
    desk.approve(ask, added, friend, now, anyway=anyway)
    return asks.get(desk.store, ask.id)


def limited(*, per_day: int = 2, per_week: int = 50) -> outbox.Hold:
    limits = Limits(
        per_day=per_day,
        per_week=per_week,
        per_introducer_days=30,
        per_introducer_year=3,
        zone=UTC,
    )
    return outbox.Hold(limits=limits)


def caps_broken(desk: Desk, number: int, now: datetime) -> bool:
    wanted, friend = other_way(number)
    (added,) = prospects.add(desk.store, [wanted], seconds(now))
    findings = desk.lint(desk.draft(added, friend, now), added, friend, now)
    return any(one.code == "E03" and "a day" in one.text for one in findings)


def test_letters_approved_on_several_days_count_on_the_day_they_leave(desk: Desk) -> None:
    friday = NOW.replace(hour=19) + timedelta(days=3)
    for number in range(Caps().per_day):
        approved_on(desk, number, friday + timedelta(days=number), anyway="a test")

    assert friday.weekday() == 4
    assert caps_broken(desk, 7, friday + timedelta(days=2))


def test_caps_hold_when_the_clock_is_set_back(desk: Desk) -> None:
    for number in range(Caps().per_day):
        approved_on(desk, number, NOW, anyway="a test")

    assert caps_broken(desk, 7, NOW - timedelta(days=400))


def test_letters_that_missed_their_day_leave_within_the_days_limit(desk: Desk) -> None:
    for number in range(5):
        approved_on(desk, number, NOW, anyway="a test")
    sender, hold = FakeSender(), limited()

    for day, minute in product((1, 2, 3), range(4)):
        now = seconds(NOW, later=timedelta(days=day, minutes=minute))
        outbox.tick(desk.store, sender, now, hold)
        assert len(sender.taken) <= 2 * day

    assert len(sender.taken) == 5


def test_a_clock_set_back_after_sending_lets_no_more_go_than_a_day_may(desk: Desk) -> None:
    for number in range(4):
        approved_on(desk, number, NOW, anyway="a test")
    sender, hold = FakeSender(), limited()
    for days in (3, 3, 2, 2, 1, 1):
        outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(days=days)), hold)

    assert len(sender.taken) == 2


@pytest.mark.parametrize("second", [0, 1, 59])
def test_the_time_to_undo_is_never_shorter_than_promised(desk: Desk, second: int) -> None:
    now = NOW.replace(second=second)

    assert desk.slot(introducer(), now) - now >= UNDO
