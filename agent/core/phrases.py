# ruff: noqa: E501  a pattern is read in one piece
"""How English, German, French and Spanish say what a letter has to say, or must not say.

Each pattern runs on text whose names are masked as `§` (a firm may be called "Urgent Care", a person
"April"), with single spaces and casefolded. No pattern repeats inside a repetition, so none can take
long.
"""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds what any of *patterns* finds."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


EASY_OUT = any_of(
    r"\bno (?:explanation|reason|reply|answer|apology) (?:is )?(?:needed|necessary|required)",
    r"\b(?:would|['’]d|you) (?:much )?rather not\b|\b(?:prefer|wish) not to\b|\bnot close enough\b",
    r"\b(?:a|say) no is (?:\w+ )?(?:fine|welcome|ok|okay|all right)\b",
    r"\bfeel free to (?:say no|decline|ignore|pass)\b|\bhappy to take a no\b",
    r"\b(?:no|without) (?:worries|problem|hard feelings|pressure|obligation)\b",
    r"\b(?:totally|perfectly|completely|entirely|fully) (?:fine|ok|okay|all right|understand)",
    r"\bif (?:not|it does not suit|you (?:cannot|can['’]t|would not))\b.{0,40}\b(?:fine|ok|okay|understand|all right)\b",
    r"\bohne erklärung\b|\blieber nicht\b|\bkein (?:problem|druck|thema)\b|\bkeine? (?:begründung|erklärung)\b",
    r"\bein nein ist\b|\bvöllig in ordnung\b|\bruhig (?:nein|ab)\b|\bverstehe ich (?:gut|völlig|natürlich)\b",
    r"\bsans (?:explication|problème|souci|justification|engagement)\b|\bpréf\w+ ne pas\b|\bpas d['’]obligation\b",
    r"\baucun(?:e)? (?:souci|problème|obligation|explication)\b|\bun non (?:\w+ ){0,2}(?:convient|va)\b|\blibre de (?:refuser|dire non)\b|\bcompr\w+ (?:tout à fait|parfaitement|très bien)\b",
    r"\bsin (?:explicaci\w+|compromiso|problema)\b|\bprefier\w+ no\b|\bning[uú]n problema\b",
    r"\bun no (?:también )?(?:est[áa] bien|me vale)\b|\bno pasa nada\b|\bsin ningún compromiso\b",
    r"\bno hace falta (?:ninguna )?explicaci\w+|\bcon toda libertad\b|\bentiendo (?:perfectamente|bien|totalmente)\b",
    # whoever names what may stand in the way, or a no itself, leaves it open
    r"\b(?:if|should|unless|tell me|say)\b.{0,60}\b(?:odd|awkward|uncomfortable|inconvenient|bad (?:time|moment)|no time|sooner (?:not|stay)"
    r"|keep out|stay out|not a good (?:fit|time|moment)|not comfortable|(?:doesn['’]t|does not) (?:fit|suit|feel))\b",
    r"\b(?:just|do|simply|please) (?:say (?:so|no)|decline|skip|ignore)\b|\bskip (?:mine|it|this)\b|\b(?:entirely|totally|completely|wholly) up to you\b",
    r"\b(?:will|would|['’]ll|['’]d) (?:not|never) mind\b|\bno (?:less|worse) of you\b|\bleave it (?:there|at that)\b",
    r"\b(?:wenn|falls|sollte\w*)\b.{0,60}\b(?:unangenehm|nicht wohl|wohl(?:fühlst|fühlen)|nicht pass\w*|nicht mag\w*|nicht mög\w*|absag\w*|keine (?:zeit|lust)|ungelegen)\b",
    r"\bsag\w* (?:einfach |ruhig |gern )?(?:nein|ab)\b|\blass\w* (?:sie )?es (?:ruhig|einfach|bleiben|sein)\b|\bnicht übel\b|\bnicht begründen\b",
    r"\bzu nichts verpflichtet\b|\bkein stress\b|\bverständnis\b|\b(?:selbstverständlich|vollkommen|absolut|ganz|völlig) (?:in ordnung|okay|ok|verständlich)\b",
    r"\b(?:si|s['’](?:il|elle))\b.{0,60}\b(?:gên\w+|mal à l['’]aise|pas le (?:moment|temps)|pas possible|ennui\w+|délicat|abstenir)\b",
    r"\bpas (?:de )?(?:souci|problème)\b|\bpas oblig\w+|\bn['’]en (?:faites|fais) rien\b|\b(?:libre|libres) de\b|\btant pis\b|\bun refus\b|\b(?:t|vous )['’]?en voudrai\w* pas\b",
    r"\bsi\b.{0,60}\b(?:incómod\w+|prefier\w+ no|mal momento|no (?:es (?:buen|posible)|(?:le|te) (?:es|va|apetece|viene)|puede\w*|quier\w+|ten\w+))\b",
    r"\bno pasa nada\b|\bno (?:te preocupes|se preocupe)\b|\b(?:ningún|ninguna) (?:compromiso|obligación)\b|\blibre de decir\b|\bun no (?:tuyo|suyo|es|no)\b",
    r"\blo (?:entiendo|entenderé|comprend\w+)\b|\btan amigos\b|\bd[ií](?:me|ga)lo\b.{0,5}\bsin más\b|\bexplique nada\b",
    # words for turning a request down, or letting it drop
    r"\b(?:turn (?:me|this|it) down|forget (?:i asked|it|this|about it)|(?:in|on) (?:a|the) spot|that['’]s that|no obligation|(?:the answer|it) is (?:a )?no)\b",
    r"\b(?:ausschlagen|ablehnen|vergiss|vergessen sie|nicht böse|nicht recht|zu viel)\b|\b(?:oublie[zr]?|refus\w+|décliner|dire non|rigueur|pas à l['’]aise)\b",
    r"\b(?:olv[ií]d\w+|negarse|negarte|rechaz\w+|declinar|decir que no|aprieto)\b",
    # it may be dropped
    r"\b(?:disregard|ignore|bin|skip|forget|drop|scrap|overlook) (?:this|it|me|that|about it|my (?:note|mail|message|e-?mail|request))\b|\bleave (?:him|her|them|§) (?:be|alone|in peace)\b|\b(?:find|try|look for|take) (?:another|a different|some other) (?:door|way|route)\b",
    r"\büberles\w*\b|\bignorier\w*\b|\blass\w* (?:wir|ich) (?:es|das)\b|\bschwamm drüber\b|\b(?:davon )?abseh\w*\b|\b(?:such|frag|versuch)\w* (?:ich )?(?:anders|woanders|anderswo)\b",
    r"\bon n['’]en (?:re)?parle\w* plus\b|\blaiss\w+ (?:tomber|courir)\b|\b(?:m['’]|me )envoyer (?:promener|balader|paître|bouler)\b|\bsans (?:réponse|suite|scrupules?|remords)\b|\bignore[rz]?\b",
    r"\bignor\w+ (?:este|esta|el|la|mi)\b|\bd[eé]j[ae]\w*\b.{0,5}\bestar\b|\bni caso\b|\bno (?:le |les? )?d[eé]s? más vueltas\b|\bsin (?:remordimientos?|rencor\w*)\b",
    # the asker will think no worse
    r"\bi (?:\w+ )?(?:won['’]?t|will not|wouldn['’]?t|would not|will never|don['’]t|do not|shall not|shan['’]t)\b.{0,25}\b(?:mind|twice|again|offen\w+|hurt|upset|against you|anything into|less|worse|spot|hook|sulk)\b",
    r"\b(?:totally|fully|completely|perfectly|quite|certainly|will|['’]ll|would|['’]d|do|i|very) (?:get it|respect (?:that|it|your))\b|\b(?:will|would|['’]ll|['’]d|can|i|fully|quite) understand\b(?! (?:that|from|how|what|you two|you and))",
    r"\bno (?:biggie|big deal|hard feelings|offen[cs]e|drama|guilt|stress|bother|harm)\b|\bwithout (?:any )?(?:guilt|regret|a second thought)\b|\bno reason (?:needed|required)\b",
    r"\b(?:nicht|keineswegs) (?:krumm|nachtragend|gekränkt|beleidigt|gram)\b|\b(?:ohne|kein(?:en|erlei)?|ganz ohne) (?:groll|vorwurf|schlechtes gewissen|ärger)\b|\bändert sich\b.{0,20}\bnichts\b|\b(?:ist|wär\w*)(?: es|['’]s)? (?:auch|mir) (?:auch )?(?:recht|gut)\b",
    r"\bpas (?:bien |du tout )?grave\b|\b(?:formalis|offusqu|vexer|froiss)\w*\b|\bcomprendrai\w*\b|\bje ne t['’]en (?:re)?parlerai plus\b|\bzéro (?:pression|souci|stress)\b|\bsans rancune\b",
    r"\bni modo\b|\btodo bien\b|\blo respet\w+\b|\bcomprender[éií]\w*\b|\bno me (?:molest|ofend|enfad)\w+|\bsin (?:pena|presión|presiones)\b",
    # it is for the introducer to choose
    r"\byour (?:call|choice|decision)\b|\bat liberty\b|\bonly if (?:it|that) (?:feels?|seems?|is|sits)\b|\byou (?:can|may|could)(?: \w+){0,3} (?:say no|decline|refuse|ignore|pass)\b|\b(?:chance|right|room) (?:to say no|is yours)\b",
    r"\bsilence (?:will|is|would)\b|\bno (?:answer|reply) is\b|\bkeine antwort ist\b|\bno is an? (?:\w+ )?answer\b|\b[“\"'‘]?(?:nah|nope|no)[”\"'’]? is (?:an? )?(?:\w+ )?(?:acceptable|answer|fine|good|valid)\b",
    r"\b(?:ganz|einfach|allein) nach (?:deinem |ihrem )?gefühl\b|\b(?:deine|ihre) entscheidung\b|\bliegt (?:ganz )?bei (?:dir|ihnen)\b|\bentscheide\w* (?:das |du |sie )?(?:ganz |frei|selbst|allein)|\b(?:nicht|keiner weise|nicht im geringsten) (?:gedrängt|bedrängt|verpflichtet)\b|\b(?:darfst|dürfen|kannst|können)\b.{0,25}\b(?:nein sagen|absagen|ablehnen|weglassen)\b",
    r"\bà (?:toi|vous) de (?:voir|décider|juger)\b|\ble droit de\b|\bn['’]hésite[sz]? pas à (?:décliner|refuser|me dire)\b|\bcomme (?:tu (?:le sens|préfères|veux)|vous (?:le sentez|préférez|voulez))\b|\b(?:peux|pouvez) (?:aussi |bien sûr |toujours )?(?:refuser|décliner|dire non)\b",
    r"\b(?:puedes?|podéis|podés) (?:\w+ )?(?:decir(?:me)? que no|ignorar|negarte|negarse|rechazar)\b|\bs[ií] no (?:da|procede|cuadra|encaja|toca)\b|\bqueda en (?:tu|su) mano\b|\bcomo (?:tú |usted )?(?:quieras|prefieras|veas|prefiera|considere)\b",
    # a condition on what may hold them back
    r"\b(?:if|should|unless|in case)\b.{0,60}\b(?:weird|difficult position|your reasons|reasons not|gut says no|the energy|too much|mix friends|hesita\w+|doubts?|reluctan\w+)\b|\byour reasons not to\b",
    r"\b(?:wenn\w*|falls|sollt\w*)\b.{0,70}\b(?:strich|passt nicht|nicht ran will\w*|nicht will\w*|nix|widerstreb\w*|ungern|bedenken|schwierig|zu weit)\b",
    r"\bsi (?:ça|cela|tu|vous)\b.{0,40}\b(?:gonfl\w+|dérang\w+|embarrass\w+|embêt\w+|ne le (?:sens|sentez) pas|pas envie|inopportun\w*|trop)\b|\binopportun\w*",
    r"\bsi\b.{0,50}\b(?:te da pena|le da pena|molest\w+|liad[oa]|fuera de lugar|no procede|mezclar|apuro|compromet\w+|corte|raro)\b|\bno lo (?:consider|cre|v)\w+ (?:oportuno|adecuado|bien)\b",
)
"""E13: the introducer is told that a no is fine."""

