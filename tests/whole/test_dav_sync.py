"""Calendars and address books of a server, as the program keeps them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.agent.config import Account
from tests.connectors.dav import entries
from tests.servers.dav import DavServer
from tests.servers.latency import proxy
from tests.servers.radicale import USER, radicale
from tests.whole.killing import torn, undisturbed
from tests.whole.program import PASSWORD_VARIABLE, Home, differences

FAR_AHEAD = "20270901T090000Z"
GENERATIONS = {
    "location": frozenset({"generation"}),
    "scope": frozenset({"cursor", "generation", "resets", "resets_since"}),
}


@pytest.fixture
def server() -> Iterator[DavServer]:
    """A calendar with three series that fill pages, single events and cards."""
    with radicale() as running:
        calendar, book = running.make_calendar("work"), running.make_book("friends")
        for number in range(8):
            running.put(f"{calendar}{number}.ics", entries.event(number))
            running.put(f"{book}{number}.vcf", entries.card(number))
        for number in range(20, 23):
            daily = entries.event(number, "RRULE:FREQ=DAILY;COUNT=400", start="20260105T090000Z")
            running.put(f"{calendar}{number}.ics", daily)
        running.put(f"{calendar}30.ics", entries.event(30, start=FAR_AHEAD))
        yield running


def accounts(port: int) -> tuple[Account, Account]:
    return tuple(  # type: ignore[return-value] # two
        Account(
            name=kind,
            connector=kind,
            options={
                "host": "localhost",
                "port": port,
                "security": "none",
                "user": USER,
                "password_env": PASSWORD_VARIABLE,
            },
        )
        for kind in ("caldav", "carddav")
    )


def counts(home: Home) -> tuple[int, int]:
    ((meetings, cards),) = home.query(
        "SELECT (SELECT count(*) FROM meeting WHERE cancelled = 0), (SELECT count(*) FROM card)"
    )
    return int(str(meetings)), int(str(cards))


def test_a_meeting_deleted_on_the_server_will_not_be_held(
    server: DavServer, tmp_path: Path
) -> None:
    home = Home.make(tmp_path / "home", accounts(server.port))
    home.run("sync")
    assert counts(home) == (8 + 3 * 400 + 1, 8)

    server.delete(f"{server.home}work/30.ics")
    server.delete(f"{server.home}work/0.ics")
    server.delete(f"{server.home}friends/0.vcf")
    home.run("sync")

    # What took place stays; the card is what it was.
    assert counts(home) == (8 + 3 * 400, 8)
    ((called_off,),) = home.query("SELECT uid FROM meeting WHERE cancelled = 1")
    assert called_off == "event-30@example.org"


def test_kills_leave_the_same_database(server: DavServer, tmp_path: Path) -> None:
    with proxy(server.port) as far:
        # One account: pages of two come in any order, and rows are numbered as they come.
        calendar = accounts(far.port)[:1]
        whole = Home.make(tmp_path / "whole", calendar)
        work = undisturbed(whole)
        again = Home.make(tmp_path / "torn", calendar)

        struck = torn(again, far, work, seed=4, kills=3)

    assert struck
    assert differences(again.rows(), whole.rows()) == {}


def test_a_forgotten_token_costs_a_new_generation_and_changes_nothing(
    server: DavServer, tmp_path: Path
) -> None:
    home = Home.make(tmp_path / "home", accounts(server.port))
    home.run("sync")
    before = home.rows(GENERATIONS)
    kept = server.root / "collections" / "collection-root" / USER / "work"
    shutil.rmtree(kept / ".Radicale.cache" / "sync-token")
    server.delete(f"{server.home}work/0.ics")  # long past: it was held

    home.run("sync")

    after = home.rows(GENERATIONS)
    ((generation,),) = home.query("SELECT max(generation) FROM scope")
    assert generation == 2
    assert differences({**after, "location": []}, {**before, "location": []}) == {}
    assert len(after["location"]) == len(before["location"]) - 1
