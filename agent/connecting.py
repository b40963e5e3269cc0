"""Making an account of a server: what it will be, whether it opens, and keeping it.

address ─► draft (pure) ─► told to the owner ─► trial ─► secret kept ─► config.toml
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from narrowcast.agent import config_edit, credentials, lock, secrets, sources
from narrowcast.agent.config import Account
from narrowcast.agent.core import providers, refusals
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.providers import Endpoint, Login, Provider
from narrowcast.agent.errors import ConfigError, InputError
from narrowcast.agent.places import Places, write_private
from narrowcast.agent.store import accounts, logins, outbox
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.base import Checkable, Closable, Kept
from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Transient
from narrowcast.connectors.net import BadCertificate

KINDS = ("imap", "caldav", "carddav", "smtp")
SECRET_OPTIONS = ("password_env", "password_command", "token_command", "token_from")
_SUFFIXES = {"imap": "", "caldav": "-calendar", "carddav": "-contacts", "smtp": "-letters"}
_BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """What a trial saw: the names of folders, calendars or address books."""

    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenSecrets:
    """A password that the owner typed just now (`connectors.base.Secrets`)."""

    account: str
    typed: str

    def __repr__(self) -> str:
        return f"GivenSecrets({self.account!r}, …)"

    def password(self) -> str:
        return self.typed

    def token(self) -> str:
        raise NeedsLogin(self.account, "it names no token_command")


def draft(
    kind: str,
    address: str,
    given: Mapping[str, object],
    *,
    name: str = "",
    smtp: Mapping[str, object] | None = None,
    found: Provider | None = None,
) -> Account:
    """The account that reads *address*: what was *given*, completed by what its provider says, or
    the one that was *found* by looking.

    *smtp* None: it sends nothing. Raises InputError where the server is not known.
    """
    if "@" not in address:
        raise InputError(f"{address} is no mail address; narrowcast connect {kind} me@firm.example")
    if smtp is not None and kind != "imap":
        raise InputError(f"--send goes with imap, not with {kind}; see: narrowcast connect --help")
    provider = providers.of(address) or found
    own_server = "host" in given or "url" in given
    if provider and not own_server:
        refuse_unfit(provider, kind, given)
    user = address.rpartition("@")[0] if _is_local(provider, given) else address
    options: dict[str, object] = {**_server(kind, provider, given), "user": user, **given}
    if options["user"] != address:
        options["address"] = address
    if smtp is not None:
        options["smtp"] = _smtp(None if own_server else provider, smtp, str(options["host"]))
    return Account(
        name=name or _label(address, provider) + _SUFFIXES[kind],
        connector=kind,
        send=smtp is not None or kind == "smtp",
        options={key: options[key] for key in sorted(options, key=_place)},
    )


def _is_local(provider: Provider | None, given: Mapping[str, object]) -> bool:
    return bool(provider and provider.user_is_local and not {"host", "url"} & given.keys())


def _place(option: str) -> int:
    """Where an option stands in its table: the server first."""
    first = ("host", "url", "port", "security", "user", "address")
    return first.index(option) if option in first else len(first)


def refuse_unfit(provider: Provider, kind: str, given: Mapping[str, object]) -> None:
    """Say at once what cannot work at *provider*; raises InputError."""
    oauth = str(given.get("auth", "password")) != "password"
    if provider.login is Login.NONE or (provider.login is Login.OAUTH and not oauth):
        raise InputError(provider.advice)
    if kind in {"caldav", "carddav"} and not getattr(provider, kind):
        what = "a calendar" if kind == "caldav" else "contacts"
        raise InputError(
            f"{provider.name} shows {what} to no program with a password; export it as a file and"
            " run: narrowcast init"
        )


def _server(
    kind: str, provider: Provider | None, given: Mapping[str, object]
) -> Mapping[str, object]:
    if "host" in given or "url" in given:
        return {}
    if provider is None:
        known = kind in {"imap", "smtp"}
        remedy = f"--host {kind}.firm.example" if known else "--url https://dav.firm.example/"
        raise InputError(f"the server of this address is not known; name it, such as {remedy}")
    if kind in {"caldav", "carddav"}:
        return {"url": provider.caldav if kind == "caldav" else provider.carddav}
    endpoint = provider.imap if kind == "imap" else provider.smtp
    assert endpoint is not None, "refuse_unfit asked"
    return _endpoint(endpoint)


def _smtp(
    provider: Provider | None, given: Mapping[str, object], imap_host: str
) -> dict[str, object]:
    if "host" in given:
        return dict(given)
    if provider and provider.smtp:
        return {**_endpoint(provider.smtp), **given}
    return {"host": imap_host, **given}


def _endpoint(endpoint: Endpoint) -> dict[str, object]:
    return {"host": endpoint.host, "port": endpoint.port, "security": endpoint.security}


def _label(address: str, provider: Provider | None) -> str:
    """A short name for the account: the provider's, else the first word of the domain."""
    words = provider.name if provider else address.rpartition("@")[2].partition(".")[0]
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in words.lower()).strip("-")
    return plain or "mail"


def refuse_second_sender(account: Account, others: Iterable[Account]) -> None:
    """Letters leave by one account; raises InputError where another is that one."""
    for one in others:
        if account.send and one.send and one.enabled and one.name != account.name:
            raise InputError(f"{one.name} sends already; write send = false there first")


