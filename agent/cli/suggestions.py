"""`narrowcast suggest`, `why` and `try`: who could introduce the owner, and what shows it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError, NotFound

if TYPE_CHECKING:
    from narrowcast.agent.config import Account, Settings
    from narrowcast.agent.core.model import Prospect, Suggestion
    from narrowcast.agent.wiring import Workplace
    from narrowcast.agent.workings import Workings

AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DATE", help="As it stood then, such as 2025-06-30."),
]
Limit = Annotated[int, typer.Option(min=1, help="Introducers to show for each prospect.")]

STALE = timedelta(days=90)
"""A mailbox that ends longer ago is seen as of its last message: all its ties would be cold."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel="Every day", epilog="Example: narrowcast suggest jonas")(suggest)
    app.command(rich_help_panel="Look", epilog="Example: narrowcast why 3 --via ana@lumen.example")(
        why
    )
    app.command(
        "try",
        rich_help_panel="Set up",
        epilog="Example: narrowcast try --mail archive.mbox --prospect 'Jonas Weber, Target'",
    )(try_)


def suggest(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="[PROSPECT]", help="Number, name, or 'Name, Firm <address>'.")
    ] = "",
    limit: Limit = 3,
    as_of: AsOf = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the arithmetic, and what would change it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say whom to ask for an introduction, for one prospect or for all, and why."""
    from narrowcast.agent import wiring
    from narrowcast.agent.store import prospects

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        if not (which or as_of):
            work.notice_moves(clock.now())
        wanted = (prospect_named(work, which),) if which else prospects.wanted(work.store)
        found = [work.suggest(one, moment(as_of, work), limit=limit) for one in wanted]
        worked = [_worked(work, one) for one in found] if explain else []
    if not found:
        raise InputError("there are no prospects; run: narrowcast prospect add 'Name, Title, Firm'")
    if explain:
        _show_worked(worked, as_json=as_json)
        return
    show(found, limit, as_json=as_json)


def _worked(work: Workplace, found: Suggestion) -> Workings:
    from narrowcast.agent.workings import Sources, workings
    from narrowcast.connectors.tiers import Tier

    settings = work.settings
    read = settings.privacy.tier is Tier.MENTIONS or settings.search.server
    network = any(account.connector == "linkedin" for account in settings.accounts)
    return workings(work.advisor, found, Sources(texts=read, network=network))


def _show_worked(worked: Sequence[Workings], *, as_json: bool) -> None:
    from narrowcast.agent.cli import workings_views

    if as_json:
        output.data(worked)
        return
    for one in worked:
        output.screen().print(workings_views.view(one))


def why(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="PROSPECT", help="Number, name or firm.")],
    via: Annotated[str, typer.Option(metavar="PERSON", help="The introducer's address or name.")],
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Show everything behind one introducer: numbers, reasons, the messages they rest on."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli import views
    from narrowcast.agent.store import lookup

    run = session.of(context)
    with wiring.workplace(run.settings, run.places) as work:
        at = moment(as_of, work)
        prospect = prospect_named(work, which)
        introducer = work.introducer(prospect, via, at)
        cited = lookup.headings(work.store, views.shown_evidence(introducer))
    if as_json:
        output.data({"prospect": prospect, "as_of": at, "introducer": introducer})
        return
    output.screen().print(views.why(prospect, introducer, at, cited))


def try_(
    context: typer.Context,
    mail: Annotated[Path, typer.Option(help="A mailbox: mbox (also .xz, .gz), Maildir, .eml.")],
    owner: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Whose it is; asked if left out.")
    ] = None,
    calendar: Annotated[Path | None, typer.Option(help="A calendar: .ics.")] = None,
    linkedin: Annotated[Path | None, typer.Option(help="LinkedIn's export.")] = None,
    prospect: Annotated[
        list[str] | None, typer.Option(help="'Name, Title, Firm <address>'; as often as you like.")
    ] = None,
    prospects: Annotated[Path | None, typer.Option(help="A CSV of prospects.")] = None,
    tier: Annotated[str, typer.Option(help="headers, signatures or mentions.")] = "mentions",
    archive: Annotated[
        bool, typer.Option(help="Take only mail that names the owner: a list's archive.")
    ] = False,
    limit: Limit = 3,
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Do the main job on any mailbox, in memory: read it, rank, explain; nothing is kept."""
    from narrowcast.agent import sources, wiring
    from narrowcast.agent.cli.sync import problems_of, progress

    problems: tuple[str, ...]
    accounts = (
        sources.account("mail", mail),
        *((sources.account("calendar", calendar, "ics"),) if calendar else ()),
        *((sources.account("linkedin", linkedin, "linkedin"),) if linkedin else ()),
    )
    settings = _settings(tuple(owner or ()), accounts, tier)
    wanted = _wanted(prospect or [], prospects)
    started = clock.stopwatch()
    with (
        TemporaryDirectory() as folder,
        wiring.throwaway(settings, Path(folder) / "outbox") as work,
    ):
        with progress() as watch:
            if archive:
                messages, problems = work.sync_archive(watch), ()
            else:
                synced = work.sync(clock.now(), watch).synced
                messages, problems = synced.messages, problems_of(synced)
        if not messages:
            raise InputError("; ".join([f"no mail was found in {mail}", *problems]))
        took = clock.stopwatch() - started
        at = moment(as_of, work, stale=STALE)
        _said(messages, took, at, problems)
        if not wanted:
            _strangers(work, at, as_json=as_json)
            return
        found = [work.suggest(one, at, limit=limit) for one in wanted]
    show(found, limit, as_json=as_json)


