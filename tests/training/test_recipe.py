from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from narrowcast.nlp.pipeline import COMPONENTS, Pipeline
from narrowcast.nlp.signature import ClaimKind
from training import labelled
from training.folds import fold_of, read
from training.invented import InventedMail
from training.recipe import Recipe, invented, manifest, train

SMALL = Recipe(seed=3, mails=60, line_epochs=2, entity_epochs=2)
ROWS = Path(__file__).parents[1] / "data" / "signatures" / "multilingual.jsonl"


@pytest.fixture(scope="module")
def mails() -> tuple[InventedMail, ...]:
    return invented(SMALL)


@pytest.fixture(scope="module")
def model(mails: tuple[InventedMail, ...]) -> dict[str, bytes]:
    return train(mails, SMALL)


def test_the_same_seed_makes_the_same_bytes(
    mails: tuple[InventedMail, ...], model: dict[str, bytes]
) -> None:
    again = train(mails, SMALL)

    assert again == model
    assert manifest(again, SMALL, mails, 0) == manifest(model, SMALL, mails, 0)


def test_a_trained_model_reads(mails: tuple[InventedMail, ...], model: dict[str, bytes]) -> None:
    signatures = read(mails, Pipeline(COMPONENTS, model))

    assert sum(one.best(ClaimKind.TITLE) is not None for one in signatures) > len(mails) // 4


def test_the_manifest_says_how_many_labelled_mails_a_model_saw(
    mails: tuple[InventedMail, ...], model: dict[str, bytes]
) -> None:
    assert json.loads(manifest(model, SMALL, mails, 7))["labelled"] == 7


def test_a_labelled_files_values_are_labelled_where_they_stand() -> None:
    for mail in labelled.read(ROWS):
        shown = [mail.body[one.start : one.end] for one in mail.labels]

        assert all(shown)
        assert not any("\n" in value for value in shown)
        assert not mail.titles or set(mail.titles) & set(shown)


def test_a_senders_mails_are_in_one_fold() -> None:
    rows = labelled.read(ROWS)

    assert {fold_of(mail, 5) for mail in rows} <= set(range(5))
    twice = [replace(one, from_address=one.from_address.upper()) for one in rows]
    assert [fold_of(one, 5) for one in rows] == [fold_of(one, 5) for one in twice]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Ann Lee <ann@acme.example>", ("Ann Lee", "ann@acme.example")),
        ('"Lee, Ann" <ann@acme.example>', ("Lee, Ann", "ann@acme.example")),
        ("Lee, Ann <ann@acme.example>", ("Lee, Ann", "ann@acme.example")),
        ("=?utf-8?q?J=C3=B6rg?= <j@acme.example>", ("Jörg", "j@acme.example")),
        ("ann@acme.example", ("", "ann@acme.example")),
    ],
    ids=["plain", "quoted", "unquoted-comma", "encoded", "address"],
)
def test_the_sender_of_a_labelled_mail(
    header: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    labels = dict.fromkeys(("sig_start", "sig_end", "name")) | {
        key: [] for key in ("titles", "employers", "phones", "flags")
    }
    row = {"id": "1", "headers": {"From": header}, "body": "Yes.", "labels": labels}
    (tmp_path / "one.jsonl").write_text(json.dumps(row), encoding="utf-8")

    (mail,) = labelled.read(tmp_path / "one.jsonl")

    assert (mail.from_name, mail.from_address) == expected
