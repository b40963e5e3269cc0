"""`narrowcast privacy …`: what anybody may want to see before they trust it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson

if TYPE_CHECKING:
    from rich.console import RenderableType

    from narrowcast.agent.core.model import Time
    from narrowcast.agent.privacy import Audit
    from narrowcast.agent.store.spoken import Spoken

_PANEL = "Your data"
_EVER = 36_500

group = typer.Typer(no_args_is_help=True, help="Whom the program spoke to.")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group.command("audit", epilog="Example: narrowcast privacy audit --days 7")(audit)
    app.add_typer(group, name="privacy", rich_help_panel=_PANEL)


def audit(
    context: typer.Context,
    days: Annotated[
        int, typer.Option(min=1, max=_EVER, help="How many days back.", show_default="all")
    ] = _EVER,
    as_json: AsJson = False,
) -> None:
    """Show every host that was spoken to: for which account, when, how many octets; and what was
    refused.

    Mail, calendars, logins and whatever a library tries are counted where sockets open.
    """
    from narrowcast.agent import privacy, wiring

    run = session.of(context)
    now = clock.now()
    with wiring.workplace(run.settings, run.places) as work:
        since = (now - timedelta(days=days)).astimezone(UTC).date()
        found = privacy.audit(work.store, run.settings, since)
    if as_json:
        output.data(_plain(found))
        return
    console = output.screen()
    zone = ZoneInfo(run.settings.owner.zone or clock.machine_zone())
    for line in _lines(found, zone):
        console.print(line)


def _plain(found: Audit) -> dict[str, object]:
    return {
        "since": found.since,
        "spoken": [_row(one) for one in found.spoken],
        "refused": [_row(one) for one in found.refused],
        "unspoken": found.unspoken,
        "not_in_config": [one.host for one in found.strangers],
    }


def _row(one: Spoken) -> dict[str, object]:
    return {
        "host": one.host,
        "account": one.account,
        "connections": one.connections,
        "sent": one.sent,
        "received": one.received,
        "refused": one.refused,
        "first": _moment(one.first),
        "last": _moment(one.last),
    }


def _moment(at: Time | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)


def _lines(found: Audit, zone: ZoneInfo) -> Iterator[RenderableType]:
    if found.since is None:
        yield Text("nobody was ever spoken to")
    elif not found.spoken:
        yield Text(f"nobody was spoken to since {found.since}")
    else:
        yield Text(f"Spoken to since {found.since}, in octets inside the encryption:")
        yield _table(found.spoken, zone)
    if found.refused:
        yield Text()
        yield Text("Refused before a packet left:", style="yellow")
        for one in found.refused:
            whose = f"for {one.account}" if one.account else "asked for by a library or plugin"
            tries = "once" if one.refused == 1 else f"{one.refused:,} times"
            yield Text(f"  {one.host}  {tries}, {whose}, last {_day(one.last, zone)}")
    elif found.since is not None:
        yield Text("Nothing was refused: no library and no server asked for another host.")
    if found.strangers:
        hosts = ", ".join(sorted({one.host for one in found.strangers}))
        yield Text(
            f"Not in config.toml: {hosts}; named by a server of the same domain, or of an account"
            " that is gone.",
            style="dim",
        )
    if found.unspoken:
        hosts = ", ".join(f"{one.host} ({one.account})" for one in found.unspoken)
        yield Text(f"Allowed and not spoken to: {hosts}", style="dim")


def _table(rows: Iterable[Spoken], zone: ZoneInfo) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("host", style="bold", overflow="fold")
    table.add_column("account", overflow="fold")
    table.add_column("times", justify="right", no_wrap=True)
    table.add_column("out", justify="right", no_wrap=True)
    table.add_column("in", justify="right", no_wrap=True)
    table.add_column("first", no_wrap=True)
    table.add_column("last", no_wrap=True)
    for one in rows:
        table.add_row(
            Text(one.host),
            Text(one.account or "?"),
            f"{one.connections:,}",
            _octets(one.sent),
            _octets(one.received),
            _day(one.first, zone),
            _day(one.last, zone),
        )
    return table


def _octets(count: int) -> str:
    return f"{count:,} B" if count < 10_000 else f"{count / 1e3:,.0f} kB"


def _day(at: Time | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{datetime.fromtimestamp(at, zone):%Y-%m-%d}"
