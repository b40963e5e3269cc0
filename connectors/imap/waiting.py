"""Hearing of news: IDLE (RFC 2177) in one folder, NOTIFY (RFC 5465) or questions for the others.

Nothing may slip in between a pull and the waiting: on the way in, each folder's figures are
compared with those that the last pull saw.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Event

from narrowcast.connectors.base import Scope, ScopeId
from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.imap import selection
from narrowcast.connectors.imap_session import faults, values
from narrowcast.connectors.imap_session.figures import State, of_status
from narrowcast.connectors.imap_session.pool import Pool
from narrowcast.connectors.imap_session.session import Session, name
from narrowcast.connectors.imap_session.stream import Response
from narrowcast.connectors.records import FolderRole

RENEW_SECONDS = 540.0  # servers hang up after 30 minutes, home routers forget after ten
POLL_SECONDS = 60.0  # where a server cannot tell by itself
_SLICE_SECONDS = 0.5  # how soon *stop* is noticed
_DONE_SECONDS = 15.0
_ROLES = (FolderRole.INBOX, FolderRole.OTHER, FolderRole.SENT, FolderRole.ARCHIVE)
_MAX_NOTIFIED = 60

Mails = tuple[int, int | None, int]

_NEWS = re.compile(rb"\* (?:(\d{1,10}) (EXISTS|EXPUNGE)|(VANISHED) )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the owner of the connection knows of each folder."""

    pulled: dict[ScopeId, State] = field(default_factory=dict[ScopeId, State])
    """As the last pull saw it."""
    told: dict[ScopeId, Mails] = field(default_factory=dict[ScopeId, Mails])
    """As `wait` last reported it."""


@dataclass(frozen=True, slots=True)
class _Watch:
    """What is waited for."""

    session: Session
    keys: Mapping[bytes, ScopeId]
    """The most telling folder first."""
    seen: Seen

    def changed(self, key: bytes, now: State) -> bool:
        """Whether *now* differs from what was seen; a folder never seen is taken as it is."""
        scope = self.keys[key]
        before = self.seen.pulled.setdefault(scope, now)
        if _mails(before) == _mails(now):
            return False
        if self.seen.told.get(scope) == _mails(now):
            # Told already, and the pull found nothing: STATUS and EXAMINE disagree on this server.
            self.seen.pulled[scope] = now
            return False
        self.seen.told[scope] = _mails(now)
        return True


def wait(
    pool: Pool,
    scopes: Collection[Scope],
    seen: Seen,
    seconds: float,
    stop: Event,
) -> frozenset[ScopeId]:
    """The scopes whose mails differ from *seen*, as soon as there are some."""
    if not scopes:
        stop.wait(seconds)
        return frozenset()
    ordered = sorted(scopes, key=lambda scope: _ROLES.index(_rank(scope)))
    keys = {selection.key_of(scope): scope.id for scope in ordered}
    end = time.monotonic() + seconds
    with pool.lend(lambda session: session.examine(next(iter(keys)))) as (session, first):
        _keep_alive(session)
        watch = _Watch(session, keys, seen)
        if watch.changed(next(iter(keys)), first):
            return frozenset({next(iter(keys.values()))})
        notified = _notify(watch)
        try:
            return _waited(watch, end, stop, notified=notified)
        finally:
            if notified and session.is_open:
                session.run("NOTIFY NONE")


def _keep_alive(session: Session) -> None:
    """Have the system notice within minutes that nobody is there any more, say after sleeping."""
    opened = session.stream.socket
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for label, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4)):
        option = getattr(socket, label, None)  # not every system has them
        if option is not None:
            opened.setsockopt(socket.IPPROTO_TCP, option, value)


