"""Two people who write to each other by real servers: Robin has the program, Ana has a client."""

from __future__ import annotations

import email
import email.policy
import imaplib
import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TypeVar

from narrowcast.agent.config import Account
from tests.servers.dovecot import Dovecot, Mail
from tests.servers.exim import STAMP, Exim
from tests.whole.program import imap_account

ROBIN, ANA, JONAS = "robin@vale.example", "ana@lumen.example", "jonas@target.example"
PROSPECT = f"Jonas Weber, Head of Ops, Target <{JONAS}>"

_T = TypeVar("_T")


def history() -> Iterator[Mail]:
    """Mail both ways between Robin and Ana, with Jonas in copy, stamped by the server."""
    now = datetime.now(UTC)
    for number in range(1, 23):
        at = now - timedelta(days=4 * number)
        yield _mail(f"a{number}", ANA, f"{ROBIN}, {JONAS}", at, "INBOX")
        yield _mail(f"r{number}", ROBIN, ANA, at + timedelta(hours=1), "Sent")


def _mail(name: str, author: str, to: str, at: datetime, folder: str) -> Mail:
    people = {ROBIN: f"Robin Vale <{ROBIN}>", ANA: f"Ana Lum <{ANA}>"}
    stamp = f"Authentication-Results: {STAMP}; dmarc=pass header.from=lumen.example\r\n"
    raw = (
        f"{stamp if author == ANA else ''}From: {people[author]}\r\n"
        f"To: {to}\r\nSubject: plans {name}\r\n"
        f"Date: {format_datetime(at)}\r\nMessage-ID: <{name}@mail.example>\r\n\r\n"
        "Hello, Jonas Weber of Target was here too.\r\n"
    )
    return Mail(raw.encode(), folder, at)


def sending_account(box: Dovecot, mta: Exim) -> Account:
    """Robin's account: reads by IMAP over TLS, waits by IDLE, sends by SMTP with STARTTLS."""
    smtp = {"host": mta.host, "port": mta.port, "security": "starttls"}
    reading = imap_account(box, "robin")
    return replace(reading, send=True, options={**reading.options, "smtp": smtp})


def until(seconds: float, look: Callable[[], _T]) -> _T:
    """Look again and again until there is something, at most *seconds*; return what was seen."""
    end = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return seen


@dataclass(frozen=True, slots=True)
class Ana:
    """The other person, with a mail client of her own."""

    box: Dovecot
    mta: Exim

    def letters(self) -> list[EmailMessage]:
        """What lies in her INBOX."""
        with self.box.client("ana") as client:
            client.select("INBOX", readonly=True)
            _, answer = client.uid("FETCH", "1:*", "(RFC822)")
        return [_parsed(one[1]) for one in answer if isinstance(one, tuple)]

    def answer(self, letter: EmailMessage, text: str) -> str:
        """Answer as clients do; returns the Message-ID of the answer."""
        own_id = f"<answer.{time.monotonic_ns()}@lumen.example>"
        parent = letter["Message-ID"]
        # Written by hand: Python's own writer packs long ids into encoded words.
        raw = (
            f"From: Ana Lum <{ANA}>\r\nTo: {letter['From']}\r\nSubject: Re: {letter['Subject']}\r\n"
            f"Date: {format_datetime(datetime.now(UTC))}\r\nMessage-ID: {own_id}\r\n"
            f"In-Reply-To: {parent}\r\nReferences: {parent}\r\n\r\n{text}\r\n"
        )
        with smtplib.SMTP(self.mta.host, self.mta.port, timeout=10) as client:
            client.starttls(context=self.box.certificates.client_context())
            client.login("ana", self.box.users["ana"])
            client.sendmail(ANA, [ROBIN], raw.encode())
        return own_id


def _parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def delivered(box: Dovecot, user: str, message_id: str) -> bool:
    """Whether a mail lies in the INBOX of *user*."""
    try:
        return message_id in box.message_ids(user).values()
    except imaplib.IMAP4.error:
        return False
