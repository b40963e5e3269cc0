"""Sending is stopped by a file: whoever can make one can stop every letter, whatever else is broken.

The file is looked at immediately before each letter is given away. It holds since when and until
when, a line each (RFC 3339; no second line: until it is taken away). What cannot be read, or was
not written by us, stops letters, too: only a file that is not there, or whose end has come, lets
them go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from narrowcast.agent.places import write_private


@dataclass(frozen=True, slots=True)
class Pause:
    """Letters do not leave; None: nobody knows since when, or that there is no end."""

    since: datetime | None = None
    until: datetime | None = None

    def words(self, moment: Callable[[datetime], str]) -> str:
        """Say it to the owner, times as *moment* writes them."""
        since = f" since {moment(self.since)}" if self.since else ""
        until = f", until {moment(self.until)}" if self.until else ""
        return f"sending is paused{since}{until}; to let letters leave: narrowcast resume"


def standing(file: Path, now: datetime) -> Pause | None:
    """The pause that holds at *now*; None: letters may leave."""
    try:
        pause = _read(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None if not file.is_symlink() else Pause()
    except (OSError, ValueError):
        return Pause()
    over = pause.until is not None and now >= pause.until
    return None if over else pause


def begin(file: Path, now: datetime, until: datetime | None = None) -> Pause:
    """Let nothing leave from now on, *until* then; a pause that stands keeps its beginning."""
    before = standing(file, now)
    pause = Pause(before.since if before and before.since else now, until)
    lines = [one.isoformat() for one in (pause.since, pause.until) if one is not None]
    write_private(file, "".join(f"{line}\n" for line in lines))
    return pause


def end(file: Path) -> bool:
    """Let letters leave again; whether there was a pause."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def _read(text: str) -> Pause:
    """Raises ValueError where *text* is not what we write."""
    since, until, *more = [*map(_moment, text.splitlines()), None, None]
    if len(more) > 2:
        raise ValueError("it has more than two lines")
    return Pause(since, until)


def _moment(line: str) -> datetime:
    found = datetime.fromisoformat(line)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found
