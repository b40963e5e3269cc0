"""`narrowcast sync --watch` as a process: other commands work beside it, Ctrl-C ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from narrowcast.agent import config_text
from narrowcast.agent.config import Account, OwnerSettings, Settings
from tests.agent.mailroom import OWNER
from tests.connectors import samples

# Who starts tests in the background has them ignore Ctrl-C; the program must not inherit that.
_HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
_RUN = [sys.executable, "-c", f"{_HEARS_CTRL_C}; from narrowcast.agent.cli import main; main()"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    box, home = tmp_path / "box.mbox", tmp_path / "home"
    box.write_bytes(samples.mbox(*map(samples.mail, range(5))))
    account = Account(name="box", connector="mbox", options={"path": str(box)})
    settings = Settings(owner=OwnerSettings(addresses=(OWNER,)), accounts=(account,))
    home.mkdir(mode=0o700)
    (home / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
    return home


def run(home: Path, *arguments: str) -> str:
    command = [*_RUN, "--home", str(home), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_other_commands_work_beside_it_until_it_is_stopped(home: Path) -> None:
    with subprocess.Popen(
        [*_RUN, "--home", str(home), "sync", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as watch:
        assert watch.stdout
        assert "watching" in watch.stdout.readline()
        assert "5 new messages" in watch.stdout.readline()

        run(home, "prospect", "add", "Jonas Weber, CEO, Target")
        counted = json.loads(run(home, "sync", "--json"))
        status = json.loads(run(home, "status", "--json"))

        watch.send_signal(signal.SIGINT)
        said = watch.communicate(timeout=20)[0]

    assert counted["synced"]["messages"] == 0
    assert status["seen"]["counts"]["message"] == 5
    assert (watch.returncode, said.strip()) == (
        130,
        "narrowcast: stopped; everything up to here is kept",
    )
