"""Resources' bodies, in batches (calendar-multiget, addressbook-multiget) or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrowcast.connectors.dav import multistatus
from narrowcast.connectors.dav.changes import Found, path_of
from narrowcast.connectors.dav.kinds import Kind
from narrowcast.connectors.dav.multistatus import Resource
from narrowcast.connectors.dav.server import Server, Unanswered
from narrowcast.connectors.http import MAX_BYTES, TooLarge, joined, origin
from narrowcast.connectors.net import HostRefused

BATCH = 100
BATCH_OCTETS = 6 << 20
"""Of one answer to a batch; where it is more, fewer are asked for at once."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a resource holds; *content* None: it is gone meanwhile."""

    path: str
    content: bytes | None
    refusal: str = ""
    """Why it cannot be had although it is there; '' where it can."""


def fetch(server: Server, url: str, kind: Kind, wanted: Sequence[Found]) -> Iterator[Body]:
    """The bodies of *wanted* in the same order, asked for as they are needed.

    Raises as `Server.report` where the server answers nothing.
    """
    size, start = BATCH, 0
    while start < len(wanted):
        batch = wanted[start : start + size]
        try:
            found = _batch(server, url, kind, batch)
        except TooLarge as fault:
            if len(batch) == 1:
                yield Body(path_of(batch[0].href), b"", f"it cannot be read: {fault}")
                start += 1
            size = max(1, size // 4)
            continue
        yield from found
        start += len(batch)


def _batch(server: Server, url: str, kind: Kind, batch: Sequence[Found]) -> list[Body]:
    body = multistatus.multiget(kind.report, ("d:getetag", kind.data), (one.href for one in batch))
    try:
        limit = MAX_BYTES if len(batch) == 1 else BATCH_OCTETS
        told = server.report(url, body, limit=limit).multistatus.resources
    except Unanswered as refused:
        if refused.status not in {400, 403, 405, 415, 422, 501}:
            raise
        told = []  # it knows no such report, or one of them makes it stumble
    answers = {path_of(one.href): one for one in told}
    return [
        _body(path, answers[path], kind)
        if (path := path_of(one.href)) in answers
        else _alone(server, url, one)
        for one in batch
    ]


def _body(path: str, told: Resource, kind: Kind) -> Body:
    if told.status in {404, 410}:
        return Body(path, None)
    content = told.properties.get(kind.data)
    if content is None or told.status >= 300:
        return Body(path, b"", "the server does not show it")
    return Body(path, content.text.encode("utf-8", "replace"))


def _alone(server: Server, url: str, one: Found) -> Body:
    """By GET, for a server that does not tell it in a batch."""
    path = path_of(one.href)
    try:
        where = joined(url, one.href)
        if origin(where) != origin(url):
            return Body(path, b"", "it lies with another server")
        return Body(path, server.get(where).body)
    except HostRefused as refused:
        return Body(path, b"", str(refused))
    except Unanswered as refused:
        if refused.status in {404, 410}:
            return Body(path, None)
        return Body(path, b"", f"the server does not show it (HTTP {refused.status})")