def refuse_taken(account: Account, others: Iterable[Account]) -> None:
    """Raises InputError where another account has that name."""
    if any(one.name == account.name for one in others):
        raise InputError(
            f"there is already an account {account.name}; log in to it again with: narrowcast"
            f" connect {shlex.quote(account.name)}; or give the new one another --name"
        )


def advice(account: Account) -> tuple[str, ...]:
    """What the provider wants done before its password is typed, where it wants something."""
    found = _provider_of(account)
    return (f"{found.name}: {found.advice}",) if found and found.advice else ()


def needs_password(account: Account) -> bool:
    """Whether the owner has to type a password: no option says where it comes from."""
    options = account.options
    oauth = str(options.get("auth", "password")) != "password"
    return not oauth and not any(key in options for key in SECRET_OPTIONS)


def trial(
    account: Account, data: Path, typed: str | None = None, login: Kept | None = None
) -> Found:
    """Open *account*, list what it holds, and log in where it sends, too; no mail is read.

    *typed* is a password, *login* a consent that is not kept yet. Raises ConfigError and
    ConnectorError.
    """
    secrets = None if typed is None else GivenSecrets(account.name, typed)
    found = Found(())
    if not registry.only_sends(account.connector):
        connector = sources.connect(account, data, secrets, login)
        try:
            found = Found(tuple(scope.name for scope in connector.scopes()))
        finally:
            if isinstance(connector, Closable):
                connector.close()
    if account.send:
        sender = sources.sender(account, data, secrets, login)
        if isinstance(sender, Checkable):
            sender.check()
    return found


def explained(fault: ConnectorError, account: Account, *, kept: bool = False) -> str:
    """One sentence: what went wrong in a trial, and what to do about it; *kept*: the account stands
    in config.toml, and is no longer described by options of the command.
    """
    provider = _provider_of(account)
    if isinstance(fault, BadCertificate):
        authority = 'ca_file = "/full/path/ca.pem"' if kept else "--ca-file /full/path/ca.pem"
        return refusals.of_certificate(fault.host, fault.why, authority)
    if isinstance(fault, NeedsLogin):
        why = fault.why or "the login was not taken"
        if not fault.command.startswith("narrowcast connect"):
            return f"{why}; run: {fault.command}"
        return f"{why}; {refusals.after_login(why, provider, kept=kept)}"
    if isinstance(fault, Transient):
        security = str(account.options.get("security", "tls"))
        return f"{fault}; {refusals.after_connecting(str(fault), kept=kept, security=security)}"
    return str(fault)


def _provider_of(account: Account) -> Provider | None:
    """The provider, where the account is at its servers."""
    hosts = set(sources.hosts_of(account.options))
    found = providers.of(str(account.options.get("address") or account.options.get("user", "")))
    if found is None:
        return providers.at(hosts)
    urls = (urlsplit(url).hostname for url in (found.caldav, found.carddav) if url)
    return found if {*providers.servers(found), *urls} & hosts else None


def add(places: Places, account: Account, address: str, typed: str | None) -> str:
    """Keep a new account, its password first; return where the password lies, '' where none is.

    Raises InputError and ConfigError, and then config.toml is as it was.
    """
    before = read(places.config)
    text = config_edit.with_account(before, account)
    if account.connector in {"imap", "smtp"}:
        text = config_edit.with_address(text, address)
    where = "" if typed is None else credentials.keep(account.name, typed, places.data)
    write_private(places.config, text)
    return where


def add_files(
    places: Places, account: Account, addresses: Iterable[str] = (), name: str = ""
) -> None:
    """Keep a new account of files, and what they showed of the owner; raises as `add` does."""
    text = config_edit.with_account(read(places.config), account)
    for address in addresses:
        text = config_edit.with_address(text, address)
    write_private(places.config, config_edit.with_owner_name(text, name))


def switch_off(places: Places, account: str) -> None:
    """Use *account* no more; raises InputError and ConfigError, and then nothing was changed."""
    write_private(places.config, config_edit.switched(read(places.config), account, on=False))


def add_sending(places: Places, account: Account) -> None:
    """Write into config.toml that *account*, which is there, sends; raises as `add` does."""
    smtp = account.options["smtp"]
    assert isinstance(smtp, Mapping), "draft made it"
    text = config_edit.with_sending(read(places.config), account.name, smtp)
    write_private(places.config, text)


def reconnect(places: Places, account: str) -> None:
    """Switch an account on that was disconnected."""
    write_private(places.config, config_edit.switched(read(places.config), account, on=True))


def sending(account: Account, smtp: Mapping[str, object]) -> Account:
    """*account* as one that sends by *smtp*, completed by what its provider says."""
    provider = _provider_of(account)
    whole = _smtp(provider, smtp, str(account.options.get("host", "")))
    return replace(account, send=True, options={**account.options, "smtp": whole})


def signed_in(places: Places, account: str, now: datetime, lives: int = 0) -> None:
    """Let an account that was parked be read again, and what waits to be sent leave at once.

    *lives*: for how many seconds the login lasts at all; 0: nobody says.
    """
    if not places.store.exists() and not lives:
        return
    key = secrets.mention_key(places.data, store=places.store)
    with (
        lock.alone(places.lock, patience=_BUSY_SECONDS),
        Store.open(places.store, mention_key=key) as store,
    ):
        logins.begin(store, account, Time(int(now.timestamp())), lives)
        accounts.signed_in(store, account)
        outbox.try_again_now(store)


def read(path: Path) -> str:
    """The text of config.toml, '' where there is none; raises ConfigError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError("", f"cannot be read: {fault}", str(path)) from fault
