"""Listens to what a sync brings: answers, introductions and meetings move the asks they belong to.

    page ─► judge (pure) ─► kept with the page, in one transaction: sure ─► move, citing the message
                                                                    unsure ─► the owner looks at it

So a kill loses no answer and counts none twice. The calendar is judged from the store after the
pages, since a meeting is held by the mere passing of time. Nothing that arrives can lead towards a
letter; every move can be undone, and what was judged is not judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from narrowcast.agent import bringing, complaining, listened
from narrowcast.agent.bringing import Noticed
from narrowcast.agent.core import answers, judgement, told
from narrowcast.agent.core import asks as rules
from narrowcast.agent.core.asks import AskClock, AskEvent, AskState
from narrowcast.agent.core.authenticity import pinned, stamped_by
from narrowcast.agent.core.choosing import Tracked
from narrowcast.agent.core.judgement import (
    AnswerContext,
    AskView,
    Judgement,
    MessageIdentity,
    proposal,
)
from narrowcast.agent.core.keys import subject_key
from narrowcast.agent.core.model import AddressKey, AskId, LetterPurpose, Owner, Time, seconds
from narrowcast.agent.core.threads import answered_ids, arrived
from narrowcast.agent.store import answers as kept
from narrowcast.agent.store import asks, companions, mornings, outbox, settling
from narrowcast.agent.store.answers import Taken
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.complaints import Complaint
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Page
from narrowcast.connectors.formats import ics
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import FolderRole, Meeting, Message, PartKind

_SLACK = timedelta(days=1)  # between our clock and the servers'
_MORNINGS = timedelta(days=30)  # that a morning mail may be answered

T = TypeVar("T")

Stamps = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a message, a meeting or time did, or would have the owner decide."""

    ask: AskId
    event: AskEvent | None
    why: str
    message_id: str
    """Of the message; `meeting:UID` of a meeting; '' where only time passed."""
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """A judgement with all that is to be kept of it."""

    identity: MessageIdentity
    judged: Judgement
    cause: Cause
    ids: frozenset[str] = frozenset()
    threads: frozenset[str] = frozenset()
    meeting: Meeting | None = None
    until: Time | None = None
    """Until when they are away, or from when they may be asked again."""
    wish: str = ""
    """What they say not to be asked about: the owner is asked whether to keep it."""


