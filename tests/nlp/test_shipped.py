from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from narrowcast.nlp import shipped, signature
from narrowcast.nlp.signature import ClaimKind, Reader, SignedText

MAX_BYTES = 8_000_000


def test_the_weights_are_those_the_manifest_tells_of() -> None:
    assert shipped.damaged() == ()
    assert set(shipped.manifest()["files"]) == set(shipped.NAMES)


def test_the_weights_stay_small() -> None:
    sizes = {name: len(data) for name, data in shipped.weights().items()}

    assert sizes == {name: told["bytes"] for name, told in shipped.manifest()["files"].items()}
    assert sum(sizes.values()) <= MAX_BYTES


def test_what_ships_has_seen_no_labelled_file() -> None:
    told = shipped.manifest()

    assert told["labelled"] == 0
    assert told["recipe"]["mails"] > 0


def test_the_manifest_names_no_place_of_the_machine_it_was_made_on() -> None:
    assert "/" not in json.dumps(shipped.manifest())


def _flip(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[len(held) // 2] ^= 1
    file.write_bytes(held)


DAMAGES = {
    "weights-missing": (shipped.ENTITIES, Path.unlink),
    "a-bit-flipped": (shipped.ENTITIES, _flip),
    "lines-cut-off": (shipped.LINES, lambda file: file.write_bytes(file.read_bytes()[:99])),
    "manifest-missing": (shipped.MANIFEST, Path.unlink),
    "manifest-no-json": (shipped.MANIFEST, lambda file: file.write_text("{")),
    "manifest-of-another-shape": (shipped.MANIFEST, lambda file: file.write_text("[]")),
}


@pytest.mark.parametrize(("name", "damage"), DAMAGES.values(), ids=DAMAGES.keys())
def test_with_damaged_files_the_rules_read_alone_until_they_are_whole(
    name: str, damage: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path(str(shipped._FOLDER))
    shutil.copytree(whole, tmp_path / "model")
    monkeypatch.setattr(shipped, "_FOLDER", tmp_path / "model")
    mail = SignedText("Yes.\n\nAnn Lee\nHead of Sales\nAcme Ltd", "Ann Lee", "ann@acme.example")
    assert signature.extractor() == signature.EXTRACTOR_VERSION

    damage(tmp_path / "model" / name)
    (read,) = Reader().read([mail])

    assert shipped.damaged() == (name,)
    assert signature.extractor() < signature.EXTRACTOR_VERSION
    assert {claim.kind: claim.value for claim in read.claims} == {
        ClaimKind.NAME: "Ann Lee",
        ClaimKind.TITLE: "Head of Sales",
        ClaimKind.EMPLOYER: "Acme Ltd",
    }
