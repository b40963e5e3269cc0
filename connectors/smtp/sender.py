"""The senders: of an account that reads IMAP and sends by SMTP, and of one that only sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrowcast.connectors.base import Envelope, Means, Receipt, SentKey
from narrowcast.connectors.formats import headers
from narrowcast.connectors.imap_session import settings as imap
from narrowcast.connectors.imap_session.settings import Server
from narrowcast.connectors.smtp import answers, settings
from narrowcast.connectors.smtp.sent import SentBox
from narrowcast.connectors.smtp.settings import Patience

FILED_WITHIN = 600
"""Seconds in which a server that files what it takes has surely done so; seen: below four."""


def connect_sender(options: Mapping[str, object], means: Means) -> SmtpSender:
    """Open an account that reads IMAP for sending; nothing is said to a server yet.

    Raises ValueError where an option is missing or wrong.
    """
    sent = SentBox(server=imap.server(options), means=means, copy=settings.sent_copy(options))
    return SmtpSender(server=settings.server(options), means=means, sent=sent)


def connect_alone(options: Mapping[str, object], means: Means) -> Submission:
    """Open an account that only sends, as whoever reads files may have; raises ValueError."""
    return Submission(server=settings.alone(options), means=means)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One connection for each letter: they are few, and none suffers from an old connection.

    What speaks SMTP is loaded with the first of them: most commands send nothing.
    """

    server: Server
    means: Means
    patience: Patience = field(default_factory=Patience)

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """Hand *letter* over; see `delivery` for which error means what.

        The receipt has the Message-ID that the server gave it, '' where it told of none.
        """
        from narrowcast.connectors.smtp.delivery import deliver
        from narrowcast.connectors.smtp.session import session

        own = headers.split(letter).first("message-id").strip()
        with session(self.server, self.means, self.patience) as talk:
            said = deliver(talk, letter, envelope, self.patience)
        addresses = (envelope.sender, *envelope.recipients)
        new = answers.learned_id(said, own=own, addresses=addresses, host=self.server.host)
        return Receipt(provider_id=said.text, message_id=new)

    def find_sent(self, _: SentKey) -> Receipt | None:
        """Nothing can be looked up where letters are only taken."""
        return None

    def check(self) -> None:
        """Log in and out again, without a word about any letter."""
        from narrowcast.connectors.smtp.session import session

        with session(self.server, self.means, self.patience):
            pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSender(Submission):
    """The same beside a Sent folder."""

    sent: SentBox

    @property
    def files_within(self) -> int | None:
        """None where the server files nothing: our own copy comes after its answer."""
        return FILED_WITHIN if self.sent.is_filed_by_server else None

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Look in the Sent folder; see `files_within` for what it proves that it is not there."""
        return self.sent.find(key)

    def file(self, letter: bytes, receipt: Receipt, *, settled: bool) -> None:
        """Lay a copy among the sent, unless the server did; see `SentBox.file`."""
        self.sent.file(letter, receipt, settled=settled)
