"""The name guard, which tells whether a line of text names the sender of this mail.

A signature counts only under a line that names who the From header names, by display name or by the
local part of the address. Whoever else signs, speaks or is quoted teaches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from narrowcast.nlp.folding import fold, fold_umlauts
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.names import full_name
from narrowcast.nlp.organisation_words import DEPARTMENTS, ORGANISATIONS
from narrowcast.nlp.words import (
    AMBIGUOUS_SHORT_FORMS,
    DEGREES,
    HONORIFICS,
    NICKNAMES,
    PARTICLES,
    words,
)

ROLES = words("""
    abuse account accounts admin administrator alerts annualreports billing buchhaltung
    communication communications contact daemon donotreply enquiries events feedback hello help
    helpdesk hr info information inquiries investor jobs kontakt list mail mailer marketing media
    membership members news newsletter no-reply noreply notification notifications notify office
    offers orders postmaster press privacy recruiting registration reply robot root sales
    secretary security service services staff subscribe subscriptions support team unsubscribe
    updates webmaster
    """)
"""Local parts that belong to no single person."""


BULK = words("""
    alert alerts announce announcements boletin bulletin daemon digest donotreply ikke-svar
    ingen-svar listserv mailer mailer-daemon mailing news newsletter newsletters nicht-antworten
    nieuwsbrief nepasrepondre ne-pas-repondre nao-responder naoresponda nie-odpowiadaj no-reply
    no-responder noreply noresponder noticias notification notifications notificaciones
    notifiche notify nyhedsbrev nyhetsbrev postmaster robot root rundbrief subscriptions svar-ej
    unsubscribe updates aktualnosci biuletyn actualites avisos do-not-reply keine-antwort
    kein-reply infolettre newsdesk noresponda lettre avvisi
    """)
"""Local parts that programs write from: nobody signs there."""


class NameMatch(IntEnum):
    """How well a line names the sender, weakest first."""

    NONE = 0
    INITIALS = 1  # `JRB`, `P`
    GIVEN = 2  # `Larry`: a closing, an anchor only where a block follows
    FULL = 3


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the From header names."""

    words: tuple[str, ...]
    """Folded words of the display name, or of a dotted local part; () where neither tells."""
    local: str
    """Letters of the local part, folded; '' for a role's."""
    domain: str
    address: str = ""
    """In lower case."""
    is_firm: bool = False
    """The display name is an organisation's."""
    is_bulk: bool = False
    """A program or a mailing writes, by the address."""


_MAX_NAME = 200  # characters of a display name that are looked at
_MAX_ADDRESS = 320  # RFC 3696, erratum 1690: 64 + 1 + 254 fit in


def sender(from_name: str, from_address: str) -> Sender:
    """Read the From header; a role's address and a firm's name leave nobody to match."""
    return _sender(from_name[:_MAX_NAME], from_address[-_MAX_ADDRESS:])


@lru_cache(maxsize=4096)
def _sender(from_name: str, from_address: str) -> Sender:
    local, _, domain = from_address.rpartition("@")
    local = fold(local.partition("+")[0])
    role = _is_role(local)
    name = full_name(_personal(from_name))
    called = _called(from_name)
    called = "" if called.lower() in domain.lower() else called
    known = _folded(f"{name.given} {called} {name.family}") if name else ()
    letters = "" if role else re.sub(r"[^a-z]", "", fold_umlauts(local))
    copied = fold(from_name.strip()) == local and not from_name.strip().istitle()
    nameless = len(known) < 2 and (role or copied)
    firm = bool(_SITE.search(from_name)) or _is_firm(from_name, known, letters, domain)
    if nameless or firm:
        known = ()
    if not known and not role:
        dotted = [word for word in re.split(r"[._\-]+", local) if word.isalpha()]
        turned = len(dotted) == 2 and len(dotted[1]) == 1  # `lee.a`
        dotted = dotted[::-1] if turned else dotted
        known = tuple(map(fold_umlauts, dotted)) if len(dotted) > 1 else ()
    return Sender(
        known, letters, domain.lower(), from_address.strip().lower(), firm, _is_bulk(local)
    )


_SITE = re.compile(r"\w\.(?:com|net|org|info|edu|gov|biz)\b", re.IGNORECASE)


