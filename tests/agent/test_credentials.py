"""Secrets are found where the owner keeps them, and shown nowhere."""

from __future__ import annotations

import logging
import os
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from narrowcast.agent import credentials
from narrowcast.agent.config import Account
from narrowcast.agent.credentials import AccountSecrets, KeptLogin
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.net import Egress

CANARY = "cänary 0xC0FFEE"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class LockedRing(Ring):
    """A keyring that its owner did not unlock."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"locked; wanted {CANARY}")

    set_password = get_password  # type: ignore[assignment] # both refuse


class SmallRing(Ring):
    """A keyring like Windows', which takes 2,560 octets and refuses more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2_560:
            raise OSError(1783, "The stub received bad data")
        super().set_password(service, username, password)


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # the library's
    yield
    keyring.set_keyring(before)


def secrets_of(data: Path, **options: object) -> AccountSecrets:
    account = Account(name="work", connector="imap", options=options)
    return AccountSecrets(account, data, Egress(()), KeptLogin(account.name, data))


def printing(text: str, *, code: int = 0) -> list[str]:
    """A command that prints *text* and ends with *code*."""
    program = f"import sys; sys.stdout.buffer.write({text.encode()!r}); sys.exit({code})"
    return [sys.executable, "-c", program]


def test_a_variable_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORK_MAIL", CANARY)

    assert secrets_of(tmp_path, password_env="WORK_MAIL").password() == CANARY


@pytest.mark.parametrize("text", [CANARY, f"{CANARY}\n", f"{CANARY}\r\nuser: robin\n"])
def test_the_first_line_of_a_command_is_it(tmp_path: Path, text: str) -> None:
    assert secrets_of(tmp_path, password_command=printing(text)).password() == CANARY
    assert secrets_of(tmp_path, token_command=printing(text)).token() == CANARY


def test_a_command_may_be_one_text_and_is_no_shell(tmp_path: Path) -> None:
    program = tmp_path / "say it"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$1\"\n")
    program.chmod(0o700)

    said = secrets_of(tmp_path, password_command=f"'{program}' '$HOME; echo `id`'").password()

    assert said == "$HOME; echo `id`"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (printing(CANARY, code=3), "ended with code 3"),
        (printing(""), "printed nothing"),
        (printing("\n" + CANARY), "printed nothing"),
        ([sys.executable, "-c", f"raise SystemExit({CANARY!r})"], "ended with code 1"),
        (
            [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'0xC0FFEE\\xff')"],
            "printed no text",
        ),
        (["/there/is/no/such"], "could not be run"),
        ([], "could not be run"),
        ("'unfinished", "could not be run"),
    ],
)
def test_a_command_that_fails_tells_its_code_and_nothing_it_said(
    tmp_path: Path,
    command: object,
    why: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(NeedsLogin, match=why) as caught:
        secrets_of(tmp_path, password_command=command).password()

    told = (
        "".join(traceback.format_exception(caught.value))
        + caplog.text
        + "".join(capfd.readouterr())
    )
    assert caught.value.command == "narrowcast connect work"
    assert "0xC0FFEE" not in told.replace(repr(command), "")


def test_a_command_that_never_ends_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "COMMAND_SECONDS", 0.2)

    with pytest.raises(NeedsLogin, match="did not end within"):
        secrets_of(tmp_path, password_command=["sleep", "60"]).password()


def test_without_a_keyring_a_private_file_keeps_it(tmp_path: Path) -> None:
    where = credentials.keep("work", CANARY, tmp_path)

    assert Path(where).read_text("utf-8") == CANARY
    assert stat.S_IMODE(Path(where).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(where).parent.stat().st_mode) == 0o700
    assert secrets_of(tmp_path).password() == CANARY


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    where = Path(credentials.keep("work", CANARY, tmp_path))
    where.chmod(mode)

    with pytest.raises(NeedsLogin, match="others can read") as caught:
        secrets_of(tmp_path).password()

    assert caught.value.command == f"chmod 600 {where}"


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text(CANARY)
    other.chmod(0o600)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "work").symlink_to(other)

    with pytest.raises(NeedsLogin, match="cannot be read"):
        secrets_of(tmp_path).password()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "Büro", ".hidden", "x" * 300, ""])
