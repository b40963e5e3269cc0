"""What the daemon tells of itself in a file, and what `daemon status` reads there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from narrowcast.agent import lock
from narrowcast.agent.errors import Busy


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNews:
    """An account the daemon stays beside."""

    name: str
    rest: float = 0.0
    """Seconds until it is tried again; 0: it is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoreNews:
    """How something was last done by the clock."""

    at: str
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """How a daemon is; times in ISO 8601, UTC."""

    pid: int
    since: str
    at: str
    """When this was written: half a minute ago at most, while it lives."""
    ticks: int = 0
    last_tick: str = ""
    trouble: str = ""
    """What the last tick failed of; '' where it did not."""
    accounts: tuple[AccountNews, ...] = ()
    chores: Mapping[str, ChoreNews] = field(default_factory=dict[str, ChoreNews])
    doing: str = ""
    next_morning: str = ""
    on_battery: bool = False
    leaps: int = 0
    """How often the machine slept or its clock was set."""
    memory_mb: float = 0.0
    cpu_seconds: float = 0.0


def is_running(daemon_lock: Path) -> bool:
    """Whether a daemon lives: it holds its lock, and loses it however it dies."""
    if not daemon_lock.exists():
        return False
    try:
        with lock.alone(daemon_lock):
            return False
    except Busy:
        return True


def write(path: Path, bulletin: Bulletin) -> None:
    """Write it whole or not at all; not to disk at once, for a crash makes it worthless anyway."""
    new = path.with_name(f"{path.name}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(bulletin), file)
    new.replace(path)


def read(path: Path) -> Bulletin | None:
    """What was last told; None where there is nothing, or not of this version."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        accounts = tuple(AccountNews(**one) for one in told.pop("accounts"))
        chores = {name: ChoreNews(**one) for name, one in told.pop("chores").items()}
        return Bulletin(**told, accounts=accounts, chores=chores)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def memory_mb() -> float:
    """What this process holds in memory now; at most, where the system tells no more."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)
    except (OSError, ValueError):
        return _most_mb()


def _most_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1e6 if sys.platform == "darwin" else 1e3), 1)


def cpu_seconds() -> float:
    """What this process took of the processor so far."""
    took = os.times()
    return round(took.user + took.system, 2)
