"""Whether two names are one employer's: "you were both at Acme" is said on the strength of it.

A name is cut into what names the firm and what only describes it (legal form, country, "Group",
department, office, "a member of …"); firms are one where the first part is equal. A short form is
*possibly* the same: `Acme` may be `Acme Robotics`, and `Acme Bank` is not. Initials of four and
more letters count, three are shared by too many. A false "same" is worse than a miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from narrowcast.nlp import employer_words as table
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_country
from narrowcast.nlp.organisations import bare_name, registrable_domain

_MAX = 160  # characters of a name that are looked at
_INITIALS = 4  # letters of an acronym that few firms share
_LETTERS = 3  # shorter names need the same legal form


class Sameness(Enum):
    """How far two names agree."""

    SAME = "same"
    POSSIBLE = "possible"
    """One may be short for the other; enough where something else speaks for it."""
    DIFFERENT = "different"


def same_employer(one: str, other: str) -> bool:
    """Whether the names alone show that two people who bear them work for one employer."""
    return sameness(one, other) is Sameness.SAME


def may_be_one_employer(one: str, other: str) -> bool:
    """Whether names that one person or one domain bears may both be one employer's."""
    return sameness(one, other) is not Sameness.DIFFERENT


def names_somebody(name: str) -> bool:
    """Whether *name* is an employer's, and not `Self-employed`, a kind (`Law Firm`) or a form."""
    read = _read(name)
    return bool(read.core) and not read.is_nobody


@lru_cache(maxsize=65536)
def sameness(one: str, other: str) -> Sameness:
    """Compare two names (or a name and a domain's label) of organisations, in either order."""
    left, right = _read(one), _read(other)
    if not left.core or not right.core:
        return Sameness.DIFFERENT
    if left.spellings & right.spellings:
        return Sameness.SAME if _tells(left, right) else Sameness.POSSIBLE
    if left.joined in right.aliases or right.joined in left.aliases:
        nobody = left.is_nobody or right.is_nobody  # `Unisa (USA)`
        return Sameness.DIFFERENT if nobody else Sameness.SAME
    return max(_shortened(left, right), _shortened(right, left), key=_WEIGHT.index)


_WEIGHT = (Sameness.DIFFERENT, Sameness.POSSIBLE, Sameness.SAME)


@dataclass(frozen=True, slots=True)
class _Name:
    """What is compared of a name."""

    whole: str
    """Folded, with all its words."""
    core: tuple[str, ...] = ()
    spellings: frozenset[str] = frozenset()
    """The core's words run together: with `ü` as u and as ue."""
    initials: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    """Short names that the name itself gives: `Bank of Tarrow (BOT)`."""
    past: frozenset[str] = frozenset()
    """Names that it says it had."""
    regions: frozenset[str] = frozenset()
    """Parts of the world that it names beside the core."""
    country: str = ""
    """Where its legal form is known first."""
    capitals: bool = False
    """One word, written in capitals but for one letter (`GfK`)."""
    is_nobody: bool = False
    """It says for whom nobody works: `Freelance Designer`, `Law Firm`, `GmbH`."""

    @property
    def joined(self) -> str:
        return "".join(self.core)


def _tells(left: _Name, right: _Name) -> bool:
    """Whether equal cores suffice: they name somebody, and are no word that anybody may use."""
    core = left.core
    if left.is_nobody or right.is_nobody or _is_of_any_place(left) or _is_of_any_place(right):
        return False
    if core[0] in table.DEPARTMENTS or core[-1] in _OF_ANY_FIRM:
        return False
    if len(core) > 1:  # `National Bank Canada` is not `National Bank Greece`
        both = left.regions and right.regions
        apart = both and left.regions.isdisjoint(right.regions)
        return not apart or bool(left.country and right.country)
    if left.whole == right.whole != left.joined:
        return True
    if left.joined in table.COMMON:
        return False
    abroad = left.country and right.country and left.country != right.country
    return not (abroad and len(left.joined) <= _LETTERS)


def _is_of_any_place(name: _Name) -> bool:
    """`Ministry of Finance`: each country has one, and this one does not say of which it is."""
    official = name.core[0] in table.OF_A_COUNTRY or name.core[-1] in table.OF_A_COUNTRY
    return official and len(name.core) <= 2 and not name.regions


_OF_ANY_FIRM = table.DEPARTMENTS - table.INSTITUTIONS - table.RESEARCHERS


