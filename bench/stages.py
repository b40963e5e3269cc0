"""Where a sync's CPU time goes: functions of the product are watched from outside.

Each watched function belongs to a stage; the thread's CPU time is charged to the innermost stage,
so the stages add up and nothing is counted twice. What no stage claims is `rest`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import wraps
from time import thread_time
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Stages:
    """Counts CPU seconds by stage, over all threads."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._local = threading.local()

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Charge what this thread does in the block to *name*, but for stages inside it."""
        running: list[list[Any]] = self._local.__dict__.setdefault("running", [])
        began = thread_time()
        running.append([name, began, 0.0])
        try:
            yield
        finally:
            took = thread_time() - began
            _, _, inside = running.pop()
            if running:
                running[-1][2] += took
            with self._lock:
                self.seconds[name] += took - inside

    def watch(self, owner: object, attribute: str, name: str) -> None:
        """Charge every call of *owner*.*attribute* to the stage *name*; raises AttributeError."""
        setattr(owner, attribute, self.watched(getattr(owner, attribute), name))

    def watch_pages(self, owner: object, attribute: str, name: str) -> None:
        """The same for a generator: charged is the making of each item."""
        original: Callable[..., Iterator[Any]] = getattr(owner, attribute)

        @wraps(original)
        def pages(*arguments: Any, **named: Any) -> Iterator[Any]:
            made = iter(original(*arguments, **named))
            nothing = object()
            while True:
                with self.stage(name):
                    item = next(made, nothing)
                if item is nothing:
                    return
                yield item

        setattr(owner, attribute, pages)

    def watched(self, function: Callable[P, R], name: str) -> Callable[P, R]:
        @wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> R:
            with self.stage(name):
                return function(*arguments, **named)

        return call
