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
    ),
    # en
    (
        r"already (?:did|done|made|sent|introduced|connected)|(?:you're|you are) (?:already "
        r"|now )?(?:connected|introduced|in touch)|(?:sent|cc'd|copied|e-?mailed) (?:it to "
        r"|you |an e-?mail to )?(?:both of you|you both|you two|the two of you)|sent (?:it"
        r"|the intro|an? (?:e-?mail|intro))(?: \S+)? to (?:you )?both"
        r"|already (?:\S+ )?(?:put|introduced|connected) (?:the two of )?you"
    ),
    # de
    (
        r"schon (?:passiert|gemacht|erledigt|geschehen)|^(?:ist |schon "
        r"|bereits )(?:\S+ )?(?:erledigt|passiert|geschehen)|(?:mail|nachricht) an (?:euch"
        r"|sie) beide (?:ging|ist|habe|hab)|(?:bekannt|miteinander bekannt) gemacht"
        r"|habe? (?:\S+ ){0,5}?(?:vorgestellt|verknüpft|vernetzt|verbunden|zusammengebracht)"
        r"|ihr (?:seid|steht|habt)(?: \S+){0,5} (?:im selben|in einer|im gleichen|in kontakt"
        r"|gemeinsame\w*)|(?:euch|sie beide) (?:\S+ ){0,6}(?:vorgestellt|zusammengebracht"
        r"|angeschrieben)$"
    ),
    # fr
    (
        r"déjà fait|(?:ai|avons|viens de) (?:\S+ )?(?:mis|mettre|présenter"
        r"|présentée?s?)(?: \S+){0,4} (?:relation|contact|copie)|(?:t'|vous )(?:ai|avons"
        r"|avais) (?:\S+ )?(?:présentée?s?|mise?s?)"
        r"|(?:ai|avais|avons) (?:\S+ )?(?:connecté|introduit|présenté)e?s?"
    ),
    # es
    (
        r"^ya está(?: hecho)?$|ya lo (?:hice|he hecho)|(?:acabo de|he) (?:poner|presentar"
        r"|conectar|puesto|presentado)|(?:os|los|te|les|le) (?:\S+ )?(?:presenté|puse en"
        r"|conecté|acabo de|he puesto|he presentado)|(?:mandé|envié|escribí|he escrito"
        r"|he mandado)(?: \S+){0,3} (?:los dos|ambos|vosotros)"
        r"|(?:ya )?(?:os|los|les|te) (?:puse|conecté|presenté|escribí)"
    ),
    # it
    (
        r"già fatto|^fatto (?:ieri|stamattina|stamani)(?: \S+)?$|vi (?:ho|avevo"
        r"|abbiamo) (?:\S+ )?(?:presentat|mess|collegat|conness)\w|(?:ho"
        r"|avevo) (?:\S+ )?(?:scritto|mandato|inviato)(?: \S+){0,3} (?:entrambi|tutti e due"
        r"|a voi)"
        r"|(?:vi|ti) (?:ho|avevo) (?:\S+ )?(?:mess|presentat|scritt)\w+"
    ),
    # nl
    (
        r"(?:al|reeds) (?:gedaan|gebeurd|geregeld|gestuurd|verstuurd)|(?:naar"
        r"|aan) jullie (?:beiden?|allebei) (?:gegaan|gestuurd|gemaild)"
        r"|jullie (?:\S+ ){0,3}(?:gekoppeld|voorgesteld|geïntroduceerd|verbonden"
        r"|samengebracht)|jullie staan samen"
        r"|heb (?:ik )?jullie (?:\S+ ){0,7}(?:voorgesteld|gekoppeld|geïntroduceerd|gemaild"
        r"|verbonden)"
    ),
    # pt
    (
        r"já (?:fiz|está feito|tratei|apresentei|conectei|pus|coloquei)|(?:acabei de"
        r"|já) (?:\S+ )?(?:conectar|apresentar|pôr|colocar|apresentei)|(?:mandei|enviei"
        r"|escrevi)(?: \S+){0,3} (?:os dois|ambos|vocês|as duas)"
        r"|(?:pus|apresentei|conectei|liguei|juntei)(?:-vos| vocês)|vos (?:pus|apresentei)"
    ),
    # sv
    (
        r"redan (?:gjort|fixat|klart|skickat)|kopplade ihop er|(?:presenterade"
        r"|introducerade) er|(?:har )?(?:\S+ )?(?:presenterat|introducerat|kopplat ihop"
        r"|kopplat) er|(?:mejlade|skrev till|skickade (?:\S+ ){0,2}till) er båda"
        r"|(?:introducerade|presenterade|kopplade) (?:jag )?(?:ihop )?er"
    ),
    # da
    (
        r"allerede (?:gjort|klaret|ordnet|sendt)|(?:har )?(?:\S+ )?(?:sat|introduceret"
        r"|præsenteret|forbundet) jer|(?:introducerede|præsenterede|satte) jer|(?:sendte"
        r"|skrev|har skrevet|har sendt)(?: \S+){0,3} til jer(?: begge)?|har jeg (?:da "
        r"|allerede |jo )?gjort"
        r"|(?:satte|introducerede|præsenterede|forbandt) (?:jeg )?jer"
    ),
    # pl
    (
        r"już (?:to )?(?:zrobił\w+|zrobione|załatwione|załatwił\w+|gotowe|wysłał\w+)|(?:was"
        r"|ciebie) (?:\S+ ){0,2}(?:przedstawił|połączył|zapoznał|skontaktował|poznał)\w+"
        r"|(?:przedstawił|połączył|zapoznał|skontaktował)\w+ (?:was|cię)|(?:napisał"
        r"|wysłał)\w+(?: \S+)? do was(?: obojga)?"
        r"|(?:przedstawił|połączył|poznał|skontaktował|zapoznał)\w+ (?:już )?was"
    ),
    # en
    (r"^(?:i )?did (?:it|that|this) (?:yesterday|already|this morning|on \w+|last \w+)"),
    # de
    (
        r"^(?:das )?(?:hab|habe) ich (?:\S+ ){0,3}(?:gestern|schon|bereits|montag|am \w+tag)"
        r" (?:\S+ )?gemacht|(?:hab|habe)(?: ich)? (?:ihr|ihm) (?:\S+ )?(?:deine|deinen|ihre"
        r"|ihren) \w+ (?:\S+ )?(?:gegeben|geschickt|weitergegeben)|gestern gemacht$"
    ),
    # fr
    (
        r"je l'ai fait (?:hier|lundi|mardi|mercredi|jeudi|vendredi|ce matin|la semaine)|(?:lui"
        r"|leur) ai (?:déjà )?(?:transmis|donné|passé|envoyé) (?:tes|ton|ta|vos|votre)"
    ),
    # es
    (
        r"lo hice (?:ayer|anoche|esta mañana|el \w+)|(?:le|les) (?:pasé|di|mandé|reenvié|he"
        r" pasado|he dado|he reenviado) (?:tu|tus|su) (?:teléfono|número|correo|contacto|datos"
        r"|mensaje|mail)|(?:le|les) (?:hablé|he hablado) de ti"
    ),
    # it
    (
        r"l'ho (?:già )?fatto (?:ieri|stamattina|lunedì|martedì)|(?:le|gli) ho (?:già"
        r" )?(?:inoltrato|girato|dato|passato|mandato) (?:la tua|il tuo|i tuoi|la sua|il suo)"
        r"|(?:le|gli) ho (?:già )?parlato di te"
    ),
    # nl
    (
        r"(?:heb|had) ik (?:\S+ ){0,2}(?:al )?gedaan|heb (?:ik )?(?:haar|hem) (?:\S+ )?(?:je"
        r"|jouw|uw) \w+ (?:gegeven|gestuurd|doorgestuurd)"
    ),
    # pt
    (
        r"fi(?:z|-lo) (?:isso )?ontem|passei(?:-lhe)? (?:o teu|o seu|seu|teu) (?:contact?o"
        r"|número|e-?mail)|falei-lhe de ti|falei de você"
    ),
    # sv
    (
        r"^(?:det )?gjorde (?:jag )?(?:det )?(?:redan|igår|i går|i morse|nyss|i \w+s)|(?:gav"
        r"|har gett) (?:henne|honom) (?:ditt|din|dina)"
    ),
    # da
    (
        r"^(?:det )?gjorde (?:jeg )?(?:det )?(?:allerede|i går|i morges|lige|i \w+s)|(?:gav"
        r"|har givet) (?:hende|ham) (?:dit|din|dine)"
    ),
    # pl
    (
        r"zrobi[łl][ea]m to (?:wczoraj|już|w \w+)|wczoraj (?:to )?zrobi[łl][ea]m"
        r"|(?:przekaza[łl]|da[łl])[ea]m (?:jej|mu) (?:twój|twoje|pana|pani)"
    ),
)

OF_THINGS = any_of(
    (
        r"(?:new |neue\w* |das |le |la |el |il |het |o |a |det |den )?(?:produ[kc]t\w*|projekt\w*"
        r"|projets?|proyectos?|progett[oi]|projec[kt]t?\w*|reports?|rapport\w*|informe\w*|relatóri\w+"
        r"|ergebnis\w*|résultats?|resultad\w+|risultat\w+|strateg\w+|stratég\w+|estrategia"
        r"|konzept\w*|concept\w*|budget\w*|roadmap|features?|angebot|offre|oferta|raport\w*)"
    ),
)
"""What is presented too, but is no person."""

TO_OWNER = any_of(
    r"you|dich|euch|te|toi|vous|t'|os|ti|vi|je|jullie|u|vos|vocês|dig|er|jer|cię|was|pana|panią"
)
