"""The example plugin is installed as a stranger would, found by entry point, and keeps the
contract.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "examples" / "plugin"
ROOT = PLUGIN.parents[1]


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="no build backend here")
def test_it_installs_is_listed_loads_and_passes_the_suite(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / ".dev")])}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        ".",
        str(PLUGIN),
    )
    (tmp_path / "box.jsonl").write_text("")
    listed = run(
        "-c",
        "import sys; from narrowcast.connectors import offline, registry as r\n"
        "print([p for p in r.installed() if p.name == 'jsonl'])\n"
        "assert 'narrowcast_jsonl' not in sys.modules\n"
        "print(type(r.load('jsonl', {'path': 'box.jsonl'}, offline.OFFLINE)).__name__)",
    )
    tested = run("-m", "pytest", "-q", "-p", "no:cacheprovider", str(PLUGIN / "tests"))

    assert "distribution='narrowcast-jsonl'" in listed
    assert "JsonLines" in listed
    assert " passed" in tested
    # A file that only grows says of nothing that it is gone, and its pages weigh what its lines do.
    assert "2 skipped" in tested
