"""Whom an absence note sends one to: the deputy's name, address and telephone number.

What is read is shown to the owner and never written to. The writer's own name, address and numbers
("in urgent cases reach me at …") are nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from narrowcast.nlp.closings import without_sign_off
from narrowcast.nlp.folding import fold
from narrowcast.nlp.named import MAX_NAMED_TEXT, Named, is_no_name, is_one_of, people_named
from narrowcast.nlp.phones import phones_in

WINDOW = 320  # characters behind the words that send one on


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to instead, as written; '' for what is not told."""

    name: str = ""
    address: str = ""
    phone: str = ""


def alternate_contact(
    own_text: str, sender: str = "", sender_addresses: Collection[str] = ()
) -> Contact | None:
    """The first contact an absence note names instead of *sender*; None where it names none."""
    text = without_sign_off(own_text[:MAX_NAMED_TEXT])
    own = frozenset(map(str.casefold, sender_addresses))
    found = (_contact(window, sender, own) for window in _windows(text))
    return next((contact for contact in found if contact is not None), None)


_CUE = re.compile(
    r"(?<!\w)(?:urg\w+|emergenc\w+|immediate\w*|in (?:my|his|her|their) absence|contact\w*"
    r"|(?:please|kindly) (?:reach|call|direct|refer|address|e-?mail|write|ask|speak|turn)"
    r"|direct (?:your|any|all|questions)|questions? (?:about|on|regarding|concerning|for)"
    r"|forward (?:your|any|all)|colleague\w*|cover(?:s|ing)? for"
    r"|successor|deputy|taken over|takes? over|(?:reach|call|ring|ask) out to|instead"
    r"|dringend\w*|eilig\w*|eilfälle\w*|notf[aä]ll\w*|vertretung\w*|vertritt|vertreten|wenden"
    r"|wende|kontaktier\w*|ansprechpartner\w*|kolleg\w*|nachfolg\w*|anliegen|richten|übernommen"
    r"|übernimmt|erreichen sie (?!mich)|stehen? (?:\S+ ){1,5}zur verfügung"
    r"|en (?:mon|son) absence|joindre|adresser|adressez\w*|collègue\w*|rempla\w+|successeur"
    r"|interlocut\w+|dirigirse|diríja\w*|dirija\w*|dirigir\w*|compañer\w+|ausencia|sustitu\w+"
    r"|póngase|rivolg\w+|contatt\w+|collega|assenza|sostitu\w+|spoed\w*|dringende?|vervang\w*"
    r"|afwezigheid|terecht|contato|contat\w+|colega|ausência|substitu\w+|brådskande|akut\w*"
    r"|kontakt\w*|ersätt\w+|vikari\w+|vänd\w*|frånvaro|haster|hast|vikar\w*|fravær|henvend\w*"
    r"|piln\w+|koleż\w+|zastęp\w+|nieobecności|zwrac\w+|zwróc\w+|kierow\w+)(?!\w)",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.!?](?=\s)(?<!\b\w\.)(?<!\b(?:dr|mr|ms|st|nr|tl)\.)(?<!\b(?:mrs|ext|tel|tlf|ing)\.)"
    r"|\n[ \t]*\n",
    re.IGNORECASE,
)


def _windows(text: str) -> Iterator[str]:
    """The sentences that send one on, each with what follows it; no stretch begins in another."""
    start = 0
    for end in [*(end.end() for end in _END.finditer(text)), len(text)]:
        if (cue := _CUE.search(text, start, end)) is not None:
            yield text[start : min(len(text), max(end, cue.start() + WINDOW))]
        start = end


