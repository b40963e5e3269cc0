"""What an account may use: its own hosts and secrets, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from narrowcast.agent import places, sources, wiring
from narrowcast.agent.config import Account, OwnerSettings, Settings
from narrowcast.agent.errors import ConfigError
from narrowcast.connectors.base import LetterFiles, SentFolder
from narrowcast.connectors.net import HostRefused
from narrowcast.connectors.offline import OFFLINE

WORK = Account(
    name="work",
    connector="imap",
    send=True,
    options={
        "host": "imap.firm.example",
        "user": "me@firm.example",
        "hosts": ["archive.firm.example"],
        "smtp": {"host": "smtp.firm.example"},
    },
)
DIARY = Account(
    name="diary", connector="caldav", options={"url": "https://dav.firm.example:8443/me/"}
)
OWNER = OwnerSettings(addresses=("old@gone.example", "me@firm.example"))


@pytest.mark.parametrize(
    ("account", "hosts"),
    [
        (WORK, {"imap.firm.example", "archive.firm.example", "smtp.firm.example"}),
        (DIARY, {"dav.firm.example"}),
    ],
    ids=["imap", "caldav"],
)
def test_an_account_may_speak_to_the_hosts_it_names(
    account: Account, hosts: set[str], tmp_path: Path
) -> None:
    lent = sources.means(account, tmp_path)

    assert lent.account == account.name
    assert lent.egress.hosts == hosts


def test_a_server_may_lead_to_others_of_its_domain_only(tmp_path: Path) -> None:
    egress = sources.means(DIARY, tmp_path).egress

    egress.follow("dav.firm.example", "p42.firm.example")
    for stranger in ("dav.other.example", "firm.example.evil.example"):
        with pytest.raises(HostRefused):
            egress.follow("dav.firm.example", stranger)

    assert "p42.firm.example" in egress.hosts


def test_files_need_neither_host_nor_secret(tmp_path: Path) -> None:
    archive = Account(name="old", connector="mbox", options={"path": "/mail.mbox"})

    assert sources.means(archive, tmp_path) is OFFLINE


@pytest.mark.parametrize("ca_file", ["ca.pem", "/there/is/none.pem"])
def test_an_authority_that_is_not_there_is_said(ca_file: str, tmp_path: Path) -> None:
    account = replace(WORK, options={**WORK.options, "ca_file": ca_file})

    with pytest.raises(ConfigError, match=r"accounts\.work: ca_file: there is no"):
        sources.sender(account, tmp_path)


def test_letters_leave_by_the_account_that_sends_from_its_address(tmp_path: Path) -> None:
    settings = Settings(owner=OWNER, accounts=(WORK,))

    with wiring.workplace(settings, places.places(tmp_path, settings)) as work:
        assert isinstance(work.sender, SentFolder)
        assert isinstance(work.drawer, LetterFiles)
        assert work.desk().owner.addresses[0] == "me@firm.example"


def test_without_a_sending_account_letters_wait_in_the_outbox(tmp_path: Path) -> None:
    settings = Settings(owner=OWNER, accounts=(replace(WORK, send=False),))

    with wiring.workplace(settings, places.places(tmp_path, settings)) as work:
        assert work.sender is work.drawer


def test_letters_of_an_account_that_is_switched_off_wait_for_it(tmp_path: Path) -> None:
    settings = Settings(owner=OWNER, accounts=(replace(WORK, enabled=False),))

    with wiring.workplace(settings, places.places(tmp_path, settings)) as work:
        assert (work.sender, work.carrier) == (sources.SwitchedOff("work"), "work")


def test_an_account_sends_from_none_but_the_owners_address(tmp_path: Path) -> None:
    settings = Settings(owner=OwnerSettings(addresses=("old@gone.example",)), accounts=(WORK,))

    with (
        pytest.raises(ConfigError, match=r"owner\.addresses lacks me@firm"),
        wiring.workplace(settings, places.places(tmp_path, settings)),
    ):
        pass


@pytest.mark.parametrize("connector", ["google", "microsoft"])
def test_an_account_in_the_cloud_says_which_hosts_it_lacks(connector: str, tmp_path: Path) -> None:
    lacking = Account(name="mine", connector=connector, options={"user": "me@a.test"})

    with pytest.raises(ConfigError, match=r"accounts\.mine: the option hosts is missing; write"):
        sources.connect(lacking, tmp_path)
