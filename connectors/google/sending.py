"""Letters by the Gmail API: sent once, and looked up where it is not sure that they were.

    token, quota ─► POST messages.send │ ─► 200           taken; its real Message-ID is asked for
      nobody there: Transient          │ ─► 401           not taken: a fresh token, once more
      no login: NeedsLogin             │ ─► 429, 403 rate not taken: RateLimited
                                       │ ─► other 4xx     not taken: Refused, or Rejected (400, 413)
                                       │ ─► anything else Ambiguous: perhaps taken

Gmail files what it sends among the sent by itself, so there is nothing to file. It may replace the
Message-ID; what it keeps is the References header, where a letter carries its token.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from narrowcast.connectors.base import Envelope, Means, Receipt, SentKey
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    Refused,
    Rejected,
    Skippable,
)
from narrowcast.connectors.formats import blind, headers
from narrowcast.connectors.formats.addresses import canonical, mailboxes
from narrowcast.connectors.google import api as apis
from narrowcast.connectors.google import scopes, settings, values
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.faults import Faltered, Said, SwitchedOff
from narrowcast.connectors.google.transport import Lost
from narrowcast.connectors.net import BadAuthority, BadCertificate, HostRefused

FILED_WITHIN = 600  # seconds
LOOKED_AT = 100
"""Sent mails that are looked at for a letter, at most: 2,000 of a minute's 6,000 units."""
CLOCKS_DIFFER = timedelta(hours=6)
"""How far our clock may be ahead of Google's for a letter still to be found."""

_ME = "me"
_IDS = (
    "Message-ID", "Message-Id",  # Google may not take the one for the other
    "X-Google-Original-Message-ID", "X-Narrowcast-Id", "References",
)  # fmt: skip
_HEAD = "id,threadId,internalDate,payload/headers"
_NEVER = frozenset({400, 413})
_UNREACHED = (HostRefused, BadCertificate, BadAuthority)


def connect_sender(options: Mapping[str, object], means: Means) -> GmailSender:
    """Open the account for sending; nothing is said to Google yet.

    Raises ValueError where an option is missing or wrong.
    """
    chosen = settings.read(options)
    return GmailSender(apis.opened(chosen, means), chosen.user)


