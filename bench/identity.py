"""Who is who, on invented cases: are persons' addresses and cards joined, and nobody else's?

    python -m bench.identity [--cases tests/data/identity_cases.jsonl] [--wrong]

Each case is a small mailbox of its own beside sixty strangers. Counted are pairs of addresses and
cards: precision, how many of the pairs that the product joins are one person's; recall, how many of
one person's pairs it joins; asked, how many of the others it would ask the owner about.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from narrowcast.agent.core.learn import BlockClaim, Changes, Signed, learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import Card, Mailbox, Message, Position, Record, RemoteId

CASES = Path(__file__).resolve().parent.parent / "tests" / "data" / "identity_cases.jsonl"
OWNER = "olga.owner@user.example"
START = datetime(2020, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=900)
Pair = frozenset[str]
Case = Mapping[str, Any]


class Told(NamedTuple):
    """What the product makes of one case."""

    joined: frozenset[Pair]
    asked: frozenset[Pair]


def answer(case: Case) -> Told:
    """Read the case as mail and cards, and ask who is who."""
    items = {item for person in case["people"] for item in person}
    with Store.open(None, mention_key=b"k" * 32) as store:
        store.set_owner([AddressKey(OWNER)])
        _keep(store, case)
        return _told(store, items)


def _told(store: Store, items: Iterable[str]) -> Told:
    now = Time(int(NOW.timestamp()))
    advisor = Advisor(store)
    grouping = advisor.grouping(now)
    owners = advisor.card_owners(now)
    persons: dict[str, object] = {}
    for item in items:
        number = store.addresses.find(AddressKey(item))
        if number is not None:
            persons[item] = grouping.of(number)
    doubtful: set[Pair] = {frozenset((p.left, p.right)) for p in grouping.proposals}
    for card, match in owners.every():
        name = f"card:{card.id.rpartition(':')[2]}"
        persons[name] = match.person if match.ground.joins else name
        doubtful |= {
            frozenset((name, key)) for candidate in match.asked for key in grouping.keys(candidate)
        }
    pairs = {frozenset(pair) for pair in combinations(sorted(items), 2)}
    joined = {p for p in pairs if len({persons.get(one, one) for one in p}) == 1}
    return Told(frozenset(joined), frozenset((doubtful & pairs) - joined))


def truth(case: Case) -> frozenset[Pair]:
    """The pairs that are one person's."""
    return frozenset(
        frozenset(pair) for person in case["people"] for pair in combinations(person, 2)
    )


# ---------------------------------------------------------------- a case as evidence


def _keep(store: Store, case: Case) -> None:
    records: list[Record] = list(_messages(case))
    records += map(_card, case.get("cards", ()))
    changes = learn(Page(upserts=tuple(records), cursor=Cursor("1")))
    state = store.scope("case", "bench", Scope(id=ScopeId("all"), name="all"))
    read = int(START.timestamp())
    store.keep(state, changes, Cursor("1"), Snapshot.NONE, read)
    store.keep(
        state, Changes(signed=tuple(_signed(case, changes))), Cursor("2"), Snapshot.NONE, read
    )


def _messages(case: Case) -> Iterator[Message]:
    for n, (given, family) in enumerate(_STRANGERS):
        box = Mailbox(f"{given} {family}", f"{given}.{family}@elsewhere{n}.example".lower())
        yield _mail(f"s{n}", box, Mailbox("Olga Owner", OWNER), 1)
    for n, (address, name, own, day) in enumerate(case["sightings"]):
        here, olga = Mailbox(name, address), Mailbox("Olga Owner", OWNER)
        yield _mail(f"m{n}", *((here, olga) if own else (olga, here)), day)
    for n, (address, other, day) in enumerate(case.get("reply_to", ())):
        name = next(s[1] for s in case["sightings"] if s[0] == address)
        box, olga = Mailbox(name, address), Mailbox("Olga Owner", OWNER)
        yield _mail(f"r{n}", box, olga, day, reply_to=(Mailbox("", other),))
    for n, (address, _, day) in enumerate(_blocks(case)):
        name = next(s[1] for s in case["sightings"] if s[0] == address)
        yield _mail(f"b{n}", Mailbox(name, address), Mailbox("Olga Owner", OWNER), day)


