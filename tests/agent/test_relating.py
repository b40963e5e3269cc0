"""What mails are about, kept when their texts are read, tells in which context one knows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.agent.core.model import Context, Purpose
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Tier
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, message, store_of

CARLA = "carla@firm.example"
NOW = START + timedelta(days=60)
HOLIDAYS = "Mum and the kids loved the beach. Dinner at our house on Saturday? Love to the family."
HIRING = "We interview two candidates; could you send the resume of the applicant you recruited?"
BUDGET = "Please review the budget and the contract; the report is due, says the client."


def letters(text: str, subject: str, count: int = 8) -> list[Message]:
    """Carla's and the owner's mails to each other, turn about."""
    found = []
    for number in range(count):
        author, to = (CARLA, OWNER) if number % 2 else (OWNER, CARLA)
        at = START + timedelta(days=number)
        found.append(message(number, author, [to], at, subject=subject, text=text))
    return found


def contexts(store: Store) -> tuple[Context, ...]:
    wanted = prospect_of(name="Jonas Weber", address="jonas@target.example")
    (found,) = Advisor(store).suggest(wanted, NOW).introducers
    return found.trust.contexts


CASES = {
    "private life": (HOLIDAYS, Context.FRIEND),
    "hiring": (HIRING, Context.RECRUITER),
}


@pytest.mark.parametrize("tier", [Tier.SIGNATURES, Tier.MENTIONS])
@pytest.mark.parametrize(("text", "context"), CASES.values(), ids=CASES)
def test_a_text_that_was_read_tells_the_context(text: str, context: Context, tier: Tier) -> None:
    with store_of(letters(text, "Hello"), tier=tier) as store:
        assert context in contexts(store)


def test_business_mail_makes_no_friend() -> None:
    with store_of(letters(BUDGET, "Plans")) as store:
        assert {Context.FRIEND, Context.RECRUITER}.isdisjoint(contexts(store))


def test_where_no_text_is_read_the_subjects_tell() -> None:
    with store_of(letters("", "Birthday dinner at our house"), tier=Tier.HEADERS) as store:
        assert Context.FRIEND in contexts(store)
    with store_of(letters(HOLIDAYS, "Hello"), tier=Tier.HEADERS) as store:
        assert Context.FRIEND not in contexts(store)


def test_the_reason_counts_the_mails_it_names() -> None:
    wanted = prospect_of(name="Jonas Weber", address="jonas@target.example")
    with store_of(letters(HOLIDAYS, "Hello", 6)) as store:
        (carla,) = Advisor(store).suggest(wanted, NOW).introducers

    (reason,) = (r for r in carla.trust.reasons if "private life" in r.text)
    assert reason.text == "6 of 6 recent mails between you speak of private life"
    assert reason.count == len(reason.evidence) == 6


def test_later_mail_changes_no_earlier_context() -> None:
    mails = letters(HOLIDAYS, "Hello", 4)
    with store_of(mails) as store:
        before = contexts_at(store, 3)
    more = [
        message(100 + n, CARLA, [OWNER], START + timedelta(days=30 + n), text=BUDGET)
        for n in range(19)
    ]
    with store_of([*mails, *more]) as store:
        assert contexts_at(store, 3) == before
        assert contexts_at(store, 50) != before


def contexts_at(store: Store, days: int) -> tuple[Context, ...]:
    wanted = prospect_of(name="Jonas Weber", address="jonas@target.example")
    moment = START + timedelta(days=days, hours=1)
    (found,) = Advisor(store).suggest(wanted, moment).introducers
    return found.trust.contexts


def test_a_better_fit_follows_from_the_context() -> None:
    asked = prospect_of(name="Jonas Weber", address="jonas@target.example")
    advice = replace(asked, purpose=Purpose.ADVICE)
    fits = []
    for text in (HOLIDAYS, BUDGET):
        with store_of(letters(text, "Hello")) as store:
            fits.append(Advisor(store).suggest(advice, NOW).introducers[0].trust.fit)

    assert fits[0] > fits[1]
