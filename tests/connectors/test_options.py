from __future__ import annotations

import pytest

from narrowcast.agent import config_text
from narrowcast.connectors import options, registry
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.smtp import settings

SERVER = {"host": "mail.firm.example", "user": "me@firm.example"}


@pytest.mark.parametrize(
    ("connector", "typed", "meant"),
    [
        ("imap", "exlude", "exclude"),
        ("imap", "pasword_command", "password_command"),
        ("imap", "sent-copy", "sent_copy"),
        ("caldav", "untill", "until"),
        ("carddav", "incude", "include"),
    ],
)
def test_a_misspelt_option_is_refused(connector: str, typed: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"{typed} is not an option; did you mean {meant}"):
        registry.load(connector, {**SERVER, typed: "x"}, OFFLINE)


def test_what_no_account_has_is_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match="frequency is not an option; there are: address, auth"):
        options.refuse_unknown({"frequency": 3}, "imap")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"smtp": {"prt": 465}}, "prt is not an option; did you mean port"),
        ({"smtp": "smtp.firm.example"}, r"write \[accounts.NAME.smtp\]"),
        ({"smtp": {"security": "none"}}, "in the open"),
        ({"smtp": {"port": 0}}, "is no port"),
        ({"smtp": {"security": "ssl"}}, "security is none of"),
    ],
)
def test_a_wrong_option_of_sending_is_one_sentence(more: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        settings.server({**SERVER, **more})


def test_a_wrong_word_for_the_copy_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="sent_copy must be one of auto, append, server, none"):
        settings.sent_copy({"sent_copy": "always"})


def test_sending_takes_host_and_login_from_the_account_and_port_from_how_it_encrypts() -> None:
    mail = {**SERVER, "port": 143, "security": "starttls", "auth": "xoauth2"}

    plain, own = settings.server(mail), settings.server({**mail, "smtp": {"security": "starttls"}})

    assert (plain.host, plain.port, plain.security, plain.user) == (
        "mail.firm.example", 465, "tls", "me@firm.example",
    )  # fmt: skip
    assert (own.port, own.auth) == (587, "xoauth2")


def test_the_example_accounts_open() -> None:
    for account in config_text.EXAMPLE_ACCOUNTS:
        if account.connector != "mbox":
            registry.load(account.connector, account.options, OFFLINE)
            registry.load_sender(account.connector, account.options, OFFLINE)


@pytest.mark.parametrize("key", ["password_env", "password_command", "ca_file", "hosts", "oauth"])
def test_what_would_be_ignored_of_sending_is_refused(key: str) -> None:
    mail = {**SERVER, "smtp": {"host": "smtp.firm.example", key: "x"}}

    with pytest.raises(ValueError, match=f"{key} stands in the account's own table"):
        settings.server(mail)
