"""The guard cannot be taken down again, so each rule is tried in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def listening() -> Iterator[int]:
    """A port of this machine on which somebody would take what was sent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def guarded(code: str, port: int, **variables: str) -> Any:
    """Run *code* below the guard; returns what it calls `told` with, and what was refused."""
    program = (
        "import json, sys\n"
        "from narrowcast.connectors import guard, net\n"
        f"guard.stand(); port = {port}; said = []\n"
        "told = said.append\n"
        f"try:\n{textwrap.indent(textwrap.dedent(code), '    ')}\n"
        "except Exception as fault: told(type(fault).__name__)\n"
        "print(json.dumps([said, guard.refusals()]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **variables, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("code", "host"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', port), 2)", "127.0.0.1"),
        ("import socket; socket.socket().connect_ex(('127.0.0.1', port))", "127.0.0.1"),
        ("import socket; socket.getaddrinfo('tracker.example', 443)", "tracker.example"),
        ("import socket; socket.gethostbyname('tracker.example')", "tracker.example"),
        ("import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
         "192.0.2.1"),
        ("import urllib.request; urllib.request.urlopen('http://tracker.example/')",
         "tracker.example"),
        ("import requests; requests.get('https://tracker.example/')", "tracker.example"),
        ("import http.client; http.client.HTTPSConnection('tracker.example').request('GET', '/')",
         "tracker.example"),
        ("import imaplib; imaplib.IMAP4_SSL('mail.example')", "mail.example"),
        ("import smtplib; smtplib.SMTP('mail.example', 25, local_hostname='x')", "mail.example"),
        ("""import msal
msal.PublicClientApplication('id', authority='https://login.tracker.example/common')""",
         "login.microsoftonline.com"),
        ("import asyncio; asyncio.run(asyncio.open_connection('tracker.example', 80))",
         "tracker.example"),
    ],
    ids=["connect", "connect_ex", "look-up", "old look-up", "datagram", "urllib", "requests",
         "http.client", "imaplib", "smtplib", "msal", "asyncio"],
)  # fmt: skip
def test_no_library_reaches_a_host_that_nobody_permitted(
    listening: int, code: str, host: str
) -> None:
    said, refused = guarded(code, listening)

    assert said == ["HostRefused"]
    assert host in refused


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY", "http_proxy"])
def test_a_proxy_named_in_a_variable_is_not_reached(listening: int, name: str) -> None:
    proxy = f"http://127.0.0.1:{listening}"

    said, refused = guarded(
        "import requests; requests.get('http://mail.example/', timeout=2);"
        "requests.get('https://mail.example/', timeout=2)", listening, **{name: proxy},
    )  # fmt: skip

    assert said == ["HostRefused"]
    assert set(refused) <= {"127.0.0.1", "mail.example"}


def test_what_the_owner_named_is_reached_and_counted(listening: int) -> None:
    code = """
    egress = net.Egress(["127.0.0.1"], account="work")
    with egress.connect("127.0.0.1", port, tls=False) as opened:
        opened.sendall(b"12345")
    told([one.host + " " + one.account + " " + str(one.sent) for one in net.untold()])
    told(len(net.untold()))
    """

    assert guarded(code, listening) == [[["127.0.0.1 work 5"], 0], []]


def test_what_one_thread_may_reach_another_may_not(listening: int) -> None:
    code = """
    import socket, threading
    def past():
        try:
            socket.create_connection(("127.0.0.1", port), 2)
        except Exception as fault:
            told(type(fault).__name__)
    with guard.permitted("127.0.0.1"):
        thread = threading.Thread(target=past)
        thread.start()
        thread.join()
        socket.create_connection(("127.0.0.1", port), 2).close()
    """

    assert guarded(code, listening)[0] == ["HostRefused"]


def test_a_login_page_may_answer_on_this_machine_and_nobody_from_elsewhere(listening: int) -> None:
    code = """
    import socket
    socket.create_server(("127.0.0.1", 0)).close()
    told("here")
    socket.create_server(("0.0.0.0", 0))
    """

    assert guarded(code, listening)[0] == ["here", "HostRefused"]


def test_programs_of_this_machine_are_spoken_to_by_files(listening: int) -> None:
    code = """
    import socket
    one, other = socket.socketpair()
    one.sendall(b"x")
    told(other.recv(1).decode())
    """

    assert guarded(code, listening) == [["x"], []]
