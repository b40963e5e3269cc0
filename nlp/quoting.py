"""What the sender wrote in this mail, told apart from what they quote, answer or forward.

It fails closed: a line that may be another's is not the sender's. Two kinds of boundary exist:
A *mark* quotes single lines (`> `, `| `), and own text may follow below. A *cut* (a separator, a
run of header lines, an attribution over unmarked text) gives everything below it to another, for
nothing tells where such a quotation ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrowcast.nlp.attributions import cut_at_attributions, is_attribution
from narrowcast.nlp.html import html_text
from narrowcast.nlp.lines import is_disclaimer
from narrowcast.nlp.quoted_headers import RULE, header_run, is_head

__all__ = ["Span", "html_text", "own_lines", "own_text"]

MAX_LINES = 3000  # lines below are given to nobody; no sender types more, and time stays bounded
_HEAD = 300  # characters of a line that are looked at


@dataclass(frozen=True, slots=True)
class Span:
    """Lines *start* to *end*, both included, counted from 0 over the text split at LF."""

    start: int
    end: int


def own_text(text: str, subject: str = "") -> str:
    """The sender's own lines, spans parted by an empty line."""
    lines = text.split("\n")
    spans = own_lines(text, subject)
    return "\n\n".join("\n".join(lines[span.start : span.end + 1]) for span in spans)


def own_lines(text: str, subject: str = "") -> tuple[Span, ...]:
    """Spans of lines the sender wrote, without blank ends; () where none is surely theirs.

    *subject* only makes more careful: under a forwarding one a single header line is a boundary.
    """
    lines = [line[:_HEAD] for line in text.split("\n", MAX_LINES)[:MAX_LINES]]
    for sign in () if text.isascii() else (_UNSEEN + _HARD_SPACES):
        if sign in text:
            lines = [line.replace(sign, " " * (sign in _HARD_SPACES)) for line in lines]
    if any(sign in text for sign in _MARKS):
        marked = [_MARK.match(line) is not None for line in lines]
    else:
        marked = [False] * len(lines)
    cut = _first(len(lines), _separator(lines, marked))
    above = lines[:cut]
    forwarded = _FORWARD_SUBJECT.match(subject[:40]) is not None
    cut = _first(cut, header_run(above, marked, forwarded=forwarded), _footer(above, marked))
    cut = _first(cut_at_attributions(lines, marked, cut), _lost_marks(lines, marked))
    _mark_wrapped(lines, marked, cut)
    return tuple(_spans(lines, marked, cut))


def _first(cut: int, *found: int | None) -> int:
    return min((one for one in found if one is not None), default=cut)


def _spans(lines: Sequence[str], marked: Sequence[bool], cut: int) -> Iterator[Span]:
    start = end = None
    for number in range(cut):
        if marked[number]:
            if start is not None and end is not None:
                yield Span(start, end)
            start = end = None
        elif lines[number].strip():
            start = number if start is None else start
            end = number
    if start is not None and end is not None:
        yield Span(start, end)


_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u2068\u2069\ufeff"
_HARD_SPACES = "\xa0\u202f"
_MARK = re.compile(r"[ \t]*(?:[>»›]|\|(?!\||.*\|\s*$)|[A-Z]{1,3}>|&gt;)")
_INSERTING = frozenset({"[[", "[N", "--", "=="})
_MARKS = (">", "|", "»", "›", "&gt;")
_INSERTED = re.compile(  # what list software puts in place of what it took out
    r"\[\[alternative HTML version deleted\]\]|-+ next part -+$|\[Non-text portions of this message"
    r"|=== message truncated ==="
)


def _mark_wrapped(lines: Sequence[str], marked: list[bool], cut: int) -> None:
    """Mark the tails that a mailer wrapped off long marked lines, which lost their mark."""
    if not any(marked) and not any(line[:2] in _INSERTING for line in lines[:cut]):
        return
    for number in range(1, cut):
        line = lines[number].strip()
        if line[:2] in _INSERTING and _INSERTED.match(line):
            marked[number] = True
        if marked[number] or not marked[number - 1] or not line or number + 1 == len(lines):
            continue
        above = lines[number - 1].rstrip()
        if marked[number + 1] and not above.endswith((".", "?", "!", ":")):
            marked[number] = len(line) <= 60 and len(above) + len(line) >= 68


