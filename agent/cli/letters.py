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
from narrowcast.agent.core.model import Letter
from narrowcast.agent.store.asks import Ask, Happened
from narrowcast.agent.store.companions import Companion, Step


def draft(ask: Ask, findings: Sequence[Finding], *, sources: bool = False) -> RenderableType:
    """The whole letter as it would leave, and what etiquette says of it; with *sources* the fact
    behind each sentence, too.
    """
    return Group(*_draft(ask, findings), *(_sources(ask.letter) if sources else ()))


def _sources(letter: Letter) -> Iterator[RenderableType]:
    for sentence, fact in letter.sources:
        yield Padding(Text(sentence), (0, 2))
        yield Padding(Text(f"← {fact}", style="dim"), (0, 4))
    yield Text()


def _draft(ask: Ask, findings: Sequence[Finding]) -> Iterator[RenderableType]:
    letter = ask.letter
    yield views.heading(f"#{ask.id}  {letter.subject}", right=ask.state)
    yield Padding(Text(f"to {letter.to_name} <{letter.to_address}>", style="dim"), (0, 2))
    yield Padding(Text(letter.body.rstrip()), (1, 2))
    if ask.needs_review:
        yield _look(ask.needs_review)
    yield from judged(findings)


def judged(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    """What etiquette says, a line a rule."""
    for finding in findings:
        style = "red" if finding.severity is Severity.ERROR else "yellow"
        yield Padding(Text(f"{finding.code} {finding.text}", style=style), (0, 2))
    if findings:
        yield Text()


def companion(
    found: Companion, findings: Sequence[Finding], *, sources: bool = False
) -> RenderableType:
    """A letter beside an ask as it would leave, everybody who gets it, and what etiquette says."""
    to, hidden = found.letter, ", ".join(found.hidden)
    lines = [f"to {to.to_name} <{to.to_address}>", *([f"blind copy to {hidden}"] if hidden else [])]
    title = f"L{found.id}  {to.subject}"
    return Group(
        views.heading(title, right=f"{found.purpose} of #{found.ask}, {found.state}"),
        *(Padding(Text(line, style="dim"), (0, 2)) for line in lines),
        Padding(Text(to.body.rstrip()), (1, 2)),
        *((_look(found.needs_review),) if found.needs_review else ()),
        *judged(findings),
        *(_sources(found.letter) if sources else ()),
    )


def timeline(
    ask: Ask, label: str, happened: Sequence[Happened], beside: Sequence[Step] = ()
) -> RenderableType:
    """One ask's life, oldest first; what was undone is struck through. *beside*: what happened to
    its other letters.
    """
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    rows = [
        *((event.at, event.after, event.undone, event.why, event.message_id) for event in happened),
        *(
            (step.at, f"L{step.letter} {step.purpose} {step.after}", False, step.why,
             step.message_id)
            for step in beside
        ),
    ]  # fmt: skip
    for moment, what, is_undone, why, message_id in sorted(rows, key=lambda row: row[0]):
        at = datetime.fromtimestamp(moment, UTC).astimezone()
        style = "strike dim" if is_undone else ""
        cited = " ".join(filter(None, ("undone" if is_undone else "", why, message_id)))
        table.add_row(Text(f"{at:%d %b %Y %H:%M}"), Text(what, style=style), Text(cited))
    title = f"#{ask.id}  {ask.letter.to_name} → {label}"
    return Group(
        views.heading(title, right=ask.state),
        Padding(table, (0, 2)),
        *((_look(ask.needs_review),) if ask.needs_review else ()),
    )


def _look(why: str) -> RenderableType:
    return Padding(Text(f"look at it: {why}", style="yellow"), (0, 2))
