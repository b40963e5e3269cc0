"""Whose text is fetched: told by heads, in every tier, and never of more than a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import choosing
from narrowcast.agent.core.choosing import (
    Mail,
    ReadBefore,
    Rules,
    Spent,
    Tracked,
    can_teach,
    choose,
    quarter,
)
from narrowcast.agent.core.keys import subject_key
from narrowcast.agent.core.learn import see
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.connectors.base import Tier
from narrowcast.connectors.records import Message, PartKind, TextPart
from tests.agent.mailroom import OWNER, START, message

ANA, BEN = AddressKey("ana@acme.example"), AddressKey("ben@target.example")
MANY = Spent(messages=10_000, texts=0)
SINCE = Time(int(START.timestamp()))
RULES = Rules(tier=Tier.SIGNATURES, owner=frozenset({OWNER}))


def mail(number: int, author: str = ANA, to: Sequence[str] = (OWNER,), **more: object) -> Message:
    at = START + timedelta(days=number)
    return message(number, author, to, at, **more)  # type: ignore[arg-type]  # named


def chosen(
    *mails: Message,
    rules: Rules = RULES,
    before: Mapping[AddressKey, ReadBefore] | None = None,
    spent: Spent = MANY,
) -> set[str]:
    return set(choose(pairs(mails), rules, before or {}, spent))


def pairs(mails: Sequence[Message]) -> list[Mail]:
    seen = ((one, see(one)) for one in mails)
    return [(one, found) for one, found in seen if found is not None]


def tracking(**what: object) -> Rules:
    return replace(RULES, tier=Tier.HEADERS, tracked=Tracked(since=SINCE, **what))  # type: ignore[arg-type]  # named


# ---------------------------------------------------------------- signatures


def test_one_mail_of_a_sender_is_read_and_it_opens_a_talk() -> None:
    assert chosen(mail(1, subject="Re: Plans"), mail(2), mail(3, subject="Re: Plans")) == {"2"}


@pytest.mark.parametrize(
    "passed_over",
    [
        mail(1, OWNER, [ANA]),
        mail(1, headers={"list-unsubscribe": ("<x>",)}),
        mail(1, headers={"auto-submitted": ("auto-replied",)}),
        mail(1, "no-reply@acme.example"),
        mail(1, "info@acme.example"),
        replace(mail(1), received_at=None, sent_at=None),
    ],
    ids=["own", "newsletter", "automatic", "robot", "office", "dateless"],
)
def test_what_teaches_nobody_is_passed_over(passed_over: Message) -> None:
    assert chosen(passed_over) == set()


@pytest.mark.parametrize(
    ("before", "read"),
    [
        (ReadBefore(texts=1, quarters=frozenset({quarter(SINCE)}), signed=True), False),
        (ReadBefore(texts=9, quarters=frozenset({quarter(SINCE) - 1}), signed=True), True),
        (ReadBefore(texts=1, quarters=frozenset({quarter(SINCE)})), True),
        (ReadBefore(texts=3, quarters=frozenset({quarter(SINCE)})), False),
    ],
    ids=["once a quarter", "the next quarter", "no block yet", "three times without"],
)
def test_who_was_read_is_read_again(before: ReadBefore, read: bool) -> None:
    assert bool(chosen(mail(1), before={ANA: before})) == read


AUTOMATIC = {"auto-submitted": ("auto-replied",)}
REPORT = {"content-type": ("multipart/report; report-type=delivery-status",)}
MACHINES = {
    "an automatic answer": mail(1, subject="Automatic reply: Plans", headers=AUTOMATIC),
    "a delivery report": mail(1, "mailer-daemon@user.example", headers=REPORT),
}


@pytest.mark.parametrize("told", MACHINES.values(), ids=MACHINES)
def test_what_may_say_that_somebody_left_is_read_while_texts_are_few(told: Message) -> None:
    assert chosen(told) == {"1"}
    assert chosen(told, spent=Spent(messages=100, texts=50)) == set()
    assert chosen(told, rules=replace(RULES, tier=Tier.HEADERS)) == set()


def test_a_hint_at_a_change_is_followed() -> None:
    before = {ANA: ReadBefore(texts=1, quarters=frozenset({quarter(SINCE)}), signed=True)}

    assert chosen(mail(1), mail(2, subject="My last day at Acme"), before=before) == {"2"}


def test_nobody_is_read_again_where_many_were_read_but_strangers_are() -> None:
    before = {ANA: ReadBefore(texts=1, quarters=frozenset({1}), signed=True)}
    spent = Spent(messages=100, texts=30)

    assert chosen(mail(1), mail(2, BEN), before=before, spent=spent) == {"2"}


def test_of_a_lists_mail_only_what_names_the_owner_is_read_again() -> None:
    listed = {"list-id": ("<dev.lists.club.example>",)}
    talk = ["dev@lists.club.example"]
    before = {ANA: ReadBefore(texts=1, quarters=frozenset({1}), signed=True)}

    mails = (mail(1, to=talk, headers=listed), mail(2, to=[*talk, OWNER], headers=listed))

    assert chosen(mails[0], before=before) == set()
    assert chosen(mails[1], before=before) == {"2"}


@given(st.data())
def test_texts_stay_few_and_reach_everybody(data: st.DataObject) -> None:
    """At most 15 % of the messages or one for each sender; and one of each at least."""
    senders = [AddressKey(f"p{n}@x.example") for n in range(data.draw(st.integers(1, 12)))]
    order = data.draw(st.lists(st.sampled_from(senders), min_size=1, max_size=150))
    signs = data.draw(st.sets(st.sampled_from(senders)))
    mails = pairs([mail(number, who) for number, who in enumerate(order)])
    before: dict[AddressKey, ReadBefore] = {}
    texts = 0

    for start in range(0, len(mails), 10):
        page = mails[start : start + 10]
        found = choose(page, RULES, before, Spent(messages=start, texts=texts))
        texts += len(found)
        for head, seen in page:
            if head.remote_id in found and seen.author and seen.time is not None:
                was = before.get(seen.author.key, ReadBefore())
                before[seen.author.key] = ReadBefore(
                    texts=was.texts + 1,
                    quarters=was.quarters | {quarter(seen.time)},
                    signed=was.signed or seen.author.key in signs,
                )

    assert set(before) == {seen.author.key for _, seen in mails if seen.author}
    assert texts <= max(0.15 * len(mails), len(before)) + 0.12 * len(mails)
    assert all(can_teach(seen) for _, seen in mails)


# ---------------------------------------------------------------- what is awaited


@pytest.mark.parametrize(
    ("answer", "awaited"),
    [
        (mail(1, BEN, answers="<letter@x>"), {"ids": frozenset({"<letter@x>"})}),
        (mail(1, BEN), {"people": frozenset({BEN})}),
        (mail(1, ANA, [OWNER, BEN]), {"people": frozenset({BEN})}),
        (mail(1, subject="Re: Tea?"), {"subjects": frozenset({subject_key("Tea?")})}),
        (replace(mail(1), provider_thread="t1"), {"threads": frozenset({"t1"})}),
        (mail(1, "mailer-daemon@x.example", headers={"content-type": ("multipart/report",)}), {}),
        (mail(1, OWNER, [OWNER], answers="<morning@x>"), {"own_ids": frozenset({"<morning@x>"})}),
    ],
    ids=["thread", "asked person", "prospect in copy", "subject", "provider", "report", "morning"],
)
def test_what_is_awaited_is_read_in_every_tier(
    answer: Message, awaited: Mapping[str, object]
) -> None:
    assert chosen(answer, rules=tracking(**awaited)) == {"1"}


def test_mail_older_than_the_oldest_letter_answers_none() -> None:
    rules = tracking(people=frozenset({ANA}))
    old = replace(mail(1), received_at=START - timedelta(days=2))

    assert chosen(old, rules=rules) == set()


def test_where_nothing_is_awaited_the_headers_tier_reads_nothing() -> None:
    rules = replace(RULES, tier=Tier.HEADERS)
    report = mail(2, "mailer-daemon@x.example", headers={"content-type": ("multipart/report",)})

    assert chosen(mail(1), report, rules=rules) == set()


# ---------------------------------------------------------------- invitations, mentions


@pytest.mark.parametrize(
    "invitation",
    [
        mail(1, headers={"content-type": ("text/calendar; method=REQUEST",)}),
        mail(1, headers={"content-class": ("urn:content-classes:calendarmessage",)}),
        mail(1, subject="Invitation: Tea @ Thu Nov 5, 2026 12pm (CET) (olga@user.example)"),
        mail(1, subject="Neue Einladung: Tee @ Do. 5. Nov. 2026 12:00 (olga@user.example)"),
    ],
    ids=["top part", "Outlook", "Google", "Google, German"],
)
def test_an_invitation_is_read_whoever_sent_it(invitation: Message) -> None:
    before = {ANA: ReadBefore(texts=9, quarters=frozenset({quarter(SINCE)}), signed=True)}

    assert chosen(invitation, before=before) == {"1"}
    assert choosing.announces_calendar(invitation)
    assert not choosing.announces_calendar(mail(1, subject="Re: Tea @ home"))


def test_the_mentions_tier_reads_all_small_mail_between_people() -> None:
    rules = replace(RULES, tier=Tier.MENTIONS)
    news = mail(4, headers={"list-unsubscribe": ("<x>",)})
    crowd = mail(5, ANA, [f"{n}@crowd.example" for n in range(21)])

    found = chosen(mail(1), mail(2), mail(3, OWNER, [ANA]), news, crowd, rules=rules)

    assert found == {"1", "2", "3"}


def test_parts_are_no_matter() -> None:
    text = TextPart(kind=PartKind.PLAIN, text="x")

    assert chosen(replace(mail(1), parts=(text,))) == chosen(mail(1))


@pytest.mark.parametrize(
    ("subject", "announces"),
    [
        ("Invitation: Lunch @ Tue 3 Mar 2026 12:00 (Olga)", True),
        ("Aceptado: Comida @ mar 3 mar 2026 (Olga)", True),
        ("Updated invitation with note: a @ b @ 3 (x)", False),
        ("Invitation: Lunch @ noon (Olga)", False),
        ("Lunch @ Tue 3 Mar (Olga)", False),
        ("Invitation: Lunch @ 3 () here", False),
    ],
)
def test_googles_invitation_is_known_by_its_subject(subject: str, announces: object) -> None:
    assert choosing.announces_calendar(mail(1, subject=subject)) is announces
