"""What somebody's own words say of their job: "I have joined Acme", "my last day at Acme".

Only the first person, in the present or just past, and only with a proper name where one is needed:
"I joined Acme in 1999" is a memory, "Ben has joined Acme" another's news. A bare "I have joined X"
or "I am leaving X" counts only beside a sign that a firm is meant (a legal form, a role, a subject
that hints at a change), and where the sentence ends there or goes on with a day: one joins a firm
for dinner, and colleagues, and leaves the bank at five. Ten languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.nlp.legal_forms import without_legal_forms
from narrowcast.nlp.moves import hints_at_change

MAX_CHARS = 2_500  # of own text that are read: news stand at the top


class JobNewsKind(StrEnum):
    JOINED = "joined"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class JobNews:
    """One announcement."""

    kind: JobNewsKind
    organisation: str
    """'' where they leave and do not say whom."""


def job_news(own_text: str, subject: str = "") -> tuple[JobNews, ...]:
    """What *own_text*, written by the sender and nobody else, announces; the first of each kind."""
    text = " ".join(f"{subject[:200]}.\n{own_text[:MAX_CHARS]}".split())
    hinted = hints_at_change(subject)
    found: list[JobNews] = []
    for pattern, kind in ((_JOINED, JobNewsKind.JOINED), (_LEAVING, JobNewsKind.LEAVING)):
        for match in pattern.finditer(text):
            if _NOT_SAID.search(text[max(0, match.start() - 40) : match.start()]):
                continue
            rest = text[match.end() : match.end() + 120]
            name, tail = _organisation(rest)
            if name and _is_news(match[0], name, tail, hinted=hinted):
                found.append(JobNews(kind, name))
                break
            if kind is JobNewsKind.LEAVING and _is_the_job(match[0], rest, hinted=hinted):
                found.append(JobNews(kind, ""))
                break
    return tuple(found)


def may_hold_job_news(text: str, subject: str = "") -> bool:
    """A cheap look at a whole text, quotations included; where it is False nothing is announced."""
    folded = " ".join(f"{subject[:200]}.\n{text[:MAX_CHARS]}".split()).casefold()
    return any(trigger in folded for trigger in _TRIGGERS)


# ---------------------------------------------------------------- phrases

_JUST = r"(?:just |now |recently |finally )?"
_AS = r"(?: (?:as|als|de|di|como|som|jako) [\w ]{2,40}?)?"
_JOINED = re.compile(
    r"\b(?:"
    # English
    rf"I(?:'ve|’ve| have) {_JUST}(?:joined|started (?:work(?:ing)? )?(?:at|for))"
    rf"|I(?:'ve|’ve| have)? ?{_JUST}(?:taken (?:up |on )?|started |accepted )(?:a|the|my) (?:new )?"
    rf"(?:position|role|job|job offer){_AS} (?:at|with|from)"
    r"|I(?:'m|’m| am| will be|'ll be|’ll be) (?:now )?joining"
    r"|I(?:'m|’m| am) now working (?:at|for)"
    r"|I now work (?:at|for)|I(?:'m|’m| am) now (?:the |an? )?[A-Za-z][\w ]{2,40}? (?:at|with)"
    r"|I(?: have|'ve|’ve) left [^.!?]{2,60}? and (?:have )?(?:now )?joined"
    rf"|[Mm]y new (?:job|role|position|employer){_AS} (?:at|with|is)"
    # German: every noun has a capital, so that the verb must be there
    r"|[Ii]ch habe(?: \w+\b| \d+\.){0,4} bei(?: der)?(?= \S+(?: \S+){0,4} (?:angefangen|begonnen))"
    r"|[Ii]ch arbeite (?:jetzt|nun|seit \w+ \w+|ab sofort)(?: \w+){0,3} (?:bei|für)(?: der)?"
    r"|[Ii]ch bin (?:jetzt|nun|ab sofort) bei(?: der)?"
    r"|[Ii]ch wechs(?:e?le|le)(?: \w+\b| \d+\.){0,4} zur?"
    rf"|[Mm]eine neue (?:Stelle|Position|Aufgabe){_AS} bei(?: der)?"
    # French
    r"|[Jj](?:'|’)ai (?:rejoint|intégré)|[Jj]e (?:rejoins|rejoindrai|viens de rejoindre)"
    r"|[Jj]e travaille (?:désormais|maintenant|dorénavant) (?:chez|pour)"
    rf"|[Mm]on nouveau poste{_AS} chez"
    # Spanish
    r"|[Mm]e (?:he incorporado|incorporo|incorporé|he unido|uno|incorporaré) (?:a|en)"
    r"|[Aa]hora trabajo (?:en|para)|[Hh]e empezado a trabajar (?:en|para)"
    rf"|[Mm]i nuevo (?:trabajo|puesto|cargo){_AS} en"
    # Italian
    r"|[Hh]o iniziato (?:a lavorare|il mio nuovo lavoro) (?:in|per|presso|da)"
    r"|[Ss]ono (?:entrat[oa]|passat[oa]) (?:in|a|alla|al)"
    r"|(?:[Oo]ra|[Aa]desso) lavoro (?:in|per|presso|da)"
    rf"|[Ii]l mio nuovo (?:lavoro|ruolo|incarico){_AS} (?:in|presso|da|a)"
    # Dutch
    r"|[Ii]k ben(?: \w+){0,3} (?:begonnen|gestart|aan de slag gegaan|in dienst getreden) bij"
    r"|[Ii]k (?:werk|ga werken)(?: nu| voortaan)? (?:bij|voor)"
    rf"|[Mm]ijn nieuwe (?:baan|functie|rol){_AS} bij"
    # Portuguese
    r"|(?:[Ee]u )?(?:[Ee]ntrei|[Cc]omecei a trabalhar|[Jj]untei-me|[Ii]ngressei)"
    r" (?:na|no|à|ao|em)"
    rf"|[Aa]gora trabalho (?:na|no|em|para)|[Oo] meu novo (?:emprego|cargo|trabalho){_AS}"
    r" (?:na|no|em)"
    # Swedish
    r"|[Jj]ag (?:har )?(?:börjat|börjar)(?: \w+){0,3} (?:på|hos)"
    rf"|[Jj]ag (?:jobbar|arbetar) (?:nu|numera) (?:på|hos)|[Mm]itt nya (?:jobb|uppdrag){_AS}"
    r" (?:på|hos)"
    # Danish
    r"|[Jj]eg (?:er|har)(?: \w+){0,3} (?:startet|begyndt)(?: \w+){0,2} (?:hos|i|på)"
    r"|[Jj]eg (?:arbejder|er) nu (?:\w+ )?(?:hos|ved)"
    rf"|[Mm]it nye (?:job|stilling){_AS} (?:hos|i)"
    # Polish
    r"|[Dd]ołączył[ae]?m (?:do|w)|[Rr]ozpocz(?:ąłem|ęłam) pracę (?:w|dla)"
    r"|(?:[Oo]becnie|[Tt]eraz) pracuję (?:w|dla)|[Pp]racuję (?:teraz|obecnie) (?:w|dla)"
    r"|[Mm]oj[ae] now[ae] (?:praca|stanowisko) (?:w|to)"
    r") "
)
_LEAVING = re.compile(
    r"\b(?:"
    r"(?:is|was|will be) my (?:very )?last (?:working )?day(?: (?:at|with))?"
    r"|[Mm]y last (?:working )?day(?: (?:at|with))?"
    r"|I(?:'m|’m| am| will be|'ll be|’ll be|'ve decided to|’ve decided to| have decided to)"
    r" leav(?:e|ing)|I(?: have|'ve|’ve) (?:just )?left|I no longer work (?:at|for)"
    r"|[Mm]ein letzter Arbeitstag(?: bei(?: der)?)?|[Ii]ch verlasse(?: die)?"
    r"|[Ii]ch arbeite nicht mehr (?:bei|für)(?: der)?"
    r"|[Mm]on dernier jour(?: de travail)?(?: chez)?|[Jj]e quitte"
    r"|[Jj]e ne travaille plus (?:chez|pour)"
    r"|[Mm]i último día(?: de trabajo)?(?: en)?|[Dd]ejo|[Yy]a no trabajo (?:en|para)"
    r"|[Ii]l mio ultimo giorno(?: di lavoro)?(?: (?:in|presso))?|[Ll]ascio"
    r"|[Nn]on lavoro più (?:in|per|presso|da)"
    r"|[Mm]ijn laatste (?:werk)?dag(?: bij)?|[Ii]k (?:verlaat|vertrek bij)"
    r"|[Ii]k werk niet (?:meer|langer) (?:bij|voor)"
    r"|[Oo] meu último dia(?: de trabalho)?(?: (?:na|no))?|[Dd]eixo a"
    r"|[Jj]á não trabalho (?:na|no|em)"
    r"|[Mm]in sista (?:arbets)?dag(?: (?:på|hos))?|[Jj]ag (?:lämnar|slutar (?:på|hos))"
    r"|[Jj]ag (?:jobbar|arbetar) inte längre (?:på|hos)"
    r"|[Mm]in sidste (?:arbejds)?dag(?: (?:hos|i|på))?"
    r"|[Jj]eg (?:forlader|stopper hos|fratræder hos)|[Jj]eg arbejder ikke længere (?:hos|i|på)"
    r"|[Mm]ój ostatni dzień (?:pracy )?w|[Oo]dchodzę z|[Nn]ie pracuję już w"
    r") ?"
)
_TRIGGERS = (
    "joined", "joining", "started ", "accepted ", "taken ", "working at", "working for",
    "now work", "i am now", "i'm now", "i’m now", "new job",
    "new role", "new position", "new employer",
    "my last", "leaving", "leave ", "i have left", "i've left", "i’ve left", "just left",
    "longer work",
    "ich habe", "arbeite ", "ich bin", "ich wechs", "meine neue", "letzter arbeitstag", "verlasse",
    "rejoin", "intégré", "je travaille", "nouveau poste", "dernier jour", "je quitte",
    "ne travaille plus",
    "incorpor", "he unido", "me uno", "ahora trabajo", "a trabajar", "mi nuevo", "último día",
    "dejo", "ya no trabajo",
    "iniziato", "sono entrat", "sono passat", " lavoro", "mio nuovo", "ultimo giorno", "lascio",
    "non lavoro",
    "ik ben", "ik werk", "ik ga", "mijn nieuwe", "laatste ", "ik verl", "ik vertrek",
    "entrei", "comecei", "juntei-me", "ingressei", "agora trabalho", "meu novo", "último dia",
    "deixo", "não trabalho",
    "jag har", "jag bör", "jag jobb", "jag arb", "mitt nya", "min sista", "jag lämnar",
    "jag slutar",
    "jeg er", "jeg har", "jeg arb", "mit nye", "min sidste", "jeg forlader", "jeg stopper",
    "jeg fratr",
    "dołączył", "rozpocz", "pracuję", "moja now", "moje now", "ostatni dzień", "odchodzę",
)  # fmt: skip
"""Of which every phrase below holds one; looked for singly, since an expression for all takes ten
times as long."""

# ---------------------------------------------------------------- the name behind a phrase

_PROPER = r"[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w&.'’+-]*"
_NAME = re.compile(
    rf"(?:[Tt]he |[Dd]er |[Dd]ie |la |el |het |de |team at )?"
    rf"(?P<name>{_PROPER}(?: (?:& |and |und |et |y |of |de |for )?{_PROPER}){{0,5}})"
)
_ROLE = r"as|als|comme|como|come|som|jako"
_ENDS = re.compile(rf"(?<!\s[A-Z])[.!?](?=$|\s)|\s(?:{_ROLE}|on|in|am|since|from|starting)\s")
_SAYS_WORK = re.compile(
    r"work|job|role|position|employer|last day|arbeit|stelle|habe|travail|poste|dernier|trabaj"
    r"|puesto|cargo|último|lavor|ruolo|incarico|ultimo|baan|functie|rol\b|werk|laatste|emprego"
    r"|jobb|uppdrag|arbet|sista|arbejd|stilling|sidste|prac|stanowisko|ostatni|slutar|stopper"
    r"|fratræder|vertrek|odchodzę|startet|begyndt|börja|begonnen|gestart",
    re.IGNORECASE,
)
_NO_FIRM = re.compile(
    r"(?:i|we|you|they|he|she|it|my|our|this|that|the|all|everyone|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|märz|mai|juni"
    r"|juli|oktober|dezember|zoom|teams|slack|skype|whatsapp|linkedin|facebook|twitter|xing|discord"
    r"|google (?:meet|groups)|webex|github|ihnen|ihrem|ihrer|frau|herrn?|dr|mr|mrs|ms|london|paris"
    r"|berlin|new york|\d[\d.:]*|gestern|heute|urlaub|hause|office|vacation|holiday|town|europe"
    r"|germany|france|spain|italy|england|(?:kapitel|chapter|hoofdstuk|chapitre|cap[ií]tulo|capitolo"
    r"|rozdzia\w+|level|stufe|folie|slide|page|seite|part|teil|phase|step|schritt) \d+)\b\.?",
    re.IGNORECASE,
)


def _organisation(rest: str) -> tuple[str, str]:
    """The proper name at the start of *rest* ('' where it begins with anything else), and what
    follows it.
    """
    end = _ENDS.search(rest)
    found = _NAME.match(rest[: end.start()] if end else rest)
    name = found["name"].strip(" .,;:'’-") if found else ""
    if found is None or len(name) < 2 or _NO_FIRM.match(name):
        return "", rest
    return name, rest[found.end() :]


# ---------------------------------------------------------------- what stands around it

_NOT_SAID = re.compile(
    r"(?:\b(?:if|when|once|unless|until|before|wenn|falls|sobald|si|quand|cuando|se|quando|als|om"
    r"|när|hvis|når|jeśli|gdy|kiedy)"
    r"|\b(?:wrote|writes|said|says|schrieb|sagte?|écrit|escribió|dijo|scritto|schreef|zei|escreveu"
    r"|disse|skrev|napisała?)\s?:?)\s$|[\"“„«‚‘]\s?$",
    re.IGNORECASE,
)
"""Before the phrase: a condition, or somebody else's words."""
_MONTH = (
    r"(?:jan|feb|fév|fev|mar|mär|mrt|apr|avr|abr|may|mai|maj|mei|mag|mayo|jun|jui|giu|jul|lug|aug"
    r"|août|ago|sep|set|wrz|okt|oct|out|ott|nov|dec|déc|dez|dic|ene|gen|sty|lut|kwi|cze|lip|sie|paź"
    r"|lis|gru)\w*"
)
_STOPS = re.compile(
    r"[.”»)]*\s*(?:$|[,;:!?(–—…-]|(?-i:(?=[A-ZÀ-ÖØ-ÞŁŚŻ]))|(?:and|und|et|y|e|en|och|og|oraz)\s"
    r"|(?!(?:at|by|around|um|gegen|vers|à|a|alle|às|om|kl|vid|ved|o)\s)(?:\w+\s){1,2}"
    r"\d(?!\d?(?:[:.]\d\d)?\s?(?:h|uhr|o'clock|[ap]\.?m)\b|\d?:)"
    rf"|(?:\w+\s){{1,2}}{_MONTH}\b|(?-i:in (?=[A-Z]))|(?:as|als|comme|como|come|som|jako)\s"
    r"|(?:after|next|(?:this|last) (?:month|week|year)|effective|nach|nächste\w*|après|después|tras"
    r"|dopo|após|depois|efter"
    r"|(?:today|heute|aujourd.hui|hoy|oggi|vandaag|hoje|i ?dag|dziś)(?=[.,!]|$)"
    r"|(?:at|by) the end|zum|(?:zu|gegen|bis|per) ende|ende|à la fin|fin|al final|a fin\w*"
    r"|alla fine|(?:aan het )?einde?|no (?:final|fim)|i slutet|ved (?:udgangen|slutningen)"
    r"|z końcem|na koniec)\b)",
    re.IGNORECASE,
)
"""After the name: the sentence ends, or says since when, after what, as what."""
_AS_GUEST = re.compile(
    r"\W*(?:as|als|comme|como|come|som|jako) (?:(?:an?|their|its|the|een?|une?|una?|um|uma|ein\w*|"
    r"en|ett?) )?(?:guest|member|volunteer|client|customer|speaker|visitor|supplier|sponsor"
    r"|gast|mitglied|kund|redner|referent|freiwillig|besucher|invit|membre|bénévole|visit"
    r"|miembro|soci|client|voluntari|ospite|membro|volontari|relator|lid\b|klant|vrijwillig|spreker"
    r"|convidad|sóci|palestrante|gäst|medlem|frivillig|gæst|taler\b|gość|członk|członek|klient"
    r"|wolontariusz|prelegent)",
    re.IGNORECASE,
)
_FOR_CLIENT = re.compile(
    r"\W*(?:(?:on|an|aan|nad|à|sur|su|em|på) (?!(?:the |den |dem )?\d)[a-zà-ž]+(?=\s|[.,!]|$))"
)
"""Working for Acme *on their taxes* is a consultant's job."""


