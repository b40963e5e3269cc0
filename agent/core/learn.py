"""What a page teaches us. Read this first: it is the heart.

    record ──see──► Seen (what is there, whoever owns the mailbox)
                      └──attribute──► Interactions of the owner

`see` depends on the message alone, so an archive that several owners share is seen once. All
results are facts that may arrive in any order and twice: the store folds them with min, max, union
and sums over distinct messages, so a re-sync changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple, TypeVar

from narrowcast.agent.core import gate, scheduling
from narrowcast.agent.core.encounters import Encounter, meet
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.keys import key_of, subject_key
from narrowcast.agent.core.model import AddressKey, Direction, Interaction, Time
from narrowcast.agent.core.parties import SUBJECT_CHARS, Party, party_of
from narrowcast.agent.core.redirected import Redirection, redirection
from narrowcast.agent.core.scheduling import Notice
from narrowcast.connectors.base import Page
from narrowcast.connectors.records import (
    Card,
    FolderRole,
    Meeting,
    Message,
    PartKind,
    RemoteId,
    Unreadable,
)

# 1990 … 2100: a Date outside is a broken clock; clocks that lost their time say 1970 or 1980.
EARLIEST, LATEST = 631_152_000, 4_102_444_800
_DAY = 86_400
OVERHEARD_SIZE = 6  # recipients that mail not naming the owner counts like
IGNORED_ROLES = frozenset({FolderRole.DRAFTS, FolderRole.JUNK})


class Role(IntEnum):
    """How somebody takes part in a message."""

    FROM = 0
    TO = 1
    CC = 2
    BCC = 3
    SENDER = 4


class MentionKind(IntEnum):
    """Where a mention stood."""

    ADDRESS = 0
    NAME = 1
    WORD = 2  # a capitalised word or a domain's label in the text
    SUBJECT = 3
    VERDICT = 4  # no word: what the whole mail is taken for (`contexts.Verdict`)
    WORDING = 5  # no word: in which language the mail is written, and how formally


class Seen(NamedTuple):
    """A message as evidence; independent of who owns the mailbox.

    A tuple, because every mail of a first sync becomes one: a frozen dataclass is three times as
    slow to make.
    """

    identity: int
    message_id: str
    time: Time | None
    utc_offset: int | None
    """Minutes east of UTC, from Date: the author's zone."""
    author: Party | None
    recipients: tuple[tuple[Role, Party], ...]
    flags: Flag
    subject: str
    subject_key: int
    parent: int
    """Key of the Message-ID this answers; 0: none."""
    thread: int
    octets: int
    lists: frozenset[AddressKey] = frozenset()
    """Addresses that the headers prove to be mailing lists."""
    mentions: frozenset[int] = frozenset()
    """Keyed hashes of what the subject and, in the mentions tier, the text names."""

    @property
    def size(self) -> int:
        """Distinct recipients."""
        recipients = self.recipients
        if len(recipients) < 2:
            return len(recipients)
        return len({party.key for _, party in recipients})


def see(message: Message) -> Seen | None:
    """A mail as evidence; None where it is none (drafts, junk, nobody in it)."""
    if message.roles and not IGNORED_ROLES.isdisjoint(message.roles):
        return None
    author = party_of(message.author)
    recipients = _recipients(message)
    if author is None and not recipients:
        return None
    time = _time(message)
    subject = message.subject[:SUBJECT_CHARS]
    number = identity(message, author)
    own_id = message.message_id or f"<{number}>"
    references = message.references
    lists = gate.list_addresses(message.headers)
    return Seen(
        identity=number,
        message_id=own_id,
        time=time,
        utc_offset=_offset(message.sent_at),
        author=author,
        recipients=recipients,
        flags=_flags(message, author, recipients, time, lists),
        subject=subject,
        subject_key=subject_key(subject),
        parent=key_of(references[0]) if references else 0,
        thread=key_of(message.provider_thread or (references[-1] if references else own_id)),
        octets=message.size,
        lists=lists,
    )


