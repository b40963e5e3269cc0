"""A daemon as a process of its own, beside real servers, and what it takes of the machine."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from narrowcast.agent import bulletin
from narrowcast.agent.bulletin import Bulletin
from tests.whole.people import until
from tests.whole.program import Home

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watched:
    """A daemon that runs."""

    home: Home
    process: subprocess.Popen[str]
    memory: list[tuple[float, float]] = field(default_factory=list)
    """Seconds since it was started to look, and megabytes."""
    stopped_after: float = 0.0
    _since: float = field(default_factory=time.monotonic)

    def told(self) -> Bulletin | None:
        """What it last told of itself."""
        return bulletin.read(self.home.folder / "daemon.json")

    def has_read(self) -> bool:
        """Whether it read the accounts once."""
        told = self.told()
        return told is not None and told.ticks > 0

    def cpu_seconds(self) -> float:
        """What it took of the processor so far, its chores not counted."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def weigh(self) -> float:
        """Its resident memory in megabytes, noted."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        size = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        self.memory.append((time.monotonic() - self._since, size))
        return size


@contextmanager
def daemon(home: Home) -> Iterator[Watched]:
    """`narrowcast daemon run` for the length of the block, ended as a system ends what it runs."""
    with home.start("daemon", "run") as process:
        watched = Watched(home, process)
        try:
            assert until(60, watched.has_read), "it never read the accounts"
            yield watched
        finally:
            asked = time.monotonic()
            process.terminate()
            try:
                said, _ = process.communicate(timeout=30)
            finally:
                process.kill()
            watched.stopped_after = time.monotonic() - asked
    assert (process.returncode, said) == (0, "")
