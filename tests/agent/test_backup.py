"""A backup is whole, checked, private, and kept for as long as the owner wants."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import backup, integrity, lock
from narrowcast.agent.config import BackupSettings, Settings
from narrowcast.agent.errors import Busy, InputError, StoreFull
from narrowcast.agent.store import copies, files
from tests.agent.backing_up import SetUp
from tests.agent.core.letter_samples import NOW


@pytest.fixture
def home(tmp_path: Path) -> SetUp:
    made = SetUp.make(tmp_path / "home")
    made.draft()
    return made


def test_a_backup_holds_what_the_store_holds(home: SetUp) -> None:
    path = home.back_up()

    assert copies.holdings_of(path) == copies.holdings_of(home.places.store)
    assert copies.holdings_of(path)["ask"].rows == 1
    assert backup.verify(path) == ""


def test_only_the_owner_can_read_it_whatever_the_umask(home: SetUp) -> None:
    before = os.umask(0o022)
    try:
        path = home.back_up()
    finally:
        os.umask(before)

    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert modes == {path.name: 0o600, path.with_suffix(".json").name: 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.98], ids=str)
def test_a_single_flipped_bit_is_noticed(home: SetUp, place: float) -> None:
    path = home.back_up()
    octets = bytearray(path.read_bytes())
    octets[int(len(octets) * place)] ^= 1
    path.write_bytes(octets)

    assert backup.verify(path) != ""


def test_sqlites_false_alarm_over_names_is_none(home: SetUp) -> None:
    with home.desk() as desk:
        row = (1, "Ana Ruiz", "Ana", "Ruiz", "ana ruiz", 5, None, "")
        desk.store.conn.execute("INSERT INTO borne VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        desk.store.conn.commit()

    assert backup.verify(home.back_up()) == ""


def test_a_missing_row_is_named_by_its_table(home: SetUp) -> None:
    path = home.back_up()
    manifest = backup.manifest_of(path)
    with home.desk() as desk:
        desk.store.conn.execute("DELETE FROM ask_event")
        desk.store.conn.commit()
        desk.store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(home.places.store.read_bytes())

    assert manifest.tables["ask_event"].rows > 0
    assert "ask_event" in backup.verify(path)


def test_a_backup_waits_for_whoever_is_at_work(
    home: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PATIENCE_SECONDS", 0.0)

    with lock.alone(home.places.lock), pytest.raises(Busy):
        home.back_up()


def test_a_full_disk_leaves_no_half_backup(home: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.desk() as desk:
        pages = desk.store.conn.execute("PRAGMA page_count").fetchone()[0]
        desk.store.conn.execute(f"PRAGMA max_page_count = {pages}")
        folder = home.places.data / "backups"
        full = OSError(28, "No space left on device")
        monkeypatch.setattr(files, "settle", lambda *_: (_ for _ in ()).throw(full))

        with pytest.raises(StoreFull):
            backup.copy(desk.store, folder, NOW)

    assert list(folder.iterdir()) == []


def test_seven_days_and_four_weeks_are_kept(home: SetUp) -> None:
    folder = home.places.data / "backups"
    with home.desk() as desk:
        for day in range(35):
            backup.copy(desk.store, folder, NOW + timedelta(days=day))

    backup.rotate(folder, daily=7, weekly=4)

    made = [one.made for one in backup.found(folder)]
    assert len(made) in {9, 10, 11}
    assert made[0] == NOW + timedelta(days=34)
    assert sum(1 for _ in folder.iterdir()) == 2 * len(made)


def test_the_daily_one_is_made_once_a_day(home: SetUp) -> None:
    settings = Settings(backup=BackupSettings())

    first = backup.daily(settings, home.places, NOW)
    second = backup.daily(settings, home.places, NOW + timedelta(minutes=5))
    third = backup.daily(settings, home.places, NOW + timedelta(days=1))

    assert (first is None, second, third is None) == (False, None, False)


def test_a_copy_whose_manifest_is_lost_is_listed_nowhere(home: SetUp) -> None:
    path = home.back_up()
    path.with_suffix(".json").unlink()

    assert backup.found(path.parent) == ()


def test_a_manifest_that_is_no_manifest_is_told(home: SetUp) -> None:
    path = home.back_up()
    path.with_suffix(".json").write_text("[]")

    with pytest.raises(InputError, match="cannot be read"):
        backup.verify(path)


def test_a_damaged_store_names_the_backup_to_restore(home: SetUp) -> None:
    path = home.back_up()
    folder = path.parent
    assert integrity.damage(home.places, folder) == ""

    home.damage()

    assert f"narrowcast restore {path}" in integrity.damage(home.places, folder)


def test_rows_that_never_go_and_are_gone_are_damage(home: SetUp) -> None:
    path = home.back_up()
    with home.desk() as desk:
        desk.store.conn.execute("DELETE FROM ask_event")
        desk.store.conn.commit()

    assert "ask_event" in integrity.damage(home.places, path.parent)