def identity(message: Message, author: Party | None) -> int:
    """Message identity = hash(Message-ID, From, Date): a copied Message-ID is a second mail.

    Of Date only the moment counts: some servers write its zone anew. The day comes first (16 bits),
    47 bits of the hash tell its mails apart: mail arrives about in the order of time, and what
    arrives together then stands together in the store's index.
    """
    sent = int(_utc(message.sent_at).timestamp()) if message.sent_at else 0
    own = message.message_id or f"{message.subject}\0{message.to}"
    told = f"{own}\0{author.key if author else ''}\0{sent}"
    return (sent // _DAY & 0xFFFF) << 47 | key_of(told) >> 16


Key = TypeVar("Key")


def attribute(
    seen: Seen, owner: Collection[AddressKey]
) -> tuple[Flag, tuple[tuple[AddressKey, Interaction], ...]]:
    """The owner's flags of a message, and the interactions with others it proves."""
    author = seen.author.key if seen.author else None
    flags = int(seen.flags)
    if author in owner:
        flags |= _OWN
    recipients = [party.key for _, party in seen.recipients]
    for key, (role, _) in zip(recipients, seen.recipients, strict=True):
        if key in owner and role is not _BCC:
            flags |= _ADDRESSED
            break
    size = len(set(recipients))
    return gate.flag(flags), interactions(flags, seen.time, author, size, lambda: recipients, owner)


def interactions(
    flags: int,
    time: Time | None,
    author: Key | None,
    size: int,
    recipients: Callable[[], Iterable[Key]],
    owner: Collection[Key],
) -> tuple[tuple[Key, Interaction], ...]:
    """Who is in touch with the owner by one message to *size* *recipients* (To, Cc and Bcc alike).

    Cc counts like To: telling them apart lost on every set of real mail (docs/judgement.md). Mail
    in the owner's mailbox that does not name the owner came by Bcc, an alias or a group: it counts
    like mail to a crowd; a list's mail that does not name the owner counts nothing.
    """
    if flags not in gate.COUNTING or time is None or author is None:
        return ()
    if flags & _OWN:
        out = Interaction(time, Direction.OUT, max(1, size))
        return tuple((key, out) for key in dict.fromkeys(recipients()) if key not in owner)
    if flags & _LIST and not flags & _ADDRESSED:
        return ()
    least = 1 if flags & _ADDRESSED else OVERHEARD_SIZE
    return ((author, Interaction(time, Direction.IN, max(least, size))),)


# Plain integers: every mail of two months is asked for every question.
_OWN, _LIST, _ADDRESSED = int(Flag.OWN), int(Flag.LIST), int(Flag.ADDRESSED)
_DATELESS, _SMALL, _CALENDAR = int(Flag.DATELESS), int(Flag.SMALL), int(Flag.CALENDAR)


def combined(one: Seen, other: Seen) -> Seen:
    """Two copies of one message (Sent with Bcc, through the list, direct) as one.

    Commutative, associative and idempotent, so that copies may arrive in any order and twice.
    """
    recipients: dict[tuple[Role, AddressKey], Party] = {}
    for role, party in (*one.recipients, *other.recipients):
        recipients[role, party.key] = _fuller(party, recipients.get((role, party.key)))
    times = [s.time for s in (one, other) if s.time is not None]
    offsets = [s.utc_offset for s in (one, other) if s.utc_offset is not None]
    either = (one.flags | other.flags) & (Flag.CALENDAR | Flag.AUTO)
    merged = min(one, other, key=lambda s: (s.message_id, s.subject))._replace(
        time=Time(min(times)) if times else None,
        utc_offset=min(offsets, default=None),
        author=_fuller(one.author, other.author) if one.author else other.author,
        recipients=tuple((role, recipients[role, key]) for role, key in sorted(recipients)),
        mentions=one.mentions | other.mentions,
        lists=one.lists | other.lists,
        octets=max(one.octets, other.octets),
        parent=max(one.parent, other.parent),
        thread=min(one.thread, other.thread),
    )
    small = Flag.SMALL if merged.size <= gate.CROWD else Flag(0)
    return merged._replace(flags=((one.flags & other.flags) | either) & ~Flag.SMALL | small)


def _fuller(party: Party, other: Party | None) -> Party:
    """Of one participant in two copies, the spelling that tells more."""
    return max(party, other or party, key=lambda p: (len(p.name), p.name, p.address))


# Reading a member off its enum is slow in 3.11.
_TO, _CC, _BCC, _LIST_ADDRESS = Role.TO, Role.CC, Role.BCC, AddressKind.LIST


def _recipients(message: Message) -> tuple[tuple[Role, Party], ...]:
    """Everybody once, in the first role they have."""
    found: dict[AddressKey, tuple[Role, Party]] = {}
    for role, mailboxes in ((_TO, message.to), (_CC, message.cc), (_BCC, message.bcc)):
        for mailbox in mailboxes:
            party = party_of(mailbox)
            if party is not None and party.key not in found:
                found[party.key] = role, party
    return tuple(found.values())


def _flags(
    message: Message,
    author: Party | None,
    recipients: Collection[tuple[Role, Party]],
    time: Time | None,
    lists: frozenset[AddressKey],
) -> Flag:
    if lists:
        conversation = not lists.isdisjoint([party.key for _, party in recipients])
    else:
        conversation = _LIST_ADDRESS in [party.kind for _, party in recipients]
    kind = author.kind if author else AddressKind.PERSON
    total = gate.stamps(message.headers, kind, conversation=conversation)
    if time is None:
        total |= _DATELESS
    if len(recipients) <= gate.CROWD:
        total |= _SMALL
    if message.parts and any(part.kind is PartKind.CALENDAR for part in message.parts):
        total |= _CALENDAR
    return gate.flag(total)


def _time(message: Message) -> Time | None:
    """The server's time before the author's clock."""
    for moment in (message.received_at, message.sent_at):
        if moment is not None:
            seconds = int(_utc(moment).timestamp())
            if EARLIEST <= seconds <= LATEST:
                return Time(seconds)
    return None


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _offset(moment: datetime | None) -> int | None:
    offset = moment.utcoffset() if moment else None
    return None if offset is None else int(offset.total_seconds() // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockClaim:
    """One field of a signature block: kind, value and confidence as words of the model."""

    kind: str
    value: str
    confidence: str
    normal: str = ""
    """Of a telephone number the URI (`nlp.phones.uri`), where its country can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature block seen on one message; *claims* None: the block is known already."""

    identity: int
    author: AddressKey
    digest: bytes
    extractor: int
    claims: tuple[BlockClaim, ...] | None


JOINED = "joined"
"""Kind of the tiding whose value is the organisation joined; the other kinds are departures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiding:
    """What one mail says of somebody's job outside a signature (`core.tidings`)."""

    identity: int
    about: AddressKey
    kind: str
    """`JOINED` or a `Departure`."""
    value: str = ""
    """The organisation; of a bounce, the Message-ID of what was not delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that a page teaches; the store keeps it whole or not at all."""

    messages: tuple[tuple[RemoteId, Seen], ...] = ()
    meetings: tuple[tuple[RemoteId, Encounter], ...] = ()
    cards: tuple[tuple[RemoteId, Card], ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    deletes: tuple[RemoteId, ...] = ()
    signed: tuple[Signed, ...] = ()
    ignored: tuple[RemoteId, ...] = ()
    """Records that are no evidence (drafts, junk), still there in the source."""
    notices: tuple[tuple[RemoteId, Notice], ...] = ()
    """What mails say of meetings."""
    still: tuple[RemoteId, ...] = ()
    """Records that are known and still there in the source; what is not known is passed over."""
    tidings: tuple[Tiding, ...] = ()
    """What mails say of jobs outside signatures."""
    redirections: tuple[Redirection, ...] = ()
    """Where people ask to be answered."""


def learn(page: Page) -> Changes:
    """Work out all that *page* teaches; `agent.reading` adds what needs a model or a key."""
    messages, meetings, cards, unreadable, ignored = [], [], [], [], []
    notices: list[tuple[RemoteId, Notice]] = []
    redirections: list[Redirection] = []
    for record in page.upserts:
        match record:
            case Message():
                seen = see(record)
                if seen is None:
                    ignored.append(record.remote_id)
                else:
                    messages.append((record.remote_id, seen))
                    if record.reply_to:
                        elsewhere = redirection(record, seen.author, seen.time, seen.flags)
                        redirections += [elsewhere] if elsewhere else []
                    if record.parts and seen.flags & _CALENDAR:
                        said = scheduling.notices(record, seen.time)
                        notices += [(record.remote_id, one) for one in said]
            case Meeting():
                meetings.append((record.remote_id, meet(record)))
            case Card():
                cards.append((record.remote_id, record))
            case Unreadable():
                unreadable.append(record)
    return Changes(
        messages=tuple(messages),
        meetings=tuple(meetings),
        cards=tuple(cards),
        unreadable=tuple(unreadable),
        deletes=page.deletes,
        ignored=tuple(ignored),
        notices=tuple(notices),
        still=page.still,
        redirections=tuple(redirections),
    )
