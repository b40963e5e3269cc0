"""Finding out whose mail it is: proposed from the mail itself, confirmed by the owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output

if TYPE_CHECKING:
    from narrowcast.agent.config import Account
    from narrowcast.agent.core.ownership import Candidate


def candidates(mail: Iterable[Account]) -> tuple[Candidate, ...]:
    """Whose addresses the mail of these accounts shows, likeliest first; it reads their heads."""
    from narrowcast.agent import sources
    from narrowcast.agent.core import ownership

    return ownership.propose(message for account in mail for message in sources.sample(account))


def confirmed(found: Sequence[Candidate]) -> tuple[str, ...]:
    """Show what was *found*, and return what the owner says is theirs."""
    output.side().print(_table(found))
    if typer.confirm("Are these all your own addresses?", default=True, err=True):
        return tuple(candidate.address for candidate in found)
    return typed(typer.prompt("Your addresses (with spaces between)", err=True))


def name_of(found: Iterable[Candidate]) -> str:
    """The name that goes with them, '' where none does."""
    return next((candidate.name for candidate in found if candidate.name), "")


def typed(text: str) -> tuple[str, ...]:
    """Addresses with spaces or commas between."""
    return tuple(text.replace(",", " ").split())


def _table(found: Iterable[Candidate]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("address", overflow="fold")  # an address cut short cannot be confirmed
    table.add_column("name")
    for heading in ("mails", "sent", "delivered"):
        table.add_column(heading, justify="right")
    for one in found:
        counts = (str(number) for number in (one.present, one.sent, one.delivered))
        table.add_row(Text(one.address), Text(one.name), *counts)
    return table
