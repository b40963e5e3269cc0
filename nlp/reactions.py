"""Answers of one sign: a thumb, a heart, and what mailers write of them."""

from __future__ import annotations

import re
import unicodedata


def is_reaction(text: str) -> bool:
    """Whether a normalised *text* is nothing but a sign, or a mailer's note that they sent one."""
    lines = [" ".join(re.findall(r"[\w'-]+", line)) for line in text.split("\n")]
    rest = [line for line in lines if line]
    if not rest:
        return any(unicodedata.category(sign) == "So" for sign in text)
    shows = '"' in text or any(unicodedata.category(sign) == "So" for sign in text)
    return shows and len(rest) <= 2 and _REACTED.match(rest[0]) is not None


_REACTED = re.compile(
    r"(?:\S+ ){0,4}?(?:reacted (?:to|with)|liked|loved|hat (?:auf|mit)|a réagi|reaccionó|ha reagito"
    r"|heeft gereageerd|reagiu|reagerade|reagerede|zareagował\w?)(?: \S+){0,8}"
)
