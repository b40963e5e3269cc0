"""`narrowcast connect`: an account on a server, told before it is read, tried before it is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from narrowcast.agent.cli import output, session
from narrowcast.agent.errors import InputError
from narrowcast.connectors.tiers import Tier

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.config import Account
    from narrowcast.agent.connecting import Found

_SHOWN = 6  # folders named one by one
_SERVER = "Server (asked for where it is not known)"
_SENDING = "Sending"
_SECRET = "Password (asked for, unless)"  # noqa: S105 - a heading


class Security(StrEnum):
    """How a connection is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Auth(StrEnum):
    """What is shown to the server."""

    PASSWORD = "password"  # noqa: S105 - a way, no secret
    XOAUTH2 = "xoauth2"
    OAUTHBEARER = "oauthbearer"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    panel = "Set up"
    app.command(
        rich_help_panel=panel, epilog="Example: narrowcast connect imap me@firm.example --send"
    )(connect)
    app.command(rich_help_panel=panel, epilog="Example: narrowcast disconnect work")(disconnect)


def connect(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(help="imap, caldav, carddav or smtp; or an account's name: log in again."),
    ],
    address: Annotated[str, typer.Argument(help="Your address there.", show_default=False)] = "",
    name: Annotated[str, typer.Option(help="What to call the account.")] = "",
    host: Annotated[str, typer.Option(help="The server.", rich_help_panel=_SERVER)] = "",
    port: Annotated[
        int, typer.Option(help="Its port.", show_default=False, rich_help_panel=_SERVER)
    ] = 0,
    security: Annotated[
        Security | None,
        typer.Option(help="How to encrypt; tls if not said.", rich_help_panel=_SERVER),
    ] = None,
    url: Annotated[
        str, typer.Option(help="A calendar server's address.", rich_help_panel=_SERVER)
    ] = "",
    user: Annotated[
        str, typer.Option(help="The login; your address if not said.", rich_help_panel=_SERVER)
    ] = "",
    ca_file: Annotated[
        Path | None,
        typer.Option(help="The authority of a server of your own.", rich_help_panel=_SERVER),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send letters, too.", rich_help_panel=_SENDING)
    ] = False,
    smtp_host: Annotated[
        str, typer.Option(help="The server that takes them, if another.", rich_help_panel=_SENDING)
    ] = "",
    smtp_port: Annotated[
        int, typer.Option(help="Its port.", show_default=False, rich_help_panel=_SENDING)
    ] = 0,
    smtp_security: Annotated[
        Security | None,
        typer.Option(help="How to encrypt; tls if not said.", rich_help_panel=_SENDING),
    ] = None,
    auth: Annotated[
        Auth | None,
        typer.Option(help="What is shown; a password if not said.", rich_help_panel=_SECRET),
    ] = None,
    password_env: Annotated[
        str, typer.Option(help="A variable that holds it.", rich_help_panel=_SECRET)
    ] = "",
    password_command: Annotated[
        str, typer.Option(help="A command that prints it.", rich_help_panel=_SECRET)
    ] = "",
    token_command: Annotated[
        str, typer.Option(help="One that prints a token.", rich_help_panel=_SECRET)
    ] = "",
) -> None:
    """Read an account on a server, or log in to one again. It is tried before it is kept."""
    server = {"host": host, "port": port, "security": security, "url": url, "user": user}
    secret = {
        "auth": auth,
        "password_env": password_env,
        "password_command": password_command,
        "token_command": token_command,
        "ca_file": str(ca_file.expanduser().absolute()) if ca_file else "",
    }
    smtp = _given({"host": smtp_host, "port": smtp_port, "security": smtp_security})
    run, options = session.of(context), _given({**server, **secret})
    known = {account.name: account for account in run.settings.accounts}
    if what in known and not address:
        _again(run, known[what], options, smtp if send or smtp else None)
    else:
        _new(run, what, address, options, name, smtp if send or smtp else None)


