"""Which ask a message belongs to, and by what evidence (order of facts/reliability §3).

Every ask is tried; the strongest evidence wins, and where two asks are equally well supported
nobody guesses. Evidence below `SURE_LINKS` only proposes. A message on a thread that is older than
an ask is about something else, whatever its subject says.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from narrowcast.agent.core import reports
from narrowcast.agent.core.asks import SUCCEEDED
from narrowcast.agent.core.correspondents import Writer, among, key, people, prospect_called, writer
from narrowcast.agent.core.judgement import AnswerContext, AskView, LinkEvidence
from narrowcast.agent.core.machines import Origin, is_group, origin
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.wording import base_subject, full_text, names_person, quotes
from narrowcast.connectors.records import Message

SUBJECT_WINDOW = timedelta(days=30)
THREAD_INDEX_HEADER = 22  # octets: 1 reserved, 5 time, 16 GUID ([MS-OXOMSG] 2.2.1.3)
MAX_AT_FIRST_CONTACT = 3  # recipients of a mail by which a prospect gets in touch
CLOCK_SLACK = timedelta(minutes=10)  # between our clock and the server's


@dataclass(frozen=True, slots=True)
class Link:
    """An ask and what ties the message to it, strongest first."""

    ask: AskView
    evidence: tuple[LinkEvidence, ...]
    writer: Writer
    owner: frozenset[AddressKey]
    nearness: int = 0
    """Among references: how many ids stand nearer to the message than the ask's."""
    subject_changed: bool = False
    elsewhere: bool = False
    """It goes under a subject that is none of the asks' it answers: perhaps on another matter."""
    answers_later: bool = False
    """What it answers first is another mail we know, not the ask's letter."""
    answers_unknown: bool = False
    """It names ids as its parents, and none of them is ours."""
    older_thread: bool = False
    """It goes on a thread that was there before the ask."""

    @property
    def best(self) -> LinkEvidence:
        return self.evidence[0]


_ORDER = {evidence: rank for rank, evidence in enumerate(LinkEvidence)}


def links(message: Message, asks: Sequence[AskView], context: AnswerContext) -> tuple[Link, ...]:
    """The asks with the strongest evidence: none, one, or several that cannot be told apart."""
    found = [link for ask in asks if (link := _link(message, ask, context)) is not None]
    if not found:
        return ()
    ours = {base_subject(link.ask.subject) for link in found if _is_named(link)}
    elsewhere = base_subject(message.subject) not in {*ours, ""}
    strongest = min(map(_rank, found))
    tied = [
        replace(link, elsewhere=elsewhere and link.subject_changed)
        for link in found
        if _rank(link) == strongest
    ]
    return _by_prospect(message, tied) if len(tied) > 1 else tuple(tied)


def _is_named(link: Link) -> bool:
    return LinkEvidence.REFERENCE in link.evidence


def _rank(link: Link) -> tuple[int, int]:
    return _ORDER[link.best], link.nearness


def _by_prospect(message: Message, tied: list[Link]) -> tuple[Link, ...]:
    """Among equal asks those whose prospects the message addresses, else the one whose it names."""
    there = {*people(message), key(message.author)}
    aboard = [link for link in tied if any(among(one, link.ask.prospect) for one in there)]
    if aboard:
        return tuple(aboard)  # two on one mail were perhaps both introduced: the owner says
    text = full_text(message)
    named = [link for link in tied if names_person(text, prospect_called(link.ask))]
    return tuple(named) if len(named) == 1 else tuple(tied)


def _link(message: Message, ask: AskView, context: AnswerContext) -> Link | None:
    who = writer(message, ask, context.owner)
    evidence = tuple(
        sorted(set(_evidence(message, ask, who, context)), key=lambda found: _ORDER[found])
    )
    if not evidence:
        return None
    named = LinkEvidence.REFERENCE in evidence
    return Link(
        ask,
        evidence,
        who,
        context.owner,
        nearness=_nearness(message, ask) if named else 0,
        subject_changed=bool(ask.subject) and not _same_subject(message, ask),
        answers_later=named and _answers_later(message, ask, context),
        answers_unknown=bool(answered_ids(message)) and not named,
        older_thread=on_older_thread(message, ask, context),
    )


def _evidence(
    message: Message, ask: AskView, who: Writer, context: AnswerContext
) -> Iterator[LinkEvidence]:
    if who is Writer.OWNER and is_own_letter(message, ask):
        yield LinkEvidence.OWN_ID
    if own_ids(ask) & set(answered_ids(message)):
        yield LinkEvidence.REFERENCE
    report = reports.report(message)
    if report is not None:
        if report.original_ids & own_ids(ask):
            yield LinkEvidence.REPORTED_ID
        return
    if arrived(message, context) < ask.sent_at - CLOCK_SLACK:
        return
    yield from _thread_evidence(message, ask, who)
    older = on_older_thread(message, ask, context)
    if _together(message, ask, who, context, older=older):
        yield LinkEvidence.PATTERN
    if not older:
        yield from _circumstances(message, ask, who, context)


def _thread_evidence(message: Message, ask: AskView, who: Writer) -> Iterator[LinkEvidence]:
    same_subject = _same_subject(message, ask)
    # Graph gives unrelated mails one conversationId (msgraph docs #869): a second sign is needed.
    if (
        message.provider_thread
        and message.provider_thread in ask.provider_threads
        and (same_subject or who in _CONCERNED)
    ):
        yield LinkEvidence.PROVIDER_THREAD
    if _thread_root(ask.thread_index) and _thread_root(ask.thread_index) == _thread_root(
        next(iter(message.headers.get("thread-index", ())), "")
    ):
        yield LinkEvidence.THREAD_INDEX