class Listener:
    """Judges the pages of one sync, then the calendar; what came of it stands in *heard*."""

    def __init__(self, store: Store, advisor: Advisor, owner: Owner, now: datetime) -> None:
        self._store, self._now = store, now
        self._owner = store.owner | frozenset(owner.addresses)
        self._views = {view.id: view for view in listened.views(store, advisor, now)}
        self._since = min((view.sent_at for view in self._views.values()), default=None)
        self._context = AnswerContext(now=now, owner=self._owner, owner_name=owner.name)
        self.heard: list[Heard] = []

    def __call__(self, account: str, page: Page) -> Callable[[], None]:
        """Judge the mails of a page; what is returned writes what came of it."""
        mails = [record for record in page.upserts if isinstance(record, Message)]
        stamps = self._counted(account, mails)
        trusted = pinned(stamps)
        recent = sorted(filter(self._recent, mails), key=self._arrived)
        found = list(self._judged(recent, trusted)) if recent else []
        tied = {one.cause.message_id for one in found if one.judged.linked}
        context = replace(self._context, trusted_authserv_id=trusted)
        noticed = bringing.notice(self._store, mails, context, tied)
        complaints = complaining.notice(self._store, mails, context)
        sent = _union(
            {m.message_id, *m.headers.get("x-narrowcast-id", ())} for m in mails if _left(m)
        )
        write = partial(self._write, account, stamps if mails else None, found, noticed, sent)
        return partial(self._write_and_hold, write, complaints)

    def tracked(self) -> Tracked:
        """Whose mail the asks wait for, as they stand now: its text is needed to judge it."""
        views = self._views.values()
        month_ago = seconds(self._now - _MORNINGS)
        return Tracked(
            since=None if self._since is None else seconds(self._since),
            ids=_union(view.known_ids | {view.message_id} for view in views),
            threads=_union(view.provider_threads for view in views),
            subjects=frozenset(subject_key(view.subject) for view in views) - {0},
            people=_union(view.introducer | view.prospect for view in views),
            own_ids=mornings.message_ids(self._store, month_ago),
        )

    def meet(self) -> None:
        """Judge the kept meetings with prospects: set, held, called off or declined."""
        listening = [view for view in self._newest() if view.state in rules.LISTENING]
        people = frozenset[AddressKey]().union(*(view.prospect for view in listening))
        if not people or self._since is None:
            return
        for meeting in kept.meetings(self._store, people, seconds(self._since)):
            with self._store.writing():
                self._keep_all(self._met(meeting))

    # ---- what is looked at -----------------------------------------------------------------------

    def _arrived(self, message: Message) -> datetime:
        return arrived(message, self._context)

    def _recent(self, message: Message) -> bool:
        """An answer is not older than the oldest ask."""
        return self._since is not None and self._arrived(message) >= self._since - _SLACK

    def _counted(self, account: str, mails: Sequence[Message]) -> Stamps:
        """Which server stamped the arrived mail of an account, these mails included."""
        counts = kept.stamps(self._store, account)
        for message in mails:
            moment = message.received_at
            if moment is None or moment > self._now + _SLACK or self._is_own(message):
                continue
            year = counts.setdefault(str(moment.astimezone(UTC).year), {})
            stamp = stamped_by(message)
            year[stamp] = year.get(stamp, 0) + 1
        return counts

    def _is_own(self, message: Message) -> bool:
        if {FolderRole.SENT, FolderRole.DRAFTS} & set(message.roles):
            return True
        return message.author is not None and canonical(message.author.address) in self._owner

    def _newest(self) -> tuple[AskView, ...]:
        return tuple(sorted(self._views.values(), key=lambda v: (v.sent_at, v.id), reverse=True))

    # ---- judging ---------------------------------------------------------------------------------

    def _judged(self, mails: Sequence[Message], trusted: str) -> Iterator[_Finding]:
        """Judge *mails* in the order they came; each is judged knowing the ones before it."""
        before = kept.judged(self._store, map(judgement.identity, mails))
        seen = kept.arrivals(self._store, {one for mail in mails for one in answered_ids(mail)})
        people = frozenset[AddressKey]().union(*(view.prospect for view in self._views.values()))
        since = seconds(self._since or self._now)
        context = replace(
            self._context,
            trusted_authserv_id=trusted,
            judged=before,
            seen_ids=seen,
            meetings=kept.meetings(self._store, people, since),
        )
        for message in mails:
            invitation = _invitation(message)
            judged = answers.judge(message, self._newest(), context, invitation)
            if judged.repeated:
                continue
            before[judgement.identity(message)] = judged
            if message.message_id:
                seen.setdefault(message.message_id, self._arrived(message))
            yield self._found(message, judged, invitation)

    def _found(self, message: Message, judged: Judgement, invitation: Meeting | None) -> _Finding:
        found = _Finding(
            identity=judgement.identity(message),
            judged=judged,
            cause=self._cause(Origin.MAIL, message.message_id, judged.why),
            meeting=invitation if _moves(judged) else None,
            until=told.until(judged.kind, message, self._arrived(message)),
            wish=told.wish(judged.kind, message),
        )
        if judged.ask is None:
            return found
        view = self._views[judged.ask]
        after = answers.follow(view, message, judged)
        self._views[view.id] = after if _moves(judged) else replace(after, state=view.state)
        return replace(
            found,
            ids=after.known_ids - view.known_ids,
            threads=after.provider_threads - view.provider_threads,
        )

    def _met(self, meeting: Meeting) -> Iterator[_Finding]:
        judged = answers.judge_meeting(meeting, self._newest(), self._context)
        if judged.ask is None:
            return
        view = self._views[judged.ask]
        identity = _moment_of(meeting, view.state, over=meeting.ends_at <= self._now)
        if kept.judged(self._store, [identity]):
            return
        if _moves(judged) and judged.state:
            self._views[view.id] = replace(view, state=judged.state)
        cause = self._cause(Origin.CALENDAR, f"meeting:{meeting.uid}", judged.why)
        yield _Finding(identity=identity, judged=judged, cause=cause, meeting=meeting)

    def _cause(self, origin: Origin, message_id: str, why: str) -> Cause:
        return Cause(at=seconds(self._now), origin=origin, message_id=message_id, why=why)

    # ---- keeping, inside the caller's transaction ------------------------------------------------

    def _write(
        self,
        account: str,
        stamps: Stamps | None,
        found: Iterable[_Finding],
        noticed: Iterable[Noticed],
        sent: Collection[str],
    ) -> None:
        if stamps:
            kept.set_stamps(self._store, account, stamps)
        self._keep_all(found)
        if sent:
            settling.seen_beside(self._store, sent, self._cause(Origin.MAIL, "", ""))
        bringing.keep(self._store, noticed)

    def _write_and_hold(self, write: Callable[[], None], complaints: Iterable[Complaint]) -> None:
        write()
        complaining.keep(self._store, complaints)

    def _keep_all(self, found: Iterable[_Finding]) -> None:
        for finding in found:
            self._keep(finding)

    def _keep(self, finding: _Finding) -> None:
        judged, cause = finding.judged, finding.cause
        kept.remember(self._store, finding.identity, judged, cause, _taken(judged))
        if judged.ask is not None:
            self._move(judged.ask, finding)
            kept.mark(self._store, judged.ask, "id", finding.ids)
            kept.mark(self._store, judged.ask, "thread", finding.threads)
        for ask in judged.candidates:
            self._show(ask, finding)

    def _move(self, ask: AskId, finding: _Finding) -> None:
        """Move the ask where that is sure, else have the owner look."""
        judged, meeting = finding.judged, finding.meeting
        if not _moves(judged):
            if _taken(judged) is Taken.SHOWN:
                self._show(ask, finding)
            return
        assert judged.event is not None, "a move has an event"
        asks.happen(self._store, ask, judged.event, finding.cause)
        if judged.event is AskEvent.LEFT:
            outbox.seen_sent(self._store, ask, finding.cause.at)
        if judged.event is AskEvent.AWAY:
            kept.away_until(self._store, ask, finding.until)
        if meeting is not None:
            kept.mark(self._store, ask, "meeting", (meeting.uid,))
            kept.mark(self._store, ask, "ends", (str(seconds(meeting.ends_at)),))
        self.heard.append(
            Heard(ask, judged.event, judged.why, finding.cause.message_id, applied=True)
        )

    def _show(self, ask: AskId, finding: _Finding) -> None:
        judged = finding.judged
        proposed = proposal(judged.state) if judged.event is not None and judged.state else ""
        if judged.event is AskEvent.POSTPONED and finding.until is not None:
            kept.mark(self._store, ask, kept.AGAIN, (str(finding.until),))
        if judged.ask == ask and finding.wish:
            kept.unmark(self._store, ask, kept.WISH)
            kept.mark(self._store, ask, kept.WISH, (finding.wish,))
        asks.note_review(self._store, ask, f"{judged.why or 'A message may concern it.'}{proposed}")
        self.heard.append(
            Heard(ask, judged.event, judged.why, finding.cause.message_id, applied=False)
        )


