"""The words of narrowcast as values (design §3): frozen, compared by value, free of I/O.

Times are aware datetimes where a person meets them and seconds since 1970 (UTC, int) where evidence
is folded. Addresses are canonical keys (domain as A-label lower case, local part casefolded).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

AddressKey = NewType("AddressKey", str)
AddressId = NewType("AddressId", int)
"""The store's number of an address; valid inside one store only."""
PersonUid = NewType("PersonUid", str)
"""Random and never reused once something irreplaceable needs it; until then the first address."""
ProspectId = NewType("ProspectId", int)
AskId = NewType("AskId", int)
"""Short, never reused."""
LetterId = NewType("LetterId", int)
"""Of a letter beside an ask's own, which the owner writes as `L7`; 0: the ask's own."""
Time = NewType("Time", int)
"""Seconds since 1970, UTC."""


def seconds(moment: datetime) -> Time:
    """A moment as evidence and the owner's rows count it: in whole seconds."""
    return Time(int(moment.timestamp()))


class EvidenceKind(StrEnum):
    MESSAGE, MEETING, CARD, DECISION = "message", "meeting", "card", "decision"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the owner could look at: a Message-ID, a meeting's UID (and instance), a card ..."""

    kind: EvidenceKind
    id: str


class ReasonCode(StrEnum):
    """What a reason says; each is recomputable from its evidence alone."""

    SHARED_MAIL = "shared-mail"  # C and P on the same small messages
    DIRECT_MAIL = "direct-mail"  # C wrote to P or P to C
    SHARED_MEETING = "shared-meeting"
    QUOTED_ADDRESS = "quoted-address"  # P's address stands in C's mail
    NAMED = "named"  # P's full name stands in C's mail
    NAMED_TOGETHER = "named-together"  # C and P stand in one text, whoever wrote it
    ADDRESS_SENT = "address-sent"  # the owner sent C a mail that holds P's address
    SAME_EMPLOYER = "same-employer"  # C has an address or position at P's employer
    EMPLOYER_MAIL = "employer-mail"  # C is on mail with people of P's employer
    EMPLOYER_NAMED = "employer-named"  # P's employer is named in C's mail
    IN_SUBJECTS = "in-subjects"  # P's family name or employer stands in subjects of C's mail
    CONNECTION = "connection"  # LinkedIn or card only; weak
    BROUGHT_IN = "brought-in"  # C has brought strangers into the owner's mail
    CONTACT = "contact"  # how much and how lately owner and C exchanged mail
    MET = "met"  # meetings of owner and C
    REPLIES = "replies"  # how often C answered the owner
    CONTEXT = "context"  # in which context C knows the owner
    ONE_WAY = "one-way"  # never both ways: not a contact yet
    SILENT = "silent"  # long since the last mail
    NO_LINK = "no-link"  # nothing shows that C knows P
    CAP = "cap"  # a cap or cool-off forbids asking now
    WALL = "wall"  # the owner's walls forbid it
    LEARNED = "learned"  # how asks of the owner were answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence for or against, as a friend would say it, and what it rests on."""

    code: ReasonCode
    text: str
    favours: bool
    count: int = 0
    """How many pieces of evidence there are: len(evidence), unless the text says otherwise."""
    evidence: tuple[Evidence, ...] = ()


