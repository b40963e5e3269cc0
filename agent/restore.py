"""Put a backup in the store's place: checked first, whole or not at all, and nothing leaves after.

The present store is kept aside. What left since the backup is carried over where the present store
can be read; what waited to leave is held (`store/restoring`); and sending is paused until the owner
says otherwise, since what was a draft at the backup may have been sent after it.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from narrowcast.agent import backup, forgotten, lock, pausing, secrets
from narrowcast.agent.core.model import seconds
from narrowcast.agent.errors import AgentError, Busy, InputError, NotFound, StoreTooNew
from narrowcast.agent.places import Places
from narrowcast.agent.store import copies, files, restoring
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.restoring import Carried
from narrowcast.agent.store.store import Store, StoreFault

_SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did."""

    made: datetime | None
    """When the backup was made; None: it is a bare copy."""
    held: tuple[Place, ...]
    """Letters that waited to leave."""
    carried: Carried
    knows: bool
    """Whether the present store could be read, so that it is known what left since."""
    aside: Path | None
    """Where the former store lies now."""


def restore(places: Places, path: Path, now: datetime) -> Restored:
    """Put the backup at *path* in the store's place, and pause sending.

    Raises Busy, InputError (damaged, or no backup), StoreTooNew, StoreError; nothing changed then.
    """
    made, key = _checked(places, path)
    with _nobody_else(places):
        new = places.store.with_name("narrowcast.db.restored")
        _clear(new)
        try:
            restored = _prepared(places, path, new, key, made, now)
            # Before the store is there: nothing leaves, whatever happens between.
            pausing.begin(places.pause, now, why=_paused(made))
            aside = _put_aside(places.store, now) if places.store.exists() else None
            secrets.put_back(places.data, key, now)
            files.settle(new, places.store)
        finally:
            _clear(new)
    carried, held, knows = restored
    return Restored(made=made, held=held, carried=carried, knows=knows, aside=aside)


@contextmanager
def _nobody_else(places: Places) -> Generator[None]:
    """Hold the store, and the daemon's place; raises Busy, InputError."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.alone(places.daemon_lock))
        except Busy as fault:
            raise InputError("the daemon is at work; run: narrowcast daemon stop") from fault
        stack.enter_context(lock.alone(places.lock, patience=backup.PATIENCE_SECONDS))
        yield


def _paused(made: datetime | None) -> str:
    return f"the store was restored from a {_named(made)}; look at your asks first"


def _named(made: datetime | None) -> str:
    return f"backup of {made:%Y-%m-%d %H:%M} UTC" if made else "bare copy"


def _checked(places: Places, path: Path) -> tuple[datetime | None, bytes]:
    """When the backup was made, and its key; raises InputError, NotFound, StoreTooNew."""
    if not path.is_file():
        raise NotFound("backup", str(path), "see: narrowcast backup list")
    try:
        manifest = backup.manifest_of(path)
    except NotFound:
        why, made, key = copies.fault_of(path), None, None
    else:
        why, made, key = backup.verify(path), manifest.made, manifest.key
    if why:
        raise InputError(f"{path} is damaged ({why}); nothing changed, take another backup")
    if copies.version_of(path) is None:
        raise StoreTooNew(path)
    return made, key or secrets.mention_key(places.data, store=path)


def _prepared(
    places: Places, path: Path, new: Path, key: bytes, made: datetime | None, now: datetime
) -> tuple[Carried, tuple[Place, ...], bool]:
    """Make what is to be the store at *new*, complete and in one file."""
    copies.copy_file(path, new)
    present = _present(places, key)
    with Store.open(new, mention_key=key, former=False) as store:
        carried = restoring.carry(store, present) if present else Carried()
        restoring.forget_again(store, forgotten.remembered(places.data), seconds(now))
        why = f"the store was restored from a {_named(made)}; this letter may have left since"
        held = restoring.hold(store, seconds(made or now), why)
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return carried, held, present is not None


def _present(places: Places, key: bytes) -> Path | None:
    """The present store, brought to this version, where it is sound and of the same *key*."""
    if not places.store.exists() or not places.store.stat().st_size:
        return None
    if copies.fault_of(places.store):
        return None
    try:
        with Store.open(places.store, mention_key=key) as store:
            store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (AgentError, StoreFault):
        return None
    return places.store


def _put_aside(store: Path, now: datetime) -> Path:
    """Keep the present store under another name; its place is free of its side files then."""
    aside = store.with_name(f"{store.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for side in _SIDE_FILES:
        # Never to be read into the restored one; of a damaged store they hold the last pages.
        with suppress(FileNotFoundError):
            Path(f"{store}{side}").replace(f"{aside}{side}")
    aside.unlink(missing_ok=True)
    try:
        os.link(store, aside)
    except OSError:  # a file system without links
        store.replace(aside)
    return aside


def _clear(new: Path) -> None:
    for one in (new, *(Path(f"{new}{side}") for side in _SIDE_FILES)):
        one.unlink(missing_ok=True)
