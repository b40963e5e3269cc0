"""From a server's name to the owner's calendars or address books (RFC 6764, RFC 5397).

url, or /.well-known/caldav ──► principal ──► home ──► collections
   └ may itself be a collection, a home, or the principal
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from narrowcast.connectors import http
from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.dav.kinds import Kind
from narrowcast.connectors.dav.multistatus import Resource
from narrowcast.connectors.dav.server import Server, Told, Unanswered
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import text
from narrowcast.connectors.net import HostRefused

_MAX_NAME_CHARS = 100
_MAX_HOMES = 5


@dataclass(frozen=True, slots=True)
class Home:
    """Where collections are: in *url*, or it is one itself."""

    url: str
    is_collection: bool = False


def collections(server: Server, kind: Kind, homes: Iterable[Home]) -> Iterator[Scope]:
    """The collections of *kind* in *homes*, by name; raises what `Server` raises."""
    found = dict[str, Scope]()
    for home in homes:
        told = server.propfind(home.url, _listed(kind), depth=0 if home.is_collection else 1)
        for one in told.multistatus.resources:
            if _fits(one, kind) and (url := _here(server, told.answer.url, one.href)):
                found[url] = _scope(server, url, one)
    yield from sorted(found.values(), key=lambda scope: (scope.name, scope.id))


def url_of(server: Server, scope: ScopeId) -> str:
    """Where the collection *scope* is; raises HostRefused."""
    if not scope.startswith("/"):
        server.follow(scope)
        return str(scope)
    scheme, host, port = http.origin(server.base)
    place = f"[{host}]" if ":" in host else host
    return f"{scheme}://{place}:{port}{scope}"


def homes(server: Server, kind: Kind) -> list[Home]:
    """What to list: the homes that the server names, or the collection that the owner wrote.

    Raises Skippable where there are none for us, and what `Server` raises.
    """
    refused: Skippable | None = None
    for start in _starts(server, kind):
        try:
            found = _found(server, kind, start)
        except HostRefused as told:
            refused = told
        except Unanswered as told:
            refused = refused or told
        else:
            if found:
                return found[:_MAX_HOMES]
    host = urlsplit(server.base).hostname
    raise refused or Skippable(
        f'{host} names no {kind.word}; write their full address: url = "https://{host}/…"'
    )


def _starts(server: Server, kind: Kind) -> Iterator[str]:
    """Where to look, the likeliest first."""
    path = urlsplit(server.base).path
    if path not in {"", "/"}:
        yield server.base
    yield server.resolve(server.base, f"/.well-known/{kind.well_known}")
    yield server.resolve(server.base, "/")


def _found(server: Server, kind: Kind, start: str) -> list[Home]:
    told = _described(server, kind, start)
    own = next(iter(told.multistatus.resources), Resource())
    if _fits(own, kind):
        return [Home(told.answer.url, is_collection=True)]
    if homes := own.hrefs(kind.home):
        return [Home(server.resolve(told.answer.url, home)) for home in homes]
    for principal in own.hrefs("d:current-user-principal")[:1]:
        there = _described(server, kind, server.resolve(told.answer.url, principal))
        who = next(iter(there.multistatus.resources), Resource())
        return [Home(server.resolve(there.answer.url, home)) for home in who.hrefs(kind.home)]
    return []


def _described(server: Server, kind: Kind, url: str) -> Told:
    """What *url* says of itself; where it sends us to another host of the owner's, that one is
    asked by name: a redirect takes no login along.
    """
    names = (*_listed(kind), "d:current-user-principal", kind.home)
    try:
        return server.propfind(url, names, depth=0)
    except Unanswered as told:
        if told.status != 401 or told.url == url:
            raise
        return server.propfind(told.url, names, depth=0)


def _listed(kind: Kind) -> tuple[str, ...]:
    held = ("c:supported-calendar-component-set",) if kind.component else ()
    return ("d:resourcetype", "d:displayname", *held)


def _fits(resource: Resource, kind: Kind) -> bool:
    """Whether it is such a collection; the boxes of scheduling (RFC 6638) are none."""
    types = resource.names("d:resourcetype")
    if kind.collection not in types or "c:schedule-inbox" in types or "c:schedule-outbox" in types:
        return False
    held = resource.properties.get("c:supported-calendar-component-set")
    return not kind.component or held is None or not held.named or kind.component in held.named


def _here(server: Server, home: str, href: str) -> str:
    """The collection's URL; '' where it lies with a host that is not the owner's."""
    try:
        return server.resolve(home, href)
    except HostRefused:
        return ""


def _scope(server: Server, url: str, resource: Resource) -> Scope:
    path = urlsplit(url).path
    own = http.origin(url) == http.origin(server.base)
    last = unquote(path.rstrip("/").rpartition("/")[2])
    name = text.line(resource.text("d:displayname"))[:_MAX_NAME_CHARS] or last
    return Scope(id=ScopeId(path if own else url), name=name)