NO_WAY_OUT = any_of(
    r"\b(?:won['’]t|will not|don['’]t|cannot|can['’]t) (?:take|accept) (?:a )?no\b|\bno is not an (?:option|answer)\b|\byou (?:can['’]t|cannot|won['’]t) (?:possibly )?(?:say no|refuse)\b",
    r"\bnein (?:akzeptier|gilt|lass|nehme ich nicht)\w*\b|\b(?:kannst|können) (?:du|sie) (?:mir )?(?:nicht|kaum) (?:abschlagen|ablehnen|nein sagen)\b",
    r"\bn['’]accepte\w* pas (?:un|de) (?:non|refus)\b|\b(?:peux|pouvez) pas (?:me )?refuser\b|\bno (?:acepto|admito) un no\b|\bno (?:me )?pued\w+ (?:decir(?:me)? que no|negar\w*)\b",
)
"""E13: a no is ruled out."""

_WILLING = r"(?:welcome|happy|open|fine|ok|okay|willing|glad|up for|interested|comfortable)"
_HIM = r"§(?: §)*|he|him|she|her|they|them|both"
_IHM = r"§(?: §)*|er|ihm|ihn|sie|ihr|ihnen"
CHECK_FIRST = any_of(
    r"\b(?:ask|asking|check|checking|check with|run it by|sound out|clear it with)\b.{0,60}\b(?:first|beforehand|before)\b",
    r"\b(?:first|before)\b.{0,40}\b(?:ask|check|introduc|connect)\w*\b(?! you\b)",
    rf"\b(?:whether|if|that|make sure) (?:§|he|she|they|this|an? \w+)\b.{{0,30}}\b{_WILLING}\b",
    rf"(?:whether|if|that|make sure) §.{{0,30}}\b{_WILLING}\b",
    rf"\b(?:he|she|they)(?:['’]s|['’]re|['’]d be)\b.{{0,20}}\b{_WILLING}\b",
    r"\bdouble opt[- ]in\b",
    r"\b(?:frag|klär|sprich|sprech|erkundig)\w*\b.{0,60}\b(?:vorher|zuerst|erst|vorab|zunächst)\b",
    r"\b(?:vorher|zuerst|erst|vorab|zunächst)\b.{0,40}\b(?:frag|klär|sprech|erkundig)\w*",
    r"\b(?:demand|vérifi|voir|parl|consult)\w*\b.{0,60}\b(?:d['’]abord|avant|au préalable)\b",
    r"\b(?:d['’]abord|avant|au préalable)\b.{0,40}\b(?:demand|vérifi|parl|consult)\w+",
    r"\b(?:preg[uú]nt|consult|habl|confirm)\w+\b.{0,60}\b(?:antes|primero)\b",
    r"\b(?:antes|primero)\b.{0,40}\b(?:preg[uú]nt|consult|habl|confirm)\w+",
    rf"\b(?:sound|run|clear|get|feel)\b.{{0,40}}\b(?:first|beforehand|before)\b|\b(?:ask|check with) (?:{_HIM})(?: \w+)? (?:if|whether|that)\b",
    rf"\b(?:only |once |when |if |provided )(?:{_HIM})(?:['’]s| is| are| has| have|['’]d| would)?(?: \w+)? (?:agree[sd]?|say[s]? yes|said yes|consent\w*|{_WILLING}|curious|want[s]?)\b",
    rf"\bob (?:{_IHM})\b.{{0,50}}\b(?:mag|möchte|will|lust|interesse|recht|einverstanden|zeit|wünscht|passt)\b|\bob ich\b.{{0,40}}\b(?:darf|dürfte)\b",
    rf"\b(?:wenn|sobald|falls|nachdem) (?:{_IHM})\b.{{0,30}}\b(?:einverstanden|zustimm\w+|zugestimmt|mag|möchte|lust|will|recht|gefragt)\b",
    r"\b(?:hol|einhol)\w*\b.{0,40}\b(?:okay|ok|einverständnis|erlaubnis|zustimmung)\b|\b(?:frag|klär|sprich|sprech)\w*\b.{0,60}\bbevor\b|\b(?:vorher|zuerst|vorab)\b.{0,20}\bgefragt\b",
    r"\bs['’](?:il|elle|ils|elles)\b.{0,30}\b(?:accept\w+|souhait\w+|d['’]accord|intéress\w+|envie|veu\w+|voud\w+|ouvert\w*|curieu\w+|convien\w+|prêt\w*)\b|\b(?:qu['’](?:il|elle)|§) (?:est|serait|soit) d['’]accord\b",
    r"\b(?:touch|sond|assur|écri|informe)\w*\b.{0,60}\b(?:d['’]abord|avant|au préalable)\b|\bsi je (?:peux|pourrais|puis)\b.{0,20}\b(?:contacter|écrire|appeler)\b",
    r"\bsi (?:él |ella |§ |le |les )?(?:quier\w+|querr\w+|quisier\w+|interesa|apetece|parece|acepta\w*|gustar\w+|está de acuerdo)\b|\bque está de acuerdo\b",
    r"\b(?:coment|comént|sond|sónd|sondé|asegur|asegúr|pid|pedi|háb|hábl|pregúnt)\w*\b.{0,60}\b(?:antes|primero|luego)\b|\bsi puedo\b.{0,20}\b(?:contact|escrib|llam)\w+",
    # words for consent
    r"\b(?:green light|permission|consent|go-ahead|blessing|(?:his|her|their) (?:ok|okay|yes))\b|\b(?:find out|see|learn) (?:if|whether)\b",
    rf"\b(?:if|once|only if) (?:{_HIM}) (?:like|love|welcome|give|fancie)s?\b|\bbefore (?:anything|everything|all) else\b|\bwhether (?:{_HIM})(?:['’]d| would)\b",
    r"\beinverständnis\b|\b(?:mit|nur mit) (?:seinem|ihrem|dem) (?:ja|okay|segen)\b|\b(?:erst|vorher|zuerst|zunächst) bei (?:ihm|ihr|ihnen|§)\b|\bgrünes licht\b",
    # asking around for their mind, in words of every day
    rf"\b(?:ask|sound|poll|consult) (?:{_HIM})(?: out)?\b(?! for\b)|\b(?:enquire|inquire|ascertain|find out|see|learn) (?:of (?:{_HIM}) )?(?:whether|if|what (?:{_HIM}))\b|\b(?:float|run|put) (?:it|this|the (?:idea|question)) (?:with|by|past|to) (?:{_HIM})\b|\bget a (?:yes|nod|go-ahead)\b|\bgive (?:{_HIM}) the (?:chance|choice|option)\b",
    rf"\bif (?:{_HIM})\b.{{0,25}}\b(?:says?|say yes|bites?|keen|curious|up for|game|interest\w*|would|were to)\b|\b(?:his|her|their|§['’]s) (?:agreement|nod|approval|say-so|assent)\b|\b(?:see|check) if (?:{_HIM})['’]?s? (?:keen|game|up|interested)\b|\bsee if (?:it|that|this)['’]?s? .{{0,20}}\binterest",
    r"\b(?:vorfühl|vorzufühl|anklopf|anzuklopf|nachhör|nachfrag|nachzufrag|anping|sondier|vorfrag|horch|rückfrag)\w*\b|\bauf den zahn\b|\bfühl\w*\b.{0,20}\bvor\b|\bhör\w* (?:mal |doch )?(?:bei|wie|ob)\b|\bkannst du (?:mal )?hören\b|\bwie (?:er|sie) dazu steht\b|\bschau\w*,? (?:mal )?(?:was|ob|wie) (?:er|sie|§)\b",
    r"\b(?:falls|wenn|sofern|sobald|sollte) (?:er|sie|§)\b.{0,30}\b(?:ja sag\w*|ja|interess\w*|anbeißt|neugierig|bereit)\b|\b(?:sein|ihr) (?:ja|okay|ok|segen|placet)\b|\bnur (?:bei|mit|nach)\b.{0,20}\b(?:licht|ja|zusage|zustimmung)\b",
    r"\b(?:sonde[zr]?|vois|voyez|voir)[- ](?:le|la|avec (?:lui|elle|§)|si ça|si cela|s['’](?:il|elle))\b|\bpren\w+ le pouls\b|\ble lui demander\b|\b(?:demande[zr]?|parle[zr]?|pose[zr]?)-lui\b|\blui (?:pos|demand)\w+\b|\b(?:lui|leur) (?:en )?laiss\w+ le choix\b|\bs['’](?:il|elle) (?:mord|dit oui|est (?:partant|tent)\w*|est pour)\b|\bpour peu que\b",
    r"\b(?:le|lo|la) (?:tante|sonde|consult|pregunt)\w+\b|\b(?:tantea|sondea|consúlta|consulta|pregúnta|tantéa|sondéa)(?:r|lo|le|la|selo)*\b|\bsi (?:a )?(?:él|ella|§|le)\b.{0,15}\b(?:late|parece|gust\w+|suena|dice que sí|está (?:dispuest|interesad)\w+)\b|\bpídele permiso\b|\bsi está (?:dispuest|interesad)[oa]\b|\bcrees que (?:le|a él)\b",
    r"\b(?:son|leur|l['’]) ?(?:accord|consentement)\b|\bfeu vert\b|\bavant tou(?:te|t)\b|\b(?:su|el) (?:consentimiento|permiso|visto bueno|acuerdo)\b|\btante\w*\b.{0,20}\b(?:primero|antes)\b|\bluz verde\b",
)
"""E14: the prospect is asked before anybody is introduced."""

