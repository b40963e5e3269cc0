"""Read one hostile file as the program does: connector, store, and every reader of a mail's text.

    python bench/hostile/check.py --call bench.hostile:read DIR...    (from the repository's root)

`read` returns how many records there were; a file that is politely refused counts none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from narrowcast.agent import reading, sync
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Page, Tier
from narrowcast.connectors.formats import ics
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message, PartKind
from narrowcast.nlp.automatic import automatic_kind, return_date
from narrowcast.nlp.intent import intent
from narrowcast.nlp.quoting import own_text

CONNECTORS = {"mail": "eml", "ics": "ics", "vcf": "vcf", "csv": "linkedin", "zip": "linkedin"}
KEY = bytes(32)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
READER = BlockReader()
WARM_UP = (
    b"From: Ann Lee <ann@a.example>\nTo: me@user.example\nDate: Mon, 3 Nov 2025 10:00:00 +0000\n"
    b"Message-ID: <1@a.example>\n\nHello.\n\n-- \nAnn Lee\nHead of Sales, Acme Inc.\n+1 555 0100\n"
)


def read(path: Path, kind: str) -> int:
    """Sync *path* into a store in memory and read its texts."""
    name = CONNECTORS[kind]
    account = sync.Account("hostile", name, registry.load(name, {"path": path}, OFFLINE))
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([AddressKey("me@user.example")])
        synced = sync.sync(
            store,
            [account],
            now=Time(int(NOW.timestamp())),
            budget=Budget(tier=Tier.MENTIONS),
            reader=READER,
            also=_read_page,
        )
    return synced.records


def _read_page(_account: str, page: Page) -> Callable[[], None]:
    for record in page.upserts:
        if isinstance(record, Message):
            _read_mail(record)
    return lambda: None


def _read_mail(message: Message) -> None:
    """What the matcher of answers reads in a mail."""
    own = own_text(reading.text_of(message), message.subject)
    intent(own, message.subject)
    automatic_kind(own, message.subject)
    return_date(own, NOW.date())
    for part in message.parts:
        if part.kind is PartKind.CALENDAR:
            list(ics.read_text(part.text))


def _warm_up() -> None:
    """Import and load what is loaded late: check.py counts from here on."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "warm.eml").write_bytes(WARM_UP)
        read(Path(folder) / "warm.eml", "mail")


_warm_up()
