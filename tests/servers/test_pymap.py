"""The second dialect keeps mail, and differs from the first where we rely on it to differ."""

from __future__ import annotations

from tests.servers.dovecot import Mail
from tests.servers.pymap import Pymap

RAW = b"Message-ID: <1@box.example>\r\nSubject: one\r\n\r\nHello\r\n"


def test_mail_is_kept(pymap_server: Pymap) -> None:
    pymap_server.append(Mail(RAW))

    assert list(pymap_server.message_ids().values()) == ["<1@box.example>"]


def test_it_can_other_things_than_dovecot(pymap_server: Pymap) -> None:
    with pymap_server.client() as client:
        client._get_capabilities()  # after login there are more
        can = set(client.capabilities)

    assert {"IDLE", "OBJECTID", "UIDPLUS"} <= can
    assert not {"CONDSTORE", "QRESYNC", "ESEARCH", "SPECIAL-USE", "LIST-STATUS"} & can
