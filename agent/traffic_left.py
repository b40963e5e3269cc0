"""What went over the wire where no store was open to note it: kept in a line each, noted later.

`narrowcast connect` tries a login before there is a store, and what a library reached for past us
is known at the end of a command. Both wait in a small private file of the data folder, for the next
command that opens the store.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from narrowcast.agent.core.model import Time
from narrowcast.agent.store import spoken

if TYPE_CHECKING:
    from narrowcast.agent.store.store import Store
    from narrowcast.connectors.net import Traffic

_FILE = "traffic.pending"


def note(store: Store, data: Path, now: Time) -> None:
    """Note what nobody noted yet, of this process and of those before it."""
    spoken.note(store, untold(), now)
    taken = data / f"{_FILE}.taken"
    with suppress(FileNotFoundError):
        if not taken.exists():  # else a command was killed between reading and noting it
            (data / _FILE).replace(taken)
        for at, one in _read(taken):
            spoken.note(store, (one,), at)
        taken.unlink()


def leave(data: Path, now: Time) -> None:
    """Leave what this process did and did not note for the next one; no folder is made for it."""
    found = untold()
    if not found or not data.is_dir():
        return
    lines = "".join(f"{json.dumps({'at': now, **asdict(one)})}\n" for one in found)
    with suppress(OSError):  # an audit must not cost the command its result
        handle = os.open(data / _FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(lines)


def untold() -> tuple[Traffic, ...]:
    """What this process did; nothing is loaded where it opened no connection."""
    net = sys.modules.get("narrowcast.connectors.net")
    if net is None:
        return _past_us()
    return tuple(net.untold())


def _past_us() -> tuple[Traffic, ...]:
    """What was refused before anything of ours opened a connection."""
    from narrowcast.connectors import guard

    if not guard.has_refused():
        return ()
    from narrowcast.connectors import net

    return net.untold()


def _read(path: Path) -> Iterable[tuple[Time, Traffic]]:
    from narrowcast.connectors.net import Traffic

    with path.open(encoding="utf-8") as lines:
        for line in lines:
            with suppress(ValueError, TypeError, KeyError):  # cut off by a kill
                said = json.loads(line)
                yield Time(int(said.pop("at"))), Traffic(**said)
