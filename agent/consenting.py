"""Accounts that the owner signs in to on the provider's own page: Google's and Microsoft's.

address ─► draft (pure) ─► told, page of consent ─► trial with the login just given
                                                       │
                       refused anywhere: nothing kept ─┴─► login kept ─► config.toml

The provider's part is a plugin's (`connectors.registry.load_sign_in`); what is the same for all of
them is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from narrowcast.agent import config_edit, connecting, credentials, sources
from narrowcast.agent.config import Account
from narrowcast.agent.connecting import Found
from narrowcast.agent.core import clouds
from narrowcast.agent.errors import ConfigError, InputError
from narrowcast.agent.places import Places, write_private
from narrowcast.connectors import registry
from narrowcast.connectors.base import Closable, Consent, Conversation, SignedIn, SignOut, Tier, Way
from narrowcast.connectors.errors import ConnectorError, NeedsLogin
from narrowcast.connectors.formats import mbox
from narrowcast.connectors.formats.addresses import canonical

KINDS = tuple(clouds.CLOUDS)
_EXPORT_DAYS = 14
"""An export may lack mail that came so long before its newest: it takes days to make."""


@dataclass(slots=True)
class Memory:
    """A login that is not kept yet (`connectors.base.Kept`)."""

    text: str = field(default="", repr=False)

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """An account whose owner has consented, and what came of it; nothing of it is kept yet."""

    account: Account
    """Without what the owner withheld."""
    signed: SignedIn
    login: Memory = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How the owner is led to the provider's page."""

    tier: Tier
    talk: Conversation
    way: Way = Way.BROWSER
    client: str = field(default="", repr=False)
    """The text of the file that Google gave for a client; '' the one of the last time."""


def draft(
    kind: str,
    address: str,
    given: Mapping[str, object],
    *,
    name: str = "",
    send: bool = False,
) -> Account:
    """The account of *address* at the provider *kind*; *given* are its own keys of config.toml.

    Raises InputError.
    """
    if "@" not in address:
        raise InputError(f"{address} is no mail address; narrowcast connect {kind} me@firm.example")
    cloud = clouds.CLOUDS[kind]
    endpoints = given.get("endpoints", {})
    assert isinstance(endpoints, Mapping), "the command line makes a table of it"
    hosts = cloud.hosts({**endpoints, "authority": given.get("authority", "")})
    options: dict[str, object] = {"user": address, "hosts": list(hosts), **cloud.options, **given}
    return Account(name=name or cloud.label, connector=kind, send=send, options=options)


def older_by_imap(account: Account, today: date, server: str = "") -> tuple[Account, Account]:
    """*account* as it reads what comes from now on, and one that reads the older mail by IMAP, at
    *server* (`imaps://host:port`; '' the provider's).
    """
    cloud, own = clouds.CLOUDS[account.connector], account.options
    place = urlsplit(server or cloud.imap)
    given = own.get("endpoints", {})
    assert isinstance(given, Mapping), "draft made it"
    elsewhere = {key: given[key] for key in ("auth", "token", "revoke") if key in given}
    options = {
        "host": place.hostname or "",
        "port": place.port or 993,
        "security": "tls",
        "user": own["user"],
        "auth": "xoauth2",
        "token_from": account.connector,
        "hosts": [clouds.host_of(str(given.get("token") or cloud.endpoints["token"]))],
        **({"ca_file": own["ca_file"]} if "ca_file" in own else {}),
        **({"endpoints": elsewhere} if elsewhere else {}),
    }
    # A day is left to both: what both read is one mail.
    newer = _since(account, today - timedelta(days=1))
    return newer, Account(name=f"{account.name}-imap", connector="imap", options=options)


def older_by_file(account: Account, path: Path) -> tuple[Account, Account]:
    """*account* as it reads what came since the export that lies at *path*, and one that reads the
    export; raises InputError where that is none.

    How far it reaches is told by its mails: a file's own day is that of its last copy.
    """
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        with mbox.open_mailbox(path) as export:
            newest = mbox.newest(export, changed + timedelta(days=1))
    except FileNotFoundError:
        raise InputError(f"--backlog is imap or an mbox file; there is no file {path}") from None
    except mbox.DAMAGE as fault:
        raise InputError(f"{path} cannot be read ({type(fault).__name__})") from None
    if newest is None:
        raise InputError(
            f"{path} is no mbox file; unpack what Takeout made, and name the .mbox file in it"
        )
    newer = _since(account, newest - timedelta(days=_EXPORT_DAYS))
    return newer, sources.account(f"{account.name}-archive", path, "mbox")


