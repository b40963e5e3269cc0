"""From a ranking to words on small invented mailboxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.agent.contacts import Contacts
from narrowcast.agent.core.learn import Changes, learn
from narrowcast.agent.core.lint_context import Wall
from narrowcast.agent.core.model import (
    AddressKey,
    Introducer,
    Purpose,
    ReasonCode,
    Suggestion,
    Time,
)
from narrowcast.agent.errors import NotFound
from narrowcast.agent.explain import RULES, Rules
from narrowcast.agent.store import persons
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import (
    Attendee,
    Card,
    Mailbox,
    Meeting,
    Message,
    Position,
    Record,
    RemoteId,
)
from tests.agent.mailroom import KEY, OWNER, START, keep, message
from tests.agent.scripted import page

ANA, BEN = AddressKey("ana@acme.example"), AddressKey("ben@target.example")
JONAS = AddressKey("jonas@target.example")
ASKED = prospect_of(name="Jonas Weber", address=JONAS, organization="Target")
NOW = START + timedelta(days=30)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None, mention_key=KEY) as opened:
        opened.set_owner([OWNER])
        yield opened


def add(store: Store, *records: Record) -> None:
    one = page("1", *records)
    changes: Changes = learn(one)
    scope = store.scope("more", "fake", Scope(id=ScopeId("all"), name="all"))
    store.keep(scope, changes, Cursor("1"), Snapshot.NONE, int(START.timestamp()))


def both_ways(who: str, first: int = 0) -> list[Message]:
    return [message(first + 1, who, [OWNER], START), message(first + 2, OWNER, [who], START)]


def suggest(store: Store, rules: Rules = RULES) -> Suggestion:
    return Advisor(store).suggest(ASKED, NOW, rules=rules)


def codes(introducer: Introducer) -> set[ReasonCode]:
    return {reason.code for reason in introducer.reasons}


def meeting(*addresses: str) -> Meeting:
    return Meeting(
        remote_id=RemoteId("m"),
        uid="m",
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        attendees=tuple(Attendee(mailbox=Mailbox("", one)) for one in (OWNER, *addresses)),
        summary="Plans",
    )


def test_who_shares_mail_with_the_prospect_is_proposed_and_nothing_is_abstained(
    store: Store,
) -> None:
    keep(store, [*both_ways(ANA), message(9, ANA, [OWNER, JONAS], START)])

    found = suggest(store)

    assert (found.abstained, found.next_step) == ("", "")
    assert found.introducers[0].person.name == "Ana Ruiz"
    assert ReasonCode.DIRECT_MAIL in codes(found.introducers[0])


def test_without_a_link_the_answer_is_that_there_is_no_good_path(store: Store) -> None:
    keep(store, both_ways(ANA))

    found = suggest(store)

    assert "no good path" in found.abstained
    assert "Target" in found.next_step
    assert codes(found.introducers[0]) >= {ReasonCode.NO_LINK, ReasonCode.CONTACT}


def test_one_way_mail_makes_nobody_an_introducer(store: Store) -> None:
    keep(store, [message(1, ANA, [OWNER, JONAS], START)])

    assert suggest(store).introducers == ()


def test_somebody_known_from_a_meeting_alone_has_no_name_but_is_a_person(store: Store) -> None:
    add(store, meeting("nameless@acme.example", JONAS))

    (found,) = suggest(store).introducers

    assert found.person.name == "nameless@acme.example"
    assert codes(found) >= {ReasonCode.SHARED_MEETING, ReasonCode.MET}


def test_the_prospect_is_never_an_introducer_to_themselves(store: Store) -> None:
    keep(store, [*both_ways(JONAS), *both_ways(ANA, 10)])

    assert [one.person.addresses for one in suggest(store).introducers] == [(ANA,)]


def walls(*domains: str) -> Rules:
    return Rules(walls=tuple(Wall(organization=one, domains=(one,)) for one in domains))


def test_whom_the_owner_said_never_to_ask_is_not_proposed_and_says_why_when_asked_for(
    store: Store,
) -> None:
    keep(store, [*both_ways(ANA), message(9, ANA, [OWNER, JONAS], START)])
    rules = Rules(never=frozenset({ANA}))

    found = suggest(store, rules)
    ana = Advisor(store).introducer(ASKED, ANA, NOW, rules=rules)

    assert found.introducers == ()
    assert "behind a wall" in found.abstained
    assert ana is not None
    assert (ana.score, ana.trust.fit) == (0, 0)
    assert ReasonCode.WALL in codes(ana)


def test_the_next_best_is_proposed_in_the_place_of_somebody_behind_a_wall(store: Store) -> None:
    keep(store, [*both_ways(ANA), message(9, ANA, [OWNER, JONAS], START)])
    keep(store, [*both_ways(BEN, 20), message(29, BEN, [OWNER, JONAS], START)])

    found = suggest(store, walls("acme.example"))

    assert [one.person.addresses for one in found.introducers] == [(BEN,)]
    assert found.abstained == ""


def test_only_people_without_a_link_are_left_where_walls_hold_back_the_others(
    store: Store,
) -> None:
    keep(store, [*both_ways(ANA), message(9, ANA, [OWNER, JONAS], START)])
    keep(store, both_ways("carla@firm.example", 20))

    found = suggest(store, walls("acme.example"))

    assert [one.link for one in found.introducers] == [0]
    assert "stands behind a wall" in found.abstained


def test_nobody_is_asked_about_a_prospect_behind_a_wall(store: Store) -> None:
    keep(store, [*both_ways(ANA), message(9, ANA, [OWNER, JONAS], START)])

    found = suggest(store, walls("target.example"))
    ana = Advisor(store).introducer(ASKED, ANA, NOW, rules=walls("target.example"))

    assert found.introducers == ()
    assert found.abstained == (
        "target.example is behind a wall of yours: nobody is asked about Jonas Weber"
    )
    assert ana is not None
    assert ana.trust.fit == 0


def test_a_job_search_skips_whoever_works_where_the_owner_does(store: Store) -> None:
    mate = "mate@user.example"
    keep(store, [*both_ways(mate), message(9, mate, [OWNER, JONAS], START)])
    keep(store, [*both_ways(ANA, 20), message(29, ANA, [OWNER, JONAS], START)])
    search = replace(ASKED, purpose=Purpose.JOB)

    found = Advisor(store).suggest(search, NOW).introducers

    assert [one.person.addresses for one in found] == [(ANA,)]
    assert len(suggest(store).introducers) == 2


def test_mail_received_at_the_employers_address_is_no_mail_written_from_it(store: Store) -> None:
    keep(store, [*both_ways(BEN), *(message(n, ANA, [BEN, OWNER], START) for n in range(20, 25))])

    ben = next(one for one in suggest(store).introducers if BEN in one.person.addresses)
    (reason,) = (r for r in ben.reasons if r.code is ReasonCode.SAME_EMPLOYER)

    assert reason.text.startswith("wrote 1 mail from Target")


def test_a_person_is_shown_by_the_lasting_uid(store: Store) -> None:
    keep(store, both_ways(ANA))
    uid = persons.uid_for(store, [ANA], Time(1))

    assert suggest(store).introducers[0].person.uid == uid


def test_an_address_of_a_card_alone_is_nobody_yet(store: Store) -> None:
    card = Card(
        remote_id=RemoteId("c"),
        name="Dora Card",
        addresses=("dora@acme.example",),
        positions=(Position(organization="Acme"),),
    )
    add(store, card, replace(card, remote_id=RemoteId("d"), addresses=()))
    keep(store, both_ways(ANA))
    contacts = Contacts(store, Advisor(store), Time(int(NOW.timestamp())))

    with pytest.raises(NotFound):
        contacts.find("dora@acme.example")
    assert [one.person.name for one in contacts.strongest(9, "acme")] == ["Ana Ruiz"]


def test_what_no_prospect_changes_is_read_once_for_a_moment_and_anew_after_a_write(
    store: Store,
) -> None:
    keep(store, both_ways(ANA))
    others = [prospect_of(name=f"Lena {n}", organization="Koch AG") for n in range(3)]
    advisor, read = Advisor(store), list[str]()
    store.conn.set_trace_callback(
        lambda said: read.append(said) if "m.size, m.subject" in said else None
    )

    first = [advisor.suggest(one, NOW).introducers[0] for one in others]
    once = len(read)
    add(store, *both_ways(ANA, first=10))
    later = advisor.suggest(others[0], NOW).introducers[0]

    assert once == 1
    assert len(read) == 2
    assert {one.tie for one in first} == {first[0].tie}
    assert later.tie.received == first[0].tie.received + 1
