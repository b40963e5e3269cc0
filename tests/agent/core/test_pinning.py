"""Whose Authentication-Results are believed: those of the server that stamps nearly all mail."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from narrowcast.agent.core.authenticity import pinned, stamped_by
from narrowcast.connectors.records import Mailbox, Message, RemoteId

Counts = Mapping[str, Mapping[str, int]]


@pytest.mark.parametrize(
    ("stamps", "server"),
    [
        pytest.param({}, "", id="no mail"),
        pytest.param({"2026": {"mx.a": 19}}, "", id="too little mail"),
        pytest.param({"2026": {"mx.a": 20}}, "mx.a", id="every mail"),
        pytest.param({"2026": {"mx.a": 90, "": 10, "mx.evil": 5}}, "mx.a", id="nearly all"),
        pytest.param({"2026": {"": 90, "mx.evil": 30}}, "", id="the server stamps none"),
        pytest.param({"2026": {"mx.evil": 40, "": 40}}, "", id="half of it by one sender"),
        pytest.param({"2020": {"mx.old": 900}, "2026": {"mx.a": 50}}, "mx.a", id="a new provider"),
        pytest.param({"2025": {"mx.a": 90}, "2026": {"mx.evil": 5}}, "mx.a", id="early in a year"),
    ],
)
def test_the_server_that_stamps_the_mail_is_believed(stamps: Counts, server: str) -> None:
    assert pinned(stamps) == server


def test_only_the_topmost_results_name_the_server() -> None:
    message = Message(
        remote_id=RemoteId("1"),
        message_id="<1@far.example>",
        received_at=None,
        sent_at=None,
        author=Mailbox("", "eve@far.example"),
        headers={"authentication-results": ("MX.Vale.example; dkim=pass", "mx.evil; dkim=pass")},
    )

    assert stamped_by(message) == "mx.vale.example"
