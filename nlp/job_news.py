"""What somebody's own words say of their job: "I have joined Acme", "my last day at Acme".

Only the first person, in the present or just past, and only with a proper name where one is needed:
"I joined Acme in 1999" is a memory, "Ben has joined Acme" another's news. A bare "I have joined X"
or "I am leaving X" counts only beside a sign that a firm is meant (a legal form, a role, a subject
that hints at a change): one joins colleagues and leaves cities, too. Ten languages.
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
            rest = text[match.end() : match.end() + 120]
            name = _organisation(rest)
            if name and (hinted or _is_backed(match[0], name, rest)):
                found.append(JobNews(kind, name))
                break
            if kind is JobNewsKind.LEAVING and _JOB.match(rest.lstrip()):
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
    rf"(?:position|role|job|offer){_AS} (?:at|with|from)"
    r"|I(?:'m|’m| am| will be|'ll be|’ll be) (?:now )?joining"
    r"|I(?:'m|’m| am) now working (?:at|for)"
    r"|I now work (?:at|for)|I(?:'m|’m| am) now (?:the |an? )?[A-Za-z][\w ]{2,40}? (?:at|with)"
    r"|I(?: have|'ve|’ve) left [^.!?]{2,60}? and (?:have )?(?:now )?joined"
    rf"|[Mm]y new (?:job|role|position|employer){_AS} (?:at|with|is)"
    # German: every noun has a capital, so that the verb must be there
    r"|[Ii]ch habe(?: \w+){0,4} bei(?: der)?(?= \S+(?: \S+){0,4} (?:angefangen|begonnen))"
    r"|[Ii]ch arbeite (?:jetzt|nun|seit \w+ \w+|ab sofort)(?: \w+){0,3} (?:bei|für)(?: der)?"
    r"|[Ii]ch bin (?:jetzt|nun|ab sofort) bei(?: der)?|[Ii]ch wechs(?:e?le|le)(?: \w+){0,4} zur?"
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
_SAYS_ROLE = re.compile(rf"[^.!?]{{0,60}}?\s(?:{_ROLE})\s")
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
    r"|germany|france|spain|italy|england)\b\.?",
    re.IGNORECASE,
)


def _organisation(rest: str) -> str:
    """The proper name at the start of *rest*; '' where it begins with anything else."""
    end = _ENDS.search(rest)
    found = _NAME.match(rest[: end.start()] if end else rest)
    name = found["name"].strip(" .,;:'’-") if found else ""
    return "" if len(name) < 2 or _NO_FIRM.match(name) else name


def _is_backed(phrase: str, name: str, rest: str) -> bool:
    """Whether anything beside the verb says that *name* is a firm."""
    if _SAYS_WORK.search(phrase) or without_legal_forms(name) != name:
        return True
    return _SAYS_ROLE.match(rest) is not None


_JOB = re.compile(
    r"(?:here\b|the (?:company|firm|bank|group)|hier\b|(?:die|das|der|dem) (?:Firma|Unternehmen)"
    r"|(?:la |l'|l’)(?:société|entreprise|empresa|azienda|società)|het bedrijf|a empresa"
    r"|företaget|virksomheden|firm[yę]\b)",
    re.IGNORECASE,
)
"""The job itself where it has no name: "here", "the company"."""
