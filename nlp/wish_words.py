# ruff: noqa: E501  a pattern is read in one piece
"""What somebody who was asked wishes not to be asked about, in their own words.

    "Please don't ask me about Lumen again."  ─► Lumen
    "Bitte frag mich nicht mehr nach Vorstellungen." ─► introductions

Read sentence by sentence: it must speak of being asked, and forbid it. Whoever reads this proposes;
what the wish is, only the owner says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from narrowcast.nlp.clauses import Phrases

MAX_CHARACTERS = 4000
MAX_ABOUT = 60

_FORBIDS = Phrases(
    r"(?i)(?<!\w)(?:don['’]t|do not|never|not|no|no longer|stop|quit|refrain|nicht|nie|kein\w*|lass\w*"
    r"|ne|n['’]|pas|plus|jamais|aucune?s?|arrêt\w+|nunca|dej[ae]\w*|ningun\w*|ningún|tampoco|non"
    r"|mai|niente|nessun\w*|smett\w+|niet|geen|nooit|não|nem)(?!\w)"
)
_ASKED = Phrases(
    r"(?i)(?<!\w)(?:(?:ask|approach|contact|bother)(?:ing)? (?:me|us)|(?:be|being|get) (?:asked|approached"
    r"|contacted)|(?:more|further|such|any|your) requests?|ask(?=\s*$)|frag\w* (?:sie )?(?:mich|uns)"
    r"|gefragt|angefragt|anfragen?|(?:me|m['’]|nous) ?(?:demand|sollicit)\w+|sollicitée?s?"
    r"|sollicitations?|demandes?|(?:me|nos) (?:pregunt|pid|solicit|vuelv)\w+|preguntad[oa]s?|peticiones"
    r"|solicitudes|chieder(?:mi|ci)|richiest[ea]|(?:vraag|benader) (?:me|mij|ons)|gevraagd|verzoeken"
    r"|(?:me|nos) (?:pergunt|peç|peçam)\w*|pedidos?)(?!\w)"
)
"""They speak of being asked, not of whom they would ask or introduce."""
_NAME = r"(?-i:[^\W\d_a-zß-ÿ][\w&'’.-]*(?: (?:(?:&|und|and|et|y|e|von|van|de|der|of) )?[^\W\d_a-zß-ÿ][\w&'’.-]*){0,4})"
_ABOUT = Phrases(
    r"(?i)(?<!\w)(?:about|regarding|concerning|at|to|with|nach|zu|wegen|über|bei|sur|à propos (?:de |d['’])"
    r"|concernant|chez|au sujet (?:de |d['’])|à|sobre|por|acerca de|con|en|di|su|riguardo a|presso|da|sobre [ao]"
    rf"|over|naar|bij|acerca d[ao]|com)\s*(?:the |die |der |das |la |le |el |il )?(?P<about>{_NAME})"
)
_KINDS = (
    (
        "introductions",
        r"introductions?|intros?|vorstellungen|einführungen|mises? en relation|présentations|presentaciones|presentazioni|apresentações|introducties",
    ),
    ("references", r"references?|referenzen|références?|referencias|referenze|referenties"),
    (
        "recommendations",
        r"recommendations?|empfehlungen|recommandations?|recomendaciones|raccomandazioni|aanbevelingen|recomendações",
    ),
)
_NEVER_DOES = Phrases(
    r"(?i)\bi (?:don['’]t|do not|never) (?:do|make|give|write|offer) |\bich (?:mache|gebe|schreibe) "
    r"(?:grundsätzlich |generell |prinzipiell )?keine |\bje ne (?:fais|donne) (?:pas|jamais) "
    r"|\b(?:no|nunca) (?:hago|doy|suelo hacer|hacer) |\bnon (?:faccio|do|scrivo) |\bik doe geen "
)
_SENTENCE = re.compile(r"[!?;\n]+|\.(?=\s|$)|(?<=\w), (?:but|aber|mais|pero|ma|maar|mas)\b")
_NO_NAMES = frozenset(
    {"i", "me", "you", "sie", "ihnen", "dir", "dich", "mir", "mich", "uns", "euch", "ich"}
)


def unwished(own_text: str) -> str:
    """A firm or person as written, or `introductions`, `references`, `recommendations`: what the
    author wants not to be asked about; '' where they name none.

    *own_text* is the author's, quotations and signature cut.
    """
    return next(_unwished(unicodedata.normalize("NFC", own_text[:MAX_CHARACTERS])), "")


def _unwished(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if not _FORBIDS.search(sentence):
            continue
        asked = _ASKED.search(sentence)
        for found in _ABOUT.finditer(sentence) if asked else ():
            name = " ".join(found["about"].split()).strip(" .,'’-")[:MAX_ABOUT]
            if name and name.casefold() not in _NO_NAMES and not _kind_of(name):
                yield name
        if asked or _NEVER_DOES.search(sentence):
            yield from filter(None, [_kind_of(sentence)])


def _kind_of(text: str) -> str:
    """Which kind of ask *text* names; '' none."""
    return next(
        (
            kind
            for kind, words in _KINDS
            if re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)
        ),
        "",
    )
