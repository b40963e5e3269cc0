"""History is read to its end, and says which messages to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.google import changes
from narrowcast.connectors.google.changes import Changes
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import Clock


def about(id_: str, *labels: str) -> dict[str, Any]:
    return {"id": id_, "labelIds": list(labels)}


def added(id_: str, *labels: str) -> dict[str, Any]:
    return {"messagesAdded": [{"message": about(id_, *(labels or ("INBOX", "UNREAD")))}]}


def deleted(id_: str) -> dict[str, Any]:
    return {"messagesDeleted": [{"message": {"id": id_}}]}


def labelled(id_: str, label: str, *now: str) -> dict[str, Any]:
    return {"labelsAdded": [{"message": about(id_, label, *now), "labelIds": [label]}]}


def unlabelled(id_: str, label: str, *now: str) -> dict[str, Any]:
    return {"labelsRemoved": [{"message": about(id_, *now), "labelIds": [label]}]}


def since(*sheets: list[dict[str, Any]]) -> Changes:
    """What Google's *sheets* of history come to."""

    def said(_: str, asked: Mapping[str, str]) -> object:
        number = int(asked.get("pageToken", "0"))
        more = {"nextPageToken": str(number + 1)} if number + 1 < len(sheets) else {}
        return {"history": sheets[number], "historyId": str(900 + number), **more}

    return changes.since(spoken.api(said, Clock()), "100")


@pytest.mark.parametrize(
    ("history", "news", "gone"),
    [
        pytest.param([added("1"), added("2")], ("2", "1"), (), id="the newest first"),
        pytest.param([added("1"), added("1")], ("1",), (), id="each once"),
        pytest.param([deleted("1")], (), ("1",), id="what was deleted"),
        pytest.param([added("1"), deleted("1")], (), ("1",), id="what came, was listed and went"),
        pytest.param([added("1", "DRAFT"), deleted("1")], (), ("1",), id="a draft"),
        pytest.param([added("1", "CHAT")], (), ("1",), id="a chat"),
        pytest.param([added("1", "SPAM")], (), ("1",), id="junk"),
        pytest.param([added("1", "SPAM"), unlabelled("1", "SPAM", "INBOX")], ("1",), (),
                     id="what was no junk"),
        pytest.param([added("1", "SPAM"), added("2"), unlabelled("1", "SPAM", "INBOX")],
                     ("1", "2"), (), id="what was no junk is the newest"),
        pytest.param([labelled("1", "SENT", "INBOX")], ("1",), (), id="what was sent after all"),
        pytest.param([labelled("1", "TRASH", "INBOX")], (), ("1",), id="thrown away"),
        pytest.param([labelled("1", "TRASH"), unlabelled("1", "TRASH", "INBOX")], ("1",), (),
                     id="and brought back"),
        pytest.param([unlabelled("1", "UNREAD", "INBOX")], (), (), id="read by the owner"),
        pytest.param([unlabelled("1", "INBOX", "IMPORTANT")], (), (), id="archived"),
        pytest.param([labelled("1", "STARRED", "INBOX")], (), (), id="starred"),
        pytest.param([labelled("1", "Label_7", "INBOX")], (), (), id="filed"),
        pytest.param([unlabelled("1", "INBOX", "INBOX")], ("1",), (),
                     id="who does not say what was taken"),
        pytest.param([{"messages": [{"id": "1"}]}], (), (), id="who says nothing of it"),
    ],
)  # fmt: skip
def test_what_history_comes_to(
    history: list[dict[str, Any]], news: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    assert since(history) == Changes(news=news, gone=gone, anchor="900")


def test_the_last_page_says_from_where_to_go_on() -> None:
    assert since([added("1")], [], [added("2")]) == Changes(news=("2", "1"), gone=(), anchor="902")


def test_ids_may_be_larger_than_google_makes_them() -> None:
    large = "9" * 21

    found = changes.since(spoken.api(lambda *_: {"historyId": large}, Clock()), large)

    assert found.anchor == large


@pytest.mark.parametrize("status", [400, 404])
def test_a_start_that_google_does_not_know_is_a_new_generation(status: int) -> None:
    asked = spoken.api(lambda *_: spoken.answer(status, {"error": {}}), Clock())

    with pytest.raises(CursorExpired):
        changes.since(asked, "100")


def test_where_more_changed_than_is_held_the_mail_is_listed_again() -> None:
    sheets = [[added(f"{sheet}-{number}") for number in range(500)] for sheet in range(21)]

    assert len(since(*sheets[:20]).news) == 10_000
    with pytest.raises(CursorExpired, match="too much changed"):
        since(*sheets)


def test_history_that_goes_round_in_circles_has_an_end() -> None:
    asked = spoken.api(lambda *_: {"historyId": "1", "nextPageToken": "again"}, Clock())

    with pytest.raises(Transient, match="no end"):
        changes.since(asked, "100")
