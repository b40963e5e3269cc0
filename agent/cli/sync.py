"""`narrowcast sync`: read what is new, with a bar that tells rate and time left."""

from __future__ import annotations

import signal
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from datetime import datetime

    from rich.progress import Progress as Bars
    from rich.progress import ProgressColumn, TaskID

    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.core.model import Prospect
    from narrowcast.agent.searching import Searched
    from narrowcast.agent.sync import Advance, Synced
    from narrowcast.agent.wiring import Round
    from narrowcast.connectors.base import Progress


CORRECT = 2
"""The exit code where the owner has to mend something."""
_NAME_WIDTH = 22
_MUCH = 1000  # new messages, as a first sync has: enough for past introductions
_LONG = 15.0  # seconds of reading, after which one wonders whether it has to be waited for
_USABLE = "Ctrl-C keeps all that was read; narrowcast suggest works with it already"
_AGAIN = 1800.0  # seconds without a problem, after which it is news once more


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Every day", epilog="Example: narrowcast sync")(sync)


def sync(
    context: typer.Context,
    stay: Annotated[
        bool, typer.Option("--watch", help="Stay and read what comes, until Ctrl-C.")
    ] = False,
    retry: Annotated[
        bool,
        typer.Option(
            "--retry", help="Also try again what was given up; believe folders that are now empty."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do all but send letters; say what would leave.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read what is new in all accounts. May be stopped at any time: what was read is kept.

    Exit code 2: an account is not read before you mend something. A server that is away only is
    tried again by itself.
    """
    from narrowcast.agent import config, doubts, wiring
    from narrowcast.agent.cli import searching
    from narrowcast.agent.store import prospects

    run = session.of(context)
    if dry_run:
        run.settings = config.without_sending(run.settings)
    if stay:
        _watch(run, again=retry, as_json=as_json)
        return
    started = clock.stopwatch()
    with wiring.workplace(run.settings, run.places) as work, progress() as watch:
        done = work.sync(clock.now(), watch, again=retry)
        stuck = work.stuck()
        if done.synced.messages or not doubts.is_noted(work.store):
            doubts.note(work.store, work.advisor, wiring.seconds(clock.now()))
        hoped = prospects.wanted(work.store)
        asked = searching.ask_if_on(run, work, hoped)
    if as_json:
        output.data(done)
        for one in stuck:
            output.side().print(Text(f"narrowcast: {one}"), soft_wrap=True)
    else:
        _tell(done, clock.stopwatch() - started, stuck, asked, _suggest(hoped))
    if stuck:
        raise typer.Exit(CORRECT)


def _watch(run: Session, *, again: bool, as_json: bool) -> None:
    """Stay beside the accounts; say only what is new."""
    from narrowcast.agent import staying, watching, wiring

    told = _News(as_json=as_json)
    with staying.watching_tick(run.settings, run.places, told, again=again) as (accounts, tick):
        if not as_json:
            output.screen().print("watching your accounts; Ctrl-C stops")
        with _told_to_stop() as stop:
            watching.watch(accounts, tick, stop, clock=clock.stopwatch, chance=wiring.chance)


@contextmanager
def _told_to_stop() -> Generator[Event]:
    """Set when the system asks us to end (SIGTERM): what is being kept is kept first."""
    stop = Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)


class _News:
    """Shows of one tick after another what is new in it."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._told: dict[str, float] = {}
        """When each line was last due; one that comes back later is told again."""

    def __call__(self, done: Round) -> None:
        synced, now = done.synced, clock.stopwatch()
        lines = list(_lines(done))
        fresh = [one for one in lines if now - self._told.get(one, -_AGAIN) >= _AGAIN]
        self._told.update(dict.fromkeys(lines, now))
        if not (synced.messages or fresh):
            return
        if self._as_json:
            output.data(done)
            return
        if synced.messages:
            moment = clock.now().astimezone().strftime("%H:%M:%S")
            output.screen().print(f"{moment} {output.counted(synced.messages, 'new message')}")
        _show(fresh, problems_of(synced))


def _suggest(hoped: Sequence[Prospect]) -> str:
    """The command to type next, for the first of the owner's prospects."""
    if not hoped:
        return "narrowcast prospect add 'Name, Title, Firm'   # whom do you want to meet?"
    return f"narrowcast suggest {hoped[0].id}   # {hoped[0].label}"


def _tell(
    done: Round, took: float, stuck: Collection[str], asked: Searched | None, suggest: str
) -> None:
    from narrowcast.agent.cli import searching

    console, synced = output.screen(), done.synced
    console.print(
        Text(
            f"{output.counted(synced.records, 'record')},"
            f" {output.counted(synced.messages, 'new message')} in {took:.1f} s"
        )
    )
    _show(_lines(done), problems_of(synced))
    searching.tell(asked)
    troubled = synced.problems or synced.unreadable
    logins = (command for one in stuck if (command := one.partition("; run: ")[2]))
    usual = "narrowcast status" if troubled else suggest
    console.print(output.next_step(next(logins, usual)))
    if synced.messages >= _MUCH and not (troubled or stuck):
        console.print(output.next_step("narrowcast backtest   # would it have known, in the past?"))


def _show(lines: Iterable[str], problems: Collection[str]) -> None:
    for line in lines:
        output.screen().print(Text(line, style="yellow" if line in problems else ""))


def _lines(done: Round) -> Iterator[str]:
    """Say what went wrong, what was heard and what became of letters, one line each."""
    yield from problems_of(done.synced)
    for heard in done.heard:
        what = heard.event if heard.applied and heard.event else "look at it"
        yield f"ask #{heard.ask}: {what}: {heard.why} {heard.message_id}"
    for letter in done.sent:
        why = f": {letter.why}" if letter.why else ""
        yield f"ask #{letter.ask}: letter {_LETTERS[letter.state]}{why}"


_LETTERS = {
    "planned": "not sent yet, and tried again later",
    "sending": "may have left, and is looked up",
    "sent": "sent",
    "unknown": "may have left; say with narrowcast settle whether it did",
    "recalled": "not sent, and a draft again",
}
"""What became of a letter, by its state."""


def problems_of(synced: Synced) -> tuple[str, ...]:
    """Say what could not be read, one sentence each."""
    one = "1 record holds nothing that can be read; it was left out"
    many = f"{synced.unreadable:,} records hold nothing that can be read; they were left out"
    lost = {0: (), 1: (one,)}.get(synced.unreadable, (many,))
    return (*synced.problems, *lost)


@contextmanager
def progress() -> Generator[Callable[[Advance], None]]:
    """Show how far each folder is while the block runs; on a terminal only."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=8),
        TextColumn("{task.fields[far]}", markup=False),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(compact=True),
    )
    console = output.side()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        yield _Watch(bar)


class _Watch:
    """Turns kept pages into bars: one for each account, of the folder it is at.

    Accounts are read at once: a slow one keeps its bar while others come and go.
    """

    def __init__(self, bar: Bars) -> None:
        self._bar = bar
        self._shown: dict[str, _Shown] = {}
        self._since = clock.stopwatch()
        self._reassured = False

    def __call__(self, advance: Advance) -> None:
        shown = self._shown.get(advance.account)
        if shown is None or shown.scope != advance.scope:
            if shown is not None:
                self._bar.remove_task(shown.task)
            shown = self._shown[advance.account] = self._begun(advance)
        shown.records += advance.records
        if advance.oldest and (shown.oldest is None or advance.oldest < shown.oldest):
            shown.oldest = advance.oldest
        elapsed = max(clock.stopwatch() - shown.since, 0.1)
        done = advance.progress
        known = done and done.total
        self._bar.update(
            shown.task,
            completed=done.done if done and known else None,
            total=known or None,
            far=far(shown.records, done, shown.oldest),
            rate=shown.records / elapsed,
        )
        if not self._reassured and clock.stopwatch() - self._since > _LONG:
            self._reassured = True
            self._bar.console.print(Text(_USABLE, style="dim"), soft_wrap=True)

    def _begun(self, advance: Advance) -> _Shown:
        name = f"{advance.account}: {advance.scope}"
        short = name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"
        task = self._bar.add_task(short, total=None, far="", rate=0.0)
        return _Shown(advance.scope, task, clock.stopwatch())


@dataclass(slots=True)
class _Shown:
    """A folder's bar."""

    scope: str
    task: TaskID
    since: float
    records: int = 0
    oldest: datetime | None = None


def far(records: int, progress: Progress | None, oldest: datetime | None) -> str:
    """Say how far a folder is: "4,120 of 31,000, to Mar 2023".

    Of a file only bytes are known beforehand: "4,120 read (13%), to Mar 2023".
    """
    back = f", to {oldest.astimezone():%b %Y}" if oldest else ""
    if progress is None or not progress.total:
        return f"{records:,} read{back}"
    if progress.unit == "bytes":
        share = 100 * progress.done / progress.total
        return f"{records:,} read ({share:.0f}%){back}"
    return f"{progress.done:,} of {progress.total:,}{back}"
