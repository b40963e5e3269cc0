"""Name the connector a path asks for, open accounts, and read a first sample for `init`."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from narrowcast.agent.config import Account
from narrowcast.agent.core.clouds import CLOUDS
from narrowcast.agent.core.model import AddressKey, Owner
from narrowcast.agent.credentials import AccountSecrets, KeptLogin
from narrowcast.agent.errors import ConfigError, InputError
from narrowcast.connectors import registry
from narrowcast.connectors.base import (
    Budget,
    Connector,
    Envelope,
    Kept,
    Means,
    Receipt,
    Secrets,
    Sender,
    SentKey,
    Tier,
)
from narrowcast.connectors.errors import NeedsLogin, Skippable
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message, Unreadable

if TYPE_CHECKING:
    from narrowcast.connectors.net import Egress

SAMPLE_RECORDS = 2_000
"""Messages of each folder that are looked at to find the owner's addresses."""
SAMPLE_SCOPES = 8
PROBE_RECORDS = 50

_BY_ENDING = {".ics": "ics", ".vcf": "vcf", ".zip": "linkedin", ".eml": "eml"}


def account(name: str, path: Path, connector: str = "") -> Account:
    """Make the account that reads *path* with *connector*, recognised from the path where ''."""
    whole = path.expanduser().absolute()
    return Account(name=name, connector=connector or recognise(whole), options={"path": str(whole)})


def recognise(path: Path) -> str:
    """Name the connector for *path*; raises InputError where nothing is there or nothing fits."""
    if path.is_file():
        return _BY_ENDING.get(path.suffix.lower(), "mbox")
    if not path.is_dir():
        raise InputError(f"{path} is not there; give an mbox file or a folder of mail")
    if (path / "cur").is_dir() and (path / "new").is_dir():
        return "maildir"
    if (path / "Connections.csv").is_file():
        return "linkedin"
    endings = {entry.suffix.lower() for entry in itertools.islice(path.rglob("*"), 10_000)}
    for ending in (".eml", ".ics", ".vcf"):
        if ending in endings and not endings & {".mbox", ".mbx"}:
            return _BY_ENDING[ending]
    if not endings:
        raise InputError(f"{path} is empty; give an mbox file or a folder of mail")
    return "mbox"


def connect(
    account: Account,
    data: Path | None = None,
    typed: Secrets | None = None,
    login: Kept | None = None,
) -> Connector:
    """Open the connector of *account*, with *typed* secrets and a *login*, or those that lie in the
    folder *data* (None: it has none).

    Raises ConfigError naming the account.
    """
    return opened(account, data, typed, login)[0]


def opened(
    account: Account,
    data: Path | None,
    typed: Secrets | None = None,
    login: Kept | None = None,
) -> tuple[Connector, Egress]:
    """The connector of *account* and what it reaches its servers by; raises as `connect` does."""
    with _named(account):
        lent = means(account, data, typed, login)
        return registry.load(account.connector, account.options, lent), lent.egress


def sender(
    account: Account, data: Path, typed: Secrets | None = None, login: Kept | None = None
) -> Sender:
    """Open what sends for *account*, with *typed* secrets and a *login*, or those that are kept.

    Raises ConfigError naming the account.
    """
    return opened_sender(account, data, typed, login)[0]


