"""Passwords and tokens of accounts, found where the owner keeps them, asked for anew at each login.

    password:  password_env ─► password_command ─► the system's keyring ─► DATA/secrets/ACCOUNT
    token:     token_command ─► token_from (an entry point of group `narrowcast.tokens`)

The first of them that config.toml names is used; without any, what `narrowcast connect` kept. No
secret stands in config.toml, in a log, or in the text of an error: of a command that fails, only
its exit code is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narrowcast.agent.places import drafts, write_private
from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Transient

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from narrowcast.agent.config import Account
    from narrowcast.connectors.base import Kept
    from narrowcast.connectors.net import Egress

SERVICE = "narrowcast"
"""What the system's keyring files our passwords under."""
COMMAND_SECONDS = 60.0
"""A command may ask the owner for a passphrase; nobody answering must not hold up the others."""
_TOKEN_SUFFIX = "/login"  # noqa: S105 - what a token supplier keeps is no password of any account
_FILE_NAME = re.compile(r"(?!.*\.new$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # .new: being written


class AccountSecrets:
    """The secrets of one account (`connectors.base.Secrets`); holds none itself."""

    def __init__(self, account: Account, data: Path, egress: Egress, login: Kept) -> None:
        """*data* is narrowcast's data folder; *login* what a token supplier keeps."""
        self._account, self._data, self._egress, self._login = account, data, egress, login

    def password(self) -> str:
        options = self._account.options
        if name := options.get("password_env"):
            return self._of_environment(str(name))
        if (command := options.get("password_command")) is not None:
            return self._said_by(command, "password_command")
        # A file that was written by hand ends with the end of a line.
        first = kept(self._account.name, self._data).partition("\n")[0].rstrip("\r")
        return first or self._fail("its password is not known yet")

    def token(self) -> str:
        options = self._account.options
        if (command := options.get("token_command")) is not None:
            return self._said_by(command, "token_command")
        if not (name := options.get("token_from")):
            return self._fail("it names no token_command")
        from narrowcast.connectors import registry

        try:
            supplier = registry.load_tokens(str(name), options, self._egress, self._login)
        except (registry.UnknownPlugin, ImportError, ValueError) as fault:
            return self._fail(f"token_from: {fault}")
        try:
            return supplier()
        except NeedsLogin as fault:  # a supplier does not know what the account is called
            return self._fail(fault.why)
        except ConnectorError:
            raise
        except Exception as fault:  # noqa: BLE001 - a plugin's; its words may hold the secret
            what = type(fault).__name__
        raise Transient(f"the token supplier {name} fails: {what}")

    def _of_environment(self, name: str) -> str:
        found = os.environ.get(name, "") or self._fail(f"the variable {name} is not set")
        if any("\ud800" <= character <= "\udfff" for character in found):  # octets, PEP 383
            return self._fail(f"the variable {name} holds no text")
        return found

    def _said_by(self, command: object, option: str) -> str:
        """The first line that *command* prints; it runs without a shell."""
        try:
            ran = subprocess.run(  # noqa: S603 - the owner's own command, from the owner's config.toml
                arguments(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=COMMAND_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            ran = None  # the fault itself would carry along what was said
        except (OSError, ValueError):
            return self._fail(f"{option} could not be run")
        if ran is None:
            return self._fail(f"{option} did not end within {COMMAND_SECONDS:.0f} s")
        if ran.returncode:
            return self._fail(f"{option} ended with code {ran.returncode}")
        line = ran.stdout.partition(b"\n")[0].rstrip(b"\r")
        try:
            return line.decode("utf-8") or self._fail(f"{option} printed nothing")
        except UnicodeDecodeError:
            pass  # the fault itself would carry the secret along
        return self._fail(f"{option} printed no text")

    def _fail(self, why: str) -> str:
        raise NeedsLogin(self._account.name, why)


class KeptLogin:
    """What a token supplier keeps for one account (`connectors.base.Kept`)."""

    def __init__(self, account: str, data: Path) -> None:
        self._name, self._data = f"{account}{_TOKEN_SUFFIX}", data

    def read(self) -> str:
        return kept(self._name, self._data)

    def write(self, text: str) -> None:
        keep(self._name, text, self._data)


def lacking(account: Account, data: Path, *, signs_in: bool) -> str:
    """Why the secret of *account* is not to be had, in words; '' where it seems to be there.

    Commands are looked for and not run: some ask for a passphrase. *signs_in*: by a page's login.
    """
    options = account.options
    if name := options.get("password_env"):
        return "" if os.environ.get(str(name)) else f"the variable {name} is not set"
    for option in ("password_command", "token_command"):
        if (command := options.get(option)) is not None:
            return _missing(option, command)
    if options.get("token_from") and not signs_in:
        return ""  # a package's own; only it knows
    try:
        there = kept(f"{account.name}{_TOKEN_SUFFIX}" if signs_in else account.name, data)
    except NeedsLogin as fault:
        return fault.why
    return "" if there else f"its {'login' if signs_in else 'password'} is not there"


def _missing(option: str, command: object) -> str:
    try:
        program = arguments(command)[0]
    except ValueError as fault:
        return f"{option}: {fault}"
    return "" if shutil.which(program) else f"{option}: there is no program {program}"


def ring_name() -> str:
    """What the system's keyring is called, where one answers; '' where files serve instead."""
    ring = _keyring()
    try:
        if ring:
            ring.get_password(SERVICE, "")
    except Exception:  # noqa: BLE001 - backends are plugins; one that raises is none
        return ""
    return str(ring.name) if ring else ""


def arguments(command: object) -> Sequence[str]:
    """A command of config.toml as the program and its arguments; raises ValueError."""
    words = (
        shlex.split(command)
        if isinstance(command, str)
        else [str(word) for word in command]
        if isinstance(command, list | tuple)
        else []
    )
    if not words:
        raise ValueError('a command is a text such as "pass show mail" or a list of words')
    return (os.path.expanduser(words[0]), *words[1:])  # noqa: PTH111 - a bare name stays bare


def keep(name: str, secret: str, data: Path) -> str:
    """Keep *secret* in the system's keyring, or in a private file; return where, for the owner."""
    if ring := _keyring():
        try:
            ring.set_password(SERVICE, name, secret)
            if ring.get_password(SERVICE, name) == secret:  # some backends forget on purpose
                file_of(name, data).unlink(missing_ok=True)
                return "the system's keyring"
        except Exception:  # noqa: BLE001 - backends are plugins; whatever they raise, a file will do
            pass
    path = file_of(name, data)
    write_private(path, secret)
    return str(path)


def kept(name: str, data: Path) -> str:
    """What `keep` kept as *name*, '' where nothing is; raises NeedsLogin where others can read it.

    A file is newer than the keyring: it is there only where the keyring was not.
    """
    path, account = file_of(name, data), name.removesuffix(_TOKEN_SUFFIX)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return _in_keyring(name)
    except OSError:
        raise NeedsLogin(account, f"{path} cannot be read") from None
    with os.fdopen(descriptor, encoding="utf-8") as file:
        if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
            raise NeedsLogin(
                account, "others can read its secret", command=f"chmod 600 {shlex.quote(str(path))}"
            )
        with contextlib.suppress(UnicodeDecodeError):  # it would carry the secret along
            return file.read()
    raise NeedsLogin(account, f"{path} holds no text")


def forget(name: str, data: Path) -> bool:
    """Erase what was kept as *name*, for a password and for a token supplier; False where the
    system's keyring cannot be asked, and may hold it still.
    """
    names = (name, f"{name}{_TOKEN_SUFFIX}")
    for one in names:
        file = file_of(one, data)
        for written in (file, *drafts(file)):
            written.unlink(missing_ok=True)
    ring = _keyring()
    try:
        for one in names if ring else ():
            if ring and ring.get_password(SERVICE, one) is not None:
                ring.delete_password(SERVICE, one)
    except Exception:  # noqa: BLE001 - backends are plugins; a locked one says so in its own way
        return False
    return True


def file_of(name: str, data: Path) -> Path:
    """The file that a secret lies in where there is no keyring."""
    plain = _FILE_NAME.fullmatch(name)
    return data / "secrets" / (name if plain else hashlib.sha256(name.encode()).hexdigest()[:40])


def _in_keyring(name: str) -> str:
    ring = _keyring()
    try:
        return (ring.get_password(SERVICE, name) if ring else "") or ""
    except Exception:  # noqa: BLE001 - a keyring that stays locked holds nothing for us
        return ""


def _keyring() -> KeyringBackend | None:
    """The system's keyring; None on a machine without one, or where it is set up wrongly."""
    import keyring
    from keyring.backends import fail, null

    try:
        ring = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - it imports what the owner's settings name
        return None
    return None if isinstance(ring, fail.Keyring | null.Keyring) else ring
