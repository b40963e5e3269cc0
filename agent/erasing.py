"""Forget a person everywhere on this machine: the store, its copies, letters, and pages drawn.

    letters of the outbox folder ─► backups ─► copies kept aside ─► the store ─► pages
                                                                      └─► keyed hashes remain

The store comes last of those that can be read again: killed in between, the person is still found
and the command can be given again. What lies where we do not look (a disk that is not plugged in)
is erased when it is restored: the hashes are also kept beside the store, for the day it is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from narrowcast.agent import backup, forgotten, reading
from narrowcast.agent.config import Settings
from narrowcast.agent.core.identity import Group
from narrowcast.agent.core.learn import MentionKind
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.errors import AgentError
from narrowcast.agent.places import Places
from narrowcast.agent.store import copies, files, forgetting, former_versions
from narrowcast.agent.store.store import Store, StoreFault
from narrowcast.agent.wiring import Workplace
from narrowcast.connectors.base import LetterFiles
from narrowcast.nlp import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was done beside the store."""

    backups: tuple[Path, ...] = ()
    """Rewritten without the person."""
    deleted: tuple[Path, ...] = ()
    """Copies of former versions, copies that cannot be read, and pages."""


def forget(work: Workplace, places: Places, group: Group, now: Time) -> Erased:
    """Erase the person *group* for good; raises InputError while a letter concerns them."""
    store, whom = work.store, (group.name,)
    forgetting.refuse_under_way(store, group.keys, whom)
    named = _mentions(store.mention_key, group.keys, whom)
    forgotten.remember(places.data, forgetting.digests(store, group.keys, whom))
    rewritten, deleted = _copies(work.settings, places, group, now)
    erase = work.drawer.erase if isinstance(work.drawer, LetterFiles) else lambda _: None
    forgetting.forget(store, group.keys, whom, now, erase, mentions=named)
    pages = [one for one in places.pages.rglob("*") if one.is_file()]
    for one in pages:
        one.unlink()
    return Erased(backups=rewritten, deleted=(*deleted, *pages))


def _mentions(key: bytes, keys: Collection[AddressKey], called: Collection[str]) -> frozenset[int]:
    """The hashes under which others' texts name the person."""
    found = {reading.mention_key(key, MentionKind.ADDRESS, one) for one in keys}
    for name in called:
        parsed = names.full_name(name)
        if parsed and parsed.family:
            found.add(reading.mention_key(key, MentionKind.NAME, names.name_key(parsed)))
    return frozenset(found)


def _copies(
    settings: Settings, places: Places, group: Group, now: Time
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Erase the person from every copy there is: those rewritten, and those deleted."""
    rewritten, deleted = [], []
    for one in backup.found(backup.folder_of(settings, places)):
        if _rewrite(one.path, one.manifest.key, group, now):
            backup.seal(one.path, one.manifest)
            rewritten.append(one.path)
        else:
            backup.delete(one.path)
            deleted.append(one.path)
    for path in _aside(places.store):
        path.unlink(missing_ok=True)
        deleted.append(path)
    return tuple(rewritten), tuple(deleted)


def _aside(store: Path) -> Iterator[Path]:
    """Copies without a manifest: of former versions, whose schema is not ours any more, and those
    that a restore put aside.
    """
    yield from sorted(former_versions.folder_of(store).glob("*.db*"))
    yield from sorted(store.parent.glob(f"{store.name}.before-restore-*"))


def _rewrite(path: Path, key: bytes, group: Group, now: Time) -> bool:
    """Write the copy at *path* anew without the person; False where it cannot be read."""
    new = path.with_name(f"{path.name}.without")
    try:
        copies.copy_file(path, new)
        with Store.open(new, mention_key=key, former=False) as store:
            named = _mentions(key, group.keys, (group.name,))
            forgetting.forget(
                store, group.keys, (group.name,), now, mentions=named, of_the_past=True
            )
            store.conn.execute("PRAGMA journal_mode=DELETE")
        files.settle(new, path)
    except (AgentError, StoreFault):
        return False
    finally:
        for side in ("", "-wal", "-shm"):
            Path(f"{new}{side}").unlink(missing_ok=True)
    return True
