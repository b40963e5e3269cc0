"""Signing in at oidc-provider with msal: by browser, again in silence, and by device code."""

import threading
from pathlib import Path
from typing import Any

import msal
import pytest
from msal.oauth2cli.authcode import AuthCodeReceiver

from narrowcast.connectors import http
from narrowcast.connectors.net import Egress
from tests.servers import oidc
from tests.servers.browser import Person, install
from tests.servers.certificates import Certificates
from tests.servers.oidc import Oidc

SCOPES = ["User.Read", "Mail.ReadBasic"]


@pytest.fixture
def client(oidc_authority: Oidc, certificates: Certificates) -> Any:
    with http.session(Egress(["localhost"], ca_file=certificates.ca)) as session:
        yield msal.PublicClientApplication(
            oidc_authority.client_id, oidc_authority=oidc_authority.url, http_client=session
        )


def by_code(client: Any, browser: Any) -> dict[str, Any]:
    flow = client.initiate_device_flow(SCOPES)
    flow["expires_at"] = 0.0  # the browser has been there: ask once
    browser.open(flow["verification_uri_complete"])
    return dict(client.acquire_token_by_device_flow(flow))


def by_browser(client: Any, browser: Any) -> dict[str, Any]:
    """What `acquire_token_interactive` does, but for opening a window."""
    with AuthCodeReceiver(port=0) as receiver:
        flow = client.initiate_auth_code_flow(
            SCOPES,
            redirect_uri=f"http://localhost:{receiver.get_port()}",
            prompt="consent",
            response_mode="form_post",
        )
        thread = threading.Thread(target=browser.open, args=(flow["auth_uri"],))
        thread.start()
        answer = receiver.get_auth_response(state=flow["state"], timeout=20)
        thread.join()
    return dict(client.acquire_token_by_auth_code_flow(flow, answer))


@pytest.mark.parametrize("way", [by_browser, by_code], ids=["browser", "device code"])
def test_who_signs_in_gets_tokens_and_renews_them(
    way: Any, client: Any, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path
) -> None:
    browser = install(tmp_path, Person(user="me@corp.test"), certificates.ca)

    told = way(client, browser)

    assert "access_token" in told, (told, browser.seen)
    assert oidc_authority.granted[told["access_token"]] >= set(SCOPES)
    (account,) = client.get_accounts()
    assert account["username"] == "me@corp.test"
    renewed = client.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)
    assert renewed["access_token"] not in {None, told["access_token"]}


def test_who_refuses_gets_nothing(client: Any, certificates: Certificates, tmp_path: Path) -> None:
    told = by_browser(client, install(tmp_path, Person(refuses=True), certificates.ca))

    assert told["error"] == "access_denied"


def test_a_login_that_ended_is_refused_in_microsofts_words(
    client: Any, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path
) -> None:
    by_code(client, install(tmp_path, Person(), certificates.ca))
    oidc_authority.refuses = "invalid_grant"

    told = client.acquire_token_silent_with_error(
        SCOPES, client.get_accounts()[0], force_refresh=True
    )

    assert told["error"] == "invalid_grant"
    assert "AADSTS700082" in told["error_description"]
    assert client.client_id == oidc.CLIENT_ID


def test_emulate_is_a_second_authority(certificates: Certificates, tmp_path: Path) -> None:
    with (
        oidc.entra(tmp_path, certificates) as authority,
        http.session(Egress(["localhost"], ca_file=certificates.ca)) as session,
    ):
        client = msal.PublicClientApplication(
            authority.client_id,
            authority=f"{authority.gate.url}/common",
            instance_discovery=False,
            http_client=session,
        )

        told = by_browser(client, install(tmp_path, Person(), certificates.ca))

        assert "access_token" in told, told
        (account,) = client.get_accounts()
        renewed = client.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)
        assert renewed["access_token"] in authority.granted
