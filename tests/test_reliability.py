"""docs/reliability.md promises nothing that no test proves."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
_NAMED = re.compile(r"`((?:tests|connectors)/[\w/]+\.py)::(\w+)`")


def promises() -> list[str]:
    """The rows of the page's tables, without their heads."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    heads = ("| fault ", "| threat ")
    return [one for one in lines if one.startswith("| ") and not one.startswith(heads)]


@cache
def defined_in(path: str) -> frozenset[str]:
    """Every test that a file defines, also those in classes."""
    nodes = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    named = (one.name for one in nodes if isinstance(one, ast.FunctionDef))
    return frozenset(one for one in named if one.startswith("test_"))


@pytest.mark.parametrize("row", promises(), ids=lambda row: row.split("|")[1].strip()[:60])
def test_a_promise_names_what_the_owner_sees_and_a_test_that_is_there(row: str) -> None:
    _, fault, seen, proof, _ = row.split("|")
    named = _NAMED.findall(proof)

    assert fault.strip()
    assert seen.strip()
    assert named
    missing = [f"{path}::{test}" for path, test in named if test not in defined_in(path)]
    assert missing == []


def test_the_page_makes_promises() -> None:
    assert len(promises()) >= 20


def test_each_of_the_threats_has_its_row() -> None:
    threats = PAGE.read_text(encoding="utf-8").partition("\n## Threats\n")[2]

    assert re.findall(r"^\| (\d+)\. ", threats, re.MULTILINE) == [str(n + 1) for n in range(22)]
