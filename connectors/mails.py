"""What mailboxes on disk have in common: one mail's bytes to a record with its roles, labels and
tier.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from narrowcast.connectors.base import Tier
from narrowcast.connectors.formats import folders, mime
from narrowcast.connectors.records import FolderRole, Message, Record, RemoteId, Unreadable

PAGE_BYTES = 8 << 20

# Headers that a mail program rewrites in a mail it keeps: they are no part of its identity.
_VOLATILE = re.compile(
    rb"^(?:x-)?(?:status|keywords|uid|imapbase|mozilla-\w+|evolution|gmail-labels|gm-\w+)[ \t]*:"
    rb"[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_BYTES = 65_536


def identity(raw: bytes) -> str:
    """A remote id that follows a mail through a rewritten or exported-again mailbox: a digest of
    its bytes.
    """
    stop = raw.find(b"\n\n")
    stop = min(_HEAD_BYTES, stop + 1 if stop >= 0 else len(raw))
    digest = hashlib.blake2b(_VOLATILE.sub(b"", raw[:stop]), digest_size=15)
    digest.update(raw[stop:])
    return digest.hexdigest()


def record(
    raw: bytes, *, remote_id: str, tier: Tier, role: FolderRole = FolderRole.OTHER
) -> Record:
    """Read one mail; bytes that hold no mail are `Unreadable`."""
    message = mime.read(raw, remote_id=remote_id, parts=tier is not Tier.HEADERS)
    if mime.Defect.NOT_A_MAIL in message.defects:
        return Unreadable(
            remote_id=RemoteId(remote_id), reason="no header of a mail" if raw.strip() else "empty"
        )
    return _placed(message, role)


def _placed(message: Message, folder: FolderRole) -> Message:
    """Add roles and labels: an exported mail tells its own folder, which beats that of the file it
    is in.
    """
    labels = _labels(message)
    told = [folders.role_of(name) for name in (*message.headers.get("x-folder", ()), *labels)]
    roles = tuple(dict.fromkeys(role for role in told if role is not FolderRole.OTHER))
    roles = roles or ((folder,) if folder is not FolderRole.OTHER else ())
    return replace(message, roles=roles, labels=labels) if roles or labels else message


def _labels(message: Message) -> tuple[str, ...]:
    """Gmail's labels as Takeout writes them: one comma-separated header."""
    values = (*message.headers.get("x-gmail-labels", ()), *message.headers.get("x-gm-labels", ()))
    return tuple(
        label.strip(' "') for value in values for label in value.split(",") if label.strip(' "')
    )
