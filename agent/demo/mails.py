"""Mails as values, and the bytes that a mail server would have stored of them.

Bytes carry LF line ends, as a delivery agent writes them into an mbox or a Maildir.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from narrowcast.agent.demo import quotes
from narrowcast.agent.demo.people import Program
from narrowcast.connectors.records import Mailbox

_ENVELOPE_TIME = "%a %b %d %H:%M:%S %Y"


class _AsWritten(Compat32):
    """Leaves headers alone: ours are encoded and folded, and a second time costs the most."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}\n".encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """The text/calendar part of a mail (RFC 5546)."""

    method: str
    ics: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail: what its author wrote, and what it quotes."""

    message_id: str
    sent_at: datetime
    author: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    subject: str
    text: str
    """The author's own lines, with the signature."""
    program: Program = Program.GMAIL
    answers: Mail | None = None
    """The mail it answers or passes on: quoted below, and the end of its References."""
    forwards: bool = False
    references: tuple[str, ...] = ()
    """Message-IDs of the thread so far, oldest first."""
    headers: tuple[tuple[str, str], ...] = ()
    html: bool = False
    invitation: Invitation | None = None

    def original(self) -> quotes.Original:
        """This mail as another one quotes it."""
        return quotes.Original(
            author=self.author,
            to=self.to,
            sent_at=self.sent_at,
            subject=self.subject,
            text=self.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The owner's mail server, which stamps what arrives; *name* is its authserv-id (RFC 8601)."""

    name: str
    owner: frozenset[str]
    """The owner's addresses: their own mail is a stored copy, without the server's stamps."""


def render(mail: Mail, server: Server) -> bytes:
    """The mail as it lies in the owner's mailbox."""
    message = _content(mail)
    structure = message.items()
    for name, _ in structure:
        del message[name]
    for name, value in (*_heads(mail, server), *structure):
        message[name] = value
    return to_bytes(message)


def to_bytes(message: Message) -> bytes:
    """Flatten *message* without touching its lines."""
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_AsWritten()).flatten(message)
    return out.getvalue()


def append_mbox(path: Path, mails: Iterable[tuple[datetime, bytes]]) -> None:
    """Append mails with their time of arrival, as a delivery agent does (mboxrd: `>From `)."""
    with path.open("ab") as file:
        for arrived, raw in mails:
            stamp = arrived.astimezone(UTC).strftime(_ENVELOPE_TIME)
            file.write(f"From MAILER-DAEMON {stamp}\n".encode() + _mangled(raw) + b"\n")


def mailboxes(people: Iterable[Mailbox]) -> str:
    """The value of an address header, with encoded words (RFC 2047) where needed."""
    return ",\n ".join(_mailbox(person.name, person.address) for person in people)


def encoded(text: str) -> str:
    """An unstructured header's value."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode()


def text_part(text: str, subtype: str = "plain") -> Message:
    """A text part, quoted-printable where it is not ASCII."""
    if text.isascii() and max(map(len, text.split("\n"))) < 900:
        return MIMEText(text, subtype, "us-ascii")
    charset = Charset("utf-8")  # MIMEText would choose base64
    charset.body_encoding = QP
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, charset=charset)
    return part


def _content(mail: Mail) -> Message:
    below = ""
    if mail.answers:
        show = quotes.forward if mail.forwards else quotes.quote
        below = show(mail.answers.original(), mail.program)
    plain = text_part(f"{mail.text}\n\n{below}\n" if below else f"{mail.text}\n")
    if not mail.html and not mail.invitation:
        return plain
    parts: list[Message] = [plain]
    if mail.html:
        parts.append(text_part(quotes.page(mail.text, below, mail.program) + "\n", "html"))
    if mail.invitation:
        calendar = text_part(mail.invitation.ics, "calendar")
        calendar.set_param("method", mail.invitation.method)
        parts.append(calendar)
    return MIMEMultipart("alternative", boundary=_boundary(mail), _subparts=parts)


def _heads(mail: Mail, server: Server) -> Iterable[tuple[str, str]]:
    sent_by_owner = mail.author.address in server.owner
    if not sent_by_owner:
        yield from _stamps(mail, server)
    yield "From", mailboxes((mail.author,))
    yield "To", mailboxes(mail.to)
    if mail.cc:
        yield "Cc", mailboxes(mail.cc)
    yield "Subject", encoded(mail.subject)
    yield "Date", format_datetime(mail.sent_at)
    yield "Message-ID", mail.message_id
    if mail.references:
        yield "In-Reply-To", mail.references[-1]
        yield "References", "\n ".join(mail.references)
    yield from mail.headers
    yield "X-Gmail-Labels", "Sent" if sent_by_owner else "Inbox"


def _stamps(mail: Mail, server: Server) -> Iterable[tuple[str, str]]:
    domain = mail.author.address.partition("@")[2]
    arrived = format_datetime((mail.sent_at + timedelta(seconds=4)).astimezone(UTC))
    yield "Return-Path", f"<{mail.author.address}>"
    checks = f"dkim=pass header.d={domain};\n spf=pass smtp.mailfrom={domain};\n"
    yield "Authentication-Results", f"{server.name};\n {checks} dmarc=pass header.from={domain}"
    yield "Received", f"from mail.{domain} by {server.name} with ESMTPS;\n {arrived}"


def _boundary(mail: Mail) -> str:
    return f"=_{hashlib.sha256(mail.message_id.encode()).hexdigest()[:24]}"


@cache
def _mailbox(name: str, address: str) -> str:
    if not name:
        return address
    if not name.isascii():
        return f"{Header(name, 'utf-8').encode()} <{address}>"
    plain = all(c.isalnum() or c in " -'" for c in name)
    return f"{name} <{address}>" if plain else f'"{name}" <{address}>'


def _mangled(raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    quoted = (b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)
    return b"\n".join(quoted)
