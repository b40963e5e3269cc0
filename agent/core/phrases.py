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
    r"\bno (?:explanation|reason|reply|answer) (?:is )?(?:needed|necessary|required)",
    r"\b(?:would|['’]d|you) (?:much )?rather not\b|\bprefer not to\b|\bnot close enough\b",
    r"\b(?:a|say) no is (?:\w+ )?(?:fine|welcome|ok|okay|all right)\b|\bfeel free to (?:say no|decline|ignore)",
    r"\b(?:no|without) (?:worries|problem|hard feelings|pressure)\b|\b(?:totally|perfectly|completely) (?:fine|ok|okay|understand)",
    r"\bif (?:not|it does not suit|you cannot|you can['’]t)\b.{0,40}\b(?:fine|ok|okay|understand|all right)\b",
    r"\bohne erklärung\b|\blieber nicht\b|\bkein problem\b|\bkeine? (?:begründung|erklärung)\b",
    r"\bein nein ist\b|\bvöllig in ordnung\b|\bkein druck\b|\bruhig nein\b",
    r"\bsans (?:explication|problème|souci|justification)\b|\bpréf\w+ ne pas\b|\bpas d['’]obligation\b",
    r"\baucun (?:souci|problème)\b|\blibre de (?:refuser|dire non)\b",
    r"\bsin (?:explicaci\w+|compromiso|problema)\b|\bprefier\w+ no\b|\bning[uú]n problema\b",
    r"\bno hace falta (?:ninguna )?explicaci\w+|\bcon toda libertad\b",
)
"""E13: the introducer is told that a no is fine."""

CHECK_FIRST = _any(
    r"\b(?:ask|check with|run it by|sound out|clear it with)\b.{0,60}\b(?:first|beforehand|before)\b",
    r"\b(?:first|before)\b.{0,40}\b(?:ask|check|introduc)\w*",
    r"\bwhether (?:§|he|she|they|that|this|an? \w+)\b.{0,30}\b(?:welcome|happy|open|fine|willing|up for)\b",
    r"\bif (?:§|he|she|they)(?: is| are|['’]s|['’]re| would be)\b.{0,20}\b(?:happy|open|fine|willing|up for)\b",
    r"\bdouble opt[- ]in\b",
    r"\bfrag\w*\b.{0,60}\b(?:vorher|zuerst|erst|vorab)\b|\b(?:vorher|zuerst|erst|vorab)\b.{0,40}\bfrag\w*",
    r"\bdemand\w+\b.{0,60}\bd['’]abord\b|\bd['’]abord\b.{0,40}\b(?:demand|vérifi)\w+",
    r"\bpregunt\w+\b.{0,60}\b(?:antes|primero)\b|\b(?:antes|primero)\b.{0,40}\bpregunt\w+",
)
"""E14: the prospect is asked before anybody is introduced."""

WANTS_ADDRESS = _any(
    r"\b(?:send|give|share|pass|forward|have|get)\b.{0,20}\b(?:his|her|their|§['’]?s?)"
    r"(?: \w+)? (?:e-?mail|mail|address|phone|number|mobile|contact|details)",
    r"\bwhat(?:['’]s| is) (?:his|her|their|§['’]?s?)(?: \w+)? (?:e-?mail|address|phone|number|contact)",
    r"\b(?:schick|gib|geben|schicken|senden)\w*\b.{0,30}\b(?:adresse|telefonnummer|nummer|kontaktdaten|mailadresse)\b",
    r"\b(?:envoy|donn|partag)\w+\b.{0,30}\b(?:adresse|numéro|coordonnées|mail)\b",
    r"\b(?:env[ií]|d[ae]|pas)\w*\b.{0,30}\b(?:dirección|número|correo|teléfono|contacto) de §",
)
"""E14: an address of the prospect is asked for."""

