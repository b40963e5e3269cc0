"""The fake Graph itself: its delta queries, ids, batches and faults."""

from __future__ import annotations

import http.client
import threading
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from tests.servers.graph import THROTTLED, Graph
from tests.servers.graph.client import MAIL, Client, ids, mail
from tests.servers.mails import mailbox

INBOX = "/me/mailFolders/inbox/messages/delta"


def test_a_round_ends_with_a_delta_link_and_the_next_tells_what_changed(graph: Graph) -> None:
    kept, gone = (graph.deliver(mail(number)) for number in (1, 2))
    client = Client(graph)
    first = [*client.pages(INBOX, size=1)]
    graph.delete(gone)
    new = graph.deliver(mail(3))

    later = client.get(first[-1]["@odata.deltaLink"]).json

    assert [one["id"] for page in first for one in page["value"]] == [kept, gone]
    assert ids(later) == [gone, new]
    assert later["value"][0]["@removed"] == {"reason": "deleted"}
    assert "@odata.deltaLink" in later


def test_a_later_page_keeps_the_selection_that_the_round_began_with(graph: Graph) -> None:
    for number in range(3):
        graph.deliver(mail(number))

    pages = [*Client(graph).pages(f"{INBOX}?$select=subject", size=2)]

    told = {name for page in pages for one in page["value"] for name in one if "@" not in name}
    assert told == {"id", "subject"}


def test_a_page_holds_ten_where_nobody_says(graph: Graph) -> None:
    for number in range(12):
        graph.deliver(mail(number))

    assert [len(page["value"]) for page in Client(graph).pages(INBOX)] == [10, 2]


def test_newest_come_first_where_asked_for(graph: Graph) -> None:
    old, new = (graph.deliver(MAIL, at=datetime(2026, month, 1, tzinfo=UTC)) for month in (3, 9))

    page = Client(graph).get(f"{INBOX}?$orderby=receivedDateTime desc").json

    assert ids(page) == [new, old]


@pytest.mark.parametrize(
    ("folder", "reason"), [("archive", "deleted"), ("deleteditems", "changed")]
)
def test_a_move_is_a_removal_here_and_news_there_by_the_same_id(
    graph: Graph, folder: str, reason: str
) -> None:
    moved, client = graph.deliver(MAIL), Client(graph)
    here = client.get(INBOX).json["@odata.deltaLink"]
    there = client.get(f"/me/mailFolders/{folder}/messages/delta").json["@odata.deltaLink"]
    graph.move(moved, folder)

    left, came = client.get(here).json["value"], client.get(there).json["value"]

    assert [(one["id"], one["@removed"]) for one in left] == [(moved, {"reason": reason})]
    assert [one["id"] for one in came] == [moved]


def test_what_left_and_came_back_is_told_as_gone_until_it_changes(graph: Graph) -> None:
    moved, client = graph.deliver(MAIL), Client(graph)
    first = client.get(INBOX).json["@odata.deltaLink"]
    graph.move(moved, "archive")
    graph.move(moved, "inbox")

    left = client.get(first).json  # microsoft-graph-docs issue 21752
    later = client.get(left["@odata.deltaLink"]).json
    graph.change(moved, isRead=True)
    changed = client.get(later["@odata.deltaLink"]).json

    assert [(one["id"], "@removed" in one) for one in left["value"]] == [(moved, True)]
    assert later["value"] == []
    assert [(one["id"], "@removed" in one) for one in changed["value"]] == [(moved, False)]


def test_without_the_preference_an_id_changes_with_a_move(graph: Graph) -> None:
    moved, client = graph.deliver(MAIL), Client(graph, prefer="odata.maxpagesize=5")
    before = ids(client.get(INBOX).json)
    graph.move(moved, "archive")

    after = ids(client.get("/me/mailFolders/archive/messages/delta").json)

    assert before != after
    assert moved not in before + after
    assert client.get(f"/me/messages/{before[0]}").code == "ErrorItemNotFound"


def test_empty_pages_go_on(graph: Graph) -> None:
    given = [graph.deliver(mail(number)) for number in range(3)]
    graph.empty_pages = True

    pages = [*Client(graph).pages(INBOX, size=2)]

    assert [len(page["value"]) for page in pages] == [0, 2, 0, 1]
    assert [one for page in pages for one in ids(page)] == given


