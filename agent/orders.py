"""Answers to the morning mail: heard in the Sent folder, carried out once, told the next day.

    Sent folder ─ page ─► the owner's own answer to that mail, with its code? ─► lines kept
                                                              (in the page's transaction)
    after the sync: line ─► order (closed grammar) ─► desk ─► result, in one transaction

Nothing but such an answer is heard: no mail that came in, whatever its From says, no copy in the
inbox, no quotation. `ok` approves only a letter that reads to the last sign as that mail showed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from narrowcast.agent import logs, planning, telling
from narrowcast.agent.asking import Desk
from narrowcast.agent.companions import Companions
from narrowcast.agent.core import draft as words
from narrowcast.agent.core import orders as grammar
from narrowcast.agent.core.asks import AskEvent, AskState, IllegalMove
from narrowcast.agent.core.compose import UnsafeLetter
from narrowcast.agent.core.machines import Origin as Author
from narrowcast.agent.core.machines import origin
from narrowcast.agent.core.model import LetterId, Owner, Prospect, seconds
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.orders import Order, SaidLine, Verb
from narrowcast.agent.errors import AgentError, InputError
from narrowcast.agent.morning import Office
from narrowcast.agent.planning import NOT_VIA
from narrowcast.agent.store import asks, companions, mornings, outbox, prospects
from narrowcast.agent.store import orders as rows
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.companions import Place
from narrowcast.agent.store.mornings import Morning, Offered
from narrowcast.agent.store.orders import Given
from narrowcast.agent.store.outbox import OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Page
from narrowcast.connectors.records import Message

OnPage = Callable[[str, Page], Callable[[], None]]


class Hearing:
    """Hears a sync's pages for answers to morning mails, beside whoever *else* listens."""

    def __init__(self, store: Store, owner: Owner, now: datetime, else_: OnPage) -> None:
        self._store, self._now, self._else = store, now, else_
        self._owner = store.owner | frozenset(owner.addresses)

    def __call__(self, account: str, page: Page) -> Callable[[], None]:
        """Read the answers of a page; what is returned keeps them."""
        also = self._else(account, page)
        mails = (one for one in page.upserts if isinstance(one, Message))
        heard = [given for mail in mails for given in self._heard(account, mail)]

        def write() -> None:
            also()
            rows.hear(self._store, heard)

        return write

    def _heard(self, account: str, message: Message) -> Iterator[Given]:
        if not message.message_id or not grammar.is_owners(message, self._owner):
            return
        if origin(message) is not Author.HUMAN:
            return  # an out-of-office answer in the owner's name, a list's copy
        mail = mornings.answered(self._store, grammar.answers_directly(message))
        if mail is None or not mail.code:
            return
        given = Given(
            message_id=message.message_id,
            line=0,
            at=seconds(self._now),
            morning=mail.day,
            account=account,
            said="your answer",
        )
        if why := self._unheard(message, mail):
            yield replace(given, result=f"not done: {why}")
            return
        for said in self._lines(message, mail):
            yield replace(given, line=said.number, said=said.said)

    def _unheard(self, message: Message, mail: Morning) -> str:
        """Why an answer of the owner's own is not carried out; '' where it is."""
        sent = message.sent_at or message.received_at
        made = datetime.fromtimestamp(mail.at, UTC)
        if mail.code.lower() not in grammar.codes(message):
            return "it does not carry that mail's code; leave the subject as it is"
        if sent is None or not grammar.in_time(sent, self._now, made):
            return f"that mail can be answered for {grammar.VALID.days} days"
        return ""

    def _lines(self, message: Message, mail: Morning) -> tuple[SaidLine, ...]:
        keys = mornings.offered(self._store, mail.day)
        return grammar.read(message, questioned=any(key.isalpha() for key in keys))


def carry_out(office: Office, now: datetime) -> tuple[Given, ...]:
    """Carry out what was heard, each line once; return the lines with what came of them."""
    return tuple(_carried(office, given, now) for given in rows.pending(office.store))


def _carried(office: Office, given: Given, now: datetime) -> Given:
    store = office.store
    try:
        # An approval and that its line is done are one transaction: a kill doubles neither.
        with store.writing(durable=True):
            result = _done(office, given, now)
            rows.done(store, given, result, seconds(now))
    except (AgentError, IllegalMove, UnsafeLetter, words.NoAddress) as refused:
        result = _not_done(store, given, str(refused), now)
    except Exception as fault:  # noqa: BLE001 (one line never holds up letters: it is told, once)
        logs.fault("an order failed", fault)
        why = f"a fault of narrowcast's own ({type(fault).__name__}); see: narrowcast review"
        result = _not_done(store, given, why, now)
    return replace(given, result=result)


def _not_done(store: Store, given: Given, why: str, now: datetime) -> str:
    """Note why a line was not carried out, and that it is not to be tried again."""
    result = f"not done: {why}"
    with store.writing():
        rows.done(store, given, result, seconds(now))
    return result


def _done(office: Office, given: Given, now: datetime) -> str:
    """Carry out one line; raises where it cannot be, and then nothing has changed."""
    if not office.answerable:
        raise InputError("answers to the morning mail are switched off")
    offered = mornings.offered(office.store, given.morning)
    order = grammar.parse(given.said, questioned=True)
    if order is None:
        raise InputError("it is not understood")
    mail = _mail(office.store, given)
    if order.key not in offered:
        raise InputError(f"that mail offered no {order.key}")
    cause = Cause(at=seconds(now), origin=Origin.OWN_SENT_ANSWER, message_id=given.message_id)
    desk = replace(office.desk, by=cause)
    if order.verb is Verb.OK:
        _check_not_taken_back(office.store, offered[order.key], mail)
    return _obeyed(office, desk, order, offered[order.key], now)


