"""Words of refusal, by language: no, not knowing, not now, never again (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import ACT as _EN_ACT
from narrowcast.nlp.clauses import HER as _HER
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

DOES_NOT_KNOW = any_of(
    (
        (
            rf"(?:do not|don't|dont|didn't|did not|never) (?:actually |really |personally "
            rf"|even |in fact |quite |truly )*(?:know|knew|met|meet) (?:{_HER}|who|anyone"
            rf"|anybody|\w+)(?: \w+)?(?: (?:well|well enough|that well|at all|personally"
            rf"|anymore|any more|there))?"
        ),
        (
            r"(?:barely|hardly|scarcely|only vaguely|not really) (?:know|remember|met|recall"
            r"|in touch)"
        ),
        (
            r"(?:not|no longer|aren't|isn't|never) (?:really |that |so |very |at all "
            r"|all that |particularly |actually )*(?:close|close enough|in touch|in contact"
            r"|acquainted|connected)"
        ),
        (
            r"(?:lost|out of) (?:touch|contact)|not know (?:her|him|them)|don't have (?:a "
            r"|any |that |much of a |much |enough of a )*(?:relationship|connection|contact"
            r"|rapport)|only met (?:her|him|them) once|haven't (?:spoken|talked|been in touch"
            r"|seen)|no (?:relationship|connection) (?:with|to)|never worked (?:with|together)"
        ),
        r"(?:never|haven't|not) (?:\w+ )?(?:met|spoken|worked)(?: (?:with|to))?",
        (
            r"(?:wouldn't|won't|hardly|may not|might not) (?:even )?(?:remember|recognis?e"
            r"|recognize) me"
        ),
        # de
        (
            r"kenne (?:ich )?(?:sie |ihn |\w+ )?(?:\w+ )?(?:leider |eigentlich |gar |persönlich "
            r"|überhaupt |selbst )*(?:nicht|kaum|nur flüchtig)|(?:nie"
            r"|noch nie) (?:persönlich )?(?:getroffen|kennengelernt)|keinen kontakt"
            r"|kenne niemanden"
        ),
        # fr
        (
            r"je ne (?:la|le|les|l'|connais)(?: connais)? (?:pas|plus|guère)|connais (?:pas"
            r"|à peine|peu|mal)|(?:perdu|plus en) (?:le |de )?contact|jamais (?:rencontrée?"
            r"|croisée?)"
        ),
        # es
        (
            r"no (?:la|lo|le|les) conozco|no conozco|apenas (?:la |lo "
            r"|le )?conozco|(?:perdí|perdimos|perdido) (?:el )?contacto|no tengo (?:relación"
            r"|contacto)"
        ),
        # it
        (
            r"non (?:la|lo|li|conosco)(?: conosco)?(?: bene| abbastanza| personalmente)?|(?:la"
            r"|lo) conosco (?:appena|poco)|perso i contatti"
        ),
        # nl
        (
            r"ken (?:ik )?(?:haar |hem |\w+ )?(?:\w+ )?(?:eigenlijk |helaas |zelf )*(?:niet"
            r"|nauwelijks|amper)|geen contact meer"
        ),
        # pt
        (
            r"não (?:a |o |os )?conheço(?: bem| muito| pessoalmente)?|mal (?:a |o )?conheço"
            r"|perdi o contacto|perdi contato"
        ),
        # sv
        (
            r"känner (?:jag )?(?:henne |honom |\w+ )?(?:\w+ )?(?:tyvärr |egentligen "
            r"|knappt )*(?:inte|knappt)|inte (?:längre )?kontakt"
        ),
        # da
        (
            r"kender (?:jeg )?(?:hende |ham |\w+ )?(?:\w+ )?(?:desværre |egentlig )*(?:ikke"
            r"|knap)|ikke (?:længere )?kontakt"
        ),
        # pl
        r"nie znam|ledwo (?:ją|go) znam|nie mam (?:już )?kontaktu",
    )
)

KNOWS_OTHERWISE = any_of(
    (
        (
            r"(?:don't|do not|didn't|did not) know (?:if|when|whether|what|how|why|where|which"
            r"|yet|the|that|about)"
        ),
        (
            r"weiß (?:ich )?nicht|ne sais pas|no sé|non so|weet (?:ik )?niet|não sei|vet inte"
            r"|ved ikke|nie wiem"
        ),
    )
)

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

_PERIOD = (
    r"(?:next|a few|couple|january|february|march|april|may|june|july|august|september|october"
    r"|november"
    r"|december|spring|summer|autumn|fall|winter|q[1-4]|the holidays?|vacation|christmas"
    r"|easter|new year"
    r"|month|weeks?|months?|quarter|year|monday|tuesday|wednesday|thursday|friday|\d{1,2})"
)

LATER = any_of(
    (
        (
            rf"(?:ask|ping|remind|try|nudge|poke|chase|catch|write|e-?mail|message|contact|bug"
            rf"|get back to|come back to|reach out to) (?:me |to me )?(?:again |back "
            rf"|about (?:this|it|that) |on this |once more )*(?:later|again|then$|after|next"
            rf"|in (?:a |an |the )?(?:\w+ )?{_PERIOD}|in \d+|when|once|towards|end of|mid)"
        ),
        (
            r"(?:come back|check back|circle back|follow up|check in|touch base"
            r"|revisit)(?: \S+){0,3} (?:later|again|after|next|in|when|once|on)"
        ),
        (
            r"(?:can't|cannot|won't|don't have|not able|unable|no (?:time|bandwidth|capacity)"
            r"|hard|tricky|difficult|bad time|swamped|buried|snowed under|slammed|flat out"
            r"|travel(?:l)?ing|on leave|busy)(?: \S+){0,6} (?:right now|at the moment"
            r"|this (?:week|month|quarter|year)|just now|for now|until|till|before|these days)"
        ),
        (
            r"(?:swamped|buried|snowed under|slammed|flat out|tied up|underwater|too busy)"
            r"|not (?:right )?now|(?:bad|wrong|not a good|not the right|not a great) (?:time"
            r"|moment|timing)|(?:maybe |perhaps |but )?(?:a bit |a little "
            r"|much )?later(?: (?:this|in the|on))?|not (?:before|until)|(?:wait|hold off"
            r"|park this|pause)(?: \S+){0,3} (?:until|till|for)|(?:after|once|when) (?:i'm"
            r"|i am|i get) back|in the new year"
        ),
        (
            r"(?:frag|frage|fragen sie|melde dich|melden sie sich|erinner|erinnere|komm"
            r"|schreib|versuch|versuche)(?: \S+){0,5} (?:später|nochmal|noch mal|noch einmal"
            r"|wieder|im|in|nach|ab|ende|anfang)|(?:erst|nicht vor"
            r"|frühestens) (?:\S+ ){0,2}(?:wieder|im|in|nach|ab|mitte|ende|anfang|nächste\w*"
            r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
            r"|dezember)|(?:gerade|momentan|derzeit|zurzeit|im moment) (?:\S+ ){0,3}(?:viel"
            r"|keine zeit|ungünstig|schlecht|unter wasser|nicht)|später|viel um die ohren"
        ),
        (
            r"(?:redemande|recontacte|relance|rappelle|reviens|redis|demande|recontactez"
            r"|relancez|rappelez|revenez)\S*(?: \S+){0,4} (?:plus tard|dans|après|en|à|au"
            r"|la semaine|le mois)|plus tard|pas (?:maintenant|avant|en ce moment"
            r"|tout de suite)|débordée?|en ce moment c'est|dans quelques (?:semaines|mois"
            r"|jours)"
        ),
        (
            r"(?:pregúnta|pregunta|recuérda|recuerda|escríbe|escribe|avísa|vuelve|contácta"
            r"|llama)\w*(?: \S+){0,4} (?:más tarde|más adelante|en|después|dentro|la semana"
            r"|el mes|luego)|más (?:tarde|adelante)|ahora (?:mismo )?no|no antes de"
            r"|estoy (?:muy )?(?:liad[oa]|ocupad[oa]|a tope)"
        ),
        (
            r"(?:richied|ricord|risent|riscriv|ricontatt|riprov)\w+(?: \S+){0,4} (?:più tardi"
            r"|tra|fra|dopo|a|in|la prossima|il prossimo)|più (?:tardi|avanti)|adesso no"
            r"|non (?:adesso|ora|prima)|sono (?:molto )?(?:impegnat|sommers|pres)\w+"
            r"|ci sentiamo (?:tra|fra|dopo)"
        ),
        (
            r"(?:vraag|mail|herinner|kom)(?: \S+){0,4} (?:later|over|na|volgende|in|opnieuw"
            r"|nog eens|nog een keer)|(?:nu|op dit moment|momenteel) (?:even )?(?:niet"
            r"|geen tijd|druk|te druk)|pas (?:in|na|volgende)|niet (?:voor|vóór)|heel druk"
        ),
        (
            r"(?:pergunt|lembr|escrev|volt|contact|fal)\w+(?:-me)?(?: \S+){0,4} (?:mais tarde"
            r"|depois|em|daqui|no próximo|na próxima|para)|mais (?:tarde|para a frente)"
            r"|agora não|não (?:agora|antes)|estou (?:muito )?(?:ocupad|atarefad"
            r"|cheia?o? de)\w*"
        ),
        (
            r"(?:fråga|hör av dig|påminn|återkom)(?: \S+){0,4} (?:senare|igen|om|efter|i"
            r"|nästa)|inte (?:just )?nu|(?:lite )?senare|har fullt upp|(?:spørg|skriv"
            r"|vend tilbage|mind)(?: \S+){0,4} (?:senere|igen|om|efter|i|næste)"
            r"|ikke (?:lige )?nu|har travlt"
        ),
        (
            r"(?:zapytaj|odezwij|napisz|przypomnij|wróć)(?: \S+){0,4} (?:później|za|po|w"
            r"|ponownie|znowu|jeszcze raz)|później|nie teraz|teraz (?:\S+ )?nie"
            r"|jestem (?:bardzo )?zajęt\w|dopiero (?:w|po|za)"
        ),
    )
)
