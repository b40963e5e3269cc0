"""Which line of a mail's own text heads the sender's signature.

An anchor is a line that names the sender (`sender.match_name`), weighed by what stands around it:
a closing phrase or a rule above, contact lines and titles below. Where the From header names nobody
(a firm, `info@`, a coded address), a person's name counts that stands under a closing phrase, or
above the very address the mail came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.domain_labels import domain_label, is_label
from narrowcast.nlp.folding import fold, fold_umlauts
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.line_patterns import LABEL_WORDS, PLACES
from narrowcast.nlp.organisation_words import (
    DEPARTMENTS,
    INSTITUTES,
    ORGANISATIONS,
    UNIVERSITIES,
)
from narrowcast.nlp.sender import NameMatch, Sender, match_name, person_words, without_particle
from narrowcast.nlp.titles import headword
from narrowcast.nlp.words import STOP_LABELS

MAX_BLOCK = 18  # filled lines; longer signatures are advertisements
MAX_LINE = 160
_HEAD = 80  # characters in which a name ends
_DECORATION = " \t*#|~_=-–—•%>+.\u00a0\u200b"
_FOR_OTHERS = re.compile(
    r"(?:(?i:i\.\s?[av]\.|ppa?\.?|p\.\s?[poa]\.|gez\.|lg|vg|bg|kh|mvh|mfg|/s/|s/|inh\.)"
    r"|p\.|per|für|pour(?: ordre,?)?|Pour ordre,?|namens)\s+"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line that names who signs."""

    place: int
    """Counted in the filled own lines."""
    match: NameMatch
    name: str
    rest: str
    """What follows the name on its line."""


def find_anchor(lines: Sequence[str], filled: Sequence[int], who: Sender) -> Anchor | None:
    """The line that most looks like the head of *who*'s signature; the last of equals."""
    named: dict[int, Anchor] = {}
    for place, number in enumerate(filled):
        found = _named(lines[number], who, place)
        if found is not None:
            named[place] = found
    best = _best(lines, filled, named, who)
    return best or _unguarded(lines, filled, who)


def _best(
    lines: Sequence[str], filled: Sequence[int], named: Mapping[int, Anchor], who: Sender
) -> Anchor | None:
    best: tuple[int, int] | None = None  # score, place
    for place, anchor in named.items():
        below = (named.get(other) for other in range(place + 1, place + 6))
        full_below = any(other is not None and other.match is NameMatch.FULL for other in below)
        if anchor.match is not NameMatch.FULL and full_below:
            continue
        score = _score(lines, filled, place, anchor.match, who)
        if score is not None:
            score -= 2 * full_below  # a closing, and the signature proper under it
            best = max(best or (score, place), (score, place))
    return named[best[1]] if best else None


def _named(line: str, who: Sender, place: int) -> Anchor | None:
    """The match, the name and the rest of *line* where its first field names the sender."""
    if len(line) > MAX_LINE:
        return None
    text = _undecorated(line)
    glued = text.lower().find(who.address) if who.address and "@" in text else -1
    text = text[:glued] if glued > 0 else text  # `Ann Leeann@acme.example`
    if not text or not (text[0].isalpha() or text[0] == "(") or not _may_name(text, who):
        return None
    best = (NameMatch.NONE, "")
    for name in heads(text):
        match = match_name(name, who)
        if match > best[0]:
            best = (match, name)
    match, name = best
    rest = text[len(name) :]
    if match is NameMatch.NONE or _SHORTLOG.match(rest):
        return None
    return Anchor(place, match, name, rest)


def _undecorated(line: str) -> str:
    """*line* without signs around it and without the closing word that stands before a name."""
    text = line.strip(_DECORATION)
    if text[:1] in "iIpPlLvVgG/sSbBkKmMnfP":
        found = _FOR_OTHERS.match(text)
        text = text[found.end() :] if found else text
    return text


def _may_name(text: str, who: Sender) -> bool:
    """A quick look: most lines hold no word of the sender's name."""
    if not who.words:
        return len(text) < 100 and _may_be_local(fold_umlauts(text), who.local)
    if len(text) <= 12:
        return True
    folded = fold_umlauts(text[:_HEAD])
    return any(_opens_word(folded, start) for start in _starts(who.words))


