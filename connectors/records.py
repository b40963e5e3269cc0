"""What a source told us: decoded, never interpreted. Frozen values, standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

RemoteId = NewType("RemoteId", str)
"""The source's own id of a record inside one scope (UID, path, byte offset, UID of an event ...).
"""


class PartKind(StrEnum):
    """Which sort of text a MIME part holds; everything else in a mail is dropped unread."""

    PLAIN = "plain"
    HTML = "html"
    CALENDAR = "calendar"
    DELIVERY_STATUS = "delivery-status"
    DISPOSITION = "disposition"  # message/disposition-notification (RFC 8098)
    FEEDBACK = "feedback-report"  # message/feedback-report (RFC 5965)
    HEADERS = "headers"  # text/rfc822-headers or the head of an enclosed message/rfc822


class FolderRole(StrEnum):
    """What a folder is for (RFC 6154 SPECIAL-USE), as far as the source tells."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    JUNK = "junk"
    TRASH = "trash"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A display name and an address (RFC 5322), as seen but for removed control characters."""

    name: str
    address: str
    """`local@domain` as written; '' where the header names nobody reachable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """One text of a mail, decoded and cut to the reader's cap."""

    kind: PartKind
    text: str
    truncated: bool = False
    method: str = ""
    """`method` parameter of a text/calendar part, upper case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail as one account holds it; decoded, not interpreted."""

    remote_id: RemoteId
    message_id: str
    """With its angle brackets; '' where the header is missing."""
    received_at: datetime | None
    """The server's time; None where the source does not know it (mbox without a time)."""
    sent_at: datetime | None
    """Date, with its UTC offset (it tells the sender's zone); None where it cannot be read."""
    author: Mailbox | None
    """From: the first mailbox."""
    sender: Mailbox | None = None
    """Sender, only where the header is there."""
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """Message-IDs this mail answers, nearest first."""
    provider_thread: str = ""
    """X-GM-THRID, conversationId ...; '' where unknown."""
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """An allow-list of headers by lower-case name, values in order of appearance, topmost first."""
    parts: tuple[TextPart, ...] = ()
    size: int = 0
    """Octets of the whole mail."""
    roles: tuple[FolderRole, ...] = ()
    labels: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    """What the guarded parser had to cut or repair, in short codes."""


class Participation(StrEnum):
    """An attendee's answer (RFC 5545 PARTSTAT)."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody invited; rooms and resources are told by *human* being false."""

    mailbox: Mailbox
    participation: Participation = Participation.NEEDS_ACTION
    human: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One instance of a calendar event (RFC 5545 VEVENT)."""

    remote_id: RemoteId
    uid: str
    recurrence_id: str = ""
    """The instance's original start in UTC, basic format; '' where the event does not recur."""
    starts_at: datetime
    ends_at: datetime
    all_day: bool = False
    organizer: Mailbox | None = None
    attendees: tuple[Attendee, ...] = ()
    summary: str = ""
    cancelled: bool = False
    recurring: bool = False
    method: str = ""
    """REQUEST, REPLY, CANCEL for an iCalendar message (RFC 5546); '' for a stored event."""
    sequence: int = 0
    """The organizer's count of revisions (SEQUENCE)."""
    stamped_at: datetime | None = None
    """When this was said (DTSTAMP)."""
    exception: bool = False
    """An instance that speaks for itself (it came with a RECURRENCE-ID), not for its series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A job as a card or an export states it."""

    organization: str
    title: str = ""
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A contact card (RFC 6350) or one row of a contacts export."""

    remote_id: RemoteId
    name: str
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    url: str = ""
    connected_on: date | None = None
    """The day of the connection, where the source is a network of connections (LinkedIn)."""
    revised_at: datetime | None = None
    """When it was last changed, where it says so itself."""
    listed_at: datetime | None = None
    """When the list was made that it stands in (an export); None where that is not known."""
    own: bool = False
    """The owner's own card (LinkedIn Positions.csv and Profile.csv)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A record that was there and could not be read; neither hidden nor fatal."""

    remote_id: RemoteId
    reason: str


Record = Message | Meeting | Card | Unreadable