_ADDRESS = re.compile(
    r"(?<![\w.+@-])[\w+-][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])"
)
_OWN = re.compile(
    r"(?:reach|call|contact|text|e-?mail|write|ring|phone) (?:to )?me\b|my (?:mobile|cell|phone"
    r"|private|personal)|erreich\w* (?:sie |du )?mich|(?:bin|werde) ich|mich (?:\S+ ){0,3}(?:unter"
    r"|auf|per|mobil)|ich bin (?:\S+ ){0,4}erreichbar|me (?:joindre|contacter|appeler)|mon"
    r" (?:portable|mobile)|contactarme|llámame|mi (?:móvil|teléfono)|contattarmi|chiamarmi"
    r"|il mio (?:cellulare|numero)|mij (?:\S+ ){0,2}(?:bellen|bereiken|mailen)|mijn (?:mobiel\w*"
    r"|nummer)|contactar-me|ligar-me|meu (?:telemóvel|celular|número)|nå mig|ring mig|min mobil"
    r"|kontakte? mig|ringe? (?:til )?mig|mój (?:telefon|numer)|ze mną|do mnie"
    r"|(?:chiama|contatta|scrive)\w*mi|(?:ligu?em?|ligue|contact\w+|escrev\w+)-me"
    r"|(?:llám|contáct|escríb)\w*me|(?:appelez|contactez|joignez|écrivez)-moi|bel mij|ring mig",
    re.IGNORECASE,
)


def _contact(window: str, sender: str, own: frozenset[str]) -> Contact | None:
    first = _first_sentence(window)
    named = list(people_named(window, [sender] if sender else []))
    told = _addresses(window, sender, own)
    if _OWN.search(first) and not list(people_named(first, [sender] if sender else [])):
        return None
    name = _single(window, told, sender) if not named else _beside(named, told)
    address = told[0][0] if told else ""
    start = name.end if name else 0
    phone = next((one.value for line in window[start:].split("\n") for one in phones_in(line)), "")
    if not (name or address or phone):
        return None
    return Contact(name.name if name else "", address, phone)


def _first_sentence(window: str) -> str:
    end = _END.search(window)
    return window[: end.start()] if end else window


def _addresses(window: str, sender: str, own: frozenset[str]) -> list[tuple[str, int]]:
    """Addresses and where they stand, but none that is, or is made of, the sender's."""
    family = fold(sender.rsplit(maxsplit=1)[-1]) if sender.split() else ""
    return [
        (hit[0].rstrip("."), hit.start())
        for hit in _ADDRESS.finditer(window)
        if hit[0].casefold() not in own
        and not (len(family) > 2 and family in fold(hit[0].partition("@")[0]))
    ]


def _beside(named: list[Named], told: list[tuple[str, int]]) -> Named:
    """The name the first address is made of, or else the one before it, or else the first."""
    if not told:
        return named[0]
    local, at = fold(told[0][0].partition("@")[0]), told[0][1]
    parts = [(one, [fold(word) for word in one.name.split()]) for one in named]
    made = [one for one, names in parts if any(len(n) > 2 and n in local for n in names)]
    before = [one for one in named if one.end <= at]
    return (made or before[-1:] or named)[0]


_SINGLE = re.compile(
    r"(?<!\w)([^\W\d_a-z][^\W\d_]{1,20})(?: ?[<(,:]| (?:at|unter|via|per|on|op|på|através|pod|à|al"
    r"|em|auf|tramite|sur)(?: \S+){0,3}?) ?$"
)


def _single(window: str, told: list[tuple[str, int]], sender: str) -> Named | None:
    """A given name before an address made of it ("Anna (anna@…)"), or behind "my colleague"."""
    for address, at in told:
        hit = _SINGLE.search(window, max(0, at - 60), at)
        if hit is None or (sender and is_one_of(hit[1], [sender])):
            continue
        if not is_no_name(hit[1]) and fold(hit[1]) in fold(address.partition("@")[0]):
            return Named(hit[1], hit.start(1), hit.end(1))
    hit = _COLLEAGUE.search(window)
    if hit is None or (sender and is_one_of(hit[1], [sender])):
        return None
    return Named(hit[1], hit.start(1), hit.end(1))


_COLLEAGUE = re.compile(
    r"(?<!\w)(?:(?i:colleague|deputy|collega|kollege|kollegin|kollegen|collègue|colega|kollega"
    r"|compañer[oa]|kolegą|koleżanką|kolegi|koleżanki)),? ([^\W\d_a-z][^\W\d_]{1,20})(?!\w)"
)
