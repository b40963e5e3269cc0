"""How the things of the model look in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narrowcast.agent.core import numbers
from narrowcast.agent.core.model import (
    Band,
    Employment,
    Estimate,
    Evidence,
    Introducer,
    Person,
    Prospect,
    Reason,
    Suggestion,
    Time,
)

REASONS_SHOWN = 4
"""Reasons under one introducer in a list; `why` shows all."""

_BAND_STYLE = {Band.STRONG: "green", Band.MODERATE: "cyan", Band.WEAK: "yellow", Band.NONE: "dim"}


def suggestion(found: Suggestion, *, shown: int = 3) -> RenderableType:
    """Whom to ask for one prospect, best first, with the reasons for and against.

    Who shows no link is left out where somebody does; `--json` has them.
    """
    return Group(*_suggestion(found, shown))


def _suggestion(found: Suggestion, shown: int) -> Iterator[RenderableType]:
    number = found.prospect.id
    yield heading(prospect_line(found.prospect), right=f"prospect {number}" if number else "")
    if found.abstained:
        yield Padding(Text(found.abstained, style="yellow"), (0, 2))
        for one in found.introducers[:1]:
            if one.link > 0:
                yield Padding(Text("the best of them, not proposed:", style="dim"), (0, 2))
                yield _introducer(1, one)
        if found.next_step:
            yield Padding(Text(f"→ {found.next_step}"), (0, 2))
        return
    linked = [one for one in found.introducers if one.link > 0]
    for place, introducer in enumerate((linked or found.introducers)[:shown], 1):
        yield _introducer(place, introducer)
    if number and found.introducers:
        command = f"narrowcast ask {number} --via {handle(found.introducers[0].person)}"
        yield Padding(Text(f"→ {command}", style="dim"), (0, 2))


def heading(text: str, *, right: str = "") -> RenderableType:
    """A line above a block, with a rule under it."""
    line = Table.grid(expand=True)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(Text(text, style="bold"), Text(right, style="dim"))
    return Group(Text(), line, Rule(style="dim"))


def prospect_line(prospect: Prospect) -> str:
    """Name a prospect with what places them: title and organisation."""
    role = " at ".join(filter(None, (prospect.title, prospect.organization)))
    return ", ".join(filter(None, (prospect.name, role))) or prospect.label


def handle(person: Person) -> str:
    """How a person is named on the command line: their first address."""
    return person.addresses[0] if person.addresses else person.uid


def _introducer(place: int, introducer: Introducer) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=3, justify="right", style="bold")
    grid.add_column()
    grid.add_row(Text(str(place)), _who(introducer.person))
    grid.add_row("", _numbers(introducer))
    for reason in _chosen(introducer.reasons):
        grid.add_row("", reason_line(reason))
    return Padding(grid, (0, 0, 1, 0))


def _who(person: Person) -> Text:
    line = Text(person.name or handle(person), style="bold")
    work = employment_line(person.employments[0]) if person.employments else ""
    return line.append(f", {work}" if work else "", style="not bold")


def employment_line(employment: Employment) -> str:
    """Title and organisation; a former one says so."""
    title = employment.titles[0] if employment.titles else ""
    line = " at ".join(filter(None, (title, employment.organization)))
    return line if employment.current else f"formerly {line}"


def band(value: Band) -> Text:
    """Colour the word for a strength."""
    return Text(value, style=_BAND_STYLE[value])


def _numbers(introducer: Introducer) -> Text:
    """What makes the place; below it what does not, but matters: the tie and the answer."""
    line = Text(f"{chance(introducer.chance)} the one, if anyone")
    line.append(f" · link: {numbers.link_words(introducer.link)}")
    line.append("" if introducer.trust.fit >= 1 else f" · fit {introducer.trust.fit:.0%}")
    line.append("\n").append(band(introducer.tie.band)).append(" tie")
    return line.append(f" · {chance(introducer.responsiveness)} to answer within a week")


def chance(estimate: Estimate) -> str:
    """A probability with its interval, in percent."""
    return f"{estimate.value:.0%} ({estimate.low * 100:.0f}–{estimate.high:.0%})"


def _chosen(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """The first reasons, but never without one against where there is one."""
    against = [reason for reason in reasons if not reason.favours][:1]
    favours = [reason for reason in reasons if reason.favours]
    return [*favours[: REASONS_SHOWN - len(against)], *against]


def reason_line(reason: Reason) -> RenderableType:
    """One reason; + speaks for asking this person, − against."""
    mark, style = ("+", "green") if reason.favours else ("−", "yellow")
    line = Table.grid(padding=(0, 1))
    line.add_row(Text(mark, style=style), Text(reason.text))
    return line


Cited = Mapping[str, tuple[Time, str]]
"""Time and subject of messages, by Message-ID."""


def why(wanted: Prospect, introducer: Introducer, as_of: datetime, cited: Cited) -> RenderableType:
    """Everything behind one introducer: numbers, every reason with its evidence, the arithmetic."""
    return Group(
        heading(
            f"{introducer.person.name or handle(introducer.person)} → {wanted.label}",
            right=f"as of {day(as_of)}",
        ),
        _four(wanted, introducer, as_of),
        Text(),
        *(_evidence(reason, cited) for reason in introducer.reasons),
        _arithmetic(introducer),
    )


def _four(wanted: Prospect, introducer: Introducer, as_of: datetime) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for row in numbers.rows(introducer, wanted, as_of):
        # The other rows rest on the reasons below; a chance must say what it is a chance of.
        table.add_row(Text(row.label), Text(row.value), Text(row.because if row.low >= 0 else ""))
    return Padding(table, (0, 2))


EVIDENCE_SHOWN = 5
"""Messages under one reason; `why --json` has all."""


def shown_evidence(introducer: Introducer) -> Iterator[str]:
    """Yield the Message-IDs that `why` shows."""
    for reason in introducer.reasons:
        yield from (item.id for item in reason.evidence[:EVIDENCE_SHOWN])


def _evidence(reason: Reason, cited: Cited) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis", min_width=12)
    table.add_column(overflow="fold")  # whole, so that the mail can be searched for
    for item in reason.evidence[:EVIDENCE_SHOWN]:
        table.add_row(*_citation(item, cited), style="dim")
    lines = [reason_line(reason), Padding(table, (0, 0, 0, 4))]
    if (more := len(reason.evidence) - EVIDENCE_SHOWN) > 0:
        lines.append(Text(f"    … and {more} more (--json lists all)", style="dim"))
    return Padding(Group(*lines), (0, 2))


def _citation(item: Evidence, cited: Cited) -> tuple[Text, Text, Text]:
    if item.id not in cited:
        return Text(item.kind), Text(), Text(item.id)
    time, subject = cited[item.id]
    sent = datetime.fromtimestamp(time, UTC)
    return Text(f"{sent:%d %b %Y}"), Text(subject or "(no subject kept)"), Text(item.id)


def _arithmetic(introducer: Introducer) -> RenderableType:
    terms = [f"{name} {value:.3f}" for name, value in introducer.terms.items()]
    likely, fit = introducer.chance.value, introducer.trust.fit
    lines = [f"place: chance {likely:.3f} × fit {fit:.2f} = {introducer.score:.3f}"]
    lines += [f"chance = {' + '.join(terms)}"] if terms else []
    lines += ["worked out step by step: narrowcast suggest PROSPECT --explain"]
    return Padding(Text("\n".join(lines), style="dim"), (1, 2))


def day(moment: datetime) -> str:
    """Write a day as a letter would."""
    return f"{moment.day} {moment:%B %Y}"


def month(time: Time | None) -> str:
    """A time of evidence as month and year: more would be false precision."""
    return f"{datetime.fromtimestamp(time, UTC):%b %Y}" if time is not None else "never"
