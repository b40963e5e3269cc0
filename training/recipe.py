"""From mails to the files of nlp/model/: the line classifier, the recogniser, the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version

from narrowcast.nlp.line_classifier import dumped
from narrowcast.nlp.shipped import ENTITIES, LINES
from training import fit_entities, fit_lines
from training.examples import Example, examples
from training.invent import Split, invent
from training.invented import InventedMail

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides the weights, beside the code."""

    seed: int = 1
    mails: int = 8000
    line_epochs: int = fit_lines.EPOCHS
    entity_epochs: int = fit_entities.EPOCHS


def invented(recipe: Recipe) -> tuple[InventedMail, ...]:
    """The mails that *recipe* trains on."""
    return tuple(invent(recipe.seed, recipe.mails, languages=LANGUAGES, split=Split.TRAIN))


def train(mails: Iterable[InventedMail], recipe: Recipe) -> dict[str, bytes]:
    """The model's files by name."""
    found = list(examples(mails))
    return {
        LINES: dumped(fit_lines.fit(found, seed=recipe.seed, epochs=recipe.line_epochs)),
        ENTITIES: fit_entities.fit(
            [one for one in found if worth_learning(one)],
            seed=recipe.seed,
            epochs=recipe.entity_epochs,
        ),
    }


def worth_learning(one: Example) -> bool:
    """Whether the recogniser learns something from *one*: more than a bare name."""
    return len(one.cells) > 1


def manifest(
    model: Mapping[str, bytes], recipe: Recipe, mails: Iterable[InventedMail], labelled: int
) -> str:
    """What is in *model*, of what it was made, and the hashes that prove it.

    *labelled*: how many of *mails* come from a labelled file.
    """
    seen = hashlib.sha256()
    for mail in mails:
        seen.update(json.dumps(mail.row(), sort_keys=True).encode())
    told = {
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in sorted(model.items())
        },
        "recipe": asdict(recipe),
        "labelled": labelled,
        "mails_sha256": seen.hexdigest(),
        "made_with": {name: version(name) for name in ("numpy", "spacy", "thinc")},
    }
    return json.dumps(told, indent=2) + "\n"
