"""Which provider an address, a server or the DNS of a firm's own domain is of.

Nothing is looked up: `provider_table` has the large ones, `known_servers` the smaller ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from narrowcast.agent.core.known_servers import TABLE
from narrowcast.agent.core.provider_table import PROVIDERS as PROVIDERS
from narrowcast.agent.core.provider_table import Endpoint as Endpoint
from narrowcast.agent.core.provider_table import Login as Login
from narrowcast.agent.core.provider_table import Provider as Provider


def of(address: str) -> Provider | None:
    """The provider of a mail address; None: unknown, as every firm's own domain is."""
    domain = address.rpartition("@")[2].strip().lower()
    return next((one for one in _all() if any(fits(domain, d) for d in one.domains)), None)


def at(hosts: Iterable[str]) -> Provider | None:
    """The provider whose own server is among *hosts*."""
    named = set(hosts)
    return next((one for one in _all() if named & set(servers(one))), None)


def servers(provider: Provider) -> Iterator[str]:
    """The hosts that mail is read from and sent by."""
    yield from (one.host for one in (provider.imap, provider.smtp) if one)


def hosted_by(exchangers: Iterable[str]) -> Provider | None:
    """The provider that takes the mail of a domain with these mail exchangers (MX)."""
    names = [one.rstrip(".").lower() for one in exchangers]
    for one in _all():
        for known in (*one.takes_mail, *one.domains):
            if any(name == known or name.endswith(f".{known}") for name in names):
                return one
    return None


@cache
def _all() -> tuple[Provider, ...]:
    return (*PROVIDERS, *map(_read, TABLE.replace("\n  ", " ").splitlines()))


def _read(row: str) -> Provider:
    """One row of the smaller ones; a brand at a large one's servers is that one's."""
    name, domains, imap, smtp, login = row.split("|")
    found = _endpoint(imap)
    large = next((one for one in PROVIDERS if one.imap == found), None)
    if large:
        return replace(large, domains=tuple(domains.split()), takes_mail=())
    return Provider(
        name=name,
        domains=tuple(domains.split()),
        imap=found,
        smtp=_endpoint(smtp),
        user_is_local=login == "local",
    )


def _endpoint(text: str) -> Endpoint:
    host, port, security = text.split()
    return Endpoint(host, int(port), security)


_SECOND_LEVEL = frozenset({"co", "com", "ne", "or", "net", "org"})


def fits(domain: str, known: str) -> bool:
    """Whether *domain* is *known*, or one of its countries."""
    if not known.endswith(".*"):
        return domain == known
    country = domain.removeprefix(known[:-1]).split(".")
    if len(country) == 2 and country[0] in _SECOND_LEVEL:  # co.uk, com.br
        country = country[1:]
    return domain.startswith(known[:-1]) and len(country) == 1 and country[0] != ""
