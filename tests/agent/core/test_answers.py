"""The matcher on invented situations, and the rules that hold for any message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.answers import KINDS, STATES
from narrowcast.agent.core.answers import follow, judge, judge_meeting
from narrowcast.agent.core.asks import ENDED, INBOUND, SUCCEEDED, WAITING, AskEvent, AskState
from narrowcast.agent.core.judgement import Judgement, LinkEvidence, MessageKind
from narrowcast.agent.core.model import AskId
from narrowcast.connectors.records import (
    Attendee,
    FolderRole,
    Mailbox,
    Meeting,
    Message,
    Participation,
    RemoteId,
)
from tests.answer_cases import (
    SENT_AT,
    Mailroom,
    book,
    cases,
    held_book,
    message,
    open_mailroom,
    play,
)

ACTORS = book()["actors"]
VERIFIED = "mx.user.example; dmarc=pass header.from=corp.example"
NOBODY: Mapping[str, Any] = {}


def _any_of(expected: object) -> list[object]:
    if expected is None:
        return [True, False]
    return expected if isinstance(expected, list) else [expected]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['id']}-{case['situation'][:40]}")
def test_each_situation_is_judged_as_it_should_be(case: Mapping[str, Any]):
    room = play(case, ACTORS)

    judgement = room.last
    assert judgement is not None
    expected = case["expect"]
    before = case.get("context", {}).get("state", "awaiting_reply")
    states = _any_of(expected["request_state"])
    still = {"unchanged", before}
    assert judgement.linked in _any_of(expected["linked"]), judgement.why
    assert KINDS[judgement.kind] in _any_of(expected["kind"]), judgement.why
    assert judgement.auto_apply in _any_of(expected["auto_apply"]), judgement.why
    word = _word(judgement, room, before)
    assert word in states or (word in still and still & set(map(str, states))), judgement.why


@pytest.mark.parametrize("name", held_book()["missed"])
def test_what_is_still_misread_moves_nothing(name: str):
    case = next(one for one in held_book()["cases"] if one["id"] == name)

    judgement = play(case, ACTORS).last

    assert judgement is not None
    assert judgement.event is None
    assert judgement.needs_review


def _word(judgement: Judgement, room: Mailroom, before: str) -> str:
    if judgement.needs_review:
        return "needs_review"
    if judgement.ask is None:
        return before
    ask = room.asks[judgement.ask]
    moved = judgement.state if judgement.event else None
    return STATES[moved or ask.unconfirmed or ask.state]


def _reply(body: str, **fields: Any) -> Message:
    shape = {
        "from": "iris@corp.example",
        "auth": VERIFIED,
        "in_reply_to": ACTORS["ask_message_id"],
        "body": body,
    }
    return message({**shape, **fields}, fields.pop("seed", "r1"))


def test_a_message_listed_again_says_nothing_new():
    room = open_mailroom(NOBODY, ACTORS)

    first = room.receive(_reply("Sure"))
    again = room.receive(_reply("Sure"))

    assert not first.repeated
    assert again == replace(first, repeated=True)


def test_a_second_mail_with_a_copied_message_id_is_judged_for_itself():
    room = open_mailroom(NOBODY, ACTORS)
    room.receive(_reply("Sure", message_id="<same@corp.example>"))

    second = room.receive(
        _reply("On second thought, no.", message_id="<same@corp.example>", date_offset_days=1)
    )

    assert second.kind is MessageKind.DECLINED
    assert second.needs_review


def test_what_lay_in_junk_is_judged_again_once_it_is_moved():
    room = open_mailroom(NOBODY, ACTORS)

    junk = room.receive(_reply("Sure", folder="Spam", message_id="<j@corp.example>"))
    moved = room.receive(_reply("Sure", folder="INBOX", message_id="<j@corp.example>"))

    assert junk.event is None
    assert moved.event is AskEvent.AGREED
    assert not moved.repeated


def test_a_later_mail_is_known_by_the_id_of_an_earlier_one_on_the_thread():
    room = open_mailroom(NOBODY, ACTORS)
    room.receive(_reply("Let me think about it.", message_id="<t1@corp.example>"))

    later = room.receive(
        _reply("Sure, will write her.", seed="r2", in_reply_to="<t1@corp.example>", subject="Paula")
    )

    assert later.evidence[0] is LinkEvidence.REFERENCE
    assert later.event is AskEvent.AGREED


def test_a_yes_does_not_override_a_no_that_waits_for_the_owner():
    room = open_mailroom(NOBODY, ACTORS)
    declined = room.receive(_reply("Sorry, I would rather not."))

    again = room.receive(_reply("Sure, will write her.", seed="r2"))

    assert declined.event is AskEvent.DECLINED
    assert room.asks[AskId(1)].state is AskState.SENT
    assert again.needs_review


def test_a_forger_teaches_no_ids():
    room = open_mailroom(NOBODY, ACTORS)
    room.receive(
        _reply("yes", auth="mx.user.example; dmarc=fail", message_id="<evil@evil.example>")
    )

    assert "<evil@evil.example>" not in room.asks[AskId(1)].known_ids


def test_a_bare_yes_to_a_later_mail_of_the_owner_is_only_proposed():
    room = open_mailroom(NOBODY, ACTORS)
    room.receive(
        _reply(
            "Lunch on Friday?",
            seed="me2",
            message_id="<me2@user.example>",
            **{"from": "me@user.example", "to": ["iris@corp.example"], "folder": "Sent"},
        )
    )

    bare = room.receive(_reply("Yes", in_reply_to="<me2@user.example>"))

    assert bare.event is AskEvent.AGREED
    assert not bare.auto_apply


def test_a_yes_that_names_another_ask_is_no_yes_to_this_one():
    room = open_mailroom(
        {
            "context": {
                "asks": [
                    {
                        "message_id": "<ask-2@user.example>",
                        "subject": "Quinn",
                        "prospect": "quinn@target.example",
                    }
                ]
            }
        },
        ACTORS,
    )

    judgement = room.receive(_reply("Sure, I will write Quinn today."))

    assert judgement.candidates == (AskId(1), AskId(2))
    assert judgement.needs_review


def test_a_group_that_meets_is_no_introduction():
    room = open_mailroom(NOBODY, ACTORS)
    crowd = ["paula@target.example", "me@user.example", "a@x.example", "b@y.example"]

    judgement = room.receive(
        _reply(
            "Let us meet on Friday to go through the agenda.",
            in_reply_to=None,
            to=crowd,
            subject="Panel",
        )
    )

    assert judgement.event is None


def test_an_ask_is_not_moved_by_a_judgement_on_another():
    room = open_mailroom(NOBODY, ACTORS)
    ask = room.asks[AskId(1)]
    other = Judgement(
        kind=MessageKind.AGREED, ask=AskId(7), event=AskEvent.AGREED, state=AskState.AGREED
    )

    assert follow(ask, _reply("Sure"), other) == ask


@pytest.mark.parametrize(
    ("sender", "state", "to", "expected"),
    [
        ("me@user.example", AskState.INTRODUCED, "paula@target.example", AskState.OWNER_REPLIED),
        ("me@user.example", AskState.QUESTION, "iris@corp.example", AskState.SENT),
        ("me@user.example", AskState.SENT, "iris@corp.example", AskState.SENT),
    ],
    ids=["to-the-prospect", "answers-the-question", "follow-up"],
)
def test_the_owners_own_letters_tell_where_things_stand(
    sender: str, state: AskState, to: str, expected: AskState
):
    room = open_mailroom(NOBODY, ACTORS)
    room.asks[AskId(1)] = replace(room.asks[AskId(1)], state=state)

    room.receive(_reply("Hello", **{"from": sender, "to": [to], "folder": "Sent", "auth": None}))

    assert room.asks[AskId(1)].state is expected


def test_a_mail_that_claims_to_be_the_owners_moves_nothing_outside_sent():
    room = open_mailroom(NOBODY, ACTORS)
    room.asks[AskId(1)] = replace(room.asks[AskId(1)], state=AskState.QUESTION)

    judgement = room.receive(
        _reply("done", **{"from": "me@user.example", "to": ["iris@corp.example"], "auth": None})
    )

    assert judgement.event is None


# ---------------------------------------------------------------- meetings of the owner's calendar


def _meeting(
    days: int, answer: Participation, *, others: int = 0, cancelled: bool = False
) -> Meeting:
    crowd = [f"p{number}@conf.example" for number in range(others)]
    people = ["me@user.example", "paula@target.example", *crowd]
    return Meeting(
        remote_id=RemoteId("m"),
        uid="m@user.example",
        starts_at=SENT_AT + timedelta(days=days),
        ends_at=SENT_AT + timedelta(days=days, hours=1),
        organizer=Mailbox("", "me@user.example"),
        attendees=tuple(Attendee(mailbox=Mailbox("", one), participation=answer) for one in people),
        cancelled=cancelled,
    )


ACCEPTED, DECLINED = Participation.ACCEPTED, Participation.DECLINED


@pytest.mark.parametrize(
    ("meeting", "event", "linked"),
    [
        (_meeting(200, ACCEPTED), AskEvent.MEETING_SET, True),
        (_meeting(10, ACCEPTED), AskEvent.MET, True),
        (_meeting(10, DECLINED), None, True),
        (_meeting(10, ACCEPTED, cancelled=True), None, True),
        (_meeting(10, ACCEPTED, others=30), None, False),
        (_meeting(-10, ACCEPTED), None, False),
    ],
    ids=["to-come", "held", "declined", "cancelled", "conference", "before-the-ask"],
)
def test_the_calendar_shows_meetings_with_the_prospect(
    meeting: Meeting, event: AskEvent | None, linked: bool
):
    room = open_mailroom(NOBODY, ACTORS)
    asks = [replace(ask, state=AskState.INTRODUCED) for ask in room.asks.values()]

    judgement = judge_meeting(meeting, asks, room.context)

    assert judgement.event is event
    assert judgement.linked is linked


def test_a_meeting_before_any_introduction_is_only_proposed():
    room = open_mailroom(NOBODY, ACTORS)

    judgement = judge_meeting(
        _meeting(200, Participation.NEEDS_ACTION), list(room.asks.values()), room.context
    )

    assert judgement.event is AskEvent.MEETING_SET
    assert not judgement.auto_apply


# ---------------------------------------------------------------- for any message

ADDRESSES = st.sampled_from(
    [
        "iris@corp.example",
        "paula@target.example",
        "me@user.example",
        "x@evil.example",
        "sam@corp.example",
        "iris@c0rp.example",
        "MAILER-DAEMON@mx.user.example",
    ]
)
BODIES = st.sampled_from(
    [
        "Sure, happy to introduce you.",
        "no",
        "Paula, meet Max.",
        "Ask me again in May.",
        "",
        "approve",
        "Please stop asking me.",
        "Who is that?",
        "I am out of the office until 3 May.",
    ]
)
MAILS = st.builds(
    lambda **fields: {name: value for name, value in fields.items() if value is not None},
    **{
        "from": ADDRESSES,
        "to": st.lists(ADDRESSES, max_size=3),
        "cc": st.lists(ADDRESSES, max_size=2),
        "body": BODIES,
        "subject": st.sampled_from(["Re: Intro to Paula at Target?", "hello", "Paula / Max"]),
        "in_reply_to": st.sampled_from([None, "<ask-1@user.example>", "<other@x.example>"]),
        "auth": st.sampled_from(
            [None, VERIFIED, "mx.user.example; dmarc=fail", "evil.example; dmarc=pass"]
        ),
        "folder": st.sampled_from(["INBOX", "Junk", "Trash", "Archive"]),
        "headers": st.sampled_from([{}, {"Auto-Submitted": "auto-replied"}, {"List-Id": "<l>"}]),
    },
)


@given(
    mails=st.lists(MAILS, max_size=4), state=st.sampled_from(sorted(WAITING | ENDED | SUCCEEDED))
)
@settings(max_examples=150, deadline=None)
def test_nothing_that_arrives_leads_towards_sending(mails: list[Any], state: AskState):
    room = open_mailroom(NOBODY, ACTORS)
    room.asks[AskId(1)] = replace(room.asks[AskId(1)], state=state)

    for number, fields in enumerate(mails):
        judgement = room.receive(message(fields, f"h{number}", minutes=number))

        assert judgement.event is None or judgement.event in INBOUND
        assert judgement.event is None or not judgement.needs_review


@given(fields=MAILS)
@settings(max_examples=150, deadline=None)
def test_nothing_unproven_moves_an_ask_unasked(fields: dict[str, Any]):
    room = open_mailroom(NOBODY, ACTORS)

    judgement = room.receive(message(fields, "h"))

    moves = judgement.event is not None and judgement.auto_apply
    harmless = judgement.event in {AskEvent.AWAY, AskEvent.OWNER_ANSWERED, AskEvent.OWNER_REPLIED}
    if moves and not harmless:
        assert fields.get("auth") == VERIFIED
        assert fields["folder"] in {"INBOX", "Archive"}
        assert "Auto-Submitted" not in fields["headers"]


@given(fields=MAILS)
@settings(max_examples=100, deadline=None)
def test_a_reply_never_closes_another_persons_ask(fields: dict[str, Any]):
    room = open_mailroom(NOBODY, ACTORS)
    stranger = replace(
        room.asks[AskId(1)],
        id=AskId(2),
        introducer=frozenset(),
        prospect=frozenset(),
        message_id="<ask-2@user.example>",
        known_ids=frozenset({"<ask-2@user.example>"}),
        provider_threads=frozenset(),
        thread_index="",
        subject="Something else",
        introducer_name="Somebody",
        prospect_name="Nobody",
        text="",
    )
    room.asks[stranger.id] = stranger

    room.receive(message(fields, "h"))

    assert room.asks[stranger.id].state is stranger.state


def test_drafts_are_never_read():
    room = open_mailroom(NOBODY, ACTORS)
    draft = replace(_reply("Sure"), roles=(FolderRole.DRAFTS,))

    assert judge(draft, tuple(room.asks.values()), room.context).kind is MessageKind.UNRELATED
