"""Connecting an account by the provider's own page: told before the page opens, tried before it is
kept.
"""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import connect_words, output
from narrowcast.agent.errors import Busy, InputError
from narrowcast.connectors.errors import ConnectorError, NeedsLogin

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.config import Account
    from narrowcast.agent.consenting import Consented, Page

_OWN = {
    "google": {"client", "no_browser", "other_contacts", "since", "backlog"},
    "microsoft": {"client_id", "tenant", "no_browser", "device_code", "send_by"},
}
_BOTH = {"no_calendar", "no_contacts", "endpoint", "ca_file"}
_AT_A_NEW_LOGIN = {"client", "no_browser", "device_code", "send_by"}


class Talk:
    """The owner at the terminal (`connectors.base.Conversation`)."""

    def say(self, line: str) -> None:
        output.side().print(Text("".join(filter(str.isprintable, line))), soft_wrap=True)

    def ask(self, question: str) -> str:
        """A line that is typed, or the first of a pipe; raises ValueError where there is none."""
        if sys.stdin.isatty():
            with suppress(
                ImportError
            ):  # a terminal by itself cuts long lines (macOS: 1,024 octets)
                import readline  # noqa: F401 - it changes how input() reads
            return str(typer.prompt(question, err=True)).strip()
        if not (line := sys.stdin.readline().strip()):
            raise ValueError(f"{question}? nobody is there to answer")
        return line

    def browse(self, url: str) -> bool:
        import webbrowser

        graphic = sys.platform in {"darwin", "win32"} or any(
            os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
        )
        try:
            return graphic and webbrowser.open(url)  # a browser in this terminal would hide us
        except webbrowser.Error:
            return False


def new(
    run: Session, kind: str, address: str, given: dict[str, object], name: str, *, send: bool
) -> None:
    """Sign in to an account that is not there yet; raises InputError, and nothing was changed."""
    from narrowcast.agent import connecting, consenting

    _refuse_others(given, _OWN[kind] | _BOTH, kind)
    if kind == "microsoft" and "client_id" not in given:
        raise InputError(
            "Microsoft lets in registered programs only; register one of your own, as"
            " docs/setup-microsoft.md shows, and give its id: --client-id"
        )
    address = address or connect_words.ask("Your address there")
    account = consenting.draft(kind, address, dict(_options(kind, given)), name=name, send=send)
    older = None
    if backlog := str(given.get("backlog", "")):
        imap = _endpoints(given.get("endpoint")).get("imap", "")
        account, older = _older(account, backlog, imap)
    for one in (account, older):
        if one:
            connecting.refuse_taken(one, run.settings.accounts)
            connecting.refuse_second_sender(one, run.settings.accounts)
    kept: list[Account | Consented] = [signed := _signed_in(run, account, given)]
    if older:
        kept.append(_signed_in(run, older, given) if consenting.signs_in(older) else older)
    consenting.add(run.places, tuple(kept))
    _note(run, kept)
    _tell(signed)
    names = " and ".join(_account(one).name for one in kept)
    output.done(f"wrote the account {names} to {run.places.config}", "narrowcast sync")


def again(run: Session, account: Account, given: dict[str, object], *, send: bool) -> None:
    """Sign in to an account that is there; *send*: it sends from now on."""
    from dataclasses import replace

    from narrowcast.agent import connecting, consenting

    if given.keys() - _AT_A_NEW_LOGIN:
        raise InputError(
            f"the account {account.name} stands in {run.places.config}; change it there, then run:"
            f" narrowcast connect {shlex.quote(account.name)}"
        )
    by = {"send_by": given["send_by"]} if "send_by" in given else {}
    now = replace(
        account, enabled=True, send=account.send or send, options={**account.options, **by}
    )
    connecting.refuse_second_sender(now, run.settings.accounts)
    signed = _signed_in(run, now, given)
    consenting.renew(run.places, account, signed)
    _note(run, [signed])
    _tell(signed)
    output.done(f"{account.name} is connected", "narrowcast sync")


def _refuse_others(given: dict[str, object], known: set[str], kind: str) -> None:
    for key in given.keys() - known:
        option = f"--{key.replace('_', '-')}"
        raise InputError(f"{option} does not go with {kind}; see: narrowcast connect --help")


