"""What Microsoft documents that Graph refuses, each with its page, is refused by the fake.

Pages are below https://learn.microsoft.com/graph/ where no other site is named. Where a page gives
no error code, the code is the one reported from the service; the rule is the page's.
"""

from __future__ import annotations

import threading
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.servers.graph import HEADERS_ONLY, Expiry, Graph
from tests.servers.graph.client import Answered, Client

INBOX = "/me/mailFolders/inbox/messages/delta"
VIEW = "/me/calendarView/delta?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z"
CONTACTS = "/me/contacts/delta"
LETTER = b"From: robin@vale.example\r\nTo: ana@acme.example\r\nSubject: Hello\r\n\r\nHi\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One documented rule, and a request that breaks it."""

    page: str
    rule: str
    address: str
    status: int = 400
    code: str = "ErrorInvalidUrlQuery"
    method: str = "GET"
    body: Any = None
    kind: str = ""
    scopes: tuple[str, ...] = ()
    """() all of them."""


def step(number: int, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "method": "GET", "url": "/me", **more}


def batch(rule: str, *steps: dict[str, Any]) -> Refused:
    return Refused(
        page="json-batching", rule=rule, address="/$batch", method="POST",
        body={"requests": steps}, code="BadRequest",
    )  # fmt: skip


def view(option: str) -> Refused:
    return Refused(
        page="api/event-delta", rule=f"{option.partition('=')[0]} is not supported on a view",
        address=f"{VIEW}&{option}",
    )  # fmt: skip


def denied(page: str, rule: str, address: str, *scopes: str, **more: Any) -> Refused:
    return Refused(
        page=page, rule=rule, address=address, scopes=scopes, status=403,
        code="ErrorAccessDenied", **more,
    )  # fmt: skip


def delta(rule: str, option: str) -> Refused:
    return Refused(page="delta-query-messages", rule=rule, address=f"{INBOX}?{option}")


READ_BASIC = "permissions-reference#mailreadbasic"

REFUSED = (
    *map(view, ("$select=subject", "$filter=isAllDay eq true", "$orderby=subject",
                "$expand=instances", "$search=x")),
    Refused(
        page="api/event-delta", rule="a view needs a start", code="ErrorInvalidParameter",
        address="/me/calendarView/delta?endDateTime=2027-01-01T00:00:00Z",
    ),
    Refused(
        page="api/event-delta", rule="a view needs an end", code="ErrorInvalidParameter",
        address="/me/calendarView/delta?startDateTime=2026-01-01T00:00:00Z",
    ),
    delta("there is no support for $search", "$search=x"),
    delta("the only filter is receivedDateTime ge or gt", "$filter=isRead eq false"),
    delta("not even on the day of sending", "$filter=sentDateTime ge 2026-01-01T00:00:00Z"),
    delta("nor by le", "$filter=receivedDateTime le 2026-01-01T00:00:00Z"),
    delta("the only order is receivedDateTime desc", "$orderby=receivedDateTime asc"),
    delta("nor by another property", "$orderby=subject desc"),
    Refused(page="api/contact-delta", rule="pages are asked for by Prefer",
            address=f"{CONTACTS}?$top=5"),
    Refused(page="api/contact-delta", rule="nothing but $select is known",
            address=f"{CONTACTS}?$filter=displayName eq 'x'"),
    Refused(
        page="api/user-list-messages#using-filter-and-orderby-in-the-same-query",
        rule="what is sorted by is filtered by first", code="InefficientFilter",
        address="/me/messages?$filter=isRead eq true&$orderby=receivedDateTime desc",
    ),
    Refused(page="api/resources/mailfolder", rule="wellKnownName is beta's", code="BadRequest",
            address="/me/mailFolders?$select=wellKnownName"),
    Refused(page="api/user-list-messages", rule="$top is 1000 at most", code="BadRequest",
            address="/me/messages?$top=1001"),
    Refused(page="query-parameters", rule="what is misspelt is no option", code="BadRequest",
            address="/me/messages?$selct=subject"),
    batch("no more than 20 requests", *map(step, range(21))),
    batch("ids are unique in a batch", step(1), step(1)),
    batch("ids are told apart in no case", step(1, id="a"), step(2, id="A")),
    batch("a body needs its Content-Type", step(1, method="POST", url="/me/messages", body={})),
    batch("every request has an id", {"method": "GET", "url": "/me"}),
    denied(READ_BASIC, "no bodies", f"{INBOX}?$select=body", *HEADERS_ONLY),
    denied(READ_BASIC, "no previews", f"{INBOX}?$select=bodyPreview", *HEADERS_ONLY),
    denied(READ_BASIC, "no unique bodies", "/me/messages?$select=uniqueBody", *HEADERS_ONLY),
    denied(READ_BASIC, "no searching", "/me/messages?$search=x", *HEADERS_ONLY),
    denied(READ_BASIC, "no extended properties",
           f"{INBOX}?$expand=singleValueExtendedProperties($filter=id eq 'String 0x1039')",
           *HEADERS_ONLY),
    denied("permissions-reference#mailread", "reading calendars lets read no mail", INBOX,
           "Calendars.Read"),
    denied("api/event-delta", "reading mail lets read no calendar", VIEW, "Mail.Read"),
    denied("api/contact-delta", "reading mail lets read no contacts", CONTACTS, "Mail.Read"),
    denied("api/user-sendmail", "reading lets send nothing", "/me/sendMail", "Mail.Read",
           method="POST", body=b64encode(LETTER), kind="text/plain"),
    denied("api/user-post-messages", "sending lets lay no draft", "/me/messages", "Mail.Send",
           method="POST", body=b64encode(LETTER), kind="text/plain"),
    Refused(page="api/user-sendmail", rule="MIME comes in base64", address="/me/sendMail",
            method="POST", body=LETTER, kind="text/plain",
            code="ErrorMimeContentInvalidBase64String"),
    Refused(
        page="api/user-sendmail", rule="only x- headers may be given", address="/me/sendMail",
        method="POST", code="InvalidInternetMessageHeader",
        body={"message": {"internetMessageHeaders": [{"name": "References", "value": "<1@x>"}]}},
    ),
    Refused(page="errors", rule="what is not there is not found", status=404,
            code="ErrorItemNotFound", address="/me/messages/AAMkNobody"),
    Refused(page="json-batching", rule="a method that the address does not know", status=405,
            code="Request_BadRequest", method="DELETE", address="/me/mailFolders"),
)  # fmt: skip


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: f"{one.page}: {one.rule}")
def test_what_microsoft_refuses_is_refused(graph: Graph, refused: Refused) -> None:
    client = Client(graph, *refused.scopes)

    answer = client.ask(refused.method, refused.address, refused.body, kind=refused.kind)

    assert (answer.status, answer.code) == (refused.status, refused.code)
    assert_shaped(answer)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: f"{one.page}: {one.rule}")
