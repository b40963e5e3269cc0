"""Graph is asked politely, with a token for nobody else, and its refusals say what to do."""

from __future__ import annotations

import base64
import json

import pytest

from narrowcast.connectors.errors import (
    ConnectorError,
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.microsoft import faults, rest
from narrowcast.connectors.net import HostRefused
from tests.connectors.microsoft.lending import HEADS, Answer, Known, scripted

CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}'
FINE = Answer({"value": [{"id": "1"}]})


def refused(status: int, code: str, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = {"error": {"code": code, "message": "quotes a mail of Ana"}}
    return Answer(body, status, named)


def challenge(claims: str = CLAIMS) -> Answer:
    packed = base64.b64encode(claims.encode()).decode()
    said = (
        'Bearer realm="", authorization_uri="https://login.example/authorize",'
        f' error="insufficient_claims", claims="{packed}"'
    )
    return refused(401, "InvalidAuthenticationToken", WWW_Authenticate=said)


def test_every_request_asks_for_immutable_ids() -> None:
    with scripted(FINE, FINE, Answer({"responses": []}), Answer(b"mime")) as script:
        graph = script.graph()
        graph.get("/me/mailFolders", size=50)
        graph.content("/me/messages/1/$value")
        with pytest.raises(Transient):
            graph.batch(["/me/messages/1"])

        preferred = [headers["Prefer"] for headers in script.headers[:2]]

    assert preferred == [
        'IdType="ImmutableId", odata.maxpagesize=50',
        'IdType="ImmutableId"',
    ]
    inner = json.loads(script.bodies[2])["requests"][0]
    assert inner["headers"]["Prefer"] == 'IdType="ImmutableId"'


def test_a_token_that_is_no_longer_taken_is_replaced_once() -> None:
    login = Known(tokens=["old", "new"])
    with scripted(refused(401, "InvalidAuthenticationToken"), FINE, login=login) as script:
        assert rest.rows(script.graph().get("/me")) == [{"id": "1"}]

        shown = [headers["Authorization"] for headers in script.headers]

    assert shown == ["Bearer old", "Bearer new"]


def test_a_fresh_token_that_is_not_taken_needs_the_owner() -> None:
    stale = refused(401, "InvalidAuthenticationToken")
    with scripted(stale, stale) as script, pytest.raises(NeedsLogin):
        script.graph().get("/me")


def test_a_claims_challenge_is_passed_on() -> None:
    login = Known(tokens=["old", "new"])
    with scripted(challenge(), FINE, login=login) as script:
        script.graph().get("/me")

    assert login.asked == [(False, ""), (True, CLAIMS)]


def test_a_challenge_may_come_after_a_plain_refusal() -> None:
    login = Known(tokens=["old", "newer", "newest"])
    stale = refused(401, "InvalidAuthenticationToken")
    with scripted(stale, challenge(), FINE, login=login) as script:
        script.graph().get("/me")

    assert login.asked == [(False, ""), (True, ""), (True, CLAIMS)]


def test_a_challenge_that_is_not_met_needs_the_owner() -> None:
    with scripted(challenge(), challenge()) as script, pytest.raises(NeedsLogin):
        script.graph().get("/me")


@pytest.mark.parametrize(
    "claims", ["[1]", "no JSON", '{"a": "\x00'], ids=["a list", "no JSON", "cut"]
)
def test_claims_that_are_none_are_not_passed_on(claims: str) -> None:
    login = Known(tokens=["old", "new"])
    with scripted(challenge(claims), FINE, login=login) as script:
        script.graph().get("/me")

    assert login.asked[-1] == (True, "")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(410, "anything", Location="https://elsewhere.example/"), CursorExpired),
        (refused(404, "syncStateNotFound"), CursorExpired),
        (refused(400, "SYNCSTATENOTFOUND"), CursorExpired),
        (refused(400, "resyncRequired"), CursorExpired),
        (refused(404, "ErrorItemNotFound"), faults.Gone),
        (refused(404, "MailboxNotEnabledForRESTAPI"), Skippable),
        (refused(403, "ErrorAccessDenied"), faults.Forbidden),
        (refused(400, "BadRequest"), Skippable),
        (refused(429, "ApplicationThrottled", Retry_After="7"), RateLimited),
        (refused(503, "serviceNotAvailable", Retry_After="7"), RateLimited),
        (refused(429, "ApplicationThrottled"), Transient),
        (refused(503, "serviceNotAvailable"), Transient),
        (refused(504, "UnknownError"), Transient),
        (Answer(b"<html>", 502), Transient),
        (Answer(b"<html>", 200), Transient),
        (Answer([1], 200), Transient),
        (Answer(b"[" * 100_000, 200), Transient),
        (Answer(b"<html>", 400), Skippable),
    ],
    ids=lambda it: f"{it.status} {len(str(it.body))}" if isinstance(it, Answer) else it.__name__,
)
def test_a_refusal_says_what_to_do(answer: Answer, error: type[ConnectorError]) -> None:
    with scripted(answer) as script, pytest.raises(error) as told:
        script.graph().get("/me/mailFolders/x/messages/delta")

    assert "Ana" not in str(told.value)