def _options(kind: str, given: dict[str, object]) -> dict[str, object]:
    """The account's keys of config.toml that were said on the command line."""
    endpoints = _endpoints(given.get("endpoint"))
    endpoints.pop("imap", "")
    authority = endpoints.pop("authority", "") if kind == "microsoft" else ""
    if tenant := given.get("tenant"):
        authority = f"https://login.microsoftonline.com/{tenant}"
    since = given.get("since")
    said = {
        "client_id": given.get("client_id"),
        "authority": authority,
        "calendar": False if given.get("no_calendar") else None,
        "contacts": False if given.get("no_contacts") else None,
        "other_contacts": given.get("other_contacts"),
        "since": since.date().isoformat() if isinstance(since, datetime) else None,
        "send_by": given.get("send_by"),
        "ca_file": given.get("ca_file"),
        "endpoints": endpoints,
    }
    return {key: value for key, value in said.items() if value not in (None, "", {})}


def _endpoints(given: object) -> dict[str, str]:
    found = dict[str, str]()
    for one in given if isinstance(given, list) else ():
        name, is_one, url = str(one).partition("=")
        if not is_one or not url:
            raise InputError(
                f"{one} is no endpoint; write it like graph=https://graph.example/v1.0"
            )
        found[name] = url
    return found


def _older(account: Account, backlog: str, imap: str) -> tuple[Account, Account]:
    """*account* and the one that reads what is older, from IMAP or a file."""
    from narrowcast.agent import consenting

    if backlog == "imap":
        return consenting.older_by_imap(account, clock.now().date(), imap)
    return consenting.older_by_file(account, Path(backlog).expanduser())


def _page(run: Session, given: dict[str, object]) -> Page:
    from narrowcast.agent.consenting import Page
    from narrowcast.connectors.base import Way

    way = Way.PASTE if given.get("no_browser") else Way.BROWSER
    client = given.get("client")
    return Page(
        tier=run.settings.privacy.tier,
        talk=Talk(),
        way=Way.CODE if given.get("device_code") else way,
        client=_text_of(client) if isinstance(client, Path) else "",
    )


def _text_of(client: Path) -> str:
    path = client.expanduser()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{path} cannot be read; name the file of your client") from fault


def _signed_in(run: Session, account: Account, given: dict[str, object]) -> Consented:
    """Tell, lead through the provider's page, and try what came of it."""
    from narrowcast.agent import consenting, sources

    hosts = ", ".join(dict.fromkeys(sources.hosts_of(account.options)))
    say = Talk().say
    say(f"The account {account.name} will be read from {hosts}, and from nowhere else.")
    say(f"Of your mail it reads the heads, and {connect_words.TEXTS[run.settings.privacy.tier]}.")
    say("It is kept on this machine only; the text of mails is not kept at all.")
    try:
        consented = consenting.consent(account, run.places.data, _page(run, given))
        found = consenting.trial(consented, run.places.data)
    except KeyboardInterrupt:
        raise InputError("stopped; nothing was changed") from None
    except NeedsLogin as fault:
        raise InputError(f"{fault.why or fault}; nothing was changed") from fault
    except ConnectorError as fault:
        raise InputError(f"{fault}; nothing was changed") from fault
    connect_words.tell(consented.account, found)
    return consented


def _note(run: Session, kept: list[Account | Consented]) -> None:
    """Let what was parked be read again, and remember when logins will end."""
    from narrowcast.agent import connecting
    from narrowcast.agent.consenting import Consented

    for one in kept:
        lives = one.signed.lives_seconds if isinstance(one, Consented) else 0
        try:
            connecting.signed_in(run.places, _account(one).name, clock.now(), lives)
        except Busy:  # whoever is at work looks at logins by itself
            output.done("another narrowcast is at work, and takes up the new login by itself")


def _account(one: Account | Consented) -> Account:
    from narrowcast.agent.config import Account

    return one if isinstance(one, Account) else one.account


def _tell(signed: Consented) -> None:
    name = signed.account.name
    for line in signed.signed.notes:
        output.done(line)
    for option in signed.signed.without:
        output.done(
            f"wrote {option} = false; to change your mind, write {option} = true and run:"
            f" narrowcast connect {shlex.quote(name)}"
        )