def test_what_is_refused_changes_nothing(graph: Graph, refused: Refused) -> None:
    client, before = Client(graph, *refused.scopes), graph.state()

    client.ask(refused.method, refused.address, refused.body, kind=refused.kind)

    assert graph.state() == before


def assert_shaped(answer: Answered) -> None:
    """As in page errors, "Error resource type"."""
    error = answer.json["error"]
    assert set(error) == {"code", "message", "innerError"}
    assert {"date", "request-id", "client-request-id"} == set(error["innerError"])


def test_a_fifth_request_at_once_is_throttled(graph: Graph) -> None:
    """throttling-limits#outlook-service-limits: four concurrent requests of an app to a mailbox;
    throttling: 429 with Retry-After.
    """
    client = Client(graph)
    graph.open.clear()
    answers: list[Answered] = []
    threads = [threading.Thread(target=lambda: answers.append(client.get("/me"))) for _ in range(4)]
    for one in threads:
        one.start()
    graph.crowd(4)

    throttled = client.get("/me")
    graph.open.set()
    for one in threads:
        one.join()

    assert [one.status for one in answers] == [200] * 4
    assert (throttled.status, throttled.code) == (429, "ApplicationThrottled")
    assert throttled.headers["Retry-After"].isdecimal()
    assert_shaped(throttled)


