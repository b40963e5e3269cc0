"""The benches hold no rule of their own: their ranking is the command line's."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bench import introductions
from narrowcast.agent.cli.app import app
from narrowcast.agent.demo.sample import Sample, generate

END = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
DATES = ("2025-09-15", "2026-08-20")
EVERYBODY = "9999"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return generate(11, tmp_path_factory.mktemp("sample"), end=END)


@pytest.fixture(scope="module")
def events(sample: Sample) -> list[dict[str, Any]]:
    """Five prospects as of two dates, in the scorer's form."""
    people = [p for p in sample.prospects if p.name][:5]
    return [
        {
            "event": f"{date} {prospect.name}",
            "ego": "demo",
            "owner": list(sample.owner.addresses),
            "mailboxes": [sample.mail.name],
            "cutoff": int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()),
            "prospect": {
                "name": prospect.person.latin,
                "address": prospect.person.addresses[0],
            },
            "date": date,
        }
        for date in DATES
        for prospect in people
    ]


def benched(
    sample: Sample, events: list[dict[str, Any]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[list[str]]]:
    given, out = folder / "events.jsonl", folder / "out.jsonl"
    given.write_text("".join(json.dumps(event) + "\n" for event in events))
    arguments = ["--mail", str(sample.mail.parent), "--events", str(given), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["introductions", *arguments])
    introductions.main()
    rows = map(json.loads, out.read_text().splitlines())
    return {row["event"]: row["ranking"] for row in rows}


def asked(sample: Sample, events: list[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """What `narrowcast try --as-of` says of the same questions."""
    owner = [part for address in sample.owner.addresses for part in ("--owner", address)]
    found: dict[str, list[list[str]]] = {}
    for date in DATES:
        those = [event for event in events if event["date"] == date]
        lines = [f"{e['prospect']['name']} <{e['prospect']['address']}>" for e in those]
        prospects = [part for line in lines for part in ("--prospect", line)]
        arguments = ["try", "--mail", str(sample.mail), *owner, *prospects]
        options = ["--as-of", date, "--limit", EVERYBODY, "--json"]
        result = CliRunner().invoke(app, [*arguments, *options])
        assert result.exit_code == 0, result.output
        said = json.loads(result.stdout)
        for event, suggestion in zip(those, said, strict=True):
            people = [i["person"]["addresses"] for i in suggestion["introducers"]]
            found[event["event"]] = people
    return found


def test_ten_questions_get_the_same_answer_from_the_bench_and_the_command_line(
    sample: Sample,
    events: list[dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ranked = benched(sample, events, tmp_path, monkeypatch)
    said = asked(sample, events)

    assert len(said) == len(events) == 10
    for event, people in said.items():
        assert len(people) > 20
        # The bench ranks everybody; the command line proposes contacts only.
        assert [person for person in ranked[event] if person in people] == people
