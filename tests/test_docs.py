"""Docs that are made from the code are in step with it."""

from __future__ import annotations

import re
from pathlib import Path

from docs import generate

ROOT = Path(__file__).parents[1]


def test_generated_files_are_in_step() -> None:
    stale = [
        path.name
        for path, text in generate.generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]

    assert not stale, "run: make docs"


def test_every_command_shows_an_example() -> None:
    sections = generate.commands().split("\n## ")[1:]
    leaves = [one for one in sections if "COMMAND [ARGS]" not in one]

    assert leaves
    assert [one.splitlines()[0] for one in leaves if "Example: narrowcast" not in one] == []


def test_links_inside_the_docs_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert not broken
