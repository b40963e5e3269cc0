"""What a mail says of meetings, and what the newest of it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from narrowcast.agent.core import scheduling
from narrowcast.agent.core.learn import learn, see
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.scheduling import MAX_NOTICES, WHOLE, Notice, Word
from narrowcast.connectors.base import Cursor, Page
from narrowcast.connectors.records import FolderRole, Message, Participation
from tests.agent.invitations import ANA, BEN, HELD, accepted, asked, invitation
from tests.agent.mailroom import OWNER, START, message


def notices(mail: Message) -> tuple[Notice, ...]:
    seen = see(mail)
    assert seen is not None
    return scheduling.notices(mail, seen.time)


def told(mail: Message) -> list[tuple[Word, str]]:
    return [(one.word, one.instance) for one in notices(mail)]


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (asked(), [(Word.INVITED, ""), (Word.REVISED, WHOLE)]),
        (accepted(), [(Word.ANSWERED, WHOLE)]),
        (invitation(1, "CANCEL"), [(Word.CANCELLED, WHOLE)]),
        (invitation(1, "CANCEL", author=BEN), []),
        (invitation(1, "REPLY", f"{ANA}=ACCEPTED", author=BEN), []),
        (invitation(1, "COUNTER", f"{OWNER}=ACCEPTED", author=OWNER), []),
        (invitation(1, "PUBLISH"), []),
        (invitation(1, "REFRESH"), []),
        (message(1, ANA, [OWNER], START, text="BEGIN:VEVENT"), []),
    ],
    ids=[
        "invitation",
        "answer",
        "cancellation",
        "a stranger cancels",
        "an answer for another",
        "counter-proposal",
        "published",
        "refresh",
        "plain text",
    ],
)
def test_what_a_mail_says(mail: Message, expected: list[tuple[Word, str]]) -> None:
    assert told(mail) == expected


def test_one_instance_speaks_for_itself() -> None:
    one = f"RECURRENCE-ID:{HELD:%Y%m%dT%H%M%SZ}"
    instance = f"{HELD:%Y%m%dT%H%M%SZ}"

    assert told(asked(more=(one,))) == [(Word.INVITED, instance)]
    assert told(accepted(more=(one,))) == [(Word.ANSWERED, instance)]
    assert told(invitation(1, "CANCEL", more=(one,))) == [(Word.CANCELLED, instance)]


def test_a_part_that_is_sent_twice_says_it_once() -> None:
    mail = asked()

    assert notices(replace(mail, parts=mail.parts * 2)) == notices(mail)


def test_a_part_that_was_cut_is_not_believed() -> None:
    mail = asked()

    assert notices(replace(mail, parts=(replace(mail.parts[0], truncated=True),))) == ()


def test_the_method_stands_in_the_part_or_around_it() -> None:
    mail = asked()
    bare = replace(mail.parts[0], text=mail.parts[0].text.replace("METHOD:REQUEST\r\n", ""))

    assert notices(replace(mail, parts=(bare,))) == notices(mail)
    assert notices(replace(mail, parts=(replace(bare, method=""),))) == ()


def test_a_mail_can_say_only_so_much() -> None:
    daily = asked(more=("RRULE:FREQ=DAILY",))
    crowd = "\r\n".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20240201T090000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT"
        for n in range(2_000)
    )
    hostile = replace(
        daily.parts[0], text=f"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n{crowd}\r\nEND:VCALENDAR"
    )

    assert len(notices(daily)) <= MAX_NOTICES
    assert len(notices(replace(daily, parts=(hostile,)))) == MAX_NOTICES


def test_without_a_time_a_series_is_its_first_instance() -> None:
    found = scheduling.notices(asked(more=("RRULE:FREQ=DAILY",)), None)

    assert [one.word for one in found] == [Word.INVITED, Word.REVISED]


def test_junk_and_drafts_say_nothing() -> None:
    for role in (FolderRole.JUNK, FolderRole.DRAFTS):
        page = Page(upserts=(replace(asked(), roles=(role,)),), cursor=Cursor(""))

        assert learn(page).notices == ()


# ---------------------------------------------------------------- all of it together


def event(**change: Any) -> Notice:
    found = notices(asked(**change))[0]
    assert found.encounter is not None
    return found


def series(word: Word = Word.REVISED, **change: Any) -> Notice:
    found = notices(asked(**change))[1]
    return replace(found, word=word)


def test_what_the_series_no_longer_names_is_no_meeting() -> None:
    assert scheduling.settled(event(), series(sequence=1), []) is None
    assert scheduling.settled(event(sequence=1), series(), []) is not None


def test_a_cancelled_series_cancels_what_it_named() -> None:
    settled = scheduling.settled(event(), series(Word.CANCELLED, minute=9), [])

    assert settled is not None
    assert settled.cancelled


@pytest.mark.parametrize(
    ("sequences", "expected"),
    [
        ((0, 0), Participation.ACCEPTED),
        ((1, 0), Participation.NEEDS_ACTION),
        ((0, 1), Participation.ACCEPTED),
    ],
    ids=["to this", "to what was before", "to what is to come"],
)
def test_an_answer_counts_from_the_revision_it_answers(
    sequences: tuple[int, int], expected: Participation
) -> None:
    invited, answered = sequences
    (answer,) = notices(accepted(sequence=answered))

    settled = scheduling.settled(event(sequence=invited), None, [answer])

    assert settled is not None
    assert {party.key: said for party, said in settled.people}[OWNER] is expected


def test_of_two_answers_the_later_counts_in_either_order() -> None:
    (yes,) = notices(accepted(minute=5))
    (no,) = notices(invitation(3, "REPLY", f"{OWNER}=DECLINED", author=OWNER, minute=6))

    for answers in ([yes, no], [no, yes]):
        settled = scheduling.settled(event(), None, answers)
        assert settled is not None
        assert (OWNER, Participation.DECLINED) in [(p.key, said) for p, said in settled.people]


def test_the_mails_own_time_stands_in_for_a_missing_stamp() -> None:
    mail = asked()
    bare = replace(
        mail.parts[0],
        text="\r\n".join(
            line for line in mail.parts[0].text.split("\r\n") if not line.startswith("DTSTAMP")
        ),
    )
    time = Time(int((START + timedelta(days=1)).timestamp()))

    assert scheduling.notices(replace(mail, parts=(bare,)), time)[0].stamp == time
