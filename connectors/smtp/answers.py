"""What a submission server says: its sentence for the owner, and the ids that it gave a letter."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST = 200
_ID = re.compile(r"<([^<>\s@]{1,200}@[^<>\s@]{1,253})>")
_SES_HOST = re.compile(r"email-smtp(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com")
_SES_ID = re.compile(r"ok ([0-9a-f]{10,}(?:-[0-9a-f]+)+)", re.IGNORECASE)
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{24,}")


class Answer(NamedTuple):
    """A reply (RFC 5321 §4.2); *code* is -1 where it was none."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def passing(self) -> bool:
        return 400 <= self.code < 500

    @property
    def final(self) -> bool:
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return (f"{self.code} {self.text}" if self.code >= 0 else self.text).strip()


def answer(code: int, text: bytes) -> Answer:
    """A reply whose text is one line that may be shown: no control characters, not long."""
    shown = "".join(
        " " if unicodedata.category(character)[0] == "C" else character
        for character in text[: 8 * LONGEST].decode("utf-8", "replace")
    )
    return Answer(code, " ".join(shown.split())[:LONGEST])


def to_a_login(code: int, text: bytes, hidden: tuple[str, ...]) -> Answer:
    """The same of a reply to a login, where some servers repeat what they were sent: *hidden*, and
    whatever looks like it, is left out.
    """
    shown = text.decode("utf-8", "replace")
    for secret in sorted(filter(None, hidden), key=len, reverse=True):
        shown = shown.replace(secret, "…")
    return answer(code, _BLOB.sub("…", shown).encode("utf-8"))


def learned_id(said: Answer, *, own: str, addresses: tuple[str, ...], host: str) -> str:
    """The Message-ID that *host* gave a letter instead of *own*; '' where it tells of none.

    Outlook and Exchange name it in angle brackets; Amazon SES without them and without its domain
    (facts/reliability.md §2). *addresses* stand in brackets, too, and are none.
    """
    known = {own.strip("<>").lower(), *(address.lower() for address in addresses)}
    for found in _ID.findall(said.text):
        if found.lower() not in known:
            return f"<{found}>"
    region, ses = _SES_HOST.fullmatch(host), _SES_ID.fullmatch(said.text)
    if not (region and ses):
        return ""
    place = "email" if region[1] == "us-east-1" else region[1]
    return f"<{ses[1]}@{place}.amazonses.com>"
