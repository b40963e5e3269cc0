"""When a login ends, as its provider says or as the last one taught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.agent.core.model import Time
from narrowcast.agent.store import accounts, logins
from narrowcast.agent.store.accounts import DAY, AccountState, Standing
from narrowcast.agent.store.glance import glance
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Scope, ScopeId

NOW = Time(1_795_000_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, mention_key=bytes(32)) as opened:
        yield opened


def ends(path: Path) -> dict[str, int]:
    seen = glance(path)
    assert seen
    return dict(seen.logins_end)


def test_what_the_provider_says_is_known(store: Store, path: Path) -> None:
    logins.begin(store, "g", NOW, 604_799)

    assert ends(path) == {"g": NOW + 604_799}


def test_a_login_without_an_end_has_none(store: Store, path: Path) -> None:
    logins.begin(store, "g", NOW, 604_799)
    logins.begin(store, "g", NOW, 0)

    assert ends(path) == {}


@pytest.mark.parametrize(
    ("lived", "state", "learned"),
    [
        (6.9, AccountState.NEEDS_LOGIN, True),
        (2.0, AccountState.NEEDS_LOGIN, False),
        (30.0, AccountState.NEEDS_LOGIN, False),
        (6.9, AccountState.OK, False),
    ],
    ids=["died at seven days", "revoked early", "lived for long", "alive"],
)
def test_a_login_that_died_after_a_week_teaches_that_the_next_will(
    store: Store, path: Path, lived: float, state: AccountState, learned: bool
) -> None:
    logins.begin(store, "g", NOW, 0)
    last = Time(NOW + int(lived * DAY))
    scope = store.scope("g", "google", Scope(id=ScopeId("mail"), name="Mail"))
    accounts.checked(store, [accounts.Check(scope.row, deep=False)], (), last)
    problem = "refused" if state is AccountState.NEEDS_LOGIN else ""
    accounts.set_standing(store, "g", "google", Standing(state=state, problem=problem))

    again = Time(last + DAY)
    logins.begin(store, "g", again, 0)

    assert ends(path) == ({"g": again + 7 * DAY} if learned else {})
