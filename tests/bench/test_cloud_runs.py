"""The bench of clouds reads as many mails as the bare loops it is held against."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import mailbox
from bench.cloud import Bench
from bench.cloud_servers import served
from bench.stamps import stamped
from narrowcast.connectors.formats import mime
from narrowcast.connectors.microsoft.heads import SELECT
from narrowcast.connectors.records import RemoteId

COUNT = 30


@pytest.mark.parametrize(
    ("kind", "bare", "more"),
    [
        pytest.param("google", "google-bare", (), id="google"),
        pytest.param("graph", "graph-bare", ("--select", SELECT, "--page", "20"), id="graph"),
    ],
)
def test_both_read_the_whole_mailbox(
    kind: str, bare: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    bench = Bench(messages=COUNT, rounds=1, folder=tmp_path)

    with served(kind, COUNT) as account:
        ours, theirs = bench.ours(account), bench.bare(bare, account, *more)

    assert ours.said["messages"] == theirs.said["messages"] == COUNT


def test_the_headers_that_exchange_adds_are_those_of_any_mail() -> None:
    (one,) = mailbox.mails(1)
    raw = one.raw.replace(b"\n", b"\r\n")

    bare, full = (
        mime.read(octets, remote_id=RemoteId("1"), received_at=one.received_at)
        for octets in (raw, stamped(raw, 1))
    )

    assert 8_000 < len(stamped(raw, 1)) - len(raw) < 9_000
    assert max(map(len, stamped(raw, 1).split(b"\r\n"))) < 998
    assert (full.message_id, full.author, full.to) == (bare.message_id, bare.author, bare.to)
