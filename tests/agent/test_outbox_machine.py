"""Whatever the owner, the provider, the clock, the power and arriving mail do in whatever order:
nothing leaves that was not approved in these bytes, nothing leaves twice, nothing is lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from narrowcast.agent import answering, outbox
from narrowcast.agent.asking import Blocked, Desk
from narrowcast.agent.companions import Companions, again
from narrowcast.agent.core.asks import AskEvent, AskState, IllegalMove
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.limits import Limits
from narrowcast.agent.core.model import AddressKey, AskId, LetterPurpose, Time, seconds
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks, prospects, restoring
from narrowcast.agent.store import companions as beside
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.store.store import Store
from tests.agent.core.letter_samples import NOW, OWNER
from tests.agent.listening import FakeMailbox, Office, history, mail
from tests.agent.model_provider import INBOUND, SHOWS_WITHIN, Approved, Mood, Provider
from tests.agent.power import Power, until_cut
from tests.agent.test_caps import other_way

PER_DAY, PER_WEEK = 2, 3
MOST_ASKS = 4
LATEST_COPY = 7 * SHOWS_WITHIN - 1  # waited for, whatever the clock does
HOLD = outbox.Hold(
    limits=Limits(
        per_day=PER_DAY,
        per_week=PER_WEEK,
        per_introducer_days=1,
        per_introducer_year=50,
        zone=UTC,
    )
)
_NUMBERS = some.integers(0, MOST_ASKS - 1)
_CUTS = some.sampled_from([99, *range(1, 9)]) | some.just(99)
"""At which crash point the power fails; most often at none."""
_MINUTES = some.sampled_from([1, 11, 25, 60, 180, 600, 1440, 4 * 1440])
_OUT = {LetterState.SENT, LetterState.UNKNOWN, LetterState.SENDING}


class Life(RuleBasedStateMachine):
    """One owner's desk, the outbox, and the world around them."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(None, mention_key=bytes(32))
        self.store.set_owner(OWNER.addresses)
        self.now, self.paused = NOW, False
        self.minted, self.mails = count(), count(1)
        self.provider = Provider(
            now=lambda: self.now,
            paused=lambda: self.paused,
            most_a_day=PER_DAY,
            most_a_week=PER_WEEK,
            files_all=True,
        )
        self.said_again: set[str] = set()
        self.folder = TemporaryDirectory()
        self.restored = False
        self.backups: list[tuple[Path, int]] = []
        self.start()
        self.office = Office(self.store, self.desk, FakeMailbox())
        self.office.read(*history(), now=NOW)
        self.ever: set[str] = set()

    def start(self) -> None:
        """A new process: nothing of the former is left but the store."""
        mint = lambda: f"i{next(self.minted)}"  # noqa: E731
        self.desk = Desk(store=self.store, owner=OWNER, caps=Caps(per_day=PER_DAY), mint=mint)

    @initialize(
        files_all=some.booleans(),
        rewrites=some.booleans(),
        delay=some.sampled_from([0, 60, 300, 900, 2500, LATEST_COPY]),
        wanted=some.lists(_NUMBERS, min_size=1, unique=True),
    )
    def begin(self, files_all: bool, rewrites: bool, delay: int, wanted: list[int]) -> None:
        self.provider.files_all, self.provider.rewrites = files_all, rewrites
        self.provider.delay = delay
        for number in range(MOST_ASKS):
            (about, _), (_, friend) = other_way(number), other_way(number // 2)
            (added,) = prospects.add(self.store, [about], seconds(self.now))
            self.desk.draft(added, friend, self.now)
        for number in wanted:
            self.approve(number, "a test" if number % 2 else "", 99)
        self.back_up()

    # ---- the owner -------------------------------------------------------------------------------

    @rule(number=_NUMBERS, anyway=some.sampled_from(["a test", ""]), cut=_CUTS)
    def approve(self, number: int, anyway: str, cut: int) -> None:
        if not (ask := self._ask(number)) or ask.state is not AskState.DRAFTED:
            return
        wanted = prospects.find(self.store, str(ask.prospect))
        _, friend = other_way(_friend_of(ask.introducer_address))
        with self._power(cut), suppress(Blocked):
            self.desk.approve(ask, wanted, friend, self.now, anyway=anyway)
        self._note_approvals()

    @rule(number=_NUMBERS, what=some.sampled_from(["undo", "edit", "drop"]), cut=_CUTS)
    def change_ones_mind(self, number: int, what: str, cut: int) -> None:
        if not (ask := self._ask(number)):
            return
        with self._power(cut), suppress(InputError, IllegalMove):
            match what:
                case "undo":
                    self.desk.undo(ask.id, self.now)
                case "edit":
                    self.desk.edit(ask.id, "Other", "Other words", self.now)
                case _:
                    self.desk.drop(ask.id, self.now)
        self._note_approvals()

    @rule(number=_NUMBERS)
    def settle_as_it_was(self, number: int) -> None:
        letter = letters.letter_of(self.store, AskId(number + 1))
        if letter is None or letter.state is not LetterState.UNKNOWN:
            return
        came = self.provider.came(letter.message_id)
        event = AskEvent.LEFT if came else AskEvent.FOUND_UNSENT
        with suppress(IllegalMove):
            self.desk.settle(letter.ask, event, self.now)
        self._note_approvals()

    @rule(number=_NUMBERS)
    def let_it_leave_again(self, number: int) -> None:
        """The owner does not know whether it left, and would rather have it come twice."""
        place = Place(AskId(number + 1))
        letter = letters.letter_of(self.store, place.ask)
        if letter is None or letter.state is not LetterState.UNKNOWN:
            return
        again(self.desk, place, self.now)
        self.provider.again.add(letter.message_id)
        self.said_again.add(letter.message_id)
        self._note_approvals()

    @rule(what=some.sampled_from(["undo", "edit", "drop"]), cut=_CUTS)
    def change_ones_mind_beside(self, what: str, cut: int) -> None:
        written = Companions(self.desk)
        for one in letters.letters(self.store, LetterState.PLANNED):
            if not one.letter:
                continue
            with self._power(cut), suppress(InputError, IllegalMove):
                match what:
                    case "undo":
                        written.undo(one.letter, self.now)
                    case "edit":
                        written.edit(one.letter, "Other", "Other words", self.now)
                    case _:
                        written.drop(one.letter, self.now)
        self._note_approvals()

    @rule()
    def back_up(self) -> None:
        self.backups.append((self._copied(), seconds(self.now)))

    @rule(number=_NUMBERS)
    def disk_changes_a_letter(self, number: int) -> None:
        """What stands approved is not what lies there any more."""
        with self.store.writing():
            self.store.conn.execute(
                "UPDATE outbox SET raw = CAST(raw || 'x' AS BLOB) WHERE ask = ? AND state = ?",
                (number + 1, LetterState.PLANNED),
            )

    @precondition(lambda self: self.backups and not self.restored)
    @rule(which=some.integers(0, 9))
    def restore(self, which: int) -> None:
        """As `restore` does once it has checked the files, and with the pause it begins."""
        backup, made = self.backups[which % len(self.backups)]
        present, new = self._copied(), Path(self.folder.name, f"{next(self.minted)}.db")
        shutil.copy(backup, new)
        self.store.close()
        self.store = Store.open(new, mention_key=bytes(32), former=False)
        self.store.set_owner(OWNER.addresses)
        restoring.carry(self.store, present)
        waited = letters.letters(self.store, LetterState.PLANNED)
        self.provider.held = {one.message_id for one in waited}
        restoring.hold(self.store, Time(made), "a restore")
        self.start()
        self.office = replace(self.office, store=self.store, desk=self.desk)
        self.paused = self.restored = True
        self._note_approvals()

    @rule(number=_NUMBERS, purpose=some.sampled_from(LetterPurpose), cut=_CUTS)
    def write_beside(self, number: int, purpose: LetterPurpose, cut: int) -> None:
        ask, written = self._ask(number), Companions(self.desk)
        if ask is None or purpose is LetterPurpose.ASK:
            return
        with self._power(cut), suppress(InputError, IllegalMove):
            written.draft(ask, purpose, self.now)
        for one in beside.pending(self.store):
            with self._power(cut), suppress(InputError, IllegalMove):
                written.approve(one, self.now, anyway="a test")
        self._note_approvals()

    @rule(mood=some.sampled_from([Mood.LOSES_ANSWER, Mood.LOSES_LETTER]), hours=some.integers(1, 9))
    def a_day_of_bad_lines(self, mood: Mood, hours: int) -> None:
        """What is due leaves with its answer lost; hours later it is looked up."""
        self.paused = False
        self.tick(1440, mood, False, 99)
        self.ticks(60 * hours, 2)

    @rule()
    def pause_or_go_on(self) -> None:
        self.paused = not self.paused

    # ---- the program and the world ---------------------------------------------------------------

    @rule(hours=some.sampled_from([-1, -5, -24, -48]))
    def clock_is_set_back(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(minutes=_MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.provider.clock += 60 * minutes

    @rule(minutes=_MINUTES, mood=some.sampled_from(Mood), hand=some.booleans(), cut=_CUTS)
    def tick(self, minutes: int, mood: Mood, hand: bool, cut: int) -> None:
        self.time_passes(minutes)
        self.provider.mood = mood
        with self._power(cut):
            self._tick(by_hand=hand)

    @rule(minutes=_MINUTES, times=some.integers(1, 4))
    def ticks(self, minutes: int, times: int) -> None:
        """Nothing happens for a while but what is due."""
        for _ in range(times):
            self.tick(minutes, Mood.TAKES, False, 99)

    @rule(number=_NUMBERS, what=some.sampled_from(INBOUND))
    def mail_arrives(self, number: int, what: tuple[str, str, str]) -> None:
        author, text, server = what
        letter = letters.letter_of(self.store, AskId(number + 1))
        came = mail(
            5000 + next(self.mails),
            author.format(number // 2),
            text=text.format(number // 2),
            answers=letter.message_id if letter else "",
            at=self.now,
            server=server,
        )
        with self._nothing_approved_nor_sent():
            self.office.read(came, now=self.now)

    @rule()
    def mailbox_is_read_anew(self) -> None:
        self.office.mailbox.expired = True
        with self._nothing_approved_nor_sent():
            self.office.read(now=self.now)

    @rule()
    def time_does_its_part(self) -> None:
        with self._nothing_approved_nor_sent():
            answering.pass_time(self.store, self.now)

    # ---- what always holds -----------------------------------------------------------------------

    @invariant()
    def what_is_sent_did_arrive(self) -> None:
        for letter in letters.letters(self.store, LetterState.SENT):
            assert self.provider.came(letter.message_id)

    @invariant()
    def what_arrived_is_never_taken_for_unsent(self) -> None:
        states = {one.message_id: one.state for one in letters.letters(self.store)}
        for one in self.provider.taken:
            if one.message_id not in self.said_again:
                assert states[one.message_id] in _OUT

    def teardown(self) -> None:
        """Let the storm end: every letter that was approved ends somewhere."""
        self.paused, self.provider.mood = False, Mood.TAKES
        for _ in range(60):
            self.time_passes(600)
            self._tick(by_hand=False)
        open_ = (LetterState.PLANNED, LetterState.SENDING)
        assert not any(letters.letters(self.store, state) for state in open_)
        for letter in letters.letters(self.store, LetterState.UNKNOWN):
            given_to_it = letter.carrier != restoring.CARRIER
            assert not (self.provider.files_all and given_to_it) or letter.missed
        for one in asks.every(self.store):
            assert one.state not in {AskState.APPROVED, AskState.SCHEDULED, AskState.SENDING}
        self.what_is_sent_did_arrive()
        self.what_arrived_is_never_taken_for_unsent()
        self.store.close()
        self.folder.cleanup()

    # ---- how -------------------------------------------------------------------------------------

    def _ask(self, number: int) -> asks.Ask | None:
        return next((one for one in asks.every(self.store) if one.id == number + 1), None)

    def _copied(self) -> Path:
        copy = Path(self.folder.name, f"{next(self.minted)}.db")
        self.store.conn.execute("VACUUM INTO ?", (str(copy),))
        return copy

    def _tick(self, *, by_hand: bool) -> None:
        hold = replace(HOLD, paused=lambda: "it is paused" if self.paused else "")
        now = seconds(self.now)
        outbox.tick(self.store, self.provider, now, hold, carrier="work", by_hand=by_hand)

    @contextmanager
    def _nothing_approved_nor_sent(self) -> Iterator[None]:
        before = self._rows(), len(self.provider.taken)
        yield
        assert (self._rows(), len(self.provider.taken)) == before

    def _rows(self) -> tuple[int, ...]:
        tables = ("approval", "outbox")
        counted = (self.store.conn.execute(f"SELECT count(*) FROM {one}") for one in tables)
        return tuple(int(one.fetchone()[0]) for one in counted)

    @contextmanager
    def _power(self, cut: int) -> Iterator[None]:
        power = Power(cut)
        with until_cut(power):
            yield
        if power.failed:
            self.store.conn.rollback()
            self.start()

    def _note_approvals(self) -> None:
        """Write down what stands approved, after something the owner did."""
        withdrawn = "SELECT sha256 FROM approval WHERE withdrawn IS NULL"
        standing = {sha for (sha,) in self.store.conn.execute(withdrawn)}
        self.provider.approved = {
            one.message_id: Approved.of(one, letters.overridden(self.store, one))
            for one in letters.letters(self.store)
            if one.sha256 in standing and one.state is not LetterState.RECALLED
        }


def _friend_of(address: AddressKey) -> int:
    return int(address.removeprefix("friend").partition("@")[0])


_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.mark.parametrize(
    ("examples", "steps"),
    [
        pytest.param(15, 25, id="short"),
        pytest.param(500, 40, id="long", marks=pytest.mark.soak),
    ],
)
def test_nothing_unapproved_or_twice_or_lost_in_any_order_of_events(
    examples: int, steps: int
) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            database=None,
            suppress_health_check=_CHECKS,
        ),
    )


def test_a_bounce_of_who_was_never_met_by_mail_stops_no_reading() -> None:
    life = Life()
    life.begin(True, False, 0, [1])
    life.ticks(60, 2)

    life.mail_arrives(1, INBOUND[3])
    life.mailbox_is_read_anew()

    life.teardown()