UNASKED = any_of(
    rf"\bno need to (?:ask|check|consult|warn)\b|\b(?:without|don['’]t|do not) (?:bother )?(?:to )?(?:ask|asking|check|checking|warn|warning)\b|\b(?:{_HIM}) won['’]t mind a surprise\b|\b(?:just|simply) (?:introduce|connect|cc|copy) (?:us|me|him|her|them)\b|\b(?:put|keep|with) (?:me|us both|him|her|us) (?:in|on) (?:the )?(?:cc|copy)\b",
    r"\bohne (?:ihn|sie|vorher)? ?(?:vorher )?zu fragen\b|\b(?:brauchst|musst|müssen|brauchen)\b.{0,20}\bnicht (?:erst |vorher |extra )?(?:zu )?fragen\b|\bmit mir (?:im|in) cc\b|\b(?:setz|nimm|nehmen|setzen)\w* (?:sie )?(?:mich|uns)\b.{0,15}\bcc\b",
    r"\bsans (?:lui |le |leur )?(?:demander|prévenir|consulter)\b|\b(?:mets|mettez)[- ](?:moi|nous)\b.{0,12}\ben copie\b|\bsin (?:preguntar|consultar|avisar)(?:le|les|lo)?\b|\b(?:ponme|pónganos|ponnos|póngame|pon(?:er)?me) en copia\b",
)
"""E14: the prospect is to be written to unasked."""

