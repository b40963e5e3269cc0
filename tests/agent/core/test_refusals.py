"""One half sentence for each way in which a server refuses."""

from __future__ import annotations

import pytest

from narrowcast.agent.core import providers, refusals
from narrowcast.agent.core.refusals import Cause


@pytest.mark.parametrize(
    ("says", "cause"),
    [
        ("[ALERT] Application-specific password required", Cause.APP_PASSWORD),
        ("534 5.7.9 Application-specific password required InvalidSecondFactor",
         Cause.APP_PASSWORD),
        ("Logon failure: basic authentication is disabled", Cause.OAUTH),
        ("NO AUTHENTICATE failed. BasicAuthBlocked", Cause.OAUTH),
        ("Your account is not enabled for IMAP use", Cause.SWITCHED_OFF),
        ("IMAP access is disabled for your domain", Cause.SWITCHED_OFF),
        ("Too many login failures, account is locked", Cause.BLOCKED),
        ("[AUTHENTICATIONFAILED] Invalid credentials", Cause.UNCLEAR),
    ],
)  # fmt: skip
def test_a_refusal_is_told_by_its_words(says: str, cause: Cause) -> None:
    assert refusals.cause(says) is cause


def test_a_provider_we_know_has_its_own_advice() -> None:
    gmail = providers.of("me@gmail.com")

    assert "apppasswords" in refusals.after_login("no", gmail, kept=False)
    assert "narrowcast connect microsoft" in refusals.after_login("OAuth only", None, kept=False)


@pytest.mark.parametrize(
    ("says", "remedy"),
    [
        ("h cannot be found: Name or service not known", "whether you are online"),
        ("h does not answer on port 1: Connection refused", "nothing listens there"),
        ("h does not answer on port 993: timed out", "firewall"),
        ("h does not answer on port 993: Network is unreachable", "offline"),
        ("h breaks off the encryption: WRONG_VERSION_NUMBER", "--security starttls"),
    ],
)
def test_a_connection_that_fails_says_where_to_look(says: str, remedy: str) -> None:
    assert remedy in refusals.after_connecting(says, kept=False, security="tls")


@pytest.mark.parametrize(
    ("why", "remedy"),
    [
        ("Hostname mismatch, certificate is not valid for 'h'", "another name"),
        ("certificate has expired", "clock"),
        ("self-signed certificate", "--ca-file"),
    ],
)
def test_a_certificate_is_judged_by_what_is_wrong_with_it(why: str, remedy: str) -> None:
    assert remedy in refusals.of_certificate("h", why, "--ca-file")
