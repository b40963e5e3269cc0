"""`narrowcast connect`: an account or files, told before reading, tried before they are kept."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrowcast.agent.cli import output, session
from narrowcast.agent.errors import InputError

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.config import Account

_SERVER = "Server (asked for where it is not known)"
_SENDING = "Sending"
_SECRET = "Password (asked for, unless)"  # noqa: S105 - a heading
_CLOUD = "Google and Microsoft"


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


class SendBy(StrEnum):
    """How Microsoft is handed a letter."""

    SUBMIT = "submit"
    DRAFT = "draft"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    panel = "Set up"
    app.command(rich_help_panel=panel, epilog="Example: narrowcast connect me@fastmail.com --send")(
        connect
    )
    app.command(rich_help_panel=panel, epilog="Example: narrowcast disconnect work")(disconnect)


def connect(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            help="Your address or a path alone; or google, microsoft, imap, caldav, carddav, smtp,"
            " mbox, maildir, eml, ics, vcard or linkedin; or an account's name: log in again."
        ),
    ],
    address: Annotated[
        str,
        typer.Argument(help="Your address there; of files, where they are.", show_default=False),
    ] = "",
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
    look_up: Annotated[
        bool,
        typer.Option(
            "--look-up",
            help="Let your name server be asked where the mail of your domain is; else you are"
            " asked first.",
            rich_help_panel=_SERVER,
        ),
    ] = False,
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
    send_by: Annotated[
        SendBy | None,
        typer.Option(
            help="Microsoft: submit, or draft, which finds a letter again more surely and needs"
            " more rights.",
            rich_help_panel=_SENDING,
        ),
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
    client: Annotated[
        Path | None,
        typer.Option(help="Google: the file of your own client.", rich_help_panel=_CLOUD),
    ] = None,
    client_id: Annotated[
        str,
        typer.Option(help="Microsoft: the id of your app registration.", rich_help_panel=_CLOUD),
    ] = "",
    tenant: Annotated[
        str,
        typer.Option(
            help="Microsoft: your organisation, such as firm.example; any if not said.",
            rich_help_panel=_CLOUD,
        ),
    ] = "",
    no_browser: Annotated[
        bool,
        typer.Option(
            "--no-browser",
            help="Show the page's address, for a browser elsewhere.",
            rich_help_panel=_CLOUD,
        ),
    ] = False,
    device_code: Annotated[
        bool,
        typer.Option(
            "--device-code",
            help="Microsoft: sign in by a short code on any device.",
            rich_help_panel=_CLOUD,
        ),
    ] = False,
    no_calendar: Annotated[
        bool,
        typer.Option("--no-calendar", help="Read no calendar.", rich_help_panel=_CLOUD),
    ] = False,
    no_contacts: Annotated[
        bool,
        typer.Option("--no-contacts", help="Read no contacts.", rich_help_panel=_CLOUD),
    ] = False,
    other_contacts: Annotated[
        bool,
        typer.Option(
            "--other-contacts",
            help="Google: also the addresses that it collected by itself.",
            rich_help_panel=_CLOUD,
        ),
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Google: leave mail before that day to another account.",
            rich_help_panel=_CLOUD,
        ),
    ] = None,
    backlog: Annotated[
        str,
        typer.Option(
            help="Google: how older mail is read: imap, or the file of a Takeout.",
            rich_help_panel=_CLOUD,
        ),
    ] = "",
    endpoint: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=URL",
            help="A service of theirs that is at an address of your own.",
            rich_help_panel=_CLOUD,
        ),
    ] = None,
) -> None:
    """Read an account, or log in to one again. It is tried before it is kept.

    You are shown what will be read before anything is asked of you.
    """
    run = session.of(context)
    server = _given({
        "host": host, "port": port, "security": security, "url": url, "user": user, "auth": auth,
        "password_env": password_env, "password_command": password_command,
        "token_command": token_command,
    })  # fmt: skip
    smtp = _given({"host": smtp_host, "port": smtp_port, "security": smtp_security})
    cloud = _given({
        "client": client, "client_id": client_id, "tenant": tenant, "no_browser": no_browser,
        "device_code": device_code, "no_calendar": no_calendar, "no_contacts": no_contacts,
        "other_contacts": other_contacts, "since": since, "backlog": backlog,
        "endpoint": endpoint, "send_by": send_by,
    })  # fmt: skip
    ca = _given({"ca_file": str(ca_file.expanduser().absolute()) if ca_file else ""})
    asked = _Asked(
        server=server, smtp=smtp, cloud=cloud, ca=ca, name=name, send=send, look_up=look_up
    )
    known = {account.name: account for account in run.settings.accounts}
    if what in known and not address:
        _again(run, known[what], asked)
    else:
        _new(run, what, address, asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the options said."""

    server: dict[str, object]
    smtp: dict[str, object]
    cloud: dict[str, object]
    ca: dict[str, object]
    name: str
    send: bool
    look_up: bool

    @property
    def sending(self) -> dict[str, object] | None:
        """How letters leave, beside the account itself; None: by it none do."""
        return self.smtp if self.send or self.smtp else None

    def refuse_server(self, what: str) -> None:
        """Raises InputError where an option of servers was given."""
        _refuse({**self.server, **{f"smtp_{key}": value for key, value in self.smtp.items()}}, what)


