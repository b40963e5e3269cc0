"""Backups of the store: made whole, checked at once, kept by the day and the week, and restored.

A backup is two files that only the owner can read: the store's copy, which any SQLite opens, and
beside it a page of JSON with what each table held, SHA-256 sums, and the key without which the copy
could not be used on another machine. Who can read a backup can read the store: it belongs where the
store may lie. How a store is put back, see `restoring`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from narrowcast.agent import lock, secrets
from narrowcast.agent.config import Settings
from narrowcast.agent.core import backups as rules
from narrowcast.agent.errors import InputError, NotFound, StoreError, StoreUnreadable
from narrowcast.agent.places import Places, full_path, write_private
from narrowcast.agent.store import copies
from narrowcast.agent.store.copies import Holding
from narrowcast.agent.store.store import Store

PATIENCE_SECONDS = 8.0
"""How long a backup waits for another command."""

_NAMED = re.compile(r"narrowcast-(\d{8}T\d{6}Z)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands beside a copy."""

    made: datetime
    version: str
    """The last migration the store had seen."""
    sha256: str
    """Of the copy's file."""
    key: bytes
    tables: Mapping[str, Holding]


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy with its manifest."""

    path: Path
    manifest: Manifest

    @property
    def made(self) -> datetime:
        return self.manifest.made


def folder_of(settings: Settings, places: Places) -> Path:
    """Where backups lie; raises ConfigError."""
    return full_path("backup.folder", settings.backup.folder) or places.data / "backups"


def daily(settings: Settings, places: Places, now: datetime) -> Path | None:
    """Make the day's backup and rotate, where one is due (*now* in the owner's zone); None: not.

    Raises Busy, StoreError.
    """
    folder = folder_of(settings, places)
    if not places.store.exists() or not rules.due(now, newest(folder)):
        return None
    kept = make(places, folder, now)
    rotate(folder, daily=settings.backup.keep_daily, weekly=settings.backup.keep_weekly)
    return kept.path


def make(places: Places, folder: Path, now: datetime) -> Backup:
    """Copy the store to *folder*, and check the copy; raises Busy, StoreError, InputError."""
    if not places.store.exists():
        raise InputError("there is nothing to back up yet; run: narrowcast sync")
    with lock.alone(places.lock, patience=PATIENCE_SECONDS):
        key = secrets.mention_key(places.data, store=places.store)
        with Store.open(places.store, mention_key=key) as store:
            return copy(store, folder, now)


def copy(store: Store, folder: Path, now: datetime) -> Backup:
    """Copy an open store to *folder*, and check the copy; raises StoreError."""
    path = folder / f"narrowcast-{now.astimezone(UTC).strftime(_STAMP)}.db"
    copies.copy(store.conn, path)
    try:
        tables = copies.holdings_of(path)
        if why := copies.fault_of(path) or _differing(copies.holdings(store.conn), tables):
            raise StoreUnreadable(path, why)
        version = copies.version_of(path) or ""
    except StoreError:
        path.unlink(missing_ok=True)
        raise
    manifest = Manifest(
        made=now.astimezone(UTC),
        version=version,
        sha256=_sum_of(path),
        key=store.mention_key,
        tables=tables,
    )
    write_private(_beside(path), _written(manifest))
    return Backup(path, manifest)


def seal(path: Path, manifest: Manifest) -> None:
    """Write anew what stands beside the copy at *path*, which was changed on purpose."""
    sealed = replace(
        manifest,
        version=copies.version_of(path) or "",
        sha256=_sum_of(path),
        tables=copies.holdings_of(path),
    )
    write_private(_beside(path), _written(sealed))


def delete(path: Path) -> None:
    """Delete a backup and what stands beside it."""
    _beside(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def found(folder: Path) -> tuple[Backup, ...]:
    """The backups in *folder*, newest first; a copy without its manifest is none."""
    if not folder.is_dir():
        return ()
    whole = []
    for path in folder.iterdir():
        if _NAMED.fullmatch(path.name):
            with suppress(NotFound, InputError):
                whole.append(Backup(path, manifest_of(path)))
    return tuple(sorted(whole, key=lambda one: one.made, reverse=True))


def newest(folder: Path) -> datetime | None:
    """When the newest backup in *folder* was made."""
    return next((one.made for one in found(folder)), None)


def rotate(folder: Path, *, daily: int, weekly: int) -> tuple[Path, ...]:
    """Delete the backups that are no longer to be kept; return them."""
    kept = found(folder)
    spare = rules.spare([one.made for one in kept], daily=daily, weekly=weekly)
    gone = tuple(one.path for one in kept if one.made in spare)
    for path in gone:
        delete(path)
    return gone


def verify(path: Path) -> str:
    """What is wrong with the backup at *path*; '' where it is what was copied, octet by octet."""
    manifest = manifest_of(path)
    if not path.exists():
        return "the copy is missing"
    if why := copies.fault_of(path):
        return why
    if _sum_of(path) == manifest.sha256:
        return ""
    try:
        why = _differing(manifest.tables, copies.holdings_of(path))
    except StoreUnreadable as fault:
        return str(fault)
    return why or "some of its octets changed since it was made"


def manifest_of(path: Path) -> Manifest:
    """Read what stands beside the copy at *path*; raises NotFound, InputError."""
    page = _beside(path)
    try:
        said = json.loads(page.read_text(encoding="utf-8"))
        return Manifest(
            made=datetime.fromisoformat(said["made"]),
            version=str(said["version"]),
            sha256=str(said["sha256"]),
            key=bytes.fromhex(said["key"]),
            tables={name: Holding(**held) for name, held in said["tables"].items()},
        )
    except FileNotFoundError as fault:
        remedy = "a backup is NAME.db with NAME.json beside it; see: narrowcast backup list"
        raise NotFound("backup", str(path), remedy) from fault
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise InputError(f"{page} cannot be read; take another backup") from fault


def _written(manifest: Manifest) -> str:
    tables = {name: asdict(held) for name, held in manifest.tables.items()}
    said = {
        "made": manifest.made.isoformat(),
        "version": manifest.version,
        "sha256": manifest.sha256,
        "key": manifest.key.hex(),
        "tables": tables,
    }
    return json.dumps(said, indent=1) + "\n"


def _differing(meant: Mapping[str, Holding], held: Mapping[str, Holding]) -> str:
    """Which tables are not what they were; '' where none."""
    odd = [name for name in _all(meant, held) if meant.get(name) != held.get(name)]
    return f"not what they were: {', '.join(odd)}" if odd else ""


def _all(*tables: Mapping[str, Holding]) -> Iterable[str]:
    return sorted({name for one in tables for name in one})


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")