def _lost_marks(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    """The first marked line where all that are marked head a mail: what they head has no marks."""
    numbers = [number for number, sign in enumerate(marked) if sign and lines[number].strip("> \t")]
    if not 0 < len(numbers) <= _HEAD_LINES:
        return None
    head = [lines[number].strip().lstrip("> ") for number in numbers]
    return numbers[0] if is_head(head) or is_attribution(head) else None


_HEAD_LINES = 8
# ---------------------------------------------------------------- separators

_FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|rif|enc|i|doorst|vs|vb|vidarebef|pd)\s?:", re.IGNORECASE
)
_FORWARD_WORDS = (
    "original message", "original appointment", "forwarded", "reply message", "reply separator",
    "ursprüngliche", "ursprungliche", "originalnachricht", "original-nachricht", "weitergeleitet",
    "antwort", "message d'origine", "message d\u2019origine", "message d?origine",
    "message original", "message transféré", "message transfere", "transféré", "réexpédié",
    "transmis par", "mensaje original", "mensaje reenviado", "reenviado", "mensaje de",
    "messaggio originale", "messaggio inoltrato", "inoltrat", "messaggio da", "oorspronkelijk",
    "doorgestuurd", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada",
    "encaminhad", "reencaminhad", "ursprungligt", "originalmeddelande", "vidarebefordra",
    "oprindelig", "originalbesked", "original meddelelse", "videresendt", "opprinnelig",
    "oryginalna", "wiadomość oryginalna", "przekazan", "przesłan", "wiadomość napisana",
    "begin pgp signature",
)  # fmt: skip
_SIGNS = re.compile(r"[\s>]*+(?:\*\s)?[-=_~#*\u2013\u2014]{2,}+\s?")
_MAX_BEFORE = 40  # characters between a separator's first signs and its words
_BARE_SEPARATOR = re.compile(
    r"[\s*]*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|d.but du (?:message|courriel) (?:r.exp.di.|transf.r.)|inicio del mensaje reenviado"
    r"|inizi(?:o|o del) messaggio inoltrato|begin (?:van )?(?:doorgestuurd|het doorgestuurde) beri"
    r"|in.cio da mensagem (?:re)?encaminhada|vidarebefordrat (?:brev|meddelande)"
    r"|b.rjan p. vidarebefordrat"
    r"|start p. videresendt|(?:videresendt|oprindelig) (?:besked|meddelelse)"
    r"|pocz.tek przekazywanej wiadomo.ci)\s*:?",
    re.IGNORECASE,
)
_BARE_WORDS = (  # one of them stands in each of those lines
    "forwarded", "weitergeleitet", "but du ", "reenviado", "inoltrato", "doorgestuurd",
    "encaminhada", "vidarebef", "videresendt", "oprindelig", "przekazywane",
)  # fmt: skip
_REPLY_ABOVE = re.compile(  # help desks and trackers: what stands below is theirs
    r"\s*(?:##-|[-=#*_~\u2013\u2014]{2,8}\s|(?:please )?(?:reply|respond|type|write|enter)\b)",
    re.IGNORECASE,
)
_THIS_LINE = (
    "-##", "above this line", "dieser zeile", "cette ligne", "esta línea", "esta linea",
    "questa riga", "questa linea", "deze regel", "deze lijn", "sta linha", "denna rad",
    "den här raden", "denne linj", "tej linii", "tą linią",
)  # fmt: skip
_RULED = frozenset("-_=")
_SEPARATING = frozenset("-=_~#*\u2013\u2014")


def _separator(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    text = "\n".join(lines).lower()
    bare = any(word in text for word in _BARE_WORDS)
    this = [word for word in _THIS_LINE if word in text]
    for number, line in enumerate(lines):
        if marked[number] or len(line) < 10:
            continue
        start = line[0] if not line[0].isspace() else line.lstrip()[:1]
        if start in _SEPARATING and _separates(line):
            return number
        if this and _REPLY_ABOVE.match(line) and any(word in line.lower() for word in this):
            return number
        if bare and (start.isalpha() or start == "*") and _BARE_SEPARATOR.match(line):
            return number
    return None


def _separates(line: str) -> bool:
    """Whether *line* is signs and then, no such sign between, a forwarded mail's words."""
    signs = _SIGNS.match(line)
    if signs is None or signs.end() == len(line):
        return False
    told = line[signs.end() :].lower()
    places = (told.find(word, 0, _MAX_BEFORE + len(word)) for word in _FORWARD_WORDS)
    return any(at >= 0 and not _RULED & set(told[:at]) for at in places)


_LIST_WORDS = (
    "mailing list", "mailinglist", "mailman", "listinfo", "unsubscribe", "list archive",
    "google groups", "yahoo! groups", "abmelden", "se désabonner", "darse de baja", "disiscri",
    "opt out", "opt-out",
)  # fmt: skip


def _footer(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    """Where a list's footer starts, or the legal text that a gateway put below a quotation.

    Both open with a rule of signs; the list's words stand within four lines below it.
    """
    for number, line in enumerate(lines):
        if line[:1] not in _RULING or len(line) < _SHORT_RULE or not RULE.match(line):
            continue
        below = "\n".join(lines[number + 1 : number + 5]).lower()
        if len(line) > 20 and any(word in below for word in _LIST_WORDS):
            return number
        above = next((i for i in range(number - 1, max(-1, number - 4), -1) if lines[i].strip()), 0)
        if marked[above] and is_disclaimer(below.strip()[:200]):
            return number
    return None


_RULING = frozenset("_-=*\u2500\u2014")
_SHORT_RULE = 5
