"""`map` and `report`: pages of the owner's alone, made of what `suggest` says."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from narrowcast.agent import mapping
from tests.agent.cli.conftest import Run


@pytest.mark.parametrize("command", ["map", "report"])
def test_a_page_is_written_beside_the_data_for_the_owner_alone(
    synced: Run, home: Path, command: str
) -> None:
    ran = synced(command)

    page = home / "pages" / f"{command}.html"
    assert ran.code == 0
    assert str(page) in ran.out.replace("\n", "")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "Robin" in page.read_text("utf-8")


def test_the_map_shows_for_a_prospect_whom_suggest_proposes(synced: Run) -> None:
    proposed = json.loads(synced("suggest", "Jonas", "--json").out)
    drawn = json.loads(synced("map", "--json").out)

    found = proposed[0] if isinstance(proposed, list) else proposed
    names = [one["person"]["name"] for one in found["introducers"] if one["link"] > 0]
    assert names
    assert [way["name"] for way in drawn["goals"][0]["ways"]] == names


def test_who_only_ever_wrote_to_the_owner_is_no_contact_on_the_map(synced: Run) -> None:
    drawn = json.loads(synced("map", "--json").out)

    handles = [one["handle"] for one in drawn["people"]]
    assert "ana@lumen.example" in handles
    assert "bo@other.example" not in handles


def test_what_has_no_room_on_the_map_is_counted(
    synced: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced("prospect", "add", "Lena Koch, Buyer, Koch AG")
    monkeypatch.setattr(mapping, "MOST_PROSPECTS", 1)
    monkeypatch.setattr(mapping, "MOST_PEOPLE", 0)

    drawn = json.loads(synced("map", "--json").out)

    assert len(drawn["goals"]) == 1
    assert drawn["more_sought"] == 1
    assert [one["handle"] for one in drawn["people"]] == ["ana@lumen.example"]  # leads there: kept


def test_a_map_of_one_prospect_has_no_other(synced: Run, tmp_path: Path) -> None:
    synced("prospect", "add", "Lena Koch, Buyer, Koch AG")
    out = tmp_path / "one.html"

    assert synced("map", "--prospect", "Jonas", "--out", str(out)).code == 0

    text = out.read_text("utf-8")
    assert "Jonas Weber" in text
    assert "Lena Koch" not in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_page_written_elsewhere_leaves_that_folders_rights_alone(
    synced: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    synced("report", "--out", str(folder / "report.html"))

    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_where_a_page_cannot_be_written_a_sentence_says_so(synced: Run, tmp_path: Path) -> None:
    ran = synced("map", "--out", str(tmp_path / "nowhere" / "map.html"))

    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert "--out FILE" in ran.err


def test_open_shows_the_page_in_the_owners_browser(
    synced: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", browse)

    ran = synced("report", "--open")

    assert opened == [(home / "pages" / "report.html").as_uri()]
    assert "open it" not in ran.out


def test_without_prospects_the_pages_say_what_to_type(run: Run, home: Path) -> None:
    run("sync")

    assert run("map").code == run("report").code == 0
    for name in ("map", "report"):
        assert "narrowcast prospect add" in (home / "pages" / f"{name}.html").read_text("utf-8")


def test_person_show_draws_the_last_years_and_gives_them_as_data(synced: Run) -> None:
    shown = synced("person", "show", "ana@lumen.example").out
    told = json.loads(synced("person", "show", "ana@lumen.example", "--json").out)

    assert "last 3 years, at most" in shown
    assert len(told["activity"]) == 36
    assert sum(one["received"] for one in told["activity"]) == told["tie"]["received"]
