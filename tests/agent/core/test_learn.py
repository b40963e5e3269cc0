"""What a page teaches: the same whatever the order, and never more than the headers prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import learn
from narrowcast.agent.core.encounters import attended, meet
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import Role, Seen, attribute, combined, see
from narrowcast.agent.core.model import AddressKey, Direction
from narrowcast.connectors.base import Cursor, Page
from narrowcast.connectors.records import (
    Attendee,
    FolderRole,
    Mailbox,
    Meeting,
    Message,
    Participation,
    RemoteId,
    Unreadable,
)
from tests.agent.mailroom import NAMES, OWNER, START, mailbox, message

ANA, BEN = AddressKey("ana@acme.example"), AddressKey("ben@target.example")
CROWD = [f"person{n}@crowd.example" for n in range(21)]
LISTED = {"list-id": ("<dev.lists.club.example>",)}


def seen(mail: Message) -> Seen:
    found = see(mail)
    assert found is not None
    return found


# ---------------------------------------------------------------- identity


def test_a_copy_in_another_folder_is_the_same_message() -> None:
    mail = message(1, ANA, [OWNER], START)
    copy = replace(mail, remote_id=RemoteId("9"), received_at=START + timedelta(days=1), size=7)

    assert seen(copy).identity == seen(mail).identity


def test_a_copy_whose_date_was_written_in_another_zone_is_the_same_message() -> None:
    mail = message(1, ANA, [OWNER], START)
    copy = replace(mail, sent_at=START.astimezone(timezone(timedelta(hours=9))))

    assert seen(copy).identity == seen(mail).identity


@given(st.datetimes(timezones=st.just(UTC)))
def test_mails_of_one_day_lie_together_in_an_index(sent: datetime) -> None:
    mail = replace(message(1, ANA, [OWNER], START), sent_at=sent, received_at=START)
    later = replace(mail, message_id="<other@test.example>")

    assert seen(mail).identity >> 47 == seen(later).identity >> 47
    assert 0 <= seen(mail).identity < 1 << 63


@pytest.mark.parametrize(
    "change",
    [
        {"author": mailbox(BEN)},
        {"sent_at": START + timedelta(seconds=1)},
        {"message_id": "<other@test.example>"},
    ],
    ids=["author", "date", "message-id"],
)
def test_a_copied_message_id_is_a_second_message(change: dict[str, object]) -> None:
    mail = message(1, ANA, [OWNER], START)

    assert seen(replace(mail, **change)).identity != seen(mail).identity  # type: ignore[arg-type]  # any field


def test_mail_without_a_message_id_is_told_by_subject_and_recipients() -> None:
    mail = replace(message(1, ANA, [OWNER], START), message_id="")
    other = replace(mail, subject="Something else")

    assert seen(mail).identity != seen(other).identity
    assert seen(mail).message_id.startswith("<")


# ---------------------------------------------------------------- what is evidence at all


@pytest.mark.parametrize("role", [FolderRole.DRAFTS, FolderRole.JUNK])
def test_drafts_and_junk_are_no_evidence(role: FolderRole) -> None:
    assert see(replace(message(1, ANA, [OWNER], START), roles=(role,))) is None


def test_the_servers_time_goes_before_the_authors_clock() -> None:
    later = START + timedelta(days=400)

    found = seen(replace(message(1, ANA, [OWNER], START), sent_at=later))

    assert found.time == int(START.timestamp())


@pytest.mark.parametrize("year", [1970, 1979, 2101], ids=str)
def test_a_broken_clock_dates_nothing(year: int) -> None:
    broken = datetime(year, 1, 1, tzinfo=UTC)

    found = seen(replace(message(1, ANA, [OWNER], START), sent_at=broken, received_at=None))

    assert found.time is None
    assert Flag.DATELESS in found.flags


def test_the_authors_zone_is_kept() -> None:
    sent = START.astimezone(timezone(timedelta(hours=-3, minutes=-30)))

    assert seen(replace(message(1, ANA, [OWNER], START), sent_at=sent)).utc_offset == -210


def test_somebody_named_twice_counts_once() -> None:
    found = seen(message(1, ANA, [OWNER, BEN], START, cc=[BEN, "BEN@Target.example"]))

    assert found.size == 2


# ---------------------------------------------------------------- copies


@st.composite
def copies(draw: st.DrawFn) -> list[Seen]:
    """Three copies of one message as folders, lists and Bcc make them."""
    people = sorted(NAMES)
    found = []
    for _ in range(3):
        to = draw(st.lists(st.sampled_from(people), max_size=3, unique=True))
        cc = draw(st.lists(st.sampled_from([*people, *CROWD]), max_size=22, unique=True))
        one = message(
            1,
            ANA,
            to,
            START,
            cc=cc,
            subject=draw(st.sampled_from(["Plans", "[dev] Plans"])),
            headers=draw(st.sampled_from([{}, LISTED, {"list-unsubscribe": ("<x>",)}])),
            answers=draw(st.sampled_from(["", "<0@test.example>"])),
        )
        moved = START + timedelta(minutes=draw(st.integers(0, 9)))
        name = draw(st.sampled_from(["Ana Ruiz", "", "Ruiz, Ana"]))
        one = replace(
            one, received_at=moved, size=draw(st.integers(1, 9)), author=Mailbox(name, ANA)
        )
        hashes = frozenset(draw(st.lists(st.integers(0, 5), max_size=3)))
        found.append(seen(one)._replace(mentions=hashes))
    return found


@given(copies())
def test_copies_combine_in_any_order(found: list[Seen]) -> None:
    one, two, three = found

    assert combined(one, two) == combined(two, one)
    assert combined(combined(one, two), three) == combined(one, combined(two, three))


@given(copies())
def test_a_copy_that_comes_twice_adds_nothing(found: list[Seen]) -> None:
    one, two, _ = found
    both = combined(one, two)

    assert combined(both, two) == both
    assert combined(both, both) == both


def test_a_direct_copy_makes_a_list_mail_a_personal_one() -> None:
    direct = seen(message(1, ANA, [OWNER], START))
    through_list = seen(message(1, ANA, [OWNER], START, headers=LISTED))

    assert Flag.BULK in through_list.flags
    assert not combined(direct, through_list).flags & (Flag.BULK | Flag.LIST)


# ---------------------------------------------------------------- whose contact it is


Touched = list[tuple[str, Direction, int]]


@pytest.mark.parametrize(
    ("author", "to", "cc", "touched"),
    [
        (ANA, [OWNER], [], [(ANA, Direction.IN, 1)]),
        (ANA, [BEN], [OWNER], [(ANA, Direction.IN, 2)]),
        (OWNER, [ANA], [BEN], [(ANA, Direction.OUT, 2), (BEN, Direction.OUT, 2)]),
        (OWNER, [OWNER], [], []),
        (ANA, [BEN], [], [(ANA, Direction.IN, learn.OVERHEARD_SIZE)]),
        (ANA, [OWNER, *CROWD], [], []),
        ("no-reply@acme.example", [OWNER], [], []),
    ],
    ids=["to me", "cc to me", "from me", "note to self", "overheard", "crowd", "robot"],
)
def test_a_mail_touches_whom_it_puts_in_contact(
    author: str, to: Sequence[str], cc: Sequence[str], touched: Touched
) -> None:
    _, found = attribute(seen(message(1, author, to, START, cc=cc)), {OWNER})

    assert [(key, one.direction, one.size) for key, one in found] == touched


@pytest.mark.parametrize(
    ("to", "count"),
    [(["dev@lists.club.example"], 0), (["dev@lists.club.example", OWNER], 1)],
    ids=["to the list", "to list and owner"],
)
def test_list_mail_counts_only_where_it_names_the_owner(to: list[str], count: int) -> None:
    _, found = attribute(seen(message(1, ANA, to, START, headers=LISTED)), {OWNER})

    assert len(found) == count


def test_headers_prove_a_list_address() -> None:
    found = seen(message(1, ANA, ["dev@lists.club.example"], START, headers=LISTED))

    assert found.lists == {"dev@lists.club.example"}
    assert found.recipients[0][0] is Role.TO


# ---------------------------------------------------------------- meetings


def meeting(*people: tuple[str, Participation], **change: object) -> Meeting:
    plain = Meeting(
        remote_id=RemoteId("m"),
        uid="m",
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        attendees=tuple(
            Attendee(mailbox=mailbox(key), participation=answer) for key, answer in people
        ),
        summary="Plans",
    )
    return replace(plain, **change)  # type: ignore[arg-type]  # any field


YES, NO, MAYBE = Participation.ACCEPTED, Participation.DECLINED, Participation.TENTATIVE


@pytest.mark.parametrize(
    ("event", "met"),
    [
        (meeting((OWNER, YES), (ANA, YES)), {ANA}),
        (meeting((OWNER, YES), (ANA, YES), (BEN, NO)), {ANA}),
        (meeting((OWNER, MAYBE), (ANA, MAYBE)), {ANA}),
        (meeting((OWNER, NO), (ANA, YES)), set()),
        (meeting((OWNER, YES)), set()),
        (meeting((ANA, YES)), {ANA}),
        (meeting((OWNER, YES), organizer=Mailbox("Ana Ruiz", ANA)), {ANA}),
        (meeting((OWNER, YES), (ANA, YES), cancelled=True), set()),
        (meeting((OWNER, YES), (ANA, YES), all_day=True), set()),
        (meeting((OWNER, YES), *((key, YES) for key in CROWD[:8])), set(CROWD[:8])),
        (meeting((OWNER, YES), *((key, YES) for key in CROWD[:9])), set()),
    ],
    ids=[
        "both came",
        "one declined",
        "tentative",
        "owner declined",
        "alone",
        "in the owner's calendar",
        "organised by her",
        "cancelled",
        "all day",
        "eight others",
        "nine others",
    ],
)
def test_whom_the_owner_met(event: Meeting, met: set[str]) -> None:
    assert {key for key, _ in attended(meet(event), {OWNER})} == met


# ---------------------------------------------------------------- pages


def test_every_record_of_a_page_is_accounted_for() -> None:
    draft = replace(
        message(2, OWNER, [ANA], START), remote_id=RemoteId("d"), roles=(FolderRole.DRAFTS,)
    )
    bad = Unreadable(remote_id=RemoteId("bad"), reason="no header ends")
    page = Page(
        upserts=(message(1, ANA, [OWNER], START), draft, bad, meeting((ANA, YES))),
        cursor=Cursor("1"),
        deletes=(RemoteId("gone"),),
    )

    changes = learn.learn(page)

    assert [remote for remote, _ in changes.messages] == ["1"]
    assert [remote for remote, _ in changes.meetings] == ["m"]
    assert (changes.ignored, changes.unreadable, changes.deletes) == (("d",), (bad,), ("gone",))
