"""Meetings that bring people together, and lists whose threads are referred to in many ways."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.archaeology import Introduction, Naming, Way, introductions
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.own_introductions import made
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.core.touches import Mail, Meeting, touched

ANA, JONAS, BEN, CARLA = map(AddressId, (1, 2, 3, 4))


def day(number: float) -> Time:
    return Time(int(number * DAY))


def mail(at: float, author: AddressId | None, *to: AddressId, **more: object) -> Mail:
    """A mail to the owner and *to*; the owner's own where *author* is None."""
    told = {
        "row": int(at * 10), "time": day(at), "author": author, "own": author is None,
        "addressed": author is not None, "spoken_to": author is not None, "to": to, "cc": (),
        "bcc": (), "size": len(to) + (author is not None), "on_list": False, "key": int(at * 10),
        "parent": 0, "thread": int(at * 10),
    }  # fmt: skip
    return Mail(**(told | more))  # type: ignore[arg-type]  # the fields' names are checked by Mail


def meeting(
    at: float, organizer: AddressId | None, *people: AddressId, again: bool = False
) -> Meeting:
    return Meeting(int(at * 10) + 5, day(at), organizer, people, again)


def found(
    mails: list[Mail], meetings: list[Meeting] | None = None, namings: list[Naming] | None = None
) -> tuple[Introduction, ...]:
    met = meetings or []
    return introductions(mails, met, namings or [], touched(mails, met), lambda *_: False)


KNOWN = [mail(1, ANA), mail(2, None, ANA)]
SEQUEL = mail(12, None, JONAS)


def test_a_contacts_small_meeting_and_a_sequel_is_an_introduction() -> None:
    (one,) = found([*KNOWN, SEQUEL], [meeting(10, ANA, ANA, JONAS)])

    assert (one.way, one.introducer, one.other) == (Way.MEETING, ANA, JONAS)
    assert (one.time, one.followed) == (day(10), day(12))


@pytest.mark.parametrize(
    "meetings",
    [
        [meeting(10, None, ANA, JONAS)],
        [meeting(10, CARLA, CARLA, JONAS)],
        [meeting(10, ANA, ANA, JONAS, again=True)],
        [meeting(10, ANA, ANA, JONAS, *map(AddressId, range(10, 14)))],
        [meeting(5, None, JONAS), meeting(10, ANA, ANA, JONAS)],
        [meeting(10, JONAS, ANA, JONAS)],
    ],
    ids=[
        "the owner's own",
        "a stranger's",
        "a weekly round",
        "an audience",
        "they had met before",
        "the newcomer's own",
    ],
)
def test_a_meeting_introduces_nobody_where_it_is(meetings: list[Meeting]) -> None:
    assert found([*KNOWN, SEQUEL], meetings) == ()


def test_a_second_meeting_is_a_sequel_too() -> None:
    (one,) = found(KNOWN, [meeting(10, ANA, ANA, JONAS), meeting(20, None, JONAS)])

    assert one.followed == day(20)


def test_meetings_are_counted_among_what_followed() -> None:
    touches = touched([*KNOWN, SEQUEL], [meeting(13, None, JONAS), meeting(15, None, JONAS, ANA)])

    contact = touches.contacts[JONAS]
    assert (contact.sent, contact.received, contact.meetings) == (1, 0, 2)
    assert (contact.met, contact.first_meeting, contact.last) == (day(12), day(13), day(15))


def test_a_text_that_named_them_earlier_goes_before_a_mail_to_both() -> None:
    mails = [*KNOWN, mail(3, CARLA), mail(9, CARLA, JONAS), SEQUEL]

    (one,) = found(mails, namings=[Naming(80, day(8), ANA, JONAS)])

    assert (one.introducer, one.way) == (ANA, Way.TOLD)


