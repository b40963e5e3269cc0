"""The service files: as reviewed, taken by systemd's own checks, and written on demand only."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrowcast.agent import services
from narrowcast.agent.errors import InputError
from narrowcast.agent.places import Places
from narrowcast.agent.services import Keeper, Service

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "services"
REWRITE = bool(os.environ.get("REWRITE_GOLDEN"))
ODD = ('/opt/my $tools/100%/narrow"cast', "--home", "/home/r v/<data> & more")
HOME = Path("/home/robin")


def made(keeper: Keeper, command: tuple[str, ...] = ("/usr/bin/narrowcast",)) -> Service:
    data = HOME / ".local" / "share" / "narrowcast"
    config = HOME / ".config" / "narrowcast" / "config.toml"
    places = Places(config=config, data=data, outbox=data / "outbox")
    return services.service(keeper, command, places, HOME, strict=True)


@pytest.mark.parametrize("keeper", Keeper)
def test_the_files_are_as_reviewed(keeper: Keeper) -> None:
    for path, text in made(keeper).files.items():
        golden = GOLDEN / path.name
        if REWRITE:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8")


def test_launchd_reads_the_words_as_they_are() -> None:
    (text,) = made(Keeper.LAUNCHD, ODD).files.values()

    read = plistlib.loads(text.encode())

    assert read["ProgramArguments"] == [*ODD, "daemon", "run"]
    assert (read["RunAtLoad"], read["KeepAlive"]) == (True, {"SuccessfulExit": False})


def test_windows_reads_the_words_as_they_are() -> None:
    (text,) = made(Keeper.WINDOWS, ODD).files.values()

    tree = ET.fromstring(text)

    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert tree.findtext(f".//{space}Command") == ODD[0]
    arguments = tree.findtext(f".//{space}Arguments")
    assert arguments == subprocess.list2cmdline([*ODD[1:], "daemon", "run"])


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not on this machine"
)


@dataclass(frozen=True, slots=True)
class Systemd:
    """What systemd says of a unit, without a manager that runs."""

    folder: Path

    def verified(self, unit: str, *dropins: str) -> tuple[int, str]:
        """Whether it reads the whole of *unit* without a complaint."""
        file = self._write(unit)
        for number, one in enumerate(dropins):
            path = file.with_name(f"{file.name}.d") / f"{number}.conf"
            path.parent.mkdir(exist_ok=True)
            path.write_text(one, encoding="utf-8")
        ran = self._run("verify", "--user", str(file))
        return ran.returncode, ran.stderr

    def exposure(self, unit: str) -> float:
        """From 0 (nothing) to 10 (all), without drop-ins."""
        ran = self._run("security", "--offline=yes", str(self._write(unit)))
        return float(ran.stdout.rpartition("level for")[2].split()[1])

    def _write(self, unit: str) -> Path:
        file = self.folder / "narrowcast.service"
        file.write_text(unit, encoding="utf-8")
        return file

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["systemd-analyze", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(self.folder), "NO_COLOR": "1"},
        )


@pytest.fixture
def systemd(tmp_path: Path) -> Systemd:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not on this machine")
    return Systemd(tmp_path)


def test_systemd_finds_nothing_wrong_and_little_exposed(systemd: Systemd) -> None:
    unit, mounts = made(Keeper.SYSTEMD, (sys.executable,)).files.values()
    merged = unit.replace("[Install]", f"{mounts}\n[Install]")

    assert systemd.verified(unit) == (0, "")
    assert systemd.verified(unit, mounts) == (0, "")
    assert systemd.exposure(unit) <= 6.5
    assert systemd.exposure(merged) <= 4.5


def test_systemd_reads_odd_words_as_they_are(systemd: Systemd, tmp_path: Path) -> None:
    odd = tmp_path / "my $tools 100%" / "narrowcast"
    odd.parent.mkdir()
    odd.write_text("#!/bin/sh\n")
    odd.chmod(0o755)
    unit, _ = made(Keeper.SYSTEMD, (str(odd), "--home", '/home/r v; "$x"')).files.values()

    assert systemd.verified(unit) == (0, "")  # it names a program that is not there


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A service whose keeper is a program of the test's own."""
    note = tmp_path / "notes"
    keep = ("sh", "-c", f"echo $0 >> {shlex.quote(str(note))}")
    return Service(
        Keeper.SYSTEMD,
        {tmp_path / "units" / "a.service": "[Unit]\n"},
        start=((*keep, "started"),),
        stop=((*keep, "stopped"),),
        reach=("true",),
    )


def test_it_is_written_privately_started_and_taken_away(service: Service, tmp_path: Path) -> None:
    (file,) = service.files
    services.install(service)
    assert services.is_installed(service)
    assert file.stat().st_mode & 0o077 == 0

    services.uninstall(service)

    assert not services.is_installed(service)
    assert (tmp_path / "notes").read_text().split() == ["started", "stopped"]


def test_where_nobody_keeps_services_the_steps_left_are_told(tmp_path: Path) -> None:
    unreachable = Service(
        Keeper.SYSTEMD,
        {tmp_path / "a.service": "[Unit]\n"},
        start=(("systemctl", "--user", "enable", "--now", "narrowcast.service"),),
        stop=(),
        reach=("sh", "-c", "echo no bus >&2; exit 1"),
    )

    with pytest.raises(InputError, match=r"no bus.*run: systemctl --user enable --now narrowcast"):
        services.install(unreachable)

    assert services.is_installed(unreachable)
    assert not services.is_reachable(unreachable)


def test_a_keeper_that_is_not_there_is_said(tmp_path: Path) -> None:
    nowhere = Service(Keeper.LAUNCHD, {tmp_path / "a": ""}, (("no-such-program",),), (), ("true",))

    with pytest.raises(InputError, match="there is no no-such-program"):
        services.install(nowhere)


def test_the_command_is_a_full_path_with_the_home_it_was_given() -> None:
    words = services.command(Path("/home/robin/box"))

    assert Path(words[0]).is_absolute()
    assert words[-2:] == ("--home", "/home/robin/box")
