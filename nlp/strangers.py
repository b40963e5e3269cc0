"""Lines at which a signature ends because another person's details begin.

A first name closes a mail, and what stands under it need not be the signer's: the business card
they pass on, the traveller of the itinerary they paste, the header of a mail answered by a program
whose quotation nobody recognised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.domain_labels import domain_label, is_label
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.line_patterns import LABEL_WORDS, PLACES, SITES
from narrowcast.nlp.organisation_words import (
    DEPARTMENTS,
    FUNCTIONS,
    INSTITUTES,
    ORGANISATIONS,
    UNIVERSITIES,
)
from narrowcast.nlp.sender import NameMatch, Sender, match_name, person_words
from narrowcast.nlp.titles import headword
from narrowcast.nlp.words import HONORIFICS, STOP_LABELS

_FAR = 4  # columns further right than the name: a document that was pasted in
_NO_NAMES = (
    LABEL_WORDS
    | DEPARTMENTS
    | ORGANISATIONS
    | UNIVERSITIES
    | INSTITUTES
    | PLACES
    | FUNCTIONS
    | SITES
)
_CARD = 4  # filled lines in which a card shows a firm or a number


def begins(line: str, below: Sequence[str]) -> bool:
    """Whether *line*, the filled lines *below* under it, begins what nobody signs.

    The header of a quoted mail, the minute it was sent, or an officer in whose care something is.
    """
    if _SENT.match(line) or _HEADER.match(line):
        return True
    return _CARE_OF.match(line) is not None and any(map(headword, below[:1]))


def begins_card(line: str, below: Sequence[str], who: Sender) -> bool:
    """Whether *line* names somebody else than *who*, with a title beside the name or under it."""
    if not is_stranger(line, who):
        return False
    return bool(headword(line)) or any(
        headword(one) and not kinds.is_prose(one) for one in below[:1]
    )


def begins_under_closing(line: str, below: Sequence[str], indent: int, who: Sender) -> bool:
    """As `begins_card`, under a bare first name that stands *indent* columns from the left."""
    if indent_of(line) >= indent + _FAR:
        return True
    firm = any(legal_form(one) or kinds.is_contact(one) for one in below[:_CARD])
    return begins_card(line, below, who) or (firm and is_stranger(line, who))


def indent_of(line: str) -> int:
    """The blank columns *line* begins with."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def is_stranger(line: str, who: Sender) -> bool:
    """Whether *line* is a person's full name and not *who*'s."""
    if kinds.is_register(line) or kinds.is_address(line) or kinds.is_street(line):
        return False
    text = line.strip(" \t*,;|-–—#")
    label = _LABELLED.match(text)
    if label and headword(label[0]):
        return False  # an officer
    text = text[label.end() :] if label else text
    text = re.split(r"\s*[,|/(·•]|\s+[-–—]\s+|\s{3,}|\t", text, maxsplit=1)[0].strip()
    found = [word for word in person_words(text) if len(word) > 1]
    polite = fold(text.partition(" ")[0].strip(".,")) in HONORIFICS
    if not (1 if polite else 2) <= len(found) <= 4 or not all(one[0].isupper() for one in found):
        return False
    if match_name(text, who) is not NameMatch.NONE or is_label(text, domain_label(who.domain)):
        return False
    folded = [fold(word) for word in found]
    if _NO_NAMES.intersection(folded) or STOP_LABELS.issuperset(folded):
        return False
    return not (headword(text) or legal_form(text) or kinds.is_closing(text))


_HEADER = re.compile(
    r"[\s>*]*(?:from|von|de|van|från|fra|gesendet|sent|envoyé|enviado|inviato|verzonden|skickat)"
    r"(?: / \w+)?\s?:\*?\s+\S",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\s*(?:[\w .]{1,40}/[\w/]{1,40}\s+)?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}"
)
_CARE_OF = re.compile(
    r"\s*(?:c\s?/\s?o|z\.\s?hd\.?|zu händen|attn\.?:?|(?:for the )?attention(?: of|:)"
    r"|t\.\s?a\.\s?v\.?|à l['’]attention|a la atención|all['’]attenzione|ao cuidado|a/c"
    r"|do rąk|att\.?:)\s+\S",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_][\w ]{1,18}:\s+")
"""`Traveller: `, before the name of somebody."""
