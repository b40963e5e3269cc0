"""Docs that are made from the code are in step with it."""

from __future__ import annotations

import re
from pathlib import Path

from docs import generate
from narrowcast.connectors.google import scopes as google
from narrowcast.connectors.microsoft import scopes as microsoft
from narrowcast.connectors.rights import Right
from narrowcast.connectors.tiers import Tier

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


def test_decisions_are_numbered_in_order_in_their_names_and_titles() -> None:
    notes = sorted((ROOT / "docs" / "decisions").iterdir())

    titles = [one.read_text(encoding="utf-8").partition(".")[0] for one in notes]
    assert [int(one.name[:4]) for one in notes] == list(range(1, len(notes) + 1))
    assert titles == [f"# {number}" for number in range(1, len(notes) + 1)]


_WHEN = {
    google.METADATA: "tier headers",
    google.READONLY: "tiers signatures, mentions",
    google.EVENTS: "`calendar`",
    google.CALENDARS: "`calendar`",
    google.CONTACTS: "`contacts`",
    google.OTHER_CONTACTS: "`other_contacts`, off unless you say so",
    google.SEND: "only with `--send`",
    microsoft.USER: "always",
    microsoft.READ_BASIC: "tier headers",
    microsoft.READ: "tiers signatures, mentions",
    microsoft.CALENDARS: "`calendar`",
    microsoft.CONTACTS: "`contacts`",
    microsoft.SEND: "only with `--send`",
    microsoft.DRAFT: "only with `--send-by draft`, in place of the right to read",
}


def _row(right: Right) -> str:
    name = right.scope.removeprefix("https://www.googleapis.com/auth/")
    return f"| `{name}` | {_WHEN[right.scope]} | {right.reads} | {right.never} |"


def test_the_table_of_rights_is_what_is_asked() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    rights = (*google.RIGHTS, *microsoft.RIGHTS)

    rows = [
        line for line in page.splitlines() if re.match(r"\| `[\w.]+` \| .* \| .* \| .* \|", line)
    ]
    told = [row for row in rows if not row.startswith(tuple(f"| `{tier}`" for tier in Tier))]

    assert told == [_row(right) for right in rights]


def test_links_inside_the_docs_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert not broken
