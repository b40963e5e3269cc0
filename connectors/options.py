"""Reading an account's options: each mistake is a ValueError with one sentence for the owner."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

SERVER = frozenset(
    ("host", "port", "security", "user", "auth", "ca_file", "hosts", "address", "include",
     "exclude", "password_env", "password_command", "token_command", "token_from", "oauth",
     "endpoints")
)  # fmt: skip
"""What every account on a server may say; some of it is read by who lends sockets and secrets."""


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


def refuse_unknown(options: Mapping[str, object], connector: str, *own: str) -> None:
    """Refuse options that an account on a server does not have: a misspelt `exclude` would read
    what the owner wants left alone. *own* are those beside `SERVER`.
    """
    known = SERVER.union(own)
    for key in options:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}"
            raise ValueError(f"{connector}: {key} is not an option; {hint}")


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
