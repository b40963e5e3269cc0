"""The sender's own signature block: where it starts, where it ends, which of its lines count.

An anchor is a line that names the sender (`sender.match_name`), weighed by what stands around it:
a closing phrase or a rule above, contact lines and titles below. The block runs down from it and
stops at prose, disclaimers and rules. Register data and device
footers belong to it but say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.folding import fold_umlauts
from narrowcast.nlp.quoting import Span, own_lines
from narrowcast.nlp.sender import NameMatch, Sender, match_name
from narrowcast.nlp.titles import headword

MAX_BLOCK = 18  # filled lines; longer signatures are advertisements
_LOOKED_AT = 400  # own lines from the end
_MAX_LINE = 160
_DECORATION = " \t*#|~_=-–—•%>+.\u00a0\u200b"
_FOR_OTHERS = re.compile(r"(?:i\.\s?[av]\.|ppa?\.?|p\.\s?p\.|gez\.|lg|vg|/s/|s/)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A signature inside a mail; line numbers as `Span`'s."""

    span: Span
    match: NameMatch
    name_line: int | None
    """None: an organisation's block under a delimiter, without a person's name."""
    name: str
    rest: str
    """What follows the name on its line."""
    lines: tuple[tuple[int, str], ...]
    """Filled lines around the name that may hold facts; register and device lines are left out."""


def find_block(text: str, who: Sender, subject: str = "") -> Block | None:
    """The block by which *who* signs *text*; None where nobody or somebody else does."""
    return find_in(text.split("\n"), own_lines(text, subject), who)


def find_in(lines: Sequence[str], own: Sequence[Span], who: Sender) -> Block | None:
    """As `find_block`, for text that is cut into lines and own lines already."""
    numbers = [number for span in own for number in range(span.start, span.end + 1)]
    numbers = numbers[-_LOOKED_AT:]
    filled = [number for number in numbers if lines[number].strip() and len(lines[number]) < 400]
    named: dict[int, tuple[NameMatch, str, str]] = {}
    for place, number in enumerate(filled):
        found = _named(lines[number], who)
        if found is not None:
            named[place] = found
    anchor = _anchor(lines, filled, {place: found[0] for place, found in named.items()})
    if anchor is None:
        return _unnamed(lines, filled)
    return _grown(lines, filled, anchor, named[anchor])


def _anchor(
    lines: Sequence[str], filled: Sequence[int], matches: Mapping[int, NameMatch]
) -> int | None:
    """The place of the line that most looks like the head of a signature; the last of equals."""
    best: tuple[int, int] | None = None  # score, place
    for place, match in matches.items():
        full_below = any(
            matches.get(below) is NameMatch.FULL for below in range(place + 1, place + 6)
        )
        if match is not NameMatch.FULL and full_below:
            continue
        score = _score(lines, filled, place, match)
        if score is not None:
            score -= 2 * full_below  # a closing, and the signature proper under it
            best = max(best or (score, place), (score, place))
    return best[1] if best else None


def _named(line: str, who: Sender) -> tuple[NameMatch, str, str] | None:
    """The match, the name and the rest of *line* where its first field names the sender."""
    if len(line) > _MAX_LINE:
        return None
    text = line.strip(_DECORATION)
    text = _FOR_OTHERS.sub("", text, count=1) if text[:1] in "iIpPlLvVgG/sS" else text
    if not text or not (text[0].isalpha() or text[0] == "(") or not _may_name(text, who):
        return None
    best = (NameMatch.NONE, "")
    for name in _heads(text):
        match = match_name(name, who)
        if match > best[0]:
            best = (match, name)
    match, name = best
    rest = text[len(name) :]
    if match is NameMatch.NONE or _SHORTLOG.match(rest):
        return None
    return match, name, rest


def _may_name(text: str, who: Sender) -> bool:
    """A quick look: most lines hold no word of the sender's name."""
    if not who.words:
        return len(text) < 100
    folded = fold_umlauts(text)
    return any(word[:3] in folded for word in who.words) or len(text) <= 12


_SHORTLOG = re.compile(r"\s*\(\d+\):?$")  # git shortlog: an author and how many patches follow
_HEAD_ENDS = (
    re.compile(r"\t|\s{3,}|\s*[|•·¦]\s*|\s+[-–—]+\s+|\s*[;:/<\[]"),
    re.compile(r"\s*,\s*|\s{2,}|\s*\("),
)


def _heads(text: str) -> tuple[str, ...]:
    """The beginnings of *text* that may be a name, shortest first."""
    whole = _HEAD_ENDS[0].split(text, maxsplit=1)[0]
    parts = [whole[: cut.start()] for cut in _HEAD_ENDS[1].finditer(whole)]
    return tuple(dict.fromkeys(part for part in (*parts, whole) if 0 < len(part) <= 80))


