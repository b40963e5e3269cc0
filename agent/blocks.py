"""The signature reader of `nlp`, made at the first new block: loading spaCy costs 0.6 s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from narrowcast.agent.core.learn import BlockClaim, Seen
from narrowcast.agent.core.model import ClaimKind
from narrowcast.agent.reading import Block, Look
from narrowcast.nlp import phones, signature
from narrowcast.nlp.block import Block as FoundBlock
from narrowcast.nlp.signature import ClaimKind as FoundKind
from narrowcast.nlp.signature import Signature, SignedText


class BlockReader:
    """Finds and reads senders' own blocks (`reading.SignatureReader`)."""

    def __init__(self) -> None:
        self.version = signature.extractor()

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
        if mails:
            for mail, read in zip(mails, _reader().read(mails), strict=True):
                yield tuple(_kept(mail, read))


def _kept(mail: SignedText, read: Signature) -> Iterator[BlockClaim]:
    """The claims that the model has kinds for; telephone numbers with their one form."""
    numbers = dict(_uris(mail, read))
    for claim in read.claims:
        if str(claim.kind) in _KINDS:
            normal = numbers.get(claim.value, "") if claim.kind is FoundKind.PHONE else ""
            yield BlockClaim(
                kind=claim.kind, value=claim.value, confidence=claim.tier, normal=normal
            )


def _uris(mail: SignedText, read: Signature) -> Iterator[tuple[str, str]]:
    """Telephone numbers of a block as written, and as URIs."""
    numbers = [claim for claim in read.claims if claim.kind is FoundKind.PHONE]
    if not numbers or read.block is None:
        return
    lines = mail.text.split("\n")
    around = lines[read.block.start : read.block.end + 1]
    country = phones.country_of(around, mail.from_address.rpartition("@")[2])
    for claim in numbers:
        line = "".join(lines[claim.line : claim.line + 1])
        yield claim.value, phones.uri(claim.value, line, country=country)


_KINDS = frozenset(map(str, ClaimKind)) - {ClaimKind.DEPARTURE}
"""What of a block is kept; a plugin of the pipeline may read more."""


def _reader() -> signature.Reader:
    """One for the whole program: it keeps nothing of what it reads."""
    return _made(signature.extractor())


@cache
def _made(extractor: int) -> signature.Reader:
    """The reader of one state of its files: they may be mended while the program runs."""
    del extractor
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
