"""docs/etiquette.md says of every rule what the program does, and names a test that is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from narrowcast.agent.core import etiquette
from narrowcast.agent.core.etiquette import Code

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "etiquette.md"
PROBABLE = ["W10", "W13", "W14", "W15", "W17"]
ALL = [*(f"E{n:02}" for n in range(1, 26) if n != 6), *PROBABLE, "W06", "W16"]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> dict[str, list[str]]:
    """The table's cells after the code, by code."""
    lines = PAGE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return {code: rest for code, *rest in cells if re.fullmatch(r"[EW]\d\d", code)}


@cache
def proofs_in(path: str) -> frozenset[str]:
    nodes = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    return frozenset(one.name for one in nodes if isinstance(one, ast.FunctionDef))


def test_the_page_has_every_code_once():
    assert sorted(rows()) == sorted(ALL)


@pytest.mark.parametrize("code", Code)
def test_a_rule_of_the_linter_is_told_as_one(code: Code):
    assert "linter" in rows()[code][1]


def test_no_rule_is_told_as_the_linters_that_is_not():
    told = {code for code, cells in rows().items() if "linter" in cells[1]}

    assert told == set(map(str, Code))


@pytest.mark.parametrize("code", ALL)
def test_each_code_names_tests_that_are_there(code: str):
    named = _NAMED.findall(rows()[code][-1])

    assert named
    assert [f"{path}::{name}" for path, name in named if name not in proofs_in(path)] == []


def test_what_cannot_be_overridden_is_told():
    firm = {code for code, rule in etiquette.RULES if rule in etiquette.FIRM}
    told = {code for code, cells in rows().items() if re.search(r"\bno\b|but for", cells[2])}

    assert told & set(map(str, Code)) == set(map(str, firm))
