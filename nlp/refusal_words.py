"""Words of refusal, by language: no, not knowing, not now, never again (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import ACT as _EN_ACT
from narrowcast.nlp.clauses import any_of

DECLINE = any_of(
    (
        (
            r"(?:i'd|i would|would|i'?d really) (?:rather|prefer) (?:not|to not)|rather not"
            r"|prefer not to"
        ),
        (
            rf"(?:i |we |really |honestly |unfortunately |sadly ){0, 3}(?:can't|cannot|can not"
            rf"|won't|will not|am unable to|'m unable to|unable to|not able to"
            rf"|couldn't) (?:really |honestly |in good conscience )?(?:{_EN_ACT}|help"
            rf"|be of help|do|make|oblige|recommend|vouch|assist|be the one)"
        ),
        (
            r"i (?:can't|cannot|won't|couldn't)|(?:have to|need to|must|will|i'll|going to"
            r"|gonna) (?:decline|say no|sit this one out|pass(?: (?:here|this time|for now"
            r"|on (?:this|that|making|doing)(?: \S+){0,4}))?$)"
            r"|i decline"
        ),
        (
            r"not (?:really |entirely |quite )?comfortable|don't feel comfortable|(?:am"
            r"|i'm) afraid (?:not|i can't|that'?s not|i cannot)|uncomfortable"
        ),
        (
            r"no thanks|no thank you|thanks but no(?: thanks)?|not (?:for me|possible"
            r"|going to happen|this time|something i can)|not in a position"
            r"|out of the question|of course not|certainly not|absolutely not|definitely not"
        ),
        r"i don't think (?:that )?(?:i|it|this|that)(?:'m| am|'s| is| should| can| could| would)?",
        r"not something (?:that )?(?:i|we)|mais non$|pero no$|aber nein$|ma no$|maar nee$",
        r"no can do|not (?:be )?(?:appropriate|allowed|permitted|my place)|(?:had |'d )better not",
        r"(?:wouldn't|would not|isn't) be (?:right|appropriate|fair|proper)|best not|better not",
        r"(?:doesn't|does not|don't) (?:allow|permit)|against (?:company )?policy|policy forbids",
        # de
        (
            r"lieber nicht|eher nicht|ungern|nicht (?:gerne|gern)|leider (?:nicht|nein)"
            r"|kann ich (?:leider )?nicht|geht (?:leider )?nicht|(?:möchte|will|kann"
            r"|werde) (?:ich )?(?:das |es |dich |sie |euch |dir |da |hier )?(?:leider |lieber "
            r"|eher )?nicht|auf keinen fall|nein danke|muss (?:ich )?(?:leider )?(?:passen"
            r"|ablehnen|absagen)"
        ),
        # fr
        (
            r"je préfère (?:ne pas|pas|éviter|m'abstenir)|je préférerais (?:ne pas|pas)"
            r"|je ne (?:peux|souhaite|veux|pourrai|préfère) pas|je peux pas"
            r"|malheureusement (?:non|pas)|non merci|pas possible|je dois (?:décliner|refuser)"
            r"|je regrette mais non"
        ),
        # es
        (
            r"prefiero no|preferiría no|no (?:puedo|podré|quiero|me siento cómod[oa]"
            r"|me es posible|va a ser posible|será posible)|lo siento pero no|no gracias"
            r"|claro que no|por desgracia no|mejor no"
        ),
        # it
        (
            r"preferisco (?:di no|non|evitare)|preferirei (?:di no|non|evitare)|non (?:posso"
            r"|me la sento|voglio|potrei|riesco)|purtroppo (?:no|non)|no grazie|meglio di no"
        ),
        # nl
        (
            r"liever niet|helaas niet|(?:dat )?(?:kan|wil|ga) ik (?:dat |je |hier "
            r"|daar )?(?:helaas |liever )?niet|nee (?:bedankt|dank je|dank u|sorry)"
            r"|gaat (?:helaas )?niet lukken|ik pas|ik kan (?:dat |je )?(?:helaas )?niet"
        ),
        # pt
        (
            r"prefiro não|preferia não|não (?:posso|quero|consigo|me sinto|vai dar|dá)"
            r"|infelizmente não|não obrigad[oa]|melhor não"
        ),
        # sv
        (
            r"helst inte|tyvärr inte|(?:jag )?(?:kan|vill) (?:jag )?(?:tyvärr |helst )?inte"
            r"|nej tack|avstår|nej tyvärr"
        ),
        # da
        (
            r"helst ikke|desværre ikke|(?:jeg )?(?:kan|vil) (?:jeg )?(?:desværre |helst )?ikke"
            r"|nej tak|må (?:desværre )?sige nej|nej desværre"
        ),
        # pl
        (
            r"wolę nie|wolałbym nie|wolałabym nie|raczej nie|nie mogę|nie chcę|niestety nie"
            r"|nie dziękuję|muszę odmówić"
        ),
    )
)

BARE_NO = re.compile(
    r"(?:oh |well |sorry |sorry but |i'm sorry |hm |hmm |so |then |unfortunately "
    r"|on second thoughts? )?"
    r"(?:no|nope|nah|nein|leider nein|non|nee|não|nej|niestety|nie|negative|not really"
    r"|i'm afraid not|afraid not)"
    r"(?: (?:sorry|max|leider|désolée?|lo siento|purtroppo|helaas|tyvärr|desværre|thanks|danke"
    r"|merci))?"
)

NOT_A_NO = any_of(
    (
        (
            r"no (?:problem|worries|doubt|rush|issue|trouble|hurry|biggie|need|bother|idea"
            r"|news|reason)"
        ),
        (
            r"(?:can't|cannot) (?:wait|see why not|think of (?:any|a) reason)"
            r"|couldn't (?:agree more|be happier)"
        ),
        (
            r"don't (?:mind|worry|hesitate)|wouldn't mind|why not|won't (?:be a problem"
            r"|take long|hurt)|not a problem|not an issue"
        ),
        (
            r"kein problem|keine sorge|kein thema|pas de (?:problème|souci|soucis)"
            r"|aucun (?:problème|souci)|sin problema|no hay problema|no te preocupes"
            r"|nessun problema|non c'è problema|geen probleem|sem problema|não há problema"
            r"|não tem problema|inga problem|intet problem|ikke noget problem"
            r"|nie ma (?:problemu|sprawy)"
        ),
    )
)
