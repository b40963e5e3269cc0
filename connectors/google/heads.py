"""A message of the Gmail API to a record: its headers as the bytes they were, read like any mail's.

So a mail read here, by IMAP or out of Takeout is one mail: its identity is of its Message-ID, From
and Date, whichever way they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from narrowcast.connectors.formats import mime
from narrowcast.connectors.formats.headers import ASKED
from narrowcast.connectors.records import FolderRole, Message, Record, RemoteId, Unreadable

FIELDS = ASKED
"""What is read of each head: the same as is asked of IMAP servers.

Google is asked for whole heads: whether its filter (`metadataHeaders`) takes `Message-Id` or `CC`
for what it was asked for is not documented, and reported to be not so.
"""
_WANTED = frozenset(one.lower() for one in FIELDS)
MASK = "id,threadId,labelIds,internalDate,sizeEstimate,payload/headers"
"""Which fields of a message are asked for: not its preview (snippet), which is text."""

LEFT_OUT = frozenset({"DRAFT", "CHAT", "SPAM", "TRASH"})
"""Labels of what is no mail, or not to be read."""
_ROLES = {
    "SENT": FolderRole.SENT,
    "INBOX": FolderRole.INBOX,
    "DRAFT": FolderRole.DRAFTS,
    "SPAM": FolderRole.JUNK,
    "TRASH": FolderRole.TRASH,
}
_NAME = re.compile(r"[!-9;-~]{1,100}").fullmatch
_BREAKS = re.compile(r"[\r\n]+(?:(?=[ \t])|\Z)")
_THREAD = re.compile(r"[0-9a-f]{1,16}").fullmatch


def is_mail(labels: Iterable[str]) -> bool:
    """Whether a message of these labels is read: no draft, no chat, not thrown away."""
    return LEFT_OUT.isdisjoint(labels)


def is_system(label: str) -> bool:
    """Whether *label* is one of Google's own (INBOX, CATEGORY_SOCIAL …) and none of the owner's."""
    return not label.startswith("Label_")


def labels_of(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of a message's labels."""
    given = told.get("labelIds")
    return tuple(map(str, given)) if isinstance(given, list) else ()


def record(told: Mapping[str, Any], names: Mapping[str, str]) -> Record:
    """The mail that *told* shows (format `metadata`); *names* are those of the owner's labels, by
    id. `Unreadable` where there is no head of a mail.
    """
    remote_id = str(told.get("id", ""))
    payload = told.get("payload")
    if not isinstance(payload, dict):
        return unreadable(remote_id, "Google does not hand out its head")
    labels = labels_of(told)
    message = mime.read(
        head(_wanted(payload.get("headers"))),
        remote_id=remote_id,
        received_at=moment(told.get("internalDate")),
        roles=tuple(role for name, role in _ROLES.items() if name in labels),
        labels=tuple(name for one in labels if not is_system(one) and (name := names.get(one))),
        parts=False,
        size=_size(told.get("sizeEstimate")),
        thread=thread(str(told.get("threadId", ""))),
    )
    if mime.Defect.NOT_A_MAIL in message.defects:
        return unreadable(remote_id, "no header of a mail")
    return message


def unreadable(remote_id: str, reason: str) -> Unreadable:
    """A record that is there and cannot be read."""
    return Unreadable(remote_id=RemoteId(remote_id), reason=reason)


def head(given: object) -> bytes:
    """A list of names and values as the head of a mail, a line each.

    A value holds no line's end, whatever it says: by one a sender could write headers of his own.
    """
    lines: list[str] = []
    for one in given if isinstance(given, list) else ():
        name, value = (str(one.get(key, "")) for key in ("name", "value"))
        if "\n" in value or "\r" in value:
            value = _BREAKS.sub("", value).replace("\r", " ").replace("\n", " ")
        if _NAME(name):
            lines.append(f"{name}: {value}\r\n")
    lines.append("\r\n")
    return "".join(lines).encode("utf-8", "replace")


def _wanted(given: object) -> list[object]:
    found = given if isinstance(given, list) else ()
    return [one for one in found if str(one.get("name", "")).lower() in _WANTED]


def moment(internal: object) -> datetime | None:
    """`internalDate`, milliseconds since 1970, to the second as IMAP tells it; None where it is
    none.
    """
    try:
        return datetime.fromtimestamp(int(str(internal)) // 1_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def thread(told: str) -> str:
    """A thread's id as IMAP and Takeout write it (X-GM-THRID): the same number, but decimal."""
    return str(int(told, 16)) if _THREAD(told) else told


def is_before(one: Record, since: datetime) -> bool:
    """Whether a mail came before *since*; one whose time nobody knows did not."""
    return isinstance(one, Message) and one.received_at is not None and one.received_at < since


def _size(estimate: object) -> int:
    return estimate if isinstance(estimate, int) and estimate >= 0 else 0
