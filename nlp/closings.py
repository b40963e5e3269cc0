"""Where an answer's words end: closing formulas, signature marks, device footers, postscripts."""

from __future__ import annotations

import re

from narrowcast.nlp.assent_words import ASSENT
from narrowcast.nlp.clauses import MAX_CHARACTERS, normalised
from narrowcast.nlp.refusal_words import BARE_NO

_SIGN_OFF = re.compile(
    r"\s*(?:--\s*$|(?:(?:best|kind|warm|warmest|many) )?(?:regards|wishes|thanks)[,.!]?\s*$"
    r"|best[,.!]?\s*$"
    r"|(?:cheers|sincerely|yours|talk soon|ciao|all the best|take care|br|bw|rgds)[,.!]?\s*$"
    r"|(?:mit )?(?:freundlichen?|besten?|herzlichen?|liebe|viele|schöne|beste"
    r"|herzliche) (?:grüße[n]?|gruß|grüsse[n]?)[,.!]?\s*$"
    r"|(?:lg|vg|mfg)[,.!]?\s*$|(?:bien )?cordialement[,.!]?\s*$|(?:bien à (?:toi|vous)|amitiés"
    r"|bises)[,.!]?\s*$"
    r"|(?:un )?(?:saludos?|abrazo|cordial saludo|saluti|cari saluti|cordiali saluti|abraço"
    r"|cumprimentos)[,.!]?\s*$"
    r"|(?:met )?(?:vriendelijke )?(?:groet|groeten)[,.!]?\s*$|(?:med )?(?:vänliga|venlig"
    r"|bästa) (?:hälsningar|hilsen)[,.!]?\s*$"
    r"|(?:mvh|hälsningar|hilsen|pozdrawiam|pozdrowienia|z poważaniem|atentamente"
    r"|atenciosamente)[,.!]?\s*$"
    r"|(?:sent|get|gesendet|von meinem|envoyé|enviado|inviato|verzonden|verstuurd|skickat"
    r"|sendt|wysłane?) (?:from|outlook|von|de|desde|da|do|depuis|vanaf|van|från|fra|z"
    r"|iphone|ipad|mein\w*)\b.{0,60}$)",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"\s*-{0,2}\s*(?:[^\W\d_][\w.'’-]*\s*){1,4}$")


def without_sign_off(text: str) -> str:
    """The text above the sender's closing words, signature mark or device footer."""
    lines = text[:MAX_CHARACTERS].split("\n")
    for number, line in enumerate(lines):
        if len(line) <= 90 and _SIGN_OFF.match(line):
            return _without_name_line(lines[:number])
    return "\n".join(lines)


def _without_name_line(lines: list[str]) -> str:
    """Drop a name standing alone above a device footer ("Iris / / Sent from my iPhone")."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if filled and lines[filled[-1]].strip().istitle() and _alone(lines, filled[-1]):
        last = lines[filled[-1]].strip()
        if _NAME_LINE.match(last) and not _speaks(last):
            return "\n".join(lines[: filled[-1]])
    return "\n".join(lines)


def _alone(lines: list[str], number: int) -> bool:
    return number == 0 or not lines[number - 1].strip()


def _speaks(line: str) -> bool:
    text = normalised(line).rstrip(".!")
    return ASSENT.fullmatch(text) is not None or BARE_NO.fullmatch(text) is not None


def postscript(text: str) -> str:
    """What is added below the closing words: it may take everything back."""
    found = _POSTSCRIPT.search(text[:MAX_CHARACTERS])
    return text[found.end() : found.end() + MAX_CHARACTERS] if found else ""


_POSTSCRIPT = re.compile(
    r"^[ \t]*p\.? ?s\.?(?:[:)\-–,]|(?<=\.)\s|\s)", re.IGNORECASE | re.MULTILINE
)
