"""What measurements of a set-up mean, and that whatever is wrong says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.agent.core import doctor
from narrowcast.agent.core.doctor import AccountSeen, DaemonSeen, Finding, Level

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CONNECT = "narrowcast connect work"


def account(**seen: object) -> AccountSeen:
    usual = {"name": "work", "command": CONNECT, "last_read": NOW - HOUR}
    return AccountSeen(**{**usual, **seen})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "level", "says", "remedy"),
    [
        pytest.param(account(), Level.OK, "read 1 hour ago", "", id="well"),
        pytest.param(account(enabled=False, fault="x"), Level.OK, "switched off", "", id="off"),
        pytest.param(
            account(fault="accounts.work.host is missing"), Level.WRONG,
            "accounts.work.host is missing", "edit config.toml", id="described-wrongly",
        ),
        pytest.param(
            account(secret="the variable PW is not set", problem="stale"), Level.WRONG,
            "the variable PW is not set", CONNECT, id="no-secret-goes-before-an-old-problem",
        ),
        pytest.param(
            account(problem=f"work needs a new login (no); run: {CONNECT}"), Level.WRONG,
            "work needs a new login (no)", CONNECT, id="parked",
        ),
        pytest.param(
            account(problem="away", retry_at=NOW + HOUR), Level.NOTE,
            "away (tried again by itself at 2026-11-24 13:00 UTC)", "", id="waits",
        ),
        pytest.param(
            account(problem="away", retry_at=NOW - HOUR), Level.WRONG, "away",
            "narrowcast sync", id="waited-long-enough",
        ),
        pytest.param(
            account(login_ends=NOW + DAY), Level.NOTE, "its login ends at 2026-11-25 12:00 UTC",
            CONNECT, id="login-ends",
        ),
        pytest.param(
            account(login_ends=NOW - DAY), Level.WRONG, "its login ended at 2026-11-23 12:00 UTC",
            CONNECT, id="login-ended",
        ),
        pytest.param(
            account(last_read=None), Level.NOTE, "never read", "narrowcast sync", id="never-read"
        ),
        pytest.param(
            account(last_read=None, reads=False), Level.OK, "its login is there", "",
            id="sends-only",
        ),
        pytest.param(
            account(skipped=[("Lists", "no right"), ("Old", "no")]), Level.NOTE,
            "Lists could not be read: no right (and 1 more)", "narrowcast sync --retry",
            id="folder-skipped",
        ),
        pytest.param(
            account(unfinished=2), Level.NOTE, "2 folders not read to the end yet",
            "narrowcast sync   # goes on where it stopped", id="unfinished",
        ),
        pytest.param(
            account(last_read=NOW - 3 * DAY), Level.WRONG,
            "last read 3 days ago: answers since are not known",
            "narrowcast sync   # or: narrowcast service install", id="stale",
        ),
        pytest.param(
            account(last_read=NOW - 3 * DAY, is_remote=False), Level.OK, "read 3 days ago", "",
            id="a-file-does-not-grow-stale",
        ),
    ],
)  # fmt: skip
def test_an_account_shows_the_first_of_its_troubles(
    seen: AccountSeen, level: Level, says: str, remedy: str
) -> None:
    assert doctor.account(seen, NOW) == Finding("work", level, says, remedy)


@pytest.mark.parametrize(
    ("written", "newest", "level"),
    [
        pytest.param(None, [], Level.OK, id="nothing-known"),
        pytest.param(NOW, [NOW, NOW, NOW], Level.OK, id="right"),
        pytest.param(NOW + DAY, [], Level.WRONG, id="what-we-wrote-is-to-come"),
        pytest.param(NOW, [NOW + 900 * DAY, NOW + DAY, NOW], Level.OK, id="two-misdated-mails"),
        pytest.param(NOW, [NOW + DAY] * 3, Level.WRONG, id="mail-of-tomorrow"),
    ],
)
def test_a_clock_is_held_against_what_is_kept(
    written: datetime | None, newest: list[datetime], level: Level
) -> None:
    assert doctor.clock(NOW, written, newest).level is level


@pytest.mark.parametrize(
    ("seen", "level", "says"),
    [
        pytest.param(DaemonSeen(running=True), Level.OK, "runs", id="runs"),
        pytest.param(DaemonSeen(), Level.NOTE, "not installed", id="none"),
        pytest.param(DaemonSeen(installed=True), Level.WRONG, "does not run", id="dead"),
        pytest.param(
            DaemonSeen(running=True, silent=timedelta(minutes=9)), Level.WRONG, "hangs", id="hangs"
        ),
        pytest.param(
            DaemonSeen(running=True, trouble="no room"), Level.WRONG, "no room", id="trouble"
        ),
        pytest.param(
            DaemonSeen(running=True, failed=[("backup", "no room")]), Level.WRONG,
            "backup failed: no room", id="chore",
        ),
    ],
)  # fmt: skip
def test_a_daemon_is_told_by_what_it_wrote(seen: DaemonSeen, level: Level, says: str) -> None:
    found = doctor.daemon(seen)

    assert found.level is level
    assert says in found.says


@pytest.mark.parametrize(
    ("found", "level"),
    [
        pytest.param(doctor.config("c", "", there=True), Level.OK, id="config"),
        pytest.param(doctor.config("c", "", there=False), Level.WRONG, id="no-config"),
        pytest.param(doctor.config("c", "bad", there=True), Level.WRONG, id="bad-config"),
        pytest.param(doctor.owner("R", ["r@x.example"], "", "UTC"), Level.OK, id="owner"),
        pytest.param(doctor.owner("R", ["r@x.example"], "Asia/Tokyo", "UTC"), Level.NOTE, id="far"),
        pytest.param(doctor.owner("", ["r@x.example"], "", "UTC"), Level.NOTE, id="no-name"),
        pytest.param(doctor.owner("R", [], "", "UTC"), Level.WRONG, id="no-address"),
        pytest.param(doctor.private([], []), Level.OK, id="private"),
        pytest.param(doctor.private(["a b"], ["'a b'"]), Level.WRONG, id="loose"),
        pytest.param(doctor.keyring("", needed=False), Level.OK, id="no-keyring-needed"),
        pytest.param(doctor.keyring("", needed=True), Level.NOTE, id="no-keyring"),
        pytest.param(doctor.store("s", 5, "s is damaged (x); run: y"), Level.WRONG, id="damage"),
        pytest.param(doctor.disk(10**9, 10**8, "/"), Level.OK, id="room"),
        pytest.param(doctor.disk(10**9, 10**9, "/"), Level.WRONG, id="no-room-for-a-copy"),
        pytest.param(doctor.model(["a"]), Level.WRONG, id="model"),
        pytest.param(doctor.backup(NOW, None, "", store=True), Level.NOTE, id="no-backup"),
        pytest.param(doctor.backup(NOW, NOW - DAY, "", store=True), Level.OK, id="backup"),
        pytest.param(doctor.backup(NOW, NOW - 9 * DAY, "", store=True), Level.NOTE, id="old"),
        pytest.param(doctor.backup(NOW, NOW, "cut", store=True), Level.WRONG, id="bad-backup"),
        pytest.param(doctor.backup(NOW, None, "", store=False), None, id="nothing-to-copy"),
        pytest.param(doctor.mail(NOW, NOW - DAY, NOW), Level.OK, id="mail"),
        pytest.param(doctor.mail(NOW, NOW - 30 * DAY, NOW), Level.NOTE, id="no-mail-comes"),
        pytest.param(doctor.aside(1), Level.NOTE, id="set-aside"),
        pytest.param(doctor.aside(0), None, id="nothing-aside"),
        pytest.param(doctor.sending("w", "", dry_run=False, unknown=0), Level.OK, id="sends"),
        pytest.param(doctor.sending("", "", dry_run=False, unknown=0), Level.NOTE, id="outbox"),
        pytest.param(doctor.sending("w", "p", dry_run=False, unknown=0), Level.NOTE, id="paused"),
        pytest.param(doctor.sending("w", "", dry_run=True, unknown=0), Level.NOTE, id="dry"),
        pytest.param(doctor.sending("w", "", dry_run=False, unknown=1), Level.WRONG, id="unknown"),
        pytest.param(doctor.terminal("utf-8", 80), Level.OK, id="terminal"),
        pytest.param(doctor.terminal("ANSI_X3.4-1968", 80), Level.NOTE, id="ascii"),
        pytest.param(doctor.terminal("UTF-8", 79), Level.NOTE, id="narrow"),
        pytest.param(doctor.letters("en/x.j2 line 3"), Level.WRONG, id="template"),
        pytest.param(doctor.online("w", 3, ""), Level.OK, id="online"),
        pytest.param(doctor.no_account(), Level.WRONG, id="no-account"),
    ],
)
def test_each_measurement_has_its_weight(found: Finding | None, level: Level | None) -> None:
    assert (found and found.level) is level
    assert found is None or found.says
    assert found is None or found.level is not Level.WRONG or found.remedy
