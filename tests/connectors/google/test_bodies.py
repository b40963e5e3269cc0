"""Of a message's tree of parts the same texts are read as of the mail's own bytes."""

from __future__ import annotations

import base64
import email
import email.message
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import mime
from narrowcast.connectors.google import bodies
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.http import Answer, TooLarge
from narrowcast.connectors.records import PartKind, RemoteId, TextPart
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import SCOPE, Clock, Opener
from tests.servers.google import GoogleWorld

LONG = "Dear me,\n\nlet us meet: I am the one of Grüße.\n\n-- \nAna\nBuyer, Acme Ltd\n"
DSN = "Reporting-MTA: dns; mx.acme.test\n\nFinal-Recipient: rfc822; bo@acme.test\nStatus: 5.1.1\n"
ICS = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"

Json = dict[str, Any]


def never(name: str) -> str:
    raise AssertionError(f"{name} is an attachment")


def coded(data: str | bytes) -> str:
    octets = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(octets).decode()


def part(
    kind: str, data: str | bytes = "", *inner: Json, filename: str = "", **headers: str
) -> Json:
    """A part as Gmail shows it."""
    named = {"Content-Type": kind} | {n.replace("_", "-"): v for n, v in headers.items()}
    return {
        "mimeType": kind.partition(";")[0],
        "filename": filename,
        "headers": [{"name": name, "value": value} for name, value in named.items()],
        "body": {"data": coded(data), "size": len(data)} if data else {"size": 0},
        **({"parts": list(inner)} if inner else {}),
    }


def kinds(payload: Json, fetch: Callable[[str], str] = never) -> list[tuple[PartKind, str]]:
    return [(one.kind, one.text) for one in bodies.texts(payload, fetch)]


def test_a_plain_text_is_the_whole() -> None:
    assert kinds(part("text/plain; charset=utf-8", LONG)) == [(PartKind.PLAIN, LONG)]


def test_of_two_forms_of_the_same_words_the_plain_one_is_read() -> None:
    both = part(
        "multipart/alternative; boundary=x", "",
        part("text/plain; charset=utf-8", LONG), part("text/html; charset=utf-8", "<p>Hi</p>"),
    )  # fmt: skip

    assert [kind for kind, _ in kinds(both)] == [PartKind.PLAIN]


def test_a_plain_text_that_says_nothing_yields_to_the_html() -> None:
    both = part(
        "multipart/alternative; boundary=x", "",
        part("text/plain", "see HTML"), part("text/html", "<p>Hi</p>"),
    )  # fmt: skip

    assert kinds(both) == [(PartKind.HTML, "<p>Hi</p>")]


def test_an_attachment_is_never_fetched() -> None:
    mixed = part("multipart/mixed; boundary=x", "", part("text/plain", LONG))
    mixed["parts"] += [
        {"mimeType": "application/pdf", "filename": "plan.pdf",
         "headers": [{"name": "Content-Disposition", "value": 'attachment; filename="plan.pdf"'}],
         "body": {"attachmentId": "A", "size": 900}},
        {"mimeType": "text/plain", "filename": "notes.txt",
         "headers": [{"name": "Content-Disposition", "value": 'attachment; filename="notes.txt"'}],
         "body": {"attachmentId": "B", "size": 90}},
    ]  # fmt: skip

    assert [kind for kind, _ in kinds(mixed)] == [PartKind.PLAIN]


def test_a_report_that_comes_as_if_it_were_an_attachment_is_fetched() -> None:
    report = part("multipart/report; report-type=delivery-status; boundary=x", "")
    report["parts"] = [
        part("text/plain", "Your mail could not be delivered, we are sorry to say"),
        {"mimeType": "message/delivery-status", "filename": "", "headers": [],
         "body": {"attachmentId": "ANGjdJ", "size": len(DSN)}},
        {"mimeType": "message/rfc822", "filename": "", "headers": [],
         "body": {"attachmentId": "B", "size": 9_000},
         "parts": [part("text/plain", "Hi", Message_ID="<1@corp.test>", From="me@corp.test")]},
    ]  # fmt: skip

    found = kinds(report, {"ANGjdJ": coded(DSN)}.__getitem__)

    assert [kind for kind, _ in found] == [
        PartKind.PLAIN, PartKind.DELIVERY_STATUS, PartKind.HEADERS,
    ]  # fmt: skip
    assert found[1][1] == DSN
    assert "Message-ID: <1@corp.test>" in found[2][1]
    assert "Hi" not in found[2][1]


def test_what_is_too_large_to_be_a_report_is_left_alone() -> None:
    huge = {"mimeType": "text/calendar", "filename": "", "headers": [],
            "body": {"attachmentId": "A", "size": 90_000}}  # fmt: skip

    assert kinds(huge) == []


def test_an_invitation_says_what_it_is_for() -> None:
    found = bodies.texts(part('text/calendar; method="REQUEST"; charset=utf-8', ICS), never)

    assert found == (TextPart(kind=PartKind.CALENDAR, text=ICS, method="REQUEST"),)


