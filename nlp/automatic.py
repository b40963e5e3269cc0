"""What a machine's answer says: away, gone for good, acknowledged, or a challenge; and until when.

Whether a machine wrote is told by headers where they are there (RFC 3834, agent/core decides);
`subject_is_automatic` recognises by the subject the systems that set none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from narrowcast.nlp.clauses import normalised

YEAR, RECENT = timedelta(days=365), timedelta(days=90)
MAX_AWAY = timedelta(days=400)  # a later date in an absence note is not its end


class AutomaticKind(StrEnum):
    """Kinds of automatic answers."""

    AWAY = "away"
    LEFT = "left"  # no longer at that organisation
    ACKNOWLEDGED = "acknowledged"  # a ticket, a receipt
    CHALLENGE = "challenge"  # wants proof that a human wrote


_AWAY_SUBJECT = (
    r"out of (?:the )?office|ooo\b|automatic reply|auto(?:matic)?[- ]?(?:reply|response"
    r"|responder)|autoreply|away from"
    r"|on (?:vacation|leave|holiday|annual leave|parental leave)|vacation reply|i am (?:away|out)"
    r"|abwesen|automatische antwort|abwesend|nicht im (?:büro|haus)|im urlaub|urlaub bis"
    r"|réponse automatique|absence du bureau|absente?\b"
    r"|respuesta automática|fuera de (?:la )?oficina|ausente|risposta automatica|fuori (?:sede"
    r"|ufficio)|assente"
    r"|automatisch antwoord|afwezig|resposta automática|ausência|fora do escritório|autosvar"
    r"|automatiskt svar|frånvar"
    r"|automatisk svar|fravær|ikke på kontoret|odpowiedź automatyczna|autoodpowiedź|nieobecn"
    r"|poza biurem"
)
_SUBJECT = re.compile(rf"(?:(?:re|aw|sv|antw|odp|res|r): ?){{0,3}}\[?(?:{_AWAY_SUBJECT})")

_LEFT = re.compile(
    r"no longer (?:with|at|works?|working|employed|an? employee|part of|monitored by"
    r"|in (?:this|the) (?:role|position))|(?:has|have|'ve) left (?:the )?(?!a\b|my\b"
    r"|for (?:the day|vacation))"
    r"|left the (?:company|organi[sz]ation|firm|team|business)|(?:my|her|his"
    r"|their) last day (?:at|was|with)|has moved on|is not (?:with|employed)|moved on from"
    r"|nicht mehr (?:bei|für|im unternehmen|tätig|beschäftigt|in unserem)|(?:das"
    r"|unser) unternehmen verlassen|aus(?:geschieden| dem unternehmen)"
    r"|ne (?:travaille|fais|fait) plus|a quitté|plus partie de|plus dans (?:l'|la "
    r"|notre )(?:entreprise|société)|ya no (?:trabaj|form|est)|ha dejado (?:la empresa"
    r"|de trabajar)|dejó la empresa"
    r"|non (?:lavor\w+|fa|è) più|ha lasciato (?:l'azienda|la società)|niet (?:langer"
    r"|meer) (?:werkzaam|in dienst|bij)|heeft (?:\S+ ){0,4}verlaten|já não (?:trabalh|faz"
    r"|está)|não (?:trabalha|faz) mais|deixou a empresa"
    r"|(?:har )?slutat|arbetar inte längre|arbejder ikke længere|er (?:fratrådt|stoppet)"
    r"|ikke længere ansat|już nie (?:pracuje|pracuję)|nie pracuje (?:już|w)"
    r"|zakończył\w? (?:pracę|współpracę)"
)
_CHALLENGE = re.compile(
    r"click (?:here|the link|on the link|below)|prove (?:that )?(?:you are|you're)"
    r"|verify (?:that you are|yourself|your (?:address|e-?mail|identity|message))|(?:confirm"
    r"|confirmation) (?:that you are|your (?:address|e-?mail|message)|required)|(?:are|you are"
    r"|you're) (?:a )?human|captcha|spam ?arrest|boxbe|whitelist|allow(?:ed)? ?list"
    r"|approved senders?|challenge[- ]response|held (?:until|for|pending)|release your message"
    r"|klicken sie|bestätigen sie|cliquez|confirmez|haga clic|confirme (?:su|que|o seu)|clicca"
    r"|conferma (?:il|la|che)|klik (?:hier|her)|bevestig|clique|klicka|bekräfta|bekræft"
    r"|kliknij|potwierdź"
)
_ACKNOWLEDGED = re.compile(
    r"(?:ticket|case|request|reference|inquiry|enquiry|incident)(?: (?:number|id|no\.?"
    r"|ref))? ?(?:#|:|no\.?|number|id|\[)? ?[#\[]?\w{0,6}-?\d{2,}|(?:ticket|case"
    r"|request) (?:has been |was )?(?:created|opened|received|registered|logged)"
    r"|(?:we|i)(?: have|'ve)? (?:received|got) (?:your|the) (?:message|e-?mail|mail|inquiry"
    r"|enquiry|request|note|application)|(?:thank you|thanks) for (?:contacting"
    r"|your (?:message|e-?mail|mail|inquiry|enquiry|request|interest|note)|reaching out"
    r"|getting in touch|writing)|will (?:get back|respond|reply|be in touch"
    r"|answer)(?: \S+){0,4} (?:within|shortly|soon|as soon)|has been received"
    r"|do not reply to this"
    r"|(?:ihre|deine) (?:nachricht|e-?mail|anfrage) (?:ist|wurde|haben wir|erhalten)"
    r"|(?:vielen dank|danke) für (?:ihre|deine) (?:nachricht|anfrage|e-?mail)|(?:nous avons"
    r"|avons) bien reçu|merci (?:de|pour) (?:votre|nous avoir)|hemos recibido"
    r"|gracias por (?:su|contactar|escribir)|abbiamo ricevuto|grazie per (?:averci|il suo"
    r"|la sua)|we hebben (?:uw|je)(?: \S+){0,3} ontvangen|bedankt voor (?:uw|je)"
    r"|recebemos (?:a sua|o seu|seu|sua)|obrigad[oa] (?:por|pelo)|vi har (?:mottagit|modtaget)"
    r"|tack för ditt|tak for din|otrzymaliśmy|dziękujemy za"
)
_AWAY = re.compile(
    _AWAY_SUBJECT + r"|\baway\b"
    r"|\bout\b|limited access|return(?:ing)? on|back (?:on|in|at)|until"
    r"|travel(?:l)?ing|maternity|paternity|sick leave|holiday"
    r"|\burlaub\b|bis zum|zurück|elternzeit|congés?|jusqu'au|de retour|en vacances|vacaciones"
    r"|hasta el|de vuelta|regreso|ferie|fino al|rientr|vakantie|tot en met|terug|férias|até"
    r"|regress|semester|till och med|åter|tillbaka|ferie|tilbage|indtil|urlop|wracam|wrócę"
    r"|do dnia"
)


def subject_is_automatic(subject: str) -> bool:
    """Whether a subject alone shows an automatic answer ("Out of Office: …")."""
    return _SUBJECT.match(normalised(subject[:200])) is not None


def automatic_kind(own_text: str, subject: str = "") -> AutomaticKind:
    """Which sort of automatic answer; AWAY where nothing tells, for that moves nothing."""
    text = normalised(own_text)
    if _LEFT.search(text):
        return AutomaticKind.LEFT
    if _AWAY.search(normalised(subject[:200])) and not _CHALLENGE.search(text):
        return AutomaticKind.AWAY
    for pattern, kind in (
        (_CHALLENGE, AutomaticKind.CHALLENGE),
        (_AWAY_WORDS_STRONG, AutomaticKind.AWAY),
        (_ACKNOWLEDGED, AutomaticKind.ACKNOWLEDGED),
        (_AWAY, AutomaticKind.AWAY),
    ):
        if pattern.search(text):
            return kind
    return (
        AutomaticKind.ACKNOWLEDGED
        if _ACKNOWLEDGED.search(subject.casefold())
        else AutomaticKind.AWAY
    )


_AWAY_WORDS_STRONG = re.compile(_AWAY_SUBJECT)


# ---------------------------------------------------------------- dates

_MONTHS = (
    "jan gen ene sty januar", "feb fév fev lut", "mar mär maa mrt mars marz", "apr avr abr kwi",
    "may mai mag maj mei", "jun juin giu cze", "jul juil lug lip", "aug aoû ago sie août",
    "sep set wrz", "oct okt ott out paź", "nov lis", "dec dez dic déc gru",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\.?(?:[./](\d{4}|\d{2}))?(?![\d.]?\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.? (?:of |de "
    r"|d')?([^\W\d_]{3,10})\.?(?:,? (?:de )?(20\d\d))?"
)
_MONTH_DAY = re.compile(
    r"(?<!\w)([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (20\d\d))?"
)


def return_date(own_text: str, written: date) -> date | None:
    """The latest day named in an absence note of *written*; None where none can be read for sure.

    A numeric date with a slash is taken only where day and month cannot be confused.
    """
    text = normalised(own_text)
    limit = written + MAX_AWAY
    days = [day for day in _dates(text, written) if written <= day <= limit]
    return max(days, default=None)


def _dates(text: str, written: date) -> Iterator[date]:
    for year, month, day in _ISO.findall(text):
        yield from _date(int(day), int(month), year, written)
    for first, mark, second, year in _NUMERIC.findall(text):
        day, month = int(first), int(second)
        if mark == "." or day > 12 >= month or day == month:
            yield from _date(day, month, year, written)
        elif month > 12 >= day:
            yield from _date(month, day, year, written)
    for day, name, year in _DAY_MONTH.findall(text):
        yield from _date(int(day), _month(name), year, written)
    for name, day, year in _MONTH_DAY.findall(text):
        yield from _date(int(day), _month(name), year, written)


def _month(name: str) -> int:
    return _MONTH_OF.get(name[:4], 0) or _MONTH_OF.get(name[:3], 0)


def _date(day: int, month: int, year: str, written: date) -> Iterator[date]:
    """The day named; without a year the one less than a quarter ago or else still to come."""
    given = int(year) + (2000 if len(year) == 2 else 0) if year else 0
    years = (given,) if given else (written.year - 1, written.year, written.year + 1)
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if given or -RECENT <= found - written < YEAR - RECENT:
            yield found
            return
