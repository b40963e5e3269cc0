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
            rf"(?:i |we |really |honestly |unfortunately |sadly ){{0,3}}(?:can't|cannot|can not"
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
        (
            r"i don't think (?:that )?(?:i|it|this|that)(?:'m| am|'s| is| should| can| could"
            r"| would)?"
        ),
        r"not something (?:that )?(?:i|we)|mais non$|pero no$|aber nein$|ma no$|maar nee$",
        (
            r"no can do|not (?:be )?(?:appropriate|my place)|(?:i'm|we're|i am"
            r"|we are) not permitted|(?:had "
            r"|'d )better not"
        ),
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
    ),
    # en
    (
        r"(?:stay|keep|count me|leave me|keep me) out(?: of (?:this|it|that))?"
        r"|sit(?:ting)? (?:this|that) (?:one )?out|(?:gonna|going to|i'll|will|have to|must"
        r"|i'd) pass(?! (?:it|this|that|your|on (?:your|the|it|to)|along|you|him|her|them))"
        r"|(?:don't|do not|never|not to|rather not) mix|(?:i|we) (?:don't|do not|never"
        r"|no longer) (?:do|make|give|offer|broker) (?:intro\w*|these|this|such|that|those"
        r"|referrals|any intro\w*)|rule (?:not|never) to|(?:isn't|is not|'s not"
        r"|not) (?:really )?(?:an? (?:intro\w*|connection|request|favou?r|thing)"
        r"|one) (?:that )?(?:i|we)(?: can| could|'m| am|'d| would| want)|afraid (?:i"
        r"|we)(?:'ll have to| can't| cannot| won't| must)|(?:can't|cannot|won't be able to"
        r"|not able to|unable to) help|not the (?:one|person|guy) (?:to do|for) (?:this|it"
        r"|that)|(?:awkward|difficult|tricky|delicate|uncomfortable) (?:position|spot)"
        r"|falling out|fell out(?! of)|bad blood|(?:bad|not on (?:good|speaking)) terms"
        r"|(?:burn(?:ed|t)|burning) (?:that|a|any|my) bridges?|don't get (?:on|along)|so no$"
        r"|answer is no|it's a no|hard no|no from me|(?:i|respectfully|politely) decline"
        r"|not (?:my|our) (?:thing|style|cup)|i (?:really )?(?:don't|do not) (?:want|wish"
        r"|feel able) to (?:do|make|get|be|put|impose|bother|ask)|not (?:keen|willing"
        r"|prepared) (?:on|to)|don't feel (?:right|good)|doesn't feel right|stopped (?:doing"
        r"|making) (?:intro\w*|these|this)"
        r"|(?:decided|have) to say no|i'll leave (?:this|that) (?:one|alone)|not something i'd"
        r"|(?:don't|wouldn't) (?:think|say) (?:it's|it is|that's|it would be) (?:appropriate"
        r"|right|fair)|(?:in|un)appropriate|overstep\w*"
        r"|(?:burn|spend|use up|waste|call in) (?:a |any |my |another )?favou?rs?"
        r"|asked me (?:not to|to stop)|too many favou?rs|promised (?:her|him|them|not)"
        r"|(?:i'm|i am|we're|we are) not allowed to|(?:rules|policy|policies"
        r"|contract) (?:\S+ )?(?:forbids?|prohibits?"
        r"|prevents?)|not something (?:that )?(?:our|my) \w+"
    ),
    # de
    (
        r"raushalten|heraushalten|halte (?:ich )?mich (?:\S+ ){0,3}(?:raus|heraus|fern"
        r"|zurück)|(?:muss|müssen) (?:\S+ ){0,4}(?:absagen|passen|ablehnen|enttäuschen"
        r"|nein sagen)|(?:grundsätzlich|prinzipiell|generell"
        r"|aus prinzip)(?: \S+){0,4} (?:nicht|keine\w*)|keine (?:kontakte|empfehlungen"
        r"|vorstellungen|intros?|mandanten|kunden)(?: \S+){0,4} (?:vermittle|weitergebe|mache"
        r"|gebe|stelle|her|raus|weiter|vor)|nicht (?:\S+ ){0,2}(?:behilflich|weiterhelfen"
        r"|helfen|entsprechen|nachkommen)|abstand (?:nehmen|halten)|davon ab(?:sehen|sehe)?$"
        r"|(?:das|da|es|daraus) wird (?:da |leider )?(?:nix|nichts)$|wird (?:da )?nix$|(?:zu"
        r"|recht|sehr|etwas|mir) (?:heikel|unangenehm|peinlich|delikat)|nicht (?:so |ganz "
        r"|besonders )?(?:wohl|mein ding|in der lage|möglich|bereit|angebracht)|(?:reden"
        r"|sprechen) (?:\S+ ){0,2}nicht (?:mehr )?miteinander|zerstritten|verkracht"
        r"|überworfen|im (?:streit|bösen) (?:\S+ ){0,2}(?:auseinander|getrennt|gegangen)"
        r"|ohne mich|bin ich raus|(?:möchte|will|mag|werde|würde) ich (?:\S+ ){0,3}(?:nicht"
        r"|keine\w*|verzichten)|(?:sowas|so was|so etwas|das|dergleichen) (?:mache"
        r"|tue) ich (?:\S+ )?nicht|sowas nicht mache"
        r"|unpassend|unangebracht|unangemessen|nicht (?:\S+ )?(?:passend|angemessen|mein stil)"
        r"|nichts für mich|(?:will|möchte|mag) (?:ich )?(?:\S+ ){0,3}nicht (?:ausnutzen"
        r"|belasten|belästigen|strapazieren|einmischen|behelligen)|falsche weg|verbeten"
        r"|guten gewissens nicht|nicht zur verfügung|niemanden mehr|keinen gefallen|(?:noch"
        r"|wieder) (?:um )?einen gefallen"
        r"|(?:sage|sag) (?:ich )?(?:\S+ ){0,3}(?:nein|ab)$|nicht (?:damit )?(?:behelligen"
        r"|belästigen|hineinziehen|reinziehen)"
        r"|(?:mir|uns) (?:\S+ ){0,2}(?:nicht (?:gestattet|erlaubt)|untersagt)|(?:dürfen wir"
        r"|darf ich) (?:\S+ )?nicht"
    ),
    # fr
    (
        r"(?:rester|tenir|reste|tiens) (?:\S+ )?(?:en dehors|à l'écart|à distance)|(?:passe"
        r"|passer|passerai) mon tour|je (?:ne |n')?(?:fais|donne|partage|présente|mets"
        r"|mélange)(?: \S+){0,2} (?:jamais|pas|plus)(?: \S+){0,5}|position (?:délicate"
        r"|inconfortable|embarrassante)|mal à l'aise|pas (?:\S+ )?(?:à l'aise|à mon aise)"
        r"|porte[- ]à[- ]faux|donc (?:ce sera )?non$|(?:ce )?sera (?:sans moi|non)|sans moi$"
        r"|peu pour moi|pas (?:\S+ ){0,3}(?:en mesure|suite favorable|possible)|(?:suis"
        r"|sommes|est) (?:en froid|fâchée?s?|brouillée?s?)|(?:le|la) sens pas|pas envie"
        r"|peux (?:\S+ ){0,2}(?:rien faire|rien pour|vous aider|t'aider)? ?(?:pas"
        r"|rien)(?! (?:avant|maintenant))|décline(?:r|rai)?(?! le)|(?:dois|vais"
        r"|préfère) (?:\S+ )?(?:décliner|refuser|dire non)|ne (?:souhaite|veux|désire|tiens"
        r"|préfère) (?:\S+ )?pas|je m'abstiens|pas mon (?:rôle|truc)|pas à moi de"
        r"|(?:pas|guère|peu) (?:envisageable|opportun|approprié|convenable|souhaitable"
        r"|correct)e?|(?:n'aime|aime) pas (?:trop )?(?:faire|mélanger)|pas (?:abuser"
        r"|mélanger)|préfère pas"
        r"|(?:plus|jamais)(?: \S+){0,3} personne|(?:demander|abuser)(?: \S+){0,3} (?:faveur"
        r"|service)s? (?:de plus|encore)|trop (?:demandé|sollicité)"
        r"|je vais (?:\S+ )?dire non|je te dis non|(?:ne|n') ?(?:voudrais|souhaiterais"
        r"|aimerais) pas"
        r"|(?:nous |me |m'est |l')interdi\w+|(?:nous|me|m') ?(?:l')?(?:permet|autoris)\w* pas"
        r"|(?:suis|sommes) pas autoris\w+"
    ),
    # es
    (
        r"al margen|(?:no|ni) (?:suelo|acostumbro|soy partidari\w|hago|mezclo|comparto"
        r"|presento|doy)(?: \S+){0,5}|(?:lamento|siento|lamentamos"
        r"|lamentablemente)(?: mucho)? no (?:poder|puedo|podré|me es)|no (?:podría"
        r"|voy a poder|estoy en (?:condiciones|posición|disposición)|estoy dispuest\w)"
        r"|no cuentes? conmigo|conmigo no cuent\w+|mejor (?:lo dejamos|no|ni lo|ni te"
        r"|dejarlo)|(?:pones|pone|pondrías|pondría) en un (?:compromiso|aprieto)|^(?:yo "
        r"|esta vez |lo siento |por esta vez )?paso(?: de \w+)?$|no quiero (?:líos|meterme"
        r"|mezclar\w*|involucrarme|molestar\w*|abusar|problemas|comprometer\w*)"
        r"|no me (?:corresponde|siento|parece (?:bien|correct|apropiad)|apetece|gusta|atrevo"
        r"|veo)\w*|no me hablo|no nos hablamos|(?:acab|termin|qued)\w+ (?:\S+ )?(?:fatal"
        r"|muy mal|mal)$|ni lo intentes|ni de broma|ni hablar|(?:tengo que|debo"
        r"|he de) (?:declinar|rechazar|decir(?:te|le)? que no)|declin[oae]\w*|prefiero (?:no"
        r"|quedarme|mantenerme|evitar\w*|dejarlo)"
        r"|(?:no|poco) (?:\S+ ){0,3}(?:oportuno|apropiado|adecuado|correcto|procedente)"
        r"|prefer\w+ (?:que )?no|no quiero (?:\S+ )?(?:abusar|aprovechar)\w*"
        r"|(?:otro|más|tantos) favor(?:es)?|a nadie más|no (?:lo|la|te|se lo) (?:voy|puedo"
        r"|quiero)(?: a)?(?: \S+)?|no lo voy a hacer"
        r"|(?:voy|tengo|tendré|he)(?: \S+){0,2} decir(?:te|le|os)? que no|te digo que no"
        r"|no quiero (?:\S+ )?(?:meter|implicar|molestar)\w*"
        r"|no (?:me |nos )?(?:lo|me|nos) permit\w+|(?:me|nos) (?:lo )?prohíbe\w*|no me dejan"
    ),
    # it
    (
        r"(?:restar|rimaner|star|tener|resto|rimango)\w*(?: \S+)? (?:fuori|in disparte"
        r"|alla larga)|(?:ne|mi) (?:sto|tiro|tengo) (?:\S+ )?fuori|non (?:è"
        r"|rientra) (?:\S+ ){0,2}(?:abitudine|prassi|caso|opportuno|appropriato|possibile)"
        r"|nn (?:posso|me la sento|riesco|voglio)|non (?:\S+ )?(?:me la sento|mi va|mi sento"
        r"|sono (?:nella|in) (?:posizione|grado|condizione)|è possibile|intendo|vorrei"
        r"|presento|mischio|faccio)|lascia(?:mo)? (?:perdere|stare)|meglio (?:evitare|di no"
        r"|non)|(?:^|quindi |stavolta |questa volta )passo$|passo la mano|declino|(?:devo"
        r"|dovrei) (?:\S+ )?(?:declinare|rifiutare|dir\w* di no)|(?:in|nell') ?imbarazzo"
        r"|(?:ho|abbiamo) (?:chiuso|litigato|rotto)(?! (?:il|la) (?:pratica|progetto|lavoro))"
        r"|lasciati male|cattivi rapporti|preferi(?:sco|rei) (?:non|evitare|restar\w*"
        r"|rimaner\w*|astener\w*)"
        r"|non (?:\S+ ){0,2}(?:il caso|opportuno|corretto|appropriato|cosa$|giusto)|no guarda"
        r"|non (?:mi )?(?:piace|va) (?:\S+ )?(?:farlo|fare)?|non vorrei (?:approfittar"
        r"|disturbar)\w*"
        r"|(?:altro|altri|troppi) favor[ei]|più nessuno|non (?:lo|la|ti|te lo) (?:farò|faccio"
        r"|posso)"
        r"|(?:devo|dovrò|voglio|preferisco)(?: \S+){0,2} dir\w* di no|ti dico di no"
        r"|non vorrei (?:\S+ )?(?:coinvolger|mescolar)\w*"
        r"|non (?:me |ce )?(?:lo|mi|ci) (?:consent|permett)\w+|(?:me|ce) lo vieta\w*"
    ),
    # nl
    (
        r"(?:blijf|hou|houd|blijven)(?: \S+){0,4} (?:buiten|afzijdig|erbuiten)"
        r"|liever (?:buiten|niet)|(?:ga|doe|wil|zal) (?:ik )?(?:\S+ ){0,3}niet (?:doen"
        r"|aan mee\w*|tussen)|(?:ga|doe|wil) ik (?:hier |daar |dit |dat |zoiets )?(?:niet"
        r"|nooit)$|niet aan mee|teleurstellen|(?:honoreren|introduceer|deel|verstrek|doe"
        r"|doen)(?: \S+){0,4} (?:niet|geen) ?(?:\S+ )?(?:klanten|verzoeken|introducties"
        r"|contacten)?$|uit principe(?: \S+){0,2} (?:geen|niet)|(?:verzoeken"
        r"|introducties)(?: \S+){0,2} niet$|voelt (?:\S+ ){0,3}niet (?:goed|prettig"
        r"|comfortabel)|niet prettig|ongemakkelijk|niet comfortabel|dus nee$|voorbijgaan"
        r"|sla (?:ik )?(?:\S+ ){0,2}over$|moet (?:ik )?(?:\S+ ){0,3}(?:passen|weigeren"
        r"|afwijzen|bedanken|afslaan)|ik pas$|begin (?:ik )?(?:\S+ )?niet (?:aan|over)"
        r"|wordt (?:hem|m|'m|het) (?:\S+ )?niet|gebrouilleerd|ruzie|in onmin"
        r"|niet (?:zo )?(?:goed )?door één deur|(?:zie|voel) ik niet zitten|niet zitten$"
        r"|niet tussen (?:gaan )?(?:zitten|komen)"
        r"|niet (?:\S+ )?(?:gepast|passend|netjes|kies|mijn stijl)|(?:wil"
        r"|ga) (?:ik )?(?:\S+ ){0,4}niet (?:voor gebruiken|gebruiken|misbruiken|lastigvallen"
        r"|belasten)|ongepast|niets voor mij|niks voor mij"
        r"|te veel gunsten|niemand meer|nog een gunst|ga ik (?:haar|hem) niet"
        r"|(?:moet|zal) (?:ik )?(?:\S+ ){0,3}nee zeggen|ik zeg (?:\S+ )?nee|niet (?:mee "
        r"|hiermee )?(?:lastigvallen|belasten|opzadelen)"
        r"|(?:staat|laat)(?: \S+){0,2} niet toe$"
    ),
    # pt
    (
        r"(?:ficar|fico|estar|manter-me|me manter) (?:de fora|à margem|fora (?:disso|dessa"
        r"|disto))|não (?:costumo|faço|misturo|apresento|partilho|compartilho)(?: \S+){0,4}"
        r"|não (?:vou poder|poderei|tenho como|estou em (?:condições|posição)|me é possível"
        r"|me cabe|me sinto|fico à vontade|quero)(?: \S+){0,2}|não sinto (?:à vontade"
        r"|confort\w+)|(?:vou|tenho de|tenho que|terei de|devo) (?:passar$|recusar|declinar"
        r"|dizer (?:que )?não)|(?:desta|dessa) vez (?:\S+ )?(?:passo|vou passar|não)"
        r"|brig(?:ou|amos|ámos|uei)(?: \S+)?|zang(?:ámo|ad)\S*|chateámo\S*|cortei relações"
        r"|não (?:vou )?me (?:meter|envolver)|não (?:vou |quero )(?:me )?(?:meter|envolver"
        r"|misturar|incomodar)|nem pensar|fora de questão|deu ruim|prefiro (?:não|evitar"
        r"|ficar (?:de )?fora|recusar)"
        r"|não (?:\S+ ){0,2}(?:apropriado|adequado|correto|correcto|certo|oportuno)"
        r"|não (?:rola|dá(?: mesmo)?$|vai rolar)|não quero (?:abusar|incomodar|explorar)"
        r"|prefiro que não|sou contra"
        r"|(?:mais|outro|tantos) favor(?:es)?|mais ninguém|não vou (?:fazer|pedir|apresentar"
        r"|poder)(?: \S+)?"
        r"|(?:vou|tenho|terei)(?: \S+){0,2} dizer (?:que )?não|digo(?:-te)? que não"
        r"|não queria (?:\S+ )?(?:envolver|incomodar|misturar)\w*"
        r"|não (?:o|me|nos|mo) permit\w+|(?:me|nos) proíbe\w*"
    ),
    # sv
    (
        r"(?:blanda|blandar|lägga) (?:\S+ )?(?:mig|oss) i|(?:hålla"
        r"|håller) (?:\S+ )?mig (?:\S+ )?utanför|(?:måste|får|vill"
        r"|tvungen att)(?: \S+){0,3} (?:tacka nej|avböja|avstå|säga nej|neka)"
        r"|tackar (?:\S+ )?nej|avböjer|nej från mig|känns (?:\S+ ){0,3}(?:inte (?:rätt|bra"
        r"|okej|bekvämt)|fel$|obekvämt)|inte bekväm\w*|obekväm\w*|så nej$"
        r"|brukar (?:\S+ )?inte|(?:förmedlar|introducerar|delar)(?: \S+){0,2} (?:inte|aldrig"
        r"|inga)|gör (?:jag )?(?:tyvärr )?(?:inte|aldrig)(?:$| så| sånt| sådant)|ovänner"
        r"|osams|infekterat|(?:det|så) (?:går|blir) (?:det )?(?:tyvärr )?inte(?: av)?$"
        r"|inte (?:möjligt|aktuellt)|ingen möjlighet|inte (?:har )?möjlighet|(?:står"
        r"|hoppar) (?:jag )?över|(?:vill|kan) jag (?:\S+ )?(?:inte|ej)|inget för mig"
        r"|olämplig\w*|inte (?:\S+ )?(?:lämplig\w*|passande|rätt)"
        r"|vill (?:jag )?inte (?:utnyttja|besvära|störa|belasta)|inte min grej"
        r"|fler tjänster|tänker (?:jag )?inte|inte (?:be|besvära) (?:honom|henne)|ingen mer"
        r"|(?:säger|får säga) (?:\S+ )?nej|inte (?:dra in|blanda in|störa|besvära)"
        r"|tillåter (?:\S+ )?(?:inte|ej)"
    ),
    # da
    (
        r"(?:holde|holder|blande|blander) (?:jeg )?mig (?:\S+ ){0,2}(?:ude|udenfor|væk|i)"
        r"|(?:må|nødt til at)(?: \S+){0,3} (?:takke nej|afslå|sige nej|melde pas|skuffe"
        r"|afvise)|takker (?:\S+ )?nej|melder pas|afslår|ikke (?:lige )?(?:noget for mig|mig$"
        r"|min stil|lyst|rart med|i stand til|muligt|tryg\w*|komfortabel|trives)"
        r"|det er ikke noget$|blander (?:\S+ )?ikke|(?:formidler|deler)(?: \S+){0,2} (?:ikke"
        r"|aldrig)|på talefod|uvenner|raget uklar|bliver (?:\S+ ){0,2}(?:et nej|ikke mig|nej)"
        r"|et nej (?:herfra|fra mig)|(?:springer|står) (?:jeg )?over"
        r"|det går (?:desværre )?ikke$|(?:vil|kan) jeg (?:\S+ )?(?:desværre |helst )?ikke"
        r"|har ikke lyst|ser mig (?:\S+ )?ikke"
        r"|ikke (?:\S+ )?(?:passende|hensigtsmæssigt|i orden)|(?:er"
        r"|synes)(?: \S+){0,2} ikke (?:\S+ )?rigtigt|upassende"
        r"|vil (?:jeg )?ikke (?:udnytte|forstyrre|belaste|genere)|(?:har"
        r"|det har) jeg ikke lyst til|ikke min stil"
        r"|flere tjenester|kommer jeg ikke til|ikke (?:bede|besvære) (?:ham|hende)"
        r"|ikke flere til"
        r"|(?:siger|vil sige) (?:\S+ )?nej|ikke (?:trække|blande|inddrage|forstyrre)"
        r"|tillader (?:\S+ )?ikke"
    ),
    # pl
    (
        r"(?:wolę|wolał\w+|nie chcę|nie chciał\w+)(?: \S+){0,3} (?:nie|mieszać|wtrącać"
        r"|angażować|z boku)|odmówi\w*|odmawiam|muszę (?:\S+ )?podziękować|(?:odpuszczę"
        r"|spasuję|podziękuję)(?: \S+){0,2}|odpada(?! w)|nie (?:jestem w stanie"
        r"|mam (?:możliwości|ochoty)|zajmuję się|przedstawiam|pośredniczę|udostępniam|łączę"
        r"|wypada|dam rady|czuję się (?:\S+ )?(?:komfortow\w+|dobrze|swobodnie)"
        r"|czuję się z tym|podejmę się)|z zasady (?:\S+ )?nie|pokłóci\w+|skłóceni"
        r"|złych stosunkach|nie rozmawiamy ze sobą|nie jest (?:to )?możliwe|to niemożliwe"
        r"|nie będę (?:mógł|mogła|w stanie)|beze mnie"
        r"|nie (?:\S+ ){0,2}(?:właściwe|stosowne|na miejscu|w porządku|wypada)"
        r"|nie chcę (?:\S+ )?(?:nadużywać|wykorzystywać|zawracać|obciążać)|niestosown\w+"
        r"|nie moja bajka"
        r"|kolejną przysługę|nikogo więcej|nie zrobię (?:tego)?|tego nie zrobię|nie będę (?:go"
        r"|jej|ich)"
        r"|(?:muszę|wolę) powiedzieć nie|nie chciał\w+ (?:\S+ )?(?:angażować|mieszać|wciągać"
        r"|niepokoić)"
        r"|nie (?:pozwala|zezwala)\w*|(?:mi|nam) nie wolno"
    ),
    # en
    (
        r"(?:just|but|only) not (?:this|that|here|her|him|them)(?: one)?|(?:be|hard|is|'s"
        r"|it's) a pass|hard pass|(?:pass|no) from me|answer(?:'s| is) (?:a )?no|(?:don't|do"
        r" not) (?:fancy|feel like)|won't (?:be )?mak(?:e|ing)|i (?:won't|will not) be"
        r" (?:doing|making) (?:this|that|it|the)"
    ),
    # de
    (
        r"^lass mal|lass(?:en)? (?:wir|sie) (?:das|es)(?: \S+)? lieber|nur (?:das|hier"
        r"|dies\w*)(?: hier)? nicht|^aber \w+(?: \w+)? (?:bitte )?nicht$|(?:mache?|tue?|werde)"
        r" (?:ich )?(?:es |das )?nicht$|(?:antwort|das) (?:ist|lautet|wäre|heißt) (?:leider"
        r" )?nein|keine lust|(?:verbietet|untersagt) (?:\S+ )?(?:mir|uns|es)|versprochen(?:"
        r" \S+){0,4} (?:nicht|keine\w*)(?: \S+)?"
    ),
    # fr
    (
        r"mais pas (?:ça|cela|ici|cette fois|pour (?:ça|cela))|(?:c'est|réponse est|sera)"
        r" (?:malheureusement )?non|je ne le ferai pas|(?:ne )?me vois (?:pas|mal)|promis de"
        r" ne (?:pas|plus)"
    ),
    # es
    (
        r"^(?:pero )?(?:en )?(?:esto|eso|esta vez|este caso) no$|no lo haré|(?:respuesta|mi"
        r" respuesta) es no|(?:va a ser|me temo) que no|(?:me|nos) impide\w*|prometí(?: \S+)?"
        r" (?:que )?no|prometido (?:que )?no|conflicto de interés\w*"
    ),
    # it
    (
        r"^(?:ma )?(?:questo|stavolta|in questo caso) no$|(?:risposta) è no|(?:mi|ci) (?:viet"
        r"|impedis|proibis)\w+|promesso (?:\S+ )?di non|non ho voglia"
    ),
    # nl
    (
        r"geen (?:trek|zin|behoefte)(?: (?:in|aan))?$|(?:dit|dat|het) doe ik niet|ik doe"
        r" (?:het|dit|dat) niet|antwoord is (?:helaas )?nee|dank je (?:feestelijk|de koekoek)"
        r"|(?:verbiedt|verbieden) (?:\S+ )?(?:me|mij|ons|het)|beloofd (?:\S+ ){0,3}(?:niet"
        r"|geen)"
    ),
    # pt
    (
        r"^(?:mas )?(?:nisto|nisso|isto|isso|neste caso) não$|não o farei|resposta é não"
        r"|(?:proíbe|impede)-(?:me|nos)|(?:me|nos) impede|prometi(?:-lhe)? (?:\S+ )?(?:que"
        r" )?não"
    ),
    # sv
    (
        r"^(?:men )?inte (?:det här|den här|det)$|gör det inte$|svaret (?:är|blir) (?:tyvärr"
        r" )?nej|(?:ingen|inte) lust|förbjuder (?:mig|oss)|lovat (?:\S+ ){0,2}(?:att )?inte"
    ),
    # da
    (
        r"^(?:men )?ikke (?:det her|den her|det)$|gør det ikke$|svaret (?:er|bliver)"
        r" (?:desværre )?nej|forbyder (?:mig|os)|lovet (?:\S+ ){0,2}ikke"
    ),
    # pl
    (
        r"^ale nie (?:w tym|to|tutaj|w tej sprawie)$|odpowiedź (?:brzmi|to|jest) nie|zabrania"
        r" (?:mi|nam)|(?:mi|nam) zabrania|obiecał[ea]m (?:\S+ ){0,3}nie|nie na siłach"
    ),
)

BARE_NO = re.compile(
    r"(?:oh |well |sorry |sorry but |i'm sorry |hm |hmm |so |then |unfortunately "
    r"|on second thoughts? )?"
    r"(?:no|nope|nah|nein|leider nein|non|nee|não|nej|niestety|nie|negative|not really"
    r"|i'm afraid not|afraid not)"
    r"(?: (?:sorry|max|leider|désolée?|lo siento|purtroppo|helaas|tyvärr|desværre|thanks|danke"
    r"|merci))?"
)
