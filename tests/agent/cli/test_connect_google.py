"""`narrowcast connect google` as a new user runs it: emulate's page of consent, and a person."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from narrowcast.agent import connecting, consenting, lock
from narrowcast.agent.connecting import Found
from narrowcast.connectors import registry
from narrowcast.connectors.base import Kept, SignedIn
from narrowcast.connectors.google import scopes
from tests.agent.cli.conftest import Run
from tests.agent.cli.signing_in import Ran, Terminal, last_address
from tests.servers.browser import Person, install
from tests.servers.dovecot import Dovecot, Setup
from tests.servers.google import START, GoogleWorld, Mail

USER = "me@corp.test"

Connect = Callable[..., Ran]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "home")


@pytest.fixture
def world(google_consent: GoogleWorld) -> GoogleWorld:
    google_consent.load(
        [
            Mail(sender="Ana <ana@acme.test>", subject="hi", date=START - timedelta(days=3)),
            Mail(sender="Bo <bo@acme.test>", subject="yo", date=START - timedelta(days=2)),
        ]
    )
    return google_consent


@pytest.fixture
def given(world: GoogleWorld, tmp_path: Path) -> tuple[str, ...]:
    """The options of a new account: the client's file, and where Google is."""
    client = tmp_path / "client_secret.json"
    client.write_text(world.client_file(), "utf-8")
    ends = [f"--endpoint={name}={url}" for name, url in world.endpoints().items()]
    return ("--client", str(client), *ends, "--ca-file", str(world.ca_file))


@pytest.fixture
def connect(
    terminal: Terminal, world: GoogleWorld, given: tuple[str, ...], tmp_path: Path
) -> Connect:
    """Connect the account, as *person* would in the browser."""

    def connected(*more: str, person: Person | None = None, address: str = USER) -> Ran:
        browser = install(tmp_path, person or Person(), world.ca_file)
        return terminal.run("connect", "google", address, *given, *more, browser=browser)

    return connected


def account(terminal: Terminal, name: str = "google") -> dict[str, Any]:
    return dict(tomllib.loads(terminal.config)["accounts"][name])


def test_an_account_is_told_consented_to_tried_and_kept(
    connect: Connect, terminal: Terminal, world: GoogleWorld
) -> None:
    ran = connect()

    assert ran.code == 0, ran.err
    assert ran.err.index("the heads of your mail") < ran.err.index("Your browser shows")
    assert "never: attachments" in ran.err
    assert "it opens:" in ran.out
    kept = json.loads(terminal.login)
    assert set(kept["scopes"]) >= {scopes.READONLY, scopes.EVENTS, scopes.CONTACTS}
    assert scopes.METADATA not in kept["scopes"]
    found = account(terminal)
    assert found["hosts"] == ["localhost"]
    assert (found["user"], found["calendar"], found.get("send")) == (USER, True, None)
    assert "client_secret" not in terminal.config
    assert terminal.run("sync").code == 0
    assert "corp" in terminal.config


def test_the_tier_headers_asks_for_heads_alone(connect: Connect, terminal: Terminal) -> None:
    terminal.home.mkdir(mode=0o700)
    (terminal.home / "config.toml").write_text('[privacy]\ntier = "headers"\n', "utf-8")

    ran = connect("--no-calendar", "--no-contacts")

    assert ran.code == 0, ran.err
    asked = set(json.loads(terminal.login)["scopes"])
    assert asked - set(scopes.IDENTITY) == {scopes.METADATA}
    assert "never: the text of a mail" in ran.err


@pytest.mark.parametrize(
    ("person", "address", "said"),
    [
        (Person(refuses=True), USER, "the consent was refused"),
        (Person(unticks=(scopes.READONLY,)), USER, "not ticked that is needed for mail"),
        (Person(), "other@corp.test", f"you signed in as {USER}, not as other@corp.test"),
    ],
    ids=["refused", "mail unticked", "another account"],
)
def test_nothing_is_kept_where_consent_falls_short(
    connect: Connect, terminal: Terminal, person: Person, address: str, said: str
) -> None:
    ran = connect(person=person, address=address)

    assert ran.code == 2
    assert said in ran.err
    assert "nothing was changed" in ran.err
    assert (terminal.config, terminal.login) == ("", "")