def test_pages_may_repeat_and_rounds_may_replay(graph: Graph) -> None:
    given = [graph.deliver(mail(number)) for number in range(3)]
    client, graph.repeats, graph.replays = Client(graph), True, True

    pages = [*client.pages(INBOX, size=2)]
    later = client.get(pages[-1]["@odata.deltaLink"]).json

    assert [ids(page) for page in pages] == [given[:2], given[1:]]
    assert ids(later) == given[2:]


def test_a_change_may_be_told_by_what_changed_alone(graph: Graph) -> None:
    one, client = graph.deliver(MAIL), Client(graph)
    link = client.get(f"{INBOX}?$select=subject,isRead").json["@odata.deltaLink"]
    graph.partial_changes = True
    graph.change(one, isRead=False)

    (told,) = client.get(link).json["value"]

    assert {name for name in told if "@" not in name} == {"id", "isRead"}


def test_what_leaves_while_a_round_goes_on_is_told_as_removed(graph: Graph) -> None:
    given = [graph.deliver(mail(number)) for number in range(3)]
    client = Client(graph)
    first = client.get(INBOX, prefer="odata.maxpagesize=1").json
    graph.delete(given[2])

    rest = client.get(first["@odata.nextLink"]).json

    assert [("@removed" in one) for one in rest["value"]] == [False, True]


def test_change_type_tells_of_that_change_only(graph: Graph) -> None:
    read, client = graph.deliver(MAIL), Client(graph)
    link = client.get(f"{INBOX}?changeType=created").json["@odata.deltaLink"]
    graph.change(read, isRead=False)
    new = graph.deliver(mail(2))

    assert ids(client.get(link).json) == [new]


def test_headers_come_on_select_only_and_not_for_what_was_sent(graph: Graph) -> None:
    received, sent = graph.deliver(MAIL), graph.deliver(MAIL, "sentitems")
    client, select = Client(graph), "?$select=internetMessageHeaders"

    told = client.get(f"/me/messages/{received}{select}").json["internetMessageHeaders"]

    assert {"name": "Message-ID", "value": "<1@acme.example>"} in told
    assert "internetMessageHeaders" not in client.get(f"/me/messages/{received}").json
    assert "internetMessageHeaders" not in client.get(f"/me/messages/{sent}{select}").json
    assert client.get(f"/me/messages/{sent}/$value").body == MAIL


def test_what_was_sent_has_no_headers_wherever_it_is_moved(graph: Graph) -> None:
    sent = graph.deliver(MAIL, "sentitems")
    graph.move(sent, "archive")

    told = Client(graph).get(f"/me/messages/{sent}?$select=subject,internetMessageHeaders").json

    assert told["subject"] == "Hello"
    assert "internetMessageHeaders" not in told


def test_a_body_is_html_unless_text_is_preferred(graph: Graph) -> None:
    one, client = graph.deliver(MAIL), Client(graph)
    address = f"/me/messages/{one}?$select=body"

    plain = client.get(address, prefer='outlook.body-content-type="text"')

    assert client.get(address).json["body"]["contentType"] == "html"
    assert plain.json["body"] == {"contentType": "text", "content": "Good day\r\n"}
    assert plain.headers["Preference-Applied"] == 'outlook.body-content-type="text"'


def test_heads_without_texts_are_all_that_the_small_right_shows(graph: Graph) -> None:
    one, client = graph.deliver(MAIL), Client(graph, "Mail.ReadBasic")

    told = client.get(f"/me/messages/{one}").json

    assert told["subject"] == "Hello"
    assert not {"body", "bodyPreview", "uniqueBody"} & told.keys()


def test_folders_come_by_page_and_hidden_ones_where_asked_for(graph: Graph) -> None:
    below = graph.add_folder("Below", "inbox")
    client = Client(graph)
    graph.add_folder("Found", search=True)
    top = client.get("/me/mailFolders?$top=5").json
    rest = client.get(top["@odata.nextLink"]).json
    hidden = client.get("/me/mailFolders?includeHiddenFolders=true&$top=50").json

    names = [one["displayName"] for one in (*top["value"], *rest["value"])]

    assert len(top["value"]) == 5
    assert "Sync Issues" not in names
    assert "Sync Issues" in [one["displayName"] for one in hidden["value"]]
    assert ids(client.get("/me/mailFolders/inbox/childFolders").json) == [below]
    assert [one.get("@odata.type") for one in rest["value"] if one["displayName"] == "Found"] == [
        "#microsoft.graph.mailSearchFolder"
    ]


