"""One narrowcast writes at a time: a lock that dies with its holder (unlike a PID file)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from narrowcast.agent import clock
from narrowcast.agent.errors import Busy, Unwritable
from narrowcast.agent.places import make_private

POLL_SECONDS = 0.05


@contextmanager
def alone(lock: Path, *, patience: float = 0.0) -> Generator[None]:
    """Hold *lock* for the block; raises Busy where another process holds it for *patience* seconds
    more, Unwritable where nobody can.
    """
    try:
        make_private(lock.parent)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise Unwritable(lock.parent, fault.strerror or str(fault)) from fault
    try:
        _wait(handle, lock, patience)
        yield
    finally:
        os.close(handle)  # releases the lock


def _wait(handle: int, lock: Path, patience: float) -> None:
    until = clock.stopwatch() + patience
    while True:
        try:
            _take(handle)
        except OSError as fault:
            if clock.stopwatch() >= until:
                raise Busy(lock) from fault
            time.sleep(POLL_SECONDS)
        else:
            return


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
