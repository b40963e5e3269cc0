"""Sending is stopped by a file: who can make one can stop every letter, whatever else is broken.

The file is looked at immediately before each letter is given away. It holds since when, until when
and why. What cannot be read, or was not written by us, stops letters, too: only a file that is not
there, or whose end has come, lets them go. An empty one made by hand will do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from narrowcast.agent.errors import InputError
from narrowcast.agent.places import write_private

END = "to let letters leave: narrowcast resume"


@dataclass(frozen=True, slots=True)
class Pause:
    """Letters do not leave; None: nobody knows since when, or there is no end but the owner's."""

    since: datetime | None = None
    until: datetime | None = None
    why: str = ""

    def words(self, moment: Callable[[datetime], str]) -> str:
        """Say it to the owner, times as *moment* writes them; no full stop, no remedy."""
        since = f" since {moment(self.since)}" if self.since else ""
        until = f" until {moment(self.until)}" if self.until else ""
        return f"sending is paused{since}{until}{f': {self.why}' if self.why else ''}"


def standing(file: Path, now: datetime) -> Pause | None:
    """The pause that holds at *now*; None: letters may leave."""
    try:
        pause = _read(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Pause() if file.is_symlink() else None
    except (OSError, ValueError, RecursionError):
        return Pause()
    over = pause.until is not None and now >= pause.until
    return None if over else pause


def begin(file: Path, now: datetime, *, until: datetime | None = None, why: str = "") -> Pause:
    """Let nothing leave from now on, *until* then; a pause that stands keeps its beginning.

    Raises InputError where the file cannot be written.
    """
    before = standing(file, now)
    pause = Pause((before and before.since) or now, until, why)
    told = {"since": _written(pause.since), "until": _written(until), "why": why}
    try:
        write_private(file, json.dumps(told, ensure_ascii=False) + "\n")
    except OSError as fault:
        raise InputError(f"{file} cannot be written: {fault.strerror}") from fault
    return pause


def end(file: Path) -> bool:
    """Let letters leave again; whether anything stopped them. Raises InputError."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise InputError(f"{file} cannot be taken away: {fault.strerror}") from fault
    return True


def _read(told: object) -> Pause:
    """Raises ValueError where it is not what we write."""
    if not isinstance(told, Mapping) or set(told) != {"since", "until", "why"}:
        raise ValueError("it was not written by us")
    return Pause(_moment(told["since"]), _moment(told["until"]), str(told["why"]))


def _moment(text: object) -> datetime | None:
    if text is None:
        return None
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
