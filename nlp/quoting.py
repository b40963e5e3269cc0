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

from narrowcast.nlp.html import html_text

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
    marked = [_MARK.match(line) is not None for line in lines]
    cuts = (
        _separator(lines, marked),
        _header_run(lines, marked, forwarded=_FORWARD_SUBJECT.match(subject[:40]) is not None),
        _list_footer(lines),
    )
    cut = min((cut for cut in cuts if cut is not None), default=len(lines))
    cut = _attributions(lines, marked, cut)
    _mark_wrapped(lines, marked, cut)
    return tuple(_spans(lines, marked, cut))


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


_MARK = re.compile(r"[ \t]*(?:[>»›]|\|(?!\|)|[A-Z]{1,3}>|&gt;)")
_INSERTED = re.compile(  # what list software puts in place of what it took out
    r"\[\[alternative HTML version deleted\]\]|-+ next part -+$|\[Non-text portions of this message"
)


def _mark_wrapped(lines: Sequence[str], marked: list[bool], cut: int) -> None:
    """Mark the tails that a mailer wrapped off long marked lines, which lost their mark."""
    for number in range(1, cut):
        line = lines[number].strip()
        if _INSERTED.match(line):
            marked[number] = True
        if marked[number] or not line or number + 1 == len(lines):
            continue
        above = lines[number - 1].rstrip()
        if marked[number - 1] and marked[number + 1] and not above.endswith((".", "?", "!", ":")):
            marked[number] = len(line) <= 60 and len(above) + len(line) >= 68


# ---------------------------------------------------------------- separators

_FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|rif|enc|i|doorst|vs|vb|vidarebef|pd)\s?:", re.IGNORECASE
)
_FORWARD_WORDS = (
    "original message|original appointment|forwarded|reply message|reply separator"
    "|ursprüngliche|ursprungliche|original-?nachricht|weitergeleitet|antwort"
    "|message d.origine|message original|message transféré|message transfere|transféré|réexpédié"
    "|transmis par"
    "|mensaje original|mensaje reenviado|reenviado|mensaje de"
    "|messaggio originale|messaggio inoltrato|inoltrat|messaggio da"
    "|oorspronkelijk|doorgestuurd"
    "|mensagem original|mensagem encaminhada|mensagem reencaminhada|encaminhad|reencaminhad"
    "|ursprungligt|originalmeddelande|vidarebefordra"
    "|oprindelig|originalbesked|original meddelelse|videresendt|opprinnelig"
    "|oryginalna|wiadomość oryginalna|przekazan|przesłan|wiadomość napisana"
)
_SEPARATOR = re.compile(
    rf"[\s*>]*-{{2,}}\s?(?:[^-\n]{{0,40}}(?:{_FORWARD_WORDS})|BEGIN PGP SIGNATURE)", re.IGNORECASE
)
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
_RULE = re.compile(r"\s*[_\-=*\u2500\u2014]{5,}\s*$")


def _separator(lines: Sequence[str], marked: Sequence[bool]) -> int | None:
    for number, line in enumerate(lines):
        if marked[number] or len(line) < 10:
            continue
        start = line.lstrip(" \t*")[:1]
        if start == "-" and _SEPARATOR.match(line):
            return number
        if start.isalpha() and _BARE_SEPARATOR.match(line):
            return number
    return None


_LIST_WORDS = (
    "mailing list", "mailinglist", "mailman", "listinfo", "unsubscribe", "list archive",
    "google groups", "yahoo! groups", "abmelden", "se désabonner", "darse de baja", "disiscri",
    "opt out", "opt-out",
)  # fmt: skip


def _list_footer(lines: Sequence[str]) -> int | None:
    """Where a list's footer starts: a rule of signs, the list's words within four lines below."""
    for number, line in enumerate(lines):
        if line[:1] not in "_-=" or len(line) <= 20 or not _RULE.match(line):
            continue
        below = "\n".join(lines[number + 1 : number + 5]).lower()
        if any(word in below for word in _LIST_WORDS):
            return number
    return None


# ---------------------------------------------------------------- runs of header lines

_LABELS = {
    "from": (
        "from|von|de|da|van|fr.n|fra|od|mittente|absender|expéditeur|remitente|afzender|nadawca"
    ),
    "date": (
        "sent|date|gesendet(?: am)?|datum|envoy.{1,2}(?: le)?|enviado(?: el| em)?|enviada(?: em)?"
        "|fecha|inviato(?: il)?|data|verzonden|skickat|sendt|dato|wysłano|wys.ano|data wysłania"
    ),
    "to": "to|an|à|á|a|\\?|para|aan|till|til|do|destinat[aá]rio|empfänger",
    "cc": "b?cc|kopie|copie|copia|kopia|kopi|dw|cópia",
    "subject": (
        "subject|betreff|betr|objet|asunto|oggetto|onderwerp|assunto|ämne|.mne|emne|temat|thema|re"
    ),
}
_HEADER = re.compile(
    r"[\s*_]*+(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
    + r")[*_]*[ \xa0]?:",
    re.IGNORECASE,
)
_INLINE_HEADER = re.compile(
    r"\s(?:(?P<date>sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden|skickat|sendt)"
    r"|(?P<to>to|an|à|para|aan|till|til|do)"
    r"|(?P<subject>subject|betreff|objet|asunto|oggetto|assunto|onderwerp))\s?:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}(?:@| at )[\w-]{1,63}\.[\w.-]{1,80}|mailto:|smtp:", re.IGNORECASE
)
_DATE_TIME = re.compile(
    r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}.{0,12}?\d{1,2}[:.]\d{2}"
    r"|\d{1,2}[:.]\d{2}.{0,12}?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
)


