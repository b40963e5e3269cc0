"""`narrowcast person review | decisions | undo`: who is who, where only the owner can tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Time
    from narrowcast.agent.doubts import Doubt, Side
    from narrowcast.agent.store.decision_log import LoggedDecision
    from narrowcast.agent.wiring import Workplace


class Key(StrEnum):
    """What may be said of a doubt."""

    YES = "y"
    NO = "n"
    TWINS = "t"
    SKIP = "s"
    UNDO = "u"
    QUIT = "q"


_MENUS = {
    "merge": (
        "y same person · n two people · t two of one name, ask again · s skip · q quit",
        "yntsq",
    ),
    "card": ("y theirs · n not theirs · s skip · q quit", "ynsq"),
    "decision": ("u take it back · s leave it · q quit", "usq"),
}
"""What may be typed of each kind of doubt."""
SHOWN = 20
"""Doubts in a listing; --json has all."""


def add_to(person: typer.Typer) -> None:
    """Add the commands of this module to `person`."""
    person.command("review", epilog="Example: narrowcast person review")(review)
    person.command("decisions", epilog="Example: narrowcast person decisions")(decisions)
    person.command("undo", epilog="Example: narrowcast person undo 4")(undo)


def review(
    context: typer.Context,
    listing: Annotated[bool, typer.Option("--list", help="Show them, ask nothing.")] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also people you never exchanged anything with.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Decide who is who where the mail leaves doubts; until then nothing is joined."""
    from narrowcast.agent import wiring
    from narrowcast.agent.doubts import Doubts, note

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = Doubts(work.store, work.advisor, _presently()).queue(everybody=everybody)
        if as_json:
            output.data(found)
        elif listing or not sys.stdin.isatty():
            output.screen().print(listed(found))
        else:
            _ask(work, found)
            note(work.store, work.advisor, _presently())


def _ask(work: Workplace, found: Sequence[Doubt]) -> None:
    for place, doubt in enumerate(found, 1):
        output.screen().print(Text(f"{place} of {len(found)}", style="dim"))
        output.screen().print(shown(doubt))
        key = _typed(*_MENUS[doubt.kind.value])
        if key is Key.QUIT:
            return
        if key is not Key.SKIP:
            _settle(work, doubt, key)
    hint = "narrowcast person decisions" if found else ""
    output.done("that was all" if found else "nobody is in doubt", hint)


def _settle(work: Workplace, doubt: Doubt, key: Key) -> None:
    from narrowcast.agent import doubts, wiring
    from narrowcast.agent.doubts import Verdict
    from narrowcast.agent.store import decision_log

    now = wiring.seconds(clock.now())
    if key is Key.UNDO:
        decision_log.undo(work.store, int(doubt.card), now)
    else:
        verdicts = {Key.YES: Verdict.SAME, Key.NO: Verdict.DIFFERENT, Key.TWINS: Verdict.TWINS}
        doubts.settle(work.store, doubt, verdicts[key], now)


def _typed(menu: str, keys: str) -> Key:
    while True:
        output.screen().print(Text(menu, style="dim"))
        typed = typer.prompt("?", prompt_suffix=" ").strip().casefold()[:1]
        if typed and typed in keys:
            return Key(typed)


def decisions(context: typer.Context, as_json: AsJson = False) -> None:
    """List what you decided about people, with the number that `person undo` takes."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import decision_log

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        found = decision_log.log(work.store)
    if as_json:
        output.data(found)
        return
    output.screen().print(_log(found) if found else Text("you decided nothing about people yet"))


def undo(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(help="Of `person decisions`; without one, the last.")
    ] = None,
) -> None:
    """Take a decision about people back; it stays in the list."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import decision_log

    run, now = session.of(context), wiring.seconds(clock.now())
    with wiring.workplace(run.settings, run.places) as work:
        taken = decision_log.undo(work.store, number, now)
    output.done(f"taken back: {taken.number}, {told(taken)}", "narrowcast person decisions")


