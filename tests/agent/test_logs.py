"""The log tells what was done, and nothing that is private."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrowcast.agent import logs

ADDRESS = "ana.ruiz@ports.example"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    root, level = logging.getLogger(), logging.getLogger().level
    handler = logs.to_file(tmp_path)
    yield tmp_path / logs.FILE
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def test_an_event_is_one_line_with_its_time_and_values(file: Path) -> None:
    logs.event("morning sent", to=ADDRESS, took=1.25)

    (line,) = file.read_text().splitlines()
    assert line.endswith(f"INFO    narrowcast morning sent to={logs.initials(ADDRESS)} took=1.2")
    assert line[:2] == "20"


def test_one_address_is_told_alike_and_another_is_not(file: Path) -> None:
    told = {logs.initials(one) for one in (ADDRESS, ADDRESS.upper(), "ana.ruiz@other.example")}

    assert len({one.lower() for one in told}) == 2
    assert not any("ruiz" in one for one in told)


@pytest.mark.parametrize(
    "said",
    [
        "Authorization: Bearer CANARY",
        "AUTH PLAIN CANARY",
        "a1 LOGIN me CANARY",
        'a1 AUTHENTICATE XOAUTH2 "CANARY"',
        '{"access_token": "CANARY", "expires_in": 3599}',
        "refresh_token=CANARY&grant_type=refresh_token",
        "client_secret: CANARY",
        "https://host.example/?code=CANARY&state=1",
        "password = CANARY",
        "auth plain CANARY",
        "<CANARY@mail.example>",
        "=?utf-8?q?x?= CANARY.name@mail.example said no",
        "CANARY" * 8,
    ],
    ids=lambda said: said[:24],
)
def test_what_looks_like_a_secret_or_an_address_is_struck_out(file: Path, said: str) -> None:
    logs.log.warning("the server said: %s", said)

    assert "CANARY" not in file.read_text()
    assert "the server said" in file.read_text()


def test_of_a_fault_only_its_kind_and_place_are_told(file: Path) -> None:
    try:
        raise ValueError("Dear CANARY")
    except ValueError as problem:
        logs.fault("sync broke", problem)
        logs.log.exception("and again")

    said = file.read_text()
    assert "CANARY" not in said
    assert said.count("fault=ValueError") == 2
    assert "test_logs.py:" in said


def test_of_a_librarys_line_only_its_place_is_told(file: Path) -> None:
    logging.getLogger("vendor").error("cannot parse: %r", "Dear CANARY")

    assert "CANARY" not in file.read_text()
    assert "vendor test_logs:" in file.read_text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_value_is_one_printed_line_without_an_address(file: Path, text: str) -> None:
    said = logs.struck_out(f"x {text} {ADDRESS} {text}")

    assert len(said.splitlines()) == 1
    assert said.replace("\n", "") == said
    assert ADDRESS not in said
    assert len(said) <= logs.LONGEST_LINE


@pytest.mark.parametrize("text", ["a" * 100_000, "@" * 100_000, "a@" * 50_000, "token " * 20_000])
def test_a_long_line_costs_nothing(text: str) -> None:
    assert len(logs.struck_out(text)) <= logs.LONGEST_LINE


def test_only_the_owner_can_read_it_and_it_does_not_grow(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handler,) = (one for one in logging.getLogger().handlers if hasattr(one, "maxBytes"))
    monkeypatch.setattr(handler, "maxBytes", 500)
    before = os.umask(0)
    try:
        for number in range(100):
            logs.event("tick", number=number)
    finally:
        os.umask(before)

    found = sorted(file.parent.iterdir())
    assert len(found) == 1 + logs.OLD_ONES
    assert {stat.S_IMODE(one.stat().st_mode) for one in found} == {0o600}
