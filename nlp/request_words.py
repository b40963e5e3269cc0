"""Words that want something or send elsewhere, and words that hedge (see `agreement_words`)."""

from __future__ import annotations

import re

from narrowcast.nlp.clauses import any_of

REQUEST = any_of(
    (
        (
            r"(?:please |pls |could you |can you |would you |will you |just |kindly |first "
            r"|then )?(?:send|share|forward|shoot|give(?! (?:me|us) (?:a (?:day|minute|moment"
            r"|sec|second|few|bit|couple|week)|until|till|some time))"
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
    ),
    # en
    (
        r"remind me what|(?:forwardable|short) (?:blurb|paragraph|note|intro|text|summary)"
        r"|\d(?:-\d)? lines|something i can (?:paste|forward|send)|(?:what"
        r"|who)'s the (?:context|background|ask|story|goal|angle)"
        r"|(?:is (?:this|it)|this is) (?:about|for|related)(?: \S+){0,5}|for what purpose"
        r"|what purpose|who else"
        r"|jot (?:\S+ )?down|(?:a few|two|three|couple of) lines (?:on|about|i can)"
        r"|sum(?:marise|marize) (?:it|this|that)"
        r"|(?:more|some) (?:context|details?|background|info\w*)(?: \S+)? (?:please|first"
        r"|would help)|what's the (?:angle|pitch)|in a bit more detail"
    ),
    # de
    (
        r"lass(?:en sie)? mir(?: \S+){0,5} (?:zukommen|da)$|(?:brauch"
        r"|bräucht)\w* (?:ich )?(?:\S+ ){0,3}(?:infos?|sätze|text|zeilen|kurz\w*|angaben"
        r"|kontext|hintergrund|unterlagen|beschreibung|lebenslauf)|(?:infos?|sätze|zeilen"
        r"|text) von (?:dir|ihnen)|worum (?:geht|handelt)|(?:hast"
        r"|hättest) du(?: \S+){0,3} (?:deck|text|unterlagen|zeilen|kurzprofil|onepager|pdf"
        r"|lebenslauf)"
        r"|was ist (?:\S+ )?(?:dein|ihr) anliegen|(?:zu welchem|welcher|welchen) zweck"
        r"|was (?:versprichst|erhoffst) du|in welche\w* (?:zusammenhang|angelegenheit)"
        r"|(?:ist das |geht es )(?:beruflich|privat|geschäftlich)"
        r"|(?:magst|kannst|könntest|würdest) du (?:\S+ ){0,3}(?:aufschreiben|zusammenfassen"
        r"|erklären|schicken|skizzieren)|(?:um was|worum) (?:\S+ )?(?:geht|soll)"
        r"|was (?:wollt|willst|möchtet|möchtest|möchten|wollen) (?:ihr|du|sie)|(?:mehr|paar"
        r"|einige|nähere) (?:kontext|hintergrund\w*|infos?|informationen|details)"
        r"|was schriftliches|(?:erzähl|schildere?) (?:\S+ )?mehr"
    ),
    # fr
    (
        r"c'est (?:à quel sujet|pour quoi)|de quoi (?:s'agit|il s'agit)|(?:préciser|expliquer"
        r"|détailler|m'en dire)(?: \S+){0,4}|un peu plus de (?:contexte|détails?|précisions?"
        r"|infos?)|(?:as-tu|avez-vous|tu as|vous avez) (?:un|une|des)(?: \S+)? (?:deck|pdf"
        r"|texte|présentation|plaquette|cv|pitch)"
        r"|dans quel (?:cadre|but|contexte)|à quel(?:le)? (?:fin|titre|sujet)s?|quel est (?:le"
        r"|l') ?(?:but|objectif|objet|contexte)|pour quelle raison|(?:c'est )?pour (?:le"
        r"|du) (?:travail|boulot|business)$"
        r"|(?:cherches|veux|voudrais|attends|proposes)(?:-tu| tu)? quoi|tu (?:cherches|veux"
        r"|attends) quoi|(?:quoi|que) (?:cherches|attends|veux)-tu"
        r"|(?:m'en dire|me dire|en savoir) (?:\S+ ){0,3}plus|(?:plus|davantage) (?:de "
        r"|d')(?:contexte|infos?|informations|détails|précisions)"
    ),
    # es
    (
        r"(?:mánda|envía|pása|escríbe|prepára)(?:me|nos)(?: \S+){0,6}|de qué (?:se trata|va)"
        r"|(?:un poco )?más (?:de )?(?:información|contexto|detalles?|info)|(?:tienes"
        r"|tiene) (?:\S+ )?(?:presentación|deck|resumen|pdf|cv)|(?:y )?qué le (?:digo|cuento)"
        r"|(?:con|por|para) qué (?:motivo|fin|objetivo|razón)|cuál es (?:el|la) (?:motivo"
        r"|objetivo|idea|propósito)|(?:es )?por (?:trabajo|negocios|algo)|qué (?:buscas"
        r"|necesitas|quieres)"
        r"|(?:qué|lo) (?:es lo )?que (?:buscas|necesitas|quieres)|(?:me lo )?(?:puedes"
        r"|podrías) resumir"
        r"|(?:me )?(?:das|dais|da|cuentas) (?:\S+ ){0,3}(?:contexto|detalles?|info\w*|más)"
        r"|cuéntame (?:\S+ )?más"
    ),
    # it
    (
        r"a che proposito|di (?:cosa|che) si tratta|(?:manda|invia|gira|passa|scrivi"
        r"|prepara)(?:mi|ci)(?: \S+){0,6}|(?:spiegarmi|dirmi|precisare|chiarire|mandarmi"
        r"|girarmi|inviarmi)(?: \S+){0,4}|(?:più|qualche) (?:informazion|dettagli"
        r"|contesto)\w*|(?:hai|ha|avete) (?:\S+ )?(?:pdf|deck|presentazione|testo|brochure|cv)"
        r"|(?:per|a) (?:quale|che) (?:motivo|scopo|fine|ragione)|qual è (?:lo scopo|il motivo"
        r"|l'obiettivo)|(?:è )?per lavoro|(?:cosa|che) (?:cerchi|vorresti|ti serve)"
        r"|(?:cosa|che cosa) (?:ti serve|cerchi|vuoi)|(?:puoi|potresti) riassumere"
        r"|(?:mi )?(?:dai|dà|date|racconti) (?:\S+ ){0,3}(?:contesto|dettagl\w+|informazion\w+"
        r"|in più)|dimmi (?:\S+ )?(?:di )?più"
    ),
    # nl
    (
        r"waar gaat (?:het|t|'t|dit|dat)|stuur (?:ff|even|eerst|maar|me|mij|svp"
        r"|aub)(?: \S+){0,6}|(?:toelichten|uitleggen|verduidelijken)(?: \S+){0,3}"
        r"|(?:nog )?(?:wat |iets )?meer (?:achtergrond|info\w*|context|details)"
        r"|heb je (?:\S+ )?(?:deck|tekst\w*|cv|presentatie|onepager)|(?:stukje"
        r"|tekstje)(?: \S+)? (?:dat|die) ik"
        r"|(?:met|voor) (?:welk|wat voor) (?:doel|reden)|wat is (?:het doel|de aanleiding"
        r"|de bedoeling|je vraag)|(?:is het|is dit) (?:voor|zakelijk|privé)(?: \S+)?"
        r"|om welke reden"
        r"|wat (?:zoek|wil|verwacht) (?:je|u)|samenvatten"
        r"|(?:iets|wat|beetje) meer (?:vertellen|context|info\w*|uitleg)|vertel (?:me "
        r"|eens )?(?:\S+ )?meer|wat is (?:\S+ )?(?:je|uw|jouw) vraag"
    ),
    # pt
    (
        r"(?:do|de) que se trata|(?:qual é|qual) (?:o|a) (?:motivo|objetivo|assunto|contexto)"
        r"|(?:explicar|esclarecer|detalhar)(?: \S+){0,3}|mais (?:informaç|detalhe"
        r"|contexto)\S*|(?:manda|envia|escreve|me manda) (?:um|uma|o|teu|seu)(?: \S+){0,4}"
        r"|(?:tens|tem) (?:uma?|algum\w*) (?:\S+ )?(?:apresentação|deck|texto|pdf|resumo)"
        r"|qual (?:é )?(?:o|a) (?:propósito|finalidade|intenção|ideia)|(?:com|para) que (?:fim"
        r"|objetivo|propósito)|(?:é )?(?:para|por) (?:o )?trabalho|o que (?:procuras|precisas"
        r"|queres|você quer|busca)"
        r"|(?:podes|pode) resumir|o que (?:é que )?(?:procuras|pretendes|quer)"
        r"|(?:mais|algum|um pouco de) (?:\S+ )?(?:contexto|detalhes?|informaç\S+)|(?:conta|diz"
        r"|explica)-me (?:\S+ )?(?:mais|melhor)"
    ),
    # sv
    (
        r"vad (?:gäller|handlar) det|(?:förtydliga|förklara|beskriva)(?: \S+){0,3}"
        r"|mer (?:bakgrund|info\w*|kontext|detaljer)|(?:har|finns) (?:du"
        r"|det) (?:\S+ )?(?:presentation|text|deck|cv|underlag)|skicka (?:en|ett|lite|några"
        r"|gärna|bara|mig)(?: \S+){0,5}"
        r"|i vilket (?:syfte|ärende)|vad är (?:syftet|tanken|målet|bakgrunden)|(?:är det"
        r"|gäller det) (?:för )?(?:jobbet|jobb|privat|affärer)|av vilken anledning"
        r"|vad (?:är du|är ni) ute efter|sammanfatta"
        r"|(?:berätta|säga|skriva) (?:\S+ )?(?:lite )?mer|mer (?:om vad|information)"
    ),
    # da
    (
        r"hvad (?:drejer|handler) det|(?:uddybe|forklare|beskrive|præcisere)(?: \S+){0,3}"
        r"|mere (?:baggrund|info\w*|kontekst|detaljer)|har du (?:\S+ )?(?:oplæg|præsentation"
        r"|tekst|deck|cv)|kan du (?:ikke )?(?:lige )?sende|send (?:mig|en|et|lige|gerne"
        r"|først)(?: \S+){0,5}"
        r"|(?:til|med) hvilket formål|i hvilken (?:anledning|forbindelse)|hvad er (?:formålet"
        r"|planen|baggrunden|tanken)|er det (?:arbejds\w*|job\w*|privat|forretning\w*)"
        r"|hvad (?:er du|er i) ude efter|opsummere"
        r"|(?:fortælle|sige|skrive) (?:\S+ )?(?:lidt )?mere|mere om hvad"
    ),
    # pl
    (
        r"o co (?:dokładnie )?chodzi|w jakiej sprawie|(?:doprecyzować|wyjaśnić"
        r"|napisać coś więcej)(?: \S+){0,3}|więcej (?:informacji|szczegółów|kontekstu)"
        r"|(?:masz|ma pan|ma pani) (?:\S+ )?(?:prezentację|opis|cv|tekst|materiały)"
        r"|(?:podeślij|przyślij|prześlij|wyślij|podrzuć)(?: \S+){0,6}"
        r"|w jakim celu|jaki (?:jest )?(?:cel|powód|temat)|z jakiego powodu|czy (?:to"
        r"|chodzi)(?: \S+){0,3} (?:służbow\w+|prac\w+|prywatn\w+|biznes\w*)"
        r"|czego (?:dokładnie )?(?:potrzebujesz|dotyczy)|co (?:dokładnie )?(?:chcesz"
        r"|chciał\w+)"
        r"|czego (?:\S+ )?(?:szukasz|potrzebujesz|oczekujesz)|streścić"
        r"|(?:powiedz|opowiedz|napisz|zdradź)(?: mi)?(?: \S+)? (?:coś )?więcej|coś więcej"
        r"|więcej o"
    ),
    # de
    (
        r"^(?:und |aber )?(?:schickst|sendest|schreibst|gibst) du (?:mir|uns|noch|kurz|mal)(?:"
        r" \S+){0,6}"
    ),
    # fr
    (r"^(?:et )?tu (?:m'envoies|me fais|m'écris|me donnes|me prépares)(?: \S+){0,6}"),
    # nl
    (r"^(?:en )?(?:stuur|mail|schrijf) je (?:me|mij|even|nog)(?: \S+){0,6}"),
    # pt
    (r"^(?:e )?(?:mandas|envias|escreves)-me(?: \S+){0,6}"),
    # sv
    (r"^(?:och )?(?:skickar|mejlar|skriver) du (?:mig|över|bara|ett|en)(?: \S+){0,6}"),
    # da
    (r"^(?:og )?(?:sender|mailer|skriver) du (?:lige|mig|også|et|en)(?: \S+){0,6}"),
    # pl
    (
        r"^(?:a )?(?:podeślesz|wyślesz|przyślesz|podrzucisz|napiszesz) (?:mi|jeszcze)(?:"
        r" \S+){0,6}"
    ),
)

NO_REQUEST = any_of(
    (
        r"(?:give|gimme) me (?:a |another )?(?:day|few|bit|week|until|till|some time)"
        r"|gib mir (?:\S+ )?(?:bis|zeit|ein paar|zwei|noch|einen tag)"
        r"|donne(?:z)?-moi (?:jusqu\S*|quelques|un peu|deux|le temps)"
        r"|(?:dame|deme) (?:hasta|un(?:os|as)? (?:días?|par|horas?|semanas?)|tiempo)"
        r"|dammi (?:tempo|fino|un paio|qualche|due)|geef (?:me|mij) (?:even|tot|een paar|wat tijd)"
        r"|dá-me (?:até|uns|umas|tempo)|me dá (?:até|uns|umas|tempo)"
        r"|ge mig (?:till|några|ett par|tid)|giv mig (?:til|et par|lidt tid)"
        r"|daj mi (?:czas|do|kilka|parę|chwilę)"
    ),
    (
        r"(?:send|give) (?:\S+ ){0,3}(?:my )?(?:love|regards|best|greetings|news)"
        r"|(?:manda|dá|dale|da|envia|mándale|envíale)(?: \S+){0,2} (?:novidades|notícias|abraços?"
        r"|beijos?|cumprimentos|lembranças|recuerdos|saludos|besos?|abrazos?|noticias)"
        r"|(?:schick|sag|gib)\w*(?: \S+){0,3} (?:grüße|gruß)|(?:doe|stuur)(?: \S+){0,2} groet\w*"
        r"|donne(?:-moi)? (?:de (?:tes|ses) )?nouvelles"
    ),
)
"""Sounds like a request, but asks for time or sends greetings."""

POLITE_REQUEST = re.compile(
    r"(?:(?:please|and|so|bitte|por favor|czy) )?(?:could|can|would|will|kannst|könntest|können"
    r"|könnten|würden|würdest|peux|pourr\w+|pouvez|puedes?|podrías?|puoi|può|potrest[ei]|potrebbe"
    r"|kun|kan|kunt|kunnen|wil|wilt|zou|zoudt|pode[sm]?|poderias?|podias?|skulle|kunne|vil|vill"
    r"|może\w*|móg\w*|mogł\w*)(?![\w'])"
)
"""Beginnings of questions that are wishes: "could you take me off your list?"."""

QUESTION_WORD = re.compile(
    r"(?:(?:and|but|ok|okay|sure|hm|so|well|wait|sorry|hi|und|aber|et|mais|y|e|maar|men|ale"
    r"|och|og|a),? )?(?:who|what|which|why|when|where|how (?:come|would|should|do|does|did"
    r"|exactly|urgent|long|much|soon|well)"
    r"|wer|wen|wem|um was|was|welche\w*|warum|wieso|wofür|wozu|wann|worum|wie (?:meinst|genau|lange"
    r"|dringend|viel|gut)"
    r"|qui|que|qu'est-ce|qu'attends|quoi|quel\w*|pourquoi|quand|comment|c'est (?:qui|quoi)|de quoi"
    r"|quién|qué|cuál|por qué|para qué|cuándo|cómo|de qué|chi|cosa|che cosa|quale|perché"
    r"|quando|di cosa"
    r"|wie|wat|welke|waarom|wanneer|hoe|quem|o que|qual|porquê|por que|porque|vem|vad|vilke[nt]"
    r"|varför|när|hur"
    r"|hvem|hvad|hvilke[nt]|hvorfor|hvornår|hvordan|kto|kogo|czego|co|jaki|jaka|dlaczego|po co"
    r"|kiedy|jak"
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
            r"|veremos|no estoy segur[oa]|forse|ci penso(?! io| subito)|vediamo"
            r"|non sono sicur[oa]|misschien"
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
    r"|unless|provided|without|sofern|außer|sauf|à condition|salvo|siempre que"
    r"|a meno|purché|mits|tenzij|zonder|a menos|såvida|förutsatt|medmindre|forudsat|chyba że"
    r"|pod warunkiem"
    r"|i wish|(?:would|'d) (?:have )?(?:love|like)d?"
    r"|normally|usually|in principle"
    r"|würde gerne|wenn ich|j'aurais|j'aimerais|me gustaría|me encantaría|mi piacerebbe|vorrei"
    r"|zou graag|gostaria|gostava"
    r"|skulle gärna|ville gerne|chciałbym|chciałabym|grundsätzlich|normalerweise|en principe"
    r"|en principio|in linea di massima)(?!\w)"
)