def disconnect(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The account's name.")]
) -> None:
    """Use an account no more: switch it off, and erase its password here. What was read stays."""
    from narrowcast.agent import connecting
    from narrowcast.agent.errors import NotFound

    run = session.of(context)
    if name not in {account.name for account in run.settings.accounts}:
        raise NotFound("account", name, f"they stand in {run.places.config}")
    if not connecting.disconnect(run.places, name):
        raise InputError(
            f"{name} is switched off, but the system's keyring does not let its password be erased;"
            f" unlock it, then run again: narrowcast disconnect {name}"
        )
    output.done(
        f"{name} is switched off in {run.places.config}, and its password is erased here; take"
        " back an app password in your provider's settings, too"
    )


def _given(options: dict[str, object]) -> dict[str, object]:
    """What was said, with choices as plain text."""
    return {k: str(v) if isinstance(v, StrEnum) else v for k, v in options.items() if v}


def _new(
    run: Session,
    kind: str,
    address: str,
    options: dict[str, object],
    name: str,
    smtp: dict[str, object] | None,
) -> None:
    from narrowcast.agent import connecting

    if kind not in connecting.KINDS:
        accounts = ", ".join(account.name for account in run.settings.accounts) or "none yet"
        raise InputError(
            f"{kind} is neither {', '.join(connecting.KINDS)} nor one of your accounts ({accounts})"
        )
    address = address or _ask("Your address there")
    account = _drafted(kind, address, options, name, smtp)
    connecting.refuse_second_sender(account, run.settings.accounts)
    connecting.refuse_taken(account, run.settings.accounts)
    found, typed = _tried(run, account)
    where = connecting.add(run.places, account, address, typed)
    _tell(account, found)
    if where:
        output.done(f"the password is kept in {where}")
    output.done(f"wrote the account {account.name} to {run.places.config}", "narrowcast sync")


def _drafted(
    kind: str,
    address: str,
    options: dict[str, object],
    name: str,
    smtp: dict[str, object] | None,
) -> Account:
    from narrowcast.agent import connecting
    from narrowcast.agent.core import providers

    known = "host" in options or "url" in options or providers.of(address)
    if not known and sys.stdin.isatty():
        mail = kind in {"imap", "smtp"}
        key = "host" if mail else "url"
        example = f"{kind}.firm.example" if mail else "https://dav.firm.example/"
        options = {**options, key: _ask(f"The server of this address, such as {example}")}
    return connecting.draft(kind, address, options, name=name, smtp=smtp)


def _again(
    run: Session, account: Account, options: dict[str, object], smtp: dict[str, object] | None
) -> None:
    """Log in to an account that is there; *smtp* given: it sends from now on."""
    from narrowcast.agent import connecting, credentials, sources

    if options:
        raise InputError(
            f"the account {account.name} stands in {run.places.config}; change it there, then run:"
            f" narrowcast connect {account.name}"
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
    connecting.signed_in(run.places, account.name)
    _tell(tried, found)
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
        yield f"  - {_TEXTS[tier]}"
        yield "  - answers to letters that you sent by narrowcast"
    elif account.connector == "caldav":
        yield "  - when you met whom: time, title and guests of your meetings"
    else:
        yield "  - names, addresses, firms, titles and telephones of your contacts"
    if account.send:
        yield "Letters that you approve word for word leave by it, and nothing else does;"
        yield "a copy is laid into your Sent folder where the server keeps none."
    yield "It is kept on this machine only; the text of mails is not kept at all."


_TEXTS = {
    Tier.HEADERS: "no text of mails (tier headers)",
    Tier.SIGNATURES: "the text of few mails, for the block under it (tier signatures)",
    Tier.MENTIONS: "the text of mails, for the block under it and for names (tier mentions)",
}


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


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise InputError(f"{question}? Say it on the command line: narrowcast connect --help")
    return str(typer.prompt(question, err=True)).strip()


def _tell(account: Account, found: Found) -> None:
    from narrowcast.agent.core.words import shown

    kind = {"imap": "folder", "caldav": "calendar", "carddav": "address book"}
    thing = kind.get(account.connector, "")
    some = ", ".join(shown(scope, 60) for scope in found.scopes[:_SHOWN])
    names = some + (", …" if len(found.scopes) > _SHOWN else "")
    if thing:
        output.done(f"it opens: {output.counted(len(found.scopes), thing)} to read ({names})")
    if account.send:
        output.done("it takes letters: the login for sending works, and nothing was sent")
