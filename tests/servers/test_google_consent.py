"""Signing in at emulate with Google's own flow, in a process that opens our browser."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.browser import Person, install
from tests.servers.google import GoogleWorld

MAIL = "https://www.googleapis.com/auth/gmail.metadata"
EVENTS = "https://www.googleapis.com/auth/calendar.events.readonly"

FLOW = """
import json, sys
from google_auth_oauthlib.flow import InstalledAppFlow
config, scopes = json.loads(sys.argv[1]), sys.argv[2:]
flow = InstalledAppFlow.from_client_config(config, scopes, autogenerate_code_verifier=True)
made = flow.run_local_server(
    host="127.0.0.1", port=0, timeout_seconds=20, access_type="offline", prompt="consent",
    authorization_prompt_message=None,
)
print(json.dumps({"granted": made.granted_scopes, "refresh": made.refresh_token, "access": made.token}))
"""  # noqa: E501 - a program


def signed_in(world: GoogleWorld, folder: Path, person: Person) -> tuple[dict[str, object], str]:
    """What the flow printed, and what went wrong."""
    browser = install(folder, person, world.ca_file)
    told = subprocess.run(
        [sys.executable, "-c", FLOW, world.client_file(), MAIL, EVENTS],
        env={
            **os.environ, **browser.environment, "REQUESTS_CA_BUNDLE": str(world.ca_file),
            "OAUTHLIB_RELAX_TOKEN_SCOPE": "1",
        },
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return json.loads(told.stdout or "{}"), told.stderr


def test_consent_gives_tokens_that_the_account_takes(
    google_consent: GoogleWorld, tmp_path: Path
) -> None:
    told, fault = signed_in(google_consent, tmp_path, Person())

    assert told.get("granted") == [MAIL, EVENTS], fault
    assert str(told["refresh"]) in google_consent.tokens.grants


def test_a_scope_that_is_unticked_is_not_granted(
    google_consent: GoogleWorld, tmp_path: Path
) -> None:
    told, fault = signed_in(google_consent, tmp_path, Person(unticks=(EVENTS,)))

    assert told.get("granted") == [MAIL], fault


def test_who_refuses_gives_nothing(google_consent: GoogleWorld, tmp_path: Path) -> None:
    told, fault = signed_in(google_consent, tmp_path, Person(refuses=True))

    assert not told
    assert "access_denied" in fault


@pytest.mark.parametrize(
    ("secret", "error"), [("GOCSPX-gate", "invalid_grant"), ("wrong", "invalid_client")]
)
def test_a_login_of_nobody_and_a_client_of_nobody_are_refused(
    google_consent: GoogleWorld, tmp_path: Path, secret: str, error: str
) -> None:
    google_consent.tokens.client_secret = "GOCSPX-gate"
    form = {
        "client_id": google_consent.tokens.client_id,
        "client_secret": secret,
        "grant_type": "refresh_token",
        "refresh_token": "nobody's",
    }

    refused = google_consent.tokens.refuse(form)

    assert refused is not None
    assert refused.json["error"] == error
