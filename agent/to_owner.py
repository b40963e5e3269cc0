"""Mails to the owner's own address leave as letters do: journal first, then send, then look it up.

    no row ── journal ──► sending ── taken ──► sent
      ▲                      ├── lies in a mailbox of the owner, or among the sent ──► sent
      └── never taken ───────┤
                             └── nowhere after the grace ──► unknown: never sent again

They approve nothing and go to nobody but the owner, so that they need no approval. A mail that is
lost on its way costs nothing: what it told is told by the next, for news count from the last mail
that surely left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from narrowcast.agent import outbox
from narrowcast.agent.core import compose
from narrowcast.agent.core.model import Time
from narrowcast.agent.errors import InputError
from narrowcast.agent.outbox import Hold
from narrowcast.agent.store import mornings
from narrowcast.agent.store.mornings import Kind, MailState, Morning, Offered
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope, Receipt, Sender, SentKey
from narrowcast.connectors.errors import Ambiguous, ConnectorError, Refused

GRACE_SECONDS = 600
"""What is nowhere to be found after so long is given up; the next day's mail tells it."""
LEAST_APART = timedelta(hours=12)
_SET_BACK = timedelta(hours=36)
"""A mail dated further ahead is of a clock that was set right since."""
NOTHING_HELD = Hold()


class WentOut(InputError):
    """The day has its mail."""


@dataclass(frozen=True, slots=True)
class Post:
    """What mails to the owner leave by; *carrier* is the account it is of, '' the outbox folder."""

    sender: Sender
    carrier: str = ""
    hold: Hold = NOTHING_HELD
    """A pause stops letters, not what the owner is told of it; a dry run stops both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerMail:
    """A mail that is ready to leave, and what may be answered in it."""

    kind: Kind
    mail: Morning
    raw: bytes
    sender: str
    to: str
    offered: tuple[Offered, ...] = ()


def check_free(store: Store, kind: Kind, local: datetime) -> None:
    """Raise WentOut where *local*'s day has its mail, or one went out within twelve hours."""
    if mornings.has(store, local.date(), kind):
        raise WentOut(f"the {kind} mail of {local.date()} went out already")
    last = mornings.latest(store, kind)
    if last and -_SET_BACK < local - datetime.fromtimestamp(last.at, UTC) < LEAST_APART:
        raise WentOut(f"the last {kind} mail went out less than twelve hours ago")


def send(store: Store, post: Post, ready: OwnerMail) -> None:
    """Let a mail to the owner leave, at most once; raises as `Sender.send` does.

    After Ambiguous it may have left (`settle` finds out), after any other error it did not.
    """
    compose.check_envelope(ready.raw, sender=ready.sender, recipients=(ready.to,))
    mail = replace(ready.mail, state=MailState.SENDING, carrier=post.carrier)
    mornings.keep(store, mail, ready.kind, ready.offered)
    try:
        envelope = Envelope(sender=ready.sender, recipients=(ready.to,))
        receipt = outbox.given(post.sender, ready.raw, envelope, post.hold)
    except Ambiguous:
        raise
    except ConnectorError:
        mornings.take_back(store, mail.day, ready.kind)
        raise
    mornings.settle(store, mail, MailState.SENT, ready.kind, receipt.message_id)


def settle(store: Store, post: Post, now: Time, kinds: Iterable[Kind] = tuple(Kind)) -> None:
    """Find out what became of mails that may have left; one never taken may be written anew."""
    for kind in kinds:
        for mail in mornings.under_way(store, kind):
            _settle(store, post, mail, kind, now)


def _settle(store: Store, post: Post, mail: Morning, kind: Kind, now: Time) -> None:
    if mornings.arrived(store, mail.message_id):
        mornings.settle(store, mail, MailState.SENT, kind)
        return
    try:
        receipt = _found(post, mail)
    except Refused:
        mornings.take_back(store, mail.day, kind)
        return
    except ConnectorError:
        return  # it cannot be asked now
    if receipt:
        mornings.settle(store, mail, MailState.SENT, kind, receipt.message_id)
    elif abs(now - mail.at) >= GRACE_SECONDS:  # a clock set back ends it, too
        mornings.settle(store, mail, MailState.UNKNOWN, kind)


def _found(post: Post, mail: Morning) -> Receipt | None:
    """Raises Refused only of the transport that it was given to."""
    if mail.carrier != post.carrier:
        return None
    since = datetime.fromtimestamp(mail.at, UTC)
    token = mail.message_id.strip("<>").partition("@")[0]
    return post.sender.find_sent(SentKey(message_id=mail.message_id, token=token, since=since))
