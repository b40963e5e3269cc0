"""Exim takes a letter from who is logged in, and it lies in the box of the other."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterator

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.exim import Exim, exim

RAW = b"From: a@vale.example\r\nMessage-ID: <out@vale.example>\r\nSubject: hi\r\n\r\nHello\r\n"


@pytest.fixture(scope="module")
def mta(certificates: Certificates, dovecot: Dovecot) -> Iterator[Exim]:
    with exim(
        certificates, lmtp_port=dovecot.lmtp_port, users={"a@vale.example": "word"}
    ) as running:
        yield running


def test_a_letter_arrives(mta: Exim, dovecot: Dovecot, certificates: Certificates) -> None:
    to = dovecot.fresh_user()
    with smtplib.SMTP(mta.host, mta.port, timeout=10) as client:
        client.starttls(context=certificates.client_context())
        client.login("a@vale.example", "word")
        client.sendmail("a@vale.example", [f"{to}@lumen.example"], RAW)

    until = time.monotonic() + 10
    while not (arrived := dovecot.message_ids(to)) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(arrived.values()) == ["<out@vale.example>"], mta.log()


def test_who_has_not_logged_in_sends_nothing(mta: Exim) -> None:
    with (
        smtplib.SMTP(mta.host, mta.port, timeout=10) as client,
        pytest.raises(smtplib.SMTPRecipientsRefused, match="log in first"),
    ):
        client.sendmail("a@vale.example", ["b@lumen.example"], RAW)


def test_a_wrong_password_is_refused(mta: Exim, certificates: Certificates) -> None:
    with smtplib.SMTP_SSL(
        mta.host, mta.tls_port, timeout=10, context=certificates.client_context()
    ) as client:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("a@vale.example", "wrong")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("unknown@vale.example", "")
