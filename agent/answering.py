"""Listens to what a sync brings: answers, introductions and meetings move the asks they belong to.

    page ─► judge (pure) ─► sure: move, citing the message │ unsure: the owner looks at it

A page is judged before it is kept: killed in between, it comes again and every judgement on it is
found to be made. Nothing that arrives can lead towards a letter; every move can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from narrowcast.agent.core import answers, judgement
from narrowcast.agent.core import asks as rules
from narrowcast.agent.core.asks import AskClock, AskEvent, AskState
from narrowcast.agent.core.judgement import AnswerContext, AskView, Judgement
from narrowcast.agent.core.model import AddressKey, AskId, Owner, Time
from narrowcast.agent.store import answers as kept
from narrowcast.agent.store import asks, outbox, prospects
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Page
from narrowcast.connectors.formats import ics
from narrowcast.connectors.records import Meeting, Message, PartKind

Aliases = Callable[[Iterable[AddressKey]], frozenset[AddressKey]]
"""All addresses of the persons that some addresses belong to."""

_CONCERNED = rules.LISTENING | {AskState.SENDING}


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a message or meeting did, or would have the owner decide."""

    ask: AskId
    event: AskEvent | None
    why: str
    message_id: str
    applied: bool


class Listener:
    """Judges every page before it is kept; what it did stands in *heard*."""

    def __init__(self, store: Store, owner: Owner, aliases: Aliases, now: datetime) -> None:
        self._store, self._owner, self._aliases = store, owner, aliases
        self._now = now
        self._views = {view.id: view for view in self._open()}
        self._since = min((view.sent_at for view in self._views.values()), default=None)
        self._context = AnswerContext(
            now=now,
            owner=store.owner | frozenset(owner.addresses),
            owner_name=owner.name,
            trusted_authserv_id=store.setting("authserv-id") or "",
            judged=kept.Judged(store),
            seen_ids=kept.SeenIds(store),
        )
        self.heard: list[Heard] = []

    def __call__(self, page: Page) -> None:
        """Judge the records of a page."""
        if self._since is None:
            return
        for record in page.upserts:
            if isinstance(record, Message) and self._recent(record):
                self._message(record)
            elif isinstance(record, Meeting) and record.ends_at >= self._since:
                self._meeting(record)

    def _recent(self, message: Message) -> bool:
        moment = message.received_at or message.sent_at
        return moment is None or self._since is None or moment >= self._since

    def _message(self, message: Message) -> None:
        invitation = _invitation(message)
        judged = answers.judge(message, tuple(self._views.values()), self._context, invitation)
        if judged.repeated or not judged.linked:
            return
        cause = Cause(
            at=_seconds(self._now),
            origin=Origin.MAIL,
            message_id=message.message_id,
            why=judged.why,
        )
        before = self._views.get(judged.ask) if judged.ask is not None else None
        after = answers.follow(before, message, judged) if before else None
        with self._store.writing():
            applied = self._apply(judged, cause)
            if before and after:
                self._tie(before, after, invitation, cause.at)
            if not judged.provisional:
                identity = judgement.identity(message)
                kept.remember(
                    self._store, identity, judged, cause.at, message.message_id, applied=applied
                )
        if after:
            self._views[after.id] = after if applied else replace(after, state=_state(before))

    def _meeting(self, meeting: Meeting) -> None:
        judged = answers.judge_meeting(meeting, tuple(self._views.values()), self._context)
        if judged.ask is None or judged.state is self._views[judged.ask].state:
            return
        uid = f"meeting:{meeting.uid}"
        cause = Cause(
            at=_seconds(self._now), origin=Origin.CALENDAR, message_id=uid, why=judged.why
        )
        with self._store.writing():
            applied = self._apply(judged, cause)
            self._tie_meeting(judged.ask, meeting, cause.at)
        if applied and judged.state:
            self._views[judged.ask] = replace(self._views[judged.ask], state=judged.state)

    def _apply(self, judged: Judgement, cause: Cause) -> bool:
        """Move the ask where that is sure, else let the owner look; True if it moved."""
        if judged.ask is None:
            for candidate in judged.candidates:
                self._flag(candidate, judged, cause)
            return False
        if judged.event is None or not judged.auto_apply:
            if judged.needs_review or judged.event is not None:
                self._flag(judged.ask, judged, cause)
            return False
        asks.happen(self._store, judged.ask, judged.event, cause)
        self.heard.append(Heard(judged.ask, judged.event, judged.why, cause.message_id, True))
        return True

    def _flag(self, ask: AskId, judged: Judgement, cause: Cause) -> None:
        asks.note_review(self._store, ask, judged.why or "a message may concern it")
        self.heard.append(Heard(ask, judged.event, judged.why, cause.message_id, False))

    def _tie(self, before: AskView, after: AskView, invitation: Meeting | None, at: Time) -> None:
        for known in after.known_ids - before.known_ids:
            kept.tie(self._store, before.id, at, id=known)
        for thread in after.provider_threads - before.provider_threads:
            kept.tie(self._store, before.id, at, thread=thread)
        if invitation is not None:
            self._tie_meeting(before.id, invitation, at)

    def _tie_meeting(self, ask: AskId, meeting: Meeting, at: Time) -> None:
        kept.tie(self._store, ask, at, meeting=meeting.uid, ends=str(_seconds(meeting.ends_at)))

    def _open(self) -> Iterator[AskView]:
        wanted = {one.id: one for one in prospects.everybody(self._store)}
        for ask in asks.every(self._store, _CONCERNED):
            letter = outbox.letter_of(self._store, ask.id)
            if letter is None:
                continue
            prospect = wanted[ask.prospect]
            known = {
                f"<{letter.token}@{letter.sender.rpartition('@')[2]}>",
                letter.provider_message_id,
            }
            yield AskView(
                id=ask.id,
                state=ask.state,
                introducer=self._aliases([ask.introducer_address]),
                prospect=self._aliases(prospect.addresses),
                sent_at=datetime.fromtimestamp(letter.sent_at or letter.send_after, UTC),
                message_id=letter.message_id,
                known_ids=frozenset(known - {""}) | kept.tied(self._store, ask.id, "id"),
                provider_threads=frozenset({letter.provider_thread} - {""})
                | kept.tied(self._store, ask.id, "thread"),
                subject=ask.letter.subject,
                introducer_name=ask.letter.to_name,
                prospect_name=prospect.name,
                text=ask.letter.body,
                meeting_uids=kept.tied(self._store, ask.id, "meeting"),
            )


