"""The help of `narrowcast` itself: commands by what one does with them, drawn without typer's own
machinery, whose import costs half of what `--help` may (docs/decisions/0002).
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer import Typer
from typer.core import TyperGroup

from narrowcast.agent.cli import output

PANELS = ("Set up", "Every day", "Asks", "Look", "Your data")


class Overview(TyperGroup):
    """The root of all commands; its help is a page of its own."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer's signature)
        """Print the page; typer's contexts are untyped."""
        output.screen().print(Group(*_page(self, ctx)))


def flow(app: Typer) -> None:
    """Have every paragraph of help break where the terminal ends, not where our source does."""
    for command in app.registered_commands:
        text = command.help or inspect.getdoc(command.callback)
        if text:
            paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
            command.help = "\n\n".join(paragraphs)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            flow(group.typer_instance)


def _page(root: Overview, ctx: Any) -> Iterator[RenderableType]:
    yield Text(f"Usage: {ctx.command_path} [OPTIONS] COMMAND [ARGS]...\n")
    yield Padding(Text((root.help or "").strip() + "\n"), (0, 2))
    by_panel: dict[str, list[Any]] = defaultdict(list)
    for command in root.commands.values():
        by_panel[getattr(command, "rich_help_panel", None) or PANELS[0]].append(command)
    for panel in (*PANELS, *sorted(by_panel.keys() - set(PANELS))):
        if panel in by_panel:
            yield _section(panel, ((c.name, c.get_short_help_str(200)) for c in by_panel[panel]))
    yield _section("Options", _options(root, ctx), width=20)
    yield Text(f"  {root.epilog or ''}", style="dim")


def _options(root: Overview, ctx: Any) -> Iterator[tuple[str, str]]:
    for parameter in root.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record:
            names, text = record
            yield names.partition(" <")[0], text


def _section(title: str, rows: Iterator[tuple[str, str]], *, width: int = 10) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=width)
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name, style="cyan", overflow="fold"), Text(text))
    return Group(Text(title, style="bold"), Padding(table, (0, 0, 1, 2)))
