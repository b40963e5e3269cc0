"""`narrowcast` alone: where you stand, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output
from narrowcast.agent.core import next_step

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.core.next_step import Standing, Step
    from narrowcast.agent.store.glance import Glance

_ALWAYS = next_step.Step("narrowcast --help", "all commands")
_DEMO = next_step.Step("narrowcast demo", "see it work first, on invented mail")
_DOCTOR = next_step.Step("narrowcast doctor", "whether everything is in order")
_STATUS = next_step.Step("narrowcast status", "what was read, and what could not be")
_COMMAND = 34
"""Columns up to which a command and its reason stand side by side."""


def show(run: Session) -> None:
    """Print the page; raises ConfigError and StoreError."""
    from narrowcast.agent.store.glance import glance

    seen = glance(run.places.store)
    now = standing(run, seen)
    todo = next_step.steps(now)
    further = (_STATUS, _DOCTOR) if now.messages else (_DEMO,)
    output.screen().print(Group(*_head(run, now, seen), *_listed(todo, (*further, _ALWAYS))))


def standing(run: Session, seen: Glance | None) -> Standing:
    """How far this set-up is."""
    from narrowcast.agent import bulletin

    accounts = [account for account in run.settings.accounts if account.enabled]
    names = {account.name for account in accounts}
    addresses = run.settings.owner.addresses
    return next_step.Standing(
        configured=run.places.config.exists(),
        address=addresses[0] if addresses else "",
        reads=any(account.connector != "smtp" for account in accounts),
        stuck=tuple(_stuck(seen, names)) if seen else (),
        messages=seen.counts["message"] if seen else 0,
        unfinished=sum(not s.complete and s.account in names for s in seen.scopes) if seen else 0,
        prospects=seen.counts["prospect"] if seen else 0,
        asks=seen.asks if seen else {},
        letters=seen.letters if seen else 0,
        doubts=seen.doubts if seen else 0,
        daemon=bulletin.is_running(run.places.daemon_lock),
    )


def _stuck(seen: Glance, names: set[str]) -> Iterator[str]:
    for one in seen.troubles:
        command = one.problem.partition("; run: ")[2]
        if command and one.name in names and not one.retry_at:
            yield command


def _head(run: Session, now: Standing, seen: Glance | None) -> Iterator[RenderableType]:
    if not seen or not now.messages:
        yield Text("narrowcast finds who can introduce you to whom, from your own mail, on your")
        yield Text("own machine. Nothing is sent that you did not approve word for word.")
        yield Text()
        return
    read = [scope.last_ok for scope in seen.scopes if scope.last_ok]
    when = f", read {_ago(max(read))}" if read else ""
    yield Text(f"{output.counted(now.messages, 'message')}{when}")
    asks = ", ".join(f"{number} {state}" for state, number in now.asks.items())
    yield Text(f"{output.counted(now.prospects, 'prospect')} · asks: {asks or 'none yet'}")
    yield from _paused(run)
    yield Text()


def _paused(run: Session) -> Iterator[RenderableType]:
    from narrowcast.agent import pausing
    from narrowcast.agent.cli.pausing import moment

    if pause := pausing.standing(run.places.pause, clock.now()):
        yield Text(f"{pause.words(moment)}; {pausing.END}", style="yellow")


def _ago(then: int) -> str:
    from narrowcast.agent.cli.status import ago

    return ago(clock.now(), datetime.fromtimestamp(then, UTC))


def _listed(todo: tuple[Step, ...], further: tuple[Step, ...]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=1)
    table.add_column(min_width=_COMMAND, overflow="fold")
    table.add_column()
    for number, one in enumerate(todo):
        arrow = Text("→", style="bold") if number == 0 else Text(" ")
        table.add_row(arrow, Text(one.command, style="cyan"), Text(one.why))
    for one in further:
        table.add_row(Text(" "), Text(one.command, style="dim"), Text(one.why, style="dim"))
    yield table
