"""Tables of runs, and limits with what was found: for people, then for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.running import Ran


@dataclass(slots=True)
class Verdicts:
    """What was found, and the limits it was held against."""

    found: dict[str, Any] = field(default_factory=dict[str, Any])
    _lines: list[str] = field(default_factory=list[str])

    def at_most(self, name: str, value: float, limit: float) -> None:
        """Hold *value* against its upper *limit*."""
        self._judge(name, value, "≤", limit, kept=value <= limit)

    def at_least(self, name: str, value: float, limit: float) -> None:
        """Hold *value* against its lower *limit*."""
        self._judge(name, value, "≥", limit, kept=value >= limit)

    def figure(self, name: str, value: object) -> None:
        """Note what has no limit."""
        self.found[name] = value

    def print(self) -> None:
        """Write every limit with what was found: yes where it is kept."""
        print(f"\n{'limits':52}{'found':>10}{'limit':>12}")
        print("\n".join(self._lines))

    def _judge(self, name: str, value: float, sign: str, limit: float, *, kept: bool) -> None:
        self.found[name] = {"value": round(value, 4), "limit": f"{sign} {limit:g}", "kept": kept}
        told = f"{value:,.0f}" if value >= 100 else f"{value:.3f}"
        self._lines.append(
            f"  {name:50}{told:>10}{f'{sign} {limit:g}':>12}  {'yes' if kept else 'NO'}"
        )


def table(title: str, messages: int, runs: Mapping[str, Ran]) -> None:
    """Print what each of *runs* took, and what one of *messages* costs it."""
    print(f"\n{title:44}{'CPU s':>9}{'µs each':>9}{'wall s':>9}{'peak MiB':>10}")
    for name, ran in runs.items():
        peak = ran.said.get("peak_mib")
        memory = f"{peak:10.0f}" if peak else f"{'':10}"
        each = ran.cpu / messages * 1e6
        print(f"  {name:42}{ran.cpu:9.2f}{each:9.1f}{ran.wall:9.2f}{memory}", flush=True)
