"""A restored store is the one that was backed up, and sends nothing by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import backup, lock, pausing
from narrowcast.agent.companions import Companions
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import AddressKey, AskId, LetterId, Time
from narrowcast.agent.errors import Busy, InputError, StoreTooNew
from narrowcast.agent.outbox import tick
from narrowcast.agent.store import asks, companions, copies, decisions, outbox, prospects
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.outbox import LetterState
from tests.agent.backing_up import LATER, SetUp
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.courtesies import sent_ask
from tests.agent.posting import FakeSender, seconds

AFTER = timedelta(hours=4)


@pytest.fixture
def home(tmp_path: Path) -> SetUp:
    return SetUp.make(tmp_path / "home")


def test_all_tables_are_as_they_were(home: SetUp) -> None:
    home.draft()
    path = home.back_up()
    with home.desk() as desk:
        desk.store.conn.execute("DELETE FROM prospect")
        desk.store.conn.commit()

    home.restore(path)

    assert copies.holdings_of(home.places.store) == backup.manifest_of(path).tables


def test_the_present_store_is_kept_aside(home: SetUp) -> None:
    home.draft()
    path = home.back_up()
    home.draft("Mira Holm")

    done = home.restore(path)

    assert done.aside is not None
    assert copies.fault_of(done.aside) == ""
    assert copies.holdings_of(done.aside)["ask"].rows == 2
    assert copies.holdings_of(home.places.store)["ask"].rows == 1


def test_sending_is_paused_and_says_why(home: SetUp) -> None:
    home.draft()

    home.restore(home.back_up())

    paused = pausing.standing(home.places.pause, LATER)
    assert paused is not None
    assert "restored from a backup of" in paused.why


@pytest.mark.parametrize("readable", [True, False], ids=["the former is sound", "or damaged"])
def test_a_letter_planned_at_the_backup_and_sent_since_is_not_sent_again(
    home: SetUp, readable: bool
) -> None:
    ask, sender = home.draft(), FakeSender()
    home.approve(ask)
    path = home.back_up()
    home.tick(sender)
    if not readable:
        home.damage()

    done = home.restore(path)
    home.tick(sender, AFTER)

    assert done.knows is readable
    assert len(sender.taken) == 1
    assert home.state(ask) is AskState.SENT


def test_a_planned_letter_that_is_not_among_the_sent_is_the_owners_to_settle(home: SetUp) -> None:
    ask, sender = home.draft(), FakeSender()
    home.approve(ask)
    path = home.back_up()

    done = home.restore(path)
    told = home.review(ask)
    home.tick(sender, AFTER)
    home.tick(sender, 2 * AFTER)

    assert done.held == (Place(ask),)
    assert "may have left since" in told
    assert sender.taken == []
    assert home.state(ask) is AskState.UNKNOWN


def test_a_letter_beside_an_ask_is_held_and_looked_up_as_well(home: SetUp) -> None:
    sender = FakeSender()
    with home.desk() as desk:
        sent_ask(desk)
        work, week = Companions(desk), NOW + timedelta(days=8)
        (follow_up,) = work.prepare(week)
        letter = work.approve(follow_up, week, anyway="a test")
    path = home.back_up()
    with home.desk() as desk:
        tick(desk.store, sender, letter.send_after)

    home.damage()
    done = home.restore(path)
    told = _reviewed(home, follow_up.id)
    with home.desk() as desk:
        tick(desk.store, sender, Time(letter.send_after + 9_000))
        found = companions.get(desk.store, follow_up.id).state

    assert done.held == (letter.place,)
    assert "may have left since" in told
    assert len(sender.taken) == 1
    assert found is AskState.SENT


def test_a_draft_that_was_sent_since_comes_back_as_sent(home: SetUp) -> None:
    ask, sender = home.draft(), FakeSender()
    path = home.back_up()
    home.approve(ask)
    home.tick(sender)

    done = home.restore(path)

    assert done.carried.asks == (ask,)
    assert home.state(ask) is AskState.SENT
    with home.desk() as desk:
        (letter,) = outbox.letters(desk.store)
        assert letter.state is LetterState.SENT


def test_an_ask_made_since_whose_letter_left_comes_along_with_its_prospect(home: SetUp) -> None:
    home.draft()
    path = home.back_up()
    ask, sender = home.draft("Mira Holm"), FakeSender()
    home.approve(ask)
    home.tick(sender)

    home.restore(path)

    with home.desk() as desk:
        assert asks.get(desk.store, ask).state is AskState.SENT
        assert asks.get(desk.store, ask).prospect in {
            one.id for one in prospects.everybody(desk.store)
        }


def test_another_ask_under_the_same_number_is_not_written_over(home: SetUp) -> None:
    path_empty = _backup_of_nothing(home)
    first = home.draft()
    path = backup.make(home.places, home.places.data / "backups", NOW + timedelta(hours=1)).path
    home.restore(path_empty)
    with home.desk() as desk:  # the same number, another day
        prospects.add(desk.store, [prospect()], seconds(LATER))
        desk.store.conn.execute("UPDATE prospect SET created = created + 9")
        desk.store.conn.commit()
    ask, sender = _draft_anew(home), FakeSender()
    home.approve(ask)
    home.tick(sender)

    done = home.restore(path)

    assert ask == first
    assert done.carried.lost == (ask,)
    assert home.state(first) is AskState.DRAFTED


def test_who_is_not_to_be_asked_stays_so(home: SetUp) -> None:
    home.draft()
    path = home.back_up()
    with home.desk() as desk:
        decisions.decide(
            desk.store, decisions.NEVER, [AddressKey("ana@lumen.example")], seconds(NOW)
        )

    home.restore(path)

    with home.desk() as desk:
        assert AddressKey("ana@lumen.example") in decisions.never(desk.store)


def test_what_was_obeyed_before_is_not_obeyed_again(home: SetUp) -> None:
    home.draft()
    with home.desk() as desk:
        desk.store.conn.execute(
            "INSERT INTO morning (date, at, message_id, state, code)"
            " VALUES ('2026-01-01', 1, '<m@x>', 'sent', 'secret')"
        )
        desk.store.conn.execute("INSERT INTO offered VALUES ('2026-01-01', '1', 1, 0, 'ask')")
        desk.store.conn.commit()

    home.restore(home.back_up())

    with home.desk() as desk:
        rows = desk.store.conn.execute("SELECT code FROM morning UNION SELECT means FROM offered")
        assert rows.fetchall() == [("",)]


def test_a_damaged_backup_changes_nothing(home: SetUp) -> None:
    home.draft()
    path = home.back_up()
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 0xFF
    path.write_bytes(octets)
    before = copies.holdings_of(home.places.store)

    with pytest.raises(InputError, match="damaged"):
        home.restore(path)

    assert copies.holdings_of(home.places.store) == before
    assert pausing.standing(home.places.pause, LATER) is None


def test_a_backup_of_a_newer_narrowcast_is_refused(home: SetUp) -> None:
    home.draft()
    with home.desk() as desk:
        desk.store.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('narrowcast', 'm999_later', '')"
        )
        desk.store.conn.commit()
        copies.copy(desk.store.conn, home.places.data / "backups" / "newer.db")

    with pytest.raises(StoreTooNew):
        home.restore(home.places.data / "backups" / "newer.db")


def test_on_another_machine_the_key_comes_with_the_backup(home: SetUp, tmp_path: Path) -> None:
    ask = home.draft()
    path = home.back_up()
    other = SetUp.make(tmp_path / "other")

    other.restore(path)

    assert other.state(ask) is AskState.DRAFTED
    keys = [one.places.data / "mention.key" for one in (home, other)]
    assert keys[0].read_bytes() == keys[1].read_bytes()


@pytest.mark.parametrize(
    ("held", "error"), [("lock", Busy), ("daemon_lock", InputError)], ids=["command", "daemon"]
)
def test_nobody_restores_while_another_works(
    home: SetUp, held: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.draft()
    path = home.back_up()
    monkeypatch.setattr(backup, "PATIENCE_SECONDS", 0.0)

    with lock.alone(getattr(home.places, held)), pytest.raises(error):
        home.restore(path)


_WRITES = """
import sys
import time
from pathlib import Path
from narrowcast.agent import lock
from narrowcast.agent.store.store import Store
data = Path(sys.argv[1])
number = 0
while True:
    with lock.alone(data / "lock", patience=30):
        key = (data / "mention.key").read_bytes()
        with Store.open(data / "narrowcast.db", mention_key=key) as store:
            for _ in range(20):
                number += 1
                with store.writing():
                    store.set_setting("written", str(number))
    print(number, flush=True)
    time.sleep(0.1)  # the lock is nobody's for a moment
"""


def test_backups_made_while_another_writes_and_is_killed_are_whole(home: SetUp) -> None:
    home.draft()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITES, str(home.places.data)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        made = [
            backup.make(home.places, home.places.data / "backups", NOW + timedelta(hours=hour))
            for hour in range(3)
        ]
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()

    for one in made:
        home.restore(one.path)
        assert copies.holdings_of(home.places.store) == one.manifest.tables


def _reviewed(home: SetUp, letter: LetterId) -> str:
    with home.desk() as desk:
        return companions.get(desk.store, letter).needs_review


def _backup_of_nothing(home: SetUp) -> Path:
    with home.desk():
        pass
    return home.back_up()


def _draft_anew(home: SetUp) -> AskId:
    with home.desk() as desk:
        (wanted,) = prospects.everybody(desk.store)
        return desk.draft(wanted, introducer(), NOW + timedelta(days=1)).id
