"""The plan of the week against simpler ways to ask, in invented worlds.

    python -m bench.plan [--cell TEXT] [--set NAME=VALUE]… [--seeds N] [--out FILE] [--jobs N]
    python -m bench.plan --speed

A simulated owner asks week by week; who was asked gets tired, answers, declines or stays silent
(bench/plan.toml). All contenders have the same worlds, luck, estimates, caps, cool-offs and
fallback. Printed for each cell: expected introductions of each, weighed by priority, and the
ceiling, which no way of asking can exceed, even one that knew the truth and tired nobody.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from statistics import mean
from time import process_time
from typing import Any

from bench.events import write_jsonl
from bench.plan_campaign import START, Campaign, ceiling
from bench.plan_contenders import CONTENDERS
from bench.plan_worlds import Cell, cells, settings, world
from narrowcast.agent.core.model import seconds
from narrowcast.agent.core.plan import plan

Row = dict[str, Any]

_RESAMPLES = 1_000
_LARGE = 300  # prospects from which on a cell has fewer worlds


def compare(job: tuple[str, Cell, int]) -> Row:
    """All contenders in one world."""
    name, cell, seed = job
    drawn = world(cell, seed)
    row: Row = {"cell": name, "seed": seed, "ceiling": ceiling(drawn)}
    for who, contender in CONTENDERS.items():
        done = Campaign(drawn).run(contender)
        row |= {who: done.expected, f"{who}, plain": done.plain, f"{who}, asks": len(done.asked)}
    return row


def jobs(told: Mapping[str, Any], part: str, seeds: int) -> Iterator[tuple[str, Cell, int]]:
    """Every world of every cell whose name holds *part*."""
    run = told["run"]
    for name, cell in cells(told):
        worlds = run["large_seeds"] if cell["prospects"] >= _LARGE else seeds or run["seeds"]
        if part in name:
            yield from ((name, cell, run["first_seed"] + number) for number in range(worlds))


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The table: a cell a line, the ratios' mean with its interval at the end."""
    others = [who for who in CONTENDERS if who != "plan"]
    by_cell: dict[str, list[Row]] = {}
    for row in rows:
        by_cell.setdefault(row["cell"], []).append(row)
    yield " | ".join((f"{'cell':<26}", *(f"{w:>12}" for w in (*CONTENDERS, "ceiling", "gain"))))
    for name, found in by_cell.items():
        means = (mean(row[who] for row in found) for who in (*CONTENDERS, "ceiling"))
        gain = f"{_ratio(found, 'greedy') - 1:>+12.1%}"
        yield " | ".join((f"{name:<26}", *(f"{value:12.2f}" for value in means), gain))
    for other in (*others, "ceiling"):
        ratio, low, high = interval(list(by_cell.values()), other)
        yield f"plan over {other}: {ratio - 1:+.1%} [{low - 1:+.1%}, {high - 1:+.1%}]"


def interval(by_cell: Sequence[Sequence[Row]], other: str) -> tuple[float, float, float]:
    """Mean over cells of plan's ratio to *other*, with 95 % of resamples of each cell's worlds."""
    chance = Random(0)
    drawn = sorted(
        mean(_ratio(chance.choices(rows, k=len(rows)), other) for rows in by_cell)
        for _ in range(_RESAMPLES)
    )
    low, high = drawn[round(0.025 * _RESAMPLES)], drawn[round(0.975 * _RESAMPLES) - 1]
    return mean(_ratio(rows, other) for rows in by_cell), low, high


def _ratio(rows: Iterable[Row], other: str) -> float:
    pairs = [(float(row["plan"]), float(row[other])) for row in rows]
    return sum(ours for ours, _ in pairs) / sum(theirs for _, theirs in pairs)


def speed(told: Mapping[str, Any]) -> str:
    """CPU seconds of one whole plan over the largest list of the sweep."""
    cell = max((cell for _, cell in cells(told)), key=lambda cell: cell["prospects"])
    drawn = world(cell, told["run"]["first_seed"])
    routes = [way.route for way in drawn.ways.values()]
    start = process_time()
    found = plan(routes, drawn.caps, (), seconds(START))
    took = process_time() - start
    size = f"{cell['prospects']} prospects × {cell['introducers']} introducers"
    return f"{size}, {len(routes)} routes: {len(found.chosen)} chosen in {took:.1f} s of CPU"


def main() -> None:
    """Print the table, or what the largest list costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cell", default="", help="only cells whose name holds this")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="change the base"
    )
    parser.add_argument("--seeds", type=int, default=0, help="worlds of a cell; 0: as in plan.toml")
    parser.add_argument("--out", type=Path, help="write every world's figures as JSON lines")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--speed", action="store_true", help="only time one large plan")
    options = parser.parse_args()
    told = settings()
    changes = tomllib.loads("\n".join(options.set))
    told = {**told, "base": {**told["base"], **changes}}
    if options.speed:
        print(speed(told))
        return
    wanted = list(jobs(told, options.cell, options.seeds))
    with ProcessPoolExecutor(options.jobs or os.cpu_count()) as pool:
        rows = list(pool.map(compare, wanted))
    if options.out:
        write_jsonl(options.out, rows)
    print("\n".join(lines(rows)))


if __name__ == "__main__":
    main()
