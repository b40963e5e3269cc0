"""`narrowcast history` and `narrowcast backtest` as the owner sees them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import beside, config, places
from narrowcast.agent.backtest import Backtest
from narrowcast.agent.cli import history_views
from narrowcast.agent.store.store import Store
from tests.agent.cli.conftest import Run, mail

ME, ANA = "Robin Vale <robin@vale.example>", "Ana Ruiz <ana@lumen.example>"
MIA, BO = "Mia Lang <mia@far.example>", "Bo Lind <bo@other.example>"
CROWD = [f"Person{n} Other{n} <p{n}@firm{n}.example>" for n in "abcdefghijkl"]


@pytest.fixture
def introduced(home: Path) -> None:
    """Ana, known like a dozen others, brought Mia a month ago; mail both ways followed."""
    start = datetime.now(UTC) - timedelta(days=200)
    month = datetime.now(UTC) - timedelta(days=30)
    with (home.parent / "mail.mbox").open("a", encoding="utf-8") as file:
        for place, who in enumerate([ANA, BO, *CROWD]):
            at = start + timedelta(days=place)
            file.write(mail(100 + 2 * place, who, ME, "Hello", at))
            file.write(mail(101 + 2 * place, ME, who, "Re: Hello", at + timedelta(hours=2)))
        file.write(mail(200, ANA, f"{ME}, {MIA}", "You two", month))
        file.write(mail(201, ME, MIA, "Re: You two", month + timedelta(days=2)))
        file.write(mail(202, MIA, ME, "Re: You two", month + timedelta(days=3)))


@pytest.mark.usefixtures("introduced")
def test_history_shows_who_brought_whom_and_what_followed(run: Run) -> None:
    run("sync")

    shown = run("history")

    assert shown.code == 0
    (line,) = [line for line in shown.out.splitlines() if "Mia Lang" in line]
    assert "Ana Ruiz" in line
    assert "after 2 days, 2 mails" in line
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.mark.usefixtures("introduced")
def test_history_by_introducer_totals_each(run: Run) -> None:
    run("sync")

    shown = run("history", "--by", "introducer")

    assert "Ana Ruiz  1 person" in shown.out


@pytest.mark.usefixtures("introduced")
def test_history_as_data_names_the_message(run: Run) -> None:
    run("sync")

    data = json.loads(run("history", "--json").out)

    found = {one["other"]["name"]: one for one in data["for_you"]}
    assert found["Mia Lang"]["evidence"] == "<200@mail.example>"
    assert (found["Mia Lang"]["sent"], found["Mia Lang"]["received"]) == (1, 1)
    assert found["Mia Lang"]["way"] == "joined"


@pytest.mark.usefixtures("introduced")
def test_history_since_a_week_has_nothing(run: Run) -> None:
    run("sync")

    shown = run("history", "--since", "7d")

    assert "None found in this mail." in shown.out


@pytest.mark.usefixtures("introduced")
def test_backtest_says_in_a_sentence_that_one_event_is_too_few(run: Run) -> None:
    run("sync")

    shown = run("backtest")

    assert shown.code == 0
    assert "1 of 1 replayed" in shown.out
    assert "of 1 your past introduction" in shown.out
    assert "too few to tell" in shown.out
    assert "not who would if" in " ".join(shown.out.split())


@pytest.mark.usefixtures("introduced")
def test_backtest_as_data_has_every_case_and_score(run: Run) -> None:
    run("sync")

    data = json.loads(run("backtest", "--json").out)

    assert [case["other"]["name"] for case in data["cases"]] == ["Mia Lang"]
    assert set(data["scores"]) == {"narrowcast", "most mail", "interactions rank"}
    place = data["cases"][0]["replayed"]["places"]["narrowcast"]
    assert data["scores"]["narrowcast"]["mrr"] == pytest.approx(1 / place)


@pytest.mark.usefixtures("introduced")
def test_stopping_a_backtest_tells_what_was_replayed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync")
    whole = Backtest.cases

    def stopped(self: Backtest) -> object:
        yield from whole(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(Backtest, "cases", stopped)

    shown = run("backtest")

    assert shown.code == 0
    assert "stopped" in shown.err
    assert "1 of 1 replayed" in shown.out


def test_others_may_write_while_the_store_is_asked(synced: Run, home: Path) -> None:
    settings = config.load(places.config_file(home))
    where = places.places(home, settings)
    with beside.advisor(settings, where) as advisor:
        before = advisor.store.counts()["prospect"]
        added = synced("prospect", "add", "Ada Long, Far <ada@far.example>")
        after = advisor.store.counts()["prospect"]

    assert added.code == 0
    assert before == after == 1
    with Store.open(where.store, mention_key=advisor.store.mention_key) as store:
        assert store.counts()["prospect"] == 2


def test_a_mailbox_without_introductions_says_so(synced: Run) -> None:
    shown = synced("backtest")

    assert shown.code == 0
    assert "No past introduction could be replayed yet" in shown.out
    assert "lately (Interactions Rank)" not in shown.out


def test_a_date_that_is_none_is_refused_in_a_sentence(synced: Run) -> None:
    refused = synced("history", "--as-of", "yesterday")

    assert refused.code == 2
    assert "write one such as 2025-06-30" in refused.err


@pytest.mark.parametrize(("days", "words"), [(0, "same day"), (1, "next day"), (9, "after 9 days")])
def test_days_are_told_as_one_would(days: int, words: str) -> None:
    assert history_views.after(days) == words
