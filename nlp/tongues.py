"""In which language a mail is written, and how it addresses whom it goes to.

Counted are words that belong to one of the four languages alone, greetings and closings twice. A
text of a few words tells nothing rather than something wrong. Only what the author wrote counts, as
far as a cheap look can tell: the text above the first quotation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

LANGUAGES = ("en", "de", "fr", "es")
LOOKED_AT = 800  # characters: more adds cost and no certainty
LEAST = 3  # words of a language (a greeting or closing counts twice) before it is believed
AHEAD = 2  # times as many as of the next language


class Wording(NamedTuple):
    """How one mail is worded."""

    language: str
    """en, de, fr or es; '' where it cannot be told."""
    formal: bool | None
    """Sie, vous, usted: True; du, tu, tú: False; None where it cannot be told, as in English."""


UNTOLD = Wording("", None)


def wording(text: str, *, to_one: bool = True) -> Wording:
    """Tell language and address of a mail's *text*; to several, French `vous` tells nothing."""
    text = text[:LOOKED_AT]
    quoted = _QUOTED.search(text)
    if quoted:
        text = text[: quoted.start()]
    language = _language(text)
    return Wording(language, _formal(text, language, to_one=to_one)) if language else UNTOLD


_QUOTED = re.compile(
    r"^(?:>|-{3,}|_{5,}|(?:From|Von|De): "
    r"|(?:On|Am|Le|El)\b.{4,120}(?:wrote|schrieb|écrit|escribió))",
    re.MULTILINE,
)

_WORDS: Mapping[str, str] = {
    "en": """the and you your for with that this have has are was will would could should from
        they what when which about there been just please let know can how our any not but get
        meeting week today i'm i'll don't it's thanks thank""",
    "de": """und der das ist nicht ich wir sie mit für auf ein eine einen einer dem den zu von auch
        noch bei wie aber oder wenn dann kann können haben hat habe wird werden sind war nur schon
        mal uns mir dir dich ihnen ihre dass über nach sehr gut morgen heute danke bitte""",
    "fr": """le les des est pas je vous nous pour avec dans sur une que qui mais ou où être avoir
        cette ce ça sont suis avons avez peux pouvez très bien aussi plus votre vos mon ton notre
        merci demain aujourd'hui c'est j'ai""",
    "es": """el los las que por para con una pero como más muy está están ser tiene tengo puede
        puedes también cuando donde esto eso hay del al lo su sus mi gracias mañana hoy qué sí
        nosotros usted""",
}
_TWICE: Mapping[str, str] = {
    "en": "hi hello dear regards cheers sincerely wishes",
    "de": "hallo liebe lieber grüße grüsse gruß geehrte geehrter servus moin lg vg mfg",
    "fr": "bonjour bonsoir salut cher chère cordialement bises amicalement bientôt",
    "es": "hola estimado estimada querido querida saludo saludos abrazo atentamente",
}


def _weights() -> dict[str, list[tuple[str, int]]]:
    """What each word counts for which language; shared ones (`die`, `on`, `me`) are in no list."""
    found: dict[str, list[tuple[str, int]]] = {}
    for weight, lists in ((1, _WORDS), (2, _TWICE)):
        for language, listed in lists.items():
            for word in listed.split():
                found.setdefault(word, []).append((language, weight))
    return found


_COUNTED = _weights()
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|ll|t|s|ai|est|hui))?")


def _language(text: str) -> str:
    counts = dict.fromkeys(_WORDS, 0)
    for word in _WORD.findall(text.lower()):
        for language, weight in _COUNTED.get(word.replace("’", "'"), ()):
            counts[language] += weight
    (first, most), (_, second) = sorted(counts.items(), key=lambda one: -one[1])[:2]
    return first if most >= LEAST and most >= AHEAD * second else ""


def _formal(text: str, language: str, *, to_one: bool) -> bool | None:
    if language not in _CLOSE:
        return None
    close, distant = _CLOSE[language].search(text), _DISTANT[language].search(text)
    if language == "fr" and not to_one:
        distant = None  # several people are `vous` among friends, too
    if bool(close) is bool(distant):
        return None
    return distant is not None


_CLOSE: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"\b[Dd](?:u|ir|ich|ein(?:e[rnms]?)?)\b"),
    "fr": re.compile(r"\b(?:tu|toi|te|ton|tes)\b|\bt['’](?=[aeiouéh])", re.IGNORECASE),
    "es": re.compile(r"\b(?:tú|te|ti|contigo|tu|tus|vos)\b", re.IGNORECASE),
}
_DISTANT: Mapping[str, re.Pattern[str]] = {
    # Within a sentence only: at its beginning `Sie` may be she or they.
    "de": re.compile(
        r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihr(?:e[rnms]?)?)\b|\b[Gg]eehrte"
        r"|^(?:Guten \w+|Hallo|Liebe[r]?),? (?:Herr|Frau)\b",
        re.MULTILINE,
    ),
    "fr": re.compile(r"(?<!rendez-)(?<!rendez )\b(?:vous|votre|vos)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:usted|ud)\b|\bestimad[oa]s?\b", re.IGNORECASE),
}
