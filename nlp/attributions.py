"""Lines that say who wrote what stands below: `On Monday, Ann Lee wrote:`, in ten languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from narrowcast.nlp.quoted_headers import ADDRESS

__all__ = ["cut_at_attributions", "is_attribution"]

_VERBS = (
    "wrote", "writes", "said:", "schrieb", "a écrit", "a ecrit", "a ?crit", "écrivait",
    "escribi", "ha scritto", "scrive", "schreef", "geschreven", "geschrieben", "escreveu", "skrev",
    "napisał", "napisal", "napisana przez", "pisze", "quoting ", "zitat von", "citando", "citing ",
)  # fmt: skip
_VERB_ENDS = ("écrit", "ecrit", "scritto")  # of `a écrit` and `ha scritto`, wrapped before them
_ATTRIBUTION_START = re.compile(
    r"[\s\-*]*(?:(?:on|am|le|el|il(?: giorno)?|op|em|a|den|på|w dniu|dnia|dn\.)\s|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|pon|wt|śr|czw|pt|sob|niedz)[a-z]*[.,]|\d{4}[-/]|\d{1,2}[./]\s?\d{1,2}[./])",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\d[/.\-]\d{1,2}[/.\-]")
_DATE = re.compile(rf"\d{{1,2}}[:.h]\d{{2}}|{_DAY.pattern}")
_DATED_ADDRESS = re.compile(r"\s*\d{4}[/-]\d{1,2}[/-]\d{1,2}.{0,80}<[^<>]{3,80}>\s?:?\s*$")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d|\.\d)")
_ENDS = " \t\r*_"
_GROUPWISE = re.compile(r"\s*>>>\s?\S.{5,200}>>>\s*$")
_MAX_VERBS = 300


def cut_at_attributions(lines: Sequence[str], marked: list[bool], cut: int) -> int:
    """Mark attributions above marked text; return the cut, moved up to one above unmarked text."""
    for number in _verb_lines(lines, cut):
        groupwise = _GROUPWISE.match(lines[number])
        if marked[number] and not groupwise:
            continue
        span = (number, number) if groupwise else _attribution(lines, marked, number)
        if span is None:
            continue
        start, end = span
        below = _next_filled(lines, end + 1)
        if below is None or not marked[below] or (groupwise and below >= cut):
            return min(cut, start)
        for line in range(start, end + 1):
            marked[line] = True
    _mark_headings(lines, marked, cut)
    return cut


def is_attribution(lines: Sequence[str]) -> bool:
    """Whether *lines* hold an attribution with its address and date, and nothing below it."""
    joined = " ".join(lines).rstrip(_ENDS)
    told = len(lines) <= 3 and joined.endswith(":") and len(joined) <= 200
    return bool(told and ADDRESS.search(joined) and _DATE.search(joined))


def _mark_headings(lines: Sequence[str], marked: list[bool], cut: int) -> None:
    """Mark dated or addressed lines with a colon right above marked text, in whatever language."""
    for number in range(1, cut):
        if not marked[number] or marked[number - 1]:
            continue
        above = number - 1
        if not lines[above].strip() and above:
            above -= 1
        line = lines[above].rstrip(_ENDS)
        if line.endswith((":", "：")) and not marked[above]:
            marked[above] = bool(ADDRESS.search(line) or (_DATE.search(line) and len(line) > 15))


def _verb_lines(lines: Sequence[str], cut: int) -> Iterator[int]:
    """Lines above *cut* that may close an attribution; many of them: the rest is not looked at."""
    text = "\n".join(lines[:cut]).lower()
    verbs = [verb for verb in _VERBS if verb in text]
    ends = tuple(verb for verb in _VERB_ENDS if "\n" + verb in text)
    if not verbs and not ends and "@" not in text and ">>>" not in text:
        return
    found = 0
    for number, line in enumerate(lines[:cut]):
        lower = line.lower() if verbs or ends else ""
        if (
            ("@" in line and _dated_address(lines, number) is not None)
            or (verbs and any(verb in lower for verb in verbs))
            or (ends and lower.startswith(ends))
            or (">>>" in line and _GROUPWISE.match(line))
        ):
            found += 1
            if found > _MAX_VERBS:
                return
            yield number


def _attribution(
    lines: Sequence[str], marked: Sequence[bool], number: int
) -> tuple[int, int] | None:
    """The one to four lines of an attribution whose verb or address stands in line *number*."""
    dated = _dated_address(lines, number)
    if dated is not None:
        return dated, number
    end = _attribution_end(lines, number)
    if end is None:
        return None
    start = _attribution_start(lines, number)
    joined = " ".join(lines[start : end + 1])
    if len(joined) > 400 or _is_prose(" ".join(lines[number : end + 1])):
        return None
    below = _next_filled(lines, end + 1)
    bare = len(joined.split()) <= 5 and joined.lstrip()[:1].isupper()  # `Ann Lee wrote:`
    evident = bare or ADDRESS.search(joined) or _DATE.search(joined)
    return (start, end) if evident or (below is not None and marked[below]) else None


def _is_prose(text: str) -> bool:
    """Whether *text*, a verb's line and those below it up to a colon, tells what was written."""
    lower = text.lower()
    verb = next((verb for verb in _VERBS if verb in lower), "")
    told = text[lower.find(verb) + len(verb) :]
    if "@" in told:
        return False
    return bool(_SENTENCE_END.search(told)) or sum(word.islower() for word in told.split()) > 5


_SENTENCE_END = re.compile(r"(?:[^\W\d_]{5}|\d{4})[.!?]\s(?=[^\W\d_])(?![a-z])")  # no `Prof. Lee`


def _attribution_end(lines: Sequence[str], number: int) -> int | None:
    for end in range(number, min(number + 3, len(lines))):
        line = lines[end].rstrip(_ENDS)
        if not line:
            break
        if line.endswith((":", "：")) or (line[:3] == "---" == line[-3:]):
            return end
    line = lines[number].rstrip(_ENDS)  # Zoho's ends in its verb
    told = line.lower().endswith(_VERBS) and ADDRESS.search(line) and _DATE.search(line)
    return number if told and _ATTRIBUTION_START.match(line) else None


def _dated_address(lines: Sequence[str], number: int) -> int | None:
    """Where `Monday, 3 November 2025, 9:41, Ann Lee <ann@acme.example>:` starts, in any language.

    One word may follow the address: a verb. The date may stand in the line above.
    """
    line = lines[number].rstrip(_ENDS)
    if line.lstrip().startswith("20") and _DATED_ADDRESS.match(line):
        return number
    if not line.endswith((":", "：")) or len(line.rpartition("@")[2].split()) > 3:
        return None
    for start in (number, number - 1):
        joined = " ".join(lines[max(0, start) : number + 1])
        if len(joined) <= 200 and _DAY.search(joined) and _TIME.search(joined):
            return max(0, start) if ADDRESS.search(line) else None
    return None


def _attribution_start(lines: Sequence[str], number: int) -> int:
    """The nearest of three lines from *number* up that opens as an attribution, else *number*."""
    for start in range(number, max(number - 3, -1), -1):
        if not lines[start].strip():
            break
        if _ATTRIBUTION_START.match(lines[start]) and any(sign.isdigit() for sign in lines[start]):
            return start
    return number


def _next_filled(lines: Sequence[str], number: int) -> int | None:
    return next((i for i in range(number, min(number + 6, len(lines))) if lines[i].strip()), None)
