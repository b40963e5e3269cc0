"""The fake Graph's letters: submitted, drafted, filed, and lost on the way."""

from __future__ import annotations

import http.client
from base64 import b64encode

import pytest

from tests.servers.graph import GATEWAY_TIMEOUT, LOST_ANSWER, TIMEOUT_AFTER_COMMIT, Graph
from tests.servers.graph.client import MAIL, Client

TOKEN = "String {8f1d1d6c-6f0b-4c5f-9a55-3a0f5d5a7f10} Name NarrowcastId"


def test_a_draft_that_is_sent_keeps_its_immutable_id(graph: Graph) -> None:
    client = Client(graph)
    body = b64encode(MAIL)
    made = client.ask("POST", "/me/messages", body, kind="text/plain")
    one = made.json["id"]
    marked = {"singleValueExtendedProperties": [{"id": TOKEN, "value": "tok"}]}
    client.ask("PATCH", f"/me/messages/{one}", marked)

    sent = client.ask("POST", f"/me/messages/{one}/send")
    test = f"singleValueExtendedProperties/any(ep: ep/id eq '{TOKEN}' and ep/value eq 'tok')"
    found = client.get(f"/me/messages?$filter={test}&$select=isDraft").json["value"]

    assert (made.status, sent.status, sent.body) == (201, 202, b"")
    assert graph.sent == [MAIL]
    assert found == [{"id": one, "isDraft": False}]
    assert graph.messages("sentitems") == [one]


def test_a_draft_that_is_sent_may_be_filed_as_another_item(graph: Graph) -> None:
    """Docs issue 1533: the draft is gone, and the copy has another immutable id."""
    graph.mailbox.filing.keeps_id = False
    client = Client(graph)
    one = client.ask("POST", "/me/messages", b64encode(MAIL), kind="text/plain").json["id"]
    marked = {"singleValueExtendedProperties": [{"id": TOKEN, "value": "tok"}]}
    client.ask("PATCH", f"/me/messages/{one}", marked)

    client.ask("POST", f"/me/messages/{one}/send")
    test = f"singleValueExtendedProperties/any(ep: ep/id eq '{TOKEN}' and ep/value eq 'tok')"
    (found,) = client.get(f"/me/messages?$filter={test}&$select=isDraft").json["value"]

    assert graph.messages("sentitems") == [found["id"]] != [one]
    assert client.get(f"/me/messages/{one}").status == 404
    assert graph.messages("drafts") == []


def test_a_letter_is_submitted_in_mime_or_in_json_with_keys_in_any_case(graph: Graph) -> None:
    client = Client(graph)
    told = {"Message": {"subject": "Intro?", "body": {"contentType": "text", "content": "hi"},
                        "toRecipients": [{"emailAddress": {"address": "ana@acme.example"}}]},
            "SaveToSentItems": False}  # fmt: skip

    answers = (
        client.ask("POST", "/me/sendMail", b64encode(MAIL), kind="text/plain"),
        client.ask("POST", "/me/sendMail", told),
    )

    assert [one.status for one in answers] == [202, 202]
    assert [b"Hello" in graph.sent[0], b"Intro?" in graph.sent[1]] == [True, True]
    assert len(graph.messages("sentitems")) == 1


def test_sent_copies_can_be_looked_up_and_may_be_late(graph: Graph) -> None:
    graph.mailbox.filing.lookups = 1
    client = Client(graph)
    client.ask("POST", "/me/sendMail", b64encode(MAIL), kind="text/plain")
    address = (
        "/me/mailFolders/sentitems/messages?$filter=sentDateTime ge 2026-10-31T00:00:00Z"
        "&$orderby=sentDateTime desc&$top=50&$select=internetMessageId"
    )

    looks = [client.get(address).json["value"] for _ in range(2)]

    assert [[row["internetMessageId"] for row in rows] for rows in looks] == [
        [],
        ["<1@acme.example>"],
    ]


def test_a_letter_may_be_filed_under_another_message_id(graph: Graph) -> None:
    graph.mailbox.filing.keeps_message_id = False
    graph.mailbox.filing.keeps_x_headers = False
    letter = b"X-Narrowcast-Id: tok\r\n" + MAIL

    Client(graph).ask("POST", "/me/sendMail", b64encode(letter), kind="text/plain")

    (filed,) = map(graph.raw, graph.messages("sentitems"))
    assert b"<1@acme.example>" not in filed
    assert b"X-Narrowcast-Id" not in filed
    assert b"Good day" in filed


def test_a_letter_may_be_taken_though_the_answer_says_otherwise(graph: Graph) -> None:
    client, letter = Client(graph), b64encode(MAIL)
    for fault in (TIMEOUT_AFTER_COMMIT, GATEWAY_TIMEOUT, LOST_ANSWER):
        graph.fail_next(fault, path="sendMail")

    answers = [client.ask("POST", "/me/sendMail", letter, kind="text/plain").status for _ in "12"]
    with pytest.raises(http.client.RemoteDisconnected):
        client.ask("POST", "/me/sendMail", letter, kind="text/plain")

    assert answers == [504, 504]
    assert len(graph.sent) == 2
