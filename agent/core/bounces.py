"""Reports of mail systems on our letters: which ask, how bad, and whether to believe them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.authenticity import Authenticity, aligned, authenticity
from narrowcast.agent.core.correspondents import Writer, among, key
from narrowcast.agent.core.judgement import (
    AnswerContext,
    AskView,
    Judgement,
    LinkEvidence,
    MessageKind,
)
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.reports import Report, ReportKind, report
from narrowcast.agent.core.ruling import Level, apart, moved, noted, shown
from narrowcast.agent.core.threads import Link
from narrowcast.connectors.records import Message
from narrowcast.nlp.organisations import registrable_domain


def judge_report(
    message: Message, listening: Sequence[AskView], found: Sequence[Link], context: AnswerContext
) -> Judgement:
    """Judge a delivery report or read receipt."""
    told = report(message)
    if told is None:
        return apart(MessageKind.UNRELATED, "A report that cannot be read.")
    named = [link for link in found if LinkEvidence.REPORTED_ID in link.evidence]
    if named:
        return _on_ask(message, told, named[0], context)
    guessed = _by_recipient(told, listening, context)
    if guessed is None:
        return _on_nothing(told, context)
    kind = _KIND[_worst(told, guessed.ask.introducer) or told.fates[0].kind]
    if kind in _HARMLESS:
        return noted(guessed, kind, "A report on a mail to this person.")
    return shown(guessed, kind, "A mail to this person failed; perhaps the ask.")


def _on_nothing(told: Report, context: AnswerContext) -> Judgement:
    if any(fate.kind is ReportKind.DISPLAYED for fate in told.fates):
        return apart(MessageKind.READ_RECEIPT, "A receipt for another mail.")
    if any(one in context.seen_ids for one in told.original_ids):
        return apart(MessageKind.UNRELATED, "A report on another mail of yours.")
    return apart(MessageKind.BACKSCATTER, "A report on a mail you never sent.")


def _by_recipient(
    told: Report, listening: Sequence[AskView], context: AnswerContext
) -> Link | None:
    """The one waiting ask to the failed recipient, where the report names no other mail."""
    if any(one in context.seen_ids for one in told.original_ids):
        return None
    fitting = [
        ask
        for ask in listening
        if ask.state in asks.WAITING and _worst(told, ask.introducer) is not None
    ]
    if len(fitting) != 1:
        return None
    return Link(fitting[0], (LinkEvidence.SENDER,), Writer.STRANGER, context.owner)


def _on_ask(message: Message, told: Report, link: Link, context: AnswerContext) -> Judgement:
    if told.feedback:
        return _fed_back(message, told, link, context)
    worst = _worst(told, link.ask.introducer)
    if worst is None and _worst(told, link.ask.prospect) in _FAILURES:
        kind = _KIND[_worst(told, link.ask.prospect) or ReportKind.SOFT]
        return shown(link, kind, "Your mail to the prospect was not delivered.")
    if worst not in _FAILURES and any(fate.kind in _FAILURES for fate in told.fates):
        return noted(link, MessageKind.BOUNCED_PARTLY, "It failed for somebody else on the mail.")
    if worst is None:
        worst = min(
            (fate.kind for fate in told.fates), key=_SEVERITY.index, default=ReportKind.SOFT
        )
    kind = _KIND[worst]
    if kind in _HARMLESS:
        return _arrived(link, kind)
    believed = genuine(message, link.ask.introducer, context)
    why = f"Your letter to {link.ask.introducer_name or 'the introducer'} was not delivered."
    if worst is not ReportKind.HARD:
        return shown(link, kind, why, unasked=believed and told.structured)
    if not believed:
        return shown(link, kind, f"{why} The report itself may be forged.")
    return moved(link, kind, AskEvent.BOUNCED, Level.APPLY if told.structured else Level.SHOW, why)


def _fed_back(message: Message, told: Report, link: Link, context: AnswerContext) -> Judgement:
    """A reader complained, or a service says something else of the letter (RFC 5965)."""
    if not told.is_complaint:
        return noted(link, MessageKind.ACKNOWLEDGED, "A report that changes nothing.")
    people = link.ask.introducer | link.ask.prospect
    if not genuine(message, people, context):
        return shown(link, MessageKind.COMPLAINED, COMPLAINT_DOUBTED)
    why = "A letter of this ask was reported as unwanted."
    return moved(link, MessageKind.COMPLAINED, AskEvent.COMPLAINED, Level.APPLY, why)


COMPLAINT_DOUBTED = (
    "A report says that a letter of this ask was unwanted. The report itself may be forged."
)


def _arrived(link: Link, kind: MessageKind) -> Judgement:
    """The letter is on its way or there: proof that it left, if that was in doubt."""
    if link.ask.state in {AskState.UNKNOWN, AskState.SENDING}:
        return moved(link, kind, AskEvent.LEFT, Level.APPLY, "The letter did leave.")
    return noted(link, kind, "A report that changes nothing.")


_SEVERITY = tuple(ReportKind)
_FAILURES = frozenset({ReportKind.HARD, ReportKind.POLICY, ReportKind.SOFT})
_KIND = {
    ReportKind.HARD: MessageKind.BOUNCED_HARD,
    ReportKind.POLICY: MessageKind.REFUSED_BY_POLICY,
    ReportKind.SOFT: MessageKind.BOUNCED_SOFT,
    ReportKind.DELAYED: MessageKind.DELAYED,
    ReportKind.DELIVERED: MessageKind.DELIVERED,
    ReportKind.DISPLAYED: MessageKind.READ_RECEIPT,
}
_HARMLESS = frozenset({MessageKind.DELAYED, MessageKind.DELIVERED, MessageKind.READ_RECEIPT})


def _worst(told: Report, introducer: frozenset[AddressKey]) -> ReportKind | None:
    """The worst that happened to the introducer's copy; None: the report is not about it."""
    kinds = [fate.kind for fate in told.fates if among(fate.recipient, introducer)]
    return min(kinds, key=_SEVERITY.index, default=None)


# Google's reports to its own users come from another of its domains than its server's name.
_SAME_HOUSE = {"google.com": frozenset({"googlemail.com", "gmail.com"})}


def genuine(message: Message, people: Iterable[AddressKey], context: AnswerContext) -> bool:
    """Whether a report comes from the owner's own mail system or the recipients' (*people*), and
    the results do not contradict that.
    """
    truth = authenticity(message, context.trusted_authserv_id)
    if truth in {Authenticity.FORGED, Authenticity.UNVERIFIED}:
        return False
    sender, server = key(message.author), context.trusted_authserv_id
    houses = (*context.owner, *people, server)
    kin = _SAME_HOUSE.get(registrable_domain(server), frozenset())
    return any(aligned(sender, house) for house in (*houses, *kin))
