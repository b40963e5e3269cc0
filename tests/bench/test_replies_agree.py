"""The bench of answers holds no rule of its own: its chance is the command line's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from bench import replies
from bench.stores import ask_all
from narrowcast.agent.cli.app import app
from narrowcast.agent.core.responsiveness import ASK
from narrowcast.agent.demo.sample import generate
from narrowcast.connectors.base import Tier

END = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
DATE = "2026-08-20"
INTRODUCERS = 10


def test_an_ask_has_the_same_chance_in_the_bench_and_on_the_command_line(tmp_path: Path) -> None:
    sample = generate(11, tmp_path, end=END)
    prospect = next(p for p in sample.prospects if p.name)
    owner = [part for address in sample.owner.addresses for part in ("--owner", address)]
    asked = f"{prospect.person.latin} <{prospect.person.addresses[0]}>"
    arguments = ["try", "--mail", str(sample.mail), *owner, "--prospect", asked, "--as-of", DATE]
    result = CliRunner().invoke(app, [*arguments, "--limit", str(INTRODUCERS), "--json"])
    assert result.exit_code == 0, result.output
    said = {
        one["person"]["addresses"][0]: one["responsiveness"]["value"]
        for one in json.loads(result.stdout)[0]["introducers"]
    }

    events = [
        {
            "event": address,
            "ego": "demo",
            "owner": list(sample.owner.addresses),
            "mailboxes": [sample.mail.name],
            "time": int(datetime.fromisoformat(DATE).replace(tzinfo=UTC).timestamp()),
            "contact": [address],
            "letter": ASK,
        }
        for address in said
    ]
    found = ask_all(sample.mail.parent, events, Tier.MENTIONS, replies.answer, 1)

    assert len(said) == INTRODUCERS
    assert {row["event"]: row["p"] for row in found.rows} == said
