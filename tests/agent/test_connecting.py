"""What becomes of an address: the account it will be, and what is said of a failed trial."""

from __future__ import annotations

import pytest

from narrowcast.agent import connecting
from narrowcast.agent.config import Account
from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Skippable, Transient

LOGIN = NeedsLogin("x", "imap.fastmail.com says: no")


def test_an_address_at_a_provider_is_enough() -> None:
    account = connecting.draft("imap", "me@fastmail.com", {}, smtp={})

    assert account == Account(
        name="fastmail",
        connector="imap",
        send=True,
        options={
            "host": "imap.fastmail.com",
            "port": 993,
            "security": "tls",
            "user": "me@fastmail.com",
            "smtp": {"host": "smtp.fastmail.com", "port": 465, "security": "tls"},
        },
    )


def test_what_the_owner_says_goes_before_what_the_provider_says() -> None:
    given = {"user": "me", "auth": "xoauth2", "token_command": "token"}
    account = connecting.draft("imap", "me@outlook.com", given, name="mine", smtp={"port": 2587})

    assert account.name == "mine"
    assert account.options["user"] == "me"
    assert account.options["address"] == "me@outlook.com"
    assert account.options["smtp"] == {
        "host": "smtp-mail.outlook.com", "port": 2587, "security": "starttls",
    }  # fmt: skip


def test_a_server_of_ones_own_takes_letters_too() -> None:
    account = connecting.draft("imap", "me@firm.example", {"host": "mail.firm.example"}, smtp={})

    assert account.options["smtp"] == {"host": "mail.firm.example"}


@pytest.mark.parametrize(
    ("kind", "address", "name"),
    [
        ("imap", "me@firm.example", "firm"),
        ("caldav", "me@fastmail.com", "fastmail-calendar"),
        ("carddav", "me@icloud.com", "icloud-contacts"),
        ("smtp", "me@mailbox.org", "mailbox-org-letters"),
        ("imap", "me@[192.0.2.1]", "192"),
        ("imap", "me@", "mail"),
    ],
)
def test_an_account_gets_a_short_name(kind: str, address: str, name: str) -> None:
    given = {"host": "h.example"} if kind == "imap" else {}

    assert connecting.draft(kind, address, given).name == name


@pytest.mark.parametrize(
    ("options", "needed"),
    [
        ({}, True),
        ({"password_env": "PW"}, False),
        ({"password_command": ["pass"]}, False),
        ({"auth": "xoauth2", "token_command": "token"}, False),
        ({"auth": "oauthbearer"}, False),
    ],
)
def test_a_password_is_asked_for_where_nothing_else_says_it(
    options: dict[str, object], needed: bool
) -> None:
    account = Account(name="x", connector="imap", options=options)

    assert connecting.needs_password(account) is needed


@pytest.mark.parametrize(
    ("fault", "address", "said"),
    [
        (LOGIN, "me@fastmail.com", "says: no; Fastmail: make an app password"),
        (LOGIN, "me@firm.example", "some servers want an app password"),
        (NeedsLogin("x", "others can read its secret", command="chmod 600 /s"), "me@firm.example",
         "others can read its secret; run: chmod 600 /s"),
        (Transient("h.example cannot be found"), "me@firm.example", "check --host, --port"),
        (Skippable("h.example cannot prove who it is"), "me@firm.example", "who it is"),
    ],
    ids=["provider", "own server", "file", "passing", "certificate"],
)  # fmt: skip
def test_a_failed_trial_is_one_sentence_with_what_to_do(
    fault: ConnectorError, address: str, said: str
) -> None:
    given = {"host": "h.example"} if "firm" in address else {}

    told = connecting.explained(fault, connecting.draft("imap", address, given))

    assert said in told
    assert "\n" not in told


def test_what_was_typed_is_not_shown() -> None:
    assert "0xC0FFEE" not in repr(connecting.GivenSecrets("work", "0xC0FFEE"))
