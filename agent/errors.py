"""Our own errors, named by what the owner should do; each text is one sentence with the remedy.

AgentError                  the command stops with the sentence and code 2
├── ConfigError             correct config.toml
├── StoreError              the store cannot be used as it is
│   ├── StoreTooNew         update narrowcast: a newer version wrote this store
│   ├── StoreFull           make room on the disk
│   ├── Unwritable          make the folder your own again
│   ├── NeverUnreadable     nobody is written to while it is unknown who must not be
│   └── StoreUnreadable     restore a backup, or move the file away and sync again
├── Busy                    another narrowcast is writing: wait for it
├── InputError              a file or an argument given is not what it should be
├── NotFound                nothing has this name, number or address
└── Unclear                 more than one has: say which

Elsewhere: `core.asks.IllegalMove` (a move no ask may make), `connectors.errors` (what servers do).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class AgentError(Exception):
    """Anything narrowcast raises on purpose."""


class ConfigError(AgentError):
    """config.toml is wrong at *where* (a dotted key, '' for the whole file)."""

    def __init__(self, where: str, what: str, file: str = "config.toml") -> None:
        super().__init__(f"{file}: {where + ' ' if where else ''}{what}")
        self.where = where


class StoreError(AgentError):
    """The store cannot be used as it is."""


class StoreTooNew(StoreError):
    def __init__(self, path: Path | None) -> None:
        super().__init__(
            f"{_named(path)} was written by a newer narrowcast; update narrowcast, nothing changed"
        )


class StoreUnreadable(StoreError):
    def __init__(self, path: Path | None, reason: str) -> None:
        super().__init__(
            f"{_named(path)} cannot be read ({reason}); restore a backup, or move it away and sync"
        )


class StoreFull(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no room for {path}; free some of the disk and run it again")


class Unwritable(StoreError):
    """Nothing can be kept in *folder*."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"{folder} cannot be used ({reason}); make it a folder that you own and may write to,"
            " with room on its disk"
        )


class NeverUnreadable(StoreError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the list of people never to write to cannot be read ({reason}), so nobody is written"
            " to; restore a backup of the store"
        )


class Busy(AgentError):
    """Another process holds the lock; the holder keeps it only while it lives."""

    def __init__(self, lock: Path) -> None:
        super().__init__(f"another narrowcast is at work (it holds {lock}); wait for it")


class InputError(AgentError):
    """A file or an argument is not what it should be."""


class NotFound(AgentError):
    """No *kind* is called *what*; *remedy* tells how to see those there are."""

    def __init__(self, kind: str, what: str, remedy: str) -> None:
        super().__init__(f"no {kind} is called {what!r}; {remedy}")


class Unclear(AgentError):
    """More than one *kind* is called *what*: the owner says which, nothing is guessed."""

    def __init__(self, kind: str, what: str, choices: Sequence[str]) -> None:
        shown = "; ".join(choices[:5]) + ("; …" if len(choices) > 5 else "")
        super().__init__(f"more than one {kind} is called {what!r}, name one exactly: {shown}")
        self.choices = tuple(choices)


def _named(path: Path | None) -> str:
    return "the store in memory" if path is None else str(path)