@lru_cache(maxsize=4096)
def _starts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Starts of *names*; initials tell only where there is nothing else."""
    told = [name for name in names if len(name) > 1] or list(names)
    told += [bare for name in told if (bare := without_particle(name)) != name]
    return tuple(dict.fromkeys(name[:3] for name in told))


def _opens_word(text: str, start: str) -> bool:
    """Whether a word of *text* opens with *start*; a pattern for every sender would cost more."""
    at = text.find(start)
    while at > 0 and _joins(text[at - 1]):
        at = text.find(start, at + 1)
    return at >= 0


def _joins(sign: str) -> bool:
    """Han, Kana and Hangul put no blank between family and given name."""
    return (sign.isalnum() or sign == "_") and _UNPARTED.match(sign) is None


_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _may_be_local(folded: str, local: str) -> bool:
    """Whether a word of a line, or the first letters of its words, may be in a local part."""
    found = folded.split(maxsplit=6)[:6]
    return bool(local) and (len(local) <= 5 or any(word[:2] in local for word in found))


_SHORTLOG = re.compile(r"\s*\(\d+\):?$")  # git shortlog: an author and how many patches follow
_HEAD_ENDS = (
    re.compile(r"\t|\s{3,}|\s*[|•·¦│∙]\s*|\s+[-–—*~@]+\s+|\s*[;:/<\[]|\s*[-=]*>|\s+(?=[x+]?\(?\d)"),
    re.compile(r"\s*,\s*|\s{2,}|\s*\("),
)


def heads(text: str) -> tuple[str, ...]:
    """The beginnings of *text* that may be a name, shortest first."""
    whole = _HEAD_ENDS[0].split(text[: _HEAD + 1], maxsplit=1)[0]
    parts = [whole[: cut.start()] for cut in _HEAD_ENDS[1].finditer(whole)]
    return tuple(dict.fromkeys(part for part in (*parts, whole) if 0 < len(part) <= _HEAD))


def _score(
    lines: Sequence[str], filled: Sequence[int], place: int, match: NameMatch, who: Sender
) -> int | None:
    """How much line *filled[place]* looks like the head of a signature; None: not at all."""
    number = filled[place]
    above = [lines[other] for other in filled[max(0, place - 2) : place]]
    below = [lines[other] for other in filled[place + 1 : place + 7]]
    direct = number == 0 or _opens(lines[number - 1])
    closed = any(map(kinds.is_closing, above)) or _delimited(lines, filled, place)
    rich = sum(1 for line in below if kinds.is_contact(line) or short_title(line))
    last = place == len(filled) - 1
    tail = len(filled) - place <= MAX_BLOCK
    if match is not NameMatch.FULL and not (closed or last or (direct and rich)):
        near = filled[place : place + 9]
        if "@" not in who.address or not any(who.address in lines[n].lower() for n in near):
            return None  # a quick look, before the lines are weighed
        if not any(who.address in line.lower() for line in _run(lines, near)):
            return None
    if match is NameMatch.INITIALS and not (closed or last):
        return None
    prose = bool(below) and kinds.is_prose(below[0]) and not rich
    return 2 * int(match) + 2 * closed + direct + min(rich, 3) + tail - 3 * prose


def _opens(above: str) -> bool:
    """Whether a name may stand right under *above*: a blank line, a rule, or its own title."""
    return not above.strip() or kinds.is_rule(above) or short_title(above.strip())


def _delimited(lines: Sequence[str], filled: Sequence[int], place: int) -> bool:
    return place > 0 and kinds.DELIMITER.match(lines[filled[place - 1]]) is not None


def short_title(line: str) -> bool:
    """Whether *line* is short, no prose, and holds a job title's headword."""
    return len(line) <= 80 and not kinds.is_prose(line) and bool(headword(line))


# ---------------------------------------------------------------- nobody named in From

_LOOKED_AT = 60  # filled lines from the end


def _unguarded(lines: Sequence[str], filled: Sequence[int], who: Sender) -> Anchor | None:
    """The last line that names a person whom other evidence than the name ties to *who*."""
    if not who.words and is_mailing(lines):
        return None
    addressed = (who.address in lines[number].lower() for number in filled[-_LOOKED_AT - 9 :])
    if who.words and not ("@" in who.address and any(addressed)):
        return None
    for place in range(len(filled) - 1, max(-1, len(filled) - _LOOKED_AT), -1):
        match = _tied(lines, filled, place, who)
        if match is NameMatch.NONE:
            continue
        text = _undecorated(lines[filled[place]])
        for name in heads(text):
            if names_a_person(name, who) and _agrees(name, who):
                return Anchor(place, match, name, text[len(name) :])
    return None


