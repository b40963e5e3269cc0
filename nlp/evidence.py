"""What speaks for a text being the name of an organisation, and where that name ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block
from narrowcast.nlp.departments import LINKS, is_department, is_functional
from narrowcast.nlp.domain_labels import domain_label, is_label
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_end, legal_form
from narrowcast.nlp.line_patterns import PLACES
from narrowcast.nlp.organisation_words import (
    FUNCTIONS,
    INSTITUTES,
    ORGANISATION_ENDS,
    ORGANISATIONS,
    UNIVERSITIES,
)
from narrowcast.nlp.organisations import organisation_key
from narrowcast.nlp.title_words import FORMER
from narrowcast.nlp.titles import headword

DASH = re.compile(r"\s+[-–—]+\s+|\s*/\s*|\s+@\s+|:\s+")
COMMA = re.compile(r"\s*,\s*")
STRONG = 4
"""The weight of a legal form or of the address's domain; either alone shows an organisation."""

_WORD = re.compile(r"[^\W\d_][\w'?]*")
_ASIDE = re.compile(r"(?<=\w\w\w)\s+\([^\W\d_A-ZÄÖÜÅØÉŚŁ][^()]*\)?\s*$")
"""`Acme Insurance (filial till Foxtrot plc)`"""
_ROOM_NUMBER = re.compile(r"\s*[-–]\s*\d+$")
_WEAK_LABELS = frozenset({"mail", "email", "lists", "mailing"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weighs names against the *labels* of the domains that a signature shows."""

    labels: frozenset[str]

    def of_domain(self, text: str) -> bool:
        """Whether one of the domains abbreviates or holds *text*."""
        return any(is_label(text, label) for label in self.labels)

    def weight(self, text: str) -> int:
        """How much speaks for *text* being an organisation: STRONG at most twice, a word 2 or 3."""
        folded = [fold(word) for word in _WORD.findall(text)]
        known = self.of_domain(text)
        if not folded or len(folded) > 12 or not (known or any(map(str.isupper, text))):
            return 0
        if for_another(text) or of_the_past(text) or PLACES.issuperset(folded):
            return 0
        legal = legal_form(text) is not None or _HEAD_FORM.match(text) is not None
        found = STRONG * legal + STRONG * known
        if UNIVERSITIES.intersection(folded) or any(map(_is_university, folded)):
            found += 3
        elif (
            INSTITUTES.intersection(folded)
            or any(map(_is_organisation, folded))
            or self.of_partners(text)
        ):
            found += 2
        if not known and PART_OF.match(text):
            return min(found, 0)
        if found < STRONG and (is_functional(folded) or PART_OF.match(text) or _is_slogan(text)):
            return 0
        if is_department(folded) and not self._covers(text):
            head = known and any(label.startswith(folded[0]) for label in self.labels)
            low = 2 if head and not is_functional(folded[1:]) else min(found, 1) - 1
            found = found - 3 if found >= STRONG + 2 else low
        return found - 3 * (kinds.is_prose(text) or (text[0].isdigit() and found < STRONG))

    def _covers(self, text: str) -> bool:
        """Whether a domain is made of the whole of *text*: `departmenthousing`."""
        joined = organisation_key(text).replace("-", " ").replace(" ", "")
        return any(len(label) >= 8 and label in joined for label in self.labels)

    def of_partners(self, text: str) -> bool:
        """Whether *text* reads as the names of a firm's partners."""
        if _SURNAMES.match(text) is None:
            return False
        found = [word for word in _WORD.findall(text) if len(word) > 3]
        titles = sum(1 for word in found if headword(word))
        known = FUNCTIONS.intersection(map(fold, found))
        return not known and (not titles or 2 * titles < len(found) > 2)

    def name(self, text: str) -> str:
        """*text* without the branch, slogan, city or street that follows an organisation's name."""
        text = _ASIDE.sub("", text)
        dash = DASH.search(text)
        if dash and is_department([fold(word) for word in _WORD.findall(text[: dash.start()])]):
            text = text[dash.end() :]
        end = legal_end(text)
        inner = text.find("(", 3)
        if end and 0 < inner < end and ")" not in text[inner:end]:
            return self.name(text[:inner])  # `Acme Finance (a branch of Foxtrot plc)`
        if end:
            return text[:end].rstrip(" ,;:-–")
        for cut in DASH.finditer(text):
            head = text[: cut.start()]
            if "/" not in cut[0] and len(head) > 2 and self.weight(head) >= 2:
                text = head
                break
        kept = _before_place(COMMA.split(text))
        if len(kept) == 2 and "&" not in kept[1] and self.weight(kept[0]) >= 2:
            kept = kept[:1]
        return _ROOM_NUMBER.sub("", ", ".join(kept)).strip(" .,;:-–*_")


def evidence(block: Block, address: str) -> Evidence:
    """The evidence that the sender's *address* and the *block*'s own lines give."""
    domains = {address.rpartition("@")[2].lower()}
    for _, line in block.lines:
        domains.update(re.split(r"@| at |[\])]", hit[0])[-1] for hit in kinds.MAIL.finditer(line))
        domains.update(_host(hit[0]) for hit in kinds.URL.finditer(line))
    found = {domain_label(domain.strip(" .,>").lower()) for domain in domains}
    return Evidence(frozenset(label for label in found if len(label) > 1) - _WEAK_LABELS)


def _is_slogan(text: str) -> bool:
    """Several words in small letters behind one that names no kind of organisation."""
    found: list[str] = _WORD.findall(text)
    if text.islower() or _is_organisation(fold(found[0])) or _is_university(fold(found[0])):
        return False
    return sum(word.islower() and fold(word) not in LINKS for word in found) >= 2


def _is_organisation(word: str) -> bool:
    compound = len(word) > 8 and word.endswith(ORGANISATION_ENDS)
    return compound or word in ORGANISATIONS or word in INSTITUTES


PART_OF = re.compile(
    r"\s*(?:(?:proudly )?(?:sponsored|supported|funded) by|gesponsert (?:von|durch)"
    r"|unterst[üu]tzt (?:von|durch)|sponsorisé par|patrocinad[oa] p[oe]r|sponsorizzat[oa] da"
    r"|gesponsord door|sponsras av|sponseret af|sponsorowan[aey] przez|(?:proud )?partner of"
    r"|in (?:partnership|cooperation|association) with)\b"
    r"|\s*(?:an? )?(?:division|member|subsidiary|part|brand|affiliate|unit|company|service|"
    r"unternehmen|marke|mitglied|soci[ée]t[ée]|filiale|empresa|divisi[óo]n|societ[àa]|azienda|"
    r"onderdeel|lid|empresa|del|f[öo]retag|bolag|virksomhed|sp[óo][łl]ka|cz[ęe][śs][ćc])\s+"
    r"(?:of|der|des|von|du|de|del|della|van|da|do|i|af|z|grupy)\b"
    r"|\s*(?:ein|une|una|uma|een|ett|en) (?:unternehmen|marke|soci[ée]t[ée]|empresa|societ[àa]|"
    r"onderneming|f[öo]retag|bolag|virksomhed|del|entreprise|filiale|dochter)",
    re.IGNORECASE,
)
"""Opens a line about the group a firm belongs to."""

_HEAD_FORM = re.compile(r"(?:AB|A/S|Oy|UAB|SIA|SASU?|SARL|EURL|SCI|SCP|VOF|Fa\.)\s+[^\W\d_a-z]")
"""Legal forms that stand first in some countries."""
_FOR_ANOTHER = re.compile(
    r"\s*(?:(?:\w+ )?(?:for and )?on behalf of|im (?:auftrag|namen)|au nom de|en nombre de"
    r"|en representaci[oó]n de|per conto (?:di|dell\w*)|in nome (?:e per conto )?d\w+|namens"
    r"|em nome d[aeo]|på vegne af|på uppdrag av|för .{0,40} räkning|w imieniu)\b",
    re.IGNORECASE,
)


def of_the_past(text: str) -> bool:
    """Whether *text* tells what somebody was: `formerly Director, Acme`, `ex-CEO Acme`."""
    found = _FIRST.match(text)
    return found is not None and fold(found[1]).strip(".") in FORMER


_FIRST = re.compile(r"[\s(]*([^\W\d_]+(?:\.[^\W\d_]+)?)")


def for_another(text: str) -> bool:
    """Whether *text* names in whose name somebody signs."""
    return _FOR_ANOTHER.match(text) is not None


_SURNAMES = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]+,\s+)*[^\W\d_a-z][\w'’-]+,?\s+&\s+"
    r"[^\W\d_a-z][\w'’-]+(?:,?\s+(?:LLP|LLC|PLLC|P\.?\s?[AC]\.?|PC|PA))?\.?$"
)
"""`Weller, Grant & Marsh`: partners who give a firm its name."""