@pytest.mark.parametrize(
    ("charset", "octets"),
    [
        pytest.param("iso-8859-1", "Grüße".encode("iso-8859-1"), id="as the mail was written"),
        pytest.param("iso-8859-1", "Grüße".encode(), id="made UTF-8 on the way"),
        pytest.param("koi8-r", "Grüße".encode(), id="whatever was declared"),
        pytest.param("utf-8", "Grüße".encode(), id="as declared"),
        pytest.param("", "Grüße".encode(), id="nothing declared"),
    ],
)
def test_a_text_is_read_in_the_charset_it_is_in(charset: str, octets: bytes) -> None:
    kind = f"text/plain; charset={charset}" if charset else "text/plain"

    assert kinds(part(kind, octets)) == [(PartKind.PLAIN, "Grüße")]


def test_a_text_is_cut_where_no_signature_lies_behind() -> None:
    (found,) = bodies.texts(part("text/plain; charset=utf-8", "ü" * 40_000), never)

    assert found.truncated
    assert len(found.text) <= bodies.MAX_OCTETS
    assert set(found.text[:-1]) == {"ü"}


def test_padding_may_be_missing() -> None:
    bare = part("text/plain", LONG)
    bare["body"]["data"] = bare["body"]["data"].rstrip("=")

    assert kinds(bare) == [(PartKind.PLAIN, LONG)]


def test_parts_within_parts_have_an_end() -> None:
    deep = part("text/plain", LONG)
    for _ in range(100):
        deep = part("multipart/mixed; boundary=x", "", deep)

    assert kinds(deep) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["mimeType", "filename", "body", "parts", "data", "size", "attachmentId"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


@given(payload=JSON)
def test_whatever_a_server_says_it_is_no_fault_of_ours(payload: object) -> None:
    bodies.texts(payload, lambda _: "")


def test_the_texts_are_those_of_the_mails_own_bytes(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    letter = email.message.EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "ana@acme.test", "me@corp.test", "Two forms"
    letter.set_content(LONG)
    letter.add_alternative("<p>Hi</p>", subtype="html")
    id_ = google_world.deliver(bytes(letter))

    ((_, found),) = open_account().texts(SCOPE, [RemoteId(id_)])

    own = mime.read(google_world.raw(id_), remote_id=id_)
    assert found == tuple(one for one in own.parts if one.kind is PartKind.PLAIN)


def test_a_report_is_fetched_from_where_google_keeps_it() -> None:
    report = {"mimeType": "message/delivery-status", "filename": "", "headers": [],
              "body": {"attachmentId": "ANGjdJ", "size": len(DSN)}}  # fmt: skip
    asked = spoken.api(
        lambda path, _: (
            {"data": coded(DSN)} if path.endswith("/attachments/ANGjdJ") else {"payload": report}
        ),
        Clock(),
    )

    found = [*Mail(asked, Settings(user="me@corp.test")).texts([RemoteId("18c0")])]

    assert found == [("18c0", (TextPart(kind=PartKind.DELIVERY_STATUS, text=DSN),))]


def _too_large() -> Json:
    raise TooLarge("Google answers with more than can be read")


def _refused(status: int) -> Answer:
    return spoken.answer(status, {"error": {"code": status}})


@pytest.mark.parametrize(
    ("says", "left"),
    [
        pytest.param(_too_large, [("1", False), ("2", True)], id="too large"),
        pytest.param(lambda: _refused(400), [("2", True)], id="refused"),
        pytest.param(lambda: _refused(404), [("2", True)], id="gone"),
    ],
)
def test_a_mail_whose_texts_cannot_be_had_keeps_no_others_back(
    says: Callable[[], object], left: list[tuple[str, bool]]
) -> None:
    fine = {"payload": part("text/plain", LONG)}
    asked = spoken.api(lambda path, _: says() if path.endswith("/1") else fine, Clock())

    found = Mail(asked, Settings(user="me@corp.test")).texts([RemoteId("1"), RemoteId("2")])

    assert [(one, bool(texts)) for one, texts in found] == left


@pytest.mark.parametrize("says", [_too_large, lambda: _refused(404)], ids=["large", "gone"])
def test_a_part_that_cannot_be_had_costs_no_other(says: Callable[[], object]) -> None:
    invitation = {"mimeType": "text/calendar", "body": {"attachmentId": "A", "size": len(ICS)}}
    payload = part("multipart/mixed", "", part("text/plain", LONG), invitation)
    asked = spoken.api(
        lambda path, _: says() if path.endswith("/A") else {"payload": payload}, Clock()
    )

    ((_, found),) = Mail(asked, Settings(user="me@corp.test")).texts([RemoteId("1")])

    assert (PartKind.PLAIN, LONG) in [(one.kind, one.text) for one in found]


def test_who_refuses_all_texts_is_not_taken_for_mails_without_any() -> None:
    asked = spoken.api(lambda *_: _refused(403), Clock())

    with pytest.raises(Skippable):
        [*Mail(asked, Settings(user="me@corp.test")).texts([RemoteId("1")])]
