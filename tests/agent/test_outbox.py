"""Nothing leaves that was not approved; nothing leaves twice; what may have left is looked up."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.asking import Blocked, Desk
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.compose import approved_hash
from narrowcast.agent.errors import InputError, NeverUnreadable
from narrowcast.agent.store import asks, prospects
from narrowcast.agent.store import outbox as kept
from narrowcast.agent.store.asks import Ask, Cause, Origin
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.errors import Ambiguous, Refused
from narrowcast.connectors.maildir import MaildirSender
from tests.agent.core.letter_samples import NOW, introducer, prospect
from tests.agent.posting import FakeSender, seconds


def drafted(desk: Desk, about: str = "Jonas Weber") -> Ask:
    wish = replace(prospect(), name=about)
    (wanted,) = prospects.add(desk.store, [wish], seconds(NOW))
    return desk.draft(wanted, introducer(), NOW)


def scheduled(desk: Desk, about: str = "Jonas Weber") -> Ask:
    ask = drafted(desk, about)
    desk.approve(ask, prospect(), introducer(), NOW, anyway="a test")
    return asks.get(desk.store, ask.id)


DUE = seconds(NOW, later=timedelta(minutes=20))
MUCH_LATER = seconds(NOW, later=timedelta(minutes=40))


def test_an_approved_letter_leaves_once(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()

    for _ in range(3):
        outbox.tick(desk.store, sender, DUE)

    assert len(sender.taken) == 1
    assert asks.get(desk.store, ask.id).state is AskState.SENT


def test_a_draft_does_not_leave(desk: Desk) -> None:
    drafted(desk)
    sender = FakeSender()

    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []


def test_the_owner_has_ten_minutes_to_undo(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()
    outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(minutes=9)))

    desk.undo(ask.id, NOW + timedelta(minutes=9))
    outbox.tick(desk.store, sender, MUCH_LATER)

    assert sender.taken == []
    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED


def test_bytes_that_differ_from_the_approved_ones_do_not_leave(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()
    desk.store.conn.execute("UPDATE outbox SET raw = CAST(replace(raw, 'Ana', 'Eve') AS BLOB)")
    desk.store.conn.commit()

    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []
    assert "not those that were approved" in asks.get(desk.store, ask.id).needs_review


def test_an_edit_withdraws_the_approval(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()

    desk.edit(ask.id, "Other subject", "Other words", NOW)
    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []


def test_an_approval_is_good_for_seven_days(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()

    outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(days=8)))

    assert sender.taken == []
    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED


def test_a_refused_letter_is_tried_again(desk: Desk) -> None:
    ask = scheduled(desk)
    outbox.tick(desk.store, FakeSender(Refused("busy")), DUE)
    sender = FakeSender()

    outbox.tick(desk.store, sender, MUCH_LATER)

    assert len(sender.taken) == 1
    assert asks.get(desk.store, ask.id).state is AskState.SENT


def test_a_lost_answer_is_looked_up_and_not_sent_again(desk: Desk) -> None:
    ask = scheduled(desk)
    sender = FakeSender(Ambiguous("the line broke"), takes_before_failing=True)

    for moment in (DUE, DUE, MUCH_LATER):
        outbox.tick(desk.store, sender, moment)

    assert len(sender.taken) == 1
    assert asks.get(desk.store, ask.id).state is AskState.SENT


def test_what_cannot_be_found_is_the_owners_to_settle(desk: Desk) -> None:
    ask = scheduled(desk)
    sender = FakeSender(Ambiguous("the line broke"), takes_before_failing=True, shows=False)

    for moment in (DUE, MUCH_LATER, MUCH_LATER):
        outbox.tick(desk.store, sender, moment)

    assert len(sender.taken) == 1
    assert asks.get(desk.store, ask.id).state is AskState.UNKNOWN
    assert "Sent folder" in asks.get(desk.store, ask.id).needs_review


def test_a_kill_between_journal_and_transport_ends_as_unknown(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()
    (letter,) = kept.letters(desk.store)
    cause = Cause(at=DUE, origin=Origin.OUTBOX)
    kept.journal(desk.store, letter, LetterState.SENDING, AskEvent.SENDING_STARTED, cause)

    outbox.tick(desk.store, sender, MUCH_LATER)

    assert sender.taken == []
    assert asks.get(desk.store, ask.id).state is AskState.UNKNOWN


def test_a_late_letter_gets_a_new_date_and_nothing_else(desk: Desk) -> None:
    scheduled(desk)
    (letter,) = kept.letters(desk.store)
    sender = FakeSender()

    outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(hours=5)))

    assert sender.taken[0] != letter.raw
    assert approved_hash(sender.taken[0]) == letter.sha256


def test_etiquette_blocks_until_the_owner_overrides(desk: Desk) -> None:
    ask = drafted(desk)
    closed = replace(introducer(), person=replace(introducer().person, uid=ask.introducer))
    desk.approve(ask, prospect(), closed, NOW, anyway="first")
    second = drafted(desk, "Mara Diaz")

    with pytest.raises(Blocked, match="E02"):
        desk.approve(second, prospect(), closed, NOW)

    assert asks.get(desk.store, second.id).state is AskState.DRAFTED


def test_never_is_remembered(desk: Desk) -> None:
    ask = drafted(desk)

    desk.never(ask.id, NOW)

    with pytest.raises(Blocked, match="E05"):
        desk.approve(drafted(desk), prospect(), introducer(), NOW)


def test_letters_land_in_a_maildir(desk: Desk, tmp_path: Path) -> None:
    scheduled(desk)

    outbox.tick(desk.store, MaildirSender(tmp_path / "outbox"), DUE)

    (filed,) = (tmp_path / "outbox" / "new").iterdir()
    assert b"X-Narrowcast-Id" in filed.read_bytes()


def test_the_hash_of_what_really_left_is_kept(desk: Desk) -> None:
    scheduled(desk)
    sender = FakeSender()

    outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(hours=5)))

    (kept_hash,) = desk.store.conn.execute("SELECT final_sha256 FROM outbox").fetchone()
    assert kept_hash == sha256(sender.taken[0]).hexdigest()


def test_an_approval_of_other_bytes_lets_nothing_leave(desk: Desk) -> None:
    scheduled(desk)
    sender = FakeSender()
    desk.store.conn.execute("UPDATE approval SET sha256 = 'of another letter'")
    desk.store.conn.commit()

    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []


@pytest.mark.parametrize("origin", sorted(set(Origin) - {Origin.CLI, Origin.OWN_SENT_ANSWER}))
def test_nobody_but_the_owner_can_approve(desk: Desk, origin: Origin) -> None:
    ask = drafted(desk)
    desk.approve(ask, prospect(), introducer(), NOW, anyway="a test")
    desk.undo(ask.id, NOW)
    (letter,) = kept.letters(desk.store, LetterState.RECALLED)
    again = replace(letter, message_id="<other@vale.example>")

    with pytest.raises(sqlite3.IntegrityError):
        kept.approve(desk.store, again, Cause(at=seconds(NOW), origin=origin))

    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED
    assert kept.letters(desk.store, LetterState.PLANNED) == ()


def test_a_letter_with_wrong_bytes_holds_up_no_other(desk: Desk) -> None:
    first, second = scheduled(desk), scheduled(desk, "Mara Diaz")
    desk.store.conn.execute("UPDATE outbox SET sha256 = 'x' WHERE ask = ?", (first.id,))
    desk.store.conn.commit()
    sender = FakeSender()

    for _ in range(2):
        outbox.tick(desk.store, sender, DUE)

    assert len(sender.taken) == 1
    assert asks.get(desk.store, second.id).state is AskState.SENT


def test_a_letter_to_two_people_holds_up_no_sync(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()
    desk.store.conn.execute("UPDATE outbox SET recipient = 'eve@evil.example'")
    desk.store.conn.commit()

    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []
    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED


def test_never_said_after_the_approval_stops_the_letter(desk: Desk) -> None:
    ask, other, sender = scheduled(desk), drafted(desk, "Mara Diaz"), FakeSender()
    desk.never(other.id, NOW + timedelta(minutes=5))

    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []
    assert "never" in asks.get(desk.store, ask.id).needs_review


def test_nothing_leaves_while_it_is_unknown_who_is_never_written_to(desk: Desk) -> None:
    _, sender = scheduled(desk), FakeSender()
    other = drafted(desk, "Mara Diaz")
    desk.never(other.id, NOW)
    desk.store.conn.execute("UPDATE decision SET addresses = 'torn'")
    desk.store.conn.commit()

    with pytest.raises(NeverUnreadable):
        outbox.tick(desk.store, sender, DUE)
    with pytest.raises(Blocked, match=r"E05 the list .* cannot be overridden"):
        desk.approve(drafted(desk, "Olu Ade"), prospect(), introducer(), NOW, anyway="I insist")

    assert sender.taken == []


def test_an_undo_is_not_undone_into_a_plan_without_a_letter(desk: Desk) -> None:
    ask = scheduled(desk)
    desk.undo(ask.id, NOW)

    with pytest.raises(InputError, match="nothing of ask"):
        desk.undo(ask.id, NOW)

    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED


def test_a_dropped_ask_takes_its_letter_along(desk: Desk) -> None:
    ask, sender = scheduled(desk), FakeSender()

    desk.drop(ask.id, NOW)
    desk.undo(ask.id, NOW)
    outbox.tick(desk.store, sender, DUE)

    assert sender.taken == []
    assert asks.get(desk.store, ask.id).state is AskState.DRAFTED
    assert kept.letters(desk.store, LetterState.PLANNED) == ()


def test_the_owners_word_that_a_letter_left_stops_looking_for_it(desk: Desk) -> None:
    ask = scheduled(desk)
    sender = FakeSender(Ambiguous("the line broke"), takes_before_failing=True, shows=False)
    outbox.tick(desk.store, sender, DUE)

    desk.settle(ask.id, AskEvent.LEFT, NOW)
    outbox.tick(desk.store, FakeSender(taken=sender.taken), MUCH_LATER)

    assert asks.get(desk.store, ask.id).state is AskState.SENT
    assert len(kept.letters(desk.store, LetterState.SENT)) == 1


def test_a_letter_that_never_left_can_be_approved_anew(desk: Desk) -> None:
    ask = scheduled(desk)
    lost = FakeSender(Ambiguous("the line broke"), shows=False)
    for moment in (DUE, MUCH_LATER):
        outbox.tick(desk.store, lost, moment)
    assert asks.get(desk.store, ask.id).state is AskState.UNKNOWN

    desk.settle(ask.id, AskEvent.FOUND_UNSENT, NOW)
    again = asks.get(desk.store, ask.id)
    desk.approve(again, prospect(), introducer(), NOW, anyway="a test")
    sender = FakeSender()
    outbox.tick(desk.store, sender, MUCH_LATER)

    assert len(sender.taken) == 1
    (approval,) = desk.store.conn.execute("SELECT id FROM approval WHERE withdrawn IS NULL")
    assert approval == (2,)


def test_a_clock_set_back_sends_nothing_twice(desk: Desk) -> None:
    scheduled(desk)
    sender = FakeSender(Ambiguous("the line broke"), takes_before_failing=True, shows=False)
    outbox.tick(desk.store, sender, DUE)

    for days in (-400, -1, 0):
        outbox.tick(desk.store, sender, seconds(NOW, later=timedelta(days=days)))

    assert len(sender.taken) == 1
