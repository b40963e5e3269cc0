from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent import config, config_text, places
from narrowcast.agent.config import Account, Settings
from narrowcast.agent.config_letters import Language
from narrowcast.agent.errors import ConfigError
from narrowcast.connectors.tiers import Tier

ROOT = Path(__file__).parents[2]


def test_the_example_says_every_key_with_its_default_and_reason() -> None:
    written = (ROOT / "config.example.toml").read_text(encoding="utf-8")

    assert written == config_text.example(), (
        "run: narrowcast config --example > config.example.toml"
    )
    assert replace(config.parse(written), accounts=()) == Settings()


def test_a_missing_file_is_a_fresh_set_up(tmp_path: Path) -> None:
    assert config.load(tmp_path / "config.toml") == Settings()


def test_keys_left_out_keep_their_defaults() -> None:
    read = config.parse('[owner]\nname = "Ada"\n[caps]\nper_day = 1\n')

    assert (read.owner.name, read.caps.per_day, read.caps.per_week) == ("Ada", 1, 5)


def test_an_accounts_other_keys_go_to_its_connector() -> None:
    read = config.parse('[accounts.old]\nconnector = "mbox"\npath = "/m"\nwindow = 3\n')

    assert read.accounts == (
        Account(name="old", connector="mbox", options={"path": "/m", "window": 3}),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("x = ", "config.toml: is not valid TOML", id="not-toml"),
        pytest.param("[ownr]", "config.toml: ownr is not a key; did you mean owner?", id="section"),
        pytest.param(
            "[caps]\nper_dya = 1", "caps.per_dya is not a key; did you mean per_day?", id="key"
        ),
        pytest.param(
            '[walls]\ndomains = ["Rival GmbH"]', "which is no domain; write one", id="wall-name"
        ),
        pytest.param(
            '[walls]\ndomains = ["https://rival.com/"]', "which is no domain", id="wall-link"
        ),
        pytest.param(
            '[walls]\ndomains = ["jo@rival.com"]', "a person under walls.persons", id="wall-person"
        ),
        pytest.param("[walls]\nqqqq = 1", "there are: domains, names, persons", id="nothing-near"),
        pytest.param(
            "[caps]\nper_day = true", "caps.per_day must be a whole number, not True", id="bool"
        ),
        pytest.param("[caps]\nper_day = 99", "caps.per_day must be between 0 and 10", id="bound"),
        pytest.param("[owner]\nname = 3", "owner.name must be text", id="text"),
        pytest.param(
            '[privacy]\ntier = "all"', "must be one of headers, signatures, mentions", id="choice"
        ),
        pytest.param('[owner]\nzone = "Mars/Base"', "owner.zone is no time zone", id="zone"),
        pytest.param('[owner]\naddresses = ["ada"]', "is no mail address", id="address"),
        pytest.param('[owner]\naddresses = "a@b.example"', "must be a list of texts", id="list"),
        pytest.param("[accounts]\nwork = 1", "write [accounts.work] above", id="account-value"),
        pytest.param("accounts = 1", "write [accounts.NAME] above", id="accounts-value"),
        pytest.param("owner = 1", "write [owner] above", id="section-value"),
        pytest.param(
            "[accounts.work]\npath='/m'", "accounts.work.connector is missing", id="no-connector"
        ),
    ],
)
def test_a_wrong_key_is_one_sentence_that_names_it(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.parse(text)

    assert sentence in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("inner", ["", "[accounts.work.smtp]\n"], ids=["account", "smtp"])
@pytest.mark.parametrize(
    "key", ["password", "Password", "token", "secret", "refresh_token", "app_password"]
)
def test_a_secret_does_not_belong_here_and_is_not_repeated(inner: str, key: str) -> None:
    with pytest.raises(ConfigError, match="run: narrowcast connect work") as caught:
        config.parse(f'[accounts.work]\nconnector = "imap"\n{inner}{key} = "0xC0FFEE"')

    assert "0xC0FFEE" not in str(caught.value)


def test_one_account_sends() -> None:
    both = "".join(f'[accounts.{n}]\nconnector = "imap"\nsend = true\n' for n in ("one", "two"))

    with pytest.raises(ConfigError, match=r"accounts\.two\.send must be false: one sends already"):
        config.parse(both)
    one, two = config.parse(f"{both}enabled = false").accounts

    assert (one.send, two.send, two.enabled) == (True, True, False)


def test_a_file_that_is_not_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "config.toml")


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
values = st.recursive(
    names | st.integers(-(2**60), 2**60) | st.booleans(), lambda v: st.lists(v, max_size=3)
)


@given(
    name=names,
    zone=st.sampled_from(["", "Europe/Zurich", "Asia/Kathmandu"]),
    day=st.integers(0, 10),
    tier=st.sampled_from(Tier),
    domains=st.lists(st.sampled_from(["rival.example", "söhne.example", "*.a.example"])).map(tuple),
    account=names.filter(bool),
    options=st.dictionaries(
        names.filter(lambda k: k not in {"connector", "enabled", "send"}), values, max_size=3
    ),
)
def test_what_is_written_is_read_back(
    name: str, zone: str, day: int, tier: Tier, domains: tuple[str, ...], account: str,
    options: dict[str, object],
) -> None:  # fmt: skip
    fresh = Settings()
    settings = Settings(
        owner=replace(fresh.owner, name=name, zone=zone, language=Language.GERMAN),
        caps=replace(fresh.caps, per_day=day),
        privacy=replace(fresh.privacy, tier=tier),
        walls=replace(fresh.walls, domains=domains, names=(name,)),
        accounts=(Account(name=account, connector="mbox", options=options),),
    )

    assert config.parse(config_text.render(settings)) == settings


def test_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    places.write_private(tmp_path / "config.toml", "x = 1")

    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_paths_in_the_config_must_be_full() -> None:
    settings = config.parse('[paths]\ndata = "here"')

    with pytest.raises(ConfigError, match=r"paths\.data must be a full path"):
        places.places(None, settings)
