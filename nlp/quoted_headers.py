"""Runs of header lines (`From:`, `Sent:`, `To:`) that open a quoted mail, in ten languages.

Outlook, Apple Mail, Yahoo, GMX and Exchange write them; Lotus Notes puts a name and a date above
its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["ADDRESS", "RULE", "header_run", "is_head"]

RULE = re.compile(r"\s*[_\-=*\u2500\u2014]{5,}\s*$")
"""A line of signs that parts what is above from what is below."""
_LABELS = {
    "from": (
        "from|von|de|da|van|fr.n|fra|od|mittente|absender|expéditeur|remitente|afzender|nadawca"
    ),
    "date": (
        "sent|date|gesendet(?: am)?|datum|envoy.{1,2}(?: le)?|enviado(?: el| em)?|enviada(?: em)?"
        "|fecha|inviato(?: il)?|data|verzonden|skickat|sendt|dato"
        "|wys.an[oe]|data wysłania"
    ),
    "to": "to|an|à|á|a|\\?|para|aan|till|til|do|destinat[aá]rio|empfänger",
    "cc": "b?cc|kopie|copie|copia|kopia|kopi|dw|cópia",
    "path": "received|return-path|delivered-to|x-received",
    "mime": "mime-version|content-type|content-transfer-encoding|x-mailer",
    "subject": (
        "subject|betreff|betr|objet|asunto|oggetto|onderwerp|assunto|ämne|.mne|emne|temat|thema|re"
    ),
}
_HEADER = re.compile(
    r"[\s*_]*+(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
    + r")(?: ?/ ?[^\W\d_]{1,12})?[*_]*[ \xa0]?:",  # `Gesendet / Inviato:`, in two languages
    re.IGNORECASE,
)
_INLINE_HEADER = re.compile(
    r"\s(?:(?P<date>sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden|skickat|sendt)"
    r"|(?P<to>to|an|à|para|aan|till|til|do)"
    r"|(?P<subject>subject|betreff|objet|asunto|oggetto|assunto|onderwerp))\s?:",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[\s*_]*+[^\W\d_][\w \-]{1,20}[*_]*[ \xa0]?:\s")
_TIMED = re.compile(r"\b(?:19|20)\d\d\b.{0,20}\b\d{1,2}[:.]\d{2}\b")
ADDRESS = re.compile(
    r"[\w.+-]{1,64}(?:@| at )[\w-]{1,63}\.[\w.-]{1,80}|mailto:|smtp:", re.IGNORECASE
)
_DATE_TIME = re.compile(
    r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}.{0,12}?\d{1,2}[:.]\d{2}"
    r"|\d{1,2}[:.]\d{2}.{0,12}?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
)


def header_run(lines: Sequence[str], marked: Sequence[bool], *, forwarded: bool) -> int | None:
    """The line at which the first such quotation starts; None: there is none.

    Of a *forwarded* mail a single `From:` with an address is enough.
    """
    number = 0
    while number < len(lines):
        line = lines[number]
        first = None if marked[number] or ":" not in line else _HEADER.match(line)
        if "@" in line and not marked[number] and _is_foreign_head(lines, number):
            return _above_rules(lines, number)
        if first is None:
            number += 1
            continue
        kinds, after = _run_kinds(lines, marked, number)
        if forwarded and first.lastgroup == "from" and ADDRESS.search(lines[number]):
            kinds.add("forward")
        start = _run_start(lines, number, kinds)
        if start is not None:
            return start
        number = after
    return _first(_columns(lines, marked), _cells(lines, marked))


def _first(*found: int | None) -> int | None:
    return min((one for one in found if one is not None), default=None)


def is_head(lines: Sequence[str]) -> bool:
    """Whether *lines* hold a mail's head and nothing below it."""
    filled = [line.strip() for line in lines if line.strip()]
    kinds = {found.lastgroup for line in filled if (found := _HEADER.match(line)) is not None}
    last = max((n for n, line in enumerate(filled) if _HEADER.match(line)), default=0)
    return len(kinds) >= 2 and len(filled) - last <= 2


def _is_foreign_head(lines: Sequence[str], number: int) -> bool:
    """Whether an address, a time and one more are labelled from *number* on, in any language."""
    if not lines[number].rstrip().endswith((">", "]")):
        return False
    head = lines[number : number + 3]
    labelled = len(head) == 3 and all(_LABELLED.match(line) for line in head)
    return labelled and any(_TIMED.search(line) for line in head[1:])


