"""Finding the servers of a domain of one's own, by the name server that this machine uses anyway.

Done only after the owner said yes: it is no host of their accounts.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path

from narrowcast.agent.core import discovery
from narrowcast.agent.core.providers import Provider
from narrowcast.connectors.dns import NameServer
from narrowcast.connectors.formats.dns import Kind
from narrowcast.connectors.net import ascii_host

_RESOLVER = Path("/etc/resolv.conf")


def name_server(resolver: Path = _RESOLVER) -> NameServer | None:
    """The first name server of this machine; None where none is told of (Windows)."""
    try:
        lines = resolver.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for words in map(str.split, lines):
        if words[:1] == ["nameserver"] and len(words) > 1 and _is_number(words[1]):
            return NameServer(words[1])
    return None


def _is_number(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def look_up(domain: str, server: NameServer) -> Provider | None:
    """Whose servers hold the mail of *domain*; None where its DNS names none.

    Raises Transient (nobody answers) and ValueError (no name of a domain).
    """
    name = ascii_host(domain)
    if found := discovery.by_exchangers(server.targets(name, Kind.MX)):
        return found
    services = {one: server.targets(f"{one}.{name}", Kind.SRV) for one in discovery.SERVICES}
    return discovery.by_services(name, services)
