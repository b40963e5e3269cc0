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

_FAR = 10  # columns further right than the name: a document that was pasted in
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
    """Whether *line* names somebody else than *who*, with a title beside it or a firm under it."""
    if not is_stranger(line, who):
        return False
    under = any(_is_role(one) or legal_form(one) for one in below[:1])
    return under or bool(headword(_past_honorific(line)))


def _is_role(line: str) -> bool:
    return bool(headword(line)) and not kinds.is_prose(line)


def _past_honorific(line: str) -> str:
    """*line* without its first word where that is an honorific, as `Maître` is."""
    first, _, rest = line.strip().partition(" ")
    return rest if fold(first.strip(".,")) in HONORIFICS else line


def begins_under_closing(line: str, below: Sequence[str], indent: int, who: Sender) -> bool:
    """As `begins_card`, under a bare first name that stands *indent* columns from the left."""
    if indent_of(line) >= indent + _FAR:
        return True
    firm = any(legal_form(one) or kinds.is_contact(one) for one in below[:_CARD])
    return begins_card(line, below, who) or (firm and is_stranger(line, who))


def is_of_another(line: str, who: Sender) -> bool:
    """Whether *line* tells who stands beside *who*: `PA: Jane Moss`, `Reporting to Alan Price`.

    A label before another's name and title says the same, whatever it is.
    """
    text = line.strip(" \t*,;|-–—#")
    if (said := _BESIDE.match(text)) is not None:
        return is_stranger(text[said.end() :], who)
    label = _ANY_LABEL.match(text)
    if label is None:
        return False
    named = text[label.end() :]
    beside = _BESIDE_LABEL.match(text) is not None or bool(headword(named))
    return beside and is_stranger(named, who)


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
    text = _BOOKED.sub(r"\2 \1", text[label.end() :] if label else text)
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
    return not (headword(" ".join(found)) or legal_form(text) or kinds.is_closing(text))


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
_BOOKED = re.compile(r"^([A-Z'’-]{2,})/([A-Z'’-]{2,})\b")
"""As tickets name people: `SOLER/JORDI`."""
_LABELLED = re.compile(r"[^\W\d_][\w ]{1,18}:\s+")
"""`Traveller: `, before the name of somebody."""
_ANY_LABEL = re.compile(r"[^\W\d_][^:|,]{1,30}:\s+")
_BESIDE_LABEL = re.compile(
    r"(?:(?:executive|personal|my|his|her) )?(?:assistant|secretary|pa|ea)\s?:"
    r"|(?:deputy|colleague|contact(?: person)?|line manager|supervisor|assistenz|assistent\w*"
    r"|sekretariat|sekretär(?:in)?|(?:stell)?vertret\w+|ansprechpartner(?:in)?|vorgesetzte\w?"
    r"|assistante?|secrétariat|secrétaire|suppléante?|asistente|secretari[oa]|suplente|contacto"
    r"|segreteria|segretari[oa]|assistente|referente|sostitut[oa]|secretariaat|secretaresse"
    r"|contactpersoon|vervang(?:er|ing)|plaatsvervanger|secretári[oa]|substitut[oa]|contato"
    r"|assistent|sekreterare|ersättare|närmaste chef|kontaktperson|sekretær|stedfortræder"
    r"|nærmeste leder|asystent\w*|sekretarka|zastęp\w+|osoba kontaktowa)\s?:",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:report(?:s|ing) to|(?:represented|managed|assisted|supported|supervised) by"
    r"|my (?:assistant|deputy|colleague|boss|manager|secretary|pa)"
    r"|vertreten durch|berichtet an|meine? (?:kolleg\w+|assistent\w*|vertretung|sekretärin)"
    r"|(?:mon|ma) (?:assistante?|collègue)|représentée? par|rattachée? à"
    r"|mi (?:asistente|compañer[oa])"
    r"|representad[oa] por|reporta a|(?:la mia|il mio) (?:assistente|collega)|rappresentat[oa] da"
    r"|riporta a|mijn (?:assistent\w*|collega)|vertegenwoordigd door|rapporteert aan"
    r"|(?:meu|minha) (?:assistente|colega)|min (?:assistent|kollega)|representeras av"
    r"|rapporterar till|repræsenteret (?:ved|af)|refererer til|(?:mój|moja) \w+"
    r"|reprezentowan[ya] przez)\b\s?:?\s*",
    re.IGNORECASE,
)
