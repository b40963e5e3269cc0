"""Where narrowcast keeps its files, and that nobody but the owner may read them."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from narrowcast.agent.errors import ConfigError

if TYPE_CHECKING:
    from narrowcast.agent.config import Settings

_PRIVATE_FOLDER = 0o700
PAUSE = "paused"
"""The file that stops letters; see `pausing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The files of one set-up."""

    config: Path
    data: Path
    outbox: Path

    @property
    def store(self) -> Path:
        return self.data / "narrowcast.db"

    @property
    def lock(self) -> Path:
        return self.data / "lock"

    @property
    def pages(self) -> Path:
        """Where `map` and `report` are written: they hold names, so `forget` empties it."""
        return self.data / "pages"

    @property
    def pause(self) -> Path:
        return self.data / PAUSE

    @property
    def daemon_lock(self) -> Path:
        """Held by the daemon for as long as it lives."""
        return self.data / "daemon.lock"

    @property
    def daemon_status(self) -> Path:
        """What the daemon last told of itself."""
        return self.data / "daemon.json"


def config_file(home: Path | None) -> Path:
    """Name the config file: in *home*, or in the system's folder for settings."""
    return (home or platformdirs.user_config_path("narrowcast", appauthor=False)) / "config.toml"


def places(home: Path | None, settings: Settings) -> Places:
    """Settle where everything lies; *home* holds it all where it is given."""
    chosen = full_path("paths.data", settings.paths.data)
    data = chosen or home or platformdirs.user_data_path("narrowcast", appauthor=False)
    outbox = full_path("outbox.maildir", settings.outbox.maildir) or data / "outbox"
    return Places(config=config_file(home), data=data, outbox=outbox)


def make_private(folder: Path) -> None:
    """Make *folder* (or tighten it) so that only the owner may enter."""
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(_PRIVATE_FOLDER)


def write_private(path: Path, text: str) -> None:
    """Write *path* whole or not at all, readable by the owner alone."""
    make_private(path.parent)
    # A name of its own: another process may write the same file now.
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def drafts(path: Path) -> Iterator[Path]:
    """What `write_private` left of *path* where it was killed."""
    return path.parent.glob(f"{glob.escape(path.name)}.????????.new")


def full_path(where: str, text: str) -> Path | None:
    """The folder that a key names, None for an empty one; raises ConfigError."""
    if not text:
        return None
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        raise ConfigError(where, f"must be a full path or start with ~, not {text!r}")
    return folder
