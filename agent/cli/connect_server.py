"""Connecting an account by a password: told before it is read, tried before it is kept."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import connect_words, output
from narrowcast.agent.errors import InputError
from narrowcast.connectors.tiers import Tier

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.config import Account
    from narrowcast.agent.connecting import Found
    from narrowcast.agent.core.providers import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A new account, as it was asked for."""

    kind: str
    address: str
    options: dict[str, object]
    name: str = ""
    smtp: dict[str, object] | None = None
    look_up: bool = False
    """Whether the owner's name server may be asked for an unknown domain."""
    found: Provider | None = None
    """Whose servers it was asked about before."""


def new(run: Session, wanted: Wanted) -> None:
    """Read an account that is not there yet; raises InputError, and then nothing was changed."""
    from narrowcast.agent import connecting

    if not wanted.address:
        wanted = replace(wanted, address=connect_words.ask("Your address there"))
    account, provider = _drafted(wanted)
    connecting.refuse_second_sender(account, run.settings.accounts)
    connecting.refuse_taken(account, run.settings.accounts)
    found, typed = _tried(run, account)
    where = connecting.add(run.places, account, wanted.address, typed)
    connect_words.tell(account, found)
    if where:
        output.done(f"the password is kept in {where}")
    output.done(f"wrote the account {account.name} to {run.places.config}", "narrowcast sync")
    for kind in _further(run, wanted, provider):
        hint = f"narrowcast connect {kind} {shlex.quote(wanted.address)}"
        output.screen().print(output.next_step(hint))


def _further(run: Session, wanted: Wanted, provider: Provider | None) -> Iterator[str]:
    """What else the provider has for this address, and is not read yet."""
    if wanted.kind == "imap" and provider and not {"host", "url"} & wanted.options.keys():
        there = {one.connector for one in run.settings.accounts if one.enabled}
        yield from (k for k in ("caldav", "carddav") if getattr(provider, k) and k not in there)


def _drafted(wanted: Wanted) -> tuple[Account, Provider | None]:
    from narrowcast.agent import connecting
    from narrowcast.agent.cli import connect_address

    options, found = wanted.options, wanted.found
    named = "host" in options or "url" in options
    if not named and "@" in wanted.address:
        found = found or connect_address.provider_of(wanted.address, look_up=wanted.look_up)
    if not named and not found and sys.stdin.isatty():
        mail = wanted.kind in {"imap", "smtp"}
        key = "host" if mail else "url"
        example = f"{wanted.kind}.firm.example" if mail else "https://dav.firm.example/"
        asked = connect_words.ask(f"The server of this address, such as {example}")
        options = {**options, key: asked}
    account = connecting.draft(
        wanted.kind, wanted.address, options, name=wanted.name, smtp=wanted.smtp, found=found
    )
    return account, found


def again(
    run: Session, account: Account, options: dict[str, object], smtp: dict[str, object] | None
) -> None:
    """Log in to an account that is there; *smtp* given: it sends from now on."""
    from narrowcast.agent import connecting, credentials, sources

    if options:
        raise InputError(
            f"the account {account.name} stands in {run.places.config}; change it there, then run:"
            f" narrowcast connect {shlex.quote(account.name)}"
        )
    if not any(sources.hosts_of(account.options)):
        raise InputError(f"the account {account.name} is read from this machine; it has no login")
    tried = account if smtp is None else connecting.sending(account, smtp)
    connecting.refuse_second_sender(tried, run.settings.accounts)
    found, typed = _tried(run, tried, kept=True)
    if typed is not None:
        where = credentials.keep(account.name, typed, run.places.data)
        output.done(f"the password is kept in {where}")
    if smtp is not None:
        connecting.add_sending(run.places, tried)
    if not account.enabled:
        connecting.reconnect(run.places, account.name)
    connecting.signed_in(run.places, account.name, clock.now())
    connect_words.tell(tried, found)
    output.done(f"{account.name} is connected", "narrowcast sync")


def _tried(run: Session, account: Account, *, kept: bool = False) -> tuple[Found, str | None]:
    """Say what will happen, ask for the password where it is needed, and log in."""
    from narrowcast.agent import connecting
    from narrowcast.connectors.errors import ConnectorError

    for line in _plan(account, run.settings.privacy.tier):
        output.side().print(Text(line), soft_wrap=True)
    typed = _password(account) if connecting.needs_password(account) else None
    try:
        return connecting.trial(account, run.places.data, typed), typed
    except ConnectorError as fault:
        why = connecting.explained(fault, account, kept=kept)
        raise InputError(f"{why}; nothing was changed") from fault


def _plan(account: Account, tier: Tier) -> Iterator[str]:
    """What narrowcast will do with the account, before it asks for a password."""
    from narrowcast.agent import sources

    hosts = ", ".join(dict.fromkeys(sources.hosts_of(account.options)))
    if account.connector == "smtp":
        yield f"By {hosts} leave the letters that you approve word for word, and nothing else."
        return
    yield f"From {hosts}, narrowcast will read, and change nothing there:"
    if account.connector == "imap":
        yield "  - who wrote to whom, when and about what: the heads of your mail"
        yield "    (all folders but junk, trash and drafts)"
        yield f"  - {connect_words.TEXTS[tier]}"
        yield "  - answers to letters that you sent by narrowcast"
    elif account.connector == "caldav":
        yield "  - when you met whom: time, title and guests of your meetings"
    else:
        yield "  - names, addresses, firms, titles and telephones of your contacts"
    if account.send:
        yield "Letters that you approve word for word leave by it, and nothing else does;"
        yield "a copy is laid into your Sent folder where the server keeps none."
    yield "It is kept on this machine only; the text of mails is not kept at all."


def _password(account: Account) -> str:
    """The password as it is typed, shown nowhere; from a pipe its first line."""
    from narrowcast.agent import connecting

    for line in connecting.advice(account):
        output.side().print(Text(line), soft_wrap=True)
    question = f"Password of {account.options.get('user', account.name)}"
    typed = (
        typer.prompt(question, hide_input=True, err=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    if not typed:
        raise InputError("there is no password; nothing was changed")
    return str(typed)
