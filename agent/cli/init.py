"""`narrowcast init`: asks who you are and how you write, and writes config.toml."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent.cli import output, session, whose
from narrowcast.agent.config_letters import Language
from narrowcast.agent.errors import ConfigError, InputError

if TYPE_CHECKING:
    from narrowcast.agent.config import Account, OwnerSettings, Settings

_SPEAKS_FORMALLY = {Language.GERMAN: "Sie", Language.FRENCH: "vous", Language.SPANISH: "usted"}


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(rich_help_panel="Set up", epilog="Example: narrowcast init")(init)


def init(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="Your name.")] = "",
    address: Annotated[
        list[str] | None, typer.Option(help="One of your addresses, old ones too; repeat it.")
    ] = None,
    zone: Annotated[str, typer.Option(help="Your time zone, such as Europe/Zurich.")] = "",
    language: Annotated[
        Language | None, typer.Option(help="Of your letters, where your mail does not tell.")
    ] = None,
    formal: Annotated[
        bool | None,
        typer.Option("--formal/--informal", help="Sie or du, where your mail does not tell."),
    ] = None,
    mail: Annotated[
        list[Path] | None,
        typer.Option(help="Your mail, if in files: finds your addresses; mbox, Maildir or .eml."),
    ] = None,
    calendar: Annotated[list[Path] | None, typer.Option(help="Your calendar: .ics.")] = None,
    cards: Annotated[list[Path] | None, typer.Option(help="Your address book: .vcf.")] = None,
    linkedin: Annotated[Path | None, typer.Option(help="LinkedIn's export, zip or folder.")] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Take what is proposed; ask nothing.")
    ] = False,
    force: Annotated[
        bool, typer.Option(help="Begin anew beside a config.toml that is there: it is kept.")
    ] = False,
) -> None:
    """Write config.toml: who you are and how you write. Accounts come next, by connect.

    Asks for your name, your addresses, your time zone and the style of your letters; nothing else.
    """
    from narrowcast.agent import sources
    from narrowcast.agent.config import OwnerSettings, Settings

    run = session.of(context)
    target = run.places.config if not force else _target(run)
    if target.exists() and not force:
        raise InputError(f"there is already a {target}; edit it, or run init with --force")
    accounts = (
        *(sources.account(_label("mail", n), path) for n, path in enumerate(mail or ())),
        *(sources.account(_label("calendar", n), p, "ics") for n, p in enumerate(calendar or ())),
        *(sources.account(_label("cards", n), p, "vcf") for n, p in enumerate(cards or ())),
        *((sources.account("linkedin", linkedin, "linkedin"),) if linkedin else ()),
    )
    said = OwnerSettings(name=name, addresses=tuple(address or ()), zone=zone)
    settings = Settings(owner=said, accounts=accounts)
    settings = replace(settings, owner=_owner(said, accounts[: len(mail or ())], yes=yes))
    settings = _styled(settings, language, formal=formal, yes=yes)
    _write(target, settings)
    first = settings.owner.addresses[0]
    output.done(f"wrote {target}", "narrowcast sync" if accounts else f"narrowcast connect {first}")


def _target(run: session.Session) -> Path:
    """Where the config file goes when the one that is there cannot even be read."""
    from narrowcast.agent import places

    return places.config_file(run.home)


def _label(kind: str, number: int) -> str:
    return kind if number == 0 else f"{kind}-{number + 1}"


def _owner(said: OwnerSettings, mail: Sequence[Account], *, yes: bool) -> OwnerSettings:
    """Complete what the owner said by what mail and machine show; guesses are confirmed."""
    from narrowcast.agent import clock

    shown = said if said.addresses or not mail else _shown(said, mail, yes=yes)
    zone = said.zone or clock.machine_zone()
    if yes:
        if not shown.addresses:
            raise InputError("whose mail it will be is not known; say it with --address")
        return replace(shown, zone=zone)
    name = shown.name or _machine_name()
    return replace(
        shown,
        name=said.name or typer.prompt("Your name", default=name or None),
        addresses=shown.addresses or _asked("Your addresses (spaces between; old ones, too)"),
        zone=said.zone or typer.prompt("Your time zone", default=zone, value_proc=_zone),
    )


def _asked(question: str) -> tuple[str, ...]:
    def read(text: str) -> tuple[str, ...]:
        found = whose.typed(text)
        _checked(lambda: _check_addresses(found))
        return found

    found: tuple[str, ...] = typer.prompt(question, value_proc=read)
    return found


def _check_addresses(addresses: tuple[str, ...]) -> None:
    from narrowcast.agent import config

    if not addresses:
        raise ConfigError("", "holds no address")
    config.check_addresses("", addresses)


def _zone(text: str) -> str:
    from narrowcast.agent import config

    _checked(lambda: config.check_zone(text.strip()))
    return text.strip()


def _checked(check: Callable[[], None]) -> None:
    """Have what was typed wrongly be asked for again, and not thrown away with all the rest."""
    try:
        check()
    except ConfigError as fault:
        raise typer.BadParameter(str(fault).partition(": ")[2]) from fault


def _machine_name() -> str:
    """The name that the system has for who runs this; '' where it has none."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip().replace("root", "")
    except (ImportError, KeyError):
        return ""


def _shown(said: OwnerSettings, mail: Sequence[Account], *, yes: bool) -> OwnerSettings:
    """Addresses and name as *mail* shows them."""
    found = whose.candidates(mail)
    if not found:
        if yes:
            raise InputError("the mail does not show whose it is; say it with --address")
        return said
    addresses = tuple(one.address for one in found) if yes else whose.confirmed(found)
    return replace(said, addresses=addresses, name=said.name or whose.name_of(found))


def _styled(
    settings: Settings, language: Language | None, *, formal: bool | None, yes: bool
) -> Settings:
    """How letters speak where past mail with somebody does not tell."""
    chosen = language or _language()
    if not language and not yes:
        told = ", ".join(Language)
        text = typer.prompt(
            f"The language of your letters ({told})", default=chosen, value_proc=_one_of
        )
        chosen = Language(text)
    if formal is None and not yes and chosen in _SPEAKS_FORMALLY:
        formal = typer.confirm(f"Formal ({_SPEAKS_FORMALLY[chosen]})?", default=True)
    owner = replace(settings.owner, language=chosen)
    letters = settings.letters if formal is None else replace(settings.letters, formal=formal)
    return replace(settings, owner=owner, letters=letters)


def _one_of(text: str) -> str:
    found = text.strip().lower()
    if found not in set(Language):
        raise typer.BadParameter(f"one of {', '.join(Language)}")
    return found


def _language() -> Language:
    """The machine's, where letters can be in it."""
    told = next((os.environ[n] for n in ("LC_ALL", "LANG", "LANGUAGE") if os.environ.get(n)), "")
    return next((one for one in Language if told.lower().startswith(one)), Language.ENGLISH)


def _write(target: Path, settings: Settings) -> None:
    """Write it anew; one that is there is kept beside it."""
    from narrowcast.agent import clock, config, config_text
    from narrowcast.agent.places import write_private

    text = config_text.render(settings)
    config.parse(text)  # what was said by options is checked before anything is written
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
        target.replace(kept)
        output.done(f"the former one is now {kept}")
    write_private(target, text)
