"""`narrowcast lint` and `narrowcast letters`: the words of letters, the owner's own included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent import clock
from narrowcast.agent.cli import output, session
from narrowcast.agent.cli.output import AsJson
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.core.model import Letter, Prospect
    from narrowcast.agent.wiring import Workplace

_PANEL = "Asks"
group = typer.Typer(help="Your own templates of letters.", no_args_is_help=True, name="letters")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(rich_help_panel=_PANEL, epilog="Example: narrowcast lint letter.txt")(lint)
    app.add_typer(group, rich_help_panel=_PANEL)


@group.callback()
def letters() -> None:
    """Change the words of your letters: templates of your own."""


@group.command(epilog="Example: narrowcast letters export ~/letters")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")],
) -> None:
    """Write our templates into a folder for you to change."""
    from narrowcast.agent import own_templates

    names = own_templates.export(folder.expanduser())
    output.screen().print(f"wrote {len(names)} templates to {folder}", soft_wrap=True)
    output.screen().print(
        f'to use them, set in config.toml, under [letters]: templates = "{folder}"',
        soft_wrap=True,
        markup=False,
    )


def lint(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A mail (.eml), or a text with Subject: and To:.")
    ],
    about: Annotated[
        str, typer.Option(metavar="PROSPECT", help="Whom it asks for; left out: whom it names.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Look a letter through that you wrote yourself: what etiquette says of it.

    Exit code 1: it breaks a rule that blocks approval. Nothing is kept or sent.
    """
    from narrowcast.agent import given_letters, wiring
    from narrowcast.agent.cli import letters as shown
    from narrowcast.agent.core import etiquette

    run, now = session.of(context), clock.now()
    given = given_letters.read(file.expanduser())
    letter = given.as_letter()
    if not given.to_address:
        raise InputError(f"{file} has no `To:` line; add whom it goes to, with the address")
    with wiring.workplace(run.settings, run.places) as work:
        prospect = _prospect(work, letter, about)
        introducer = work.introducer(prospect, given.to_address, now)
        findings = work.desk().look_through(letter, prospect, introducer, now)
    if as_json:
        output.data({"prospect": prospect.label, "findings": findings})
    else:
        for one in shown.judged(findings):
            output.screen().print(one)
        if not findings:
            output.done("nothing to say against it", "narrowcast review")
    if etiquette.blocks(findings):
        raise typer.Exit(1)


def _prospect(work: Workplace, letter: Letter, about: str) -> Prospect:
    """Whom the letter asks for: as said, else the one prospect whose name stands in it."""
    from narrowcast.agent.store import prospects

    if about:
        return prospects.find(work.store, about)
    text = f"{letter.subject} {letter.ask_part}".casefold()
    wanted = prospects.wanted(work.store)
    for named in ([one for one in wanted if one.name], [one for one in wanted if not one.name]):
        found = [one for one in named if (one.name or one.organization).casefold() in text]
        if len(found) == 1:
            return found[0]
    raise InputError("it names none of your prospects, or several; say which: --about PROSPECT")
