"""The owner's hand in the simulated week: reads the morning mail, approves, answers what is asked.

The owner understands every mail, as people do; the program does not see what the hand knows. What
it decides goes through the same desk as the commands `approve` and `settle`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from narrowcast.agent.asking import Blocked, Desk
from narrowcast.agent.companions import Companions
from narrowcast.agent.core import asks as rules
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import AskId, LetterPurpose
from narrowcast.agent.demo import letters, pool
from narrowcast.agent.demo.diary import ZONE
from narrowcast.agent.demo.fates import Kind
from narrowcast.agent.demo.mails import render
from narrowcast.agent.demo.sample import Sample
from narrowcast.agent.demo.world import Reaction
from narrowcast.agent.demo.writing import Note, Writer, answered
from narrowcast.agent.store import answers, asks, prospects
from narrowcast.agent.store.asks import Ask
from narrowcast.agent.wiring import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What the owner decided on one proposed ask."""

    ask: AskId
    prospect: str
    introducer: str
    leaves: datetime | None
    """None: etiquette held it back; *why* says what for."""
    why: str = ""
    beside: LetterPurpose = LetterPurpose.ASK
    """What the letter is for; one beside the ask's own may go to the prospect (*introducer*)."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The owner of a sample at the desk."""

    sample: Sample
    work: Workplace
    desk: Desk
    held: set[AskId] = field(default_factory=set[AskId])
    """Asks that etiquette held back: the owner does not press it."""

    def approve(self, now: datetime) -> Iterator[Approval]:
        """Approve what was proposed, in its order, as many as may leave on a day."""
        labels = {one.id: one for one in prospects.everybody(self.work.store)}
        proposed = asks.every(self.work.store, {AskState.DRAFTED})
        wanted = [ask for ask in proposed if ask.id not in self.held]
        for ask in wanted[: self.desk.caps.per_day]:
            prospect = labels[ask.prospect]
            introducer = self.work.introducer(prospect, ask.introducer_address, now)
            leaves, why = None, ""
            try:
                letter = self.desk.approve(ask, prospect, introducer, now)
                leaves = datetime.fromtimestamp(letter.send_after, ZONE)
            except Blocked as held:
                why = "; ".join(one.text for one in held.findings)
                self.held.add(ask.id)
            yield Approval(
                ask=ask.id,
                prospect=prospect.label,
                introducer=ask.letter.to_name,
                leaves=leaves,
                why=why,
            )

    def approve_letters(self, now: datetime) -> Iterator[Approval]:
        """Approve the letters beside asks that are due: the answer to an introduction above all."""
        labels = {one.id: one.label for one in prospects.everybody(self.work.store)}
        beside = Companions(self.desk)
        for letter in beside.prepare(now):
            ask = asks.get(self.work.store, letter.ask)
            leaves, why = None, ""
            try:
                planned = beside.approve(letter, now)
                leaves = datetime.fromtimestamp(planned.send_after, ZONE)
            except Blocked as held:
                why = "; ".join(one.text for one in held.findings)
            yield Approval(
                ask=ask.id,
                prospect=labels[ask.prospect],
                introducer=letter.letter.to_name,
                leaves=leaves,
                why=why,
                beside=letter.purpose,
            )

    def settle(self, truth: Mapping[str, Reaction], now: datetime) -> None:
        """Read each mail the program was not sure of, and say what it meant."""
        for ask in asks.every(self.work.store):
            if not ask.needs_review:
                continue
            read = truth.get(answers.in_question(self.work.store, ask.id))
            event = _MEANS.get(read.kind) if read is not None and _concerns(read, ask) else None
            possible = event is not None and rules.allowed(ask.state, event)
            self.desk.settle(ask.id, event if possible else None, now)

    def thank(self, ask: Ask, introduction: bytes, reaction: Reaction, now: datetime) -> bytes:
        """The owner's answer to an introduction, as it lies among the sent mail."""
        assert reaction.prospect is not None, "an introduction introduces somebody"
        person, owner = reaction.prospect.person, self.sample.owner
        introducer = self.sample.at(reaction.introducer)
        writer = Writer(Random(f"{self.sample.seed}:thanks:{ask.id}"))
        names = {"first": introducer.first if introducer else "", "name": person.first}
        before = letters.read(introduction).mail
        note = Note(
            subject=answered(before.subject),
            body=pool.phrases("scenes")["thanked"][0].format(**writer.words("en"), **names),
            answers=before,
        )
        return render(writer.write(owner, (person,), now, note), self.sample.server)


_MEANS = {
    Kind.AGREED: AskEvent.AGREED,
    Kind.DECLINED: AskEvent.DECLINED,
    Kind.DOES_NOT_KNOW: AskEvent.DECLINED,
    Kind.LATER: AskEvent.POSTPONED,
    Kind.ASKS_BACK: AskEvent.ASKED_BACK,
    Kind.OTHER_PERSON: AskEvent.REFERRED,
    Kind.INTRODUCED: AskEvent.INTRODUCED,
    Kind.MEETING_SET: AskEvent.MEETING_SET,
    Kind.BOUNCED: AskEvent.BOUNCED,
}


def _concerns(read: Reaction, ask: Ask) -> bool:
    return read.introducer.casefold() == ask.letter.to_address.casefold() and bool(read.letter_id)
