"""Sentences for and against: counted from what they cite, true to the word."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from narrowcast.agent.core import reasons
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    Band,
    Evidence,
    EvidenceKind,
    Prospect,
    ProspectId,
    Reason,
    ReasonCode,
    Tie,
    Time,
)
from narrowcast.agent.core.paths import LinkEvidence, Sight, Word
from narrowcast.agent.core.reasons import Exchange
from narrowcast.agent.core.responsiveness import Asked, rate
from narrowcast.agent.core.ties import DAY

NOW = Time(1_780_272_000)  # 1 June 2026, midnight UTC
ANA, BEN, JONAS, STAFF = map(AddressId, range(1, 5))
WANTED = Prospect(
    id=ProspectId(1),
    name="Jonas Weber",
    addresses=(AddressKey("jonas@target.example"),),
    organization="Target GmbH",
)


def cite(kind: EvidenceKind, rows: Iterable[int]) -> tuple[Evidence, ...]:
    return tuple(Evidence(kind, str(row)) for row in rows)


def ago(days: int) -> Time:
    return Time(NOW - days * DAY)


def link(**evidence: object) -> list[Reason]:
    found = LinkEvidence(prospect=frozenset({JONAS}), staff=frozenset({STAFF}), **evidence)  # type: ignore[arg-type]  # any field
    return list(reasons.of_link({ANA}, found, WANTED, cite))


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (
            {"shared": (Sight(1, ago(40), BEN, (BEN, ANA, JONAS), 3),)},
            "on 1 mail together with Jonas Weber, the last in April 2026",
        ),
        (
            {"meetings": (Sight(1, ago(40), None, (ANA, JONAS), 2),)},
            "invited to 1 meeting with Jonas Weber, the last in April 2026",
        ),
        (
            {"quoted": (Word(1, ago(40), ANA), Word(2, ago(400), ANA))},
            "Jonas Weber's address stands in 2 mails of theirs, the last in April 2026",
        ),
        (
            {"named": (Word(1, ago(40), ANA),)},
            "Jonas Weber is named in 1 mail of theirs, the last in April 2026",
        ),
        (
            {"employer": (Sight(1, ago(40), ANA, (ANA, STAFF), 2),)},
            "wrote to or heard from people at Target GmbH in 1 mail, the last in April 2026",
        ),
        (
            {"employer": (Sight(1, ago(40), BEN, (BEN, ANA, STAFF), 3),)},
            "on 1 mail together with people at Target GmbH, the last in April 2026",
        ),
        (
            {"employer_quoted": (Sight(1, ago(40), ANA, (ANA, BEN), 2),)},
            "an address at Target GmbH stands in 1 mail of theirs, the last in April 2026",
        ),
        (
            {"employer_named": (Word(1, ago(40), ANA),)},
            "Target GmbH is named in 1 mail of theirs, the last in April 2026",
        ),
    ],
    ids=[
        "shared",
        "meeting",
        "quoted",
        "named",
        "firm",
        "firm shared",
        "firm quoted",
        "firm named",
    ],
)
def test_a_link_is_told_with_its_count_and_its_last_month(
    evidence: dict[str, object], text: str
) -> None:
    (reason,) = link(**evidence)

    assert reason.text == text
    assert reason.count == len(reason.evidence)
    assert reason.favours


def test_other_peoples_evidence_is_none_of_theirs() -> None:
    assert link(shared=(Sight(1, NOW, BEN, (BEN, JONAS), 2),), named=(Word(2, NOW, BEN),)) == []


def test_direct_mail_is_told_apart_from_standing_on_the_same_mail() -> None:
    direct = Sight(1, ago(40), ANA, (ANA, JONAS), 2)

    beside = Sight(2, ago(40), BEN, (ANA, JONAS), 2)

    told = [(reason.code, reason.count, reason.text) for reason in link(shared=(direct, beside))]

    assert [one[:2] for one in told] == [(ReasonCode.DIRECT_MAIL, 1), (ReasonCode.SHARED_MAIL, 1)]
    assert "on 1 more mail together with" in told[1][2]


def test_a_mail_is_told_by_its_surest_reason_only() -> None:
    direct = Sight(1, ago(40), ANA, (ANA, JONAS), 2)

    told = link(shared=(direct,), named=(Word(1, ago(40), ANA), Word(3, ago(2), ANA)))

    assert [(one.code, one.count) for one in told] == [
        (ReasonCode.DIRECT_MAIL, 1),
        (ReasonCode.NAMED, 1),
    ]
    assert "is named in 1 more mail of theirs" in told[1].text


def test_a_mail_that_quotes_the_prospects_address_is_not_told_twice() -> None:
    quoted = (Word(1, ago(40), ANA),)
    same = (Sight(1, ago(40), ANA, (ANA, BEN), 2),)

    assert [r.code for r in link(quoted=quoted, employer_quoted=same)] == [
        ReasonCode.QUOTED_ADDRESS
    ]


def tie(received: int, sent: int, met: int = 0) -> Tie:
    return Tie(
        strength=1.0,
        band=Band.MODERATE,
        sent=sent,
        received=received,
        met=met,
        first=None,
        last=None,
    )


IN, OUT = ((1, ago(3)),), ((2, ago(9)),)


@pytest.mark.parametrize(
    ("exchange", "texts"),
    [
        (Exchange(received=IN, sent=OUT), ["you exchanged 2 mails, the last 3 days ago"]),
        (
            Exchange(received=IN),
            ["they wrote you 1 mail, the last 3 days ago", "you never wrote to them"],
        ),
        (
            Exchange(sent=OUT),
            ["you wrote them 1 mail, the last 9 days ago", "they never wrote to you"],
        ),
        (Exchange(meetings=IN), ["you met in 1 meeting, the last 3 days ago"]),
        (Exchange(received=IN, sent=IN), ["you exchanged 1 mail, the last 3 days ago"]),
        (Exchange(), ["you never wrote to them"]),
    ],
    ids=["both", "in", "out", "met", "a mail between their addresses", "nothing"],
)
def test_an_exchange_is_called_so_only_both_ways(exchange: Exchange, texts: list[str]) -> None:
    stands = tie(len(exchange.received), len(exchange.sent), len(exchange.meetings))

    assert [r.text for r in reasons.of_tie(stands, exchange, NOW, cite)] == texts


def test_a_year_of_silence_speaks_against() -> None:
    old = Exchange(received=((1, ago(400)),), sent=((2, ago(500)),))

    told = {r.code: r for r in reasons.of_tie(tie(1, 1), old, NOW, cite)}

    assert not told[ReasonCode.SILENT].favours


def test_replies_are_those_whose_outcome_is_known() -> None:
    asked = [Asked(ago(30), ago(29), 1), Asked(ago(20), None, 2), Asked(ago(2), None, 3)]

    (reason,) = reasons.of_replies(asked, rate(asked, NOW), NOW, cite)

    assert reason.text == "answered 1 of 2 mails from you within a week"
    assert [one.id for one in reason.evidence] == ["1", "2"]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_past_moments_as_people_say_them(days: int, text: str) -> None:
    assert reasons.ago(ago(days), NOW) == text
