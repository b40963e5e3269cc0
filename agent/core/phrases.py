# ruff: noqa: E501  a pattern is read in one piece
"""How English, German, French and Spanish say what a letter has to say, or must not say.

Each pattern runs on text whose names are masked as `§` (a firm may be called "Urgent Care", a person
"April"), with single spaces and casefolded. No pattern repeats inside a repetition, so none can take
long.
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


EASY_OUT = _any(
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
)
"""E13: the introducer is told that a no is fine."""

_WILLING = r"(?:welcome|happy|open|fine|ok|okay|willing|glad|up for|interested|comfortable)"
_HIM = r"§(?: §)*|he|him|she|her|they|them|both"
_IHM = r"§(?: §)*|er|ihm|ihn|sie|ihr|ihnen"
CHECK_FIRST = _any(
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
    r"\b(?:son|leur|l['’]) ?(?:accord|consentement)\b|\bfeu vert\b|\bavant tou(?:te|t)\b|\b(?:su|el) (?:consentimiento|permiso|visto bueno|acuerdo)\b|\btante\w*\b.{0,20}\b(?:primero|antes)\b|\bluz verde\b",
)
"""E14: the prospect is asked before anybody is introduced."""

_HIS = r"(?:his|her|their|§(?:['’]s?)?)"
WANTS_ADDRESS = _any(
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
)
"""E14: an address of the prospect is asked for."""

HAPPEN_TO_KNOW = _any(
    r"\b(?:happen to|might|may|perhaps|by any chance|maybe) know\b|\bdo you know\b|\bif you know\b",
    r"\b(?:might|would|do|could) you (?:\w+ ){0,3}know\b|\bare you (?:\w+ )?(?:in touch|in contact|acquainted) with\b",
    r"\bkenn(?:st|en|t) (?:du|sie|ihr)\b|\b(?:vielleicht|zufällig)\b.{0,40}\bkenn\w+|\bob (?:du|sie|ihr)\b.{0,40}\bkenn\w+",
    r"\bconna(?:is|issez|îtriez|îtrais)\w*\b|\bconoce[sn]?\b|\bconocer[áí]\w*",
)
"""E08: the form that supposes nothing."""

PRESSURE = _any(
    r"\burgent\w*|\basap\b|\bas soon as possible\b|\bimmediately\b|\bright away\b|\btime[- ]sensitive\b",
    r"\b(?:just|only) (?:\d+|five|ten|two|a few|a couple of) (?:min\w*|sec\w*)|\bquick favou?r\b",
    r"\blast chance\b|\bdon['’]t miss\b|\bact now\b|\bi (?:really )?need you to\b|\byou (?:must|have to)\b",
    r"\bi['’]?(?:m| am) counting on you\b|\byou owe me\b",
    r"\bdringend\w*|\beilig\w*|\bunverzüglich\b|\bso (?:schnell|bald) wie möglich\b|\bumgehend\b",
    r"\bnur (?:\d+|fünf|zehn|zwei|ein paar) minuten\b|\b(?:du musst|sie müssen)\b(?!.{0,25}\b(?:nicht|nichts|keine?n?)\b)|\bschulde(?:st|n)\b.{0,12}\bmir\b",
    r"\burgence\b|\bau plus vite\b|\bdès que possible\b|\bimmédiatement\b|\b(?:juste|que) \w+ minutes\b",
    r"\burgente\w*|\bcuanto antes\b|\blo antes posible\b|\binmediatamente\b|\bs[oó]lo \w+ minutos\b",
    # haste
    r"\bneed (?:this|it|that|you|an? \w+)\b.{0,20}\b(?:quickly|fast|now|soon|today)\b|\bright now\b|\bstraight away\b|\bat once\b|\btakes? (?:only |just )?(?:\d+|five|ten|two|a few|a couple of) min\w*",
    r"\bes brennt\b|\bsofort\b|\bschnellstmöglich\b|\bauf der stelle\b|\beilt\b|\bdrängt\b",
    r"\bpressée?s?\b|\btout de suite\b|\bsur-le-champ\b|\bsans (?:attendre|délai)\b|\b(?:mucha|corre|tengo) (?:mucha )?prisa\b|\bme urge\b|\b(?:ahora|ya) mismo\b|\blo necesito ya\b|\bde inmediato\b",
    # guilt, insistence, and what is owed
    r"\blast (?:hope|resort)\b|\brunning out of\b|\blet me down\b|\b(?:i|can|must) expect (?:this|that|your?|an answer)\b|\bafter (?:all|everything) (?:that )?i(?:['’]ve| have)? d(?:id|one)\b|\b(?:second|third|fourth|fifth) time (?:that )?i\b",
    r"\bzähle? (?:\w+ )?auf (?:dich|sie|euch)\b|\bnicht (?:hängen|im stich)\b|\berwarte (?:deine|ihre|eine|dass)\b|\bletzte hoffnung\b|\bnach allem,? was ich\b|\bzum (?:zweiten|dritten|vierten) mal\b",
    r"\bcompte (?:\w+ment )?sur (?:toi|vous)\b|\bme (?:le )?d(?:ois|evez) bien\b|\bdernier espoir\b|\baprès tout ce que j['’]|\bj['’]exige\b|\blaisse[zr]? pas tomber\b",
    r"\bme lo debes?\b|\bcuento (?:\w+mente )?con(?:tigo| usted)\b|\bno me fall\w+|\búltima (?:esperanza|oportunidad)\b|\bdespués de todo lo que he\b|\bexijo\b",
    r"\b(?:depends|depending) on (?:you|this)\b|\b(?:still )?(?:haven['’]t|have not|not) (?:yet )?heard (?:back )?from you\b|\btime is (?:running|short|pressing)\b",
    r"\bzeitdruck\b|\b(?:einen )?gefallen schuldig\b|\bnoch (?:heute|diese woche)\b|\btemps presse\b|\b(?:réponds|répondez|réponse)\b.{0,20}\baujourd['’]hui\b|\btiempo que perder\b|\b(?:respónd\w+|contést\w+)\b.{0,15}\bhoy\b",
)
"""E15: words that push."""

_DAY = (
    r"(?:(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|tomorrow|tonight|today|noon|the end of|end of|eod|eow|next week|this week|the \d|\d{1,2}(?:st|nd|rd|th)?\b"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TAG = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|ende|\d{1,2}\."
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
)
_JOUR = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|la fin|le \d)"
_DIA = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|fin|\d)"
_FEW = r"(?:\d+|a few|an?|one|two|three|five|ein\w*|zwei|drei|fünf|wenigen|une?|deux|trois|quelques|un[ao]?|dos|tres|pocos)"
DEADLINE = _any(
    rf"\b(?:by|no later than|at the latest by|before) {_DAY}|\bdeadline\b",
    rf"\b(?:bis|spätestens)(?: am| zum| nächsten| zu)? {_TAG}|\bfrist\b",
    rf"\b(?:avant|d['’]ici(?: à)?|au plus tard) {_JOUR}",
    rf"\b(?:antes del?|para el|a más tardar el?) {_DIA}",
    rf"\b(?:know|answer|reply|hear|respond|decide|decision)\b.{{0,25}}\b(?:(?:until|till) (?:then|{_DAY})|(?:within|in) (?:the next )?{_FEW} (?:hour|day|week)s?\b)",
    rf"\b(?:innerhalb|binnen)(?: von)? {_FEW} (?:stunden?|tage?n?|wochen?)\b|\bbis (?:spätestens |zum |am )?(?:kommende[nmr]?|nächste[nmr]?|diese[nmr]?) {_TAG}",
    rf"\b(?:sous|dans les|en) {_FEW} (?:heures|jours)\b|\bavant (?:la fin|(?:ce|le) (?:prochain )?(?:{_JOUR}))",
    rf"\b(?:en|dentro de) {_FEW} (?:horas|días)\b|\b(?:antes del?|para el) (?:próximo|este) {_DIA}",
)
"""E15: a date by which the introducer should act."""

_MONEY = r"(?:[$€£] ?\d|\d+ ?(?:[$€£%]|euro|dollar|usd|eur))"
_REWARD = rf"(?:commission|cut\b|bonus|fee\b|cash|money\b|voucher|reward|percentage|share of|gift\b|{_MONEY})"
_LOHN = rf"(?:\w*provision|\w*prämie|\w*gutschein|bonus|geld|{_MONEY})"
_PART = r"(?:per ?cent|prozent|pour cent|por ciento|%)"
INCENTIVE = _any(
    r"\bfinder['’]?s['’]? fee|\b(?:referral|introduction|intro) (?:fee|bonus|commission|reward)",
    r"\bgift (?:card|voucher|certificate)|\bkick-?back",
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
    rf"{_PART}.{{0,40}}\b(?:yours|for you|to you|dir|ihnen|pour (?:toi|vous)|para (?:ti|usted)|tuyo|suyo)\b|\b(?:get|give you|bekomm\w*|erh[aä]lt\w*|vers\w+|pag\w+|doy)\b.{{0,30}}{_PART}",
    r"\bin it for you\b|\bremunera\w*|\brémunér\w*|\bvergüte\w*|\bin (?:return|exchange),? (?:i|we)\b|\bim gegenzug\b|\ben (?:échange|contrepartie),? (?:je|nous|de ton|de votre)\b|\ba cambio\b",
    r"\bam (?:erfolg|umsatz|gewinn|abschluss) beteilig\w*|\b(?:vermittlung|vorstellung|einführung|empfehlung)\b.{0,40}(?:\b\d+ ?(?:€|euro|eur|franken|chf)|\bgeld)",
    rf"\b(?:introduc\w+|referrals?)\b.{{0,20}}(?:{_MONEY}|\d[\d,.]* (?:euros?|dollars?|pounds?))",
    r"\b(?:pay|pays|paying|offer|offering)\b.{0,30}\b(?:per|for each|for every|for an?) (?:\w+ )?(?:intro\w*|referral)|\b(?:revenue|profit)[- ]share\b|\bscratch (?:my|your)\b",
    r"\bhonorar\b|\bbelohnung\b|\berkenntlich zeigen\b|\brécompense\b|\bcommission\b.{0,20}\b(?:t['’]|vous|toi)|\b(?:buena |una |tu |su )comisión\b|\brecompensa\b",
)
"""E17: money, a gift or a bonus for the introduction."""

FIRST_PERSON = _any(
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
