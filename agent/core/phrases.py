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
)
"""E13: the introducer is told that a no is fine."""

_WILLING = r"(?:welcome|happy|open|fine|ok|okay|willing|glad|up for|interested|comfortable)"
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
    r"\bnur (?:\d+|fünf|zehn|zwei|ein paar) minuten\b|\b(?:du musst|sie müssen)\b|\bschulde(?:st|n)\b.{0,12}\bmir\b",
    r"\burgence\b|\bau plus vite\b|\bdès que possible\b|\bimmédiatement\b|\b(?:juste|que) \w+ minutes\b",
    r"\burgente\w*|\bcuanto antes\b|\blo antes posible\b|\binmediatamente\b|\bs[oó]lo \w+ minutos\b",
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
DEADLINE = _any(
    rf"\b(?:by|no later than|at the latest by|before) {_DAY}|\bdeadline\b",
    rf"\b(?:bis|spätestens)(?: am| zum| nächsten| zu)? {_TAG}|\bfrist\b",
    rf"\b(?:avant|d['’]ici(?: à)?|au plus tard) {_JOUR}",
    rf"\b(?:antes del?|para el|a más tardar el?) {_DIA}",
)
"""E15: a date by which the introducer should act."""

_MONEY = r"(?:[$€£] ?\d|\d+ ?(?:[$€£%]|euro|dollar|usd|eur))"
_REWARD = rf"(?:commission|cut\b|bonus|fee\b|cash|money\b|voucher|reward|percentage|share of|gift\b|{_MONEY})"
_LOHN = rf"(?:\w*provision|\w*prämie|\w*gutschein|bonus|geld|{_MONEY})"
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
