"""What every way of connecting an account asks and tells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from narrowcast.agent.cli import output
from narrowcast.agent.errors import InputError
from narrowcast.connectors.tiers import Tier

if TYPE_CHECKING:
    from narrowcast.agent.config import Account
    from narrowcast.agent.connecting import Found

_SHOWN = 6  # folders named one by one
TEXTS = {
    Tier.HEADERS: "no text of mails (tier headers)",
    Tier.SIGNATURES: "the text of few mails, for the block under it (tier signatures)",
    Tier.MENTIONS: "the text of mails, for the block under it and for names (tier mentions)",
}
"""How much of a mail is read, in words."""
_THINGS = {
    "imap": "folder",
    "caldav": "calendar",
    "carddav": "address book",
    "google": "source",
    "microsoft": "source",
}


def ask(question: str) -> str:
    """A line that the owner types; raises InputError where nobody can."""
    if not sys.stdin.isatty():
        raise InputError(f"{question}? Say it on the command line: narrowcast connect --help")
    return str(typer.prompt(question, err=True)).strip()


def tell(account: Account, found: Found) -> None:
    """Say what a trial of *account* saw."""
    from narrowcast.agent.core.words import shown

    thing = _THINGS.get(account.connector, "")
    some = ", ".join(shown(scope, 60) for scope in found.scopes[:_SHOWN])
    names = some + (", …" if len(found.scopes) > _SHOWN else "")
    if thing:
        output.done(f"it opens: {output.counted(len(found.scopes), thing)} to read ({names})")
    if account.send:
        output.done("it takes letters: the login for sending works, and nothing was sent")
