"""Folder trees of single mails: .eml as most programs save them, .emlx as Apple Mail keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from narrowcast.connectors import listing, mails, options
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope, ScopeId
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import folders, mime
from narrowcast.connectors.records import Record, RemoteId, Unreadable

_SUFFIXES = frozenset({".eml", ".emlx"})
_APPLE = re.compile(rb"(\d{1,9})[ \t]*\r?\n")  # an .emlx starts with the mail's length in octets


def connect(given: Mapping[str, object], _: Means) -> EmlConnector:
    """Open the mail, or the tree of mails, at the option `path`."""
    return EmlConnector(options.path(given, "eml"))


class EmlConnector:
    """Each folder that holds mails is a scope; remote ids are file names."""

    def __init__(self, path: Path) -> None:
        self._path = path if path.is_dir() else path.parent
        self._only = None if path.is_dir() else path.name

    def scopes(self) -> Iterable[Scope]:
        """The folders that hold mails; their role is told by their name."""
        if self._only is not None:
            return [Scope(id=ScopeId("."), name=self._only)]
        found = {one.parent for one in self._path.rglob("*") if one.suffix.lower() in _SUFFIXES}
        return [self._scope(one) for one in sorted(found)]

    def _scope(self, folder: Path) -> Scope:
        inside = folder.relative_to(self._path).as_posix()
        name = folder.name if inside == "." else inside
        return Scope(id=ScopeId(inside), name=name, role=folders.role_of(name))

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages in no useful order; a file counts as changed when its time or size does."""
        folder = self._path / scope.id

        def read(name: str) -> tuple[Record, int] | None:
            try:
                raw = _content(folder / name)
            except FileNotFoundError:
                return None
            except OSError as error:
                reason = error.strerror or "read error"
                return Unreadable(remote_id=RemoteId(name), reason=reason), 0
            record = mails.record(
                raw, remote_id=name, tier=budget.tier, role=scope.role, exported=True
            )
            return record, len(raw)

        yield from listing.pull(self._stamps(folder, scope), read, cursor, budget)

    def _stamps(self, folder: Path, scope: Scope) -> dict[str, str]:
        try:
            names = [folder / self._only] if self._only else list(folder.iterdir())
            mails_there = [one for one in names if one.suffix.lower() in _SUFFIXES or self._only]
            found = {one.name: one.stat() for one in mails_there if one.is_file()}
        except OSError as error:
            raise Skippable(f"{scope.name} cannot be read: {error.strerror}") from error
        return {name: f"{state.st_mtime_ns}:{state.st_size}" for name, state in found.items()}


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        raw = file.read(mime.MAX_MAIL + 1)
    apple = _APPLE.match(raw) if path.suffix.lower() == ".emlx" else None
    return raw[apple.end() : apple.end() + int(apple[1])] if apple else raw
