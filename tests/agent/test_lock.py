"""The lock of a store where nobody can hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.agent import lock
from narrowcast.agent.errors import Unwritable


def test_a_folder_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    with (
        pytest.raises(Unwritable, match="make it a folder that you own"),
        lock.alone(tmp_path / "data" / "lock"),
    ):
        pass
