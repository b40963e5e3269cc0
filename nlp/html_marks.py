"""What mail programs say of an element by its class, id, name or style: quoted, hidden, signature.

Looked up in the markup of Gmail, Outlook (desktop, web, mobile, Mac), Apple Mail, Thunderbird,
Evolution, HCL Notes, Yahoo, Proton, Tuta, Zimbra, Roundcube, Zoho, GMX and web.de, Open-Xchange,
Samsung, Spark, eM Client, Airmail, Front, NetEase. Whoever answers keeps the others' marks, so a
class is searched for inside the attribute: Outlook writes `x_gmail_quote`.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

__all__ = ["Mark", "mark", "style"]


class Mark(Enum):
    """What an element's attributes say of what stands in it."""

    NONE = auto()
    QUOTED = auto()  # another's words, up to the end of the element
    ANSWERED = auto()  # the same, but people also write below the blockquote inside it
    REST = auto()  # the element and all below it is another's
    HIDDEN = auto()  # not shown to the reader
    SIGNATURE = auto()  # the writer's own, where it is not inside of a quotation


@lru_cache(maxsize=2048)
def mark(name: str, attributes: str) -> Mark:
    """What *attributes*, as written in a start tag of element *name*, say."""
    text = attributes.lower()
    if name == "blockquote":
        indented = _INDENT.search(text) and ("webkit-indent" in text or not _CITED.search(text))
        return Mark.NONE if indented else Mark.QUOTED
    if not any(word in text for word in _TELLING):
        return Mark.NONE
    if _REST.search(text) or (name == "div" and _FRAME.search(text)):
        return Mark.REST
    if _ANSWERED.search(text):
        return Mark.ANSWERED
    if _QUOTED.search(text):
        return Mark.QUOTED
    if _HIDDEN.search(text):
        return Mark.HIDDEN
    if name in _SIGNING and _SIGNATURE.search(text) and not _NO_SIGNATURE.search(text):
        return Mark.SIGNATURE
    return Mark.NONE


_TELLING = ("class", "id", "name", "data-", "style", "type", "hidden")
"""Of attributes: none of the patterns below is found in others."""
_NAMED = r"(?:class|id|name|data-[a-z]{1,20})\s?=\s?[\"']?[^\"'>]{0,80}?"
_REST = re.compile(
    r"divrplyfwdmsg|olk_src_body_section|mac_outlook_attribution|reference-message"
    r"|stopspelling|_mailoriginal|zwchr|__divider__|moz-forward-container|appleoriginalcontents"
    # these hold the headers alone, what they head stands below
    r"|original[-_]?message|outlookmessageheader|moz-email-headers|__headers__"
)
_FRAME = re.compile(  # Word's around From, Sent, To, Subject, in whatever language these are
    r"border(?:-top|-style)?\s?:[^\"]{0,160}?padding\s?:\s?3(?:\.0)?pt\s0(?:in|cm|px|pt)?\s0"
)
_ANSWERED = re.compile(r"gmail_quote|protonmail_quote")
_QUOTED = re.compile(
    rf"type=.?cite|{_NAMED}quot(?:e|ing)|moz-cite-prefix|gmail_attr|gmail_extra_quote"
    r"|evo-attribution|reply-intro|replysection|zmail_extra"
    r"|history_container|airmail_on|clean_bq|isreplycontent"
    rf"|{_NAMED}(?:original|old|forwarded|reply)[-_]?(?:message|content|mail|body|text)"
)
_CITED = re.compile(r"cite|quot|border-left|class")
_INDENT = re.compile(r"border:\s?(?:none|0)|margin(?:-left)?:[^;\"]{0,40}(?:40|30|20)px")
_HIDDEN = re.compile(
    r"display\s?:\s?none|mso-hide\s?:\s?all|visibility\s?:\s?hidden"
    r"|(?:font-size|max-height|opacity)\s?:\s?0(?:\.0)?(?:px|pt|em|%)?\s?(?:[;\"'!]|$)|\shidden(?:\s?=|\s*/?$)"
)
_SIGNING = frozenset({"div", "span", "table", "pre", "p", "td", "section", "footer"})
_SIGNATURE = re.compile(rf"{_NAMED}(?:signature|(?:_|\b)sig(?:_|\b)|_sgn\b|bloop_sign|ws_?sig)")
_NO_SIGNATURE = re.compile(
    r"signature[-_]?(?:prefix|separator|block-proton|delim|spacer|placeholder)|gmail_signature_prefix"
)


@lru_cache(maxsize=2048)
def style(name: str, attributes: str) -> str:
    """How an inline element looks, in one word: equal words look equal, "" as its surroundings."""
    text = attributes.lower()
    if "style" not in text and "color" not in text and "size" not in text:
        return _MEANS.get(name, "")
    found = {_MEANS.get(name, "")}
    for shown in _LOOKS.finditer(text):
        found.add(shown[0].replace(" ", ""))
    return ";".join(sorted(found - {""} - _PLAIN))


_MEANS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_LOOKS = re.compile(
    r"(?<![-\w])color\s?[:=]\s?[\"']?[#\w(), %.]{1,30}|font-weight\s?:\s?\w{1,8}"
    r"|font-style\s?:\s?\w{1,8}|font-size\s?:\s?[\w.-]{1,10}|(?<![-\w])size\s?=\s?[\"']?[+-]?\d"
)
_PLAIN = frozenset({"font-weight:normal", "font-weight:400", "font-style:normal", "color:inherit"})