def opened_sender(
    account: Account, data: Path, typed: Secrets | None = None, login: Kept | None = None
) -> tuple[Sender, Egress]:
    """What sends for *account* and what it reaches its servers by; raises as `sender` does."""
    with _named(account):
        lent = means(account, data, typed, login)
        return registry.load_sender(account.connector, account.options, lent), lent.egress


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Lets letters wait while the account that sends is disconnected: they were not approved for a
    folder, where nobody may look for them.
    """

    account: str

    def send(self, _letter: bytes, _envelope: Envelope) -> Receipt:
        """Raises NeedsLogin."""
        raise NeedsLogin(self.account, "it sends your letters, and is switched off")

    def find_sent(self, _: SentKey) -> Receipt | None:
        """Raises NeedsLogin."""
        raise NeedsLogin(self.account, "it sends your letters, and is switched off")


def sends_from(account: Account, owner: Owner) -> AddressKey | Literal[""]:
    """The address that letters leave from by *account*; '' any of *owner*'s.

    Raises ConfigError where it is none of the owner's addresses.
    """
    address = next(
        (a for key in ("address", "user") if "@" in (a := str(account.options.get(key, "")))), ""
    )
    if not address:
        return ""
    if (found := AddressKey(canonical(address))) not in owner.addresses:
        raise ConfigError(
            "owner.addresses", f"lacks {address}, which the account {account.name} sends from"
        )
    return found


def means(
    account: Account,
    data: Path | None,
    typed: Secrets | None = None,
    login: Kept | None = None,
) -> Means:
    """What *account* may use: its own hosts and secrets; nothing where it names no host.

    Raises ValueError with a sentence for the owner.
    """
    hosts = tuple(hosts_of(account.options))
    if not hosts and (cloud := CLOUDS.get(account.connector)):
        wanted = ", ".join(f'"{host}"' for host in cloud.hosts({}))
        raise ValueError(f"the option hosts is missing; write hosts = [{wanted}]")
    if not hosts or data is None:
        return OFFLINE
    from narrowcast.connectors.net import Egress

    egress = Egress(
        hosts,
        account=account.name,
        ca_file=_authority(account.options),
        domain_of=_registrable,
    )
    kept = login or KeptLogin(account.name, data)
    secrets = typed or AccountSecrets(account, data, egress, kept)
    return Means(account=account.name, egress=egress, secrets=secrets, kept=kept)


def hosts_of(options: Mapping[str, object]) -> Iterator[str]:
    """Every host that *options* name: `host`, `hosts`, those in an address `url`, sub-tables'."""
    for key, value in options.items():
        match key, value:
            case "host", str() if value:
                yield value
            case "hosts", list() | tuple():
                yield from map(str, value)
            case "url", str() if found := urlsplit(value).hostname:
                yield found
            case _, Mapping():
                yield from hosts_of(value)
            case _:
                pass


def _authority(options: Mapping[str, object]) -> Path | None:
    value = options.get("ca_file")
    if not value:
        return None
    path = Path(str(value)).expanduser()
    if not path.is_absolute() or not path.is_file():
        raise ValueError(f"ca_file: there is no {path}; give the full path of a file in PEM form")
    return path


def _registrable(host: str) -> str:
    from narrowcast.nlp.organisations import registrable_domain  # loads the list of all suffixes

    return registrable_domain(host)


@contextmanager
def _named(account: Account) -> Generator[None]:
    try:
        yield
    except (ValueError, registry.UnknownPlugin) as fault:
        raise ConfigError(f"accounts.{account.name}:", str(fault)) from fault


@dataclass(frozen=True, slots=True)
class Probe:
    """What a first look into files found."""

    scopes: tuple[str, ...]
    records: int
    """How many of the first ones can be read."""
    unreadable: int


def probe(account: Account) -> Probe:
    """Look at the first records; nothing is kept. Raises ConfigError, ConnectorError."""
    connector = connect(account)
    scopes = tuple(connector.scopes())
    budget = Budget(max_records=PROBE_RECORDS, tier=Tier.HEADERS)
    records = unreadable = 0
    for scope in scopes:
        page = next(iter(connector.pull(scope, None, budget)), None)
        bad = sum(isinstance(one, Unreadable) for one in page.upserts) if page else 0
        records += len(page.upserts) - bad if page else 0
        unreadable += bad
        if records >= PROBE_RECORDS:
            break
    return Probe(tuple(scope.name for scope in scopes), records, unreadable)


def sample(account: Account) -> Iterator[Message]:
    """Read the heads of the first messages of *account*; nothing is kept."""
    connector = connect(account)
    budget = Budget(max_records=SAMPLE_RECORDS, tier=Tier.HEADERS)
    for scope in itertools.islice(connector.scopes(), SAMPLE_SCOPES):
        # What a damaged folder holds before the damage serves; `sync` tells of the damage.
        with suppress(Skippable):
            for page in connector.pull(scope, None, budget):
                yield from (record for record in page.upserts if isinstance(record, Message))
