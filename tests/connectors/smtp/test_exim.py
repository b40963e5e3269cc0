"""Through a real transfer agent into a real box: octet for octet, on both ports."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from narrowcast.connectors.base import Envelope
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.imap_session.settings import Security
from tests.connectors.smtp.submission import LETTER, Said, sender
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, dovecot
from tests.servers.exim import Exim, exim

TO_ANA = Envelope(sender="robin@vale.example", recipients=("ana@lumen.example",))
USERS = {"robin": "pw", "ana": "pw"}


@dataclass(frozen=True, slots=True)
class Town:
    box: Dovecot
    mta: Exim

    def arrived(self) -> bytes:
        """The one mail in Ana's box, once it is there."""
        until = time.monotonic() + 20
        while not (found := self.box.message_ids("ana")) and time.monotonic() < until:
            time.sleep(0.05)
        assert len(found) == 1
        with self.box.client("ana") as client:
            client.select("INBOX", readonly=True)
            _, answer = client.uid("FETCH", str(*found), "(BODY.PEEK[])")
        assert isinstance(answer[0], tuple)
        return bytes(answer[0][1])


@pytest.fixture
def town(certificates: Certificates) -> Iterator[Town]:
    with (
        dovecot(certificates, users=USERS) as box,
        exim(certificates, lmtp_port=box.lmtp_port, users=USERS) as mta,
    ):
        yield Town(box, mta)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_letter_arrives_octet_for_octet(
    town: Town, certificates: Certificates, security: Security
) -> None:
    port = town.mta.tls_port if security is Security.TLS else town.mta.port
    one = sender(port, certificates, security=security, user="robin", secrets=Said("pw"))

    receipt = one.send(LETTER, TO_ANA)

    assert receipt.provider_id.startswith("OK id=")
    assert receipt.message_id == ""
    assert town.arrived().endswith(LETTER.partition(b"X-Narrowcast-Id")[2])


def test_a_wrong_password_is_told_with_the_command(town: Town, certificates: Certificates) -> None:
    with pytest.raises(NeedsLogin, match=r"535.*narrowcast connect work"):
        sender(town.mta.port, certificates, user="robin", secrets=Said("wrong")).check()
