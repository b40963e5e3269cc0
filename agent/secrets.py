"""What must stay secret on this machine: the key that mentions are hashed with.

Without the key nobody can test a guessed name against the store (design §4). Neither could we: who
is forgotten and must stay away would be unknown, so a store is not used without its own key.
"""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from narrowcast.agent.errors import ConfigError
from narrowcast.agent.places import make_private

KEY_BYTES = 32
_FILE = "mention.key"


def mention_key(data: Path, *, store: Path) -> bytes:
    """Read the key in *data*, made together with *store*.

    Raises ConfigError where others may read it, and where it is lost.
    """
    path = data / _FILE
    make_private(data)
    if path.exists():
        _refuse_readable(path)
    elif store.exists() and store.stat().st_size:
        raise ConfigError("", f"is missing; put it back from a backup, {store} needs it", str(path))
    else:
        _make(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ConfigError("", "is damaged; put it back from a backup", str(path))
    return key


def put_back(data: Path, key: bytes, now: datetime) -> None:
    """Make *key* the one in *data*; another one that is there is kept beside it."""
    path = data / _FILE
    make_private(data)
    if path.exists():
        if path.read_bytes() == key:
            return
        path.replace(path.with_name(f"{_FILE}.before-restore-{now:%Y%m%dT%H%M%SZ}"))
    _make(path, key)


def _make(path: Path, key: bytes | None = None) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key or secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _refuse_readable(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConfigError("", f"can be read by others; run: chmod 600 {path}", str(path))
