"""A file, or the files of some kind below a folder: the scopes of calendar and card sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.errors import Skippable


@dataclass(frozen=True, slots=True)
class Tree:
    """Files with *suffixes* at or below *path*; each folder that holds some is a scope."""

    path: Path
    suffixes: frozenset[str]

    def scopes(self) -> Iterable[Scope]:
        """The one file, or every folder with files of the kind."""
        if self.path.is_file():
            return [Scope(id=ScopeId(self.path.name), name=self.path.stem)]
        found = {one.parent for one in self.path.rglob("*") if self._fits(one)}
        return [self._scope(one) for one in sorted(found)]

    def _scope(self, folder: Path) -> Scope:
        inside = folder.relative_to(self.path).as_posix()
        return Scope(id=ScopeId(inside), name=folder.name if inside == "." else inside)

    def files(self, scope: Scope) -> list[Path]:
        """The scope's files in order; raises `Skippable` where the folder cannot be listed."""
        if self.path.is_file():
            return [self.path]
        try:
            return sorted(one for one in (self.path / scope.id).iterdir() if self._fits(one))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Skippable(f"{scope.name} cannot be read: {error.strerror}") from error

    def _fits(self, file: Path) -> bool:
        return file.suffix.lower() in self.suffixes and file.is_file()


def content(file: Path, limit: int) -> bytes:
    """The file's first *limit* octets; raises `Skippable`."""
    try:
        with file.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise Skippable(f"{file.name} cannot be read: {error.strerror}") from error
