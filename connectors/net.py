"""The one place where sockets are opened: to the hosts of the owner's accounts and to no others.

    host asked for ── in the configuration? ──► any address it has: the owner wrote it
                   └─ `follow`ed from a server of the same domain? ──► public addresses only
                   └─ else ──► HostRefused, and counted

TLS is always verified, against the system's authorities or a file of the owner's own. Without TLS
only this machine is spoken to. What goes over each connection is counted by host. That no library
opens a socket past this place, see `guard`.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import idna

from narrowcast.connectors import guard
from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.guard import HostRefused as HostRefused

if TYPE_CHECKING:  # loaded with the first connection: most commands open none
    import ssl

    from narrowcast.connectors.sockets import Tally

CONNECT_SECONDS = 15.0
READ_SECONDS = 60.0

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class BadCertificate(Skippable):
    """The server cannot prove who it is; *remedy* names the owner's own authority."""

    def __init__(self, host: str, why: str, remedy: str = 'ca_file = "/full/path/ca.pem"') -> None:
        super().__init__(
            f"{host} cannot prove that it is {host} ({why}); for a server of your own, name its"
            f" authority: {remedy}"
        )
        self.host, self.why = host, why


class BadAuthority(Skippable):
    """The owner's own authority is no file of certificates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What went to and from one host, in octets as the protocol counts them, inside TLS."""

    host: str
    connections: int
    sent: int
    received: int
    refused: int = 0
    """How often somebody asked for it, and was refused."""
    account: str = ""
    """Whose connections these were; '' where no account is known."""

    def __bool__(self) -> bool:
        """Whether anything went or was refused."""
        return bool(self.connections or self.sent or self.received or self.refused)


class Egress:
    """Opens sockets, to *hosts* and what was followed from them."""

    def __init__(
        self,
        hosts: Iterable[str],
        *,
        account: str = "",
        ca_file: Path | None = None,
        domain_of: Callable[[str], str] = lambda _: "",
    ) -> None:
        """*hosts* are those that the owner wrote for *account*; *ca_file* holds the owner's own
        certificate authority in PEM, None: the system's; *domain_of* tells the registrable domain
        of a host, '' where it has none: then nothing is followed.
        """
        self._domain_of = domain_of
        self._hosts = frozenset(map(ascii_host, hosts))
        self._followed: frozenset[str] = frozenset()
        self._ca_file = ca_file
        self._lock = threading.Lock()
        self._counts = _Counts(account)
        _open.add(self)
        weakref.finalize(self, _keep_untold, self._counts)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that may be spoken to now."""
        return self._hosts | self._followed

    def traffic(self) -> tuple[Traffic, ...]:
        """What went where since this was made, by host."""
        return self._counts.all()

    def moved(self) -> tuple[Traffic, ...]:
        """What went where since the last call; each octet is told once."""
        return self._counts.untold()

    def follow(self, known: str, found: str) -> None:
        """Let *found*, named by the server *known*, be spoken to: it has to be of the same domain.

        Raises HostRefused.
        """
        origin, host = ascii_host(known), ascii_host(found)
        if host in self.hosts:
            return
        if origin not in self.hosts or not self._same_domain(origin, host):
            self._counts.refuse(host)
            raise HostRefused(
                f"{known} sends us to {found}, which is not of your account; if it is, add it:"
                f' hosts = ["{found}"]'
            )
        with self._lock:
            self._followed |= {host}

    def _same_domain(self, one: str, other: str) -> bool:
        domain = self._domain_of(one)
        return bool(domain) and domain == self._domain_of(other)

    def connect(
        self, host: str, port: int, *, tls: bool = True, timeout: float | None = CONNECT_SECONDS
    ) -> socket.socket:
        """Open a connection, encrypted from its first octet; without *tls* only to this machine.

        Raises HostRefused, BadCertificate and Transient (nobody answers).
        """
        opened = self.connect_plain(host, port, timeout=timeout)
        if tls:
            return self.encrypt(opened, host)
        try:
            here = _is_this_machine(opened)
        except OSError as fault:
            opened.close()
            raise Transient(f"{host} hangs up at once: {_reason(fault)}") from fault
        if not here:
            opened.close()
            raise HostRefused(f"{host} would see your password in the open; use TLS")
        return opened

    def connect_plain(
        self, host: str, port: int, *, timeout: float | None = CONNECT_SECONDS
    ) -> socket.socket:
        """Open a connection that the caller encrypts (STARTTLS) before anything secret goes over.

        Raises HostRefused and Transient (nobody answers).
        """
        name = ascii_host(host)
        fault = OSError("it has no address")
        for address in self._addresses(name, port):
            try:
                with guard.permitted(str(address)):
                    opened = socket.create_connection((str(address), port), timeout)
                return self._counted(opened, name)
            except OSError as refused:
                fault = refused
        raise Transient(f"{host} does not answer on port {port}: {_reason(fault)}") from fault

    def encrypt(self, plain: socket.socket, host: str) -> socket.socket:
        """Start TLS on *plain*, with the certificate of *host*; closes *plain* where that fails.

        Raises BadCertificate, BadAuthority and Transient.
        """
        import ssl

        from narrowcast.connectors.sockets import Encrypted, Plain

        try:
            context = self.context()
        except OSError as fault:
            plain.close()
            raise BadAuthority(
                f"{self._ca_file} is no authority: {_reason(fault)}; ca_file has to be a file of"
                " certificates in PEM form"
            ) from fault
        try:
            made = context.wrap_socket(plain, server_hostname=ascii_host(host))
        except ssl.SSLCertVerificationError as fault:
            plain.close()
            raise BadCertificate(host, fault.verify_message) from fault
        except OSError as fault:
            plain.close()
            raise Transient(f"{host} breaks off the encryption: {_reason(fault)}") from fault
        if isinstance(plain, Plain) and isinstance(made, Encrypted):
            made.tally = plain.tally
        return made

    def context(self) -> ssl.SSLContext:
        """A context that verifies certificate and name, TLS 1.2 at least."""
        import ssl

        from narrowcast.connectors.sockets import Encrypted

        context = ssl.create_default_context(cafile=self._ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.sslsocket_class = Encrypted
        return context

    def _addresses(self, name: str, port: int) -> list[IpAddress]:
        """Where *name* may be reached; raises HostRefused and Transient."""
        if name not in self.hosts:
            self._counts.refuse(name)
            raise HostRefused(f"{name} is no server of your accounts; nothing was sent to it")
        try:
            with guard.permitted(name):
                found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except OSError as fault:
            raise Transient(f"{name} cannot be found: {_reason(fault)}") from fault
        addresses = list(dict.fromkeys(_address(str(one[4][0])) for one in found))
        if name in self._hosts:
            return addresses
        # A name that a server gave us must not lead into the owner's own network.
        if not all(address.is_global for address in addresses):
            self._counts.refuse(name)
            raise HostRefused(
                f"{name} leads into a private network; add it to hosts if it is yours"
            )
        return addresses

    def _counted(self, opened: socket.socket, host: str) -> socket.socket:
        from narrowcast.connectors.sockets import Plain, Tally

        tally = Tally(host)
        self._counts.add(tally)
        # Commands are small and answered singly: to wait for more to send costs 40 ms each time.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        timeout = opened.gettimeout()
        counted = Plain(fileno=opened.detach())
        counted.settimeout(timeout)
        counted.tally = tally
        return counted


class _Counts:
    """The octets and refusals of one `Egress`, by host; several threads count."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._tallies: list[Tally] = []
        self._refused = Counter[str]()
        self._told: dict[str, Traffic] = {}
        self._lock = threading.Lock()

    def add(self, tally: Tally) -> None:
        with self._lock:
            self._tallies.append(tally)

    def refuse(self, host: str) -> None:
        with self._lock:
            self._refused[host] += 1

    def all(self) -> tuple[Traffic, ...]:
        with self._lock:
            tallies, refused = tuple(self._tallies), dict(self._refused)
        return tuple(
            Traffic(
                host=host,
                connections=len(own := [one for one in tallies if one.host == host]),
                sent=sum(one.sent for one in own),
                received=sum(one.received for one in own),
                refused=refused.get(host, 0),
                account=self._account,
            )
            for host in sorted({one.host for one in tallies} | refused.keys())
        )

    def untold(self) -> tuple[Traffic, ...]:
        now = {one.host: one for one in self.all()}
        with self._lock:
            before, self._told = self._told, now
        found = (_less(one, before.get(host)) for host, one in now.items())
        return tuple(one for one in found if one)


