"""Words of agreement by language (en de fr es it nl pt sv da pl): what the writer will do.

Regular expressions over one clause as `intent` cuts it: case-folded, straight quotes, single
spaces. Repetitions are bounded and never nested, so that matching stays linear. What a word means
in one language must not collide with another of the ten.
"""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import GAP, HER, any_of

_WILL = (
    r"(?:i'll|i will|i'm going to|i am going to|i shall|we'll|we will|i can|let me|will|gonna"
    r"|(?:happy|glad|pleased|delighted|honou?red) to|(?:would|'d) be (?:happy|glad|pleased"
    r"|delighted) to)"
    r" (?:gladly |happily |certainly |definitely |just |quickly |also |try to |go and |ask and )?"
)
BRINGS_TOGETHER = any_of(
    (
        rf"{_WILL}(?:introduce(?! myself)|intro|connect(?! with you)|put you|bring you|loop"
        rf"|make (?:the|an|that) (?:intro|introduction"
        r"|connection)|set (?:it|this|something) up|do (?:it|that|the intro|this)|help(?: out)?"
        r"|oblige|try"
        r"|give it a (?:go|try|shot)|pass (?:it|this|that|your)|give me (?:a|until|some))"
    ),
    (
        rf"{_WILL}(?:put in a (?:good )?word|recommend you|vouch for you|speak (?:up )?for you"
        r"|(?:give|write) you a (?:good )?(?:reference|recommendation|testimonial)"
        r"|be a reference)"
    ),
    r"lege (?:gerne? )?ein (?:gutes )?wort|empfehle (?:dich|sie) gerne?",
    r"je (?:te|vous) recommande|glisser un mot|te recomiendo|ti raccomando|recomendo-te",
    r"give me (?:a (?:day|few|bit|couple|week)|until|some time)",
    # de
    (
        r"(?:ich (?:stelle|verbinde|bringe|vernetze|mache|leite)|(?:stelle|verbinde|bringe"
        r"|vernetze|mache|leite) ich)"
        r" (?:euch|sie|dich|das|es|gerne?|den kontakt)"
    ),
    (
        rf"(?:ich )?(?:werde|kann|will) (?:ich )?{GAP}(?:vorstellen|verbinden|vernetzen"
        rf"|weiterleiten|vermitteln"
        r"|bekannt machen|zusammenbringen)"
    ),
    r"stelle? (?:ich )?(?:den|gerne|gern) kontakt her|stelle? (?:ich )?euch vor",
    # fr
    rf"je (?:vais|peux|veux bien) {GAP}(?:présenter|mettre en (?:relation|contact))",
    r"je (?:te|vous|la|le|les) (?:présente|mets en (?:relation|contact))",
    # es
    r"(?:te|os|le|les|la|lo) (?:presento|presentaré|pongo en contacto|conecto|voy a presentar)",
    r"(?:voy a|puedo) (?:presentar(?:te|os|le|la|lo)?|poner(?:te|os|los)? en contacto)",
    # it
    r"(?:ti|vi|la|lo) (?:presento|presenterò|metto in contatto)|posso presentar\w+",
    # nl
    rf"(?:ik )?(?:zal|kan|ga|wil) {GAP}(?:voorstellen|introduceren|in contact brengen)",
    r"ik (?:stel|breng) (?:jullie|je)",
    # pt
    (
        r"(?:vou|posso) (?:apresentar|pôr-vos|colocar vocês)|apresento-(?:te|vos|o|a)"
        r"|ponho-vos em contacto"
    ),
    # sv, da
    (
        rf"jag (?:kan|ska|skall) {GAP}(?:introducera|presentera|koppla ihop)"
        rf"|jag (?:introducerar|presenterar|kopplar ihop)"
    ),
    (
        rf"jeg (?:kan|vil|skal) {GAP}(?:introducere|præsentere|sætte jer i forbindelse)"
        rf"|jeg (?:introducerer|præsenterer|sætter jer)"
    ),
    # pl
    (
        r"przedstawię|zapoznam|skontaktuję was|poznam was|mogę (?:was )?(?:przedstawić|poznać"
        r"|skontaktować)"
    ),
    # en
    (
        r"consider it (?:done|sorted)|(?:i'm|i am) on it|leave (?:it|that|this) (?:with"
        r"|to) me(?! (?:while|and|for))|i'll (?:\S+ )?(?:double opt-in|take care of it"
        r"|sort it|get it done|see to it)|(?:will|'ll|gonna) put you (?:two|both|guys"
        r"|in touch)|(?:will|i'll|gonna|then) (?:introduce|connect|intro) you(?: \S+)?"
        r"|expect an? (?:e-?mail|mail|intro|note) from me|happy to (?:make|do) (?:the|that|an"
        r"|this) (?:intro|introduction|connection)|introducing you"
        r"|cc'?ing (?:her|him|them|you)|intro (?:e-?mail|mail) coming"
        r"|loop(?:ing)? you (?:both )?in|(?:two|three) of us can"
        r"|(?:get|send|have) (?:an? |the )?(?:e-?mail|note|intro|mail) (?:out |over "
        r"|off )?to (?:you |the two of )?(?:both|you two|you)|drafting (?:the|an) intro"
        r"|give me (?:a )?(?:till|until|til)"
    ),
    # de
    (
        r"(?:setz|stell|bring|mach|verbind|vernetz|koppl)\w{0,2} (?:ich )?(?:euch|sie beide"
        r"|sie (?:gern\w* )?(?:miteinander|einander)|dich (?:gern\w* )?(?:mit|in cc))"
        r"|kümmer\w* (?:ich )?mich (?:\S+ )?(?:drum|darum)|(?:mach|mache|erledige|übernehme"
        r"|regle|organisier\w*) ich(?: (?:gern\w*|doch|gleich|morgen|heute|sofort|natürlich"
        r"|für dich)){0,3}$|wird (?:gemacht|erledigt)|^kriegst du$|ich (?:mache|bringe|stelle"
        r"|setze) (?:sie|euch|dich)(?: \S+){0,4} (?:bekannt|vor|zusammen|cc|kontakt)"
        r"|(?:stelle|stell) (?:ich )?(?:\S+ ){0,3}(?:den kontakt|einander|kontakt"
        r"|die verbindung)(?: \S+)? ?(?:her|vor)?"
        r"|(?:mache|organisiere|vereinbare) (?:ich )?(?:\S+ ){0,2}(?:treffen"
        r"|termin) (?:zu dritt|für euch)"
        r"|lässt sich (?:einrichten|machen)|das (?:mache|mach|erledige|übernehme) ich(?: \S+)?$"
        r"|(?:schick|schicke|schreib|schreibe) (?:ich )?euch (?:\S+ ){0,3}(?:mail|beiden|beide"
        r"|zusammen)|komme ich (?:ihrer|deiner) bitte (?:\S+ )?nach|klar doch"
    ),
    # fr
    (
        r"je (?:m'en occupe|m'en charge|fais (?:l'intro|le lien|les présentations"
        r"|la mise en relation|le nécessaire|ça))|je (?:t'|vous |te )(?:mets|présente"
        r"|connecte|introduis)(?! pas)|je vais (?:vous |te )(?:mettre|présenter|connecter)"
        r"|(?:mise en relation|intro) (?:suit|arrive|dans la journée)"
        r"|vous mets (?:\S+ ){0,3}(?:dans la boucle|en copie)|(?:à trois|tous les trois)$"
        r"|je (?:te|vous|t') ?fais (?:l'intro|la mise|ça)|laisse(?:z)?-moi faire$"
        r"|c'est comme si c'était fait"
        r"|je (?:vous|te) (?:mettrai|présenterai|connecterai)|(?:plaisir|heureux|heureuse"
        r"|ravie?) (?:que|de) (?:je )?(?:vous |te )?(?:mettr|présent|connect)\w+"
    ),
    # es
    (
        r"(?:dalo|dadlo|delo) por hecho|cuenta conmigo|yo me (?:encargo|ocupo)|(?:os|los|te"
        r"|te la|te lo|les|las) (?:\S+ )?(?:pongo en contacto|conecto|presento|presentaré"
        r"|pondré en contacto|hago la intro|hago el contacto)|te (?:lo|la) (?:paso|presento"
        r"|arreglo)|(?:hago|haré) (?:la|de) (?:intro|presentación|puente)"
        r"|(?:os|los) (?:junto|reúno|siento)(?: \S+){0,3}"
        r"|(?:déjalo|déjamelo|dejadlo) (?:en mis manos|a mí)|yo (?:os|te|los) (?:presento"
        r"|conecto)"
        r"|(?:le|les|te|os|lo|la) (?:pondré|presentaré|conectaré|pondría) (?:en contacto)?"
        r"|(?:gusto|placer) (?:le|les|te|os) (?:pondré|presentaré|pongo|presento)"
    ),
    # it
    (
        r"(?:ci penso io|me ne occupo|provvedo(?: \S+){0,5}|ci penso subito)|(?:vi"
        r"|ti) (?:\S+ )?(?:metto|metterò|presento|presenterò|collego"
        r"|connetto)(?! (?:al corrente|da parte))|faccio (?:io )?(?:l'intro|la presentazione"
        r"|da tramite|le presentazioni)|lo faccio (?:\S+ )?(?:subito|volentieri|oggi|domani"
        r"|stasera)|mettervi in contatto"
        r"|(?:a|in) tre(?: \S+){0,3}$|vi faccio (?:conoscere|incontrare)"
        r"|sarà fatto|lascia fare a me|(?:ne|gliene) parliamo(?! (?:poi|dopo|più))"
        r"|(?:lieto|lieta|felice|contento|contenta) di (?:present|mett|far)\w+|(?:la|vi"
        r"|ti) (?:presenterò|metterò in contatto)"
    ),
    # nl
    (
        r"(?:regel|doe|fix) ik(?: (?:graag|wel|meteen|even|voor je|morgen|vandaag)){0,3}$"
        r"|(?:ik )?(?:zal|ga|wil|kan) (?:\S+ ){0,6}(?:voorstellen|introduceren|regelen"
        r"|koppelen|verbinden|in contact brengen)|komt (?:goed|in orde|voor elkaar)|(?:koppel"
        r"|verbind|breng|zet|stel) (?:ik )?jullie|ik (?:koppel|verbind|zet|breng"
        r"|stel) (?:jullie|je|u)|ga ik (?:\S+ )?regelen"
        r"|met (?:z'n|zijn|ons) drie\w*"
        r"|laat (?:dat |het )?maar aan mij over|ik doe (?:\S+ ){0,3}(?:introductie\w*|mailtje)"
        r"|komt voor elkaar"
        r"|breng ik (?:je|jou|u|het|jullie|dit) (?:\S+ )?(?:ter sprake|in contact"
        r"|onder de aandacht|samen)|introduceer ik (?:je|u|jullie)|ik introduceer (?:je|u"
        r"|jullie)"
    ),
    # pt
    (
        r"(?:pode deixar|deixa comigo|deixe comigo|conta comigo|eu trato disso|trato disso)"
        r"|(?:eu )?(?:faço|vou fazer) (?:a|essa) (?:ponte|apresentação|conexão|intro)"
        r"|(?:ponho|vou pôr)-?(?:vos| vocês) em cont\w+|apresento-?vos|vou (?:conectar"
        r"|apresentar|colocar|juntar) (?:vocês|vos)|(?:conecto|apresento|junto|coloco) vocês"
        r"|(?:nós|os) três$|vos junto"
        r"|deixa (?:isso )?comigo|deixa que eu (?:falo|trato|faço)|está (?:feito|tratado)$"
        r"|(?:vou|posso) (?:te |lhe |vos |já )?(?:colocar|pôr|apresentar|conectar"
        r"|ligar)(?: \S+){0,2} (?:em cont\w+|com|a|à|ao)|(?:gosto|prazer) em apresent\S+"
        r"|apresentá-l[oa]"
    ),
    # sv
    (
        r"(?:fixar|ordnar|löser) (?:jag )?(?:det|resten|så klart|såklart)?$|det (?:fixar"
        r"|ordnar|löser|kan jag (?:fixa|ordna|göra|hjälpa)) ?(?:jag)?|(?:jag )?(?:kopplar"
        r"|sätter|för) (?:jag )?(?:er |ihop er|samman er)(?: \S+){0,3}|kopplar ihop er"
        r"|sätter er i (?:kontakt|förbindelse)|förmedlar (?:\S+ )?kontakt\w*|så ordnar jag"
        r"|vi tre$|alla tre$"
        r"|lämna det till mig|jag (?:fixar|ordnar) (?:det|en intro)"
        r"|det gör jag (?:så |mycket )?gärna|presenterar gärna"
    ),
    # da
    (
        r"det (?:ordner|klarer|fikser) (?:jeg)|det (?:skal|kan) jeg (?:\S+ )?(?:sagtens"
        r"|sørge for|ordne|klare|gøre|hjælpe)(?: \S+){0,2}|(?:jeg )?(?:sætter|kobler"
        r"|forbinder|introducerer|præsenterer) (?:jeg )?jer|formidler (?:\S+ )?kontakt\w*"
        r"|sørger (?:jeg )?for"
        r"|os tre$|alle tre$"
        r"|overlad det til mig|jeg (?:fikser|ordner|klarer) (?:det|en intro)"
        r"|det (?:vil|gør) jeg (?:meget |hjertens )?gerne$|skriver (?:\S+ )?til jer"
        r"|introducerer gerne"
    ),
    # pl
    (
        r"(?:zrobię|załatwię|ogarnę) to|(?:da się|jest) zrobi(?:ć|one)$|załatwione$|(?:was"
        r"|ciebie) (?:\S+ ){0,3}(?:poznam|skontaktuję|połączę|przedstawię|zapoznam)"
        r"|(?:połączę|poznam|skontaktuję|zapoznam|przedstawię) (?:was|cię|państwa)"
        r"|zajmę się tym"
        r"|we trójkę|umówię (?:was|nas)"
        r"|zostaw to mnie|biorę to na siebie"
        r"|skontaktuję (?:pana|panią|państwa|cię)|(?:pana|panią|państwa"
        r"|cię) (?:\S+ )?(?:przedstawię|skontaktuję|połączę)"
    ),
)
"""The writer will bring the owner and the prospect together."""

