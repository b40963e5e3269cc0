"""Letters by Graph: their exact bytes, in base64, in one request or by way of a draft.

    submit   ready ─► sendMail │ 202                                      taken
    draft    ready ─► an earlier try's draft, or a new one ─► mark ─► send │ 202   taken
             └── nothing is taken before this line, whatever goes wrong ──┘
                  429, 4xx: not taken;   answer lost, 5xx: Ambiguous, to be looked up

One draft is sent once: of a letter whose answer was lost, the same draft is sent again where it is
one still after a while (a server may go on behind a front door that gave up), and Exchange sends
none that left. Where it was changed by another hand it is not sent. What leaves may be another item
than the draft was, with another id; its mark goes with it. A letter that was submitted can only be
looked for among those sent.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from narrowcast.connectors import http
from narrowcast.connectors.base import Envelope, Means, Receipt, SentKey
from narrowcast.connectors.errors import (
    Ambiguous,
    ConnectorError,
    NeedsLogin,
    RateLimited,
    Refused,
    Rejected,
    Transient,
)
from narrowcast.connectors.formats import blind, headers, mime
from narrowcast.connectors.formats.addresses import canonical, mailboxes
from narrowcast.connectors.http import Answer
from narrowcast.connectors.microsoft import outcomes, rest, scopes, sent
from narrowcast.connectors.microsoft import settings as chosen
from narrowcast.connectors.microsoft.faults import Gone
from narrowcast.connectors.microsoft.fields import moment
from narrowcast.connectors.microsoft.login import Login, plain
from narrowcast.connectors.microsoft.rest import Graph
from narrowcast.connectors.microsoft.settings import SendBy
from narrowcast.connectors.net import BadAuthority, BadCertificate, HostRefused
from narrowcast.connectors.records import PartKind
from narrowcast.connectors.told import Told, flag, part, parts, word

LOOKS = (0.0, 1.0, 2.0)
"""Seconds before each look for the copy in Sent Items, which tells the ids a letter got."""
STILL_LEAVING = timedelta(minutes=15)
"""How long a draft may be one still though a server that was told to send it is at it."""
FILED_WITHIN = 3600
"""Seconds in which a mail that Exchange took is among the sent: it queues first, and takes minutes
for what its front door gave up on.
"""
_PEOPLE = ("toRecipients", "ccRecipients", "bccRecipients")
_MIME = "text/plain"
_MOST_DRAFT_BYTES = 1 << 20
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def opened(options: Mapping[str, object], means: Means) -> Submission | Drafting:
    """What sends for the account of *options*; nothing is said to a server yet.

    Raises ValueError.
    """
    settings = chosen.read(options)
    graph = Graph(settings, Login(settings, means), means)
    return Drafting(graph) if settings.send_by is SendBy.DRAFT else Submission(graph)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter's bytes and what its head says."""

    raw: bytes
    people: frozenset[str]
    key: SentKey
    """By which it is looked for; dated by its Date."""

    @classmethod
    def read(cls, raw: bytes, envelope: Envelope) -> _Letter:
        """Raises Rejected where it would go to others than *envelope* says: its head decides."""
        raw = blind.carrying(raw, envelope.hidden)
        head = headers.split(raw)
        there = {
            name: _addresses(head.fields.get(name, [])) for name in ("from", "to", "cc", "bcc")
        }
        people = there["to"] | there["cc"] | there["bcc"]
        if not people or people != set(map(canonical, envelope.recipients)):
            raise Rejected("the letter's head names others than it is for")
        if there["from"] != {canonical(envelope.sender)}:
            raise Rejected("the letter's head names another sender")
        key = SentKey(
            message_id=head.first("message-id").strip(),
            token=head.first("x-narrowcast-id").strip(),
            since=_date(head.first("date")),
            references=head.first("references"),
        )
        return cls(raw, frozenset(people), key)

    @property
    def packed(self) -> bytes:
        return base64.b64encode(self.raw)