class GmailSender:
    """Sends as *user*; any thread may ask."""

    def __init__(self, api: Api, user: str) -> None:
        self._api, self._user = api, user

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """Hand the octets of *letter* over; the receipt has the ids that Gmail gave it.

        Raises as the module says.
        """
        letter = blind.carrying(letter, envelope.hidden)
        _check(letter, envelope)
        self._needs_right()
        body = {"raw": base64.urlsafe_b64encode(letter).decode("ascii")}
        request = self._messages().send(userId=_ME, body=body, fields="id,threadId")
        taken = self._taken(request)
        receipt = Receipt(
            provider_id=values.word(taken, "id"), thread=values.word(taken, "threadId")
        )
        if not receipt.provider_id:
            raise Ambiguous("Gmail's answer to the letter does not say that it was taken")
        return self._learned(receipt)

    @property
    def files_within(self) -> int:
        """Gmail files a mail in the same act as it takes it; its listing may lag behind."""
        return FILED_WITHIN

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Look among the sent, newest first, for the letter's Message-ID or token.

        None proves nothing at first: it may show late. Raises as a connector's `pull`.
        """
        if scopes.READONLY in self._api.login.granted:
            for one in self._found(key.message_id):
                if receipt := receipt_of(self._head(one), key):
                    return receipt
        oldest = key.since - CLOCKS_DIFFER
        for one in self._sent():
            head = self._head(one)
            if receipt := receipt_of(head, key):
                return receipt
            if _sent_at(head) < oldest:
                return None
        return None

    def check(self) -> None:
        """Whether the login is the account's and may send; raises as `send`."""
        self._needs_right()
        told = self._api.execute(
            self._api.gmail.users().getProfile(userId=_ME, fields="emailAddress")
        )
        address = values.word(told, "emailAddress")
        if account_of(address) != account_of(self._user):
            self._api.login.fail(f"the login is of {address}, and the account says {self._user}")

    def close(self) -> None:
        """Close the connections; the next letter opens what it needs."""
        self._api.close()

    def _needs_right(self) -> None:
        if scopes.SEND not in self._api.login.granted:
            self._api.login.fail("the right to send was not granted")

    def _taken(self, request: Any) -> Mapping[str, Any]:
        """What Gmail says of a letter it took."""
        try:
            return self._api.execute(request, once=True)
        except (SwitchedOff, *_UNREACHED):
            raise
        except Said as refusal:
            if refusal.status < 400:  # a gateway's word, not Gmail's; 303 says that it was done
                raise Ambiguous(f"it is not Gmail that answers to the letter: {refusal}") from None
            no = Rejected if refusal.status in _NEVER else Refused
            raise no(f"Gmail does not take the letter: {refusal}") from None
        except (Lost, Faltered) as fault:
            raise Ambiguous(f"Gmail's answer to the letter was lost: {fault}") from fault
        except Skippable as fault:  # an answer came, and is not one that can be read
            raise Ambiguous(f"Gmail's answer to the letter cannot be read: {fault}") from fault

    def _learned(self, receipt: Receipt) -> Receipt:
        """*receipt* with the Message-ID that the letter has now; as it is where that cannot be
        seen: the letter left, whatever goes wrong from here on.
        """
        try:
            head = self._head(receipt.provider_id)
        except (ConnectorError, ValueError):
            return receipt
        return Receipt(
            provider_id=receipt.provider_id,
            message_id=_first(head, "Message-ID"),
            thread=receipt.thread or values.word(head, "threadId"),
        )

    def _found(self, message_id: str) -> list[str]:
        """Gmail's ids of sent mails with *message_id*; its index may lag behind."""
        query = f"rfc822msgid:{message_id.strip('<>')}"
        told = self._api.execute(
            self._messages().list(
                userId=_ME, q=query, labelIds=["SENT"], includeSpamTrash=True, maxResults=5,
                fields="messages/id",
            )
        )  # fmt: skip
        return [values.word(one, "id") for one in values.parts(told, "messages")]

    def _sent(self) -> Iterator[str]:
        """The newest of what was sent, also where it was thrown away since."""
        told = self._api.execute(
            self._messages().list(
                userId=_ME, labelIds=["SENT"], includeSpamTrash=True, maxResults=LOOKED_AT,
                fields="messages/id",
            )
        )  # fmt: skip
        for one in values.parts(told, "messages"):
            yield values.word(one, "id")

    def _head(self, id_: str) -> Mapping[str, Any]:
        """The ids in the head of a mail; an empty one where it is gone."""
        request = self._messages().get(
            userId=_ME, id=id_, format="metadata", metadataHeaders=list(_IDS), fields=_HEAD
        )
        try:
            return self._api.execute(request)
        except Said as refusal:
            if refusal.status != 404:
                raise
            return {}

    def _messages(self) -> Any:
        return self._api.gmail.users().messages()


def account_of(address: str) -> str:
    """*address* as Google tells accounts apart: gmail.com has a second name, and sees no dots."""
    local, _, domain = canonical(address).rpartition("@")
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def _check(letter: bytes, envelope: Envelope) -> None:
    """Gmail knows no envelope: a letter goes to whom its head names."""
    head = headers.split(letter)
    named = [
        one.address
        for name in ("to", "cc", "bcc")
        for one in mailboxes(head.fields.get(name, ()))
        if one.address
    ]
    if not envelope.recipients:
        raise Rejected("the letter has no recipient")
    if sorted(named) != sorted(envelope.recipients):
        raise Rejected("the letter's head names other people than those it is to go to")
    if [one.address for one in mailboxes(head.fields.get("from", ()))] != [envelope.sender]:
        raise Rejected(f"the letter's head says that it is from another than {envelope.sender}")


def receipt_of(head: Mapping[str, Any], key: SentKey) -> Receipt | None:
    """The receipt of the mail with *head* where it is the letter that is looked for.

    What the owner wrote to answers has the letter's token among its references, too, but one more
    at their end.
    """
    ids = {_first(head, name) for name in ("Message-ID", "X-Google-Original-Message-ID")}
    own = headers.is_own_thread(_first(head, "References"), key.token, key.references)
    token = key.token and (own or _first(head, "X-Narrowcast-Id") == key.token)
    if not token and key.message_id not in ids - {""}:
        return None
    return Receipt(
        provider_id=values.word(head, "id"),
        message_id=_first(head, "Message-ID"),
        thread=values.word(head, "threadId"),
    )


def _first(head: Mapping[str, Any], name: str) -> str:
    """The value of header *name* (in any case); ''."""
    found = values.parts(values.part(head, "payload"), "headers")
    named = (one for one in found if values.word(one, "name").casefold() == name.casefold())
    return next((values.word(one, "value").strip() for one in named), "")


def _sent_at(head: Mapping[str, Any]) -> datetime:
    """Google's time of a mail; that of one which is gone is as if it were new."""
    milliseconds = values.number(head, "internalDate")
    if not milliseconds:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.fromtimestamp(min(milliseconds / 1000, 7e9), UTC)
