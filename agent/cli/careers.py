"""How a person's work history and the moves of many look in a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output, views
from narrowcast.agent.cli.views import Cited
from narrowcast.agent.contacts import Profile
from narrowcast.agent.core import activity
from narrowcast.agent.core.activity import Month
from narrowcast.agent.core.bonds import BondKind
from narrowcast.agent.core.details import Detail
from narrowcast.agent.core.identity import Joined
from narrowcast.agent.core.job_moves import Move
from narrowcast.agent.core.model import (
    Confidence,
    Departure,
    Employment,
    Evidence,
    Held,
    Person,
    Prospect,
    Sighting,
    Time,
)
from narrowcast.agent.moving import FoundMove

_TIER = {
    Confidence.CONFIRMED: "green",
    Confidence.LIKELY: "cyan",
    Confidence.SUGGESTION: "yellow",
}
_LEFT: Mapping[Departure, str] = {
    Departure.ANNOUNCED: "they said goodbye",
    Departure.ANSWERED: "an automatic answer says that they left",
    Departure.BOUNCED: "mail to the address bounces",
}
SIGHTINGS_SHOWN = 3
"""Mails under one job: the first and the latest; --json has all that is kept."""


# ---------------------------------------------------------------- one person


def person(known: Profile, joined: Sequence[Joined], cited: Cited) -> RenderableType:
    """One person: addresses, tie, jobs with their evidence, moves, how to reach them."""
    who = known.person
    return Group(
        views.heading(who.name or views.handle(who), right=views.handle(who)),
        *_standing(known, joined),
        *_section("Work", _work(known, cited)),
        *_section("Moves", [_move_line(move) for move in reversed(known.moves)]),
        *_section("Reach", _reach(known)),
        *_hint(known),
    )


def shown_evidence(who: Person) -> Iterator[str]:
    """Yield the Message-IDs that `person` shows."""
    for job in who.employments:
        yield from (one.evidence.id for one in _shown(job))


def _standing(known: Profile, joined: Sequence[Joined]) -> Iterator[RenderableType]:
    tie = known.tie
    counts = f"{tie.received} received, {tie.sent} sent, {output.counted(tie.met, 'meeting')}"
    span = f", {views.month(tie.first)} to {views.month(tie.last)}" if tie.last is not None else ""
    yield Padding(views.band(tie.band).append(f" tie: {counts}{span}", style="default"), (0, 2))
    if any(one.total for one in known.activity):
        yield Padding(_Activity(known.activity), (0, 2))
    for address in known.person.addresses[1:]:
        yield Padding(Text(f"also {address}"), (0, 2))
    for why in joined:
        text = f"joined {', '.join(why.addresses)}: {_because(why)}"
        yield Padding(Text(text, style="dim"), (0, 2))
    for card, ground in known.cards:
        firm = f", {card.firms[0]}" if card.firms else ""
        text = f"card {card.name}{firm}: {ground}"
        yield Padding(Text(text, style="dim" if ground.joins else "yellow"), (0, 2))


class _Activity:
    """A line of signs, one for each month; of ASCII where the terminal knows no other."""

    def __init__(self, months: Sequence[Month]) -> None:
        self._months = months

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        most = max(one.total for one in self._months)
        drawn = activity.line(self._months, ascii_only=options.ascii_only)
        years = f"last {len(self._months) // 12} years, at most {most:,} a month"
        yield Text.assemble((drawn, "cyan"), (f"  {years}", "dim"))


def _because(why: Joined) -> str:
    """On what two addresses are held to be one person's."""
    match why.bond:
        case BondKind.CARD:
            return f"one card, {why.name}, holds both"
        case BondKind.PHONE:
            return f"both sign with {why.name.removeprefix('tel:')}"
        case BondKind.REPLY_TO:
            return f"mail from one asks for answers at the other  {why.name}"
        case None:
            return f"both call themselves {why.name}" if why.name else "you said so"


