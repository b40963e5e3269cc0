"""Servers as child processes: free ports, short folders, an unprivileged user, a certain end."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

APT = "apt-get install --no-remove dovecot-imapd dovecot-lmtpd exim4-daemon-light isync notmuch"
"""What gives the servers that pip does not; `make servers` runs it."""

START_SECONDS = 20.0


class NotStarted(RuntimeError):
    """A server ended, or greeted nobody; the text is what it logged."""


def unavailable(what: str, remedy: str = APT) -> None:
    """Something is missing: a failure in CI, a skip with the remedy elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI skips nothing; run: {remedy}")
    pytest.skip(f"{what} is missing; run: {remedy}")


def program(*candidates: str) -> str:
    """The full path of the first of *candidates* there is."""
    found = next(filter(None, map(_find, candidates)), None)
    if found is None:
        unavailable(candidates[0])
    return str(found)


def _find(name: str) -> str | None:
    places = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"], "/usr/sbin"))
    return shutil.which(name, path=places)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def short_folder(prefix: str) -> Generator[Path]:
    """A folder whose path is short: sockets in it have at most 108 octets; others may enter it."""
    folder = Path(tempfile.mkdtemp(prefix=f"nc-{prefix}-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> pwd.struct_passwd:
    """Whom servers run as: nobody where we are root, ourselves elsewhere."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def give(folder: Path, owner: pwd.struct_passwd) -> None:
    """Hand all of *folder* to *owner*."""
    for one in (folder, *folder.rglob("*")):
        os.chown(one, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


class Process:
    """A server in a process group of its own; killed with all its children.

    It ends with the thread that started it, too: start it in the main one.
    """

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        user: pwd.struct_passwd | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            if user:
                os.chown(log, user.pw_uid, user.pw_gid)
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environment,
                user=user.pw_uid if user and os.getuid() == 0 else None,
                group=user.pw_gid if user and os.getuid() == 0 else None,
                extra_groups=[] if user and os.getuid() == 0 else None,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - a call into libc, no lock taken
            )

    @property
    def pid(self) -> int:
        return self._child.pid

    def wait_for(self, port: int, greeting: bytes = b"") -> None:
        """Return once *port* answers with *greeting*; raises NotStarted."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._child.poll() is not None:
                break
            if _greets(port, greeting):
                return
            time.sleep(0.01)
        raise NotStarted(self.log.read_text(errors="replace")[-4_000:])

    def finish(self) -> None:
        """Wait until it has ended by itself; raises NotStarted where it went wrong."""
        if self._child.wait(timeout=2 * START_SECONDS):
            raise NotStarted(self.log.read_text(errors="replace")[-4_000:])

    def kill(self) -> None:
        """End it now, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()


_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """In the child: ask Linux to end it with the test run, should that be killed."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _greets(port: int, greeting: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as opened:
            return not greeting or opened.recv(200).startswith(greeting)
    except OSError:
        return False
