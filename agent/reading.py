"""What is read in the text of a page's mails, once and in memory: mentions and signature blocks.

Bodies are never kept. The mentions tier keeps words that the store turns into keyed hashes; the
signatures tier keeps the fields of a sender's own block, and what a mail says of jobs outside it
(`core.tidings`). A block that was read before is only dated again, so that the spaCy pipeline sees
each block once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hmac import digest
from typing import Protocol

from narrowcast.agent.core import contexts
from narrowcast.agent.core.choosing import can_teach
from narrowcast.agent.core.learn import (
    BlockClaim,
    Changes,
    MentionKind,
    Seen,
    Signed,
    Tiding,
)
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.tidings import tidings
from narrowcast.connectors.base import Page, Tier
from narrowcast.connectors.records import Message, PartKind, RemoteId
from narrowcast.nlp.html import html_text
from narrowcast.nlp.mentions import mention_keys, subject_words
from narrowcast.nlp.organisations import registrable_domain
from narrowcast.nlp.themes import spoken
from narrowcast.nlp.tongues import LANGUAGES, Wording, wording

KnownBlocks = Callable[[AddressKey], frozenset[bytes]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a cheap look found: the block's digest, and what the reader itself needs of it later."""

    digest: bytes
    found: object = None


@dataclass(frozen=True, slots=True)
class Block:
    """A signature block somebody may have, and the mail it stands in."""

    remote_id: RemoteId
    look: Look
    text: str
    seen: Seen

    @property
    def digest(self) -> bytes:
        """Equal digests are equal blocks."""
        return self.look.digest


class SignatureReader(Protocol):
    """Reads blocks into claims; `nlp` has the real one."""

    version: int

    def look(self, text: str, seen: Seen) -> Look | None:
        """Look cheaply for the sender's own block; None: nothing to learn."""
        ...

    def claims(self, blocks: Iterable[Block]) -> Iterator[tuple[BlockClaim, ...]]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What may be read, by whom, and with which key mentions are hashed."""

    tier: Tier
    key: bytes
    reader: SignatureReader | None = None
    subjects: bool = True
    """False: subject lines are not kept."""


def read(page: Page, changes: Changes, how: Reading, known: KnownBlocks) -> Changes:
    """Add to *changes* what the subjects and texts of *page* tell, as far as the tier allows."""
    texts = {} if how.tier is Tier.HEADERS else _texts(page)
    messages = tuple(
        (remote, _judged(seen, texts.get(remote, ""), how)) for remote, seen in changes.messages
    )
    if how.tier is Tier.HEADERS:
        return replace(changes, messages=messages)
    if how.tier is Tier.MENTIONS:
        messages = tuple(
            (remote, with_mentions(seen, texts.get(remote, ""), how.key))
            for remote, seen in messages
        )
    reader = how.reader
    signed = _signed(messages, texts, reader, known) if reader else ()
    told = tuple(_tidings(page, messages, texts))
    return replace(changes, messages=messages, signed=tuple(signed), tidings=told)


def _texts(page: Page) -> dict[RemoteId, str]:
    return {m.remote_id: text_of(m) for m in page.upserts if isinstance(m, Message) and m.parts}


def _judged(seen: Seen, text: str, how: Reading) -> Seen:
    """The message with what it is about; read before a subject that is not to be kept goes."""
    return with_subject(with_verdicts(seen, text, how.key), how.key, kept=how.subjects)


def _tidings(
    page: Page, messages: Iterable[tuple[RemoteId, Seen]], texts: Mapping[RemoteId, str]
) -> Iterator[Tiding]:
    """What texts say of jobs outside signatures."""
    by_id = {one.remote_id: one for one in page.upserts if isinstance(one, Message)}
    for remote, seen in messages:
        if remote in texts:
            yield from tidings(by_id[remote], seen, texts[remote])


def text_of(message: Message) -> str:
    """The text to read: the plain part, else the HTML one flattened."""
    plain = next(
        (part.text for part in message.parts if part.kind is PartKind.PLAIN and part.text.strip()),
        "",
    )
    if plain:
        return plain
    html = next((part.text for part in message.parts if part.kind is PartKind.HTML), "")
    return html_text(html) if html else ""


def with_subject(seen: Seen, key: bytes, *, kept: bool = True) -> Seen:
    """The message with the keyed hashes of its subject's words; not *kept*: without its subject."""
    words = subject_words(seen.subject)
    hashes = frozenset([mention_key(key, _SUBJECT, word) for word in words])
    return seen._replace(mentions=seen.mentions | hashes, subject=seen.subject if kept else "")


