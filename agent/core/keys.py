"""Numbers by which long texts are compared: Message-IDs, threads, subjects."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from narrowcast.agent.core.parties import SUBJECT_CHARS


def key_of(text: str) -> int:
    """A 63-bit key of *text*; 0 only for ''. Collisions: 3e-8 at a million texts."""
    if not text:
        return 0
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1 or 1


@lru_cache(maxsize=1024)
def subject_key(subject: str) -> int:
    """What the mails of one subject share, however their programs marked the answers."""
    return key_of(base_subject(subject))


def base_subject(subject: str) -> str:
    """The subject without reply and forward marks and list tags (RFC 5256 base subject, more
    languages).
    """
    shorter = subject[:SUBJECT_CHARS]
    # Most subjects have no sign that ends a mark; to look for one costs a tenth of a match.
    while ":" in shorter or "[" in shorter or "：" in shorter:
        found = _MARK.match(shorter)
        if found is None or found.end() == len(shorter):
            break
        shorter = shorter[found.end() :]
    return " ".join(shorter.split()).casefold()


def is_new_subject(subject: str) -> bool:
    """Whether no reply or forward mark or list tag opens it."""
    return _MARK.match(subject) is None


_MARK = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|sv|vs|vb|vl|antw|doorst|odp|pd|res|enc|rv|r|i|rif|tr|ref|"
    r"vá|továbbítás|ynt|i̇?lt|απ|σχετ|πρθ|отв|ответ|пересл|bls|trs|hal|"
    r"回复|回覆|答复|转发|轉寄|返信|転送|השב|הועבר)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]|\[[^\]]{1,40}\])\s*",  # U+FF1A is a colon too
    re.IGNORECASE,
)
"""Answer and forward marks as mail programs of many languages write them, and list tags."""
