"""Signatures in the markup of real clients: read through the HTML and never out of a quotation.

The mails are invented, and were written by somebody who had not seen the parser; the figures
before and after it was tuned stand in the README beside them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from narrowcast.nlp.html import html_text
from narrowcast.nlp.quoting import own_text
from narrowcast.nlp.signature import ClaimKind, Reader, Signature, SignedText

SIGNATURES = Path(__file__).parents[1] / "data" / "signatures"
SETS = sorted(SIGNATURES.glob("html_*.jsonl"))
Row = dict[str, Any]


class Score(NamedTuple):
    """Values that were right, those that were given, and mails that hold one."""

    right: int
    given: int
    held: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.given + self.held)


class Read(NamedTuple):
    """One labelled mail and what was read in it."""

    row: Row
    signature: Signature
    own: str


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.stem)
def mails(request: pytest.FixtureRequest) -> list[Read]:
    return read_set(request.param)


def read_set(path: Path) -> list[Read]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    texts = [html_text(row["html"]) for row in rows]
    signed = [_signed(row, text) for row, text in zip(rows, texts, strict=True)]
    signatures = Reader().read(signed)
    owns = (own_text(mail.text, mail.subject) for mail in signed)
    return [Read(*one) for one in zip(rows, signatures, owns, strict=True)]


def _signed(row: Row, text: str) -> SignedText:
    name, address = parseaddr(row["headers"]["From"])
    return SignedText(text, name, address, row["headers"].get("Subject", ""))


@pytest.mark.parametrize("kind", [ClaimKind.TITLE, ClaimKind.EMPLOYER])
def test_nine_of_ten_fields_are_read(mails: Sequence[Read], kind: ClaimKind) -> None:
    assert field_score(mails, kind).f1 >= 0.90


@pytest.mark.parametrize("kind", [ClaimKind.TITLE, ClaimKind.EMPLOYER])
def test_nothing_is_taken_from_others(mails: Sequence[Read], kind: ClaimKind) -> None:
    assert not list(taken_from_others(mails, kind))


def test_own_words_survive_and_quoted_ones_do_not(mails: Sequence[Read]) -> None:
    assert not list(lost_words(mails))
    assert not list(leaked_words(mails))


def field_score(mails: Iterable[Read], kind: ClaimKind) -> Score:
    """Lenient: half of the words (F1) are those of one of the right values."""
    right = given = held = 0
    for mail in mails:
        values, claim = _gold(mail.row, kind), mail.signature.best(kind)
        held += bool(values)
        given += claim is not None
        right += claim is not None and any(alike(claim.value, value) for value in values)
    return Score(right, given, held)


def taken_from_others(mails: Iterable[Read], kind: ClaimKind) -> Iterable[str]:
    """Ids of mails whose value is a quoted person's, an officer's or a department's, and not the
    sender's as well.
    """
    for mail in mails:
        claim = mail.signature.best(kind)
        if claim is None or any(alike(claim.value, value) for value in _gold(mail.row, kind)):
            continue
        labels = mail.row["labels"]
        wrong = labels.get(f"quoted_people_{kind.value}s") or []
        wrong = [*wrong, *(labels.get(_ALSO_WRONG[kind]) or [])]
        if any(alike(claim.value, value) for value in wrong):
            yield mail.row["id"]


_ALSO_WRONG = {ClaimKind.TITLE: "register_titles", ClaimKind.EMPLOYER: "departments"}


def lost_words(mails: Iterable[Read]) -> Iterable[tuple[str, str]]:
    """The sender's own words that are missing, with the mail's id."""
    for mail in mails:
        for words in mail.row["labels"].get("own_text_must") or []:
            if _plain(words) not in _plain(mail.own):
                yield mail.row["id"], words


def leaked_words(mails: Iterable[Read]) -> Iterable[tuple[str, str]]:
    """Quoted words that were taken for the sender's, with the mail's id."""
    for mail in mails:
        for words in mail.row["labels"].get("own_text_must_not") or []:
            if _plain(words) in _plain(mail.own):
                yield mail.row["id"], words


def alike(one: str, other: str) -> bool:
    a, b = Counter(_plain(one).split()), Counter(_plain(other).split())
    common = (a & b).total()
    return common > 0 and 2 * common / (a.total() + b.total()) >= 0.5


def _gold(row: Row, kind: ClaimKind) -> list[str]:
    return row["labels"].get(f"{kind.value}s") or []


def _plain(text: str) -> str:
    return re.sub(r"[\s\W_]+", " ", text).strip().lower()