_HIS = r"(?:his|her|their|§(?:['’]s?)?)"
WANTS_ADDRESS = any_of(
    rf"\b(?:send|give|share|pass|forward|have|get) (?:me |us |along |on )?{_HIS}(?: \w+)?"
    r" (?:e-?mail|mail|address|phone|number|mobile|contact|details)",
    rf"\bwhat(?:['’]s| is) {_HIS}(?: \w+)? (?:e-?mail|address|phone|number|contact)",
    r"\b(?:schick|gib|geb|send)\w*\b.{0,30}\b(?:e-?mail-?|mail)?(?:adresse|telefonnummer|nummer|kontaktdaten)\b(?! von mir)",
    r"\b(?:mir|uns)\b.{0,20}\b(?:mailadresse|adresse|telefonnummer|nummer|kontaktdaten)\b",
    r"\b(?:m['’]envoyer|me (?:donn|pass|transmet|partag)\w+)\b.{0,20}\b(?:son|sa|ses|leur|adresse|numéro|coordonnées)\b",
    r"\bme (?:d[aá]s?|env[ií]a\w*|pasa\w*|puede\w* dar)\b.{0,10}\bsus? \w*(?:correo|dirección|número|teléfono|contacto|mail)",
    r"\b(?:nummer|\w+nummer|e?-?mail-?adresse|mailadresse|kontaktdaten|durchwahl)\b.{0,40}\b(?:durchgeb|geb|schick|nenn|send|verrat|weitergeb)\w*",
    r"\bme (?:d[aá]|dier|dar|env[ií]|pas|mand|pued)\w*\b.{0,15}\b(?:móvil|celular|whatsapp|número|teléfono|correo|dirección)\b",
    rf"\b(?:drop|hand|text|slip|let me have) (?:me )?{_HIS}(?: \w+)? (?:e-?mail|mail|address|phone|number|mobile|contact|details)",
    rf"\b(?:send|give|share|pass|forward|have|get|tell) (?:me |us |along |on )?{_HIS}(?: \w+)? (?:line|cell|whatsapp|extension|calendar|private \w+)\b|\bwhat(?:['’]s| is) {_HIS}(?: \w+)? (?:mobile|cell|line|mail)",
    r"\b(?:gib|geb|schick|nenn|send|verrat|durchgeb)\w*\b.{0,30}\b(?:seine?|ihre?|deren|§s?) (?:\w+ )?(?:\w*nummer|durchwahl|\w*adresse|handy\w*|kontakt\w*|mail\w*)\b",
    r"\b(?:me|m['’]) ?(?:fil|donn|pass|envo|transmet|communi|refil)\w*\b.{0,12}\b(?:son|sa|ses|le|l['’]) ?(?:numéro|adresse|coordonnées|mail|courriel|téléphone|portable|06|07|ligne)\b",
    r"\b(?:pása|da|mánda|envía|facilíta|dé|pás|apúnta)(?:me|nos)\b.{0,12}\b(?:sus?|el|la) (?:\w+ )?(?:teléfono|número|correo|móvil|celular|dirección|contacto|mail|whatsapp)\b",
)
"""E14: an address of the prospect is asked for."""

