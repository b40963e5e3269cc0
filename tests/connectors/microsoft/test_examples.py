"""The answers that Microsoft's own pages show, read by our code: their shapes, retyped.

Pages: learn.microsoft.com/graph/delta-query-messages, delta-query-events, api/contact-delta,
errors, json-batching, api/user-sendmail; people and ids are invented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Page
from narrowcast.connectors.microsoft import cards, deltas, faults, heads, meetings
from narrowcast.connectors.microsoft.deltas import Start
from narrowcast.connectors.microsoft.faults import Said
from narrowcast.connectors.records import Card, Meeting, Record, Unreadable
from tests.connectors.microsoft.lending import Answer, Script, scripted
from tests.servers.graph import csdl

FOLDER = "AQMkADNkNAAAgEMAAAA"
PLACE = f"/me/mailfolders('{FOLDER}')/messages/delta"
CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#Collection(message)"


def row(number: int, name: str, **more: Any) -> dict[str, Any]:
    """A message of the page's example: it selects subject, sender and isRead."""
    person = {"name": name, "address": f"{name.split(maxsplit=1)[0].lower()}@fabrikam.example"}
    return {
        "@odata.type": "#microsoft.graph.message",
        "@odata.etag": f'W/"CQAAABYAAAARn2vdzPFjSbaPPxzjlzOTAAAS{number}"',
        "subject": "Holiday hours update",
        "isRead": False,
        "sender": {"emailAddress": person},
        "id": f"AAMkADNkNAAASq3{number}AAA=",
        **more,
    }


def page(link: str, token: str, *rows: dict[str, Any]) -> Answer:
    return Answer(
        {"@odata.context": CONTEXT, f"@odata.{link}": f"{{url}}{PLACE}?{token}", "value": [*rows]}
    )


ROUND = (
    page("nextLink", "$skiptoken=GwcBoTmPuoTQWfcsAbkYM", row(1, "Dana Reed"), row(2, "Sam Oak")),
    page("nextLink", "$skiptoken=GwcBoTmPKILK4jLH7mAd1lLU", row(3, "Eli Dunn"), row(4, "Ria Fox")),
    page("deltaLink", "$deltatoken=GwcBoTmPuoGNlgXgF1nyUNMXY", row(5, "Jo Marsh")),
)
NEXT_ROUND = page(
    "deltaLink", "$deltatoken=GwcBoTmPuoGNlgXgF1nyUNMXZ",
    {"@odata.type": "#microsoft.graph.message", "id": "AAMkADk0-8Dh_6qB=",
     "@removed": {"reason": "deleted"}},
    row(1, "Dana Reed", isRead="true"),
)  # fmt: skip


def test_the_example_of_a_round_is_read_to_its_end() -> None:
    with scripted(*ROUND) as script:
        pages = pulled(script)

    assert [one.remote_id for found in pages for one in found.upserts] == [
        f"AAMkADNkNAAASq3{number}AAA=" for number in range(1, 6)
    ]
    assert [path.partition("?")[2] for _, path in script.asked[1:]] == [
        "$skiptoken=GwcBoTmPuoTQWfcsAbkYM",
        "$skiptoken=GwcBoTmPKILK4jLH7mAd1lLU",
    ]
    assert all("('" in path for _, path in script.asked[1:]), "links are followed as they are"


def test_the_example_of_the_next_round_tells_a_removal_and_a_change() -> None:
    with scripted(*ROUND, NEXT_ROUND) as script:
        first = pulled(script)
        (later,) = pulled(script, first[-1])

    assert later.deletes == ("AAMkADk0-8Dh_6qB=",)
    assert [one.remote_id for one in later.upserts] == ["AAMkADNkNAAASq31AAA="]


def test_what_the_example_selects_is_a_mail_of_its_sender() -> None:
    told = heads.record(row(1, "Dana Reed"))

    assert not isinstance(told, Unreadable)
    assert "dana@fabrikam.example" in repr(told)


def test_the_schema_wins_over_the_prose() -> None:
    """The page writes isRead as a string; the CSDL says that it is none."""
    found = [*csdl.answer_problems(NEXT_ROUND.body, "Collection(message)")]

    assert found == ["$[1].isRead: 'true' is no Edm.Boolean"]
    assert not [*csdl.answer_problems(ROUND[0].body, "Collection(message)")]


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (416, {"code": "invalidRange", "message": "Uploaded fragment overlaps with existing data.",
               "innerError": {"request-id": "r", "date": "d"}}, Said(416, "invalidrange")),
        (404, {"code": "syncStateNotFound", "message": "", "innererror": {"code": "x"}},
         Said(404, "syncstatenotfound")),
        (400, {"code": "ErrorMimeContentInvalidBase64String",
               "message": "Invalid base64 string for MIME content."},
         Said(400, "errormimecontentinvalidbase64string")),
        (403, {"code": "", "message": "You do not have the required permissions.",
               "innerError": {"date": "2025-02-13T10:17:05"}}, Said(403)),
        (403, {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."},
         Said(403, "authorization_requestdenied")),
        (429, {"code": "UnknownError", "message": "",
               "innerError": {"request-id": "x", "date": "2018-05-05T09:12:35"}},
         Said(429, "unknownerror")),
    ],
    ids=lambda one: one.get("code") if isinstance(one, dict) else "",
)  # fmt: skip
def test_an_example_of_an_error_is_understood(
    status: int, error: dict[str, Any], said: Said
) -> None:
    assert faults.told(status, {"error": error}) == said


