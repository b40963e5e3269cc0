"""Cross-validation by sender: how much a labelled file adds to invented mail, on senders unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from narrowcast.nlp.pipeline import COMPONENTS, RULES, Pipeline
from narrowcast.nlp.signature import Signature, SignedText
from training.invented import InventedMail
from training.recipe import Recipe, train
from training.scoring import KINDS, score


def fold_of(mail: InventedMail, count: int) -> int:
    """The fold of *mail*'s sender, 0 … *count* - 1: one sender's mails are never parted."""
    return crc32(mail.from_address.lower().encode("utf-8", "replace")) % count


def compare(
    labelled: Sequence[InventedMail], invented: Sequence[InventedMail], recipe: Recipe, count: int
) -> Iterator[str]:
    """Lines of a table: rules alone, models of invented mail, models that saw the other folds."""
    yield from _table("rules alone", labelled, read(labelled, Pipeline(RULES)))
    model = train(invented, recipe)
    alone = read(labelled, Pipeline(COMPONENTS, model))
    yield from _table("rules and models of invented mail", labelled, alone)
    found: dict[str, Signature] = {}
    for fold in range(count):
        held_out = [mail for mail in labelled if fold_of(mail, count) == fold]
        others = [mail for mail in labelled if fold_of(mail, count) != fold]
        pipeline = Pipeline(COMPONENTS, train([*invented, *others], recipe))
        found.update(zip((mail.id for mail in held_out), read(held_out, pipeline), strict=True))
    yield from _table(
        f"the same and the labelled file, {count} folds", labelled, [found[m.id] for m in labelled]
    )


def read(mails: Sequence[InventedMail], pipeline: Pipeline) -> list[Signature]:
    """What *pipeline* reads of *mails*."""
    signed = (
        SignedText(mail.body, mail.from_name, mail.from_address, mail.subject) for mail in mails
    )
    return list(pipeline.read(signed))


def _table(
    heading: str, mails: Sequence[InventedMail], signatures: Sequence[Signature]
) -> Iterator[str]:
    yield heading
    for kind in KINDS:
        yield f"  {kind.value:9} {score(mails, signatures, kind)}"
