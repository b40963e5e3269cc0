"""Rules of the house that no other tool checks: start-up, homes of vendors, docs in step."""

from __future__ import annotations

import ast
import os
import re
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.agent.store import glance
from narrowcast.agent.store.migrations_letters import migrations

ROOT = Path(__file__).parents[1]
PACKAGES = ("agent", "connectors", "nlp")

HOMES: dict[str, str | tuple[str, ...]] = {
    "cleanco": "nlp/",
    "google": "connectors/google/",
    "googleapiclient": "connectors/google/",
    "httplib2": "connectors/google/",
    "icalendar": ("connectors/formats/", "agent/demo/"),
    "imapclient": "connectors/imap_session/",
    "jinja2": "agent/core/",
    "keyring": "agent/credentials.py",
    "msal": "connectors/microsoft/",
    "numpy": "nlp/line_classifier.py",
    "phonenumbers": "nlp/phones.py",
    "platformdirs": "agent/places.py",
    "recurring_ical_events": "connectors/formats/",
    "requests": "connectors/http.py",
    "rich": "agent/cli/",
    "spacy": "nlp/pipeline.py",
    "sqlite_utils": "agent/store/",
    "tldextract": "nlp/",
    "typer": "agent/cli/",
}
"""Each vendor library has one home (folder or file)."""

LONGEST = 400
"""Lines of a file; most have less than half."""

HEAVY = {"google", "googleapiclient", "icalendar", "jinja2", "msal", "numpy", "phonenumbers",
         "requests", "scipy", "spacy", "sqlite_utils", "thinc", "tldextract"}  # fmt: skip
"""What looking must not load."""


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_each_vendor_library_has_one_home() -> None:
    strays = {
        f"{path.relative_to(ROOT)} imports {vendor}"
        for path in _sources()
        for vendor in _imported(path) & HOMES.keys()
        if not str(path.relative_to(ROOT)).startswith(HOMES[vendor])
    }

    assert not strays


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=]", line)[0].replace("-", "_") for line in project["dependencies"]}
    names = {
        "google_api_python_client": "googleapiclient",
        "google_auth": "google",
        "python_dateutil": "dateutil",
    }
    data_only = {"tzdata"}  # zoneinfo reads it where the system has no zones
    imported = set().union(*map(_imported, _sources()))
    ours = set(sys.stdlib_module_names) | {"narrowcast", "__future__", "pytest"}
    ours |= {"_typeshed"}  # type checkers bring it

    assert {names.get(one, one) for one in declared - data_only} == imported - ours


def test_the_lock_names_no_index_and_hashes_everything() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)

        assert "://" not in text
        assert len(pins) == len(
            re.findall(r"^[a-z0-9-]+==.*\\\n    --hash=sha256:", text, re.MULTILINE)
        )


def test_status_knows_the_same_migrations_as_the_store() -> None:
    assert tuple(step.name for step in migrations._migrations) == glance.RELEASED


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    # With its bytecode kept, as an installer leaves it: what is measured is not the compiler.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, check=True, cwd=home, env=env,
    )  # fmt: skip


_LOADED = """
import sys
from narrowcast.agent.cli import main
sys.argv = ["narrowcast", "--home", sys.argv[1], *sys.argv[2:]]
try:
    main()
finally:
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("command", ["status", "--help"])
def test_looking_loads_nothing_heavy(command: str, tmp_path: Path) -> None:
    out = _run("-c", _LOADED, str(tmp_path), command, home=tmp_path).stdout

    loaded = set(out.rpartition("loaded: ")[2].split())
    assert "typer" in loaded
    assert not loaded & HEAVY


_CLOUD = {"google", "googleapiclient", "httplib2", "msal"}
_READS = """
import sys
from pathlib import Path
from narrowcast.agent.cli import main
home = Path(sys.argv[1])
(home / "config.toml").write_text(sys.argv[2])
sys.argv = ["narrowcast", "--home", str(home), "sync"]
try:
    main()
finally:
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(
    ("account", "loads", "never"),
    [
        ('connector = "mbox"\npath = "mail.mbox"', set[str](), _CLOUD),
        (
            'connector = "imap"\nhost = "localhost"\nport = 1\nuser = "me@a.test"',
            set[str](),
            _CLOUD,
        ),
        ('connector = "google"\nuser = "me@a.test"\nhosts = ["localhost"]', {"google"}, {"msal"}),
        (
            'connector = "microsoft"\nuser = "me@a.test"\nclient_id = "x"\nhosts = ["localhost"]',
            {"msal"},
            _CLOUD - {"msal"},
        ),
        ('enabled = false\nconnector = "google"\nuser = "me@a.test"', set[str](), _CLOUD),
    ],
    ids=["file", "imap", "google", "microsoft", "switched off"],
)
def test_libraries_of_google_and_microsoft_are_loaded_only_for_their_accounts(
    account: str, loads: set[str], never: set[str], tmp_path: Path
) -> None:
    (tmp_path / "mail.mbox").write_text("From x\nFrom: a@b.test\nTo: me@a.test\n\nhello\n")
    settings = f'[owner]\naddresses = ["me@a.test"]\n[accounts.one]\n{account}\n'
    ran = subprocess.run(
        [sys.executable, "-c", _READS, str(tmp_path), settings],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )  # fmt: skip

    loaded = set(ran.stdout.rpartition("loaded: ")[2].split())
    assert "sqlite_utils" in loaded, ran.stderr
    assert loaded >= loads
    assert not loaded & never


def _cpu(*arguments: str, home: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(*arguments, home=home)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("command", ["status", "--help"])
def test_looking_costs_at_most_twice_what_its_libraries_cost(command: str, tmp_path: Path) -> None:
    # In turns, and the least of each: what both need, not what the machine does meanwhile.
    runs = [
        (
            _cpu("-c", "import typer, rich.console, rich.table", home=tmp_path),
            _cpu("-c", _LOADED, str(tmp_path), command, home=tmp_path),
        )
        for _ in range(6)
    ]

    bare, ours = map(min, zip(*runs, strict=True))
    assert ours <= 2.2 * bare


def test_no_file_outgrows_its_subject() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _sources()}

    assert {path.relative_to(ROOT): n for path, n in lines.items() if n > LONGEST} == {}
