"""Which server an account's options name, and how to prove there who we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from narrowcast.connectors.net import ascii_host, is_this_machine

Choice = TypeVar("Choice", bound=StrEnum)


class Security(StrEnum):
    """How a connection is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"  # a server on this machine only


class Auth(StrEnum):
    """How the owner is proved to the server."""

    PASSWORD = "password"  # noqa: S105 - a way, no secret
    XOAUTH2 = "xoauth2"
    OAUTHBEARER = "oauthbearer"


IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and the login there; holds no secret."""

    host: str
    port: int
    user: str
    security: Security = Security.TLS
    auth: Auth = Auth.PASSWORD


def server(
    options: Mapping[str, object],
    kind: str = "imap",
    ports: Mapping[Security, int] = IMAP_PORTS,
) -> Server:
    """The server that *options* name; *kind* is the connector, for the sentence of a ValueError."""
    host, user = options.get("host"), options.get("user")
    if not isinstance(host, str) or not host.strip():
        raise ValueError(f"{kind}: the option host is missing; add the server's name")
    if not isinstance(user, str) or not user.strip() or not user.isprintable():
        raise ValueError(f"{kind}: the option user is missing; add the login, often your address")
    security = _choice(Security, options.get("security", Security.TLS), kind, "security")
    if security is Security.NONE and not is_this_machine(host):
        raise ValueError(
            f'{kind}: security = "none" would send your password to {host} in the open;'
            ' write security = "tls"'
        )
    port = options.get("port", ports[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65_536:
        raise ValueError(
            f"{kind}: the option port is no port; write a number like {ports[security]}"
        )
    return Server(
        host=ascii_host(host),
        port=port,
        user=user.strip(),
        security=security,
        auth=_choice(Auth, options.get("auth", Auth.PASSWORD), kind, "auth"),
    )


def _choice(kinds: type[Choice], given: object, kind: str, option: str) -> Choice:
    try:
        return kinds(str(given))
    except ValueError:
        known = ", ".join(f'"{one}"' for one in kinds)
        raise ValueError(f"{kind}: the option {option} is none of {known}") from None
