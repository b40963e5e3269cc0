"""Who signed in at Microsoft, and what they withheld."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from narrowcast.connectors import landing
from narrowcast.connectors.base import Consent, SignedIn, Way
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.microsoft import login, scopes, signing_in
from narrowcast.connectors.net import Egress
from narrowcast.connectors.tiers import Tier
from tests.connectors.microsoft.lending import Remembered
from tests.servers.browser import Browser, Person, install
from tests.servers.certificates import Certificates
from tests.servers.gate import told
from tests.servers.gate_faults import Fault
from tests.servers.graph import OWNER, Graph
from tests.servers.oidc import Oidc

TOKEN = "POST /corp/token"


class Talk:
    """An owner whose browser is *browser*."""

    def __init__(self, browser: Browser | None) -> None:
        self.browser = browser

    def say(self, line: str) -> None:
        """Hear it."""

    def ask(self, question: str) -> str:
        return "http://localhost:1/?state=forged&code=stolen"

    def browse(self, url: str) -> bool:
        if self.browser is None:
            return False
        threading.Thread(target=self.browser.open, args=(url,), daemon=True).start()
        return True


@pytest.fixture
def at(graph: Graph, oidc_authority: Oidc) -> Graph:
    oidc_authority.heard.append(graph.tokens.rights.__setitem__)
    return graph


def sign_in(
    graph: Graph,
    oidc: Oidc,
    talk: Talk,
    kept: Remembered,
    *,
    user: str = OWNER[1],
    way: Way = Way.BROWSER,
) -> SignedIn:
    options = graph.options(user=user, authority=oidc.url, client_id=oidc.client_id)
    egress = Egress(["localhost", "127.0.0.1"], ca_file=graph.ca_file)
    consent = Consent(account="work", tier=Tier.HEADERS, send=False, way=way, talk=talk)
    return signing_in.sign_in(options, egress, kept, consent)


def test_a_name_to_sign_in_by_may_be_another_than_the_address(
    at: Graph, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path
) -> None:
    by_name = install(tmp_path, Person(user="robin@corp.onmicrosoft.test"), certificates.ca)
    kept = Remembered()

    signed = sign_in(at, oidc_authority, Talk(by_name), kept)

    assert signed.address == OWNER[1]
    stored = login.unpacked(kept.read())
    assert stored
    assert "Mail.ReadBasic" in {scope.rpartition("/")[2] for scope in stored.scopes}


def test_another_account_is_refused_whatever_its_name(
    at: Graph, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path
) -> None:
    other = install(tmp_path, Person(user="other@corp.test"), certificates.ca)
    kept = Remembered("as before")

    with pytest.raises(NeedsLogin, match=f"other@corp.test or {OWNER[1]}, not as me@corp.test"):
        sign_in(at, oidc_authority, Talk(other), kept, user="me@corp.test")

    assert kept.read() == "as before"


def test_who_closes_the_page_keeps_the_login_there_was(
    at: Graph, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(landing, "PATIENCE_SECONDS", 0.3)
    leaving = install(tmp_path, Person(leaves=True), certificates.ca)
    kept = Remembered("as before")

    with pytest.raises(NeedsLogin, match="nobody answered on Microsoft's page"):
        sign_in(at, oidc_authority, Talk(leaving), kept)

    assert kept.read() == "as before"


@pytest.mark.parametrize(
    ("way", "said"),
    [(Way.BROWSER, "use --device-code"), (Way.PASTE, "no answer of Microsoft's to this request")],
    ids=["no browser", "a stranger's address"],
)
def test_what_cannot_come_back_is_said(
    at: Graph, oidc_authority: Oidc, way: Way, said: str
) -> None:
    with pytest.raises(NeedsLogin, match=said):
        sign_in(at, oidc_authority, Talk(None), Remembered(), way=way)


@pytest.mark.parametrize(
    "fault", [Fault.UNAVAILABLE, Fault.NOT_JSON, Fault.DROP_AFTER], ids=lambda one: one.name
)
@pytest.mark.parametrize("at_what", ["GET /corp/.well-known/openid-configuration", TOKEN])
def test_an_authority_that_fails_in_the_middle_is_one_sentence_and_nothing_is_kept(
    at: Graph, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path,
    at_what: str, fault: Fault,
) -> None:  # fmt: skip
    browser = install(tmp_path, Person(user=OWNER[1]), certificates.ca)
    oidc_authority.faults.next(at_what, fault)
    kept = Remembered("as before")

    with pytest.raises((Transient, ValueError), match="localhost") as refused:
        sign_in(at, oidc_authority, Talk(browser), kept)

    assert "OIDC" not in str(refused.value)
    assert kept.read() == "as before"


def test_an_organisation_that_is_not_there_is_said_in_our_own_words(
    at: Graph, oidc_authority: Oidc
) -> None:
    oidc_authority.path = "/nowhere"

    with pytest.raises(ValueError, match="gives no logins at /nowhere; check --tenant"):
        sign_in(at, oidc_authority, Talk(None), Remembered())


def test_a_code_without_the_page_to_type_it_on_is_no_answer(
    at: Graph, oidc_authority: Oidc
) -> None:
    whole = oidc_authority.gate.upstream
    half = told(200, {"user_code": "AB", "device_code": "x", "expires_in": 1})
    oidc_authority.gate.upstream = lambda asked: half if asked.verb == "POST" else whole(asked)

    with pytest.raises(NeedsLogin, match="Microsoft gave no login"):
        sign_in(at, oidc_authority, Talk(None), Remembered(), way=Way.CODE)


def test_what_is_withheld_and_not_needed_is_gone_without() -> None:
    asked = scopes.asked(Tier.HEADERS)

    assert signing_in.goes_without(asked, ["Mail.ReadBasic", "User.Read"], "work") == (
        "calendar",
        "contacts",
    )
    with pytest.raises(NeedsLogin, match="needed for heads of mail"):
        signing_in.goes_without(asked, ["User.Read"], "work")
