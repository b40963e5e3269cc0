"""`narrowcast backup` and `narrowcast restore`: the store's copies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.restore import Restored

_PANEL = "Your data"
group = typer.Typer(
    name="backup",
    help="Copy the store whole, and check the copy; of a daemon's daily ones 7 days and 4 weeks"
    " stay.",
    invoke_without_command=True,
    epilog="Example: narrowcast backup --to /media/disk",
)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--to", help="Another folder than backup.folder in config.toml.", show_default=False
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group.callback()(backup)
    group.command("list", epilog="Example: narrowcast backup list")(listing)
    group.command("verify", epilog="Example: narrowcast backup verify")(verify)
    app.add_typer(group, rich_help_panel=_PANEL)
    app.command(
        rich_help_panel=_PANEL,
        epilog="Example: narrowcast restore ~/backups/narrowcast-20261123T063000Z.db",
    )(restore)


def backup(context: typer.Context, to: Folder = None) -> None:
    """Copy the store whole, and check the copy. Who can read a backup can read the store."""
    if context.invoked_subcommand is not None:
        return
    from narrowcast.agent import backup as backups

    run = session.of(context)
    folder = to.expanduser().absolute() if to else backups.folder_of(run.settings, run.places)
    made = backups.make(run.places, folder, clock.now())
    if to is None:
        kept = run.settings.backup
        backups.rotate(folder, daily=kept.keep_daily, weekly=kept.keep_weekly)
    output.done(f"backed up to {made.path}, and checked")


def listing(context: typer.Context, as_json: AsJson = False) -> None:
    """List the backups, newest first."""
    from narrowcast.agent import backup as backups

    run = session.of(context)
    folder = backups.folder_of(run.settings, run.places)
    kept = backups.found(folder)
    if as_json:
        output.data(
            [{"path": one.path, "made": one.made, "bytes": one.path.stat().st_size} for one in kept]
        )
        return
    console = output.screen()
    if not kept:
        console.print(Text(f"no backup in {folder}"))
        console.print(output.next_step("narrowcast backup"))
    for one in kept:
        megabytes = one.path.stat().st_size / 1e6
        console.print(Text(f"{_moment(one.made)}  {megabytes:7.1f} MB  {one.path.name}"))
    if kept:
        console.print(Text(f"in {folder}"), style="dim")


def verify(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="A backup; without it, all, and the store.")
    ] = None,
) -> None:
    """Check backups octet by octet; without a file also the store itself."""
    from narrowcast.agent import backup as backups
    from narrowcast.agent import integrity

    run = session.of(context)
    if file is not None:
        found = {file: backups.verify(file)}
    else:
        folder = backups.folder_of(run.settings, run.places)
        if why := integrity.damage(run.places, folder):
            raise InputError(why)
        found = {one.path: backups.verify(one.path) for one in backups.found(folder)}
    for path, why in found.items():
        output.done(f"{path.name}: {why or 'sound'}")
    if bad := [path for path, why in found.items() if why]:
        raise InputError(f"{bad[0]} is damaged; delete it and run: narrowcast backup")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup; see: narrowcast backup list.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask again.")] = False,
) -> None:
    """Put a backup in the store's place; the present one is kept aside, and sending is paused.

    What left since the backup is taken over where the present store can be read; what waited to
    leave is looked up among the sent, and never sent by itself.
    """
    from narrowcast.agent.restore import restore as put_back

    run = session.of(context)
    path = file.expanduser().absolute()
    if not yes and not typer.confirm(f"Put {path.name} in the store's place?"):
        raise typer.Exit(1)
    _tell(put_back(run.places, path, clock.now()))


def _tell(done: Restored) -> None:
    when = f"of {_moment(done.made)}" if done.made else "as it was copied"
    output.done(f"restored the store {when}")
    console = output.side()
    if done.aside:
        console.print(Text(f"the former one is {done.aside.name}"))
    if done.carried.asks:
        console.print(Text(f"taken over, as letters left since: {_numbers(done.carried.asks)}"))
    if done.carried.lost:
        console.print(
            Text(f"not taken over, the backup is of another past: {_numbers(done.carried.lost)}")
        )
    if done.held:
        console.print(Text(f"held, as they may have left since: {', '.join(map(str, done.held))}"))
    if not done.knows:
        console.print(Text("what left since is not known: the former store cannot be read"))
    console.print(Text("sending is paused; read your mail, look at your asks, then go on:"))
    for command in ("narrowcast sync", "narrowcast asks", "narrowcast resume"):
        console.print(output.next_step(command))


def _numbers(asks: tuple[int, ...]) -> str:
    return ", ".join(f"ask #{one}" for one in asks)


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
