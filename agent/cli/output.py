"""Printing: one console, data as JSON, and the small shapes all views are made of."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

AsJson = Annotated[bool, typer.Option("--json", help="Print data for scripts instead.")]

WIDEST = 100
"""Prose wider than this is hard to read, however wide the terminal."""


def screen() -> Console:
    """Make the console of standard output: no markup, so that a name prints as it is."""
    return _console(stderr=False)


def side() -> Console:
    """Make the console of standard error: progress, hints and faults."""
    return _console(stderr=True)


def data(value: object) -> None:
    """Print *value* as JSON: dataclasses as objects, times in ISO 8601, enums by value."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def plain(value: object) -> object:
    """Reduce *value* to what JSON holds; raises TypeError for what has no plain form."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no plain form for {type(value).__name__}")


def done(text: str, hint: str = "") -> None:
    """Say that something was done, and what to type next."""
    console = screen()
    console.print(Text(text))
    if hint:
        console.print(next_step(hint))


def counted(number: int, thing: str) -> str:
    """A number with its noun, whose plural ends in s."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def next_step(text: str) -> Text:
    """Style what to type or do next."""
    return Text(f"→ {text}", style="dim")


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST)
    return console
