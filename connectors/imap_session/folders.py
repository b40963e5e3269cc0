"""Folders of a server and what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrowcast.connectors.formats import folders as names
from narrowcast.connectors.formats import text
from narrowcast.connectors.imap_session import values
from narrowcast.connectors.records import FolderRole

if TYPE_CHECKING:
    from narrowcast.connectors.imap_session.session import Session

_ROLES = {
    "\\SENT": FolderRole.SENT,
    "\\DRAFTS": FolderRole.DRAFTS,
    "\\JUNK": FolderRole.JUNK,
    "\\SPAM": FolderRole.JUNK,  # XLIST
    "\\TRASH": FolderRole.TRASH,
    "\\ARCHIVE": FolderRole.ARCHIVE,
    "\\INBOX": FolderRole.INBOX,
}
_ALL = {"\\ALL", "\\ALLMAIL"}
_CLOSED = {"\\NOSELECT", "\\NONEXISTENT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One folder that can be opened."""

    key: bytes
    """Its name as the server writes it."""
    name: str
    """Its name for people, levels parted by `/`."""
    role: FolderRole = FolderRole.OTHER
    holds_all: bool = False
    """Whether it shows the mail of every other folder (Gmail's All Mail)."""


def listed(session: Session) -> tuple[Folder, ...]:
    """Every folder that can be opened, by LIST (with SPECIAL-USE where it is offered)."""
    extended = session.has("SPECIAL-USE") and session.has("LIST-EXTENDED")
    more = ("RETURN (SPECIAL-USE)",) if extended else ()
    command = "XLIST" if session.has("XLIST") and not session.has("SPECIAL-USE") else "LIST"
    answer = session.run(command, '""', '"*"', *more)
    return from_list(answer.values(command))


def from_list(listed: Iterable[tuple[values.Value, ...]]) -> tuple[Folder, ...]:
    """The folders of LIST responses; the server's word on a role goes before a name's."""
    found: dict[bytes, Folder] = {}
    told: set[FolderRole] = set()
    for one in listed:
        if len(one) < 3 or not isinstance(one[0], tuple) or not isinstance(one[2], bytes):
            continue
        flags = {values.text(flag).upper() for flag in one[0]}
        if flags & _CLOSED:
            continue
        role = next((_ROLES[flag] for flag in sorted(flags) if flag in _ROLES), FolderRole.OTHER)
        told.add(role)
        found[one[2]] = Folder(
            key=one[2],
            name=_shown(one[2], values.text(one[1])),
            role=FolderRole.INBOX if one[2].upper() == b"INBOX" else role,
            holds_all=bool(flags & _ALL),
        )
    return tuple(
        one if one.role is not FolderRole.OTHER else _by_name(one, told) for one in found.values()
    )


def with_role(folders: Iterable[Folder], role: FolderRole) -> Folder | None:
    """The folder for *role*; of several the one with the shortest name."""
    return min(
        (one for one in folders if one.role is role), key=lambda it: len(it.key), default=None
    )


def _shown(key: bytes, delimiter: str) -> str:
    try:
        plain = key.decode("utf-8")
    except UnicodeDecodeError:
        plain = key.decode("latin-1")
    # It goes to the owner's terminal, and what it holds may steer one.
    name = text.line(names.from_imap(plain)) or "?"
    return (
        "INBOX" if name.upper() == "INBOX" else name.replace(delimiter, "/") if delimiter else name
    )


def _by_name(folder: Folder, told: set[FolderRole]) -> Folder:
    """Guess by the name what the server told of no folder."""
    role = names.role_of(folder.name)
    if role in told or role is FolderRole.INBOX or folder.holds_all:
        return folder
    return Folder(key=folder.key, name=folder.name, role=role)
