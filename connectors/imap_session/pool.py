"""Sessions kept open between calls: each is lent to one user at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import Transient
from narrowcast.connectors.imap_session.session import Session, open_session
from narrowcast.connectors.imap_session.settings import Server

T = TypeVar("T")

_KEPT = 2  # connections a server may see idle; big providers allow ten to fifteen in all


class Pool:
    """Sessions on one server."""

    def __init__(self, server: Server, means: Means) -> None:
        self._server, self._means = server, means
        self._idle: list[Session] = []
        self._lent: list[Session] = []
        self._lock = threading.Lock()

    @contextmanager
    def lend(self, first: Callable[[Session], T]) -> Generator[tuple[Session, T]]:
        """A session and what *first* gave on it; one that died in between is replaced once."""
        session, given = self._take(first)
        try:
            yield session, given
        finally:
            self._give(session)

    def _take(self, first: Callable[[Session], T]) -> tuple[Session, T]:
        while (session := self._pop()) is not None:
            try:
                return session, first(session)
            except Transient:
                self._give(session)
                if session.is_open:
                    raise
            except BaseException:
                self._give(session)
                raise
        session = open_session(self._server, self._means)
        with self._lock:
            self._lent.append(session)
        try:
            return session, first(session)
        except BaseException:
            self._give(session)
            raise

    def _pop(self) -> Session | None:
        with self._lock:
            if not self._idle:
                return None
            session = self._idle.pop()
            self._lent.append(session)
            return session

    def _give(self, session: Session) -> None:
        with self._lock:
            if session in self._lent:
                self._lent.remove(session)
            keep = session.is_open and len(self._idle) < _KEPT
            if keep:
                self._idle.append(session)
        if not keep:
            session.close()

    def close(self) -> None:
        """Close every session, also those lent: who reads from one is told Transient."""
        with self._lock:
            sessions = [*self._idle, *self._lent]
            self._idle.clear()
            self._lent.clear()
        for session in sessions:
            session.close()
