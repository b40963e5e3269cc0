"""Trains the entity recogniser: spaCy's transition parser over a small hashed embedding.

Its entities are `Label`s; lines are tokens of their own ("\\n"), which no training entity crosses.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.training import Example as SpacyExample
from spacy.util import filter_spans, fix_random_seed  # type: ignore[attr-defined]  # thinc's
from thinc.api import Adam

from narrowcast.nlp.pipeline import NER, blank, document
from training.examples import Example
from training.invented import Label

EPOCHS = 7
DROPOUT = 0.25
BATCH = 24  # blocks


def fit(examples: Sequence[Example], *, seed: int, epochs: int = EPOCHS) -> bytes:
    """The trained component's bytes; equal arguments give equal bytes on one machine."""
    fix_random_seed(seed)
    nlp = blank()
    ner = nlp.add_pipe("ner", config=NER)
    for label in Label:
        ner.add_label(label.value)  # type: ignore[attr-defined]  # add_pipe says only "callable"
    gold = [one for one in (_gold(nlp, example) for example in examples) if one is not None]
    optimizer = Adam(0.001, L2=0.01, grad_clip=1.0, use_averages=True)
    nlp.initialize(lambda: gold[:200], sgd=optimizer)
    chance = np.random.default_rng(seed)
    for _ in range(epochs):
        losses: dict[str, float] = {}
        order = chance.permutation(len(gold))
        for start in range(0, len(order), BATCH):
            batch = [gold[place] for place in order[start : start + BATCH]]
            nlp.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
        print(f"  entities: loss {losses['ner']:,.0f}")
    with nlp.use_params(optimizer.averages):  # of the steps: steadier than where the last one led
        return bytes(ner.to_bytes(exclude=["vocab"]))  # type: ignore[attr-defined]


def _gold(nlp: Language, example: Example) -> SpacyExample | None:
    """*example* for spaCy; entities that fall within a token are given its whole."""
    doc = document(nlp, example.block, example.mail.from_address)
    spans = [
        doc.char_span(one.start, one.end, label=one.label.value, alignment_mode="expand")
        for one in example.entities
    ]
    kept = filter_spans([span for span in spans if span is not None])
    if not len(doc) or any("\n" in span.text for span in kept):
        return None
    gold = doc.copy()  # with the marks
    gold.set_ents(kept)
    return SpacyExample(doc, gold)