def _score(lines: Sequence[str], filled: Sequence[int], place: int, match: NameMatch) -> int | None:
    """How much line *filled[place]* looks like the head of a signature; None: not at all."""
    number = filled[place]
    above = [lines[other] for other in filled[max(0, place - 2) : place]]
    below = [lines[other] for other in filled[place + 1 : place + 7]]
    direct = number == 0 or not lines[number - 1].strip() or kinds.is_rule(lines[number - 1])
    closed = any(map(kinds.is_closing, above)) or (
        place > 0 and kinds.DELIMITER.match(lines[filled[place - 1]]) is not None
    )
    rich = sum(1 for line in below if kinds.is_contact(line) or _short_title(line))
    last = place == len(filled) - 1
    tail = len(filled) - place <= MAX_BLOCK
    if match is not NameMatch.FULL and not (closed or last or (direct and rich)):
        return None
    if match is NameMatch.INITIALS and not (closed or last):
        return None
    prose = bool(below) and kinds.is_prose(below[0]) and not rich
    return 2 * int(match) + 2 * closed + direct + min(rich, 3) + tail - 3 * prose


def _short_title(line: str) -> bool:
    return len(line) <= 80 and not kinds.is_prose(line) and bool(headword(line))


def _grown(
    lines: Sequence[str],
    filled: Sequence[int],
    place: int,
    found: tuple[NameMatch, str, str],
) -> Block:
    """The block around the anchor at *place*, whose name and rest of the line are *found*."""
    match, name, rest = found
    end, body = _body(lines, filled, place)
    start, head = _head(lines, filled, place)
    return Block(
        span=Span(start, end),
        match=match,
        name_line=filled[place],
        name=name.strip(" ,-–"),
        rest=rest,
        lines=tuple((line, lines[line]) for line in (*head, *body)),
    )


def _body(lines: Sequence[str], filled: Sequence[int], place: int) -> tuple[int, list[int]]:
    """The last line of the block under the name at *place*, and its lines that may hold facts."""
    end = filled[place]
    body: list[int] = []
    gaps: list[int] = []
    silent = False
    for taken, number in enumerate(filled[place + 1 : place + 1 + MAX_BLOCK]):
        line = lines[number]
        gap = number - end - 1
        if kinds.is_rule(line):
            if taken:
                break
            end = number
            continue
        if _ends(line, gap, gaps) and not _opens_address(lines, number, gap):
            break
        gaps.append(gap)
        end = number
        silent = silent or kinds.is_register(line)
        if not silent and not kinds.is_device(line):
            body.append(number)
    return end, body


def _opens_address(lines: Sequence[str], number: int, gap: int) -> bool:
    """Whether an organisation's line, two blank lines below, stands right above its address."""
    line, below = lines[number].strip(), lines[number + 1 : number + 2]
    named = gap == 2 and len(line) <= 50 and line[:1].isupper() and not kinds.is_prose(line)
    return named and any(kinds.is_contact(one) or kinds.is_address(one) for one in below)


def _ends(line: str, gap: int, gaps: Sequence[int]) -> bool:
    """Whether *line*, *gap* blank lines below the block, is no more of it."""
    if _INSERT.match(line):
        return True
    if kinds.is_register(line):
        return gap > 2
    if kinds.is_disclaimer(line) or len(line) > _MAX_LINE or _POSTSCRIPT.match(line):
        return True
    if kinds.is_device(line):
        return gap > 1
    if kinds.is_contact(line):
        return gap > 3 or (kinds.is_prose(line) and len(line.split()) > 9)
    if kinds.is_prose(line) or _SALUTATION.match(line):
        return True
    if gap == 0 or kinds.is_address(line) or headword(line):
        return gap > 3
    spaced = bool(gaps) and min(gaps) >= 1
    return gap > (2 if spaced or not gaps else 1)


_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?\s?[:.]", re.IGNORECASE)
_SALUTATION = re.compile(r"\s*(?:hi|hello|dear|hallo|bonjour|hola|ciao|hej)\b", re.IGNORECASE)
_INSERT = re.compile(r"\s*(?:<<.*>>|\(see attached|- .*\.\w{2,4}\s*$|\[image)", re.IGNORECASE)


def _head(lines: Sequence[str], filled: Sequence[int], place: int) -> tuple[int, list[int]]:
    """Lines between a delimiter and the name below it: a firm that signs before its people."""
    head: list[int] = []
    for number in reversed(filled[max(0, place - 3) : place]):
        line = lines[number]
        if kinds.DELIMITER.match(line):
            return (head[0] if head else filled[place]), head
        if kinds.is_prose(line) or kinds.is_closing(line) or len(line) > 80:
            break
        head.insert(0, number)
    return filled[place], []


def _unnamed(lines: Sequence[str], filled: Sequence[int]) -> Block | None:
    """An organisation's block under the last `-- `, for a sender who does not sign by name."""
    for place in range(len(filled) - 1, max(-1, len(filled) - 12), -1):
        if lines[filled[place]].rstrip() == "--" and place + 1 < len(filled):
            end, body = _body(lines, filled, place)
            if body and body[0] == filled[place + 1]:
                span = Span(filled[place + 1], end)
                held = tuple((line, lines[line]) for line in body)
                return Block(span, NameMatch.NONE, None, "", "", held)
    return None
