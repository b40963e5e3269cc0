"""What has changed in a collection: by sync token (RFC 6578), else by comparing a listing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from narrowcast.connectors.dav import multistatus
from narrowcast.connectors.dav.multistatus import Multistatus, Resource
from narrowcast.connectors.dav.server import Server, Unanswered
from narrowcast.connectors.errors import CursorExpired, Skippable

_MAX_ROUNDS = 500
_MAX_ZONE_CHARS = 10_000
_ZONE = re.compile(r"^TZID[^:\n]{0,100}:([^\r\n]{1,100})", re.MULTILINE)
_ETAG = ("d:getetag",)
_LISTED = ("d:getetag", "d:resourcetype")
_FORGOTTEN = frozenset({400, 403, 404, 409, 410, 412})
"""Radicale says 403, Xandikos 412, others what they like where they no longer know a token."""


class Way(StrEnum):
    """How a collection tells of changes."""

    TOKEN = "token"  # noqa: S105 - the sync token of RFC 6578
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Found:
    """A resource as the server names it, and its ETag, '' where it has none."""

    href: str
    etag: str


@dataclass(slots=True)
class Changes:
    """Resources that are there, and those that are gone, by path."""

    there: dict[str, Found] = field(default_factory=dict[str, Found])
    gone: set[str] = field(default_factory=set[str])
    token: str = ""
    """What to ask from the next time: a sync token, or the collection's tag (CTag)."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What a collection says of itself: how it tells of changes, and its time zone by name."""

    way: Way
    zone: str = ""


def nature(server: Server, url: str, zone: str) -> Nature:
    """What *url* says of itself, of its time zone by the property *zone*; raises as
    `Server.propfind`.
    """
    names = ("d:supported-report-set", "d:sync-token", *filter(None, (zone,)))
    told = server.propfind(url, names, depth=0)
    own = next(iter(told.multistatus.resources), Resource())
    by_token = "d:sync-collection" in own.names("d:supported-report-set") or own.text(
        "d:sync-token"
    )
    named = _ZONE.search(own.text(zone)[:_MAX_ZONE_CHARS])
    return Nature(Way.TOKEN if by_token else Way.LISTING, named[1].strip() if named else "")


def since(server: Server, url: str, token: str) -> Changes:
    """Everything that changed since *token*, '' the beginning; raises CursorExpired where the
    server no longer knows it, and as `Server.report`.
    """
    found = Changes(token=token)
    for _ in range(_MAX_ROUNDS):
        told = _synced(server, url, found.token)
        before, found.token = found.token, told.token or found.token
        if not _gather(found, told, url):
            if not told.token and token:
                raise CursorExpired("the server no longer tells where we are")
            if not told.token:
                raise Unanswered(url, 501)
            return found
        if found.token == before:
            break
    raise Skippable(f"{urlsplit(url).hostname} never comes to the end of its changes")


def listing(server: Server, url: str) -> Changes:
    """Everything that is there; raises as `Server.propfind`."""
    told = server.propfind(url, _LISTED, depth=1).multistatus
    found = Changes()
    for one in told.resources:
        if "d:collection" not in one.names("d:resourcetype"):
            _note(found, one, url)
    return found


def tag(server: Server, url: str) -> str:
    """The collection's tag (CTag), which changes with its content; '' where it has none."""
    told = server.propfind(url, ("s:getctag",), depth=0).multistatus
    return next((one.text("s:getctag") for one in told.resources), "")


def _synced(server: Server, url: str, token: str) -> Multistatus:
    body = multistatus.sync_collection(token, _ETAG)
    try:
        return server.report(url, body).multistatus
    except Unanswered as told:
        forgotten = "d:valid-sync-token" in told.conditions or told.status in _FORGOTTEN
        if token and forgotten:
            raise CursorExpired("the server no longer knows where we were") from told
        raise


def _gather(found: Changes, told: Multistatus, url: str) -> bool:
    """Add what an answer tells; whether the server has more to say (507, RFC 6578 §3.6)."""
    more = False
    for one in told.resources:
        if one.status == 507:
            more = True
        else:
            _note(found, one, url)
    return more


def _note(found: Changes, one: Resource, url: str) -> None:
    path = path_of(one.href)
    if not one.href or path.endswith("/") or path == path_of(url):
        return
    if one.status in {404, 410}:
        found.gone.add(path)
        found.there.pop(path, None)
    elif one.status < 300:
        found.gone.discard(path)
        found.there[path] = Found(one.href, one.text("d:getetag"))


def path_of(href: str) -> str:
    """The path of a URL or href, however its server escapes it."""
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return href
