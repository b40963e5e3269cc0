"""What systemd is told of a service's life: a datagram to the socket it names (sd_notify(3))."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def tell(*facts: str) -> None:
    """Tell systemd *facts*; nothing where it does not listen."""
    name = os.environ.get("NOTIFY_SOCKET", "")
    if not name.startswith(("/", "@")):
        return
    path = f"\0{name[1:]}" if name.startswith("@") else name
    # What systemd does not hear it notices by its watchdog.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto("\n".join(facts).encode(), path)


def is_service() -> bool:
    """Whether systemd keeps what we write to standard error (systemd.exec(5))."""
    return "JOURNAL_STREAM" in os.environ
