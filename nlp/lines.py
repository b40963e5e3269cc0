"""What sort of line stands in a mail's end: contact, address, register, disclaimer, prose ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from narrowcast.nlp import line_patterns as patterns
from narrowcast.nlp.folding import fold
from narrowcast.nlp.titles import headword

PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?\(?\d[\d\s().\-/–\xa0]{5,22}\d(?!\w)")
EXTENSION = re.compile(
    r"\b(?:ext\.?|x|extension|durchwahl|dw|poste|anknytning)[ :.#]*\d{2,6}\b", re.IGNORECASE
)
MAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}+(?:@| at |\s?[\[(]at[\])]\s?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"
)
_SPELT_AT = re.compile(r" at |[\[(]at[\])]")
URL = re.compile(
    r"https?:/{1,2}\S+|www\.[^\s>]+"
    r"|(?<![\w@.\-])[a-z0-9-]{2,40}\.(?:com|org|net|de|fr|eu|io|co\.uk)(?:/\S*)?(?!\w)"
)
_ZIP = re.compile(
    r"\b[A-Z]{2}\.?,?\s+\d{5}\b|\b(?:[A-Z]{1,3}-)?\d{4,5}(?:-\d{3,4})?\s+[^\W\d]"
    r"|\b[A-Z]{1,2}\d[\dA-Z]?\s+\d[A-Z]{2}\b|\b\d{2}-\d{3}\s|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)
RULE = re.compile(r"\s*(?:[-_=*#~+.\u2500\u2014%>\\/|<^'\s]{2,}|--)\s*$")
UNSUBSCRIBE = re.compile(
    r"unsubscri|opt[- ]out|abmelden|abbestell|austragen|d[ée]sabonn|d[ée]sinscri|darse de baja"
    r"|cancelar (?:la |a )?(?:suscripci|subscri)|disiscri|cancella(?:rti|re l.iscrizione)|uitschrij"
    r"|afmelden|avregistr|avprenumer|afmeld|frameld|wypis(?:z|a)|rezygnacj\w+ z|remove me"
)
"""In small letters: how to leave a mailing."""
DELIMITER = re.compile(r"\s*(?:--|-- |---|—|__|==)\s*$")


def is_rule(line: str) -> bool:
    """Whether *line* is only signs that part what is above from what is below."""
    return RULE.match(line) is not None and len(line.strip()) > 1


@lru_cache(maxsize=4096)
def is_contact(line: str) -> bool:
    """Whether *line* holds a phone number, an address of mail or web, or is labelled so."""
    if ("@" in line or _SPELT_AT.search(line)) and MAIL.search(line):
        return True
    if ("." in line or ":/" in line) and URL.search(line):
        return True
    digits = sum(map(str.isdigit, line))
    if digits >= 7 and PHONE.search(line):
        return True
    return digits >= 3 and bool(
        EXTENSION.search(line) or (digits >= 5 and patterns.LABEL.match(line.strip(" *•").lower()))
    )


@lru_cache(maxsize=4096)
def is_address(line: str) -> bool:
    """Whether *line* reads as (part of) a postal address or a place."""
    found = [fold(word).strip(".,") for word in re.split(r"[\s,/|]+", line.strip()) if word]
    has_digit = any(map(str.isdigit, line))
    if has_digit and (_ZIP.search(line) or any(_is_street(word) for word in found)):
        return True
    if has_digit and line.lstrip()[:1].isdigit() and len(found) <= 7:
        return True
    if found[:1] and found[0] in patterns.NUMBERS and patterns.SITES.intersection(found[1:]):
        return True
    words = [word for word in found if not word.replace("-", "").isdigit()]
    return "," in line and 0 < len(words) <= 5 and words[-1] in patterns.PLACES


@lru_cache(maxsize=4096)
def is_street(line: str) -> bool:
    """Whether *line* names a street with its number (`Calle Mayor 19`, `Plaza Mayor, s/n`)."""
    found = [fold(word).strip(".,") for word in re.split(r"[\s,]+", line.strip()) if word]
    numbered = any(sign.isdigit() for sign in line) or _UNNUMBERED.search(line) is not None
    return numbered and len(found) <= 9 and any(_is_street(word) for word in found)


def names_street(line: str) -> bool:
    """Whether *line* begins with the word for a street, numbered or not."""
    found = [fold(word).strip(".,") for word in line.split()]
    return bool(found) and _is_street(found[0])


_UNNUMBERED = re.compile(r"\bs/n\b", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether *text* is only what stands before a number: `Tel. direct`, `Mobilnr.`."""
    found = [fold(word).strip(".:()+*-") for word in text.split()]
    return bool(found) and all(word in patterns.LABEL_WORDS or not word for word in found)


def _is_street(word: str) -> bool:
    return word in patterns.STREETS or (len(word) > 6 and word.endswith(patterns.STREET_ENDS))


@lru_cache(maxsize=4096)
def is_register(line: str) -> bool:
    """Whether *line* holds company-register data or names officers: never the sender's own role."""
    return patterns.REGISTER.search(line.lower()) is not None


def is_disclaimer(line: str) -> bool:
    """Whether *line* opens legal text, an advertisement or a list's footer."""
    return patterns.DISCLAIMER.search(line.lower()) is not None


def is_device(line: str) -> bool:
    """Whether a device or program wrote *line* (`Sent from my …`)."""
    return patterns.DEVICE.match(line.strip(" *-").lower()) is not None


def is_closing(line: str) -> bool:
    """Whether *line* is a closing phrase, short and alone."""
    text = line.strip(" \t*,.!-")
    if text.endswith(":") and len(text.split()) > 2:
        return False  # `Best time to call:`
    return (
        len(text) <= 60
        and patterns.CLOSING.match(text.lower()) is not None
        and len(text.split()) <= 8
    )


@lru_cache(maxsize=4096)
def is_prose(line: str) -> bool:
    """Whether *line* is running text: long, in lower case, or speaking to somebody."""
    found = line.split()
    if len(found) < 5:
        return len(found) >= 3 and line.rstrip().endswith(("?", "!")) and found[0][0].isalpha()
    if _PARTED.search(line):
        return False
    lower = sum(1 for word in found if word[0].islower())
    if len(found) >= 7 and lower > 0.6 * len(found) and not is_contact(line):
        return not _is_long_title(found)
    return bool(patterns.PRONOUN.search(line)) and lower >= 0.4 * len(found)


_PARTED = re.compile(r"\s(?:[|•·∙]|//|::)\s|\S\t+\S")
"""Signs between fields, which running text has none of."""


def _is_long_title(found: Sequence[str]) -> bool:
    """`Chefe de Divisão em regime de substituição`: opens with a title's headword."""
    whole = len(found) <= 9 and found[0][0].isupper() and found[-1][-1].isalnum()
    opens = headword(found[0]) or headword(found[1])
    return whole and not patterns.PRONOUN.search(" ".join(found)) and bool(opens)
