"""What became of asks, and what that teaches; every ask is invented."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import beta
from narrowcast.agent.core.asks import AskEvent
from narrowcast.agent.core.model import AskId, PersonUid, Time
from narrowcast.agent.core.outcomes import DAY, MOST, Lessons, funnel, outcomes, share

ANA, BEN = PersonUid("ana"), PersonUid("ben")
NOW = Time(100 * DAY)


@dataclass(frozen=True)
class Ask:
    id: AskId
    introducer: PersonUid = ANA


@dataclass(frozen=True)
class Event:
    ask: AskId
    at: Time
    event: AskEvent
    undone: bool = False


def told(*events: tuple[AskEvent, float], ask: int = 1) -> list[Event]:
    return [Event(AskId(ask), Time(int(day * DAY)), event) for event, day in events]


def asked(number: int, who: PersonUid, *, agreed: bool, day: float = 10) -> list[Event]:
    answer = AskEvent.AGREED if agreed else AskEvent.DECLINED
    return told((AskEvent.LEFT, day), (answer, day + 2), ask=number)


def lessons(*people: tuple[PersonUid, bool]) -> Lessons:
    rows = [Ask(AskId(number), who) for number, (who, _) in enumerate(people)]
    events = [
        one
        for number, (who, agreed) in enumerate(people)
        for one in asked(number, who, agreed=agreed)
    ]
    return Lessons(outcomes(rows, events, NOW))


@pytest.mark.parametrize(
    ("events", "accepted"),
    [
        pytest.param([(AskEvent.AGREED, 12)], True, id="agreed"),
        pytest.param([(AskEvent.INTRODUCED, 12)], True, id="introduced-without-a-word"),
        pytest.param([(AskEvent.NAME_OFFERED, 12)], True, id="lent-their-name"),
        pytest.param([(AskEvent.DECLINED, 12)], False, id="declined"),
        pytest.param([(AskEvent.REFERRED, 12)], False, id="named-somebody-else"),
        pytest.param([(AskEvent.EXPIRED, 31)], False, id="expired"),
        pytest.param([], False, id="silent-for-weeks"),
        pytest.param([(AskEvent.AGREED, 12), (AskEvent.DECLINED, 14)], False, id="changed-mind"),
        pytest.param([(AskEvent.DECLINED, 12), (AskEvent.INTRODUCED, 40)], True, id="after-all"),
        pytest.param([(AskEvent.POSTPONED, 12)], None, id="later"),
        pytest.param([(AskEvent.ASKED_BACK, 12)], None, id="asked-back"),
    ],
)
def test_what_counts_as_a_yes(events, accepted):
    (one,) = outcomes([Ask(AskId(1))], told((AskEvent.LEFT, 10), *events), NOW)

    assert (one.accepted if one.settled is not None else None) is accepted


@pytest.mark.parametrize("event", [AskEvent.BOUNCED, AskEvent.WITHDRAWN])
def test_an_ask_that_never_came_before_them_says_nothing(event):
    assert outcomes([Ask(AskId(1))], told((AskEvent.LEFT, 10), (event, 11)), NOW) == ()


def test_what_was_not_known_yet_is_not_looked_at():
    events = told((AskEvent.LEFT, 10), (AskEvent.AGREED, 12))

    (one,) = outcomes([Ask(AskId(1))], events, Time(12 * DAY))

    assert one.settled is None


def test_a_step_taken_back_never_happened():
    events = [
        *told((AskEvent.LEFT, 99)),
        Event(AskId(1), Time(99 * DAY + 1), AskEvent.AGREED, True),
    ]

    (one,) = outcomes([Ask(AskId(1))], events, NOW)

    assert one.agreed is None


def test_the_funnel_counts_asks_of_the_span_and_the_acceptance_of_thirty_days():
    rows = [Ask(AskId(number)) for number in range(1, 6)]
    events = [
        *told((AskEvent.LEFT, 94), (AskEvent.AGREED, 95), (AskEvent.INTRODUCED, 97), ask=1),
        *told((AskEvent.LEFT, 95), (AskEvent.DECLINED, 96), ask=2),
        *told((AskEvent.LEFT, 96), ask=3),
        *told((AskEvent.LEFT, 80), (AskEvent.INTRODUCED, 85), (AskEvent.MET, 98), ask=4),
        *told((AskEvent.LEFT, 20), (AskEvent.DECLINED, 21), ask=5),
    ]

    found = funnel(rows, events, Time(93 * DAY), NOW)

    assert (found.asked, found.agreed, found.introduced, found.met, found.declined) == (
        3,
        1,
        1,
        1,
        1,
    )
    assert found.acceptance is not None
    assert (found.acceptance.yes, found.acceptance.of) == (2, 3)
    assert found.wait is not None
    assert (found.wait.count, found.wait.median) == (2, 4)


def test_without_settled_asks_there_is_no_acceptance():
    found = funnel([Ask(AskId(1))], told((AskEvent.LEFT, 99)), Time(0), NOW)

    assert found.acceptance is None
    assert found.wait is None


def test_nothing_is_learned_of_whom_nobody_asked():
    assert lessons((BEN, True), (BEN, False)).of(ANA).factor == 1


def test_who_agreed_more_often_than_others_is_asked_rather():
    known = lessons((ANA, True), (ANA, True), (ANA, True), (BEN, False), (BEN, True))

    assert 1 < known.of(ANA).factor <= MOST
    assert 1 / MOST <= known.of(BEN).factor < 1


def test_one_no_weighs_less_than_three():
    one = lessons((ANA, False), (BEN, True), (BEN, True)).of(ANA).factor
    three = lessons(*[(ANA, False)] * 3, (BEN, True), (BEN, True)).of(ANA).factor

    assert three < one < 1


def test_a_purpose_teaches_of_somebody_never_asked():
    rows = [Ask(AskId(number), BEN) for number in range(6)]
    events = [one for n in range(6) for one in asked(n, BEN, agreed=n < 3)]
    purposes = {AskId(n): "job" if n < 3 else "sales" for n in range(6)}
    known = Lessons(outcomes(rows, events, NOW, purposes))

    assert known.of(ANA, "job").factor > 1 > known.of(ANA, "sales").factor


@given(
    st.lists(st.tuples(st.sampled_from([ANA, BEN, PersonUid("cy")]), st.booleans()), max_size=12),
    st.booleans(),
)
def test_one_more_yes_never_lowers_and_one_more_no_never_raises(people, agreed):
    before = lessons(*people).of(ANA)
    after = lessons(*people, (ANA, agreed)).of(ANA)

    assert (after.share.value >= before.share.value) is agreed
    assert 1 / MOST <= after.factor <= MOST


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        # scipy.stats.beta.ppf([.1, .9], a, b)
        pytest.param(1, 1, (0.1, 0.9), id="flat"),
        pytest.param(5, 2, (0.4896836934, 0.9074047411), id="peers-example"),
        pytest.param(0.3, 5.5, (6.27679167e-05, 0.157514417), id="skewed"),
        pytest.param(300, 40, (0.85954254, 0.90419641), id="many"),
    ],
)
def test_the_interval_is_that_of_the_beta_distribution(yes, no, expected):
    assert beta.interval(yes, no, 0.8) == pytest.approx(expected, rel=1e-6)


def test_the_interval_of_few_is_wider_than_that_of_many():
    few, many = share(lessons(*[(ANA, True)] * 3).known), share(lessons(*[(ANA, True)] * 30).known)

    assert few.high - few.low > many.high - many.low