def prospect_named(work: Workplace, text: str) -> Prospect:
    """Find the kept prospect *text* means, or read it as one that is not kept."""
    from narrowcast.agent.core.prospects import parse_line
    from narrowcast.agent.store import prospects

    try:
        return prospects.find(work.store, text)
    except NotFound:
        read = parse_line(text) if {",", "<", "@"} & set(text) else None
        if read is None:
            raise
        return read


def moment(text: str, work: Workplace, *, stale: timedelta | None = None) -> datetime:
    """Read a moment in the owner's zone; '' is now, or a *stale* mailbox's last message."""
    from narrowcast.agent.core.numbers import zone_of
    from narrowcast.agent.store import lookup

    if text:
        try:
            read = datetime.fromisoformat(text)
        except ValueError as fault:
            raise InputError(f"{text!r} is no date; write one such as 2025-06-30") from fault
        return read if read.tzinfo else read.replace(tzinfo=zone_of(work.owner))
    now, last = clock.now(), lookup.latest(work.store)
    if stale is None or last is None or now - datetime.fromtimestamp(last, UTC) < stale:
        return now
    return datetime.fromtimestamp(last + 1, UTC)


def show(found: Sequence[Suggestion], limit: int, *, as_json: bool) -> None:
    """Print suggestions, as views or as data."""
    from narrowcast.agent.cli import views

    if as_json:
        output.data(found)
        return
    console = output.screen()
    for one in found:
        console.print(views.suggestion(one, shown=limit))


def _settings(owner: tuple[str, ...], accounts: tuple[Account, ...], tier: str) -> Settings:
    from narrowcast.agent.config import OwnerSettings, PrivacySettings, Settings
    from narrowcast.connectors.tiers import Tier

    if tier not in set(Tier):
        raise InputError(f"{tier!r} is no tier; there are: {', '.join(Tier)}")
    return Settings(
        owner=OwnerSettings(addresses=owner or _confirmed(accounts[0])),
        privacy=PrivacySettings(tier=Tier(tier)),
        accounts=accounts,
    )


def _confirmed(mail: Account) -> tuple[str, ...]:
    """Find whose mailbox it is and ask; raises InputError where nobody can be asked."""
    from narrowcast.agent import sources
    from narrowcast.agent.core import ownership

    found = [one.address for one in ownership.propose(sources.sample(mail))]
    shown = " ".join(found) or "nobody"
    if not found or not sys.stdin.isatty():
        hint = "".join(f" --owner {address}" for address in found) or " --owner ADDRESS"
        raise InputError(f"it looks like {shown}'s mail; say whose it is:{hint}")
    if not typer.confirm(f"Is this the mail of {shown}?", default=True):
        raise InputError("say whose it is: --owner ADDRESS (once for each address)")
    return tuple(found)


def _wanted(lines: Sequence[str], sheet: Path | None) -> list[Prospect]:
    from narrowcast.agent.cli.prospects import text_of
    from narrowcast.agent.core.prospects import parse_line, read_csv

    read = [(line, parse_line(line)) for line in lines]
    for line, one in read:
        if one is None:
            raise InputError(f"{line!r} names neither a person nor a company")
    rows = read_csv(text_of(sheet)).rows if sheet else ()
    return [*(one for _, one in read if one), *(row.prospect for row in rows)]


def _said(messages: int, took: float, at: datetime, problems: Sequence[str]) -> None:
    from narrowcast.agent.cli import views

    text = f"{messages:,} messages read in {took:.1f} s; as of {views.day(at)}; nothing is kept"
    output.side().print(Text(text, style="dim"))
    for problem in problems:
        output.side().print(Text(problem, style="yellow"))


def _strangers(work: Workplace, at: datetime, *, as_json: bool) -> None:
    """Without a prospect, show who is there to be asked."""
    from narrowcast.agent import wiring
    from narrowcast.agent.cli.people import table
    from narrowcast.agent.contacts import Contacts

    found = Contacts(work.store, work.advisor, wiring.seconds(at)).strongest(10)
    if as_json:
        output.data(found)
        return
    console = output.screen()
    console.print(table(found))
    console.print(output.next_step("say whom you want to meet: --prospect 'Name, Title, Firm'"))
