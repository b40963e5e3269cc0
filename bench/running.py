"""Run a command to its end and tell what it took: CPU by rusage, wall, and its last words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run took."""

    cpu: float
    """Seconds of user and system time, of the command and of all that it waited for."""
    wall: float
    said: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The JSON object on its last line, where there is one."""


class Failed(RuntimeError):
    """A command that is measured must succeed; the text holds the end of what it said."""


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> Ran:
    """Run *command*, *env* added to ours; raises Failed."""
    start = perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(env or {})},
        text=True,
    )
    assert process.stdout is not None, "asked for above"
    with process.stdout:
        words = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{command[0]} ended with {process.returncode}: {words[-2_000:]}")
    return Ran(cpu=usage.ru_utime + usage.ru_stime, wall=wall, said=_last_object(words))


def python(module: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs *module* with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def with_path(*folders: Path) -> dict[str, str]:
    """An environment whose Python also imports from *folders*."""
    own = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (*map(str, folders), own)))}


def peak_mib() -> float:
    """The peak of this process's resident memory since it was executed.

    Not ru_maxrss: that one remembers the parent's memory from before exec.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) / 1024


def bare_mib() -> float:
    """The same of an interpreter that does nothing."""
    told = "print(next(x.split()[1] for x in open('/proc/self/status') if x.startswith('VmHWM')))"
    out = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return int(out.stdout) / 1024


def rounds(count: int, contenders: Mapping[str, Callable[[], Ran]]) -> dict[str, Ran]:
    """Run *contenders* in turn, *count* times; keep of each the run that took the least CPU.

    In turn, so that a slow minute of the machine does not hit one of them alone.
    """
    best: dict[str, Ran] = {}
    for _ in range(count):
        for name, contender in contenders.items():
            ran = contender()
            if name not in best or ran.cpu < best[name].cpu:
                best[name] = ran
    return best


def _last_object(words: str) -> dict[str, Any]:
    lines = words.strip().splitlines()
    if not lines or not lines[-1].startswith("{"):
        return {}
    said = json.loads(lines[-1])
    return said if isinstance(said, dict) else {}