def _is_bulk(local: str) -> bool:
    return local in BULK or bool(BULK.intersection(re.split(r"[._+]", local)))


def _is_role(local: str) -> bool:
    if local in ROLES or set(re.split(r"[._\-]", local)) & (ROLES - {"reply", "list"}):
        return True
    if local.rstrip("0123456789") in _OFFICES:
        return True
    return any(len(role) >= 7 and local.startswith(role) for role in ROLES)


def _is_firm(from_name: str, known: tuple[str, ...], local: str, domain: str) -> bool:
    """Whether the display name is an organisation's: `Gallery Acme`, `Acme` of acme.example."""
    if legal_form(from_name) or _is_office(from_name):
        return True
    labels = {fold_umlauts(label) for label in domain.lower().split(".")[:-1]}
    if len(known) == 1:
        return known[0] in labels
    if not ORGANISATIONS.intersection(known) or _match_local(known, local) is NameMatch.FULL:
        return False
    return not local or any(len(word) > 3 and word in label for word in known for label in labels)


def _is_office(from_name: str) -> bool:
    """Whether the display name opens or ends as an office's: `Ufficio Tecnico`, `Tranby kommun`."""
    found = [fold(word.strip(".,")) for word in from_name.split()]
    if len(found) < 2 or "," in from_name or _personal(from_name) != from_name:
        return False
    return found[0] in _OFFICES or found[-1].endswith(_OFFICE_ENDS)


_OFFICES = (
    ORGANISATIONS
    | DEPARTMENTS
    | words("""
    coordenacao griffie greffe paroisse parochie secretariaat juzgado rectorat vorzimmer service
    servizio servicio servico dienst
    """)
)
_OFFICE_ENDS = ("kommun", "kommune", "tingsratt", "kansli", "sekretariat", "secretariaat", "byret")


def _personal(from_name: str) -> str:
    """The part of a display name that is a person's: `Licences - Ann Lee`, `Acme | Ann Lee`."""
    from_name = from_name.replace("\\", "")
    if from_name.count('"') == 1 and not from_name.startswith('"'):
        from_name = from_name.partition('"')[0]  # a nickname, cut off
    for part in _PARTS.split(from_name)[1:]:
        folded = {fold(word.strip(".,")) for word in part.split()}
        named = 2 <= len(folded) <= 4 and all(word[0].isupper() for word in part.split()[::2])
        if named and part.split()[-1][0].isupper() and not folded & (ORGANISATIONS | DEPARTMENTS):
            first = _PARTS.split(from_name)[0].split()
            return part if _names_no_person(first) else from_name
    return from_name


def _names_no_person(found: Sequence[str]) -> bool:
    return len(found) == 1 or bool(ORGANISATIONS & {fold(word) for word in found})


_PARTS = re.compile(r"\s+[-–—|/•·]\s+")


def _called(from_name: str) -> str:
    """The name somebody goes by: `Simonet, Jon (Mike)`, `Jon "Mike" Simonet`."""
    called = re.search(r"[(\"']([^\W\d_]{2,15})[)\"']", from_name.strip(" \"'"))
    return called[1] if called and called[1].istitle() else ""


def match_name(text: str, who: Sender) -> NameMatch:
    """How well *text*, the whole of a line or its first field, names *who*."""
    found = _candidate(text)
    if not found:
        return NameMatch.NONE
    if who.words and (match := _match_words(found, who.words)):
        return match
    if who.local and len(who.words) < 2 and not ORGANISATIONS.intersection(found):
        return _match_local(found, who.local)
    return NameMatch.NONE


_GIVEN_TOO = words("al ben")
"""Particles that are given names where they stand first."""
_GENERATIONS = words("jr sr ii iii iv")


def person_words(text: str) -> tuple[str, ...]:
    """The words of *text* as written if it can be a person's name, honorifics and degrees off."""
    if not _candidate(text):
        return ()
    found = (word.strip(".,") for word in re.sub(r"[()\"]", " ", text).replace(",", " ").split())
    return tuple(word for word in found if word and not _is_title(word) and word not in PARTICLES)


