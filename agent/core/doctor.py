"""What the measurements of a set-up mean: one finding for each, in words, with what to do.

Nothing is measured here (see `agent/doctor`). A finding is *wrong* where something does not work or
is not safe, a *note* where the owner may want to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; *remedy* is what to type or do, '' where nothing is to be done."""

    about: str
    level: Level
    says: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSeen:
    """One account of the configuration: as it is set up, and as it was last read."""

    name: str
    command: str
    """What logs in to it anew."""
    enabled: bool = True
    reads: bool = True
    """False: it only sends."""
    is_remote: bool = True
    fault: str = ""
    """Why it cannot be opened as config.toml describes it."""
    secret: str = ""
    """Why its password or login is not to be had; '' where it is there."""
    problem: str = ""
    """What kept it from being read the last time."""
    retry_at: datetime | None = None
    login_ends: datetime | None = None
    last_read: datetime | None = None
    unfinished: int = 0
    """Folders that were not read to their end yet."""
    skipped: Sequence[tuple[str, str]] = ()
    """Folders that could not be read the last time, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaemonSeen:
    """The daemon as it lies about in files, and whether the system starts it."""

    running: bool = False
    silent: timedelta | None = None
    """Since when it told nothing of itself; None: it told nothing yet."""
    trouble: str = ""
    failed: Sequence[tuple[str, str]] = ()
    """Chores that failed the last time, and why."""
    installed: bool = False
    reachable: bool = True


STALE = timedelta(days=2)
"""A mailbox that was not read for so long misses answers."""
SOON = timedelta(days=2)
"""A login that ends so soon is better renewed now."""
BACKUP_AGE = timedelta(days=8)
SILENT = timedelta(minutes=5)
"""A daemon writes of itself every half minute."""
_CLOCK = timedelta(minutes=10)
_QUIET_BOX = timedelta(days=14)
_SPARE_BYTES = 200_000_000
_WIDTH = 80
_SETTLE = "narrowcast timeline   # then, once you looked into Sent: narrowcast settle"


def config(path: str, fault: str, *, there: bool) -> Finding:
    """Whether config.toml can be read; *fault* is the sentence that says why not."""
    if fault:
        return Finding("config", Level.WRONG, fault, f"edit {path}")
    if not there:
        return Finding("config", Level.WRONG, "there is none yet", "narrowcast init")
    return Finding("config", Level.OK, path)


def owner(name: str, addresses: Sequence[str], zone: str, machine: str) -> Finding:
    """Whether it is known who writes, from where; *machine* is the machine's own zone."""
    if not addresses:
        return Finding("owner", Level.WRONG, "your addresses are not known", "narrowcast init")
    if not name:
        return Finding(
            "owner",
            Level.NOTE,
            "your letters are signed as your mail is, for no name is set",
            "write owner.name in config.toml",
        )
    if zone and zone != machine:
        return Finding(
            "owner",
            Level.NOTE,
            f"{name}, {zone}; this machine is in {machine}",
            "if you moved, change owner.zone in config.toml",
        )
    return Finding("owner", Level.OK, f"{name}, {counted(len(addresses), 'address')}")


def private(loose: Sequence[str], quoted: Sequence[str]) -> Finding:
    """Whether nobody else can read the files; *quoted* are the paths as a shell takes them."""
    if not loose:
        return Finding("files", Level.OK, "only you can read them")
    says = f"others can read {loose[0]}" + (f" and {len(loose) - 1} more" if loose[1:] else "")
    return Finding("files", Level.WRONG, says, f"chmod go-rwx {' '.join(quoted)}")


def keyring(name: str, *, needed: bool) -> Finding:
    """Where passwords are kept; *name* '' means in files of this folder."""
    if name:
        return Finding("secrets", Level.OK, f"kept in {name}")
    says = "no keyring answers here; passwords are kept in files that only you can read"
    return Finding("secrets", Level.NOTE if needed else Level.OK, says)


def clock(now: datetime, written: datetime | None, newest: Sequence[datetime]) -> Finding:
    """Whether the clock can be right: what was *written* here is past, and mail of the future rare.

    *newest* are the times of the three newest mails, newest first.
    """
    remedy = "set this machine's clock, by itself from the net if it can"
    if written and written > now + _CLOCK:
        return Finding(
            "clock", Level.WRONG, f"it went back: something was kept at {_moment(written)}", remedy
        )
    if len(newest) > 2 and newest[2] > now + _CLOCK:
        return Finding(
            "clock", Level.WRONG, f"it is behind: there is mail of {_moment(newest[2])}", remedy
        )
    return Finding("clock", Level.OK, f"{_moment(now)}")