def _union(sets: Iterable[Collection[T]]) -> frozenset[T]:
    return frozenset(one for found in sets for one in found)


def _left(message: Message) -> bool:
    """Whether a mail lies in the Sent folder, where nobody but the owner lays anything."""
    return FolderRole.SENT in message.roles


def _moves(judged: Judgement) -> bool:
    """Whether the ask moves unasked: a sure judgement, and an event that mail may cause at all."""
    return judged.event in rules.INBOUND and judged.auto_apply and not judged.needs_review


def _taken(judged: Judgement) -> Taken:
    if _moves(judged):
        return Taken.MOVED
    return Taken.SHOWN if judged.needs_review or judged.event is not None else Taken.NOTED


def _invitation(message: Message) -> Meeting | None:
    texts = (part.text for part in message.parts if part.kind is PartKind.CALENDAR)
    found = (one for text in texts for one in ics.read_text(text))
    return next((one for one in found if isinstance(one, Meeting)), None)


def _moment_of(meeting: Meeting, state: AskState, *, over: bool) -> MessageIdentity:
    """The same for the same entry as long as neither it nor the ask changed."""
    people = sorted((one.mailbox.address, one.participation) for one in meeting.attendees)
    times = (meeting.starts_at.isoformat(), meeting.ends_at.isoformat())
    told = (meeting.uid, meeting.recurrence_id, times, people, meeting.cancelled, over, state)
    return MessageIdentity(blake2b(repr(told).encode(), digest_size=16).hexdigest())


# ---------------------------------------------------------------- what only time does


def pass_time(store: Store, now: datetime) -> tuple[Heard, ...]:
    """Let happen what only time causes: waits end, silence expires, meetings are held."""
    return tuple(_passed(store, now))


def _passed(store: Store, now: datetime) -> Iterator[Heard]:
    for ask in asks.every(store):
        event = _due(store, ask, now)
        if event is None:
            continue
        why = _UNKEPT if ask.state is AskState.AGREED else _WHY.get(event, "")
        uid = next(iter(sorted(kept.marks(store, ask.id, "meeting"))), "")
        cited = f"meeting:{uid}" if event is AskEvent.MET and uid else ""
        cause = Cause(at=seconds(now), origin=Origin.CLOCK, message_id=cited, why=why)
        asks.move(store, ask.id, event, cause)
        yield Heard(ask.id, event, why, cited, applied=True)


_WHY = {
    AskEvent.EXPIRED: "no answer came in three weeks",
    AskEvent.WOKEN: "its time has come",
    AskEvent.RETURNED: "they are back",
    AskEvent.MET: "the meeting is over",
}
_UNKEPT = "they agreed, and nothing came in the weeks after"


def _due(store: Store, ask: Ask, now: datetime) -> AskEvent | None:
    if ask.state is AskState.MEETING_SET:
        ends = [int(end) for end in kept.marks(store, ask.id, "ends")]
        # One that was called off or declined waits for the owner, as a flag says.
        held = bool(ends) and max(ends) <= now.timestamp() and not ask.needs_review
        return AskEvent.MET if held else None
    if ask.state in {AskState.APPROVED, AskState.SCHEDULED}:
        return None  # the outbox withdraws an approval that grew too old together with its letter
    letter = outbox.letter_of(store, ask.id)
    clock = AskClock(
        state=ask.state,
        since=datetime.fromtimestamp(ask.changed, UTC),
        sent_at=_moment(letter.sent_at) if letter else None,
        until=_moment(ask.snoozed_until),
        reminded_at=_moment(companions.left_at(store, ask.id, LetterPurpose.REMINDER)),
    )
    return rules.due(clock, now)


def _moment(time: Time | None) -> datetime | None:
    return None if time is None else datetime.fromtimestamp(time, UTC)
