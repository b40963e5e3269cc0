"""What a morning mail may tell, as values; `core.digest` puts them into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from narrowcast.agent.core.etiquette import Finding
from narrowcast.agent.core.model import AskId, Introducer, Letter, Owner, Prospect


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """An ask in one line: where it stands, since when, and what brought it there."""

    id: AskId
    prospect: str
    introducer: str
    state: str
    """In words: "agreed", "no answer yet", "you met"."""
    since: datetime
    message_id: str = ""
    """Of the message (or the event) that moved it last; '' where none did."""
    next_step: str = ""
    """What follows, in words: "follow-up due on Thursday"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """Something the owner owes a contact before they can be asked again."""

    person: str
    what: str
    """In words: "a reply to the mail of 3 November"."""
    since: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAsk:
    """An ask to decide on, with its whole letter."""

    id: AskId
    prospect: Prospect
    introducer: Introducer
    letter: Letter
    findings: tuple[Finding, ...] = ()
    news: str = ""
    """Why it comes up today: "Tom moved to Koch AG two days ago"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to the question, as a command and in words."""

    command: str
    words: str
    means: str = ""
    """What answering the mail with this choice's letter does; '' where that cannot be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing only the owner knows."""

    ask: AskId
    text: str
    why: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def answers(self) -> dict[str, Choice]:
        """The choices that can be answered by mail, by letter."""
        return dict(zip("abcd", (one for one in self.choices if one.means), strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLetter:
    """A letter that belongs to an ask (a follow-up, thanks …) to decide on, whole."""

    id: int
    ask: AskId
    called: str
    """What it is, in words: "follow-up", "answer to the introduction"."""
    command: str
    """What approves it."""
    letter: Letter
    also_to: tuple[str, ...] = ()
    """Who else gets it, unnamed in it (Bcc)."""
    why: str = ""
    """Why it is due: "no answer for seven days"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaskedLine:
    """An introduction that nobody was asked for."""

    id: int
    introducer: str
    introduced: str
    at: datetime
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLine:
    """Somebody had a letter reported as unwanted."""

    ask: AskId
    person: str
    prospect: str
    message_id: str
    undo: str
    """The command that lets them be written to again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A line of the owner's answer to a former mail, and what came of it."""

    said: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMove:
    """Somebody who works elsewhere now."""

    person: str
    what: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """How reading one account went."""

    account: str
    ok: bool
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningMaterial:
    """All that a morning mail may tell."""

    owner: Owner
    now: datetime
    complaints: tuple[ComplaintLine, ...] = ()
    """Who had a letter reported as unwanted since the last mail."""
    introduced: tuple[AskLine, ...] = ()
    """Introductions that wait for the owner's first mail to the prospect."""
    owed: tuple[Debt, ...] = ()
    proposed: tuple[ProposedAsk, ...] = ()
    letters: tuple[ProposedLetter, ...] = ()
    """Follow-ups, answers to introductions, thanks and outcome notes to decide on."""
    unasked: tuple[UnaskedLine, ...] = ()
    results: tuple[OrderLine, ...] = ()
    """What came of the owner's answers to former mails."""
    paused: str = ""
    """Since when and why no letter leaves; '' where they do."""
    question: Question | None = None
    waiting: tuple[AskLine, ...] = ()
    done: tuple[AskLine, ...] = ()
    """What moved by itself since the last morning mail."""
    moves: tuple[JobMove, ...] = ()
    sync: tuple[SyncLine, ...] = ()
    hosts: tuple[str, ...] = ()
    """Every host the program talked to since the last morning mail."""
    code: str = ""
    """The day's one-time code; '' where the mail cannot be answered."""
