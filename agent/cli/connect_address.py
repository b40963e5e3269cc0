"""From an address to its provider: by the table, else by the owner's name server if they let us."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from narrowcast.agent.cli import output
from narrowcast.connectors.errors import Transient

if TYPE_CHECKING:
    from narrowcast.agent.core.providers import Provider
    from narrowcast.connectors.dns import NameServer


def provider_of(address: str, *, look_up: bool) -> Provider | None:
    """The provider of *address*; None where it is not known, nor found.

    A domain of the owner's own is looked up only with *look_up*, or after they said yes.
    """
    from narrowcast.agent import discovering
    from narrowcast.agent.core import providers

    if known := providers.of(address):
        return known
    domain, server = address.rpartition("@")[2], discovering.name_server()
    if not domain or server is None or not (look_up or _may(domain, server)):
        return None
    try:
        found = discovering.look_up(domain, server)
    except (Transient, ValueError) as fault:
        _say(f"{fault}; nothing was found out")
        return None
    if found is None:
        _say(f"The name server knows no mail server of {domain} that takes programs.")
        return None
    hosts = ", ".join(dict.fromkeys(providers.servers(found)))
    _say(f"{domain} says that its mail is at {found.name} ({hosts or 'no server for programs'}).")
    return found if not sys.stdin.isatty() or _is_right() else None


def kind_at(provider: Provider | None) -> str:
    """How mail is read there: with an address alone, by a password wherever one is taken."""
    from narrowcast.agent.core.providers import Login

    return "microsoft" if provider and provider.login is Login.OAUTH else "imap"


def _may(domain: str, server: NameServer) -> bool:
    if not sys.stdin.isatty():
        return False
    _say(f"{domain} is none of the providers that narrowcast knows.")
    _say(f"Your machine's name server ({server.host}) can be asked where its mail is:")
    _say(f"it hears {domain}, and nothing else; nobody else is asked.")
    return typer.confirm("Ask it?", default=True, err=True)


def _is_right() -> bool:
    return typer.confirm("Is that right?", default=True, err=True)


def _say(line: str) -> None:
    output.side().print(Text(line), soft_wrap=True)
