"""What is done where Google refuses, falters, or no longer takes the login."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Mapping

import pytest

from narrowcast.connectors.base import Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import NeedsLogin, RateLimited, Skippable, Transient
from narrowcast.connectors.google import api, connector, faults, settings
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.google.faults import Said, SwitchedOff
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.messages import Messages
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.http import Answer, TimedOut
from narrowcast.connectors.records import Unreadable
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import (
    GET,
    LIST,
    SCOPE,
    Broken,
    Clock,
    Opener,
    budget,
    mails,
    messages,
)
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld

RATE = [Fault.RATE_429, Fault.RATE_403, Fault.USER_RATE_403, Fault.CONCURRENT_429]
BROKEN = [
    Fault.UNAVAILABLE, Fault.GATEWAY_TIMEOUT, Fault.SERVER_ERROR, Fault.HTML_502, Fault.DROP_BEFORE,
    Fault.TRUNCATED, Fault.NOT_JSON,
]  # fmt: skip


def pulled(account: GoogleConnector) -> list[Page]:
    return [*account.pull(SCOPE, None, budget())]


@pytest.mark.parametrize("fault", RATE, ids=lambda one: one.name)
def test_who_is_asked_too_much_is_asked_again_a_little_later(
    google_world: GoogleWorld, open_account: Opener, clock: Clock, fault: Fault
) -> None:
    google_world.load(mails(3))
    google_world.faults.next(GET, fault, times=2, after=1)

    found = messages(pulled(open_account()))

    assert len(found) == 3
    first, second = clock.waits
    assert 1 <= first <= 2 <= second <= 4


@pytest.mark.parametrize("fault", RATE, ids=lambda one: one.name)
def test_who_goes_on_refusing_is_left_alone_for_a_minute(
    google_world: GoogleWorld, open_account: Opener, fault: Fault
) -> None:
    google_world.load(mails(3))
    google_world.faults.next(GET, fault, times=100)

    with pytest.raises(RateLimited) as limited:
        pulled(open_account())

    assert limited.value.after == 60
    assert len(google_world.calls(GET)) == 3


@pytest.mark.parametrize("fault", [Fault.RATE_429, Fault.RATE_403], ids=lambda one: one.name)
def test_a_short_wait_that_google_asks_for_is_waited_where_we_stand(
    google_world: GoogleWorld, open_account: Opener, clock: Clock, fault: Fault
) -> None:
    google_world.load(mails(3))
    google_world.faults.next(GET, fault, retry_after=4)

    assert len(messages(pulled(open_account()))) == 3
    assert clock.waits == [4.0]


@pytest.mark.parametrize(
    "fault", [Fault.RATE_429, Fault.RATE_403, Fault.UNAVAILABLE], ids=lambda one: one.name
)
def test_a_long_wait_is_the_engines(
    google_world: GoogleWorld, open_account: Opener, fault: Fault
) -> None:
    google_world.load(mails(3))
    google_world.faults.next(LIST, fault, retry_after=90)

    with pytest.raises(RateLimited) as limited:
        pulled(open_account())

    assert limited.value.after == 90


def test_a_day_that_is_used_up_is_waited_for(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.faults.next(LIST, Fault.DAILY_403)

    with pytest.raises(RateLimited) as limited:
        pulled(open_account())

    assert limited.value.after == 3_600


@pytest.mark.parametrize("fault", BROKEN, ids=lambda one: one.name)
def test_who_cannot_answer_now_is_a_passing_fault(
    google_world: GoogleWorld, open_account: Opener, fault: Fault
) -> None:
    google_world.load(mails(3))
    account = open_account()
    google_world.faults.next("gmail.*", fault, times=100)

    with pytest.raises(Transient):
        pulled(account)

    google_world.faults.clear()
    assert len(messages(pulled(account))) == 3


def test_one_mail_that_google_cannot_show_spoils_no_other(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    google_world.gate.stages.insert(0, Broken(google_world.ids()[2]))

    pages = pulled(open_account())

    found = [one for page in pages for one in page.upserts]
    assert [type(one) is Unreadable for one in found] == [False, False, True]
    assert pages[-1].snapshot is Snapshot.COMPLETE


def test_where_no_mail_can_be_shown_it_is_google_and_not_the_mails(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(9))
    google_world.faults.next(GET, Fault.SERVER_ERROR, times=1_000)

    with pytest.raises(Transient):
        pulled(open_account())

    assert len(google_world.calls(GET)) == 6  # three mails, twice


@pytest.mark.parametrize("skew", ["it has ended", "it ends long from now"])
def test_a_token_is_renewed_once_whatever_the_clock_says(
    google_world: GoogleWorld, open_account: Opener, skew: str
) -> None:
    google_world.load(mails(3))
    google_world.tokens.seconds = 1 if skew == "it has ended" else 90_000
    account = open_account()
    before = pulled(account)
    google_world.tokens.expire_access()

    assert [*account.pull(SCOPE, before[-1].cursor, budget())] == []
    assert len(messages(pulled(account))) == 3


def test_who_refuses_a_fresh_token_too_needs_a_login(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    google_world.faults.next(LIST, Fault.UNAUTHORIZED, times=2)

    with pytest.raises(NeedsLogin, match="does not take the login"):
        pulled(open_account())

    assert len(google_world.calls(LIST)) == 2


def test_a_consent_that_was_taken_back_needs_a_login(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account()
    pulled(account)
    google_world.revoke()

    with pytest.raises(NeedsLogin, match=r"revoked.*narrowcast connect work"):
        pulled(account)


def test_a_right_that_is_missing_needs_a_login(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.faults.next(LIST, Fault.FORBIDDEN)

    with pytest.raises(NeedsLogin, match="right to use Gmail was not granted"):
        pulled(open_account())


def test_an_api_that_is_not_switched_on_says_where_to_do_it(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.faults.next(LIST, Fault.NOT_CONFIGURED)

    with pytest.raises(SwitchedOff, match=r"apis/library/gmail\.googleapis\.com"):
        pulled(open_account())


def test_a_wait_ends_when_the_connector_is_closed(google_world: GoogleWorld) -> None:
    google_world.load(mails(40))  # the burst is 15 messages; each further one waits
    account = connector.opened(google_world.options(), google_world.means())
    begun, seen = threading.Event(), list[Transient]()

    def read() -> None:
        try:
            for _ in account.pull(SCOPE, None, budget(page_records=1)):
                begun.set()
        except Transient as fault:
            seen.append(fault)

    lane = threading.Thread(target=read)
    lane.start()
    assert begun.wait(30)
    account.close()
    lane.join(30)

    assert "closed" in str(seen[0])
    assert next(account.pull(SCOPE, None, budget(page_records=1))).upserts
    account.close()


def test_who_reads_and_who_sends_spend_of_one_minute(google_world: GoogleWorld) -> None:
    clock = Clock()
    chosen = settings.read(google_world.options())
    reader, sender = (api.opened(chosen, google_world.means(), clock=clock) for _ in range(2))

    assert reader.buckets is sender.buckets
    reader.close()
    assert api.opened(chosen, google_world.means(), clock=clock).buckets is reader.buckets
    other = settings.read(google_world.options(user="else@corp.test"))
    assert api.opened(other, google_world.means(), clock=clock).buckets is not reader.buckets


LATER = "User-rate limit exceeded.  Retry after 2026-11-23T12:05:00.000Z"


@pytest.mark.parametrize(
    ("status", "body", "headers", "raised", "says"),
    [
        pytest.param(
            403,
            {"error": {"code": 403, "message": LATER,
                       "errors": [{"reason": "userRateLimitExceeded"}]}},
            {"Date": "Mon, 23 Nov 2026 12:00:00 GMT"},
            faults.Overloaded, "asked too much", id="a moment named in words",
        ),
        pytest.param(403, b"no json", {}, Said, r"HTTP 403\)", id="no JSON"),
        pytest.param(400, ["a list"], {}, Said, r"HTTP 400\)", id="no object"),
        pytest.param(
            404,
            {"error": {"status": "NOT_FOUND", "message": "me@corp.test 18c0: not found"}},
            {}, Said, r"HTTP 404, NOT_FOUND\)", id="its words are not shown",
        ),
        pytest.param(
            400,
            {"error": {"details": [{"reason": "EXPIRED_SYNC_TOKEN"}, {"reason": "evil <b>"}]}},
            {}, Said, r"HTTP 400, EXPIRED_SYNC_TOKEN\)", id="codes of newer APIs",
        ),
        pytest.param(
            403,
            {"error": {"details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}},
            {}, faults.Unentitled, "Gmail", id="a right is missing",
        ),
        pytest.param(
            403,
            {"error": {"message": "Metadata scope does not support 'q' parameter"}},
            {}, faults.Unentitled, "not this far", id="a right is too small",
        ),
        pytest.param(401, {"error": "invalid"}, {}, faults.Unentitled, "login", id="login"),
        pytest.param(408, b"", {}, faults.Faltered, "HTTP 408", id="time is over"),
        pytest.param(501, b"", {}, faults.Faltered, "HTTP 501", id="any other 5xx"),
        pytest.param(302, b"", {"Location": "https://evil.test/"}, Said, "302", id="elsewhere"),
    ],
)  # fmt: skip
def test_a_refusal_is_understood(
    status: int,
    body: object,
    headers: Mapping[str, str],
    raised: type[Exception],
    says: str,
) -> None:
    told: Answer = spoken.answer(status, body, **headers)

    with pytest.raises(raised, match=says) as refused:
        faults.raise_for(told, "gmail.users.messages.list")

    assert "18c0" not in str(refused.value)
    if isinstance(refused.value, faults.Overloaded):
        assert refused.value.after == 300


def test_a_listing_that_is_refused_from_its_start_is_not_begun_again() -> None:
    said = {"profile": {"historyId": "7"}, "messages": spoken.answer(400, {"error": {}})}
    asked = spoken.api(lambda path, _: said[path.rpartition("/")[2]], Clock())

    with pytest.raises(Said):
        [*Mail(asked, Settings(user="me@corp.test")).pull(SCOPE, None, budget())]


def test_who_does_not_answer_in_time_is_not_asked_for_one_mail_after_the_other() -> None:
    def said(_: str, __: object) -> object:
        raise TimedOut("Google does not answer in time")

    carrier = spoken.Spoken(said)
    asked = spoken.api(said, Clock(), carrier=carrier)

    with pytest.raises(TimedOut):
        [*Messages(asked).heads(["1", "2", "3"])]

    assert len(carrier.calls) == 1


@pytest.mark.parametrize("profile", [200, 500])
def test_the_last_mail_breaks_by_itself_only_where_google_answers_all_else(profile: int) -> None:
    asked = spoken.api(
        lambda path, _: spoken.answer(profile if path.endswith("/profile") else 500, {}), Clock()
    )
    found = Messages(asked).heads(["1"])

    if profile == 200:
        assert [type(one) for _, one in found] == [Unreadable]
    else:
        with pytest.raises(Transient):
            next(found)


def test_googles_words_are_in_no_traceback() -> None:
    told = {"error": {"code": 404, "message": "no mail of ana@acme.test"}}
    asked = spoken.api(lambda *_: spoken.answer(404, told), Clock())

    with pytest.raises(Said) as refused:
        asked.execute(asked.mails.get(userId="me", id="18c0"))

    shown = "".join(traceback.format_exception(refused.value))
    assert "ana@acme.test" not in shown
    assert "messages/18c0" not in shown


def test_what_is_no_json_is_lost_and_not_an_answer() -> None:
    asked = spoken.api(lambda *_: spoken.answer(200, b"\xff\xfe no json"), Clock())

    with pytest.raises(Transient, match="no answer"):
        asked.execute(asked.mails.list(userId="me"))


def test_each_thread_has_a_client_of_its_own() -> None:
    asked = spoken.api(lambda *_: {}, Clock())
    seen: list[api.Service] = []

    for _ in range(2):
        lane = threading.Thread(target=lambda: seen.extend([asked.gmail, asked.gmail]))
        lane.start()
        lane.join()

    assert seen[0] is seen[1]
    assert seen[2] is seen[3]
    assert seen[0] is not seen[2]


def test_nothing_else_at_google_has_a_scope(open_account: Opener) -> None:
    with pytest.raises(Skippable):
        open_account().pull(Scope(id=ScopeId("drive"), name="Drive"), None, budget())
