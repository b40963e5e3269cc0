"""How the five days of the demo look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output, views
from narrowcast.agent.demo.drive import Day, Moved, Opening, Outcome, Way

_RULE = "-" * 72
"""What parts the sections of a morning mail's text."""
_FOOT = "\n--\n"
"""Where what was read begins, the same every day."""


# ---------------------------------------------------------------- what there was


def opening(found: Opening) -> RenderableType:
    """Show what there was before the first day, and the best way to each prospect."""
    about = (
        f"{found.owner}'s mailbox, calendar and LinkedIn export: {found.mails:,} mails,"
        f" {found.records:,} records in all, {found.prospects} prospects."
        " All of it invented; the people, the firms, the week."
    )
    return Group(
        views.heading("narrowcast demo", right=f"seed {found.seed}"),
        Padding(Text(about), (0, 2, 1, 2)),
        Text("  Whom to ask for each of them:\n"),
        *_ways(found.ways),
    )


def _ways(ways: Sequence[Way]) -> Iterator[RenderableType]:
    for way in ways:
        whom = Text("no good path", "yellow") if way.abstained else Text(way.introducer, "bold")
        yield Padding(Text.assemble(f"{way.prospect} ← ", whom), (0, 2))
        yield Padding(Text(way.next_step or way.because, style="dim"), (0, 2, 0, 6))


# ---------------------------------------------------------------- a day


def one_day(day: Day, *, whole: bool) -> RenderableType:
    """Show a day: its morning mail (*whole*: with all letters), approvals, and what moved."""
    return Group(*_parts_of_day(day, whole=whole))


def _parts_of_day(day: Day, *, whole: bool) -> Iterator[RenderableType]:
    yield views.heading(f"{day.morning:%A} {views.day(day.morning)}", right=f"day {day.number}")
    if day.text:
        shown = day.text if whole else _shortened(day)
        yield Panel(
            Group(Text(f"Subject: {day.subject}", style="bold"), Text(), Text(shown.strip())),
            title="the morning mail",
            title_align="left",
            border_style="cyan",
            padding=(1, 2),
        )
    else:
        yield Padding(Text("nothing to say this morning", style="dim"), (0, 2))
    for one in day.approvals:
        whose = one.introducer if one.beside == "ask" else f"{one.introducer} ({one.beside})"
        yield Padding(_approval(whose, one.leaves is not None, one.why), (0, 2))
    yield Text()
    yield from _moves(_worth_telling(day.moved))
    for flagged in day.to_review:
        yield Padding(Text(f"to look at: {flagged}", style="yellow"), (0, 2))


def _shortened(day: Day) -> str:
    """With one letter on the first day and none after: they look alike, and stand in the page."""
    head, *letters = f"{day.text}\n".split(_RULE)
    tail = letters.pop() if letters else ""
    if not letters:
        head, tail = "", head
    tail = tail.partition(_FOOT)[0]
    shown = letters[: 1 if day.number == 1 else 0]
    more = len(letters) - len(shown)
    if more:
        what = "more" if shown else "proposed"
        shown.append(f"\n… {more} {what}, each with the letter: see {day.html} …\n")
    return _RULE.join([head, *shown, tail]) if letters else tail


def _approval(introducer: str, approved: bool, why: str) -> Text:
    if approved:
        return Text.assemble(("✓ ", "green"), f"approved word for word: the letter to {introducer}")
    return Text.assemble(("– ", "yellow"), f"held back: the letter to {introducer} ({why})")


def _worth_telling(moved: Sequence[Moved]) -> Sequence[Moved]:
    """Leave out that letters were planned: the approvals above say so."""
    return [step for step in moved if step.event != "scheduled"]


def _moves(moved: Sequence[Moved]) -> Iterator[RenderableType]:
    for step in moved:
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(width=5, style="dim")
        line.add_column(width=3, justify="right")
        line.add_column(width=13, style="bold")
        line.add_column()
        line.add_row(f"{step.at:%H:%M}", f"#{step.ask}", step.state, Text(_cause(step)))
        yield Padding(line, (0, 2))
        if step.message_id:
            # On a line of its own, so that it can be copied whole.
            yield Padding(Text(step.message_id, style="dim", overflow="fold"), (0, 0, 0, 14))


def _cause(step: Moved) -> str:
    told = {"outbox": "the letter left", "cli": "you said what the mail meant"}
    return step.why or told.get(step.origin, "")


# ---------------------------------------------------------------- the end


def end(outcomes: Sequence[Outcome], ways: Sequence[Way]) -> RenderableType:
    """Show where each ask stands and the Message-ID that moved it, then whom nobody can reach."""
    return Group(
        views.heading("How the asks stand, and the message that moved each"),
        *(line for one in outcomes for line in _outcome(one)),
        Padding(Text(_nobody(ways), style="yellow"), (1, 2, 0, 2)),
    )


def _outcome(one: Outcome) -> Iterator[RenderableType]:
    line = Table.grid(padding=(0, 2, 0, 0))
    line.add_column(width=3, justify="right")
    line.add_column(width=13)
    line.add_column()
    state = Text(one.state, style="bold green" if one.state in _GOOD else "bold")
    line.add_row(f"#{one.ask}", state, Text(f"{one.introducer} → {one.prospect}"))
    yield Padding(line, (0, 2))
    yield Padding(Text(one.message_id or "—", style="dim", overflow="fold"), (0, 0, 0, 7))


def _nobody(ways: Sequence[Way]) -> str:
    """Whom nobody was asked for, because nothing shows a way."""
    nobody = [way.prospect for way in ways if way.abstained]
    return f"No good path was seen to {', '.join(nobody)}: nobody was asked." if nobody else ""


_GOOD = frozenset({"introduced", "owner-replied", "meeting-set", "met", "closed", "agreed"})


def left(place: Path, took: float) -> RenderableType:
    """Where everything lies, and what to do next."""
    home = place / "home"
    return Group(
        Text(),
        Padding(Text(f"{took:.0f} s. Letters, pages and the mailbox are in {place}"), (0, 2)),
        Padding(output.next_step(f"narrowcast --home {home} timeline"), (0, 2)),
        Padding(output.next_step(f"narrowcast --home {home} history   # or: backtest"), (0, 2)),
        Padding(output.next_step("narrowcast init --mail PATH   # your own mailbox"), (0, 2)),
    )
