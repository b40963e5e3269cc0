"""A Microsoft account talks to the hosts that its owner allowed, and to no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from narrowcast.connectors.base import Budget, Connector, Means
from narrowcast.connectors.microsoft import connect
from narrowcast.connectors.net import Egress, HostRefused
from tests.connectors.microsoft.accounts import lent
from tests.servers.graph import Graph

Opener = Callable[..., Connector]
LETTER = (
    b"From: Ana Li <ana@acme.test>\r\nTo: robin@vale.example\r\nMessage-ID: <p@acme.test>\r\n"
    b"Date: Sat, 14 Nov 2026 10:00:00 +0000\r\nSubject: Hello\r\n\r\nHi\r\n"
)


@pytest.fixture
def means(graph: Graph) -> Means:
    graph.deliver(LETTER)
    graph.add_contact(displayName="Ana Li")
    return lent(graph)


@pytest.fixture
def opener(graph: Graph) -> Iterator[Opener]:
    """Opens the account with *means* and changed options, and closes it at the end."""
    with ExitStack() as stack:

        def opened(means: Means, **options: object) -> Connector:
            made = connect(graph.options(**options), means)
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


def test_all_of_an_account_is_read_from_its_own_hosts(opener: Opener, means: Means) -> None:
    assert read(opener(means)) >= 2

    assert {one.host for one in means.egress.traffic()} <= {"127.0.0.1", "localhost"}


@pytest.mark.parametrize(
    ("options", "host"),
    [
        ({"endpoints": {"graph": "https://graph.example.com/v1.0"}}, "graph.example.com"),
        ({"authority": "https://login.example.com/tenant"}, "login.example.com"),
    ],
    ids=["graph", "authority"],
)
def test_a_host_that_was_not_allowed_is_not_even_looked_up(
    opener: Opener, means: Means, options: dict[str, object], host: str
) -> None:
    account = opener(means, **options)

    # A name that is looked up would fail the test by itself.
    with pytest.raises(HostRefused, match=host):
        read(account)


def test_without_any_host_nothing_leaves(graph: Graph, opener: Opener, means: Means) -> None:
    account = opener(replace(means, egress=Egress(())))
    before = len(graph.log)

    with pytest.raises(HostRefused):
        read(account)

    assert len(graph.log) == before
