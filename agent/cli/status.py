"""`narrowcast status`: what was read, what could not be, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.cli.pausing import moment
from narrowcast.agent.cli.session import Session

if TYPE_CHECKING:
    from narrowcast.agent.store.glance import Glance, ScopeGlance


_SOON = timedelta(days=2)


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Every day", epilog="Example: narrowcast status --json")(status)


def status(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """Show what was read, what could not be, how the asks stand and what to do next."""
    from narrowcast.agent import pausing
    from narrowcast.agent.store.glance import glance
    from narrowcast.nlp import shipped

    run = session.of(context)
    settings, places = run.settings, run.places
    seen = glance(places.store)
    if as_json:
        output.data(
            {
                "config": places.config,
                "store": places.store,
                "outbox": places.outbox,
                "tier": settings.privacy.tier,
                "accounts": [account.name for account in settings.accounts if account.enabled],
                "model_damaged": shipped.damaged(),
                "paused": pausing.standing(places.pause, clock.now()),
                "dry_run": settings.outbox.dry_run,
                "seen": seen,
                "next": _next(run, seen),
            }
        )
        return
    output.screen().print(Group(*_shown(run, seen)))


def _shown(run: Session, seen: Glance | None) -> Iterator[RenderableType]:
    yield _files(run, seen)
    yield from _paused(run)
    yield from _model()
    if seen:
        names = frozenset(one.name for one in run.settings.accounts if one.enabled)
        yield from _troubles(seen, names)
        yield from _endings(seen, names)
        yield _sources(seen)
        yield from _traffic(seen)
        yield _counts(seen)
        yield from _doubts(seen)
        yield from _unreadable(seen)
    yield output.next_step(_next(run, seen))


def _files(run: Session, seen: Glance | None) -> RenderableType:
    there = "" if run.places.config.exists() else " (not written yet: all defaults)"
    size = f" ({seen.bytes / 1e6:.1f} MB)" if seen else " (nothing read yet)"
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column(overflow="fold")
    grid.add_row("config", Text(f"{run.places.config}{there}"))
    grid.add_row("store", Text(f"{run.places.store}{size}"))
    grid.add_row("outbox", Text(str(run.places.outbox)))
    grid.add_row("reads", Text(f"tier {run.settings.privacy.tier}; bodies are never stored"))
    return Group(grid, Text())


def _paused(run: Session) -> Iterator[RenderableType]:
    """Say that nothing leaves, and until when; and who may approve from afar."""
    from narrowcast.agent import pausing

    if pause := pausing.standing(run.places.pause, clock.now()):
        yield Text(f"{pause.words(moment)}; {pausing.END}", style="yellow")
        yield Text()
    if run.settings.outbox.dry_run:
        yield Text("outbox.dry_run is on: nothing leaves", style="yellow")
        yield Text()
    if run.settings.morning.answer_to_approve:
        yield Text(
            "the morning mail can be answered: whoever can send from your account can approve the"
            " letters that it shows (morning.answer_to_approve)",
            style="dim",
        )
        yield Text()


def _model() -> Iterator[RenderableType]:
    from narrowcast.nlp import shipped

    if damaged := shipped.damaged():
        yield Text(
            f"nlp/model/{', '.join(damaged)}: missing or damaged, so signatures are read by rules"
            " alone; install narrowcast again",
            style="yellow",
        )
        yield Text()


def _troubles(seen: Glance, names: Collection[str]) -> Iterator[RenderableType]:
    """The accounts that cannot be read, each with what to do."""
    troubles = [one for one in seen.troubles if one.name in names]
    for one in troubles:
        whose = "" if one.problem.startswith(f"{one.name} ") else f"{one.name}: "
        at = datetime.fromtimestamp(one.retry_at, UTC).astimezone() if one.retry_at else None
        again = f" (tried again at {at:%H:%M})" if at and at > clock.now() else ""
        yield Text(f"{whose}{one.problem}{again}", style="yellow")
    if troubles:
        yield Text()


def _endings(seen: Glance, names: frozenset[str]) -> Iterator[RenderableType]:
    """The logins that end in a few days, or have ended by now."""
    now = clock.now()
    troubled = {one.name for one in seen.troubles}
    soon = [
        (name, left)
        for name, at in seen.logins_end.items()
        if (left := datetime.fromtimestamp(at, UTC) - now) < _SOON and name in names - troubled
    ]
    for name, left in soon:
        when = f"in {left.days * 24 + left.seconds // 3_600} hours" if left.days >= 0 else "by now"
        yield Text(
            f"{name}: its login ends {when}; run: narrowcast connect {shlex.quote(name)} (how to"
            " have it last: docs/setup-google.md, step 1)",
            style="yellow",
        )
    if soon:
        yield Text()


def _traffic(seen: Glance) -> Iterator[RenderableType]:
    for one in seen.traffic:
        yield Text(
            f"{one.host}: {output.counted(one.connections, 'connection')},"
            f" {one.sent / 1e3:,.0f} kB sent, {one.received / 1e3:,.0f} kB received",
            style="dim",
        )
    if seen.traffic:
        yield Text()


def _sources(seen: Glance) -> RenderableType:
    if not seen.scopes:
        return Text()
    now = clock.now()
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("source", style="bold")
    table.add_column("folder", overflow="fold")
    table.add_column("records", justify="right")
    table.add_column("last read")
    for scope in seen.scopes:
        table.add_row(
            Text(scope.account), Text(scope.name), f"{scope.records:,}", _freshness(scope, now)
        )
    return Group(table, Text())


def _freshness(scope: ScopeGlance, now: datetime) -> Text:
    if scope.problem:
        return Text(scope.problem, style="yellow")
    if scope.last_ok is None:
        return Text("never", style="yellow")
    past = ago(now, datetime.fromtimestamp(scope.last_ok, UTC))
    return Text(past if scope.complete else f"{past}, not complete yet")


def ago(now: datetime, then: datetime) -> str:
    """How long ago *then* was, in the largest unit that fits."""
    seconds = max(0, int((now - then).total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if count := seconds // length:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def _counts(seen: Glance) -> RenderableType:
    parts = [output.counted(number, name) for name, number in seen.counts.items()]
    asks = ", ".join(f"{number} {state}" for state, number in seen.asks.items())
    return Group(Text(" · ".join(parts)), Text(f"asks: {asks or 'none yet'}"), Text())


def _doubts(seen: Glance) -> Iterator[RenderableType]:
    if seen.doubts:
        doubtful = output.counted(seen.doubts, "doubt")
        yield Text(f"{doubtful} about who is who: narrowcast person review", style="yellow")
        yield Text()


def _unreadable(seen: Glance) -> Iterator[RenderableType]:
    if not seen.unreadable:
        return
    yield Text(f"{seen.unreadable:,} could not be read; the rest is kept:", style="yellow")
    for item in seen.unreadable_first:
        yield Text(f"  {item.scope} {item.record}: {item.reason}", overflow="fold")
    if (more := seen.unreadable - len(seen.unreadable_first)) > 0:
        yield Text(f"  … and {more:,} more")
    yield Text("  try them once more: narrowcast sync --retry")
    yield Text()


def _next(run: Session, seen: Glance | None) -> str:
    """Say the one thing that brings the owner on."""
    from narrowcast.agent.cli.start import standing
    from narrowcast.agent.core import next_step

    return next_step.steps(standing(run, seen))[0].command
