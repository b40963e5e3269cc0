"""What a message means for the open asks: an answer, an introduction, a meeting, or nothing.

    message -> seen before? -> report | calendar -> link to an ask -> own | automatic | human
                                                      (threads)                         words (nlp)

Classes come before words: what a machine sent is never an answer. The link says which ask, the
author and the server's results who speaks, the words what is meant; each of them caps what may be
done (`ruling.Level`), and the lowest cap holds. Nothing here can lead towards sending a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrowcast.agent.core import asks, bounces, introductions, invitations, replies, told
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.authenticity import Authenticity, authenticity
from narrowcast.agent.core.correspondents import Writer, people, prospect_called
from narrowcast.agent.core.judgement import (
    AnswerContext,
    AskView,
    Judgement,
    LinkEvidence,
    MessageKind,
    identity,
)
from narrowcast.agent.core.machines import Origin, is_group, origin
from narrowcast.agent.core.ruling import Level, apart, ceiling, moved, noted, shown
from narrowcast.agent.core.threads import (
    Link,
    arrived,
    brings_prospect,
    is_personal,
    links,
    on_list_together,
)
from narrowcast.agent.core.wording import base_subject, meaning, names_in, speaks_for, written_text
from narrowcast.connectors.records import FolderRole, Meeting, Message
from narrowcast.nlp.automatic import AutomaticKind, automatic_kind
from narrowcast.nlp.intent import IntentKind

__all__ = ["follow", "judge", "judge_meeting"]

judge_meeting = invitations.judge_meeting


def judge(
    message: Message,
    open_asks: Sequence[AskView],
    context: AnswerContext,
    invitation: Meeting | None = None,
) -> Judgement:
    """What *message* means for *open_asks*; *invitation* is what its calendar part says, if any.

    A message judged before gives the same judgement again, marked `repeated`.
    """
    earlier = context.judged.get(identity(message))
    in_junk = FolderRole.JUNK in message.roles
    if earlier is not None and (in_junk or not earlier.provisional):
        return replace(earlier, repeated=True)
    listening = [ask for ask in open_asks if ask.state in _CONCERNED]
    judgement = _judge(message, listening, context, invitation)
    return replace(judgement, provisional=True) if in_junk else judgement


_CONCERNED = asks.LISTENING | {AskState.SENDING}


def follow(ask: AskView, message: Message, judgement: Judgement) -> AskView:
    """The ask after a judgement on it: its state, and the ids by which later mail may name it.

    It moves only where nobody has to be asked; a proposed move is kept as `unconfirmed`. Ids are
    learned only from messages that surely belong to it, so that nobody can talk his way in.
    """
    if judgement.ask != ask.id:
        return ask
    ask = _after_event(ask, judgement)
    best = judgement.evidence[0] if judgement.evidence else None
    # Three people on one mail that says nothing of it: only asked about, so nothing is learned;
    # and a thread of many goes its own ways.
    vague = judgement.needs_review or not is_personal(message)
    sure = best in _TEACHING and not (best is LinkEvidence.PATTERN and vague)
    if not sure or judgement.kind in _UNTAUGHT or not message.message_id:
        return ask
    threads = {message.provider_thread} - {""}
    return replace(
        ask,
        known_ids=ask.known_ids | {message.message_id},
        provider_threads=ask.provider_threads | threads,
    )


def _after_event(ask: AskView, judgement: Judgement) -> AskView:
    if judgement.event is None or judgement.state is None:
        return ask
    if judgement.auto_apply:
        return replace(ask, state=judgement.state, unconfirmed=None)
    return replace(ask, unconfirmed=judgement.state)


_TEACHING = frozenset(
    {
        LinkEvidence.OWN_ID,
        LinkEvidence.REFERENCE,
        LinkEvidence.PROVIDER_THREAD,
        LinkEvidence.THREAD_INDEX,
        LinkEvidence.PATTERN,
    }
)
_UNTAUGHT = frozenset({MessageKind.FORGED, MessageKind.UNVERIFIED, MessageKind.LOOKALIKE})


def _judge(
    message: Message,
    listening: Sequence[AskView],
    context: AnswerContext,
    invitation: Meeting | None,
) -> Judgement:
    if FolderRole.DRAFTS in message.roles:
        return apart(MessageKind.UNRELATED, "A draft of your own.")
    source = origin(message)
    truth = authenticity(message, context.trusted_authserv_id)
    found = links(message, listening, context)
    if source is Origin.REPORT:
        return bounces.judge_report(message, listening, found, context)
    if invitation is not None and invitation.method:
        return invitations.judge_invitation(message, invitation, listening, context)
    found = tuple(link for link in found if _worth_linking(message, link, source))
    if not found:
        return _unlinked(message, source)
    if len(found) > 1:
        return _ambiguous(message, found)
    link = found[0]
    rivals = tuple(_rivals(message, link, listening))
    if rivals:
        return _ambiguous(message, (link, *rivals))
    if link.writer is Writer.OWNER:
        return _own(message, link, truth)
    if source is Origin.AUTOMATIC:
        return _automatic(message, link, truth, context)
    return _human(message, link, truth, source, context)


# ---------------------------------------------------------------- is it linked at all


def _worth_linking(message: Message, link: Link, source: Origin) -> bool:
    """Weak evidence needs a message that is personal and reads like an answer to us."""
    if link.best in _BY_ID:
        return True
    if source is Origin.LIST or is_group(message):
        together = on_list_together(message, link.ask, link.owner)
        return link.best is LinkEvidence.PATTERN and together
    if link.best is not LinkEvidence.SENDER:
        return True
    if source is Origin.AUTOMATIC:
        return True
    if introductions.brings_other(message, link) or introductions.is_probe(message, link):
        return True
    text = written_text(message)
    if len(text.split()) > MAX_FRESH_WORDS or len(people(message)) > MAX_FRESH_RECIPIENTS:
        return False
    fresh = not message.in_reply_to and not message.references
    told = names_in(message, prospect_called(link.ask))
    return told or (fresh and _reads_like_answer(message))


def _reads_like_answer(message: Message) -> bool:
    """Whether its words alone answer; a bare "ok" under a subject of its own answers that."""
    read = meaning(message)
    about = read.explicit or not base_subject(message.subject)
    return about and read.kind in _ANSWER_LIKE


MAX_FRESH_WORDS = 60  # a mail without any tie that still answers says so briefly
MAX_FRESH_RECIPIENTS = 2


_BY_ID = introductions.NAMED | {LinkEvidence.OWN_ID, LinkEvidence.REPORTED_ID}
_ANSWER_LIKE = frozenset(
    {
        IntentKind.AGREED,
        IntentKind.DECLINED,
        IntentKind.DOES_NOT_KNOW,
        IntentKind.REFERRAL,
        IntentKind.NAME_DROP,
        IntentKind.OPT_OUT,
        IntentKind.INTRODUCED_ELSEWHERE,
    }
)


def _rivals(message: Message, link: Link, listening: Sequence[AskView]) -> Iterator[Link]:
    """Other asks to the same introducer that the answer speaks of: one "yes" may not mean all."""
    if link.writer is not Writer.INTRODUCER or brings_prospect(message, link.ask):
        return
    for ask in listening:
        if (
            ask.id != link.ask.id
            and ask.introducer & link.ask.introducer
            and ask.state in asks.OPEN
        ):
            name = prospect_called(ask)
            if name != prospect_called(link.ask) and names_in(message, name):
                yield replace(link, ask=ask)


def _unlinked(message: Message, source: Origin) -> Judgement:
    if source is Origin.LIST or is_group(message):
        return apart(MessageKind.BULK, "Sent to many.")
    return apart(MessageKind.UNRELATED, "Nothing ties it to an ask.")


def _ambiguous(message: Message, found: Sequence[Link]) -> Judgement:
    together = all(link.best is LinkEvidence.PATTERN for link in found)
    kind = MessageKind.INTRODUCTION if together else replies.KIND_OF[meaning(message).kind]
    return Judgement(
        kind=kind,
        evidence=found[0].evidence,
        needs_review=True,
        auto_apply=False,
        candidates=tuple(link.ask.id for link in found),
        why=_TOGETHER if together else "It may answer more than one ask; which one?",
    )


_TOGETHER = (
    "More than one person whom you asked for is on this mail; to whom does it introduce you?"
)


# ---------------------------------------------------------------- the owner's own mail


def _own(message: Message, link: Link, truth: Authenticity) -> Judgement:
    """The owner's letters tell where things stand, but only from Sent or proven by the server."""
    own = FolderRole.SENT in message.roles or truth is Authenticity.VERIFIED
    if not own and truth is Authenticity.FORGED:
        return shown(
            link, MessageKind.FORGED, "It claims to be from you, but your server says it is not."
        )
    if link.best is LinkEvidence.OWN_ID:
        if link.ask.state in {AskState.SENDING, AskState.UNKNOWN}:
            return moved(
                link, MessageKind.OWN_COPY, AskEvent.LEFT, Level.APPLY, "The letter was sent."
            )
        return noted(link, MessageKind.OWN_COPY, "A copy of the ask itself.")
    event = (
        AskEvent.OWNER_REPLIED if brings_prospect(message, link.ask) else AskEvent.OWNER_ANSWERED
    )
    if own and asks.allowed(link.ask.state, event):
        return moved(
            link, MessageKind.OWN_FOLLOW_UP, event, Level.APPLY, "You wrote on this thread."
        )
    return noted(link, MessageKind.OWN_FOLLOW_UP, "You wrote on this thread.")


