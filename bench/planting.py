"""Asks planted into real mailboxes of the past, and all later mail heard as the daemon hears it.

Half of the asks are about a prospect who does not exist, half about a real outsider of the mailbox.
Nobody was asked, so that every move is a mistake, but where an outsider really was brought in.
Every author is vouched for: else nothing could move by itself, and nothing would be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bench.events import OwnerOf
from narrowcast.agent.answering import Heard, Listener
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.correspondents import key, people
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    AskKind,
    Letter,
    Owner,
    Prospect,
    seconds,
)
from narrowcast.agent.store import asks, outbox, prospects
from narrowcast.agent.store.asks import Cause, Origin, Wish
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import ScopeState, Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.formats.addresses import domain_of
from narrowcast.connectors.records import Message

PAGE = 400  # mails of one tick
PLANTED = 0.4  # of a mailbox is history
SERVER = "mx.owner.example"


def unrelated(
    mailboxes: Iterable[tuple[OwnerOf, list[Message]]], count: int
) -> list[dict[str, object]]:
    """Play every mailbox; print what moved and what was asked, return both."""
    rows: list[dict[str, object]] = []
    heard: Counter[str] = Counter()
    mails = 0
    for owner, messages in mailboxes:
        history = int(PLANTED * len(messages))
        mails += len(messages) - history
        for about, one, message in _play(owner, list(map(vouched, messages)), history, count):
            what = "moved" if one.applied else "asked"
            heard[f"{what}, {about}"] += 1
            rows.append(
                {
                    "what": what,
                    "about": about,
                    "why": one.why,
                    "event": str(one.event or ""),
                    "message_id": one.message_id,
                    "subject": message.subject if message else "",
                }
            )
    print(f"{mails} mails after {2 * (count // 2)} asks in each mailbox:")
    for what in ("moved, nobody", "moved, outsider", "asked, nobody", "asked, outsider"):
        print(f"{what:<18} {heard[what]:>6} {heard[what] / max(mails, 1) * 10_000:>8.1f} in 10,000")
    return rows


def vouched(message: Message) -> Message:
    """The mail as the owner's server would have stamped it."""
    domain = domain_of(message.author.address) if message.author else ""
    results = f"{SERVER}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    return replace(message, headers={**message.headers, "authentication-results": (results,)})


def _play(
    owner: OwnerOf, messages: Sequence[Message], history: int, count: int
) -> Iterator[tuple[str, Heard, Message | None]]:
    me = Owner(name=owner.name, addresses=tuple(sorted(owner.addresses)), zone="UTC")
    by_id = {one.message_id: one for one in messages}
    with Store.open(None, mention_key=bytes(32)) as store:
        store.set_owner(me.addresses)
        scope = store.scope("mail", "archive", Scope(id=ScopeId("mail"), name="mail"))
        advisor = Advisor(store)
        start = _when(messages[history])
        for page in _pages(messages[:history]):
            _hear(store, scope, advisor, me, page)
        about = _plant(store, me, messages[:history], start, count)
        for page in _pages(messages[history:]):
            for one in _hear(store, scope, advisor, me, page):
                yield about[one.ask], one, by_id.get(one.message_id)


def _pages(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    for start in range(0, len(messages), PAGE):
        yield messages[start : start + PAGE]


def _hear(
    store: Store, scope: ScopeState, advisor: Advisor, me: Owner, mails: Sequence[Message]
) -> list[Heard]:
    now = _when(mails[-1]) + timedelta(minutes=1)
    listener = Listener(store, advisor, me, now)
    page = Page(upserts=tuple(mails), cursor=Cursor(mails[-1].remote_id))
    write = listener("mail", page)
    store.keep(scope, learn(page), page.cursor, Snapshot.NONE, seconds(now), write)
    return listener.heard


def _when(message: Message) -> datetime:
    assert message.received_at is not None, "bench.answering gives every mail its time"
    return message.received_at


# ---------------------------------------------------------------- planting


def _plant(
    store: Store, me: Owner, history: Sequence[Message], at: datetime, count: int
) -> dict[AskId, str]:
    """Ask the most frequent authors; return about whom each ask is."""
    wrote = Counter(key(one.author) for one in history if key(one.author))
    contacts = [one for one, _ in wrote.most_common() if one not in me.addresses]
    home = {domain_of(one) for one in (*me.addresses, *contacts[:count])}
    outsiders = {
        one
        for mail in history
        for one in (key(mail.author), *people(mail))
        if one and domain_of(one) not in home
    }
    chosen = sorted(outsiders, key=lambda one: blake2b(one.encode()).digest())
    about: dict[AskId, str] = {}
    for number, introducer in enumerate(contacts[: 2 * (count // 2)]):
        real = number % 2 == 1 and number < len(chosen)
        wanted = (
            prospect_of(name="", address=chosen[number])
            if real
            else prospect_of(name=f"Zdenka Quast{number}", address=f"z{number}@quast.example")
        )
        about[_ask(store, me, introducer, wanted, at)] = "outsider" if real else "nobody"
    return about


def _ask(store: Store, me: Owner, introducer: AddressKey, wanted: Prospect, at: datetime) -> AskId:
    (kept,) = prospects.add(store, [wanted], seconds(at))
    called = kept.name or kept.addresses[0]
    text = f"Could you introduce me to {called}? I think that you know each other.\n\n{me.name}"
    letter = Letter(
        to_name="",
        to_address=introducer,
        subject=f"{me.name} and {called}: an introduction?",
        body=text,
        ask_part=text,
        blurb="",
    )
    cause = Cause(at=seconds(at), origin=Origin.CLI)
    wish = Wish(
        prospect=kept.id, introducer=(introducer,), kind=AskKind.INTRODUCTION, letter=letter
    )
    ask = asks.draft(store, wish, cause).id
    token = f"planted-{ask}"
    outgoing = OutgoingLetter(
        id=0,
        ask=ask,
        message_id=f"<{token}@owner.example>",
        token=token,
        raw=b"",
        sha256="",
        sender=me.addresses[0],
        recipient=introducer,
        send_after=seconds(at),
        state=LetterState.PLANNED,
    )
    outbox.approve(store, outgoing, cause)
    planned = outbox.letter_of(store, ask)
    assert planned is not None, "it was just approved"
    going = outbox.journal(store, planned, LetterState.SENDING, AskEvent.SENDING_STARTED, cause)
    outbox.journal(store, going, LetterState.SENT, AskEvent.LEFT, cause)
    return ask
