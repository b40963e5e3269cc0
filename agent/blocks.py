"""The signature reader of `nlp`, made at the first new block: loading spaCy costs 0.6 s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from narrowcast.agent.core.learn import BlockClaim, Seen
from narrowcast.agent.core.model import ClaimKind
from narrowcast.agent.reading import Block, Look
from narrowcast.nlp import signature
from narrowcast.nlp.block import Block as FoundBlock
from narrowcast.nlp.signature import SignedText


class BlockReader:
    """Finds and reads senders' own blocks (`reading.SignatureReader`)."""

    version = signature.EXTRACTOR_VERSION

    def look(self, text: str, seen: Seen) -> Look | None:
        """Look cheaply for a block that may hold more than a name."""
        if seen.author is None:
            return None
        author = seen.author
        block = signature.rich_block(text, author.name, author.address, seen.subject)
        return Look(signature.digest(block), block) if block is not None else None

    def claims(self, blocks: Iterable[Block]) -> Iterator[tuple[BlockClaim, ...]]:
        """Read new blocks; loads the pipeline only if there are any."""
        mails = [_signed(block) for block in blocks]
        for read in _reader().read(mails) if mails else ():
            yield tuple(
                BlockClaim(kind=claim.kind, value=claim.value, confidence=claim.tier)
                for claim in read.claims
                if str(claim.kind) in _KINDS
            )


_KINDS = frozenset(map(str, ClaimKind)) - {ClaimKind.DEPARTURE}
"""What of a block is kept; a plugin of the pipeline may read more."""


@cache
def _reader() -> signature.Reader:
    """One for the whole program: it keeps nothing of what it reads."""
    return signature.Reader()


def _signed(block: Block) -> SignedText:
    author, found = block.seen.author, block.look.found
    return SignedText(
        text=block.text,
        from_name=author.name if author else "",
        from_address=author.address if author else "",
        subject=block.seen.subject,
        block=found if isinstance(found, FoundBlock) else None,
    )
