"""`narrowcast moves` and `person show` on an invented mailbox, from mail to screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import clock, config_text
from narrowcast.agent.cli.moves import beginning
from narrowcast.agent.config import Account, OwnerSettings, Settings
from narrowcast.agent.errors import InputError
from tests.agent.cli.conftest import Run

ME = "Robin Vale <robin@vale.example>"
OLD = "Ana Ruiz <ana@acme.example>"
NEW = "Ana Ruiz <ana.ruiz@target.example>"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def _mails() -> Iterator[tuple[str, str, datetime, str]]:
    now = datetime.now(UTC)
    acme = "Best regards\n\nAna Ruiz\nAnalyst\nAcme Ltd\n+44 20 7946 0974"
    target = "Best regards\n\nAna Ruiz\nHead of Data\nTarget GmbH\n+49 30 23125 106"
    for days in (300, 250, 200):
        yield OLD, ME, now - timedelta(days=days), acme
        yield ME, OLD, now - timedelta(days=days - 1), "Thanks, Robin"
    for days in (20, 10):
        yield NEW, ME, now - timedelta(days=days), target
        yield ME, NEW, now - timedelta(days=days - 1), "Thanks, Robin"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "narrowcast"
    folder.mkdir(mode=0o700)
    with (tmp_path / "mail.mbox").open("w", encoding="utf-8") as file:
        for number, (author, to, at, text) in enumerate(_mails()):
            file.write(
                f"From - Thu Jan  1 00:00:00 2026\nFrom: {author}\nTo: {to}\nSubject: Plans\n"
                f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{number}@mail.example>\n"
                f"\nHello,\n\nsee you on Friday.\n\n{text}\n\n"
            )
    settings = Settings(
        owner=OwnerSettings(name="Robin Vale", addresses=("robin@vale.example",), pitch="I help."),
        accounts=(
            Account(name="mail", connector="mbox", options={"path": str(tmp_path / "mail.mbox")}),
        ),
    )
    (folder / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
    return folder


@pytest.fixture
def known(run: Run) -> Run:
    run("sync")
    run("prospect", "add", "Jonas Weber, Head of Ops, Target <jonas@target.example>")
    return run


def test_a_move_to_a_prospects_firm_is_listed_with_what_to_do(known: Run) -> None:
    told = known("moves").out

    assert "Acme Ltd → Target GmbH, Head of Data" in told
    assert "a new address" in told
    assert "now works at the firm of prospect 1, Jonas Weber" in " ".join(told.split())
    assert "narrowcast suggest 1" in told


def test_moves_are_data_for_scripts(known: Run) -> None:
    (found,) = json.loads(known("moves", "--json").out)

    assert found["name"] == "Ana Ruiz"
    assert found["move"]["signs"] == ["a new address", "two mails show it"]
    assert [one["id"] for one in found["joined"]] == [1]
    assert found["move"]["evidence"][0]["kind"] == "message"


def test_who_is_dropped_for_good_does_not_come_back(known: Run) -> None:
    known("prospect", "drop", "1", "--never")
    known("moves")

    assert json.loads(known("prospect", "list", "--json").out) == []
    assert [one["id"] for one in json.loads(known("prospect", "list", "--dropped", "--json").out)]


def test_nobody_moved_lately_is_said(known: Run) -> None:
    assert "nobody is seen to have changed jobs since 1d" in known("moves", "--since", "1d").out


def test_a_history_is_shown_with_its_evidence(known: Run) -> None:
    told = known("person", "show", "ana.ruiz@target.example").out

    assert "● Head of Data at Target GmbH" in told
    assert "○ Analyst at Acme Ltd" in told
    assert "+44 20 7946 0974" in told
    assert "<0@mail.example>" in told
    assert max(map(len, told.splitlines())) <= 80


def test_a_history_is_data_for_scripts(known: Run) -> None:
    told = json.loads(known("person", "show", "ana@acme.example", "--json").out)

    assert [job["organization"] for job in told["person"]["employments"]] == [
        "Target GmbH",
        "Acme Ltd",
    ]
    assert told["moves"][0]["after"]["titles"] == ["Head of Data"]
    assert {one["kind"] for one in told["details"]} >= {"phone"}


def test_the_owners_correction_stands_first(known: Run) -> None:
    known("person", "set", "ana@acme.example", "--employer", "Orbit Labs", "--title", "CTO")

    told = known("person", "show", "ana@acme.example").out

    assert "● CTO at Orbit Labs" in told
    assert "(owner)" in told


def test_the_owner_says_whom_they_left(known: Run) -> None:
    kept = known("person", "set", "ana@acme.example", "--left", "Target")

    told = known("person", "show", "ana@acme.example").out

    assert kept.out.startswith("kept: Ana Ruiz has left Target")
    assert "○ Head of Data at Target" in told
    assert "●" not in told


SPANS = {
    "days": ("90d", NOW - timedelta(days=90)),
    "weeks": ("6w", NOW - timedelta(weeks=6)),
    "months": ("12m", NOW - timedelta(days=360)),
    "years": (" 2Y ", NOW - timedelta(days=730)),
    "a day": ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
}


@pytest.mark.parametrize(("text", "begins"), SPANS.values(), ids=SPANS)
def test_a_span_counts_back_from_now(text: str, begins: datetime) -> None:
    assert beginning(text, NOW) == begins


@pytest.mark.parametrize("text", ["", "d", "yesterday", "-3d", "9999999999d", "2026-13-01"])
def test_what_is_no_span_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="neither a day"):
        beginning(text, NOW)


def test_suggesting_for_all_brings_back_whose_firm_a_contact_joined(
    known: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: now - timedelta(days=60))
        known("prospect", "drop", "1")
    assert json.loads(known("prospect", "list", "--json").out) == []

    told = known("suggest").out

    assert "Jonas Weber" in told
    assert "Ana Ruiz" in told
