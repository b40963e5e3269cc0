"""Time zones as calendars name them: by IANA or Windows name, or defined in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

MAX_BLOCK_LINES = 2_000
_MAX_RULES = 100
_KEY = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+){0,3}\Z")
_RULE = re.compile(r"RRULE.*?FREQ=(\w*)", re.IGNORECASE)
_UTC = frozenset(
    {
        "",
        "Z",
        "UTC",
        "GMT",
        "ETC/UTC",
        "ETC/GMT",
        "COORDINATED UNIVERSAL TIME",
        "TZONE://MICROSOFT/UTC",
    }
)


class Zones:
    """The zones of one file; *blocks* holds the lines of each VTIMEZONE by its TZID."""

    def __init__(self, blocks: Mapping[str, Sequence[str]], floating: str = "") -> None:
        self._blocks = blocks
        self.floating: tzinfo = UTC
        self.floating = self.find(floating)
        """What a time without a zone is in: the file's X-WR-TIMEZONE, else UTC."""

    def find(self, name: str) -> tzinfo:
        """The zone called *name*; that of times without a zone where nobody knows it."""
        name = name.strip(' "')
        if name.upper() in _UTC:
            return UTC
        known = _known(name)
        if known is None and name in self._blocks:
            known = _defined("\r\n".join(self._blocks[name]))
        return known or self.floating


@lru_cache(maxsize=512)
def _known(name: str) -> tzinfo | None:
    """By IANA name, also at a path's end (`/example.org/Europe/Berlin`), or by Windows name."""
    parts = name.split("/")
    for candidate in (name, "/".join(parts[-3:]), "/".join(parts[-2:])):
        if found := _iana(candidate):
            return found
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return _iana(WINDOWS_TO_OLSON.get(name, ""))


def _iana(key: str) -> tzinfo | None:
    if not _KEY.match(key):
        return None
    try:
        return ZoneInfo(key)
    except (ValueError, KeyError, OSError):
        return None


@lru_cache(maxsize=256)
def _defined(block: str) -> tzinfo | None:
    """Build a VTIMEZONE; one whose rules would take long to unroll, or that is broken, is not
    believed.
    """
    rules = _RULE.findall(block)
    if block.count("\n") > MAX_BLOCK_LINES or len(rules) > _MAX_RULES:
        return None
    if any(rule.upper() != "YEARLY" for rule in rules):
        return None
    from icalendar import Timezone

    try:
        component = Timezone.from_ical(block)
        return component.to_tz(lookup_tzid=False) if isinstance(component, Timezone) else None
    except Exception:  # noqa: BLE001 - a vendor's parser on a stranger's bytes: whatever it raises means "no"
        return None
