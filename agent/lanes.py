"""One thread writes; each server is talked to on a thread of its own.

    lane (account A) ── submit(job) ──┐
    lane (account B) ── submit(job) ──┼──► the calling thread runs the jobs, one after the other
    here (local files) ── at once ────┘

A lane that needs what its job returns waits for it; one that does not pulls its next page
meanwhile. So no lane is ever more than a page ahead, and only the calling thread touches the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Protocol, TypeVar

from narrowcast.agent import clock

LEAVING_SECONDS = 2.0  # lanes that wait for their servers longer are left behind

T = TypeVar("T")
Job = Callable[[], None]


class Stopped(Exception):
    """Nothing is written any more: the lane ends."""


class Desk(Protocol):
    """Where a lane hands in what touches the store."""

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Have *work* done in its turn; raises Stopped where nothing is written any more."""
        ...


class Writer:
    """Runs on its own thread what lanes on other threads hand in."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._left = 0
        self._faults: list[BaseException] = []
        self._closed = False
        self._handing_in = Lock()
        self.stop = Event()
        """Set as soon as lanes should end, for those who wait for a server."""

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Hand in *work* from a lane's thread."""
        future: Future[T] = Future()

        def job() -> None:
            if self._closed:
                future.set_exception(Stopped())
                return
            try:
                done = work()
            except BaseException:
                # The fault is the writer's, who raises it; the lane learns only that it is over.
                future.set_exception(Stopped())
                raise
            future.set_result(done)

        with self._handing_in:
            if self._closed:
                raise Stopped
            self._jobs.put(job)
        return future

    def here(self, work: Callable[[], T]) -> Future[T]:
        """Do *work* at once, on the writer's own thread; then what lanes handed in meanwhile."""
        future: Future[T] = Future()
        future.set_result(work())
        with suppress(Empty):
            while True:
                self._do(self._jobs.get_nowait())
        return future

    def run(self, lanes: Sequence[Callable[[], None]], here: Callable[[], None]) -> None:
        """Run each of *lanes* on a thread and *here* on this one, until all have ended.

        What a job, *here* or a lane raises ends all of them and is raised.
        """
        self._left = len(lanes)
        threads = [Thread(target=self._lane, args=(lane,), daemon=True) for lane in lanes]
        for thread in threads:
            thread.start()
        try:
            here()
            while self._left:
                self._do(self._jobs.get())
        finally:
            self._close(threads)
        if self._faults:
            raise self._faults[0]

    def _lane(self, lane: Callable[[], None]) -> None:
        try:
            lane()
        except Stopped:
            pass
        except BaseException as fault:  # noqa: BLE001 (raised again on the writer's thread)
            self._faults.append(fault)
        self._jobs.put(None)

    def _do(self, job: Job | None) -> None:
        if job is not None:
            job()
            return
        self._left -= 1
        if self._faults:
            self._left = 0

    def _close(self, threads: Sequence[Thread]) -> None:
        self.stop.set()
        with self._handing_in:
            self._closed = True
        self._turn_away()
        until = clock.stopwatch() + LEAVING_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - clock.stopwatch()))

    def _turn_away(self) -> None:
        """Wake the lanes that wait for jobs nobody will do."""
        with suppress(Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is not None:
                    job()


class Here:
    """The desk of what runs on the writer's own thread."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Done when it returns; what *work* raises comes out here."""
        return self._writer.here(work)
