"""Whatever happens in a mailbox, and wherever reading breaks off, what is kept is what is there.

Nothing is taken away while a listing is broken off: myworld's page tokens count places, so it would
pass over what Google lists.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest

from narrowcast.connectors.base import Budget
from narrowcast.connectors.google import mail, place
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.records import RemoteId
from tests.connectors.google.mailboxes import GET, SCOPE, Opener, budget, mails
from tests.connectors.google.test_any_history import PASSING, Ledger
from tests.servers.google import GoogleWorld

STEPS = 30


@dataclass
class Mails(Ledger):
    """What an engine keeps of a mailbox; it tells which mails it knows."""

    def asked(self, chance: random.Random) -> Budget:
        """What the next pull may do."""
        size = chance.choice([1, 2, 50])
        return budget(page_records=size, known=self._known, deep=chance.random() < 0.1)

    @property
    def is_listing(self) -> bool:
        return self.cursor is None or place.read(self.cursor).listing

    def _known(self, asked: Collection[RemoteId]) -> frozenset[RemoteId]:
        return frozenset(one for one in asked if one in self.kept)


@dataclass
class Owner:
    """What becomes of the mails of a world."""

    world: GoogleWorld
    chance: random.Random
    there: list[str] = field(default_factory=list[str])
    thrown: list[str] = field(default_factory=list[str])

    def come(self) -> None:
        subject = f"S{self.chance.randrange(1_000)}"
        self.there.append(self.world.deliver(subject=subject))

    def go(self) -> None:
        if self.there:
            self.world.delete(self._any(self.there))

    def throw(self) -> None:
        if self.there:
            self.thrown.append(self._any(self.there))
            self.world.label(self.thrown[-1], add=["TRASH"])

    def fetch_back(self) -> None:
        if self.thrown:
            self.there.append(self._any(self.thrown))
            self.world.label(self.there[-1], remove=["TRASH"])

    def wait_long(self) -> None:
        self.world.expire_history()
        self.there = [one for one in self.world.ids() if one not in self.thrown]

    def _any(self, ids: list[str]) -> str:
        return ids.pop(self.chance.randrange(len(ids)))


@pytest.fixture
def account(google_world: GoogleWorld, open_account: Opener) -> GoogleConnector:
    """The account of a world with some mail in it."""
    google_world.load(mails(7))
    return open_account()


@pytest.mark.parametrize("seed", range(8))
def test_a_mailbox_is_kept_as_it_is(
    google_world: GoogleWorld,
    account: GoogleConnector,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail, "_DELETES", 2)  # in one page, so that their telling breaks off, too
    monkeypatch.setattr(mail, "_LISTED", 3)
    chance = random.Random(seed)
    ledger, owner = Mails(account, SCOPE), Owner(google_world, chance, google_world.ids())
    for _ in range(STEPS):
        if not ledger.is_listing:
            acts = [owner.come, owner.come, owner.go, owner.throw, owner.fetch_back]
            for act in chance.choices(acts, k=chance.choice([1, 1, 5])):
                act()
            if chance.random() < 0.06:
                owner.wait_long()
        if chance.random() < 0.2:
            google_world.faults.next(chance.choice([GET, "*.list"]), chance.choice(PASSING))
        if chance.random() < 0.8:
            ledger.pull(ledger.asked(chance), chance.choice([1, 1, 2, None]))
    google_world.faults.clear()
    ledger.settle()

    assert set(ledger.kept) == set(owner.there)
    assert ledger.kept
