"""What the owner owes somebody who would be asked (E07), told from what is known of the mail.

Of a mail only the head is kept. That it waits for an answer is therefore believed only where it
came to the owner alone and does not itself answer the owner, or its subject asks; it is told with
what it rests on, so that the owner can say that nothing is owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.core.words import shown

PATIENCE = timedelta(days=4)  # three working days with a weekend's half: nobody waits yet
FORGOTTEN = timedelta(days=60)  # after that both have let it go; W06 tells of silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A mail of theirs to the owner that the owner has written nothing after."""

    at: Time
    subject: str
    alone: bool
    answers_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An ask that went to them, as it stands."""

    ask: AskId
    state: AskState
    prospect: str


def owed(heard: Iterable[Heard], asks: Iterable[Standing], now: datetime) -> Iterator[str]:
    """What is owed, a phrase each for "you owe Ana …"."""
    for one in asks:
        if said := _OWED_FOR.get(one.state):
            yield f"{said.format(shown(one.prospect))} (ask #{one.ask})"
    for mail in heard:
        at = datetime.fromtimestamp(mail.at, UTC)
        if PATIENCE <= now - at <= FORGOTTEN and waits(mail):
            about = f" “{shown(mail.subject, 60)}”" if mail.subject.strip() else ""
            grounds = "its subject asks" if _asks(mail) else "it came to you alone"
            yield f"a reply to the mail{about} of {at.date().isoformat()} ({grounds})"
            return


def waits(mail: Heard) -> bool:
    """Whether a mail looks as if it waited for an answer."""
    return _asks(mail) or (mail.alone and not mail.answers_own)


def _asks(mail: Heard) -> bool:
    return mail.subject.rstrip().endswith(("?", "？", "؟"))


_OWED_FOR = {
    AskState.QUESTION: "an answer to what was asked of you about {}",
    AskState.WAITING_ON_OWNER: "a word about {}",
    AskState.NAME_DROP: "a word about {}, to whom you may write in their name",
    AskState.INTRODUCED: "the first mail to {}, to whom you were introduced",
    AskState.MET: "a note on what came of meeting {}",
}
"""E07 and E23: the owner's turn, with the words for it."""
