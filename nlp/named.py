"""Full names in running text: whom somebody writes of, as they wrote it.

Capitals alone show a name here, so a single word is one only behind a form of address or where the
caller knows from the words around it; German nouns and words at the start of a sentence are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from narrowcast.nlp.folding import fold
from narrowcast.nlp.names import SameName, full_name, same_person_name
from narrowcast.nlp.words import HONORIFICS, NOT_PEOPLE, PARTICLES, STOP_LABELS, words

MAX_NAMED_TEXT = 4000  # characters that are looked at
_MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands; a form of address is kept before a family name alone."""

    name: str
    start: int
    end: int


def people_named(text: str, but: Collection[str] = ()) -> Iterator[Named]:
    """Those whom *text* names by two words or a form of address, but for *but*."""
    for run in _runs(text[:MAX_NAMED_TEXT]):
        found = _name(run)
        if found is not None and not is_one_of(found.name, but):
            yield found


def is_one_of(name: str, others: Collection[str]) -> bool:
    """Whether *name* may be one of *others*: the same, a part, or a short form of it."""
    bare = " ".join(word for word in name.split() if fold(word.strip(".")) not in _FORMS)
    return any(same_person_name(bare, other) is not SameName.DIFFERENT for other in others)


def is_no_name(word: str) -> bool:
    """Whether a capitalised *word* begins a sentence, or is a noun, a department, a headline."""
    folded = fold(word.strip("."))
    return (folded in _NO_NAMES and folded not in HONORIFICS) or (word.isupper() and len(word) > 3)


def _runs(text: str) -> Iterator[list[Named]]:
    """Rows of capitalised words, and particles between them, with nothing but a space between."""
    run: list[Named] = []
    for hit in _WORD.finditer(text):
        word = Named(hit[0], hit.start(), hit.end())
        joined = bool(run) and text[run[-1].end : word.start] in _BETWEEN
        capital = word.name[0].isupper()
        if run and not (joined and (capital or fold(word.name) in PARTICLES)):
            yield run
            run = []
        if is_no_name(word.name):
            if run:
                yield run
            run = []
        elif capital or run or word.name in _LOWER_FORMS:
            run.append(word)
    if run:
        yield run


_WORD = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|Dott|dott|Dra|Sr|Sra|sig|Dhr|dhr|Mevr|Sig|Ing|[^\W\d_])\."
    r"(?=[ \n][^\W\d_])|[^\W\d_][\w'’-]*"
)
_BETWEEN = frozenset({" ", "\n", "\r\n", "  "})
_LOWER_FORMS = words("""
    mevrouw meneer frau herr fru madame monsieur señora señor doña don signora signor dottor
    dottoressa pani pan panem panią pana dhr. dott. sig. mr. mrs.
    """)
_FORMS = HONORIFICS | words("mevrouw meneer fru signora signor dottor panem pania pana")


def _name(run: list[Named]) -> Named | None:
    while run and not (run[-1].name[0].isupper() and len(run[-1].name.strip(".")) > 1):
        run = run[:-1]
    if not 2 <= len(run) <= _MAX_WORDS or run[-1].name.endswith(("'s", "’s")):
        return None
    address = [word for word in run if fold(word.name.strip(".")) in _FORMS]
    bare = [word for word in run if word not in address]
    shown = run if len(bare) == 1 else bare
    if not bare or full_name(" ".join(word.name for word in bare)) is None:
        return None
    name = " ".join(word.name for word in shown)
    return Named(name, shown[0].start, shown[-1].end)


_NO_NAMES = (
    (STOP_LABELS - words("may june april ola jan mars august"))
    | NOT_PEOPLE
    | words("""
    try ask talk speak contact reach go maybe better honestly actually colleague boss assistant my
    frag frage fragen sprich sprechen wende wenden kontaktiere kontaktieren versuch versuche melde
    lieber besser eher kollege kollegin kollegen kolleginnen herrn vertretung nachfolger
    nachfolgerin assistentin assistent chef chefin vertrieb geschaftsfuhrer geschaftsfuhrerin
    ansprechpartner ansprechpartnerin rufen richten wahrend dringenden notfallen
    demande demandez contacte contactez passe passez vois voyez parle parlez collegue urgence
    mieux plutot essaie mejor pregunta pregunte habla hable contacta contacte prueba companero
    companera urgencia chiedi chieda senti senta contatta contatti prova parla meglio collega
    vraag probeer bel neem ga spreek beter spoed pergunta pergunte fala fale contacta contate tenta
    procura melhor urgente fraga prata hor testa kontakta kollega hellre sporg prov tal snak
    kontakt hellere zapytaj spytaj pogadaj porozmawiaj sprobuj lepiej prosze pilnych skontaktuj
    linkedin xing teams slack zoom whatsapp google microsoft ceo cfo cto coo kolezanka kolega
    uderz idz zwroc napisz odezwij zadzwon popros passa passi vai vada rivolgiti senti chiama liga
    testa probeer tag hor spor
    intro introduction sekretariat zentrale empfang reception accueil secretariat segreteria
    secretaria receptie kontor biuro recepcja hotline servicedesk
    """)
) - PARTICLES
