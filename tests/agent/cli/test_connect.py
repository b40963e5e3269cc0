"""`narrowcast connect` as a new user runs it, against a Dovecot and a submission server."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from narrowcast.agent import config
from narrowcast.agent.config import Account
from tests.agent.cli.conftest import Run
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.radicale import radicale
from tests.servers.smtp_sink import Security, Sink, smtp_sink

ADDRESS = "robin@vale.example"
WRONG = "cänary 0xC0FFEE"


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call] # the library's
    yield
    keyring.set_keyring(before)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Say what the owner types, a line at a time."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    return dovecot.fresh_user()


@pytest.fixture
def sink(certificates: Certificates, dovecot: Dovecot, user: str) -> Iterator[Sink]:
    with smtp_sink(certificates, security=Security.STARTTLS) as running:
        running.users[user] = dovecot.users[user]
        yield running


@pytest.fixture
def given(dovecot: Dovecot, user: str) -> tuple[str, ...]:
    """The options of that user's account."""
    where = ("--host", "localhost", "--port", str(dovecot.tls_port), "--user", user)
    return (*where, "--ca-file", str(dovecot.certificates.ca), "--name", "work")


def sending(sink: Sink) -> tuple[str, ...]:
    where = ("--smtp-host", "localhost", "--smtp-port", str(sink.port))
    return ("--send", *where, "--smtp-security", "starttls")


def account(home: Path, name: str = "work") -> Account:
    (found,) = (one for one in config.load(home / "config.toml").accounts if one.name == name)
    return found


def test_an_account_is_told_tried_and_kept(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str,
) -> None:  # fmt: skip
    typing(f"{dovecot.users[user]}\n")

    ran = run("connect", "imap", ADDRESS, *given)

    assert ran.code == 0, ran.err
    assert "the heads of your mail" in ran.err
    assert "it opens:" in ran.out
    assert "INBOX" in ran.out
    kept = home / "secrets" / "work"
    assert kept.read_text("utf-8") == dovecot.users[user]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    found = account(home)
    assert (found.connector, found.send, found.options["address"]) == ("imap", False, ADDRESS)
    assert run("sync").code == 0


def test_sending_is_tried_without_a_letter(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str, sink: Sink,
) -> None:  # fmt: skip
    typing(f"{dovecot.users[user]}\n")

    ran = run("connect", "imap", ADDRESS, *given, *sending(sink))

    assert ran.code == 0, ran.err
    assert "nothing was sent" in ran.out
    assert (sink.logins, sink.letters) == (["PLAIN"], [])
    assert account(home).send


def test_an_account_is_enough_to_begin_with(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str,
) -> None:  # fmt: skip
    (home / "config.toml").unlink()
    typing(f"{dovecot.users[user]}\n")

    ran = run("connect", "imap", ADDRESS, *given)

    assert ran.code == 0, ran.err
    settings = config.load(home / "config.toml")
    assert settings.owner.addresses == (ADDRESS,)
    assert [one.name for one in settings.accounts] == ["work"]
    assert run("sync").code == 0
    assert "narrowcast prospect add" in run("status").out or "narrowcast sync" in run("status").out


def test_a_wrong_password_changes_nothing(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None]
) -> None:
    before = (home / "config.toml").read_text("utf-8")
    typing(f"{WRONG}\n")

    ran = run("connect", "imap", ADDRESS, *given)

    assert ran.code == 2
    assert "nothing was changed" in ran.err
    assert "app password" in ran.err
    assert "0xC0FFEE" not in ran.out + ran.err
    assert (home / "config.toml").read_text("utf-8") == before
    assert not (home / "secrets").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--port": "1"}, "does not answer on port 1.*nothing listens there: check --host"),
        ({"--ca-file": "/there/is/none.pem"}, "ca_file: there is no"),
        ({"--ca-file": ""}, "cannot prove that it is localhost .*--ca-file /full/path"),
    ],
    ids=["port", "no authority", "stranger"],
)  # fmt: skip
def test_a_failure_is_one_sentence(
    run: Run, given: tuple[str, ...], typing: Callable[[str], None], change: dict[str, str],
    sentence: str,
) -> None:  # fmt: skip
    typing("anything\n")
    options = {**dict(zip(given[::2], given[1::2], strict=True)), **change}
    words = [word for pair in options.items() if pair[1] for word in pair]

    ran = run("connect", "imap", ADDRESS, *words)

    assert ran.code == 2
    (said,) = (line for line in ran.err.splitlines() if line.startswith("narrowcast: "))
    assert re.search(sentence, said)


def test_a_login_again_unparks_the_account(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str,
) -> None:  # fmt: skip
    typing(f"{dovecot.users[user]}\n")
    assert run("connect", "imap", ADDRESS, *given).code == 0
    (home / "secrets" / "work").write_text("an old one")
    parked = run("sync")
    assert (parked.code, "→ narrowcast connect work" in parked.out) == (2, True)
    told = run("sync", "--json")
    assert (told.code, "narrowcast connect work" in told.err) == (2, True)

    typing(f"{dovecot.users[user]}\n")
    ran = run("connect", "work")

    assert ran.code == 0, ran.err
    read = run("sync")
    assert (read.code, "narrowcast connect work" in read.out) == (0, False)