def _shortened(short: _Name, long: _Name) -> Sameness:
    """Whether *short* is what *long* is called for short."""
    joined = short.joined
    if joined in long.initials:
        sure = short.capitals and len(joined) >= _INITIALS
        return Sameness.SAME if sure else Sameness.POSSIBLE
    if joined in long.past or joined in table.COMMON or short.is_nobody:
        return Sameness.POSSIBLE if joined in long.past else Sameness.DIFFERENT
    if long.core[: len(short.core)] == short.core and len(joined) >= _INITIALS:
        return Sameness.POSSIBLE
    return Sameness.POSSIBLE if _opens(short, long) else Sameness.DIFFERENT


def _opens(short: _Name, long: _Name) -> bool:
    """Whether a domain's label, which is run together, begins with the other name."""
    joined = short.joined
    rests = [spelt[len(joined) :] for spelt in long.spellings if spelt.startswith(joined)]
    if len(joined) >= 6 and len(short.core) == 1:
        return bool(rests)
    return len(joined) >= _INITIALS and any(r in table.GROUPS | table.REGIONS for r in rests)


# ---------------------------------------------------------------- reading a name

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,7})/?", re.IGNORECASE)
_MARKS = re.compile(r"[®™©\"“”„«»]|\((?:r|tm)\)", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_BROTHERS = re.compile(r"\bF\.lli\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]")
_PARTS = re.compile(r"\s+[-–—|/·•:]+\s+|\s*[|•·;]\s*|,\s+")
_PAST = re.compile(
    r"(?:formerly|former|previously|f/?k/?a|ehemals|vormals|früher|anciennement|ex|antes|"
    r"anteriormente|già|voorheen|tidigare|tidligere|dawniej)\b[\s.:]*(?:known as )?",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"(?:(?:a|an|the|ein|eine|une?|una?|et|en|een)\s)?(?:\w+\s){0,3}(?:(?:proud )?member|part|"
    r"subsidiary|division|unit|brand|mitglied|teil|unternehmen|tochter\w*|membre|filiale|miembro|"
    r"parte|onderdeel|del|firma|część) (?:of|der|des|von|du|de|del|d'|van|av|af)\b"
    r"|an? (?:[\w&.'-]+ ){1,4}(?:company|business|firm|brand)$|(?:ein|eine) .{1,40}unternehmen$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@lru_cache(maxsize=32768)
def _read(name: str) -> _Name:
    text = " ".join(_MARKS.sub(" ", name[:_MAX]).split()).strip(" ,.;:-–—*'")
    domain = _DOMAIN.fullmatch(text)
    if domain and max(map(len, domain[1].split("."))) > 2:  # S.r.l is none
        text = registrable_domain(domain[1]).partition(".")[0]
    text = _BROTHERS.sub("Fratelli", text)
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    beside = _PARENTHESES.findall(text)
    parts = [part for part in _PARTS.split(_PARENTHESES.sub("", text)) if part] or [text]
    kept = _kept(parts)
    core = _core(_tokens(", ".join(kept)))
    expanded = _core(_tokens(", ".join(kept).lower().translate(_EXPANDED)))
    aliases = _aliases(kept, [part for part in (*parts, *beside) if part not in kept])
    return _Name(
        whole=" ".join(_words(text)),
        core=core,
        spellings=frozenset({"".join(core), "".join(expanded)}),
        initials=_initials(kept[0]),
        aliases=aliases,
        regions=frozenset(_words(text)) & table.REGIONS - {*core},
        past=frozenset(
            "".join(_core(_tokens(_PAST.sub("", part, count=1))))
            for part in beside
            if _PAST.match(part)
        ),
        country=legal_country(text),
        capitals=len(core) == 1 and sum(map(str.isupper, text)) >= max(2, len(text) - 1),
        is_nobody=_is_nobody(_words(text), core),
    )


_KINDS = table.KINDS | table.FUNCTIONS | table.TEAMS | table.BRANCHES | table.GROUPS


def _is_nobody(found: list[str], core: tuple[str, ...]) -> bool:
    """Whether the words of a name are no employer's: self-employment, a kind, a country, a form."""
    whole = " ".join(found)
    return (
        whole in table.NOBODY
        or not table.SELF_EMPLOYED.isdisjoint(found)
        or any(phrase in f" {whole} " for phrase in table.NOBODYS_PHRASES)
        or _KINDS.issuperset(core)
        or table.REGIONS.issuperset(core)
        or _is_legal_form(whole)
    )


def _kept(parts: list[str]) -> list[str]:
    """The parts that name the organisation; never none."""
    own = [part for part in parts if not _MEMBER.match(part) and not _describes(part)] or parts
    if any(part.isupper() and fold(part) in _initials(other) for part in own for other in own):
        own = [max(own, key=len)]
    first = bare_name(own[0])
    if first != own[0].strip() and not any(bare_name(part) != part for part in own[1:]):
        return own[:1]  # what follows a legal form is a place
    return own


def _describes(part: str) -> bool:
    """Whether *part* is a department, a branch or a legal form alone."""
    found = _words(part)
    if not found or _is_legal_form(part):
        return True
    if table.FUNCTIONS.issuperset(found) or table.BRANCHES & {found[0], found[-1]}:
        return True
    institution = _is_institution(part)
    return not institution and bool(table.DEPARTMENTS & {found[0], found[-1]}) and len(found) > 1


def _is_legal_form(text: str) -> bool:
    """Whether *text* is a legal form and nothing else."""
    return _words(bare_name(f"xx {text}")) == ["xx"]


def _is_institution(part: str) -> bool:
    found = _words(part)
    meant = {table.SAME_WORDS.get(word, word) for word in found}
    kind = table.INSTITUTIONS & meant or not meant.isdisjoint(table.COMPOUNDS)
    return bool(kind) and found[0] not in table.DEPARTMENTS


def _aliases(kept: list[str], others: list[str]) -> frozenset[str]:
    """Those of *others* that are initials of the name, as they stand beside it."""
    initials, letters = _initials(kept[0]), "".join(_words(kept[0]))
    found = {"".join(_words(other)): other for other in others}
    return frozenset(
        short
        for short, written in found.items()
        if short in initials or (written.isupper() and _is_drawn_from(short, letters))
    )


def _is_drawn_from(short: str, letters: str) -> bool:
    """Whether *short* begins as the name does and takes its letters in order: compounds' parts."""
    rest = iter(letters)
    return 3 <= len(short) <= 6 and short[0] == letters[:1] and all(sign in rest for sign in short)


@lru_cache(maxsize=32768)
def _initials(part: str) -> frozenset[str]:
    """First letters of the words of *part*, with and without linking words and the legal form."""
    found: set[str] = set()
    for text in (bare_name(part), part):
        every = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
        told = [word for word in every if word not in table.LINKING]
        found |= {"".join(w[:1] for w in every), "".join(w[:1] for w in told)}
    return frozenset(letters for letters in found if len(letters) > 1)


def _words(text: str) -> list[str]:
    return [word.replace("'", "") for word in _WORD.findall(fold(text))]


def _tokens(text: str) -> list[str]:
    """The words of a name in the form in which they are compared, its legal form taken off."""
    found: list[str] = []
    for place, word in enumerate(_words(bare_name(text))):
        if word in table.COMPOUNDS and (place == 0 or word != "tu"):
            found += table.COMPOUNDS[word]
        else:
            found.append(table.SAME_WORDS.get(word, word))
    return found


def _core(found: list[str]) -> tuple[str, ...]:
    """*found* without what only describes; as much as is needed to tell it from others."""
    whole = found
    found = _of_university(found)
    if len(found) > 1 and found[0] in table.BEFORE_NAMES and found[1] not in table.COMMON:
        found = found[1:]
    while len(found) > 1:
        less = _without_last(found)
        if less is found or (len(less) == 1 and less[0] in table.COMMON):
            break
        found = less
    told = [word for word in found if word not in table.LINKING]
    return tuple(told or found or whole)


def _of_university(found: list[str]) -> list[str]:
    """A university's name without the department before or behind it."""
    if "university" not in found or "hospital" in found:
        return found
    at = found.index("university")
    if found[0] in table.DEPARTMENTS and at > 0:
        start = at - 1 if found[at - 1] == "technical" else at
        found = found[start:] if found[start - 1] in table.LINKING else found
        at = found.index("university")
    end = next((i for i in range(at + 1, len(found)) if found[i] in table.DEPARTMENTS), None)
    return found[:end] if end is not None and end > 1 else found


def _without_last(found: list[str]) -> list[str]:
    """*found* without a region, a word for a group, or a team at its end; itself without any."""
    last, before = found[-1], found[-2]
    if last == "company":
        return found[: -2 if len(found) > 2 and before in table.AND else -1]
    if last in table.GROUPS:
        return found[:-1]
    if not table.OFFICIAL.isdisjoint(found):
        return found  # each country has one
    if len(found) > 2 and f"{before} {last}" in table.TWO_WORD_REGIONS:
        return found[:-2]
    if last in table.REGIONS and before not in table.LINKING:
        return found[: -2 if len(found) > 2 and before in table.BEFORE_REGIONS else -1]
    if f"{before} {last}" in table.REGIONS_OF and len(found) == 3 and len(found[0]) >= 5:
        return found[:1]
    if last in table.TEAMS and before in table.FUNCTIONS and len(found) > 2:
        return found[:-2]
    return found[:-1] if last == "r&d" else found
