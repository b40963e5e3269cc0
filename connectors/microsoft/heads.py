"""A message of Graph to its record: its own headers where Graph has them, else its properties.

Mail that came in has internetMessageHeaders; what the owner sent has none, or only the X- headers
it was handed over with. So each header that is missing is written from the property that tells it,
and all are read as those of any other mail: a mail seen here, by IMAP and in an export is one mail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from email.utils import format_datetime

from narrowcast.connectors.formats import mime
from narrowcast.connectors.microsoft import fields
from narrowcast.connectors.microsoft.fields import Item
from narrowcast.connectors.microsoft.rest import Json
from narrowcast.connectors.records import FolderRole, Record, RemoteId, Unreadable

SELECT = (
    "id,internetMessageId,internetMessageHeaders,from,sender,toRecipients,ccRecipients,"
    "bccRecipients,replyTo,subject,receivedDateTime,sentDateTime,conversationId,isDraft"
)
"""What is asked of each message; nothing of it needs more than Mail.ReadBasic."""

_READ = mime.KEPT_HEADERS | {
    "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id",
    "in-reply-to", "references", "mime-version",
}  # fmt: skip
_PEOPLE = (
    ("to", "toRecipients"), ("cc", "ccRecipients"), ("bcc", "bccRecipients"),
    ("reply-to", "replyTo"),
)  # fmt: skip
_EXTENDED = {"string 0x1042": "in-reply-to", "string 0x1039": "references"}
"""MAPI's PidTagInReplyToId and PidTagInternetReferences."""
EXPAND = "singleValueExtendedProperties($filter=id eq 'String 0x1042' or id eq 'String 0x1039')"
_WHOLE = frozenset({"from", "to", "date", "message-id"})
"""What is there where Graph left nothing out of the headers, as it does now and then."""
_TELLING_NOTHING = frozenset({"subject", "date"})
_MAX_VALUE = 65_536


def record(item: Json, roles: tuple[FolderRole, ...] = ()) -> Record:
    """The mail that *item* tells of; `Unreadable` where that has nothing of a mail."""
    remote = RemoteId(fields.word(item, "id"))
    lines = _given(item)
    if not lines.keys() >= _WHOLE:
        lines.update(_composed(item, lines.keys()))
    if lines.keys() <= _TELLING_NOTHING:
        return Unreadable(remote_id=remote, reason="no header of a mail")
    return mime.read(
        "".join(lines.values()).encode("utf-8", "replace"),
        remote_id=remote,
        received_at=fields.moment(fields.word(item, "receivedDateTime")),
        roles=roles,
        parts=False,
        size=0,  # Graph tells none
        thread=fields.word(item, "conversationId"),
    )


def is_bare(item: Json) -> bool:
    """Whether *item* came without headers of its own, as what the owner sent does."""
    return not any(
        fields.word(one, "name").lower() == "message-id"
        for one in fields.parts(item, "internetMessageHeaders")
    )


def _given(item: Json) -> dict[str, str]:
    """The lines of the headers that the mail came with and that are read, by name."""
    lines: dict[str, str] = {}
    headers = item.get("internetMessageHeaders")
    for header in headers if isinstance(headers, list) else ():
        try:
            name, value = header["name"].lower(), header["value"]
            if name in _READ:
                lines[name] = f"{lines.get(name, '')}{name}: {_flat(value)}\n"
        except (KeyError, TypeError, AttributeError):  # no header
            continue
    return lines


def _composed(item: Json, given: Collection[str]) -> Iterator[tuple[str, str]]:
    """The lines that are not *given*, from the properties."""
    for name, content in _properties(item):
        if content and name not in given:
            yield name, f"{name}: {_flat(content)}\n"


def _properties(item: Json) -> Iterator[tuple[str, str]]:
    author, sender = (_mailbox(fields.part(item, key)) for key in ("from", "sender"))
    yield "from", author or sender
    if author and sender != author:
        yield "sender", sender
    for name, key in _PEOPLE:
        yield name, ", ".join(filter(None, map(_mailbox, fields.parts(item, key))))
    yield "subject", fields.word(item, "subject")
    yield "message-id", fields.word(item, "internetMessageId")
    if sent := fields.moment(fields.word(item, "sentDateTime")):
        yield "date", format_datetime(sent)
    for one in fields.parts(item, "singleValueExtendedProperties"):
        if name := _EXTENDED.get(fields.word(one, "id").casefold(), ""):
            yield name, fields.word(one, "value")


def _mailbox(person: Item) -> str:
    """A recipient as a header writes one; '' where there is none."""
    told = fields.part(person, "emailAddress")
    address = "".join(fields.word(told, "address").split())
    name = fields.word(told, "name").replace("\\", "\\\\").replace('"', '\\"')
    if not address or "<" in address or ">" in address:
        address = ""
    if not address and not name:
        return ""
    return f'"{name}" <{address}>' if name and name != address else f"<{address}>"


def _flat(value: str) -> str:
    """One line: what folds a header, or begins another, is a blank."""
    value = value[:_MAX_VALUE]
    return " ".join(value.split()) if "\n" in value or "\r" in value else value
