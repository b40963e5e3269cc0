"""Gmail's own search: how it is asked, and what it may not be asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from narrowcast.connectors.base import Cursor, Scope, ScopeId
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.google import searching
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.searching import SearchFor
from narrowcast.connectors.tiers import Tier
from tests.connectors.google.mailboxes import LIST, SCOPE, Opener, mails
from tests.servers.google import GoogleWorld

_NOWHERE = Cursor("")


def _found(source: GoogleConnector, *words: str, limit: int = 10) -> list[str]:
    return [*source.search(SCOPE, _NOWHERE, SearchFor(words=words), limit)]


def test_any_of_the_words_is_enough_and_the_newest_come_first(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    first = google_world.deliver(subject="One", body="I know Zora Quill well.")
    second = google_world.deliver(subject="Two", body="Write to zora@quill.test instead.")
    source = open_account()

    assert _found(source, "Zora Quill", "zora@quill.test") == [second, first]
    assert _found(source, "Zora Quill", "zora@quill.test", limit=1) == [second]
    assert _found(source, "Quill Zora") == []


def test_all_pages_are_asked_for(
    google_world: GoogleWorld, open_account: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_LISTED", 2)
    google_world.load(mails(5))
    source = open_account()

    assert _found(source, "Number") == google_world.ids()
    assert len(google_world.calls(LIST)) == 3


def test_the_query_holds_quoted_words_and_a_day(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    source = open_account()
    since = datetime(2026, 3, 4, 23, tzinfo=UTC)

    [*source.search(SCOPE, _NOWHERE, SearchFor(words=('a" OR from:"b', ""), since=since), 5)]

    (asked,) = google_world.calls(LIST)
    assert asked.parameter("q") == '{"a OR from b"} after:2026/03/04'


def test_nothing_to_look_for_is_not_asked_for(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    source = open_account()

    assert _found(source, "", '"') == []
    assert google_world.calls(LIST) == []


def test_a_login_for_heads_says_what_would_let_it_search(open_account: Opener) -> None:
    source = open_account(tier=Tier.HEADERS)

    with pytest.raises(Skippable, match=r"privacy\.tier.*narrowcast connect"):
        _found(source, "Zora")


def test_calendars_and_contacts_hold_no_mail(open_account: Opener) -> None:
    source = open_account()
    calendar = Scope(id=ScopeId("calendar:primary"), name="calendar")

    assert [*source.search(calendar, _NOWHERE, SearchFor(words=("Zora",)), 5)] == []
