"""Who wrote a message, seen from one ask: the owner, the introducer, the prospect or somebody else.

An address counts only as a whole: a display name proves nothing, it can only warn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from narrowcast.agent.core.authenticity import aligned
from narrowcast.agent.core.judgement import AskView
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.formats.rewriting import author_behind
from narrowcast.connectors.records import Mailbox, Message
from narrowcast.nlp.names import SameName, same_person_name
from narrowcast.nlp.organisations import is_free_mail, registrable_domain


class Writer(StrEnum):
    """Who the author is to an ask."""

    OWNER = "owner"
    INTRODUCER = "introducer"
    PROSPECT = "prospect"
    LIKELY_INTRODUCER = "likely-introducer"  # another address under the introducer's name
    COLLEAGUE = "colleague"  # somebody else at the introducer's firm
    LOOKALIKE = "lookalike"  # made to look like the introducer's or prospect's address
    STRANGER = "stranger"


def key(mailbox: Mailbox | None) -> AddressKey:
    """The address as a canonical key; '' where there is none."""
    return AddressKey(canonical(mailbox.address)) if mailbox and mailbox.address else AddressKey("")


def among(address: AddressKey, known: frozenset[AddressKey]) -> bool:
    """Whether *address* is one of *known*, a plus-tag in its local part folded."""
    return bool(address) and (address in known or _untagged(address) in known)


def writer(message: Message, ask: AskView, owner: frozenset[AddressKey]) -> Writer:
    """Tell who wrote *message* by its From address; whether From is true is another question."""
    address = key(message.author)
    name = message.author.name if message.author else ""
    if among(address, owner):
        return Writer.OWNER
    if among(address, ask.introducer):
        return Writer.INTRODUCER
    if among(address, ask.prospect):
        return Writer.PROSPECT
    if is_lookalike(address, name, (*ask.introducer, *ask.prospect)):
        return Writer.LOOKALIKE
    if _has_name_of(message, ask):
        return Writer.LIKELY_INTRODUCER
    return Writer.COLLEAGUE if _same_firm(address, ask.introducer) else Writer.STRANGER


def prospect_called(ask: AskView) -> str:
    """The prospect's name, or what their address calls them (`quinn@…`); '' if neither tells."""
    if ask.prospect_name:
        return ask.prospect_name
    words = (one.partition("@")[0].replace(".", " ") for one in sorted(ask.prospect))
    return next((word for word in words if word.replace(" ", "").isalpha() and len(word) > 2), "")


def people(message: Message) -> tuple[AddressKey, ...]:
    """All visible recipients, each once."""
    boxes = (*message.to, *message.cc, *message.bcc)
    return tuple(dict.fromkeys(found for box in boxes if (found := key(box))))


def is_lookalike(address: AddressKey, name: str, known: Iterable[AddressKey]) -> bool:
    """Whether *address* only looks like one of *known*, or its display name is one of them.

    Known ones are compared by confusable skeleton and, for the domain, by one slip of the hand.
    """
    known = tuple(known)
    shown = canonical(name.strip(" \"'<>")) if "@" in name else ""
    if shown and shown != address and any(one in shown for one in known):
        return True
    return any(_resembles(address, one) for one in known)


def _resembles(address: AddressKey, known: AddressKey) -> bool:
    if not address or address == known:
        return False
    local, _, domain = address.rpartition("@")
    known_local, _, known_domain = known.rpartition("@")
    if skeleton(local) != skeleton(known_local):
        return False
    if domain == known_domain:
        return local != known_local
    looks, looks_known = skeleton(domain), skeleton(known_domain)
    if looks == looks_known or _embeds(domain, known_domain):
        return True
    return not is_free_mail(known_domain) and _one_slip(looks, looks_known)


def _embeds(domain: str, known: str) -> bool:
    """`corp.example.evil.test` and `corp-example.test` carry the known domain inside another."""
    registered, own = registrable_domain(domain), registrable_domain(known)
    return registered != own and (
        domain.startswith(f"{known}.") or known.replace(".", "-") in domain
    )


def _one_slip(one: str, other: str) -> bool:
    """One letter added, dropped, changed or two swapped, in domains long enough to compare."""
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return len(one) != len(other)
    if len(one) == len(other):
        swapped = one[start : start + 2] == other[start : start + 2][::-1]
        return one[start + 1 :] == other[start + 1 :] or (
            swapped and one[start + 2 :] == other[start + 2 :]
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]


def abbreviates(address: AddressKey, known: Iterable[AddressKey]) -> bool:
    """Whether *address* is one of *known* with initials for given names: `w.white@`, `jo.white@`.

    At the same domain, which is no free-mail one; a likeness to ask about, never an identity.
    """
    local, _, domain = address.rpartition("@")
    *given, family = re.findall(r"[^\W\d_]+", local) or [""]
    if len(family) < SHORTEST_FAMILY or not given or is_free_mail(domain):
        return False
    for one in known:
        other_local, _, other_domain = one.rpartition("@")
        *other_given, other_family = re.findall(r"[^\W\d_]+", other_local) or [""]
        if (domain, family) == (other_domain, other_family) and address != one:
            return all(len(word) == 1 for word in given) != all(len(w) == 1 for w in other_given)
    return False


SHORTEST_FAMILY = 4  # letters; shorter family names are many people's

# Letters of other scripts and digits that read like Latin letters (Unicode TS 39, the common ones).
_CONFUSABLE = str.maketrans(
    {
        **dict(zip("авсԁеһіјӏморԛѕтухѵѡкнг", "abcdehijlmopqstyxvwkhr", strict=True)),
        **dict(zip("αβεηικνορτυχω", "aBenikvoptuxw".lower(), strict=True)),
        **dict(zip("01534", "olsea", strict=True)),
        "ı": "i", "ɡ": "g", "ł": "l", "ø": "o", "đ": "d", "|": "l", "!": "i",
    }
)  # fmt: skip


def skeleton(text: str) -> str:
    """A form equal for texts a reader may take for each other; A-labels are decoded first."""
    shown = ".".join(map(_unicode_label, text.split(".")))
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", shown.casefold())
        if not unicodedata.combining(sign)
    )
    return bare.translate(_CONFUSABLE).replace("rn", "m").replace("vv", "w").replace("i", "l")


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _untagged(address: AddressKey) -> AddressKey:
    local, _, domain = address.rpartition("@")
    return AddressKey(f"{local.partition('+')[0]}@{domain}")


def _has_name_of(message: Message, ask: AskView) -> bool:
    """The introducer's name on another address: another of theirs, or somebody's trick."""
    if message.author is None or not ask.introducer_name:
        return False
    name = author_behind(message.author.name) or message.author.name
    answers = any(among(key(box), ask.introducer) for box in message.reply_to)
    known = ask.introducer_name
    return answers or same_person_name(name, known) >= SameName.POSSIBLE or _shortened(name, known)


def _shortened(name: str, known: str) -> bool:
    """`Iris K` or `I. Klein` for `Iris Klein`: as many words, one whole, the others initials."""
    short, whole = (one.casefold().replace(".", " ").split() for one in (name, known))
    if len(short) != len(whole) or len(short) < 2:
        return False
    pairs = list(zip(short, whole, strict=True))
    return any(a == b for a, b in pairs) and all(a == b or a == b[0] for a, b in pairs)


def _same_firm(address: AddressKey, known: Iterable[AddressKey]) -> bool:
    domain = address.rpartition("@")[2]
    if not domain or is_free_mail(domain):
        return False
    return any(aligned(domain, one) for one in known)
