"""Which folders are read: by default all but drafts, junk and trash; Gmail's All Mail instead of
its labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import quote_from_bytes, unquote_to_bytes

from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.imap_session.folders import Folder
from narrowcast.connectors.records import FolderRole

LEFT_OUT = frozenset({FolderRole.DRAFTS, FolderRole.JUNK, FolderRole.TRASH})
_FIRST = (FolderRole.INBOX, FolderRole.SENT, FolderRole.ARCHIVE)
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the owner says of folders: patterns of their names (`Work/*`), in any case."""

    include: tuple[str, ...] = ()
    """Only these, drafts and junk among them; empty: the default."""
    exclude: tuple[str, ...] = ()


def choice(options: Mapping[str, object]) -> Choice:
    """The options `include` and `exclude`; raises ValueError."""
    return Choice(_patterns(options, "include"), _patterns(options, "exclude"))


def _patterns(options: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = options.get(key, ())
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise ValueError(f'imap: the option {key} is no list; write it like {key} = ["INBOX"]')
    return tuple(str(one).casefold() for one in given)


def scopes(folders: Iterable[Folder], choice: Choice, *, labelled: bool) -> tuple[Scope, ...]:
    """The folders to read, the most telling first; *labelled*: the server shows labels (Gmail)."""
    known = tuple(folders)
    wanted = [one for one in known if _is_included(one, known, choice, labelled=labelled)]
    wanted = [one for one in wanted if not _matches(one.name, choice.exclude)]
    return tuple(_scope(one, labelled=labelled) for one in sorted(wanted, key=_rank))


def _is_included(
    folder: Folder, known: tuple[Folder, ...], choice: Choice, *, labelled: bool
) -> bool:
    if choice.include:
        return _matches(folder.name, choice.include)
    if labelled and any(one.holds_all for one in known):
        return folder.holds_all  # each label is a folder of the same mails
    return not folder.holds_all and not _is_left_out(folder, known)


def _is_left_out(folder: Folder, known: tuple[Folder, ...]) -> bool:
    """Drafts, junk and trash, and what lies below them."""
    return folder.role in LEFT_OUT or any(
        one.role in LEFT_OUT and folder.name.startswith(f"{one.name}/") for one in known
    )


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    plain = name.casefold()
    return any(fnmatchcase(plain, one) for one in patterns)


def _rank(folder: Folder) -> tuple[int, str]:
    return (_FIRST.index(folder.role) if folder.role in _FIRST else len(_FIRST), folder.name)


def _scope(folder: Folder, *, labelled: bool) -> Scope:
    role = FolderRole.OTHER if labelled and folder.holds_all else folder.role
    return Scope(id=scope_id(folder.key), name=folder.name, role=role)


def scope_id(key: bytes) -> ScopeId:
    """A folder's name as an id: itself, but for octets that are no printable ASCII."""
    return ScopeId(quote_from_bytes(key, safe=_PRINTABLE))


def key_of(scope: Scope) -> bytes:
    """The folder's name as the server writes it."""
    return unquote_to_bytes(scope.id)
