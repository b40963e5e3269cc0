"""Name the connector a path asks for, and read a first sample of it for `init`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from narrowcast.agent.config import Account
from narrowcast.agent.errors import ConfigError, InputError
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Connector, Tier
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message

SAMPLE_RECORDS = 2_000
"""Messages of each folder that are looked at to find the owner's addresses."""
SAMPLE_SCOPES = 8

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


def connect(account: Account) -> Connector:
    """Open the connector of *account*; raises ConfigError naming the account."""
    try:
        return registry.load(account.connector, account.options, OFFLINE)
    except (ValueError, registry.UnknownPlugin) as fault:
        raise ConfigError(f"accounts.{account.name}:", str(fault)) from fault


def sample(account: Account) -> Iterator[Message]:
    """Read the heads of the first messages of *account*; nothing is kept."""
    connector = connect(account)
    budget = Budget(max_records=SAMPLE_RECORDS, tier=Tier.HEADERS)
    for scope in itertools.islice(connector.scopes(), SAMPLE_SCOPES):
        # What a damaged folder holds before the damage serves; `sync` tells of the damage.
        with suppress(Skippable):
            for page in connector.pull(scope, None, budget):
                yield from (record for record in page.upserts if isinstance(record, Message))
