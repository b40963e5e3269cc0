"""Letters beside an ask: approved with their envelope, sent once, on their thread; asks close."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Blocked, Desk
from narrowcast.agent.companions import Companions, again
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.model import LetterPurpose
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import answers, asks, companions, decisions
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.companions import Companion, Place
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.base import Receipt, SentKey
from narrowcast.connectors.errors import Ambiguous, Rejected, Transient
from tests.agent.core.letter_samples import NOW
from tests.agent.courtesies import JONAS, SENT, sent_ask, told
from tests.agent.posting import FakeSender, seconds

WEEK = NOW + timedelta(days=8)
MIN = timedelta(minutes=1)


def state(desk: Desk, ask: Ask) -> AskState:
    return asks.get(desk.store, ask.id).state


def leave(desk: Desk, companion: Companion, at: datetime, sender: FakeSender) -> None:
    """Approve a letter and let it go when it is due."""
    letter = Companions(desk).approve(companion, at, anyway="a test")
    outbox.tick(desk.store, sender, letter.send_after)


def follow_up(desk: Desk) -> Companion:
    sent_ask(desk)
    (drafted,) = Companions(desk).prepare(WEEK)
    return drafted


def bcc_reply(desk: Desk) -> Companion:
    told(desk, sent_ask(desk), AskEvent.INTRODUCED, WEEK, "<intro@lumen.example>")
    (drafted,) = Companions(desk).prepare(WEEK)
    return drafted


# ---------------------------------------------------------------- what is offered


def test_a_silent_ask_brings_one_follow_up_after_a_week(desk: Desk) -> None:
    ask = sent_ask(desk)
    work = Companions(desk)

    early = work.prepare(SENT + timedelta(days=6))
    (drafted,) = work.prepare(SENT + timedelta(days=7))
    again = work.prepare(SENT + timedelta(days=9))

    assert early == ()
    assert (drafted.ask, drafted.purpose) == (ask.id, LetterPurpose.FOLLOW_UP)
    assert again == (drafted,)


def test_the_mail_by_which_the_owner_approved_is_named_to_nobody(desk: Desk) -> None:
    said = replace(desk.by, origin=Origin.OWN_SENT_ANSWER, message_id="<answer@vale.example>")
    ask = sent_ask(replace(desk, by=said))
    assert any(one.message_id == said.message_id for one in asks.history(desk.store, ask.id))

    (drafted,) = Companions(desk).prepare(WEEK)

    assert said.message_id not in drafted.answers


def test_a_dropped_letter_is_not_offered_again(desk: Desk) -> None:
    drafted = follow_up(desk)

    Companions(desk).drop(drafted.id, WEEK)

    assert Companions(desk).prepare(WEEK + timedelta(days=1)) == ()
    assert companions.get(desk.store, drafted.id).state is AskState.CANCELLED


def test_a_letter_of_one_purpose_is_written_once(desk: Desk) -> None:
    drafted = follow_up(desk)

    with pytest.raises(InputError, match=f"L{drafted.id} is drafted"):
        Companions(desk).draft(asks.get(desk.store, drafted.ask), LetterPurpose.FOLLOW_UP, WEEK)


def test_nobody_is_followed_up_before_the_ask_left(desk: Desk) -> None:
    ask = sent_ask(desk)
    told(desk, ask, AskEvent.DECLINED, WEEK)

    with pytest.raises(InputError, match="declined"):
        Companions(desk).draft(asks.get(desk.store, ask.id), LetterPurpose.FOLLOW_UP, WEEK)


def test_whoever_said_never_to_is_not_offered_a_letter(desk: Desk) -> None:
    ask = sent_ask(desk)
    decisions.decide(desk.store, decisions.NEVER, [ask.introducer_address], seconds(NOW))

    assert Companions(desk).prepare(WEEK) == ()


# ---------------------------------------------------------------- the bytes


def test_a_follow_up_goes_on_the_thread_of_the_ask(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    own = kept.letter_of(desk.store, drafted.ask)

    leave(desk, drafted, WEEK, sender)

    mail = message_from_bytes(sender.taken[0], policy=policy.default)
    assert own is not None
    assert mail["In-Reply-To"] == own.message_id
    assert mail["References"].split()[1:] == [f"<{own.token}@vale.example>", own.message_id]


def test_a_follow_up_names_the_id_that_the_provider_gave(desk: Desk) -> None:
    drafted, sender = None, FakeSender()
    ask = sent_ask(desk)
    desk.store.conn.execute("UPDATE outbox SET provider_message_id = '<given@p.example>'")
    desk.store.conn.commit()
    (drafted,) = Companions(desk).prepare(WEEK)

    leave(desk, drafted, WEEK, sender)

    mail = message_from_bytes(sender.taken[0], policy=policy.default)
    assert mail["In-Reply-To"] == "<given@p.example>"
    assert drafted.ask == ask.id


def test_the_bcc_reply_goes_to_the_prospect_and_blind_to_the_introducer(desk: Desk) -> None:
    drafted, sender = bcc_reply(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")

    outbox.tick(desk.store, sender, letter.send_after)

    mail = message_from_bytes(sender.taken[0], policy=policy.default)
    assert (letter.recipient, letter.hidden) == (JONAS, ("ana@ports.example",))
    assert mail["Bcc"] is None
    assert mail["In-Reply-To"] == "<intro@lumen.example>"
    assert sender.envelopes[0].recipients == (JONAS, "ana@ports.example")
    assert sender.envelopes[0].hidden == ("ana@ports.example",)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("""UPDATE outbox SET hidden = '["eve@evil.example"]'""", id="another"),
        pytest.param("UPDATE outbox SET hidden = '[]'", id="nobody"),
        pytest.param("UPDATE outbox SET recipient = 'eve@evil.example'", id="to-another"),
        pytest.param("UPDATE outbox SET raw = CAST(raw || 'x' AS BLOB)", id="words"),
    ],
)
def test_an_approval_covers_who_gets_the_letter(desk: Desk, change: str) -> None:
    drafted, sender = bcc_reply(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")
    desk.store.conn.execute(f"{change} WHERE letter = {drafted.id}")
    desk.store.conn.commit()

    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []
    held = companions.get(desk.store, drafted.id)
    assert held.state is AskState.DRAFTED
    assert held.needs_review.startswith("not sent")


def test_the_approval_of_one_letter_lets_no_other_leave(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")
    desk.store.conn.execute("UPDATE approval SET letter = 99 WHERE letter = ?", (drafted.id,))
    desk.store.conn.commit()

    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []


# ---------------------------------------------------------------- approval, undo, edit


def test_etiquette_stops_a_pushing_follow_up(desk: Desk) -> None:
    drafted = follow_up(desk)
    pushing = Companions(desk).edit(drafted.id, "Re: it", "Hi Ana,\n\nASAP, please.\n\nRobin", WEEK)

    with pytest.raises(Blocked, match=f"letter L{drafted.id} .*E15"):
        Companions(desk).approve(pushing, WEEK)


def test_the_owner_has_ten_minutes_to_undo_a_companion(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")

    outbox.tick(desk.store, sender, seconds(WEEK + 9 * MIN))
    Companions(desk).undo(drafted.id, WEEK + 9 * MIN)
    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []
    assert companions.get(desk.store, drafted.id).state is AskState.DRAFTED


def test_an_edited_companion_needs_a_new_approval(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")

    Companions(desk).edit(drafted.id, "Re: it", "Hi Ana,\n\nJust to ask.\n\nRobin", WEEK)
    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []


def test_a_companion_does_not_count_against_the_caps_of_asks(desk: Desk) -> None:
    drafted = follow_up(desk)
    Companions(desk).approve(drafted, WEEK, anyway="a test")

    past = [one.sent_at for one in desk.past(lambda ask: ask.introducer)]

    assert len(past) == 1


def test_a_follow_up_that_an_answer_overtook_does_not_leave(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")
    told(desk, asks.get(desk.store, drafted.ask), AskEvent.AGREED, WEEK + MIN)

    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []
    held = companions.get(desk.store, drafted.id)
    assert held.state is AskState.DRAFTED
    assert "is agreed by now" in held.needs_review


def test_a_follow_up_waits_while_a_message_may_be_the_answer(desk: Desk) -> None:
    drafted, sender = follow_up(desk), FakeSender()
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")
    asks.flag(desk.store, drafted.ask, "Somebody answers for Ana.")

    outbox.tick(desk.store, sender, letter.send_after)

    assert sender.taken == []


def test_a_draft_that_an_answer_overtook_is_offered_no_more(desk: Desk) -> None:
    drafted = follow_up(desk)
    told(desk, asks.get(desk.store, drafted.ask), AskEvent.DECLINED, WEEK)

    (now,) = Companions(desk).prepare(WEEK + MIN)

    assert now.purpose is LetterPurpose.THANKS
    with pytest.raises(InputError, match="out of time"):
        Companions(desk).approve(drafted, WEEK)


# ---------------------------------------------------------------- what it does to the ask


def test_the_bcc_reply_that_left_moves_the_ask_on(desk: Desk) -> None:
    drafted, sender = bcc_reply(desk), FakeSender()

    leave(desk, drafted, WEEK, sender)

    ask = asks.get(desk.store, drafted.ask)
    last = asks.history(desk.store, ask.id)[-1]
    letter = kept.letter_of(desk.store, ask.id, drafted.id)
    assert letter is not None
    assert (ask.state, last.message_id) == (AskState.OWNER_REPLIED, letter.message_id)


def test_an_outcome_note_that_left_closes_the_ask(desk: Desk) -> None:
    ask, sender = sent_ask(desk), FakeSender()
    told(desk, ask, AskEvent.MET, WEEK)
    (drafted,) = Companions(desk).prepare(WEEK + timedelta(days=1))

    leave(desk, drafted, WEEK + timedelta(days=1), sender)

    assert drafted.purpose is LetterPurpose.OUTCOME
    assert state(desk, ask) is AskState.CLOSED


def test_an_ask_closed_by_hand_still_owes_the_introducer_a_word(desk: Desk) -> None:
    ask = sent_ask(desk)
    told(desk, ask, AskEvent.INTRODUCED, WEEK)
    desk.settle(ask.id, AskEvent.CLOSED, WEEK)

    (drafted,) = Companions(desk).prepare(WEEK + MIN)

    assert drafted.purpose is LetterPurpose.OUTCOME


def test_a_companion_leaves_its_ask_where_it_is_until_it_left(desk: Desk) -> None:
    drafted = bcc_reply(desk)
    fault = FakeSender(fault=Rejected("no such mailbox"))

    leave(desk, drafted, WEEK, fault)

    assert asks.get(desk.store, drafted.ask).state is AskState.INTRODUCED
    assert companions.get(desk.store, drafted.id).state is AskState.DRAFTED


def test_an_answer_to_a_companion_is_one_to_the_ask(desk: Desk) -> None:
    drafted = follow_up(desk)

    leave(desk, drafted, WEEK, FakeSender())

    letter = kept.letter_of(desk.store, drafted.ask, drafted.id)
    assert letter is not None
    assert letter.message_id in answers.marks(desk.store, drafted.ask, "id")


def test_the_history_tells_every_step_with_its_message(desk: Desk) -> None:
    drafted = follow_up(desk)

    leave(desk, drafted, WEEK, FakeSender())

    steps = companions.history(desk.store, drafted.ask)
    letter = kept.letter_of(desk.store, drafted.ask, drafted.id)
    assert letter is not None
    assert [one.after for one in steps] == [
        AskState.DRAFTED,
        AskState.APPROVED,
        AskState.SCHEDULED,
        AskState.SENDING,
        AskState.SENT,
    ]
    assert steps[-1].message_id == letter.message_id


# ---------------------------------------------------------------- of unknown fate


def lost(desk: Desk) -> tuple[Companion, FakeSender]:
    """A follow-up of which nobody knows whether it left; it did not."""
    drafted, sender = follow_up(desk), FakeSender(fault=Ambiguous("the line went dead"))
    letter = Companions(desk).approve(drafted, WEEK, anyway="a test")
    for minutes in (0, 5):
        outbox.tick(desk.store, sender, seconds(WEEK + (minutes + 20) * MIN))
    assert letter.send_after < seconds(WEEK + 25 * MIN)
    return companions.get(desk.store, drafted.id), sender


def test_a_companion_that_cannot_be_found_is_the_owners_to_settle(desk: Desk) -> None:
    companion, _ = lost(desk)

    assert companion.state is AskState.UNKNOWN
    assert "look in your Sent folder" in companion.needs_review
    assert asks.get(desk.store, companion.ask).state is AskState.SENT


def test_again_sends_the_very_same_bytes_once_more(desk: Desk) -> None:
    companion, _ = lost(desk)
    before = kept.letter_of(desk.store, companion.ask, companion.id)
    sender = FakeSender()

    at = again(desk, companion.place, WEEK + timedelta(hours=1))
    outbox.tick(desk.store, sender, seconds(WEEK + timedelta(hours=1)))
    early = list(sender.taken)
    outbox.tick(desk.store, sender, seconds(at))

    assert before is not None
    assert early == []
    assert sender.taken == [before.raw]
    assert companions.get(desk.store, companion.id).state is AskState.SENT


def test_again_does_not_send_what_turned_up_among_the_sent_meanwhile(desk: Desk) -> None:
    companion, _ = lost(desk)
    letter = kept.letter_of(desk.store, companion.ask, companion.id)
    assert letter is not None
    sender = FakeSender(taken=[letter.raw])

    at = again(desk, companion.place, WEEK + timedelta(hours=1))
    outbox.tick(desk.store, sender, seconds(at))

    assert sender.taken == [letter.raw]
    assert companions.get(desk.store, companion.id).state is AskState.SENT


def test_again_waits_while_nobody_can_tell_whether_it_left(desk: Desk) -> None:
    class Deaf(FakeSender):
        def find_sent(self, key: SentKey) -> Receipt | None:
            raise Transient(f"{key.message_id} cannot be looked up")

    companion, _ = lost(desk)
    sender = Deaf()

    at = again(desk, companion.place, WEEK + timedelta(hours=1))
    (told,) = outbox.tick(desk.store, sender, seconds(at))
    outbox.tick(desk.store, sound := FakeSender(), seconds(at + MIN))

    assert sender.taken == []
    assert "cannot be seen now" in told.why
    assert len(sound.taken) == 1


def test_again_works_for_an_asks_own_letter(desk: Desk) -> None:
    ask = sent_ask(desk)
    desk.store.conn.execute("UPDATE outbox SET state = 'unknown'")
    desk.store.conn.execute("UPDATE ask SET state = 'unknown'")
    desk.store.conn.commit()
    sender = FakeSender()

    at = again(desk, Place(ask.id), NOW + timedelta(hours=1))
    outbox.tick(desk.store, sender, seconds(at))

    assert len(sender.taken) == 1
    assert state(desk, ask) is AskState.SENT


def test_what_is_known_to_have_left_is_not_sent_again(desk: Desk) -> None:
    ask = sent_ask(desk)

    with pytest.raises(InputError, match="not of unknown fate"):
        again(desk, Place(ask.id), NOW)


def test_the_owner_may_say_that_it_was_sent(desk: Desk) -> None:
    companion, _ = lost(desk)

    Companions(desk).left(companion.id, WEEK)

    letter = kept.letter_of(desk.store, companion.ask, companion.id)
    assert letter is not None
    assert letter.state is LetterState.SENT
    assert companions.get(desk.store, companion.id).state is AskState.SENT


def test_the_owner_may_give_a_lost_letter_up(desk: Desk) -> None:
    companion, _ = lost(desk)
    sender = FakeSender()

    Companions(desk).discard(companion.id, WEEK)
    outbox.tick(desk.store, sender, seconds(WEEK + timedelta(days=1)))

    assert sender.taken == []
    assert companions.get(desk.store, companion.id).state is AskState.CANCELLED


def test_a_lost_letter_that_is_seen_among_the_sent_was_sent(desk: Desk) -> None:
    from narrowcast.agent.store import settling

    companion, _ = lost(desk)
    letter = kept.letter_of(desk.store, companion.ask, companion.id)
    assert letter is not None

    with desk.store.writing():
        settling.seen_beside(
            desk.store,
            {letter.message_id, "<other@x.example>"},
            Cause(at=seconds(WEEK), origin=Origin.MAIL),
        )

    assert companions.get(desk.store, companion.id).state is AskState.SENT
