"""The only place that reads the clock; everything else takes the time as an argument."""

from __future__ import annotations

import os
import time as _time
from datetime import UTC, datetime
from pathlib import Path


def now() -> datetime:
    """Tell the time, aware, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def stopwatch() -> float:
    """Seconds on a clock that only runs forward; for durations, never for dates."""
    return _time.monotonic()


def machine_zone() -> str:
    """Name the machine's IANA time zone; 'UTC' where it does not tell."""
    for named in (os.environ.get("TZ", "").lstrip(":"), *_linked_zone(Path("/etc/localtime"))):
        if named and _is_zone(named):
            return named
    return "UTC"


def _linked_zone(link: Path) -> tuple[str, ...]:
    _, found, name = str(link.resolve()).partition("zoneinfo/") if link.is_symlink() else ("",) * 3
    return (name,) if found else ()


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
