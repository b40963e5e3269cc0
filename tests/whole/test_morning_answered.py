"""The morning mail answered from a telephone: heard in the Sent folder on the server, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from narrowcast.connectors.tiers import Tier
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, Mail, dovecot
from tests.servers.smtp_sink import Sink, smtp_sink
from tests.whole.people import PROSPECT, history
from tests.whole.program import OWNER, Home, imap_account

ME = OWNER.addresses[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """Robin's home, whose morning mail went out by the server."""

    home: Home
    box: Dovecot
    mail: EmailMessage

    def approvals(self) -> list[tuple[object, ...]]:
        return self.home.query("SELECT ask, origin FROM approval")


@pytest.fixture
def desk(certificates: Certificates, tmp_path: Path) -> Iterator[Desk]:
    with dovecot(certificates) as box, smtp_sink(certificates) as sink:
        box.append_all("robin", history())
        sink.users["robin"] = "pw"
        home = _home(tmp_path / "home", box, sink)
        home.run("sync", "//", "prospect", "add", PROSPECT, "//", "morning", "--send")
        (letter,) = sink.letters
        raw = letter.raw
        box.append("robin", Mail(raw))
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        yield Desk(home, box, mail)


def _home(folder: Path, box: Dovecot, sink: Sink) -> Home:
    smtp = {"host": sink.host, "port": sink.port, "security": "starttls"}
    reading = imap_account(box, "robin")
    account = replace(reading, send=True, options={**reading.options, "smtp": smtp})
    home = Home.make(folder, (account,), tier=Tier.HEADERS)
    config = folder / "config.toml"
    text = config.read_text("utf-8").replace(
        "answer_to_approve = false", "answer_to_approve = true"
    )
    config.write_text(text.replace('\nto = ""', f'\nto = "{ME}"'), "utf-8")
    return home


def answer(mail: EmailMessage, text: str) -> bytes:
    reply = EmailMessage()
    reply["From"], reply["To"] = f"Robin Vale <{ME}>", ME
    reply["Subject"] = f"Re: {mail['Subject']}"
    reply["Date"] = mail["Date"]
    reply["Message-ID"] = "<from-a-phone@vale.example>"
    reply["In-Reply-To"] = reply["References"] = mail["Message-ID"]
    reply.set_content(f"{text}\n\nSent from my iPhone\n\n> On Tue, narrowcast wrote:\n> 2 ok\n")
    return bytes(reply)


def test_an_answer_among_the_sent_approves_once_and_is_confirmed(desk: Desk) -> None:
    desk.box.append("robin", Mail(answer(desk.mail, "1 ok"), folder="Sent"))

    desk.home.run("sync", "//", "sync", "//", "sync", "--retry")

    assert desk.approvals() == [(1, "own-sent-answer")]
    assert "“1 ok”: approved: #1" in desk.home.run("today")


def test_the_same_answer_in_the_inbox_does_nothing(desk: Desk) -> None:
    desk.box.append("robin", Mail(answer(desk.mail, "1 ok")))

    desk.home.run("sync")

    assert desk.approvals() == []
    assert desk.home.query("SELECT * FROM order_given") == []


def test_the_risk_of_answers_is_told_while_they_are_switched_on(desk: Desk) -> None:
    assert "whoever can send from your account can approve" in desk.home.run("status")
