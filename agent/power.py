"""Whether the machine runs on its battery; where nobody can tell, it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")


def on_battery() -> bool:
    """Whether the battery is being emptied."""
    try:
        if sys.platform == "darwin":
            said = subprocess.run(
                ["/usr/bin/pmset", "-g", "batt"],
                capture_output=True,
                text=True,
                timeout=5,
                check=False,
            )
            return "'Battery Power'" in said.stdout
        if sys.platform == "win32":
            return _windows()
        return told_by(SUPPLIES)
    except (OSError, subprocess.SubprocessError):
        return False


def told_by(supplies: Path) -> bool:
    """What Linux tells in the files of *supplies* (power_supply of the kernel's ABI).

    A mouse has a battery, too: only those of scope System, or of none, are the machine's.
    """
    batteries = [one for one in supplies.glob("*") if _read(one, "type") == "Battery"]
    machines = [one for one in batteries if _read(one, "scope") in {"", "System"}]
    if any(_read(one, "online") == "1" for one in supplies.glob("*")):
        return False
    return any(_read(one, "status") == "Discharging" for one in machines)


def _read(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    import ctypes

    def _windows() -> bool:
        """SYSTEM_POWER_STATUS: its first octet, ACLineStatus, is 0 off the mains."""
        status = (ctypes.c_ubyte * 12)()
        told = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))
        return bool(told) and status[0] == 0
else:

    def _windows() -> bool:
        return False