def _host(url: str) -> str:
    return re.sub(r"^https?:/+", "", url).partition("/")[0]


def _is_university(word: str) -> bool:
    return word.startswith("universit")


def _before_place(parts: Sequence[str]) -> list[str]:
    """The first of *parts* and those after it that are no address and no place."""
    kept = list(parts[:1])
    for part in parts[1:]:
        folded = [fold(word).strip(".") for word in part.split()]
        place = bool(folded) and bool({folded[0], folded[-1]} & PLACES)
        if place or kinds.is_address(part) or any(sign.isdigit() for sign in part):
            break
        kept.append(part)
    return kept


def is_member(text: str) -> bool:
    """Whether *text* tells of what somebody is a member: `Mitglied der Innung`."""
    return _MEMBER.match(text) is not None


def of_a_board(text: str) -> bool:
    """Whether *text* names a body whose members say so as their title."""
    return _BOARD.search(fold(text)) is not None


_MEMBER = re.compile(
    r"\s*(?:mitglied|member|membre|miembro|membro|socio|lid|medlem|ledamot|cz[łl]onek|cz[łl]onkini)\s"
    r"+(?:in|im|of|der|des|de|du|del|della|dell['’]|do|da|van|af|av|i)\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"vorstand|gesch[a-z]*leitung|geschaftsf|direktion|aufsichts|beirat|rates?\b|board|council|committee"
    r"|senate|parliament|conseil|comite|direct|consejo|junta|consiglio|giunta|conselho|bestuur|raad"
    r"|styrelse|utskott|bestyrelse|byrad|direktion|zarzad|rady|komitet|bundestag|landtag"
)