def _since(account: Account, day: date) -> Account:
    return replace(account, options={"since": day.isoformat(), **account.options})


def signs_in(account: Account) -> bool:
    """Whether *account* is signed in to on a page: by itself, or by who supplies its tokens."""
    return _signer(account) in {one.name for one in registry.installed(registry.SIGNINS)}


def _signer(account: Account) -> str:
    return str(account.options.get("token_from") or account.connector)


def consent(account: Account, data: Path, page: Page) -> Consented:
    """Lead the owner through the provider's page.

    Raises InputError, ConfigError and ConnectorError; what is kept in *data* stays as it is.
    """
    login = Memory(_read(credentials.KeptLogin(account.name, data)))
    found = registry.load_sign_in(_signer(account))
    assert found is not None, "signs_in was asked"
    asked = Consent(
        account=account.name,
        tier=page.tier,
        send=account.send,
        way=page.way,
        client=page.client,
        talk=page.talk,
    )
    try:
        lent = sources.means(account, data)
        signed = found(account.options, lent.egress, login, asked)
    except ValueError as fault:
        raise InputError(f"{fault}; nothing was changed") from fault
    options = {**account.options, **dict.fromkeys(signed.without, False)}
    return Consented(account=replace(account, options=options), signed=signed, login=login)


def trial(consented: Consented, data: Path) -> Found:
    """Open the account with the login just given, and list what it holds; no mail is read.

    Raises ConfigError and ConnectorError.
    """
    return connecting.trial(consented.account, data, login=consented.login)


def add(places: Places, given: tuple[Consented | Account, ...]) -> None:
    """Keep new accounts, their logins first.

    Raises InputError and ConfigError, and then config.toml is as it was.
    """
    text = connecting.read(places.config)
    for one in given:
        account = one if isinstance(one, Account) else one.account
        text = config_edit.with_account(text, account)
        if address := str(account.options.get("user", "")):
            text = config_edit.with_address(text, address)
    _keep(given, places, text)


def renew(places: Places, before: Account, given: Consented) -> None:
    """Keep the new login of an account that is there, and what changed about it; raises as `add`
    does.
    """
    now = replace(given.account, enabled=True)
    text = connecting.read(places.config)
    if changed := dict(_changes(before, now)):
        text = config_edit.with_keys(text, before.name, changed)
    _keep((given,), places, text)


def _changes(before: Account, now: Account) -> Iterator[tuple[str, bool | str]]:
    if before.enabled != now.enabled:
        yield "enabled", now.enabled
    if before.send != now.send:
        yield "send", now.send
    for key, value in now.options.items():
        if before.options.get(key) != value and isinstance(value, bool | str):
            yield key, value


def _keep(given: tuple[Consented | Account, ...], places: Places, text: str) -> None:
    """Keep the logins of *given*, and *text* as config.toml: all of it, or what there was."""
    logins = [
        (credentials.KeptLogin(one.account.name, places.data), one.login.text)
        for one in given
        if isinstance(one, Consented)
    ]
    with ExitStack() as undo:
        for kept, login in logins:
            undo.callback(kept.write, _read(kept))
            kept.write(login)
        write_private(places.config, text)
        undo.pop_all()


def _read(kept: credentials.KeptLogin) -> str:
    try:
        return kept.read()
    except NeedsLogin:  # it cannot be read; a new one is on its way
        return ""


def sign_out(account: Account, others: tuple[Account, ...], data: Path) -> str:
    """End the login of *account* at its provider, too; return a sentence on what is left to do.

    A provider that ends all logins of the owner's client at once is not asked while one of *others*
    lives by it.
    """
    cloud = clouds.CLOUDS.get(_signer(account))
    if cloud is None:
        return ""
    shared = [one.name for one in others if _shares(one, account)]
    if shared:
        return f"{' and '.join(shared)} still uses what you consented to there"
    return f"take the consent back at {cloud.consents}, too" if not _ended(account, data) else ""


def _shares(one: Account, other: Account) -> bool:
    users = {canonical(str(each.options.get("user", ""))) for each in (one, other)}
    return (
        one.enabled
        and one.name != other.name
        and len(users) == 1
        and _signer(one) == _signer(other)
    )


def _ended(account: Account, data: Path) -> bool:
    try:
        connector = sources.connect(account, data)
    except ConfigError:
        return False
    try:
        if not isinstance(connector, SignOut):
            return False
        connector.sign_out()
        return True
    except ConnectorError:
        return False
    finally:
        if isinstance(connector, Closable):
            connector.close()
