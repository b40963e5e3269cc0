"""The word of a domain that its owner chose (`acme` of acme.co.uk), compared with names."""

from __future__ import annotations

import re
from functools import lru_cache

from narrowcast.nlp.folding import fold
from narrowcast.nlp.organisation_words import INSTITUTES, ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.organisations import (
    acronym,
    is_free_mail,
    organisation_key,
    registrable_domain,
)
from narrowcast.nlp.words import words

_SMALL = words(
    "de del di du des la le of the for und and y e et van voor der da do dos das i on in at to fur"
    " pour sur para sobre per en och og for til till dla na w z"
)
_KINDS = ORGANISATIONS | UNIVERSITIES | INSTITUTES


_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def domain_label(domain: str) -> str:
    """The registered word of *domain*, hyphens out; '' for free mail and for what is no domain."""
    if "." not in domain or is_free_mail(domain):
        return ""
    return registrable_domain(domain).partition(".")[0].replace("-", "")


@lru_cache(maxsize=8192)
def is_label(text: str, label: str) -> bool:
    """Whether a domain's *label* abbreviates or holds the organisation called *text*."""
    found = organisation_key(text).replace("-", " ").split()
    joined = "".join(found)
    if not joined:
        return False
    if label == joined or label in found:
        return True
    letters = "".join(map(fold, re.findall(r"[^\W_]+", text)))
    if len(label) >= 6 and letters.startswith(label):
        return True
    if (len(label) >= 4 and joined.startswith(label)) or (
        len(joined) >= 4 and label.startswith(joined)
    ):
        return True
    told = "".join(word for word in found if word not in _SMALL)
    if len(label) >= 6 and told.startswith(label):
        return True
    initials = "".join(fold(word)[:1] for word in _LETTERS.findall(text))
    led = "".join(fold(word)[:1] for word in _LETTERS.findall(text) if fold(word) not in _SMALL)
    if label in (acronym(text), initials) or (len(label) >= 3 and label == led):
        return True
    telling = len(found) > 1 and len(found[0]) >= 4 and found[0] not in _KINDS
    return telling and label.startswith(found[0])
