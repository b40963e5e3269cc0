"""One mail server, one transfer agent and two people: where a letter goes its whole way."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers.dovecot import Dovecot
from tests.whole.people import ANA, PROSPECT, Ana
from tests.whole.program import Home

UNDO_SECONDS = 12 * 60.0
"""Approved so long ago, a letter is no longer held for an undo."""


@dataclass(frozen=True, slots=True)
class Town:
    """One mail server, one transfer agent, and the two of them."""

    box: Dovecot
    ana: Ana
    home: Home

    def ask_state(self) -> str:
        return str(self.home.query("SELECT state FROM ask")[0][0])

    def filed(self) -> list[str]:
        """The mails of Ana's letter among Robin's sent ones."""
        (letter,) = self.home.query("SELECT message_id FROM outbox")
        return [one for one in self.box.message_ids("robin", "Sent").values() if one == letter[0]]

    @contextmanager
    def watching(self) -> Iterator[subprocess.Popen[str]]:
        """`narrowcast sync --watch` for the length of the block, ended as a system ends what it
        runs.
        """
        with self.home.start("sync", "--watch") as watch:
            try:
                yield watch
            finally:
                watch.terminate()
                said, _ = watch.communicate(timeout=20)
        assert (watch.returncode, "Traceback" in said) == (0, False), said

    def approve(self) -> None:
        """Do so in the past, so that the letter leaves with the next sync."""
        said = self.home.run(
            *("sync", "//", "prospect", "add", PROSPECT, "//", "suggest", "jonas", "//"),
            *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
            ago=UNDO_SECONDS,
        )
        assert f"ask 1 --via {ANA}" in said
