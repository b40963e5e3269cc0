"""What mails say of jobs outside signatures, from the text to the claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from narrowcast.agent.core import careers, job_moves
from narrowcast.agent.core.job_moves import Sign
from narrowcast.agent.core.model import AddressId, AddressKey, Departure, Employment, Time
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.forgetting import forget
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.records import Mailbox, Message, PartKind, RemoteId, TextPart
from tests.agent.mailroom import OWNER, START, keep, mailbox, message, store_of

ANA, NEW = "ana@acme.example", "ana@target.example"
LATER = Time(int(START.timestamp()) + 400 * 86_400)
AUTO = {"auto-submitted": ("auto-replied",)}


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of([message(1, ANA, [OWNER], START), message(2, OWNER, [ANA], day(1))]) as opened:
        yield opened


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def bounce(number: int, recipient: str, original: str) -> Message:
    """A report (RFC 3464) of the owner's server that *original* cannot be delivered."""
    status = (
        "Reporting-MTA: dns; mx.user.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\n"
    )
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@test.example>",
        received_at=day(number),
        sent_at=day(number),
        author=Mailbox("", "mailer-daemon@user.example"),
        to=(mailbox(OWNER),),
        subject="Undelivered Mail Returned to Sender",
        parts=(
            TextPart(kind=PartKind.DELIVERY_STATUS, text=status),
            TextPart(kind=PartKind.HEADERS, text=f"Message-ID: {original}\n"),
        ),
    )


def jobs(store: Store, *addresses: str, as_of: Time = LATER) -> tuple[Employment, ...]:
    return careers.history(claims(store, numbers(store, addresses or (ANA,)), {}, as_of), as_of)


def numbers(store: Store, addresses: tuple[str, ...]) -> list[AddressId]:
    found = [store.addresses.find(AddressKey(one)) for one in addresses]
    return [number for number in found if number is not None]


def test_who_says_that_they_leave_works_there_no_longer(store: Store) -> None:
    keep(store, [message(9, ANA, [OWNER], day(9), text="Friday is my last day at Acme.")])

    (job,) = jobs(store)

    assert (job.current, job.left) == (False, Departure.ANNOUNCED)
    assert job.sightings[-1].evidence.id == "<9@test.example>"
    assert jobs(store, as_of=Time(int(day(9).timestamp())))[0].current


def test_a_quoted_goodbye_is_another_ones(store: Store) -> None:
    text = "Sad.\n\nOn Mon, Jan 1, 2024, Ben wrote:\n> Friday is my last day at Acme."
    keep(store, [message(9, ANA, [OWNER], day(9), text=text)])

    assert jobs(store)[0].current


def test_who_leaves_a_place_they_never_worked_at_leaves_no_job(store: Store) -> None:
    keep(
        store,
        [message(9, ANA, [OWNER], day(9), text="I am leaving Hotel Nord GmbH after ten days.")],
    )

    assert jobs(store)[0].current


def test_who_says_that_they_joined_has_moved(store: Store) -> None:
    text = "I have joined Target GmbH as Head of Data."
    keep(store, [message(9, ANA, [OWNER], day(9), text=text)])

    said = claims(store, numbers(store, (ANA,)), {}, LATER)
    (move,) = job_moves.moves(said, Time(0), LATER)

    assert move.after.organization == "Target GmbH"
    assert move.signs == (Sign.OWN_WORDS,)


def test_a_machine_says_that_they_left(store: Store) -> None:
    text = "Ana Ruiz is no longer with Acme. Please write to info@acme.example."
    keep(store, [message(9, ANA, [OWNER], day(9), text=text, headers=AUTO)])

    (job,) = jobs(store)

    assert (job.current, job.left) == (False, Departure.ANSWERED)
    assert job.last_seen == int(START.timestamp())


def test_a_machine_that_tells_of_a_colleague_says_nothing_of_its_owner(store: Store) -> None:
    text = "I am away until Friday. Peter Jones is no longer with Acme; I read his mail."
    keep(store, [message(9, ANA, [OWNER], day(9), text=text, headers=AUTO)])

    assert (jobs(store)[0].current, jobs(store)[0].left) == (True, None)


def test_a_bounce_of_ones_own_mail_and_a_new_address_are_a_move(store: Store) -> None:
    keep(store, [message(3, NEW, [OWNER], START - timedelta(days=1))])
    keep(store, [message(4, ANA, [OWNER], day(3)), bounce(30, ANA, "<2@test.example>")])
    keep(store, [message(31, NEW, [OWNER], day(31))])

    said = claims(store, numbers(store, (ANA, NEW)), {}, LATER)

    assert [job.organization for job in jobs(store, ANA, NEW) if job.current] == ["Target"]
    assert not job_moves.moves(said, Time(0), LATER)  # Target was there before


@pytest.mark.parametrize("original", ["<never-sent@test.example>", "<1@test.example>"])
def test_a_report_on_a_mail_the_owner_never_wrote_is_nothing(store: Store, original: str) -> None:
    keep(store, [bounce(30, ANA, original)])

    assert jobs(store)[0].left is None


def test_a_bounce_makes_the_job_unsure(store: Store) -> None:
    keep(store, [bounce(30, ANA, "<2@test.example>")])

    (job,) = jobs(store)

    assert (job.current, job.confidence) == (True, "suggestion")


def test_a_report_that_is_read_before_the_mail_it_tells_of_counts_too() -> None:
    with store_of([bounce(30, ANA, "<2@test.example>")]) as newest_first:
        keep(newest_first, [message(2, OWNER, [ANA], day(1)), message(1, ANA, [OWNER], START)])

        assert jobs(newest_first)[0].left is Departure.BOUNCED


def test_a_report_on_a_stranger_makes_nobody_a_contact() -> None:
    with store_of([bounce(30, ANA, "<2@test.example>")]) as store:
        assert jobs(store) == ()
        assert not Advisor(store).grouping(LATER).knows(numbers(store, (ANA,))[0])


def test_the_same_mail_twice_tells_once(store: Store) -> None:
    mail = message(9, ANA, [OWNER], day(9), text="Friday is my last day at Acme.")
    keep(store, [mail, mail])
    keep(store, [mail])

    assert store.conn.execute("SELECT count(*) FROM tiding").fetchone() == (1,)


def test_nothing_is_told_of_the_forgotten(store: Store) -> None:
    keep(store, [message(9, ANA, [OWNER], day(9), text="Friday is my last day at Acme.")])
    keep(store, [bounce(30, ANA, "<2@test.example>")])

    forget(store, [AddressKey(ANA)], [], LATER)

    assert store.conn.execute("SELECT count(*) FROM tiding").fetchone() == (0,)