def _check_not_taken_back(store: Store, offered: Offered, mail: Morning) -> None:
    """A letter that was approved since that mail and is a draft again was taken back: another copy
    of the same answer, or one that comes late, does not approve it anew.
    """
    place = Place(offered.ask, LetterId(offered.letter))
    if outbox.was_approved(store, place, since=mail.at):
        raise InputError(f"{place} was approved since that mail already; see: narrowcast review")


def _mail(store: Store, given: Given) -> Morning:
    """The mail that was answered; the answer must lie in the mailbox it left from or came to."""
    mail = next(iter(mornings.on(store, given.morning)), None)
    if mail is None:
        raise InputError("that mail is not known any more")
    ids = (mail.message_id, mail.seen_as)
    if given.account != mail.carrier and not any(
        one and mornings.arrived(store, one, given.account) for one in ids
    ):
        raise InputError(f"the account {given.account} does not hold that morning mail")
    return mail


def _obeyed(office: Office, desk: Desk, order: Order, offered: Offered, now: datetime) -> str:
    if offered.letter:
        return _beside(desk, order, offered, now)
    ask = asks.get(desk.store, offered.ask)
    match order.verb:
        case Verb.OK:
            return _approved(office, desk, ask, offered, now)
        case Verb.EDIT:
            _, divider, _ = words.divided(ask.letter.body)
            body = grammar.with_sentence(ask.letter.body, order.text, divider)
            desk.edit(ask.id, ask.letter.subject, body, now)
            return f"#{ask.id} is a new draft; it stands whole in this mail, and is not approved"
        case Verb.LATER:
            desk.later(ask.id, now, int(order.text))
            return f"#{ask.id} comes again in {order.text} days"
        case Verb.NEVER:
            desk.never(ask.id, now)
            return f"#{ask.id} is dropped; {ask.letter.to_name} will not be suggested again"
        case Verb.NOT_VIA:
            return _not_via(office, desk, ask, order.text, now)
        case Verb.ANSWER:
            return _answered(desk, ask, offered, now)


def _approved(office: Office, desk: Desk, ask: Ask, offered: Offered, now: datetime) -> str:
    if ask.state is not AskState.DRAFTED:
        raise InputError(f"ask #{ask.id} is {ask.state}, and only a draft is approved")
    if grammar.hash_of(ask.letter) != offered.means:
        raise InputError(
            f"the letter of ask #{ask.id} was changed since that mail; it stands whole in this one"
        )
    prospect = _prospect(desk.store, ask)
    introducer = office.advice.introducer(prospect, ask.introducer_address, now)
    letter = desk.approve(ask, prospect, introducer, now)
    return _planned(desk, letter, f"#{ask.id}", f"narrowcast undo {ask.id}")


def _planned(desk: Desk, letter: OutgoingLetter, called: str, undo: str) -> str:
    leaves = datetime.fromtimestamp(letter.send_after, UTC).astimezone(zone_of(desk.owner))
    return (
        f"approved: {called} to {letter.recipient} leaves {leaves:%a %d %b %H:%M};"
        f" {undo} until then"
    )


def _beside(desk: Desk, order: Order, offered: Offered, now: datetime) -> str:
    """Carry out an order about a letter that belongs to an ask."""
    at, kept = Companions(desk), companions.get(desk.store, LetterId(offered.letter))
    match order.verb:
        case Verb.OK:
            if grammar.hash_of(kept.letter, kept.hidden) != offered.means:
                raise InputError(f"letter L{kept.id} was changed since that mail")
            letter = at.approve(kept, now)
            return _planned(desk, letter, f"L{kept.id}", f"narrowcast undo L{kept.id}")
        case Verb.EDIT:
            body = grammar.with_sentence(kept.letter.body, order.text, "")
            at.edit(kept.id, kept.letter.subject, body, now)
            return f"L{kept.id} is a new draft; it stands whole in this mail, and is not approved"
        case Verb.NEVER:
            at.drop(kept.id, now)
            return f"L{kept.id} is dropped"
        case _:
            raise InputError(f"L{kept.id} is no ask: answer ok, edit or never")


def _not_via(office: Office, desk: Desk, ask: Ask, name: str, now: datetime) -> str:
    if not grammar.is_called(ask.letter.to_name, name):
        raise InputError(f"ask #{ask.id} goes to {ask.letter.to_name}, not to {name}")
    prospect = _prospect(desk.store, ask)
    desk.drop(ask.id, now, NOT_VIA)
    found = office.advice.suggest(prospect, now, limit=planning.ROUTES).introducers
    other = next((one for one in found if ask.introducer_address not in one.person.addresses), None)
    if other is None:
        return f"#{ask.id} is dropped; nobody else shows a path to {prospect.label}"
    drafted = desk.draft(prospect, other, now)
    return f"#{ask.id} is dropped; #{drafted.id} to {other.person.name} is drafted instead"


def _answered(desk: Desk, ask: Ask, offered: Offered, now: datetime) -> str:
    if not ask.needs_review:
        raise InputError(f"ask #{ask.id} is settled already: it is {ask.state}")
    if offered.means == telling.WISH:
        return f"#{ask.id}: {ask.letter.to_name} {desk.keep_wish(ask.id, now)}"
    event = None if offered.means == telling.NOTHING else AskEvent(offered.means)
    settled = desk.settle(ask.id, event, now)
    return f"#{ask.id} is {settled.state}"


def _prospect(store: Store, ask: Ask) -> Prospect:
    found = [one for one in prospects.everybody(store) if one.id == ask.prospect]
    if not found:
        raise InputError(f"the prospect of ask #{ask.id} is gone")
    return found[0]
