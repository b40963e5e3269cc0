"""How letters and the life of an ask look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import views
from narrowcast.agent.core.etiquette import Finding, Severity
from narrowcast.agent.store.asks import Ask, Happened


def draft(ask: Ask, findings: Sequence[Finding]) -> RenderableType:
    """The whole letter as it would leave, and what etiquette says of it."""
    return Group(*_draft(ask, findings))


def _draft(ask: Ask, findings: Sequence[Finding]) -> Iterator[RenderableType]:
    letter = ask.letter
    yield views.heading(f"#{ask.id}  {letter.subject}", right=ask.state)
    yield Padding(Text(f"to {letter.to_name} <{letter.to_address}>", style="dim"), (0, 2))
    yield Padding(Text(letter.body.rstrip()), (1, 2))
    if ask.needs_review:
        yield _review(ask)
    for finding in findings:
        style = "red" if finding.severity is Severity.ERROR else "yellow"
        yield Padding(Text(f"{finding.code} {finding.text}", style=style), (0, 2))
    if findings:
        yield Text()


def timeline(ask: Ask, label: str, happened: Sequence[Happened]) -> RenderableType:
    """One ask's life, oldest first; what was undone is struck through."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for event in happened:
        at = datetime.fromtimestamp(event.at, UTC).astimezone()
        style = "strike dim" if event.undone else ""
        undone = "undone" if event.undone else ""
        cited = " ".join(filter(None, (undone, event.why, event.message_id)))
        table.add_row(Text(f"{at:%d %b %Y %H:%M}"), Text(event.after, style=style), Text(cited))
    title = f"#{ask.id}  {ask.letter.to_name} → {label}"
    return Group(
        views.heading(title, right=ask.state),
        Padding(table, (0, 2)),
        *((_review(ask),) if ask.needs_review else ()),
    )


def _review(ask: Ask) -> RenderableType:
    return Padding(Text(f"look at it: {ask.needs_review}", style="yellow"), (0, 2))
