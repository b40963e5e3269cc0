"""Delivery reports, structured or in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.reports import ReportKind, report
from narrowcast.connectors.records import Mailbox, Message, PartKind, RemoteId, TextPart


def _mail(*parts: TextPart, subject: str = "Undelivered Mail", daemon: bool = True) -> Message:
    return Message(
        remote_id=RemoteId("1"),
        message_id="<r@mx>",
        received_at=None,
        sent_at=None,
        author=Mailbox("", "MAILER-DAEMON@mx.example" if daemon else "ann@x.example"),
        subject=subject,
        headers={"return-path": ("<>",)} if daemon else {},
        parts=parts,
    )


def _status(action: str, status: str, diagnostic: str = "") -> TextPart:
    text = (
        "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; Iris@Corp.Example\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {diagnostic}\r\n"
    )
    return TextPart(kind=PartKind.DELIVERY_STATUS, text=text)


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "kind"),
    [
        ("failed", "5.1.1", "", ReportKind.HARD),
        ("failed", "5.1.10", "", ReportKind.HARD),
        ("failed", "5.2.1", "", ReportKind.HARD),
        ("failed", "5.4.4", "", ReportKind.HARD),
        ("failed", "5.0.0", "550 User unknown", ReportKind.HARD),
        ("failed", "5.0.0", "550 mailbox is full", ReportKind.SOFT),
        ("failed", "5.0.0", "", ReportKind.SOFT),
        ("failed", "5.2.2", "", ReportKind.SOFT),
        ("failed", "4.4.7", "", ReportKind.SOFT),
        ("failed", "5.1.8", "", ReportKind.SOFT),
        ("failed", "5.7.1", "", ReportKind.POLICY),
        ("failed", "5.1.1", "blocked by our spam policy", ReportKind.POLICY),
        ("delayed", "4.4.1", "", ReportKind.DELAYED),
        ("relayed", "2.0.0", "", ReportKind.DELIVERED),
        ("expanded", "2.0.0", "", ReportKind.DELIVERED),
    ],
)
def test_a_status_is_read(action: str, status: str, diagnostic: str, kind: ReportKind):
    told = report(_mail(_status(action, status, diagnostic)))

    assert told is not None
    assert [(fate.recipient, fate.kind) for fate in told.fates] == [("iris@corp.example", kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<iris@corp.example>:\n550 5.1.1 no such user here", ReportKind.HARD),
        ("The address iris@corp.example couldn't be found", ReportKind.HARD),
        ("iris@corp.example\n  mailbox is full (over quota)", ReportKind.SOFT),
        ("iris@corp.example: message rejected as spam", ReportKind.POLICY),
        ("iris@corp.example: not yet; we will keep trying for 3 days", ReportKind.DELAYED),
    ],
)
def test_a_bounce_without_structure_is_read_from_its_words(text: str, kind: ReportKind):
    body = f"{text}\n\n--- Below this line is a copy.\n\nMessage-ID: <ask-1@user.example>\n"
    told = report(_mail(TextPart(kind=PartKind.PLAIN, text=body), subject="failure notice"))

    assert told is not None
    assert not told.structured
    assert told.original_ids == {"<ask-1@user.example>"}
    assert [fate.kind for fate in told.fates] == [kind]


def test_a_person_writing_about_a_failure_is_no_report():
    text = TextPart(kind=PartKind.PLAIN, text="Your mail to bob@x.example failed: user unknown")

    assert report(_mail(text, subject="Undelivered mail", daemon=False)) is None


@given(st.text(max_size=300), st.sampled_from(PartKind))
def test_any_text_can_be_read_as_a_report(text: str, kind: PartKind):
    told = report(_mail(TextPart(kind=kind, text=text)))

    assert told is None or all(fate.kind in ReportKind for fate in told.fates)
