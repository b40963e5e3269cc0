"""The program as its owner runs it: a home folder, a process for each command, its store read.

home = Home.make(folder, accounts=(imap_account(server, user),))
home.run("sync")
home.rows()
"""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import groupby
from pathlib import Path

from narrowcast.agent import clock, config_text
from narrowcast.agent.cli import main
from narrowcast.agent.config import Account, OwnerSettings, PrivacySettings, Settings
from narrowcast.agent.core import lint_asking
from narrowcast.connectors.tiers import Tier
from tests.servers.dovecot import Dovecot

OWNER = OwnerSettings(name="Robin Vale", addresses=("robin@vale.example",), pitch="I help.")
PASSWORD_VARIABLE = "NARROWCAST_TEST_PASSWORD"
SECONDS = 600.0
"""No command of a test takes longer."""

_MAIN = [sys.executable, "-c", "from narrowcast.agent.cli import main; main()"]

VOLATILE: Mapping[str, frozenset[str]] = {
    "_sqlite_migrations": frozenset({"*"}),
    "account": frozenset({"retry_at", "asked", "failures"}),
    "scope": frozenset({"last_ok", "deep_ok"}),
    "card": frozenset({"since"}),  # when it was first read
    "traffic": frozenset({"*"}),
    # Worked out of names when somebody asks: tests/agent/store/test_borne.py.
    **dict.fromkeys(("borne", "spelt", "link", "unsettled"), frozenset({"*"})),
}
"""Columns ('*': all) that tell when and how often we asked, not what we learned."""

LATELY = {"doubts", "names-read-by"}
"""Settings that keep what was worked out when somebody last looked."""

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Home:
    """One owner's folder, with config.toml in it."""

    folder: Path
    password: str = "pw"

    @classmethod
    def make(
        cls,
        folder: Path,
        accounts: tuple[Account, ...],
        *,
        tier: Tier = Tier.SIGNATURES,
        owner: OwnerSettings = OWNER,
    ) -> Home:
        """Write a configuration and a fixed key, so that hashes of two homes are comparable."""
        folder.mkdir(mode=0o700, parents=True)
        settings = Settings(owner=owner, accounts=accounts, privacy=PrivacySettings(tier=tier))
        (folder / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
        (folder / "mention.key").touch(mode=0o600)
        (folder / "mention.key").write_bytes(bytes(range(32)))
        return cls(folder)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own; the caller waits for it or kills it."""
        return subprocess.Popen(
            [*_MAIN, "--home", str(self.folder), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, PASSWORD_VARIABLE: self.password, "NO_COLOR": "1"},
        )

    def run(self, *arguments: str, fails: bool = False, ago: float = 0) -> str:
        """Run a command to its end, or several with "//" between them; returns what they said.

        They run in this process: the most of a short command is starting Python. The clock is *ago*
        seconds slow. Checks that they did well, or that one of them failed.
        """
        said = io.StringIO()
        with (
            _as_owner(self.password),
            _slow_clock(ago),
            _ever_at_work(),
            redirect_stdout(said),
            redirect_stderr(said),
        ):
            codes = [
                _command(self.folder, [*words])
                for between, words in groupby(arguments, "//".__eq__)
                if not between
            ]
        assert any(codes) is fails, said.getvalue()
        return said.getvalue()

    @property
    def store(self) -> Path:
        return self.folder / "narrowcast.db"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The store, to look at only."""
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as db:
            yield db

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the store something."""
        with self.reading() as db:
            return db.execute(sql, values).fetchall()

    def rows(self, without: Mapping[str, frozenset[str]] | None = None) -> Rows:
        """Every row of every table but what is volatile, and *without* more columns."""
        with self.reading() as db:
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return dict(_table(db, name, without or {}) for (name,) in tables.fetchall())


def _command(home: Path, words: list[str]) -> int:
    sys.argv = ["narrowcast", "--home", str(home), *words]
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


@contextmanager
def _as_owner(password: str) -> Iterator[None]:
    """Set what the program finds around it, for the length of the block."""
    argv, before, umask = sys.argv, dict(os.environ), os.umask(0o077)
    os.environ |= {PASSWORD_VARIABLE: password, "NO_COLOR": "1", "COLUMNS": "200"}
    try:
        yield
    finally:
        sys.argv = argv
        os.umask(umask)  # the program sets its own
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _ever_at_work() -> Iterator[None]:
    """Letters leave at any hour: real servers have a real clock, and tests run at night."""
    hours, days = lint_asking.WORKDAY, lint_asking.WEEKEND
    lint_asking.WORKDAY, lint_asking.WEEKEND = (time.min, time.max), frozenset()
    try:
        yield
    finally:
        lint_asking.WORKDAY, lint_asking.WEEKEND = hours, days


@contextmanager
def _slow_clock(seconds: float) -> Iterator[None]:
    now = clock.now
    clock.now = lambda: now() - timedelta(seconds=seconds)
    try:
        yield
    finally:
        clock.now = now


def _table(
    db: sqlite3.Connection, table: str, without: Mapping[str, frozenset[str]]
) -> tuple[str, list[tuple[object, ...]]]:
    left_out = VOLATILE.get(table, frozenset()) | without.get(table, frozenset())
    columns = [one[1] for one in db.execute(f'PRAGMA table_info("{table}")')]
    kept = [f'"{one}"' for one in columns if not left_out & {one, "*"}]
    if not kept:
        return table, []
    rows = db.execute(f'SELECT {", ".join(kept)} FROM "{table}"').fetchall()
    if table == "setting":
        rows = [row for row in rows if row[columns.index("key")] not in LATELY]
    return table, sorted(rows, key=repr)


def differences(one: Rows, other: Rows) -> dict[str, tuple[int, list[str]]]:
    """Tables that differ: how many rows only one of both has, and the first few of them."""
    found: dict[str, tuple[int, list[str]]] = {}
    for table in sorted(one.keys() | other.keys()):
        odd = set(map(repr, one.get(table, []))) ^ set(map(repr, other.get(table, [])))
        if odd:
            found[table] = (len(odd), sorted(odd)[:6])
    return found


def imap_account(
    server: Dovecot, user: str, *, port: int = 0, name: str = "mail", **options: object
) -> Account:
    """An account that reads *user*'s box over TLS, or over *port* (of a proxy) without."""
    secured = {"port": server.tls_port, "security": "tls", "ca_file": str(server.certificates.ca)}
    plain = {"port": port, "security": "none"}
    return Account(
        name=name,
        connector="imap",
        options={
            "host": server.host,
            "user": user,
            "password_env": PASSWORD_VARIABLE,
            **(plain if port else secured),
            **options,
        },
    )