def no_account() -> Finding:
    """There is nothing to read."""
    return Finding("accounts", Level.WRONG, "none yet", "narrowcast connect YOUR-ADDRESS")


def account(seen: AccountSeen, now: datetime) -> Finding:
    """How one account is; the first of its troubles that has to be mended."""
    if not seen.enabled:
        return _found(seen, Level.OK, "switched off", "")
    for trouble in (_broken(seen, now), _stale(seen, now)):
        if trouble:
            return trouble
    last = f"read {_ago(now, seen.last_read)}" if seen.last_read else "its login is there"
    return _found(seen, Level.OK, last, "")


def _broken(seen: AccountSeen, now: datetime) -> Finding | None:
    if seen.fault:
        return _found(seen, Level.WRONG, seen.fault, "edit config.toml")
    if seen.secret:
        return _found(seen, Level.WRONG, seen.secret, seen.command)
    if seen.problem and seen.retry_at and seen.retry_at > now:
        says = f"{seen.problem} (tried again by itself at {_moment(seen.retry_at)})"
        return _found(seen, Level.NOTE, says, "")
    if seen.problem:
        says, _, command = seen.problem.partition("; run: ")
        return _found(seen, Level.WRONG, says, command or "narrowcast sync")
    if seen.login_ends and seen.login_ends - now < SOON:
        gone = seen.login_ends <= now
        says = f"its login {'ended' if gone else 'ends'} at {_moment(seen.login_ends)}"
        return _found(seen, Level.WRONG if gone else Level.NOTE, says, seen.command)
    return None


def _stale(seen: AccountSeen, now: datetime) -> Finding | None:
    if not seen.reads:
        return None
    if seen.last_read is None:
        return _found(seen, Level.NOTE, "never read", "narrowcast sync")
    if seen.skipped:
        folder, why = seen.skipped[0]
        more = f" (and {len(seen.skipped) - 1} more)" if seen.skipped[1:] else ""
        says = f"{folder} could not be read: {why}{more}"
        return _found(seen, Level.NOTE, says, "narrowcast sync --retry")
    if seen.unfinished:
        says = f"{counted(seen.unfinished, 'folder')} not read to the end yet"
        return _found(seen, Level.NOTE, says, "narrowcast sync   # goes on where it stopped")
    if now - seen.last_read > STALE and seen.is_remote:
        says = f"last read {_ago(now, seen.last_read)}: answers since are not known"
        return _found(seen, Level.WRONG, says, "narrowcast sync   # or: narrowcast service install")
    return None


def _found(seen: AccountSeen, level: Level, says: str, remedy: str) -> Finding:
    name = f"{seen.name}: " if says.startswith(f"{seen.name} ") else ""
    return Finding(seen.name, level, says.removeprefix(name), remedy)


def mail(now: datetime, newest: datetime | None, read: datetime | None) -> Finding | None:
    """Whether mail comes at all, of accounts that were *read* lately; None: nothing is read yet."""
    if newest is None:
        return None
    if read and now - read < STALE and now - newest > _QUIET_BOX:
        return Finding(
            "mail",
            Level.NOTE,
            f"the newest is of {newest:%Y-%m-%d}, though accounts were read {_ago(now, read)}",
            "an export ends on its day: export again, or connect the account itself",
        )
    return Finding("mail", Level.OK, f"the newest came {_ago(now, newest)}")


def aside(number: int) -> Finding | None:
    """Records that were there and could not be read; None: there are none."""
    if not number:
        return None
    says = f"{counted(number, 'record')} could not be read and {'is' if number == 1 else 'are'} set"
    return Finding("set aside", Level.NOTE, f"{says} aside", "narrowcast sync --retry")


def store(path: str, size: int | None, fault: str) -> Finding:
    """Whether the store is whole; *size* None: it is not there yet."""
    if fault:
        says, _, command = fault.partition("; run: ")
        return Finding("store", Level.WRONG, says, command)
    if size is None:
        return Finding("store", Level.OK, "nothing read yet")
    return Finding("store", Level.OK, f"{path}: whole, {size / 1e6:,.1f} MB")


def disk(free: int, size: int, path: str) -> Finding:
    """Whether there is room beside *size* octets of store for a copy of it and for new mail."""
    needed = _SPARE_BYTES + 2 * size
    says = f"{free / 1e9:,.1f} GB free at {path}"
    if free < needed:
        return Finding("disk", Level.WRONG, says, f"free {(needed - free) / 1e6:,.0f} MB of it")
    return Finding("disk", Level.OK, says)


