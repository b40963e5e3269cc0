"""A delta is walked to its end, over everything that Microsoft says may happen on the way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import pytest

from narrowcast.connectors import wire
from narrowcast.connectors.base import Budget, Cursor, Page, Snapshot
from narrowcast.connectors.errors import CursorExpired, Skippable, Transient
from narrowcast.connectors.microsoft import deltas
from narrowcast.connectors.microsoft.deltas import Start
from narrowcast.connectors.microsoft.rest import Json
from narrowcast.connectors.records import Card, Record, RemoteId
from tests.connectors.microsoft.lending import Answer, Script, scripted

START = Start(path="/me/things/delta", query={"$select": "id"})
FIRST = "/v1.0/me/things/delta?$select=id"


def answer(ids: str, *, next: str = "", delta: str = "", gone: str = "") -> Answer:  # noqa: A002
    """Rows of one letter each; those in *gone* are removed."""
    rows: list[Any] = [
        {"id": one, "@removed": {"reason": "deleted"}} if one in gone else {"id": one}
        for one in ids
    ]
    link = {"@odata.nextLink": f"{{url}}/{next}"} if next else {}
    end = {"@odata.deltaLink": f"{{url}}/{delta}"} if delta else {}
    return Answer({"value": rows, **link, **end})


def cards(rows: Sequence[Json]) -> list[Record]:
    """Rows to records, but for `-`, which is none."""
    return [Card(remote_id=RemoteId(r["id"]), name="x") for r in rows if r["id"] != "-"]


def pull(script: Script, cursor: Cursor | None = None, **budget: Any) -> list[Page]:
    return [*deltas.pull(script.graph(), START, cursor, Budget(**budget), cards)]


def ids(pages: Sequence[Page]) -> list[str]:
    return ["".join(one.remote_id for one in page.upserts) for page in pages]


def asked(script: Script) -> list[str]:
    return [path.removeprefix("/v1.0/") for _, path in script.asked]


def test_a_first_round_ends_complete_with_its_delta_link() -> None:
    with scripted(answer("ab", next="n1"), answer("c", delta="d1"), answer("", delta="d2")) as s:
        pages = pull(s)
        again = pull(s, pages[-1].cursor)

    assert ids(pages) == ["ab", "c"]
    assert [page.snapshot for page in pages] == [Snapshot.PARTIAL, Snapshot.COMPLETE]
    assert again == []
    assert asked(s) == ["me/things/delta?$select=id", "n1", "d1"]


def test_an_empty_folder_is_complete_at_once() -> None:
    with scripted(answer("", delta="d1")) as s:
        (page,) = pull(s)

    assert (page.upserts, page.snapshot) == ((), Snapshot.COMPLETE)


def test_empty_answers_go_on() -> None:
    with scripted(answer("", next="n1"), answer("a", next="n2"), answer("", delta="d1")) as s:
        pages = pull(s)

    assert ids(pages) == ["a", ""]
    assert pages[-1].snapshot is Snapshot.COMPLETE


def test_what_changed_comes_in_the_next_round_without_a_snapshot() -> None:
    with scripted(
        answer("ab", delta="d1"), answer("bc", gone="b", delta="d2"), answer("", delta="d3")
    ) as s:
        first = pull(s)
        (second,) = pull(s, first[-1].cursor)
        third = pull(s, second.cursor)

    assert ids([second]) == ["c"]
    assert second.deletes == ("b",)
    assert second.snapshot is Snapshot.NONE
    assert third == []
    assert asked(s)[-1] == "d2"


def test_a_round_that_ends_with_an_empty_answer_is_kept_as_ended() -> None:
    with scripted(
        answer("a", delta="d1"), answer("b", next="n1"), answer("", delta="d2"),
        answer("", delta="d3"),
    ) as s:  # fmt: skip
        first = pull(s)
        second = pull(s, first[-1].cursor)
        third = pull(s, second[-1].cursor)

    assert ids(second) == ["b", ""]
    assert third == []
    assert asked(s)[-1] == "d2"


def test_a_deep_pull_keeps_the_link_young() -> None:
    with scripted(answer("a", delta="d1"), answer("", delta="d2"), answer("", delta="d2")) as s:
        first = pull(s)
        (renewed,) = pull(s, first[-1].cursor, deep=True)
        same = pull(s, renewed.cursor, deep=True)

    assert (renewed.upserts, renewed.deletes) == ((), ())
    assert asked(s)[-1] == "d2"
    assert same == []


def test_of_an_id_that_comes_twice_the_last_word_counts() -> None:
    with scripted(answer("ab", delta="d1"), answer("cac", gone="a", delta="d2")) as s:
        (page,) = pull(s, pull(s)[-1].cursor)

    assert ids([page]) == ["c"]
    assert page.deletes == ("a",)


def test_a_row_that_is_no_record_is_not_there() -> None:
    with scripted(answer("a-", delta="d1")) as s:
        (page,) = pull(s)

    assert (ids([page]), page.deletes) == (["a"], ("-",))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_an_answer_larger_than_a_page_is_given_in_pieces(size: int) -> None:
    with scripted(answer("abcd", next="n1"), answer("ef", delta="d1")) as s:
        pages = pull(s, page_records=size)

    assert "".join(ids(pages)) == "abcdef"
    assert all(len(page.upserts) <= size for page in pages)
    assert pages[-1].snapshot is Snapshot.COMPLETE


def test_a_listing_says_how_far_it_is_also_after_a_break() -> None:
    with scripted(
        *[answer("abc", next="n1")] * 2, answer("d", delta="d1"), answer("e", delta="d2")
    ) as s:
        (before,) = pull(s, max_records=2)
        pages = [before, *pull(s, before.cursor)]
        (news,) = pull(s, pages[-1].cursor)

    assert [one.progress and one.progress.done for one in (*pages, news)] == [2, 3, 4, None]


@pytest.mark.parametrize("kept", [1, 2])
def test_a_pull_that_was_broken_off_goes_on_inside_an_answer(kept: int) -> None:
    with scripted(answer("abcd", next="n1"), answer("ef", delta="d1")) as s:
        whole = pull(s, page_records=2)
    replayed = [answer("abcd", next="n1")] if kept < 2 else []
    with scripted(answer("abcd", next="n1"), *replayed, answer("ef", delta="d1")) as s:
        pages = deltas.pull(s.graph(), START, None, Budget(page_records=2), cards)
        before = [*islice(pages, kept)]
        after = pull(s, before[-1].cursor, page_records=2)

    assert ids([*before, *after]) == ids(whole)


def test_an_answer_that_changed_meanwhile_is_given_from_its_start() -> None:
    with scripted(answer("abcd", delta="d1"), answer("acde", delta="d2")) as s:
        (before,) = pull(s, max_records=2)
        (after,) = pull(s, before.cursor)

    assert ids([before, after]) == ["ab", "acde"]
    assert after.deletes == ("b",)  # nobody else would ever tell


def test_a_row_that_went_where_it_stood_while_an_answer_was_broken_off_is_told() -> None:
    with scripted(answer("abc", delta="d1"), answer("abc", gone="b", delta="d2")) as s:
        (before,) = pull(s, max_records=2)
        (after,) = pull(s, before.cursor)

    assert ids([before, after]) == ["ab", "ac"]
    assert after.deletes == ("b",)


def test_a_row_that_changed_while_an_answer_was_broken_off_is_told_again() -> None:
    def said(name: str) -> Answer:
        rows = [{"id": "a", "name": name}, {"id": "b", "name": "x"}]
        return Answer({"value": rows, "@odata.deltaLink": "{url}/d1"})

    with scripted(said("before"), said("after")) as s:
        (before,) = pull(s, max_records=1)
        (after,) = pull(s, before.cursor)

    assert ids([before, after]) == ["a", "ab"]


def test_what_went_while_an_answer_was_broken_off_is_told_though_nothing_is_left() -> None:
    with scripted(
        answer("x", delta="d1"), answer("ab", next="n1"), answer("", delta="d2")
    ) as s:  # fmt: skip
        first = pull(s)
        (before,) = pull(s, first[-1].cursor, max_records=1)
        (after,) = pull(s, before.cursor)

    assert ids([before, after]) == ["a", ""]
    assert after.deletes == ("a",)


def test_what_comes_later_in_the_same_round_is_not_gone() -> None:
    with scripted(answer("abc", next="n1"), answer("c", next="n1"), answer("ab", delta="d1")) as s:
        (before,) = pull(s, max_records=2)
        after = pull(s, before.cursor)

    assert [page.deletes for page in after] == [("a", "b"), ()]
    assert ids(after) == ["c", "ab"]


def test_a_budget_is_kept_to_across_answers() -> None:
    with scripted(answer("abc", next="n1"), answer("def", next="n2")) as s:
        pages = pull(s, max_records=4)

    assert ids(pages) == ["abc", "d"]


def test_rows_are_asked_for_as_a_page_holds_them() -> None:
    with scripted(answer("a", delta="d1")) as s:
        pull(s, page_records=7)

    assert "odata.maxpagesize=7" in s.headers[0]["Prefer"]


def test_an_answer_too_large_to_read_is_asked_for_in_fewer_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "MAX_BYTES", 2_000)
    large = Answer(b" " * 3_000)
    with scripted(large, answer("a", delta="d1")) as s:
        pages = pull(s)

    assert ids(pages) == ["a"]
    assert "odata.maxpagesize=20" in s.headers[1]["Prefer"]


@pytest.mark.parametrize("code", ["BadRequest", "ErrorInvalidUrlQuery"])
def test_a_link_that_is_no_longer_understood_starts_a_new_generation(code: str) -> None:
    refused = Answer({"error": {"code": code, "message": "Badly formed token."}}, 400)
    with scripted(answer("a", delta="d1"), refused) as s:
        first = pull(s)
        with pytest.raises(CursorExpired):
            pull(s, first[-1].cursor)


def test_a_first_request_that_is_not_understood_skips_the_scope() -> None:
    refused = Answer({"error": {"code": "BadRequest", "message": ""}}, 400)
    with scripted(refused) as s, pytest.raises(Skippable):
        pull(s)


def test_a_list_that_does_not_say_how_it_goes_on_is_a_passing_fault() -> None:
    with scripted(answer("a")) as s, pytest.raises(Transient):
        pull(s)


@pytest.mark.parametrize("rows", ["", "ab"], ids=["empty", "the same"])
def test_a_list_that_leads_in_circles_is_given_up(
    monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    monkeypatch.setattr(deltas, "_MOST_EMPTY", 5)
    with scripted(*[answer(rows, next="n1")] * 7) as s, pytest.raises(Skippable):
        pull(s)


def test_a_list_that_leads_in_a_wider_circle_is_given_up() -> None:
    with scripted(*[answer("a", next="n1"), answer("b", next="n2")] * 9) as s:
        with pytest.raises(Skippable):
            pull(s)

        assert len(s.asked) <= 4


def test_the_same_rows_by_ever_new_links_are_given_up() -> None:
    with scripted(*[answer("ab", next=f"n{n}") for n in range(90)]) as s:
        with pytest.raises(Skippable):
            pull(s)

        assert len(s.asked) < 8


def test_empty_answers_that_never_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deltas, "_MOST_EMPTY", 5)
    with scripted(*[answer("", next=f"n{n}") for n in range(9)]) as s, pytest.raises(Skippable):
        pull(s)


@pytest.mark.parametrize(
    "cursor",
    [
        '{"kind": "another"}',
        '{"kind": "graph/1"}',
        '{"kind": "graph/1", "link": 5, "given": [], "done": 0}',
        '{"kind": "graph/1", "link": "", "given": "x", "done": 0}',
        '{"kind": "graph/1", "link": "", "given": [], "done": "x"}',
        "{",
    ],
    ids=["another", "bare", "link", "given", "done", "cut"],
)
def test_a_cursor_that_is_not_ours_starts_anew(cursor: str) -> None:
    with scripted() as s, pytest.raises(CursorExpired):
        pull(s, Cursor(cursor))
