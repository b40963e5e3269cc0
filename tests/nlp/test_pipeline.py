from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from narrowcast.nlp.block import find_block
from narrowcast.nlp.pipeline import COMPONENTS, Vote
from narrowcast.nlp.sender import sender
from narrowcast.nlp.signature import ClaimKind

TEXT = "Yes.\n\nAnn Lee\nGrand Wizard\nAcme Ltd"


def _agree(doc: Doc) -> Doc:
    doc._.votes = (*doc._.votes, Vote(ClaimKind.TITLE, "Grand Wizard", 3, 5))
    return doc


@Language.factory("a_third_partys_component")
def _factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return _agree


def test_a_third_partys_component_votes_before_the_resolver() -> None:
    nlp = spacy.blank("xx")
    for component in COMPONENTS:
        nlp.add_pipe(component)
    nlp.add_pipe("a_third_partys_component", before="signature_resolver")
    doc = nlp.make_doc(TEXT)
    doc._.block = find_block(TEXT, sender("Ann Lee", "ann@acme.example"))
    doc._.address = "ann@acme.example"

    claims = nlp(doc)._.claims

    (title,) = (claim for claim in claims if claim.kind is ClaimKind.TITLE)
    assert (title.value, title.tier.value) == ("Grand Wizard", "confirmed")
