"""Whatever a server does between and during syncs, the last one ends with what is on it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.model import Time
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Advance, Manners
from narrowcast.connectors.errors import (
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.records import Message
from tests.agent.fake_server import FakeMail, FakeServer, FrugalMail
from tests.agent.mailroom import KEY, OWNER
from tests.agent.serving import NOW, PEOPLE, located, mail, read

FOLDERS = ("inbox", "archive")
FAULTS = (
    Transient("down"),
    Skippable("locked"),
    RateLimited(5),
    NeedsLogin("mail"),
    CursorExpired("gone"),
    ValueError("odd"),
)
steps = st.one_of(
    st.tuples(st.just("deliver"), st.sampled_from(FOLDERS), st.sampled_from(PEOPLE)),
    st.tuples(st.just("delete"), st.sampled_from(FOLDERS), st.integers(0, 9)),
    st.tuples(st.just("move"), st.sampled_from(FOLDERS), st.integers(0, 9)),
    st.tuples(st.just("reset"), st.sampled_from(FOLDERS), st.none()),
    st.tuples(st.just("forget"), st.sampled_from(FOLDERS), st.none()),
    st.tuples(st.just("sync"), st.none(), st.none()),
    st.tuples(st.just("kill"), st.none(), st.integers(1, 3)),
    st.tuples(
        st.just("fail"),
        st.sampled_from(("scopes", "pull", "page", "text")),
        st.sampled_from(FAULTS),
    ),
)


class Run:
    """One server, one store and the hours between syncs."""

    def __init__(self, store: Store, kind: type[FakeMail]) -> None:
        self.store, self.server = store, FakeServer(**{name: [] for name in FOLDERS})
        self.kind = kind
        self.now, self.delivered, self.seen = NOW, 0, set[str]()

    def step(self, what: str, where: str | None, which: object) -> None:
        match what, where, which:
            case "deliver", str(), str():
                self.delivered += 1
                self.server.folders[where].add(mail(self.delivered, which))
            case "delete", str(), int():
                self._take(where, which)
            case "move", str(), int():
                other = FOLDERS[where == FOLDERS[0]]
                if (record := self._take(where, which)) is not None:
                    self.server.folders[other].add(record)
            case "reset", str(), _:
                self.server.folders[where].reset()
            case "forget", str(), _:
                self.server.folders[where].forget()
            case "fail", str(), Exception():
                self.server.faults.setdefault(where, []).append(which)
            case "kill", _, int():
                self.sync(killed_after=which)
            case _:
                self.sync()

    def _take(self, where: str, which: int) -> Message | None:
        folder = self.server.folders[where]
        if not folder.records:
            return None
        taken = folder.remove(sorted(folder.records)[which % len(folder.records)])
        assert isinstance(taken, Message)
        return taken

    def sync(self, killed_after: int = 0, *, again: bool = False) -> None:
        left = [killed_after]

        def kill(_: Advance) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        self.now = Time(self.now + 7200)
        manners = Manners(pause=lambda _: None, again=again)
        account = Account("mail", "fake", self.kind(self.server))
        with suppress(KeyboardInterrupt):
            read(self.store, [account], now=self.now, page=3, watch=kill, manners=manners)

    def on_server(self) -> set[str]:
        return {
            one.message_id
            for folder in self.server.folders.values()
            for one in folder.records.values()
            if isinstance(one, Message)
        }


@pytest.mark.parametrize("kind", [FakeMail, FrugalMail], ids=["tells-all", "names-known"])
@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=25))
def test_in_the_end_the_store_shows_the_server(
    kind: type[FakeMail], script: list[tuple[str, str | None, object]]
) -> None:
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([OWNER])
        run = Run(store, kind)

        for step in script:
            run.step(*step)
        run.server.faults.clear()
        run.now = Time(run.now + 86_400)  # nobody waits or is parked any more
        run.sync()
        if not all(run.server.holds().values()):  # which nobody takes for true unless told
            run.sync(again=True)

        assert located(store) == run.server.holds()
        kept = {row[0] for row in store.conn.execute("SELECT message_id FROM message")}
        assert kept >= run.on_server()
        twice = [one for one, count in Counter(run.server.fetched).items() if count > 1]
        # Only what a kill or a fault kept from being kept is fetched again.
        broken = any(what in {"kill", "fail"} for what, _, _ in script)
        assert broken or not twice
