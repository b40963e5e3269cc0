from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.agent.core.model import Time
from narrowcast.agent.store import spoken
from narrowcast.agent.store.store import Store
from narrowcast.connectors.net import Traffic

MORNING = Time(1_795_500_000)
EVENING = Time(MORNING + 36_000)
DAY = datetime.fromtimestamp(MORNING, UTC).date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "narrowcast.db", mention_key=bytes(32)) as opened:
        yield opened


def moved(host: str = "imap.firm.example", account: str = "work", refused: int = 0) -> Traffic:
    count = 0 if refused else 1
    return Traffic(
        host=host,
        connections=count,
        sent=10 * count,
        received=100 * count,
        refused=refused,
        account=account,
    )


def test_a_day_is_one_row_for_each_account_and_host(store: Store) -> None:
    spoken.note(store, [moved(), moved(account="home")], MORNING)
    spoken.note(store, [moved()], EVENING)

    home, work = spoken.audited(store, DAY)
    assert (home.account, home.connections, home.first, home.last) == ("home", 1, MORNING, MORNING)
    assert (work.account, work.connections, work.received) == ("work", 2, 200)
    assert (work.first, work.last) == (MORNING, EVENING)
    (together,) = spoken.since(store, DAY)
    assert (together.connections, together.sent) == (3, 30)


def test_what_was_refused_is_told_and_is_no_traffic(store: Store) -> None:
    spoken.note(store, [moved("tracker.example", account="", refused=3)], MORNING)

    (one,) = spoken.audited(store, DAY)
    assert (one.host, one.refused, one.connections) == ("tracker.example", 3, 0)
    assert spoken.since(store, DAY) == ()


def test_a_server_that_refers_us_to_thousands_does_not_fill_the_store(store: Store) -> None:
    spoken.note(store, [moved(f"h{n}.example", refused=1) for n in range(1_000)], MORNING)

    kept = spoken.audited(store, DAY)
    assert len(kept) == spoken.MOST_REFUSED + 1
    assert sum(one.refused for one in kept) == 1_000


def test_a_host_that_is_spoken_to_is_never_hidden_among_the_others(store: Store) -> None:
    spoken.note(store, [moved(f"h{n}.example", refused=1) for n in range(100)], MORNING)
    spoken.note(store, [moved("new.example")], MORNING)

    assert "new.example" in {one.host for one in spoken.audited(store, DAY) if one.connections}
