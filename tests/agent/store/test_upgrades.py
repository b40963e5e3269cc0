"""A store of any earlier version becomes this one's, or stays what it was."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.db import Database

from narrowcast.agent.errors import StoreFull, StoreTooNew
from narrowcast.agent.store import copies, former_versions
from narrowcast.agent.store.migrations_letters import migrations
from narrowcast.agent.store.store import Store
from tests.agent.mailroom import KEY

RELEASED = tuple(step.name for step in migrations._migrations)
PROSPECT = (
    "INSERT INTO prospect (name, addresses, organization, domains, title, url, why, kind, purpose,"
    " priority, created) VALUES ('J', '[]', 'A', '[]', '', '', '', 'reference', 'job', 2, 5)"
)


def store_of(version: str, path: Path) -> None:
    """Write a store as *version* left it, with a prospect in it where it had any."""
    later = [name for name in RELEASED if name > version]
    with closing(Database(path)) as db:
        db.conn.execute("PRAGMA journal_mode=WAL")
        migrations.apply(db, stop_before=later[:1])
        if version >= "m003":
            with db.atomic():
                db.conn.execute(PROSPECT)


def schema(path: Path) -> set[tuple[str, str, frozenset[tuple[object, ...]]]]:
    """Every table with its columns, every index and trigger by name."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT type, name FROM sqlite_master").fetchall()
        return {
            (kind, name, frozenset(row[1:] for row in db.execute(f"PRAGMA table_info({name})")))
            for kind, name in found
        }


@pytest.mark.parametrize("version", RELEASED)
def test_every_version_comes_to_the_schema_of_a_new_store(version: str, tmp_path: Path) -> None:
    store_of(version, tmp_path / "old.db")
    Store.open(tmp_path / "old.db", mention_key=KEY).close()
    Store.open(tmp_path / "new.db", mention_key=KEY).close()

    assert schema(tmp_path / "old.db") == schema(tmp_path / "new.db")
    rows = copies.holdings_of(tmp_path / "old.db")["prospect"].rows
    assert rows == (1 if version >= "m003" else 0)


def test_a_copy_of_the_former_version_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    store_of("m009_search", tmp_path / "narrowcast.db")

    Store.open(tmp_path / "narrowcast.db", mention_key=KEY).close()

    (copy,) = former_versions.folder_of(tmp_path / "narrowcast.db").iterdir()
    assert copy.name == "narrowcast-m009_search.db"
    assert copies.version_of(copy) == "m009_search"
    assert copies.holdings_of(copy)["prospect"].rows == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_three_former_versions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "narrowcast.db"
    for version in RELEASED[3:9]:
        path.unlink(missing_ok=True)
        store_of(version, path)
        Store.open(path, mention_key=KEY).close()

    kept = sorted(one.name for one in former_versions.folder_of(path).iterdir())
    assert kept == [f"narrowcast-{one}.db" for one in RELEASED[6:9]]


def test_a_store_of_this_version_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        Store.open(tmp_path / "narrowcast.db", mention_key=KEY).close()

    assert not former_versions.folder_of(tmp_path / "narrowcast.db").exists()


def test_without_room_for_the_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "narrowcast.db"
    store_of("m009_search", path)

    def full(_: object, target: Path) -> None:
        raise StoreFull(target)

    monkeypatch.setattr(copies, "copy", full)

    with pytest.raises(StoreFull):
        Store.open(path, mention_key=KEY)
    assert copies.version_of(path) == "m009_search"


def test_a_store_of_a_newer_narrowcast_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "narrowcast.db"
    Store.open(path, mention_key=KEY).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('narrowcast', 'm999_later', '')"
        )
    before = copies.holdings_of(path)

    with pytest.raises(StoreTooNew):
        Store.open(path, mention_key=KEY)

    assert copies.holdings_of(path) == before


_KILLED_AT = """
import os, signal, sqlite3, sys
from pathlib import Path
from narrowcast.agent.store.store import Store
at, steps = int(sys.argv[2]), 0
def trace(statement):
    global steps
    steps += statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP"))
    if steps == at:
        os.kill(os.getpid(), signal.SIGKILL)
connect = sqlite3.connect
def watched(*arguments, **named):
    conn = connect(*arguments, **named)
    conn.set_trace_callback(trace)
    return conn
sqlite3.connect = watched
Store.open(Path(sys.argv[1]), mention_key=b"k" * 32).close()
"""


@pytest.mark.parametrize("at", [1, 4, 9, 15, 22])
def test_killed_amid_an_upgrade_all_is_there_and_the_next_start_ends_it(
    at: int, tmp_path: Path
) -> None:
    path = tmp_path / "narrowcast.db"
    store_of("m007_cards", path)

    ended = subprocess.run([sys.executable, "-c", _KILLED_AT, str(path), str(at)], check=False)
    version = copies.version_of(path)
    assert copies.fault_of(path) == ""
    Store.open(path, mention_key=KEY).close()

    assert ended.returncode == -signal.SIGKILL
    assert version is not None
    assert version < RELEASED[-1]
    assert copies.holdings_of(path)["prospect"].rows == 1
    assert copies.version_of(path) == RELEASED[-1]
    Store.open(tmp_path / "new.db", mention_key=KEY).close()
    assert schema(path) == schema(tmp_path / "new.db")


def test_a_copy_has_no_side_files_and_no_half(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with Store.open(tmp_path / "narrowcast.db", mention_key=KEY) as store:
            copies.copy(store.conn, tmp_path / "to" / "copy.db")
    finally:
        os.umask(before)

    assert [one.name for one in (tmp_path / "to").iterdir()] == ["copy.db"]