BATCH = {
    "responses": [
        {"id": "0", "status": 200,
         "headers": {"Cache-Control": "no-cache", "x-ms-resource-unit": "1", "OData-Version": "4.0",
                     "Content-Type": "application/json;odata.metadata=minimal;charset=utf-8"},
         "body": {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
                  "value": [{"@odata.type": "#microsoft.graph.directoryRole", "id": "2100"}]}},
        {"id": "3", "status": 405, "headers": {"Cache-Control": "no-cache"},
         "body": {"error": {"code": "Request_BadRequest", "message": "Not allowed.",
                            "innerError": {"date": "2025-02-13T10:21:18"}}}},
        {"id": "2", "status": 404, "headers": {"Content-Type": "application/json"},
         "body": {"error": {"code": "ErrorItemNotFound", "message": ""}}},
        {"id": "1", "status": 200, "headers": {}, "body": {"displayName": "Lynne"}},
    ]
}  # fmt: skip


def test_the_example_of_a_batch_is_put_in_order_and_judged_one_by_one() -> None:
    with scripted(Answer(BATCH)) as script:
        told = script.graph().batch(["/me/memberOf", "/users", "/me/messages/x", "/groups/0"])

    assert [one.said.status for one in told] == [200, 200, 404, 405]
    assert told[1].body == {"displayName": "Lynne"}
    assert told[2].body == {}


EVENT = {
    "@odata.type": "#microsoft.graph.event",
    "@odata.etag": 'W/"EZ9r3czxY0m2jz8c45czkwAAFXcvIQ=="',
    "subject": "Plan shopping list",
    "body": {"contentType": "html", "content": ""},
    "start": {"dateTime": "2016-12-09T20:30:00.0000000", "timeZone": "UTC"},
    "end": {"dateTime": "2016-12-09T22:00:00.0000000", "timeZone": "UTC"},
    "attendees": [],
    "organizer": {"emailAddress": {"name": "Sam Oak", "address": "sam@contoso.example"}},
    "id": "AAMkADNVxRAAA=",
}
OCCURRENCE = {
    "@odata.type": "#microsoft.graph.event",
    "@odata.etag": 'W/"DwAAABYAAAC9YbapXssvT4RTG13UUr6AAAhT48i7"',
    "id": "AAMkAgFRAAgI",
    "seriesMasterId": "AAMkAgBGAAAAAAC",
    "type": "occurrence",
    "start": {"dateTime": "2023-07-23T10:25:00.0000000", "timeZone": "UTC"},
    "end": {"dateTime": "2023-07-23T10:55:00.0000000", "timeZone": "UTC"},
}
CONTACT = {
    "parentFolderId": "parentFolderId-value",
    "birthday": "2016-10-19T10:37:00Z",
    "fileAs": "fileAs-value",
    "displayName": "displayName-value",
    "givenName": "givenName-value",
    "initials": "initials-value",
    "id": "AAMkContact=",
}


def test_the_example_of_an_event_is_a_meeting_of_its_organizer() -> None:
    told = meetings.meeting(EVENT, "robin@vale.example")

    assert isinstance(told, Meeting)
    assert (told.summary, told.starts_at) == (
        "Plan shopping list", datetime(2016, 12, 9, 20, 30, tzinfo=UTC),
    )  # fmt: skip
    assert told.organizer is not None
    assert told.organizer.address == "sam@contoso.example"


def test_the_reported_shape_of_an_occurrence_needs_its_master() -> None:
    """microsoft-graph-docs-contrib, issue 34."""
    assert meetings.kind(OCCURRENCE) is meetings.Kind.OCCURRENCE
    assert meetings.bare(OCCURRENCE)


def test_the_example_of_a_contact_is_a_card() -> None:
    told = cards.card(CONTACT)

    assert isinstance(told, Card)
    assert told.name == "displayName-value"


@pytest.mark.parametrize(
    ("example", "kind"), [(EVENT, "event"), (OCCURRENCE, "event"), (CONTACT, "contact")],
    ids=["event", "occurrence", "contact"],
)  # fmt: skip
def test_the_examples_are_as_the_schema_says(example: dict[str, Any], kind: str) -> None:
    assert not [*csdl.answer_problems(example, kind)]


def pulled(script: Script, after: Page | None = None) -> list[Page]:
    start = Start(path=f"/me/mailFolders/{FOLDER}/messages/delta", query={})
    cursor = after.cursor if after else None
    return [*deltas.pull(script.graph(), start, cursor, Budget(page_records=2), records)]


def records(rows: Any) -> list[Record]:
    return [heads.record(one) for one in rows]
