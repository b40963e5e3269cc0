from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core import hints, phrases
from narrowcast.agent.core.draft import Language, edited
from narrowcast.agent.core.etiquette import (
    Caps,
    Code,
    Finding,
    LintContext,
    PastAsk,
    Severity,
    Wall,
    blocks,
    lint,
)
from narrowcast.agent.core.model import (
    AddressKey,
    AskKind,
    Letter,
    PersonUid,
    ProspectId,
    Purpose,
    ReasonCode,
)
from tests.agent.core.letter_samples import (
    MET_TOGETHER,
    NOW,
    OWNER,
    introducer,
    letter,
    lint_context,
    prospect,
    reason,
)

NO_EVIDENCE = introducer(reason(ReasonCode.NO_LINK, "nothing shows it", favours=False))
ANA, OTHER = PersonUid("ana"), PersonUid("ben")


def codes(sample: Letter, context: LintContext) -> set[Code]:
    return {finding.code for finding in lint(sample, context)}


def changed(old: str, new: str, sample: Letter | None = None) -> Letter:
    """The letter as the owner might have edited it."""
    sample = sample or letter()
    assert old in sample.body
    return edited(sample, sample.subject, sample.body.replace(old, new))


def past(days: float, *, to: PersonUid = ANA, about: int = 99, **changes: Any) -> PastAsk:
    return PastAsk(
        introducer=to, prospect=ProspectId(about), sent_at=NOW - timedelta(days=days), **changes
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", AskKind)
@pytest.mark.parametrize("evidence", [True, False], ids=["evidence", "no-evidence"])
@pytest.mark.parametrize("named", [True, False], ids=["person", "company"])
@pytest.mark.parametrize("formal", [True, False], ids=["formal", "familiar"])
def test_our_own_drafts_break_no_rule(language, kind, evidence, named, formal):
    about = prospect() if named else prospect(name="")
    who = introducer(MET_TOGETHER) if evidence else NO_EVIDENCE
    sample = letter(who, about, kind=kind, language=language, formal=formal)

    findings = lint(sample, lint_context(prospect=about, introducer=who))

    assert findings == ()


CONTENT: dict[str, tuple[Code, Letter, dict[str, Any]]] = {
    "E08 supposes an acquaintance": (
        Code.E08,
        changed("Do you happen to know", "You must ask", letter(NO_EVIDENCE)),
        {"introducer": NO_EVIDENCE},
    ),
    "E10 another prospect": (
        Code.E10,
        letter(note="Lena Koch would be good, too."),
        {"other_prospects": ("Lena Koch", "Jonas Weber")},
    ),
    "E10 nobody named": (Code.E10, changed("Jonas Weber, Head of", "the head of"), {}),
    "E10 no reason for asking them": (
        Code.E10,
        letter(introducer(tie=replace(introducer().tie, first=None))),
        {"introducer": introducer(tie=replace(introducer().tie, first=None))},
    ),
    "E11 answer": (Code.E11, replace(letter(), subject="AW: Robin and Jonas Weber"), {}),
    "E11 not the owner": (Code.E11, replace(letter(), subject="Jonas Weber?"), {}),
    "E11 not the prospect": (Code.E11, replace(letter(), subject="Robin Vale asks"), {}),
    "E11 quotes a mail": (
        Code.E11,
        changed("Thank you,", "On Mon, 2 Nov 2026 at 10:00, Ana wrote:\n> no\n\nThank you,"),
        {},
    ),
    "E12 no note": (Code.E12, edited(letter(), letter().subject, letter().ask_part), {}),
    "E12 too long": (Code.E12, changed("A short call", f"{'Very ' * 90}short calls"), {}),
    "E12 too many sentences": (
        Code.E12,
        changed("A short call", "We like it. A short call"),
        {},
    ),
    "E12 placeholder": (Code.E12, changed("Hello Jonas", "Hello [Name]"), {}),
    "E12 braces": (Code.E12, changed("Hello Jonas", "Hello {first_name}"), {}),
    "E12 third person": (
        Code.E12,
        edited(
            letter(),
            letter().subject,
            f"{letter().ask_part}\n\n* * *\n\nRobin Vale sells cranes. They work. They are good.",
        ),
        {},
    ),
    "E12 nameless": (
        Code.E12,
        edited(letter(), letter().subject, letter().body.replace("Robin Vale", "a builder")),
        {},
    ),
    "E12 private reason": (
        Code.E12,
        changed("A short call", "You are a pilot customer for the crane monitor. A call"),
        {},
    ),
    "E13": (
        Code.E13,
        changed("If you are not close enough or would rather not, no explanation needed.", ""),
        {},
    ),
    "E13 ruled out": (
        Code.E13,
        changed("Thank you,", "I won't take no for an answer.\n\nThank you,"),
        {},
    ),
    "W10": (Code.W10, changed("Thank you,", "Or is there anybody else?\n\nThank you,"), {}),
    "W13": (
        Code.W13,
        changed(
            "If you are not close enough or would rather not, no explanation needed.", "Do it."
        ),
        {},
    ),
    "W14": (
        Code.W14,
        changed("If yes, please ask Jonas first; the note below", "The note at the end"),
        {},
    ),
    "W15": (Code.W15, changed("Thank you,", "It takes just five minutes.\n\nThank you,"), {}),
    "W17": (Code.W17, changed("Thank you,", "Dinner is on me.\n\nThank you,"), {}),
    "E14 unasked": (
        Code.E14,
        changed(
            "If yes, please ask Jonas first; the note below", "No need to ask Jonas; the note below"
        ),
        {},
    ),
    "E14 not asked first": (
        Code.E14,
        changed("If yes, please ask Jonas first; the note below", "The note below"),
        {},
    ),
    "E14 address wanted": (
        Code.E14,
        changed("Thank you,", "Or could you send me his email address?\n\nThank you,"),
        {},
    ),
    "E14 to the prospect": (
        Code.E14,
        letter(),
        {"prospect": prospect(addresses=(AddressKey("ana@ports.example"),))},
    ),
    "E15 urgent": (Code.E15, changed("Thank you,", "It is urgent.\n\nThank you,"), {}),
    "E15 asap": (Code.E15, changed("Thank you,", "Tell me ASAP.\n\nThank you,"), {}),
    "E15 deadline": (Code.E15, changed("Thank you,", "I need it by Friday.\n\nThank you,"), {}),
    "E15 German": (
        Code.E15,
        changed("Danke", "Es ist dringend.\n\nDanke", letter(language=Language.DE)),
        {},
    ),
    "E16 HTML": (Code.E16, changed("Thank you,", "<b>Thank you</b>,"), {}),
    "E16 tracking": (
        Code.E16,
        changed("Thank you,", "See https://vale.example/?utm_source=intro\n\nThank you,"),
        {},
    ),
    "W16 long": (Code.W16, changed("If yes,", f"{'Well ' * 20}if yes,"), {}),
    "W16 links": (
        Code.W16,
        changed(
            "Thank you,", "https://a.example https://b.example https://c.example\n\nThank you,"
        ),
        {},
    ),
    "E17 fee": (Code.E17, changed("Thank you,", "I pay a finder's fee.\n\nThank you,"), {}),
    "E17 voucher": (
        Code.E17,
        changed("Thank you,", "I would send you a $50 voucher.\n\nThank you,"),
        {},
    ),
    "E18 unsourced": (
        Code.E18,
        replace(letter(), sources=letter().sources[1:]),
        {},
    ),
    "E18 confidential": (
        Code.E18,
        letter(note="It is about Project Falcon."),
        {"confidential": ("project falcon",)},
    ),
    "E19 foreign address": (Code.E19, replace(letter(), to_address="ana@p0rts.example"), {}),
    "E19 mixed alphabets": (
        Code.E19,
        replace(letter(), to_address="ana@xn--crp-sed.example"),
        {},
    ),
    "E19 looks like another address of theirs": (
        Code.E19,
        replace(letter(), to_address="ana@p0rts.example"),
        {
            "introducer": replace(
                introducer(),
                person=replace(
                    introducer().person,
                    addresses=(AddressKey("ana@ports.example"), AddressKey("ana@p0rts.example")),
                ),
            )
        },
    ),
}


@pytest.mark.parametrize("name", CONTENT)
def test_each_rule_about_the_words_sees_its_violation(name):
    code, sample, changes = CONTENT[name]

    found = codes(sample, lint_context(**changes))

    assert code in found


ASKING: dict[str, tuple[Code, dict[str, Any]]] = {
    "E02 open ask to them": (Code.E02, {"past": (past(60, open=True),)}),
    "E02 open route": (Code.E02, {"past": (past(60, to=OTHER, about=4, open=True),)}),
    "E02 asked before": (Code.E02, {"past": (past(400, about=4),)}),
    "E03 a day": (Code.E03, {"past": (past(0, to=OTHER), past(0.1, to=OTHER))}),
    "E03 a week": (Code.E03, {"past": tuple(past(day, to=OTHER) for day in (2, 3, 4, 5, 6))}),
    "E03 a month": (Code.E03, {"past": (past(29),)}),
    "E03 a year": (Code.E03, {"past": (past(100), past(200), past(300))}),
    "E03 the clock was set back": (Code.E03, {"past": (past(-30),)}),
    "E04 declined this": (
        Code.E04,
        {"past": (past(900, about=4, declined_at=NOW - timedelta(days=899)),)},
    ),
    "E04 declined lately": (Code.E04, {"past": (past(50, declined_at=NOW - timedelta(days=40)),)}),
    "E05 suppressed": (Code.E05, {"suppressed": {AddressKey("ana@ports.example"): "bounced"}}),
    "E05 another address": (
        Code.E05,
        {"suppressed": {AddressKey("ana.ruiz@mail.example"): "asked never to be written to"}},
    ),
    "E05 unreadable list": (Code.E05, {"suppressed": None}),
    "W06 silent": (Code.W06, {"now": NOW + timedelta(days=800)}),
    "W06 one-way": (
        Code.W06,
        {"introducer": introducer(MET_TOGETHER, tie=replace(introducer().tie, received=0, met=0))},
    ),
    "W06 only ever asks": (Code.W06, {"last_was_ask": True}),
    "E07": (Code.E07, {"owed": ("a reply to the mail of 3 November",)}),
    "E09 introducer": (
        Code.E09,
        {"walls": (Wall(organization="Ports", domains=("ports.example",), reason="rival"),)},
    ),
    "E09 prospect": (Code.E09, {"walls": (Wall(organization="target gmbh", reason="client"),)}),
    "E09 job search": (
        Code.E09,
        {
            "prospect": prospect(purpose=Purpose.JOB),
            "employer_domains": frozenset({"ports.example"}),
        },
    ),
    "E20 weekend": (Code.E20, {"send_at": datetime(2026, 11, 7, 10, tzinfo=UTC)}),
    "E20 night": (Code.E20, {"utc_offset": timedelta(hours=-8)}),
    "E20 holiday": (Code.E20, {"holidays": frozenset({date(2026, 11, 3)})}),
    "E20 away": (Code.E20, {"away_until": NOW + timedelta(days=2)}),
}


@pytest.mark.parametrize("name", ASKING)
def test_each_rule_about_asking_sees_its_violation(name):
    code, changes = ASKING[name]

    assert code in codes(letter(), lint_context(**changes))


ALLOWED: dict[str, dict[str, Any]] = {
    "an ask to them a month ago": {"past": (past(31),)},
    "two asks to others yesterday": {"past": (past(1, to=OTHER), past(1, to=OTHER))},
    "declined something else long ago": {
        "past": (past(200, declined_at=NOW - timedelta(days=91)),)
    },
    "a real deadline": {"deadline_is_real": True},
    "higher caps": {
        "past": (past(0, to=OTHER), past(0, to=OTHER)),
        "caps": Caps(per_day=3),
    },
    "somebody else is suppressed": {"suppressed": {AddressKey("eve@evil.example"): "bounced"}},
    "a wall elsewhere": {"walls": (Wall(organization="Rival", domains=("rival.example",)),)},
    "a job search away from work": {
        "prospect": prospect(purpose=Purpose.JOB),
        "employer_domains": frozenset({"vale.example"}),
    },
    "back from holiday": {"away_until": NOW - timedelta(days=1)},
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_decent_is_allowed(name):
    assert lint(letter(), lint_context(**ALLOWED[name])) == ()


def test_every_code_has_a_test_of_its_violation():
    tested = {code for code, *_ in (*CONTENT.values(), *ASKING.values())}

    assert tested == set(Code)


def test_a_real_deadline_may_be_named():
    sample = letter(note="The call for papers closes; I need to know by Friday.")

    assert Code.E15 in codes(sample, lint_context())
    assert Code.E15 not in codes(sample, lint_context(deadline_is_real=True))


@pytest.mark.parametrize(
    "name",
    ["April June", "Urgent Bonus", "Asap Friday", "Will First", "Ask Please", "No Explanation"],
)
def test_names_are_not_taken_for_words(name):
    about = prospect(name=name, organization="Immediately Urgent Ltd.", title="")

    assert lint(letter(about=about), lint_context(prospect=about)) == ()


@pytest.mark.parametrize(
    "pitch",
    [
        "We cut the commission that brokers pay on each crane.",
        "I help you until 2030 with money laundering checks.",
        "Our fees are fixed, and we closed a round of $2m in May.",
        "We give you a 20 % share of urgent care, immediately, by Friday.",
    ],
    ids=["commission", "money", "round", "urgent"],
)
def test_an_offer_that_speaks_of_money_or_haste_is_no_reward_and_no_pressure(pitch):
    owner = replace(OWNER, pitch=pitch)

    assert not {Code.E15, Code.E17} & codes(letter(owner=owner), lint_context(owner=owner))


def test_an_offer_in_another_language_is_no_appeal_either():
    said = "Wir zahlen Ihnen Geld zurück, sofort und bis Freitag."
    sample = letter(owner=replace(OWNER, pitch=said))
    codes_of = {Code.E15, Code.W15, Code.E17, Code.W17}

    assert not codes_of & codes(sample, lint_context(offers=(said,)))


def test_errors_block_and_warnings_do_not():
    assert blocks((Finding(Code.E13, "x"),))
    assert not blocks((Finding(Code.W06, "x"), Finding(Code.W16, "x")))
    assert Finding(Code.W06, "x").severity is Severity.WARNING


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-2000, 0), min_size=2, max_size=8))
def test_the_daily_cap_holds_over_any_setting_of_the_clock(hours):
    history = tuple(past(hour / 24, to=OTHER) for hour in hours)

    assert Code.E03 in codes(letter(), lint_context(past=history))


PATTERNS = {
    name: value
    for module in (phrases, hints)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


@pytest.mark.parametrize(
    "pattern",
    PATTERNS.values(),
    ids=PATTERNS,
)
@pytest.mark.parametrize(
    "filler", ["a", " ", "-", "@", "§ ", "ask ", "bis ", "https://a.b ", "<a "]
)
def test_no_pattern_takes_long_on_a_flood(pattern, filler):
    flood = (filler * 20_000)[:20_000]
    start = time.process_time()

    pattern.search(flood)

    assert time.process_time() - start < 5  # a quadratic one takes minutes


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_linted(body, name):
    sample = edited(letter(introducer(MET_TOGETHER, name=name)), name, body)

    found = lint(sample, lint_context(prospect=prospect(name=name)))

    assert Code.E12 in {finding.code for finding in found} or "* * *" in body