CONTACTS = any_of(
    (
        rf"{_WILL}(?:write|e-?mail|ping|message|text|call|drop|send|forward|reach out|ask"
        rf"|check with|contact"
        rf"|speak (?:to|with)|talk to|shoot"
        rf"|mention (?:it|you|this)|get in touch with|let {HER} know)"
    ),
    (
        rf"i(?:'ve| have)? (?:just |already )?(?:asked|wrote to|written to|e-?mailed|pinged"
        rf"|messaged|texted) {HER}"
    ),
    (
        r"writing (?:to )?(?:her|him|them)|(?:intro|introduction|mail|note) (?:is )?(?:coming"
        r"|on its way|to follow|follows)"
    ),
    # de
    (
        r"(?:ich (?:schreibe|frage|kontaktiere|informiere|spreche|rufe)|(?:schreibe|frage"
        r"|kontaktiere|spreche|rufe) ich)"
    ),
    (
        rf"(?:ich )?(?:werde|kann|will) (?:ich )?{GAP}(?:schreiben|anschreiben|ansprechen"
        rf"|fragen|kontaktieren)"
    ),
    # fr
    (
        rf"je (?:vais|peux|veux bien) {GAP}(?:écrire|contacter|demander|transmettre"
        rf"|faire suivre|en parler)"
    ),
    r"je (?:lui|leur|la|le|l') ?(?:écris|écrirai|contacte|transmets|en parle|demande"
    r"|fais suivre)",
    # es
    (
        r"(?:le|les|la|lo) (?:escribo|escribiré|voy a escribir|pregunto|preguntaré|reenvío"
        r"|contacto)|(?:voy a|puedo) (?:escribirle|preguntarle|hablar con)"
    ),
    # it
    r"(?:le|gli|la|lo) (?:scrivo|scriverò|inoltro|chiedo|chiederò|contatto)",
    # nl
    (
        rf"(?:ik )?(?:zal|kan|ga|wil) {GAP}(?:mailen|schrijven|vragen|doorsturen)|ik (?:mail"
        rf"|schrijf|stuur|vraag|app)"
    ),
    # pt
    (
        r"(?:vou|posso) (?:escrever|falar com|encaminhar|lhe escrever|perguntar)|escrevo-lhe"
        r"|falo com|lhe escrevo"
    ),
    # sv, da
    rf"jag (?:kan|ska|skall) {GAP}(?:skriva|mejla|fråga)|jag (?:skriver|mejlar|frågar)",
    rf"jeg (?:kan|vil|skal) {GAP}(?:skrive|spørge)|jeg (?:skriver|spørger)",
    # pl
    r"napiszę|skontaktuję się|zapytam|odezwę się do (?:niej|niego|nich)|przekażę",
    # en
    (
        r"(?:will|i'll|gonna) (?:\S+ )?(?:ping|text|call|ring|e-?mail|write|message|ask"
        r"|bring it up|raise it|sound (?:her|him|them) out|have a word|drop (?:her|him|them)"
        r"|check with (?:her|him|them))|let me (?:check|ask|speak"
        r"|talk)(?: \S+)? (?:with )?(?:her|him|them)|bring it up|sound (?:her|him|them) out"
        r"|run it by (?:her|him|them)"
        r"|i'll (?:mention|bring) (?:you|it)|(?:will|i'll) (?:mention|pass|forward"
        r"|relay) (?:you|it|this|your)"
    ),
    # de
    (
        r"ich (?:schreib|frag|ruf|sprech|mail|meld|kontaktier|texte|bitte|geb|hau|haue)(?:e"
        r"|te)? (?:ihm|ihr|ihn|sie|ihnen|herrn?|frau|gleich|mal|heute|morgen|kurz)"
        r"|(?:schreibe|frage|rufe|spreche|maile|kontaktiere) (?:ihm|ihr|ihn|sie|herrn?"
        r"|frau)(?! (?:selbst|direkt|einfach))|ruf (?:sie|ihn) (?:morgen|heute|gleich|nachher"
        r"|später) an|gebe? (?:ihm|ihr) bescheid|(?:sie|ihn|ihr|ihm|herrn \w+"
        r"|frau \w+)(?: \S+){0,5} (?:ansprechen|anschreiben|anrufen|kontaktieren|fragen)$"
        r"|(?:sag|sage|gebe|geb|leite|leit|schicke|schick)(?: ich)? (?:ihm|ihr|das|es|deine"
        r"|ihre|die)(?: \S+){0,5} (?:bescheid|weiter|davon)|(?:gebe"
        r"|leite) (?:ich )?(?:\S+ ){1,6}weiter$|sag(?:e)? ich (?:ihm|ihr)"
        r"|sprech(?:e)? (?:ich )?(?:sie|ihn|das|es|herrn|frau)(?: \S+){0,4} (?:an|drauf an"
        r"|darauf an)|erwähne? (?:ich )?(?:dich|sie)|ich (?:\S+ ){0,6}erwähne? dich"
    ),
    # fr
    (
        r"j'appelle (?!mon|ma|le|la|les|un|une|votre|ton)\w+|j'aborde le sujet"
        r"|je (?:lui|leur) (?:en )?(?:écris|écrirai|envoie|enverrai|parle|parlerai|touche"
        r"|toucherai|glisse|passe|demande|demanderai|pose|poserai|transmets|dis|fais|laisse"
        r"|propose)|je (?:l'|les )(?:appelle|appellerai|contacte|préviens|interroge"
        r"|sollicite)|je vais (?:lui|l'|leur|la|le) ?(?:\S+)|je vois (?:ça )?avec (?:lui|elle)"
        r"|je (?:transfère|transmets|fais suivre|forwarde)(?: \S+){0,4}|je lui (?:dirai"
        r"|parlerai|enverrai|écrirai|demanderai)|lui dirai"
        r"|j(?:e |')?lui (?:en )?(?:envoi|écri|parl|demand|adress|touch)\w*|je lui adresse\w*"
        r"|un (?:msg|message|sms|mail|mot)(?: \S+)? (?:à lui|ce soir|demain)"
    ),
    # es
    (
        r"(?:le|les|se lo) (?:\S+ )?(?:escribo|escribiré|mando|envío|llamo|aviso|comento"
        r"|pregunto|digo|paso|reenvío|consulto)|(?:la|lo) (?:llamo|aviso|contacto|llamaré)"
        r"|(?:hoy|mañana|luego|ahora|esta tarde|yo|el lunes) (?:mismo )?(?:hablo|hablaré"
        r"|comento|escribo) (?:con |a )(?:él|ella|\w+)|hablo con (?:ella|él)"
        r"|(?:reenvío|reenviaré|paso|transmito) (?:tu|su|el) (?:correo|mail|mensaje|nota"
        r"|email)|(?:se lo|le) (?:digo|diré|comentaré|contaré|cuento)"
        r"|le (?:saco el tema|tiro|lanzo|dejo|mando|pongo|haré llegar)(?: \S+){0,3}|se lo (?:cuento"
        r"|menciono|planteo)"
    ),
    # it
    (
        r"(?:le|gli|glielo|gliene) (?:\S+ )?(?:scrivo|scriverò|parlo|parlerò|mando|manderò"
        r"|chiedo|chiederò|dico|accenno|telefono|giro|inoltro|faccio)|(?:la"
        r"|lo) (?:\S+ )?(?:chiamo|sento|contatto|avviso|chiamerò|sentirò|contatterò)(?! (?:da"
        r"|più|mai|solo|poco))|vado a (?:scriver|chieder)\w+|parlo con (?:lei|lui)"
        r"|(?:giro|inoltro|passo|mando) (?:la|il|subito) (?:tua|tuo|sua|suo)?(?: \S+){0,3}"
        r"|glielo (?:dico|dirò|chiedo|accenno|propongo)|glie(?:ne|lo) parl\w+"
        r"|(?:gli|le) (?:mando|faccio|lascio|giro)(?: \S+){0,3}|gli scriver\w+|le scriver\w+"
    ),
    # nl
    (
        r"ik (?:app|bel|mail|stuur|vraag|spreek|schrijf|leg|polst?|geef|benader) (?:haar|hem"
        r"|het haar|het hem|ze|de heer|mevrouw|\w+)(?: \S+)?|(?:app|bel|mail|vraag) (?:haar"
        r"|hem) (?:morgen|vandaag|vanavond|vanmiddag|zo|straks|even)|(?:leg|stuur"
        r"|vraag) ik (?:het |dit )?(?:haar|hem)"
        r"|(?:stuur|zet) (?:ik )?(?:\S+ ){1,4}door(?: naar \w+)?|zal (?:het|je"
        r"|dit) (?:\S+ )?(?:noemen|aankaarten|doorsturen|voorleggen)"
        r"|(?:noem|vermeld|meld) (?:ik )?(?:je|het|dit) (?:even )?(?:bij|aan)|ik stuur (?:haar"
        r"|hem|mevrouw|de heer)"
    ),
    # pt
    (
        r"(?:vou|já|eu) (?:\S+ )?(?:mandar|mando|envio|enviar|ligar|ligo|falar|falo|chamar"
        r"|chamo|escrever|escrevo|perguntar|pergunto)(?: \S+){0,3} (?:ele|ela|lhe|com|zap"
        r"|mensagem|msg)|mando (?:uma )?(?:msg|mensagem|mail|e-?mail|zap)(?: (?:pra|para|a|ao"
        r"|à) (?:ela|ele|o|a))?|falo com (?:ela|ele|o|a)|(?:escrevo|ligo|pergunto|mando|falo"
        r"|digo)-lhe|lhe (?:mando|envio|pergunto|ligo)|ligo (?:pra|para) (?:ela|ele)"
        r"|encaminho(?:-lhe)?(?: \S+){0,3}|(?:reencaminho|repasso|passo) (?:o|a|teu"
        r"|seu)(?: \S+){0,3}|digo-lhe|vou dizer(?:-lhe)?"
        r"|(?:escrevo|envio|mando|ligo)-lhe|(?:chamo|aviso) (?:ele|ela)|dou-lhe um toque"
        r"|(?:toco|puxo|levanto) (?:n?o )?(?:assunto|tema)"
    ),
    # sv
    (
        r"(?:jag )?(?:mejlar|ringer|skriver till|pratar med|frågar|messar|kontaktar|hör med"
        r"|sms:ar|smsar|tar kontakt med) (?:henne|honom|dem|\w+ (?:idag|imorgon|ikväll))"
        r"|jag (?:pratar med|hör av mig till|tar upp det med|messar|ringer|kontaktar"
        r"|kollar med)|skickar (?:jag )?(?:ett )?(?:mejl|mail) till (?:er|henne|honom)"
        r"|(?:jag )?(?:vidarebefordrar|skickar vidare)(?: \S+){0,4}|jag (?:tar"
        r"|nämner) det (?:med|för)(?: \S+)?"
        r"|(?:jag )?skickar (?:ett )?(?:sms|mejl|meddelande) till (?:honom|henne)|nämner dig"
    ),
    # da
    (
        r"(?:jeg )?(?:skriver til|ringer til|mailer til|spørger|snakker med|taler med"
        r"|kontakter|tager fat i|hører) (?:hende|ham|dem)|jeg (?:snakker med|taler med"
        r"|tager fat i|tager det op med|kontakter|hører|ringer til)"
        r"|sender (?:jeg )?(?:en )?(?:mail|besked) til (?:jer|hende|ham)"
        r"|(?:jeg )?(?:videresender|sender (?:\S+ ){1,4}videre)(?: til \w+)?"
        r"|jeg (?:nævner|tager) det (?:for|med)(?: \S+)?"
        r"|(?:fanger|griber|hører) (?:jeg )?(?:hende|ham)|nævner dig"
    ),
    # pl
    (
        r"(?:zadzwonię|dzwonię|zagadam|porozmawiam|pogadam|wspomnę|dam (?:mu|jej) znać"
        r"|podpytam|spytam|wyślę|napomknę)(?: \S+){0,4}"
        r"|(?:przekażę|prześlę|podam)(?: \S+){0,4}|(?:to )?(?:mu|jej) (?:powiem|wspomnę"
        r"|przekażę|napiszę)|powiem (?:mu|jej)"
        r"|(?:napiszę|zadzwonię|odezwę się) do (?:niej|niego|pani|pana)"
    ),
)
"""The writer will write, call or ask, if it is not the owner whom they mean (`TO_OWNER`)."""

