"""A ranking read in part is the beginning of the whole; what is shared changes no question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import chance
from narrowcast.agent.core.acquaintances import Acquaintances
from narrowcast.agent.core.chance import Form, Manners, Way
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.ranking import Ranking
from narrowcast.agent.core.ties import Volume
from narrowcast.agent.core.ways import FORM

NOW = Time(1_700_000_000)
PEOPLE = [AddressId(n) for n in range(8)]
SHARES = Form({"seen": Way(1.0, 1.0, 0.0)}, {}, 0.3)
amounts = st.sampled_from([0.0, 0.5, 1.0, 3.0])
mixed = st.dictionaries(st.sampled_from(PEOPLE), amounts)


def person_of(address: AddressId) -> AddressId:
    """Two addresses each."""
    return AddressId(address - address % 2)


@given(st.dictionaries(st.sampled_from(PEOPLE), amounts, min_size=1), mixed)
def test_a_ranking_gives_the_order_of_all_however_it_is_read(
    logs: dict[AddressId, float], seen: dict[AddressId, float]
) -> None:
    weighed = chance.weigh({"seen": seen}, logs, SHARES)
    whole = sorted(
        (weighed.ranked(one, frozenset()) for one in logs), key=lambda r: (-r.score, -r.person)
    )

    def ranking() -> Ranking:
        return Ranking(weighed, frozenset(), lambda one: str(9 - one))

    assert list(ranking()) == whole
    assert ranking()[:2] == whole[:2]
    assert ranking()[-1] == whole[-1]
    assert [ranking().of(one.person) for one in whole] == whole
    assert {one.person for one in ranking().linked} == {r.person for r in whole if r.link > 0}


volumes = st.dictionaries(
    st.sampled_from(PEOPLE),
    st.builds(
        Volume,
        st.integers(0, 2),
        st.integers(0, 2),
        st.just(0),
        amounts,
        amounts,
        st.just(Time(NOW - 9_000_000)),
    ),
)


@given(
    volumes,
    mixed,
    mixed,
    st.frozensets(st.sampled_from(PEOPLE), max_size=3),
    st.frozensets(st.sampled_from(PEOPLE), max_size=3),
)
def test_what_questions_share_is_what_each_would_work_out(
    known: dict[AddressId, Volume],
    brought: dict[AddressId, float],
    copied: dict[AddressId, float],
    prospect: frozenset[AddressId],
    house: frozenset[AddressId],
) -> None:
    everybody = Acquaintances(known, Manners(brought, copied, {}), person_of, NOW, FORM)

    beside = everybody.beside(prospect, house)

    assert prospect.isdisjoint(beside.volumes)
    assert beside.tendencies == {
        person: chance.tendency(known, FORM) for person, known in beside.habits.items()
    }
