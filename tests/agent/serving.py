"""Syncs accounts on servers in memory into a store, as the tests of the engine need it."""

from __future__ import annotations

import random
from datetime import timedelta

from narrowcast.agent import sync
from narrowcast.agent.core.model import Time
from narrowcast.agent.store.store import Store
from narrowcast.agent.sync import Account, Manners, Synced
from narrowcast.connectors.base import Budget, Tier
from narrowcast.connectors.records import Message
from tests.agent.fake_server import FakeMail, FakeServer
from tests.agent.mailroom import OWNER, START, message
from tests.agent.scripted import LastLines

NOW = Time(int(START.timestamp()) + 400 * 86_400)
SIGNED = "Dear Olga,\nsee you.\nHead of Plumbing"
PEOPLE = [f"p{number}@firm{number % 5}.example" for number in range(12)]


def mail(number: int, author: str = "ana@acme.example", **options: object) -> Message:
    at = START + timedelta(days=number)
    return message(number, author, [OWNER], at, text=SIGNED, **options)  # type: ignore[arg-type]  # named


def crowd(count: int) -> list[Message]:
    chance = random.Random(3)
    return [mail(number, chance.choice(PEOPLE)) for number in range(1, count + 1)]


def pull(
    store: Store, *servers: FakeServer, now: int = NOW, page: int = 5, **options: object
) -> Synced:
    accounts = [
        Account(f"mail{number or ''}", "fake", FakeMail(server))
        for number, server in enumerate(servers)
    ]
    return read(store, accounts, now=now, page=page, **options)


def read(
    store: Store, accounts: list[Account], *, now: int = NOW, page: int = 5, **options: object
) -> Synced:
    budget = Budget(page_records=page, tier=options.pop("tier", Tier.SIGNATURES))  # type: ignore[arg-type]  # a tier
    options.setdefault("manners", Manners(pause=lambda _: None))
    return sync.sync(store, accounts, now=Time(now), budget=budget, reader=LastLines(), **options)  # type: ignore[arg-type]  # as the test says


def located(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {scope.name: set() for scope in store.scopes()}
    for name, remote in store.conn.execute(
        "SELECT s.name, l.remote_id FROM location l JOIN scope s ON s.id = l.scope"
    ):
        found[name].add(remote)
    return found


def content(store: Store) -> list[str]:
    return [line for line in store.conn.iterdump() if '"_sqlite_migrations"' not in line]
