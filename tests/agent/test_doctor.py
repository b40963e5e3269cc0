"""`narrowcast doctor` on real homes: sound ones, and ones that something was done to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail

from narrowcast.agent import config_edit, pausing
from narrowcast.agent.config import Account
from tests.agent.cli.conftest import Run, home, run

__all__ = ["home", "run"]  # fixtures

Told = dict[str, dict[str, Any]]


@pytest.fixture(autouse=True)
def _no_keyring() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # the library's


@pytest.fixture
def doctor(run: Run) -> Callable[..., tuple[int, Told]]:
    def told(*options: str) -> tuple[int, Told]:
        ran = run("doctor", "--json", *options)
        said = json.loads(ran.out)
        assert said["well"] is (ran.code == 0)
        return ran.code, {one["about"]: one for one in said["findings"]}

    return told


def remote(home: Path, **options: object) -> None:
    """Add an account on a server that nobody is to be asked for."""
    account = Account(
        name="work",
        connector="imap",
        options={"host": "imap.firm.example", "user": "robin@vale.example", **options},
    )
    file = home / "config.toml"
    file.write_text(config_edit.with_account(file.read_text("utf-8"), account), "utf-8")


@pytest.fixture
def sound(run: Run, home: Path) -> Path:
    (home / "config.toml").chmod(0o600)
    assert run("sync").code == 0
    assert run("backup").code == 0
    return home


def test_a_sound_set_up_is_well_and_shown_in_80_columns(sound: Path, run: Run) -> None:
    ran = run("doctor")

    assert ran.code == 0, ran.out
    assert "everything works" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert not [line for line in ran.out.splitlines() if line.startswith("wrong")]


def test_nothing_is_changed(sound: Path, doctor: Callable[..., tuple[int, Told]]) -> None:
    def state() -> dict[str, tuple[int, int]]:
        found = {path: path.stat() for path in sound.rglob("*")}
        return {str(path): (at.st_mtime_ns, at.st_mode) for path, at in found.items()}

    before = state()
    doctor()

    # A look at a store in WAL mode may leave its two side files, and takes them along.
    assert {k: v for k, v in state().items() if not k.endswith(("-wal", "-shm"))} == before


def break_config(home: Path) -> None:
    (home / "config.toml").write_text("[owner]\nnmae = 'x'\n")


def open_key(home: Path) -> None:
    (home / "mention.key").chmod(0o644)
    home.chmod(0o755)


def damage_store(home: Path) -> None:
    path = home / "narrowcast.db"
    data = bytearray(path.read_bytes())
    data[4096:12288] = os.urandom(8192)
    path.write_bytes(data)


def damage_backup(home: Path) -> None:
    next((home / "backups").glob("*.db")).write_bytes(b"SQLite format 3\0" + bytes(100))


def lose_mail(home: Path) -> None:
    (home.parent / "mail.mbox").unlink()


def pause(home: Path) -> None:
    (home / "paused").touch()


@pytest.mark.parametrize(
    ("act", "about", "level", "says", "remedy"),
    [
        (break_config, "config", "wrong", "did you mean name", "edit"),
        (open_key, "files", "wrong", "others can read", "chmod go-rwx"),
        (damage_store, "store", "wrong", "is damaged", "narrowcast restore"),
        (damage_backup, "backup", "wrong", "no use", "narrowcast backup"),
        (lose_mail, "mail", "wrong", "", ""),
        (pause, "sending", "note", "sending is paused", "narrowcast resume"),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_what_was_broken_is_named_with_its_remedy(
    sound: Path,
    doctor: Callable[..., tuple[int, Told]],
    act: Callable[[Path], None],
    about: str,
    level: str,
    says: str,
    remedy: str,
) -> None:
    act(sound)

    code, told = doctor()

    assert code == (level == "wrong")
    assert told[about]["level"] == level, told[about]
    assert says in told[about]["says"]
    assert remedy in told[about]["remedy"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "its password is not there"),
        ({"password_env": "NO_SUCH_VARIABLE"}, "the variable NO_SUCH_VARIABLE is not set"),
        ({"password_command": "no-such-program x"}, "there is no program no-such-program"),
        ({"port": "x"}, "port"),
    ],
    ids=["kept", "variable", "command", "option"],
)
def test_offline_an_account_is_judged_without_its_server(
    sound: Path, doctor: Callable[..., tuple[int, Told]], options: dict[str, object], says: str
) -> None:
    remote(sound, **options)

    code, told = doctor()

    assert code == 1
    assert says in told["work"]["says"]


def test_a_command_that_knows_the_password_is_not_run(
    sound: Path, doctor: Callable[..., tuple[int, Told]], tmp_path: Path
) -> None:
    remote(sound, password_command=["touch", str(tmp_path / "ran")])

    _, told = doctor()

    assert told["work"]["level"] == "note"
    assert not (tmp_path / "ran").exists()


def test_online_says_why_a_login_fails(
    sound: Path, doctor: Callable[..., tuple[int, Told]], monkeypatch: pytest.MonkeyPatch
) -> None:
    remote(sound, host="127.0.0.1", port=1, password_env="PW")
    monkeypatch.setenv("PW", "0xC0FFEE")

    code, told = doctor("--online")

    assert code == 1
    assert "does not answer on port 1" in told["work, online"]["says"]
    assert "0xC0FFEE" not in json.dumps(told)


def test_a_bare_machine_is_told_how_to_begin(
    home: Path, doctor: Callable[..., tuple[int, Told]]
) -> None:
    (home / "config.toml").unlink()

    code, told = doctor()

    assert code == 1
    assert told["config"]["remedy"] == "narrowcast init"


def test_the_pause_of_a_sound_store_tells_its_reason(
    sound: Path, doctor: Callable[..., tuple[int, Told]]
) -> None:
    from narrowcast.agent import clock

    pausing.begin(sound / "paused", clock.now(), why="holiday")

    assert "holiday" in doctor()[1]["sending"]["says"]