def _mail(
    number: str, author: Mailbox, to: Mailbox, day: int, *, reply_to: tuple[Mailbox, ...] = ()
) -> Message:
    at = START + timedelta(days=day)
    return Message(
        remote_id=RemoteId(number),
        message_id=f"<{number}@case.example>",
        received_at=at,
        sent_at=at,
        author=author,
        to=(to,),
        reply_to=reply_to,
    )


def _blocks(case: Case) -> Iterator[tuple[str, tuple[tuple[str, str], ...], int]]:
    """(address, fields, day) of signed mails: a number once, an employer on two mails."""
    for address, number, day in case.get("phones", ()):
        yield address, (("phone", number),), day
    for address, employer in case.get("works", ()):
        for day in (30, 40):
            yield address, (("employer", employer),), day


def _signed(case: Case, changes: Changes) -> Iterator[Signed]:
    by_remote = dict(changes.messages)
    for n, (address, fields, _) in enumerate(_blocks(case)):
        seen = by_remote[RemoteId(f"b{n}")]
        claims = tuple(
            BlockClaim(
                kind=kind, value=value, confidence="likely", normal=value if kind == "phone" else ""
            )
            for kind, value in fields
        )
        digest = repr(fields).encode()
        yield Signed(
            identity=seen.identity,
            author=AddressKey(address),
            digest=digest,
            extractor=1,
            claims=claims,
        )


def _card(given: Case) -> Card:
    job = Position(organization=given["company"], title=given["title"])
    day = START + timedelta(days=given["day"])
    linkedin = given["source"] == "linkedin"
    return Card(
        remote_id=RemoteId(given["id"]),
        name=given["name"],
        addresses=tuple(given["addresses"]),
        positions=(job,) if given["company"] else (),
        connected_on=day.date() if linkedin else None,
        listed_at=day,
    )


_GIVEN = ["Alma", "Bruno", "Celia", "Dario", "Edda", "Falk", "Greta", "Hauke", "Inka", "Jost"]
_FAMILY = ["Ahrenhold", "Birkmoser", "Czarnetzki", "Dornseif", "Eggebrecht", "Fuhlrott"]
_STRANGERS = [(given, family) for given in _GIVEN for family in _FAMILY]


# ---------------------------------------------------------------- counting


def main() -> None:
    """Print one line for each kind of case, and all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--wrong", action="store_true", help="name the cases joined wrongly")
    options = parser.parse_args()
    cases = [json.loads(line) for line in options.cases.read_text("utf-8").splitlines()]
    whole: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {}
    for case in cases:
        counts = _counts(case)
        by_kind.setdefault(case["kind"], Counter()).update(counts)
        whole.update(counts)
        if options.wrong and counts["wrong"]:
            print(f"wrong: {case['id']}")
    for kind, counts in by_kind.items():
        print(_line(kind, counts))
    print(_line("all", whole))


def _counts(case: Case) -> Counter[str]:
    told, meant = answer(case), truth(case)
    return Counter(
        right=len(told.joined & meant),
        wrong=len(told.joined - meant),
        missed=len(meant - told.joined),
        asked=len(told.asked & meant),
        idle=len(told.asked - meant),
    )


def _line(kind: str, counts: Counter[str]) -> str:
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    precision = f"{right / (right + wrong):.3f}" if right + wrong else "-"
    recall = f"{right / (right + missed):.3f}" if right + missed else "-"
    asked = f"asked {counts['asked']} of {missed} missed, {counts['idle']} idle"
    return f"{kind:26} joined {right:3} wrong {wrong:2}  P {precision:>5}  R {recall:>5}  {asked}"


if __name__ == "__main__":
    main()
