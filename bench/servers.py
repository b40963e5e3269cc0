"""The Dovecot that benches read from: the one of the tests, with a sentence where there is none."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import certificates
from tests.servers.dovecot import Dovecot, dovecot

PASSWORD = "pw"


@contextmanager
def serving(folder: Path, users: Iterable[str]) -> Generator[Dovecot]:
    """A server with *users*, its certificate in *folder*; ends the program where none can run."""
    try:
        with dovecot(certificates.make(folder), users=dict.fromkeys(users, PASSWORD)) as server:
            yield server
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        raise SystemExit(str(missing)) from None
