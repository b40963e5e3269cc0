"""A message of Graph to its record: its own headers where Graph has them, else its properties.

Mail that came in has internetMessageHeaders; what the owner sent has none, or only the X- headers
it was handed over with. So each header that is missing is written from the property that tells it,
and all are read as those of any other mail: a mail seen here, by IMAP and in an export is one mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime

from narrowcast.connectors.formats import mime
from narrowcast.connectors.formats.headers import ASKED, MAX_VALUE_CHARS
from narrowcast.connectors.microsoft import fields
from narrowcast.connectors.microsoft.rest import Json
from narrowcast.connectors.records import FolderRole, Record, RemoteId, Unreadable
from narrowcast.connectors.told import Told, part, parts, word

SELECT = (
    "id,internetMessageId,internetMessageHeaders,from,sender,toRecipients,ccRecipients,"
    "bccRecipients,replyTo,subject,receivedDateTime,sentDateTime,conversationId,isDraft"
)
"""What is asked of each message; nothing of it needs more than Mail.ReadBasic."""

_READ = frozenset(map(str.lower, ASKED))
"""What is read of each head: the same as of IMAP servers."""
Fields = dict[str, list[str]]
"""Unfolded values in order of appearance, by names in lower case."""

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
_MOST_SPELLINGS = 4_096
_USUAL_CHARS = len("2026-11-20T10:00:05Z")


class _Spellings(dict[str, str]):
    """Names of headers as they are spelled, to those in `_READ`; '' for any other. The same few in
    every mail: to look a spelling up costs a third of lowering it.
    """

    def __missing__(self, spelled: str) -> str:
        if len(self) > _MOST_SPELLINGS:
            self.clear()
        name = spelled.lower()
        self[spelled] = found = name if name in _READ else ""
        return found


_SPELLINGS = _Spellings()


def given(item: Json) -> Fields:
    """The headers that a mail came with and that are read, by name in lower case."""
    found: Fields = {}
    headers = item.get("internetMessageHeaders")
    for header in headers if isinstance(headers, list) else ():
        try:
            if name := _SPELLINGS[header["name"]]:
                found.setdefault(name, []).append(_flat(header["value"]))
        except (KeyError, TypeError, AttributeError):  # no header
            continue
    return found


def is_bare(came_with: Fields) -> bool:
    """Whether a mail *came_with* no headers of its own, as what the owner sent does."""
    return "message-id" not in came_with


def record(
    item: Json, roles: tuple[FolderRole, ...] = (), came_with: Fields | None = None
) -> Record:
    """The mail that *item* tells of; *came_with* is what `given` says of it, where that is known.
    `Unreadable` where there is nothing of a mail.
    """
    remote = word(item, "id")
    if came_with is None:
        came_with = given(item)
    if not came_with.keys() >= _WHOLE:
        told = {name: [_flat(value)] for name, value in _properties(item) if value}
        came_with = {**told, **came_with}
    if came_with.keys() <= _TELLING_NOTHING:
        return Unreadable(remote_id=RemoteId(remote), reason="no header of a mail")
    return mime.of_fields(
        came_with,
        remote_id=remote,
        received_at=_moment(word(item, "receivedDateTime")),
        roles=roles,
        thread=word(item, "conversationId"),
    )


def _properties(item: Json) -> Iterator[tuple[str, str]]:
    author, sender = (_mailbox(part(item, key)) for key in ("from", "sender"))
    yield "from", author or sender
    if author and sender != author:
        yield "sender", sender
    for name, key in _PEOPLE:
        yield name, ", ".join(filter(None, map(_mailbox, parts(item, key))))
    yield "subject", word(item, "subject")
    yield "message-id", word(item, "internetMessageId")
    if sent := fields.moment(word(item, "sentDateTime")):
        yield "date", format_datetime(sent)
    for one in parts(item, "singleValueExtendedProperties"):
        if name := _EXTENDED.get(word(one, "id").casefold(), ""):
            yield name, word(one, "value")


def _mailbox(person: Told) -> str:
    """A recipient as a header writes one; '' where there is none."""
    told = part(person, "emailAddress")
    address = "".join(word(told, "address").split())
    name = word(told, "name").replace("\\", "\\\\").replace('"', '\\"')
    if not address or "<" in address or ">" in address:
        address = ""
    if not address and not name:
        return ""
    return f'"{name}" <{address}>' if name and name != address else f"<{address}>"


def _flat(value: str) -> str:
    """One line: what folds a header, or begins another, is a blank; half a letter is a `?`."""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()
    value = value[:MAX_VALUE_CHARS].lstrip(" \t")
    return " ".join(value.split()) if "\n" in value or "\r" in value else value


def _moment(text: str) -> datetime | None:
    if len(text) == _USUAL_CHARS and text[0] == "2" and text[-1] == "Z":
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    return fields.moment(text)
