"""What an account may say of Microsoft; each mistake has a sentence for its owner."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from narrowcast.connectors.microsoft import connect, settings
from narrowcast.connectors.microsoft.settings import SendBy
from tests.connectors.microsoft.lending import means

LEAST = {"user": "robin@vale.example", "client_id": "6731de76-14a6-49ae-97bc-6eba6914391e"}


def test_little_has_to_be_said() -> None:
    read = settings.read(LEAST)

    assert read.graph == "https://graph.microsoft.com/v1.0"
    assert read.authority == "https://login.microsoftonline.com/common"
    assert read.calendar
    assert read.contacts
    assert read.send_by is SendBy.SUBMIT


def test_all_may_be_said() -> None:
    read = settings.read(
        {
            **LEAST,
            "hosts": ["graph.example", "login.example"],
            "authority": "https://login.example/firm/",
            "endpoints": {"graph": "https://graph.example/v1.0/"},
            "calendar": False,
            "contacts": False,
            "send_by": "draft",
            "include": ["Inbox", "Work/*"],
            "exclude": ["Private"],
            "since": "2024-01-31",
        }
    )

    assert (read.authority, read.graph) == (
        "https://login.example/firm",
        "https://graph.example/v1.0",
    )
    assert not read.calendar
    assert not read.contacts
    assert read.send_by is SendBy.DRAFT
    assert (read.include, read.exclude) == (("inbox", "work/*"), ("private",))
    assert read.since == datetime(2024, 1, 31, tzinfo=UTC)


def test_this_machine_may_be_spoken_to_in_the_open() -> None:
    read = settings.read({**LEAST, "endpoints": {"graph": "http://127.0.0.1:8/v1.0"}})

    assert read.graph == "http://127.0.0.1:8/v1.0"


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"user": ""}, "user"),
        ({"user": "robin"}, "user"),
        ({"user": 5}, "user"),
        ({"user": "robin@vale.example\n"}, "user"),
        ({"client_id": ""}, "client_id"),
        ({"client_id": "für mich"}, "client_id"),
        ({"calendar": "yes"}, "calendar"),
        ({"contacts": 1}, "contacts"),
        ({"send_by": "post"}, "send_by"),
        ({"endpoints": {"mail": "https://x.example"}}, "endpoints"),
        ({"endpoints": "https://x.example"}, "endpoints"),
        ({"endpoints": {"graph": "http://graph.example/v1.0"}}, "https"),
        ({"endpoints": {"graph": "ftp://graph.example/v1.0"}}, "endpoints.graph"),
        ({"endpoints": {"graph": "https://u:p@graph.example/"}}, "endpoints.graph"),
        ({"endpoints": {"graph": "https://graph.example/?a=b"}}, "endpoints.graph"),
        ({"authority": "login.example"}, "authority"),
        ({"authority": "https://login.example:x/"}, "authority"),
        ({"include": "Inbox"}, "include"),
        ({"exclude": [1]}, "exclude"),
        ({"since": "long ago"}, "since"),
        ({"exlcude": []}, "exclude"),
    ],
    ids=str,
)
def test_a_mistake_is_named(wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        connect({**LEAST, **wrong}, means())