HAPPEN_TO_KNOW = any_of(
    r"\b(?:happen to|might|may|perhaps|by any chance|maybe) know\b|\bdo you know\b|\bif you know\b",
    r"\b(?:might|would|do|could) you (?:\w+ ){0,3}know\b|\bare you (?:\w+ )?(?:in touch|in contact|acquainted) with\b",
    r"\bkenn(?:st|en|t) (?:du|sie|ihr)\b|\b(?:vielleicht|zufällig)\b.{0,40}\bkenn\w+|\bob (?:du|sie|ihr)\b.{0,40}\bkenn\w+",
    r"\bconna(?:is|issez|îtriez|îtrais)\w*\b|\bconoce[sn]?\b|\bconocer[áí]\w*",
)
"""E08: the form that supposes nothing."""

PRESSURE = any_of(
    r"\burgent(?:ly)?\b(?![ -](?:care|treatment|clinic))|\basap\b|\bas soon as possible\b|\btime[- ]sensitive\b",
    r"\blast chance\b|\bdon['’]t miss\b|\bact now\b",
    r"\bi['’]?(?:m| am) counting on you\b|\byou owe me\b",
    r"\bdringend\w*|\beilig\w*|\bso (?:schnell|bald) wie möglich\b",
    r"\bschulde(?:st|n)\b.{0,12}\bmir\b",
    r"(?<!d['’])(?<!les )(?<!aux )(?<!des )\burgence\b(?! (?:médical|hospital|dentaire))|\bau plus vite\b|\bdès que possible\b",
    r"\burgente\w*|\bcuanto antes\b|\blo antes posible\b",
    # haste
    r"\bneed (?:this|it|that|you|an? \w+)\b.{0,20}\b(?:quickly|fast|now|soon|today)\b",
    r"\bes brennt\b|\bschnellstmöglich\b|\bauf der stelle\b|\beilt\b|\bdrängt\b",
    r"\b(?:suis|sommes|très|si|trop|assez|bien) pressée?s?\b|\bpressée?s? par\b|\bsur-le-champ\b|\bsans (?:attendre|délai)\b|\b(?:mucha|corre|tengo) (?:mucha )?prisa\b|\bme urge\b|\blo necesito ya\b",
    # begging, catastrophe, and the same again
    r"\bi(?:['’]m| am) begging\b|\bi beg (?:of )?you\b|\bplease hurry\b|\bhurry up\b|\b(?:dis|really |very )?disappointed in you\b|\b(?:second|third|fourth|fifth|my last) (?:e-?mail|mail|message|reminder|note)\b.{0,12}\b(?:now|already|without|chance)\b|\b(?:i|we)(?:['’]re| are|['’]m| am)? (?:desperate|finished|done for)\b|\bback (?:is )?(?:against|to) the wall\b",
    r"\bflehe\b|\binständig\b|\bverzweifelt\b|\brücken zur wand\b|\brechne (?:\w+ )?mit (?:dir|ihnen|deine[rm]|ihre[rm])\b|\benttäuscht von (?:dir|ihnen)\b|\bbeeil\w*\b|\ballerspätestens\b|\bbrauche (?:deine|ihre|eine) (?:antwort|rückmeldung|zusage)\b",
    r"\b(?:te|t['’]en|vous|vous en) suppli\w+\b|\bsuppliante?s?\b|\bdésespérée?s?\b|\b(?:il )?me faut (?:une|ta|votre) réponse\b|\bdépêche[-z]\w*|\bdéçue?s? (?:de|par) (?:toi|vous)\b|\bdos au mur\b",
    r"\bsuplic(?:o|a|amos|ar\w*|ando|ándo\w*|ante|antes)\b|\bdesesperad[oa]s?\b|\bnecesito (?:que me (?:dig|contest|respond)\w+|(?:una|tu|su) respuesta)|\b(?:contést\w+|respónd\w+|dímelo|avís\w+) ya\b|\bapúr\w+|\bdate prisa\b|\bsalvarme\b|\bcontra la pared\b|\bdecepcionad[oa] (?:de|con)\b",
    # guilt, insistence, and what is owed
    r"\blast (?:hope|resort)\b|\blet me down\b|\b(?:i|can|must) expect (?:this|that|your?|an answer)\b|\bafter (?:all|everything) (?:that )?i(?:['’]ve| have)? d(?:id|one)\b|\b(?:second|third|fourth|fifth) time (?:that )?i\b",
    r"\bzähle? (?:\w+ )?auf (?:dich|sie|euch)\b|\bnicht (?:hängen|im stich)\b|\berwarte (?:deine|ihre|eine|dass)\b|\bletzte hoffnung\b|\bnach allem,? was ich\b|\bzum (?:zweiten|dritten|vierten) mal\b",
    r"\bcompte (?:\w+ment )?sur (?:toi|vous)\b|\bme (?:le )?d(?:ois|evez) bien\b|\bdernier espoir\b|\baprès tout ce que j['’]|\bj['’]exige\b|\blaisse[zr]? pas tomber\b",
    r"\bme lo debes?\b|\bcuento (?:\w+mente )?con(?:tigo| usted)\b|\bno me fall\w+|\búltima (?:esperanza|oportunidad)\b|\bdespués de todo lo que he\b|\bexijo\b",
    r"\b(?:still )?(?:haven['’]t|have not|not) (?:yet )?heard (?:back )?from you\b|\btime is (?:running|short|pressing)\b",
    r"\bzeitdruck\b|\b(?:einen )?gefallen schuldig\b|\bnoch (?:heute|diese woche)\b|\btemps presse\b|\b(?:réponds|répondez|réponse)\b.{0,20}\baujourd['’]hui\b|\btiempo que perder\b|\b(?:respónd\w+|contést\w+)\b.{0,15}\bhoy\b",
)
"""E15: words that push."""

