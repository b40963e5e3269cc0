"""Texts fetched part by part are those that reading the whole mail gives."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from narrowcast.connectors.base import Budget, TextSource
from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import PartKind, RemoteId, TextPart
from tests.connectors.imap.accounts import Account, mail

_PLAIN = "Grüße aus Köln,\n\n-- \nRobin Example\nHead of Sales, Example GmbH\n"
_HTML = "<p>Grüße aus Köln</p>"
_REPLY = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"


def _mail(*, plain: str | None = _PLAIN, html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "robin@example.org", "kim@example.net"
    made["Message-ID"], made["Subject"] = "<one@example.org>", "One"
    if plain is not None:
        made.set_content(plain)
        if html is not None:
            made.add_alternative(html, subtype="html")
    elif html is not None:
        made.set_content(html, subtype="html")
    return made


def _with_attachment(made: EmailMessage) -> EmailMessage:
    made.add_attachment(b"%PDF-1.4 " * 900, "application", "pdf", filename="offer.pdf")
    made.add_attachment("notes\n", filename="notes.txt")
    return made


def _invitation() -> EmailMessage:
    made = _mail(html=_HTML)
    made.add_alternative(_REPLY, subtype="calendar", params={"method": "REPLY"})
    return made


_REPORT = b"""From: mailer-daemon@example.org
To: kim@example.net
Subject: Undelivered
Message-ID: <bounce@example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your mail did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; gone@example.com
Action: failed
Status: 5.1.1
--b
Content-Type: message/rfc822

From: kim@example.net
To: gone@example.com
Message-ID: <lost@example.net>
Subject: Lost

Body that is nobody's business.
--b--
"""
_LATIN = (
    b"From: robin@example.org\r\nMessage-ID: <l@example.org>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    b"Gr\xfc\xdfe\r\n"
)
_CASES = {
    "plain": _mail().as_bytes(),
    "html alone": _mail(plain=None, html=_HTML).as_bytes(),
    "attachments": _with_attachment(_mail()).as_bytes(),
    "invitation": _invitation().as_bytes(),
    "report": _REPORT.replace(b"\n", b"\r\n"),
    "latin-1 without encoding": _LATIN,
    "no content type": mail(1),
    "nested": _with_attachment(_mail(html=_HTML)).as_bytes(),
}


def _whole(raw: bytes) -> tuple[TextPart, ...]:
    """The parts of the whole mail, HTML only where there is no plain form."""
    parts = mime.read(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), remote_id="").parts
    has_plain = any(one.kind is PartKind.PLAIN for one in parts)
    return tuple(one for one in parts if one.kind is not PartKind.HTML or not has_plain)


@pytest.mark.parametrize("raw", _CASES.values(), ids=_CASES)
def test_fetched_texts_are_those_of_the_whole_mail(account: Account, raw: bytes) -> None:
    account.append(raw)
    source = account.connector()
    (inbox, *_) = source.scopes()

    [(uid, found)] = source.texts(inbox, [RemoteId("1")])

    assert uid == "1"
    assert [(one.kind, one.text.rstrip(), one.method) for one in found] == [
        (one.kind, one.text.rstrip(), one.method) for one in _whole(raw)
    ]


def test_an_attachment_is_not_transferred(account: Account) -> None:
    made = _mail()
    made.add_attachment(b"x" * 2_000_000, "application", "octet-stream", filename="huge.bin")
    account.append(made.as_bytes())
    source = account.connector()
    (inbox, *_) = source.scopes()

    assert [*source.texts(inbox, [RemoteId("1")])]

    (traffic,) = account.egresses[0].traffic()
    assert traffic.received < 20_000


def test_a_long_text_is_cut_and_says_so(account: Account) -> None:
    account.append(mail(1, body="word " * 30_000))
    source = account.connector()
    (inbox, *_) = source.scopes()

    [(_, (found,))] = source.texts(inbox, [RemoteId("1")])

    assert found.truncated
    assert 60_000 < len(found.text) <= 65_536


def test_texts_of_mails_that_are_gone_are_left_out(account: Account) -> None:
    account.append(mail(1))
    source = account.connector()
    (inbox, *_) = source.scopes()

    found = dict(source.texts(inbox, [RemoteId("1"), RemoteId("7"), RemoteId("x")]))

    assert set(found) == {"1"}


def test_texts_are_fetched_while_a_pull_is_half_way(account: Account) -> None:
    for number in range(1, 8):
        account.append(mail(number, body=f"Body {number}"))
    source = account.connector()
    (inbox, *_) = source.scopes()
    told: dict[str, str] = {}

    for page in source.pull(inbox, None, Budget(page_records=2)):
        wanted = [one.remote_id for one in page.upserts]
        told |= {uid: parts[0].text.strip() for uid, parts in source.texts(inbox, wanted)}

    assert isinstance(source, TextSource)
    assert told == {str(number): f"Body {number}" for number in range(1, 8)}


def test_a_mail_that_came_since_the_folder_was_opened_is_found(account: Account) -> None:
    account.append(mail(1))
    source = account.connector()
    (inbox, *_) = source.scopes()
    assert [*source.texts(inbox, [RemoteId("1")])]
    account.append(mail(2))

    assert [uid for uid, _ in source.texts(inbox, [RemoteId("2")])] == ["2"]
