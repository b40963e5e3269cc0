"""What a person's own title and employer are where a field says "former" or "assistant to".

The one place in `agent` that takes titles apart; `nlp.titles.role` reads them further.
"""

from __future__ import annotations

import re

FORMER = re.compile(
    r"(?:ex[-\s]+|former(?:ly)?\b|retired\b|ehemal\w+|vormals\b|früher\w*\b|anciens?\b|ancienne\b|"
    r"antigu[oa]\b|anteriormente\b|già\b|voormalig\w*|tidigare\b|tidligere\b|były\b|była\b)[\s:,]*"
    r"(?:with\b|at\b|of\b|bei\b|chez\b|en\b)?\s*",
    re.IGNORECASE,
)
_FORMER_END = re.compile(
    r"[\s,(\[]+(?:former|retired|emerit\w+|a\.\s?d\.|i\.\s?r\.|ret\.|ehemalig\w*)[)\]]*\s*$",
    re.IGNORECASE,
)
_ASSISTANT = re.compile(r"(.*\bassistant\b.*?)\s+to\s.+", re.IGNORECASE)


def own_title(value: str) -> str:
    """'' for a former title; `Assistant to the CEO` is an assistant's."""
    title = " ".join(value.split())
    if FORMER.match(title) or _FORMER_END.search(title):
        return ""
    assistant = _ASSISTANT.match(title)
    return assistant[1] if assistant else title


def present_firm(value: str) -> tuple[str, bool]:
    """An organisation's name, and whether it is called a former one: `ex-Acme` → Acme, True."""
    name = " ".join(value.split())
    former = FORMER.match(name)
    if former and former.end() < len(name):
        return name[former.end() :], True
    return name, False