HAPPEN_TO_KNOW = _any(
    r"\b(?:happen to|might|may|perhaps|by any chance) know\b|\bdo you know\b|\bif you know\b",
    r"\bkenn(?:st|en|t) (?:du|sie|ihr)\b|\b(?:vielleicht|zufällig)\b.{0,40}\bkenn\w+",
    r"\bconna(?:is|issez|îtriez|îtrais)\w*\b|\bconoce[sn]?\b|\bconocer[áí]\w*",
)
"""E08: the form that supposes nothing."""

PRESSURE = _any(
    r"\burgent\w*|\basap\b|\bas soon as possible\b|\bimmediately\b|\bright away\b|\btime[- ]sensitive\b",
    r"\b(?:just|only) (?:\d+|five|ten|two|a few|a couple of) (?:min\w*|sec\w*)|\bquick favou?r\b",
    r"\blast chance\b|\bdon['’]t miss\b|\bact now\b|\bi (?:really )?need you to\b|\byou (?:must|have to)\b",
    r"\bi['’]?(?:m| am) counting on you\b|\byou owe me\b",
    r"\bdringend\w*|\beilig\w*|\bunverzüglich\b|\bso schnell wie möglich\b|\bso bald wie möglich\b",
    r"\bnur (?:\d+|fünf|zehn|zwei|ein paar) minuten\b|\b(?:du musst|sie müssen)\b|\bschulde(?:st|n)\b.{0,12}\bmir\b",
    r"\burgence\b|\bau plus vite\b|\bdès que possible\b|\bimmédiatement\b|\bjuste \w+ minutes\b",
    r"\burgente\w*|\bcuanto antes\b|\blo antes posible\b|\binmediatamente\b|\bsolo \w+ minutos\b",
)
"""E15: words that push."""

_DAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|today|noon"
    r"|the end of|end of|eod|eow|next week|this week|\d{1,2}(?:st|nd|rd|th)?\b"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TAG = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|ende|zum \d|\d{1,2}\."
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
)
DEADLINE = _any(
    rf"\b(?:by|no later than|at the latest by|until) {_DAY}|\bdeadline\b",
    rf"\b(?:bis|spätestens)(?: am| zum| nächsten)? {_TAG}|\bfrist\b",
    r"\bavant (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|la fin|le \d)",
    r"\bantes del? (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|fin|\d)",
)
"""E15: a date by which the introducer should act."""

_OFFER = r"(?:offer|pay|give|send|get|earn|receiv|reward|thank)\w*"
_REWARD = r"(?:commission|cut|bonus|fee|cash|money|voucher|reward|percentage|share of|gift\b|[$€£] ?\d|\d+ ?[$€£%])"
INCENTIVE = _any(
    r"\bfinder['’]?s['’]? fee|\b(?:referral|introduction|intro) (?:fee|bonus|commission|reward)",
    r"\bgift (?:card|voucher|certificate)|\bkick-?back|\b(?:fee|bonus|commission) for (?:the|an|your) (?:intro|referral)",
    rf"\b{_OFFER} (?:to )?(?:you|for you)\b.{{0,30}}{_REWARD}|\b(?:you|you['’]ll|you will) {_OFFER}\b.{{0,20}}{_REWARD}",
    r"\b(?:pay|buy|make it worth|treat) (?:you|your while)\b(?! a coffee| a beer)",
    r"\b(?:vermittlungs|empfehlungs|finder)(?:gebühr|provision|prämie|bonus|lohn)\w*|\bgeschenkgutschein\w*",
    r"\b(?:dir|ihnen|euch)\b.{0,30}\b(?:provision|prämie|gutschein|bonus|geld|\d+ ?€)",
    r"\bcommission d['’]apport|\bprime (?:d['’]apport|de parrainage)|\bchèques?[- ]cadeaux?\b|\bpot-de-vin\b",
    r"\bcomisión por\b|\btarjetas? regalo\b|\brecompensa\b.{0,20}\bpresent\w+",
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
    r"^\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|ref|rif|odp|res|enc)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
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
