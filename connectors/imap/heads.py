"""What FETCH gave to a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from narrowcast.connectors.base import Scope
from narrowcast.connectors.formats import folders, mime
from narrowcast.connectors.imap_session.fetch import Fetched
from narrowcast.connectors.records import FolderRole, Record, RemoteId, Unreadable

_LABEL_ROLES = {
    b"\\INBOX": FolderRole.INBOX,
    b"\\SENT": FolderRole.SENT,
    b"\\DRAFT": FolderRole.DRAFTS,
    b"\\DRAFTS": FolderRole.DRAFTS,
    b"\\JUNK": FolderRole.JUNK,
    b"\\SPAM": FolderRole.JUNK,
    b"\\TRASH": FolderRole.TRASH,
}
_MONTHS = {
    spelled: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun",
         b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), start=1)
    for spelled in (name, name.upper(), name.lower())
}  # fmt: skip

Reader = Callable[[Fetched], Record]
"""A message to its record."""


def reader(scope: Scope) -> Reader:
    """How messages of *scope* are read."""
    roles = () if scope.role is FolderRole.OTHER else (scope.role,)

    def read(fetched: Fetched) -> Record:
        told, labels = _labels(fetched.labels) if fetched.labels else ((), ())
        return record(fetched, told or roles, labels)

    return read


def record(
    fetched: Fetched, roles: tuple[FolderRole, ...] = (), labels: tuple[str, ...] = ()
) -> Record:
    """The mail whose head was fetched; `Unreadable` where that is no head of a mail."""
    remote_id = str(fetched.uid)
    if fetched.head is None:
        return unreadable(fetched.uid, "the server does not hand out its head")
    message = mime.read(
        fetched.head,
        remote_id=remote_id,
        received_at=moment(fetched.internaldate),
        roles=roles,
        labels=labels,
        parts=False,
        size=fetched.size,
        thread=fetched.thread,
    )
    if mime.Defect.NOT_A_MAIL in message.defects:
        return unreadable(fetched.uid, "no header of a mail")
    return message


def unreadable(uid: int, reason: str) -> Unreadable:
    """A record that is there and cannot be read."""
    return Unreadable(remote_id=RemoteId(str(uid)), reason=reason)


@lru_cache(maxsize=4_096)
def _labels(given: tuple[bytes, ...]) -> tuple[tuple[FolderRole, ...], tuple[str, ...]]:
    """Roles and the owner's own labels in X-GM-LABELS."""
    roles = tuple(
        dict.fromkeys(role for one in given if (role := _LABEL_ROLES.get(one.upper())) is not None)
    )
    own = (one.decode("utf-8", "replace") for one in given if not one.startswith(b"\\"))
    return roles, tuple(map(folders.from_imap, own))


def moment(internaldate: bytes) -> datetime | None:
    """A date-time of RFC 3501 §9, `17-Jul-1996 02:44:25 -0700`; None where it is none."""
    if len(internaldate) == 25:  # a day of one digit, without its blank
        internaldate = b" " + internaldate
    try:
        return datetime(
            int(internaldate[7:11]),
            _MONTHS[internaldate[3:6]],
            int(internaldate[:2]),
            int(internaldate[12:14]),
            int(internaldate[15:17]),
            int(internaldate[18:20]),
            tzinfo=_zone(internaldate[21:]),
        )
    except (ValueError, KeyError, OverflowError):
        return None


@lru_cache(maxsize=256)
def _zone(written: bytes) -> tzinfo:
    """An offset like `-0700`; raises ValueError."""
    if len(written) != 5 or written[:1] not in (b"+", b"-"):
        raise ValueError("no offset")
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[3:5]))
    if not offset:
        return UTC
    return timezone(-offset if written[:1] == b"-" else offset)
