"""A sync of an account in the cloud, killed anywhere and resumed, leaves the same database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import clock
from narrowcast.agent.config import Account
from tests.servers.google import GoogleWorld
from tests.servers.google_host import START, USER
from tests.servers.graph import Graph
from tests.servers.latency import Proxy, proxy
from tests.servers.mails import mailbox
from tests.whole.clouds import (
    GOOGLE,
    MICROSOFT,
    OWNER,
    conversations,
    google_account,
    microsoft_account,
    microsoft_login,
    sign_in,
)
from tests.whole.killing import Kill, torn, undisturbed
from tests.whole.people import ANA
from tests.whole.program import Home, differences

Record = Callable[[str, object], None]


def check_google(world: GoogleWorld, folder: Path, *, seed: int, kills: int) -> list[Kill]:
    """Sync once undisturbed and once killed again and again; both stores hold the same."""
    with proxy(world.gate.port) as far:
        account = behind(world, far)
        login = world.grant().dumps()
        whole = Home.make(folder / "whole", (account,), owner=OWNER)
        sign_in(whole, GOOGLE, login)
        work = undisturbed(whole)
        again = Home.make(folder / "torn", (account,), owner=OWNER)
        sign_in(again, GOOGLE, login)

        struck = torn(again, far, work, seed=seed, kills=kills)
        check_same(again, whole)
        live_on_google(world)
        check_same(again, whole, sync=True)

    return struck


def check_same(again: Home, whole: Home, *, sync: bool = False) -> None:
    """Both hold the same; with *sync* after hearing the same news: cursors are not compared by what
    they say, but by what they lead to.
    """
    before = whole.rows(CURSORS)
    if sync:
        for home in (whole, again):
            home.run("sync")
        assert differences(before, whole.rows(CURSORS)) != {}
    assert differences(again.rows(CURSORS), whole.rows(CURSORS)) == {}


CURSORS = {"scope": frozenset({"cursor"})}
"""Tokens are numbered as they are asked for."""


def behind(world: GoogleWorld, far: Proxy) -> Account:
    """The account at *world* by way of *far*."""
    there = f":{far.port}/"
    moved = {
        name: url.replace(f":{world.gate.port}/", there) for name, url in world.endpoints().items()
    }
    return google_account(world, endpoints=moved)


def check_microsoft(graph: Graph, folder: Path, *, seed: int, kills: int) -> list[Kill]:
    """The same at Graph."""
    with proxy(graph.port) as far:
        account = microsoft_account(graph, endpoints={"graph": f"http://127.0.0.1:{far.port}/v1.0"})
        whole, again = (Home.make(folder / name, (account,)) for name in ("whole", "torn"))
        for home in (whole, again):
            sign_in(home, MICROSOFT, microsoft_login(graph))
        work = undisturbed(whole)

        struck = torn(again, far, work, seed=seed, kills=kills)
        check_same(again, whole)
        live_on_microsoft(graph)
        check_same(again, whole, sync=True)

    return struck


def live_on_google(world: GoogleWorld) -> None:
    """Something changes in each scope."""
    oldest = world.ids()[-1]
    world.delete(oldest)
    world.deliver(subject="After all the kills")
    world.add_contact("Nora New", "nora@firm.example")
    world.add_event(meeting("One more", START))


def live_on_microsoft(graph: Graph) -> None:
    """Something changes in mail, calendar and contacts."""
    graph.delete(graph.messages("inbox")[0])
    graph.deliver(LATE)
    graph.add_contact(
        displayName="Nora New",
        emailAddresses=[{"name": "Nora New", "address": "nora@firm.example"}],
    )
    begins = clock.now().replace(microsecond=0)
    graph.add_event("one more", begins, begins + timedelta(hours=1), attendees=[("Ana Lum", ANA)])


LATE = (
    b"From: Ana Lum <ana@lumen.example>\r\nTo: robin@vale.example\r\nMessage-ID: <late@x.example>"
    b"\r\nDate: Sat, 14 Nov 2026 10:00:00 +0000\r\nSubject: After all the kills\r\n\r\nHi\r\n"
)


def fill_microsoft(graph: Graph, mails: int) -> None:
    """Mail in six folders, a series of meetings and some contacts, in small answers that take as
    long as over a line.
    """
    graph.page_limit, graph.seconds = 20, 0.05
    graph.load(mailbox(43, mails, folders=3))
    begins = clock.now().replace(microsecond=0) - timedelta(days=60)
    series = graph.add_event(
        "series", begins, begins + timedelta(hours=1), attendees=[("Ana Lum", ANA)]
    )
    graph.repeat(series, every_days=1, count=40)
    for number in range(30):
        address = {"name": f"Con {number}", "address": f"con{number}@firm.example"}
        graph.add_contact(displayName=f"Con {number}", emailAddresses=[address])


def fill_google(world: GoogleWorld, mails: int) -> None:
    """Mail, a series of meetings and some contacts."""
    contacts = [{"name": f"Con {n}", "email": f"con{n}@firm.example"} for n in range(30)]
    world.load(conversations(mails), contacts=contacts)
    for number in range(3):
        series = meeting(f"Series {number}", START - timedelta(days=60 - number))
        world.add_event({**series, "recurrence": ["RRULE:FREQ=DAILY;COUNT=20"]})


def meeting(summary: str, begins: datetime) -> dict[str, object]:
    """An hour with Ana."""
    return {
        "summary": summary,
        "start": {"dateTime": begins.isoformat(), "timeZone": "UTC"},
        "end": {"dateTime": (begins + timedelta(hours=1)).isoformat(), "timeZone": "UTC"},
        "attendees": [{"email": ANA}, {"email": USER}],
    }


def test_eight_kills_of_a_google_sync_leave_the_same_database(
    google_world: GoogleWorld, tmp_path: Path
) -> None:
    fill_google(google_world, 260)

    struck = check_google(google_world, tmp_path, seed=41, kills=8)

    assert len(struck) >= 7
    assert len({one.kept for one in struck if 0 < one.kept < 350}) >= 3


def test_eight_kills_of_a_microsoft_sync_leave_the_same_database(
    graph: Graph, tmp_path: Path
) -> None:
    fill_microsoft(graph, 300)

    struck = check_microsoft(graph, tmp_path, seed=43, kills=8)

    assert len(struck) >= 7
    assert len({one.kept for one in struck if 0 < one.kept < 370}) >= 3


@pytest.mark.soak
def test_fifty_kills_of_a_microsoft_sync_leave_the_same_database(
    graph: Graph, tmp_path: Path, record_property: Record
) -> None:
    fill_microsoft(graph, 5_000)

    struck = check_microsoft(graph, tmp_path, seed=44, kills=50)

    record_property("kills", len(struck))
    record_property("at so many kept", len({one.kept for one in struck}))
    assert len(struck) >= 45


@pytest.mark.soak
def test_fifty_kills_of_a_google_sync_leave_the_same_database(
    google_world: GoogleWorld, tmp_path: Path, record_property: Record
) -> None:
    fill_google(google_world, 2_000)

    struck = check_google(google_world, tmp_path, seed=42, kills=50)

    record_property("kills", len(struck))
    record_property("at so many kept", len({one.kept for one in struck}))
    assert len(struck) >= 45
