"""Words for "never ask me again", by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

OPT_OUT = any_of(
    (
        r"^stop(?: it| this)?$|this is (?:spam|harassment)",
        (
            r"(?:please |kindly )?(?:stop|quit) (?:asking|sending|e-?mailing|contacting"
            r"|writing|bothering|using)|(?:please )?(?:do not|don't|never) (?:ask|contact"
            r"|e-?mail|write|write to|use|send|bother|approach) (?:me|us)(?! (?:anything|a "
            r"|an |the deck))"
        ),
        (
            r"take me off|remove me|unsubscribe me|leave me (?:out|alone)|no more (?:requests"
            r"|asks|intros|introductions|of these)|not (?:ask|contact|e-?mail"
            r"|write to) me (?:again|any ?more|for)|don't want (?:to (?:get|receive)"
            r"|any more) (?:\S+ ){0,3}(?:requests|mails?|e-?mails?|asks)|count me out (?:for"
            r"|in) (?:good|future|the future)"
        ),
        (
            r"(?:frag|frage|fragen sie|bitte|schreib|schreiben sie) (?:bitte )?(?:mich "
            r"|mir )?(?:bitte )?(?:nicht mehr|nie wieder|nicht wieder|nicht länger)"
            r"|keine (?:weiteren |solche |solchen )?(?:anfragen|mails) mehr"
            r"|in zukunft nicht mehr|(?:möchte|will) (?:\S+ ){0,3}(?:keine"
            r"|nicht mehr) (?:\S+ ){0,3}(?:anfragen|angefragt|gefragt)"
        ),
        (
            r"ne (?:me|m'|nous) ?(?:demande|demandez|écris|écrivez|contacte|contactez"
            r"|sollicite|sollicitez)\S* plus|(?:merci de|veuillez|prière de) ne plus"
        ),
        (
            r"no (?:me|nos) (?:\S+ ){0,2}?(?:pidas|pida|preguntes|escribas|escriba|contactes"
            r"|contacte|vuelvas|vuelva|envíes|envíe)(?: \S+){0,3} más|no me vuelv(?:as|a) a"
            r"|deja de (?:pedir|escribir|mandar|preguntar)\w*|no quiero recibir más"
        ),
        (
            r"non (?:chieder|scriver|contattar|mandar)\w+ più|smett\w+ di"
            r"|non (?:mi )?(?:chiedere|scrivere|contattare) più"
        ),
        (
            r"(?:vraag|mail|stuur|benader) (?:me|mij) (?:dit |hier |hiervoor )?(?:niet"
            r"|nooit) (?:meer|weer)|geen (?:verzoeken|mails) meer"
        ),
        (
            r"não (?:me )?(?:peça|peças|pergunte|escreva|contacte|contate|envie"
            r"|mande)\w* (?:\S+ )?mais|pare de"
        ),
        (
            r"(?:fråga|mejla|kontakta) mig inte (?:igen|mer|fler)|sluta (?:fråga|mejla|skicka)"
            r"|(?:spørg|skriv til|kontakt) mig ikke (?:igen|mere)|lad være med at spørge"
        ),
        (
            r"(?:proszę )?nie (?:proś|pytaj|pisz|prosić|pytać|pisać)(?: \S+){0,2} (?:więcej"
            r"|już)|(?:proszę )?(?:więcej|już) (?:\S+ ){0,2}nie (?:proś|pytaj|pisz|prosić"
            r"|pytać|pisać)"
        ),
    )
)
