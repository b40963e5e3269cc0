"""Days as the owner types them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Time


def day(text: str) -> Time | None:
    """When the day begins, UTC; None for ''. Raises InputError."""
    from narrowcast.agent.core.model import seconds

    try:
        return seconds(datetime.fromisoformat(text).replace(tzinfo=UTC)) if text else None
    except ValueError:
        raise InputError(f"{text!r} is no day; write it such as 2027-03-01") from None
