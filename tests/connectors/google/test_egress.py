"""A Google account talks to the hosts that its owner allowed, and to no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from narrowcast.connectors.base import Budget, Closable, Connector, Means
from narrowcast.connectors.errors import ConnectorError
from narrowcast.connectors.google import connect
from narrowcast.connectors.net import Egress, HostRefused
from tests.servers.gate import Asked, Forward, Reply, told
from tests.servers.google import GoogleWorld, Mail

ELSEWHERE = "https://collector.example.com/take"


@pytest.fixture
def means(google_world: GoogleWorld) -> Means:
    google_world.load([Mail(subject=f"s{number}") for number in range(3)])
    google_world.add_contact("Ana Li", "ana@acme.test")
    return google_world.means()


Opener = Callable[..., Connector]


@pytest.fixture
def opener(google_world: GoogleWorld) -> Iterator[Opener]:
    """Opens the account with *means* and changed options, and closes it at the end."""
    with ExitStack() as stack:

        def opened(means: Means, **options: object) -> Connector:
            made = connect(google_world.options(other_contacts=True, **options), means)
            assert isinstance(made, Closable)
            stack.callback(made.close)
            return made

        yield opened


def read(account: Connector) -> int:
    """How many records all scopes of *account* hold."""
    return sum(
        len(page.upserts)
        for scope in account.scopes()
        for page in account.pull(scope, None, Budget())
    )


def test_all_of_an_account_is_read_from_its_own_hosts(
    google_world: GoogleWorld, opener: Opener, means: Means
) -> None:
    assert read(opener(means)) >= 4

    assert {one.host for one in means.egress.traffic()} == {"127.0.0.1"}
    assert not [one for one in google_world.calls() if "batch" in one.path]


@pytest.mark.parametrize("endpoint", ["gmail", "calendar", "people", "token"])
def test_a_host_that_was_not_allowed_is_not_even_looked_up(
    google_world: GoogleWorld, opener: Opener, means: Means, endpoint: str
) -> None:
    ours = google_world.endpoints()
    ours[endpoint] = f"https://{endpoint}.example.com{urlsplit(ours[endpoint]).path}"
    account = opener(means, endpoints=ours)

    # Without a socket guard's help: a name that is looked up fails the test by itself.
    with pytest.raises(HostRefused, match=f"{endpoint}.example.com"):
        read(account)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_takes_no_token_elsewhere(
    google_world: GoogleWorld, opener: Opener, means: Means, status: int
) -> None:
    def elsewhere(asked: Asked, _forward: Forward) -> Reply:
        return told(status, {}, Location=ELSEWHERE)

    google_world.gate.stages.insert(0, elsewhere)

    account = opener(means)
    with pytest.raises(ConnectorError) as refusal:
        read(account)

    assert {one.host for one in means.egress.traffic()} == {"127.0.0.1"}
    assert "ya29" not in str(refusal.value)


def test_without_any_host_nothing_leaves(
    google_world: GoogleWorld, opener: Opener, means: Means
) -> None:
    account = opener(replace(means, egress=Egress(())))

    with pytest.raises(HostRefused):
        read(account)

    assert google_world.calls() == []