TO_OWNER = re.compile(
    r"[- ]?(?:(?:back|to|with|til|till|do|met|an|a|com|su|aan|around|hos) ){0,2}"
    r"(?:you(?! (?:two|both|and|with|guys|all|in touch))|myself|u|dir|dich|ihnen|te|toi|vous"
    r"|ti|je|jou|jullie"
    r"|dig|dej|er|ciebie|cię|pana|panią|państwa|você|vocês|contigo|mich|mir|around|my|our)(?!\w)"
    r"|[^.]{0,40}?(?<!\w)(?:(?:to|with|from) (?:my|our|a|the) (?!friend)|mein\w*|meu|mi |mon |ma "
    r"|mijn|min )"
)
"""What follows an act that is not about the prospect: "call you", "forward this to my lawyer"."""

OF_OWNER = re.compile(
    r"(?:und |oder |and |or )?(?:wenn|falls|sobald|if|when|once) (?:sie|du|ihr|you)(?!\w)"
)
"""A clause about what the owner may do: "wenn Sie ihn anschreiben"."""

NEGATION = re.compile(
    r"(?<!\w)(?:nicht|keine?\w?|niemals|nie|pas|plus(?! tard)|jamais|no|nunca|non|nn|mai|niet"
    r"|nooit|geen|não|nem|inte|aldrig|ikke)(?!\w)"
)
"""What takes an act back, but for English, whose acts stand with "will"."""
