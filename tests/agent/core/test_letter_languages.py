"""Every letter that the bundled templates can give, in each language and form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.companion_words import CompanionRequest, write
from narrowcast.agent.core.draft import (
    ASK_WORDS,
    BLURB_WORDS,
    Language,
    Shared,
    shared_fact,
    spoken,
)
from narrowcast.agent.core.etiquette import lint
from narrowcast.agent.core.model import (
    AddressKey,
    AskKind,
    ClaimSource,
    Confidence,
    Context,
    Employment,
    Introducer,
    Letter,
    LetterPurpose,
    Prospect,
    ReasonCode,
    Time,
    Trust,
)
from narrowcast.agent.core.words import word_count
from tests.agent.core.letter_samples import (
    GOLDEN,
    HOSTILE,
    MET_TOGETHER,
    OWNER,
    golden,
    introducer,
    letter,
    lint_context,
    prospect,
    reason,
)

PITCHES = {
    Language.EN: OWNER.pitch,
    Language.DE: "Ich helfe Häfen, den Stillstand ihrer Kräne zu verkürzen.",
    Language.FR: "J'aide les ports à réduire le temps d'arrêt de leurs grues.",
    Language.ES: "Ayudo a los puertos a reducir las paradas de sus grúas.",
}
CREDENTIALS = {
    Language.EN: OWNER.credential,
    Language.DE: "Zwei Häfen in Spanien arbeiten seit 2022 damit.",
    Language.FR: "Deux ports espagnols s'en servent depuis 2022.",
    Language.ES: "Dos puertos españoles lo usan desde 2022.",
}
WHY = {
    Language.EN: "a pilot customer for the crane monitor",
    Language.DE: "ein Pilotkunde für die Kranüberwachung",
    Language.FR: "un client pilote pour la surveillance des grues",
    Language.ES: "un cliente piloto para la supervisión de grúas",
}


def _employed(*, current: bool) -> Introducer:
    job = Employment(
        organization="Target GmbH",
        first_seen=Time(1),
        last_seen=Time(2),
        current=current,
        confidence=Confidence.LIKELY,
        sources=(ClaimSource.SIGNATURE,),
    )
    who = introducer()
    return replace(who, person=replace(who.person, employments=(job,)))


def _inside() -> Introducer:
    who = introducer()
    addresses = (AddressKey("ana@target.example"), *who.person.addresses)
    return replace(who, person=replace(who.person, addresses=addresses))


def _nothing_shared() -> Introducer:
    who = introducer()
    return replace(who, tie=replace(who.tie, first=None))


def _in(context: Context) -> Introducer:
    return introducer(trust=Trust(fit=0.5, contexts=(context,)))


WHO: dict[Shared | None, Introducer] = {
    None: _nothing_shared(),
    Shared.WORKS_THERE: _employed(current=True),
    Shared.WORKED_THERE: _employed(current=False),
    Shared.KNOWS_INSIDE: _inside(),
    Shared.SAME_MEETINGS: introducer(MET_TOGETHER),
    Shared.KNOW_EACH_OTHER: introducer(reason(ReasonCode.SHARED_MAIL, "6 small threads")),
    Shared.MENTIONED: introducer(reason(ReasonCode.NAMED, "named once")),
    Shared.KNOWS_PEOPLE: introducer(reason(ReasonCode.EMPLOYER_MAIL, "mail with 3 people")),
    Shared.KNOWS_EMPLOYER: introducer(reason(ReasonCode.EMPLOYER_NAMED, "named the firm")),
    Shared.BROUGHT_IN: introducer(reason(ReasonCode.BROUGHT_IN, "7 people")),
    Shared.WORKED_TOGETHER: _in(Context.COLLEAGUE),
    Shared.FIRMS_WORKED_TOGETHER: _in(Context.CLIENT),
    Shared.KNOWN_SINCE: introducer(),
}
FORMS = [
    (language, formal)
    for language in Language
    for formal in (False, True)
    if not (formal and language is Language.EN)
]
FORM_IDS = [f"{language}-{'formal' if formal else 'informal'}" for language, formal in FORMS]


def _whom(kind: AskKind, language: Language) -> Iterator[Prospect]:
    yield prospect(why=WHY[language])
    yield prospect(why="", title="", domains=())
    yield prospect(why="", name="")
    yield prospect(why=WHY[language], name="", title="")
    if kind is AskKind.RECOMMENDATION:
        yield prospect(why="", name="", organization="", domains=(), title="tax adviser")


def _owners(language: Language) -> Iterator[tuple[str, str]]:
    yield PITCHES[language], CREDENTIALS[language]
    yield "", ""


@pytest.mark.parametrize("fact", WHO, ids=lambda fact: fact or "nothing-shared")
def test_the_samples_share_what_they_are_named_after(fact: Shared | None) -> None:
    found = shared_fact(WHO[fact], prospect())

    assert (found.kind if found else None) is fact


@pytest.mark.parametrize("fact", WHO, ids=lambda fact: fact or "nothing-shared")
@pytest.mark.parametrize("kind", AskKind)
@pytest.mark.parametrize(("language", "formal"), FORMS, ids=FORM_IDS)
def test_no_ask_breaks_a_rule(
    language: Language, formal: bool, kind: AskKind, fact: Shared | None
) -> None:
    found = {}
    for about, (pitch, credential) in product(_whom(kind, language), _owners(language)):
        owner = replace(OWNER, pitch=pitch, credential=credential)
        asked = letter(WHO[fact], about, kind=kind, language=language, owner=owner, formal=formal)
        context = lint_context(owner=owner, prospect=about, introducer=WHO[fact])
        broken = {f"{one.code} {one.text}" for one in lint(asked, context)}
        nobody_shared = shared_fact(WHO[fact], about) is None
        found[asked.body] = {
            one for one in broken if not (nobody_shared and one.startswith("E10 the letter does"))
        } | set(_unwhole(asked))

    assert {body: broken for body, broken in found.items() if broken} == {}


@pytest.mark.parametrize("kind", AskKind)
@pytest.mark.parametrize(("language", "formal"), FORMS, ids=FORM_IDS)
def test_an_ask_reads_as_its_golden_file(language: Language, formal: bool, kind: AskKind) -> None:
    owner = replace(OWNER, pitch=PITCHES[language], credential=CREDENTIALS[language])
    about = prospect(why=WHY[language])

    asked = letter(kind=kind, about=about, language=language, formal=formal, owner=owner)
    text = f"Subject: {asked.subject}\n\n{asked.body}"
    form = "formal" if formal else "informal"

    assert text == golden(f"letters/asks/{kind}-{language}-{form}.txt", text)


@pytest.mark.parametrize("kind", AskKind)
@pytest.mark.parametrize(("language", "formal"), FORMS, ids=FORM_IDS)
def test_every_ask_keeps_the_limits_of_length(
    language: Language, formal: bool, kind: AskKind
) -> None:
    owner = replace(OWNER, pitch=PITCHES[language], credential=CREDENTIALS[language])
    about = prospect(why=WHY[language])

    asked = letter(kind=kind, about=about, language=language, formal=formal, owner=owner)

    assert word_count(asked.ask_part) <= ASK_WORDS
    assert word_count(asked.blurb) <= BLURB_WORDS
    assert PITCHES[language] in asked.ask_part
    assert 3 <= len(spoken(asked.blurb)) <= 5


STATES = (
    AskState.SENT, AskState.AGREED, AskState.DECLINED, AskState.OTHER_PERSON, AskState.NAME_DROP,
    AskState.INTRODUCED, AskState.MEETING_SET, AskState.MET, AskState.CLOSED,
)  # fmt: skip
COMPANIONS = tuple(one for one in LetterPurpose if one is not LetterPurpose.ASK)


def companion(purpose: LetterPurpose, **changes: object) -> Letter:
    values: dict[str, object] = {
        "purpose": purpose,
        "owner": OWNER,
        "asked": letter(),
        "prospect": prospect(addresses=(AddressKey("jonas@target.example"),)),
    }
    return write(CompanionRequest(**(values | changes)))  # type: ignore[arg-type]  # shorthand


@pytest.mark.parametrize("purpose", COMPANIONS)
@pytest.mark.parametrize(("language", "formal"), FORMS, ids=FORM_IDS)
def test_every_companion_is_whole_short_and_sourced(
    language: Language, formal: bool, purpose: LetterPurpose
) -> None:
    owners = [replace(OWNER, pitch=PITCHES[language]), replace(OWNER, pitch="")]
    days = (date(2026, 5, 1), None)
    told = purpose in {LetterPurpose.THANKS, LetterPurpose.OUTCOME}  # of what happened
    faults = {}
    for kind, state, about, owner, day in product(
        AskKind, STATES if told else STATES[:1], _whom(AskKind.INTRODUCTION, language), owners, days
    ):
        short = companion(
            purpose,
            language=language,
            formal=formal,
            kind=kind,
            happened=state,
            prospect=about,
            owner=owner,
            met_on=day,
            to_address="jonas@target.example",
        )
        faults[short.body] = set(_unwhole(short)) | set(_unsourced(short))

    assert {body: fault for body, fault in faults.items() if fault} == {}
    assert max(word_count(body) for body in faults) <= 70


def _unwhole(sample: Letter) -> Iterator[str]:
    """What an empty value or a slip in a template leaves behind."""
    text = f"{sample.subject}\n{sample.body}"
    for trace in ("  ", " ,", " .", "()", ",,", "..", "{{", "None", "( ", " )", "„“", "« »", "«»"):
        if trace in text.replace("* * *  ", "").replace("  * * *", ""):
            yield f"holds “{trace}”"
    for line in text.splitlines():
        if line.endswith((" :", " ;")) or line.startswith((",", ".", ";")):
            yield f"a line is cut: {line}"


def _unsourced(sample: Letter) -> Iterator[str]:
    known = " ".join(sentence for sentence, fact in sample.sources if fact)
    for sentence in spoken(sample.ask_part, ("Target GmbH",)):
        if sentence not in known:
            yield f"no source: {sentence}"


@pytest.mark.parametrize("language", [Language.DE, Language.FR, Language.ES])
@pytest.mark.parametrize(
    ("formal", "introducer_formal", "named", "greeted"),
    [
        pytest.param(True, False, ", Ana (", " Jonas Weber", id="a-friend-to-a-stranger"),
        pytest.param(False, True, ", Ana Ruiz (", " Jonas", id="a-superior-to-a-peer"),
    ],
)
def test_the_introducer_is_named_as_they_are_addressed_themselves(
    language: Language, formal: bool, introducer_formal: bool, named: str, greeted: str
) -> None:
    answer = companion(
        LetterPurpose.BCC_REPLY,
        language=language,
        formal=formal,
        introducer_formal=introducer_formal,
    )

    greeting, thanks, *_ = answer.body.split("\n\n")
    assert named in thanks
    assert greeting.rstrip(",:").endswith(greeted)


@pytest.mark.parametrize("purpose", COMPANIONS)
@pytest.mark.parametrize("language", [Language.DE, Language.FR, Language.ES])
def test_a_formal_letter_never_says_du_and_an_informal_one_never_sie(
    language: Language, purpose: LetterPurpose
) -> None:
    close = {"de": {"du", "dir", "dich", "dein", "deine", "deiner"},
             "fr": {"tu", "te", "toi", "ton", "ta"},
             "es": {"tú", "te", "ti", "tu"}}[language]  # fmt: skip
    distant = {"de": {"Sie", "Ihnen", "Ihre", "Ihrer", "Ihr"},
               "fr": {"vous", "votre", "vos"},
               "es": {"usted", "le", "su"}}[language]  # fmt: skip

    def said(formal: bool) -> set[str]:
        bodies = [
            companion(purpose, language=language, formal=formal, kind=kind, happened=state).body
            for kind in AskKind
            for state in STATES
        ]
        return set("".join(c if c.isalpha() else " " for c in " ".join(bodies)).split())

    assert said(formal=True) & close == set()
    assert said(formal=False) & distant == set()


@pytest.mark.parametrize("purpose", COMPANIONS)
@pytest.mark.parametrize(("language", "formal"), FORMS, ids=FORM_IDS)
def test_a_companion_reads_as_its_golden_file(
    language: Language, formal: bool, purpose: LetterPurpose
) -> None:
    short = companion(
        purpose,
        language=language,
        formal=formal,
        introducer_formal=formal,
        happened=AskState.MET if purpose is LetterPurpose.OUTCOME else AskState.INTRODUCED,
        met_on=date(2026, 5, 3),
        owner=replace(OWNER, pitch=PITCHES[language]),
    )
    text = f"To: {short.to_name} <{short.to_address}>\nSubject: {short.subject}\n\n{short.body}"
    form = "formal" if formal else "informal"

    assert text == golden(f"letters/companions/{purpose}-{language}-{form}.txt", text)


def test_the_examples_of_the_docs_are_letters_of_ours() -> None:
    page = (GOLDEN.parents[2] / "docs" / "letters.md").read_text("utf-8")
    examples = re.findall(r"```text\n(.*?)\n```", page, re.DOTALL)
    ours = {path.read_text("utf-8").strip() for path in (GOLDEN / "letters").rglob("*.txt")}

    assert len(examples) == 5
    assert [one for one in examples if one not in ours] == []


def test_the_introducer_is_thanked_in_the_first_line_of_the_bcc_reply() -> None:
    short = companion(LetterPurpose.BCC_REPLY)

    _greeting, first, *_ = short.body.split("\n\n")

    assert first == "Thank you for the introduction, Ana (moving you to Bcc)."
    assert short.to_address == "jonas@target.example"


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Robin and Jonas", "Re: Robin and Jonas"),
        ("Re: AW: Robin and Jonas", "Re: Robin and Jonas"),
        ("RE : Intro\r\nBcc: eve@evil.example", "Re: Intro Bcc: eve@evil.example"),
    ],
    ids=["fresh", "answered-before", "hostile"],
)
def test_a_companion_stays_in_the_thread(subject: str, answered: str) -> None:
    assert companion(LetterPurpose.BCC_REPLY, subject=subject).subject == answered


def test_without_a_meeting_and_without_words_an_outcome_claims_no_meeting() -> None:
    short = companion(LetterPurpose.OUTCOME, happened=AskState.CLOSED)

    assert "met" not in short.body
    assert "led nowhere" in short.body


def test_while_a_meeting_is_set_no_outcome_says_that_it_led_nowhere() -> None:
    short = companion(LetterPurpose.OUTCOME, happened=AskState.MEETING_SET)

    assert "We have agreed on a time to meet." in short.body
    assert "led nowhere" not in short.body


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("purpose", COMPANIONS)
def test_a_hostile_name_or_word_stays_what_it_is(purpose: LetterPurpose, name: str) -> None:
    short = companion(
        purpose,
        asked=letter(introducer(MET_TOGETHER, name=name)),
        prospect=prospect(name=name, organization=name, addresses=(AddressKey("j@t.example"),)),
        note=name,
        came_of_it=name,
        subject=name,
    )

    text = short.subject + short.to_name + short.body
    assert not any((char < " " and char != "\n") or "\x7f" <= char <= "\x9f" for char in text)
    assert not set("\u202e\u2066") & set(text)
    assert "49" not in text
    assert "\n" not in short.subject
    assert all("forged" not in fact for _, fact in short.sources)


def test_an_ask_is_not_a_companion() -> None:
    with pytest.raises(ValueError, match=r"draft\.draft"):
        companion(LetterPurpose.ASK)
