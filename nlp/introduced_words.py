"""Words for an introduction already made, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

INTRODUCED_ELSEWHERE = any_of(
    (
        (
            r"(?:passed|gave|forwarded|sent) (?:her|him|them) your (?:details|number|contact"
            r"|note|name)"
        ),
        (
            r"(?:heb|hebben) (?:\S+ ){0,6}?(?:voorgesteld|geïntroduceerd|in contact gebracht"
            r"|gekoppeld)"
        ),
        (
            r"(?:just |already |have |'ve |i ){0,4}(?:introduced|connected|intro'?d|linked"
            r"|put) (?:you|the two of you|you two|you both|both of you|her|him|them)(?: (?:two"
            r"|both|guys))?(?: (?:and|with|to|in touch|in contact|on|over|via|by|through"
            r"|in)(?: \S+){0,5})?"
        ),
        (
            r"(?:added|put) (?:you|you two|you both|both of you)(?: both| two)? (?:to|in|into"
            r"|on)(?: \S+){0,3} (?:group|chat|channel|thread)|(?:made|did|done) the (?:intro"
            r"|introduction|connection)|(?:intro|introduction) (?:is |was |has been )?(?:made"
            r"|done|sent)|(?:passed|gave|forwarded|sent) (?:on )?your (?:details|number"
            r"|contact|note|mail|e-?mail|message|blurb|info)(?: \S+)? (?:to|on)"
        ),
        (
            r"(?:told|messaged|texted|pinged|called|spoke (?:to|with)|talked to) (?:her|him"
            r"|them) (?:about you|on (?:linkedin|whatsapp|slack|teams|signal|telegram))"
        ),
        (
            r"(?:habe|hab) (?:\S+ ){0,5}?(?:vorgestellt|verbunden|vernetzt|bekannt gemacht"
            r"|weitergeleitet|zusammengebracht|angeschrieben)|kontakt (?:ist )?hergestellt"
            r"|(?:vorgestellt|verbunden|vernetzt) (?:auf|über|per|via) \w+"
        ),
        (
            r"(?:je |j'ai )(?:\S+ ){0,3}?(?:mis en (?:relation|contact)|présentée?s?"
            r"|connectée?s?|transmis)|mise en relation (?:est )?faite"
            r"|c'est fait(?: \S+){0,4} (?:relation|contact|linkedin|whatsapp)"
        ),
        (
            r"(?:os|te|los|las|le) (?:he |acabo de )?(?:presentad[oa]s?|presentar|presenté"
            r"|puse en contacto|puesto en contacto|conecté|conectad[oa]s?|conectar)|ya (?:os"
            r"|los|te) (?:presenté|conecté|puse)"
        ),
        (
            r"(?:vi|ti) ho (?:\S+ )?(?:presentat\w|mess\w in contatto|collegat\w|conness\w)"
            r"|presentazione fatta"
        ),
        (
            r"(?:heb|hebben) (?:jullie|je|haar|hem) (?:\S+ ){0,3}?(?:voorgesteld"
            r"|geïntroduceerd|verbonden|in contact gebracht|gekoppeld)"
            r"|introductie (?:is )?gedaan"
        ),
        (
            r"(?:já )?(?:vos |os |te |lhe )?(?:apresentei|conectei|liguei-vos"
            r"|pus-vos em contacto|pus em contacto|coloquei vocês em contato)"
        ),
        (
            r"(?:jag )?(?:har )?(?:precis |redan )?(?:introducerat|kopplat ihop"
            r"|presenterat) (?:er|dig)|(?:jeg )?har (?:lige |allerede )?(?:introduceret"
            r"|præsenteret|forbundet) (?:jer|dig)"
        ),
        (
            r"(?:już )?(?:przedstawiłem|przedstawiłam|połączyłem|połączyłam|skontaktowałem"
            r"|skontaktowałam|zapoznałem|zapoznałam) (?:was|cię)"
        ),
    )
)
