"""Whether a text asks something: a question mark where a sentence may end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASKS = re.compile(r"(?<=[\w)\"'”’»\]])[ \u00a0\u202f]?\?+(?=[\s)\"'”’»!*]|$)|[？؟]")
"""A space may stand before it (French); one that opens a line is a bullet lost in a code page."""


def asks(text: str) -> bool:
    """Whether *text* holds a question; marks inside links and words do not count."""
    return any(_ASKS.search(line) for line in _lines(text))


def words(text: str) -> int:
    """How many words *text* has, links left out."""
    return sum(len(line.split()) for line in _lines(text))


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield " ".join(w for w in line.split() if "://" not in w and not w.startswith("www."))
