from __future__ import annotations

import pytest

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.model import (
    AddressKey,
    Confidence,
    Employment,
    Prospect,
    ProspectId,
    Time,
)
from narrowcast.agent.core.reopening import (
    SLACK_DAYS,
    AskStanding,
    Standing,
    is_same_person,
    reopens,
    works_at,
)

DAY = 86_400
MOVED = Time(100 * DAY)
FIRMS = Firms(labels={"tgt.example": "Target GmbH"})


def job(organization: str, domain: str = "") -> Employment:
    return Employment(
        organization=organization,
        domain=domain,
        first_seen=Time(0),
        last_seen=Time(0),
        current=True,
        confidence=Confidence.LIKELY,
    )


def prospect(**known: object) -> Prospect:
    return Prospect(id=ProspectId(1), **{"name": "Jonas Weber", **known})  # type: ignore[arg-type]


AT = {
    "the domain": (job("Anything", "target.example"), {"domains": ("target.example",)}, True),
    "a host of it": (job("Any", "target.example"), {"domains": ("mail.target.example",)}, True),
    "the name": (job("Target GmbH"), {"organization": "Target"}, True),
    "what the domain's people sign": (job("Target GmbH"), {"domains": ("tgt.example",)}, True),
    "another": (job("Orbit Labs", "orbit.example"), {"organization": "Target"}, False),
    "no firm at all": (job("Freelance"), {"organization": "Freelance"}, False),
    "nothing known": (job("Orbit Labs"), {}, False),
}


@pytest.mark.parametrize(("work", "known", "there"), AT.values(), ids=AT)
def test_a_job_is_at_the_prospects_firm_by_domain_or_name(
    work: Employment, known: dict[str, object], there: bool
) -> None:
    assert works_at(work, prospect(**known), FIRMS) is there


def test_a_prospect_with_an_address_is_known_by_it_alone() -> None:
    jonas = prospect(addresses=(AddressKey("jonas@target.example"),))

    assert is_same_person(jonas, ["jonas@target.example"], "J. W.", firm=False)
    assert not is_same_person(jonas, ["jonas@other.example"], "Jonas Weber", firm=True)


def test_a_prospect_without_an_address_is_who_bears_the_name_at_their_firm() -> None:
    assert is_same_person(prospect(), ["j@x.example"], "Jonas Weber", firm=True)
    assert not is_same_person(prospect(), ["j@x.example"], "Jonas Weber", firm=False)
    assert not is_same_person(prospect(name=""), ["j@x.example"], "", firm=True)


def put_off(changed: Time, state: AskState = AskState.LATER) -> AskStanding:
    return AskStanding(state=state, before=AskState.SENT, changed=changed)


LATE = Time(MOVED + (SLACK_DAYS + 1) * DAY)
CASES = {
    "dropped before": (Standing.DROPPED, Time(0), (), True),
    "dropped within the slack": (Standing.DROPPED, Time(MOVED + DAY), (), True),
    "dropped after": (Standing.DROPPED, LATE, (), False),
    "dropped, no day known": (Standing.DROPPED, None, (), True),
    "never": (Standing.NEVER, Time(0), (), False),
    "open": (Standing.OPEN, None, (), False),
    "put off before": (Standing.OPEN, None, (put_off(Time(0)),), True),
    "put off after": (Standing.OPEN, None, (put_off(LATE),), False),
    "waiting": (Standing.OPEN, None, (put_off(Time(0), AskState.SENT),), False),
    "dropped, but waiting": (Standing.DROPPED, Time(0), (put_off(Time(0), AskState.SENT),), False),
}


@pytest.mark.parametrize(("standing", "put_aside", "asks", "back"), CASES.values(), ids=CASES)
def test_a_move_brings_back_what_was_put_aside_before_it(
    standing: Standing, put_aside: Time | None, asks: tuple[AskStanding, ...], back: bool
) -> None:
    assert reopens(standing, put_aside, asks, MOVED) is back


def test_what_was_closed_after_it_succeeded_is_not_given_up() -> None:
    done = AskStanding(state=AskState.CLOSED, before=AskState.MET, changed=Time(0))

    assert not done.given_up
    assert not reopens(Standing.DROPPED, Time(0), (done,), MOVED)