def test_a_batch_is_answered_item_by_item_in_any_order(graph: Graph) -> None:
    one, client = graph.deliver(MAIL), Client(graph)
    graph.fail_next(THROTTLED, path="subject")

    told = client.batch(
        {"id": "a", "method": "GET", "url": f"/me/messages/{one}?$select=subject"},
        {"id": "b", "method": "GET", "url": "/me/messages/none"},
        {"id": "c", "method": "GET", "url": "/me/mailFolders/inbox", "dependsOn": ["b"]},
        {"id": "d", "method": "GET", "url": f"/me/messages/{one}/$value"},
    )

    assert {name: row["status"] for name, row in told.items()} == {
        "a": 429, "b": 404, "c": 424, "d": 200,
    }  # fmt: skip
    assert told["a"]["headers"]["Retry-After"] == "2"
    assert told["d"]["body"] == b64encode(MAIL).decode()


def test_a_batch_item_has_the_ids_that_its_own_headers_prefer(graph: Graph) -> None:
    one, client = graph.deliver(MAIL), Client(graph)
    asked = {"method": "GET", "url": f"/me/messages/{one}?$select=id"}

    told = client.batch(
        {**asked, "id": "1"}, {**asked, "id": "2", "headers": {"Prefer": 'IdType="ImmutableId"'}}
    )

    assert told["1"]["body"]["id"] == graph.entry_ids([one])[0]
    assert told["2"]["body"]["id"] == one


def test_an_ordered_fault_strikes_once_and_where_it_was_ordered(graph: Graph) -> None:
    client = Client(graph)
    graph.fail_next(THROTTLED, path="delta")

    answers = [client.get(address) for address in ("/me/mailFolders", INBOX, INBOX)]

    assert [one.status for one in answers] == [200, 429, 200]
    assert answers[1].headers["Retry-After"] == "2"
    assert answers[1].code == "ApplicationThrottled"


def test_the_most_requests_at_once_are_counted(graph: Graph) -> None:
    client = Client(graph)
    graph.open.clear()
    threads = [threading.Thread(target=client.get, args=("/me",)) for _ in range(3)]

    for one in threads:
        one.start()
    graph.crowd(3)
    graph.open.set()
    for one in threads:
        one.join()

    assert graph.most_concurrent == 3


def test_a_silent_server_answers_nothing_and_ends_all_the_same(graph: Graph) -> None:
    graph.silence()
    connection = http.client.HTTPConnection("127.0.0.1", graph.port, timeout=0.2)

    connection.request("GET", "/v1.0/me")
    with pytest.raises(TimeoutError):
        connection.getresponse()

    connection.close()


def test_what_was_asked_can_be_read(graph: Graph) -> None:
    client = Client(graph)
    client.batch({"id": "1", "method": "GET", "url": "/me?$select=mail"})

    whole, item = graph.log

    assert (whole.path, whole.batched, whole.prefer) == ("/$batch", False, client.prefer)
    assert (item.path, item.query, item.batched) == ("/me", {"$select": "mail"}, True)
    assert whole.token == item.token == client.token


def test_the_issuer_takes_a_refresh_token_once(graph: Graph) -> None:
    form = f"grant_type=refresh_token&refresh_token={graph.refresh_token('Mail.Read')}"

    answers = [graph.tokens.answer("POST", "/tenant/token", form.encode(), "") for _ in "12"]

    assert [status for status, _ in answers] == [200, 400]
    assert graph.tokens.rights[answers[0][1]["access_token"]] == {"Mail.Read"}


def test_a_seeded_mailbox_can_be_loaded_as_into_an_imap_server(graph: Graph) -> None:
    mails = [*mailbox(7, 60, folders=2)]
    given = graph.load(mails)

    held = sum(
        len(graph.messages(name)) for name in ("inbox", "sent", "archive", "Team 0", "Team 1")
    )
    pages = [*Client(graph).pages("/me/mailFolders/inbox/messages/delta", size=100)]

    assert held == len(given) == 60
    assert [graph.raw(one) for one in given] == [one.raw for one in mails]
    assert ids(pages[0]) == graph.messages("inbox")


def test_a_reader_changes_nothing(graph: Graph) -> None:
    graph.deliver(MAIL)
    before = graph.state()

    [*Client(graph).pages(INBOX)]

    assert graph.state() == before
