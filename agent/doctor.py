"""Measuring a set-up for `narrowcast doctor`: one finding after another, each as soon as it is had.

Nothing is changed, and without *online* nobody is spoken to. What a measurement means, the pure
`core.doctor` says.
"""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from narrowcast.agent import (
    backup,
    bulletin,
    clock,
    connecting,
    consenting,
    credentials,
    integrity,
    pausing,
    services,
    sources,
)
from narrowcast.agent.config import Account, Settings
from narrowcast.agent.core import doctor as judge
from narrowcast.agent.core.doctor import AccountSeen, DaemonSeen, Finding
from narrowcast.agent.errors import AgentError
from narrowcast.agent.places import Places
from narrowcast.agent.store import glance as looking
from narrowcast.agent.store.glance import Glance
from narrowcast.connectors import registry
from narrowcast.connectors.errors import ConnectorError, NeedsLogin

_MANY_FILES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One set-up; *fault*: why config.toml could not be read, and the defaults stand instead."""

    settings: Settings
    places: Places
    home: Path | None
    fault: str = ""


def examine(one: Patient, *, online: bool = False) -> Iterator[Finding]:
    """Look at everything, from what all rests on to what rests on it; *online*: log in, too."""
    yield judge.config(str(one.places.config), one.fault, there=one.places.config.exists())
    if not one.fault and one.places.config.exists():
        said = one.settings.owner
        yield judge.owner(said.name, said.addresses, said.zone, clock.machine_zone())
    loose = _loose(one)
    yield judge.private([str(path) for path in loose], [shlex.quote(str(p)) for p in loose])
    yield from _program(one)
    seen, fault = _glance(one.places)
    yield from _kept(one, seen, fault)
    yield from _clock(seen)
    yield from _accounts(one, seen)
    yield from _duties(one, seen)
    if online:
        yield from _tried(one)


def _loose(one: Patient) -> list[Path]:
    """The files that others can read; a folder that they cannot enter hides all that is in it."""
    if os.name != "posix":
        return []
    data, places = one.places.data, one.places
    with suppress(AgentError):
        roots = [data, places.outbox, backup.folder_of(one.settings, places)]
        files = [places.config, *(path for root in roots for path in _inside(root))]
        secret = [data / "mention.key", *_inside(data / "secrets")]
        return list(dict.fromkeys(path for path in (*files, *secret) if _is_loose(path)))
    return []


def _inside(folder: Path) -> Iterator[Path]:
    """*folder*, and what lies in it where others may enter it."""
    if not folder.is_dir() or (not _is_loose(folder) and folder.name != "secrets"):
        return
    yield folder
    for number, path in enumerate(folder.rglob("*")):
        if number >= _MANY_FILES:
            return
        yield path


def _is_loose(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:
        return False


def _program(one: Patient) -> Iterator[Finding]:
    from narrowcast.nlp import shipped

    yield judge.model(shipped.damaged())
    remote = [each for each in one.settings.accounts if _is_remote(each)]
    yield judge.keyring(credentials.ring_name(), needed=bool(remote))
    if one.settings.letters.templates:
        yield from filter(None, [judge.letters(_templates(one.settings))])


def _templates(settings: Settings) -> str:
    from narrowcast.agent.core.templating import BrokenTemplate
    from narrowcast.agent.voice import voice

    try:
        voice(settings)
    except (AgentError, BrokenTemplate) as fault:
        return str(fault)
    return ""


def _glance(places: Places) -> tuple[Glance | None, str]:
    """The store at a look, and why it cannot be looked at."""
    try:
        return looking.glance(places.store), ""
    except AgentError as fault:
        return None, str(fault)


def _kept(one: Patient, seen: Glance | None, fault: str) -> Iterator[Finding]:
    """The store, the room it has, and its copies."""
    places, now = one.places, clock.now()
    try:
        folder = backup.folder_of(one.settings, places)
        fault = integrity.damage(places, folder) or fault
    except AgentError as damage:
        folder, fault = places.data / "backups", fault or str(damage)
    size = seen.bytes if seen else None
    yield judge.store(str(places.store), size, fault)
    for path in dict.fromkeys(map(_existing, (places.data, folder))):
        yield judge.disk(shutil.disk_usage(path).free, size or 0, str(path))
    copies = backup.found(folder)
    newest = copies[0] if copies else None
    damage_of = backup.verify(newest.path) if newest else ""
    judged = judge.backup(
        now, newest.made if newest else None, damage_of, store=places.store.exists()
    )
    yield from filter(None, [judged])


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _clock(seen: Glance | None) -> Iterator[Finding]:
    now = clock.now()
    written = [_time(scope.last_ok) for scope in seen.scopes if scope.last_ok] if seen else []
    newest = [_time(at) for at in seen.newest] if seen else []
    yield judge.clock(now, max(written, default=None), newest)
    past = next((at for at in newest if at <= now), None)
    found = judge.mail(now, past, max(written, default=None))
    yield from filter(None, [found, judge.aside(seen.unreadable if seen else 0)])


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _accounts(one: Patient, seen: Glance | None) -> Iterator[Finding]:
    if not one.settings.accounts and not one.fault:
        yield judge.no_account()
    for account in one.settings.accounts:
        yield judge.account(_seen(account, one.places.data, seen), clock.now())


def _seen(account: Account, data: Path, seen: Glance | None) -> AccountSeen:
    scopes = [each for each in seen.scopes if each.account == account.name] if seen else []
    trouble = next((t for t in seen.troubles if t.name == account.name), None) if seen else None
    ends = seen.logins_end.get(account.name) if seen else None
    read = [_time(each.last_ok) for each in scopes if each.last_ok]
    fault = _unopened(account, data)
    return AccountSeen(
        name=account.name,
        command=f"narrowcast connect {shlex.quote(account.name)}",
        enabled=account.enabled,
        reads=not _only_sends(account),
        is_remote=_is_remote(account),
        fault=fault,
        secret="" if fault else _secret(account, data),
        problem=trouble.problem if trouble else "",
        retry_at=_time(trouble.retry_at) if trouble and trouble.retry_at else None,
        login_ends=_time(ends) if ends else None,
        last_read=max(read, default=None),
        unfinished=sum(not each.complete for each in scopes),
        skipped=[(each.name, each.problem) for each in scopes if each.problem],
    )


def _is_remote(account: Account) -> bool:
    return any(sources.hosts_of(account.options))


def _only_sends(account: Account) -> bool:
    try:
        return registry.only_sends(account.connector)
    except registry.UnknownPlugin:
        return False


def _unopened(account: Account, data: Path) -> str:
    """Why the account cannot be opened as it is described; a file's is looked at, too."""
    if not account.enabled:
        return ""
    try:
        if _is_remote(account):
            if not _only_sends(account):
                sources.connect(account, data)
        else:
            connecting.trial(account, data)
    except (AgentError, ConnectorError, registry.UnknownPlugin) as fault:
        return str(fault).removeprefix("config.toml: ")
    return ""


