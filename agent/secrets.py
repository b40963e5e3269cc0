"""What must stay secret on this machine: the key that mentions are hashed with.

Without the key nobody can test a guessed name against the store (design §4). Losing it loses no
evidence but the mentions, which are then read again.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from narrowcast.agent.errors import ConfigError
from narrowcast.agent.places import make_private

KEY_BYTES = 32
_FILE = "mention.key"


def mention_key(data: Path) -> bytes:
    """Read the key in *data*, made at first use; raises ConfigError where others may read it."""
    path = data / _FILE
    make_private(data)
    try:
        _make(path)
    except FileExistsError:
        _refuse_readable(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ConfigError("", "is damaged; move it away, mentions will be read again", str(path))
    return key


def _make(path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _refuse_readable(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConfigError("", f"can be read by others; run: chmod 600 {path}", str(path))
