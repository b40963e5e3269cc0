"""One narrowcast writes at a time: a lock that dies with its holder (unlike a PID file)."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from narrowcast.agent.errors import Busy
from narrowcast.agent.places import make_private


@contextmanager
def alone(lock: Path) -> Generator[None]:
    """Hold *lock* for the block; raises Busy at once where another process holds it."""
    make_private(lock.parent)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _take(handle)
        except OSError as fault:
            raise Busy(lock) from fault
        yield
    finally:
        os.close(handle)  # releases the lock


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