class Confidence(StrEnum):
    """How sure a claim is; the owner must confirm a *suggestion* before any use in a letter."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    SUGGESTION = "suggestion"


class ClaimSource(StrEnum):
    SIGNATURE = "signature"
    DOMAIN = "domain"
    CARD = "card"
    LINKEDIN = "linkedin"
    CALENDAR = "calendar"
    OWN_WORDS = "own words"  # "I have joined Acme", written by themselves
    MAIL_SYSTEM = "mail system"  # an automatic answer or a bounce of their address
    OWNER = "owner"


class ClaimKind(StrEnum):
    """What a claim is about."""

    NAME = "name"
    TITLE = "title"
    DEPARTMENT = "department"
    EMPLOYER = "employer"
    PHONE = "phone"
    URL = "url"
    LOCATION = "location"
    DEPARTURE = "departure"
    """That the job behind an address ends or ended; its value is a `Departure`."""


class Departure(StrEnum):
    """How one learns that somebody left."""

    ANNOUNCED = "announced"  # "my last day at Acme is Friday"
    ANSWERED = "answered"  # "Ana Ruiz is no longer with Acme", from their address
    BOUNCED = "bounced"  # the address is dead: nothing alone, for a mailbox may be down


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedClaim:
    """What one source said of a person at one time; never edited, only outvoted."""

    kind: ClaimKind
    value: str
    confidence: Confidence
    source: ClaimSource
    seen_at: Time
    address: AddressKey
    started_on: date | None = None
    ended_on: date | None = None
    evidence: Evidence | None = None
    group: str = ""
    """Claims of one block (or card) share it: a title belongs to the employer beside it."""
    normal: str = ""
    """Of a telephone number the one form of it, `tel:+…` or `fax:…`; '' where it is not known."""
    listed: bool = False
    """A list says so that has no day for it: *seen_at* is when it was read, and tells nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """A title, or a department, and between which days evidence saw it."""

    name: str
    first_seen: Time
    last_seen: Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One mail, card or decision that shows an employment."""

    seen_at: Time
    sources: tuple[ClaimSource, ...]
    """Surest first; a mail may be signed and come from the firm's domain."""
    said: tuple[str, ...]
    """As it stood there: title, department, organisation or domain."""
    evidence: Evidence
    listed: bool = False
    """Whether it is a list without a day for this job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """A person at an organisation, with the days between which evidence saw them there."""

    organization: str
    domain: str = ""
    titles: tuple[str, ...] = ()
    """Latest first."""
    roles: tuple[Held, ...] = ()
    """The same with their days, in the same order."""
    departments: tuple[Held, ...] = ()
    """Latest first."""
    first_seen: Time
    last_seen: Time
    started_on: date | None = None
    ended_on: date | None = None
    current: bool
    left: Departure | None = None
    """How one learned that they left; None where nothing but a later job tells."""
    confidence: Confidence
    sources: tuple[ClaimSource, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    """What *evidence* names, with its days; earliest first."""

    @property
    def seen_once(self) -> bool:
        """Whether one signed mail is all there is: it may be misread, and nothing is said of it."""
        return self.sources == (ClaimSource.SIGNATURE,) and len(self.evidence) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human over all addresses and names known."""

    uid: PersonUid
    name: str
    addresses: tuple[AddressKey, ...]
    employments: tuple[Employment, ...] = ()
    """Current first."""


class Band(StrEnum):
    """Strength in a word; NONE is 'never in contact', not 'zero'."""

    NONE, WEAK, MODERATE, STRONG = "none", "weak", "moderate", "strong"


class Direction(StrEnum):
    IN, OUT, MET = "in", "out", "met"  # they wrote, the owner wrote, both met