_DAY = (
    r"(?:(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|tomorrow|tonight|today|noon|the end of|end of|eod|eow|next week|this week|the \d|\d{1,2}(?:st|nd|rd|th)?\b(?! ?(?:%|per ?cent|points?|times|percentage))"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TAG = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|übermorgen|heute|ende|\d{1,2}\."
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
)
_JOUR = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|la fin|le \d)"
_DIA = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|fin|\d|(?:la una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b)"
_FEW = r"(?:\d+|a few|an?|one|two|three|five|ein\w*|zwei|drei|fünf|wenigen|une?|deux|trois|quelques|un[ao]?|dos|tres|pocos)"
_REPLY = r"know|answer|reply|hear|respond|decide|decision|need|get back|tell me|write|done|introduc\w+|ask|please"
_ANTWORT = r"(?:antwort\w*|meld\w*|bescheid|brauch\w*|sag\w*|schreib\w*|wissen|rückmeldung|zusage|hören|frag\w*|vorstell\w*|bitte)"
_REPONSE = r"(?:répon\w+|dire|dites|dis|savoir|besoin|faut|présent\w+|demand\w+|merci de|retour)"
_RESPUESTA = r"(?:respon\w+|respón\w+|contest\w+|contést\w+|saber|necesit\w+|dig\w+|dime|present\w+|pregunt\w+|favor)"
DEADLINE = any_of(
    rf"\b(?:{_REPLY})\b.{{0,40}}\b(?:by|before|until) {_DAY}|\b(?:no later than|at the latest by) {_DAY}|\b(?:by|before) {_DAY},? please\b|\b(?:is|my|our|have a|the) deadline\b(?! (?:day|management|extension))",
    rf"\b{_ANTWORT}\b.{{0,40}}\bbis(?: zum?| am| nächsten| spätestens)? {_TAG}|\bbis(?: zum?| am| nächsten)? {_TAG}.{{0,25}}\b{_ANTWORT}\b|\bspätestens(?: am| zum| bis)? {_TAG}|\b(?:meine|eine|die|unsere) frist\b",
    rf"\b{_REPONSE}\b.{{0,40}}\b(?:avant|d['’]ici(?: à)?) {_JOUR}|\b(?:avant|d['’]ici(?: à)?) {_JOUR}.{{0,25}}\b{_REPONSE}\b|\bau plus tard {_JOUR}|\b{_REPONSE}\b.{{0,15}}\bce soir\b",
    rf"\b{_RESPUESTA}\b.{{0,40}}\b(?:antes de(?:l| las?)?|para el|para) {_DIA}|\ba más tardar\b",
    rf"\b(?:know|answer|reply|hear|respond|decide|decision)\b.{{0,25}}\b(?:(?:until|till) (?:then|{_DAY})|(?:within|in) (?:the next )?{_FEW} (?:hour|day|week)s?\b)",
    rf"\b(?:innerhalb|binnen)(?: von)? {_FEW} (?:stunden?|tage?n?|wochen?)\b|\bbis (?:spätestens |zum |am )?(?:kommende[nmr]?|nächste[nmr]?|diese[nmr]?) {_TAG}",
    rf"\b(?:sous|dans les|en) {_FEW} (?:heures|jours)\b|\bavant (?:la fin|(?:ce|le) (?:prochain )?(?:{_JOUR}))",
    rf"\b(?:en|dentro de) {_FEW} (?:horas|días)\b|\b(?:antes del?|para el) (?:próximo|este) {_DIA}",
)
"""E15: a date by which the introducer should act."""

