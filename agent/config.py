"""config.toml as frozen settings: every key with its default and the reason to change it.

The dataclasses below are the only list of keys: the parser, `config.example.toml` and the file that
`narrowcast init` writes are all made from them (see `config_text`).
"""

from __future__ import annotations

import difflib
import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from zoneinfo import ZoneInfo

from narrowcast.agent.config_key import key
from narrowcast.agent.config_letters import Language, LetterSettings
from narrowcast.agent.errors import ConfigError
from narrowcast.connectors.tiers import Tier

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSettings:
    """Who you are: what your letters say of you."""

    name: str = key("", "Your name under your letters. Empty: as your sent mail says it.")
    addresses: tuple[str, ...] = key(
        (), "All your addresses, old ones too. Empty: found in your mail and confirmed by you."
    )
    zone: str = key("", "Your time zone, such as Europe/Zurich. Empty: the machine's.")
    language: Language = key(
        Language.ENGLISH,
        "The language of your letters where your mail with somebody does not tell, and of pitch and"
        " credential: en, de, fr or es.",
    )
    pitch: str = key("", "What you offer, in one sentence. Empty: letters leave it out.")
    credential: str = key("", "Why that is credible, in one sentence. Empty: letters leave it out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacySettings:
    """What is read and how long it is kept; bodies of mail are never kept."""

    tier: Tier = key(
        Tier.SIGNATURES,
        "How much of a mail is read: headers, signatures (also the block under a mail),"
        " mentions (also which people and firms it names, kept only as keyed hashes)."
        " More is better suggestions.",
    )
    store_subjects: bool = key(
        True,
        "false: subject lines are not kept, only keyed hashes of their words; reasons then cite"
        " mails by date only, and bills are not told from other mail.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """What your mail servers are asked beside what is new."""

    server: bool = key(
        False,
        "true: for each prospect your own mail servers are asked which mails name the person or the"
        " firm, and the newest of them (50 at most) are read as in the tier mentions. Names,"
        " addresses and firms of your prospects then go to those servers, and to nobody else. In"
        " the tier mentions it adds nothing.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CapSettings:
    """How often people are asked; lower is kinder, higher wears your network out."""

    per_day: int = key(2, "Letters that leave in one day.", low=0, high=10)
    per_week: int = key(5, "Letters that leave in seven days.", low=0, high=50)
    per_introducer_days: int = key(
        30, "Days between two asks of the same person.", low=1, high=3650
    )
    per_introducer_year: int = key(3, "Asks of the same person in a year.", low=0, high=50)


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningSettings:
    """The morning mail: at most three suggestions, one question, and what moved."""

    to: str = key("", "Where it goes: one of your own addresses. Empty: only kept in the outbox.")
    at: str = key(
        "07:30",
        "From when on the daemon sends it, in your time zone; until 14:00 where the machine slept"
        " or had no network before. Empty: never by itself.",
    )
    weekly: bool = key(True, "On Friday at 16:00 a mail about the week, if there was anything.")
    answer_to_approve: bool = key(
        False,
        "true: you may answer the morning mail with orders (`1 ok`, `2 later 14d`, `3 never`), so"
        " that a letter is approved from a phone. The risk: whoever can send from your mail account"
        " can then approve the letters that mail shows, and no others. Orders are heard only in"
        " your own Sent folder, with the code of that mail, for seven days.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSettings:
    """Where approved letters go when no account sends them."""

    maildir: str = key("", "A Maildir folder. Empty: `outbox` in the data folder.")
    dry_run: bool = key(False, "true: all is done but to send; `sync` says what would have left.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSettings:
    """Who must never be asked, and through whom nothing may go."""

    domains: tuple[str, ...] = key(
        (), "Organisations that hear nothing of your asks (your employer, competitors)."
    )
    names: tuple[str, ...] = key((), "The same by name, where you know no domain of theirs.")
    persons: tuple[str, ...] = key((), "Addresses of people who are never asked.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathSettings:
    """Where narrowcast keeps its files (0600 in a folder of mode 0700)."""

    data: str = key("", "The folder of the store, its lock and the outbox. Empty: your system's.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """Copies of the store, made every day and checked at once (each as private as the store)."""

    keep_daily: int = key(7, "Days of which a backup is kept.", low=1, high=366)
    keep_weekly: int = key(4, "Weeks of which one is kept beside those.", low=0, high=520)
    folder: str = key(
        "", "Where they lie. Empty: `backups` in the data folder, better on another disk."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One source of mail, meetings or cards."""

    name: str
    connector: str
    enabled: bool = True
    send: bool = False
    """Whether approved letters leave by this account; by none, they wait in the outbox folder."""
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    """Every other key of the table, handed to the connector as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole of config.toml."""

    owner: OwnerSettings = OwnerSettings()
    privacy: PrivacySettings = PrivacySettings()
    search: SearchSettings = SearchSettings()
    caps: CapSettings = CapSettings()
    morning: MorningSettings = MorningSettings()
    outbox: OutboxSettings = OutboxSettings()
    letters: LetterSettings = LetterSettings()
    walls: WallSettings = WallSettings()
    paths: PathSettings = PathSettings()
    backup: BackupSettings = BackupSettings()
    accounts: tuple[Account, ...] = ()


def load(path: Path) -> Settings:
    """Read *path*; a missing file is the settings of a fresh set-up.

    Raises ConfigError naming the key and what it should be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError("", f"cannot be read: {fault}", str(path)) from fault
    return parse(text)


def without_sending(settings: Settings) -> Settings:
    """The same, but nothing leaves: what would is only told."""
    return replace(settings, outbox=replace(settings.outbox, dry_run=True))


def parse(text: str) -> Settings:
    """Check *text* (TOML) and turn it into settings; raises ConfigError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError("", f"is not valid TOML: {fault}") from fault
    sections = get_type_hints(Settings)
    _refuse_unknown("", tables, tuple(sections))
    read = {
        name: _section(name, kind, tables[name])
        for name, kind in sections.items()
        if name in tables and name != "accounts"
    }
    settings = Settings(accounts=_accounts(tables.get("accounts", {})), **read)
    _check_together(settings)
    return settings


def bounds(entry: Field[Any]) -> tuple[int | None, int | None]:
    """The lowest and highest value a number may have."""
    return entry.metadata["low"], entry.metadata["high"]


def _section(name: str, kind: Any, table: object) -> Any:
    if not isinstance(table, dict):
        raise ConfigError(name, f"must be a table; write [{name}] above its keys")
    known = {entry.name: entry for entry in fields(kind)}
    _refuse_unknown(name, table, tuple(known))
    types = get_type_hints(kind)
    return kind(**{k: _value(f"{name}.{k}", types[k], known[k], v) for k, v in table.items()})


def _value(where: str, kind: Any, entry: Field[Any], value: object) -> object:
    if kind is int:
        return _number(where, value, *bounds(entry))
    if kind == tuple[str, ...]:
        return _texts(where, value)
    if kind is bool:
        return _of_type(where, value, bool, "true or false")
    text = _of_type(where, value, str, 'text in "quotes"')
    return _choice(where, kind, text) if issubclass(kind, StrEnum) else text


def _of_type(where: str, value: object, kind: type[_T], called: str) -> _T:
    if not isinstance(value, kind):
        raise ConfigError(where, f"must be {called}, not {value!r}")
    return value


def _number(where: str, value: object, low: int | None, high: int | None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ConfigError(where, f"must be a whole number, not {value!r}")
    if (low is not None and value < low) or (high is not None and value > high):
        raise ConfigError(where, f"must be between {low} and {high}, not {value}")
    return value


def _texts(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(where, 'must be a list of texts such as ["one", "two"]')
    return tuple(value)


def _choice(where: str, kind: type[StrEnum], text: str) -> StrEnum:
    try:
        return kind(text)
    except ValueError as fault:
        allowed = ", ".join(kind)
        raise ConfigError(where, f"must be one of {allowed}, not {text!r}") from fault


def _accounts(table: object) -> tuple[Account, ...]:
    if not isinstance(table, dict):
        raise ConfigError("accounts", "must hold tables; write [accounts.NAME] above its keys")
    return tuple(_account(name, keys) for name, keys in table.items())


def _account(name: str, table: object) -> Account:
    where = f"accounts.{name}"
    if not isinstance(table, dict):
        raise ConfigError(where, f"must be a table; write [{where}] above its keys")
    if "connector" not in table:
        raise ConfigError(f"{where}.connector", 'is missing; add for example connector = "mbox"')
    connector = _of_type(f"{where}.connector", table["connector"], str, 'text in "quotes"')
    enabled = _of_type(f"{where}.enabled", table.get("enabled", True), bool, "true or false")
    send = _of_type(f"{where}.send", table.get("send", False), bool, "true or false")
    options = {k: v for k, v in table.items() if k not in {"connector", "enabled", "send"}}
    _refuse_secrets(name, where, options)
    return Account(name=name, connector=connector, enabled=enabled, send=send, options=options)


_SECRETS = frozenset(
    ("password", "passwd", "pass", "pwd", "app_password", "smtp_password", "imap_password", "token",
     "access_token", "refresh_token", "secret", "client_secret", "api_key")
)  # fmt: skip


def _refuse_secrets(account: str, where: str, table: Mapping[str, object]) -> None:
    """Passwords do not belong here; the error does not repeat the one that stands here."""
    for name, value in table.items():
        if name.lower() in _SECRETS:
            raise ConfigError(
                f"{where}.{name}",
                "does not belong in this file, where others may come to read it; take the line out"
                f" and run: narrowcast connect {shlex.quote(account)}",
            )
        if isinstance(value, dict) and name != "endpoints":  # addresses: one is that of tokens
            _refuse_secrets(account, f"{where}.{name}", value)


def _refuse_unknown(section: str, table: Mapping[str, object], known: tuple[str, ...]) -> None:
    for name in table:
        if name not in known:
            where = f"{section}.{name}" if section else name
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise ConfigError(where, f"is not a key; {hint}")


def _check_together(settings: Settings) -> None:
    """Check what one key cannot tell alone."""
    check_zone(settings.owner.zone)
    check_addresses("owner.addresses", settings.owner.addresses)
    check_addresses("walls.persons", settings.walls.persons)
    _check_domains(settings.walls.domains)
    check_addresses("morning.to", (settings.morning.to,) if settings.morning.to else ())
    _check_time("morning.at", settings.morning.at)
    _check_days("letters.holidays", settings.letters.holidays)
    _check_senders(settings.accounts)


def _check_days(where: str, days: tuple[str, ...]) -> None:
    for day in days:
        try:
            date.fromisoformat(day)
        except ValueError as fault:
            raise ConfigError(where, f'{day!r} is no day; write "2026-12-24"') from fault


def _check_domains(domains: tuple[str, ...]) -> None:
    """A wall around what is no domain would stand around nobody, and nobody would notice."""
    for one in domains:
        if one.strip() and not _DOMAIN.fullmatch(one.strip()):
            raise ConfigError(
                "walls.domains",
                f"holds {one!r}, which is no domain; write one such as rival.com, a name under"
                " walls.names, a person under walls.persons",
            )


_DOMAIN = re.compile(r"(?:\*\.|@)?[\w-]+(?:\.[\w-]+)+\.?")


def _check_senders(accounts: tuple[Account, ...]) -> None:
    senders = [account.name for account in accounts if account.send and account.enabled]
    if len(senders) > 1:
        raise ConfigError(
            f"accounts.{senders[1]}.send", f"must be false: {senders[0]} sends already, and one may"
        )


def check_zone(zone: str) -> None:
    """Raises ConfigError where *zone* is none."""
    try:
        ZoneInfo(zone or "UTC")
    except (ValueError, OSError, KeyError) as fault:
        raise ConfigError(
            "owner.zone", f"is no time zone: {zone!r}; write one such as Europe/Zurich"
        ) from fault


def _check_time(where: str, text: str) -> None:
    if text and not _TIME.fullmatch(text):
        raise ConfigError(where, f'must be a time of day such as "07:30", not {text!r}')


_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def check_addresses(where: str, addresses: tuple[str, ...]) -> None:
    """Raises ConfigError where one of *addresses*, of the key *where*, is none."""
    for address in addresses:
        if not all(address.rpartition("@")) or any(map(str.isspace, address)):
            raise ConfigError(where, f"holds {address!r}, which is no mail address")
