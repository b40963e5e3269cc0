"""Whatever happens in an account, and wherever reading breaks off, what is kept is what is there.

Nothing happens while a list is broken off: myworld's page tokens count places, and its sync token
begins at the last page, so it would lose what Google would tell later. Nor does it tell in a delta
of more than a year of a series.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

import pytest

from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired, RateLimited, Transient
from narrowcast.connectors.google import settings
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.calendars import Calendars
from narrowcast.connectors.google.contacts import CONTACTS, Contacts
from narrowcast.connectors.promises import kept_after
from narrowcast.connectors.records import Record, RemoteId
from tests.connectors.google.hasty import hasty
from tests.servers.gate_faults import Fault
from tests.servers.google import START, GoogleWorld
from tests.servers.google_host import USER

CALENDAR = Scope(id=ScopeId(f"calendar:{USER}"), name=USER)
STEPS = 40
PASSING = [
    Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.TRUNCATED, Fault.UNAVAILABLE, Fault.NOT_JSON,
    Fault.RATE_429, Fault.RATE_403, Fault.GATEWAY_TIMEOUT,
]  # fmt: skip


@dataclass
class Ledger:
    """What an engine keeps of one scope, marks and sweeps included."""

    source: Connector
    scope: Scope
    kept: dict[RemoteId, Record] = field(default_factory=dict[RemoteId, Record])
    named: set[RemoteId] = field(default_factory=set[RemoteId])
    cursor: Cursor | None = None
    broken_off: bool = False

    def pull(self, budget: Budget, pages: int | None = None) -> None:
        """Keep *pages* of what is new, all of them where none is said; faults end it, too."""
        self.broken_off = True
        try:
            taken = 0
            for page in islice(self.source.pull(self.scope, self.cursor, budget), pages):
                self._keep(page)
                taken += 1
            self.broken_off = taken == pages
        except CursorExpired:
            self.cursor, self.named = None, set()
        except (Transient, RateLimited):
            pass

    def _keep(self, page: Page) -> None:
        self.named.update(page.still)
        for one in page.upserts:
            self.kept[one.remote_id] = one
            self.named.add(one.remote_id)
        for gone in page.deletes:
            self.kept.pop(gone, None)
        if page.snapshot is Snapshot.COMPLETE:
            for stale in self.kept.keys() - self.named:
                del self.kept[stale]
        self.cursor = page.cursor

    def settle(self) -> None:
        """Pull until nothing is new."""
        for _ in range(5):
            self.pull(Budget())


@dataclass
class Diary:
    """What an owner does with a calendar."""

    world: GoogleWorld
    chance: random.Random
    known: list[str] = field(default_factory=list[str])

    def step(self) -> None:
        act = self.chance.choice([self.add, self.add, self.series, self.change, self.delete])
        act()

    def add(self) -> None:
        self.known.append(self.world.add_event(self.event()))

    def series(self) -> None:
        rule = self.chance.choice(["WEEKLY;COUNT=4", "MONTHLY;COUNT=9", "DAILY;COUNT=3"])
        self.world.add_event(self.event() | {"recurrence": [f"RRULE:FREQ={rule}"]})

    def change(self) -> None:
        if self.known:
            self.world.change_event(self.chance.choice(self.known), self.event())

    def delete(self) -> None:
        if self.known:
            taken = self.known.pop(self.chance.randrange(len(self.known)))
            self.world.delete_event(taken)

    def event(self, days: int = 0) -> dict[str, object]:
        """A meeting in *days*; where none are said, at any time, also outside the window."""
        days = days or self.chance.choice([-3_000, -40, 1, 9, 200, 900])
        start = START + timedelta(days=days)
        return {
            "summary": f"M{self.chance.randrange(1_000)}",
            "start": {"dateTime": start.isoformat(), "timeZone": "UTC"},
            "end": {"dateTime": (start + timedelta(hours=1)).isoformat(), "timeZone": "UTC"},
            "attendees": [{"email": f"g{self.chance.randrange(9)}@acme.test"}],
        }


@dataclass
class Book:
    """What an owner does with contacts."""

    world: GoogleWorld
    chance: random.Random
    known: list[str] = field(default_factory=list[str])

    def step(self) -> None:
        act = self.chance.choice([self.add, self.add, self.change, self.delete, self.expire])
        act()

    def add(self) -> None:
        number = self.chance.randrange(10_000)
        self.known.append(self.world.add_contact(f"Name {number}", f"a{number}@acme.test"))

    def change(self) -> None:
        if self.known:
            address = f"new{self.chance.randrange(10_000)}@acme.test"
            one = self.chance.choice(self.known)
            self.world.change_contact(one, emailAddresses=[{"value": address}])

    def delete(self) -> None:
        if self.known:
            taken = self.known.pop(self.chance.randrange(len(self.known)))
            self.world.delete_contact(taken)

    def expire(self) -> None:
        if self.chance.random() < 0.2:
            self.world.expire_sync_tokens()


@pytest.fixture
def api(google_world: GoogleWorld) -> Iterator[Api]:
    made = hasty(google_world, settings.read(google_world.options()))
    yield made
    made.close()


def live(
    world: GoogleWorld, ledger: Ledger, step: Callable[[], None], chance: random.Random
) -> None:
    """A while in which things happen, and the reading goes on between them as it can."""
    for _ in range(STEPS):
        if not ledger.broken_off:
            step()
        if chance.random() < 0.15:
            world.advance(days=chance.choice([0.1, 2, 12]))
        if chance.random() < 0.3:
            world.faults.next("*.list", chance.choice(PASSING), times=chance.choice([1, 1, 6]))
        if chance.random() < 0.6:
            budget = Budget(page_records=chance.choice([1, 2, 50]))
            ledger.pull(budget, chance.choice([1, 2, None]))
        if chance.random() < 0.05:
            world.faults.next("calendar.events.list", Fault.GONE)
    world.faults.clear()
    world.advance(seconds=2)
    ledger.settle()


@pytest.mark.parametrize("seed", range(8))
def test_a_calendar_is_kept_as_it_is(google_world: GoogleWorld, api: Api, seed: int) -> None:
    chance = random.Random(seed)
    source = Calendars(api, settings.read(google_world.options()), sheet=3)
    ledger = Ledger(source, CALENDAR)

    diary = Diary(google_world, chance)
    google_world.add_event(diary.event(9))

    live(google_world, ledger, diary.step, chance)

    assert ledger.kept == kept_after(source.pull(CALENDAR, None, Budget()))
    assert ledger.kept


@pytest.mark.parametrize("seed", range(8))
def test_contacts_are_kept_as_they_are(google_world: GoogleWorld, api: Api, seed: int) -> None:
    chance = random.Random(seed)
    source = Contacts(api, settings.read(google_world.options()), sheet=3)
    ledger = Ledger(source, CONTACTS)

    google_world.add_contact("Who Stays", "stays@acme.test")

    live(google_world, ledger, Book(google_world, chance).step, chance)

    assert ledger.kept == kept_after(source.pull(CONTACTS, None, Budget()))
    assert ledger.kept
