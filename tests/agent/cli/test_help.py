"""The help of every command: whole words and whole paragraphs on any terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from narrowcast.agent.cli.app import app
from narrowcast.agent.cli.overview import PANELS


def commands(group: Any, path: str = "narrowcast") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")


EVERY = dict(commands(typer.main.get_group(app)))


@pytest.mark.parametrize("path", EVERY)
def test_no_help_holds_what_rich_takes_for_markup(path: str) -> None:
    command = EVERY[path]
    texts = [command.help, *(getattr(one, "help", None) for one in command.params)]

    assert not [text for text in texts if text and re.search(r"\[[a-z/]", text)]


@pytest.mark.parametrize("path", EVERY)
def test_a_paragraph_of_help_breaks_where_the_terminal_ends(path: str) -> None:
    assert "\n" not in (EVERY[path].help or "").replace("\n\n", "")


def test_every_command_stands_in_a_panel_of_the_overview() -> None:
    panels = {getattr(one, "rich_help_panel", None) for one in app.registered_commands}
    panels |= {getattr(one, "rich_help_panel", None) for one in app.registered_groups}

    assert {panel for panel in panels if isinstance(panel, str)} <= set(PANELS)
