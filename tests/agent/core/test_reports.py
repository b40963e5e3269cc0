"""Delivery reports, structured or in words."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Delivery delayed: Intro",
            "Your mail to {0} has not yet been delivered. No action needed.",
        ),
        ("Zustellung verzögert", "Ihre Nachricht an {0} konnte noch nicht zugestellt werden."),
        ("Remise différée", "Votre message pour {0} n'a pas encore été remis."),
        (
            "Retraso en la entrega",
            "El mensaje a {0} aún no se ha entregado; se seguirá intentando.",
        ),
        (
            "Il messaggio non è stato consegnato",
            "Il messaggio a {0} non è stato ancora consegnato.",
        ),
        ("Uw bericht kon (nog) niet worden bezorgd", "Uw bericht aan {0} is nog niet afgeleverd."),
        ("Atraso na entrega", "A mensagem para {0} ainda não foi entregue."),
        ("Leveransen är försenad", "Meddelandet till {0} har ännu inte levererats."),
        ("Levering forsinket", "Din mail til {0} er endnu ikke leveret."),
        ("Opóźnione dostarczenie", "Wiadomość do {0} jeszcze nie została dostarczona."),
    ],
    ids=["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl"],
)
def test_a_notice_of_delay_without_structure_is_no_failure(subject: str, text: str):
    body = text.format("iris@corp.example")

    told = report(_mail(TextPart(kind=PartKind.PLAIN, text=body), subject=subject))

    assert told is not None
    assert [fate.kind for fate in told.fates] == [ReportKind.DELAYED]


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Nicht zustellbar: Intro", "{0}: Die Adresse existiert nicht.", ReportKind.HARD),
        ("Message non remis", "{0} : la boîte aux lettres est saturée.", ReportKind.SOFT),
        ("No se ha podido entregar", "{0}: el buzón no existe.", ReportKind.HARD),
        ("Mancata consegna", "{0}: casella inesistente.", ReportKind.HARD),
        ("Niet bezorgd: Intro", "{0}: het postvak is vol.", ReportKind.SOFT),
        ("Falha na entrega", "{0}: destinatário desconhecido.", ReportKind.HARD),
        ("Kunde inte levereras", "{0}: mottagaren finns inte.", ReportKind.HARD),
        ("Ikke leveret: Intro", "{0}: afvist af en sikkerhedspolitik.", ReportKind.POLICY),
        ("Nie dostarczono", "{0}: skrzynka jest przepełniona.", ReportKind.SOFT),
        ("Re: Intro", "{0}: 550 5.1.1 rejected", ReportKind.HARD),
    ],
    ids=["de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl", "code alone"],
)
def test_a_bounce_in_words_is_read_in_ten_languages(subject: str, text: str, kind: ReportKind):
    body = text.format("iris@corp.example")

    told = report(_mail(TextPart(kind=PartKind.PLAIN, text=body), subject=subject))

    assert told is not None
    assert [fate.kind for fate in told.fates] == [kind]


def test_a_person_writing_about_a_failure_is_no_report():
    text = TextPart(kind=PartKind.PLAIN, text="Your mail to bob@x.example failed: user unknown")

    assert report(_mail(text, subject="Undelivered mail", daemon=False)) is None


def test_a_code_alone_is_a_bounce_only_from_a_daemon_by_name():
    message = _mail(TextPart(kind=PartKind.PLAIN, text="a@x.example 5.1.1"), subject="Re: Intro")

    assert report(message) is not None
    assert report(replace(message, author=Mailbox("", "ann@x.example"))) is None


@given(st.text(max_size=300), st.sampled_from(PartKind))
def test_any_text_can_be_read_as_a_report(text: str, kind: PartKind):
    told = report(_mail(TextPart(kind=kind, text=text)))

    assert told is None or all(fate.kind in ReportKind for fate in told.fates)
