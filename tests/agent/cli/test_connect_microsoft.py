"""`narrowcast connect microsoft` as a new user runs it: oidc-provider's pages, the fake Graph."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors.microsoft import scopes
from tests.agent.cli.signing_in import Ran, Terminal, last_address
from tests.servers.browser import Person, install
from tests.servers.certificates import Certificates
from tests.servers.graph import OWNER, Graph
from tests.servers.oidc import Oidc

USER = OWNER[1]
MAIL = (
    b"From: Ana <ana@acme.test>\r\nTo: %s\r\nSubject: hi\r\nMessage-ID: <1@acme.test>\r\n\r\nhi\r\n"
)

Connect = Callable[..., Ran]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "home")


@pytest.fixture
def given(graph: Graph, oidc_authority: Oidc, certificates: Certificates) -> tuple[str, ...]:
    """The options of a new account: the app registration, and where Microsoft is."""
    graph.deliver(MAIL % USER.encode())
    oidc_authority.heard.append(graph.tokens.rights.__setitem__)
    ends = {"graph": graph.tls_url, "authority": oidc_authority.url}
    named = [f"--endpoint={name}={url}" for name, url in ends.items()]
    ca_file = str(certificates.ca)
    return ("--client-id", oidc_authority.client_id, *named, "--ca-file", ca_file)


@pytest.fixture
def connect(
    terminal: Terminal, given: tuple[str, ...], certificates: Certificates, tmp_path: Path
) -> Connect:
    """Connect the account, as *person* would in the browser."""

    def connected(*more: str, person: Person | None = None, address: str = USER) -> Ran:
        browser = install(tmp_path, person or Person(user=USER), certificates.ca)
        return terminal.run("connect", "microsoft", address, *given, *more, browser=browser)

    return connected


def account(terminal: Terminal) -> dict[str, Any]:
    return dict(tomllib.loads(terminal.config)["accounts"]["microsoft"])


def granted(terminal: Terminal) -> set[str]:
    return {one.rpartition("/")[2] for one in json.loads(terminal.login)["scopes"]}


def test_an_account_is_told_consented_to_tried_and_kept(
    connect: Connect, terminal: Terminal
) -> None:
    ran = connect()

    assert ran.code == 0, ran.err
    assert ran.err.index("the heads of your mail") < ran.err.index("Your browser shows")
    assert "(Mail.Read)" in ran.err
    assert "it opens:" in ran.out
    assert granted(terminal) == {scopes.USER, scopes.READ, scopes.CALENDARS, scopes.CONTACTS}
    found = account(terminal)
    assert (found["user"], found["hosts"]) == (USER, ["localhost"])
    assert "refresh" not in terminal.config
    assert terminal.run("sync").code == 0


def test_the_tier_headers_asks_for_heads_alone(connect: Connect, terminal: Terminal) -> None:
    terminal.home.mkdir(mode=0o700)
    (terminal.home / "config.toml").write_text('[privacy]\ntier = "headers"\n', "utf-8")

    ran = connect("--no-calendar", "--no-contacts")

    assert ran.code == 0, ran.err
    assert granted(terminal) == {scopes.USER, scopes.READ_BASIC}
    assert terminal.run("sync").code == 0


@pytest.mark.parametrize(
    ("person", "address", "said"),
    [
        (Person(refuses=True), USER, "the consent was refused"),
        (Person(user=USER), "me@corp.test", f"you signed in as {USER}, not as me@corp.test"),
    ],
    ids=["refused", "another account"],
)
def test_nothing_is_kept_where_consent_falls_short(
    connect: Connect, terminal: Terminal, person: Person, address: str, said: str
) -> None:
    ran = connect(person=person, address=address)

    assert ran.code == 2
    assert said in ran.err
    assert "nothing was changed" in ran.err
    assert (terminal.config, terminal.login) == ("", "")


def test_a_login_that_ended_is_renewed_and_may_add_sending(
    connect: Connect, terminal: Terminal, oidc_authority: Oidc, graph: Graph,
    certificates: Certificates, tmp_path: Path,
) -> None:  # fmt: skip
    connect()
    graph.expire_access()
    oidc_authority.refuses = "invalid_grant"
    parked = terminal.run("sync")
    oidc_authority.refuses = ""
    browser = install(tmp_path, Person(user=USER), certificates.ca)

    again = terminal.run("connect", "microsoft", "--send", "--send-by", "draft", browser=browser)

    assert "narrowcast connect microsoft" in parked.out + parked.err
    assert again.code == 0, again.err
    assert "it takes letters" in again.out
    assert granted(terminal) >= {scopes.SEND, scopes.DRAFT}
    assert (account(terminal)["send"], account(terminal)["send_by"]) == (True, "draft")


def test_a_code_is_typed_on_another_device(
    terminal: Terminal, given: tuple[str, ...], certificates: Certificates, tmp_path: Path
) -> None:
    process = terminal.start("connect", "microsoft", USER, *given, "--device-code")
    assert process.stderr
    assert process.stdout
    with process:
        lines = iter(process.stderr.readline, "")
        words = next(line.split() for line in lines if line.startswith("On any device"))
        where, code = words[words.index("open") + 1], words[-1]
        browser = install(tmp_path, Person(user=USER), certificates.ca)
        browser.open(f"{where}?user_code={code}")
        out, err = process.stdout.read(), process.stderr.read()

    assert process.returncode == 0, err
    assert "it opens:" in out


def test_where_there_is_no_browser_the_last_address_is_pasted(
    terminal: Terminal, given: tuple[str, ...], certificates: Certificates, tmp_path: Path
) -> None:
    process = terminal.start("connect", "microsoft", USER, *given, "--no-browser")
    assert process.stderr
    assert process.stdin
    assert process.stdout
    with process:
        lines = iter(process.stderr.readline, "")
        url = next(line.split()[-1] for line in lines if line.startswith("Open this page"))
        browser = install(tmp_path, Person(user=USER), certificates.ca)
        process.stdin.write(f"{last_address(browser, url)}\n")
        process.stdin.close()
        out, err = process.stdout.read(), process.stderr.read()

    assert process.returncode == 0, err
    assert "it opens:" in out


def test_disconnecting_says_where_the_consent_is_taken_back(
    connect: Connect, terminal: Terminal
) -> None:
    connect()

    ran = terminal.run("disconnect", "microsoft")

    assert ran.code == 0, ran.err
    words = " ".join(ran.out.split())
    assert "take the consent back at https://myapplications.microsoft.com" in words
    assert terminal.login == ""
