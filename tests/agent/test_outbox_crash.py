"""Power may fail before any statement between approval and sent: one letter leaves, never two."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.compose import approved_hash
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.store.store import Store
from narrowcast.connectors.maildir import MaildirSender
from tests.agent.core.letter_samples import NOW, OWNER, introducer, prospect

ASK = AskId(1)
FILE_CALLS = ("open", "mkdir", "fdopen", "fsync", "replace")
MOST_STEPS = 200


class PowerCut(BaseException):
    """The machine stops here."""


@dataclass
class Power:
    """Fails before step *at* (from 1 on); what is tried afterwards fails as well."""

    at: int
    steps: int = 0
    names: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        self.steps += 1
        self.names.append(name)
        if self.steps >= self.at:
            raise PowerCut(name)


class Wired:
    """A connection each of whose statements is a step; a rollback is what a power cut does."""

    def __init__(self, conn: sqlite3.Connection, power: Power) -> None:
        self._conn, self._power = conn, power

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        self._power.step(sql.partition("(")[0][:40])
        return self._conn.execute(sql, *arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


@contextmanager
def on(power: Power, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have every statement of *store* and every change of a file depend on *power*."""
    conn = cast("sqlite3.Connection", Wired(store.conn, power))

    def wired(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            power.step(name)
            return call(*arguments, **named)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(store, "conn", conn)
        patch.setattr(store.db, "conn", conn)
        for name in FILE_CALLS:
            patch.setattr(os, name, wired(name, getattr(os, name)))
        yield


@dataclass
class Machine:
    """One owner's files; each `started` is a new process on them."""

    folder: Path
    minted: Iterator[int] = field(default_factory=count)

    @contextmanager
    def started(self) -> Iterator[Desk]:
        with Store.open(self.folder / "narrowcast.db", mention_key=bytes(32)) as store:
            yield Desk(store=store, owner=OWNER, caps=Caps(), mint=lambda: f"i{next(self.minted)}")

    def drafted(self) -> None:
        with self.started() as desk:
            (wanted,) = prospects.add(desk.store, [prospect()], Time(int(NOW.timestamp())))
            desk.draft(wanted, introducer(), NOW)

    def approve_and_send(self, desk: Desk, minutes: int) -> None:
        """What the owner and the next ticks do, from wherever the ask stands."""
        if asks.get(desk.store, ASK).state is AskState.DRAFTED:
            desk.approve(asks.get(desk.store, ASK), prospect(), introducer(), NOW, anyway="a test")
        now = NOW + timedelta(minutes=minutes)
        outbox.tick(desk.store, MaildirSender(self.folder / "outbox"), Time(int(now.timestamp())))

    def filed(self) -> list[bytes]:
        boxes = (self.folder / "outbox" / "new", self.folder / "outbox" / "cur")
        return [one.read_bytes() for box in boxes if box.exists() for one in box.iterdir()]


def cut(machine: Machine, at: int, minutes: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Approve and send until the power fails before step *at*; return the steps there were."""
    power = Power(at)
    with machine.started() as desk:
        try:
            with on(power, desk.store, monkeypatch):
                machine.approve_and_send(desk, minutes)
        except PowerCut:
            desk.store.conn.rollback()
    return power.names


def after_a_cut(folder: Path, at: int, minutes: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cut before step *at*, start again, and check that one approved letter left."""
    folder.mkdir()
    machine = Machine(folder)
    machine.drafted()
    names = cut(machine, at, 20, monkeypatch)
    with machine.started() as desk:
        for _ in range(3):
            machine.approve_and_send(desk, minutes)

        (filed,) = machine.filed()
        (letter,) = letters.letters(desk.store, LetterState.SENT)
        assert asks.get(desk.store, ASK).state is AskState.SENT
        assert approved_hash(filed) == letter.sha256
        assert letters.approved_at(desk.store, letter, Time(0)) is not None
        assert len(letters.letters(desk.store)) == 1
    return names


@pytest.mark.parametrize(
    "minutes", [pytest.param(21, id="at-once"), pytest.param(300, id="hours-later-redated")]
)
def test_a_power_cut_anywhere_loses_no_letter_and_sends_none_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    names: list[str] = []
    for at in range(1, MOST_STEPS):
        names = after_a_cut(tmp_path / str(at), at, minutes, monkeypatch)
        if len(names) < at:
            break

    assert {"COMMIT", *FILE_CALLS} <= set(names)
    assert len(names) < MOST_STEPS - 1


def test_a_letter_taken_away_before_the_program_noted_it_is_not_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Machine(tmp_path / "whole")
    whole.folder.mkdir()
    whole.drafted()
    steps = cut(whole, MOST_STEPS, 20, monkeypatch)
    machine = Machine(tmp_path / "cut")
    machine.folder.mkdir()
    machine.drafted()
    cut(machine, steps.index("replace") + 2, 20, monkeypatch)
    (taken,) = (machine.folder / "outbox" / "new").iterdir()
    taken.unlink()

    with machine.started() as desk:
        machine.approve_and_send(desk, 21)

        assert asks.get(desk.store, ASK).state is AskState.SENT
        assert machine.filed() == []