def _again(run: Session, account: Account, asked: _Asked) -> None:
    from narrowcast.agent import consenting
    from narrowcast.agent.cli import connect_consent, connect_server

    if consenting.signs_in(account):
        asked.refuse_server(account.name)
        connect_consent.again(run, account, {**asked.cloud, **asked.ca}, send=asked.send)
        return
    _refuse(asked.cloud, account.name)
    connect_server.again(run, account, {**asked.server, **asked.ca}, asked.sending)


def _new(run: Session, what: str, address: str, asked: _Asked) -> None:
    from narrowcast.agent import connecting, consenting
    from narrowcast.agent.cli import connect_address, connect_consent, connect_files, connect_server

    found = None
    if "@" in what and not address and not _is_path(what):
        address = what
        named = "host" in asked.server
        found = None if named else connect_address.provider_of(what, look_up=asked.look_up)
        what = "imap" if asked.server else connect_address.kind_at(found)
    if what in consenting.KINDS:
        asked.refuse_server(what)
        given = {**asked.cloud, **asked.ca}
        connect_consent.new(run, what, address, given, asked.name, send=asked.send)
    elif what in connecting.KINDS:
        _refuse(asked.cloud, what)
        wanted = connect_server.Wanted(
            kind=what,
            address=address,
            options={**asked.server, **asked.ca},
            name=asked.name,
            smtp=asked.sending,
            look_up=asked.look_up,
            found=found,
        )
        connect_server.new(run, wanted)
    elif what in (*connect_files.KINDS, *connect_files.ALIASES) or _is_path(what):
        asked.refuse_server(what)
        _refuse({**asked.cloud, **asked.ca, **({"send": True} if asked.send else {})}, what)
        kind = "" if _is_path(what) and not address else what
        connect_files.new(run, kind, address or ("" if kind else what), asked.name)
    else:
        _refuse_unknown(run, what)


def _is_path(what: str) -> bool:
    """Whether *what* is meant as a path: it is there, or is written as one."""
    return os.sep in what or what.startswith("~") or Path(what).exists()


def _refuse_unknown(run: Session, what: str) -> None:
    from narrowcast.agent import connecting, consenting
    from narrowcast.agent.cli import connect_files

    accounts = ", ".join(account.name for account in run.settings.accounts) or "none yet"
    kinds = ", ".join((*consenting.KINDS, *connecting.KINDS, *connect_files.KINDS))
    raise InputError(
        f"{what} is no address, no path that is there, none of {kinds}, and none of your accounts"
        f" ({accounts})"
    )


def disconnect(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The account's name.")]
) -> None:
    """Use an account no more: switch it off, and erase its login here. What was read stays."""
    from narrowcast.agent import connecting, consenting, credentials
    from narrowcast.agent.errors import NotFound

    run = session.of(context)
    accounts = {account.name: account for account in run.settings.accounts}
    if name not in accounts:
        raise NotFound("account", name, f"they stand in {run.places.config}")
    account = accounts[name]
    signed_in = consenting.signs_in(account)
    connecting.switch_off(run.places, name)
    left = "take back an app password in your provider's settings, too"
    if signed_in:
        left = consenting.sign_out(account, run.settings.accounts, run.places.data)
    secret = "login" if signed_in else "password"
    if not credentials.forget(name, run.places.data):
        raise InputError(
            f"{name} is switched off, but the system's keyring does not let its {secret} be erased;"
            f" unlock it, then run again: narrowcast disconnect {shlex.quote(name)}"
        )
    erased = f"{name} is switched off in {run.places.config}, and its {secret} is erased here"
    output.done(f"{erased}; {left}" if left else f"{erased} and ended there")


def _refuse(options: dict[str, object], what: str) -> None:
    """Say that *options* do not go with *what*; raises InputError."""
    for key in options:
        option = f"--{key.replace('_', '-')}"
        raise InputError(f"{option} does not go with {what}; see: narrowcast connect --help")


def _given(options: dict[str, object]) -> dict[str, object]:
    """What was said, with choices as plain text."""
    return {k: str(v) if isinstance(v, StrEnum) else v for k, v in options.items() if v}
