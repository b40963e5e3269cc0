from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.agent.core.draft import (
    ASK_WORDS,
    BLURB_WORDS,
    OWN_WORDS,
    SHARED_FACT,
    Language,
    NoAddress,
    divided,
    edited,
    linked,
    shared_fact,
    spoken,
)
from narrowcast.agent.core.model import (
    AskKind,
    ClaimSource,
    Confidence,
    Context,
    Employment,
    Evidence,
    EvidenceKind,
    Introducer,
    Purpose,
    ReasonCode,
    Time,
    Trust,
)
from narrowcast.agent.core.templating import bundled, with_owners
from narrowcast.agent.core.words import word_count
from tests.agent.core.letter_samples import (
    HOSTILE,
    MET_TOGETHER,
    OWNER,
    golden,
    introducer,
    letter,
    prospect,
    reason,
)

COMPANY = prospect(name="", why="they buy what we make")
SOME_PROVIDER = prospect(name="", organization="", domains=(), title="tax adviser", why="a sale")
EMPLOYER_ONLY = introducer(reason(ReasonCode.EMPLOYER_MAIL, "mail with 3 people of Target GmbH"))
NO_EVIDENCE = introducer(reason(ReasonCode.NO_LINK, "nothing shows it", favours=False))

SAMPLES = {
    "introduction": letter(),
    "introduction-no-evidence": letter(NO_EVIDENCE),
    "introduction-company": letter(EMPLOYER_ONLY, COMPANY),
    "introduction-bare": letter(owner=replace(OWNER, pitch="", credential="")),
    "introduction-german": letter(language=Language.DE),
    "introduction-german-formal": letter(NO_EVIDENCE, language=Language.DE, formal=True),
    "reference": letter(kind=AskKind.REFERENCE),
    "reference-german": letter(kind=AskKind.REFERENCE, language=Language.DE),
    "recommendation": letter(NO_EVIDENCE, SOME_PROVIDER, kind=AskKind.RECOMMENDATION),
    "recommendation-named": letter(kind=AskKind.RECOMMENDATION),
    "recommendation-german": letter(kind=AskKind.RECOMMENDATION, language=Language.DE),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_reads_as_its_golden_file(name):
    sample = SAMPLES[name]
    sources = "".join(f"{sentence}\n    <- {fact}\n" for sentence, fact in sample.sources)
    text = f"Subject: {sample.subject}\n\n{sample.body}\n-- sources --\n{sources}"

    assert text == golden(f"letters/{name}.txt", text)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_letter_keeps_the_limits_of_length(name):
    sample = SAMPLES[name]

    assert word_count(sample.ask_part) <= ASK_WORDS
    assert word_count(sample.blurb) <= BLURB_WORDS
    assert 3 <= len(spoken(sample.blurb)) <= 5


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_has_the_fact_it_rests_on(name):
    sample = SAMPLES[name]
    sourced = " ".join(sentence for sentence, fact in sample.sources if fact)

    said = [*spoken(sample.ask_part), *spoken(sample.blurb)]

    assert said
    assert [sentence for sentence in said if sentence not in sourced] == []


def test_the_body_is_ask_part_divider_and_blurb():
    sample = letter()

    ask, divider, blurb = divided(sample.body)

    assert (ask, blurb) == (sample.ask_part, sample.blurb)
    assert divider


def test_the_forwardable_note_holds_neither_the_introducer_nor_the_private_reason():
    sample = letter()

    assert "Ana" not in sample.blurb
    assert "pilot customer" not in sample.blurb
    assert "Robin Vale" in sample.blurb
    assert "robin@vale.example" in sample.blurb


def test_without_evidence_it_only_asks_whether_they_happen_to_know():
    assert "Do you happen to know Jonas Weber" in letter(NO_EVIDENCE).ask_part
    assert "happen to know" not in letter().ask_part


def test_what_the_owner_offers_is_left_out_rather_than_making_the_ask_too_long():
    long = replace(OWNER, pitch=f"I sell {'very ' * 40}good cranes.", credential="It works.")

    sample = letter(owner=long)

    assert "cranes" not in sample.ask_part
    assert word_count(sample.ask_part) <= ASK_WORDS


def test_an_introducer_without_an_address_cannot_be_written_to():
    nobody = introducer()
    nobody = replace(nobody, person=replace(nobody.person, addresses=()))

    with pytest.raises(NoAddress, match="no mail address of Ana Ruiz"):
        letter(nobody)


def _job(**changes: Any) -> Employment:
    values: dict[str, Any] = {
        "organization": "Target GmbH",
        "first_seen": Time(1),
        "last_seen": Time(2),
        "current": False,
        "confidence": Confidence.LIKELY,
        "sources": (ClaimSource.SIGNATURE,),
    }
    return Employment(**(values | changes))


def _at(job: Employment) -> Introducer:
    who = introducer()
    return replace(who, person=replace(who.person, employments=(job,)))


@pytest.mark.parametrize(
    ("who", "says"),
    [
        pytest.param(_at(_job(current=True)), "you work at Target GmbH", id="works-there"),
        pytest.param(_at(_job()), "you have worked at Target GmbH", id="worked-there"),
        pytest.param(
            _at(_job(organization="Target", domain="eu.target.example")),
            "you have worked at Target GmbH",
            id="employer-by-domain",
        ),
        pytest.param(
            _at(_job(organization="TARGET")), "you have worked at Target GmbH", id="legal-form"
        ),
        pytest.param(
            _at(_job(organization="Target Acoustics")), "known each other since", id="another-firm"
        ),
        pytest.param(introducer(MET_TOGETHER), "in the same meetings", id="meetings"),
        pytest.param(
            introducer(reason(ReasonCode.SHARED_MAIL, "6 small threads")),
            "you and Jonas know each other",
            id="mail-is-not-quoted",
        ),
        pytest.param(
            introducer(reason(ReasonCode.NAMED, "named once")), "mentioned Jonas", id="named"
        ),
        pytest.param(EMPLOYER_ONLY, "you know people at Target GmbH", id="employer-mail"),
        pytest.param(
            introducer(reason(ReasonCode.BROUGHT_IN, "7 people")),
            "brought me together",
            id="brought",
        ),
        pytest.param(
            introducer(trust=Trust(fit=0.5, contexts=(Context.FORMER_COLLEAGUE,))),
            "we have worked together",
            id="context",
        ),
        pytest.param(introducer(), "known each other since 2017", id="since"),
    ],
)
def test_the_shared_fact_is_said_neutrally(who, says):
    sample = letter(who)

    assert says in sample.ask_part
    assert any(fact.startswith(SHARED_FACT) for _, fact in sample.sources)


def test_one_signed_mail_is_no_fact_for_a_letter() -> None:
    mails = [Evidence(EvidenceKind.MESSAGE, f"<{n}@x>") for n in range(2)]

    assert "worked at Target" not in letter(_at(_job(evidence=tuple(mails[:1])))).body
    assert "worked at Target" in letter(_at(_job(evidence=tuple(mails)))).body


def test_an_employer_that_is_only_a_suggestion_is_never_used_in_a_letter():
    who = _at(_job(current=True, confidence=Confidence.SUGGESTION))

    assert not linked(who, prospect())
    assert "work at Target" not in letter(who).ask_part


def test_two_who_work_for_nobody_share_no_employer() -> None:
    freelance = replace(prospect(), organization="Self-employed", domains=())
    who = _at(_job(organization="Self-employed", current=True))

    fact = shared_fact(who, freelance)

    assert fact is None or "Self-employed" not in fact.fact


def test_nothing_shared_means_no_reason_is_made_up():
    stranger = introducer()
    stranger = replace(stranger, tie=replace(stranger.tie, first=None))

    assert shared_fact(stranger, prospect()) is None
    assert "because" not in letter(stranger).ask_part


def test_counts_and_dates_of_anybodys_mail_are_not_told():
    who = introducer(reason(ReasonCode.SHARED_MAIL, "23 threads in 2024, last on 3 May"))

    sample = letter(who)

    assert "23" not in sample.body
    assert "2024" not in sample.body


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", Language)
def test_every_purpose_gives_a_whole_note(language, purpose):
    sample = letter(about=prospect(purpose=purpose), language=language)

    assert len(spoken(sample.blurb)) == 5


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", AskKind)
def test_a_hostile_name_stays_a_name(kind, name):
    about = prospect(name=name, title=name, organization=name, why=name)

    sample = letter(introducer(MET_TOGETHER, name=name), about, kind=kind, note=name)

    text = sample.subject + sample.to_name + sample.body
    assert not any((char < " " and char != "\n") or "\x7f" <= char <= "\x9f" for char in text)
    assert not set("\u202e\u2066") & set(text)
    assert "49" not in text
    assert "\n" not in sample.subject
    assert all("forged" not in fact or fact.startswith(SHARED_FACT) for _, fact in sample.sources)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_gives_a_letter(first, second):
    sample = letter(introducer(MET_TOGETHER, name=first), prospect(name=second))

    assert sample.body.endswith("\n")
    assert letter(introducer(MET_TOGETHER, name=first), prospect(name=second)) == sample


def test_an_edited_sentence_rests_on_the_owners_own_words():
    old = letter()
    body = old.body.replace("Why Jonas: a pilot", "He would be a great pilot")

    new = edited(old, old.subject, body)

    assert ("He would be a great pilot customer for the crane monitor.", OWN_WORDS) in new.sources
    assert not any(sentence.startswith("Why Jonas") for sentence, _ in new.sources)
    assert new.blurb == old.blurb


def test_a_letter_edited_without_a_change_is_the_same_letter():
    old = letter()

    assert edited(old, old.subject, old.body) == old


def test_the_owners_own_template_takes_the_place_of_ours():
    own = {"letters/en/phrases.j2": bundled()["letters/en/phrases.j2"].replace("the same", "many")}

    from narrowcast.agent.core.draft import DraftRequest, draft

    request = DraftRequest(
        owner=OWNER,
        prospect=prospect(),
        introducer=introducer(MET_TOGETHER),
        kind=AskKind.INTRODUCTION,
    )

    assert "in many meetings" in draft(request, with_owners(own)).body
