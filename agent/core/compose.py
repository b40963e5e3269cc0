"""Letters and morning mails as bytes (RFC 5322), with nothing in them that was not meant.

The same arguments give the same bytes, so that what was approved can be compared with what leaves.
After composing, the bytes are read back as a stranger would read them: every header and the text
must be what was meant, since Python 3.11.7 turns an encoded-word in a subject into header lines of
its own (facts/reliability.md §5, threat 3).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import (
    Address,
    AddressHeader,
    HeaderRegistry,
    MessageIDHeader,
    UnstructuredHeader,
)
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime

from narrowcast.agent.core.digest import Digest
from narrowcast.agent.core.model import Letter, Owner
from narrowcast.agent.core.words import prose, shown


class _IdsHeader(UnstructuredHeader):
    """Message-IDs, one a line: Python would pack one that is longer into encoded words, which
    nobody reads.
    """

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name, _type in (("references", _IdsHeader), ("in-reply-to", MessageIDHeader)):
    _HEADERS.map_to_type(_name, _type)  # type: ignore[arg-type]  # as its own map does
_POLICY = SMTP.clone(raise_on_defect=False, header_factory=_HEADERS)
_LETTER_HEADERS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "x-narrowcast-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)
_MORNING_HEADERS = _LETTER_HEADERS - {"in-reply-to", "references", "x-narrowcast-id"} | {
    "auto-submitted"
}
_MSG_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9.-]{1,253}>")
_TOKEN = re.compile(r"[A-Za-z0-9-]{1,64}")


class UnsafeLetter(Exception):
    """A letter that would not arrive as it was meant; nothing was composed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this letter cannot be sent safely: {reason}")


def compose(
    letter: Letter,
    owner: Owner,
    *,
    message_id: str,
    token: str,
    date: datetime,
    sender: str = "",
    answers: Sequence[str] = (),
) -> bytes:
    """The letter as it would leave: one recipient, plain text, CRLF line ends, and a thread of its
    own unless it *answers* the last of those Message-IDs, of which the others are the forebears.

    *message_id* has its angle brackets; *token* stands in X-Narrowcast-Id and, as an identifier of
    our own domain, in References, where answers carry it back even if a provider replaced the
    Message-ID. *sender* is one of the owner's addresses, '' the first. Ids that are none are left
    out: they may come from others' mail. Raises `UnsafeLetter`.
    """
    if not _TOKEN.fullmatch(token):
        raise UnsafeLetter("its token has signs that may not stand in a header")
    sender = _own(sender, owner)
    mail = _envelope(
        author=(owner.name, sender),
        to=(letter.to_name, letter.to_address),
        subject=letter.subject,
        message_id=message_id,
        date=date,
    )
    thread = [one for one in answers if _MSG_ID.fullmatch(one)]
    # The mail that is answered comes last (RFC 5322 §3.6.4), so that our own id comes first.
    mail["References"] = " ".join((f"<{token}@{_domain(sender)}>", *thread))
    if thread:
        mail["In-Reply-To"] = thread[-1]
    mail["X-Narrowcast-Id"] = token
    body = prose(letter.body)
    mail.set_content(body, charset="utf-8", cte="quoted-printable")
    raw = bytes(mail)
    read = _reread(raw, mail, _LETTER_HEADERS)
    if read.is_multipart() or _lines(read.get_content()) != _lines(body):
        raise UnsafeLetter("its text reads differently once it is sent")
    return raw


def compose_digest(
    digest: Digest,
    owner: Owner,
    *,
    message_id: str,
    date: datetime,
    sender: str = "",
    to: str = "",
) -> bytes:
    """The morning mail from the owner to the owner, as text and HTML; raises `UnsafeLetter`.

    *sender* and *to* are two of the owner's addresses, '' the first.
    """
    mail = _envelope(
        author=("narrowcast", _own(sender, owner)),
        to=(owner.name, _own(to, owner)),
        subject=digest.subject,
        message_id=message_id,
        date=date,
    )
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no out-of-office answers to it
    mail.set_content(digest.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(digest.html, subtype="html", charset="utf-8", cte="quoted-printable")
    mail.set_boundary(f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}")
    raw = bytes(mail)
    read = _reread(raw, mail, _MORNING_HEADERS)
    if [part.get_content_type() for part in read.walk()][1:] != ["text/plain", "text/html"]:
        raise UnsafeLetter("its parts read differently once it is sent")
    return raw


def approved_hash(raw: bytes, hidden: Sequence[str] = ()) -> str:
    """SHA-256 (hex) of the bytes without their Date line, which alone may change after approval.

    Who gets the letter in blind copy (*hidden*) is hashed as a first line `Bcc:`, which the bytes
    themselves never hold (`check_envelope`), so that an approval covers the envelope, too.
    """
    head, gap, body = raw.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"date:")]
    if hidden:
        lines.insert(0, b"Bcc: " + ", ".join(hidden).encode())
    return hashlib.sha256(b"\r\n".join(lines) + gap + body).hexdigest()


