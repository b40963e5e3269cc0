"""What an answer tells beside its kind: until when, who else, which words may be used.

It is shown to the owner in the sentence of the judgement, and never applied, looked up or mailed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from narrowcast.agent.core import wishes
from narrowcast.agent.core.judgement import MessageKind
from narrowcast.agent.core.model import Time, seconds
from narrowcast.agent.core.threads import Link
from narrowcast.agent.core.wishes import PersonWish
from narrowcast.agent.core.wording import written_text
from narrowcast.connectors.records import Mailbox, Message
from narrowcast.nlp.automatic import alternate_contact, return_date
from narrowcast.nlp.closings import without_sign_off
from narrowcast.nlp.intent import Intent, IntentKind
from narrowcast.nlp.later_dates import again_date
from narrowcast.nlp.named import is_one_of
from narrowcast.nlp.referral_names import referred_person
from narrowcast.nlp.wish_words import unwished

MAX_SHOWN = 160  # characters of what somebody else wrote


def until(kind: MessageKind, message: Message, arrived: datetime) -> Time | None:
    """When an absent introducer is back, or wants to be asked again; None where neither is told."""
    match kind:
        case MessageKind.OUT_OF_OFFICE:
            day = return_date(written_text(message), arrived.date())
        case MessageKind.LATER:
            day = again_date(written_text(message), arrived.date())
        case _:
            return None
    return seconds(datetime(day.year, day.month, day.day, tzinfo=UTC)) if day else None


def absence(message: Message, link: Link, arrived: datetime) -> str:
    """What a machine's note adds: " until 17 Mar 2026; instead: Tom Berg, tom@corp.example"."""
    back = until(MessageKind.OUT_OF_OFFICE, message, arrived)
    return f"{_until_day(back)}{deputy(message, link)}"


def deputy(message: Message, link: Link) -> str:
    """The same without the day; '' where nobody else is named."""
    author = message.author or Mailbox("", "")
    own = {*link.ask.introducer, author.address}
    name = link.ask.introducer_name or author.name
    found = alternate_contact(written_text(message), name, own)
    if found is None:
        return ""
    parts = filter(None, (found.name, found.address, found.phone))
    return f"; instead: {_shown(', '.join(parts))}"


def wish(kind: MessageKind, message: Message) -> str:
    """What somebody who was asked says not to be asked about (`nlp.wish_words`); '' nothing."""
    return unwished(without_sign_off(written_text(message))) if kind in _SPOKEN else ""


_SPOKEN = frozenset(
    {
        MessageKind.OPT_OUT,
        MessageKind.DECLINED,
        MessageKind.DOES_NOT_KNOW,
        MessageKind.LATER,
        MessageKind.REPLY,
    }
)


def reply(read: Intent, message: Message, link: Link, arrived: datetime) -> str:
    """What follows the sentence on an introducer's own words; '' where they tell nothing more."""
    match read.kind:
        case IntentKind.REFERRAL:
            name = _referred(read, message, link)
            return f" Named: {_shown(name)}." if name else ""
        case IntentKind.NAME_DROP if read.said:
            return f' In their words: "{_shown(read.said)}".'
        case IntentKind.LATER:
            day = until(MessageKind.LATER, message, arrived)
            return f" They name {_day(day)}." if day is not None else ""
        case IntentKind.OPT_OUT | IntentKind.DECLINED | IntentKind.UNCLEAR:
            about = unwished(without_sign_off(written_text(message)))
            wish = PersonWish(at=seconds(arrived), about=about)
            return f" They wish not to be asked{wishes.told(wish)}." if about else ""
        case _:
            return ""


def _referred(read: Intent, message: Message, link: Link) -> str:
    """Whom they name, who is neither themselves nor the prospect."""
    others = [name for name in (link.ask.introducer_name, link.ask.prospect_name) if name]
    if not is_one_of(read.person, others):
        return read.person
    return referred_person(without_sign_off(written_text(message)), others)


def _until_day(back: Time | None) -> str:
    return "" if back is None else f" until {_day(back)}"


def _day(time: Time) -> str:
    day: date = datetime.fromtimestamp(time, UTC).date()
    return f"{day.day} {day:%b %Y}"


def _shown(text: str) -> str:
    """What they wrote, on one line, without signs that steer a terminal."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:MAX_SHOWN]