def is_mailing(lines: Sequence[str]) -> bool:
    """Whether the text's end tells how to get no more of it."""
    return any(kinds.UNSUBSCRIBE.search(line.lower()) for line in lines[-40:] if len(line) < 400)


def _tied(lines: Sequence[str], filled: Sequence[int], place: int, who: Sender) -> NameMatch:
    """FULL above the sender's own address, GIVEN under a closing phrase at the text's end."""
    if kinds.is_prose(lines[filled[place]]) or len(lines[filled[place]]) > MAX_LINE:
        return NameMatch.NONE
    below = list(_run(lines, filled[place : place + 9]))
    if "@" in who.address and any(who.address in line.lower() for line in below):
        return NameMatch.FULL
    if who.words or _is_personal(who) or len(filled) - place > MAX_BLOCK:
        return NameMatch.NONE
    above = [lines[number] for number in filled[max(0, place - 2) : place]]
    if any(map(_FOR_ANOTHER.match, above)):
        return NameMatch.NONE
    above = (
        above if above[-1:] and _leads_to(above[-1].strip(), lines[filled[place]]) else above[-1:]
    )
    closed = any(map(kinds.is_closing, above)) or _delimited(lines, filled, place)
    closed = closed or (who.is_firm and _ends_text(lines, filled, place))
    return NameMatch.GIVEN if closed else NameMatch.NONE


def _leads_to(above: str, line: str) -> bool:
    """Whether *above* may stand between a closing and the name: its title, or its first word."""
    return short_title(above) or above == line.strip().partition(" ")[0]


_FOR_ANOTHER = re.compile(
    r"\s*(?:(?:for and )?on behalf of|im (?:auftrag|namen)(?: von)?|au nom de|en nombre de"
    r"|(?:in nome e )?per conto di|namens|em nome de|(?:på|paa) vegne af|på uppdrag av"
    r"|w imieniu)\s*:?\s*$",
    re.IGNORECASE,
)
"""Alone above a name: whoever is named below has somebody else write."""


def _ends_text(lines: Sequence[str], filled: Sequence[int], place: int) -> bool:
    """Whether the line stands out as the head of a signature with which all that follows ends."""
    number, rest = filled[place], filled[place + 1 :]
    if place == 0 or not _opens(lines[number - 1]) or lines[filled[place - 1]].rstrip()[-1] == ":":
        return False
    below = list(_run(lines, filled[place:]))[1:]
    if len(below) < 2 or len(below) != len(rest):
        return False
    titled = short_title(below[0]) or short_title(lines[number - 1].strip())
    return titled and any(map(kinds.is_contact, below))


def _is_personal(who: Sender) -> bool:
    """Whether the local part looks like somebody's name: under another name none signs for it."""
    digits = any(sign.isdigit() for sign in who.address.partition("@")[0])
    label = domain_label(who.domain)
    firms = bool(label) and (who.local.startswith(label[:4]) or label.startswith(who.local))
    return len(who.local) > 4 and not digits and not firms and not who.is_firm


def _run(lines: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    """The lines that stand together, up to the first of prose."""
    above = numbers[0]
    for number in numbers:
        line = lines[number]
        if number - above > 3 or kinds.is_rule(line) or kinds.is_disclaimer(line):
            return
        if kinds.is_prose(line) and not kinds.is_contact(line):
            return
        yield line
        above = number


def names_a_person(text: str, who: Sender) -> bool:
    """Whether *text* reads as a person's first and last name and as nothing else."""
    if is_label(text, domain_label(who.domain)):
        return False
    found = person_words(text)
    if not 2 <= len(found) <= 4 or not all(word[0].isupper() for word in found):
        return False
    folded = {fold(word) for word in found}
    if folded & (STOP_LABELS | LABEL_WORDS):
        return False
    known = DEPARTMENTS | ORGANISATIONS | UNIVERSITIES | INSTITUTES | PLACES
    return not (folded & known or headword(text) or legal_form(text) or kinds.is_closing(text))


def _agrees(name: str, who: Sender) -> bool:
    """Whether *name* does not contradict the From header: a family name may have changed."""
    return not who.words or match_name(name.split(maxsplit=1)[0], who) >= NameMatch.GIVEN
