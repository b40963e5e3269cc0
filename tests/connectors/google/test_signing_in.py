"""What becomes of answers that Google gives, or somebody in its place."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from narrowcast.connectors import landing
from narrowcast.connectors.base import Consent, SignedIn, Way
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.google import login, page, scopes, settings, signing_in
from narrowcast.connectors.tiers import Tier
from tests.servers.browser import Browser, Person, install
from tests.servers.gate import told
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld


class Kept:
    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


class Talk:
    """An owner whose browser is *browser*; without one they paste *address*."""

    def __init__(self, browser: Browser | None, address: str = "") -> None:
        self.browser, self.address, self.heard = browser, address, list[str]()

    def say(self, line: str) -> None:
        self.heard.append(line)

    def ask(self, question: str) -> str:
        self.heard.append(question)
        return self.address

    def browse(self, url: str) -> bool:
        if self.browser is None:
            return False
        threading.Thread(target=self.browser.open, args=(url,), daemon=True).start()
        return True


@pytest.fixture
def browser(google_consent: GoogleWorld, tmp_path: Path) -> Browser:
    return install(tmp_path, Person(), google_consent.ca_file)


def sign_in(
    world: GoogleWorld,
    talk: Talk,
    kept: Kept,
    *,
    way: Way = Way.BROWSER,
    client: str = "",
    **more: object,
) -> SignedIn:
    consent = Consent(
        account="work",
        tier=Tier.HEADERS,
        send=False,
        way=way,
        client=client or world.client_file(),
        talk=talk,
    )
    return signing_in.sign_in(world.options(**more), world.egress(), kept, consent)


def test_who_closes_the_page_keeps_the_login_there_was(
    google_consent: GoogleWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "PATIENCE_SECONDS", 0.3)
    leaving = install(tmp_path, Person(leaves=True), google_consent.ca_file)
    kept = Kept("as before")

    with pytest.raises(NeedsLogin, match="nobody answered on Google's page within"):
        sign_in(google_consent, Talk(leaving), kept)

    assert kept.text == "as before"


def test_a_page_without_a_browser_is_shown_and_its_answer_pasted(
    google_consent: GoogleWorld,
) -> None:
    talk = Talk(None, "http://127.0.0.1:1/?state=forged&code=stolen")

    with pytest.raises(NeedsLogin, match="no answer of Google's to this request"):
        sign_in(google_consent, talk, Kept())

    assert any(line.startswith("Open this page in a browser: https://") for line in talk.heard)


def test_one_right_to_read_is_asked_and_earlier_ones_are_not_added(
    google_consent: GoogleWorld,
) -> None:
    talk = Talk(None)

    with pytest.raises(NeedsLogin):
        sign_in(google_consent, talk, Kept(), way=Way.PASTE)

    (shown,) = (line for line in talk.heard if line.startswith("Open this page"))
    assert "gmail.metadata" in shown
    assert "gmail.readonly" not in shown
    assert "include_granted_scopes" not in shown
    assert "code_challenge_method=S256" in shown
    assert "access_type=offline" in shown
    assert "prompt=consent" in shown


def test_the_code_is_bound_to_a_secret_that_no_page_sees(
    google_consent: GoogleWorld, browser: Browser
) -> None:
    talk = Talk(browser)

    sign_in(google_consent, talk, Kept())

    (shown,) = (line for line in talk.heard if line.startswith("Your browser shows"))
    asked = dict(parse_qsl(urlsplit(shown.split()[-1]).query))
    (posted,) = (call for call in google_consent.calls() if call.path == "/token")
    form = dict(parse_qsl(posted.body.decode()))
    told = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(told).decode().rstrip("=") == asked["code_challenge"]
    assert form["code_verifier"] not in shown
    assert 43 <= len(form["code_verifier"]) <= 128  # RFC 7636 §4.1
    assert form["redirect_uri"] == asked["redirect_uri"]
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(asked["state"]) >= 43


def test_an_api_that_is_switched_off_is_named_with_where_to_switch_it_on(
    google_consent: GoogleWorld, browser: Browser
) -> None:
    google_consent.faults.next("gmail.users.getProfile", Fault.NOT_CONFIGURED)
    kept = Kept()

    with pytest.raises(NeedsLogin, match=r"Gmail API is switched off .* https://console\.cloud"):
        sign_in(google_consent, Talk(browser), kept)

    assert kept.text == ""


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        ("https://localhost:1/token", "does not answer on port 1"),
        ("{root}/gmail/v1/users/me/nowhere", "does not answer as it should"),
    ],
    ids=["nobody there", "no such server"],
)
def test_a_server_that_gives_no_tokens_is_passing(
    google_consent: GoogleWorld, browser: Browser, elsewhere: str, said: str
) -> None:
    ends = google_consent.endpoints()
    ends["token"] = elsewhere.format(root=google_consent.gate.url)
    kept = Kept()

    with pytest.raises(Transient, match=said):
        sign_in(google_consent, Talk(browser), kept, endpoints=ends)

    assert kept.text == ""


def test_a_box_that_cannot_be_asked_now_does_not_lose_the_consent(
    google_consent: GoogleWorld, browser: Browser
) -> None:
    google_consent.faults.next("gmail.users.getProfile", Fault.UNAVAILABLE)

    signed = sign_in(google_consent, Talk(browser), Kept())

    assert signed.address == google_consent.user


def test_how_long_the_mail_takes_is_told_and_how_it_goes_sooner() -> None:
    box = signing_in.Box(address="me@corp.test", mails=54_000)

    (told,) = signing_in.patience(box, {"user": "me@corp.test"})

    assert "54,000 mails take about 3 hours: Google lets 300 a minute be read" in told
    assert "--backlog" in told
    assert not list(signing_in.patience(box, {"user": "me@corp.test", "since": "2026-01-01"}))
    older = {"user": "me@corp.test", "quota": "older"}
    assert "about 18 minutes" in next(signing_in.patience(box, older))


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("", "make one of your own"),
        ("{", "no client of Google's"),
        ("[]", "no client of Google's"),
        ('{"installed": {"client_id": 1}}', "no client of Google's"),
        ('{"installed": {"client_id": "x"}}', "lacks the client's secret"),
        ('{"web": {"client_id": "x", "client_secret": "s"}}', "type Desktop app"),
    ],
    ids=["none", "broken", "a list", "a number", "without secret", "for a web site"],
)
def test_another_file_than_a_clients_is_refused(client: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        page.client_of(client, Kept())


def test_the_client_of_the_last_login_serves_again() -> None:
    grant = login.Grant(client_id="c", client_secret="s", refresh_token="r", scopes=())

    assert page.client_of("", Kept(grant.dumps())).id == "c"


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"email": "me@corp.test"}, "me@corp.test"),
        ({"email": 5}, ""),
        ({"email": "me@corp.test\x1b[2J"}, ""),
        ({}, ""),
        (["email"], ""),
    ],
    ids=["named", "a number", "steers a terminal", "nobody", "a list"],
)
def test_whose_login_it_is_stands_in_the_identity(claims: object, address: str) -> None:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    assert signing_in.address_in(f"h.{body}.s") == address
    assert signing_in.address_in("no token") == ""


def test_a_refusal_shows_nothing_of_what_the_server_wrote() -> None:
    assert page.why("<b>ana@corp.test") == "Google gave no login (without a reason)"
    assert page.why("odd_reason") == "Google gave no login (odd_reason)"
    assert scopes.IMAP not in page.why("access_denied")


@pytest.mark.parametrize("asked", [scopes.METADATA, scopes.READONLY])
def test_a_login_with_both_rights_to_read_is_no_use(asked: str) -> None:
    both = (scopes.METADATA, scopes.READONLY)
    grant = login.Grant(client_id="c", client_secret="s", refresh_token="r", scopes=both)

    with pytest.raises(NeedsLogin, match="beside that to texts"):
        signing_in.goes_without((asked,), grant, "work")


@pytest.mark.parametrize(
    ("status", "body", "ended"),
    [
        (200, {}, True),
        (400, {"error": "invalid_token"}, True),
        (400, {"error": "invalid_request"}, False),
        (404, "<html>", False),
    ],
    ids=["ended", "had ended before", "refused", "no such door"],
)
def test_a_login_is_ended_only_where_google_says_so(
    google_world: GoogleWorld, status: int, body: object, ended: bool
) -> None:
    google_world.gate.stages.insert(
        0,
        lambda asked, forward: told(status, body) if asked.path == "/revoke" else forward(asked),
    )
    kept = Kept(google_world.grant().dumps())
    ends = settings.endpoints(google_world.options())

    with nullcontext() if ended else pytest.raises(Transient, match="did not end the login"):
        signing_in.revoke(ends, google_world.egress(), kept)


def test_a_login_that_is_not_kept_is_not_said_to_have_ended(google_world: GoogleWorld) -> None:
    ends = settings.endpoints(google_world.options())

    with pytest.raises(Transient, match="no login is kept"):
        signing_in.revoke(ends, google_world.egress(), Kept())


def test_a_login_that_is_to_last_longer_than_anybody_is_taken_to_last(
    google_consent: GoogleWorld, browser: Browser
) -> None:
    assert google_consent.consent
    google_consent.consent.lives_seconds = 10**30

    assert sign_in(google_consent, Talk(browser), Kept()).lives_seconds == 0