class _Sender:
    """What both ways have in common."""

    needs: tuple[str, ...] = (scopes.SEND,)

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def check(self) -> None:
        """Prove the login and its rights, without a word about any letter."""
        lacking = [one for one in self.needs if plain(one) not in self._graph.login.granted]
        if lacking:
            raise self._graph.login.refused("it may not send mail")
        self._graph.get(rest.path("me", "mailFolders", "sentitems"), {"$select": "id"})

    def close(self) -> None:
        """Close what stands idle."""
        self._graph.close()

    def _handed(self, place: str, body: bytes = b"") -> ConnectorError | None:
        """POST what may leave by it, once: why it was not taken, or perhaps not; None: it was.

        Raises NeedsLogin, Transient and what else is wrong before anything went out.
        """
        try:
            answer = self._graph.ask("POST", place, body, content_type=_MIME)
        except http.Lost as lost:
            return _lost(lost)
        except (NeedsLogin, Transient, HostRefused, BadCertificate, BadAuthority):
            raise  # before anything of it went out
        except ConnectorError as lost:
            return _lost(lost)
        return self._judged(answer, outcomes.handed)

    def _judged(
        self, answer: Answer, judge: Callable[[Answer], ConnectorError | None]
    ) -> ConnectorError | None:
        try:
            return judge(answer)
        except outcomes.RightLacks:
            raise self._graph.login.refused("it may not send mail") from None


