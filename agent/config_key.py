"""How one key of config.toml is declared: its default and what the example says of it."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def key(default: object, why: str, *, low: int | None = None, high: int | None = None) -> Any:
    """Declare one key; *why* is what the example says of it, *low* and *high* bound a number."""
    return field(default=default, metadata={"why": why, "low": low, "high": high})
