"""Datasette itself on a store that was lived in, as docs/datasette.md says to start it."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
import requests

from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.store import spoken, views
from narrowcast.agent.store.decisions import NEVER, decide
from narrowcast.agent.store.store import Store
from narrowcast.connectors.net import Traffic
from tests.agent.demo import lived
from tests.servers import processes

ROOT = Path(__file__).parents[2]
METADATA = ROOT / "docs" / "datasette.json"
DESCRIBED = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["narrowcast"]
NOW = Time(1_793_900_000)
TRAFFIC = Traffic(host="imap.vale.example", connections=3, sent=900, received=12_345)


class Datasette:
    """A running one, and somebody who followed the link that it printed."""

    def __init__(self, url: str, link: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self.let_in = self._session.get(link, timeout=20)

    def page(self, path: str) -> requests.Response:
        return self._session.get(f"{self.url}/narrowcast{path}", timeout=20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The week's store with some traffic and a decision, of which the demo has none."""
    folder = tmp_path_factory.mktemp("looked-at")
    copytree(lived.week(1, tmp_path_factory).home, folder, dirs_exist_ok=True)
    key = (folder / "mention.key").read_bytes()
    with Store.open(folder / "narrowcast.db", mention_key=key) as store:
        spoken.note(store, [TRAFFIC], NOW)
        decide(store, NEVER, [AddressKey("ana@lumen.example")], NOW)
    return folder


@pytest.fixture(scope="module")
def datasette(home: Path) -> Iterator[Datasette]:
    port = processes.free_port()
    command = [
        processes.program("datasette"), "serve", str(home / "narrowcast.db"), "--root",
        "-m", str(METADATA), "-p", str(port),
    ]  # fmt: skip
    running = processes.Process(command, home / "output")
    try:
        running.wait_for(port)
        yield Datasette(f"http://127.0.0.1:{port}", _link(home / "output"))
    finally:
        running.kill()


def _link(output: Path) -> str:
    until = time.monotonic() + processes.START_SECONDS
    while time.monotonic() < until:
        found = re.search(r"http://\S+auth-token\S+", output.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.02)
    raise AssertionError("Datasette printed no link")


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_view_opens_with_its_rows_and_its_title(datasette: Datasette, view: str) -> None:
    page, data = datasette.page(f"/{view}"), datasette.page(f"/{view}.json").json()

    assert page.status_code == 200
    assert DESCRIBED["tables"][view]["title"] in page.text
    assert data["columns"] == DESCRIBED["tables"][view]["sortable_columns"]
    assert data["rows"]


@pytest.mark.parametrize("query", DESCRIBED["queries"])
def test_a_question_that_is_offered_is_answered(datasette: Datasette, query: str) -> None:
    answer = datasette.page(f"/{query}.json?who=a&firm=e").json()

    assert answer["ok"]
    assert answer["rows"]


def test_nobody_looks_who_has_not_the_link(datasette: Datasette) -> None:
    assert requests.get(f"{datasette.url}/narrowcast", timeout=20).status_code == 403
    assert datasette.page("").status_code == 200


def test_tables_of_numbers_are_out_of_the_way(datasette: Datasette) -> None:
    tables = datasette.page(".json").json()["tables"]

    assert {one["name"] for one in tables if not one["hidden"]} == set()


def test_looking_changes_nothing(datasette: Datasette, home: Path) -> None:
    before = _dump(home)

    answer = datasette.page(".json?sql=delete+from+ask")

    assert answer.status_code == 400
    assert _dump(home) == before


def _dump(home: Path) -> list[str]:
    with closing(sqlite3.connect(f"{(home / 'narrowcast.db').as_uri()}?mode=ro", uri=True)) as db:
        return list(db.iterdump())


def test_the_description_is_of_this_versions_store(home: Path) -> None:
    with closing(sqlite3.connect(home / "narrowcast.db")) as db:
        tables = {
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        for view in views.VIEWS:
            columns = [one[0] for one in db.execute(f"SELECT * FROM {view}").description]
            assert DESCRIBED["tables"][view]["sortable_columns"] == columns
            assert set(DESCRIBED["tables"][view]["columns"]) <= set(columns)
    described = {name for name, told in DESCRIBED["tables"].items() if "hidden" in told}
    assert described == tables
    assert set(DESCRIBED["tables"]) == described | set(views.VIEWS)
