"""Bytes and header values to clean text: charsets, encoded words, control characters.

Everything a stranger wrote passes here before anybody sees it, so no later layer needs to know of
terminal escapes, direction overrides or invisible letters. Nothing here raises, and each function
is linear.
"""

from __future__ import annotations

import binascii
import codecs
import re
import unicodedata
from functools import lru_cache

_CHARSET_CHARS = 40  # the longest registered name has 45, and no mail uses it
_NORMAL_CHARS = 1_000  # canonical ordering is quadratic in a run of marks: normalise piecewise

# C0 but tab and newline, DEL, C1, soft hyphen, zero-width, direction marks and overrides, invisible
# operators, BOM, surrogates, private use, tag characters: none has a place in a name, a subject or
# a body.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_LATIN_UNSEEN = bytes(code for code in range(256) if _UNSEEN.match(chr(code)))
_LATIN_NEWLINES = bytes.maketrans(b"\x0b\x0c\x85", b"\n\n\n")
_NEWLINES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_PIECES = re.compile(rf"(?s).{{1,{_NORMAL_CHARS}}}(?=\s|\Z)|.{{1,{_NORMAL_CHARS}}}")

# RFC 2047 §2, but blanks are let through in the text: many mailers leave them there.
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")

# Text codecs of Python that no mail may name: not charsets, or slower than linear.
_REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
# What senders mean by a label, where that is not what the label says (WHATWG Encoding, §4.2),
# and names that Python does not know. Keys are in Python's normal form (lower case, `_`).
_MEANT = {
    "ascii": "",
    "us_ascii": "",
    "ansi_x3.4_1968": "",
    "iso8859_1": "cp1252",
    "iso_8859_1": "cp1252",
    "latin_1": "cp1252",
    "latin1": "cp1252",
    "iso8859_9": "cp1254",
    "iso_8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "windows_874": "cp874",
    "iso_8859_8_i": "iso8859_8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x_gbk": "gb18030",
    "gb_2312_80": "gb18030",
    "euc_kr": "cp949",
    "ks_c_5601_1987": "cp949",
    "ks_c_5601": "cp949",
    "shift_jis": "cp932",
    "x_sjis": "cp932",
    "windows_31j": "cp932",
    "big5": "big5hkscs",
    "x_mac_roman": "mac_roman",
    "macintosh": "mac_roman",
    "x_mac_cyrillic": "mac_cyrillic",
    "x_mac_greek": "mac_greek",
    "unicode_1_1_utf_7": "utf_7",
    "utf8mb4": "utf_8",
    "unicode": "utf_16",
}


def decode(data: bytes, charset: str) -> str:
    """Decode *data* as *charset* says; UTF-8, else Windows-1252, where it says nothing usable."""
    codec = codec_of(charset)
    if codec:
        try:
            return data.decode(codec, "replace")
        except (ValueError, LookupError):  # some codecs raise whatever the error mode
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


@lru_cache(maxsize=256)
def _codec_of(charset: str) -> str:
    name = _label(charset)
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name) if name else None
        if found is None or found.name in _REFUSED or found.name.replace("-", "_") in _REFUSED:
            return ""
        "".encode(found.name)  # a transform such as zlib or rot13 is no charset: LookupError
        return found.name
    except (LookupError, ValueError):
        return ""


def _label(charset: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "_", charset[:_CHARSET_CHARS].lower()).strip("_")


def codec_of(charset: str) -> str:
    """Name Python's codec for *charset*; '' where there is none, or the label is too vague to be
    believed.
    """
    return _codec_of(charset) if 0 < len(charset) <= _CHARSET_CHARS else ""


def knows(charset: str) -> bool:
    """Whether *charset* names something, if only vaguely."""
    return bool(codec_of(charset)) or _label(charset) in _MEANT


def header(value: str) -> str:
    """Decode the encoded words of a header value (RFC 2047) and clean it to one line."""
    return line(words(value)) if "=?" in value else line(value)


def words(value: str) -> str:
    """Decode encoded words; letters cut between two neighbours of one charset come out whole."""
    value = _BETWEEN.sub(r"\1", value)
    out: list[str] = []
    pending, charset, last = b"", "", 0
    for match in _WORD.finditer(value):
        if match.start() > last or match[1].lower() != charset:
            out.append(decode(pending, charset))
            out.append(value[last : match.start()])
            pending, charset = b"", match[1].lower()
        pending += _word_bytes(match[2], match[3], charset)
        last = match.end()
    out.append(decode(pending, charset))
    out.append(value[last:])
    return "".join(out)


def _word_bytes(encoding: str, content: str, charset: str) -> bytes:
    """The octets of one word; letters that stand in it unencoded are put back into its charset."""
    codec = "utf-8" if content.isascii() else codec_of(charset) or "utf-8"
    raw = content.encode(codec, "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return base64_bytes(raw)


def base64_bytes(data: bytes) -> bytes:
    """Decode base64, passing over what does not belong there; a broken end is dropped."""
    data = data.rstrip(b"\r\n")
    unpadded = data.rstrip(b"=")
    if len(data) - len(unpadded) <= 2 and b"=" not in unpadded:  # the usual case, in one pass
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            pass
    compact = _NOT_BASE64.sub(b"", data)
    whole = len(compact) // 4 * 4 if len(compact) % 4 < 2 else len(compact)
    return binascii.a2b_base64(compact[:whole] + b"=" * (-whole % 4))


def line(value: str) -> str:
    """Clean *value* to one line: NFC, single blanks, nothing unseen."""
    if value.isascii():
        blank = value if value.isprintable() else value.replace("\t", " ")
        if blank.isprintable():
            return blank.strip() if "  " not in blank else " ".join(blank.split())
    return _SPACES.sub(" ", body(value)).strip()


def body(value: str) -> str:
    """Clean *value* keeping its lines: NFC, LF only, nothing unseen."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    try:  # octets are cleaned ten times as fast, and no letter of Latin-1 needs composing
        octets = value.encode("latin-1")
    except UnicodeEncodeError:
        pass
    else:
        return octets.translate(_LATIN_NEWLINES, _LATIN_UNSEEN).decode("latin-1")
    value = _NEWLINES.sub("\n", value)
    value = _UNSEEN.sub("", value)
    return value if unicodedata.is_normalized("NFC", value) else _normal(value)


def _normal(value: str) -> str:
    if len(value) <= _NORMAL_CHARS:
        return unicodedata.normalize("NFC", value)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECES.findall(value))
