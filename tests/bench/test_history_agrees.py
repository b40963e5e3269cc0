"""The bench of introductions and the owner's own backtest give one answer."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bench import history, introductions
from narrowcast.agent import config_text
from narrowcast.agent.cli.app import app
from narrowcast.agent.config import Account, OwnerSettings, PrivacySettings, Settings
from narrowcast.agent.core.replay import EMBARGO
from narrowcast.agent.demo.sample import Sample, generate
from narrowcast.connectors.base import Tier

END = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
COMPARED = 4
EVERYBODY = "9999"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return generate(11, tmp_path_factory.mktemp("sample"), end=END)


@pytest.fixture(scope="module")
def home(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's mail alone, read in the mentions tier, as the benches read theirs."""
    folder = tmp_path_factory.mktemp("home")
    settings = Settings(
        owner=OwnerSettings(addresses=tuple(sample.owner.addresses), zone="UTC"),
        privacy=PrivacySettings(tier=Tier.MENTIONS),
        accounts=(Account(name="mail", connector="mbox", options={"path": str(sample.mail)}),),
    )
    (folder / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
    said(folder, "sync")
    return folder


def said(home: Path, *arguments: str) -> Any:
    result = CliRunner().invoke(app, ["--home", str(home), *arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def events(sample: Sample, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The owner's past introductions in the scorer's form."""
    return [
        {
            "event": f"{number}",
            "corpus": "demo",
            "ego": "demo",
            "owner": list(sample.owner.addresses),
            "mailboxes": [sample.mail.name],
            "cutoff": case["at"] - EMBARGO,
            "prospect": {
                "name": case["other"]["name"],
                "address": case["other"]["addresses"][0],
            },
            "introducer": case["introducer"]["addresses"],
            "message_id": "",
        }
        for number, case in enumerate(cases)
    ]


def test_the_bench_ranks_the_real_introducer_where_the_backtest_says(
    sample: Sample, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case for case in said(home, "backtest")["cases"] if case["replayed"]][:COMPARED]
    asked = events(sample, cases)
    given, out = tmp_path / "events.jsonl", tmp_path / "out.jsonl"
    given.write_text("".join(json.dumps(event) + "\n" for event in asked))
    arguments = ["--mail", str(sample.mail.parent), "--events", str(given), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["introductions", *arguments])
    introductions.main()
    ranked = [json.loads(line)["ranking"] for line in out.read_text().splitlines()]

    assert len(ranked) == COMPARED
    for event, case, ranking in zip(asked, cases, ranked, strict=True):
        at = datetime.fromtimestamp(event["cutoff"], UTC).isoformat()
        whom = f"{event['prospect']['name']} <{event['prospect']['address']}>"
        (shown,) = said(home, "suggest", whom, "--as-of", at, "--limit", EVERYBODY)
        contacts = [i["person"]["addresses"] for i in shown["introducers"]]
        proposed = [person for person in ranking if person in contacts]
        hits = [not set(person).isdisjoint(event["introducer"]) for person in proposed]
        assert hits.index(True) + 1 == case["replayed"]["places"]["narrowcast"]
        assert len(proposed) == case["replayed"]["candidates"]


def test_the_bench_of_the_history_finds_what_the_command_tells(
    sample: Sample,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [one for one in said(home, "history")["for_you"] if one["followed"]]
    given, out = tmp_path / "events.jsonl", tmp_path / "out.jsonl"
    asked = [
        event | {"message_id": one["evidence"]}
        for event, one in zip(events(sample, told), told, strict=True)
    ]
    given.write_text("".join(json.dumps(event) + "\n" for event in asked))
    arguments = ["--mail", str(sample.mail.parent), "--events", str(given), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["history", *arguments])
    history.main()

    (row,) = map(json.loads, out.read_text().splitlines())
    counted = (row["events"], row["prospect"], row["introducer"], row["message"], row["found"])
    assert counted == (len(told),) * 5
    assert "demo:" in capsys.readouterr().out
