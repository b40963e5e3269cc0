"""Whether the machine runs on its battery, by the files that Linux keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.agent import power

BATTERY = {"type": "Battery", "status": "Discharging"}
MAINS = {"type": "Mains", "online": "0"}


@pytest.mark.parametrize(
    ("supplies", "on_battery"),
    [
        pytest.param({}, False, id="no supply at all"),
        pytest.param({"BAT0": BATTERY}, True, id="a battery alone"),
        pytest.param({"BAT0": BATTERY, "AC": MAINS}, True, id="unplugged"),
        pytest.param({"BAT0": BATTERY, "AC": {**MAINS, "online": "1"}}, False, id="plugged in"),
        pytest.param({"BAT0": {**BATTERY, "status": "Full"}}, False, id="full"),
        pytest.param({"mouse": {**BATTERY, "scope": "Device"}}, False, id="a mouse's"),
    ],
)
def test_only_a_battery_of_the_machine_that_is_emptied_counts(
    tmp_path: Path, supplies: dict[str, dict[str, str]], *, on_battery: bool
) -> None:
    for name, files in supplies.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(f"{text}\n")

    assert power.told_by(tmp_path) is on_battery


def test_where_nothing_tells_it_is_on_the_mains(tmp_path: Path) -> None:
    assert not power.told_by(tmp_path / "missing")
