"""Introductions seen in mail: who was brought together with whom, and by what sign."""

from __future__ import annotations

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.authenticity import aligned
from narrowcast.agent.core.correspondents import (
    Writer,
    abbreviates,
    among,
    key,
    people,
    prospect_called,
)
from narrowcast.agent.core.judgement import (
    AnswerContext,
    Judgement,
    LinkEvidence,
    MessageKind,
)
from narrowcast.agent.core.machines import is_group
from narrowcast.agent.core.ruling import Level, moved, noted, shown
from narrowcast.agent.core.threads import Link, brings_prospect
from narrowcast.agent.core.wording import introduces, meaning, names_in, names_person, written_text
from narrowcast.connectors.records import Mailbox, Message
from narrowcast.nlp.intent import IntentKind
from narrowcast.nlp.introducing import subject_introduces, text_introduces
from narrowcast.nlp.names import SameName, same_person_name
from narrowcast.nlp.organisations import is_free_mail

MAX_BYSTANDERS = 1  # more people on a fresh mail, and "let's meet" is no introduction
MAX_COMPANY = 4  # more people, even on the ask's own thread, and it may be a round about anything
NAMED = frozenset({LinkEvidence.REFERENCE, LinkEvidence.PROVIDER_THREAD, LinkEvidence.THREAD_INDEX})


def judge_introduction(
    message: Message, link: Link, level: Level, context: AnswerContext
) -> Judgement | None:
    """Judge *message* as an introduction or a sign of one; None: it is neither."""
    if link.writer is Writer.PROSPECT:
        return _from_prospect(message, link, level)
    if brings_prospect(message, link.ask):
        return _with_prospect(message, link, level, context)
    if link.writer is Writer.INTRODUCER and brings_other(message, link):
        return _with_other(message, link)
    return None


def _with_prospect(message: Message, link: Link, level: Level, context: AnswerContext) -> Judgement:
    """Somebody writes to the prospect, and the owner reads it."""
    if link.writer is not Writer.INTRODUCER:
        if link.ask.state in asks.SUCCEEDED:
            return noted(link, MessageKind.REPLY_OF_OTHER, "Somebody else wrote to you both.")
        return shown(link, MessageKind.INTRODUCTION, "Somebody else brought the prospect in.")
    if not _addresses_owner(message, context):
        if any(abbreviates(one, context.owner) for one in people(message)):
            return shown(
                link,
                MessageKind.INTRODUCTION,
                "The prospect was written to, and you too, it seems, under another address.",
            )
        return shown(
            link, MessageKind.PROSPECT_ASKED, "You see in blind copy that the prospect was asked."
        )
    why = f"{link.ask.introducer_name or 'The introducer'} wrote to you and the prospect together."
    if link.ask.state in asks.SUCCEEDED:
        return noted(link, MessageKind.INTRODUCTION, why)
    if meaning(message).kind in _AGAINST:
        return shown(link, MessageKind.INTRODUCTION, why)
    return moved(
        link,
        MessageKind.INTRODUCTION,
        AskEvent.INTRODUCED,
        min(level, _by_signs(message, link, context)),
        why,
    )


_AGAINST = frozenset({IntentKind.DECLINED, IntentKind.DOES_NOT_KNOW, IntentKind.OPT_OUT})


def _by_signs(message: Message, link: Link, context: AnswerContext) -> Level:
    """Three people on one mail are an introduction if thread, subject or words say so."""
    newcomers = len(_newcomers(message, link))
    ours = bool(NAMED & set(link.evidence)) or LinkEvidence.SUBJECT in link.evidence
    if ours and newcomers <= MAX_COMPANY:
        return Level.APPLY
    alone = newcomers <= MAX_BYSTANDERS and not link.ask.acquainted and not link.older_thread
    said = _says_so(message, link) or _names_both(message, link, context)
    return Level.APPLY if alone and said else Level.SHOW


def _says_so(message: Message, link: Link) -> bool:
    """Plain words of introduction, or lesser ones ("you both", "adding") that name the prospect."""
    text = written_text(message)
    if subject_introduces(message.subject) or text_introduces(text):
        return True
    return introduces(message) and names_in(message, prospect_called(link.ask))


