"""Staying beside accounts: whose turn it is when, who is called back, what a fault costs."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Mapping
from threading import Event

import pytest

from narrowcast.agent import watching
from narrowcast.agent.errors import Busy
from narrowcast.agent.sittings import Account
from narrowcast.agent.watching import POLL_SECONDS, PULSE_SECONDS, Scopes, Ticked
from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.errors import Transient
from tests.agent.fake_server import FakeFiles, FakeMail, FakeServer

INBOX = frozenset({ScopeId("inbox")})
Told = tuple[float, dict[str, Scopes]]


class Hands:
    """A clock that only the test moves, and a tick that writes down when it was asked what."""

    def __init__(self, *script: Callable[[Hands], Ticked | None]) -> None:
        self.now = 1000.0
        self.step = 0.0
        """By how much the clock moves whenever it is read."""
        self.told: list[Told] = []
        self.stop = Event()
        self._script = list(script)

    def clock(self) -> float:
        self.now += self.step
        return self.now

    def tick(self, what: Mapping[str, Scopes], /) -> Ticked:
        self.told.append((self.now - 1000, dict(what)))
        done = self._script.pop(0)(self) if self._script else None
        if not self._script:
            self.stop.set()
        return done or Ticked()

    def watch(self, *accounts: Account) -> list[Told]:
        guard = threading.Timer(10, self.stop.set)
        guard.start()
        watching.watch(
            accounts, self.tick, self.stop, clock=self.clock, chance=lambda: 0.0, nap=0.002
        )
        guard.cancel()
        guard.join()
        return self.told


def server(*folders: str) -> tuple[FakeServer, Account]:
    made = FakeServer(**{name: [] for name in folders or ("inbox",)})
    return made, Account("mail", "fake", FakeMail(made))


def nothing(_: Hands) -> None:
    return None


def passing(seconds: float) -> Callable[[Hands], None]:
    """From here on, time passes."""

    def move(hands: Hands) -> None:
        hands.step = seconds

    return move


def test_everything_is_read_first_and_then_what_is_heard_of() -> None:
    made, account = server("inbox", "sent")

    def deliver(hands: Hands) -> None:
        made.news.put("inbox")
        hands.step = 0.001

    told = Hands(deliver, nothing).watch(account)

    assert [what for _, what in told] == [{"mail": None}, {"mail": INBOX}]


def test_who_tells_nothing_is_asked_every_few_minutes() -> None:
    files = Account("files", "fake", FakeFiles(FakeServer(inbox=[])))

    told = Hands(passing(1.0), *[nothing] * 12).watch(files)

    assert [round(when / POLL_SECONDS) for when, what in told if what] == [0, 1]


def test_the_outbox_is_looked_at_in_between() -> None:
    files = Account("files", "fake", FakeFiles(FakeServer(inbox=[])))

    told = Hands(passing(1.0), nothing, nothing).watch(files)

    assert [what for _, what in told] == [{"files": None}, {}, {}]
    assert told[2][0] - told[1][0] == pytest.approx(PULSE_SECONDS, abs=5)


def test_an_account_that_has_to_wait_is_left_alone_that_long() -> None:
    made, account = server()

    def limited(hands: Hands) -> Ticked:
        hands.step = 1.0
        made.news.put("inbox")  # nobody listens
        return Ticked(rest={"mail": 100.0})

    told = Hands(limited, *[lambda _: Ticked(rest={"mail": 50.0})] * 3, nothing).watch(account)

    assert [when for when, what in told if what][1] == pytest.approx(100, abs=5)
    assert made.calls["wait"] == 0


def test_what_was_not_finished_goes_on_at_once() -> None:
    _, account = server()

    def first(hands: Hands) -> Ticked:
        hands.step = 0.05
        return Ticked(left={"mail": INBOX})

    told = Hands(first, nothing).watch(account)

    assert [what for _, what in told] == [{"mail": None}, {"mail": INBOX}]
    assert told[1][0] < 1.0


def test_a_store_that_somebody_else_holds_is_waited_for(tmp_path: object) -> None:
    _, account = server()

    def busy(hands: Hands) -> None:
        hands.step = 0.1
        raise Busy(tmp_path)  # type: ignore[arg-type]  # shown only

    told = Hands(busy, busy, nothing).watch(account)

    assert [what for _, what in told] == [{"mail": None}] * 3
    assert told[2][0] >= 2 * watching.BUSY_SECONDS


def test_a_broken_waiting_leads_to_a_reading_later_each_time() -> None:
    made, account = server()
    made.faults["wait"] = [Transient("gone")] * 99

    told = Hands(passing(0.05), nothing, nothing, nothing, nothing).watch(account)

    read = [when for when, what in told if what]
    gaps = [after - before for before, after in itertools.pairwise(read)]
    assert [gap >= least for gap, least in zip(gaps, (2, 4, 8), strict=False)] == [True] * 3


def test_nobody_waits_while_his_account_is_read() -> None:
    made, account = server()
    waiting = Waits(made)
    account = Account("mail", "fake", waiting)
    seen: list[int] = []

    def look(hands: Hands) -> None:
        seen.append(waiting.inside)
        made.news.put("inbox")
        hands.step = 0.001

    Hands(look, look, look, look).watch(account)

    assert seen == [0, 0, 0, 0]


class Waits(FakeMail):
    """Counts who waits."""

    inside = 0

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        self.inside += 1
        try:
            return super().wait(scopes, seconds, stop)
        finally:
            self.inside -= 1


def test_the_end_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    _, account = server()

    Hands(passing(1.0), nothing).watch(account)

    assert threading.active_count() <= before


def test_a_fault_in_a_tick_ends_the_watch() -> None:
    _, account = server()

    def fail(_: Hands) -> None:
        raise RuntimeError("disk on fire")

    with pytest.raises(RuntimeError, match="on fire"):
        Hands(fail, nothing).watch(account)


class Deaf(FakeMail):
    """Comes back from waiting only some time after it was called, as from a dead connection."""

    def __init__(self, made: FakeServer, until: Event, called: Event) -> None:
        super().__init__(made)
        self._until, self._called = until, called

    def wait(self, scopes: Collection[Scope], seconds: float, stop: Event) -> frozenset[ScopeId]:
        stop.wait()
        self._called.set()
        self._until.wait()
        return frozenset()


def test_who_comes_back_late_is_read_and_who_does_not_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "LEAVING_SECONDS", 0.05)
    called, never = Event(), Event()
    late = Deaf(FakeServer(inbox=[]), until=called, called=Event())
    dead = Deaf(FakeServer(inbox=[]), until=never, called=called)
    accounts = [Account("late", "fake", late), Account("dead", "fake", dead)]

    told = Hands(passing(1.0), *[nothing] * 12).watch(*accounts)
    never.set()

    assert [what for _, what in told if what][:2] == [{"late": None, "dead": None}, {"late": None}]


def test_a_broken_waiting_is_not_begun_again_because_others_are_read() -> None:
    made, account = server()
    made.faults["wait"] = [Transient("gone")] * 999
    files = Account("files", "fake", FakeFiles(FakeServer(inbox=[])))
    waited: list[tuple[int, int]] = []

    def look(hands: Hands) -> None:
        reads = sum("mail" in what for _, what in hands.told)
        waited.append((made.calls["wait"], reads))

    Hands(passing(0.5), *[look] * 40).watch(account, files)

    assert all(begun <= reads for begun, reads in waited)


@pytest.mark.parametrize(
    ("what", "first"),
    [(["work"], True), (["work", "home"], False), (["home"], False), ([], False)],
    ids=["unread", "one of them read", "read", "a pulse"],
)
def test_only_the_first_reading_of_an_account_is_as_by_hand(what: list[str], first: bool) -> None:
    assert watching.is_first(what, {"work"}) is first


def test_after_a_sleep_everything_is_read_anew() -> None:
    _, account = server()
    hands = Hands(nothing, nothing)
    slept = iter((False, False, True))

    watching.watch(
        [account],
        hands.tick,
        hands.stop,
        clock=hands.clock,
        chance=lambda: 0.0,
        nap=0.002,
        afresh=lambda: next(slept, False),
    )

    assert hands.told == [(0, {"mail": None}), (0, {"mail": None})]
