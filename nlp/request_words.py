"""Words that want something or send elsewhere, and words that hedge (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import HER as _HER
from narrowcast.nlp.clauses import any_of

REFERRAL = any_of(
    (
        (
            r"^(?:just |please |maybe |better |then |so )?(?:try|ask) (?!me|her|him|them|us|again"
            r"|to|not|it|and|in|after|next|later|for|about|this|that)\w+(?: \w+)?$"
        ),
        rf"closer to {_HER}|but \w+(?: \w+)? (?:does|knows|did|might|would)$",
        (
            r"(?:have|did) you (?:ask|asked|try|tried|talk to|talked to|spoken to|speak to"
            r"|considered) (?!me|her|him|them)\w+"
        ),
        r"pregúntale (?:mejor )?a|pregunta mejor",
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

NAME_DROP = any_of(
    (
        (
            r"a nome mio|säg (?:bara )?att (?:du känner mig|jag)"
            r"|sig (?:bare )?at (?:du kender mig|jeg)"
        ),
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

REQUEST = any_of(
    (
        (
            r"(?:please |pls |could you |can you |would you |will you |just |kindly |first "
            r"|then )?(?:send|share|forward|shoot|give(?! (?:me|us) (?:a (?:day|minute|moment"
            r"|sec|second|few|bit|couple|week)|until|some time))"
            r"|e-?mail|draft|write) (?:me|us|over"
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

HESITATION = any_of(
    (
        r"instead|if i (?:knew|had|were|was)|can't promise|actually no|she left|he left",
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
    r"(?<!\w)(?:if|when|wenn|falls|sobald|si|quand|se|als|wanneer|om|hvis|når|när|jeśli|gdy"
    r"|i wish|(?:would|'d) (?:have )?(?:love|like)d?"
    r"|normally|usually|in principle"
    r"|würde gerne|wenn ich|j'aurais|j'aimerais|me gustaría|me encantaría|mi piacerebbe|vorrei"
    r"|zou graag|gostaria|gostava"
    r"|skulle gärna|ville gerne|chciałbym|chciałabym|grundsätzlich|normalerweise|en principe"
    r"|en principio|in linea di massima)(?!\w)"
)
