"""Radicale: calendars and address books with a login."""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from tests.servers import processes
from tests.servers.dav import DavServer

USER, PASSWORD = "robin", "pw"


@contextmanager
def radicale(*, users: Mapping[str, str] | None = None) -> Generator[DavServer]:
    """Run it for *users* (name → password); the handle speaks as the first of them."""
    known = users or {USER: PASSWORD}
    user, password = next(iter(known.items()))
    with processes.short_folder("rad") as root:
        port = processes.free_port()
        (root / "users").write_text("".join(f"{one}:{word}\n" for one, word in known.items()))
        (root / "radicale.conf").write_text(_CONFIG.format(root=root, port=port))
        running = processes.Process(
            [sys.executable, "-m", "radicale", "--config", str(root / "radicale.conf")],
            root / "output",
        )
        try:
            running.wait_for(port)
            yield DavServer(root, port, f"/{user}/", user, password)
        finally:
            running.kill()


_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {root}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {root}/collections
[web]
type = none
[logging]
level = warning
"""
