"""Is the store's file sound? What `doctor` shows: SQLite's own check, and nothing lost since."""

from __future__ import annotations

from pathlib import Path

from narrowcast.agent import backup
from narrowcast.agent.places import Places
from narrowcast.agent.store import copies

_ONLY_GROW = frozenset({"approval", "ask_event", "decision", "letter_event", "suppression"})
"""Tables of the owner's that lose rows only where somebody is forgotten."""


def damage(places: Places, folder: Path) -> str:
    """What is wrong with the store, and how to restore it, in one sentence; '' where nothing is.

    Held to the newest backup in *folder*, too: rows that never go, and are gone.
    """
    if not places.store.exists():
        return ""
    kept = backup.found(folder)
    why = copies.fault_of(places.store) or (_shrunk(places, kept[0]) if kept else "")
    if not why:
        return ""
    remedy = (
        f"run: narrowcast restore {kept[0].path}"
        if kept
        else f"there is no backup; move {places.store} away and run: narrowcast sync"
    )
    return f"{places.store} is damaged ({why}); {remedy}"


def _shrunk(places: Places, last: backup.Backup) -> str:
    held, had = copies.holdings_of(places.store), last.manifest.tables
    if held["suppression"].rows > had["suppression"].rows:
        return ""  # somebody was forgotten since, rows and all
    gone = [
        name
        for name in sorted(_ONLY_GROW & had.keys())
        if name not in held or held[name].rows < had[name].rows
    ]
    return f"rows are missing from {', '.join(gone)}" if gone else ""
