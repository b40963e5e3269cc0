"""What a person's own title and employer are where a field says "former" or "assistant to"."""

from __future__ import annotations

import re

from narrowcast.nlp.title_reading import NOT_HELD, read_title, without_former

_TRAILER = re.compile(r"[\w-]{2,30}-by:", re.IGNORECASE)
"""`Reviewed-by: Ann Lee`, as it ends a patch."""


def own_title(value: str) -> str:
    """'' for a former title; `Assistant to the CEO` is an assistant's; degrees are left out."""
    title = read_title(value)
    return "" if title.standing in NOT_HELD else title.text


def present_firm(value: str) -> tuple[str, bool]:
    """An organisation's name, and whether it is called a former one: `ex-Acme` → Acme, True."""
    name = " ".join(value.split())
    return ("", False) if _TRAILER.match(name) else without_former(name)
