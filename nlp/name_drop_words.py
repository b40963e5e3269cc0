"""Words that allow the use of one's name, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

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
    ),
    # en
    (
        r"you (?:can|could|may) (?:always |certainly |just |by all means )?(?:say|tell"
        r"|mention|reference|quote)(?! me (?:what|why|more|how))|(?:feel free"
        r"|happy for you|welcome|fine|okay|ok) to (?:say|tell (?:her|him|them)|mention"
        r"|reference|use my|quote|name)|i (?:pointed|referred|sent) you (?:to|her|his"
        r"|their)(?! the)|(?:just )?(?:use|drop"
        r"|mention) my name|(?:say|tell (?:her|him|them)) (?:hi|hello) from me|(?:my name"
        r"|me) as (?:a )?reference"
        r"|say (?:that )?i (?:suggested|sent|recommended|told|said)|mention me"
        r"|by all means (?:mention|use|quote)|we know each other"
        r"|tell (?:her|him|them) (?:that )?i (?:suggested|recommended|sent|said|told)"
    ),
    # de
    (
        r"(?:grüße?|gruß) von mir|meinen namen|(?:von mir|über mich) (?:hast|kommst|haben"
        r"|kommen)|(?:sag|sage|schreib|sagen sie|sagen) (?:\S+ ){0,2}(?:ich hätte|ich schicke"
        r"|von mir)|(?:kannst|darfst|dürfen|können) (?:\S+ ){0,3}(?:sagen|erwähnen|ausrichten"
        r"|schreiben)(?:$| dass)|(?:bezieh|beruf)\w* (?:dich"
        r"|sie sich)(?: \S+){0,2} auf (?:mich|unser\w*)|(?:adresse|kontakt|nummer"
        r"|namen) von mir|(?<!und )sag (?:ihr|ihm|einfach)$"
        r"|grüßen? von mir|gruß(?: \S+)? von mir|(?:erwähn|nenn)\w*(?: \S+){0,2} (?:mich|mir)"
        r"|dass wir uns kennen|(?:darfst|kannst|dürfen|können)(?: \S+){0,3} (?:erwähnen"
        r"|mich nennen|berufen)"
        r"|ich hätte (?:dich|sie) (?:geschickt|empfohlen)|ich habe? (?:dir|ihnen"
        r"|es) (?:\S+ )?(?:empfohlen|geraten|vorgeschlagen)"
    ),
    # fr
    (
        r"recommander de moi|de ma part|(?:citer|mentionner|utiliser|donner"
        r"|évoquer) (?:mon nom|notre|mon|que)|(?:dis|dites)(?:-lui"
        r"|-leur)?(?: \S+){0,2} que (?:c'est moi|je|j'ai|nous|on|vous|tu)(?: \S+){0,3}"
        r"|(?:peux|pouvez) (?:lui|leur) dire|c'est moi qui (?:t'|vous )(?:envoie|ai)"
        r"|(?:en )?(?:citant|mentionnant|disant)(?: \S+){0,2} (?:nom|que|moi)|(?:dis|dites"
        r"|dire)-lui (?:\S+ )?que|qu'on se connaît|que nous nous connaissons"
    ),
    # es
    (
        r"de (?:mi|nuestra) parte|(?:utilizar|usar|mencionar|citar|dar"
        r"|nombrar)(?:me)? (?:\S+ )?(?:mi nombre|que)|(?:puedes|puede) (?:mencionar|nombrar"
        r"|citar|decir)\w*|(?:dile|dígale|coméntale|di|cuéntale) que|te mando yo"
        r"|mi nombre (?:sin|como)"
        r"|(?:mencion|menciónale|nómbr|cít)\w*(?: \S+)? que|que nos conocemos$"
        r"|menciona\w*me|diciendo que (?:vas|vienes|nos)"
        r"|diciendo(?:le)? que|te lo he (?:sugerido|recomendado|dicho)"
    ),
    # it
    (
        r"(?:fare|fai|faccia|usare|usa|usi|citare|spendere|spendi) (?:pure "
        r"|tranquillamente )?(?:il mio|a mio) nome|(?:digli|dille|dica|dì|di') (?:pure )?che"
        r"|(?:da|a) (?:mia|mio) (?:parte|nome)|i miei saluti|ti mando io|salut\w+ da parte"
        r"|dicendo che (?:ci|ti|vieni|sei)|che ci conosciamo$|menzion\w+ (?:pure )?(?:me"
        r"|il mio)|cita(?:mi|ndo(?:mi)?)"
    ),
    # nl
    (
        r"(?:je|u) (?:mag|kunt|kan) (?:\S+ ){0,3}(?:zeggen|noemen|vermelden|melden)|(?:mag"
        r"|kunt|kan) (?:je|u) (?:\S+ ){0,3}(?:zeggen|noemen|vermelden)|de groeten van mij"
        r"|(?:zeg|vertel) (?:\S+ ){0,3}dat (?:ik|je|u|we)|via mij|verwijs (?:\S+ )?naar mij"
        r"|mij (?:\S+ )?als referentie"
        r"|(?:en |gerust |daarbij )?mij noemen|(?:dat )?(?:we|wij) elkaar kennen"
        r"|noem (?:gerust |maar )?(?:mij|mijn)|onder vermelding van mijn"
    ),
    # pt
    (
        r"(?:pode|podes|podem) (?:usar|mencionar|dizer|falar que|citar|referir"
        r"|dar)(?: \S+){0,2}|(?:da|em) minha (?:parte|indicação)|(?:diz|diga|fala"
        r"|fale)(?:-lhe| pra (?:ele|ela)| a (?:ele|ela))? que|fui eu (?:que|quem)|meu nome"
        r"|que nos conhecemos$|dizer que (?:nos|vens|vem|sou|fui)|menciona(?:-me|ndo)"
        r"|em meu nome"
    ),
    # sv
    (
        r"(?:hälsa|hälsningar) (?:\S+ )?från mig|mitt namn|hänvisa (?:\S+ )?till mig|(?:säg"
        r"|skriv|berätta) (?:\S+ )?att (?:det var jag|du fått|vi|jag|du)|(?:kan"
        r"|får) (?:gärna |lov att )?(?:säga|nämna|skriva|hälsa)(?: \S+){0,2}|du (?:kan"
        r"|får) (?:gärna )?(?:säga|nämna|hälsa)"
        r"|nämn\w* (?:gärna |bara )?mig|(?:att )?vi känner varandra|använd\w* (?:gärna )?mitt"
        r"|att jag (?:rekommenderade|föreslog|tipsade|skickade)"
    ),
    # da
    (
        r"(?:hils|hilse) (?:\S+ )?fra mig|mit navn|hans navn fra mig"
        r"|henvis\w* (?:\S+ )?til mig|(?:sig|skriv|fortæl) (?:\S+ )?at (?:det var mig|du har"
        r"|vi|jeg|du)|du (?:kan|må) (?:gerne |godt |roligt )?(?:sige|nævne|hilse|bruge"
        r"|skrive)(?: \S+){0,2}"
        r"|nævn\w* (?:gerne |bare )?mig|(?:at )?vi kender hinanden|brug\w* (?:gerne |bare )?mit"
        r"|(?:at )?jeg (?:anbefalede|foreslog|sendte) (?:det|dig)|sig at jeg"
    ),
    # pl
    (
        r"(?:pozdrów|pozdrowienia|pozdrowić) (?:\S+ )?(?:ode mnie)?|(?:ode|w moim) (?:mnie"
        r"|imieniu)|moje (?:nazwisko|imię)|mojego nazwiska|powołać się|powołuj\w* się"
        r"|(?:powiedz|napisz|wspomnij)(?: \S+)?$|(?:możesz|może) (?:\S+ ){0,2}(?:powiedzieć"
        r"|wspomnieć|powołać|podać)|(?:że|iż) (?:to )?(?:ja|od) (?:cię|mnie|ciebie)(?: \S+)?"
        r"|wspomnieć o mnie|że się znamy$|podać moje|w moim imieniu|powiedzieć (?:mu "
        r"|jej )?że"
    ),
)

CONCESSION = any_of(
    r"(?:contrario|contra|contre|problem\w*|souci|inconveniente|bene|bem|ok)"
    r" (?:da|de|por|per) (?:(?:mia|mi|minha|nuestra) parte|ma part|parte mia)",
    r"^(?:da|de|por) (?:minha parte|mi parte|ma part|parte mia)$",
)
""""Nothing against it on my part": no name is lent."""