# ---------------------------------------------------------------- machines


def _automatic(
    message: Message, link: Link, truth: Authenticity, context: AnswerContext
) -> Judgement:
    """Automatic mail is never an answer; at most it says that nobody is there."""
    if truth is Authenticity.FORGED and link.best in _BY_ID:
        return shown(link, MessageKind.FORGED, "An automatic mail whose sender is not genuine.")
    match automatic_kind(written_text(message), message.subject):
        case AutomaticKind.LEFT:
            instead = told.deputy(message, link)
            why = f"They seem to have left their employer{instead}."
            return shown(link, MessageKind.LEFT_COMPANY, why)
        case AutomaticKind.CHALLENGE:
            return shown(
                link, MessageKind.CHALLENGE, "Their mail system wants proof that you wrote."
            )
        case AutomaticKind.ACKNOWLEDGED:
            return noted(link, MessageKind.ACKNOWLEDGED, "A machine confirmed receipt.")
        case AutomaticKind.AWAY:
            pass
    why = f"They are out of office{told.absence(message, link, arrived(message, context))}."
    # Tied by its sender alone it may answer any mail of the owner's: it is noted.
    answers_us = link.best is not LinkEvidence.SENDER
    from_introducer = link.writer in {Writer.INTRODUCER, Writer.LIKELY_INTRODUCER}
    if answers_us and from_introducer and asks.allowed(link.ask.state, AskEvent.AWAY):
        return moved(link, MessageKind.OUT_OF_OFFICE, AskEvent.AWAY, Level.APPLY, why)
    return noted(link, MessageKind.OUT_OF_OFFICE, why)


# ---------------------------------------------------------------- people


def _human(
    message: Message, link: Link, truth: Authenticity, source: Origin, context: AnswerContext
) -> Judgement:
    level = ceiling(message, link, truth, source)
    if link.writer is Writer.LOOKALIKE:
        return shown(link, MessageKind.LOOKALIKE, "The address only looks like one you know.")
    if truth is Authenticity.FORGED:
        return shown(link, MessageKind.FORGED, "Your mail server says the sender is not genuine.")
    if truth is Authenticity.UNVERIFIED:
        return shown(link, MessageKind.UNVERIFIED, "Nothing your server says proves the sender.")
    introduction = introductions.judge_introduction(message, link, level, context)
    if introduction is not None:
        return introduction
    if link.writer in {Writer.COLLEAGUE, Writer.STRANGER}:
        return _other(message, link)
    return replies.judge_reply(message, link, level, context)


def _other(message: Message, link: Link) -> Judgement:
    if speaks_for(written_text(message), link.ask.introducer_name):
        return shown(link, MessageKind.REPLY, f"Somebody answers for {replies.called(link)}.")
    return noted(link, MessageKind.REPLY_OF_OTHER, "Somebody else wrote on this thread.")
