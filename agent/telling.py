"""What the store knows, as lines for the owner: asks, debts, questions, moves, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.bounces import COMPLAINT_DOUBTED
from narrowcast.agent.core.briefing import (
    AskLine,
    Choice,
    ComplaintLine,
    Debt,
    JobMove,
    ProposedLetter,
    Question,
    SyncLine,
    UnaskedLine,
)
from narrowcast.agent.core.companions import Due
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.judgement import proposed
from narrowcast.agent.core.model import AddressKey, AskId, LetterPurpose, Prospect, Time
from narrowcast.agent.core.wishes import PersonWish, told
from narrowcast.agent.doubts import NOTED
from narrowcast.agent.moving import FoundMove
from narrowcast.agent.store import companions, spoken
from narrowcast.agent.store.accounts import Standing
from narrowcast.agent.store.asks import Ask, Happened
from narrowcast.agent.store.companions import Companion
from narrowcast.agent.store.complaints import Complaint
from narrowcast.agent.store.store import Store
from narrowcast.agent.store.unasked import UnaskedIntroduction

WISH = "wish"
"""What the answer means that keeps the wish an answer to the ask told."""
NOTHING = "nothing"
"""What the answer means that leaves an ask as it is."""

OWED = frozenset({AskState.QUESTION, AskState.WAITING_ON_OWNER, AskState.NAME_DROP})
"""Where it is the owner's turn."""


def accounts_and_scopes(
    store: Store, troubled: Iterable[tuple[str, Standing]]
) -> Iterator[SyncLine]:
    """What is wrong with accounts, then how reading each folder, calendar and address book went."""
    for name, found in troubled:
        yield SyncLine(account=name, ok=False, text=found.problem)
    for scope in store.scopes():
        whole = scope.name == scope.account
        yield SyncLine(
            account=scope.account if whole else f"{scope.account}: {scope.name}",
            ok=not scope.problem,
            text=scope.problem or f"{scope.records} records",
            at=None if scope.last_ok is None else datetime.fromtimestamp(scope.last_ok, UTC),
        )


def doubts(store: Store) -> Iterator[SyncLine]:
    """How many people are in doubt, as counted by the last sync; no reason for a mail by itself."""
    count = int(store.setting(NOTED) or 0)
    if count:
        doubtful = f"{count} doubt{'s' if count > 1 else ''} about who is who"
        yield SyncLine(account="people", ok=True, text=f"{doubtful}: narrowcast person review")


def hosts(store: Store, since: Time) -> Iterator[str]:
    """Traffic is counted by day: what was talked to on the day of the last mail is told again."""
    day = datetime.fromtimestamp(since, UTC).date()
    return (one.host for one in spoken.since(store, day))


def unasked(
    store: Store, found: Iterable[UnaskedIntroduction], who: Grouping
) -> Iterator[UnaskedLine]:
    """Introductions that nobody was asked for, with names as *who* is who."""
    for one in found:
        yield UnaskedLine(
            id=one.id,
            introducer=_called(store, who, one.introducer),
            introduced=", ".join(_called(store, who, key) for key in one.introduced),
            at=datetime.fromtimestamp(one.at, UTC),
            message_id=one.message_id,
        )


def complaints(
    store: Store, found: Iterable[Complaint], who: Grouping, labels: Mapping[AskId, str]
) -> Iterator[ComplaintLine]:
    """Who had letters reported as unwanted; *labels*: about whom each ask was."""
    for one in found:
        yield ComplaintLine(
            ask=one.ask,
            person=_called(store, who, one.address),
            prospect=labels.get(one.ask, ""),
            message_id=one.message_id,
            undo=f"narrowcast person undo {one.number}",
        )


def _called(store: Store, who: Grouping, key: AddressKey) -> str:
    number = store.addresses.find(key)
    return (who.person(number).name if number is not None else "") or key