def test_retry_after_is_kept_to() -> None:
    with (
        scripted(refused(429, "ApplicationThrottled", Retry_After="77")) as script,
        pytest.raises(RateLimited) as told,
    ):
        script.graph().get("/me")

    assert told.value.after == 77


@pytest.mark.parametrize(
    ("path", "lacks"),
    [
        ("/me/calendarView/delta", "read the calendar"),
        ("/me/events/1", "read the calendar"),
        ("/me/contactFolders/1/contacts/delta", "read contacts"),
        ("/me/sendMail", "send mail"),
    ],
    ids=["calendar", "event", "contacts", "sending"],
)
def test_what_the_owner_did_not_allow_needs_the_owner(path: str, lacks: str) -> None:
    denied = refused(403, "ErrorAccessDenied")
    with scripted(denied, login=Known(granted=HEADS)) as script, pytest.raises(NeedsLogin) as told:
        script.graph().get(path)

    assert lacks in told.value.why


def test_a_right_that_was_granted_and_is_refused_skips_the_scope_alone() -> None:
    with scripted(refused(403, "ErrorAccessDenied")) as script, pytest.raises(faults.Forbidden):
        script.graph().get("/me/mailFolders/1/messages/delta")


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/me",
        "http://127.0.0.1:1/v1.0/me",
        "https://127.0.0.1/v1.0/me",
        "//evil.example/me",
        "ftp://127.0.0.1/",
        "no address",
    ],
    ids=["host", "port", "scheme", "without scheme", "ftp", "nothing"],
)
def test_a_link_to_elsewhere_never_sees_the_token(link: str) -> None:
    with scripted(FINE) as script:
        with pytest.raises(ConnectorError):
            script.graph().get(link)

        assert all(path.startswith("/v1.0/") for _, path in script.asked)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"], ids=["port", "name"])
def test_a_server_beside_ours_never_sees_the_token(name: str) -> None:
    with scripted(FINE) as script, scripted(FINE) as beside:
        # The owner allowed both hosts: only where the link leads to tells.
        link = beside.url.replace("127.0.0.1", name) + "/me"
        with pytest.raises(HostRefused):
            script.graph().get(link)

        assert beside.asked == []


@pytest.mark.parametrize("sign", ["\u202e", "\x07", "\x9b2J"], ids=["turned", "bell", "escape"])
def test_a_link_to_elsewhere_does_not_steer_the_terminal(sign: str) -> None:
    with scripted() as script, pytest.raises(ConnectorError) as told:
        script.graph().get(f"https://evil{sign}.example/")

    assert str(told.value).isprintable()


def test_a_redirect_to_elsewhere_never_sees_the_token() -> None:
    moved = Answer({}, 302, {"Location": "https://evil.example/"})
    with scripted(moved) as script, pytest.raises(Skippable):
        script.graph().get("/me")


# ---------------------------------------------------------------- batches


def one(number: int, status: int = 200, body: object = None, **headers: str) -> dict[str, object]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"id": str(number), "status": status, "headers": named, "body": body or {}}


def test_a_batch_is_twenty_at_most_and_in_the_order_asked() -> None:
    answers = [
        Answer({"responses": [one(n, body={"id": f"{r}.{n}"}) for n in reversed(range(count))]})
        for r, count in enumerate((20, 5))
    ]
    with scripted(*answers) as script:
        told = script.graph().batch([f"/me/messages/{n}" for n in range(25)])

    assert [len(json.loads(body)["requests"]) for body in script.bodies] == [20, 5]
    assert [it.body["id"] for it in told] == [f"{n // 20}.{n % 20}" for n in range(25)]


def test_each_answer_of_a_batch_is_judged_alone() -> None:
    gone = {"error": {"code": "ErrorItemNotFound", "message": ""}}
    with scripted(Answer({"responses": [one(1, body={"id": "b"}), one(0, 404, gone)]})) as script:
        first, second = script.graph().batch(["/me/messages/a", "/me/messages/b"])

    assert (first.said.status, first.said.code, first.body) == (404, "erroritemnotfound", {})
    assert second.body == {"id": "b"}


def test_what_is_throttled_in_a_batch_is_asked_again_after_its_wait() -> None:
    first = [one(0, body={"id": "a"}), one(1, 429, Retry_After="9"), one(2, 429, Retry_After="3")]
    second = [one(2, body={"id": "c"}), one(1, body={"id": "b"})]
    with scripted(Answer({"responses": first}), Answer({"responses": second})) as script:
        told = script.graph().batch(["/me/messages/a", "/me/messages/b", "/me/messages/c"])

    assert [it.body["id"] for it in told] == ["a", "b", "c"]
    assert script.slept == [9.0]
    assert [it["id"] for it in json.loads(script.bodies[1])["requests"]] == ["1", "2"]


