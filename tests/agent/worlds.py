"""Random worlds for tests: mail, meetings, cards, signatures, decisions, each with its moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from narrowcast.agent import reading
from narrowcast.agent.core.identity import DecisionKind
from narrowcast.agent.core.learn import BlockClaim, Changes, Signed, Tiding, learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.reading import Reading
from narrowcast.agent.store import decision_log, decisions
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot, Tier
from narrowcast.connectors.records import (
    Attendee,
    Card,
    Mailbox,
    Meeting,
    Message,
    Participation,
    Position,
    Record,
    RemoteId,
)
from tests.agent.mailroom import KEY, NAMES, OWNER, START, mailbox, message

MINUTES = 200 * 24 * 60
PEOPLE = sorted(set(NAMES) - {OWNER, "dev@lists.club.example", "news@shop.example"})
NEWCOMER = "j.weber77@gmail.com"
FIRMS = ("Target", "Acme Ltd", "Norvane Robotics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One piece of evidence, or one word of the owner, and when it came about."""

    at: datetime
    records: tuple[Record, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()
    """What the author of the one mail in *records* signs with."""
    tells: tuple[str, str] | None = None
    """Kind and value of what that mail says of its author's job."""
    says: tuple[str, tuple[str, ...], str] | None = None
    """The owner's decision: its kind, the addresses, a name, firm or card."""


def apply(store: Store, world: Sequence[Happening]) -> None:
    """Read evidence in the order given; the owner decides in order of time, whatever is read."""
    for number, one in enumerate(world):
        if one.says is None:
            _keep(store, one, number)
    for one in sorted(world, key=lambda one: one.at):
        if one.says is not None:
            _decide(store, *one.says, Time(int(one.at.timestamp())))


def _keep(store: Store, one: Happening, number: int) -> None:
    page = Page(upserts=one.records, cursor=Cursor(str(number)))
    changes = reading.read(page, learn(page), Reading(Tier.MENTIONS, KEY), lambda _: frozenset())
    scope = store.scope("test", "fake", Scope(id=ScopeId("all"), name="all"))
    store.keep(scope, changes, page.cursor, Snapshot.NONE, int(one.at.timestamp()))
    for _, seen in changes.messages:
        if seen.author is None:
            continue
        claims = tuple(
            BlockClaim(kind=k, value=v, confidence="likely", normal=v if k == "phone" else "")
            for k, v in one.signs
        )
        block = Signed(
            identity=seen.identity,
            author=seen.author.key,
            digest=repr(one.signs).encode(),
            extractor=1,
            claims=claims,
        )
        told = one.tells and Tiding(
            identity=seen.identity, about=seen.author.key, kind=one.tells[0], value=one.tells[1]
        )
        more = Changes(signed=(block,) if claims else (), tidings=(told,) if told else ())
        store.keep(scope, more, page.cursor, Snapshot.NONE, int(one.at.timestamp()))


def _decide(store: Store, kind: str, who: tuple[str, ...], value: str, now: Time) -> None:
    keys = tuple(map(AddressKey, who))
    mint = iter(f"{now:x}{kind}{n}" for n in range(9)).__next__
    if kind == decisions.WORK:
        decisions.pin_work(store, keys, now, employer=value, mint=mint)
    elif kind == decisions.CARD:
        decisions.judge_card(store, keys, f"test:{value}", now, theirs=True, mint=mint)
    elif kind == decision_log.UNDO:
        # What is taken back was decided before: a later one cannot be.
        standing = [d for d in decision_log.log(store) if d.undone_at is None and d.at < now]
        if standing:
            decision_log.undo(store, max(standing, key=lambda d: d.at).number, now)
    else:
        others = keys[1:] if kind == DecisionKind.SPLIT else ()
        about = keys[:1] if kind == DecisionKind.SPLIT else keys
        decisions.decide(store, kind, about, now, others=others, name=value, mint=mint)


# ---------------------------------------------------------------- drawing one


@st.composite
def happenings(draw: st.DrawFn, *, start: int = 0, first: int = 0) -> Happening:
    """One happening at a minute after *start*; mails are numbered from *first*."""
    at = START + timedelta(minutes=draw(st.integers(start, start + MINUTES)))
    kind = draw(st.sampled_from("mmmmsstgccdd"))
    number = first + draw(st.integers(0, 1 << 30))
    match kind:
        case "m" | "s" | "t":
            return _mail(draw, at, number, kind)
        case "g":
            return Happening(at=at, records=(_meeting(draw, at, number),))
        case "c":
            return Happening(at=at, records=(_card(draw, at),))
        case _:
            return Happening(at=at, says=_decision(draw))


def _mail(draw: st.DrawFn, at: datetime, number: int, kind: str) -> Happening:
    everybody = [*sorted(NAMES), NEWCOMER]
    author = draw(st.sampled_from(everybody if kind == "m" else PEOPLE))
    to = draw(st.lists(st.sampled_from(everybody), min_size=1, max_size=3, unique=True))
    text = draw(st.sampled_from(["", "Jonas Weber asked.", "Write to jonas@target.example."]))
    subject = draw(st.sampled_from(["Plans", "Introduction", "Target rollout", "Weber"]))
    found = message(number, author, to, at, subject=subject, text=text)
    signs = (
        ("employer", draw(st.sampled_from(FIRMS))),
        ("phone", draw(st.sampled_from(["tel:+447700900111", "tel:+447700900222"]))),
    )
    firm = draw(st.sampled_from(FIRMS))
    tells = draw(st.sampled_from([("joined", firm), ("announced", "")]))
    return Happening(
        at=at,
        records=(found,),
        signs=signs if kind == "s" else (),
        tells=tells if kind == "t" else None,
    )


def _meeting(draw: st.DrawFn, at: datetime, number: int) -> Meeting:
    there = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    answer = st.sampled_from([Participation.ACCEPTED, Participation.DECLINED])
    answers = [draw(answer) for _ in there]
    # One uid is one meeting: moved ones depend on the order in which they are read.
    uid = f"g{number}-{at:%d%H%M}-{'-'.join(map(str, [*there, *answers]))}"
    return Meeting(
        remote_id=RemoteId(uid),
        uid=uid,
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        organizer=mailbox(OWNER),
        attendees=(
            Attendee(mailbox=mailbox(OWNER), participation=Participation.ACCEPTED),
            *(
                Attendee(mailbox=mailbox(one), participation=said)
                for one, said in zip(there, answers, strict=True)
            ),
        ),
    )


def _card(draw: st.DrawFn, at: datetime) -> Card:
    """A row of an export, or a card; the same number says something else at another time."""
    whose = draw(st.sampled_from(PEOPLE))
    held = draw(st.sampled_from([(), (whose,), (whose, draw(st.sampled_from(PEOPLE)))]))
    day = at if draw(st.booleans()) else None
    return Card(
        remote_id=RemoteId(f"c{PEOPLE.index(whose)}"),
        name=NAMES[whose],
        addresses=held,
        positions=(Position(organization=draw(st.sampled_from(FIRMS))),),
        connected_on=(START - timedelta(days=900)).date(),
        revised_at=None if day else at,
        listed_at=day,
    )


def _decision(draw: st.DrawFn) -> tuple[str, tuple[str, ...], str]:
    who = tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)))
    kind = draw(st.sampled_from(["merge", "split", "name", "work", "card", "undo"]))
    match kind:
        case "name":
            return kind, who[:1], draw(st.sampled_from(["Joni", "Ana"]))
        case "work":
            return kind, who[:1], draw(st.sampled_from(FIRMS))
        case "card":
            return kind, who[:1], f"c{draw(st.integers(0, len(PEOPLE) - 1))}"
        case _:
            return kind, who, ""


def _unique(one: Happening) -> object:
    """Of mails and meetings each once; of cards and decisions one a moment."""
    return one.at, type(one.records[0]) if one.records else None


def worlds(*, start: int = 0, size: int = 25) -> st.SearchStrategy[list[Happening]]:
    """Some months of happenings, in any order."""
    return st.lists(happenings(start=start), max_size=size, unique_by=_unique)


__all__ = ["MINUTES", "Happening", "Mailbox", "Message", "apply", "worlds"]
