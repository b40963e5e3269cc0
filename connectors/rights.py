"""What an OAuth scope means to the owner: the words of consent, and of docs/privacy.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One right: what the owner gives by it, in words, and what it is used for."""

    scope: str
    name: str
    """A word or two, as in "withheld: …"."""
    reads: str
    never: str
    calls: tuple[str, ...]
    """What is called by it: ids of methods in Google's discovery documents, calls to Graph."""