def _names_both(message: Message, link: Link, context: AnswerContext) -> bool:
    """The subject names the prospect, or the text speaks to both: "Hi Paula, hi Max"."""
    if names_person(message.subject, link.ask.prospect_name):
        return True
    text = written_text(message)
    return names_person(text, link.ask.prospect_name) and names_person(text, context.owner_name)


def _addresses_owner(message: Message, context: AnswerContext) -> bool:
    return any(among(address, context.owner) for address in people(message))


def is_probe(message: Message, link: Link) -> bool:
    """Whether the introducer writes to the prospect and the owner only stands in blind copy."""
    return link.writer is Writer.INTRODUCER and brings_prospect(message, link.ask)


# ---------------------------------------------------------------- somebody else is introduced


def brings_other(message: Message, link: Link) -> bool:
    """Whether the introducer brings in somebody of the prospect's firm, or a newcomer."""
    if link.writer is not Writer.INTRODUCER:
        return False
    firms = [one for one in link.ask.prospect if not is_free_mail(one)]
    named = bool(NAMED & set(link.evidence)) or LinkEvidence.SUBJECT in link.evidence
    strangers = [box for box in _newcomers(message, link) if not _introducers_firm(box, link)]
    if any(abbreviates(key(box), link.ask.prospect) for box in _newcomers(message, link)):
        return not is_group(message)
    if not named and (len(strangers) > 1 + MAX_BYSTANDERS or not introduces(message)):
        return False
    return any(named or any(aligned(key(box), firm) for firm in firms) for box in strangers)


def _with_other(message: Message, link: Link) -> Judgement:
    name = link.ask.prospect_name
    if any(
        abbreviates(key(box), link.ask.prospect)
        or (name and same_person_name(box.name, name) >= SameName.LIKELY)
        for box in _newcomers(message, link)
    ):
        return moved(
            link,
            MessageKind.INTRODUCTION,
            AskEvent.INTRODUCED,
            Level.SHOW,
            "The prospect seems to be introduced under another address.",
        )
    return shown(link, MessageKind.OTHER_PERSON_INTRODUCED, "You were introduced to somebody else.")


def _newcomers(message: Message, link: Link) -> list[Mailbox]:
    """Visible recipients who are neither owner, introducer nor prospect."""
    known = link.ask.introducer | link.ask.prospect | link.owner
    return [box for box in (*message.to, *message.cc) if key(box) and not among(key(box), known)]


def _introducers_firm(box: Mailbox, link: Link) -> bool:
    own = any(aligned(key(box), one) for one in link.ask.introducer)
    return own and not is_free_mail(key(box))


# ---------------------------------------------------------------- the prospect writes


def _from_prospect(message: Message, link: Link, level: Level) -> Judgement:
    """The prospect on our thread has been introduced; out of the blue it may be chance."""
    read = meaning(message)
    if read.kind in _AGAINST:
        return shown(link, MessageKind.PROSPECT_REPLIED, "The prospect would rather not.")
    if link.ask.state in asks.SUCCEEDED:
        return noted(link, MessageKind.PROSPECT_REPLIED, "The prospect answers the introduction.")
    why = "The prospect writes on the ask's own thread."
    if NAMED & set(link.evidence):
        return moved(link, MessageKind.INTRODUCTION, AskEvent.INTRODUCED, level, why)
    if link.best in {LinkEvidence.BLURB, LinkEvidence.SUBJECT} or _credits_introducer(
        message, link
    ):
        why = "The prospect writes and seems to have been introduced."
        return moved(
            link, MessageKind.INTRODUCTION, AskEvent.INTRODUCED, min(level, Level.PROPOSE), why
        )
    return shown(link, MessageKind.PROSPECT_CONTACT, "The prospect wrote to you; it may be chance.")


def _credits_introducer(message: Message, link: Link) -> bool:
    """The prospect names the introducer or has them on the mail."""
    aboard = any(among(address, link.ask.introducer) for address in people(message))
    return aboard or names_person(written_text(message), link.ask.introducer_name)
