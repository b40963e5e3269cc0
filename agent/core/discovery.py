"""Whose servers hold the mail of a domain, by what its DNS names (RFC 6186, RFC 6764).

MX at a provider we know ──► that provider, with its ways to log in
else SRV of the domain  ──► the servers that it names
else nothing: the owner is asked
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from narrowcast.agent.core import providers
from narrowcast.agent.core.providers import Endpoint, Provider
from narrowcast.connectors.formats.dns import Target

SERVICES = (
    "_imaps._tcp", "_imap._tcp", "_submissions._tcp", "_submission._tcp",
    "_caldavs._tcp", "_carddavs._tcp",
)  # fmt: skip
"""What is asked for where no mail exchanger is known to us."""
_MAIL = (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls"))
_LETTERS = (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls"))
_HTTPS = 443


def by_exchangers(exchangers: Sequence[Target]) -> Provider | None:
    """The known provider that takes the mail."""
    return providers.hosted_by(one.host for one in exchangers if one.host)


def by_services(domain: str, services: Mapping[str, Sequence[Target]]) -> Provider | None:
    """A provider made of what *domain* says of itself; None where it names no server for mail."""
    imap = _endpoint(services, _MAIL)
    if imap is None:
        return None
    return Provider(
        name=domain,
        domains=(domain,),
        imap=imap,
        smtp=_endpoint(services, _LETTERS),
        caldav=_url(services.get("_caldavs._tcp", ())),
        carddav=_url(services.get("_carddavs._tcp", ())),
    )


def _endpoint(
    services: Mapping[str, Sequence[Target]], kinds: Sequence[tuple[str, str]]
) -> Endpoint | None:
    for service, security in kinds:
        found = _first(services.get(service, ()))
        if found:
            return Endpoint(found.host, found.port, security)
    return None


def _first(found: Sequence[Target]) -> Target | None:
    """The best that is there: a target without a name says that there is none."""
    return next((one for one in found if one.host and one.port), None)


def _url(found: Sequence[Target]) -> str:
    best = _first(found)
    if best is None:
        return ""
    return f"https://{best.host}{'' if best.port == _HTTPS else f':{best.port}'}/"
