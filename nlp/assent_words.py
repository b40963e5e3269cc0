"""Words of bare assent and receipt, by language (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import any_of

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
    # en
    (
        r"yep|yup|sure thing|happy to|no worries(?: at all)?|no worries|absolutely|definitely"
        r"|yes please|sounds great|no bother|totally|yessir|aye"
        r"|would be my pleasure|fine by me|yeah totally|totally"
    ),
    # de
    (
        r"sehr gern|gerne doch|logo|kein thema|kein ding|jo|jep|selbstredend|freilich"
        r"|liebend gern|mit größtem vergnügen|ja natürlich|ja sicher|ja sehr gerne|na logo"
        r"|ok gerne|aber selbstverständlich"
        r"|jo|kann ich machen|passt|gute idee|ja mach ich"
    ),
    # fr
    (
        r"avec grand plaisir|aucun souci|oui carrément|carrément|oui avec plaisir|ok"
        r"|pas de souci|c'est d'accord|c'est ok|ok pour moi|évidemment|oui volontiers|ouais"
        r"|yes"
        r"|oui pas de (?:pb|souci|problème)|pas de pb|bonne idée|ok pour moi|ça roule"
    ),
    # es
    (
        r"dale|encantad[oa] de ayudar\w*|faltaba más|cómo no|sin problemas?|ningún problema"
        r"|no hay (?:ningún )?problema|sí claro|sí por supuesto|ok|venga|listo|sí hombre"
        r"|cuenta con ello|no faltaba más"
        r"|faltaría más|sin ningún problema|buena idea|ok sin problema"
    ),
    # it
    (
        r"va benissimo|figurati|si figuri|ma certo|certamente|ok|sì dai|sì certo"
        r"|sì volentieri|molto volentieri|nessun problema|con molto piacere|ma figurati"
        r"|perché no|certissimo|assolutamente sì"
        r"|sì nessun problema|buona idea|ok volentieri|ben volentieri"
    ),
    # nl
    (
        r"tuurlijk|is goed|geen enkel probleem|met alle plezier|prima joh|jazeker|zeker weten"
        r"|ja prima|ja natuurlijk|vanzelfsprekend|ok|oké|doe ik graag|wil ik best doen|top"
        r"|geen punt|geen punt hoor|leuk|ja leuk|goed idee|geen probleem hoor"
    ),
    # pt
    (
        r"claro|sem problemas?|com todo o prazer|beleza|bora|tá bom|fechado|pode ser"
        r"|com muito prazer|está bem|tá|demorou|ok|sim claro|sim com certeza|óbvio"
        r"|opa|opa claro|boa ideia|com certeza sim|na boa"
    ),
    # sv
    (
        r"självfallet|absolut|inga problem|jajamän|javisst|okej|ok|visst|självklart"
        r"|det går bra|ja absolut|ja självklart|med glädje|kör på|inga bekymmer"
        r"|kul idé|bra idé|god idé|självklart gärna|toppen"
    ),
    # da
    (
        r"klart|intet problem|med glæde|jo da|ja da|selvfølgelig|ja selvfølgelig|ja gerne"
        r"|det gør jeg gerne|okay|ok|helt sikkert|jamen selvfølgelig"
        r"|god idé|ja for pokker|med fornøjelse|ja da|helt fint"
    ),
    # pl
    (
        r"dobra|spoko|pewnie|no jasne|nie ma problemu|żaden problem|jasna sprawa"
        r"|tak oczywiście|ok|okej|z wielką przyjemnością|da się zrobić|luz|naturalnie"
        r"|dobry pomysł|ok|jasne że tak|no pewnie"
    ),
)
ASSENT = re.compile(
    r"(?:(?:oh|ah|hi|hey|well|and|but|so|ach|eh) )?(?:"
    + "|".join(_ASSENT_WORDS)
    + r")(?: (?:max|please|thanks|thank you|then|too|also|danke|merci|gracias|grazie|"
    + "|".join(_ASSENT_WORDS)
    + r"))?"
)

ACKNOWLEDGEMENT = any_of(
    (
        (
            r"(?:call|ring|phone|talk to|speak to|see) you|talk (?:tomorrow|later|soon)"
            r"|let's (?:talk|speak|chat|discuss|meet)"
        ),
        (
            r"noted|got it|understood|received|i see|interesting|i remember|thanks for (?:letting"
            r"|the)"
        ),
        (
            r"zur kenntnis|verstanden|alles klar|bien reçu|compris|entendido|recibido|capito"
            r"|ricevuto"
        ),
        r"begrepen|ontvangen|recebido|percebi|förstått|uppfattat|forstået|modtaget|rozumiem",
        (
            r"(?:works|suits|fits|good|fine|booked|see you|free) (?:\S+ )?for (?:lunch|dinner"
            r"|breakfast|coffee|drinks|the (?:call|meeting))|lunche?n?|mittagessen|abendessen"
            r"|déjeuner|dîner|comida|cena|pranzo|almoço|jantar|middag|frokosten?|obiad\w*|kolacj\w+"
            r"|invoice|rechnung|facture|factura|fattura|factuur|fatura|fakturan?|fakturen|faktur\w"
        ),
    )
)
"""Said beside a bare "ok", these make it a receipt."""
