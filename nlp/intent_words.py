"""The words that tell what an answer means, by meaning and language (en de fr es it nl pt sv da pl).

Each entry is a regular expression over one *clause*: case-folded, straight quotes, single spaces,
without its end mark. Groups are bounded and never nested in repetition, so matching stays linear.
What a word means in one language must not collide with another of the ten; where it does ("non",
"no", "si") the entry asks for more than the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HER = r"(?:her|him|them|she|he|they|that person|the person|this person)"
_GAP = r"(?:\S+ ){0,4}?"  # a few words between two that belong together


def _any(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(entries) + r")(?!\w)")


# Assent by itself: the whole clause is one of these, perhaps two in a row ("yes, of course").
_ASSENT_WORDS = (
    r"yes|yep|yeah|yup|ya|sure|sure thing|ok|okay|of course|absolutely|certainly|definitely"
    r"|gladly|fine"
    r"|fine (?:by|with) me|no problem|no problem at all|sounds good|my pleasure|with pleasure"
    r"|will do"
    r"|why not|for sure|great idea|consider it done|you bet|by all means|count me in|agreed"
    r"|done deal"(
        r"|happy to|glad to|more than happy to|delighted to|i can do that|can do|works for me"
        r"|perfect|please do"
    ),
    r"ja|ja klar|ja gerne|gern|gerne|sehr gern|sehr gerne|klar|na klar|natürlich|selbstverständlich"(
        r"|kein problem|mach ich|mache ich|mit vergnügen|auf jeden fall|passt|geht klar"
        r"|aber gerne|aber klar"
    ),
    r"oui|bien sûr|bien sur|avec plaisir|volontiers|pas de problème|pas de souci|d'accord"
    r"|certainement"
    r"|pas de soucis|aucun problème|sans problème|bien volontiers|entendu|ça marche|oui bien sûr",
    r"sí|claro|claro que sí|por supuesto|con gusto|con mucho gusto|encantado|encantada|sin problema"
    r"|desde luego|vale|de acuerdo|cómo no|hecho|ningún problema|será un placer",
    r"certo|certamente|volentieri|con piacere|nessun problema|va bene|d'accordo|senz'altro|sì"
    r"|molto volentieri|sicuro|sicuramente",
    r"ja hoor|graag|natuurlijk|geen probleem|doe ik|met plezier|uiteraard|ja graag|prima|komt goed"
    r"|zeker|dat doe ik",
    r"sim|claro que sim|com certeza|com prazer|com todo o gosto|sem problema|tudo bem|pode ser"
    r"|com muito gosto|combinado",
    r"javisst|absolut|självklart|gärna|inga problem|det gör jag|ja gärna|visst|ja visst",
    r"ja tak|selvfølgelig|gerne det|naturligvis|det gør jeg|ja da|jo gerne",
    r"tak|oczywiście|jasne|chętnie|z przyjemnością|nie ma problemu|nie ma sprawy|pewnie|zgoda",
)
ASSENT = re.compile(
    r"(?:(?:oh|ah|hi|hey|well|and|but|so|ach|eh) )?(?:"
    + "|".join(_ASSENT_WORDS)
    + r")(?: (?:max|please|thanks|thank you|then|too|also|danke|merci|gracias|grazie|"
    + "|".join(_ASSENT_WORDS)
    + r"))?"
)

# The writer will act, or has begun to: introduce, write, ask the prospect.
_EN_ACT = (
    r"(?:introduce|intro|connect|write|e-?mail|ping|message|text|call|drop|send (?:her|him"
    r"|them)|forward|pass"
    rf"|reach out|make (?:the|an|that) (?:intro|introduction|connection)|put you|loop|ask {_HER}"
    rf"|check with|contact|speak (?:to|with) {_HER}|talk to {_HER}|shoot|mention (?:it|you"
    rf"|this) to|get in touch with"
    rf"|set (?:it|this|something) up|do (?:it|that|the intro|this)|let {_HER} know|bring you"
    rf"|try|give it a (?:go|try|shot))"
)
COMMITMENT = _any(
    (
        r"(?:i'll|i will|i'm going to|i am going to|i shall|we'll|we will|i can|let me|will"
        r"|gonna) "(
            rf"(?:gladly |happily |certainly |definitely |just |quickly |also |try to "
            rf"|go and )?{_EN_ACT}"
        ),
        rf"(?:happy|glad|pleased|delighted|honou?red) to (?:help|{_EN_ACT}|oblige)",
        rf"(?:would|'d) be (?:happy|glad|pleased|delighted|honou?red) to (?:help|{_EN_ACT})?",
        (
            rf"i(?:'ve| have)? (?:just |already )?(?:asked|wrote to|written to|e-?mailed"
            rf"|pinged|messaged|texted) {_HER}"
        ),
        # de
        (
            rf"(?:ich )?(?:stelle|verbinde|bringe|mache|schreibe|frage|spreche|leite|rufe"
            rf"|melde) (?:euch|sie|dich|ihr|ihm|ihnen|es|das|mich|gerne|gern|die){_GAP}"
        ),
        (
            rf"(?:ich )?(?:werde|kann|will) {_GAP}(?:vorstellen|verbinden|schreiben"
            rf"|anschreiben|ansprechen|weiterleiten|vermitteln|bekannt machen|zusammenbringen)"
        ),
        r"stelle? (?:ich )?(?:den|gerne|gern) kontakt her",
        # fr
        (
            rf"je (?:vais|peux|veux bien) {_GAP}(?:présenter|écrire|lui écrire"
            rf"|mettre en (?:relation|contact)|contacter|demander|transmettre|faire suivre)"
        ),
        (
            r"je (?:te|vous|lui|leur|la|le) (?:présente|mets en relation|mets en contact|écris"
            r"|contacte|transmets|en parle)"
        ),
        # es
        (
            r"(?:le|les|te|os|la|lo) (?:escribo|escribiré|presento|presentaré"
            r"|pongo en contacto|voy a (?:escribir|presentar)|pregunto|reenvío|contacto)"
        ),
        (
            r"(?:voy a|puedo|te puedo) (?:escribirle|presentar(?:te|os|le|la|lo)?|poner(?:te"
            r"|os|los)? en contacto)"
        ),
        # it
        (
            r"(?:le|gli|ti|vi|la|lo) (?:scrivo|scriverò|presento|presenterò|metto in contatto"
            r"|inoltro|chiedo|contatto)"
        ),
        # nl
        (
            rf"(?:ik )?(?:zal|kan|ga|wil) {_GAP}(?:voorstellen|introduceren|in contact brengen"
            rf"|mailen|schrijven|vragen|doorsturen)"
        ),
        r"ik (?:stel jullie|breng jullie|mail|schrijf|stuur)",
        # pt
        (
            r"(?:vou|posso) (?:apresentar|escrever|escrever-lhe|falar com|pôr-vos"
            r"|colocar vocês|encaminhar|lhe escrever)"
        ),
        r"(?:apresento|escrevo-lhe|apresento-te|apresento-vos|ponho-vos em contacto)",
        # sv
        (
            rf"jag (?:kan|ska|skall) {_GAP}(?:introducera|presentera|skriva|höra av mig|mejla"
            rf"|fråga|koppla ihop)"
        ),
        r"jag (?:skriver|mejlar|introducerar|presenterar|kopplar ihop|frågar)",
        # da
        (
            rf"jeg (?:kan|vil|skal) {_GAP}(?:introducere|præsentere|skrive"
            rf"|sætte jer i forbindelse|spørge)"
        ),
        r"jeg (?:skriver|introducerer|præsenterer|sætter jer|spørger)",
        # pl
        (
            r"(?:napiszę|przedstawię|skontaktuję|poznam|przekażę|zapytam|odezwę się do"
            r"|mogę (?:was )?(?:przedstawić|poznać|skontaktować))"
        ),
    )
)

DECLINE = _any(
    (
        (
            r"(?:i'd|i would|would|i'?d really) (?:rather|prefer) (?:not|to not)|rather not"
            r"|prefer not to"
        ),
        (
            rf"(?:i |we |really |honestly |unfortunately |sadly )*(?:can't|cannot|can not"
            rf"|won't|will not|am unable to|'m unable to|unable to|not able to"
            rf"|couldn't) (?:really |honestly |in good conscience )?(?:{_EN_ACT}|help"
            rf"|be of help|do|make|oblige|recommend|vouch|assist|be the one)"
        ),
        (
            r"i (?:can't|cannot|won't|couldn't)|(?:have to|need to|must|will|i'll|going to"
            r"|gonna) (?:pass|decline|say no|sit this one out)|i (?:pass|decline)"
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
NOT_A_NO = _any(
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

DOES_NOT_KNOW = _any(
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
        # de
        (
            r"kenne (?:ich )?(?:sie|ihn|\w+)(?: \w+)? ?(?:leider |eigentlich |gar |persönlich "
            r"|überhaupt |selbst )*(?:nicht|kaum|nur flüchtig)|(?:nie"
            r"|noch nie) (?:persönlich )?(?:getroffen|kennengelernt)|keinen kontakt (?:mehr )?"
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
            r"no (?:la|lo|le|les) conozco|no conozco (?:a |mucho |bien )?|apenas (?:la |lo "
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
            r"ken (?:ik )?(?:haar|hem|\w+)(?: \w+)? ?(?:eigenlijk |helaas |zelf )*(?:niet"
            r"|nauwelijks|amper)|geen contact meer"
        ),
        # pt
        (
            r"não (?:a |o |os )?conheço(?: bem| muito| pessoalmente)?|mal (?:a |o )?conheço"
            r"|perdi o contacto|perdi contato"
        ),
        # sv
        (
            r"känner (?:jag )?(?:henne|honom|\w+)(?: \w+)? ?(?:tyvärr |egentligen "
            r"|knappt )*(?:inte|knappt)|inte (?:längre )?kontakt"
        ),
        # da
        (
            r"kender (?:jeg )?(?:hende|ham|\w+)(?: \w+)? ?(?:desværre |egentlig )*(?:ikke"
            r"|knap)|ikke (?:længere )?kontakt"
        ),
        # pl
        r"nie znam (?:jej|go|ich|\w+)?|ledwo (?:ją|go) znam|nie mam (?:już )?kontaktu",
    )
)
KNOWS_OTHERWISE = _any(
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

REFERRAL = _any(
    (
        (
            r"(?:better|best|rather|instead) (?:to )?(?:ask|try|talk to|speak to|speak with"
            r"|contact|go through|go via|approach|reach out to|check with)"
        ),
        (
            r"(?:ask|try|contact|talk to|speak to|speak with|go through|reach out to"
            r"|check with) (?!again)(?:\S+ ){1,4}(?:instead|rather|directly instead"
            r"|first instead)"
        ),
        (
            r"(?:you )?(?:should|could|might want to|may want to|would do better to"
            r"|want to) (?:really |probably |maybe )?(?:ask|try|talk to|speak to|speak with"
            r"|contact|go through|reach out to) (?!her\b|him\b|them\b|me\b)\w+"
        ),
        (
            r"(?:would|is|might|may|'d|'s|will) (?:probably |certainly |definitely )?be (?:a "
            r"|the |much )?(?:far |much )?(?:better|best|right|closer)(?: \w+)?(?: person"
            r"| placed| contact| positioned| introducer| choice| fit| bet| route)"
        ),
        (
            r"(?:is|'s) (?:a |the |much )?(?:far |much )?(?:better|best|right) (?:person"
            r"|placed|contact|positioned|choice|bet|introducer)"
        ),
        (
            rf"\w+ (?:knows|knew) {_HER} (?:much |far |a lot |way )?(?:better|well|best)"
            rf"|\w+ is (?:much |far )?closer to {_HER}"
        ),
        (
            r"(?:used to|has|who) work(?:s|ed)? (?:directly |closely )?(?:with|for) (?:her|him"
            r"|them) (?:so|and)"
        ),
        # de
        (
            r"(?:frag|frage|fragen sie|sprich|kontaktiere|versuch|versuche|versuchs|wende dich"
            r"|wenden sie sich) (?:doch |mal |dazu |da )*(?:besser|lieber|eher|bitte an|an)"
            r"|(?:besser|lieber|eher) (?:\S+ ){0,3}fragen|kennt (?:sie|ihn) (?:viel "
            r"|deutlich )?besser|(?:besser|eher) an \w+ wenden|richtige ansprechpartner(?:in)?"
        ),
        # fr
        (
            r"(?:demande|demandez|adresse-toi|adressez-vous|vois|voyez|parle|parlez|contacte"
            r"|contactez) (?:donc )?(?:plutôt|à|avec)|il vaut mieux (?:demander|passer|voir)"
            r"|mieux vaut (?:demander|passer|voir)|(?:la|le) connaît (?:bien )?mieux"
        ),
        # es
        (
            r"(?:mejor|más bien) (?:pregunta|pregúntale|pídeselo|habla|contacta"
            r"|escribe)(?: \w+)? ?(?:a|con)?|(?:la|lo) conoce (?:mucho )?mejor"
            r"|es mejor (?:que )?(?:preguntar|hablar|preguntes|hables)"
        ),
        # it
        (
            r"meglio (?:chiedere|chiedi|sentire|rivolgersi|parlare)|chiedi (?:piuttosto|meglio"
            r"|invece)|prova a (?:chiedere|sentire)|(?:la|lo) conosce (?:molto )?meglio"
            r"|rivolgiti"
        ),
        # nl
        (
            r"(?:vraag|probeer|benader) (?:het )?(?:beter|liever|maar)|(?:kun|kan) je beter"
            r"|kent (?:haar|hem) (?:veel )?beter"
        ),
        # pt
        (
            r"(?:é )?melhor (?:perguntar|perguntares|falar|falares|pedir|contactar)|(?:fale"
            r"|fala|pergunta|pergunte) (?:antes |melhor )?(?:com|ao|à) |(?:a"
            r"|o) conhece (?:muito )?melhor"
        ),
        # sv, da
        (
            r"(?:fråga|prata) (?:hellre|istället|i stället)|bättre (?:att )?(?:fråga|prata)"
            r"|känner (?:henne|honom) (?:mycket )?bättre|spørg (?:hellere|i stedet)"
            r"|bedre (?:at )?spørge|kender (?:hende|ham) (?:meget )?bedre"
        ),
        # pl
        (
            r"lepiej (?:zapytaj|spytaj|zapytać|spytać|porozmawiaj|zwróć się)|(?:zna ją"
            r"|zna go) (?:dużo |znacznie )?lepiej"
        ),
    )
)

NAME_DROP = _any(
    (
        (
            r"(?:mention|use|drop|cite|quote|invoke) my name|(?:mention|cite|reference) (?:me"
            r"|that you know me|that we know each other|that i sent you)|name[- ]drop"
        ),
        (
            r"(?:say|tell (?:her|him|them)|write|saying|telling (?:her|him"
            r"|them)) (?:that )?(?:i sent you|i said|i suggested|i recommended|you know me"
            r"|we know each other|we spoke)|give (?:her|him|them) my (?:regards|best|name)"
        ),
        (
            r"(?:auf mich|meinen namen) (?:\S+ ){0,2}?(?:berufen|beziehen|erwähnen|nennen"
            r"|verweisen)|beruf(?:e)? dich (?:\S+ )?auf mich|(?:erwähne?|nenne?|sag"
            r"|sage) (?:\S+ )?(?:meinen namen|mich|einen gruß von mir)"
        ),
        (
            r"(?:écris|écrivez|contacte|contactez|appelle|appelez|dis"
            r"|dites)\S* (?:\S+ ){0,4}?de ma part|mentionn\w+ mon nom|recommand\w+ de moi"
            r"|cit\w+ mon nom"
        ),
        (
            r"(?:escríbe\w*|escribe|dile|contáct\w*|llám\w*) (?:\S+ ){0,4}?de mi parte"
            r"|(?:menciona|usa|cita|di)\w* (?:\S+ )?mi nombre"
        ),
        (
            r"(?:fai|usa|cita|menziona)\w* (?:pure )?il mio nome|(?:a mio nome|da parte mia)"
            r"|di' che ti mando io"
        ),
        (
            r"(?:noem|gebruik|vermeld) (?:gerust |maar )?mijn naam|mijn naam (?:noemen"
            r"|gebruiken|vermelden)|namens mij"
        ),
        (
            r"(?:usa|use|menciona|mencione|cita|cite|diz|diga)\w* (?:\S+ )?(?:o )?meu nome"
            r"|da minha parte|que fui eu que"
        ),
        (
            r"(?:nämn|använd) (?:gärna )?mitt namn|hälsa från mig|(?:nævn|brug) (?:gerne "
            r"|bare )?mit navn|hils fra mig"
        ),
        r"powoł\w+ się na mnie|wspomn\w+ (?:o mnie|moje (?:imię|nazwisko))|użyj mojego nazwiska",
    )
)

OPT_OUT = _any(
    (
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
LATER = _any(
    (
        (
            rf"(?:ask|ping|remind|try|nudge|poke|chase|catch|write|e-?mail|message|contact|bug"
            rf"|get back to|come back to|reach out to) (?:me |to me )?(?:again |back "
            rf"|about (?:this|it|that) |on this |once more )*(?:later|again|after|next"
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

REQUEST = _any(
    (
        (
            r"(?:please |pls |could you |can you |would you |will you |just |kindly |first "
            r"|then )?(?:send|share|forward|shoot|give|e-?mail|draft|write) (?:me|us|over"
            r"|along|something|a|an|the|your|some)(?: \S+){0,8}"
        ),
        (
            r"(?:can|could|would|will) you(?: please)? (?:send|share|tell|draft|write|explain"
            r"|clarify|remind|forward|give|help|first|do|call|show|put|let|intro)"
        ),
        (
            r"(?:tell|remind) me (?:more|what|why|who|again|about|a bit)|(?:i|i'd|i'll|i would"
            r"|we|we'd) (?:\S+ )?(?:need|want|like)(?: to (?:see|know|have|understand"
            r"|hear))? (?:a|an|some|more|to know|your|the|first|something|what|why"
            r"|how)(?: \S+){0,6}|let me know (?:what|why|how|which|who|more)|(?:first"
            r"|before that),? (?:a|one|some) question|(?:what|which|why|who|when|where"
            r"|how) (?:exactly|precisely|specifically)|(?:need"
            r"|want) (?:a )?(?:short )?(?:blurb|paragraph|summary|deck|demo|bio|background"
            r"|context)"
        ),
        (
            r"(?:schick|schicke|schicken sie|sende|senden sie|gib|geben sie|mail|schreib"
            r"|schreibe|schreiben sie)(?: \S+){0,3} (?:mir|uns)(?: \S+){0,8}|(?:kannst"
            r"|könntest|magst|würdest) du (?:mir|uns|kurz|noch|bitte)|(?:können|könnten"
            r"|würden) sie (?:mir|uns|kurz|noch|bitte)|(?:ich )?(?:brauche|bräuchte"
            r"|benötige) (?:noch |vorher |dafür |dazu |erst )*(?:\S+ ){0,2}\w+|schick mal"
            r"|worum geht"
        ),
        (
            r"(?:envoie|envoyez|transmets|transmettez|écris|écrivez|donne|donnez|fais"
            r"|faites)-(?:moi|nous)(?: \S+){0,8}|(?:peux-tu|peux tu|pourrais-tu|pouvez-vous"
            r"|pourriez-vous|tu peux|vous pouvez)(?: \S+){0,8}|j'ai (?:d'abord )?besoin (?:de"
            r"|d')(?: \S+){0,6}|il me (?:faut|faudrait)(?: \S+){0,6}|dis-m'en plus"
        ),
        (
            r"(?:envíame|mándame|pásame|envíeme|mándeme|escríbeme|dame|cuéntame|manda"
            r"|envía)(?: \S+){0,8}|(?:puedes|podrías|puede|podría)(?: \S+){0,8}"
            r"|necesito(?: \S+){0,6}|me (?:mandas|envías|pasas)(?: \S+){0,6}"
        ),
        (
            r"(?:mandami|inviami|scrivimi|dammi|passami|girami|mi mandi|mi invii|mi scrivi"
            r"|mi giri|spiegami)(?: \S+){0,8}|(?:puoi|potresti|può|potrebbe)(?: \S+){0,8}"
            r"|(?:avrei bisogno|ho bisogno|mi serve|mi servirebbe)(?: \S+){0,6}"
        ),
        (
            r"(?:stuur|mail|geef|schrijf)(?: \S+){0,2} (?:me|mij|even|maar|eerst)(?: \S+){0,8}"
            r"|(?:kun|kan|zou) (?:je|u)(?: \S+){0,8}|(?:ik )?heb (?:\S+ )?(?:nodig"
            r"|eerst)(?: \S+){0,6}|waar gaat het"
        ),
        (
            r"(?:envia|manda|envie|mande|escreve|dá|passa)-?(?:me| me)(?: \S+){0,8}|(?:podes"
            r"|pode|poderia|podia|podias)(?: \S+){0,8}|(?:preciso|precisava) (?:de"
            r"|que)(?: \S+){0,6}|me (?:envia|manda|passa)(?: \S+){0,6}"
        ),
        (
            r"(?:skicka|mejla|ge)(?: \S+){0,2} (?:mig|över|gärna|först|en|ett"
            r"|något)(?: \S+){0,8}|kan du(?: \S+){0,8}|jag behöver(?: \S+){0,6}|(?:send|skriv"
            r"|giv)(?: \S+){0,2} (?:mig|lige|gerne|først|en|et|noget)(?: \S+){0,8}"
            r"|jeg (?:har brug for|skal bruge|mangler)(?: \S+){0,6}"
        ),
        (
            r"(?:przyślij|wyślij|prześlij|podeślij|napisz|daj)(?: mi)?(?: \S+){0,8}|(?:możesz"
            r"|mógłbyś|mogłabyś|czy może|proszę o)(?: \S+){0,8}|potrzebuję(?: \S+){0,6}"
            r"|potrzebny mi(?: \S+){0,6}"
        ),
    )
)
QUESTION_WORD = re.compile(
    r"(?:(?:and|but|ok|okay|sure|hm|so|well|wait|sorry|hi|und|aber|et|mais|y|e|maar|men|ale"
    r"|och|og|a),? )?(?:who|what|which|why|when|where|how (?:come|would|should|do|does|did"
    r"|exactly|urgent|long|much|soon|well)"
    r"|wer|wen|wem|was|welche\w*|warum|wieso|wofür|wozu|wann|worum|wie (?:meinst|genau|lange"
    r"|dringend|viel|gut)"
    r"|qui|que|quoi|quel\w*|pourquoi|quand|comment|c'est (?:qui|quoi)|de quoi"
    r"|quién|qué|cuál|por qué|para qué|cuándo|cómo|de qué|chi|cosa|che cosa|quale|perché"
    r"|quando|di cosa"
    r"|wie|wat|welke|waarom|wanneer|hoe|quem|o que|qual|porquê|por que|porque|vem|vad|vilken"
    r"|varför|när|hur"
    r"|hvem|hvad|hvilken|hvorfor|hvornår|hvordan|kto|kogo|co|jaki|jaka|dlaczego|po co|kiedy|jak"
    r"|do you|did you|are you|is (?:it|this|that|she|he|there)|does|have you|would (?:you|it"
    r"|that)|can (?:you|i|we)|could (?:you|i|we)|should i|shall i|may i|will (?:you|it)|which"
    r"|whose)(?!\w)"
)

INTRODUCED_ELSEWHERE = _any(
    (
        (
            r"(?:just |already |have |'ve |i )*(?:introduced|connected|intro'?d|linked"
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

HESITATION = _any(
    (
        (
            r"let me think|(?:i'll|i will|need to|have to|want to) think|not (?:so |quite "
            r"|really |entirely )?sure|unsure|maybe|perhaps|possibly|might|we'll see|let's see"
            r"|depends|yes and no|i guess|probably not|hmm+|if i (?:can|could|find|get)"
        ),
        (
            r"still (?:want|need|interested|relevant|looking|keen|wanted|needed|required|open"
            r"|current|of interest|valid|useful)|(?:noch|weiterhin) (?:interesse|aktuell"
            r"|interessiert|relevant|nötig)|toujours (?:d'actualité|intéressée?|besoin|utile)"
            r"|(?:aún|todavía|sigues) (?:\S+ )?(?:interesad[oa]|hace falta|quieres|te interesa"
            r"|necesitas)|ancora (?:interessat\w|attuale|bisogno)|nog (?:steeds"
            r"|altijd)? ?(?:interesse|nodig|actueel|geïnteresseerd)"
            r"|ainda (?:\S+ )?(?:interessad[oa]|precisa|quer|faz sentido|queres)|fortfarande"
            r"|stadig|nadal (?:aktualne|zainteresowan\w)"
        ),
        (
            r"vielleicht|mal sehen|mal schauen|überleg\w*|nicht sicher|kommt drauf an"
            r"|schau mal|peut-être|réfléchi\w*|pas sûre?|on verra|quizás?|tal vez|lo pienso"
            r"|veremos|no estoy segur[oa]|forse|ci penso|vediamo|non sono sicur[oa]|misschien"
            r"|even (?:nadenken|denken)|weet (?:ik )?niet (?:zeker)?|talvez|vou pensar"
            r"|vamos ver|não (?:tenho|estou) (?:a )?certeza|kanske|får se|funder\w+|inte säker"
            r"|måske|tænke over|ikke sikker|może(?! być)|zastanowię|pomyślę|zobaczymy"
            r"|nie jestem pew\w+"
        ),
    )
)
CONTRAST = re.compile(
    r"(?<!\w)(?:but|however|though|although|unfortunately|sadly|except|yet|only"
    r"|aber|allerdings|leider|jedoch|nur|mais|cependant|malheureusement|toutefois|pero|aunque"
    r"|sin embargo|desgraciadamente"
    r"|ma|però|purtroppo|tuttavia|maar|helaas|echter|mas|porém|infelizmente|contudo|men|tyvärr"
    r"|dock|desværre"
    r"|ale|niestety|jednak)(?!\w)"
)
HYPOTHETICAL = re.compile(
    r"(?<!\w)(?:if i (?:could|knew|had|were)|i wish|(?:would|'d) (?:have )?(?:love|like)d?"
    r"|normally|usually|in principle"
    r"|würde gerne|wenn ich|j'aurais|j'aimerais|me gustaría|me encantaría|mi piacerebbe|vorrei"
    r"|zou graag|gostaria|gostava"
    r"|skulle gärna|ville gerne|chciałbym|chciałabym|grundsätzlich|normalerweise|en principe"
    r"|en principio|in linea di massima)(?!\w)"
)
