"""Asking a mail server which mails hold some words: an optional part of the contract.

A connector that can offers it beside `base.TextSource`; the engine reads the texts of what is found
and decides what they tell. The words go to the owner's own server and nowhere else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from narrowcast.connectors.base import Cursor, Scope
from narrowcast.connectors.records import RemoteId

MAX_WORD = 100  # characters; longer names are no names


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFor:
    """What mails are looked for."""

    words: tuple[str, ...]
    """Any of these: addresses, domains, names of people and of firms, each as it stands."""
    since: datetime | None = None
    """Only what came to the server since about then: whole days, and those of its own zone."""


@runtime_checkable
class Searcher(Protocol):
    """A connector whose server can search the texts of mail."""

    def search(
        self, scope: Scope, cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        """Name the newest *limit* mails of *scope* that hold any of the words, newest first.

        *cursor* is that of the last kept page: where the ids of its generation are void, raises
        CursorExpired. Servers search in their own ways: what is named may hold a word in a head, in
        part or in another form, and a mail may be missed. None in a scope that holds no mail.
        Raises as `pull` does: Skippable where the server does not search, NeedsLogin where the
        login may not.
        """
        ...


def phrase(word: str) -> str:
    """*word* without what could end a quoted phrase or begin an operator on any server; '' where
    nothing is left to look for.

    Quotes, backslashes, brackets and controls become blanks: no server searches for them.
    """
    kept = (one if _is_plain(one) else " " for one in unicodedata.normalize("NFC", word[:MAX_WORD]))
    found = " ".join("".join(kept).split())
    return found if any(map(str.isalnum, found)) else ""


def phrases(wanted: SearchFor) -> tuple[str, ...]:
    """The `phrase` of each word, each once."""
    return tuple(dict.fromkeys(filter(None, map(phrase, wanted.words))))


def gmail(wanted: SearchFor) -> str:
    """*wanted* as Gmail's search box takes it, at the API and in X-GM-RAW; '' nothing to look for.

    https://support.google.com/mail/answer/7190: braces for any of, quotes for words in order.
    """
    quoted = [f'"{one}"' for one in phrases(wanted)]
    if not quoted:
        return ""
    since = f" after:{wanted.since:%Y/%m/%d}" if wanted.since else ""
    return f"{{{' '.join(quoted)}}}{since}"


def _is_plain(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign in "@._-+'’&/, "