def _section(title: str, lines: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if lines:
        yield Padding(Text(title, style="bold"), (1, 0, 0, 0))
        yield from (Padding(line, (0, 2)) for line in lines)


def _work(known: Profile, cited: Cited) -> list[RenderableType]:
    if not known.person.employments:
        loose = [Text(f"{title}, nothing tells where") for title in known.titles]
        return [*loose] or [Text("nothing tells where they work", style="dim")]
    jobs = known.person.employments
    return [_job(job, cited, above=number > 0) for number, job in enumerate(jobs)]


def _job(job: Employment, cited: Cited, *, above: bool) -> RenderableType:
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(width=1)
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    mark, style = ("●", "green") if job.current else ("○", "dim")
    title = job.titles[0] if job.titles else ""
    named = Text.assemble((f"{title} at " if title else ""), (job.organization, "bold"))
    head.add_row(Text(mark, style=style), named, Text(job.confidence, style=_TIER[job.confidence]))
    below = [Text(_span(job))]
    if job.departments:
        below.append(Text(", ".join(held.name for held in job.departments)))
    if len(job.roles) > 1:
        below.append(Text(f"before: {'; '.join(map(_held, job.roles[1:]))}"))
    evidence = [_sighting(one, cited) for one in _shown(job)]
    whole = Group(head, Padding(Group(*below, *evidence), (0, 0, 0, 2)))
    return Padding(whole, (1 if above else 0, 0, 0, 0))


def _span(job: Employment) -> str:
    """The days known, stated ones before seen ones."""
    first = _stated(job.started_on) or views.month(job.first_seen)
    last = _stated(job.ended_on) or views.month(job.last_seen)
    if job.current:
        until = f", last seen {last}" if last != first else ""
        text = f"since {first}{until}"
    else:
        text = f"{first} to {last}" if last != first else f"in {first}"
    return f"{text}; {_LEFT[job.left]}" if job.left else text


def _stated(day: date | None) -> str:
    return f"{day:%b %Y}" if day else ""


def _held(role: Held) -> str:
    first, last = views.month(role.first_seen), views.month(role.last_seen)
    return f"{role.name}, {first}" if first == last else f"{role.name}, {first} to {last}"


def _shown(job: Employment) -> Sequence[Sighting]:
    few = job.sightings[: SIGHTINGS_SHOWN - 2] + job.sightings[-2:]
    return job.sightings if len(job.sightings) <= SIGHTINGS_SHOWN else few


def _sighting(one: Sighting, cited: Cited) -> RenderableType:
    """What one mail or card says, where it stands, and how to find it."""
    told = Table.grid(padding=(0, 2, 0, 0))
    told.add_column(width=11, no_wrap=True)
    told.add_column(ratio=1)
    said = (_LEFT[Departure(one.said[0])],) if one.said[0] in set(Departure) else one.said
    told.add_row(Text(_day(one)), Text(f"{', '.join(said)} ({', '.join(one.sources)})"))
    told.add_row("", _source(one.evidence, cited))
    return Padding(told, (0, 0, 0, 2), style="dim")


def _day(one: Sighting) -> str:
    """The day of the evidence; a list's tells nothing of the job."""
    if one.listed:
        return "listed"
    return f"{datetime.fromtimestamp(one.seen_at, UTC):%d %b %Y}"


def _source(evidence: Evidence, cited: Cited) -> Text:
    """On a line of its own, so that it can be copied whole."""
    _, subject = cited.get(evidence.id, (0, ""))
    named = evidence.id if evidence.id in cited else f"{evidence.kind} {evidence.id}"
    return Text(f"{subject}  {named}" if subject else named, overflow="fold")


def _move_line(move: Move) -> Text:
    what = f"{move.before.organization} → {move.after.organization}"
    unsure = " (a suggestion)" if move.confidence is Confidence.SUGGESTION else ""
    signs = f": {', '.join(move.signs)}{unsure}"
    return Text.assemble(f"{views.month(move.at)}  ", (what, "bold"), signs)


def _reach(known: Profile) -> list[RenderableType]:
    if not known.details:
        return []
    table = Table.grid(padding=(0, 2, 0, 0))
    for one in known.details:
        seen = f"{', '.join(one.sources)}, {_when(one.last_seen)}"
        table.add_row(Text(_called(one), style="dim"), Text(_spelt(one)), Text(seen, style="dim"))
    return [table]


def _called(one: Detail) -> str:
    return "fax" if one.normal.startswith("fax:") else one.kind.value


def _spelt(one: Detail) -> str:
    """As written, and in full where that says more."""
    said = "".join(sign for sign in one.value if sign.isdigit() or sign == "+")
    full = one.normal.partition(":")[2].replace(";ext=", " ext. ")
    return one.value if full in ("", said) else f"{one.value} ({full})"


def _when(time: Time) -> str:
    return views.month(time) if time > 0 else "undated"


def _hint(known: Profile) -> Iterator[RenderableType]:
    unsure = [job for job in known.person.employments if job.confidence is Confidence.SUGGESTION]
    if unsure and unsure[0].current:
        who, firm = views.handle(known.person), unsure[0].organization
        yield output.next_step(f"narrowcast person set {who} --employer '{firm}'   # if it is so")


# ---------------------------------------------------------------- moves of many


def moves(found: Sequence[FoundMove], cited: Cited) -> RenderableType:
    """Who works elsewhere now, newest first, and what it means."""
    return Group(*(_found(one, cited) for one in found))


def cited_of(found: Sequence[FoundMove]) -> Iterator[str]:
    """Yield the Message-IDs that `moves` shows."""
    for one in found:
        yield from (evidence.id for evidence in one.move.evidence[:1])


def _found(one: FoundMove, cited: Cited) -> RenderableType:
    move = one.move
    head = Table.grid(expand=True, padding=(0, 2, 0, 0))
    head.add_column(width=11, no_wrap=True)
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    day = f"{datetime.fromtimestamp(move.at, UTC):%d %b %Y}"
    tier = move.confidence
    head.add_row(Text(day), Text(one.name, style="bold"), Text(tier, style=_TIER[tier]))
    return Padding(Group(head, Padding(Group(*_below(one, cited)), (0, 0, 0, 13))), (0, 0, 1, 0))


def _below(one: FoundMove, cited: Cited) -> Iterator[RenderableType]:
    move = one.move
    title = f", {move.after.titles[0]}" if move.after.titles else ""
    yield Text(f"{move.before.organization} → {move.after.organization}{title}")
    yield Text(", ".join(move.signs), style="dim")
    for evidence in move.evidence[:1]:
        source = _source(evidence, cited)
        source.stylize("dim")
        yield source
    yield from _meaning(one)


def _meaning(one: FoundMove) -> Iterator[Text]:
    """What a move is to the owner's prospects."""
    if one.with_the_firm:
        yield Text(f"so did {one.others} others: a renamed firm?", style="yellow")
    for prospect in one.joined:
        back = prospect in one.reopened
        text = "back: now works at the firm of" if back else "now works at the firm of"
        yield Text(f"{text} {_named(prospect)}", style="green" if one.contact else "")
    if one.joined and one.never:
        yield Text("you said never to ask them", style="yellow")
    elif one.joined and not one.contact:
        yield Text("no contact of yours yet: only one-way mail", style="yellow")
    for prospect in one.left:
        yield Text(f"left the firm of {_named(prospect)}", style="yellow")
    for prospect in one.wanted:
        yield Text(f"is {_named(prospect)}: add them anew if you want them there", style="yellow")
    if one.joined and one.contact:
        first = one.joined[0]
        yield output.next_step(f"narrowcast suggest {first.id}")


def _named(prospect: Prospect) -> str:
    return f"prospect {prospect.id}, {prospect.label}"
