"""A letter that is missing among the sent is given away again only where that proves something."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from narrowcast.agent import absence, outbox
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.model import Time
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.base import Envelope, Receipt, SentKey
from narrowcast.connectors.errors import Ambiguous, ConnectorError, Transient
from tests.agent.core.letter_samples import NOW
from tests.agent.posting import FakeSender, seconds
from tests.agent.test_caps import approved_on

FILED = 600
DUE = seconds(NOW) + 20 * 60
MOST_MINUTES = 600


@dataclass
class Service(FakeSender):
    """Files all that it takes, by its own word; shows it so many seconds later, None: never."""

    now: int = DUE
    shows_after: int | None = 0
    losing: int = 0
    """How many of the next letters never arrive, and nobody can tell."""
    files_within: int = FILED
    at: list[int] = field(default_factory=list[int])
    looks_fail: ConnectorError | None = None

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        if self.losing:
            self.losing -= 1
            raise Ambiguous("the line broke")
        self.at.append(self.now)
        return super().send(letter, envelope)

    def find_sent(self, key: SentKey) -> Receipt | None:
        if self.looks_fail:
            raise self.looks_fail
        mine = key.message_id.encode()
        for raw, at in zip(self.taken, self.at, strict=True):
            if mine in raw and self.shows_after is not None and self.now >= at + self.shows_after:
                return Receipt(provider_id="7")
        return None


@pytest.fixture
def service() -> Service:
    return Service()


def live(desk: Desk, service: Service, first: int, last: int = MOST_MINUTES) -> None:
    for minute in range(first, last):
        service.now = DUE + 60 * minute
        outbox.tick(desk.store, service, Time(service.now))


def letter(desk: Desk, number: int = 0) -> kept.OutgoingLetter:
    return kept.letters(desk.store)[number]


def planned(desk: Desk, count: int) -> None:
    for number in range(count):
        approved_on(desk, number, NOW, anyway="a test")


def test_without_a_witness_a_copy_may_show_an_hour_late(desk: Desk, service: Service) -> None:
    planned(desk, 1)
    service.fault, service.takes_before_failing = Ambiguous("the line broke"), True
    service.shows_after = (absence.LONE_WAITS + 1) * FILED - 60

    live(desk, service, 0)

    assert (letter(desk).state, len(service.taken)) == (LetterState.SENT, 1)


def test_a_lost_letter_without_a_witness_is_given_away_again_once(
    desk: Desk, service: Service
) -> None:
    planned(desk, 1)
    service.losing = 2

    live(desk, service, 0)

    assert (letter(desk).state, letter(desk).missed) == (LetterState.UNKNOWN, 1)
    assert service.taken == []


def test_beside_a_witness_it_is_given_away_again_sooner_and_more_often(
    desk: Desk, service: Service
) -> None:
    planned(desk, 3)
    service.losing = 1

    live(desk, service, 0, 25)

    assert [one.state for one in kept.letters(desk.store)] == [LetterState.SENT] * 3
    assert letter(desk).missed == 1


def test_where_not_even_what_surely_left_can_be_found_nothing_is_given_away_again(
    desk: Desk, service: Service
) -> None:
    planned(desk, 3)
    service.shows_after, service.losing = None, 1

    live(desk, service, 0)

    assert (letter(desk).state, letter(desk).missed) == (LetterState.UNKNOWN, 0)
    assert len(service.taken) == 2


def test_a_letter_that_left_before_is_no_witness(desk: Desk, service: Service) -> None:
    planned(desk, 2)
    live(desk, service, 0, 1)
    service.fault, service.takes_before_failing = Ambiguous("the line broke"), True
    live(desk, service, 1, 2)
    service.shows_after = 3600

    live(desk, service, 2)

    assert len(service.taken) == 2


def test_a_clock_set_back_shortens_no_wait(desk: Desk, service: Service) -> None:
    planned(desk, 1)
    service.fault, service.takes_before_failing = Ambiguous("the line broke"), True
    service.shows_after = None
    live(desk, service, 0, 30)
    service.now -= 86_400

    for minute in range(60):
        outbox.tick(desk.store, service, Time(service.now + 60 * minute))

    assert (letter(desk).state, letter(desk).missed) == (LetterState.SENDING, 0)


def test_a_server_that_was_away_is_waited_for_as_long_as_one_that_answers(
    desk: Desk, service: Service
) -> None:
    planned(desk, 1)
    service.losing, service.looks_fail = 1, Transient("away")
    live(desk, service, 0, 60)
    service.looks_fail = None

    live(desk, service, 60, 60 + absence.LONE_WAITS * FILED // 60 - 1)

    assert letter(desk).state is LetterState.SENDING