def pass_time(store: Store, now: datetime) -> tuple[Heard, ...]:
    """Let happen what only time causes: absences and waits end, meetings are held."""
    return tuple(_passed(store, now))


def _passed(store: Store, now: datetime) -> Iterator[Heard]:
    for ask in asks.every(store):
        event = _due(store, ask, now)
        if event is None:
            continue
        why = _WHY.get(event, "")
        asks.move(store, ask.id, event, Cause(at=_seconds(now), origin=Origin.CLOCK, why=why))
        yield Heard(ask.id, event, why, "", True)


_WHY = {
    AskEvent.EXPIRED: "no answer came in three weeks",
    AskEvent.WOKEN: "its time has come",
    AskEvent.RETURNED: "they are back",
    AskEvent.MET: "the meeting is over",
}


def _due(store: Store, ask: Ask, now: datetime) -> AskEvent | None:
    if ask.state is AskState.MEETING_SET:
        ends = [int(end) for end in kept.tied(store, ask.id, "ends")]
        return AskEvent.MET if ends and max(ends) <= now.timestamp() else None
    if ask.state in {AskState.APPROVED, AskState.SCHEDULED}:
        return None  # the outbox withdraws an approval that grew too old together with its letter
    letter = outbox.letter_of(store, ask.id)
    clock = AskClock(
        state=ask.state,
        since=datetime.fromtimestamp(ask.changed, UTC),
        sent_at=_moment(letter.sent_at) if letter else None,
        until=_moment(ask.snoozed_until),
    )
    return rules.due(clock, now)


def _invitation(message: Message) -> Meeting | None:
    texts = (part.text for part in message.parts if part.kind is PartKind.CALENDAR)
    found = (one for text in texts for one in ics.read_text(text))
    return next((one for one in found if isinstance(one, Meeting)), None)


def _state(view: AskView | None) -> AskState:
    assert view is not None, "only an ask that was there is followed"
    return view.state


def _moment(time: Time | None) -> datetime | None:
    return None if time is None else datetime.fromtimestamp(time, UTC)


def _seconds(moment: datetime) -> Time:
    return Time(int(moment.timestamp()))