@pytest.mark.parametrize("address", [f"{INBOX}?$select=subject", VIEW, CONTACTS])
def test_a_token_that_is_gone_tells_where_to_begin_anew(graph: Graph, address: str) -> None:
    """delta-query-overview#synchronization-reset: 410, and a Location with an empty $deltatoken."""
    client = Client(graph)
    link = client.get(address).json["@odata.deltaLink"]
    graph.expire_tokens(Expiry.GONE)

    answer = client.get(link)
    again = client.get(answer.headers["Location"])

    assert answer.status == 410
    assert "$deltatoken=&" in answer.headers["Location"] + "&"
    assert "@odata.deltaLink" in again.json
    assert_shaped(answer)


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [(Expiry.SYNC_STATE_NOT_FOUND, 404, "SyncStateNotFound"),
     (Expiry.RESYNC_REQUIRED, 400, "resyncRequired")],
    ids=["syncStateNotFound", "resyncRequired"],
)  # fmt: skip
def test_an_expired_token_may_be_told_by_its_code(
    graph: Graph, how: Expiry, status: int, code: str
) -> None:
    """delta-query-overview#token-duration: "a 40X-series error with error codes such as
    syncStateNotFound"; errors#code-property: resyncRequired.
    """
    client = Client(graph)
    link = client.get(INBOX).json["@odata.deltaLink"]
    graph.expire_tokens(how)

    answer = client.get(link)

    assert (answer.status, answer.code) == (status, code)
    assert "Location" not in answer.headers


def test_a_token_of_another_folder_is_no_token(graph: Graph) -> None:
    """delta-query-messages: the next call is "for the same folder"."""
    client = Client(graph)
    link = client.get(INBOX).json["@odata.deltaLink"]

    answer = client.get(link.replace(graph.folder("inbox"), graph.folder("archive")))

    assert answer.status == 400


@pytest.mark.parametrize("token", ["", "Bearer nobody"], ids=["none", "unknown"])
def test_without_a_good_token_nobody_comes_in(graph: Graph, token: str) -> None:
    """errors: 401, required authentication information is missing or not valid."""
    client = Client(graph)
    client.token = token.removeprefix("Bearer ")

    answer = client.get("/me")

    assert (answer.status, answer.code) == (401, "InvalidAuthenticationToken")


def test_an_ended_token_is_refused_and_another_is_not(graph: Graph) -> None:
    """errors: 401."""
    ended, good = Client(graph), Client(graph)
    graph.expire_access(ended.token)

    assert [one.get("/me").status for one in (ended, good)] == [401, 200]


def test_a_claims_challenge_asks_for_claims(graph: Graph) -> None:
    """learn.microsoft.com/entra/identity-platform/claims-challenge: 401, WWW-Authenticate with
    error="insufficient_claims" and the claims in base64.
    """
    client = Client(graph)
    claims = graph.challenge()

    answer = client.get("/me")

    told = answer.headers["WWW-Authenticate"]
    assert answer.status == 401
    assert 'error="insufficient_claims"' in told
    assert b64decode(told.partition('claims="')[2].rstrip('"')).decode() == claims


@dataclass
class Planted:
    """Something the CSDL does not know."""

    properties: dict[str, Any] = field(default_factory=dict[str, Any])
    told: str = ""


PLANTED = (
    Planted({"wellKnownName": "x"}, "wellKnownName: not a property of message"),
    Planted({"isRead": "true"}, "isRead: 'true' is no Edm.Boolean"),
    Planted({"importance": "urgent"}, "importance: 'urgent' is none of importance"),
    Planted({"receivedDateTime": "2026-10-05 10:00"}, "is no Edm.DateTimeOffset"),
    Planted({"toRecipients": {}}, "toRecipients: not a list"),
    Planted({"toRecipients": None}, "toRecipients: is never null"),
    Planted({"from": {"emailAddress": {"mail": "x"}}}, "mail: not a property of emailAddress"),
    Planted({"flag": {"flagStatus": "notFlagged", "x": 1}}, "x: not a property of followupFlag"),
)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one.told)
def test_a_planted_error_in_an_answer_is_found(graph: Graph, planted: Planted) -> None:
    graph.change(graph.deliver(LETTER), **planted.properties)

    Client(graph).get(INBOX)

    found, graph.problems[:] = [*graph.problems], []
    assert [planted.told in one for one in found] == [True]


@pytest.mark.parametrize(
    ("address", "body"),
    [("/me/sendMail", {"message": {"subjekt": "x"}}), ("/me/sendMail", {"mail": {}}),
     ("/me/sendMail", {"message": {"subject": 5}}),
     ("/me/messages", {"body": {"contentType": "md"}}),
     ("/me/messages", {"toRecipients": [{"address": "ana@acme.example"}]})],
    ids=["name", "parameter", "type", "enum", "shape"],
)  # fmt: skip
def test_a_planted_error_in_a_body_is_refused_and_found(
    graph: Graph, address: str, body: dict[str, Any]
) -> None:
    answer = Client(graph).ask("POST", address, body)

    found, graph.problems[:] = [*graph.problems], []
    assert answer.status == 400
    assert len(found) == 1
    assert graph.sent == []
