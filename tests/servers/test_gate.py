"""The gate passes on, troubles and judges as it says."""

from __future__ import annotations

import json
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest

from narrowcast.connectors.google import scopes
from tests.servers import gate, gate_rules
from tests.servers.certificates import Certificates
from tests.servers.gate import Asked, Gate, Reply, told
from tests.servers.gate_faults import Fault, Faults
from tests.servers.google import GoogleWorld, world
from tests.servers.google_host import Myworld

PROFILE = "/gmail/v1/users/me/profile"
MESSAGES = "/gmail/v1/users/me/messages"


@dataclass
class Said:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def reason(self) -> str:
        return str(self.json["error"]["errors"][0]["reason"])


def ask(
    url: str,
    token: str = "",
    form: Mapping[str, str] | None = None,
    context: ssl.SSLContext | None = None,
) -> Said:
    """One request of a client that is nothing special."""
    request = urllib.request.Request(url, urlencode(form).encode() if form else None)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=20, context=context) as answer:
            return Said(answer.status, answer.read(), dict(answer.headers))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Said(refusal.code, refusal.read(), dict(refusal.headers))


@pytest.fixture
def entered(google_world: GoogleWorld) -> Callable[..., str]:
    """Gives an access token of *google_world*, as a refresh token is changed for it."""

    def enter(**consent: Any) -> str:
        grant = google_world.grant(**consent)
        return str(refreshed(google_world, grant.refresh_token).json["access_token"])

    return enter


def refreshed(account: GoogleWorld, refresh_token: str) -> Said:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": account.tokens.client_id,
        "client_secret": account.tokens.client_secret,
    }
    return ask(account.endpoints()["token"], form=form)


@pytest.fixture
def echo() -> Iterator[tuple[Gate, Faults]]:
    """A gate before nothing: what it would pass on is told in JSON."""
    faults = Faults()

    def upstream(asked: Asked) -> Reply:
        answer = told(200, {"path": asked.path, "query": asked.query, "body": len(asked.body)})
        return Reply(status=200, body=answer.body, headers=answer.headers | {"x": "1\n2"})

    with gate.opened([faults], upstream) as open_:
        yield open_, faults


def test_a_request_goes_on_and_its_answer_comes_back(echo: tuple[Gate, Faults]) -> None:
    open_, _ = echo

    answer = ask(f"{open_.url}/a%20b?c=d", form={"e": "f" * 100_000})

    assert answer.json == {"path": "/a%20b", "query": "c=d", "body": 100_002}
    (call,) = open_.calls()
    assert (call.verb, call.path, call.status) == ("POST", "/a%20b", 200)


def test_a_header_that_comes_twice_goes_on_twice(echo: tuple[Gate, Faults]) -> None:
    with urllib.request.urlopen(f"{echo[0].url}/", timeout=5) as answer:
        assert answer.headers.get_all("x") == ["1", "2"]


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        (Fault.RATE_429, 429, "rateLimitExceeded"),
        (Fault.RATE_403, 403, "rateLimitExceeded"),
        (Fault.USER_RATE_403, 403, "userRateLimitExceeded"),
        (Fault.DAILY_403, 403, "dailyLimitExceeded"),
        (Fault.NOT_CONFIGURED, 403, "accessNotConfigured"),
        (Fault.UNAUTHORIZED, 401, "authError"),
        (Fault.UNAVAILABLE, 503, "backendError"),
        (Fault.GATEWAY_TIMEOUT, 504, "backendError"),
        (Fault.GONE, 410, "fullSyncRequired"),
    ],
)
def test_a_fault_is_refused_as_google_refuses(
    echo: tuple[Gate, Faults], fault: Fault, status: int, reason: str
) -> None:
    open_, faults = echo
    faults.next("GET /x", fault, retry_after=7)

    first, second = ask(f"{open_.url}/x"), ask(f"{open_.url}/x")

    assert (first.status, first.reason, first.headers["Retry-After"]) == (status, reason, "7")
    assert second.status == 200


