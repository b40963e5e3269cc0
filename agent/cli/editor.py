"""The owner's own editor for a letter."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from narrowcast.agent.errors import InputError


def edited(text: str) -> str:
    """Open *text* in $VISUAL or $EDITOR and return what was saved; raises InputError."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with TemporaryDirectory(prefix="narrowcast-") as folder:  # mode 0700
        file = Path(folder) / "letter.txt"
        file.write_text(text, encoding="utf-8")
        try:
            # The command is the owner's own setting.
            done = subprocess.run([*shlex.split(chosen), str(file)], check=False)  # noqa: S603
        except (OSError, ValueError) as fault:
            raise InputError(f"{chosen!r} cannot be started; set EDITOR to your editor") from fault
        if done.returncode:
            raise InputError(f"{chosen!r} failed; the letter is as it was")
        return file.read_text(encoding="utf-8", errors="replace")
