"""What is known before a message is judged, and what the judgement says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NewType

from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AddressKey, AskId, Confidence
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Meeting, Message

MessageIdentity = NewType("MessageIdentity", str)
"""hash(Message-ID, From, Date): a second mail with a copied Message-ID is a second mail."""


class MessageKind(StrEnum):
    """What an incoming message is to an ask; one to one with `kinds` of the answer cases."""

    AGREED = "agreed"
    DECLINED = "declined"
    DOES_NOT_KNOW = "does-not-know"
    REPLY = "reply"  # a human answer the owner must read
    REPLY_OF_OTHER = "reply-of-other"
    OPAQUE = "opaque"
    EMPTY = "empty"
    REACTION = "reaction"
    QUESTION = "question"
    LATER = "later"
    REFERRAL = "referral"
    NAME_DROP = "name-drop"
    OPT_OUT = "opt-out"
    INTRODUCTION = "introduction"
    PROSPECT_ASKED = "prospect-asked"  # the owner in blind copy of the introducer's probe
    INTRODUCED_ELSEWHERE = "introduced-elsewhere"
    OTHER_PERSON_INTRODUCED = "other-person-introduced"
    PROSPECT_REPLIED = "prospect-replied"
    PROSPECT_CONTACT = "prospect-contact"
    MEETING_SET = "meeting-set"
    MEETING_ACCEPTED = "meeting-accepted"
    MEETING_ACCEPTED_BY_MACHINE = "meeting-accepted-by-machine"
    MEETING_DECLINED = "meeting-declined"
    MEETING_COUNTERED = "meeting-countered"
    MEETING_CANCELLED = "meeting-cancelled"
    OUT_OF_OFFICE = "out-of-office"
    LEFT_COMPANY = "left-company"
    ACKNOWLEDGED = "acknowledged"  # by a machine: a ticket, a receipt
    CHALLENGE = "challenge"
    READ_RECEIPT = "read-receipt"
    BOUNCED_HARD = "bounced-hard"
    BOUNCED_SOFT = "bounced-soft"
    DELAYED = "delayed"
    BOUNCED_PARTLY = "bounced-partly"
    REFUSED_BY_POLICY = "refused-by-policy"
    COMPLAINED = "complained"  # reported as unwanted (RFC 5965)
    DELIVERED = "delivered"
    BACKSCATTER = "backscatter"
    OWN_COPY = "own-copy"
    OWN_FOLLOW_UP = "own-follow-up"
    FORGED = "forged"
    UNVERIFIED = "unverified"
    LOOKALIKE = "lookalike"
    UNRELATED = "unrelated"
    BULK = "bulk"


class LinkEvidence(StrEnum):
    """How a message was tied to an ask, strongest first (facts/reliability §3)."""

    OWN_ID = "own-id"  # it carries the Message-ID or token of our letter itself
    REFERENCE = "reference"  # In-Reply-To or References name a known id
    REPORTED_ID = "reported-id"  # a delivery or read report names our id
    PROVIDER_THREAD = "provider-thread"
    THREAD_INDEX = "thread-index"
    PATTERN = "pattern"  # introducer, prospect and owner on one small message
    EVENT = "event"  # a calendar entry or an answer to it
    BLURB = "blurb"  # our forwardable text, however quoted
    PROSPECT = "prospect"  # the prospect wrote
    SUBJECT = "subject"  # same base subject, right sender, in time
    QUOTATION = "quotation"  # a sentence of our letter is quoted
    SENDER = "sender"  # nothing but the right sender in time


SURE_LINKS = frozenset(
    {
        LinkEvidence.OWN_ID,
        LinkEvidence.REFERENCE,
        LinkEvidence.REPORTED_ID,
        LinkEvidence.PROVIDER_THREAD,
        LinkEvidence.PATTERN,
        LinkEvidence.EVENT,
    }
)
"""Evidence on which an ask may move without the owner; the rest only proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """What the matcher knows of one ask; addresses are canonical keys."""

    id: AskId
    state: AskState
    introducer: frozenset[AddressKey]
    """All addresses of the introducer, aliases included."""
    prospect: frozenset[AddressKey]
    sent_at: datetime
    message_id: str = ""
    known_ids: frozenset[str] = frozenset()
    """Every id learned for letter and thread: our token, the provider's, those of answers."""
    provider_threads: frozenset[str] = frozenset()
    thread_index: str = ""
    """The letter's Thread-Index, base64."""
    subject: str = ""
    introducer_name: str = ""
    prospect_name: str = ""
    text: str = ""
    """The letter's body, to recognise quotations and forwardings of it."""
    unconfirmed: AskState | None = None
    """Where an earlier answer would move it once the owner confirms; no other word moves it."""
    acquainted: bool = False
    """Owner and prospect exchanged mail before the ask: a mail of the prospect is nothing new."""
    meeting_uids: frozenset[str] = frozenset()
    """Calendar entries already tied to this ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContext:
    """What is known apart from the asks."""

    now: datetime
    owner: frozenset[AddressKey]
    trusted_authserv_id: str = ""
    """'' where the account's server stamps no Authentication-Results or none is pinned yet."""
    owner_name: str = ""
    judged: Mapping[MessageIdentity, Judgement] = field(
        default_factory=dict["MessageIdentity", "Judgement"]
    )
    """Earlier judgements: a message listed again (a rebuilt mailbox, a copy) says nothing new."""
    seen_ids: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    """Message-IDs of mail known otherwise and when it came: threads older than an ask."""
    meetings: tuple[Meeting, ...] = ()
    """The owner's calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a message means for the asks, and what may be done about it unasked."""

    kind: MessageKind
    ask: AskId | None = None
    """None: it belongs to no ask, or nobody can tell to which of `candidates`."""
    evidence: tuple[LinkEvidence, ...] = ()
    event: AskEvent | None = None
    """What would happen to the ask; None: nothing, or only the owner can say (`needs_review`)."""
    state: AskState | None = None
    """The ask's state after *event*, or as it is; None where no ask is linked."""
    needs_review: bool = False
    """The owner is to look at it; the ask is not moved."""
    auto_apply: bool = True
    """May be done without asking: *event*, or, without one, nothing or raising the flag."""
    confidence: Confidence = Confidence.CONFIRMED
    why: str = ""
    """One sentence for the owner."""
    candidates: tuple[AskId, ...] = ()
    """Asks it may belong to where one cannot be told."""
    repeated: bool = False
    """Judged before: nothing is to be done, said or counted again."""
    provisional: bool = False
    """Judged from the junk folder: the same message elsewhere is judged afresh."""

    @property
    def linked(self) -> bool:
        """Whether it belongs to an ask, be it to one of several."""
        return self.ask is not None or bool(self.candidates)


def proposal(state: AskState) -> str:
    """The question whether an ask is *state*, as it ends the sentence shown to the owner."""
    return f" Is it {state}?"


def proposed(shown: str) -> AskState | None:
    """The state that a sentence shown to the owner asks about; None: about none."""
    return next((one for one in AskState if shown.endswith(proposal(one))), None)


def identity(message: Message) -> MessageIdentity:
    """The same for every copy and every listing of one mail, and for no other mail."""
    author = canonical(message.author.address) if message.author else ""
    sent = message.sent_at.isoformat() if message.sent_at else ""
    told = "\0".join(
        (message.message_id, author, sent, "" if message.message_id else message.subject)
    )
    return MessageIdentity(blake2b(told.encode(), digest_size=16).hexdigest())
