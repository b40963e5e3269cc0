"""What a machine's answer says: away, gone for good, acknowledged, or a challenge; and until when.

Whether a machine wrote is told by headers where they are there (RFC 3834, agent/core decides);
`subject_is_automatic` recognises by the subject the systems that set none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from narrowcast.nlp.clauses import normalised
from narrowcast.nlp.dates import Dates, dates
from narrowcast.nlp.deputies import Contact, alternate_contact
from narrowcast.nlp.vague_dates import READ

__all__ = [
    "AutomaticKind",
    "Contact",
    "alternate_contact",
    "automatic_kind",
    "return_date",
    "subject_is_automatic",
]

MAX_AWAY = timedelta(days=400)  # a later date in an absence note is not its end
MAX_BARE_WORDS = 4  # beside a date that stands for itself: "Absence: 9 to 20 March"


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
    r"|poza biurem|automatyczna odpowiedź|automatische reactie|message d'absence"
    r"|automatiserat svar"
)
_SUBJECT = re.compile(
    rf"(?:(?:re|aw|sv|antw|odp|res|r): ?){{0,3}}\[?(?:{_AWAY_SUBJECT}|"
    r"(?:mensaje|messaggio|mensagem) autom[aá]tic[oa])"
)

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
    r"|(?:anfrage|anliegen|ticket|nachricht) (?:\S+ ){0,6}(?:erfasst|registriert|angelegt)"
    r"|demande a (?:bien )?été (?:enregistr|reçu)|(?:solicitud|consulta|petición) (?:ha sido|fue)"
    r"|richiesta è stata (?:\S+ )?(?:registrata|ricevuta|presa)"
    r"|(?:aanvraag|verzoek|melding) is (?:\S+ )?(?:geregistreerd|ontvangen|aangemaakt)"
    r"|(?:pedido|solicitação) foi (?:\S+ )?(?:regist|recebid)|ärende har (?:\S+ )?(?:registr|mott)"
    r"|henvendelse er (?:\S+ )?(?:registreret|modtaget)|zgłoszenie (?:\S+ )?zostało"
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


# ---------------------------------------------------------------- until when

_BACK = re.compile(
    r"(?<!\w)(?:back|return\w*|resum\w+|(?:reachable|available) (?:again|from)"
    r"|in the office (?:again|from|on)|zurück|wieder|rückkehr|retour|revien\w*|rentr(?:e|erai|ée)"
    r"|repren\w+|reprise|de nouveau|à nouveau|vuelvo|vuelta|volver\w+|regres\w+|reincorpor\w+"
    r"|de nuevo|rientr\w+|ritorn\w+|torn\w+"
    r"|di nuovo|terug\w*|weer|hervat\w*|volt\w+|retorn\w+|novamente|tillbaka|åter\w*|igen|tilbage"
    r"|wraca\w*|wróc\w*|powr\w+|ponownie|znów|znowu)(?!\w)"
)
_UNTIL = re.compile(
    r"(?<!\w)(?:until|through|thru|bis|jusqu\w*|hasta|fino|tot|t/m|até|t\.?o\.?m\.?|indtil)(?!\w)"
)
_TO = re.compile(rf"(?<!\w)(?:to|till?|au|al|do) (?:\w+\.? ){{0,2}}{READ}")
_OPEN_END = re.compile(
    r"until further notice|bis auf weiteres|nouvel (?:ordre|avis)|nuevo aviso|nuovo avviso"
    r"|nader (?:order|bericht)|novo aviso|tills vidare|(?:ind)?til videre|do odwołania"
)
_SENTENCE = re.compile(rf"[!?;\n]|(?<!\W[a-z])\.(?=\s)(?!\s{READ})")
_LETTERS = re.compile(r"[^\W\d_]+")


def return_date(own_text: str, written: date) -> date | None:
    """The first day on which somebody away may be reached again; None where that is not said.

    "Back on the 16th" and "until the 16th" name it, "until the 16th inclusive" the day before it.
    A day a sentence calls one of return goes before others; the latest counts.
    """
    read = dates(own_text, written)
    sentences = [(start, end, read.plain[start:end]) for start, end in _sentences(read.text)]
    back = _latest(read, [one[:2] for one in sentences if _BACK.search(one[2])], written)
    if back is not None or _OPEN_END.search(read.text):
        return back
    away = [one[:2] for one in sentences if _AWAY.search(one[2]) or _ends(read, one[:2])]
    bare = [
        one for one in _sentences(read.text) if _words(read.text[slice(*one)]) <= MAX_BARE_WORDS
    ]
    return _latest(read, away, written) or _latest(read, bare, written, sure=True)


def _ends(read: Dates, span: tuple[int, int]) -> bool:
    """Whether a sentence says until when."""
    return _UNTIL.search(read.plain, *span) is not None or _TO.search(read.text, *span) is not None


def _words(text: str) -> int:
    return len(_LETTERS.findall(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _latest(
    read: Dates, spans: Iterable[tuple[int, int]], written: date, *, sure: bool = False
) -> date | None:
    """The latest day in *spans*; with *sure* only of those written as dates."""
    found = (moment for start, end in spans for moment in read.within(start, end))
    days = (
        moment.day + timedelta(days=moment.inclusive)
        for moment in found
        if moment.is_date or not sure
    )
    return max((day for day in days if written <= day <= written + MAX_AWAY), default=None)
