"""No suggestion, plan or letter ever crosses a wall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent import planning
from narrowcast.agent.asking import Desk
from narrowcast.agent.contacts import Contacts
from narrowcast.agent.core.etiquette import Code
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.lint_context import Caps, Wall, same_domain
from narrowcast.agent.core.model import (
    AddressKey,
    Introducer,
    Owner,
    Person,
    Prospect,
    Purpose,
    Suggestion,
)
from narrowcast.agent.explain import Rules
from narrowcast.agent.store import prospects
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.records import Message
from tests.agent.mailroom import NAMES, OWNER, START, mailboxes, message, store_of
from tests.agent.posting import seconds

NOW = START + timedelta(days=210)
MATE = "mate@user.example"
"""Somebody who works where the owner does and surely knows the prospect."""
COLLEAGUE = (
    message(1001, OWNER, [MATE], START),
    message(1002, MATE, [OWNER, "jonas@target.example"], START),
)
DOMAINS = sorted({address.rpartition("@")[2] for address in NAMES})


class Advice:
    """The advisor under one set of rules, as the wiring puts it together."""

    def __init__(self, advisor: Advisor, rules: Rules) -> None:
        self._advisor, self._rules = advisor, rules

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int = 3) -> Suggestion:
        return self._advisor.suggest(prospect, as_of, rules=self._rules, limit=limit)

    def introducer(self, prospect: Prospect, address: AddressKey) -> Introducer | None:
        return self._advisor.introducer(prospect, address, NOW, rules=self._rules)

    def grouping(self, as_of: datetime) -> Grouping:
        return self._advisor.grouping(seconds(as_of))


def stands_behind(person: Person, walled: Iterable[str]) -> bool:
    places = {address.rpartition("@")[2] for address in person.addresses}
    places |= {job.domain for job in person.employments if job.current}
    return any(same_domain(place, domain) for place in places for domain in walled)


@settings(deadline=None, max_examples=15)
@given(
    mailboxes(size=14),
    st.sets(st.sampled_from(DOMAINS), min_size=1, max_size=3),
    st.sampled_from([Purpose.OTHER, Purpose.JOB, Purpose.SALES]),
)
def test_nothing_crosses_a_wall(mails: list[Message], walled: set[str], purpose: Purpose) -> None:
    walls = tuple(Wall(organization=one, domains=(one,)) for one in sorted(walled))
    with store_of([*mails, *COLLEAGUE]) as store:
        advice = Advice(Advisor(store), Rules(walls=walls))
        owner = Owner(name="Olga Owner", addresses=(OWNER,))
        wish = replace(
            prospect_of(name="Jonas Weber", address="jonas@target.example"), purpose=purpose
        )
        (wanted,) = prospects.add(store, [wish], seconds(NOW))
        desk = Desk(store=store, owner=owner, caps=Caps(), walls=walls)
        closed = "target.example" in walled
        barred = [*walled, *(["user.example"] if purpose is Purpose.JOB else [])]

        found = advice.suggest(wanted, NOW, limit=9)
        week = planning.week(desk, advice, NOW)

        assert not (closed and found.introducers)
        assert not any(stands_behind(one.person, barred) for one in found.introducers)
        chosen = {choice.route.introducer for choice in week.chosen}
        assert chosen <= {one.person.uid for one in found.introducers}
        for known in Contacts(store, Advisor(store), seconds(NOW)).strongest(9):
            one = advice.introducer(wanted, known.person.addresses[0])
            if one is not None and (closed or stands_behind(one.person, barred)):
                ask = desk.draft(wanted, one, NOW)
                assert Code.E09 in {finding.code for finding in desk.lint(ask, wanted, one, NOW)}
