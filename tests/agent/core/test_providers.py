from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest

from narrowcast.agent.core import providers
from narrowcast.agent.core.providers import PROVIDERS, Login, Provider


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("me@gmail.com", "imap.gmail.com"),
        ("Me@GMail.com", "imap.gmail.com"),
        ("me@yahoo.de", "imap.mail.yahoo.com"),
        ("me@yahoo.co.uk", "imap.mail.yahoo.com"),
        ("me@yahoo.com.br", "imap.mail.yahoo.com"),
        ("me@hotmail.fr", "outlook.office365.com"),
        ("me@posteo.net", "posteo.de"),
    ],
)
def test_an_address_tells_its_provider(address: str, host: str) -> None:
    found = providers.of(address)

    assert found is not None
    assert found.imap is not None
    assert found.imap.host == host


@pytest.mark.parametrize(
    "address",
    ["me@firm.example", "me@yahoo.evil.example", "me@yahoo.co.evil.example", "me@mygmail.com",
     "me@yahoo", "me@", "", "gmail.com.evil.example"],
)  # fmt: skip
def test_a_firms_own_domain_is_nobodys(address: str) -> None:
    assert providers.of(address) is None


def test_each_domain_has_one_provider() -> None:
    counts = Counter(domain for one in PROVIDERS for domain in one.domains)

    assert [domain for domain, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("one", PROVIDERS, ids=lambda one: one.domains[0])
def test_every_entry_is_whole(one: Provider) -> None:
    if one.login is Login.NONE:
        assert one.advice
        return
    assert one.imap is not None
    assert one.smtp is not None
    assert {one.imap.security, one.smtp.security} <= {"tls", "starttls"}
    assert all(urlsplit(url).scheme == "https" for url in (one.caldav, one.carddav) if url)
    assert one.advice or one.login is Login.PASSWORD
