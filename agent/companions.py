"""The owner's side of letters beside an ask: what is due, its draft, approval, its fate.

Such a letter is approved, kept and sent as an ask's own is; see `asking.Desk` and `outbox`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import partial

from narrowcast.agent import companion_drafts as drafts
from narrowcast.agent import etiquette_context
from narrowcast.agent.asking import UNDO, Blocked, Desk
from narrowcast.agent.companion_drafts import prospect_of
from narrowcast.agent.core import compose, etiquette, leaving
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.companions import Due
from narrowcast.agent.core.draft import edited
from narrowcast.agent.core.etiquette import Code, Finding
from narrowcast.agent.core.model import (
    AddressKey,
    Band,
    Estimate,
    Introducer,
    LetterId,
    LetterPurpose,
    Person,
    PersonUid,
    Tie,
    Trust,
    seconds,
)
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.errors import InputError
from narrowcast.agent.etiquette_context import Occasion
from narrowcast.agent.store import asks, lookup, outbox, settling
from narrowcast.agent.store import companions as kept
from narrowcast.agent.store.asks import Ask, Cause, Happened
from narrowcast.agent.store.companions import Companion, Place
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.connectors.formats.addresses import canonical


@dataclass(frozen=True, slots=True)
class Companions:
    """Where letters beside asks are written and approved, by the rules of a desk."""

    desk: Desk

    def due(self, now: datetime) -> tuple[tuple[Ask, Due], ...]:
        """See `companion_drafts.due`."""
        return drafts.due(self.desk, now)

    def upcoming(self, ask: Ask, now: datetime) -> Due | None:
        """See `companion_drafts.upcoming`."""
        return drafts.upcoming(self.desk, ask, now)

    def prepare(self, now: datetime) -> tuple[Companion, ...]:
        """See `companion_drafts.prepare`."""
        return drafts.prepare(self.desk, now)

    def draft(
        self,
        ask: Ask,
        purpose: LetterPurpose,
        now: datetime,
        *,
        note: str = "",
        came_of_it: str = "",
    ) -> Companion:
        """See `companion_drafts.draft`."""
        return drafts.draft(self.desk, ask, purpose, now, note=note, came_of_it=came_of_it)

    def lint(self, companion: Companion, now: datetime) -> tuple[Finding, ...]:
        """Every rule of etiquette that the letter breaks, were it approved at *now*."""
        ask = asks.get(self.desk.store, companion.ask)
        prospect = prospect_of(self.desk, ask)
        to_prospect = companion.purpose is LetterPurpose.BCC_REPLY
        if to_prospect:
            to = AddressKey(canonical(companion.letter.to_address))
            prospect = replace(prospect, addresses=tuple({*prospect.addresses, to}))
        occasion = Occasion(
            prospect=prospect,
            introducer=self._introducer(ask),
            now=now,
            send_at=self.slot(companion, now),
            ask=ask.id,
            past=tuple(self.desk.past(partial(_uid_of, ask), but=ask)),
        )
        context = etiquette_context.gather(
            self.desk.store, self.desk.owner, self.desk.house_rules(), occasion
        )
        found = etiquette.lint(companion.letter, context)
        wanted = _TO_THE_PROSPECT if to_prospect else _TO_THE_INTRODUCER
        return tuple(one for one in found if one.code in wanted or (one.firm and not to_prospect))

    def _introducer(self, ask: Ask) -> Introducer:
        """Whom the ask went to; of the four numbers nothing is asked here."""
        keys = kept.introducer_keys(self.desk.store, ask)
        person = Person(uid=ask.introducer, name=ask.letter.to_name, addresses=(*sorted(keys),))
        tie = Tie(strength=0, band=Band.NONE, sent=0, received=0, met=0, first=None, last=None)
        nothing = Estimate(0, 0, 0)
        return Introducer(
            person=person,
            tie=tie,
            responsiveness=nothing,
            link=0,
            trust=Trust(fit=0, contexts=()),
            chance=nothing,
            score=0,
        )

    def approve(self, companion: Companion, now: datetime, *, anyway: str = "") -> OutgoingLetter:
        """Approve exactly this letter, and who gets it, and plan it; *anyway* overrides etiquette.

        Raises Blocked, compose.UnsafeLetter and InputError, and then nothing is planned.
        """
        if companion.state is not AskState.DRAFTED:
            raise InputError(
                f"letter L{companion.id} is {companion.state}, and only a draft is approved"
            )
        if why := kept.overtaken(self.desk.store, companion):
            raise InputError(f"letter L{companion.id} is out of time: {why}")
        found = [one for one in self.lint(companion, now) if etiquette.blocks([one])]
        if any(one.firm for one in found) or (found and not anyway):
            raise Blocked(companion.place, found)
        letter = self._bytes(companion, self.slot(companion, now))
        codes = [one.code for one in found]
        why = f"approved in spite of {', '.join(codes)}: {anyway}" if found else ""
        outbox.approve(
            self.desk.store, letter, replace(self._cause(now), why=why), in_spite_of=codes
        )
        return letter

    def slot(self, companion: Companion, now: datetime) -> datetime:
        """When a letter approved at *now* leaves: in the working day of whom it goes to."""
        store = self.desk.store
        key = AddressKey(canonical(companion.letter.to_address))
        people = {key}
        if companion.purpose is not LetterPurpose.BCC_REPLY:
            people |= kept.introducer_keys(store, asks.get(store, companion.ask))
        offset = lookup.utc_offset(store, sorted(people))
        zone = timezone(offset) if offset is not None else zone_of(self.desk.owner)
        seed = f"L{companion.id} {now.date().isoformat()}"
        return leaving.slot(now + UNDO, zone, seed=seed, closed=self.desk.holidays)

    def edit(self, letter: LetterId, subject: str, body: str, now: datetime) -> Companion:
        """Replace the letter's words by the owner's; an approval of the former is withdrawn."""
        companion = kept.get(self.desk.store, letter)
        words = edited(companion.letter, subject, body)
        outbox.rewrite(self.desk.store, companion.ask, words, self._cause(now), letter=companion.id)
        return kept.get(self.desk.store, letter)

    def undo(self, letter: LetterId, now: datetime) -> str:
        """Take back the approval of a letter that has not left; say what was taken back."""
        companion = kept.get(self.desk.store, letter)
        if companion.state is not AskState.SCHEDULED:
            raise InputError(f"nothing of letter L{letter} can be undone: it is {companion.state}")
        outbox.withdraw(
            self.desk.store, companion.ask, AskEvent.RECALLED, self._cause(now), letter=letter
        )
        return "the approval; it is a draft again"

    def newest_step(self) -> Place | None:
        """Where the newest step lies that can be taken back; None: nowhere.

        A draft is no step: nobody has done anything yet.
        """
        steps = [
            *((one.at, 0, one.id, Place(one.ask), one.event) for one in self._happened()),
            *(
                (one.at, 1, one.id, Place(one.ask, one.letter), one.event)
                for one in kept.history(self.desk.store)
            ),
        ]
        newest_first = (
            place
            for *_, place, event in sorted(steps, reverse=True)
            if event is not AskEvent.DRAFTED
        )
        return next(filter(self._can_be_undone, dict.fromkeys(newest_first)), None)

    def _happened(self) -> Iterator[Happened]:
        return (one for one in asks.history(self.desk.store) if not one.undone)

    def _can_be_undone(self, place: Place) -> bool:
        if place.letter:
            return kept.get(self.desk.store, place.letter).state is AskState.SCHEDULED
        letter = outbox.letter_of(self.desk.store, place.ask)
        if letter and letter.state is LetterState.PLANNED:
            return True
        last = asks.last_step(self.desk.store, place.ask)
        return last is not None and last.event is not AskEvent.DRAFTED

    def drop(self, letter: LetterId, now: datetime, why: str = "") -> None:
        """Drop a letter that was not sent; it is not offered again."""
        companion = kept.get(self.desk.store, letter)
        cause = replace(self._cause(now), why=why)
        outbox.cancel(self.desk.store, companion.ask, cause, letter=letter)

    # ---- a letter of unknown fate ----------------------------------------------------------------

    def left(self, letter: LetterId, now: datetime) -> None:
        """Keep the owner's word that a letter of unknown fate was sent."""
        ask = kept.get(self.desk.store, letter).ask
        outbox.confirm(self.desk.store, ask, self._cause(now), letter=letter)

    def not_left(self, letter: LetterId, now: datetime) -> None:
        """Make a letter of unknown fate, which surely was not sent, a draft again."""
        ask = kept.get(self.desk.store, letter).ask
        outbox.withdraw(
            self.desk.store, ask, AskEvent.FOUND_UNSENT, self._cause(now), letter=letter
        )

    def discard(self, letter: LetterId, now: datetime) -> None:
        """Drop a letter, be it of unknown fate; it is not offered again."""
        with self.desk.store.writing(durable=True):
            if kept.get(self.desk.store, letter).state is AskState.UNKNOWN:
                self.not_left(letter, now)
            self.drop(letter, now)

    def _cause(self, now: datetime) -> Cause:
        return replace(self.desk.by, at=seconds(now))

    def _bytes(self, companion: Companion, at: datetime) -> OutgoingLetter:
        token, sender = self.desk.mint(), self.desk.owner.addresses[0]
        message_id = f"<{self.desk.mint()}@{sender.rpartition('@')[2]}>"
        raw = compose.compose(
            companion.letter,
            self.desk.owner,
            message_id=message_id,
            token=token,
            date=at.astimezone(zone_of(self.desk.owner)),
            sender=sender,
            answers=companion.answers,
        )
        to = companion.letter.to_address
        compose.check_envelope(raw, sender=sender, recipients=(to,), hidden=companion.hidden)
        return OutgoingLetter(
            id=0,
            ask=companion.ask,
            letter=companion.id,
            purpose=companion.purpose,
            message_id=message_id,
            token=token,
            raw=raw,
            sha256=compose.approved_hash(raw, companion.hidden),
            sender=sender,
            recipient=to,
            hidden=companion.hidden,
            send_after=seconds(at),
            state=LetterState.PLANNED,
        )