OTHERS = any_of(
    r"\b(?:customers?|clients?|users?|patients?|guests?|callers?|\w*kund(?:e|en|innen)|nutzer\w*|patienten|gäste[n]?|anfragen|clientes|usuarios|pacientes|clientèle|utilisateurs?)\b",
    r"\b(?:worked|been|was|were) (?:\w+ ){0,3}(?:until|till|before|by)\b|\bgearbeitet\b|\bgewesen\b|\bwar (?:\w+ )?bis\b|\btravaillé\b|\btrabajé\b|\b(?:19|20)\d\d\b",
)
"""E15: in a sentence that says these a span or a date is perhaps what a firm promises, or the past."""

DATE = any_of(
    rf"\b(?:by|before) {_DAY}|\bdeadline\b|\bbis(?: am| zum| nächsten| zu)? {_TAG}|\bfrist\b",
    rf"\b(?:avant|d['’]ici(?: à)?) {_JOUR}|\b(?:antes del?|para el) {_DIA}",
)
"""W15: a date, of what it may be."""

_MONEY = r"(?:[$€£] ?\d|\d+ ?(?:[$€£%]|euro|dollar|usd|eur))"
_REWARD = rf"(?:commission|cut\b|bonus|fee\b|cash|money\b|voucher|reward|percentage|share of|gift\b|{_MONEY})"
_LOHN = rf"(?:\w*provision|\w*prämie|\w*gutschein|bonus|geld|{_MONEY})"
_PART = r"(?:per ?cent|prozent|pour cent|por ciento|%)"
INCENTIVE = any_of(
    r"\bfinder['’]?s['’]? fee|\b(?:referral|introduction|intro) (?:fee|bonus|commission|reward)",
    r"\b(?:you|your|thank\w*|appreciation|with|as) (?:\w+ ){0,4}gift (?:card|voucher|certificate)|\bgift (?:card|voucher|certificate)s?\b.{0,25}\b(?:you|yours?|thank\w*|if|for the|in it)\b|\bkick-?back",
    rf"{_REWARD}.{{0,20}}\b(?:for (?:the|an|your|this|each|every)) (?:intro|referral)",
    rf"\b(?:offer|pay|give|send) (?:to )?you\b.{{0,20}}{_REWARD}",
    rf"\byou (?:would |will |could |['’]ll |['’]d )?(?:get|earn|receive)\b.{{0,20}}{_REWARD}",
    r"\bmake it worth your while\b",
    r"\b(?:vermittlungs|empfehlungs|finder)(?:gebühr|provision|prämie|bonus|lohn)\w*|\bgeschenkgutschein\w*",
    rf"\b(?:dir|ihnen|euch)\b.{{0,30}}\b{_LOHN}|\b(?:du|sie) (?:bekomm|erhalt|erhält)\w*\b.{{0,20}}\b{_LOHN}",
    r"\bcommission d['’]apport|\bprime (?:d['’]apport|de parrainage)|\bchèques?[- ]cadeaux?\b|\bpot-de-vin\b",
    rf"\b(?:vous|te|t['’]) ?(?:vers|pai|pay|offr|donn)\w*\b.{{0,20}}\b(?:commission|prime|bonus|argent|{_MONEY})",
    r"\bcomisión por\b|\btarjetas? regalo\b|\brecompensa\b.{0,20}\bpresent\w+",
    rf"\b(?:te|le|os) (?:pag|doy|dar|ofre)\w*\b.{{0,20}}\b(?:comisión|prima|bono|dinero|{_MONEY})",
    # a part of what comes of it, pay, or one good turn for another
    rf"{_PART}.{{0,40}}\b(?:yours|for you|to you|dir|ihnen|pour (?:toi|vous)|para (?:ti|usted)|tuyo|suyo)\b|\b(?:you(?:['’]ll|['’]d| will| would| could| can)? get|give you|(?:du|sie) (?:\w+ )?(?:bekomm\w*|erh[aä]lt\w*)|(?:bekomm\w*|erh[aä]lt\w*) (?:du|sie)|(?:te|vous|t['’]) ?vers\w+|(?:te|le|os) (?:pag\w+|doy))\b.{{0,30}}{_PART}",
    r"\bin it for you\b|\b(?:you|te|le|os|se lo|i(?:['’]ll| will| can)|happy to|gladly) remunera\w*|\bremunerate[sd]? (?:you|your|for)\b|\bremunerad[oa]s?\b|\b(?:your|tu|su|una|some|small) remunera\w+|\b(?:te|vous|t['’]|être|serez|seras|sera) ?rémunér\w*|\b(?:ta|votre|une) rémunération\b|\bvergüte\w*|\bin (?:return|exchange),? (?:i|we)\b|\bim gegenzug\b|\ben (?:échange|contrepartie),? (?:je|nous|de ton|de votre)\b|\ba cambio\b(?! (?:fijo|flotante|variable))",
    r"\bam (?:erfolg|umsatz|gewinn|abschluss) beteilig\w*|\b(?:vermittlung|vorstellung|einführung|empfehlung)\b.{0,40}(?:\b\d+ ?(?:€|euro|eur|franken|chf)|\bgeld\b)",
    rf"\b(?:introduc\w+|referrals?)\b.{{0,20}}(?:{_MONEY}|\d[\d,.]* (?:euros?|dollars?|pounds?))",
    r"\b(?:pay|pays|paying|offer|offering)\b.{0,30}\b(?:per|for each|for every|for an?) (?:\w+ )?(?:intro\w*|referral)|\b(?:revenue|profit)[- ]share\b|\bscratch (?:my|your)\b",
    r"\b(?:gegen|dir|ihnen|ein|dein|mein|fürs|das) (?:\w+ ){0,2}honorar\b|\bhonorar\b.{0,20}\b(?:dich|dir|sie|ihnen|drin)\b|\b(?:eine|als|zur|deine|ihre|kleine|gegen) (?:\w+ ){0,2}belohnung\b|\bbelohnung\b.{0,20}\b(?:dich|dir|ihnen|drin|winkt)\b|\berkenntlich zeigen\b|\b(?:une|ta|votre|en|petite|ma|te|vous) (?:\w+ ){0,2}récompense\w*\b|\brécompense\b.{0,20}\b(?:toi|vous)\b|\bcommission\b.{0,20}\b(?:t['’]|vous|toi)|\b(?:buena |una |tu |su )comisión\b|\b(?:una|tu|su|buena|como|de|te|le) (?:\w+ )?recompens\w+\b|\brecompensa\b.{0,20}\b(?:ti|usted)\b",
    # money by transfer or cheque, a share by another name
    r"\b(?:überweis\w*|transferencia|virement|bank transfer|wire)\b.{0,30}\d|\bcut you in\b|\b(?:joli|petit|gros|beau) chèque\b|\bchèque\b.{0,20}\b(?:pour|toi|vous)\b|\b(?:spring|fäll|fall)\w*\b.{0,25}\bfür (?:dich|sie)\b.{0,25}\b(?:raus|heraus|ab)\b",
    rf"\b(?:te|le|se) llevas?\b.{{0,25}}(?:{_PART}|parte|comisión|porcentaje)|(?:{_PART}).{{0,20}}\bwaiting for you\b|\brevers\w*\b.{{0,15}}(?:{_PART}|{_MONEY})|\b(?:anteil|tantième|quote-part|una parte)\b.{{0,20}}\b(?:für dich|für sie|pour (?:toi|vous)|para (?:ti|usted))\b",
)
"""E17: money, a gift or a bonus for the introduction."""

