"""Reading an account's options: each mistake is a ValueError with one sentence for the owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path


def path(options: Mapping[str, object], connector: str) -> Path:
    """The existing file or folder that `path` names."""
    value = options.get("path")
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError(
            f"{connector}: the option path is missing; give the file or folder to read"
        )
    found = Path(value).expanduser()
    if not found.exists():
        raise ValueError(f"{connector}: there is no {found}; correct the option path")
    return found


def day(options: Mapping[str, object], key: str) -> datetime | None:
    """The start of the UTC day that *key* names (`2025-12-31` or a date); None if not given."""
    value = options.get(key)
    if value is None:
        return None
    try:
        moment = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if not isinstance(moment, date):
        raise ValueError(  # noqa: TRY004 - for the owner, whatever the fault: a wrong value
            f"the option {key} is no day; write it like 2025-12-31"
        )
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