def _folded(name: str) -> tuple[str, ...]:
    found = [fold_umlauts(word) for word in re.findall(r"[^\W\d_]+", name)]
    kept = [word for word in found if word not in PARTICLES and word not in _GENERATIONS]
    return tuple(found[:1] + kept if found[:1] and found[0] in _GIVEN_TOO else kept)


_WORD = re.compile(r"[^\W\d_][^\W\d_.'’?\-]*(?:[.'’?\-]+[^\W\d_]+)*\.?")


_NO_NAME = re.compile(
    r"[@/\\=<>{}\[\]!;:]|[a-z]{2}\.(?!ssa|ing|med)[a-z]{2}|\w\.(?i:com|net|org)\b"
)  # signs, and names of hosts


@lru_cache(maxsize=4096)
def _candidate(text: str) -> tuple[str, ...]:
    """Folded words of *text* if it can be a person's name: up to eight words, titles off."""
    if len(text) > 80 or len(text.split()) > 9 or _NO_NAME.search(text):
        return ()
    text = re.sub(r"[()\"]|'\d\d\b", " ", text)
    if _names_several(text):
        return ()
    raw = text.replace(",", " ").split()
    if not 0 < len(raw) <= 8 or any(sign.isdigit() for sign in text):
        return ()
    kept = [word for n, word in enumerate(raw) if not _is_title(word, first=n == 0)]
    long = (word.strip(".,-~*'’") for word in kept if len(word.strip("'’")) > 1)
    if not kept or _is_clause(kept) or not all(map(_WORD.match, long)):
        return ()
    return _folded(" ".join(kept)) or tuple(map(fold_umlauts, kept))


def _is_clause(raw: list[str]) -> bool:
    """Words in small letters between capitalised ones (`on behalf of Ann Lee`) make no name."""
    capitalised = any(word[0].isupper() for word in raw)
    small = (word for word in raw if word.islower() and len(word) > 1 and "." not in word)
    return capitalised and any(fold(word) not in _LINKS for word in small)


_LINKS = PARTICLES | words("e y i und of")
_BETWEEN = re.compile(r",|&|\b(?:and|und|et|y|e|en|och|og|i)\b", re.IGNORECASE)


def _names_several(text: str) -> bool:
    """Two full names side by side (`Ann Lee, Bob Roy`): such a block is not one person's."""
    full = 0
    for part in _BETWEEN.split(text):
        kept = [word for word in part.split() if not _is_title(word) and word[:1].isupper()]
        full += len(kept) >= 2
    return full >= 2


def _is_title(word: str, *, first: bool = False) -> bool:
    """Whether *word* is an honorific or a degree; a *first* `Asa` is a given name."""
    bare = fold(word.strip(".,"))
    if bare in HONORIFICS and len(bare) > 1:
        return True
    return bare.replace(".", "") in DEGREES and not (first and word.istitle())


def _match_words(found: tuple[str, ...], known: tuple[str, ...]) -> NameMatch:
    if len(found) == 1:
        return _match_single(found[0], known)
    if found == known[:-1] and len(known) > 2:
        return NameMatch.GIVEN
    family = known[-1]
    if len(known) == 1:
        near = any(_same_word(word, family) for word in found)
        return NameMatch.FULL if near and len(found) <= 4 else NameMatch.NONE
    if len(found) > len(known) + 3:
        return NameMatch.NONE
    ends = any(_same_word(word, family) for word in found[1:]) or _same_word(found[0], family)
    others = [word for word in found if not _same_word(word, family)]
    if len(found) > 2 and not ends and found[-2] + found[-1] == family:
        ends, others = True, list(found[:-2])
    if ends and any(_same_given(word, other) for word in others for other in known[:-1]):
        return NameMatch.FULL
    given = known[0]
    if _same_word(found[0], given) and len(given) > 1 and found[-1][0] == family[0]:
        # `Shona W`, or a family name that changed or was misspelt
        return NameMatch.FULL if len(found[-1]) == 1 or _near(found[-1], family) else NameMatch.NONE
    return NameMatch.NONE