class Interaction(NamedTuple):
    """One message or meeting between the owner and a contact."""

    time: Time
    direction: Direction
    size: int
    """Recipients of the message; people at the meeting besides the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How the owner and a contact stand at one moment."""

    strength: float
    """Interactions-Rank-like sum (see `ties`); comparable inside one mailbox only."""
    band: Band
    sent: int
    received: int
    met: int
    first: Time | None
    last: Time | None

    @property
    def two_way(self) -> bool:
        return bool(self.sent and self.received) or self.met > 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability with its 80 % interval."""

    value: float
    low: float
    high: float


class AskKind(StrEnum):
    INTRODUCTION = "introduction"  # to a prospect
    REFERENCE = "reference"  # about someone
    RECOMMENDATION = "recommendation"  # of a provider


class LetterPurpose(StrEnum):
    """What a letter of an ask is for; an ask has at most one that left of each."""

    ASK = "ask"
    FOLLOW_UP = "follow-up"  # to the introducer, who has said nothing yet
    REMINDER = "reminder"  # to the introducer, who agreed and has not introduced yet
    BCC_REPLY = "bcc-reply"  # to the prospect; the introducer is thanked, and moved to Bcc
    THANKS = "thanks"  # to the introducer
    OUTCOME = "outcome"  # to the introducer: what came of it


class Purpose(StrEnum):
    """What the owner wants of the prospect; decides which relation fits."""

    SALES = "sales"
    HIRING = "hiring"
    JOB = "job"
    FUNDING = "funding"
    ADVICE = "advice"
    PROVIDER = "provider"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class Context(StrEnum):
    """In which context a contact knows the owner."""

    COLLEAGUE = "colleague"
    FORMER_COLLEAGUE = "former-colleague"
    CLIENT = "client"
    SUPPLIER = "supplier"
    INVESTOR = "investor"
    ADVISER = "adviser"
    RECRUITER = "recruiter"
    FRIEND = "friend"
    COMMUNITY = "community"
    BUSINESS = "business"  # other business contact
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Fit of a relation to a request, 0 … 1, and the contexts it was read from."""

    fit: float
    contexts: tuple[Context, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Somebody (or some role at an organisation) the owner wants to be introduced to."""

    id: ProspectId
    name: str
    """'' for a company prospect."""
    addresses: tuple[AddressKey, ...] = ()
    organization: str = ""
    domains: tuple[str, ...] = ()
    """Registrable domains of the organisation; never free-mail ones."""
    title: str = ""
    url: str = ""
    why: str = ""
    kind: AskKind = AskKind.INTRODUCTION
    purpose: Purpose = Purpose.OTHER
    priority: int = 2
    """1 high, 2 normal, 3 low."""

    @property
    def label(self) -> str:
        """How the prospect is called in a sentence."""
        called = f"{self.title or 'someone'} at {self.organization}" if self.organization else ""
        return self.name or called or next(iter(self.addresses), self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducer:
    """A contact with the four numbers for one request; they are never mixed without being shown."""

    person: Person
    tie: Tie
    responsiveness: Estimate
    link: float
    """0 … 1: share of the best link evidence anybody in this mailbox has; 0: nothing seen."""
    trust: Trust
    chance: Estimate
    """That it is this person, if somebody brings owner and prospect together; not that they do."""
    score: float
    """Orders introducers of one prospect: `chance` × fit; whether they answer does not move it."""
    terms: Mapping[str, float] = field(default_factory=dict[str, float])
    """Each way's part of the chance, by name; they add up to it."""
    contact: bool = True  # False: only one-way mail so far, not to be asked
    learned: float = 1.0  # what former asks teach of a yes; the score and the plan count with it
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Whom to ask for a prospect, best first, or why nobody."""

    prospect: Prospect
    as_of: datetime
    introducers: tuple[Introducer, ...]
    abstained: str = ""
    """'' or why there is no good path; introducers are then what we would say if pressed."""
    next_step: str = ""
    walled: tuple[str, ...] = ()
    """Who shows a link and would be among the introducers but for a wall of the owner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The person narrowcast works for."""

    name: str
    addresses: tuple[AddressKey, ...]
    zone: str = "UTC"  # IANA
    pitch: str = ""
    """What the owner offers, one sentence; may stand in a letter."""
    credential: str = ""
    """Why that is credible, one sentence; may stand in a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An outgoing mail before it has bytes."""

    to_name: str
    to_address: str
    subject: str
    body: str
    """Plain text, the whole: ask part, divider, forwardable blurb."""
    ask_part: str
    blurb: str
    sources: tuple[tuple[str, str], ...] = ()
    """(sentence, the fact behind it) for every sentence of the ask part and the blurb."""