def test_faults_strike_after_so_many_calls_and_so_often(echo: tuple[Gate, Faults]) -> None:
    open_, faults = echo
    faults.next("GET /x*", Fault.UNAVAILABLE, after=1, times=2)

    asked = [ask(f"{open_.url}/{name}").status for name in ("x", "y", "x1", "x2", "x3")]

    assert asked == [200, 200, 503, 503, 200]


@pytest.mark.parametrize(
    ("fault", "reached"),
    [(Fault.DROP_BEFORE, 0), (Fault.DROP_AFTER, 1), (Fault.TRUNCATED, 1)],
)
def test_a_torn_connection_did_or_did_not_reach_the_emulator(fault: Fault, reached: int) -> None:
    seen = list[str]()

    def upstream(asked: Asked) -> Reply:
        seen.append(asked.path)
        return told(200, {"said": "x" * 100})

    faults = Faults()
    faults.next("*", fault)
    with gate.opened([faults], upstream) as open_:
        with pytest.raises((ConnectionError, OSError, EOFError, ValueError)) as torn:
            ask(f"{open_.url}/").json  # noqa: B018 - half an answer is no JSON
        del torn

    assert len(seen) == reached
    assert open_.calls()[0].status == 0


def test_calls_at_the_same_time_are_counted(echo: tuple[Gate, Faults]) -> None:
    open_, faults = echo
    faults.next("*", Fault.DELAY, times=3, seconds=0.3)
    threads = [threading.Thread(target=ask, args=(f"{open_.url}/",)) for _ in range(3)]

    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert open_.most_at_once == 3


def test_passing_on_costs_less_than_a_millisecond(google_world: GoogleWorld) -> None:
    id_ = google_world.deliver()
    token = google_world.tokens.access(
        google_world.tokens.grants[google_world.grant().refresh_token]
    )
    asked = Asked(
        verb="GET", path=f"{MESSAGES}/{id_}", query="format=full", headers=_bearer(token),
        method=google_world.gate.find("GET", f"{MESSAGES}/{id_}"),
    )  # fmt: skip
    known = google_world.gate.upstream(asked)
    google_world.gate.upstream = lambda _: known
    begun = time.thread_time()

    for _ in range(200):
        google_world.gate.answer(asked)

    assert (time.thread_time() - begun) / 200 < 0.001


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def lie(host: Myworld) -> None:
    """Live through a test in which the emulator says what Google would not."""
    with world(host) as account:
        token = account.tokens.access(account.tokens.grants[account.grant().refresh_token])
        honest = account.gate.upstream

        def lying(asked: Asked) -> Reply:
            reply = honest(asked)
            return reply.saying(reply.json | {"messagesTotal": "many"})

        account.gate.upstream = lying
        assert ask(account.gate.url + PROFILE, token).status == 200


def send_nonsense(host: Myworld) -> None:
    """Live through a test in which the client sends what Google does not know."""
    with world(host) as account:
        method = account.gate.find("POST", f"{MESSAGES}/send")
        asked = Asked(
            verb="POST", path=f"{MESSAGES}/send", query="", method=method,
            headers={"content-type": "application/json"}, body=b'{"colour": "red"}',
        )  # fmt: skip
        account.judge(asked, lambda _: told(200, {}))


def ask_for_nonsense(host: Myworld) -> None:
    """Live through a test in which the client asks for a field that is none."""
    with world(host) as account:
        token = account.tokens.access(account.tokens.grants[account.grant().refresh_token])

        answer = ask(f"{account.gate.url}{PROFILE}?fields=colour", token)

        assert (answer.status, answer.reason) == (400, "invalidArgument")


@pytest.mark.parametrize(
    ("live", "words"),
    [(lie, "messagesTotal"), (send_nonsense, "colour"), (ask_for_nonsense, "colour")],
)
def test_what_google_would_not_say_or_take_fails_the_test(
    myworld_server: Myworld, live: Callable[[Myworld], None], words: str
) -> None:
    with pytest.raises(AssertionError, match=words):
        live(myworld_server)


