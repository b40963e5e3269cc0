"""Words that send to somebody else, by language (see `agreement_words`)."""

from __future__ import annotations

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
            r"(?<!j'en )(?<!je )(?:demande|demandez|adresse-toi|adressez-vous|vois|voyez|parle"
            r"|parlez|contacte"
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
    ),
    # en
    (
        r"(?:do (?:\S+ ){0,2}better|better off) (?:with|going|asking|talking|speaking|trying"
        r"|contacting)|\w+ is the (?:one|person|guy|woman|man|best person|right person) (?:to"
        r"|for|you)|have a (?:word|chat) with (?!her\b|him\b|them\b|me\b)\w+|(?:go|going|try"
        r"|trying) (?:through|via) (?!me\b)\w+|(?:worth|i'd|i would|suggest) (?:try|trying"
        r"|ask|asking|approaching|approach|go|going|speak|speaking|talk|talking)(?: (?:to"
        r"|with))? (?!her\b|him\b|them\b|me\b|for\b|if\b|to\b)\w+|if i were you"
        r"|in your (?:shoes|place)|owns (?:that|the|this) (?:relationship|account|client)"
        r"|(?:looks|look) after (?:that|this|the|her|his) (?:account|client|team|area)|(?:he"
        r"|she|they|who)(?:'s|'re| is| are) (?:\S+ )?(?:tight|close|friends"
        r"|mates) with (?:her|him|them)|(?:direct|address|send|take|redirect) (?:this"
        r"|it)(?: \S+){0,2} to my|(?:not|hardly) (?:really )?my (?:patch|area|department"
        r"|remit)"
        r"|^(?:just |please |best |better )?(?:speak|talk|reach out) to (?!her\b|him\b|them\b"
        r"|me\b|you\b|my (?:boss|wife|lawyer"
        r"|team)|the (?:boss|team))\w+(?: \w+)?$|(?:far |much )?better (?:route|way|door"
        r"|person|bet)(?: in)?$|(?:she|he|they)(?:'s|'re| is| are) the (?:one|person) who"
        r"|(?:you want|you need|you'd want) (?!me\b|it\b|to\b|a\b|an\b|the\b|this\b|that\b"
        r"|her\b|him\b|them\b|my\b)\w+ \w+ for (?:this|that|it)|best (?:person|contact|bet"
        r"|route) (?:\S+ )?(?:would be|is|to)|who can (?:really )?help you"
    ),
    # de
    (
        r"(?:frag|sprich|sprechen|kontaktier|versuch|probier|geh|nimm)\w*(?: sie| es"
        r"|'s)?(?: \S+){0,2} (?:am besten|besser|lieber|eher|statt\w*) (?!nächste|später|im\b"
        r"|in\b|nach\b|wieder|nochmal|mich|mir)\w+|wend\w* (?:dich|sie sich"
        r"|euch)(?: \S+){0,5} (?:an|bei) (?!mich|mir|sie\b|ihn\b)\w+|(?:versuch"
        r"|probier)\w*(?:'s| es)?(?: \S+){0,2} (?:über|bei) (?!mir)\w+|(?:würde|sollte\w*"
        r"|könnte\w*|geh\w*|lieber|besser|eher) (?:\S+ ){0,3}(?:über|via) (?!mich|den kontakt"
        r"|linkedin)\w+|an (?:deiner|ihrer|eurer) stelle|(?:richtige|bessere|beste|passende"
        r"|passendere)[rn]? (?:ansprechpartner\w*|adresse|person|kontakt|mann|frau"
        r"|anlaufstelle)|bin (?:ich )?(?:\S+ ){0,3}(?:falsche|verkehrte)\w*(?! weg)"
        r"|thema liegt(?: \S+){0,6} bei|(?:frag|sprich|ruf|kontaktier)\w*(?: (?:doch|mal"
        r"|besser|lieber|da|dazu|hierzu|am besten)){0,3} (?:den|die|herrn?|frau|kolleg\w+"
        r"|bei) (?!nächste|kommende)\w+|sprich (?:besser|lieber|mal) (?:die|den|mit)"
        r"|betreut (?:den|diesen|die|diese|das) (?:kund\w+|kontakt|account)"
        r"|besser (?:\S+ )?aufgehoben"
        r"|(?:solltest|könntest|sollten|müsstest|musst) (?:du|sie) (?:\S+ ){0,2}(?:mit"
        r"|bei) (?!mir|ihm|ihr\b)\w+(?: \w+){0,2} (?:reden|sprechen|fragen|anfragen"
        r"|nachfragen|melden)|kolleg\w+ (?:\S+ ){1,3}(?:kennt|betreut|weiß)"
        r"|ist \w+(?: \w+)? (?:der|die) richtige|(?:müsstest|müssten|solltest|sollten|kannst"
        r"|könntest|könnten) (?:du|sie) (?:\S+ )?(?!mich|mir|ihn|sie\b"
        r"|ihr\b)\w+ \w+ (?:fragen|ansprechen|kontaktieren|anrufen)|^frag (?:doch |mal |da "
        r"|dazu ){0,2}(?!mich|ihn|sie\b|nicht|noch|später|im\b|in\b|nach|wieder|bitte"
        r"|gern)\w+ \w+$|(?:kann|könnte) (?:dir|ihnen) (?:\S+ ){1,3}(?:weiterhelfen|helfen)"
    ),
    # fr
    (
        r"(?:passe|passez|passer|vois|voyez|voir|essaie|essayez|tente|demande|demandez"
        r"|contacte|contactez|parle|parlez)(?:-en| ça| cela)? (?:plutôt |donc |directement "
        r"|mieux )?(?:par|avec|auprès de|chez) (?!moi\b|lui\b|elle\b|mail|linkedin"
        r"|plaisir)\w+|plutôt (?:par|avec|auprès|à) (?!moi)\w+|je (?:te|vous) (?:conseille"
        r"|suggère|recommande) (?:plutôt )?(?:de |d')(?!attendre|patienter|la |le |lui )"
        r"|le mieux (?:serait|est|c'est) de (?!lui|la|le|m')\w+|qu'il faut (?:contacter|voir"
        r"|solliciter|demander|appeler)|à (?:ta|votre) place|(?:bonne|meilleure) (?:personne"
        r"|interlocutrice)|(?:bon|meilleur) (?:interlocuteur|contact)"
        r"|adress\w+-vous (?:\S+ ){0,2}à (?!moi)\w+|adresse-toi (?:\S+ ){0,2}à (?!moi)\w+"
        r"|tourne\w*-(?:toi|vous) vers (?!moi)\w+|je (?:te|vous) (?:renvoie|oriente) vers"
        r"|mieux placée?|suit ce (?:dossier|client)|bien plus proche"
        r"|(?:faudrait|faut|devrais|devriez) (?:\S+ )?(?:parler|demander|contacter|voir"
        r"|t'adresser|vous adresser)(?: \S+)? (?:à|avec) (?!lui\b|elle\b|moi\b)\w+"
        r"|(?:collègue|associée?|ami) (?:\S+ ){1,3}(?:la|le) connaît"
        r"|qui (?:pourra|pourrait|peut) (?:t'|vous )aider|(?:demande"
        r"|demandez) (?:\S+ )?à (?!moi|lui\b|elle\b|ta\b|ton\b|votre)\w+ \w+$"
    ),
    # es
    (
        r"(?:mejor|antes|más bien) (?:habla|hable|pregunt|escrib|escríb|contact|píde|prueb"
        r"|acud)\w*|yo que (?:tú|usted)|yo en tu lugar|en tu lugar|(?:persona|interlocutor\w?"
        r"|contacto) (?:más )?(?:indicad|adecuad|correct|apropiad)\w|(?:te|le"
        r"|os) conviene (?:más )?(?:habl|ir|pregunt|contact|escrib|acud)\w*"
        r"|(?:es )?mejor (?:que )?(?:contact|habl|pregunt|acud|escrib)\w+ (?:con"
        r"|a) (?!conmigo)\w+|(?:pregúntale|pídeselo|habla|prueba|pruebe|inténtalo"
        r"|contacta) (?:mejor )?(?:con|a) (?!conmigo|ella\b|él\b|mí\b|ver\b|tiempo)\w+"
        r"|dirí[jg]\w+ (?:\S+ ){0,3}a (?!mí)\w+|a través de (?!mí|linkedin|este|mi\b)\w+"
        r"|lleva (?:la|esa|esta) (?:relación|cuenta)|quien (?:mejor )?(?:la|lo"
        r"|le)(?: \S+)? conoce"
        r"|(?:deberías|debería|tendrías que|tienes que) (?:hablar|contactar|preguntar"
        r"|escribir)(?:le)? (?:con|a) (?!ella\b|él\b|mí)\w+|(?:soci|colega|compañer"
        r"|amig)\w+ (?:\S+ ){1,3}(?:la|lo|le) conoce"
        r"|(?:puede|podrá|podría) ayudar(?:te|le|os)? (?:\S+ )?es|que (?:te|le) (?:puede"
        r"|podrá) ayudar|(?:pídeselo|pregúntaselo|díselo|pídale) a (?!mí|ella\b|él\b)\w+"
    ),
    # it
    (
        r"(?:ti|le|vi) (?:conviene|converrebbe|consiglio di) (?!aspettare|attendere)\w+"
        r"|meglio se (?:\S+ )?(?:parl|sent|chied|contatt|prov)\w+|(?:senti|chiedi|prova|provi"
        r"|parlane|rivolgiti|si rivolga|rivolgersi|passa|passi|contatta"
        r"|contatti(?! con)) (?:piuttosto |meglio |invece )?(?:a |al |alla |con |da |dal "
        r"|tramite )(?!lui|lei|me\b|maggio|aprile|giugno|settembre|gennaio|scriver\w+"
        r"|ricontattar\w+)\w+|^(?:senti|contatta|chiama) (?!lui|lei|me\b|pure|tu\b"
        r"|direttamente|guarda)\w+ \w+$|persona (?:giusta|più adatta|indicata|adatta)"
        r"|fossi in te|al (?:tuo|suo) posto|passare da|(?:è|sarebbe) (?:lui|lei) che"
        r"|segue (?:il|quel|questo) cliente"
        r"|(?:dovresti|dovrebbe|devi|potresti) (?:parlare|parlarne|chiedere|sentire|contattare"
        r"|rivolger\w+)(?: con| a)? (?!lui\b|lei\b|me\b|mi\b|prima)\w+|(?:collega|soci\w"
        r"|amic\w) (?:\S+ ){1,3}(?:la|lo) conosce"
        r"|(?:può|potrebbe|potrà) aiutar(?:ti|la|vi)? ?è|chi (?:ti|la|vi) può"
        r"|^chiedi a (?!me\b|lui\b|lei\b)\w+"
    ),
    # nl
    (
        r"(?:je|u|jij) (?:kunt|kan) (?:\S+ ){0,2}(?:beter|het beste|best)"
        r"|kun je (?:\S+ )?beter|(?:probeer|ga|vraag|doe)(?: het| dit)?(?: \S+){0,2} (?:via"
        r"|bij) (?!mij\b|me\b)\w+|moet (?:je|u) (?:\S+ )?(?:bij|via|naar) (?!mij)\w+"
        r"|moet (?:je|u) (?:\S+ ){1,4}(?:zijn|hebben|vragen)$|juiste (?:persoon"
        r"|contactpersoon|aanspreekpunt|man|vrouw)"
        r"|(?:beter|liever) (?:via|bij|aan)(?! (?:me|mij|ons|mezelf)\b)"
        r"|aankloppen|als ik jou was|(?:wend|richt)\w*(?: \S+){0,3} tot (?!mij)\w+"
        r"|^vraag het (?!me\b|mij|volgende|later|over|in\b|nog|dan|na\b|opnieuw)\w+ \w+"
        r"|(?:je|u) (?:zou|moet|kunt|kan) (?:\S+ ){1,4}(?:moeten|kunnen)? ?(?:vragen|benaderen"
        r"|bellen|spreken)$|(?:collega|compagnon|vriend\w*) (?:\S+ ){1,3}kent"
        r"|(?:wie|die) (?:je|u) (?:\S+ )?(?:kan|kunnen) helpen|(?:kan|kunnen) (?:je"
        r"|u) (?:\S+ )?helpen|^vraag (?!me\b|mij\b|het\b|dit\b|dat\b|haar\b|hem\b|maar|gerust"
        r"|later|nog|eens|over|in\b|na\b|volgende|even)\w+ \w+$"
    ),
    # pt
    (
        r"(?:melhor|antes|primeiro) (?:\S+ )?(?:procurar|falar|perguntar|contact\w+|contatar"
        r")|(?:fala|fale|tenta|tente|tenta falar|vê|veja) (?:antes |melhor "
        r"|primeiro |isso )?com (?:o |a )(?!tua|teu|minha agenda)\w+|pessoa (?:certa|indicada"
        r"|ideal|adequada)|(?:sugiro|aconselho|recomendo) que (?:contact|fal|procur"
        r"|pergunt)\w+|se fosse a ti|no (?:teu|seu) lugar"
        r"|quem (?:\S+ )?conhece(?: \S+){0,3} (?:é|é a|é o)|(?:pergunta|pergunte|pede"
        r"|peça) (?:antes |melhor )?(?:ao|à) (?!mim)\w+|(?:procura|procure|contacta|contate"
        r"|contacte) (?:antes |melhor )?(?:o|a) (?!ela|ele)\w+"
        r"|(?:devias|devia|deveria|deverias|tens de) (?:falar|contactar|perguntar"
        r"|procurar)(?: com| ao| à)? (?:o |a )?(?!ele|ela|mim)\w+"
        r"|conhece-[oa]s?(?: \S+)? melhor|(?:colega|sóci\w|amig\w) (?:\S+ ){1,3}(?:a"
        r"|o)? ?conhece"
        r"|quem (?:te|lhe|o|a) (?:pode|poderá)|(?:pede|peça|pergunta|pergunte) (?:isso )?(?:à"
        r"|ao|a) (?!mim|ela\b|ele\b)\w+ \w+"
    ),
    # sv
    (
        r"(?:hör|prata|kolla|fråga|ta det|testa|prova|gå|snacka)(?: \S+){0,4} (?:istället"
        r"|i stället|hellre)|hellre (?:via|med|genom|till)|bättre (?:om du|via|att du)"
        r"|rätt person|(?:du )?(?:borde|bör) (?:du )?(?:\S+ )?(?:prata|snacka|höra|fråga|tala"
        r"|vända)|^(?:testa|prova|hör med|prata med|snacka med|kolla med) (?!mig|igen|senare"
        r"|efter|henne|honom|om\b|i\b)\w+|vänd(?:a)? dig (?:\S+ )?till (?!mig)\w+|(?:bättre"
        r"|närmare) kontakt"
        r"|du (?:skulle kunna|kunde|kan|bör|borde) (?:fråga|prata med|höra med|kontakta"
        r"|vända dig till) (?!mig|igen|honom|henne|efter)\w+|(?:kollega"
        r"|vän) (?:\S+ ){1,3}känner"
        r"|(?:den )?som kan hjälpa (?:dig|er)|kan hjälpa (?:dig|er) är|^fråga (?!mig|henne"
        r"|honom|dem|igen|om\b|efter|i\b|gärna|senare|bara|på\b)\w+ \w+$"
    ),
    # da
    (
        r"(?:prøv|spørg|tag|tal|snak|hør|kontakt|henvend dig|skriv"
        r"|gå)(?: \S+){0,3} (?:hellere|i stedet)|hellere (?:\S+ )?(?:fat i|via|til|med)"
        r"|^(?:prøv med|prøv hos|tal med|snak med|hør med) (?!mig|igen|senere|efter|hende|ham"
        r"|om\b)\w+|^hør \w+(?: \w+)? ad$|den rette(?: person)?(?: at| til)|rette (?:person"
        r"|vedkommende)|du (?:skulle|skal|bør|burde) (?:hellere )?(?:tale|snakke|spørge"
        r"|kontakte|høre|henvende)|bedre at (?:gå|tale|spørge|kontakte|snakke)"
        r"|henvend dig (?:\S+ )?til (?!mig)\w+"
        r"|du (?:kunne|kan|bør|burde|skulle) (?:måske )?(?:spørge|tale med|snakke med|kontakte"
        r"|høre) (?!mig|igen|ham|hende|efter)\w+|(?:kollega|ven|veninde) (?:\S+ ){1,3}kender"
        r"|(?:den )?der kan hjælpe (?:dig|jer)|kan hjælpe (?:dig|jer) er|^spørg (?!mig|hende"
        r"|ham|dem|igen|om\b|efter|i\b|gerne|senere|bare)\w+ \w+$"
    ),
    # pl
    (
        r"lepiej (?:\S+ )?(?:odezwij|zapytaj|spytaj|pogadaj|porozmawiaj|napisz|skontaktuj"
        r"|zwróć|uderz|przez)\w*|(?:spróbuj|uderz|pogadaj|porozmawiaj|skontaktuj się"
        r"|zwróć się|zwrócić się|zwracać się) (?:\S+ )?(?:przez|u|do|z|ze) (?!mnie|nią\b"
        r"|nim\b|mną|niej)\w+|^(?:zapytaj|spytaj) (?!mnie|ją\b|go\b|ponownie|później|w\b|za\b"
        r"|po\b|jeszcze|znowu)\w+|właściw\w+ (?:osob\w+|adres\w*)|na (?:twoim|pana"
        r"|pani) miejscu|(?:ją|jego|jej) zapytaj|zna (?:ją|go) (?:\S+ )?(?:lepiej|najlepiej)"
        r"|bliżej z (?:nią|nim)"
        r"|(?:powinieneś|powinnaś|możesz|warto|proponuję|najlepiej) (?:porozmawiać|zapytać"
        r"|zagadać|skontaktować się|zwrócić się|pogadać)(?: z| ze| do| u)? (?!mnie|mną|nią\b"
        r"|nim\b|ją\b|go\b)\w+|(?:koleżanka|kolega|wspólnik) (?:\S+ ){1,3}zna"
        r"|pomóc (?:\S+ )?(?:ci|panu|pani) (?!mog)\w+|(?:ci|panu|pani) pomóc (?!mog)\w+"
    ),
    # es
    (
        r"con quien (?:\S+ )?(?:deberías|debería|tienes que|tendrías que|conviene) \w+(?:te"
        r"|le)? es con"
    ),
    # it
    (r"(?:la persona )?con cui (?:dovresti|dovrebbe|conviene) \w+ è"),
    # pt
    (r"com quem (?:deves|devias|deve|deveria|convém) \w+ é"),
    # sv
    (
        r"du (?:ska|bör|borde|behöver) (?:\S+ )?(?:få tag (?:i|på)|ta kontakt med) (?!mig"
        r"|henne|honom)\w+"
    ),
    # da
    (r"du (?:skal|bør|burde) (?:\S+ )?(?:have|få) fat i (?!mig|hende|ham)\w+"),
)

NOBODY_NAMED = any_of(
    r"(?:some|any)(?:one|body) else|(?:jemand|jemandem|wen|irgendwen) ander\w*",
    r"quelqu'un d'autre|(?:otra persona|alguien más|a otro|a otra)|qualcun(?:o)? altr\w+",
    r"iemand anders|outra pessoa|outr[ao] qualquer|någon annan|en anden|kogoś innego|kimś innym",
)
"""Somebody else, whoever: that helps nobody on."""
