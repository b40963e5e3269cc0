"""How an answer worked out step by step looks in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import views
from narrowcast.agent.core.arithmetic import Step, Trait
from narrowcast.agent.core.chance import HABIT, Verdict
from narrowcast.agent.core.ways import FAINT_BELOW, FORM
from narrowcast.agent.workings import Worked, Workings

_VERDICTS = {
    Verdict.PATH: "enough for a path",
    Verdict.FAINT: "too little for a path",
    Verdict.NOTHING: "nothing for a path",
}


def view(found: Workings) -> RenderableType:
    """The arithmetic of every introducer, the constants in force, and what would change it."""
    suggestion = found.suggestion
    return Group(
        views.heading(
            views.prospect_line(suggestion.prospect), right=f"as of {views.day(suggestion.as_of)}"
        ),
        *((_line(suggestion.abstained),) if suggestion.abstained else ()),
        *(_worked(place, one) for place, one in enumerate(found.introducers, 1)),
        *(_common(found) if found.introducers else ()),
        *changes(found),
    )


def _worked(place: int, one: Worked) -> RenderableType:
    table = _table("way", "seen", "amount", "own", "of all", "share", "× weight", "part")
    for step in sorted(one.arithmetic.steps, key=lambda step: -step.part):
        if step.part:
            table.add_row(*_cells(step))
    table.add_row("sum", *[""] * 5, _short(one.arithmetic.weights), f"{one.arithmetic.chance:.4f}")
    likely = one.chance
    return Group(
        Text(f"{place} {one.name or one.address}", style="bold"),
        Padding(table, (0, 2)),
        _line(f"habit: {_traits(one)}"),
        _line(
            f"place: chance {likely.value:.4f} ({likely.low:.2f}–{likely.high:.2f})"
            f" × fit {one.fit:.2f} = {one.score:.4f}"
        ),
        Text(),
    )


def _cells(step: Step) -> tuple[str, ...]:
    return (
        step.way,
        str(step.seen) if step.seen else "",
        _short(step.amount),
        _short(step.own),
        _short(step.all),
        f"{step.share:.4f}",
        _short(step.weight),
        f"{step.part:.4f}",
    )


def _traits(one: Worked) -> str:
    habit = next(step for step in one.arithmetic.steps if step.way == HABIT)
    terms = " + ".join(_trait(trait) for trait in one.arithmetic.traits if trait.value)
    return f"{terms or '0'} = {_short(habit.amount)}, and e to that is {_short(habit.own)}"


def _trait(trait: Trait) -> str:
    return f"{trait.name} {trait.value:.3f} × {trait.weight:.2f}"


def _common(found: Workings) -> Iterator[RenderableType]:
    """What is the same for all of them."""
    yield _line(
        f"A chance: that it is this person, if one of these {found.contacts} people brings the two"
        " of you together. part = own / of all × weight / the sum of weights; own = amount^power ×"
        f" (habit's own)^{FORM.tilt:.2f}; weight = base × (1 + the largest amount)^growth."
    )
    table = _table("way", "base", "power", "growth", "largest", "weight")
    for step in found.introducers[0].arithmetic.steps:
        if step.way in FORM.ways:
            cells = [f"{number:.2f}" for number in FORM.ways[step.way]]
            table.add_row(step.way, *cells, _short(step.largest), _short(step.weight))
        else:
            table.add_row(step.way, "1.00", *[""] * 3, _short(step.weight))
    yield Padding(table, (1, 2))
    yield _line(
        f"The most of anybody's chance that rests on a link (all ways but habit) is"
        f" {found.best_link:.4f}: {_VERDICTS[found.verdict]}, which needs {FAINT_BELOW:.2f}."
    )
    yield Text()
    for name, meaning in found.meanings.items():
        yield Padding(Text(f"{name}: {meaning}", style="dim"), (0, 2))


def changes(found: Workings) -> Iterator[RenderableType]:
    """What would change the answer, under its heading."""
    if found.changes:
        yield Padding(Text("What would change this", style="bold"), (1, 0, 0, 0))
        for change in found.changes:
            yield _line(f"· {change}")


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _line(text: str) -> RenderableType:
    return Padding(Text(text), (0, 2))


def _short(number: float) -> str:
    """Four digits that count: enough to redo a part to the third place."""
    return f"{number:.4g}"