class Submission(_Sender):
    """By sendMail: the right to send is all it needs, and the answer tells no id."""

    files_within = FILED_WITHIN

    def __init__(self, graph: Graph, *, pause: Callable[[float], None] = time.sleep) -> None:
        super().__init__(graph)
        self._pause = pause

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """Submit *letter*; the receipt has the ids it got, where its copy shows soon enough."""
        own = _Letter.read(letter, envelope)
        self.check()
        if fault := self._handed("/me/sendMail", own.packed):
            raise fault
        return self._learned(own)

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Look for its Message-ID, and among the newest in Sent Items; None proves nothing."""
        found = self._left(key.message_id) or sent.newest(self._graph, key)
        return sent.receipt(found) if found else None

    def _left(self, message_id: str) -> Told | None:
        found = sent.named(self._graph, message_id)
        return None if found and flag(found, "isDraft") else found

    def _learned(self, own: _Letter) -> Receipt:
        """It left, whatever goes wrong here."""
        for seconds in LOOKS:
            if seconds:
                self._pause(seconds)
            try:
                found = self._left(own.key.message_id) or sent.newest(
                    self._graph, own.key, most=sent.PAGE
                )
            except ConnectorError:
                break
            if found:
                return sent.receipt(found)
        return Receipt()


class Drafting(_Sender):
    """By a draft, which bears our mark wherever it goes; needs the right to write mail."""

    needs = (scopes.SEND, scopes.DRAFT)
    files_within = FILED_WITHIN

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """Send *letter* from a draft: that of an earlier try, where there is one.

        Raises Rejected also where that draft says something else by now.
        """
        own = _Letter.read(letter, envelope)
        self.check()
        found = self._earlier(own.key)
        if found and not flag(found, "isDraft"):
            return sent.receipt(found)
        if found:
            self._compare(found, own)
        draft = found or self._created(own)
        self._mark(draft, own.key.token)
        return self._sent(draft, own.key.token)

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Look for the letter's draft, wherever it went; raises Refused where it is one still, and
        Transient where it may be leaving now.
        """
        found = self._earlier(key)
        if found and flag(found, "isDraft"):
            if self._may_be_leaving(found, key.since):
                raise Transient("it is among the drafts of your mailbox, and may be leaving now")
            raise Refused("it was not sent; it is among the drafts of your mailbox")
        return sent.receipt(found) if found else None

    def _may_be_leaving(self, draft: Told, since: datetime) -> bool:
        """Whether Exchange was perhaps told a moment ago to send *draft*: by its own clock when
        that was marked, or by ours. Where Exchange tells no time, one does not know.
        """
        now, marked = self._graph.date, moment(word(draft, "lastModifiedDateTime"))
        return now is None or any(
            abs(now - one) < STILL_LEAVING for one in (marked, since) if one is not None
        )

    def _earlier(self, key: SentKey) -> Told | None:
        """What an earlier try left: what left before a draft, and also a draft that was written,
        and not marked any more.
        """
        looks: tuple[Callable[[], Told | None], ...] = (
            lambda: sent.marked(self._graph, key.token),
            lambda: sent.named(self._graph, key.message_id),
            lambda: sent.newest(self._graph, key),
        )
        draft: Told | None = None
        for look in looks:
            found = look()
            if found and not flag(found, "isDraft"):
                return found
            draft = draft or found
        return draft or sent.newest(self._graph, key, folder="drafts", most=sent.PAGE)

    def _created(self, own: _Letter) -> Told:
        answer = self._prepared("POST", "/me/messages", own.packed, _MIME)
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or not word(found, "id"):
            raise Transient("Microsoft does not say which draft it took")
        return found

    def _mark(self, draft: Told, token: str) -> None:
        told = {"singleValueExtendedProperties": [{"id": sent.MARK, "value": token}]}
        place = rest.path("me", "messages", word(draft, "id"))
        self._prepared("PATCH", place, json.dumps(told).encode(), "application/json")

    def _prepared(self, method: str, place: str, body: bytes, content_type: str) -> Answer:
        """What comes before sending: whatever goes wrong, nothing was sent."""
        answer = self._graph.ask(method, place, body, content_type=content_type)
        fault = self._judged(answer, outcomes.judged)
        if isinstance(fault, Ambiguous):
            raise Transient(f"Microsoft does not take a draft now (HTTP {answer.status})")
        if fault:
            raise fault
        return answer

    def _compare(self, draft: Told, own: _Letter) -> None:
        """Raise Rejected where *draft* does not say what was approved, to whom it was.

        Its octets need not name who gets a blind copy.
        """
        place = rest.path("me", "messages", word(draft, "id"))
        goes = self._graph.get(place, {"$select": f"{','.join(_PEOPLE)},hasAttachments"})
        raw = self._graph.content(f"{place}/$value", _MOST_DRAFT_BYTES)
        more = flag(goes, "hasAttachments") or _people(goes) != own.people
        if more or _said(raw) != _said(own.raw):
            raise Rejected(
                "a draft of this letter is in your mailbox and was changed there; delete it"
            )

    def _sent(self, draft: Told, token: str) -> Receipt:
        own = word(draft, "id")
        fault = self._handed(rest.path("me", "messages", own, "send"))
        if isinstance(fault, Ambiguous | RateLimited):
            raise fault
        now = self._now(own, token)
        if fault is None:
            return sent.receipt({**draft, **(now or {})})
        # A draft that left before is refused, too.
        if now is None:
            raise Ambiguous(str(fault)) from fault
        if not flag(now, "isDraft"):
            return sent.receipt({**draft, **now})
        if isinstance(fault, Rejected):
            self._drop(own)
        raise fault

    def _now(self, own: str, token: str) -> Told | None:
        """The message as it is now, be it another item; None where that cannot be seen."""
        try:
            return self._graph.get(rest.path("me", "messages", own), {"$select": sent.FIELDS})
        except Gone:
            pass
        except ConnectorError:
            return None
        try:
            return sent.marked(self._graph, token)
        except ConnectorError:
            return None

    def _drop(self, own: str) -> None:
        """Lay away a draft of ours that will never be sent; one that stays does no harm."""
        try:
            self._graph.ask("DELETE", rest.path("me", "messages", own))
        except ConnectorError:
            return


def _lost(fault: ConnectorError) -> Ambiguous:
    return Ambiguous(f"Microsoft's answer to the letter was lost: {fault}")


def _addresses(values: list[str]) -> set[str]:
    return {canonical(one.address) for one in mailboxes(values) if one.address}


def _date(text: str) -> datetime:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return _LONG_AGO
    return found if found.tzinfo else _LONG_AGO


def _people(message: Told) -> frozenset[str]:
    """To whom Exchange would send it."""
    every = (part(one, "emailAddress") for name in _PEOPLE for one in parts(message, name))
    return frozenset(canonical(word(one, "address")) for one in every)


def _said(raw: bytes) -> tuple[str, frozenset[str], str]:
    """What a letter says to whom, however it is wrapped."""
    read = mime.read(raw, remote_id="")
    people = (*read.to, *read.cc, *read.bcc)
    text = "".join(one.text for one in read.parts if one.kind in {PartKind.PLAIN, PartKind.HTML})
    return (
        read.subject,
        frozenset(canonical(one.address) for one in people),
        "".join(text.split()),
    )
