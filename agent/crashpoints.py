"""Points at which a test ends the program as a power cut would: before and after each state write
and each call of a transport.

NARROWCAST_CRASH_AT=7 ends the process at the seventh point it comes by, without any clean-up. A
test that does so for 1, 2, 3 … until the program comes to its end has tried every moment at which
power may fail between an approval and its letter's arrival. Off, a point is one comparison.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

VARIABLE = "NARROWCAST_CRASH_AT"
CRASHED = 137
"""The exit code, that of a process killed by SIGKILL."""

Watch = Callable[[str], None]


def reached(point: str) -> None:
    """Say that the program is at *point*; it may not come back."""
    if _watch is not None:
        _watch(point)


@contextmanager
def around(act: str) -> Generator[None]:
    """Two points: before *act* and after it; none after one that fails."""
    reached(f"before {act}")
    yield
    reached(f"after {act}")


def countdown(at: int) -> Watch:
    """End the process at the *at*-th point, from 1 on."""
    passed = 0

    def watch(point: str) -> None:
        nonlocal passed
        passed += 1
        if passed == at:
            sys.stderr.write(f"narrowcast: ended at crash point {at}, {point} ({VARIABLE})\n")
            sys.stderr.flush()
            os._exit(CRASHED)

    return watch


def watched_by(watch: Watch | None) -> None:
    """Have *watch* told of every point from now on; None: nobody."""
    global _watch  # noqa: PLW0603 (one process, one power switch)
    _watch = watch


def _from_environment() -> Watch | None:
    at = os.environ.get(VARIABLE, "")
    return countdown(int(at)) if at.isascii() and at.isdigit() and int(at) else None


_watch: Watch | None = _from_environment()