def letters(store: Store, pending: Iterable[Companion]) -> Iterator[ProposedLetter]:
    """Letters beside asks that wait for the owner, each with why it is due."""
    for one in pending:
        said = [step.why for step in companions.history(store, one.ask) if step.letter == one.id]
        yield ProposedLetter(
            id=one.id,
            ask=one.ask,
            called=_PURPOSES[one.purpose],
            command=f"narrowcast approve L{one.id}",
            letter=one.letter,
            also_to=one.hidden,
            why=next(filter(None, said), ""),
        )


def next_step(coming: Due | None, now: datetime) -> str:
    """What follows if nothing else happens: "follow-up due on 12 November"; '' nothing."""
    if coming is None or coming.at <= now:
        return ""
    day = coming.at.astimezone(now.tzinfo)
    return f"{_PURPOSES[coming.purpose]} due on {day.day} {day:%B}"


_PURPOSES = {
    LetterPurpose.ASK: "ask",
    LetterPurpose.FOLLOW_UP: "follow-up",
    LetterPurpose.REMINDER: "reminder",
    LetterPurpose.THANKS: "thanks",
    LetterPurpose.OUTCOME: "what came of it",
    LetterPurpose.BCC_REPLY: "answer to the introduction",
}


WAITING = frozenset(
    {
        AskState.SCHEDULED,
        AskState.SENT,
        AskState.AWAY,
        AskState.AGREED,
        AskState.LATER,
        AskState.UNKNOWN,
        AskState.MEETING_SET,
    }
)
WORDS = {
    AskState.SCHEDULED: "approved, leaves soon",
    AskState.SENT: "no answer yet",
    AskState.AWAY: "out of office",
    AskState.AGREED: "agreed",
    AskState.DECLINED: "declined",
    AskState.LATER: "wants to be asked again later",
    AskState.OTHER_PERSON: "named somebody better placed",
    AskState.NAME_DROP: "you may use their name",
    AskState.QUESTION: "asked you something",
    AskState.UNCLEAR: "answered; it is not clear what",
    AskState.WAITING_ON_OWNER: "it is your turn",
    AskState.INTRODUCED: "introduced you",
    AskState.OWNER_REPLIED: "you wrote to them",
    AskState.MEETING_SET: "a meeting is set",
    AskState.MET: "you met",
    AskState.BOUNCED: "the letter bounced",
    AskState.EXPIRED: "nothing came for three weeks",
    AskState.UNKNOWN: "may have left; look in your Sent folder",
}


def ask_line(
    ask: Ask, prospect: Prospect, happened: Iterable[Happened], following: str = ""
) -> AskLine:
    """Where an ask stands, since when, and what brought it there."""
    mine = [one for one in happened if one.ask == ask.id]
    return AskLine(
        id=ask.id,
        prospect=prospect.label,
        introducer=ask.letter.to_name,
        state=WORDS.get(ask.state, ask.state.replace("-", " ")),
        since=datetime.fromtimestamp(mine[-1].at if mine else ask.changed, UTC),
        message_id=next((one.message_id for one in reversed(mine) if one.message_id), ""),
        next_step=following,
    )


def debt(ask: Ask, happened: Sequence[Happened]) -> Debt:
    """What the owner owes whom was asked."""
    line = ask_line(ask, Prospect(id=ask.prospect, name=""), happened)
    what = {
        AskState.QUESTION: "an answer to their question",
        AskState.NAME_DROP: "a mail to the prospect in their name",
    }.get(ask.state, "a reply")
    return Debt(person=ask.letter.to_name, what=what, since=line.since, message_id=line.message_id)


