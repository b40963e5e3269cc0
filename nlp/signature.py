"""Signatures: what the block under a sender's own words says of them. What the agent imports.

`rich_block` and its `digest` are the cheap gate: with them the agent reads a block once per sender.
`Reader` holds the spaCy pipeline and reads the new ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block, find_block
from narrowcast.nlp.quoting import Span
from narrowcast.nlp.sender import NameMatch, sender
from narrowcast.nlp.titles import headword

EXTRACTOR_VERSION = 3
"""Grows with every change that may change a claim; older claims are then read again."""

DIGEST_BYTES = 16


def extractor() -> int:
    """The version of what is read now: `EXTRACTOR_VERSION`, less where rules read alone.

    So blocks that were read without the models are read again when their files are whole.
    """
    from narrowcast.nlp import shipped

    return EXTRACTOR_VERSION - bool(shipped.damaged())


class ClaimKind(StrEnum):
    NAME = "name"
    TITLE = "title"
    EMPLOYER = "employer"
    PHONE = "phone"
    DEPARTMENT = "department"
    URL = "url"
    LOCATION = "location"


class Tier(StrEnum):
    """How sure a claim is."""

    CONFIRMED = "confirmed"  # may be used in a request
    LIKELY = "likely"
    SUGGESTION = "suggestion"  # the owner is asked first


@dataclass(frozen=True, slots=True)
class SignedText:
    """A mail's plain text (or flattened HTML) with what its From header says."""

    text: str
    from_name: str
    from_address: str
    subject: str = ""
    block: Block | None = None
    """The sender's block, where it was found before; None: it is looked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact of a signature and where it stands in the text."""

    kind: ClaimKind
    value: str
    tier: Tier
    start: int
    """Offset of its first character; the line's, where the value was put together from pieces."""
    end: int
    line: int
    """From 0, lines parted by LF."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What one mail's signature says; without a block everything else is empty."""

    block: Span | None
    name: str
    claims: tuple[Claim, ...]
    digest: bytes
    """Of the block's words; b"" without a block."""

    def best(self, kind: ClaimKind) -> Claim | None:
        """The surest claim of *kind*; the first of equally sure ones."""
        order = list(Tier)
        held = (claim for claim in self.claims if claim.kind is kind)
        return min(held, key=lambda claim: order.index(claim.tier), default=None)


EMPTY = Signature(None, "", (), b"")


def worth_reading(text: str, from_name: str, from_address: str, subject: str = "") -> bytes | None:
    """The digest of the sender's block where it may hold more than a name; None: nothing."""
    block = rich_block(text, from_name, from_address, subject)
    return digest(block) if block is not None else None


def rich_block(text: str, from_name: str, from_address: str, subject: str = "") -> Block | None:
    """The sender's block where it may hold more than a name."""
    block = find_block(text, sender(from_name, from_address), subject)
    return block if block is not None and _is_rich(block) else None


def digest(block: Block) -> bytes:
    """A hash of the block's words; white space, case and where it stands do not count."""
    held = [block.name, block.rest, *(line for _, line in block.lines)]
    words = " ".join(" ".join(held).casefold().split())
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=DIGEST_BYTES).digest()


def _is_rich(block: Block) -> bool:
    if block.match is NameMatch.NONE:
        return bool(block.lines)
    if len(block.rest.strip(" \t*,.-")) > 3:
        return True
    return any(
        kinds.is_contact(line) or headword(line) or (line[:1].isupper() and len(block.lines) > 1)
        for line in (line.strip(" \t*|-#") for _, line in block.lines)
    )


class Reader:
    """Reads signatures in batches; making one loads spaCy (0.6 s), so make it once and late."""

    def __init__(self, components: Sequence[str] = ()) -> None:
        """*components*: other factories than `pipeline.COMPONENTS`, ours or a third party's.

        Without them, and with weights that are missing or damaged, the rules read alone.
        """
        from narrowcast.nlp import shipped
        from narrowcast.nlp.pipeline import COMPONENTS, RULES, Pipeline

        ours = RULES if shipped.damaged() else COMPONENTS
        self._pipeline = Pipeline(components or ours)

    def read(self, mails: Iterable[SignedText]) -> Iterator[Signature]:
        """One signature a mail, in order; never raises for a mail's text.

        Not for two threads at once: they would share, and forget, one vocabulary.
        """
        return self._pipeline.read(mails)
