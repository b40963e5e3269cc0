"""What every command shares: where the owner's files are and how faults are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from narrowcast.agent.config import Settings
    from narrowcast.agent.places import Places


@dataclass
class Session:
    """One run of the command line; filled by the options before the command's name."""

    home: Path | None = None
    debug: bool = False

    @cached_property
    def settings(self) -> Settings:
        """Read config.toml once; raises ConfigError."""
        from narrowcast.agent import config, places

        return config.load(places.config_file(self.home))

    @cached_property
    def places(self) -> Places:
        """Settle where the files lie; raises ConfigError."""
        from narrowcast.agent import places

        return places.places(self.home, self.settings)


def of(context: typer.Context) -> Session:
    """Find the session that *context* (or a parent of it) carries."""
    return context.ensure_object(Session)