def test_any_account_name_makes_a_file_of_its_own_folder(tmp_path: Path, name: str) -> None:
    credentials.keep(name, CANARY, tmp_path)

    assert credentials.file_of(name, tmp_path).parent == tmp_path / "secrets"
    assert credentials.kept(name, tmp_path) == CANARY


def test_a_keyring_keeps_it_and_no_file_does(tmp_path: Path) -> None:
    credentials.keep("work", "an old one in a file", tmp_path)
    keyring.set_keyring(Ring())

    assert credentials.keep("work", CANARY, tmp_path) == "the system's keyring"

    assert list((tmp_path / "secrets").iterdir()) == []
    assert secrets_of(tmp_path).password() == CANARY


@pytest.mark.parametrize(
    "ring", [LockedRing, null.Keyring, fail.Keyring], ids=["locked", "null", "none"]
)
def test_a_keyring_that_keeps_nothing_is_not_trusted(
    tmp_path: Path, ring: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(ring())

    assert Path(credentials.keep("work", CANARY, tmp_path)).is_file()
    assert secrets_of(tmp_path).password() == CANARY


def test_a_login_that_outgrows_the_keyring_and_shrinks_again_is_the_newest(tmp_path: Path) -> None:
    keyring.set_keyring(SmallRing())
    login = KeptLogin("work", tmp_path)
    read = list[str]()

    for text in ("small", "large " * 900, "larger " * 900, "small again"):
        login.write(text)
        read.append(KeptLogin("work", tmp_path).read())

    assert read == ["small", "large " * 900, "larger " * 900, "small again"]
    assert not list((tmp_path / "secrets").iterdir())
    login.write("large " * 900)
    (file,) = (tmp_path / "secrets").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert credentials.forget("work", tmp_path)
    assert KeptLogin("work", tmp_path).read() == ""


def test_two_processes_that_keep_a_login_at_once_both_succeed(tmp_path: Path) -> None:
    texts = [str(one) * 5_000 for one in range(8)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(KeptLogin("work", tmp_path).write, texts * 8))

    assert KeptLogin("work", tmp_path).read() in texts
    assert len(list((tmp_path / "secrets").iterdir())) == 1


def test_what_a_killed_process_left_of_a_secret_is_forgotten_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", lambda *_: None)
        credentials.keep("work", CANARY, tmp_path)
        credentials.keep("work.other", CANARY, tmp_path)

    credentials.forget("work", tmp_path)

    (left,) = (tmp_path / "secrets").iterdir()
    assert left.name.startswith("work.other.")


def test_nothing_kept_asks_for_a_login(tmp_path: Path) -> None:
    with pytest.raises(NeedsLogin, match=r"not known yet.*narrowcast connect work"):
        secrets_of(tmp_path).password()
    with pytest.raises(NeedsLogin, match="names no token_command"):
        secrets_of(tmp_path).token()


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    keyring.set_keyring(ring := Ring())
    credentials.keep("work", CANARY, tmp_path)
    credentials.KeptLogin("work", tmp_path).write("refresh")

    assert credentials.forget("work", tmp_path)
    assert credentials.forget("work", tmp_path)

    assert ring.held == {}
    assert credentials.kept("work", tmp_path) == ""


def test_what_a_locked_keyring_holds_is_not_said_to_be_gone(tmp_path: Path) -> None:
    keyring.set_keyring(LockedRing())

    assert not credentials.forget("work", tmp_path)


def test_octets_in_a_variable_are_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORK_MAIL", "0xC0FFEE\udcff")

    with pytest.raises(NeedsLogin, match="WORK_MAIL holds no text") as caught:
        secrets_of(tmp_path, password_env="WORK_MAIL").password()

    assert "0xC0FFEE" not in "".join(traceback.format_exception(caught.value))


def test_keeping_one_secret_touches_no_other(tmp_path: Path) -> None:
    credentials.keep("work.new", CANARY, tmp_path)
    credentials.keep("work", "another", tmp_path)

    assert credentials.kept("work.new", tmp_path) == CANARY


def test_a_token_supplier_keeps_its_login_apart_from_the_password(tmp_path: Path) -> None:
    credentials.keep("work", CANARY, tmp_path)
    kept = credentials.KeptLogin("work", tmp_path)

    kept.write("refresh")

    assert (kept.read(), secrets_of(tmp_path).password()) == ("refresh", CANARY)


@pytest.mark.parametrize("ring", [fail.Keyring, Ring], ids=["file", "keyring"])
def test_no_account_is_shown_what_a_supplier_keeps_for_another(
    tmp_path: Path, ring: Callable[[], KeyringBackend]
) -> None:
    keyring.set_keyring(ring())
    credentials.KeptLogin("work", tmp_path).write("refresh")

    assert credentials.kept("work-login", tmp_path) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\nuser: robin\n"])
def test_a_file_may_be_written_by_hand(tmp_path: Path, end: str) -> None:
    Path(credentials.keep("work", CANARY, tmp_path)).write_bytes(f"{CANARY}{end}".encode())

    assert secrets_of(tmp_path).password() == CANARY


def test_a_file_that_is_no_text_is_named_and_not_shown(tmp_path: Path) -> None:
    Path(credentials.keep("work", "", tmp_path)).write_bytes(b"0xC0FFEE\xff")

    with pytest.raises(NeedsLogin, match="holds no text") as caught:
        secrets_of(tmp_path).password()

    assert not isinstance(caught.value.__context__, UnicodeError)


def test_a_keyring_that_cannot_be_found_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> KeyringBackend:
        raise ModuleNotFoundError("no such backend")

    monkeypatch.setattr(keyring, "get_keyring", missing)

    assert Path(credentials.keep("work", CANARY, tmp_path)).is_file()
    assert secrets_of(tmp_path).password() == CANARY


@pytest.fixture
def token_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed supplier of tokens that renews what it keeps."""
    place = tmp_path / "plugins"
    info = place / "toy_tokens-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-tokens\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[narrowcast.tokens]\ntoy = toy_tokens:supplier\n")
    (place / "toy_tokens.py").write_text(
        "def supplier(options, egress, kept):\n"
        "    def token():\n"
        "        kept.write(kept.read() + 'r')\n"
        "        return options['oauth']['tenant'] + kept.read()\n"
        "    return token\n"
    )
    monkeypatch.syspath_prepend(place)
    monkeypatch.delitem(sys.modules, "toy_tokens", raising=False)


@pytest.mark.usefixtures("token_plugin")
def test_a_package_may_supply_tokens_and_keep_its_login(tmp_path: Path) -> None:
    ours = secrets_of(tmp_path, token_from="toy", oauth={"tenant": "t"})

    assert [ours.token(), ours.token()] == ["tr", "trr"]
    assert credentials.KeptLogin("work", tmp_path).read() == "rr"


@pytest.mark.usefixtures("token_plugin")
def test_a_supplier_that_fails_is_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> str:
        raise KeyError(CANARY)

    monkeypatch.setattr(credentials.KeptLogin, "read", broken)
    with pytest.raises(Transient, match="toy fails: KeyError") as caught:
        secrets_of(tmp_path, token_from="toy", oauth={"tenant": "t"}).token()

    assert "0xC0FFEE" not in "".join(traceback.format_exception(caught.value))


def test_a_supplier_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(NeedsLogin, match="there is no connector nowhere"):
        secrets_of(tmp_path, token_from="nowhere").token()


def test_the_holder_shows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORK_MAIL", CANARY)
    holder = secrets_of(tmp_path, password_env="WORK_MAIL")
    holder.password()

    assert "0xC0FFEE" not in repr(holder) + repr(vars(holder))
