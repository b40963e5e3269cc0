"""Words for "not now, ask again", by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

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
