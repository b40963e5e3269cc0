"""Another client disturbs the box while it is read: places end as the server's, evidence stays."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Dovecot, Mail, Setup
from tests.servers.mails import mailbox
from tests.whole.churning import FOLDERS, Churn, churn
from tests.whole.program import Home, imap_account

Dovecots = Callable[[Setup], Dovecot]
Record = Callable[[str, object], None]

PLACES = """
    SELECT scope.remote, location.remote_id FROM location
    JOIN scope ON scope.id = location.scope
"""


def more(seed: int) -> Iterator[Mail]:
    """Mails without end, none twice."""
    return chain.from_iterable(mailbox(seed + number, 300) for number in range(1_000))


def places(home: Home) -> set[tuple[str, int]]:
    return {(str(folder), int(str(uid).split(":")[-1])) for folder, uid in home.query(PLACES)}


def evidence(home: Home) -> set[str]:
    return {str(one) for (one,) in home.query("SELECT identity FROM message")}


def on_server(server: Dovecot, user: str) -> set[tuple[str, int]]:
    return {(folder, uid) for folder in FOLDERS for uid in server.message_ids(user, folder)}


def check(server: Dovecot, folder: Path, *, mails: int, seconds: float, seed: int) -> Churn:
    user = server.fresh_user()
    server.append_all(user, mailbox(seed, mails))
    home = Home.make(folder / "home", (imap_account(server, user),))
    until, seen = time.monotonic() + seconds, set[str]()

    with churn(server, user, more(seed + 1), seed) as done:
        while time.monotonic() < until:
            home.run("sync")
            assert seen <= evidence(home)
            seen = evidence(home)
    home.run("sync")

    assert not done.failed
    assert places(home) == on_server(server, user)
    assert seen <= evidence(home)
    return done


@pytest.mark.parametrize(
    "setup",
    [
        pytest.param(QRESYNC, id="qresync"),
        pytest.param(WITHOUT_CONDSTORE, id="without-condstore"),
        pytest.param(SDBOX, id="sdbox"),
    ],
)
def test_after_a_disturbance_places_equal_the_servers(
    dovecots: Dovecots, setup: Setup, tmp_path: Path
) -> None:
    done = check(dovecots(setup), tmp_path, mails=200, seconds=2.5, seed=11)

    assert min(done.appended, done.moved, done.deleted) > 0


@pytest.mark.soak
@pytest.mark.parametrize(
    "setup",
    [
        pytest.param(QRESYNC, id="qresync"),
        pytest.param(WITHOUT_CONDSTORE, id="without-condstore"),
    ],
)
def test_a_minute_of_disturbance_leaves_places_equal_to_the_servers(
    dovecots: Dovecots, setup: Setup, tmp_path: Path, record_property: Record
) -> None:
    done = check(dovecots(setup), tmp_path, mails=3_000, seconds=60, seed=13)

    for what in ("appended", "moved", "deleted", "flagged"):
        record_property(what, getattr(done, what))
