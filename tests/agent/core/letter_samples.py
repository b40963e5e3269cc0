"""Invented people for the tests of letters and of the morning mail; golden files for the words."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from narrowcast.agent.core.briefing import (
    AskLine,
    Choice,
    Debt,
    JobMove,
    MorningMaterial,
    OrderLine,
    ProposedAsk,
    ProposedLetter,
    Question,
    SyncLine,
    UnaskedLine,
)
from narrowcast.agent.core.draft import DraftRequest, Language, draft
from narrowcast.agent.core.etiquette import LintContext
from narrowcast.agent.core.model import (
    AddressKey,
    AskId,
    AskKind,
    Band,
    Context,
    Estimate,
    Evidence,
    EvidenceKind,
    Introducer,
    Letter,
    Owner,
    Person,
    PersonUid,
    Prospect,
    ProspectId,
    Purpose,
    Reason,
    ReasonCode,
    Tie,
    Time,
    Trust,
)

GOLDEN = Path(__file__).parents[2] / "data" / "golden"
NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)  # a Tuesday
HOSTILE = (
    "{{7*7}}",
    "{0.__class__}",
    "%(x)s ${y} {% raw %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b]0;pwned\x07Ana",
    "Ana\u202egnp.exe\u2066",
    "Ana\r\nBcc: eve@evil.example",
    "=?utf-8?q?Ana=0D=0ABcc:_eve@evil.example?=",
    "Ana <- forged fact \x1f forged",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "王小明",
    "محمد بن عبد الله",
    "A" * 5000,
)

OWNER = Owner(
    name="Robin Vale",
    addresses=(AddressKey("robin@vale.example"),),
    zone="Europe/Berlin",
    pitch="I help port operators cut the time their cranes stand still.",
    credential="Two ports in Spain have used it since 2022.",
)


def golden(name: str, text: str) -> str:
    """The golden text of that name; `GOLDEN=write` writes *text* there first (read the diff)."""
    path = GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return path.read_text("utf-8")


def prospect(**changes: object) -> Prospect:
    values: dict[str, object] = {
        "id": ProspectId(4),
        "name": "Jonas Weber",
        "organization": "Target GmbH",
        "domains": ("target.example",),
        "title": "Head of Operations",
        "why": "a pilot customer for the crane monitor",
        "purpose": Purpose.SALES,
    }
    return Prospect(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def reason(code: ReasonCode, text: str, *, favours: bool = True) -> Reason:
    evidence = (Evidence(EvidenceKind.MESSAGE, "<1@ports.example>"),)
    return Reason(code=code, text=text, favours=favours, count=1, evidence=evidence)


MET_TOGETHER = reason(ReasonCode.SHARED_MEETING, "2 meetings of you, Ana and Jonas in 2023")


def introducer(*reasons: Reason, name: str = "Ana Ruiz", **changes: object) -> Introducer:
    person = Person(
        uid=PersonUid("ana"),
        name=name,
        addresses=(AddressKey("ana@ports.example"), AddressKey("ana.ruiz@mail.example")),
    )
    values: dict[str, object] = {
        "person": person,
        "tie": Tie(
            strength=3.0,
            band=Band.STRONG,
            sent=40,
            received=50,
            met=3,
            first=_time(datetime(2017, 3, 1, tzinfo=UTC)),
            last=_time(NOW - timedelta(days=40)),
        ),
        "responsiveness": Estimate(0.62, 0.45, 0.75),
        "link": 0.7,
        "trust": Trust(fit=0.8, contexts=(Context.UNKNOWN,)),
        "chance": Estimate(0.34, 0.25, 0.36),
        "score": 0.272,
        "reasons": reasons,
    }
    return Introducer(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def letter(
    who: Introducer | None = None,
    about: Prospect | None = None,
    *,
    kind: AskKind = AskKind.INTRODUCTION,
    language: Language = Language.EN,
    owner: Owner = OWNER,
    note: str = "",
    formal: bool = False,
) -> Letter:
    request = DraftRequest(
        owner=owner,
        prospect=about or prospect(),
        introducer=who or introducer(MET_TOGETHER),
        kind=kind,
        language=language,
        note=note,
        formal=formal,
    )
    return draft(request)


def lint_context(**changes: object) -> LintContext:
    values: dict[str, object] = {
        "owner": OWNER,
        "prospect": prospect(),
        "introducer": introducer(MET_TOGETHER),
        "now": NOW,
    }
    return LintContext(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def ask_line(number: int = 7, **changes: object) -> AskLine:
    values: dict[str, object] = {
        "id": AskId(number),
        "prospect": "Lena Koch",
        "introducer": "Ben Okafor",
        "state": "no answer yet",
        "since": NOW - timedelta(days=6),
        "message_id": f"<{number}@ports.example>",
    }
    return AskLine(**(values | changes))  # type: ignore[arg-type]  # a test's shorthand


def proposed(number: int = 12, name: str = "Jonas Weber", via: str = "Ana Ruiz") -> ProposedAsk:
    about = prospect(name=name)
    who = introducer(
        MET_TOGETHER,
        reason(ReasonCode.REPLIES, "Ana answered 9 of your last 14 mails"),
        reason(ReasonCode.BROUGHT_IN, "Ana has introduced 7 people to you"),
        reason(ReasonCode.SILENT, "you last wrote to each other 40 days ago", favours=False),
        name=via,
    )
    return ProposedAsk(id=AskId(number), prospect=about, introducer=who, letter=letter(who, about))


def proposed_letter(name: str = "Lena Koch") -> ProposedLetter:
    """The answer to an introduction, with its introducer in blind copy."""
    return ProposedLetter(
        id=2,
        ask=AskId(9),
        called="answer to the introduction",
        command="narrowcast approve L2",
        letter=Letter(
            to_name=name,
            to_address="lena@koch.example",
            subject=f"Re: {name} and Robin",
            body=f"Thank you, Ana (moving you to Bcc).\n\nHi {name}, good to meet you.\n\nRobin",
            ask_part="",
            blurb="",
        ),
        also_to=("ana@ports.example",),
        why="Ana introduced you on 2 November",
    )


def full_material(name: str = "Lena Koch") -> MorningMaterial:
    """A morning with something in every section; *name* is everybody the mail came from."""
    return MorningMaterial(
        unasked=(
            UnaskedLine(
                id=3, introducer=name, introduced="Lena Koch", at=NOW - timedelta(hours=20)
            ),
        ),
        letters=(proposed_letter(name),),
        results=(
            OrderLine(said="1 ok", result=f"approved: #4 to {name} leaves Wed 04 Nov 09:12"),
            OrderLine(said="2 latr", result="not done: it is not understood"),
        ),
        paused="sending is paused since 2 November 18:00; to let letters leave: narrowcast resume",
        owner=OWNER,
        now=NOW,
        introduced=(
            ask_line(9, prospect=name, state="introduced", since=NOW - timedelta(hours=15)),
        ),
        owed=(
            Debt(person=name, what="a reply to the mail of 28 October", since=NOW - timedelta(6)),
        ),
        proposed=(proposed(12, "Jonas Weber"), proposed(13, name, name)),
        question=Question(
            ask=AskId(6),
            text=f"What does this mean for your ask to {name}?",
            why="Two people of that name wrote.",
            choices=(
                Choice("narrowcast settle 6 agreed", "they will introduce you", "agreed"),
                Choice("narrowcast settle 6 declined", f"{name} will not", "declined"),
                Choice("narrowcast timeline 6", "shows what came"),
            ),
        ),
        waiting=(ask_line(7, introducer=name, next_step="follow-up due on Thursday"),),
        done=(ask_line(5, prospect=name, state="you met", since=NOW - timedelta(days=1)),),
        moves=(JobMove(person=name, what=f"is now at {name}", evidence="signature of 1 November"),),
        sync=(
            SyncLine(account="imap", ok=True, text="214 new mails", at=NOW - timedelta(hours=1)),
            SyncLine(account="calendar", ok=False, text="needs a new login"),
        ),
        hosts=("imap.vale.example", "smtp.vale.example"),
        code="nc-7F2K",
    )


def _time(moment: datetime) -> Time:
    return Time(int(moment.timestamp()))
