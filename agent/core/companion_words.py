"""The words of the short letters beside an ask: follow-up, reminder, thanks, outcome, bcc-reply.

They stand in a thread that is there already, and quote nothing of it. What happened is told only as
far as it is known: without the owner's words on an outcome nothing is said of how it went.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from narrowcast.agent.core import phrases
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.draft import Language
from narrowcast.agent.core.model import AskKind, Letter, LetterPurpose, Owner, Prospect
from narrowcast.agent.core.passages import Passage
from narrowcast.agent.core.templating import Templates, renderer_of
from narrowcast.agent.core.words import called, shown

OFFERED = "what you offer, in your settings"
"""The fact behind the sentence that tells the prospect what the owner offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionRequest:
    """Everything that a letter beside an ask may know."""

    purpose: LetterPurpose
    owner: Owner
    asked: Letter
    """The ask's own letter: whom it went to, and its subject."""
    prospect: Prospect
    kind: AskKind = AskKind.INTRODUCTION
    happened: AskState = AskState.SENT
    """What came back so far: what is thanked for, and whether the two met."""
    met_on: date | None = None
    came_of_it: str = ""
    """The owner's own words on the outcome; '' says only whether the two have met."""
    note: str = ""
    """The owner's own sentence for this one letter."""
    rests_on: str = ""
    """Why this letter is due, for `--sources`: "introduced on 3 November". '': in general."""
    subject: str = ""
    """Of the mail that is answered; '' the ask's."""
    to_name: str = ""
    to_address: str = ""
    """Of a bcc-reply: the prospect, as the introduction names them; '' the prospect's first."""
    language: Language = Language.EN
    formal: bool = False
    """Sie, vous, usted towards the one it goes to; without effect in English."""
    introducer_formal: bool = False
    """The same towards the introducer, whom a bcc-reply names beside."""


def write(request: CompanionRequest, templates: Templates | None = None) -> Letter:
    """Write the letter; the same request gives the same letter.

    `Letter.ask_part` is the whole, `Letter.blurb` ''. Raises ValueError for the purpose ask.
    """
    if request.purpose is LetterPurpose.ASK:
        raise ValueError("an ask is written by draft.draft")
    renderer = renderer_of(templates)
    name = f"letters/{request.language}/{request.purpose}.j2"
    values = _values(request)
    for block in ("whom", "they", "day"):
        phrase = renderer.block(f"letters/{request.language}/phrases.j2", block, values)
        values[block] = " ".join(phrase.split())
    whole = Passage.read(renderer.block(name, "letter", values))
    to_name, to_address = _recipient(request)
    return Letter(
        to_name=shown(to_name),
        to_address=to_address,
        subject=_in_thread(request.subject or request.asked.subject),
        body=f"{whole.text}\n",
        ask_part=whole.text,
        blurb="",
        sources=whole.sources,
    )


def _recipient(request: CompanionRequest) -> tuple[str, str]:
    """Whom it goes to: the prospect for a bcc-reply, else the introducer."""
    if request.purpose is not LetterPurpose.BCC_REPLY:
        return request.asked.to_name, request.asked.to_address
    known = request.prospect.addresses
    return request.to_name or request.prospect.name, request.to_address or (
        known[0] if known else ""
    )


def _in_thread(subject: str) -> str:
    """The subject of an answer (RFC 5322 §3.6.5): one "Re: ", whatever stood before."""
    rest = shown(subject)
    while prefix := phrases.ANSWER_SUBJECT.match(rest):
        rest = rest[prefix.end() :].lstrip()
    return shown(f"Re: {rest}")


def _values(request: CompanionRequest) -> dict[str, object]:
    owner, prospect = request.owner, request.prospect
    to_prospect = request.purpose is LetterPurpose.BCC_REPLY
    name = prospect.name or (request.to_name if to_prospect else "")
    return {
        "owner": shown(owner.name),
        "owner_called": called(owner.name),
        "owner_address": shown(owner.addresses[0]) if owner.addresses else "",
        "pitch": shown(owner.pitch, 400),
        "credential": shown(owner.credential, 400),
        "introducer": called(request.asked.to_name),
        "introducer_full": shown(request.asked.to_name),
        "name": shown(name),
        "called": called(name),
        "title": shown(prospect.title),
        "organization": shown(prospect.organization),
        "about": shown(name or prospect.organization or prospect.title),
        "kind": request.kind.value,
        "happened": request.happened.value,
        "met": request.met_on is not None or request.happened is AskState.MET,
        "month": request.met_on.month if request.met_on else 0,
        "day_of_month": request.met_on.day if request.met_on else 0,
        "came_of_it": shown(request.came_of_it, 600),
        "note": shown(request.note, 600),
        "rests_on": shown(request.rests_on, 400) or _RESTS_ON[request.purpose],
        "formal": request.formal,
        "introducer_formal": request.introducer_formal,
    }


_RESTS_ON = {
    LetterPurpose.FOLLOW_UP: "your ask has had no answer",
    LetterPurpose.REMINDER: "they agreed, and nothing has come yet",
    LetterPurpose.BCC_REPLY: "their introduction",
    LetterPurpose.THANKS: "their answer",
    LetterPurpose.OUTCOME: "what came of their introduction",
}
