"""Where only somebody who may not be asked shows a link, there is no good path."""

from __future__ import annotations

from datetime import timedelta

import pytest

from narrowcast.agent.suggest import Advisor, prospect_of
from tests.agent.mailroom import OWNER, START, message, store_of

JONAS = prospect_of(name="Jonas Weber", address="jonas@target.example")


@pytest.mark.parametrize(
    ("who", "path"),
    [("info@acme.example", False), ("ana@acme.example", True)],
    ids=["a role", "a person"],
)
def test_a_link_that_only_a_role_address_has_is_no_path(who: str, path: bool) -> None:
    mail = [
        message(1, who, [OWNER, "jonas@target.example"], START),
        message(2, OWNER, [who], START + timedelta(hours=1)),
    ]
    with store_of(mail) as store:
        found = Advisor(store).suggest(JONAS, START + timedelta(days=9))

    assert (found.abstained == "") is path
