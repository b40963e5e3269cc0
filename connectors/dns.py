"""Asking the owner's own name server where a domain's mail is.

Over TCP (RFC 7766), by a socket of `Egress`: one more host that is named, allowed and counted like
any other. It hears the domain, as it does whenever a server of it is connected to, and no address.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from narrowcast.connectors.errors import Transient
from narrowcast.connectors.formats import dns
from narrowcast.connectors.net import Egress
from narrowcast.connectors.sockets import Bounded

PORT = 53
_SECONDS = 6.0
_LONGEST = 65_535


@dataclass(frozen=True, slots=True)
class NameServer:
    """One name server, by its number."""

    host: str
    port: int = PORT

    def targets(self, name: str, kind: dns.Kind) -> tuple[dns.Target, ...]:
        """What *name* has of *kind*, best first; raises Transient and ValueError."""
        number = secrets.randbelow(1 << 16)
        asked = dns.question(name, kind, number)
        opened = Egress((self.host,)).connect_plain(self.host, self.port, timeout=_SECONDS)
        with opened:
            try:
                opened.sendall(len(asked).to_bytes(2, "big") + asked)
                with Bounded(opened, _SECONDS, _LONGEST + 2) as stream:
                    answer = _exactly(stream, int.from_bytes(_exactly(stream, 2), "big"))
                return dns.targets(answer, kind, number)
            except (OSError, EOFError, dns.BadAnswer) as fault:
                raise Transient(f"the name server {self.host} does not say: {fault}") from fault


def _exactly(stream: Bounded, octets: int) -> bytes:
    found = b""
    while len(found) < octets:
        more = stream.read(octets - len(found))
        if not more:
            raise EOFError("it hangs up")
        found += more
    return found
