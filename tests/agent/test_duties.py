"""What the daemon has done beside its loop: one chore at a time, noted by its word, tried again."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import duties, wiring
from narrowcast.agent.chores import Outcome
from narrowcast.agent.config import BackupSettings, MorningSettings, OwnerSettings, Settings
from narrowcast.agent.core.model import seconds
from narrowcast.agent.core.timetable import Chore, Conditions, Sent
from narrowcast.agent.duties import Duties
from narrowcast.agent.places import Places
from narrowcast.agent.store import mornings
from narrowcast.agent.store.mornings import MailState, Morning
from narrowcast.agent.wiring import Workplace

NOW = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)
MORNING_ONLY = Conditions(on_battery=True)


@dataclass
class Watch:
    """A clock that the test moves."""

    seconds: float = 1000.0
    now: datetime = NOW

    def __call__(self) -> float:
        return self.seconds


def saying(script: str) -> tuple[str, ...]:
    """A chore that runs *script*."""
    return (sys.executable, "-c", f"import sys, time; {script}")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(config=tmp_path / "config.toml", data=tmp_path, outbox=tmp_path / "outbox")


SETTINGS = Settings(
    owner=OwnerSettings(addresses=("robin@vale.example",), zone="Europe/Berlin"),
    morning=MorningSettings(weekly=False),
)


@contextmanager
def open_store(places: Places) -> Iterator[Workplace]:
    with wiring.workplace(SETTINGS, places) as work:
        yield work


def looked(places: Places, script: str, watch: Watch | None = None) -> Duties:
    """Duties for which a morning mail is due."""
    watch = watch or Watch()
    made = Duties(saying(script), watch, lambda: watch.now)
    look(made, places)
    return made


def look(made: Duties, places: Places, how: Conditions = MORNING_ONLY) -> None:
    with open_store(places) as work:
        made.look(work, places, NOW, how)


def ended(made: Duties) -> Chore:
    """Turn until a chore ends."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if chore := made.go_on():
            return chore
        time.sleep(0.01)
    raise AssertionError("it never ended")


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.QUIET, Outcome.LATER])
def test_a_chore_tells_by_a_word_how_it_ended(places: Places, outcome: Outcome) -> None:
    made = looked(places, f"print('{outcome}')")

    assert ended(made) is Chore.MORNING
    assert made.done[Chore.MORNING].outcome is outcome
    assert made.running is None


@pytest.mark.parametrize(
    "script", ["sys.exit('no such account')", "print('anything')", "sys.exit(1)"]
)
def test_what_does_not_tell_so_has_failed(places: Places, script: str) -> None:
    made = looked(places, script)

    ended(made)

    assert made.done[Chore.MORNING].outcome is Outcome.FAILED


def test_a_failure_keeps_its_last_sentence(places: Places) -> None:
    made = looked(places, "sys.exit('narrowcast: config.toml is wrong')")

    ended(made)

    assert made.done[Chore.MORNING].why == "narrowcast: config.toml is wrong"


def test_one_chore_runs_at_a_time_and_its_name_follows_the_command(
    places: Places, tmp_path: Path
) -> None:
    notes = tmp_path / "ran"
    watch = Watch()
    made = looked(places, f"open({str(notes)!r}, 'a').write(sys.argv[-1]); print('done')", watch)
    look(made, places, Conditions(online=False))  # only the backup does not need the network

    made.go_on()
    assert made.running is Chore.BACKUP
    ended(made)

    assert notes.read_text() == "backup"


def test_after_no_network_it_waits_a_minute_then_two(places: Places) -> None:
    watch = Watch()
    made = looked(places, "print('no network')", watch)
    for wait in (60, 120):
        ended(made)
        look(made, places)
        watch.seconds += wait - 1
        made.go_on()
        assert made.running is None

        watch.seconds += 1
        made.go_on()
        assert made.running is Chore.MORNING
    made.end()


def test_news_have_a_quiet_morning_looked_at_again(places: Places) -> None:
    made = looked(places, "print('nothing to say')")
    ended(made)
    look(made, places)
    made.go_on()
    assert made.running is None

    made.wake(Chore.MORNING)
    made.go_on()

    assert made.running is Chore.MORNING
    made.end()


def test_news_do_not_shorten_the_wait_for_the_network_but_a_sleep_does(places: Places) -> None:
    made = looked(places, "print('no network')")
    ended(made)
    look(made, places)

    made.wake(Chore.MORNING)
    made.go_on()
    assert made.running is None
    made.wake()
    made.go_on()

    assert made.running is Chore.MORNING
    made.end()


def test_a_chore_that_says_more_than_a_pipe_holds_comes_to_its_end(places: Places) -> None:
    lines = "print('x' * 500_000); print('y' * 500_000, file=sys.stderr)"
    made = looked(places, f"{lines}; print('{Outcome.DONE}')")

    ended(made)

    assert made.done[Chore.MORNING].outcome is Outcome.DONE


def test_a_chore_that_was_killed_says_by_what(places: Places) -> None:
    made = looked(places, "import os; os.kill(os.getpid(), 9)")

    ended(made)

    assert made.done[Chore.MORNING].why == "it was ended by signal 9"


def test_a_chore_that_hangs_is_ended(places: Places) -> None:
    watch = Watch()
    made = looked(places, "time.sleep(60)", watch)
    made.go_on()

    watch.seconds += duties.LONGEST_SECONDS + 1

    assert ended(made) is Chore.MORNING
    assert made.done[Chore.MORNING].outcome is Outcome.FAILED


def test_stopping_ends_what_runs(places: Places) -> None:
    made = looked(places, "time.sleep(60)")
    made.go_on()

    made.end()

    assert made.running is None


def test_a_mail_whose_fate_is_open_is_left_to_who_sends(places: Places) -> None:
    sent = Morning(NOW.date() - timedelta(days=1), seconds(NOW - timedelta(days=1)), "<a@b>")
    open_one = Morning(NOW.date(), seconds(NOW), "<c@b>", MailState.SENDING)
    with open_store(places) as work:
        mornings.keep(work.store, sent)
        mornings.keep(work.store, open_one)

        past = duties.past_of(work.store, SETTINGS, places)

    assert past.mornings == (Sent(sent.day, NOW - timedelta(days=1)),)


def test_no_time_means_no_morning_mail(places: Places) -> None:
    settings = Settings(owner=SETTINGS.owner, morning=MorningSettings(at=""))

    assert not duties.wanted_of(settings).morning


def test_a_program_that_cannot_be_started_is_a_failure_and_tried_again_later(
    places: Places, tmp_path: Path
) -> None:
    watch = Watch()
    made = Duties((str(tmp_path / "gone"),), watch, lambda: watch.now)
    look(made, places)

    assert made.go_on() is None
    first = made.done.pop(Chore.MORNING)
    made.go_on()  # not before its time

    assert (first.outcome, made.done) == (Outcome.FAILED, {})
    assert "gone" in first.why


def test_a_folder_of_backups_that_cannot_be_read_keeps_no_other_chore(places: Places) -> None:
    settings = replace(SETTINGS, backup=BackupSettings(folder="not/a/full/path"))
    made = Duties(saying("pass"), Watch(), lambda: NOW)
    with wiring.workplace(settings, places) as work:
        made.look(work, places, NOW, Conditions())

    assert made._due[0] is Chore.MORNING
    assert Chore.BACKUP in made._due
