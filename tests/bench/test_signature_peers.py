"""Peers are told apart from us by what they find only, and one that is missing is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import signature_peers, signatures
from bench.line_scores import Lines
from bench.signature_peers_side import PEERS

GOLD = Path(__file__).parents[1] / "data/signatures/multilingual.jsonl"
TEXT = "Thanks\nit is done.\n\n  Thanks\nAnn Lee\n\n> Thanks\n> Ann Lee"


def told(signature: str | None, own: str | None) -> dict[str, list[str] | None]:
    return {
        "signature": None if signature is None else signature.split("\n"),
        "own": None if own is None else own.split("\n"),
    }


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (
            told("Thanks\nAnn Lee", "Thanks\nit is done.\n\nThanks\nAnn Lee"),
            Lines(frozenset({3, 4}), frozenset({0, 1, 3, 4})),
        ),
        (told("> Thanks\n> Ann Lee", None), Lines(frozenset({6, 7}))),
        (told(None, "Thanks\nit is done."), Lines(own=frozenset({0, 1}))),
        (told("", ""), Lines(frozenset(), frozenset())),
        (told("Ann Leigh\nAnn Lee", TEXT), Lines(frozenset({4}), frozenset({0, 1, 3, 4, 6, 7}))),
    ],
    ids=["from the end upwards", "quotes not cut", "quotes only", "nothing", "a line of its own"],
)
def test_what_a_peer_gives_as_text_is_found_in_the_mail(
    given: dict[str, list[str] | None], lines: Lines
) -> None:
    assert signature_peers.looked_up(TEXT, given) == lines


def test_a_peer_that_cannot_be_imported_is_named_with_its_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(GOLD.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    monkeypatch.setattr(signature_peers, "PEERS", {"quotequail": PEERS["quotequail"]})

    *_, peer = signature_peers.compare(gold, Path(sys.executable), rounds=1)

    assert peer.score is None
    assert "could not run: ModuleNotFoundError: No module named" in capsys.readouterr().out


def test_without_an_environment_every_peer_says_how_to_make_it(tmp_path: Path) -> None:
    contenders = list(signature_peers.peers([], [], tmp_path / "python", rounds=1))

    assert len(contenders) == len(PEERS)
    assert all("make peers" in one.error for one in contenders)


def test_ours_finds_the_lines_that_the_predictions_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    monkeypatch.setattr(sys, "argv", ["signatures", "--gold", str(GOLD), "--out", str(out)])
    signatures.main()
    predicted = signatures.gold_rows(out)

    found = signature_peers.found(signature_peers.mails(signatures.gold_rows(GOLD)))

    assert len(found) == len(predicted) > 20
    for lines, prediction in zip(found, predicted, strict=True):
        first, last = prediction["block"] or (0, -1)
        assert lines.block == frozenset(range(first, last + 1))
        assert lines.own == frozenset(
            n for start, end in prediction["own_lines"] for n in range(start, end + 1)
        )