# ---------------------------------------------------------------- in 80 columns


def listed(found: Sequence[Doubt]) -> RenderableType:
    """The doubts one below the other."""
    if not found:
        return Text("nobody is in doubt")
    more = len(found) - SHOWN
    rest = [Text(f"… and {more:,} more: --json has all", style="dim")] if more > 0 else []
    hint = output.next_step("narrowcast person review   # in a terminal, to decide")
    return Group(*map(shown, found[:SHOWN]), *rest, hint)


def shown(doubt: Doubt) -> RenderableType:
    """One doubt: the two sides, what speaks for it and what against."""
    lines: list[RenderableType] = [*map(_side, doubt.sides)]
    lines += [Text(f"+ {reason}", style="green") for reason in doubt.favours]
    lines += [Text(f"- {reason}", style="yellow") for reason in doubt.against]
    return Padding(Group(*lines), (0, 0, 1, 0))


def _side(side: Side) -> Text:
    if not side.addresses:
        works = f", {side.works[0]}" if side.works else ""
        return Text.assemble((side.name, "bold"), f"{works}  (a card)")
    exchanged = output.counted(side.exchanged, "exchange")
    works = f", {side.works[0]}" if side.works else ""
    addresses = ", ".join(side.addresses[:3])
    return Text.assemble((side.name, "bold"), f"{works}  {addresses}  ({exchanged})")


def _log(found: Sequence[LoggedDecision]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("number", justify="right")
    table.add_column("day", no_wrap=True)
    table.add_column("decision", ratio=1, overflow="fold")
    for one in found:
        day = f"{datetime.fromtimestamp(one.at, UTC):%d %b %Y}"
        back = "" if one.undone_at is None else "taken back: "
        style = "" if one.undone_at is None else "dim"
        table.add_row(str(one.number), day, Text(f"{back}{told(one)}"), style=style)
    return table


def told(decision: LoggedDecision) -> str:
    """A decision as a sentence without a full stop."""
    who, value = ", ".join(decision.addresses), decision.value
    others = value.get("others")
    those = ", ".join(map(str, others)) if isinstance(others, list) else ""
    match decision.kind:
        case "merge":
            return f"{who} are one person"
        case "split":
            return f"{who} is not {those}" if those else f"{who} are different people"
        case "name":
            return f"{who} is called {value.get('name', '')}"
        case "never":
            why = " (a letter was reported as unwanted)" if value.get("complaint") else ""
            return f"never ask {who}{why}"
        case "learn":
            back = value.get("turn") == "rollback"
            return "what asks taught is taken back" if back else f"learning is {value.get('turn')}"
        case "wish":
            return f"{who} {wish_of(value)}"
        case "card":
            verb = "is" if value.get("theirs") else "is not"
            return f"card {value.get('card')} {verb} {who}"
        case _:
            return f"{who}: {', '.join(_work(decision))}"


def wish_of(value: Mapping[str, object]) -> str:
    """A kept wish, or that none holds any more, in words that follow a name."""
    from narrowcast.agent.core import wishes
    from narrowcast.agent.core.model import Time

    if value.get("lifted"):
        return "has no wishes any more"
    about, until = str(value.get("about") or ""), value.get("until")
    when = Time(until) if isinstance(until, int) else None
    wish = wishes.PersonWish(at=Time(0), about=about, until=when)
    return f"wishes not to be asked{wishes.told(wish)}"


def _work(decision: LoggedDecision) -> Iterator[str]:
    value = decision.value
    if value.get("employer") or value.get("title"):
        yield "works as " + " at ".join(
            str(value[key]) for key in ("title", "employer") if value.get(key)
        )
    if value.get("left"):
        yield f"has left {value['left']}"


def _presently() -> Time:
    """The next second, so that what was just decided counts."""
    from narrowcast.agent import wiring

    return wiring.seconds(clock.now() + timedelta(seconds=1))