def _secret(account: Account, data: Path) -> str:
    if not account.enabled or not _is_remote(account):
        return ""
    return credentials.lacking(account, data, signs_in=consenting.signs_in(account))


def _duties(one: Patient, seen: Glance | None) -> Iterator[Finding]:
    """What is done by itself: the daemon, and sending."""
    yield judge.daemon(_daemon(one))
    sender = next((each for each in one.settings.accounts if each.send and each.enabled), None)
    pause = pausing.standing(one.places.pause, clock.now())
    yield judge.sending(
        sender.name if sender else "",
        pause.words(lambda at: at.astimezone().strftime("%Y-%m-%d %H:%M")) if pause else "",
        dry_run=one.settings.outbox.dry_run,
        unknown=seen.asks.get("unknown", 0) if seen else 0,
    )


def _daemon(one: Patient) -> DaemonSeen:
    places = one.places
    running = bulletin.is_running(places.daemon_lock)
    told = bulletin.read(places.daemon_status) if running else None
    made = services.service(services.keeper_here(), services.command(one.home), places, Path.home())
    installed = services.is_installed(made)
    failed = (
        [(name, did.why) for name, did in told.chores.items() if did.outcome == "failed"]
        if (told)
        else []
    )
    return DaemonSeen(
        running=running,
        silent=_silence(told.at) if told else None,
        trouble=told.trouble if told else "",
        failed=failed,
        installed=installed,
        reachable=running or not installed or services.is_reachable(made),
    )


def _silence(at: str) -> timedelta | None:
    with suppress(ValueError, TypeError):
        return clock.now() - datetime.fromisoformat(at)
    return None


def _tried(one: Patient) -> Iterator[Finding]:
    """Log in to each account that is on a server; no mail is read."""
    for account in one.settings.accounts:
        if account.enabled and _is_remote(account):
            fault, scopes = "", 0
            try:
                scopes = len(connecting.trial(account, one.places.data).scopes)
            except NeedsLogin as refused:
                fault = str(refused)
            except ConnectorError as refused:
                fault = connecting.explained(refused, account, kept=True)
            except AgentError as refused:
                fault = str(refused)
            yield judge.online(account.name, scopes, fault)
