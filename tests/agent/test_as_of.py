"""Every answer as of a moment is the same whatever comes later, in whatever order it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.contacts import Contacts, Profile
from narrowcast.agent.core.model import PersonUid, Suggestion, Time
from narrowcast.agent.doubts import Doubts
from narrowcast.agent.history import history
from narrowcast.agent.moving import Moving
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.records import Card, Position, RemoteId
from tests.agent.mailroom import KEY, NAMES, OWNER, START, message
from tests.agent.worlds import MINUTES, PEOPLE, Happening, apply, worlds

JONAS = prospect_of(name="Jonas Weber", address="jonas@target.example", organization="Target")
SOMEBODY = prospect_of(organization="Norvane Robotics", title="CTO")
EVER = Time(0)
NO_UID = PersonUid("")
"""The uid of a person is a handle of the store's, made when something names them."""


def answers(store: Store, moment: Time) -> dict[str, object]:
    """All that can be asked as of *moment*, free of the store's own numbers."""
    advisor = Advisor(store)
    grouping = advisor.grouping(moment)
    contacts = Contacts(store, advisor, moment)
    people = contacts.strongest(99)
    return {
        "who is who": [(one.keys, one.name, one.joined) for one in grouping.people()],
        "proposals": grouping.proposals,
        "unplaced": grouping.unplaced,
        "doubts": [replace(one, card="") for one in Doubts(store, advisor, moment).queue()],
        "contacts": sorted((one.person.addresses, one.tie) for one in people),
        "careers": sorted(
            (profiled(contacts.profile(contacts.find(one.person.addresses[0]))) for one in people),
            key=repr,
        ),
        "moves": [
            replace(one, uid=NO_UID) for one in Moving(store, advisor, moment).found(Time(0))
        ],
        "firms": advisor.firms(moment),
        "suggestions": [suggested(advisor, one, moment) for one in (JONAS, SOMEBODY)],
        "responsiveness": [advisor.responsiveness([one], moment) for one in PEOPLE],
        "history": history(advisor, moment),
    }


def profiled(known: Profile) -> tuple[object, ...]:
    cards = [(replace(card, row=0), ground) for card, ground in known.cards]
    return replace(known.person, uid=NO_UID), known.details, known.moves, sorted(cards, key=repr)


def suggested(advisor: Advisor, prospect: object, moment: Time) -> tuple[object, ...]:
    at = datetime.fromtimestamp(moment, UTC)
    assert isinstance(prospect, type(JONAS))
    found: Suggestion = advisor.suggest(prospect, at, limit=9)
    who = [replace(one, person=replace(one.person, uid=NO_UID)) for one in found.introducers]
    return who, found.abstained, found.next_step


def told(world: list[Happening], moment: Time) -> dict[str, object]:
    """The answers of a store that was filled in the order of *world*."""
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner([OWNER])
        apply(store, world)
        return {name: rounded(answer) for name, answer in answers(store, moment).items()}


def rounded(value: object) -> object:
    """*value* without the last digits of its sums, which hang on the order of adding up."""
    if isinstance(value, float):
        return round(value, 9)
    if is_dataclass(value) and not isinstance(value, type):
        return tuple((entry.name, rounded(getattr(value, entry.name))) for entry in fields(value))
    if isinstance(value, tuple | list):
        return tuple(map(rounded, value))
    if isinstance(value, Mapping):
        return {key: rounded(held) for key, held in value.items()}
    return value


@given(worlds(), worlds(size=12), st.integers(MINUTES // 4, MINUTES), st.randoms())
@settings(max_examples=30, deadline=None)
def test_later_evidence_in_any_order_changes_no_answer(
    world: list[Happening], more: list[Happening], minute: int, chance: Random
) -> None:
    cutoff = START + timedelta(minutes=minute)
    earlier = [one for one in world if one.at < cutoff]
    later = [one for one in world + more if one.at >= cutoff]
    moment = Time(int(cutoff.timestamp()))
    mixed = chance.sample([*earlier, *later], len(earlier) + len(later))

    alone = told(sorted(earlier, key=lambda one: one.at), moment)

    assert told([*earlier, *later], moment) == alone
    assert told(mixed, moment) == alone


def test_a_word_on_a_card_given_before_its_person_was_seen_counts_only_once_they_are() -> None:
    ana, jonas = PEOPLE[0], "jonas@target.example"
    card = Card(
        remote_id=RemoteId("c0"),
        name=NAMES[ana],
        positions=(Position(organization="Target"),),
        revised_at=START,
    )
    world = [
        Happening(at=START, records=(card,)),
        Happening(at=START, records=(message(1, ana, [OWNER], START),)),
        Happening(at=START + timedelta(days=1), says=("card", (jonas,), "c0")),
    ]
    met = START + timedelta(days=30)
    before, after = (Time(int((met + timedelta(days=d)).timestamp())) for d in (-1, 1))
    later = [Happening(at=met, records=(message(2, jonas, [OWNER], met),))]

    assert told([*world, *later], before) == told(world, before)
    assert told([*world, *later], after)["doubts"] != told(world, after)["doubts"]