def again(desk: Desk, place: Place, now: datetime) -> datetime:
    """Approve once more the very bytes of a letter of unknown fate; return when they leave.

    Raises InputError where its fate is known.
    """
    letter = outbox.letter_of(desk.store, place.ask, place.letter)
    if letter is None or letter.state is not LetterState.UNKNOWN:
        raise InputError(f"{place} is not of unknown fate; see: narrowcast timeline")
    offset = lookup.utc_offset(desk.store, [AddressKey(canonical(letter.recipient))])
    zone = timezone(offset) if offset is not None else zone_of(desk.owner)
    at = leaving.slot(now + UNDO, zone, seed=letter.token, closed=desk.holidays)
    cause = replace(desk.by, at=seconds(now), why="to be sent again with the same Message-ID")
    settling.approve_again(desk.store, letter, seconds(at), cause)
    return at


_TO_THE_INTRODUCER = frozenset(
    {
        Code.E05,
        Code.E15,
        Code.W15,
        Code.E16,
        Code.E17,
        Code.W17,
        Code.E18,
        Code.E19,
        Code.E20,
    }
)
"""What a letter beside an ask has to keep; the other rules are about asking."""
_TO_THE_PROSPECT = _TO_THE_INTRODUCER - {Code.E19, Code.E20}
"""Those two know the introducer's address and zone only; `slot` keeps to the prospect's."""


def _uid_of(_: Ask, other: Ask) -> PersonUid:
    return other.introducer
