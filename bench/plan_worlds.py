"""Invented worlds for bench/plan.py: who would introduce the owner, and what is known of it.

Truth is hidden from all contenders; they see routes with noisy chances, as the product makes them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from narrowcast.agent.core.lint_context import Caps
from narrowcast.agent.core.model import PersonUid, ProspectId
from narrowcast.agent.core.routes import PRIORITY, Route

FILE = Path(__file__).with_name("plan.toml")
_SURE = 0.98  # no chance is nearer to 0 or 1

Cell = Mapping[str, Any]
"""One setting of the simulator's values; its names are those of plan.toml."""


@dataclass(frozen=True, slots=True)
class Way:
    """One introducer of a prospect: what is true, and what the contenders are told."""

    route: Route
    chance: float
    luck: tuple[float, float]
    """Draws for 'introduces' and 'stays silent'; the same for every contender."""


@dataclass(frozen=True, slots=True)
class World:
    """A list of prospects with everybody who could introduce the owner."""

    ways: Mapping[tuple[ProspectId, PersonUid], Way]
    caps: Caps
    cell: Cell


def settings() -> Mapping[str, Any]:
    """The fixed values and the sweep."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def cells(told: Mapping[str, Any]) -> Iterator[tuple[str, Cell]]:
    """The base, and each swept value beside it."""
    base = told["base"]
    yield "base", base
    for name, values in told["sweep"].items():
        for value in values:
            if name == "size":
                prospects, introducers = value
                size = {"prospects": prospects, "introducers": introducers}
                yield f"{prospects} × {introducers}", {**base, **size}
            else:
                yield f"{name} {value}", {**base, name: value}


def world(cell: Cell, seed: int) -> World:
    """Draw a world; the same seed gives the same."""
    chance = Random(seed)
    people = [PersonUid(f"i{number:05}") for number in range(cell["introducers"])]
    wanted = list(accumulate((k + 1) ** -cell["overlap"] for k in range(len(people))))
    answers = [_beta(chance, cell["answers"], cell["answers_spread"]) for _ in people]
    seen = [_noisy(chance, answer, cell["noise"]) for answer in answers]
    ways: dict[tuple[ProspectId, PersonUid], Way] = {}
    for number in range(1, cell["prospects"] + 1):
        prospect = ProspectId(number)
        (priority,) = chance.choices((1, 2, 3), weights=cell["priorities"])
        for place in _known(chance, cell, wanted):
            helps = _beta(chance, cell["introduces"], cell["introduces_spread"])
            near = 1 - math.log(place + 1) / math.log(len(people))
            helps = _shifted(helps, cell["brokers_edge"] * near)
            route = Route(
                prospect=prospect,
                introducer=people[place],
                chance=seen[place] * _noisy(chance, helps, cell["noise"]),
                weight=PRIORITY[priority],
            )
            luck = chance.random(), chance.random()
            ways[prospect, people[place]] = Way(route, answers[place] * helps, luck)
    return World(ways, _caps(cell), cell)


def _known(chance: Random, cell: Cell, wanted: list[float]) -> list[int]:
    """Who could be asked for one prospect: at least one, geometrically many, the known oftener."""
    count = 1
    while count < len(wanted) and chance.random() < 1 - 1 / cell["routes"]:
        count += 1
    found: set[int] = set()
    while len(found) < count:
        found.update(chance.choices(range(len(wanted)), cum_weights=wanted))
    return sorted(found)


def _caps(cell: Cell) -> Caps:
    names = ("per_day", "per_week", "introducer_days", "per_introducer_year")
    return Caps(**{name: cell[name] for name in names})


def _beta(chance: Random, mean: float, spread: float) -> float:
    drawn = chance.betavariate(mean * spread, (1 - mean) * spread)
    return min(_SURE, max(1 - _SURE, drawn))


def _noisy(chance: Random, value: float, noise: float) -> float:
    return _shifted(value, chance.gauss(0, noise))


def _shifted(value: float, by: float) -> float:
    """A chance moved by log-odds."""
    return 1 / (1 + math.exp(-math.log(value / (1 - value)) - by))