def _is_news(phrase: str, name: str, tail: str, *, hinted: bool) -> bool:
    """Whether the words around *name* say that it is a firm, and that the job is there."""
    if _AS_GUEST.match(tail) or (name.endswith(("'s", "’s")) and tail[1:2].islower()):
        return False
    if _SAYS_WORK.search(phrase):
        return _FOR_CLIENT.match(tail) is None
    backed = hinted or without_legal_forms(name) != name or _AS_ROLE.match(tail) is not None
    return backed and _STOPS.match(tail) is not None


_AS_ROLE = re.compile(rf"[^.!?]{{0,60}}?\s(?:{_ROLE})\s")
_JOB = re.compile(
    r"(?P<place>here\b|the (?:bank|group)\b|hier\b)|(?:the (?:company|firm)\b"
    r"|(?:(?:die|das|der|dem) )?(?:Firma|Unternehmen)\b"
    r"|(?:la |l'|l’)(?:société|entreprise|empresa|azienda|società)\b|het bedrijf\b|a empresa\b"
    r"|företaget\b|virksomheden\b|firm[yę]\b)",
    re.IGNORECASE,
)
"""The job itself where it has no name: "here", "the company"."""


def _is_the_job(phrase: str, rest: str, *, hinted: bool) -> bool:
    """Whether *rest* means the job, not the building: "the company.", not "the company at five"."""
    found = _JOB.match(rest.lstrip())
    if found is None:
        return False
    if hinted or _SAYS_WORK.search(phrase):
        return True
    stops = _STOPS.match(rest.lstrip()[found.end() :])
    return stops is not None and (not found["place"] or bool(stops[0].strip(" .,;:!?")))