def redated(raw: bytes, date: datetime) -> bytes:
    """The same bytes with another Date line; `approved_hash` stays the same."""
    head, gap, body = raw.partition(b"\r\n\r\n")
    line = b"Date: " + format_datetime(date).encode("ascii")
    lines = [line if old.lower().startswith(b"date:") else old for old in head.split(b"\r\n")]
    return b"\r\n".join(lines) + gap + body


def check_envelope(
    raw: bytes, *, sender: str, recipients: tuple[str, ...], hidden: tuple[str, ...] = ()
) -> None:
    """Compare approved bytes with where they are about to go; raises `UnsafeLetter`.

    The last look before a transport: bytes that name anybody beside *recipients*, or hold a header
    that we never write (Cc, Bcc, Reply-To ...), do not leave. *hidden* get a blind copy.
    """
    for address in hidden:
        _mailbox("", address)
    if set(hidden) & set(recipients):
        raise UnsafeLetter("somebody would get it twice, once in blind copy")
    _check_line_ends(raw)
    try:
        read = message_from_bytes(raw, policy=_POLICY)
        names = [name.lower() for name, _ in read.items()]
        people = {name: [spec for _, spec in _addresses(read, name)] for name in ("from", "to")}
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnsafeLetter("it cannot be read back") from error
    if len(set(names)) != len(names) or not set(names) <= _LETTER_HEADERS | _MORNING_HEADERS:
        raise UnsafeLetter("it has headers that were not meant")
    if people != {"from": [sender], "to": list(recipients)}:
        raise UnsafeLetter("it names other people than those it would go to")


def _envelope(
    *,
    author: tuple[str, str],
    to: tuple[str, str],
    subject: str,
    message_id: str,
    date: datetime,
) -> EmailMessage:
    if not _MSG_ID.fullmatch(message_id):
        raise UnsafeLetter("its Message-ID is not one")
    if date.tzinfo is None:
        raise UnsafeLetter("its date has no time zone")
    mail = EmailMessage(_POLICY)
    mail["From"] = _mailbox(*author)
    mail["To"] = _mailbox(*to)
    mail["Subject"] = shown(subject)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = message_id
    return mail


def _own(sender: str, owner: Owner) -> str:
    if not owner.addresses:
        raise UnsafeLetter("the owner has no address to send from")
    if sender and sender.casefold() not in {address.casefold() for address in owner.addresses}:
        raise UnsafeLetter(f"{shown(sender)} is not one of the owner's addresses")
    return sender or owner.addresses[0]


_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")


def _mailbox(name: str, address: str) -> Address:
    """Only plain dot-atom addresses (RFC 5322 §3.4.1) with A-label domains; nothing quoted."""
    local, _, domain = address.rpartition("@")
    if len(address) > 254 or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise UnsafeLetter(f"{shown(address) or 'an empty text'} is not a plain mail address")
    return Address(display_name=shown(name), username=local, domain=domain)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _reread(raw: bytes, meant: EmailMessage, allowed: frozenset[str]) -> EmailMessage:
    """Parse the bytes and compare every header with what was meant."""
    _check_line_ends(raw)
    try:
        read = message_from_bytes(raw, policy=_POLICY)
        names = [name.lower() for name, _ in read.items()]
        same = all(_squeezed(read[name]) == _squeezed(meant[name]) for name in names)
        people = all(_addresses(read, name) == _addresses(meant, name) for name in ("from", "to"))
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnsafeLetter("it cannot be read back") from error
    if len(set(names)) != len(names) or not set(names) <= allowed:
        raise UnsafeLetter("it has headers that were not meant")
    if not same or not people:
        raise UnsafeLetter("its headers read differently once it is sent")
    return read


def _squeezed(header: object) -> str:
    """Without white space: Python puts some between the encoded-words of a long name."""
    return "".join(str(header).split())


def _addresses(mail: EmailMessage, name: str) -> list[tuple[str, str]]:
    header = mail[name]
    if not isinstance(header, AddressHeader):
        raise UnsafeLetter(f"it has no {name.title()}")
    return [(_squeezed(address.display_name), address.addr_spec) for address in header.addresses]


def _check_line_ends(raw: bytes) -> None:
    bare = raw.replace(b"\r\n", b"")
    if b"\r" in bare or b"\n" in bare or b"\0" in bare:
        raise UnsafeLetter("it has stray line ends")
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        raise UnsafeLetter("a line is longer than 998 characters")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")
