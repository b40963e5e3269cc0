"""Words that HTML holds beside its text: a logo's alt text, and where a link leads."""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache

__all__ = ["link_target", "logo_name"]

_ICON_PIXELS = 40  # logos are wider; icons of networks and counting pixels are not
_ALT = re.compile(
    r"\balt\s?=\s?(?:\"([^\"]{2,80})\"|'([^']{2,80})'|([^\s\"'>]{2,80}))", re.IGNORECASE
)
_SIZE = re.compile(r"\b(?:width|height)\s?[=:]\s?[\"']?\s?(\d{1,4})(?![\d%])", re.IGNORECASE)
_LOGO = re.compile(
    r"\b(?:the |our |das |le |el |il |het |o )?(?:company|corporate|firmen|unternehmens|bedrijfs"
    r"|f.retags|firma)?[-\s]?logo(?:typ[eo]?|s|en|et|mark)?\b"
    r"(?:\s+(?:of|for|der|des|von|de la|de|du|della|dell'|di|do|da|van|voor|för|af|firmy)\b)?",
    re.IGNORECASE,
)
_NO_FIRM = re.compile(
    r"\b(?:linked ?in|xing|facebook|twitter|instagram|you ?tube|tik ?tok|whats ?app|mastodon"
    r"|bluesky|threads|github|vimeo|pinterest|telegram|skype|teams|zoom|calendly|google|maps?"
    r"|trustpilot|kununu|icons?|images?|img|inline|bild|foto|photos?|picture|portrait"
    r"|profil\w*|avatar|headshot|banner|emblem|badge|seal|siegel|awards?|auszeichnung|certifi\w+|zertifi\w+|iso|ecovadis|winner|member"
    r"|mitglied|place to work|top employer|arbeitgeber|rating|reviews?|signatures?|signatur|firma"
    r"|unterschrift|vcard|qr|barcode|tel|phone|telefone?|t.l.phone|mobile?|mobil|fax|e-?mail|mail|web"
    r"|website|address|adresse|location|pin|home|divider|spacer|separator|line|pixel|tracking|emoji"
    r"|hiring|webinar|download|click|book|meeting|events?|messe|expo|fair|stand|campaign|promo"
    r"|description|generated|shape|graphi\w+|text|unsubscribe|view|app store|play store)\b",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.\w{2,4}$|://|@|^(?:cid|data):|[_=#<>{}]|[!?]$", re.IGNORECASE)
_LINKING = frozenset(
    {"&", "+", "-", "–", "of", "and", "the", "for", "und", "für", "der", "et", "de", "des", "la"}
    | {"du", "y", "e", "di", "da", "do", "en", "van", "voor", "i", "och", "og", "w", "von", "del"}
)


@lru_cache(maxsize=512)
def logo_name(attributes: str) -> str:
    """The name in the alt text of an image that may be a logo; "" for icons, photos and banners."""
    found = _ALT.search(attributes)
    if found is None:
        return ""
    alt = " ".join(entities.unescape(found[1] or found[2] or found[3]).split())
    bare = _LOGO.sub(" ", alt).strip(" ,:;|-–")
    logo = bare != alt
    if not logo and any(int(size) <= _ICON_PIXELS for size in _SIZE.findall(attributes)):
        return ""
    return " ".join(bare.split()) if _may_be_firm(bare, logo=logo) else ""


def _may_be_firm(alt: str, *, logo: bool) -> bool:
    found = alt.split()
    if not 0 < len(found) <= (8 if logo else 6) or not any(sign.isalpha() for sign in alt):
        return False
    if len(alt) < 2 or _FILE.search(alt) or _NO_FIRM.search(alt):
        return False
    if sum(sign.isdigit() for sign in alt) > 3:
        return False
    return logo or all(word in _LINKING or not word[0].islower() for word in found)


_LABEL = re.compile(
    r"[\s\W]*(?:(?:my |our |connect on |follow (?:me|us) on |visit (?:my|our) )?"
    r"(?:linked-?in|xing|facebook|twitter|x|instagram|youtube|github|mastodon|bluesky|whats-?app"
    r"|skype|teams|orcid|researchgate|google scholar|web|web-?site|site|site web|sito|sito web"
    r"|sitio web|web-?seite|homepage|internet|strona|strona www|hjemmeside|hemsida|webbplats"
    r"|webside|página web|e-?mail|mail|email me|courriel|correo|e-?post|telefon|phone|call|call me"
    r"|tel|mobile|mobil|blog|vcard|v-card|map|karte|plan|directions|calendly"
    r"|(?:book|schedule) (?:a )?(?:meeting|call|time)|termin (?:buchen|vereinbaren)"
    r"|prendre rendez-vous))[\s\W]*",
    re.IGNORECASE,
)
_HREF = re.compile(
    r"\bhref\s?=\s?[\"']?\s?(https?://|mailto:|tel:)([^\s\"'<>?]{3,200})", re.IGNORECASE
)
_MAX_TARGET = 70  # longer ones are followed links, and would end a signature's line


def link_target(attributes: str, text: str) -> str:
    """Where a link leads whose *text* is but a label (`LinkedIn`); "" for all others."""
    if len(text) > 40 or not _LABEL.fullmatch(text):
        return ""
    found = _HREF.search(attributes)
    if found is None:
        return ""
    scheme, target = found[1].lower(), entities.unescape(found[2]).rstrip("/")
    if scheme.startswith("http"):
        target = scheme + (target if len(target) <= _MAX_TARGET else target.partition("/")[0])
    return target if len(target) <= _MAX_TARGET + 8 else ""
