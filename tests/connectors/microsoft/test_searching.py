"""Exchange's own search: how it is asked, and what it may not be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from narrowcast.connectors.base import Cursor, Scope
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.microsoft import searching
from narrowcast.connectors.microsoft.connector import MicrosoftConnector
from narrowcast.connectors.searching import Searcher, SearchFor
from tests.connectors.microsoft import accounts
from tests.servers.graph import HEADERS_ONLY, Graph
from tests.servers.graph.client import MAIL, Client

_NOWHERE = Cursor("")


@pytest.fixture
def opened(graph: Graph) -> Iterator[Callable[..., MicrosoftConnector]]:
    """Opens the account, for the rights given."""
    made: list[MicrosoftConnector] = []

    def open_it(*scopes: str) -> MicrosoftConnector:
        made.append(accounts.connector(graph, *scopes, calendar=False, contacts=False))
        return made[-1]

    yield open_it
    for one in made:
        one.close()


def _deliver(graph: Graph, number: int, text: str, folder: str = "inbox") -> str:
    raw = MAIL.replace(b"<1@", f"<{number}@".encode()).replace(b"Good day", text.encode())
    return graph.deliver(raw.replace(b"10:00:00", f"10:00:{number:02}".encode()), folder)


def _found(
    source: MicrosoftConnector, *words: str, since: datetime | None = None, limit: int = 10
) -> list[str]:
    inbox: Scope = next(iter(source.scopes()))
    return [*source.search(inbox, _NOWHERE, SearchFor(words=words, since=since), limit)]


def test_any_of_the_words_is_enough_and_the_newest_come_first(
    graph: Graph, opened: Callable[..., MicrosoftConnector]
) -> None:
    first = _deliver(graph, 1, "I know Zora Quill well.")
    _deliver(graph, 2, "Nobody.")
    third = _deliver(graph, 3, "Write to zora@quill.example")
    _deliver(graph, 4, "Zora Quill, elsewhere", "archive")
    source = opened()

    assert isinstance(source, Searcher)
    assert _found(source, "Zora Quill", "zora@quill.example") == [third, first]
    assert _found(source, "Zora Quill", "zora@quill.example", limit=1) == [third]


def test_who_a_mail_is_from_is_not_searched(
    graph: Graph, opened: Callable[..., MicrosoftConnector]
) -> None:
    _deliver(graph, 1, "Nobody.")

    assert _found(opened(), "Ana Li", "ana@acme.example") == []


def test_all_pages_are_asked_for(graph: Graph, opened: Callable[..., MicrosoftConnector]) -> None:
    graph.page_limit = 2
    ids = [_deliver(graph, number, "Zora Quill") for number in range(1, 4)]

    assert _found(opened(), "Zora Quill") == ids[::-1]


def test_all_folders_are_searched_by_one_request(
    graph: Graph, opened: Callable[..., MicrosoftConnector]
) -> None:
    inbox = _deliver(graph, 1, "Zora Quill")
    archive = _deliver(graph, 2, "Zora Quill", "archive")
    source, wanted = opened(), SearchFor(words=("Zora Quill",))

    found = {one.name: [*source.search(one, _NOWHERE, wanted, 9)] for one in source.scopes()}

    assert {name: ids for name, ids in found.items() if ids} == {
        "Inbox": [inbox],
        "Archive": [archive],
    }
    assert len([one for one in graph.log if "search" in str(one)]) == 1


def test_mail_from_before_the_day_is_left_out(
    graph: Graph, opened: Callable[..., MicrosoftConnector]
) -> None:
    found = _deliver(graph, 1, "Zora Quill")
    source = opened()

    assert _found(source, "Zora Quill", since=datetime(2100, 1, 1, tzinfo=UTC)) == []
    assert _found(source, "Zora Quill", since=datetime(2020, 1, 1, tzinfo=UTC)) == [found]


def test_quotes_and_operators_in_a_name_ask_for_nothing_else() -> None:
    wanted = SearchFor(words=('Zora" OR from:"boss', r"back\slash", "", "(x)"))

    assert searching.kql(wanted) == 'body:"Zora OR from boss" OR body:"back slash" OR body:"x"'


def test_a_login_for_heads_says_what_would_let_it_search(
    opened: Callable[..., MicrosoftConnector],
) -> None:
    source = opened(*HEADERS_ONLY)

    with pytest.raises(Skippable, match=r"privacy\.tier.*narrowcast connect"):
        _found(source, "Zora")


@pytest.mark.parametrize(
    ("search", "rest"),
    [
        ("Zora", ""),
        ('"body:"Zora""', ""),
        ('"body:\\"Zora\\" OR"', ""),
        ('"Zora"', "&$filter=isRead eq true"),
        ('"Zora"', "&$orderby=receivedDateTime desc"),
    ],
    ids=["unquoted", "quotes within", "half an OR", "with a filter", "with an order"],
)
def test_the_fake_refuses_what_graph_refuses(graph: Graph, search: str, rest: str) -> None:
    answer = Client(graph).get(f"/me/messages?$search={quote(search)}{rest}")

    assert answer.status == 400
