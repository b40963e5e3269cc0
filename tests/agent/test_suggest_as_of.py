"""An answer as of a moment is the same whatever comes later."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.model import Suggestion, Time
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, mailboxes, message, store_of

JONAS = prospect_of(name="Jonas Weber", address="jonas@target.example", organization="Target")


def answer(store: Store, moment: Time) -> tuple[object, ...]:
    """All that a question says, free of the store's own numbers."""
    advisor = Advisor(store)
    ranked = [
        (advisor.grouping(moment).person(r.person).keys, round(r.score, 9), r.terms)
        for r in advisor.rank(JONAS, moment).ranked
    ]
    at = START + timedelta(seconds=moment - int(START.timestamp()))
    suggestion: Suggestion = advisor.suggest(JONAS, at, limit=9)
    return sorted(ranked, key=repr), [
        (i.person, i.tie, i.responsiveness, i.trust, i.reasons) for i in suggestion.introducers
    ]


@given(
    mailboxes(),
    mailboxes(),
    st.integers(0, 200 * 24 * 60),
    st.integers(1, 40 * 24 * 60),
)
@settings(max_examples=25, deadline=None)
def test_later_mail_moved_added_or_removed_changes_no_answer(
    mail: list[Message], more: list[Message], minute: int, shift: int
) -> None:
    cutoff = START + timedelta(minutes=minute)
    earlier = [m for m in mail if m.sent_at is not None and m.sent_at < cutoff]
    later = [m for m in mail if m.sent_at is not None and m.sent_at >= cutoff]
    assume(earlier)
    moved = [
        message(
            1000 + i,
            m.author.address if m.author else OWNER,
            [b.address for b in m.to],
            max(cutoff, (m.sent_at or cutoff)) + timedelta(minutes=shift),
            subject=m.subject,
            text="Jonas Weber of Target",
        )
        for i, m in enumerate(more)
    ]
    moment = Time(int(cutoff.timestamp()))
    with (
        store_of(earlier) as alone,
        store_of([*moved, *earlier]) as added,
        store_of([*later, *earlier, *moved]) as both,
    ):
        told = answer(alone, moment)

        assert answer(added, moment) == told
        assert answer(both, moment) == told
