"""`narrowcast plan`: who is asked for whom this week, who waits for what, and who is spared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from narrowcast.agent.core.model import ProspectId
    from narrowcast.agent.core.plan import Choice, Plan

WAITING_SHOWN = 20
"""Prospects that wait, in a list; `--json` has all."""

_MEANING = (
    "“% less” compares the chances that one ask leads to an introduction: that they answer"
    " × that it is they, if anybody, × fit. They are estimates for choosing between people, no"
    " promises."
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel="Every day", epilog="Example: narrowcast plan")(plan)


def plan(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the asks of the week over all prospects, and whose turn comes when; drafts nothing."""
    from narrowcast.agent import planning, wiring
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        now = clock.now()
        work.notice_moves(now)
        labels = {one.id: one.label for one in prospects.wanted(work.store)}
        found = planning.week(work.desk(), work, now)
    if not labels:
        raise InputError("there are no prospects; run: narrowcast prospect add 'Name, Title, Firm'")
    if as_json:
        output.data(found)
        return
    console = output.screen()
    for part in view(found, labels):
        console.print(part)


def view(found: Plan, labels: Mapping[ProspectId, str]) -> Iterator[RenderableType]:
    """The plan as it prints; *labels* names all wanted prospects."""
    from rich.padding import Padding
    from rich.text import Text

    from narrowcast.agent.cli import views

    planned = output.counted(len(found.chosen) + len(found.waiting), "prospect")
    asks = output.counted(len(found.chosen), "ask")
    yield views.heading(f"This week: {asks}", right=f"{planned} in the plan")
    for place, choice in enumerate(found.chosen, 1):
        yield _choice(place, choice)
    if found.shared:
        yield views.heading("Best for several")
        for shared in found.shared:
            yield Padding(Text(shared.text), (0, 2))
    if found.waiting:
        yield views.heading("Waiting", right=output.counted(len(found.waiting), "prospect"))
        yield _waiting(found, labels)
    yield from _rest(found, labels)
    if found.chosen:
        yield output.next_step("narrowcast today   # drafts the letters for today")


def _choice(place: int, choice: Choice) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    route = choice.route
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=3, justify="right", style="bold")
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True, style="dim")
    who = route.introducer_name or route.introducer
    pair = Text(f"{who} → {route.prospect_label}", style="bold")
    grid.add_row(Text(str(place)), pair, "today" if choice.today else "this week")
    grid.add_row("", Text(choice.text), "")
    if choice.fallback:
        names = ", then ".join(one.introducer_name or one.introducer for one in choice.fallback[:3])
        grid.add_row("", Text(f"if not: {names}", style="dim"), "")
    return Padding(grid, (0, 0, 1, 0))


def _waiting(found: Plan, labels: Mapping[ProspectId, str]) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(max_width=28)
    table.add_column()
    for one in found.waiting[:WAITING_SHOWN]:
        label = labels.get(one.prospect, f"prospect {one.prospect}")
        table.add_row(Text(label, style="bold"), Text(one.text))
    more = len(found.waiting) - WAITING_SHOWN
    if more > 0:
        table.add_row("", Text(f"… and {more} more (--json lists all)", style="dim"))
    return Padding(table, (0, 2))


def _rest(found: Plan, labels: Mapping[ProspectId, str]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    inside = {choice.route.prospect for choice in found.chosen}
    inside |= {one.prospect for one in found.waiting}
    outside = len(labels.keys() - inside)
    if outside:
        verb = "is" if outside == 1 else "are"
        text = (
            f"{output.counted(outside, 'prospect')} {verb} not in it: an ask for them is under"
            " way (narrowcast status), or nothing shows a way (narrowcast suggest)."
        )
        yield Padding(Text(text), (1, 2, 0, 2))
    said = (*(one.text for one in found.chosen), *(one.text for one in found.shared))
    if any(" less" in text for text in said):
        yield Padding(Text(_MEANING, style="dim"), (1, 2))
