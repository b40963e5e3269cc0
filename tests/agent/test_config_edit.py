"""What the owner wrote in config.toml stays; what cannot be added safely is said, not guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent import config, config_edit, config_text
from narrowcast.agent.config import Account, Settings
from narrowcast.agent.errors import InputError

WORK = Account(
    name="work",
    connector="imap",
    send=True,
    options={"host": "imap.firm.example", "user": "me@firm.example", "smtp": {"port": 465}},
)
OWN = """\
# mine
[owner]   # me
name = "Robin"  # short for Robinson
addresses = [
  "robin@vale.example",
]

# never these
[walls]
domains = ["firm.example"]

[accounts."my old"]
connector = "mbox"   # from the attic
path = "~/Mail/old.mbox"
"""


def test_an_account_is_added_below_what_is_there() -> None:
    text = config_edit.with_account(OWN, WORK)

    assert text.startswith(OWN)
    assert config.parse(text).accounts[1] == WORK


def test_into_nothing_a_whole_file_is_written() -> None:
    text = config_edit.with_account("", WORK)

    assert text == config_text.render(Settings(accounts=(WORK,)))


def test_a_name_is_given_once() -> None:
    with pytest.raises(InputError, match="already an account work"):
        config_edit.with_account(config_edit.with_account(OWN, WORK), WORK)


@pytest.mark.parametrize(
    "text",
    [OWN, OWN.replace("addresses = [\n  \"robin@vale.example\",\n]\n", ""), "", "# just this\n",
     config_text.example(), "[owner]\naddresses=['robin@vale.example']"],
    ids=["list", "no list", "empty", "comment", "example", "literal"],
)  # fmt: skip
def test_an_address_is_added_and_comments_stay(text: str) -> None:
    before = config.parse(text)

    changed = config_edit.with_address(text, "me@firm.example")

    owner = replace(before.owner, addresses=(*before.owner.addresses, "me@firm.example"))
    assert config.parse(changed) == replace(before, owner=owner)
    assert [line for line in text.splitlines() if "#" in line and line not in changed] == []


def test_an_address_that_is_known_changes_nothing() -> None:
    assert config_edit.with_address(OWN, "robin@vale.example") == OWN


@pytest.mark.parametrize(
    "text",
    ['owner = { addresses = ["robin@vale.example"] }\n',
     '[owner]\naddresses = ["robin@vale.example", # old\n]\n'],
    ids=["inline", "comment within"],
)  # fmt: skip
def test_what_is_written_in_an_unusual_way_is_left_to_the_owner(text: str) -> None:
    with pytest.raises(InputError, match=r'add this yourself: addresses = \["robin@'):
        config_edit.with_address(text, "me@firm.example")


@pytest.mark.parametrize("name", ["my old", "work"])
def test_an_account_learns_to_send(name: str) -> None:
    text = config_edit.with_account(OWN, replace(WORK, send=False, options={"host": "h.example"}))
    smtp = {"host": "smtp.firm.example", "port": 587, "security": "starttls"}

    changed = config_edit.with_sending(text, name, smtp)

    (found,) = (one for one in config.parse(changed).accounts if one.name == name)
    assert found.send
    assert found.options["smtp"] == smtp
    assert all(line in changed for line in text.splitlines())


@pytest.mark.parametrize("name", ["my old", "work", "off"])
def test_an_account_is_switched_off_and_on(name: str) -> None:
    text = config_edit.with_account(OWN, WORK)
    text += '[accounts.off]\nconnector = "mbox"\nenabled = false # for now\n'
    before = config.parse(text)

    changed = config_edit.switched(text, name, on=False)

    off = {one.name for one in config.parse(changed).accounts if not one.enabled}
    assert off == {name, "off"}
    assert len(config.parse(changed).accounts) == len(before.accounts)
    assert all(line in changed for line in text.splitlines() if "#" in line)
    both = config.parse(config_edit.switched(changed, name, on=True)).accounts
    assert {one.name for one in both if not one.enabled} == {"off"} - {name}


@pytest.mark.parametrize(
    "name", ['the "old" one', "a # b", "a.b", "../x]", "ä/login", "a\nb", "\\"]
)
def test_an_account_of_any_name_is_found_in_its_file(name: str) -> None:
    account = replace(WORK, name=name, send=False, options={"host": "h.example"})
    text = config_edit.with_account(OWN, account)

    off = config_edit.switched(text, name, on=False)
    sends = config_edit.with_sending(off, name, {"host": "smtp.firm.example"})

    (found,) = (one for one in config.parse(sends).accounts if one.name == name)
    assert (found.enabled, found.send) == (False, True)


def test_keys_of_an_account_are_replaced_or_added_and_comments_stay() -> None:
    text = (
        '[accounts.g]\nconnector = "google"  # mine\n'
        'calendar = true # all of them\nuser = "a@b.c"\n'
    )

    changed = config_edit.with_keys(text, "g", {"calendar": False, "send": True, "enabled": True})

    (account,) = config.parse(changed).accounts
    assert (account.send, account.enabled, account.options["calendar"]) == (True, True, False)
    assert "calendar = false # all of them" in changed
    assert "# mine" in changed


def test_a_text_of_an_account_is_replaced_whatever_it_holds() -> None:
    text = '[accounts.m]\nconnector = "microsoft"\nsend_by = "submit"\n'

    changed = config_edit.with_keys(text, "m", {"send_by": r"dr\1aft"})

    assert config.parse(changed).accounts[0].options["send_by"] == r"dr\1aft"
