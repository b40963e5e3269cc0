"""The spaCy pipeline behind `signature.Reader`; the only module that imports spaCy.

    blocks ─► signature_roles ─► signature_phones ─► signature_resolver ─► doc._.claims
               votes              votes               one claim a kind, tiers

A component is a registered factory: a third party registers its own under another name, adds it
before `signature_resolver` and appends to `doc._.votes`; the resolver weighs whatever it finds.
A document is one block; `doc._.block` and `doc._.address` tell what it is and whose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from narrowcast.nlp.block import Block, find_block
from narrowcast.nlp.roles import Found, phones, read_roles
from narrowcast.nlp.sender import NameMatch, sender
from narrowcast.nlp.signature import (
    EMPTY,
    Claim,
    ClaimKind,
    Signature,
    SignedText,
    Tier,
    digest,
)

BATCH = 256  # blocks; measured flat from 64 on
COMPONENTS = ("signature_roles", "signature_phones", "signature_resolver")
_CONFIRMED = {ClaimKind.TITLE: 6, ClaimKind.EMPLOYER: 4, ClaimKind.PHONE: 6, ClaimKind.NAME: 6}
_LIKELY = {ClaimKind.TITLE: 4, ClaimKind.EMPLOYER: 2, ClaimKind.PHONE: 3, ClaimKind.NAME: 4}


@dataclass(frozen=True, slots=True)
class Vote:
    """What one component says; *weight* 0 … 10, votes for one value add up."""

    kind: ClaimKind
    value: str
    line: int
    weight: int


for _name, _default in (("block", None), ("address", ""), ("votes", ()), ("claims", ())):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


# spaCy calls a factory with both arguments by name, used or not.
@Language.factory("signature_roles")
def _roles(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return _vote_roles


@Language.factory("signature_phones")
def _phones(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return _vote_phones


@Language.factory("signature_resolver")
def _resolver(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    return _resolve


class Pipeline:
    """A blank multilingual spaCy pipeline with the three components above."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("xx")
        for component in COMPONENTS:
            self._nlp.add_pipe(component)

    def read(self, mails: Iterable[SignedText]) -> Iterator[Signature]:
        """One signature a mail, in order; mails without a block never become documents."""
        waiting: list[tuple[SignedText, Block | None]] = []
        for mail in mails:
            waiting.append((mail, mail.block or _found(mail)))
            if len(waiting) >= BATCH:
                yield from self._read_batch(waiting)
                waiting = []
        yield from self._read_batch(waiting)

    def _read_batch(self, batch: list[tuple[SignedText, Block | None]]) -> Iterator[Signature]:
        docs = self._nlp.pipe(self._doc(mail, block) for mail, block in batch if block is not None)
        for mail, block in batch:
            if block is None:
                yield EMPTY
                continue
            claims = (_placed(claim, mail.text) for claim in next(docs)._.claims)
            yield Signature(block.span, block.name, tuple(claims), digest(block))

    def _doc(self, mail: SignedText, block: Block) -> Doc:
        text = "\n".join([block.name, *(line for _, line in block.lines)])
        doc = self._nlp.make_doc(text.encode("utf-8", "replace").decode())  # lone surrogates
        doc._.block, doc._.address = block, mail.from_address
        return doc


def _found(mail: SignedText) -> Block | None:
    return find_block(mail.text, sender(mail.from_name, mail.from_address), mail.subject)


# ---------------------------------------------------------------- components


def _vote_roles(doc: Doc) -> Doc:
    block: Block = doc._.block
    roles = read_roles(block, doc._.address)
    votes = list(doc._.votes)
    if block.name_line is not None and block.match is NameMatch.FULL:
        votes.append(Vote(ClaimKind.NAME, block.name, block.name_line, 6))
    if roles.title is not None:
        votes.append(_vote(ClaimKind.TITLE, roles.title))
    if roles.employer is not None:
        votes.append(_vote(ClaimKind.EMPLOYER, roles.employer))
    doc._.votes = tuple(votes)
    return doc


def _vote_phones(doc: Doc) -> Doc:
    found = (_vote(ClaimKind.PHONE, phone) for phone in phones(doc._.block))
    doc._.votes = (*doc._.votes, *found)
    return doc


def _vote(kind: ClaimKind, found: Found) -> Vote:
    return Vote(kind, found.value, found.line, found.weight)


def _resolve(doc: Doc) -> Doc:
    """Keep the heaviest value of each kind (all phones) and name its tier."""
    weights: dict[tuple[ClaimKind, str], int] = {}
    first: dict[tuple[ClaimKind, str], Vote] = {}
    for vote in doc._.votes:
        key = (vote.kind, " ".join(vote.value.casefold().split()))
        weights[key] = weights.get(key, 0) + vote.weight
        first.setdefault(key, vote)
    claims: list[Claim] = []
    single: set[ClaimKind] = set()
    for key, weight in sorted(weights.items(), key=lambda item: -item[1]):
        kind, vote = key[0], first[key]
        if kind in single:
            continue
        if kind is not ClaimKind.PHONE:
            single.add(kind)
        tier = _tier(kind, weight, doc._.block.match)
        claims.append(Claim(kind, vote.value, tier, 0, 0, vote.line))
    doc._.claims = tuple(claims)
    return doc


def _tier(kind: ClaimKind, weight: int, match: NameMatch) -> Tier:
    """A first name alone or no name never confirms."""
    if weight >= _CONFIRMED[kind] and match is NameMatch.FULL:
        return Tier.CONFIRMED
    if weight >= _LIKELY[kind] and match is not NameMatch.INITIALS:
        return Tier.LIKELY
    return Tier.SUGGESTION


def _placed(claim: Claim, text: str) -> Claim:
    """*claim* with the offsets of its value in *text*, or of its line."""
    start = 0
    for _ in range(claim.line):
        start = text.index("\n", start) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    at = text.find(claim.value, start, end)
    if at >= 0:
        start, end = at, at + len(claim.value)
    return Claim(claim.kind, claim.value, claim.tier, start, end, claim.line)
