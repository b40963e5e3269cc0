"""A sync killed anywhere and resumed leaves the database of one that was never killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Dovecot, Setup
from tests.servers.latency import proxy
from tests.servers.mails import mailbox
from tests.whole.killing import Kill, torn, undisturbed
from tests.whole.program import Home, differences, imap_account

Dovecots = Callable[[Setup], Dovecot]
Record = Callable[[str, object], None]

MAILS = 500


def check(server: Dovecot, user: str, folder: Path, *, seed: int, kills: int) -> list[Kill]:
    """Sync once undisturbed and once killed again and again; both stores hold the same."""
    with proxy(server.port) as far:
        account = imap_account(server, user, port=far.port)
        whole = Home.make(folder / "whole", (account,))
        work = undisturbed(whole)
        again = Home.make(folder / "torn", (account,))

        struck = torn(again, far, work, seed=seed, kills=kills)

    assert differences(again.rows(), whole.rows()) == {}
    return struck


@pytest.mark.parametrize(
    ("setup", "kills"),
    [
        pytest.param(QRESYNC, 5, id="qresync"),
        pytest.param(WITHOUT_CONDSTORE, 3, id="without-condstore"),
        pytest.param(SDBOX, 3, id="sdbox"),
    ],
)
def test_eight_kills_leave_the_same_database(
    dovecots: Dovecots, setup: Setup, kills: int, tmp_path: Path
) -> None:
    server = dovecots(setup)
    user = server.fresh_user()
    server.append_all(user, mailbox(1, MAILS, folders=6))

    struck = check(server, user, tmp_path, seed=1, kills=kills)

    assert len(struck) >= kills - 1  # the last may find the work done
    assert any(0 < one.kept < MAILS for one in struck)


@pytest.mark.soak
def test_fifty_kills_of_20000_mails_leave_the_same_database(
    dovecot: Dovecot, tmp_path: Path, record_property: Record
) -> None:
    user = dovecot.fresh_user()
    dovecot.deliver(user, mailbox(2, 20_000))

    struck = check(dovecot, user, tmp_path, seed=2, kills=50)

    record_property("kills", len(struck))
    record_property("at so many kept", len({one.kept for one in struck}))
    assert len(struck) >= 45