_COLUMN_LINES = 12
_COLUMN = re.compile(
    r"\s{8,60}(?:\S.{0,60}?\s{2,60})?(?P<kind>to|an|cc|kopie|subject|thema|pour|objet|asunto)\s?:\s",
    re.IGNORECASE,
)


def _columns(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    """Lotus Notes' head in two columns: name, address and date left, To and Subject right."""
    kinds: set[str] = set()
    first = last = -_COLUMN_LINES
    for number, line in enumerate(lines):
        found = None if marked[number] or not line[:8].isspace() else _COLUMN.match(line + " ")
        if found is None:
            continue
        if number - last >= _COLUMN_LINES:
            kinds, first = set(), number
        last = number
        kinds.add(found["kind"].lower())
        if len(kinds) >= 2:
            while first and lines[first - 1][:8].isspace() and lines[first - 1].strip():
                first -= 1
            return first
    return None


_TO_CELL = re.compile(r"\s*(?:to|an|pour|para|aan|a|till?|do)(?:\t|\s{2}|\s*$)", re.IGNORECASE)
_SUBJECT_CELL = re.compile(r"\w+(?:\t|\s{2}|\s*$)")
_SUBJECTS = (
    "Subject", "Thema", "Objet", "Asunto", "Oggetto", "Onderwerp", "Emne", "Ämne", "Assunto",
    "Temat",
)  # fmt: skip


def _cells(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    """Lotus Notes' head out of a table: name and date, then `To` and `Subject` without colons."""
    for number, line in enumerate(lines):
        if (
            line[:1] not in "STOAEÄ"
            or not line.startswith(_SUBJECTS)
            or marked[number]
            or not _SUBJECT_CELL.match(line)
        ):
            continue
        for above in range(number - 1, max(number - _COLUMN_LINES, -1), -1):
            if _TO_CELL.match(lines[above]):
                return _lotus_start(lines, above)
    return None


def _run_kinds(lines: Sequence[str], marked: Sequence[bool], number: int) -> tuple[set[str], int]:
    """Which headers stand together from line *number* on, and the line after the last of them."""
    kinds: set[str] = set()
    gap = 0
    after = number
    while number < len(lines) and gap <= 2 and not marked[number] and len(kinds) < 5:
        header = _HEADER.match(lines[number])
        if header is not None and header.lastgroup is not None:
            kinds.add(header.lastgroup)
            inline = _INLINE_HEADER.finditer(lines[number])
            kinds.update(hit.lastgroup for hit in inline if hit.lastgroup)
            value_below = lines[number].rstrip().endswith(":")
            gap, after = -1 if value_below else 0, number + 1
        elif not _continues(lines[number]):
            gap += 1 if not lines[number].strip() or _LABELLED.match(lines[number]) else 3
        number += 1
    return kinds, max(after, 1)


def _continues(line: str) -> bool:
    """Whether *line* looks like the folded rest of a list of recipients."""
    return "@" in line or ";" in line or (line[:1] in " \t" and "," in line)


def _run_start(lines: Sequence[str], number: int, kinds: set[str]) -> int | None:
    """Where the quotation starts whose headers stand at *number*; None: these are not headers."""
    if "from" in kinds and len(kinds) >= 2:
        return _above_rules(lines, number)
    if {"path", "mime"} <= kinds:
        return _above_rules(lines, number)
    if not {"to", "cc"} & kinds or len(kinds) < 2:
        return None
    lotus = _lotus_start(lines, number)
    if lotus is not None:
        return lotus
    return _above_rules(lines, number) if len(kinds) >= 3 else None


_SENT_BY = re.compile(r"\s*(?:sent by|please respond to|gesendet von|envoyé par)\b", re.IGNORECASE)


def _lotus_start(lines: Sequence[str], number: int) -> int | None:
    """The name and date that Lotus Notes puts above its To, cc and Subject lines."""
    for above in range(number - 1, max(number - 8, -1), -1):
        if _DATE_TIME.search(lines[above]):
            if ADDRESS.search(lines[above]) or len(lines[above].strip()) > 30:
                return _above_rules(lines, above)
            names = (
                i
                for i in range(above - 1, max(above - 5, -1), -1)
                if lines[i].strip() and not _SENT_BY.match(lines[i])
            )
            return _above_rules(lines, next(names, above))
    return None


_RULED = re.compile(r"\s*[-=_*]{3,}(?=[^-=_*]).{3,80}?[-=_*]{3,}\s*$")


def _above_rules(lines: Sequence[str], number: int) -> int:
    """*number*, or the rule that stands above it, blank lines between; words may stand in it."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above >= 0 and (RULE.match(lines[above]) or _RULED.match(lines[above])):
        return above
    return number
