"""Words of questions that ask about anything but the ask, by language (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import any_of

SMALL_TALK = any_of(
    # en
    (
        r"^(?:and |so |oh |by the way )?how(?:'s| is| are| was| were| did| have| has|'ve)"
        r"|what(?:'s| is| are| have) (?:new|up|you (?:up|been))"
        r"|holidays?|vacation|weekend|kids|beers?|lunch|dinner|drinks|party|wedding|reunion"
        r"|birthday|christmas|the family"
    ),
    # de
    (
        r"wie (?:war|geht|gehts|geht's|läuft|steht|war's)|was (?:macht|machen|gibt's|treibt)"
        r"|urlaub|wochenende|kinder|klassentreffen|bierchen|mittagessen|geburtstag|hochzeit"
    ),
    # fr
    (
        r"comment (?:va|vas|vont|allez|ça|se|s'est)|ça va|quoi de neuf|tu deviens"
        r"|vacances|week-?end|enfants|anniversaire|mariage|apéro|déjeuner|dîner"
    ),
    # es
    (
        r"qué tal|cómo (?:está|estás|están|va|van|fue|fueron|te|le|andas?)"
        r"|qué (?:haces|hay|cuentas)|vacaciones|finde|fin de semana|niños|cumpleaños|boda|cena"
    ),
    # it
    (
        r"com'(?:è|era)|come (?:va|vanno|stai|sta|state|è|sono)|che (?:fai|si dice|racconti)"
        r"|vacanze|fine settimana|bambini|compleanno|matrimonio|aperitivo|pranzo|cena|festa"
    ),
    # nl
    (
        r"hoe (?:was|waren|gaat|gaan|ging|is|staat)|wat doe (?:je|jij)|alles goed"
        r"|vakantie|weekend|kinderen|verjaardag|bruiloft|borrel|biertje|feest"
    ),
    # pt
    (
        r"como (?:correu|correram|vai|vão|foi|foram|estás?|está|estão|anda|andas)|tudo bem"
        r"|o que (?:fazes|contas|faz)|férias|fim de semana|miúdos|crianças|aniversário"
        r"|casamento|jantar|almoço"
    ),
    # sv
    (
        r"hur (?:var|mår|gick|går|är|står)|läget|vad gör du"
        r"|semestern?|helgen|barnen|födelsedag\w*|bröllop\w*|fest(?:en)?|middag"
    ),
    # da
    (
        r"hvordan (?:gik|går|har|var|står|er)|hvad laver du"
        r"|ferien?|weekenden?|børnene|fødselsdag\w*|bryllup\w*|fest(?:en)?|middag|frokost"
    ),
    # pl
    (
        r"jak (?:tam|było|była|był|się|leci|minęł\w+|poszł\w+|wam|ci)|co (?:słychać|tam|u)"
        r"|wakacj\w+|urlop\w*|weekend\w*|dzieci\w*|urodzin\w*|ślub\w*|wesel\w+|piw\w+|obiad\w*"
    ),
)
"""A question that holds these is about the owner's life."""

OPEN_QUESTION = re.compile(
    r"(?:(?:and|but|so|oh|well|hey) )?(?:did you|have you|are you|were you|will you|when"
    r"|how)(?!\w)"
)
"""Beginnings that are about the ask only where a `TOPIC` follows."""

TOPIC = any_of(
    r"her|him|them|she|he|they|intro\w*|connect\w*|meet(?:ing)?|contact\w*|deck|blurb|cv|resume"
    r"|raising|fundrais\w*|hiring|selling|looking|company|start-?up|project|product|context"
    r"|purpose|about|need|urgent|reach\w*|soon|forward\w*|mean"
)

ERRANDS = any_of(
    (
        r"(?:plumber|dentist|doctor|landlord|accountant|lawyer|bank|garage|electrician|travel agent"
        r"|klempner|zahnarzt|arzt|vermieter|steuerberater|anwalt|werkstatt|elektriker|plombier"
        r"|dentiste|médecin|comptable|avocate?|garagiste|fontanero|dentista|médico|casero|gestor"
        r"|abogad[oa]|idraulico|medico|commercialista|avvocat[oa]|loodgieter|tandarts|huisarts"
        r"|boekhouder|advocaat|canalizador|senhorio|contabilista|advogad[oa]|rörmokare\w*"
        r"|tandläkare\w*|läkare\w*|vvs\w*|tandlæge\w*|læge\w*|revisor\w*|hydraulik\w*"
        r"|dentyst\w+|lekarz\w*|księgow\w+|prawnik\w*)"
    ),
)
"""Whom people call on business of their own."""