FIRST_PERSON = any_of(
    r"\b(?:i|we|my|our|me|us)\b|\b(?:ich|wir|mein\w*|unser\w*|mir|mich|uns)\b",
    r"\b(?:je|nous|mon|ma|mes|notre|nos)\b|\bj['’]|\b(?:yo|nosotr[oa]s|mi|mis|nuestr\w+|me|soy|somos)\b",
)
"""E12: the requester speaks."""

PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|\{[\w .]{0,40}\}|\[[^\]\n]{0,40}\]|<(?!https?:)[A-Za-z][^<>@\n]{0,40}>"
    r"|\$\{|%\(\w{1,30}\)s|\bX{3,}\b|\b(?:TODO|TBD|FIXME|LOREM IPSUM)\b|_{3,}"
)
"""E12: a place that was to be filled; runs on the text as it is, names included."""

ANSWER_SUBJECT = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|ref|rif|odp|res|enc|vl|ynt|回复|答复|回覆|转发|轉寄|返信)"
    r"\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
"""E11: a subject of an answer or a forward, as mail programs write it in a dozen languages."""

QUOTED = re.compile(
    r"^\s{0,3}>|^-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|message d['’]origine"
    r"|mensaje original|weitergeleitete nachricht)|^(?:on|am|le|el) .{4,80}(?:wrote|schrieb.{0,40}|a écrit ?|escribió):$"
    r"|^(?:from|von|de): .{3,120}@",
    re.IGNORECASE | re.MULTILINE,
)
"""E11, E18: text of another mail."""

LINK = re.compile(r"https?://[^\s<>\"]{1,500}|\bwww\.[^\s<>\"]{1,200}", re.IGNORECASE)
TRACKED = re.compile(
    r"[?&](?:utm_\w+|mc_[ce]id|fbclid|gclid|_hsenc|_hsmi|mkt_tok|trk|ref_?src)=|//(?:click|track|links?|go|email|url\d*)\."
    r"|//(?:bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|lnkd\.in|rebrand\.ly|hubs\.ly)/|[?&](?:url|redirect|target|u)=https?",
    re.IGNORECASE,
)
"""E16: a link that tells somebody who follows it, or that hides where it leads."""

MARKUP = re.compile(
    r"</?(?:html|body|img|a|p|br|div|span|table|font|script|style|b|i)\b[^>]{0,200}>", re.IGNORECASE
)
