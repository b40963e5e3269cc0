"""A LinkedIn data export: the zip file as downloaded, or the folder it was unpacked into.

Only three members are looked at, by name; nothing is ever unpacked to disk, and reading stops at a
number of octets, not at what the archive claims.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from narrowcast.connectors import options, trees, whole
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope, ScopeId
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import linkedin
from narrowcast.connectors.records import Card, Record

MAX_RATIO = 100
_FREE_BYTES = 1 << 20  # a small table may be packed as well as it likes
_MAX_ARCHIVE_BYTES = 4 << 30
_MAX_MEMBERS = 10_000  # complete exports hold some hundred files, media included
_CONNECTIONS, _POSITIONS, _PROFILE = "connections.csv", "positions.csv", "profile.csv"
_WANTED = frozenset({_CONNECTIONS, _POSITIONS, _PROFILE})
_DAMAGE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)


def connect(given: Mapping[str, object], _: Means) -> LinkedinConnector:
    """Open the export at the option `path`: a zip file, a folder, or Connections.csv alone."""
    return LinkedinConnector(options.path(given, "linkedin"))


class LinkedinConnector:
    """One scope; remote ids are digests of profile URLs, and `own` for the owner's card."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def scopes(self) -> Iterable[Scope]:
        """The export."""
        return [Scope(id=ScopeId("export"), name=self._path.name)]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """All connections and the owner's own positions, whenever the export is another."""
        files = self._files()
        yield from whole.pull(self._records(files, scope), whole.stamp(files), cursor, budget)

    def _files(self) -> list[Path]:
        if not self._path.is_dir():
            return [self._path]
        return sorted(one for one in self._path.rglob("*.csv") if one.name.casefold() in _WANTED)

    def _records(self, files: list[Path], scope: Scope) -> Iterator[Record]:
        tables = _tables(files, scope)
        connections = tables.get(_CONNECTIONS, _NO_TABLE)
        positions, profile = tables.get(_POSITIONS, _NO_TABLE), tables.get(_PROFILE, _NO_TABLE)
        yield from map(connections.dated, linkedin.connections(connections.content))
        own = linkedin.own(positions.content, profile.content)
        yield from map((positions if positions.content else profile).dated, own)


class _Table(NamedTuple):
    content: bytes
    made: datetime | None
    """When the export was, as far as its file tells: a row holds from that day on."""

    def dated(self, record: Record) -> Record:
        return replace(record, listed_at=self.made) if isinstance(record, Card) else record


_NO_TABLE = _Table(b"", None)


def _tables(files: list[Path], scope: Scope) -> dict[str, _Table]:
    """The wanted tables by lower-case name."""
    if len(files) == 1 and files[0].suffix.casefold() != ".csv":
        try:
            return _unpacked(files[0])
        except _DAMAGE as error:
            raise Skippable(f"{scope.name} is no readable export: {error}") from error
    if len(files) == 1:
        name = files[0].name.casefold()
        table = name if name in _WANTED else _CONNECTIONS
        return {table: _read(files[0])}
    return {one.name.casefold(): _read(one) for one in files}


def _read(file: Path) -> _Table:
    content = trees.content(file, linkedin.MAX_BYTES)
    return _Table(content, datetime.fromtimestamp(int(file.stat().st_mtime), UTC))


def _unpacked(file: Path) -> dict[str, _Table]:
    """Read the wanted members; the first of a name counts."""
    if file.stat().st_size > _MAX_ARCHIVE_BYTES:
        raise ValueError("it is larger than any export")
    found: dict[str, _Table] = {}
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > _MAX_MEMBERS:
            raise ValueError(f"it holds more than {_MAX_MEMBERS} files")
        for member in members:
            name = PurePosixPath(member.filename.replace("\\", "/")).name.casefold()
            if name in _WANTED and name not in found and not _is_link(member):
                found[name] = _Table(_member(archive, member), _packed_at(member))
    return found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    limit = min(linkedin.MAX_BYTES, max(_FREE_BYTES, member.compress_size * MAX_RATIO))
    with archive.open(member) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"{member.filename[:80]} unpacks to more than its size explains")
    return content


def _packed_at(member: zipfile.ZipInfo) -> datetime | None:
    """The member's own day; None where the archive states none (1980 is zip's beginning)."""
    if member.date_time[0] <= 1980:
        return None
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return None


def _is_link(member: zipfile.ZipInfo) -> bool:
    return (member.external_attr >> 28) == 0o12
