"""How far a message may move an ask: done, proposed, or only shown to the owner."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.authenticity import Authenticity
from narrowcast.agent.core.correspondents import Writer, among, key
from narrowcast.agent.core.judgement import (
    SURE_LINKS,
    Judgement,
    LinkEvidence,
    MessageKind,
)
from narrowcast.agent.core.machines import Origin, is_group
from narrowcast.agent.core.model import Confidence
from narrowcast.agent.core.threads import Link
from narrowcast.agent.core.wording import hides_text
from narrowcast.connectors.records import FolderRole, Message


class Level(IntEnum):
    """What may be done with a message, least first."""

    SHOW = 0  # the owner decides; the ask is not moved
    PROPOSE = 1  # the move is ready, the owner confirms it
    APPLY = 2


_CONFIDENCE = {
    Level.SHOW: Confidence.SUGGESTION,
    Level.PROPOSE: Confidence.LIKELY,
    Level.APPLY: Confidence.CONFIRMED,
}


def ceiling(message: Message, link: Link, truth: Authenticity, source: Origin) -> Level:
    """The most that this message may do, whatever it says: the weakest of all its signs."""
    return min(_limits(message, link, truth, source), default=Level.APPLY)


def _limits(message: Message, link: Link, truth: Authenticity, source: Origin) -> Iterator[Level]:
    yield _BY_TRUTH[truth]
    if source is not Origin.HUMAN or is_group(message):
        yield Level.SHOW
    if FolderRole.JUNK in message.roles or hides_text(message):
        yield Level.SHOW
    if not _SINGLE_AUTHOR.isdisjoint(message.defects) or _sent_by_another(message, link):
        yield Level.SHOW
    if FolderRole.TRASH in message.roles or "id-torn" in message.defects:
        yield Level.PROPOSE
    if link.writer not in {Writer.INTRODUCER, Writer.PROSPECT}:
        yield Level.SHOW
    if link.best not in SURE_LINKS:
        # Outlook begins another conversation where the subject changes, and so do we.
        strayed = link.best is LinkEvidence.THREAD_INDEX and link.subject_changed
        yield Level.PROPOSE if link.best in _PROPOSING and not strayed else Level.SHOW


_BY_TRUTH = {
    Authenticity.VERIFIED: Level.APPLY,
    Authenticity.SILENT: Level.PROPOSE,
    Authenticity.SEALED: Level.SHOW,
    Authenticity.UNVERIFIED: Level.SHOW,
    Authenticity.FORGED: Level.SHOW,
}
_SINGLE_AUTHOR = frozenset({"two-from", "several-authors", "header-repeated"})
_PROPOSING = frozenset({LinkEvidence.THREAD_INDEX, LinkEvidence.BLURB, LinkEvidence.SUBJECT})


def _sent_by_another(message: Message, link: Link) -> bool:
    """Sender names somebody else: an assistant writing as them (RFC 5322 §3.6.2)."""
    if message.sender is None or not message.sender.address:
        return False
    sender = key(message.sender)
    known = link.ask.introducer if link.writer is Writer.INTRODUCER else link.ask.prospect
    return sender != key(message.author) and not among(sender, known)


# ---------------------------------------------------------------- judgements


def moved(link: Link, kind: MessageKind, event: AskEvent, level: Level, why: str) -> Judgement:
    """The ask moves by *event* as far as *level* lets it; nothing is to do where it is there."""
    state = link.ask.state
    if not asks.allowed(state, event):
        there = any(target is state for (_, one), target in asks.TABLE.items() if one is event)
        return (
            noted(link, kind, why) if there or state in asks.SUCCEEDED else shown(link, kind, why)
        )
    if level is Level.SHOW:
        return shown(link, kind, why)
    return Judgement(
        kind=kind,
        ask=link.ask.id,
        evidence=link.evidence,
        event=event,
        state=asks.move(state, event),
        auto_apply=level is Level.APPLY,
        confidence=_CONFIDENCE[level],
        why=why,
    )


def noted(link: Link, kind: MessageKind, why: str) -> Judgement:
    """It belongs to the ask and changes nothing."""
    return Judgement(
        kind=kind, ask=link.ask.id, evidence=link.evidence, state=link.ask.state, why=why
    )


def shown(link: Link, kind: MessageKind, why: str, *, unasked: bool = False) -> Judgement:
    """The owner is to look; the ask stays. *unasked*: the flag itself is beyond doubt."""
    return Judgement(
        kind=kind,
        ask=link.ask.id,
        evidence=link.evidence,
        state=link.ask.state,
        needs_review=True,
        auto_apply=unasked,
        confidence=Confidence.CONFIRMED if unasked else Confidence.SUGGESTION,
        why=why,
    )


def apart(kind: MessageKind, why: str, *, certain: bool = True) -> Judgement:
    """It belongs to no ask; *certain* false: it pretended to."""
    return Judgement(kind=kind, auto_apply=certain, why=why)
