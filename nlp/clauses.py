"""Small pieces that the word tables of intents share."""

from __future__ import annotations

import re

HER = r"(?:her|him|them|she|he|they|that person|the person|this person)"
GAP = r"(?:\S+ ){0,4}?"
"""A few words between two that belong together."""

ACT = (
    r"(?:introduce|intro|connect|write|e-?mail|ping|message|text|call|drop|send (?:her|him"
    r"|them)|forward|pass"
    rf"|reach out|make (?:the|an|that) (?:intro|introduction|connection)|put you|loop|ask {HER}"
    rf"|check with|contact|speak (?:to|with) {HER}|talk to {HER}|shoot|mention (?:it|you"
    rf"|this) to|get in touch with"
    rf"|set (?:it|this|something) up|do (?:it|that|the intro|this)|let {HER} know|bring you"
    rf"|try|give it a (?:go|try|shot))"
)
"""What an introducer does; after "can't" a refusal."""


def any_of(*entries: str | tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all *entries*, which match whole words; a tuple is read as its members."""
    flat = [one for entry in entries for one in ((entry,) if isinstance(entry, str) else entry)]
    return re.compile(r"(?<!\w)(?:" + "|".join(flat) + r")(?!\w)")
