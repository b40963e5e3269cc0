"""How letters and the life of an ask look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import views
from narrowcast.agent.core.companions import called
from narrowcast.agent.core.etiquette import Finding, Severity
from narrowcast.agent.core.model import Letter, Time
from narrowcast.agent.core.words import shown
from narrowcast.agent.store.asks import Ask, Happened
from narrowcast.agent.store.companions import Companion, Step
from narrowcast.agent.store.unasked import UnaskedIntroduction


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
        views.heading(title, right=f"{called(found.purpose)} of #{found.ask}, {found.state}"),
        *(Padding(Text(line, style="dim"), (0, 2)) for line in lines),
        Padding(Text(to.body.rstrip()), (1, 2)),
        *((_look(found.needs_review),) if found.needs_review else ()),
        *judged(findings),
        *(_sources(found.letter) if sources else ()),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a timeline: when, what, why, and the message that shows it."""

    at: Time
    what: str
    why: str
    message_id: str
    undone: bool = False


def timeline(
    ask: Ask, label: str, happened: Sequence[Happened], beside: Sequence[Step] = ()
) -> RenderableType:
    """One ask's life, oldest first; what was undone is struck through. *beside*: what happened to
    its other letters. Print it uncropped.
    """
    rows = [
        *(Row(one.at, one.after, one.why, one.message_id, one.undone) for one in happened),
        *(
            Row(one.at, f"L{one.letter} {called(one.purpose)} {one.after}", one.why, one.message_id)
            for one in beside
        ),
    ]
    return Group(
        views.heading(f"#{ask.id}  {ask.letter.to_name} → {label}", right=ask.state),
        *_rows(sorted(rows, key=lambda row: row.at)),
        *((_look(ask.needs_review),) if ask.needs_review else ()),
    )


def introduction(one: UnaskedIntroduction) -> RenderableType:
    """An introduction nobody was asked for that is no ask; print it uncropped."""
    title = f"u{one.id}  {one.introducer} → {', '.join(one.introduced)}"
    return Group(
        views.heading(title, right="unasked"),
        *_rows([Row(one.at, "introduced", one.why, one.message_id, one.undone)]),
    )


def _rows(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Each row with its message below: one line, however long, so that it can be copied."""
    width = max((len(row.what) for row in rows), default=0)
    for row in rows:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="dim")
        table.add_column(no_wrap=True, min_width=width)
        table.add_column(overflow="fold")
        at = datetime.fromtimestamp(row.at, UTC).astimezone()
        what = Text(row.what, style="strike dim" if row.undone else "")
        why = " ".join(filter(None, ("undone" if row.undone else "", row.why)))
        table.add_row(Text(f"{at:%d %b %Y %H:%M}"), what, Text(why))
        yield Padding(table, (0, 2))
        if row.message_id:
            cited = f"{'':{_INDENT}}{shown(row.message_id, 1_000)}"
            yield Text(cited, style="dim", no_wrap=True, overflow="ignore")


_INDENT = 4


def _look(why: str) -> RenderableType:
    return Padding(Text(f"look at it: {why}", style="yellow"), (0, 2))
