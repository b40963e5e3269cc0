"""Negations that refuse nothing ("no problem", "could never say no"), by language."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

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
    ),
    # de
    (r"kein ding|keine ursache|nichts dagegen|kein stress|keine frage"),
    # fr
    (r"aucun (?:soucis|inconvénient)|pas d'inquiétude|y a pas de (?:souci|problème)"),
    # es
    (
        r"no hay (?:ningún )?(?:problema|inconveniente)|ningún (?:problema|inconveniente)"
        r"|no (?:tengo|veo) (?:ningún )?inconveniente|no faltaba más|cómo no"
    ),
    # it
    (
        r"nessun (?:disturbo|problema)|non c'è di che|perché no|non ti preoccupare"
        r"|non si preoccupi"
    ),
    # nl
    (r"geen (?:enkel )?(?:probleem|punt|moeite|zorgen|dank)|waarom niet"),
    # pt
    (
        r"sem (?:problemas?|stress|crise)|não (?:há|tem) (?:nenhum )?problema|não custa"
        r"|por que não"
    ),
    # sv
    (r"inga (?:problem|bekymmer)|inget (?:problem|besvär)|varför inte"),
    # da
    (r"intet problem|ikke (?:noget|et) problem|hvorfor ikke"),
    # pl
    (
        r"żaden problem|nie ma (?:problemu|sprawy|za co)|nie widzę (?:problemu|przeszkód)"
        r"|czemu nie|dlaczego nie"
    ),
    # en
    (
        r"(?:can't|cannot|couldn't|could never|can never|would never|'d never) (?:\S+ )?(?:say"
        r" no|refuse|turn (?:you|that|it) down)|wouldn't dream of (?:refusing|saying no)"
        r"|(?:don't see|no reason) why not|no reason not|not (?:too much|a lot) to ask|i don't"
        r" think (?:that )?(?:it|this|that|there)(?:'s|'ll| is| will| would| should)?(?: be)?"
        r" (?:a |an |any |much )?(?:big |huge )?(?:problem|issue|trouble|bother|hassle)|no"
        r" objections?"
    ),
    # de
    (
        r"(?:nicht|nichts|kaum|schlecht|schwer) (?:abschlagen|nein sagen|ablehnen|verweigern)"
        r"|kann (?:ich )?(?:\S+ ){0,3}(?:nicht|nichts|kaum|schlecht|schwer) (?:abschlagen|nein"
        r" sagen|ablehnen|verweigern)|nicht zu viel verlangt|spricht nichts dagegen"
    ),
    # fr
    (
        r"(?:ne )?(?:peux|pourrais|saurais) (?:\S+ )?(?:pas |rien )?(?:te |vous )?(?:refuser"
        r"|dire non)|rien contre|ne vois pas pourquoi"
    ),
    # es
    (
        r"no (?:\S+ )?(?:puedo|podría|sé) (?:decir(?:te|le|os)? que no|negar(?:me|te"
        r"|le)?(?:lo)?)|no veo por qué no|nada en contra"
    ),
    # it
    (
        r"non (?:\S+ )?(?:posso|potrei|so) (?:dir(?:ti|le|vi)? di no|rifiutar\w*|negar\w*)|non"
        r" (?:vedo|ci sono) (?:problemi|ostacoli)|(?:nulla|niente) in contrario"
    ),
    # nl
    (
        r"(?:kan|kon|zou) (?:ik )?(?:\S+ ){0,3}(?:geen nee (?:\S+ ){0,2}zeggen|niet"
        r" (?:weigeren|afslaan))|geen bezwaar|niets op tegen"
    ),
    # pt
    (
        r"não (?:\S+ )?(?:posso|consigo|poderia) (?:\S+ )?(?:dizer(?:-te|-lhe)? (?:que )?não"
        r"|recusar|negar)|não vejo (?:mal|problemas?|inconveniente|porque não|por que não)"
        r"|nada contra"
    ),
    # sv
    (r"kan (?:jag )?(?:\S+ )?inte (?:säga nej|neka|tacka nej)|inget emot"),
    # da
    (r"kan (?:jeg )?(?:\S+ )?ikke (?:sige nej|afslå|takke nej)|intet imod"),
    # pl
    (
        r"nie (?:mogę|potrafię|mógłbym|mogłabym|umiem) (?:\S+ ){0,2}(?:odmówić|powiedzieć nie)"
        r"|nie mam nic przeciwko|nie widzę przeciwwskazań"
    ),
)
