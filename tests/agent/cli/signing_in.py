"""`narrowcast` as a process of its own, with a browser that a person sits before."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from tests.servers.browser import Browser

_MAIN = "from narrowcast.agent.cli import main; main()"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where the owner types; *home* is narrowcast's folder."""

    home: Path

    def run(self, *words: str, browser: Browser | None = None, typed: str = "") -> Ran:
        """Type `narrowcast` with *words*."""
        told = subprocess.run(
            [sys.executable, "-c", _MAIN, "--home", str(self.home), *words],
            env=_environment(browser),
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(told.returncode, told.stdout, told.stderr)

    def start(self, *words: str, browser: Browser | None = None) -> subprocess.Popen[str]:
        """The same, not waited for; standard error comes line by line."""
        return subprocess.Popen(
            [sys.executable, "-u", "-c", _MAIN, "--home", str(self.home), *words],
            env=_environment(browser),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def login(self) -> str:
        """What is kept of all logins."""
        return "".join(one.read_text("utf-8") for one in self.logins)

    @property
    def logins(self) -> list[Path]:
        return sorted((self.home / "secrets").glob("*"))

    @property
    def config(self) -> str:
        path = self.home / "config.toml"
        return path.read_text("utf-8") if path.exists() else ""


def last_address(browser: Browser, url: str) -> str:
    """Where *browser* ends that opens *url*: an address of this machine, where nobody listens."""
    came = list[str]()

    class Here(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    place = dict(parse_qsl(urlsplit(url).query))["redirect_uri"]
    with HTTPServer(("127.0.0.1", urlsplit(place).port or 0), Here) as server:
        listening = threading.Thread(target=server.handle_request)
        listening.start()
        browser.open(url)
        listening.join(20)
    return f"{place}{came[0]}"


def _environment(browser: Browser | None) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"BROWSER", "DISPLAY"}}
    shown = browser.environment if browser else {}
    return {**kept, **shown, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
