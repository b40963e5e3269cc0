"""Keyed hashes of who was forgotten, kept beside the store for the day it is lost."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from narrowcast.agent.places import write_private

_FILE = "forgotten"


def remembered(data: Path) -> tuple[str, ...]:
    """The hashes kept in the folder *data*, oldest first."""
    try:
        return tuple((data / _FILE).read_text(encoding="ascii").split())
    except (FileNotFoundError, UnicodeDecodeError):
        return ()


def remember(data: Path, digests: Collection[str]) -> None:
    """Add *digests* to those kept in the folder *data*."""
    known = dict.fromkeys((*remembered(data), *digests))
    write_private(data / _FILE, "".join(f"{one}\n" for one in known))
