"""Read one hostile file as the program does: connector, store, and every reader of a mail's text.

    python bench/hostile/check.py --call bench.hostile:read DIR...      (from the repository's root)

`read` returns how many records there were; a file that is politely refused counts none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from narrowcast.agent import reading, sync
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Page, Tier
from narrowcast.connectors.formats import ics
from narrowcast.connectors.records import Message, PartKind
from narrowcast.nlp.automatic import automatic_kind, return_date
from narrowcast.nlp.intent import intent
from narrowcast.nlp.quoting import own_text
from narrowcast.nlp.signature import Reader, SignedText, worth_reading

CONNECTORS = {"mail": "eml", "ics": "ics", "vcf": "vcf", "csv": "linkedin", "zip": "linkedin"}
KEY = bytes(32)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
READER = Reader()  # loaded once, before check.py starts its processes


def read(path: Path, kind: str) -> int:
    """Sync *path* into a store in memory and read its texts."""
    account = sync.Account(
        "hostile", CONNECTORS[kind], registry.load(CONNECTORS[kind], {"path": path})
    )
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([AddressKey("me@user.example")])
        synced = sync.sync(
            store,
            [account],
            now=Time(int(NOW.timestamp())),
            budget=Budget(tier=Tier.MENTIONS),
            also=_read_page,
        )
    return synced.records


def _read_page(page: Page) -> None:
    for record in page.upserts:
        if isinstance(record, Message):
            _read_mail(record)


def _read_mail(message: Message) -> None:
    """What the matcher of answers, the calendar and the signature reader do with a mail."""
    text = reading.text_of(message)
    own = own_text(text, message.subject)
    intent(own, message.subject)
    automatic_kind(own, message.subject)
    return_date(own, NOW.date())
    for part in message.parts:
        if part.kind is PartKind.CALENDAR:
            list(ics.read_text(part.text))
    name, address = (message.author.name, message.author.address) if message.author else ("", "")
    signed = SignedText(text, name, address, message.subject)
    if worth_reading(text, name, address, message.subject) is not None:
        list(READER.read([signed]))


read(Path(__file__), "mail")  # everything that is imported late is imported now