def test_an_account_that_is_there_is_mended_in_its_file(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str,
) -> None:  # fmt: skip
    typing(f"{dovecot.users[user]}\n")
    assert run("connect", "imap", ADDRESS, *given).code == 0
    file = home / "config.toml"
    text = file.read_text("utf-8")
    for change, sentence in (
        (text.replace("ca_file", "# ca_file"), 'its authority: ca_file = "/full/path/ca.pem"'),
        (text.replace(f"port = {dovecot.tls_port}", "port = 1"), "the server in config.toml"),
    ):
        file.write_text(change, "utf-8")
        typing("anything\n")
        ran = run("connect", "work")

        assert (ran.code, sentence in ran.err) == (2, True), ran.err
        assert "check --" not in ran.err


def test_a_disconnected_account_is_off_and_its_password_gone(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str,
) -> None:  # fmt: skip
    typing(f"{dovecot.users[user]}\n")
    assert run("connect", "imap", ADDRESS, *given).code == 0

    ran = run("disconnect", "work")

    assert ran.code == 0
    assert not account(home).enabled
    assert list((home / "secrets").iterdir()) == []
    assert run("disconnect", "nobody").code == 2

    typing(f"{dovecot.users[user]}\n")
    assert run("connect", "work").code == 0
    assert account(home).enabled


def test_an_account_learns_to_send(
    run: Run, home: Path, given: tuple[str, ...], typing: Callable[[str], None], dovecot: Dovecot,
    user: str, sink: Sink,
) -> None:  # fmt: skip
    for words in (("imap", ADDRESS, *given), ("work", *sending(sink))):
        typing(f"{dovecot.users[user]}\n")
        assert run("connect", *words).code == 0

    assert account(home).send
    assert account(home).options["smtp"] == {
        "host": "localhost", "port": sink.port, "security": "starttls"
    }  # fmt: skip


def test_a_command_says_the_password_and_nothing_is_kept(
    run: Run, home: Path, given: tuple[str, ...], tmp_path: Path, dovecot: Dovecot, user: str
) -> None:
    (tmp_path / "pw").write_text(f"{dovecot.users[user]}\nmore\n", "utf-8")

    ran = run("connect", "imap", ADDRESS, *given, "--password-command", f"cat '{tmp_path}/pw'")

    assert ran.code == 0, ran.err
    assert not (home / "secrets").exists()
    assert account(home).options["password_command"] == f"cat '{tmp_path}/pw'"


def test_whoever_reads_files_may_send_by_a_server(
    run: Run, home: Path, typing: Callable[[str], None], sink: Sink, user: str,
    certificates: Certificates,
) -> None:  # fmt: skip
    typing(f"{sink.users[user]}\n")
    where = ("--host", "localhost", "--port", str(sink.port), "--security", "starttls")

    ran = run("connect", "smtp", ADDRESS, *where, "--user", user, "--ca-file", str(certificates.ca))

    assert ran.code == 0, ran.err
    assert "and nothing else" in ran.err
    assert "nothing was sent" in ran.out
    assert (sink.logins, sink.letters) == (["PLAIN"], [])
    found = account(home, "vale-letters")
    assert (found.connector, found.send, next(iter(found.options))) == ("smtp", True, "host")
    assert run("sync").code == 0  # it reads the files, and has nothing to read here


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("smtp", "me@unknown.example"), "--host smtp.firm.example"),
        (("caldav", "me@fastmail.com", "--send"), "--send goes with imap"),
        (("imap", "me@unknown.example"), "--host imap.firm.example"),
        (("caldav", "me@unknown.example"), "--url https://dav.firm.example/"),
        (("imap", "me@outlook.com"), "Microsoft takes no passwords"),
        (("imap", "me@tuta.com"), "export it as .eml"),
        (("caldav", "me@gmail.com"), "Gmail shows a calendar to no program with a password"),
        (("imap", "me"), "is no mail address"),
        (
            ("pop3", "me@firm.example"),
            "no path that is there, none of google, microsoft, imap, caldav, carddav, smtp, mbox",
        ),
        (("mail",), "read from this machine"),
        (("mail", "--host", "x.example"), "change it there"),
        (("imap", "me@gmail.com", "--name", "mail"), "already an account mail"),
    ],
)
def test_what_cannot_work_is_said_at_once(
    run: Run, typing: Callable[[str], None], words: tuple[str, ...], sentence: str
) -> None:
    typing("")

    ran = run("connect", *words)

    assert ran.code == 2
    assert sentence in ran.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("kind", "told", "counted"),
    [
        ("caldav", "guests of your meetings", "1 calendar to read (Work)"),
        ("carddav", "telephones of your contacts", "1 address book to read (People)"),
    ],
)
def test_calendars_and_contacts_are_connected_alike(
    run: Run, home: Path, typing: Callable[[str], None], kind: str, told: str, counted: str
) -> None:
    with radicale() as server:
        server.make_calendar("work", "Work")
        server.make_book("people", "People")
        typing(f"{server.password}\n")
        ran = run("connect", kind, ADDRESS, "--url", server.url, "--user", server.user)

    assert ran.code == 0, ran.err
    assert told in ran.err
    assert counted in ran.out
    found = account(home, "vale-calendar" if kind == "caldav" else "vale-contacts")
    assert (found.connector, found.options["url"]) == (kind, server.url)
