"""Xandikos: a second dialect of CalDAV and CardDAV; it asks for no login."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from tests.servers import processes
from tests.servers.dav import DavServer

USER = "robin"


@contextmanager
def xandikos() -> Generator[DavServer]:
    """Run it with one principal, who has a calendar and an address book."""
    with processes.short_folder("xan") as root:
        port = processes.free_port()
        command = [
            *(processes.program("xandikos"), "serve"),
            *("-d", str(root / "dav"), "-l", "127.0.0.1", "-p", str(port)),
            *("--defaults", "--current-user-principal", f"/{USER}/"),
        ]
        running = processes.Process(command, root / "output")
        try:
            running.wait_for(port)
            yield DavServer(
                root, port, f"/{USER}/calendars/", USER, "", book_home=f"/{USER}/contacts/"
            )
        finally:
            running.kill()
