"""The lock and the key: files that belong to one owner and one process."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from narrowcast.agent import lock, secrets
from narrowcast.agent.errors import Busy, ConfigError, StoreUnreadable
from narrowcast.agent.store.store import Store

_HOLD = """
import sys, pathlib
from narrowcast.agent import lock
with lock.alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()

        with pytest.raises(Busy), lock.alone(tmp_path / "lock"):
            pass

        holder.kill()


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    with lock.alone(tmp_path / "lock"):
        pass

    with lock.alone(tmp_path / "lock"):
        assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def key(folder: Path) -> bytes:
    return secrets.mention_key(folder, store=folder / "narrowcast.db")


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first = key(tmp_path)

    assert key(tmp_path) == first
    assert len(first) == secrets.KEY_BYTES
    assert stat.S_IMODE((tmp_path / "mention.key").stat().st_mode) == 0o600


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    key(tmp_path)
    (tmp_path / "mention.key").chmod(0o644)

    with pytest.raises(ConfigError, match="chmod 600"):
        key(tmp_path)


def test_a_lost_key_is_not_replaced_under_a_store(tmp_path: Path) -> None:
    (tmp_path / "narrowcast.db").write_bytes(b"a store")

    with pytest.raises(ConfigError, match="put it back"):
        key(tmp_path)

    assert not (tmp_path / "mention.key").exists()


def test_a_store_is_not_opened_with_another_key(tmp_path: Path) -> None:
    path = tmp_path / "narrowcast.db"
    with Store.open(path, mention_key=bytes(32)):
        pass
    before = path.read_bytes()

    with pytest.raises(StoreUnreadable, match=r"mention\.key"):
        Store.open(path, mention_key=b"x" * 32)

    assert path.read_bytes() == before


def test_a_store_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "narrowcast.db"
    path.touch(mode=0o644)
    path.chmod(0o644)

    with Store.open(path, mention_key=bytes(32)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