def test_what_is_unticked_and_not_needed_is_switched_off_and_told(
    connect: Connect, terminal: Terminal
) -> None:
    ran = connect(person=Person(unticks=(scopes.CONTACTS,)))

    assert ran.code == 0, ran.err
    assert "not ticked on Google's page, and so not read: contacts" in ran.out
    assert "wrote contacts = false" in ran.out
    assert account(terminal)["contacts"] is False
    assert terminal.run("sync").code == 0


def test_a_new_login_needs_no_client_and_may_add_sending(
    connect: Connect, terminal: Terminal, world: GoogleWorld, tmp_path: Path
) -> None:
    connect()
    world.revoke()
    parked = terminal.run("sync")

    again = terminal.run(
        "connect", "google", "--send", browser=install(tmp_path, Person(), world.ca_file)
    )

    assert "narrowcast connect google" in parked.out + parked.err
    assert again.code == 0, again.err
    assert "it takes letters" in again.out
    assert scopes.SEND in json.loads(terminal.login)["scopes"]
    assert account(terminal)["send"] is True
    assert terminal.run("sync").code == 0


def test_a_higher_tier_needs_a_new_consent_and_says_so(
    connect: Connect, terminal: Terminal, world: GoogleWorld, tmp_path: Path
) -> None:
    terminal.home.mkdir(mode=0o700)
    settings = terminal.home / "config.toml"
    settings.write_text('[privacy]\ntier = "headers"\n', "utf-8")
    connect()
    settings.write_text(terminal.config.replace('"headers"', '"signatures"'), "utf-8")

    parked = terminal.run("sync")
    browser = install(tmp_path, Person(), world.ca_file)
    again = terminal.run("connect", "google", browser=browser)

    assert "narrowcast connect google" in parked.out + parked.err
    assert again.code == 0, again.err
    granted = json.loads(terminal.login)["scopes"]
    assert (scopes.READONLY in granted, scopes.METADATA in granted) == (True, False)
    assert terminal.run("sync").code == 0


def test_disconnecting_ends_the_login_at_google_too(
    connect: Connect, terminal: Terminal, world: GoogleWorld
) -> None:
    connect()
    granted = json.loads(terminal.login)["refresh_token"]

    ran = terminal.run("disconnect", "google")

    assert ran.code == 0, ran.err
    assert "ended there" in ran.out
    assert terminal.login == ""
    assert world.tokens.grants[granted].revoked
    assert account(terminal)["enabled"] is False


def test_where_there_is_no_browser_the_last_address_is_pasted(
    terminal: Terminal, world: GoogleWorld, given: tuple[str, ...], tmp_path: Path
) -> None:
    process = terminal.start("connect", "google", USER, *given, "--no-browser")
    assert process.stderr
    assert process.stdin
    assert process.stdout
    with process:
        lines = iter(process.stderr.readline, "")
        url = next(line.split()[-1] for line in lines if line.startswith("Open this page"))
        last = last_address(install(tmp_path, Person(), world.ca_file), url)
        process.stdin.write(f"{last}\n")
        process.stdin.close()
        out, err = process.stdout.read(), process.stderr.read()

    assert process.returncode == 0, err
    assert "it opens:" in out
    assert account(terminal)["user"] == USER


def test_a_login_of_a_client_in_testing_is_told_before_it_ends(
    connect: Connect, terminal: Terminal, world: GoogleWorld
) -> None:
    assert world.consent
    world.consent.lives_seconds = 2 * 86_400 - 60

    ran = connect()

    assert "this login ends in 2 days, as your client is in testing" in ran.out
    assert "google: its login ends in 47 hours" in terminal.run("status").out