def model(damaged: Sequence[str]) -> Finding:
    """Whether the weights are those that came with the package."""
    if damaged:
        says = f"{', '.join(damaged)} missing or damaged: signatures are read by rules alone"
        return Finding("model", Level.WRONG, says, "install narrowcast again")
    return Finding("model", Level.OK, "whole")


def backup(now: datetime, newest: datetime | None, fault: str, *, store: bool) -> Finding | None:
    """Whether there is a fresh, sound copy; None: there is nothing to copy."""
    if not store:
        return None
    if fault:
        return Finding("backup", Level.WRONG, f"the newest is no use: {fault}", "narrowcast backup")
    if newest is None:
        return Finding("backup", Level.NOTE, "none yet", "narrowcast backup   # the daemon: daily")
    if now - newest > BACKUP_AGE:
        return Finding(
            "backup", Level.NOTE, f"the newest is of {newest:%Y-%m-%d}", "narrowcast backup"
        )
    return Finding("backup", Level.OK, f"made {_ago(now, newest)}, whole")


def daemon(seen: DaemonSeen) -> Finding:
    """Whether mail is read and letters leave while nobody is at the keyboard."""
    about = "daemon"
    if not seen.running and seen.installed:
        says = "installed, and does not run" + (
            "" if seen.reachable else "; nothing here starts it"
        )
        return Finding(about, Level.WRONG, says, "narrowcast daemon run   # shows why")
    if not seen.running:
        says = "not installed: mail is read when you say so"
        return Finding(about, Level.NOTE, says, "narrowcast service install")
    if seen.silent is not None and seen.silent > SILENT:
        says = f"told nothing for {seen.silent.total_seconds() / 60:.0f} min: it hangs"
        return Finding(about, Level.WRONG, says, "narrowcast daemon stop, and start it again")
    if seen.trouble:
        return Finding(about, Level.WRONG, seen.trouble)
    if seen.failed:
        chore, why = seen.failed[0]
        return Finding(about, Level.WRONG, f"{chore} failed{f': {why}' if why else ''}")
    return Finding(about, Level.OK, "runs")


def sending(carrier: str, paused: str, *, dry_run: bool, unknown: int) -> Finding:
    """Whether approved letters leave; *carrier* is the account they leave by, '' the outbox."""
    if unknown:
        says = f"of {counted(unknown, 'letter')} nobody knows whether it left"
        return Finding(
            "sending",
            Level.WRONG,
            says,
            "look into Sent, then: narrowcast settle NUMBER sent or again",
        )
    if paused:
        return Finding("sending", Level.NOTE, paused, "narrowcast resume")
    if dry_run:
        return Finding(
            "sending",
            Level.NOTE,
            "outbox.dry_run is on: nothing leaves",
            "set it to false in config.toml",
        )
    if not carrier:
        return Finding(
            "sending",
            Level.NOTE,
            "no account sends: approved letters wait in the outbox folder",
            "narrowcast connect NAME --send",
        )
    return Finding("sending", Level.OK, f"approved letters leave by {carrier}")


def terminal(encoding: str, columns: int) -> Finding:
    """Whether names of all scripts can be shown, and lines are not broken."""
    plain = encoding.lower().replace("-", "").replace("_", "")
    if plain != "utf8":
        says = f"it shows {encoding or 'no known encoding'}: names may look wrong"
        return Finding("terminal", Level.NOTE, says, "export LC_ALL=C.UTF-8")
    if columns < _WIDTH:
        says = f"{columns} columns: lines are broken"
        return Finding("terminal", Level.NOTE, says, f"make it {_WIDTH} wide")
    return Finding("terminal", Level.OK, f"UTF-8, {columns} columns")


def letters(fault: str) -> Finding | None:
    """The owner's own templates; None: there is nothing to say of them."""
    return Finding("letters", Level.WRONG, fault, "edit that file") if fault else None


def online(name: str, scopes: int, fault: str) -> Finding:
    """How a login just tried went; no mail was read."""
    if fault:
        return Finding(f"{name}, online", Level.WRONG, fault)
    return Finding(f"{name}, online", Level.OK, f"opens, {counted(scopes, 'folder')} to read")


def counted(number: int, thing: str) -> str:
    """A number with its noun."""
    plural = f"{thing}es" if thing.endswith("s") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else plural}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M %Z}".rstrip()


def _ago(now: datetime, then: datetime) -> str:
    hours = max(0, int((now - then).total_seconds() // 3_600))
    if hours < 1:
        return "within the hour"
    return f"{counted(hours, 'hour')} ago" if hours < 48 else f"{counted(hours // 24, 'day')} ago"
