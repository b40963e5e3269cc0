"""The judge of Google's answers: it bites, and no harder than JSON Schema."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.servers import google_discovery as discovery
from tests.servers.google_discovery import beyond_page, find, methods, problems_of_answer, refusal

MESSAGE = {
    "id": "18c0",
    "threadId": "18c0",
    "labelIds": ["INBOX"],
    "historyId": "1001",
    "internalDate": "1793490360000",
    "sizeEstimate": 374,
    "payload": {"mimeType": "text/plain", "headers": [{"name": "From", "value": "a@b.test"}]},
}
EVENTS = {
    "kind": "calendar#events",
    "items": [
        {
            "id": "e1",
            "start": {"dateTime": "2026-11-20T02:00:00-08:00", "timeZone": "America/Los_Angeles"},
            "attendees": [{"email": "a@b.test", "optional": True}],
        }
    ],
}
GET, LIST = "gmail.users.messages.get", "calendar.events.list"


def changed(answer: Mapping[str, Any], *path: str | int, value: object) -> Any:
    made: Any = copy.deepcopy(answer)
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return made


@pytest.mark.parametrize(("method", "answer"), [(GET, MESSAGE), (LIST, EVENTS)])
def test_what_google_says_is_no_problem(method: str, answer: object) -> None:
    assert not list(problems_of_answer(methods()[method], answer))


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        (GET, changed(MESSAGE, "colour", value="red")),
        (GET, changed(MESSAGE, "historyId", value=str(1 << 64))),
        (GET, changed(MESSAGE, "historyId", value=1001)),
        (GET, changed(MESSAGE, "internalDate", value="yesterday")),
        (GET, changed(MESSAGE, "sizeEstimate", value=True)),
        (GET, changed(MESSAGE, "labelIds", value="INBOX")),
        (GET, changed(MESSAGE, "payload", value=[])),
        (GET, changed(MESSAGE, "payload", "headers", 0, "name", value=None)),
        (GET, changed(MESSAGE, "payload", "headers", 0, "place", value=1)),
        (LIST, changed(EVENTS, "items", 0, "start", "dateTime", value="2026-11-20T02:00:00")),
        (LIST, changed(EVENTS, "items", 0, "start", "date", value="20261120")),
        (LIST, changed(EVENTS, "items", 0, "attendees", 0, "optional", value="yes")),
    ],
    ids=[
        "unknown property", "beyond uint64", "number for text", "no number", "boolean for number",
        "text for list", "list for object", "null", "deep unknown property", "no offset",
        "no day", "text for boolean",
    ],
)  # fmt: skip
def test_each_planted_fault_is_found(method: str, answer: object) -> None:
    assert len(list(problems_of_answer(methods()[method], answer))) == 1


def as_json_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema of a discovery document in JSON Schema 2020-12, without its formats."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    made: dict[str, Any] = {}
    if (kind := schema.get("type", "any")) != "any":
        made["type"] = kind
    if "enum" in schema:
        made["enum"] = schema["enum"]
    if kind == "object":
        known = schema.get("properties", {})
        made["properties"] = {name: as_json_schema(one) for name, one in known.items()}
        more = schema.get("additionalProperties")
        made["additionalProperties"] = as_json_schema(more) if more else not known
    if "items" in schema:
        made["items"] = as_json_schema(schema["items"])
    return made


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["5", "x", "public"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "payload", "headers", "name", "value", "body", "size", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_it_finds_what_an_independent_validator_finds(answer: object) -> None:
    method = methods()[GET]
    defs = {name: as_json_schema(one) for name, one in method.api.schemas.items()}
    theirs = Draft202012Validator({"$defs": defs, "$ref": f"#/$defs/{method.answer}"})
    formats = ("is no uint64", "is no int64", "is beyond", "is no byte")

    ours = [one for one in problems_of_answer(method, answer) if not any(f in one for f in formats)]

    assert bool(ours) == (not theirs.is_valid(answer))


@pytest.mark.parametrize(
    ("verb", "path", "id_"),
    [
        ("GET", "/gmail/v1/users/me/messages", "gmail.users.messages.list"),
        ("GET", "/gmail/v1/users/me%40corp.test/messages/18c0", GET),
        ("POST", "/gmail/v1/users/me/messages/send", "gmail.users.messages.send"),
        ("GET", "/calendar/v3/calendars/a%40b.test/events", LIST),
        ("GET", "/v1/people/me/connections", "people.people.connections.list"),
        ("GET", "/v1/otherContacts", "people.otherContacts.list"),
    ],
)
def test_a_request_is_known_by_its_path(verb: str, path: str, id_: str) -> None:
    found = find(verb, path)

    assert found is not None
    assert found[0].id == id_


@pytest.mark.parametrize(
    ("id_", "query", "words"),
    [
        (GET, [("format", "METADATA")], "none of the words"),
        (GET, [("colour", "red")], "Unknown name"),
        (GET, [("format", "full"), ("format", "raw")], "does not repeat"),
        (GET, [("fields", "id,payload(headers,colour)")], "Invalid field selection colour"),
        (GET, [("fields", "payload/headers/colour")], "Invalid field selection colour"),
        (LIST, [("fields", "items(id,start/hour)")], "Invalid field selection hour"),
        (LIST, [("maxResults", "0")], "too small"),
        (LIST, [("singleEvents", "1")], "no boolean"),
        (LIST, [("timeMin", "2026-11-20")], "no date-time"),
    ],
)
def test_a_parameter_that_google_refuses_is_refused(
    id_: str, query: list[tuple[str, str]], words: str
) -> None:
    assert words in refusal(methods()[id_], query)


@pytest.mark.parametrize(
    ("id_", "query"),
    [
        (GET, [("format", "metadata"), ("metadataHeaders", "From"), ("metadataHeaders", "To")]),
        (GET, [("fields", "id,payload(headers(name,value),mimeType),labelIds"), ("alt", "json")]),
        (LIST, [("fields", "items(attendees/email,end/date),nextSyncToken"), ("maxResults", "9")]),
        (LIST, [("fields", "*"), ("timeMin", "2026-11-20T00:00:00Z")]),
    ],
)
def test_a_parameter_that_google_takes_is_taken(id_: str, query: list[tuple[str, str]]) -> None:
    assert refusal(methods()[id_], query) == ""


def test_more_than_google_gives_on_a_page_is_noticed() -> None:
    method = methods()["gmail.users.messages.list"]

    assert beyond_page(method, [("maxResults", "501")])
    assert not beyond_page(method, [("maxResults", "500")])
    assert set(discovery.MOST) <= set(methods())