def _header_run(lines: Sequence[str], marked: Sequence[bool], *, forwarded: bool) -> int | None:
    number = 0
    while number < len(lines):
        first = None if marked[number] else _HEADER.match(lines[number])
        if first is None:
            number += 1
            continue
        kinds, after = _run_kinds(lines, marked, number)
        if forwarded and first.lastgroup == "from" and _ADDRESS.search(lines[number]):
            kinds.add("forward")
        start = _run_start(lines, number, kinds)
        if start is not None:
            return start
        number = after
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
            gap, after = 0, number + 1
        elif not _continues(lines[number]):
            gap += 1 if not lines[number].strip() else 3
        number += 1
    return kinds, max(after, 1)


def _continues(line: str) -> bool:
    """Whether *line* looks like the folded rest of a list of recipients."""
    return "@" in line or ";" in line or (line[:1] in " \t" and "," in line)


def _run_start(lines: Sequence[str], number: int, kinds: set[str]) -> int | None:
    """Where the quotation starts whose headers stand at *number*; None: these are not headers."""
    if "from" in kinds and len(kinds) >= 2:
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
            if _ADDRESS.search(lines[above]) or len(lines[above].strip()) > 30:
                return _above_rules(lines, above)
            names = (
                i
                for i in range(above - 1, max(above - 5, -1), -1)
                if lines[i].strip() and not _SENT_BY.match(lines[i])
            )
            return _above_rules(lines, next(names, above))
    return None


def _above_rules(lines: Sequence[str], number: int) -> int:
    """*number*, or the rule of signs that stands above it, blank lines between."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.match(lines[above]) else number


# ---------------------------------------------------------------- "On … wrote:"

_VERBS = (
    "wrote", "writes", "said:", "schrieb", "a écrit", "a ecrit", "a ?crit", "écrivait",
    "escribi", "ha scritto", "scrive", "schreef", "geschreven", "escreveu", "skrev", "napisał",
    "napisal", "pisze", "quoting ", "zitat von", "citando", "citing ",
)  # fmt: skip
_ATTRIBUTION_START = re.compile(
    r"[\s\-*]*(?:on|am|le|el|il(?: giorno)?|op|em|a|den|på|w dniu|dnia|dn\.|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|pon|wt|śr|czw|pt|sob|niedz)[a-z]*[.,]|\d{4}[-/]|\d{1,2}[./]\s?\d{1,2}[./])\s?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\d[/.\-]\d{1,2}[/.\-]")
_DATED_ADDRESS = re.compile(r"\s*\d{4}[/-]\d{1,2}[/-]\d{1,2}.{0,80}<[^<>]{3,80}>\s?:?\s*$")
_GROUPWISE = re.compile(r"\s*>>>\s?\S.{5,200}>>>\s*$")
_MAX_VERBS = 300


def _attributions(lines: Sequence[str], marked: list[bool], cut: int) -> int:
    """Mark attributions above marked text; return the cut, moved up to one above unmarked text."""
    for number in _verb_lines(lines, cut):
        groupwise = _GROUPWISE.match(lines[number])
        if marked[number] and not groupwise:
            continue
        span = Span(number, number) if groupwise else _attribution(lines, marked, number)
        if span is None:
            continue
        below = _next_filled(lines, span.end + 1)
        if below is None or not marked[below] or (groupwise and below >= cut):
            return min(cut, span.start)
        for line in range(span.start, span.end + 1):
            marked[line] = True
    return cut


def _verb_lines(lines: Sequence[str], cut: int) -> Iterator[int]:
    """Lines above *cut* that may close an attribution; many of them: the rest is not looked at."""
    text = "\n".join(lines[:cut]).lower()
    verbs = [verb for verb in _VERBS if verb in text]
    dated = ">:" in text or "\n20" in text or ">>>" in text or text.startswith("20")
    if not verbs and not dated:
        return
    found = 0
    for number in range(cut):
        lower = lines[number].lower()
        if any(verb in lower for verb in verbs) or (
            dated and (_GROUPWISE.match(lower) or _DATED_ADDRESS.match(lower))
        ):
            found += 1
            if found > _MAX_VERBS:
                return
            yield number


def _attribution(lines: Sequence[str], marked: Sequence[bool], number: int) -> Span | None:
    """The one to four lines of an attribution whose verb stands in line *number*."""
    end = _attribution_end(lines, number)
    if end is None:
        return None
    start = _attribution_start(lines, number)
    joined = " ".join(lines[start : end + 1])
    if len(joined) > 400:
        return None
    below = _next_filled(lines, end + 1)
    bare = len(joined.split()) <= 5 and joined.lstrip()[:1].isupper()  # `Ann Lee wrote:`
    evident = bare or _ADDRESS.search(joined) or _DATE.search(joined)
    return Span(start, end) if evident or (below is not None and marked[below]) else None


def _attribution_end(lines: Sequence[str], number: int) -> int | None:
    if _DATED_ADDRESS.match(lines[number]):
        return number
    for end in range(number, min(number + 3, len(lines))):
        line = lines[end].rstrip(" \t\r\xa0*_")
        if not line:
            return None
        if line.endswith((":", "：")):
            return end
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
