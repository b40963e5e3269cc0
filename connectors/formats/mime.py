"""A mail's bytes to a `Message`: guarded, fast, never raising.

The standard library's parser copies every part, and its structured headers take seconds on a
hostile value; here the head is split by one expression, only headers that are kept are decoded, and
only texts that are kept are decoded. Every cap is a constant of this package, and what was cut is
told in `Message.defects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import fields, make_dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from narrowcast.connectors.formats import dates, exports, headers, notes, text
from narrowcast.connectors.formats import parts as texts
from narrowcast.connectors.formats.addresses import mailboxes
from narrowcast.connectors.records import FolderRole, Mailbox, Message, PartKind, RemoteId

MAX_MAIL = 25 << 20
MAX_SUBJECT_CHARS = 998
MAX_KEPT_CHARS = 4_096
MAX_KEPT_VALUES = 20
MAX_REFERENCES = 200
_LINE_ENDS_WITHIN = 4_096

_MISSING = [""]

_Fields = dict[str, list[str]]

KEPT_HEADERS = frozenset(
    [
        "list-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "list-post",
        "list-help",
        "list-owner",
        "list-subscribe",
        "list-archive",
        "mailing-list",
        "x-mailing-list",
        "x-loop",
        "x-been-there",
        "precedence",
        "feedback-id",
        "x-campaign-id",
        "x-campaignid",
        "auto-submitted",
        "x-auto-response-suppress",
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-autoreply-from",
        "x-mail-autoreply",
        "x-failed-recipients",
        "authentication-results",
        "arc-authentication-results",
        "received-spf",
        "return-path",
        "delivered-to",
        "x-original-to",
        "x-forwarded-to",
        "x-forwarded-for",
        "x-envelope-to",
        "envelope-to",
        "resent-from",
        "resent-to",
        "resent-sender",
        "resent-date",
        "resent-message-id",
        "thread-index",
        "thread-topic",
        "x-narrowcast-id",
        "x-microsoft-original-message-id",
        "x-google-original-message-id",
        "x-original-message-id",
        "x-ms-exchange-generated-message-source",
        "x-ms-exchange-calendar-originator-id",
        "x-ms-has-attach",
        "x-gm-thrid",
        "x-gm-labels",
        "x-gmail-labels",
        "x-gm-msgid",
        "content-type",
        "content-language",
        "content-class",
        "x-mailer",
        "user-agent",
        "organization",
        "x-from",
        "x-folder",
        "x-origin",
        "x-originating-ip",
        "x-sender",
        "x-status",
        "status",
        "x-mozilla-status",
        "disposition-notification-to",
        "return-receipt-to",
        "errors-to",
        "x-report-abuse",
        "x-spam-flag",
        "x-original-from",
        "x-original-sender",
        "original-recipient",
        "original-from",
        "keywords",
        "importance",
    ]
)
_ONCE = frozenset({"from", "date", "message-id", "subject", "sender"})
_EXPECTED = frozenset(
    {
        "from",
        "date",
        "message-id",
        "subject",
        "to",
        "received",
        "mime-version",
        "return-path",
        "sender",
    }
)
_TORN_ID = re.compile(r"<[^<>\s]{1,250}[ \t]+[^<>\s]{1,250}>")  # one gap only
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_USUAL_ID = re.compile(r"<[!-;=?-~]{1,500}>").fullmatch


class Defect(StrEnum):
    """What the reader had to cut or repair; parts.py adds its own."""

    TWO_FROM = "two-from"  # an author nobody should believe
    REPEATED = "header-repeated"
    HEAD_CUT = "head-cut"
    MAIL_CUT = "mail-cut"
    SEVERAL_AUTHORS = "several-authors"  # one From with more than one mailbox, RFC 5322 §3.6.2
    TORN_ID = "id-torn"  # an id with a gap inside, closed by us
    NO_FROM = "no-from"
    NO_DATE = "no-date"
    BAD_DATE = "date-unreadable"
    NO_MESSAGE_ID = "no-message-id"
    NOT_A_MAIL = "not-a-mail"  # no field that every mail has


def read(
    raw: bytes,
    *,
    remote_id: str,
    received_at: datetime | None = None,
    roles: Iterable[FolderRole] = (),
    labels: Iterable[str] = (),
    parts: bool | AbstractSet[PartKind] = True,
    exported: bool = False,
    size: int | None = None,
    thread: str = "",
) -> Message:
    """Read one mail; *parts* says which texts are decoded. Without *received_at* the topmost
    Received tells it; *size* is that of the whole mail where *raw* is its head, *thread* the
    provider's name of its thread.
    """
    wanted = _wanted(parts)
    given, raw = len(raw), _with_newlines(raw[:MAX_MAIL])
    head = headers.split(raw, _after_envelope(raw))
    walk = texts.read(raw, head, wanted) if wanted else None
    return _made(
        head, walk, given, remote_id=remote_id, received_at=received_at, roles=roles,
        labels=labels, exported=exported, size=given if size is None else size, thread=thread,
    )  # fmt: skip


def of_fields(
    fields: dict[str, list[str]],
    *,
    remote_id: str,
    received_at: datetime | None = None,
    roles: Iterable[FolderRole] = (),
    labels: Iterable[str] = (),
    size: int = 0,
    thread: str = "",
) -> Message:
    """A mail whose head a provider hands out field by field: unfolded values in order of
    appearance, by names in lower case, within the caps of `headers`. As `read` would read them.
    """
    repeated = frozenset(name for name, values in fields.items() if len(values) > 1)
    return _made(
        headers.Head(fields, 0, repeated=repeated), None, 0, remote_id=remote_id,
        received_at=received_at, roles=roles, labels=labels, exported=False, size=size,
        thread=thread,
    )  # fmt: skip


def _made(
    head: headers.Head,
    walk: texts.Walk | None,
    given: int,
    *,
    remote_id: str,
    received_at: datetime | None,
    roles: Iterable[FolderRole],
    labels: Iterable[str],
    exported: bool,
    size: int,
    thread: str,
) -> Message:
    there = head.fields
    sent_at = dates.date(there.get("date", _MISSING)[0])
    authors = mailboxes(there.get("from", ()))
    its_labels = exports.labels(head) if exported else ()
    told = exports.roles(head, its_labels) if exported else ()
    message = _Open(
        remote_id=RemoteId(remote_id),
        message_id=_message_id(there.get("message-id", _MISSING)[0]),
        received_at=received_at or _received(head),
        sent_at=sent_at,
        author=notes.named(authors[0], there.get("x-from", _MISSING)[0]) if authors else None,
        sender=next(iter(mailboxes(there["sender"])), None) if "sender" in there else None,
        reply_to=mailboxes(there["reply-to"]) if "reply-to" in there else (),
        to=_people(there, "to", "x-to"),
        cc=_people(there, "cc", "x-cc"),
        bcc=_people(there, "bcc", "x-bcc"),
        subject=text.header(there.get("subject", _MISSING)[0])[:MAX_SUBJECT_CHARS],
        in_reply_to=_ids(there["in-reply-to"]) if "in-reply-to" in there else (),
        references=_ids(reversed(there["references"])) if "references" in there else (),
        provider_thread=thread or (exports.thread(head) if "x-gm-thrid" in there else ""),
        headers=_kept(there),
        parts=tuple(walk.parts) if walk else (),
        size=size,
        roles=told or tuple(roles),
        labels=(*labels, *its_labels),
        defects=_defects(head, given, sent_at, authors, walk),
    )
    message.__class__ = Message
    return message


def header_only(raw: bytes, *, remote_id: str, received_at: datetime | None = None) -> Message:
    """Read a mail of which only the head is there or wanted; size is that of *raw*."""
    return read(raw, remote_id=remote_id, received_at=received_at, parts=False)


def _wanted(asked: bool | AbstractSet[PartKind]) -> frozenset[PartKind]:
    if isinstance(asked, bool):
        return texts.ALL_KINDS if asked else frozenset()
    return frozenset(asked)


def _with_newlines(raw: bytes) -> bytes:
    """Mails of old Macintoshes end their lines with CR alone."""
    if raw.find(b"\n", 0, _LINE_ENDS_WITHIN) >= 0 or b"\r" not in raw[:_LINE_ENDS_WITHIN]:
        return raw
    return raw.replace(b"\r", b"\n")


def _after_envelope(raw: bytes) -> int:
    """Where the head starts: after an mbox envelope or blank lines that an export left."""
    start = 0
    while raw[start : start + 1] in (b"\r", b"\n") and start < 100:
        start += 1
    if raw.startswith((b"From ", b">From"), start):
        newline = raw.find(b"\n", start)
        return newline + 1 if newline >= 0 else start
    return start


def _people(fields: _Fields, name: str, export: str) -> tuple[Mailbox, ...]:
    if name not in fields:
        return ()
    people = mailboxes(fields[name])
    return notes.all_named(people, fields[export][0]) if export in fields else people


def _kept(fields: _Fields) -> dict[str, tuple[str, ...]]:
    """The allow-listed headers, decoded; of Received only the topmost, written by the owner's own
    server.
    """
    kept: dict[str, tuple[str, ...]] = {}
    for name in fields:
        if name in KEPT_HEADERS:
            values = fields[name]
            kept[name] = (
                (text.header(values[0][:MAX_KEPT_CHARS]),)
                if len(values) == 1
                else tuple([text.header(one[:MAX_KEPT_CHARS]) for one in values[:MAX_KEPT_VALUES]])
            )
    if "received" in fields:
        kept["received"] = (text.line(fields["received"][0][:MAX_KEPT_CHARS]),)
    return kept


def _message_id(value: str) -> str:
    """The id in its brackets; one written without them gets them."""
    if _USUAL_ID(value):
        return value
    match = _MESSAGE_ID.search(value[:2_000])
    if match:
        return f"<{text.line(match[1])}>"
    bare = text.line(value[:500]).strip("<> ")
    return f"<{bare}>" if bare and " " not in bare else ""


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    """All ids of References or In-Reply-To, nearest first, each once."""
    found: list[str] = []
    for value in values:
        written = value.split()
        if not all(map(_USUAL_ID, written)):
            # Python's mailers pack ids that are longer than a line into encoded words.
            plain = text.header(value) if "=?" in value else value
            written = [f"<{text.line(one)}>" for one in _MESSAGE_ID.findall(_mended(plain))]
        found += reversed(written)
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)[:MAX_REFERENCES]


def _mended(value: str) -> str:
    """Close the gap that folding left inside an id: `<a@b. example>` (RFC 5322 §3.2.2)."""
    return _TORN_ID.sub(lambda torn: "".join(torn[0].split()) if "@" in torn[0] else torn[0], value)


def _torn(value: str) -> bool:
    torn = _TORN_ID.search(value) if " " in value or "\t" in value else None
    return torn is not None and "@" in torn[0]


def _received(head: headers.Head) -> datetime | None:
    return dates.date(head.first("received")[:MAX_KEPT_CHARS].rpartition(";")[2])


def _defects(
    head: headers.Head,
    size: int,
    sent_at: datetime | None,
    authors: tuple[Mailbox, ...],
    walk: texts.Walk | None,
) -> tuple[str, ...]:
    fields = head.fields
    sound = (  # a quick look that is enough for nearly every mail
        sent_at is not None
        and len(authors) == 1
        and "message-id" in fields
        and not (head.cut or size > MAX_MAIL)
        and _ONCE.isdisjoint(head.repeated)
        and not ("in-reply-to" in fields and _torn(fields["in-reply-to"][0]))
    )
    codes = () if sound else _told(head, size, sent_at)
    return (*codes, *sorted(walk.defects)) if walk and walk.defects else codes


def _told(head: headers.Head, size: int, sent_at: datetime | None) -> tuple[str, ...]:
    fields = head.fields
    told = (
        (Defect.TWO_FROM, "from" in head.repeated),
        (Defect.REPEATED, not head.repeated.isdisjoint(_ONCE - {"from"})),
        (Defect.HEAD_CUT, head.cut),
        (Defect.MAIL_CUT, size > MAX_MAIL),
        (Defect.SEVERAL_AUTHORS, len(mailboxes(fields.get("from", ())[:1])) > 1),
        (Defect.TORN_ID, any(map(_torn, fields.get("in-reply-to", ())))),
        (Defect.NO_FROM, "from" not in fields),
        (Defect.NO_DATE, "date" not in fields),
        (Defect.BAD_DATE, "date" in fields and sent_at is None),
        (Defect.NO_MESSAGE_ID, "message-id" not in fields),
        (Defect.NOT_A_MAIL, _EXPECTED.isdisjoint(fields)),
    )
    return tuple(code.value for code, true in told if true)


# A twin of `Message` that is not frozen: filling a frozen one's slots takes three times as long.
if TYPE_CHECKING:
    _Open = Message
else:
    _Open = make_dataclass(
        "_Open", [(one.name, one.type) for one in fields(Message)], slots=True, kw_only=True
    )
