"""What the reading bench measures is the product: the same blocks, read to the same claims."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import reading
from bench.stages import Stages
from narrowcast.agent import archive
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.reading import Reading
from narrowcast.connectors import registry
from narrowcast.connectors.base import Tier
from narrowcast.connectors.offline import OFFLINE

INVENTED = Path(__file__).parents[1] / "data/signatures/invented.jsonl"
MAIL = """\
From writer@home.example Mon Mar  2 09:{minute:02}:00 2026
From: {row[from]}
To: Sam Vale <sam@vale.example>
Subject: {row[subject]}
Date: Mon, 2 Mar 2026 09:{minute:02}:00 +0000
Message-ID: <{minute}.{times}@home.example>
Content-Type: text/plain; charset=utf-8

{row[body]}

"""


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented mails, each sent twice."""
    rows = [json.loads(line) for line in INVENTED.read_text(encoding="utf-8").splitlines()]
    path = tmp_path_factory.mktemp("reading") / "invented.mbox"
    mails = (
        MAIL.format(row=row, minute=minute, times=times)
        for times in (1, 2)
        for minute, row in enumerate(rows)
    )
    path.write_text("".join(mails), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def outcome(mailbox: Path) -> tuple[reading.Outcome, reading.Watching]:
    reader = reading.Watching(BlockReader(), Stages())
    spool = mailbox.with_name("pages")
    reading.spool(reading.learned([mailbox], messages=1_000), spool)
    return reading.read_all(reading.spooled(spool), reader), reader


def test_the_bench_reads_the_claims_that_the_product_reads(
    mailbox: Path, outcome: tuple[reading.Outcome, reading.Watching]
) -> None:
    connector = registry.load("mbox", {"path": str(mailbox)}, OFFLINE)
    how = Reading(Tier.SIGNATURES, reading.KEY, BlockReader())
    signed = [one.signed for one in archive.read([connector], how) if one.signed]

    found, _ = outcome

    assert found.signed == len(signed) > 40
    assert {
        (author, digest, claims)
        for author, blocks in found.blocks.items()
        for digest, claims in blocks.items()
    } == {(one.author, one.digest, one.claims) for one in signed}
    assert any(one.claims for one in signed)


def test_a_block_that_was_read_before_does_not_reach_spacy(
    outcome: tuple[reading.Outcome, reading.Watching],
) -> None:
    found, reader = outcome

    assert reader.read == sum(map(len, found.blocks.values())) <= found.signed / 2
    assert reader.texts == found.messages == len(found.distinct)


def test_no_more_mails_are_read_than_asked_for(mailbox: Path) -> None:
    pages = reading.learned([mailbox, mailbox], messages=50)

    assert sum(len(page.upserts) for page, _ in pages) == 50


def test_what_is_taken_from_disk_is_no_part_of_the_sum(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = {reading.SPOOL: 50.0, reading.READ: 1.0, reading.CUT: 2.0}
    counts = {"messages": 10_000, "distinct": 10_000, "texts": 9_000, "signed": 900, "read": 400}

    verdicts = reading.report({**counts, "seconds": seconds, "peak_mib": 100.0}, load=0.1)

    assert verdicts.found["100,000 mails cut, gated, read: CPU s"]["value"] == 30
    assert verdicts.found["share of the mails that spaCy saw"]["value"] == 0.04
    assert "3,333 mails/s" in capsys.readouterr().out


def test_the_command_reads_in_a_process_of_its_own(
    mailbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--messages", "20", "--rounds", "1"]
    monkeypatch.setattr(sys, "argv", ["reading", str(mailbox), *options])

    reading.main()

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["messages"] == 20
    assert set(said["stages"]) == {
        reading.CUT,
        reading.FOUND,
        reading.READ,
        reading.NEWS,
        reading.REST,
    }
