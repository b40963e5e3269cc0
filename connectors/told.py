"""Reading the JSON of a service: it is believed in nothing but its keys.

A key that is missing, null or of another type reads as nothing, so that no surprise of a server
becomes a fault of ours.
"""

from __future__ import annotations

from collections.abc import Mapping

Told = Mapping[str, object]
"""One JSON object of an answer."""


def word(told: Told, key: str) -> str:
    """The text at *key*; ''."""
    found = told.get(key)
    return found if isinstance(found, str) else ""


def words(told: Told, key: str) -> list[str]:
    """The texts listed at *key*."""
    found = told.get(key)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def flag(told: Told, key: str) -> bool:
    """Whether *key* is true; what is false may be left out."""
    return told.get(key) is True


def part(told: Told, key: str) -> Told:
    """The object at *key*; an empty one."""
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def parts(told: Told, key: str) -> list[Told]:
    """The objects listed at *key*."""
    found = told.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