_SUBJECT = MentionKind.SUBJECT  # reading a member off its enum is slow in 3.11


def with_mentions(seen: Seen, text: str, key: bytes) -> Seen:
    """The message with the keyed hashes of what its text names: small, not bulk, not automatic mail
    only.
    """
    if not text or not seen.flags.counts:
        return seen
    words = mention_keys(text)
    own = {party.key for _, party in seen.recipients} | (
        {seen.author.key} if seen.author else set()
    )
    addresses = words.addresses - own
    domains = {"@" + registrable_domain(address.rpartition("@")[2]) for address in addresses}
    found = {mention_key(key, MentionKind.ADDRESS, address) for address in addresses | domains}
    found |= {mention_key(key, MentionKind.NAME, name) for name in words.names}
    found |= {mention_key(key, MentionKind.WORD, label) for label in words.labels}
    return seen._replace(mentions=seen.mentions | found)


def with_verdicts(seen: Seen, text: str, key: bytes) -> Seen:
    """The message with the keyed hashes of what its *text* is taken for (`contexts.Verdict`), and
    of how it is worded.

    Mail to more than a few tells nothing of a relation.
    """
    if not text or not seen.flags.counts or seen.size > contexts.FEW:
        return seen
    taken = contexts.verdicts(contexts.heading_of(seen), spoken(text))
    found = {mention_key(key, MentionKind.VERDICT, verdict) for verdict in taken}
    worded = wording(text, to_one=seen.size < 2)
    if worded.language:
        found.add(wording_key(key, worded))
    return seen._replace(mentions=seen.mentions | found)


def wording_key(key: bytes, worded: Wording) -> int:
    """The keyed hash that a mail worded like this leaves behind."""
    form = {None: "", True: "formal", False: "close"}[worded.formal]
    return mention_key(key, MentionKind.WORDING, f"{worded.language} {form}".rstrip())


def wording_keys(key: bytes) -> dict[int, Wording]:
    """Every wording a mail can have, by the hash it leaves behind."""
    every = [Wording(language, formal) for language in LANGUAGES for formal in (None, True, False)]
    return {wording_key(key, one): one for one in every}


@lru_cache(maxsize=1 << 14)  # 5 MB; few words make up most of a mailbox
def mention_key(key: bytes, kind: MentionKind, word: str) -> int:
    """HMAC-SHA-256 cut to 64 bits (design §4): without the key nobody can test a guessed name."""
    full = digest(key, f"{int(kind)}:{word}".encode("utf-8", "replace"), "sha256")
    return int.from_bytes(full[:8], "big", signed=True)


def _signed(
    messages: Iterable[tuple[RemoteId, Seen]],
    texts: dict[RemoteId, str],
    reader: SignatureReader,
    known: KnownBlocks,
) -> list[Signed]:
    found: list[Block] = []
    for remote, seen in messages:
        text = texts.get(remote, "")
        if text and can_teach(seen) and (look := reader.look(text, seen)):
            found.append(Block(remote, look, text, seen))
    fresh: dict[tuple[AddressKey, bytes], Block] = {}
    read_before: dict[AddressKey, frozenset[bytes]] = {}
    for block in found:
        author = _author(block)
        if author not in read_before:
            read_before[author] = known(author)
        if block.digest not in read_before[author]:
            fresh.setdefault((author, block.digest), block)
    claims = dict(zip(fresh, reader.claims(fresh.values()), strict=True))
    return [
        Signed(
            identity=block.seen.identity,
            author=_author(block),
            digest=block.digest,
            extractor=reader.version,
            claims=claims.get((_author(block), block.digest)),
        )
        for block in found
    ]


def _author(block: Block) -> AddressKey:
    assert block.seen.author is not None  # can_teach
    return block.seen.author.key
