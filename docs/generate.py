"""Writes what is made from the code (`make docs`): docs/commands.md, docs/explained.md and
config.example.toml.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import typer

from docs import explained
from narrowcast.agent import config_text
from narrowcast.agent.cli.app import app

ROOT = Path(__file__).parents[1]

_PLAIN = {"NO_COLOR": "1", "COLUMNS": "80", "TERMINAL_WIDTH": "80", "TERM": "dumb"}
"""What makes typer write for a terminal of 80 columns without colours; read when it is imported."""

_HEAD = """\
# Commands

Made from the commands' own help by `make docs`. Every command that reads has `--json`; exit codes
are 0 (done), 1 (a fault of narrowcast, or you said no) and 2 (something to correct: one sentence on
standard error tells what). `NO_COLOR` is respected.
"""


@cache
def generated() -> Mapping[Path, str]:
    """Every generated file with the text it should have."""
    return {
        ROOT / "docs" / "commands.md": commands(),
        ROOT / "docs" / "explained.md": explained.page(),
        ROOT / "config.example.toml": config_text.example(),
    }


@cache
def commands() -> str:
    """The help of every command."""
    sections = (f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in _helps().items())
    return _HEAD + "".join(sections)


def paths() -> Iterator[tuple[str, ...]]:
    """Every command's words, groups before their members, in the order of the help."""
    yield ()
    for name, command in typer.main.get_group(app).commands.items():
        yield (name,)
        for member in getattr(command, "commands", {}):
            yield (name, member)


def _helps() -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from docs import generate; generate.tell()"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **_PLAIN},
        cwd=ROOT,
    )
    return dict(json.loads(done.stdout))


def tell() -> None:
    """Print every command's help as JSON; run in a process of its own, for its environment."""
    from typer.testing import CliRunner

    runner = CliRunner()
    helps = {}
    for path in paths():
        shown = runner.invoke(app, [*path, "--help"], prog_name="narrowcast").stdout
        text = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        helps[" ".join(("narrowcast", *path))] = text
    print(json.dumps(helps))


def main() -> None:
    """Write every generated file."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