_CONCERNED = frozenset({Writer.OWNER, Writer.INTRODUCER, Writer.PROSPECT})


def _together(
    message: Message, ask: AskView, who: Writer, context: AnswerContext, *, older: bool
) -> bool:
    """Whether introducer or owner writes to the prospect, with the other of them or alone.

    Only lists go on with *older* threads when they bring somebody in. What the owner writes to
    many, or to a list, tells something only after an introduction.
    """
    if not brings_prospect(message, ask):
        return False
    if who is Writer.OWNER:
        return not older and (ask.state in SUCCEEDED or is_personal(message))
    on_list = on_list_together(message, ask, context.owner)
    small = not is_group(message) and not older
    return who is Writer.INTRODUCER and (small or on_list)


def is_personal(message: Message) -> bool:
    """Whether it goes to few, and over no list."""
    return not is_group(message) and origin(message) is not Origin.LIST


def _circumstances(
    message: Message, ask: AskView, who: Writer, context: AnswerContext
) -> Iterator[LinkEvidence]:
    """Evidence without any id: who wrote, to whom, about what, when."""
    if who is Writer.PROSPECT and not ask.acquainted and _personal(message, context):
        yield LinkEvidence.PROSPECT
    if who is not Writer.OWNER and _holds_letter(message, ask):
        yield LinkEvidence.BLURB if who is Writer.PROSPECT else LinkEvidence.QUOTATION
    if arrived(message, context) > ask.sent_at + SUBJECT_WINDOW:
        return
    # A lookalike with our subject is linked so that the owner is warned; it can do nothing else.
    if who in _MAY_ANSWER and _same_subject(message, ask):
        yield LinkEvidence.SUBJECT
    if who is Writer.INTRODUCER:
        yield LinkEvidence.SENDER


def _holds_letter(message: Message, ask: AskView) -> bool:
    """Whether words of our letter are quoted, or the letter itself is enclosed (RFC 2046 §5.2)."""
    if reports.enclosed_ids(message) & own_ids(ask):
        return True
    return bool(ask.text) and quotes(full_text(message), ask.text)


def _personal(message: Message, context: AnswerContext) -> bool:
    """Addressed to the owner and hardly anybody else."""
    there = people(message)
    return len(there) <= MAX_AT_FIRST_CONTACT and any(among(one, context.owner) for one in there)


_MAY_ANSWER = frozenset(
    {Writer.INTRODUCER, Writer.PROSPECT, Writer.LIKELY_INTRODUCER, Writer.LOOKALIKE}
)


def brings_prospect(message: Message, ask: AskView) -> bool:
    """Whether the prospect is among the visible recipients."""
    return any(among(address, ask.prospect) for address in people(message))


def to_another(message: Message, link: Link) -> bool:
    """Whether it speaks to somebody else, with the owner in copy at most."""
    to = [key(box) for box in message.to]
    known = link.owner | link.ask.introducer | link.ask.prospect
    there = any(among(one, link.owner) for one in to)
    return not there and any(one and not among(one, known) for one in to)


MAX_ON_LIST = 25  # readers of a list's mail; more are in copy of everything


def on_list_together(message: Message, ask: AskView, owner: frozenset[AddressKey]) -> bool:
    """Whether a list's mail addresses owner and prospect, who were strangers, by their own names.

    On lists everybody concerned is kept in copy, so that a newcomer is brought in by many readers.
    """
    there = people(message)
    return (
        origin(message) is Origin.LIST
        and not ask.acquainted
        and len(there) <= MAX_ON_LIST
        and brings_prospect(message, ask)
        and any(among(one, owner) for one in there)
    )


def own_ids(ask: AskView) -> frozenset[str]:
    """All ids that stand for the ask's letter and thread."""
    return ask.known_ids | {ask.message_id} if ask.message_id else ask.known_ids


def answered_ids(message: Message) -> tuple[str, ...]:
    """Ids the message answers, nearest first."""
    return tuple(dict.fromkeys((*message.in_reply_to, *message.references)))


def is_own_letter(message: Message, ask: AskView) -> bool:
    """Whether it is the ask's letter itself, by its id or by the token we put into it."""
    ids = {message.message_id, *message.headers.get("x-narrowcast-id", ())} - {""}
    return bool(ids & own_ids(ask))


def on_older_thread(message: Message, ask: AskView, context: AnswerContext) -> bool:
    """Whether it goes on a thread that was there before the ask and is not the ask's."""
    answered = answered_ids(message)
    if own_ids(ask) & set(answered):
        return False
    times = (context.seen_ids[one] for one in answered if one in context.seen_ids)
    return any(time < ask.sent_at for time in times)


def arrived(message: Message, context: AnswerContext) -> datetime:
    """When it came: the server's time before the sender's, that before now."""
    return message.received_at or message.sent_at or context.now


def _answers_later(message: Message, ask: AskView, context: AnswerContext) -> bool:
    first = answered_ids(message)[0]
    return first != ask.message_id and context.seen_ids.get(first, ask.sent_at) > ask.sent_at


def _nearness(message: Message, ask: AskView) -> int:
    known = own_ids(ask)
    return next(
        (number for number, one in enumerate(answered_ids(message)) if one in known), len(known)
    )


def _same_subject(message: Message, ask: AskView) -> bool:
    mine = base_subject(ask.subject)
    return bool(mine) and base_subject(message.subject) == mine


_BASE64 = re.compile(r"[^A-Za-z0-9+/=]")


def _thread_root(value: str) -> bytes:
    """The part of a Thread-Index all answers share; b'' where it is missing or broken."""
    try:
        octets = base64.b64decode(_BASE64.sub("", value[:4096]), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return octets[:THREAD_INDEX_HEADER] if len(octets) >= THREAD_INDEX_HEADER else b""
