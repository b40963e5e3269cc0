"""A set-up on disk whose letters are approved, sent, backed up and restored."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from narrowcast.agent import backup, outbox, secrets
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AskId
from narrowcast.agent.places import Places
from narrowcast.agent.restore import Restored, restore
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store.store import Store
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect
from tests.agent.posting import FakeSender, seconds

LATER = NOW + timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class SetUp:
    """One owner's folder."""

    places: Places

    @classmethod
    def make(cls, folder: Path) -> SetUp:
        return cls(Places(config=folder / "config.toml", data=folder, outbox=folder / "outbox"))

    @contextmanager
    def desk(self) -> Generator[Desk]:
        key = secrets.mention_key(self.places.data, store=self.places.store)
        with Store.open(self.places.store, mention_key=key) as store:
            yield Desk(store=store, owner=OWNER, caps=Caps())

    def draft(self, about: str = "Jonas Weber") -> AskId:
        with self.desk() as desk:
            wish = replace(prospect(), name=about)
            (wanted,) = prospects.add(desk.store, [wish], seconds(NOW))
            return desk.draft(wanted, introducer(), NOW).id

    def approve(self, ask: AskId) -> None:
        with self.desk() as desk:
            found = asks.get(desk.store, ask)
            desk.approve(found, prospect(), introducer(), NOW, anyway="a test")

    def tick(self, sender: FakeSender, after: timedelta = timedelta(minutes=20)) -> None:
        with self.desk() as desk:
            outbox.tick(desk.store, sender, seconds(NOW, later=after))

    def state(self, ask: AskId) -> AskState:
        with self.desk() as desk:
            return asks.get(desk.store, ask).state

    def review(self, ask: AskId) -> str:
        with self.desk() as desk:
            return asks.get(desk.store, ask).needs_review

    def back_up(self) -> Path:
        return backup.make(self.places, self.places.data / "backups", NOW).path

    def restore(self, path: Path) -> Restored:
        return restore(self.places, path, LATER)

    def damage(self) -> None:
        self.places.store.write_bytes(b"no database at all" * 1000)
        for side in ("-wal", "-shm"):
            Path(f"{self.places.store}{side}").unlink(missing_ok=True)
