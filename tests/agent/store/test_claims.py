"""What the store makes of signatures: claims, two mails for a link, a newer reader's blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from narrowcast.agent.core import careers
from narrowcast.agent.core.encounters import meet
from narrowcast.agent.core.learn import BlockClaim, Changes, Seen, Signed, see
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimKind,
    ClaimSource,
    Confidence,
    DatedClaim,
    EvidenceKind,
    Reason,
    ReasonCode,
    Time,
)
from narrowcast.agent.store import decisions, firms, people
from narrowcast.agent.store.claims import claims
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.connectors.base import Cursor, Scope, ScopeId, Snapshot
from narrowcast.connectors.records import (
    Attendee,
    Card,
    Mailbox,
    Meeting,
    Message,
    Position,
    RemoteId,
)
from tests.agent.mailroom import OWNER, START, message, store_of

ANA, BEN, DORA = "ana@acme.example", "ben@acme.example", "dora@acme.example"
LATER = START + timedelta(days=400)
NOW = Time(int(LATER.timestamp()))


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of([message(1, OWNER, [ANA], START)]) as opened:
        yield opened


def mail(number: int, author: str = ANA) -> Message:
    return message(number, author, [OWNER], START + timedelta(days=number))


def sign(
    store: Store,
    sent: Message,
    *fields: tuple[str, str],
    reader: int = 1,
    digest: bytes = b"block",
    tier: Confidence = Confidence.LIKELY,
) -> None:
    """Keep *sent* with a block of these *fields*."""
    seen = see(sent)
    assert seen is not None
    assert seen.author is not None
    found = tuple(BlockClaim(kind=k, value=v, confidence=tier) for k, v in fields)
    signed = Signed(
        identity=seen.identity,
        author=seen.author.key,
        digest=digest,
        extractor=reader,
        claims=found,
    )
    keep(store, Changes(messages=((sent.remote_id, seen),), signed=(signed,)))


def keep(store: Store, changes: Changes) -> None:
    scope = store.scope("test", "fake", Scope(id=ScopeId("inbox"), name="INBOX"))
    store.keep(scope, changes, Cursor("1"), Snapshot.NONE, 0)


def said(store: Store, address: str = ANA) -> tuple[DatedClaim, ...]:
    number = store.addresses.find(AddressKey(address))
    assert number is not None
    return claims(store, [number], Advisor(store).card_owners(NOW).grounds([number]), NOW)


def signed(store: Store) -> set[tuple[str, str]]:
    return {(c.kind, c.value) for c in said(store) if c.source is ClaimSource.SIGNATURE}


def at_target(store: Store) -> list[Reason]:
    """What the suggestion says of Ana at Target."""
    wanted = prospect_of(name="Jonas Weber", organization="Target GmbH")
    (found,) = Advisor(store).suggest(wanted, LATER).introducers
    return [r for r in found.reasons if r.code is ReasonCode.SAME_EMPLOYER]


def test_a_numbers_one_form_is_kept_beside_what_was_written(store: Store) -> None:
    first = mail(1)
    seen = see(first)
    assert seen is not None
    assert seen.author is not None
    phone = BlockClaim(
        kind="phone", value="030 901820", confidence="likely", normal="tel:+4930901820"
    )
    signed = Signed(
        identity=seen.identity, author=seen.author.key, digest=b"b", extractor=1, claims=(phone,)
    )
    keep(store, Changes(messages=((first.remote_id, seen),), signed=(signed,)))

    found = {(c.value, c.normal) for c in said(store) if c.kind is ClaimKind.PHONE}

    assert found == {("030 901820", "tel:+4930901820")}


# ---------------------------------------------------------------- two mails


def test_one_signed_mail_puts_nobody_at_a_firm(store: Store) -> None:
    sign(store, mail(2), ("employer", "Target GmbH"))

    assert not at_target(store)


def test_two_signed_mails_do(store: Store) -> None:
    for number in (2, 3):
        sign(store, mail(number), ("employer", "Target GmbH"))

    (reason,) = at_target(store)

    assert reason.count == 2


def test_a_suggestion_does_not_however_often_it_was_signed(store: Store) -> None:
    for number in (2, 3):
        sign(store, mail(number), ("employer", "Target GmbH"), tier=Confidence.SUGGESTION)

    assert not at_target(store)


def test_one_signed_mail_beside_a_card_does(store: Store) -> None:
    sign(store, mail(2), ("employer", "Target GmbH"))
    card = Card(
        remote_id=RemoteId("c"),
        name="Ana Ruiz",
        addresses=(ANA,),
        positions=(Position(organization="Target"),),
        phones=("+49 30 901820",),
    )
    keep(store, Changes(cards=((card.remote_id, card),)))

    (reason,) = at_target(store)

    assert reason.count == 1
    assert [c.value for c in said(store) if c.kind is ClaimKind.PHONE] == ["+49 30 901820"]


def test_the_owners_word_puts_somebody_at_a_firm_in_the_ranking(store: Store) -> None:
    sign(store, mail(2), ("title", "Analyst"))
    wanted = prospect_of(name="Jonas Weber", organization="Target GmbH")
    before = Advisor(store).suggest(wanted, LATER).introducers[0].terms
    decisions.pin_work(store, [AddressKey(ANA)], Time(NOW - 1), employer="Target", title="")

    (found,) = Advisor(store).suggest(wanted, LATER).introducers

    assert "same employer" not in before
    assert found.terms["same employer"] > 0


# ---------------------------------------------------------------- a newer reader


def test_a_newer_readers_claims_take_the_place_of_the_older_ones_and_keep_their_days(
    store: Store,
) -> None:
    sign(store, mail(2), ("employer", "Target Street"))
    sign(store, mail(3), ("employer", "Target GmbH"), reader=2)

    assert signed(store) == {("employer", "Target GmbH")}
    assert [c.seen_at for c in said(store) if c.source is ClaimSource.SIGNATURE] == [
        int((START + timedelta(days=n)).timestamp()) for n in (2, 3)
    ]


def test_what_an_older_reader_cut_otherwise_from_the_same_mail_is_dropped(store: Store) -> None:
    sign(store, mail(2), ("employer", "See you"), digest=b"cut too early")
    sign(store, mail(2), ("employer", "Target GmbH"), reader=2)

    assert signed(store) == {("employer", "Target GmbH")}


def test_an_old_block_that_nobody_saw_again_keeps_its_claims(store: Store) -> None:
    sign(store, mail(2), ("employer", "Acme AG"), digest=b"old")
    sign(store, mail(3), ("employer", "Target GmbH"), reader=2, digest=b"new")

    assert signed(store) == {("employer", "Acme AG"), ("employer", "Target GmbH")}


# ---------------------------------------------------------------- guests of meetings


def test_a_guests_name_suggests_a_firm(store: Store) -> None:
    guest = Attendee(mailbox=Mailbox("Ana Ruiz (Orbit GmbH)", "ana@gmail.com"))
    met = Meeting(
        remote_id=RemoteId("m"),
        uid="m",
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        attendees=(Attendee(mailbox=Mailbox("", OWNER)), guest),
    )
    keep(store, Changes(meetings=((met.remote_id, meet(met)),)))

    (job,) = careers.history(said(store, "ana@gmail.com"), NOW)

    assert (job.organization, job.confidence) == ("Orbit GmbH", Confidence.SUGGESTION)
    assert (job.evidence[0].kind, job.evidence[0].id) == (EvidenceKind.MEETING, "m")


# ---------------------------------------------------------------- firms by majority


def test_who_signs_with_nothing_works_for_what_their_colleagues_sign_with(store: Store) -> None:
    for number, author in ((2, ANA), (3, BEN)):
        sign(store, mail(number, author), ("employer", "Nordlicht Group"))
    keep(store, Changes(messages=((RemoteId("9"), _seen(mail(9, DORA))),)))

    known = firms.known(store, NOW)
    (job,) = careers.history(said(store, DORA), NOW, firms=known)

    assert (job.organization, job.confidence) == ("Nordlicht Group", Confidence.LIKELY)
    assert firms.known(store, Time(int(START.timestamp()))).label(DORA) == "Acme"


def test_of_a_firm_known_by_name_only_the_domain_is_what_its_people_sign_for(store: Store) -> None:
    for number, author in ((2, BEN), (3, DORA)):
        sign(store, mail(number, author), ("employer", "Nordlicht Group"))
    sign(store, mail(4), ("title", "Analyst"))
    wanted = prospect_of(name="Jonas Weber", organization="Nordlicht Group")

    found = Advisor(store).suggest(wanted, LATER).introducers

    assert found[0].person.addresses == (ANA,)  # who writes from there, and signs with no firm
    assert ReasonCode.SAME_EMPLOYER in {reason.code for reason in found[0].reasons}


@pytest.mark.parametrize(("mails", "there"), [((2,), False), ((2, 3), True)])
def test_two_signed_mails_put_somebody_at_a_firm(
    store: Store, mails: tuple[int, ...], *, there: bool
) -> None:
    for number in mails:
        sign(store, mail(number), ("employer", "Target GmbH"))

    found = people.employed_at(store, Advisor(store).card_owners(NOW), ["Target"], NOW)

    assert bool(found) is there


@pytest.mark.parametrize(
    ("signed", "wanted", "there"),
    [
        ("Norvane Robotics", "Norvane Robotics GmbH", True),
        ("Norvane", "Norvane Robotics", True),
        ("Norvane Bank AG", "Norvane Robotics", False),
        ("Freelance", "Freelance", False),
        ("Self-employed", "Self-employed", False),
    ],
)
def test_who_signs_for_another_firm_of_like_name_is_not_at_the_prospects(
    store: Store, signed: str, wanted: str, *, there: bool
) -> None:
    for number in (2, 3):
        sign(store, mail(number), ("employer", signed))
    someone = prospect_of(name="Jonas Weber", organization=wanted)

    found = Advisor(store).suggest(someone, LATER).introducers

    codes = {reason.code for one in found for reason in one.reasons}
    assert (ReasonCode.SAME_EMPLOYER in codes) is there


def _seen(sent: Message) -> Seen:
    seen = see(sent)
    assert seen is not None
    return seen
