"""The introducer's own words: what they mean for the ask, and how far they may move it."""

from __future__ import annotations

from narrowcast.agent.core import asks, told
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.correspondents import prospect_called
from narrowcast.agent.core.judgement import AnswerContext, Judgement, LinkEvidence, MessageKind
from narrowcast.agent.core.ruling import Level, moved, noted, shown
from narrowcast.agent.core.threads import Link, arrived, to_another
from narrowcast.agent.core.wording import is_about, meaning
from narrowcast.connectors.records import Message
from narrowcast.nlp import appointment_words
from narrowcast.nlp.intent import Intent, IntentKind


def judge_reply(message: Message, link: Link, level: Level, context: AnswerContext) -> Judgement:
    """Judge the introducer's own words; *level* is the most that the message may do."""
    read = meaning(message)
    kind = KIND_OF[read.kind]
    event = _EVENT_OF.get(read.kind)
    details = told.reply(read, message, link, arrived(message, context))
    why = f"{called(link)}: {_WHY[read.kind]}{details}"
    if to_another(message, link):
        level = min(level, Level.PROPOSE)
        event = None if read.kind is IntentKind.QUESTION else event
        kind = MessageKind.REPLY if event is None else kind
    if event is None:
        return shown(link, kind, why)
    if link.ask.state in asks.SUCCEEDED and read.kind is IntentKind.AGREED:
        return noted(link, kind, why)
    return moved(link, kind, event, min(level, _by_words(message, link, read)), why)


def _by_words(message: Message, link: Link, read: Intent) -> Level:
    """How far these words may go from the ask's present state on this link."""
    sure = read.kind is IntentKind.AGREED and (read.explicit or not link.answers_later)
    level = Level.APPLY if sure else Level.PROPOSE
    if link.answers_later and _takes_up(read):
        return Level.SHOW  # "works for me": what was proposed last, which need not be the ask
    if link.best is LinkEvidence.SUBJECT:
        # "Sure" may answer anything; closing on a subject alone is never even proposed.
        plain = read.kind is IntentKind.AGREED and read.explicit and not link.answers_unknown
        level = Level.PROPOSE if plain else Level.SHOW
    if link.ask.state in asks.ENDED or (link.elsewhere and not _is_ours(message, link, read)):
        return Level.SHOW
    if _contradicts(link, read):
        return Level.SHOW
    if link.ask.state not in asks.WAITING and read.kind not in _MAY_FOLLOW:
        return Level.SHOW  # they change their mind: the owner confirms which word holds
    return level


def _takes_up(read: Intent) -> bool:
    """Whether a bare assent takes up a proposal ("works for me"), whosever and about whatever."""
    bare = read.kind is IntentKind.AGREED and not read.explicit
    return bare and appointment_words.SUITS.search(read.cue) is not None


def _is_ours(message: Message, link: Link, read: Intent) -> bool:
    """Whether words under another subject are about the ask: "yes, noon works for me" may not."""
    return read.kind not in _ABOUT_ANYTHING and is_about(message, read, prospect_called(link.ask))


def _contradicts(link: Link, read: Intent) -> bool:
    """Whether other words wait for the owner's confirmation; only a no stands against a yes."""
    waiting = link.ask.unconfirmed
    if waiting is None or read.kind not in _EVENT_OF:
        return False
    if read.kind is IntentKind.AGREED:
        return waiting is AskState.DECLINED
    return waiting is not asks.TABLE.get((link.ask.state, _EVENT_OF[read.kind]))


# Under another subject these may be about anything: "are you free for lunch?"
_ABOUT_ANYTHING = frozenset({IntentKind.QUESTION, IntentKind.LATER})
_MAY_FOLLOW = frozenset(
    {IntentKind.AGREED, IntentKind.QUESTION, IntentKind.INTRODUCED_ELSEWHERE, IntentKind.NAME_DROP}
)


def called(link: Link) -> str:
    """The introducer's name as a sentence begins with it."""
    return link.ask.introducer_name or "The introducer"


KIND_OF = {
    IntentKind.AGREED: MessageKind.AGREED,
    IntentKind.DECLINED: MessageKind.DECLINED,
    IntentKind.DOES_NOT_KNOW: MessageKind.DOES_NOT_KNOW,
    IntentKind.LATER: MessageKind.LATER,
    IntentKind.REFERRAL: MessageKind.REFERRAL,
    IntentKind.NAME_DROP: MessageKind.NAME_DROP,
    IntentKind.QUESTION: MessageKind.QUESTION,
    IntentKind.OPT_OUT: MessageKind.OPT_OUT,
    IntentKind.INTRODUCED_ELSEWHERE: MessageKind.INTRODUCED_ELSEWHERE,
    IntentKind.REACTION: MessageKind.REACTION,
    IntentKind.OPAQUE: MessageKind.OPAQUE,
    IntentKind.EMPTY: MessageKind.EMPTY,
    IntentKind.UNCLEAR: MessageKind.REPLY,
}
_EVENT_OF = {
    IntentKind.AGREED: AskEvent.AGREED,
    IntentKind.DECLINED: AskEvent.DECLINED,
    IntentKind.DOES_NOT_KNOW: AskEvent.DECLINED,
    IntentKind.OPT_OUT: AskEvent.DECLINED,
    IntentKind.LATER: AskEvent.POSTPONED,
    IntentKind.NAME_DROP: AskEvent.NAME_OFFERED,
    IntentKind.QUESTION: AskEvent.ASKED_BACK,
    IntentKind.INTRODUCED_ELSEWHERE: AskEvent.INTRODUCED,
}
_WHY = {
    IntentKind.AGREED: "agrees to introduce you.",
    IntentKind.DECLINED: "would rather not.",
    IntentKind.DOES_NOT_KNOW: "does not know them well enough.",
    IntentKind.LATER: "asks you to come back later.",
    IntentKind.REFERRAL: "names somebody better placed.",
    IntentKind.NAME_DROP: "lets you use their name.",
    IntentKind.QUESTION: "wants something from you first.",
    IntentKind.OPT_OUT: "does not want to be asked again.",
    IntentKind.INTRODUCED_ELSEWHERE: "says the introduction was made elsewhere.",
    IntentKind.REACTION: "sent only a reaction.",
    IntentKind.OPAQUE: "sent a mail that cannot be read here.",
    IntentKind.EMPTY: "sent a mail without words.",
    IntentKind.UNCLEAR: "answered; please read it.",
}
