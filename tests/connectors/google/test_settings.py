"""What an account says in config.toml is checked, a sentence for each mistake."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from narrowcast.connectors.google import settings
from narrowcast.connectors.google.settings import Endpoints, Quota, Settings


def test_an_address_is_enough() -> None:
    assert settings.read({"user": " me@corp.test "}) == Settings(user="me@corp.test")


def test_everything_may_be_said() -> None:
    found = settings.read(
        {
            "user": "me@corp.test",
            "hosts": ["gmail.googleapis.com"],
            "calendar": False,
            "contacts": False,
            "other_contacts": True,
            "since": "2024-01-31",
            "quota": "older",
            "endpoints": {"gmail": "http://127.0.0.1:4300/gw/gmail"},
        }
    )

    assert found == Settings(
        user="me@corp.test",
        calendar=False,
        contacts=False,
        other_contacts=True,
        since=datetime(2024, 1, 31, tzinfo=UTC),
        quota=Quota.OLDER,
        endpoints=Endpoints(gmail="http://127.0.0.1:4300/gw/gmail/"),
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"user": ""}, "user is missing", id="nobody"),
        pytest.param({"user": "me"}, "user is missing", id="no address"),
        pytest.param({"calender": False}, "did you mean calendar", id="misspelt"),
        pytest.param({"calendar": "no"}, "neither true nor false", id="no flag"),
        pytest.param({"since": "soon"}, "is no day", id="no day"),
        pytest.param({"quota": "2025"}, "quota is none of", id="no quota"),
        pytest.param({"endpoints": "x"}, "is no table", id="no table"),
        pytest.param({"endpoints": {"mail": "x"}}, "endpoints.mail is no", id="no endpoint"),
        pytest.param({"endpoints": {"gmail": "x"}}, "is no address", id="no address of one"),
        pytest.param({"endpoints": {"gmail": "https://u:p@h/"}}, "is no address", id="a login"),
        pytest.param({"endpoints": {"token": "http://h.test/"}}, "in the open", id="unencrypted"),
    ],
)
def test_a_mistake_is_told(options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        settings.read({"user": "me@corp.test", **options})


def test_the_hosts_are_googles_three_and_its_logins() -> None:
    assert Endpoints().hosts == (
        "gmail.googleapis.com",
        "www.googleapis.com",
        "people.googleapis.com",
        "oauth2.googleapis.com",
    )