def test_a_token_ends_and_another_is_got(
    google_world: GoogleWorld, entered: Callable[..., str]
) -> None:
    grant = google_world.grant()
    token = entered()
    google_world.tokens.expire_access()

    assert ask(google_world.gate.url + PROFILE, token).status == 401
    fresh = refreshed(google_world, grant.refresh_token).json["access_token"]
    assert ask(google_world.gate.url + PROFILE, fresh).status == 200


def test_the_place_of_tokens_fails_as_told(google_world: GoogleWorld) -> None:
    google_world.faults.next("POST /token", Fault.UNAVAILABLE)
    grant = google_world.grant()

    assert refreshed(google_world, grant.refresh_token).status == 503
    assert refreshed(google_world, grant.refresh_token).status == 200


@pytest.mark.parametrize("by_client", [True, False], ids=["by the client", "by the owner"])
def test_a_consent_that_is_taken_back_is_invalid(
    google_world: GoogleWorld, by_client: bool
) -> None:
    grant = google_world.grant()
    if by_client:
        token = {"token": grant.refresh_token}
        assert ask(google_world.endpoints()["revoke"], form=token).status == 200
    else:
        google_world.revoke()

    answer = refreshed(google_world, grant.refresh_token)

    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        (PROFILE, ""),
        (MESSAGES, ""),
        (f"{MESSAGES}?q=", "Metadata scope does not support 'q' parameter"),
        (f"{MESSAGES}/1?format=full", "Metadata scope doesn't allow format FULL"),
        (f"{MESSAGES}/1?format=raw", "Metadata scope doesn't allow format RAW"),
        (f"{MESSAGES}/1", "Metadata scope doesn't allow format FULL"),
    ],
)
@pytest.mark.parametrize(
    "only", [(scopes.METADATA,), (scopes.METADATA, scopes.READONLY)], ids=["alone", "beside"]
)
def test_the_right_to_heads_gives_no_texts_even_beside_a_larger_one(
    google_world: GoogleWorld,
    entered: Callable[..., str],
    path: str,
    refusal: str,
    only: tuple[str, ...],
) -> None:
    answer = ask(google_world.gate.url + path, entered(only=only))

    assert answer.status == (403 if refusal else 200)
    assert not refusal or answer.json["error"]["message"] == refusal


@pytest.mark.parametrize(
    ("path", "reasons"),
    [
        ("/calendar/v3/users/me/calendarList", ["insufficientPermissions"]),
        ("/v1/people/me/connections?personFields=names", []),
    ],
    ids=["an older API", "a newer one"],
)
def test_what_was_not_granted_is_refused_in_the_form_of_its_api(
    google_world: GoogleWorld, entered: Callable[..., str], path: str, reasons: list[str]
) -> None:
    answer = ask(google_world.gate.url + path, entered(only=(scopes.READONLY,)))

    fault = answer.json["error"]
    assert (answer.status, fault["status"]) == (403, "PERMISSION_DENIED")
    assert [one["reason"] for one in fault.get("errors", [])] == reasons
    assert fault["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]


def test_what_is_beyond_the_quota_of_a_minute_is_refused(
    google_world: GoogleWorld, entered: Callable[..., str]
) -> None:
    seconds = [0.0]
    google_world.gate.clock = lambda: seconds[0]
    google_world.quota.units = 12
    token = entered()

    asked = list[int]()
    for at in (0.0, 1.0, 2.0, 60.5):
        seconds[0] = at
        asked.append(ask(google_world.gate.url + MESSAGES, token).status)

    assert asked == [200, 200, 429, 200]


def test_the_fullest_minute_is_found() -> None:
    spent = [(0.0, 5), (30.0, 5), (59.9, 5), (60.0, 20), (200.0, 1)]

    assert gate_rules.most_in_a_minute(spent) == 30


def test_a_gate_can_speak_tls(myworld_server: Myworld, certificates: Certificates) -> None:
    context = certificates.server_context()
    with world(myworld_server, context=context, ca_file=certificates.ca) as account:
        token = account.tokens.access(account.tokens.grants[account.grant().refresh_token])

        answer = ask(account.gate.url + PROFILE, token, context=certificates.client_context())

    assert account.gate.url.startswith("https://localhost:")
    assert answer.json["emailAddress"] == account.user
