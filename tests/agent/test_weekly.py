"""The week: what is counted, and whom the owner could bring together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from narrowcast.agent import sync, weekly
from narrowcast.agent.asking import Desk
from narrowcast.agent.contacts import Acquaintance
from narrowcast.agent.core.model import (
    AddressKey,
    Confidence,
    Employment,
    Person,
    PersonUid,
    Prospect,
    Suggestion,
    Tie,
    Time,
)
from narrowcast.agent.core.unasked import Brought
from narrowcast.agent.errors import InputError
from narrowcast.agent.morning import Office
from narrowcast.agent.store import spoken
from narrowcast.agent.store import unasked as kept
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Budget
from narrowcast.connectors.net import Traffic
from tests.agent.core.letter_samples import NOW, OWNER, introducer
from tests.agent.listening import FakeMailbox, mail
from tests.agent.posting import FakeSender, seconds
from tests.agent.test_morning import FakeAdvice, a_move, wish_for


def insider(
    name: str = "Ben Okafor", firm: str = "Target GmbH", *, current: bool = True
) -> Acquaintance:
    job = Employment(
        organization=firm,
        first_seen=Time(1),
        last_seen=seconds(NOW),
        current=current,
        confidence=Confidence.LIKELY,
    )
    uid = PersonUid(name.split(maxsplit=1)[0].lower())
    person = Person(
        uid=uid, name=name, addresses=(AddressKey(f"{uid}@target.example"),), employments=(job,)
    )
    return Acquaintance(person=person, tie=introducer().tie)


def office_of(store: Store, desk: Desk, **advice: object) -> Office:
    return Office(desk, FakeAdvice(store=store, **advice))  # type: ignore[arg-type]  # a shorthand


def test_who_came_to_a_contacts_firm_is_told_with_the_contact(store: Store, desk: Desk) -> None:
    office = office_of(store, desk, moved=(a_move(),), known=(insider(),))

    (pair,) = weekly.material(office, NOW).pairs

    assert (pair.newcomer, pair.insider, pair.organization) == (
        "Ana Ruiz",
        "Ben Okafor",
        "Target GmbH",
    )
    assert pair.evidence == "<1@acme.example>"


NO_PAIR = {
    "elsewhere": {"known": (insider(firm="Other AG"),)},
    "once there": {"known": (insider(current=False),)},
    "themselves": {"known": (insider("Ana Ruiz"),)},
    "nobody there": {"known": ()},
    "a stranger moved": {"moved": (a_move(contact=False),)},
    "never to be asked": {"moved": (a_move(never=True),)},
    "a firm renamed": {"moved": (a_move(others=30),)},
}


@pytest.mark.parametrize("changed", NO_PAIR.values(), ids=NO_PAIR)
def test_what_evidence_does_not_show_is_not_proposed(
    store: Store, desk: Desk, changed: dict[str, object]
) -> None:
    office = office_of(store, desk, **({"moved": (a_move(),), "known": (insider(),)} | changed))

    assert weekly.material(office, NOW).pairs == ()


def test_two_who_were_on_one_mail_know_each_other(store: Store, desk: Desk) -> None:
    store.set_owner(OWNER.addresses)
    both = ("ben@target.example", OWNER.addresses[0])
    read = FakeMailbox([(mail(1, "ana@acme.example", both),)])
    account = sync.Account("mail", "fake", read)
    sync.sync(store, [account], now=seconds(NOW), budget=Budget())
    office = office_of(store, desk, moved=(a_move(),), known=(insider(),))

    assert weekly.material(office, NOW).pairs == ()


def test_a_strong_tie_that_a_prospect_needs_is_told_when_silent(store: Store, desk: Desk) -> None:
    wish_for(store, 2)
    quiet = seconds(NOW - timedelta(days=200))

    class Cold(FakeAdvice):
        def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int) -> Suggestion:
            found = super().suggest(prospect, as_of, limit=limit)
            tie: Tie = replace(found.introducers[0].tie, last=quiet)
            one = replace(found.introducers[0], tie=tie)
            return replace(found, introducers=(one, *found.introducers[1:]))

    told = weekly.material(Office(desk, Cold(store=store)), NOW).cooling

    assert [one.person for one in told] == ["Ana"]


def test_prospects_that_nobody_leads_to_are_told_with_why(store: Store, desk: Desk) -> None:
    wish_for(store, 1)

    (one,) = weekly.material(office_of(store, desk, paths=False), NOW).stuck

    assert (one.prospect, one.why) == ("Jonas Weber", "nothing shows a path.")


def test_the_week_goes_out_once_to_the_owner_alone(store: Store, desk: Desk) -> None:
    office = office_of(store, desk, moved=(a_move(),), known=(insider(),))
    sender = FakeSender()

    assert weekly.send(office, sender, "", NOW) is not None
    with pytest.raises(InputError, match="weekly mail of 2026-11-03 went out already"):
        weekly.send(office, sender, "", NOW + timedelta(hours=1))

    (raw,) = sender.taken
    assert raw.count(b"robin@vale.example") >= 2


def went(host: str) -> Traffic:
    return Traffic(host=host, connections=1, sent=10, received=20)


def test_hosts_are_told_from_the_beginning_of_the_owners_day(store: Store, desk: Desk) -> None:
    auckland = replace(desk, owner=replace(OWNER, zone="Pacific/Auckland"))
    now = datetime(2026, 11, 9, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    began = datetime(2026, 11, 2, 0, 0, tzinfo=ZoneInfo("Pacific/Auckland"))  # 1 Nov 11:00 UTC
    day_before, that_morning = began - timedelta(hours=12), began + timedelta(minutes=5)
    spoken.note(store, [went("old.example")], seconds(day_before))
    spoken.note(store, [went("imap.example")], seconds(that_morning))

    hosts = weekly.material(office_of(store, auckland), now).hosts

    assert [one.host for one in hosts] == ["imap.example"]


def test_an_unasked_introduction_is_no_ask_of_the_week(store: Store, desk: Desk) -> None:
    brought = Brought(
        introducer=AddressKey("ben@target.example"),
        introduced=(AddressKey("lea@far.example"),),
        why="Ben brings you together.",
    )
    with store.writing():
        kept.note(store, brought, seconds(NOW - timedelta(days=1)), "<1@target.example>")

    told = weekly.material(office_of(store, desk), NOW)

    assert told.unasked == 1
    assert told.funnel.introduced == 0
