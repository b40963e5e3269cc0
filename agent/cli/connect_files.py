"""Connecting files on this machine: mail, calendars, address books, LinkedIn's export."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from narrowcast.agent.cli import connect_words, output, whose
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.config import Account

ALIASES = {"vcard": "vcf"}
KINDS = ("mbox", "maildir", "eml", "ics", "vcf", "linkedin")
_MAIL = frozenset({"mbox", "maildir", "eml"})
_LABELS = {"ics": "calendar", "vcf": "cards", "linkedin": "linkedin"}
_CALLED = {
    "mbox": "mail in mbox files",
    "maildir": "mail in a Maildir",
    "eml": "mail in .eml files",
    "ics": "calendars",
    "vcf": "address books",
    "linkedin": "LinkedIn's export",
}


def new(run: Session, kind: str, path: str, name: str) -> None:
    """Read what lies at *path*, as *kind* or ('') as what it looks like; raises InputError."""
    from narrowcast.agent import connecting, sources
    from narrowcast.connectors.errors import ConnectorError

    if not path:
        raise InputError(f"where is it? narrowcast connect {kind} PATH")
    where = Path(path).expanduser()
    if not where.exists():
        raise InputError(f"{where} is not there; give the path of a file or folder")
    account = sources.account("", where, ALIASES.get(kind, kind))
    account = sources.account(name or _free(account, run), where, account.connector)
    _refuse_twice(account, run)
    connecting.refuse_taken(account, run.settings.accounts)
    for line in _plan(account, run):
        output.side().print(Text(line), soft_wrap=True)
    try:
        found = sources.probe(account)
    except ConnectorError as fault:
        raise InputError(f"{fault}; nothing was changed") from fault
    if not found.records:
        what = _CALLED[account.connector]
        other = " or name what it is: narrowcast connect --help" if not kind else ""
        raise InputError(f"{where} holds nothing that can be read as {what}; name another{other}")
    mine, called = _owner(run, account)
    connecting.add_files(run.places, account, mine, called)
    many = "at least " if found.records >= sources.PROBE_RECORDS else ""
    output.done(
        f"it opens: {output.counted(len(found.scopes), 'source')},"
        f" {many}{output.counted(found.records, 'record')}"
    )
    output.done(f"wrote the account {account.name} to {run.places.config}", "narrowcast sync")


def _free(account: Account, run: Session) -> str:
    """A name that no account has yet, such as mail-2."""
    label = _LABELS.get(account.connector, "mail")
    taken = {one.name for one in run.settings.accounts}
    names = (label if number == 1 else f"{label}-{number}" for number in range(1, 1000))
    return next(one for one in names if one not in taken)


def _refuse_twice(account: Account, run: Session) -> None:
    for one in run.settings.accounts:
        if one.options.get("path") == account.options["path"]:
            raise InputError(f"{account.options['path']} is read already, as {one.name}")


def _plan(account: Account, run: Session) -> Iterator[str]:
    yield f"From {account.options['path']}, narrowcast will read, and change nothing there:"
    if account.connector in _MAIL:
        yield "  - who wrote to whom, when and about what: the heads of the mail"
        yield f"  - {connect_words.TEXTS[run.settings.privacy.tier]}"
    elif account.connector == "ics":
        yield "  - when you met whom: time, title and guests of the meetings"
    elif account.connector == "vcf":
        yield "  - names, addresses, firms, titles and telephones of the contacts"
    else:
        yield "  - whom you are connected with, since when, their firm and title; your own jobs"
    yield "It is kept on this machine only; the text of mails is not kept at all."


def _owner(run: Session, account: Account) -> tuple[tuple[str, ...], str]:
    """Addresses and name of the owner that the mail shows and the configuration lacks."""
    known = run.settings.owner.addresses
    if account.connector not in _MAIL or (known and not sys.stdin.isatty()):
        return (), ""
    found = whose.candidates([account])
    fresh = tuple(one for one in found if one.address not in known)
    if known and not fresh:
        return (), ""
    if not sys.stdin.isatty():
        raise InputError(
            "which addresses are yours is not known; run first: narrowcast init --address"
            f" {shlex.quote(fresh[0].address) if fresh else 'ADDRESS'}"
        )
    if known:
        output.side().print("The mail looks as if this were yours, too:")
    elif not fresh:
        said = whose.typed(connect_words.ask("Your addresses (with spaces between)"))
        return said, ""
    return whose.confirmed(fresh), whose.name_of(fresh)
