"""Words of agreement, by language (en de fr es it nl pt sv da pl): assent, acts, acts already done.

Regular expressions over one clause as `intent` cuts it: case-folded, straight quotes, single
spaces. Repetitions are bounded and never nested, so that matching stays linear. What a word means
in one language must not collide with another of the ten.
"""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import GAP, HER, any_of

# Danish "tak" thanks and Polish "tak" agrees: alone it says nothing.
_ASSENT_WORDS = (
    (
        r"yes|yep|yeah|yup|sure|sure thing|ok|okay|of course|absolutely|certainly|definitely"
        r"|gladly|fine"
        r"|fine (?:by|with) me|no problem|no problem at all|sounds good|my pleasure|with pleasure"
        r"|will do"
        r"|why not|for sure|consider it done|you bet|by all means|count me in|agreed"
        r"|done deal"
        r"|on it|i'm on it|i am on it|leave it (?:with|to) me|happy to|glad to|more than happy to"
        r"|delighted to|i can do that|can do|works for me"
        r""
    ),
    (
        r"ja|ja klar|ja gerne"
        r"|gern|gerne|sehr gern|sehr gerne|klar|na klar|natürlich|selbstverständlich"
        r"|kein problem|mach ich|mache ich|mit vergnügen|auf jeden fall|passt|geht klar"
        r"|aber gerne|aber klar"
    ),
    (
        r"oui|bien sûr|bien sur|avec plaisir|volontiers|pas de problème|pas de souci|d'accord"
        r"|certainement"
        r"|pas de soucis"
        r"|aucun problème|sans problème|bien volontiers|ça marche|oui bien sûr"
    ),
    (
        r"sí|claro"
        r"|claro que sí|por supuesto|con gusto|con mucho gusto|encantado|encantada|sin problema"
        r"|desde luego|vale|de acuerdo|cómo no|ningún problema|será un placer"
    ),
    (
        r"certo|certamente|volentieri|con piacere|nessun problema|va bene|d'accordo|senz'altro|sì"
        r"|molto volentieri|sicuro|sicuramente"
    ),
    (
        r"ja hoor"
        r"|graag|natuurlijk|geen probleem|doe ik|met plezier|uiteraard|ja graag|prima|komt goed"
        r"|zeker|dat doe ik"
    ),
    (
        r"sim|claro que sim|com certeza|com prazer|com todo o gosto|sem problema"
        r"|com muito gosto|combinado"
    ),
    r"javisst|absolut|självklart|gärna|inga problem|det gör jag|ja gärna|visst|ja visst",
    r"ja tak|selvfølgelig|gerne det|naturligvis|det gør jeg|ja da|jo gerne",
    (
        r"tak oczywiście|tak chętnie|tak jasne|tak z przyjemnością|oczywiście|jasne|chętnie"
        r"|z przyjemnością|nie ma problemu|nie ma sprawy|pewnie|zgoda"
    ),
)
ASSENT = re.compile(
    r"(?:(?:oh|ah|hi|hey|well|and|but|so|ach|eh) )?(?:"
    + "|".join(_ASSENT_WORDS)
    + r")(?: (?:max|please|thanks|thank you|then|too|also|danke|merci|gracias|grazie|"
    + "|".join(_ASSENT_WORDS)
    + r"))?"
)

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
        r"|(?:give|write) you a (?:good )?(?:reference|recommendation|testimonial)|be a reference)"
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
    r"je (?:lui|leur|la|le|l') ?(?:écris|écrirai|contacte|transmets|en parle|demande|fais suivre)",
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
    r"napiszę|skontaktuję się|zapytam|odezwę się|przekażę",
)
"""The writer will write, call or ask, if it is not the owner whom they mean (`TO_OWNER`)."""

TO_OWNER = re.compile(
    r"[- ]?(?:(?:back|to|with|til|till|do|met|an|a|com|su|aan|around|hos) ){0,2}"
    r"(?:you(?! (?:two|both|and|with|guys|all|in touch))|myself|u|dir|dich|ihnen|te|toi|vous"
    r"|ti|je|jou|jullie"
    r"|dig|dej|er|ciebie|cię|pana|panią|państwa|você|vocês|contigo|mich|mir|around|my|our)(?!\w)"
    r"|[^.]{0,40}?(?:(?:to|with|from) (?:my|our|a|the) (?!friend)|mein\w*|meu|mi |mon |ma "
    r"|mijn|min )"
)
"""What follows an act that is not about the prospect: "call you", "forward this to my lawyer"."""

ACKNOWLEDGEMENT = any_of(
    (
        (
            r"(?:call|ring|phone|talk to|speak to|see) you|talk (?:tomorrow|later|soon)"
            r"|let's (?:talk|speak|chat|discuss|meet)"
        ),
        r"noted|got it|understood|received|i see|interesting|i remember|thanks for (?:letting|the)",
        r"zur kenntnis|verstanden|alles klar|bien reçu|compris|entendido|recibido|capito|ricevuto",
        r"begrepen|ontvangen|recebido|percebi|förstått|uppfattat|forstået|modtaget|rozumiem",
    )
)
"""Said beside a bare "ok", these make it a receipt."""
