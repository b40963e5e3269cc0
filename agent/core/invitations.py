"""Calendar entries and answers to them (RFC 5546): meetings of the owner with a prospect."""

from __future__ import annotations

from collections.abc import Sequence

from narrowcast.agent.core import asks
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.authenticity import Authenticity, authenticity
from narrowcast.agent.core.correspondents import Writer, among, key, writer
from narrowcast.agent.core.judgement import (
    AnswerContext,
    AskView,
    Judgement,
    LinkEvidence,
    MessageKind,
)
from narrowcast.agent.core.machines import MAX_PERSONAL_RECIPIENTS, Origin, is_automatic
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.ruling import Level, apart, ceiling, moved, noted, shown
from narrowcast.agent.core.threads import Link, arrived
from narrowcast.connectors.records import Meeting, Message, Participation


def judge_invitation(
    message: Message, invitation: Meeting, listening: Sequence[AskView], context: AnswerContext
) -> Judgement:
    """Judge a mail that carries an invitation, an answer to one, a change or a cancellation."""
    truth = authenticity(message, context.trusted_authserv_id)
    if truth in {Authenticity.FORGED, Authenticity.UNVERIFIED}:
        return apart(
            MessageKind.FORGED, "An invitation whose sender is not genuine.", certain=False
        )
    if _crowded(invitation):
        return apart(MessageKind.BULK, "An event with many people.")
    link = _link(message, invitation, listening, context)
    match invitation.method:
        case "REPLY" | "COUNTER":
            return _answered(message, invitation, link, context)
        case "CANCEL":
            return _cancelled(link)
        case _:
            return _invited(message, invitation, link, context)


def judge_meeting(
    meeting: Meeting, open_asks: Sequence[AskView], context: AnswerContext
) -> Judgement:
    """Judge an entry of the owner's own calendar: held once it is over, set until then."""
    if _crowded(meeting):
        return apart(MessageKind.BULK, "An event with many people.")
    found = [ask for ask in open_asks if ask.state in asks.LISTENING and _concerns(meeting, ask)]
    if not found:
        return apart(MessageKind.UNRELATED, "No prospect is at this meeting.")
    ask = found[0]
    link = Link(ask, (LinkEvidence.EVENT,), _organiser(meeting, ask, context), context.owner)
    if meeting.cancelled:
        return _cancelled(link)
    if meeting.starts_at < ask.sent_at:
        return apart(MessageKind.UNRELATED, "The meeting was before the ask.")
    if _turned_down(meeting, ask):
        return shown(link, MessageKind.MEETING_DECLINED, "The prospect declined the meeting.")
    level = Level.APPLY if ask.state in asks.SUCCEEDED or _accepted(meeting, ask) else Level.PROPOSE
    if meeting.ends_at <= context.now:
        return moved(link, MessageKind.MEETING_SET, AskEvent.MET, level, "You met the prospect.")
    return moved(
        link, MessageKind.MEETING_SET, AskEvent.MEETING_SET, level, "A meeting is in your calendar."
    )


# ---------------------------------------------------------------- whose meeting


def _addresses(meeting: Meeting) -> frozenset[AddressKey]:
    people = {key(attendee.mailbox) for attendee in meeting.attendees if attendee.human}
    return frozenset(people | {key(meeting.organizer)}) - {AddressKey("")}


def _crowded(meeting: Meeting) -> bool:
    return len(_addresses(meeting)) > MAX_PERSONAL_RECIPIENTS


def _concerns(meeting: Meeting, ask: AskView) -> bool:
    return meeting.uid in ask.meeting_uids or any(
        among(address, ask.prospect) for address in _addresses(meeting)
    )


def _link(
    message: Message, invitation: Meeting, listening: Sequence[AskView], context: AnswerContext
) -> Link | None:
    """The ask whose prospect is at the meeting, or whose meeting it is; of several the latest."""
    stored = {meeting.uid: meeting for meeting in context.meetings}
    entry = stored.get(invitation.uid)
    found = [
        ask
        for ask in listening
        if (_concerns(invitation, ask) or (entry is not None and _concerns(entry, ask)))
        and arrived(message, context) >= ask.sent_at
    ]
    if not found:
        return None
    ask = max(found, key=lambda one: one.sent_at)
    if entry is not None and entry.starts_at < ask.sent_at and entry.uid not in ask.meeting_uids:
        return None  # a series that was there before the ask
    return Link(ask, (LinkEvidence.EVENT,), writer(message, ask, context.owner), context.owner)


# ---------------------------------------------------------------- methods