@pytest.mark.parametrize(
    "naming",
    [
        Naming(80, day(8), BEN, JONAS),
        Naming(80, day(8), JONAS, JONAS),
        Naming(130, day(13), ANA, JONAS),
    ],
    ids=["by a stranger", "by themselves", "after they wrote"],
)
def test_a_text_introduces_nobody_where_it_is(naming: Naming) -> None:
    assert found([*KNOWN, SEQUEL], namings=[naming]) == ()


def on_list(at: float, author: AddressId | None, *to: AddressId, **more: object) -> Mail:
    return mail(at, author, *to, on_list=True, **more)


ON_THREAD = {
    "by its first mail": (30, 0),
    "by the mail it answers": (777, 31),
}


@pytest.mark.parametrize(("thread", "parent"), ON_THREAD.values(), ids=ON_THREAD.keys())
def test_whoever_was_on_the_thread_is_found_by_either_reference(thread: int, parent: int) -> None:
    earlier = [
        on_list(3, CARLA, ANA, key=30, thread=30),
        on_list(3.1, ANA, CARLA, JONAS, key=31, thread=30, parent=30),
    ]
    answer = on_list(4, ANA, JONAS, key=40, thread=thread, parent=parent or 30)
    sequel = on_list(5, None, JONAS, key=50, parent=60, thread=30)
    theirs = on_list(4.5, JONAS, key=60, parent=40, thread=30)

    mails = [*KNOWN, mail(2.5, CARLA), *earlier, answer, theirs, sequel]

    # The mail 31 takes Jonas in; the answer 40, on the same thread, does not again.
    assert [one.row for one in found(mails)] == [31]


def test_too_many_taken_in_introduce_nobody() -> None:
    newcomers = tuple(map(AddressId, range(20, 25)))
    mails = [
        *KNOWN,
        on_list(3, ANA, key=30, thread=30),
        on_list(4, ANA, *newcomers, key=40, parent=30, thread=30),
        on_list(5, newcomers[0], key=50, parent=40, thread=30),
        on_list(6, None, newcomers[0], key=60, parent=50, thread=30),
    ]

    assert found(mails) == ()


def test_a_round_on_a_list_takes_nobody_in() -> None:
    thread = [
        on_list(3, ANA, key=30, thread=30),
        on_list(4, ANA, JONAS, key=40, parent=30, thread=30, size=26),
        on_list(5, JONAS, key=50, parent=40, thread=30),
        on_list(6, None, JONAS, key=60, parent=50, thread=30),
    ]

    assert found([*KNOWN, *thread]) == ()


def test_what_led_to_contact_goes_before_what_only_said_so() -> None:
    early = mail(9, ANA, JONAS, says_so=True)
    mails = [*KNOWN, mail(3, CARLA), early, mail(80, CARLA, JONAS), mail(90, None, JONAS)]

    (one,) = found(mails)

    assert (one.introducer, one.followed) == (CARLA, day(90))


def test_mail_that_did_not_name_the_owner_is_no_sequel() -> None:
    overheard = mail(12, JONAS, ANA, addressed=False)

    assert found([*KNOWN, mail(10, ANA, JONAS), overheard]) == ()


def test_a_large_meeting_puts_nobody_in_touch() -> None:
    audience = meeting(5, None, JONAS, *map(AddressId, range(10, 14)))

    assert JONAS not in touched([], [audience]).contacts


def own(*mails: Mail) -> int:
    known = [*KNOWN, mail(2.5, JONAS)]
    every = [*known, *mails]
    return len(made(every, touched(every, []), lambda person: [str(person)]))


def test_the_owner_introduced_two_who_wrote_within_sixty_days_only() -> None:
    assert own(mail(10, None, ANA, JONAS), mail(69, JONAS, ANA)) == 1
    assert own(mail(10, None, ANA, JONAS), mail(71, JONAS, ANA)) == 0


def test_the_owners_mail_to_four_introduces_no_two_of_them() -> None:
    assert own(mail(10, None, ANA, JONAS, BEN, CARLA), mail(11, JONAS, ANA)) == 0
