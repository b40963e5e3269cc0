"""How much of a mail is read; apart from `base`, so that the settings load at once."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """How much of a mail the owner lets narrowcast read."""

    HEADERS = "headers"
    SIGNATURES = "signatures"
    MENTIONS = "mentions"