def question(ask: Ask, prospect: Prospect, wish: str = "") -> Question:
    """What only the owner can say of an ask that is to be looked at; *wish*: what the answer says
    not to be asked about.
    """
    letter = f"to {ask.letter.to_name} about {prospect.label}"
    number = ask.id
    choices: tuple[Choice, ...]
    match ask.state:
        case AskState.UNKNOWN:
            text = f"Did your letter {letter} leave?"
            choices = (
                _settled(number, "sent", "it lies among the sent", AskEvent.LEFT),
                _settled(number, "unsent", "it does not: a draft again", AskEvent.FOUND_UNSENT),
                Choice(f"narrowcast settle {number} again", "send the same letter again"),
            )
        case AskState.DRAFTED:
            text = f"Your letter {letter} was not sent. What now?"
            choices = (Choice("narrowcast review", "change it, approve it again, or drop it"),)
        case AskState.SCHEDULED:
            text = f"Your letter {letter} cannot leave. Will you see to it?"
            choices = (Choice("narrowcast sync", "tries again once the cause is gone"),)
        case _ if ask.needs_review == COMPLAINT_DOUBTED:
            text = f"Did {ask.letter.to_name} complain about your letter about {prospect.label}?"
            choices = (
                _settled(
                    number, "complained", "they did: never write to them", AskEvent.COMPLAINED
                ),
                _settled(number, NOTHING, "the report is false", NOTHING),
                Choice(f"narrowcast timeline {number}", "shows what came"),
            )
        case _:
            text = f"What does this mean for your ask {letter}?"
            choices = (
                *_answers(ask, wish),
                _settled(number, NOTHING, "it means nothing for it", NOTHING),
                Choice(f"narrowcast timeline {number}", "shows what came"),
            )
    return Question(ask=number, text=text, why=ask.needs_review, choices=choices)


_USUAL = (
    ("agreed", "they will introduce you", AskEvent.AGREED),
    ("declined", "they will not", AskEvent.DECLINED),
    ("introduced", "they have", AskEvent.INTRODUCED),
)
"""What a message may mean, as `settle` takes it and in words."""

_PROPOSED = {
    AskState.AGREED: _USUAL[0],
    AskState.DECLINED: _USUAL[1],
    AskState.INTRODUCED: _USUAL[2],
    AskState.AWAY: ("away", "they are out of office", AskEvent.AWAY),
    AskState.LATER: ("later", "they want to be asked again later", AskEvent.POSTPONED),
    AskState.OTHER_PERSON: ("other-person", "they name somebody better placed", AskEvent.REFERRED),
    AskState.NAME_DROP: ("name-drop", "you may use their name", AskEvent.NAME_OFFERED),
    AskState.QUESTION: ("question", "they ask you something first", AskEvent.ASKED_BACK),
    AskState.MEETING_SET: ("meeting-set", "a meeting is set", AskEvent.MEETING_SET),
    AskState.MET: ("met", "you have met", AskEvent.MET),
    AskState.BOUNCED: ("bounced", "the letter did not reach them", AskEvent.BOUNCED),
}


def _answers(ask: Ask, wish: str) -> Iterator[Choice]:
    """Three things a message may mean; a wish that it tells stands first."""
    meanings = _meanings(proposed(ask.needs_review))
    if wish:
        said = told(PersonWish(at=Time(0), about=wish))
        yield _settled(ask.id, WISH, f"they will not, and are not asked{said} any more", WISH)
    yield from (_settled(ask.id, *one) for one in meanings[: len(meanings) - bool(wish)])


def _meanings(state: AskState | None) -> tuple[tuple[str, str, AskEvent], ...]:
    """Three things a message may mean, the one that is proposed first."""
    first = _PROPOSED.get(state) if state is not None else None
    return tuple(dict.fromkeys((first, *_USUAL) if first else _USUAL))[: len(_USUAL)]


def _settled(ask: AskId, said: str, in_words: str, means: str) -> Choice:
    return Choice(f"narrowcast settle {ask} {said}", in_words, means)


def moves(found: Iterable[FoundMove]) -> Iterator[JobMove]:
    """Changes of job, with what each means for the prospects."""
    for one in found:
        if one.with_the_firm and not one.joined:
            continue  # a firm under a new name is no news of each of its people
        move = one.move
        what = f"{move.before.organization} → {move.after.organization}"
        evidence = move.evidence[0].id if move.evidence else ""
        yield JobMove(person=one.name, what=f"{what}{_meaning(one)}", evidence=evidence)


def _meaning(found: FoundMove) -> str:
    """What a move is to the prospects at the new firm, if anything."""
    if not found.contact or not found.joined:
        return ""
    named = ", ".join(f"{one.id} ({one.label})" for one in found.reopened or found.joined)
    return f"; brings back prospect {named}" if found.reopened else f"; a way to prospect {named}"
