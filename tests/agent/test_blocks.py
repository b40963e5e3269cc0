from __future__ import annotations

from enum import StrEnum

import pytest

from narrowcast.agent import blocks
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.core.learn import see
from narrowcast.agent.core.model import ClaimKind
from narrowcast.agent.reading import Block
from narrowcast.connectors.records import RemoteId
from narrowcast.nlp import shipped, signature
from narrowcast.nlp.signature import Claim, Signature, Tier
from tests.agent.mailroom import OWNER, START, message

TEXT = "See you.\n\nAna Ruiz\nHead of Data\nAcme GmbH\n+49 30 901820"


class _Kind(StrEnum):
    SHOE_SIZE = "shoe-size"
    DEPARTURE = "departure"


class _Odd:
    """Reads two fields that no signature of ours holds."""

    def read(self, mails: object) -> list[Signature]:
        del mails
        odd = tuple(
            Claim(kind, "41", Tier.LIKELY, 0, 0, 0)  # type: ignore[arg-type]  # a plugin's kind
            for kind in _Kind
        )
        return [Signature(None, "", odd, b"")]


def _block() -> Block:
    mail = message(1, "ana@acme.example", [OWNER], START, text=TEXT)
    seen = see(mail)
    assert seen is not None
    look = BlockReader().look(TEXT, seen)
    assert look is not None
    return Block(RemoteId("1"), look, TEXT, seen)


def test_the_kinds_of_the_reader_are_kinds_of_the_model() -> None:
    assert set(signature.ClaimKind) <= set(ClaimKind)


def test_what_a_block_says_is_kept_by_kind() -> None:
    (claims,) = BlockReader().claims([_block()])

    assert {(c.kind, c.value) for c in claims} >= {
        ("title", "Head of Data"),
        ("employer", "Acme GmbH"),
    }


def test_a_number_gets_its_one_form() -> None:
    (claims,) = BlockReader().claims([_block()])

    (phone,) = [claim for claim in claims if claim.kind == ClaimKind.PHONE]
    assert (phone.value, phone.normal) == ("+49 30 901820", "tel:+4930901820")


def test_blocks_read_without_the_models_are_read_again_when_these_are_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = BlockReader().version
    monkeypatch.setattr(shipped, "damaged", lambda: (shipped.LINES,))

    (claims,) = BlockReader().claims([_block()])

    assert BlockReader().version < whole
    assert ("title", "Head of Data") in {(c.kind, c.value) for c in claims}


def test_no_blocks_load_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_reader", None)

    assert list(BlockReader().claims([])) == []


def test_a_field_that_no_person_has_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_reader", _Odd)

    assert list(BlockReader().claims([_block()])) == [()]