def _invited(
    message: Message, invitation: Meeting, link: Link | None, context: AnswerContext
) -> Judgement:
    """REQUEST or PUBLISH: by the introducer an introduction, by the prospect a meeting."""
    if link is None or not any(
        among(one, context.owner) for one in _everybody(message, invitation)
    ):
        return apart(MessageKind.UNRELATED, "An invitation without a prospect of yours.")
    ask = link.ask
    organiser = key(invitation.organizer) or key(message.author)
    level = min(_level(message, link, context), _same(organiser, key(message.author)))
    if among(organiser, context.owner):
        return noted(link, MessageKind.OWN_FOLLOW_UP, "Your own invitation.")
    if among(organiser, ask.introducer):
        why = "The introducer invited you and the prospect."
        level = min(level, Level.PROPOSE) if ask.acquainted else level
        return moved(link, MessageKind.MEETING_SET, AskEvent.INTRODUCED, level, why)
    why = "The prospect invited you to a meeting."
    if not among(organiser, ask.prospect):
        return shown(link, MessageKind.MEETING_SET, "Somebody invited you and the prospect.")
    level = min(level, _expected(ask))
    return moved(link, MessageKind.MEETING_SET, AskEvent.MEETING_SET, level, why)


def _answered(
    message: Message, invitation: Meeting, link: Link | None, context: AnswerContext
) -> Judgement:
    """REPLY or COUNTER: the attendee named must be the author, whom the server vouches for."""
    answering = [attendee for attendee in invitation.attendees if key(attendee.mailbox)]
    author = key(message.author)
    mine = [one for one in answering if _same_person(key(one.mailbox), author, link)]
    if not mine:
        return apart(
            MessageKind.FORGED, "Somebody answers an invitation for another.", certain=False
        )
    if link is None:
        return apart(
            MessageKind.UNRELATED, "An answer to an invitation without a prospect of yours."
        )
    kind = _kind(invitation, mine[0].participation, automatic=is_automatic(message))
    if not among(author, link.ask.prospect):
        return noted(link, kind, "Somebody other than the prospect answered an invitation.")
    known = invitation.uid in link.ask.meeting_uids or any(
        meeting.uid == invitation.uid for meeting in context.meetings
    )
    if (
        kind is not MessageKind.MEETING_ACCEPTED
        or mine[0].participation is not Participation.ACCEPTED
    ):
        return shown(link, kind, _WHY[kind])
    level = min(_level(message, link, context), _expected(link.ask)) if known else Level.SHOW
    return moved(link, kind, AskEvent.MEETING_SET, level, "The prospect accepted the meeting.")


def _cancelled(link: Link | None) -> Judgement:
    if link is None:
        return apart(MessageKind.UNRELATED, "A meeting without a prospect of yours was called off.")
    return shown(link, MessageKind.MEETING_CANCELLED, "The meeting was called off.")


def _kind(invitation: Meeting, answer: Participation, *, automatic: bool) -> MessageKind:
    if invitation.method == "COUNTER":
        return MessageKind.MEETING_COUNTERED
    if answer is Participation.DECLINED:
        return MessageKind.MEETING_DECLINED
    return MessageKind.MEETING_ACCEPTED_BY_MACHINE if automatic else MessageKind.MEETING_ACCEPTED


_WHY = {
    MessageKind.MEETING_COUNTERED: "The prospect proposes another time.",
    MessageKind.MEETING_DECLINED: "The prospect declined the meeting.",
    MessageKind.MEETING_ACCEPTED: "The prospect accepted with a question mark.",
    MessageKind.MEETING_ACCEPTED_BY_MACHINE: "A machine accepted the meeting for the prospect.",
}


# ---------------------------------------------------------------- small questions


def _level(message: Message, link: Link, context: AnswerContext) -> Level:
    truth = authenticity(message, context.trusted_authserv_id)
    return ceiling(message, link, truth, Origin.HUMAN)


def _expected(ask: AskView) -> Level:
    """A meeting before any sign of an introduction may have come about without it."""
    return Level.APPLY if ask.state in asks.SUCCEEDED | {AskState.AGREED} else Level.PROPOSE


def _same(organiser: AddressKey, author: AddressKey) -> Level:
    """An invitation in another's name (a calendar service, an assistant) is only shown."""
    return Level.APPLY if organiser == author else Level.SHOW


def _same_person(attendee: AddressKey, author: AddressKey, link: Link | None) -> bool:
    if attendee == author:
        return True
    one = link.ask.prospect if link is not None else frozenset[AddressKey]()
    return among(attendee, one) and among(author, one)


def _everybody(message: Message, invitation: Meeting) -> frozenset[AddressKey]:
    boxes = (*message.to, *message.cc)
    return _addresses(invitation) | {key(box) for box in boxes}


def _organiser(meeting: Meeting, ask: AskView, context: AnswerContext) -> Writer:
    organiser = key(meeting.organizer)
    if among(organiser, context.owner):
        return Writer.OWNER
    if among(organiser, ask.introducer):
        return Writer.INTRODUCER
    return Writer.PROSPECT if among(organiser, ask.prospect) else Writer.STRANGER


def _accepted(meeting: Meeting, ask: AskView) -> bool:
    return among(key(meeting.organizer), ask.prospect) or any(
        attendee.participation is Participation.ACCEPTED
        and among(key(attendee.mailbox), ask.prospect)
        for attendee in meeting.attendees
    )


def _turned_down(meeting: Meeting, ask: AskView) -> bool:
    return any(
        attendee.participation is Participation.DECLINED
        and among(key(attendee.mailbox), ask.prospect)
        for attendee in meeting.attendees
    )
