"""A desk on a store in memory, its random ids numbered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from narrowcast.agent.asking import Desk
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.store.store import Store
from tests.agent.core.letter_samples import OWNER


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=bytes(32)) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    numbers = iter(range(1_000))
    return Desk(store=store, owner=OWNER, caps=Caps(), mint=lambda: f"id-{next(numbers)}")
