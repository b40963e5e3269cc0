"""Both DAV servers keep what they are given, and say which changes came since."""

from __future__ import annotations

import pytest

from tests.servers.dav import DavServer

EVENT = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20260101T000000Z\r
DTSTART:20260105T090000Z\r
DTEND:20260105T100000Z\r
SUMMARY:Coffee\r
END:VEVENT\r
END:VCALENDAR\r
"""
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ana Lum\r\nN:Lum;Ana;;;\r\nEND:VCARD\r\n"
CHANGES = (
    '<?xml version="1.0"?><sync-collection xmlns="DAV:"><sync-token/>'
    "<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>"
)


@pytest.fixture(params=["radicale_server", "xandikos_server"])
def server(request: pytest.FixtureRequest) -> DavServer:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, DavServer)
    return found


def changes(server: DavServer, path: str) -> tuple[int, str]:
    status, body = server.request("REPORT", path, CHANGES, **{"Content-Type": "text/xml"})
    return status, body.decode()


def test_an_event_is_kept(server: DavServer) -> None:
    calendar = server.make_calendar("kept-events")
    server.put(f"{calendar}1.ics", EVENT)

    status, listed = changes(server, calendar)

    assert status == 207
    assert "1.ics" in listed
    assert "sync-token" in listed


def test_a_card_is_kept_until_it_is_deleted(server: DavServer) -> None:
    book = server.make_book("kept-cards")
    server.put(f"{book}1.vcf", CARD)
    assert "1.vcf" in changes(server, book)[1]

    server.delete(f"{book}1.vcf")

    assert server.request("GET", f"{book}1.vcf")[0] == 404


def test_only_one_of_them_asks_for_a_login(
    radicale_server: DavServer, xandikos_server: DavServer
) -> None:
    def stranger(server: DavServer) -> int:
        another = DavServer(server.root, server.port, server.home, "eve", "")
        return another.request("PROPFIND", server.home, Depth="0")[0]

    assert stranger(radicale_server) == 401
    assert stranger(xandikos_server) == 207
