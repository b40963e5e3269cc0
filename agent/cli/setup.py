"""Commands about the set-up itself: config, plugins."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    panel = "Set up"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast plugins --json")(plugins)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast config --example")(config)


def plugins(as_json: AsJson = False) -> None:
    """List the connectors that are installed, ours and others'."""
    from narrowcast.connectors import registry

    found = registry.installed()
    if as_json:
        output.data(found)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("connector", "package", "version", "entry point"):
        table.add_column(heading, overflow="fold")
    for plugin in found:
        row = (plugin.name, plugin.distribution, plugin.version, plugin.value)
        table.add_row(*map(Text, row))
    output.screen().print(table)


def config(
    context: typer.Context,
    example: Annotated[bool, typer.Option("--example", help="Every key with its default.")] = False,
) -> None:
    """Print the settings in force, as a config.toml with every key and the reason to change it."""
    from narrowcast.agent import config_text

    text = config_text.example() if example else config_text.render(session.of(context).settings)
    typer.echo(text, nl=False)
