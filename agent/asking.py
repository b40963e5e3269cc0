"""The owner's side of an ask: draft, lint, change, approve, take back, put off, never."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from secrets import token_hex

from narrowcast.agent import etiquette_context
from narrowcast.agent.core import asks as rules
from narrowcast.agent.core import compose, etiquette, leaving
from narrowcast.agent.core import draft as words
from narrowcast.agent.core.asks import LISTENING, AskEvent, AskState
from narrowcast.agent.core.draft import DraftRequest
from narrowcast.agent.core.etiquette import Caps, Finding, PastAsk, Wall
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    AskKind,
    Introducer,
    Letter,
    Owner,
    Person,
    PersonUid,
    Prospect,
    Time,
    seconds,
)
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.wishes import PersonWish, told
from narrowcast.agent.errors import InputError
from narrowcast.agent.etiquette_context import HouseRules, Occasion
from narrowcast.agent.store import (
    answers,
    asks,
    complaints,
    decisions,
    lookup,
    outbox,
    reach,
    reopenings,
    wishes,
)
from narrowcast.agent.store.asks import Ask, Cause, Origin, Wish
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.complaints import Complaint
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.agent.voice import Voice

UNDO = timedelta(minutes=10)
"""Between approval and sending: time to change one's mind."""

_UNDER_WAY = frozenset({AskState.APPROVED, AskState.SCHEDULED, AskState.SENDING}) | LISTENING

TYPED = Cause(at=Time(0), origin=Origin.CLI)


