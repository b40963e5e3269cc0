"""How past introductions and their replay look in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import median

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.backtest import Report
from narrowcast.agent.cli.output import counted
from narrowcast.agent.cli.views import heading
from narrowcast.agent.core.backtest_words import HONEST, silent
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.replay import Method
from narrowcast.agent.core.ties import DAY
from narrowcast.agent.history import ByYou, ForYou, History, Somebody, per_introducer

NOTE = (
    "Found by who wrote to whom, so work handed on counts like a favour. It tells who did bring"
    " you together, not who would."
)
OWN_NOTE = "What the two then wrote without you is not in your mail."


def history(found: History, *, by_introducer: bool, limit: int) -> RenderableType:
    """Introductions both ways, latest first, or the busiest introducers first."""
    return Group(*_history(found, by_introducer, limit))


def _history(found: History, by_introducer: bool, limit: int) -> Iterator[RenderableType]:
    years = _years(found)
    yield heading("Made for you", right=f"{counted(len(found.for_you), 'introduction')}{years}")
    if not found.for_you:
        yield Padding(Text("None found in this mail."), (0, 2))
    else:
        yield Padding(Text(_summary(found.for_you), style="dim"), (0, 2, 1, 2))
        told = per_introducer(found.for_you)
        yield _by_introducer(told[:limit]) if by_introducer else _latest(found.for_you, limit)
        yield from _more(len(told if by_introducer else found.for_you) - limit)
    yield heading("Made by you", right=counted(len(found.by_you), "introduction"))
    if not found.by_you:
        yield Padding(Text("None found in this mail."), (0, 2))
    else:
        yield _own(sorted(found.by_you, key=lambda one: -one.at)[:limit])
        yield from _more(len(found.by_you) - limit)
    yield Padding(Text(f"{NOTE} {OWN_NOTE if found.by_you else ''}".strip(), style="dim"), (1, 0))


def smaller_tier(tier: str) -> RenderableType:
    """Say what a smaller tier of reading leaves out."""
    return Text(
        f"The tier {tier} does not look for addresses in texts: people you were only told of are"
        " missing.",
        style="dim",
    )


def _summary(those: Sequence[ForYou]) -> str:
    followed = [one for one in those if one.followed is not None]
    waits = [_days(one.at, one.followed) for one in followed if one.followed is not None]
    parts = [f"by {counted(len(per_introducer(those)), 'person')}".replace("persons", "people")]
    if waits:
        parts.append(f"first mail {after(round(median(waits)))} (median)")
    met = sum(one.first_meeting is not None for one in those)
    if met:
        parts.append(f"{met} led to a meeting")
    if len(followed) < len(those):
        parts.append(f"{len(those) - len(followed)} came to nothing, or not yet")
    return " · ".join(parts)


def _latest(those: Sequence[ForYou], limit: int) -> RenderableType:
    table = _table("", "you got to know", "through", "first mail, and since")
    for one in sorted(those, key=lambda one: -one.at)[:limit]:
        table.add_row(_day(one.at), _name(one.other), _name(one.introducer), _sequel(one))
    return Padding(table, (0, 2))


def _by_introducer(told: Iterable[tuple[Somebody, Sequence[ForYou]]]) -> RenderableType:
    blocks: list[RenderableType] = []
    for who, those in told:
        line = Text(who.name, style="bold")
        line.append(f"  {_people(those)}", style="not bold dim")
        table = Table.grid(padding=(0, 2))
        for _ in range(3):
            table.add_column(no_wrap=True, overflow="ellipsis")
        for one in sorted(those, key=lambda one: -one.at):
            table.add_row(_day(one.at), _name(one.other), _sequel(one))
        blocks += [line, Padding(table, (0, 0, 1, 2))]
    return Padding(Group(*blocks), (0, 2))


def _people(those: Sequence[ForYou]) -> str:
    met = sum(one.first_meeting is not None for one in those)
    number = "1 person" if len(those) == 1 else f"{len(those)} people"
    return f"{number}, {met} met" if met else number


def _own(those: Iterable[ByYou]) -> RenderableType:
    table = _table("", "whom", "to whom", "they wrote")
    for one in those:
        wait = after(_days(one.at, one.followed))
        table.add_row(_day(one.at), _name(one.one), _name(one.other), Text(wait))
    return Padding(table, (0, 2))


def _sequel(one: ForYou) -> Text:
    """How fast they wrote, and what passed between them since."""
    if one.followed is None:
        return Text("open" if one.is_open else "nothing followed", style="yellow")
    since = [after(_days(one.at, one.followed))]
    if mails := one.sent + one.received:
        since.append(counted(mails, "mail"))
    if one.meetings:
        since.append(f"met {one.meetings}×")
    return Text(", ".join(since))


def backtest(found: Report) -> RenderableType:
    """The sentence, the table beneath it, and what it does and does not say."""
    return Group(*_backtest(found))


def _backtest(found: Report) -> Iterator[RenderableType]:
    yield heading("Backtest", right=f"{found.replayed} of {found.events} replayed")
    yield Padding(Text(found.verdict, style="bold"), (0, 2, 1, 2))
    if found.replayed:
        yield Padding(_scores(found), (0, 2))
        yield Padding(Text(found.certainty), (1, 2, 0, 2))
    replayed = [case.replayed for case in found.cases if case.replayed is not None]
    if kept_silent := silent(replayed):
        yield Padding(Text(kept_silent), (0, 2))
    left = len(found.cases) - found.replayed
    if left:
        why = (
            f"{left} not replayed: a week before, the introducer was nobody you were in touch"
            " with both ways, or you had hardly any contacts."
        )
        yield Padding(Text(why), (0, 2))
    yield Padding(Text(HONEST, style="dim"), (1, 0))


def _scores(found: Report) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("the real introducer was", no_wrap=True)
    table.add_column("first", justify="right")
    table.add_column("in the first 3", justify="right")
    for method, score in found.scores.items():
        style = "bold" if method is Method.NARROWCAST else ""
        row = (_LABELS[method], str(score.first), str(score.third))
        table.add_row(*(Text(cell, style=style) for cell in row))
    return table


_LABELS = {
    Method.NARROWCAST: "by narrowcast",
    Method.VOLUME: "by most mail",
    Method.INTERACTIONS: "by most mail lately (Interactions Rank)",
}


def _table(*titles: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(titles[0], no_wrap=True, min_width=11)
    for title in titles[1:]:
        table.add_column(title, no_wrap=True, overflow="ellipsis")
    return table


def _name(who: Somebody) -> Text:
    return Text(who.name)


def _more(number: int) -> Iterator[RenderableType]:
    if number > 0:
        yield Padding(Text(f"… and {number:,} more (--limit, --json)", style="dim"), (0, 2))


def _years(found: History) -> str:
    if found.oldest is None:
        return ""
    first, last = _moment(found.oldest).year, _moment(found.as_of).year
    return f", {first}–{last}" if first < last else f", {last}"


def _day(time: Time) -> Text:
    moment = _moment(time)
    return Text(f"{moment.day:>2} {moment:%b %Y}")


def _days(start: Time, end: Time) -> int:
    return (end - start) // DAY


def after(days: int) -> str:
    """How long it took, as one would say it."""
    if days == 0:
        return "same day"
    return "next day" if days == 1 else f"after {days} days"


def _moment(time: Time) -> datetime:
    return datetime.fromtimestamp(time, UTC)