def test_an_export_is_read_for_the_older_mail_and_nothing_counts_twice(
    connect: Connect, terminal: Terminal, world: GoogleWorld, tmp_path: Path
) -> None:
    export = tmp_path / "all.mbox"
    older = b"From: a@b.test\nTo: me@corp.test\nDate: Mon, 5 Jan 2015 10:00:00 +0000\n\nx\n"
    mails = [older, *(world.raw(one).replace(b"\r\n", b"\n") for one in world.ids())]
    export.write_bytes(b"".join(b"From x Thu Jan  1 00:00:00 2026\n%b\n" % one for one in mails))

    ran = connect("--backlog", str(export))

    assert ran.code == 0, ran.err
    assert account(terminal, "google-archive")["path"] == str(export)
    assert account(terminal)["since"] < "2026-11-12"
    assert terminal.run("sync").code == 0
    seen = json.loads(terminal.run("status", "--json").out)["seen"]
    assert (seen["counts"]["message"], len(mails)) == (3, 3)
    assert sorted(one["records"] for one in seen["scopes"]) == [0, 0, 2, 3]


def test_older_mail_is_read_by_imap_with_a_consent_of_its_own(
    connect: Connect, terminal: Terminal, world: GoogleWorld,
    dovecots: Callable[[Setup], Dovecot], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    server = dovecots(Setup(oauth=True))
    server.users[name := USER.partition("@")[0]] = "pw"
    server._admit(name)
    learn = world.tokens.learn

    def heard(refresh: str, access: str, granted: Iterable[str]) -> None:
        rights = tuple(granted)
        learn(refresh, access, rights)
        if scopes.IMAP in rights:
            server.tokens[access] = name

    monkeypatch.setattr(world.tokens, "learn", heard)  # what Google's IMAP would hear of

    ran = connect("--backlog", "imap", f"--endpoint=imap=imaps://localhost:{server.tls_port}")

    assert ran.code == 0, ran.err
    assert "all of your mail by IMAP: Google knows no smaller right" in ran.err
    found = account(terminal, "google-imap")
    assert (found["token_from"], found["hosts"]) == ("google", ["localhost"])
    logins = [json.loads(one.read_text("utf-8")) for one in terminal.logins]
    assert sorted(len(one["scopes"]) for one in logins) == [3, 6]
    synced = terminal.run("sync")
    assert synced.code == 0, synced.err


def test_a_login_given_while_another_narrowcast_is_at_work_is_kept(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_in(_o: object, _e: object, kept: Kept, _c: object) -> SignedIn:
        kept.write("new")
        return SignedIn(address=USER, lives_seconds=100)

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(registry, "load_sign_in", lambda _: sign_in)
    monkeypatch.setattr(consenting, "trial", lambda *_: Found(("Gmail",)))
    monkeypatch.setattr(connecting, "_BUSY_SECONDS", 0)

    with lock.alone(home / "lock"):
        ran = run("connect", "google", USER)

    assert ran.code == 0, ran.err
    assert "takes up the new login by itself" in ran.out
    assert "narrowcast sync" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("google", USER), "make one of your own"),
        (("google", USER, "--client", "gone.json"), "cannot be read"),
        (("google", USER, "--host", "imap.firm.example"), "--host does not go with google"),
        (("google", USER, "--device-code"), "--device-code does not go with google"),
        (("google", USER, "--backlog", "gone.mbox"), "no file gone.mbox"),
        (("google", "me", "--no-contacts"), "me is no mail address"),
        (("imap", USER, "--client", "c.json"), "--client does not go with imap"),
        (("microsoft", USER), "register one of your own"),
        (("google", USER, "--endpoint", "gmail"), "write it like"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_cannot_work_is_said_at_once(
    run: Run, home: Path, words: tuple[str, ...], said: str
) -> None:
    before = (home / "config.toml").read_text("utf-8")

    ran = run("connect", *words)

    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert (home / "config.toml").read_text("utf-8") == before
