"""What mailboxes on disk have in common: one mail's bytes to a record, and what identifies it."""

from __future__ import annotations

import hashlib
import re

from narrowcast.connectors.base import Tier
from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import FolderRole, Record, RemoteId, Unreadable

PAGE_BYTES = 8 << 20

# Headers that a mail program rewrites in a mail it keeps: they are no part of its identity.
# The pattern begins with a line end, which is found at the speed of memory.
_VOLATILE = re.compile(
    rb"\n(?=[xskuimeg])"
    rb"(?:x-)?(?:status|keywords|uid|imapbase|mozilla-\w+|evolution|gmail-labels|gm-\w+)[ \t]*:"
    rb"[^\n]*(?:\n[ \t][^\n]*)*(?=\n)",
    re.IGNORECASE,
)
_HEAD_BYTES = 65_536


def identity(raw: bytes) -> str:
    """A digest of a mail's bytes: a remote id that survives compaction and a second export."""
    stop = raw.find(b"\n\n")
    stop = min(_HEAD_BYTES, stop + 1 if stop >= 0 else len(raw))
    digest = hashlib.blake2b(_VOLATILE.sub(b"", b"\n" + raw[:stop])[1:], digest_size=15)
    digest.update(memoryview(raw)[stop:])
    return digest.hexdigest()


def record(
    raw: bytes,
    *,
    remote_id: str,
    tier: Tier,
    role: FolderRole = FolderRole.OTHER,
    exported: bool = False,
) -> Record:
    """Read one mail; bytes that hold no mail are `Unreadable`.

    An *exported* mail tells its own folder, which beats that of the file it is in.
    """
    message = mime.read(
        raw,
        remote_id=remote_id,
        roles=() if role is FolderRole.OTHER else (role,),
        parts=tier is not Tier.HEADERS,
        exported=exported,
    )
    if mime.Defect.NOT_A_MAIL in message.defects:
        return Unreadable(
            remote_id=RemoteId(remote_id), reason="no header of a mail" if raw.strip() else "empty"
        )
    return message
