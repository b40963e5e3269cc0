"""Letters that really left, as the people who get them read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from narrowcast.agent.demo.mails import Mail
from narrowcast.agent.demo.sample import Prospect
from narrowcast.connectors.records import Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as its reader sees it."""

    mail: Mail

    @property
    def message_id(self) -> str:
        """The letter's own id."""
        return self.mail.message_id

    @property
    def reader(self) -> Mailbox:
        """The first recipient."""
        return self.mail.to[0]

    @property
    def sent_at(self) -> datetime:
        """Its Date."""
        return self.mail.sent_at


def read(raw: bytes) -> Letter:
    """Parse a letter of the agent; raises ValueError where it names no reader or has no Date."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)  # policy.default makes nothing else
    to = _mailboxes(message, "To")
    if not to:
        raise ValueError("a letter to nobody")
    body = message.get_body(("plain",))
    mail = Mail(
        message_id=str(message["Message-ID"]).strip(),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        author=_mailboxes(message, "From")[0],
        to=to,
        cc=_mailboxes(message, "Cc"),
        subject=str(message["Subject"] or ""),
        text=body.get_content().replace("\r\n", "\n").rstrip() if body else "",
        references=tuple(re.findall(r"<[^<>]+>", str(message["References"] or ""))),
    )
    return Letter(mail=mail)


def sought(letter: Letter, prospects: Sequence[Prospect]) -> Prospect | None:
    """The prospect whom the letter is about: named in it, best in its subject, or by the firm."""
    ranked = [(_mentioned(letter.mail, prospect), prospect) for prospect in prospects]
    best, prospect = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return prospect if best else None


def _mentioned(mail: Mail, prospect: Prospect) -> int:
    person = prospect.person
    names = [person.display, person.latin, f"{person.family} {person.given}"]
    firm = person.jobs[-1].firm
    labels = [firm.label] if firm else []
    weighed = (
        (mail.subject, names, 8),
        (mail.text, names, 4),
        (mail.subject, labels, 2),
        (mail.text, labels, 1),
    )
    return sum(weight for text, words, weight in weighed if any(word in text for word in words))


def _mailboxes(message: EmailMessage, header: str) -> tuple[Mailbox, ...]:
    pairs = getaddresses([str(value) for value in message.get_all(header, [])])
    return tuple(Mailbox(name, address) for name, address in pairs if address)
