"""Runs the soak tests and writes what they measured to docs/soak.md (`make soak`)."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]


def main() -> None:
    with TemporaryDirectory() as folder:
        junit = Path(folder) / "soak.xml"
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-m",
                "soak",
                "-o",
                "junit_family=xunit1",
                f"--junitxml={junit}",
            ],
            cwd=ROOT,
            check=False,
        )
        # Our own pytest wrote the file.
        suite = ET.parse(junit).getroot()
    rows = [row(case) for case in suite.iter("testcase")]
    table = "\n".join(("| test | result | seconds | measured |", "|---|---|---|---|", *rows))
    text = f"# Soak\n\nWritten by `make soak`; the tests that take minutes.\n\n{table}\n"
    (ROOT / "docs" / "soak.md").write_text(text, encoding="utf-8")
    sys.exit(run.returncode)


def row(case: ET.Element) -> str:
    """The line of the table that *case*, a test of a JUnit report, makes."""
    measured = "; ".join(f"{one.get('name')} {one.get('value')}" for one in case.iter("property"))
    name = f"{case.get('classname', '').removeprefix('tests.')}.{case.get('name')}"
    seconds = float(case.get("time", "0"))
    return f"| {name} | {_result(case)} | {seconds:.0f} | {measured} |"


def _result(case: ET.Element) -> str:
    words = {"failure": "FAILED", "error": "FAILED", "skipped": "SKIPPED"}
    return next((said for tag, said in words.items() if case.find(tag) is not None), "passed")


if __name__ == "__main__":
    main()
