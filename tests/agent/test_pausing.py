"""A file stops every letter, also one that cannot be read; taking it away lets them leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from narrowcast.agent import config, holding, outbox, pausing
from narrowcast.agent.asking import Desk
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks
from narrowcast.agent.store.outbox import LetterState
from narrowcast.connectors.base import Envelope, Receipt
from tests.agent.core.letter_samples import NOW
from tests.agent.posting import FakeSender
from tests.agent.test_outbox import DUE, MUCH_LATER, scheduled


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "paused"


def hold(file: Path) -> outbox.Hold:
    return outbox.Hold(paused=lambda: "paused" if pausing.standing(file, NOW) else "")


def test_while_paused_no_letter_leaves_and_after_it_each_does(desk: Desk, file: Path) -> None:
    ask, sender = scheduled(desk), FakeSender()
    pausing.begin(file, NOW)
    (told,) = outbox.tick(desk.store, sender, DUE, hold(file))
    assert (told.state, told.why) == (LetterState.PLANNED, "waits: paused")
    assert sender.taken == []

    assert pausing.end(file)
    outbox.tick(desk.store, sender, DUE, hold(file))

    assert len(sender.taken) == 1
    assert asks.get(desk.store, ask.id).state is AskState.SENT


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b'{"since": 3}', b'{"since": "x", "until": null, "why": ""}',
     b'{"since": null, "until": "2020-01-01T00:00:00", "why": ""}', b"[" * 100_000],
    ids=["empty", "no text", "list", "keys", "date", "no zone", "deep"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_stops_letters(file: Path, content: bytes) -> None:
    file.write_bytes(content)

    assert pausing.standing(file, NOW) is not None


def test_a_folder_or_a_broken_link_in_its_place_stops_letters(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    assert pausing.standing(tmp_path / "folder", NOW) is not None
    assert pausing.standing(tmp_path / "link", NOW) is not None


def test_a_pause_ends_by_itself_when_it_was_told_to(file: Path) -> None:
    pausing.begin(file, NOW, until=NOW + timedelta(days=1))

    assert pausing.standing(file, NOW + timedelta(hours=23)) is not None
    assert pausing.standing(file, NOW + timedelta(hours=24)) is None


def test_a_pause_that_is_prolonged_keeps_its_beginning(file: Path) -> None:
    pausing.begin(file, NOW, why="holidays")
    later = NOW + timedelta(days=1)

    made = pausing.begin(file, later, why="longer holidays")

    assert (made.since, made.why) == (NOW, "longer holidays")
    assert pausing.standing(file, later) == made


def test_a_pause_that_cannot_be_kept_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "paused").mkdir()

    with pytest.raises(InputError, match="cannot be written"):
        pausing.begin(tmp_path / "paused", NOW)
    with pytest.raises(InputError, match="cannot be taken away"):
        pausing.end(tmp_path / "paused")


def test_a_pause_that_begins_in_the_last_moment_stops_the_letter(desk: Desk) -> None:
    scheduled(desk)
    sender, looks = FakeSender(), iter(["", "paused"])

    outbox.tick(desk.store, sender, DUE, outbox.Hold(paused=lambda: next(looks)))
    assert sender.taken == []

    outbox.tick(desk.store, sender, MUCH_LATER)
    assert len(sender.taken) == 1


def test_a_dry_run_tells_what_would_leave_and_changes_nothing(desk: Desk) -> None:
    scheduled(desk), scheduled(desk, "Mara Diaz")
    before = desk.store.conn.execute("SELECT * FROM outbox").fetchall()
    sender = FakeSender()

    told = outbox.tick(desk.store, sender, DUE, outbox.Hold(dry_run=True))

    assert sender.taken == []
    assert ["would leave" in one.why for one in told] == [True, True]
    assert desk.store.conn.execute("SELECT * FROM outbox").fetchall() == before


def test_a_dry_run_gives_nothing_away_whoever_asks() -> None:
    class Never:
        def send(self, letter: bytes, envelope: Envelope) -> Receipt:
            raise AssertionError("it was given away")

    with pytest.raises(Exception, match="dry run"):
        outbox.given(
            Never(),  # type: ignore[arg-type]  # it is never asked what was sent
            b"", Envelope(sender="a@b.example", recipients=()), outbox.Hold(dry_run=True),
        )  # fmt: skip


def test_settings_make_the_hold(tmp_path: Path) -> None:
    settings = config.without_sending(config.Settings())
    pausing.begin(tmp_path / "paused", NOW, why="a test")

    made = holding.hold(settings, tmp_path, UTC)

    assert made.dry_run
    assert made.paused() == "sending is paused since 2026-11-03 09:30: a test"
    assert made.limits is not None
    assert made.limits.per_day == settings.caps.per_day
    told = [one.text for one in holding.lines(settings, tmp_path, UTC)]
    assert [one.split()[0] for one in told] == ["dry", "sending"]
    assert holding.hold(replace(settings), None, UTC).paused() == ""