def _less(now: Traffic, before: Traffic | None) -> Traffic:
    if before is None:
        return now
    return Traffic(
        host=now.host,
        connections=now.connections - before.connections,
        sent=now.sent - before.sent,
        received=now.received - before.received,
        refused=now.refused - before.refused,
        account=now.account,
    )


_open: weakref.WeakSet[Egress] = weakref.WeakSet()
_untold: list[Traffic] = []


def _keep_untold(counts: _Counts) -> None:
    _untold.extend(counts.untold())


def untold() -> tuple[Traffic, ...]:
    """What went over any connection of this process, or was refused, and nobody was told of yet."""
    left = [*_untold]
    del _untold[: len(left)]
    tried = Counter(guard.refusals())
    return (
        *left,
        *(one for egress in list(_open) for one in egress.moved()),
        *(
            Traffic(host=host, connections=0, sent=0, received=0, refused=count)
            for host, count in sorted(tried.items())
        ),
    )


def ascii_host(host: str) -> str:
    """A host as it is looked up: A-labels, lower case, no trailing dot; raises ValueError."""
    bare = host.strip().strip("[]").rstrip(".").lower()
    if not bare or any(character.isspace() or character in "/@" for character in bare):
        raise ValueError(f"{host!r} is no name of a server")
    try:
        found = bare if bare.isascii() else idna.encode(bare, uts46=True).decode("ascii")
    except idna.IDNAError as fault:
        raise ValueError(f"{host!r} is no name of a server") from fault
    if not all(0 < len(label) < 64 for label in found.split(".")):  # nobody can look it up
        raise ValueError(f"{host!r} is no name of a server")
    return found


def is_this_machine(host: str) -> bool:
    """Whether *host* names this machine itself, by name or number; nothing is looked up."""
    name = ascii_host(host)
    try:
        return _address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _is_this_machine(opened: socket.socket) -> bool:
    return _address(str(opened.getpeername()[0])).is_loopback


def _address(text: str) -> IpAddress:
    found = ipaddress.ip_address(text.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _reason(fault: OSError) -> str:
    return fault.strerror or str(fault) or type(fault).__name__