class Blocked(InputError):
    """Etiquette forbids a letter; *findings* are the reasons, and the owner may override them."""

    def __init__(self, letter: AskId | Place, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        reasons = "; ".join(f"{one.code} {one.text}" for one in self.findings)
        firm = any(one.firm for one in self.findings)
        remedy = "this cannot be overridden" if firm else "to override: --anyway"
        place = letter if isinstance(letter, Place) else Place(letter)
        super().__init__(f"{place} should not go out: {reasons} ({remedy})")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where asks are written and approved; *mint* makes the random part of ids."""

    store: Store
    owner: Owner
    caps: Caps
    walls: tuple[Wall, ...] = ()
    walled: Mapping[AddressKey, str] = field(default_factory=dict[AddressKey, str])
    """Addresses behind a wall, each with the reason."""
    holidays: frozenset[date] = frozenset()
    """Days on which no letter leaves, beside weekends."""
    confidential: tuple[str, ...] = ()
    """Words and names that may stand in no letter."""
    voice: Voice = field(default_factory=Voice)
    mint: Callable[[], str] = token_hex
    by: Cause = TYPED
    """How the owner says what is done here: typed, or in a sent answer, which is then cited."""

    def draft(
        self,
        prospect: Prospect,
        introducer: Introducer,
        now: datetime,
        *,
        note: str = "",
        to: AddressKey | None = None,
    ) -> Ask:
        """Write and keep the draft of an ask, *to* one of the introducer's addresses or the one in
        use; raises draft.NoAddress, and InputError where this person is being asked for this
        prospect already.
        """
        self._refuse_twice(prospect, introducer.person)
        person = introducer.person
        tone = self.voice.tone(self.store, person.addresses, person.name, now)
        request = DraftRequest(
            owner=self.voice.speaking(self.owner, tone.language),
            prospect=prospect,
            introducer=introducer,
            kind=prospect.kind,
            note=note,
            language=tone.language,
            formal=tone.formal,
            in_tone=tone.why,
            to_address=to or self._in_use(introducer.person),
        )
        wish = Wish(
            prospect=prospect.id,
            introducer=introducer.person.addresses,
            kind=AskKind(prospect.kind),
            letter=words.draft(request, self.voice.templates),
        )
        return asks.draft(self.store, wish, self._cause(now), mint=self.mint)

    def _in_use(self, person: Person) -> AddressKey | None:
        """The address they write from, of those that mail does not come back from."""
        gone = reach.bounced(self.store)
        return reach.in_use(self.store, (one for one in person.addresses if one not in gone))

    def _refuse_twice(self, prospect: Prospect, introducer: Person) -> None:
        for one in asks.every(self.store, _OPEN | {AskState.DRAFTED}):
            if one.prospect == prospect.id and one.introducer_address in introducer.addresses:
                raise InputError(
                    f"ask #{one.id} to {one.letter.to_name} about {prospect.label} is"
                    f" {one.state} already; see: narrowcast timeline {one.id}"
                )

    def lint(
        self, ask: Ask, prospect: Prospect, introducer: Introducer, now: datetime
    ) -> tuple[Finding, ...]:
        """Every rule the letter of *ask* breaks, were it approved at *now*."""
        return self.look_through(ask.letter, prospect, introducer, now, ask=ask)

    def look_through(
        self,
        letter: Letter,
        prospect: Prospect,
        introducer: Introducer,
        now: datetime,
        *,
        ask: Ask | None = None,
    ) -> tuple[Finding, ...]:
        """Every rule that a letter breaks, were it approved at *now*; *ask* is its own, if any."""
        occasion = Occasion(
            prospect=prospect,
            introducer=introducer,
            now=now,
            send_at=self.slot(introducer, now),
            ask=ask.id if ask else None,
            past=tuple(self.past(partial(_uid_if, introducer.person), but=ask)),
        )
        context = etiquette_context.gather(self.store, self.owner, self.house_rules(), occasion)
        return etiquette.lint(letter, context)

    def house_rules(self) -> HouseRules:
        """What the owner has set for all letters."""
        return HouseRules(
            caps=self.caps,
            walls=self.walls,
            walled=self.walled,
            holidays=self.holidays,
            confidential=self.confidential,
            offers=self.voice.offered,
        )

    def approve(
        self,
        ask: Ask,
        prospect: Prospect,
        introducer: Introducer,
        now: datetime,
        *,
        anyway: str = "",
    ) -> OutgoingLetter:
        """Approve exactly this letter and plan it; *anyway* is the reason for overriding etiquette.

        Raises Blocked, compose.UnsafeLetter and IllegalMove, and then nothing is planned.
        """
        found = [
            one for one in self.lint(ask, prospect, introducer, now) if etiquette.blocks([one])
        ]
        if any(one.firm for one in found) or (found and not anyway):
            raise Blocked(ask.id, found)
        letter = self._bytes(ask, self.slot(introducer, now))
        codes = ", ".join(one.code for one in found)
        why = f"approved in spite of {codes}: {anyway}" if found else ""
        overridden = [one.code for one in found]
        cause = replace(self._cause(now), why=why)
        outbox.approve(self.store, letter, cause, in_spite_of=overridden)
        return letter

    def slot(self, introducer: Introducer, now: datetime) -> datetime:
        """When a letter approved at *now* leaves: after the time to undo, in their working day."""
        offset = lookup.utc_offset(self.store, introducer.person.addresses)
        zone = timezone(offset) if offset is not None else zone_of(self.owner)
        seed = f"{introducer.person.uid} {now.date().isoformat()}"
        return leaving.slot(now + UNDO, zone, seed=seed, closed=self.holidays)

    def edit(self, ask: AskId, subject: str, body: str, now: datetime) -> Ask:
        """Replace the letter's words by the owner's; an approval of the former is withdrawn."""
        letter = words.edited(asks.get(self.store, ask).letter, subject, body)
        outbox.rewrite(self.store, ask, letter, self._cause(now))
        return asks.get(self.store, ask)

    def undo(self, ask: AskId, now: datetime) -> str:
        """Take back the last step of an ask; say what that was."""
        letter = outbox.letter_of(self.store, ask)
        if letter and letter.state is LetterState.PLANNED:
            outbox.withdraw(self.store, ask, AskEvent.RECALLED, self._cause(now))
            return "the approval; it is a draft again"
        undone = asks.undo(self.store, ask, self._cause(now))
        return f"{undone.event}; it is {undone.before} again"

    def settle(self, ask: AskId, event: AskEvent | None, now: datetime) -> Ask:
        """Say what a message or a lost letter meant: *event* happens, None: nothing did.

        The step cites the message that the owner was asked to look at.
        """
        if event is not None:
            cause = replace(self._cause(now), message_id=answers.in_question(self.store, ask))
            self._settled(ask, event, cause)
        with self.store.writing():
            asks.note_review(self.store, ask, "")
            answers.unmark(self.store, ask, answers.WISH)
        return asks.get(self.store, ask)

    def keep_wish(self, ask: AskId, now: datetime) -> str:
        """Keep what whoever was asked wishes not to be asked about, as the answer said; the ask is
        declined. The wish stands in the place of "write to me no more", which it was read from.

        Return it in words that follow the name; raises InputError where the answer said none.
        """
        one, about = asks.get(self.store, ask), answers.wished(self.store, ask)
        if not about:
            raise InputError(f"no answer to ask #{ask} tells a wish; see: narrowcast person wish")
        keys = (one.introducer_address,)
        wish = PersonWish(at=seconds(now), about=about)
        former = wishes.of(self.store, keys, Time(seconds(now) + 1))
        with self.store.writing(durable=True):
            if rules.allowed(one.state, AskEvent.DECLINED):
                cited = answers.in_question(self.store, ask)
                asks.happen(
                    self.store, ask, AskEvent.DECLINED, replace(self._cause(now), message_id=cited)
                )
            wishes.lift(self.store, keys, seconds(now), mint=self.mint)
            for kept in (*former, wish):
                wishes.keep(self.store, keys, kept, mint=self.mint)
            asks.note_review(self.store, ask, "")
            answers.unmark(self.store, ask, answers.WISH)
        return f"wishes not to be asked{told(wish)}"

    def _settled(self, ask: AskId, event: AskEvent, cause: Cause) -> None:
        match event:
            case AskEvent.LEFT:
                outbox.confirm(self.store, ask, cause)
            case AskEvent.FOUND_UNSENT:
                outbox.withdraw(self.store, ask, event, cause)
            case AskEvent.COMPLAINED:
                self._complained(ask, cause)
            case AskEvent.POSTPONED:
                asks.postpone(self.store, ask, answers.again_at(self.store, ask), cause)
            case _:
                asks.move(self.store, ask, event, cause)

    def _complained(self, ask: AskId, cause: Cause) -> None:
        """End the ask, and hold whoever was asked, as their own believed report would."""
        to = asks.get(self.store, ask).introducer_address
        cited = cause.message_id or f"ask #{ask}"
        with self.store.writing(durable=True):
            asks.happen(self.store, ask, AskEvent.COMPLAINED, cause)
            found = Complaint(ask=ask, address=to, at=cause.at, message_id=cited)
            complaints.keep(self.store, found, self.mint)

    def later(self, ask: AskId, now: datetime, days: int) -> Ask:
        """Put a draft off for *days*."""
        until = Time(seconds(now + timedelta(days=days)))
        return asks.snooze(self.store, ask, until, self._cause(now))

    def never(self, ask: AskId, now: datetime) -> None:
        """Drop an ask, and never suggest this person as an introducer again."""
        with self.store.writing(durable=True):
            outbox.cancel(self.store, ask, self._cause(now))
            who = [asks.get(self.store, ask).introducer_address]
            decisions.decide(self.store, decisions.NEVER, who, seconds(now), mint=self.mint)

    def drop(self, ask: AskId, now: datetime, why: str = "") -> Ask:
        """Drop an ask that was not sent."""
        outbox.cancel(self.store, ask, replace(self._cause(now), why=why))
        return asks.get(self.store, ask)

    def _cause(self, now: datetime) -> Cause:
        return replace(self.by, at=seconds(now))

    def _bytes(self, ask: Ask, at: datetime) -> OutgoingLetter:
        token = self.mint()
        sender = self.owner.addresses[0]
        message_id = f"<{self.mint()}@{sender.rpartition('@')[2]}>"
        local = at.astimezone(zone_of(self.owner))
        raw = compose.compose(
            ask.letter, self.owner, message_id=message_id, token=token, date=local, sender=sender
        )
        return OutgoingLetter(
            id=0,
            ask=ask.id,
            message_id=message_id,
            token=token,
            raw=raw,
            sha256=compose.approved_hash(raw),
            sender=sender,
            recipient=ask.letter.to_address,
            send_after=seconds(at),
            state=LetterState.PLANNED,
        )

    def past(
        self, uid_of: Callable[[Ask], PersonUid], *, but: Ask | None = None
    ) -> Iterable[PastAsk]:
        """Every ask that was ever approved, *but* one: what caps and cool-offs count.

        *uid_of* tells whom an ask went to by what is known of people now.
        """
        happened = asks.history(self.store)
        back = reopenings.latest(self.store)
        leaving = {one.ask: one.sent_at or one.send_after for one in outbox.standing(self.store)}
        for other in asks.every(self.store, _UNDER_WAY | {AskState.CLOSED}):
            if (but is not None and other.id == but.id) or other.unasked:
                continue  # whoever introduced somebody unasked was asked nothing
            mine = [one for one in happened if one.ask == other.id and not one.undone]
            at = leaving.get(other.id, other.created)
            declined = [one.at for one in mine if one.event in _NOES]
            yield PastAsk(
                introducer=uid_of(other),
                prospect=other.prospect,
                sent_at=datetime.fromtimestamp(at, UTC),
                open=other.state in _OPEN,
                outdated=reopenings.outdates(back.get(other.prospect), other.state, other.changed),
                returned=other.state is AskState.BOUNCED,
                declined_at=datetime.fromtimestamp(declined[-1], UTC) if declined else None,
            )


_NOES = frozenset({AskEvent.DECLINED, AskEvent.COMPLAINED})
_OPEN = _UNDER_WAY - {
    AskState.DECLINED,
    AskState.BOUNCED,
    AskState.EXPIRED,
    AskState.WITHDRAWN,
    AskState.MET,
}


def _uid_if(person: Person, ask: Ask) -> PersonUid:
    """The uid of *person* if the ask went to one of their addresses, merged since or not."""
    return person.uid if ask.introducer_address in person.addresses else ask.introducer