def _match_single(word: str, known: tuple[str, ...]) -> NameMatch:
    if len(known) == 2 and word in (known[0] + known[1], known[1] + known[0]):
        return NameMatch.FULL  # scripts that write a name without a blank
    if len(word) == 1:
        return NameMatch.INITIALS if word == known[0][0] else NameMatch.NONE
    if any(_same_given(word, other) and len(other) > 1 for other in known):
        return NameMatch.GIVEN
    initials = "".join(other[0] for other in known)
    return NameMatch.INITIALS if word == initials else NameMatch.NONE


def _same_given(one: str, other: str) -> bool:
    if one == other or NICKNAMES.get(one, one) == NICKNAMES.get(other, other):
        return True
    if other in AMBIGUOUS_SHORT_FORMS.get(one, ()) or one in AMBIGUOUS_SHORT_FORMS.get(other, ()):
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other or (len(short) >= 5 and _near(one, other)):
        return True
    return len(short) >= 4 and long.endswith(short) and long[: -len(short)] in _JOINED


def without_particle(name: str) -> str:
    """*name*, a folded word, without the particle that ran together with it (`vandenberg`)."""
    cuts = (cut for cut in range(2, 6) if name[:cut] in _JOINED and len(name) - cut >= 4)
    return name[max(cuts, default=0) :]


_JOINED = words("""
    van vanden vander vant de del dela dell della di da do dos das du la le von vonder vom zu zum
    zur ter ten el al mc mac o d saint san
    """)
"""Particles as they run together with the family name in an address: `bart.vandenberg`."""


def _near(one: str, other: str) -> bool:
    """Equal up to one slip: a sign more, less, another, or two turned round."""
    if abs(len(one) - len(other)) > 1 or one[:1] != other[:1]:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    tail, rest = one[start:], other[start:]
    if tail[1:] == rest or tail == rest[1:] or tail[1:] == rest[1:]:
        return True
    return tail[2:] == rest[2:] and tail[:2] == rest[1::-1]


_SHORT_FORMS = {
    full: frozenset(short for short, other in NICKNAMES.items() if other == full)
    for full in set(NICKNAMES.values())
}


def _match_local(found: tuple[str, ...], local: str) -> NameMatch:
    """Whether *local* is made of the words *found*, as local parts are: `jsmith`, `annl`, `jrb`."""
    if len(found) == 1:
        return NameMatch.GIVEN if len(found[0]) >= 3 and found[0] in local else NameMatch.NONE
    if "".join(word[0] for word in found) == local:
        return NameMatch.FULL
    if len(found) > 5 or len(local) < 3:
        return NameMatch.NONE
    if len(local) >= 6 and local in ("".join(found[1:]), "".join(found[1:]) + found[0]):
        return NameMatch.FULL
    if any(_built_of(local, found[0][0], word) for word in found[1:-1] if len(word) > 3):
        return NameMatch.FULL
    first, last = found[0], found[-1]
    if len(local) == 3 and local[0] == first[0] and local[2] == last[0]:
        return NameMatch.FULL
    joined = "".join(found)
    if len(local) >= 5 and (joined == local or joined.startswith(local)):
        return NameMatch.FULL
    given = _SHORT_FORMS.get(NICKNAMES.get(first, first), frozenset())
    inner = "".join(word[0] for word in found[1:-1])
    starts = (given | {first}, {last}, {first[0] + inner} if inner else set())
    pairs = ((starts[0], starts[1]), (starts[1], starts[0]), (starts[2], starts[1]))
    if any(_built_of(local, one, two) for ones, twos in pairs for one in ones for two in twos):
        return NameMatch.FULL
    near = len(found) <= 3 and len(last) >= 5 and last in local
    return NameMatch.GIVEN if near else NameMatch.NONE


def _built_of(local: str, one: str, other: str) -> bool:
    """Whether *local* is a start of *one* and then a start of *other*, enough of both."""
    if local == one:
        return len(one) >= 3
    shared = 0
    while shared < min(len(one), len(local)) and one[shared] == local[shared]:
        shared += 1
    for length in range(shared, 0, -1):
        rest = local[length:]
        if not rest:
            continue
        if other.startswith(rest) and max(length, len(rest)) >= min(4, len(local) - 2):
            return True
        if length >= 5 and len(rest) <= 2 and rest[0] == other[0]:
            return True
    return False