def _waited(watch: _Watch, end: float, stop: Event, *, notified: bool) -> frozenset[ScopeId]:
    idles = watch.session.has("IDLE")
    alone = notified or len(watch.keys) == 1
    longest = RENEW_SECONDS if idles and alone else POLL_SECONDS * (1 + len(watch.keys) // 20)
    while True:
        news = _asked(watch)
        left = end - time.monotonic()
        if news or left <= 0 or stop.is_set():
            return news
        span = min(left, longest)
        if not idles:
            stop.wait(span)
        elif (news := _idle(watch, span, stop)) or stop.is_set():
            return news


def _rank(scope: Scope) -> FolderRole:
    return scope.role if scope.role in _ROLES else FolderRole.OTHER


def _mails(state: State) -> Mails:
    return state.uidvalidity, state.uidnext, state.messages


def _notify(watch: _Watch) -> bool:
    """Ask the server to tell of the other folders, too; whether it will."""
    others = tuple(watch.keys)[1:]
    able = watch.session.has("NOTIFY") and watch.session.has("IDLE")
    if not others or len(others) > _MAX_NOTIFIED or not able:
        return False
    boxes = [word for key in others for word in name(key) if isinstance(word, bytes)]
    if len(boxes) < len(others):
        return False
    try:
        watch.session.run(
            "NOTIFY SET (selected-delayed (MessageNew MessageExpunge))",
            b"(mailboxes (" + b" ".join(boxes) + b") (MessageNew MessageExpunge))",
        )
    except Skippable:
        return False
    return True


def _asked(watch: _Watch) -> frozenset[ScopeId]:
    """Which folders have news: the others by STATUS, then the open one by opening it anew.

    What came to it meanwhile was told in the midst of those answers, where nobody looks for it.
    """
    opened, *others = watch.keys
    news: set[bytes] = set()
    figures = watch.session.figures_of(others)
    for key in others:
        try:
            if watch.changed(key, figures.get(key) or watch.session.status(key)):
                news.add(key)
        except Skippable:
            continue  # gone or closed: the next listing tells
    answer = watch.session.run("NOOP")
    told = any(_tells(watch, one[0]) for one in answer.untagged)
    if told or (others and watch.changed(opened, watch.session.examine(opened))):
        news.add(opened)
    return frozenset(watch.keys[key] for key in news)


def _tells(watch: _Watch, line: bytes) -> bool:
    """Whether *line* says that mail came to, or went from, the open folder."""
    told = _NEWS.match(line)
    if told is None:
        return False
    if told[2] and told[2].upper() == b"EXISTS":
        before = watch.seen.pulled[next(iter(watch.keys.values()))]
        return int(told[1]) != before.messages
    return True


def _idle(watch: _Watch, seconds: float, stop: Event) -> frozenset[ScopeId]:
    session, end = watch.session, time.monotonic() + seconds
    news: frozenset[ScopeId] = frozenset()
    with session.guarded():
        tag = session.send("IDLE")
        session.stream.socket.settimeout(_SLICE_SECONDS)
        while not news and not stop.is_set() and (left := end - time.monotonic()) > 0:
            response = _said(session, min(left, _SLICE_SECONDS))
            if response[0].startswith(tag + b" "):
                raise Transient(f"{session.host} ends the waiting by itself")
            news = _heard(watch, response)
        if stop.is_set():
            session.close()  # nobody waits for a farewell any more
            return frozenset()
        session.stream.socket.settimeout(_DONE_SECONDS)
        session.stream.socket.sendall(b"DONE\r\n")
        answer = session.answer(tag, "IDLE")
        session.rest_timeout()
    for response in answer.untagged:
        news |= _heard(watch, response)
    return news


def _said(session: Session, seconds: float) -> Response:
    """The next response; an empty line where none comes within *seconds*."""
    try:
        return session.stream.response() if session.stream.has_news(seconds) else [b""]
    except TimeoutError:  # what came was TLS's own, or half a line
        return [b""]


def _heard(watch: _Watch, response: list[bytes]) -> frozenset[ScopeId]:
    """The scope that *response* brings news of."""
    line = response[0]
    if line[:6].upper() == b"* BYE ":
        raise faults.Denied("IDLE", faults.clean(line[6:]))
    if _tells(watch, line):
        return frozenset({next(iter(watch.keys.values()))})
    if line[:9].upper() == b"* STATUS ":
        told = values.parse([line[9:], *response[1:]])
        key = told[0] if told else None
        if isinstance(key, bytes) and key in watch.keys:
            now = of_status(told[1]) if len(told) > 1 and isinstance(told[1], tuple) else None
            before = watch.seen.pulled.get(watch.keys[key])
            if now is None or before is None or not _covers(before, now):
                return frozenset({watch.keys[key]})
    return frozenset()


def _covers(before: State, now: State) -> bool:
    """Whether a STATUS, of which a part may be missing, says nothing new."""
    return now.uidnext in (None, before.uidnext) and now.messages in (0, before.messages)
