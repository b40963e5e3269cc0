from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from narrowcast.nlp import pipeline as spacy_pipeline
from narrowcast.nlp.block import find_block
from narrowcast.nlp.pipeline import RULES, Pipeline, assembled, document
from narrowcast.nlp.sender import sender
from narrowcast.nlp.signature import Claim, ClaimKind, SignedText
from narrowcast.nlp.votes import Vote

TEXT = "Yes.\n\nAnn Lee\nGrand Wizard\nAcme Ltd"
ADDRESS = "ann@acme.example"


def voter(*votes: Vote) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        doc._.votes = (*doc._.votes, *votes)
        return doc

    return component


@Language.factory("agrees")
def _agrees(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return voter(Vote(ClaimKind.TITLE, "Grand Wizard", 3, 5))


@Language.factory("doubts")
def _doubts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return voter(Vote(ClaimKind.EMPLOYER, "", 4, -9))


@Language.factory("knows_better")
def _knows_better(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return voter(Vote(ClaimKind.TITLE, "Wizard", 3, 9))


@Language.factory("counts_wrong")
def _counts_wrong(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return voter(Vote(ClaimKind.DEPARTMENT, "Buying", 99, 9), Vote(ClaimKind.LOCATION, "X", -1, 9))


def claims(components: Sequence[str], text: str = TEXT) -> dict[ClaimKind, Claim]:
    nlp = assembled(components)
    block = find_block(text, sender("Ann Lee", ADDRESS))
    assert block is not None
    return {claim.kind: claim for claim in nlp(document(nlp, block, ADDRESS))._.claims}


def test_a_third_partys_component_votes_before_the_resolver() -> None:
    title = claims([*RULES[:-1], "agrees", RULES[-1]])[ClaimKind.TITLE]

    assert (title.value, title.tier.value) == ("Grand Wizard", "confirmed")


def test_a_third_partys_louder_vote_wins() -> None:
    title = claims([*RULES[:-1], "knows_better", RULES[-1]])[ClaimKind.TITLE]

    assert (title.value, title.tier.value) == ("Wizard", "confirmed")


def test_a_third_partys_doubt_silences_a_value() -> None:
    text = TEXT.removesuffix(" Ltd")

    assert ClaimKind.EMPLOYER in claims(RULES, text)
    assert ClaimKind.EMPLOYER not in claims([*RULES[:-1], "doubts", RULES[-1]], text)


def test_a_third_party_may_replace_a_component_of_ours() -> None:
    found = claims(["agrees", "signature_resolver"])

    assert {kind: claim.value for kind, claim in found.items()} == {ClaimKind.TITLE: "Grand Wizard"}


def test_a_document_without_a_block_passes_through_unread() -> None:
    nlp = assembled()

    assert nlp("Ann Lee\nHead of Sales")._.claims == ()


@pytest.mark.parametrize("text", [TEXT, f"-- \nACME\n{TEXT}"], ids=["below", "firm first"])
def test_the_rows_of_a_document_are_lines_of_the_mail(text: str) -> None:
    nlp = assembled(RULES)
    block = find_block(text, sender("Ann Lee", ADDRESS))
    assert block is not None

    doc = document(nlp, block, ADDRESS)

    lines = text.split("\n")
    assert [lines[row] for row in doc._.rows] == doc.text.split("\n")


def test_a_vote_for_a_line_the_mail_does_not_have_is_no_claim() -> None:
    pipeline = Pipeline([*RULES[:-1], "counts_wrong", RULES[-1]])

    (signature,) = pipeline.read([SignedText(TEXT, "Ann Lee", ADDRESS)])

    assert {claim.kind for claim in signature.claims}.isdisjoint(
        {ClaimKind.DEPARTMENT, ClaimKind.LOCATION}
    )


def test_a_claim_stands_where_its_words_do_and_not_inside_another() -> None:
    text = TEXT.replace("Grand Wizard", "Wizardry, Wizard")
    pipeline = Pipeline(["knows_better", "signature_resolver"])

    (signature,) = pipeline.read([SignedText(text, "Ann Lee", ADDRESS)])

    (title,) = signature.claims
    assert (title.value, title.start) == ("Wizard", text.index("Wizard\n"))


def test_every_batch_reads_alike_and_leaves_no_words_behind() -> None:
    pipeline = Pipeline()
    mails = [SignedText(TEXT.replace("Acme", f"Acme{n}"), "Ann Lee", ADDRESS) for n in range(600)]
    known = len(pipeline.language.vocab.strings)

    employers = [one.best(ClaimKind.EMPLOYER) for one in pipeline.read(mails)]

    assert [one.value if one else "" for one in employers] == [f"Acme{n} Ltd" for n in range(600)]
    assert len(pipeline.language.vocab.strings) < known + 100


def test_the_vocabulary_is_made_anew_before_forgotten_words_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spacy_pipeline, "MOST_WORDS", 1_000)
    pipeline = Pipeline(RULES)
    mails = [SignedText(TEXT.replace("Acme", f"Acme{n}"), "Ann Lee", ADDRESS) for n in range(2_000)]

    employers = [one.best(ClaimKind.EMPLOYER) for one in pipeline.read(mails)]

    assert [one.value if one else "" for one in employers] == [f"Acme{n} Ltd" for n in range(2_000)]
    assert len(pipeline.language.vocab) < 1_000 + 600


DEPARTMENT = """Yes.

Ann Lee
Head of Sales
Department of Foreign Trade
Acme Ltd
1 Long Street, Springfield
+44 20 5555 0100
www.acme.example
"""


def test_department_place_and_web_address_are_claims_too() -> None:
    (signature,) = Pipeline().read([SignedText(DEPARTMENT, "Ann Lee", ADDRESS)])

    said = {claim.kind: claim for claim in signature.claims}
    assert said[ClaimKind.DEPARTMENT].value == "Department of Foreign Trade"
    assert said[ClaimKind.EMPLOYER].value == "Acme Ltd"
    assert said[ClaimKind.URL].value == "www.acme.example"
    assert ClaimKind.LOCATION in said
    for claim in signature.claims:
        assert DEPARTMENT[claim.start : claim.end] == claim.value


def test_listed_words_support_their_lines() -> None:
    nlp = assembled(["entity_ruler", "signature_entities"])
    block = find_block(TEXT.replace("Grand Wizard", "Director"), sender("Ann Lee", ADDRESS))
    assert block is not None

    votes = nlp(document(nlp, block, ADDRESS))._.votes

    listed = {(vote.kind, vote.line) for vote in votes if vote.voter == "lexica"}
    assert listed == {(ClaimKind.TITLE, 3), (ClaimKind.EMPLOYER, 4)}


def test_of_a_firms_block_without_a_name_models_say_nothing() -> None:
    text = "Yes.\n\n-- \nHead of Sales\nFoxtrot Ltd\nPhone: +44 20 5555 0100"

    (signature,) = Pipeline().read([SignedText(text, "x1", "x1@acme.example")])

    assert signature.block is not None
    assert {claim.kind for claim in signature.claims} <= {ClaimKind.PHONE, ClaimKind.URL}