STALE = {"error": {"code": "InvalidAuthenticationToken", "message": ""}}


@pytest.mark.parametrize("claims", ["", CLAIMS], ids=["plain", "with a challenge"])
def test_a_token_that_requests_of_a_batch_are_refused_for_is_replaced_once(claims: str) -> None:
    said = challenge(claims).headers if claims else {}
    stale = one(0, 401, STALE, **{name.lower().replace("-", "_"): it for name, it in said.items()})
    fine = [one(0, body={"id": "a"}), one(1, body={"id": "b"})]
    login = Known(tokens=["old", "new"])
    answers = (Answer({"responses": [stale, fine[1]]}), Answer({"responses": fine}))
    with scripted(*answers, login=login) as script:
        told = script.graph().batch(["/me/messages/a", "/me/messages/b"])

        shown = [headers["Authorization"] for headers in script.headers]

    assert [it.body["id"] for it in told] == ["a", "b"]
    assert shown == ["Bearer old", "Bearer new"]
    assert (True, claims) in login.asked


def test_a_fresh_token_that_no_request_of_a_batch_is_taken_for_needs_the_owner() -> None:
    told = Answer({"responses": [one(0, 401, STALE), one(1, 401, STALE)]})
    with scripted(told, told) as script, pytest.raises(NeedsLogin):
        script.graph().batch(["/me/messages/a", "/me/messages/b"])


def test_a_fresh_token_that_some_requests_of_a_batch_are_refused_for_is_a_passing_fault() -> None:
    told = Answer({"responses": [one(0, body={"id": "a"}), one(1, 401, STALE)]})
    with scripted(told, told) as script, pytest.raises(Transient):
        script.graph().batch(["/me/messages/a", "/me/messages/b"])


def test_an_answer_that_tells_no_time_leaves_the_clock_as_it_was() -> None:
    with scripted(FINE, Answer({}, headers={"Date": "noon"})) as script:
        graph = script.graph()
        graph.get("/me")
        before = graph.date
        graph.get("/me")

    assert graph.date == before is not None


def test_a_long_wait_in_a_batch_is_left_to_the_program() -> None:
    with (
        scripted(Answer({"responses": [one(0, 429, Retry_After="600")]})) as script,
        pytest.raises(RateLimited) as told,
    ):
        script.graph().batch(["/me/messages/a"])

    assert told.value.after == 600
    assert script.slept == []


def test_a_batch_that_never_answers_all_is_a_passing_fault() -> None:
    answers = [Answer({"responses": [one(0, 503)]})] * 10
    with scripted(*answers) as script, pytest.raises(Transient):
        script.graph().batch(["/me/messages/a"])


def test_a_thing_that_breaks_graph_whenever_it_is_asked_for_holds_up_no_other() -> None:
    first = [one(0, 500), one(1, body={"id": "b"}), one(2, 500)]
    answers = [Answer({"responses": told}) for told in (first, *[[one(0, 500)]] * 9)]
    answers[1] = Answer({"responses": [one(0, 500), one(2, body={"id": "c"})]})
    with scripted(*answers) as script:
        told = script.graph().batch(["/me/messages/a", "/me/messages/b", "/me/messages/c"])

    assert [(it.said.status, it.body) for it in told] == [
        (500, {}), (200, {"id": "b"}), (200, {"id": "c"}),
    ]  # fmt: skip


@pytest.mark.parametrize("last", [[], [one(0, 503)], [one(0, 429)]], ids=["nothing", "503", "429"])
def test_what_was_broken_once_and_is_not_answered_in_the_end_is_a_passing_fault(
    last: list[object],
) -> None:
    answers = [Answer({"responses": told}) for told in (*[[one(0, 500)]] * 3, last)]
    with scripted(*answers) as script, pytest.raises(Transient):
        script.graph().batch(["/me/messages/a"])


@pytest.mark.parametrize(
    "strange",
    [
        {"responses": [{"id": "7", "status": 200}, {"id": None}, 5, one(0, body={"id": "a"})]},
        {"responses": [one(0, body={"id": "a"}), one(0, body={"id": "a"})]},
        {"responses": [{"id": 0, "status": "200", "body": {"id": "a"}}]},
    ],
    ids=["unasked", "twice", "other types"],
)
def test_what_nobody_asked_for_in_a_batch_is_passed_over(strange: object) -> None:
    with scripted(Answer(strange)) as script:
        (told,) = script.graph().batch(["/me/messages/a"])

    assert told.body == {"id": "a"}


def test_a_right_that_is_missing_in_a_batch_needs_the_owner() -> None:
    denied = {"error": {"code": "ErrorAccessDenied", "message": ""}}
    login = Known(granted=HEADS)
    with (
        scripted(Answer({"responses": [one(0, 403, denied)]}), login=login) as script,
        pytest.raises(NeedsLogin),
    ):
        script.graph().batch(["/me/events/a"])
