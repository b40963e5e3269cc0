"""`narrowcast init`: asks who you are and where your mail is, and writes config.toml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from narrowcast.agent.cli import output, session
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.config import Account, OwnerSettings, Settings
    from narrowcast.agent.core.ownership import Candidate


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Set up", epilog="Example: narrowcast init --mail archive.mbox")(
        init
    )


def init(
    context: typer.Context,
    mail: Annotated[
        list[Path] | None, typer.Option(help="Your mail: mbox, Maildir or .eml.")
    ] = None,
    calendar: Annotated[list[Path] | None, typer.Option(help="Your calendar: .ics.")] = None,
    cards: Annotated[list[Path] | None, typer.Option(help="Your address book: .vcf.")] = None,
    linkedin: Annotated[Path | None, typer.Option(help="LinkedIn's export, zip or folder.")] = None,
    name: Annotated[str, typer.Option(help="Your name.")] = "",
    address: Annotated[list[str] | None, typer.Option(help="One of your addresses.")] = None,
    zone: Annotated[str, typer.Option(help="Your time zone, such as Europe/Zurich.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take what is proposed; ask nothing.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Replace a config.toml that is there.")] = False,
) -> None:
    """Write config.toml: who you are and where your mail is. Reads mail, keeps nothing yet."""
    from narrowcast.agent import sources
    from narrowcast.agent.config import OwnerSettings, Settings

    run = session.of(context)
    target = run.places.config if not force else _target(run)
    if target.exists() and not force:
        raise InputError(f"there is already a {target}; edit it, or run init with --force")
    asked = list(mail or ())
    if not asked and not yes:
        asked = _ask_for_mail()
    accounts = (
        *(sources.account(_label("mail", n), path) for n, path in enumerate(asked)),
        *(sources.account(_label("calendar", n), p, "ics") for n, p in enumerate(calendar or ())),
        *(sources.account(_label("cards", n), p, "vcf") for n, p in enumerate(cards or ())),
        *((sources.account("linkedin", linkedin, "linkedin"),) if linkedin else ()),
    )
    said = OwnerSettings(name=name, addresses=tuple(address or ()), zone=zone)
    owner = _owner(said, accounts[: len(asked)], yes=yes)
    settings = Settings(owner=owner, accounts=accounts)
    _write(target, settings)
    output.done(f"wrote {target}", "narrowcast sync" if accounts else f"add an account to {target}")


def _target(run: session.Session) -> Path:
    """Where the config file goes when the one that is there cannot even be read."""
    from narrowcast.agent import places

    return places.config_file(run.home)


def _ask_for_mail() -> list[Path]:
    given = typer.prompt(
        "Where is your mail (an mbox file or a mail folder; empty: later)", default=""
    )
    return [Path(given)] if given.strip() else []


def _label(kind: str, number: int) -> str:
    return kind if number == 0 else f"{kind}-{number + 1}"


def _owner(said: OwnerSettings, mail: Sequence[Account], *, yes: bool) -> OwnerSettings:
    """Complete what the owner said by what the mail shows; guesses are confirmed."""
    from narrowcast.agent import clock

    found = said if said.addresses or not mail else _proposed(said, mail, yes=yes)
    zone = found.zone or clock.machine_zone()
    if yes:
        return replace(found, zone=zone)
    return replace(
        found,
        name=found.name if said.name else typer.prompt("Your name", default=found.name),
        zone=said.zone or typer.prompt("Your time zone", default=zone),
        addresses=found.addresses or _typed(typer.prompt("Your addresses (with spaces between)")),
    )


def _proposed(said: OwnerSettings, mail: Iterable[Account], *, yes: bool) -> OwnerSettings:
    from narrowcast.agent import sources
    from narrowcast.agent.core import ownership

    found = ownership.propose(message for account in mail for message in sources.sample(account))
    if not found:
        if yes:
            raise InputError("the mail does not show whose it is; say it with --address")
        return said
    output.screen().print(_table(found))
    addresses: tuple[str, ...] = tuple(candidate.address for candidate in found)
    if not yes and not typer.confirm("Are these all your own addresses?", default=True):
        addresses = _typed(typer.prompt("Your addresses (with spaces between)"))
    names = [candidate.name for candidate in found if candidate.name]
    return replace(said, addresses=addresses, name=said.name or (names[0] if names else ""))


def _table(found: Iterable[Candidate]) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("address", overflow="fold")  # an address cut short cannot be confirmed
    table.add_column("name")
    for heading in ("mails", "sent", "delivered"):
        table.add_column(heading, justify="right")
    for one in found:
        counts = (str(number) for number in (one.present, one.sent, one.delivered))
        table.add_row(Text(one.address), Text(one.name), *counts)
    return table


def _typed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _write(target: Path, settings: Settings) -> None:
    from narrowcast.agent import config, config_text
    from narrowcast.agent.places import write_private

    text = config_text.render(settings)
    config.parse(text)  # what was typed is checked before anything is written
    write_private(target, text)
