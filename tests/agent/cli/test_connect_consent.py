"""What the owner sees and types while signing in."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from narrowcast.agent import consenting
from narrowcast.agent.cli.connect_consent import Talk
from tests.agent.cli.conftest import Run

_ASKS = """
import sys
from pathlib import Path
from narrowcast.agent.cli.connect_consent import Talk
Path(sys.argv[1]).write_text(Talk().ask("The address"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Windows cuts no lines")
def test_an_address_longer_than_a_terminals_line_is_pasted_whole(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    address = "http://localhost:1/?code=" + "x" * 6_000
    told, shown = tmp_path / "told", b""
    with subprocess.Popen(
        [sys.executable, "-c", _ASKS, str(told)],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    ) as process:  # fmt: skip
        while not shown.endswith(b": "):  # the last of the question is shown by who reads
            shown += os.read(ours, 1_000)
        reading = threading.Thread(target=_drain, args=(ours,), daemon=True)
        reading.start()
        os.write(ours, f"{address}\n".encode())
        process.wait(20)
    os.close(theirs)
    reading.join(20)

    assert told.read_text("utf-8") == address


def _drain(terminal: int) -> None:
    """See what is shown until nobody is there."""
    try:
        while os.read(terminal, 1_000):
            pass
    except OSError:
        os.close(terminal)


def test_nothing_a_server_says_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Talk().say("open there: https://\x1b[2Jlogin\x9b.test/\u202e")

    assert capsys.readouterr().err == "open there: https://[2Jlogin.test/\n"


def test_who_stops_while_signing_in_has_changed_nothing(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(consenting, "consent", stop)
    before = (home / "config.toml").read_text("utf-8")

    ran = run("connect", "google", "me@corp.test")

    assert ran.code == 2
    assert "stopped; nothing was changed" in ran.err
    assert (home / "config.toml").read_text("utf-8") == before


def test_a_login_is_not_ended_where_the_account_cannot_be_switched_off(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.toml").write_text(
        '[accounts]\ng = { connector = "google", user = "me@corp.test", hosts = ["localhost"] }\n',
        "utf-8",
    )
    ended = list[object]()
    monkeypatch.setattr(consenting, "sign_out", lambda *told: ended.append(told))

    ran = run("disconnect", "g")

    assert ran.code == 2
    assert "add this yourself: enabled = false" in " ".join(ran.err.split())
    assert ended == []
