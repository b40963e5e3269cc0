"""Who brought strangers with whom the owner then was in touch, in one query."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.model import AddressKey, Time, seconds
from narrowcast.agent.store.history import introduced, leads
from narrowcast.connectors.records import Message
from tests.agent.introducing import ANA, DAY, INTRODUCED, introduction, known, sequel
from tests.agent.mailroom import START, mailboxes, store_of


def counts(mail: list[Message], moment: Time) -> dict[str, int]:
    with store_of(mail) as store:
        keys = {store.addresses.find(key): key for (key,) in store.conn.execute(
            "SELECT key FROM address"
        )}  # fmt: skip
        return {keys[who]: n for who, n in introduced(leads(store), moment).items()}


def test_an_introduction_counts_from_the_sequel_on() -> None:
    mail = [*known(ANA), introduction(), sequel()]

    assert counts(mail, seconds(INTRODUCED + DAY)) == {}
    assert counts(mail, seconds(INTRODUCED + 3 * DAY)) == {AddressKey(ANA): 1}


def test_a_stranger_to_whom_nobody_wrote_counts_nothing() -> None:
    assert counts([*known(ANA), introduction()], seconds(INTRODUCED + 90 * DAY)) == {}


@given(mailboxes(), st.integers(0, 200 * 24 * 60))
@settings(max_examples=30, deadline=None)
def test_later_mail_changes_no_count_as_of_a_moment(mail: list[Message], minute: int) -> None:
    cutoff = START + timedelta(minutes=minute)
    earlier = [m for m in mail if m.sent_at is not None and m.sent_at < cutoff]
    moment = Time(int(cutoff.timestamp()))

    assert counts(earlier, moment) == counts(mail, moment)
