"""Having the system run the daemon at every login: what to write where, and what to tell it.

Written only by `narrowcast service install`. systemd gets a user unit, with a drop-in of what needs
name spaces (only where asked for: not every kernel lets a user have them), macOS a launch agent,
Windows a task.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from narrowcast.agent.errors import InputError
from narrowcast.agent.places import Places, write_private

LABEL = "io.narrowcast.daemon"
_SECONDS = 30.0


class Keeper(StrEnum):
    """What keeps a service running."""

    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Service:
    """What is written, and what is run then."""

    keeper: Keeper
    files: Mapping[Path, str]
    start: tuple[tuple[str, ...], ...]
    """Commands that have the system take it up."""
    stop: tuple[tuple[str, ...], ...]
    """Commands that have it forget it; the files are deleted after."""
    reach: tuple[str, ...]
    """A command that succeeds where the keeper can be asked at all."""


def keeper_here() -> Keeper:
    """The keeper of this kind of system."""
    return {"darwin": Keeper.LAUNCHD, "win32": Keeper.WINDOWS}.get(sys.platform, Keeper.SYSTEMD)


def command(home: Path | None) -> tuple[str, ...]:
    """How this very narrowcast is run, by a full path; *home* as it was given."""
    script = Path(sys.executable).parent / (
        "narrowcast.exe" if sys.platform == "win32" else "narrowcast"
    )
    own = (str(script),) if script.exists() else (sys.executable, *_BY_MODULE)
    return (*own, "--home", str(home)) if home else own


_BY_MODULE = ("-P", "-c", "from narrowcast.agent.cli import main; main()")


def service(
    keeper: Keeper, command: Sequence[str], places: Places, user_home: Path, *, strict: bool = False
) -> Service:
    """Write out the service that runs *command* (`daemon run` follows); nothing is touched."""
    run = (*command, "daemon", "run")
    match keeper:
        case Keeper.SYSTEMD:
            return _systemd(run, places, user_home, strict=strict)
        case Keeper.LAUNCHD:
            return _launchd(run, places, user_home)
        case Keeper.WINDOWS:
            return _windows(run, places)


def install(made: Service) -> None:
    """Write the files and have the system take them up.

    Raises InputError, with the steps that are left, where the system cannot be asked.
    """
    for path, text in made.files.items():
        write_private(path, text)
    _run_all(made, made.start, "written, but not started")


def uninstall(made: Service) -> None:
    """Have the system forget it, then delete the files; raises InputError."""
    try:
        _run_all(made, made.stop, "deleted, but perhaps still running")
    finally:
        for path in made.files:
            path.unlink(missing_ok=True)


def is_installed(made: Service) -> bool:
    """Whether its first file is there."""
    return next(iter(made.files)).exists()


def is_reachable(made: Service) -> bool:
    """Whether the system's keeper of services can be asked."""
    return not _run(made.reach)


def _run_all(made: Service, commands: Sequence[Sequence[str]], otherwise: str) -> None:
    problem = _run(made.reach)
    for number, one in enumerate(commands):
        problem = problem or _run(one)
        if problem:
            left = "; ".join(" ".join(words) for words in commands[number:])
            raise InputError(
                f"{otherwise}: {made.keeper} does not answer here ({problem}); once it does, run:"
                f" {left}"
            )


def _run(words: Sequence[str]) -> str:
    """Run a command; '' where it did well, else what it complained of, in one line."""
    try:
        ran = subprocess.run(  # noqa: S603 (the words are ours)
            words, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        return f"there is no {words[0]}"
    except (OSError, subprocess.SubprocessError) as fault:
        return str(fault)
    complaint = " ".join((ran.stderr or ran.stdout).split())
    return "" if ran.returncode == 0 else complaint or f"code {ran.returncode}"


def _systemd(run: Sequence[str], places: Places, user_home: Path, *, strict: bool) -> Service:
    folder = user_home / ".config" / "systemd" / "user"
    unit = folder / "narrowcast.service"
    made = {unit: _filled("narrowcast.service", run=_systemd_line(run))}
    if strict:
        writable = " ".join(_systemd_path(one) for one in _written_to(places))
        made[folder / "narrowcast.service.d" / "mounts.conf"] = _filled(
            "mounts.conf", writable=writable
        )
    ctl = ("systemctl", "--user")
    return Service(
        Keeper.SYSTEMD,
        made,
        start=((*ctl, "daemon-reload"), (*ctl, "enable", "--now", "narrowcast.service")),
        stop=((*ctl, "disable", "--now", "narrowcast.service"), (*ctl, "daemon-reload")),
        reach=(*ctl, "show-environment"),
    )


def _launchd(run: Sequence[str], places: Places, user_home: Path) -> Service:
    path = user_home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    words = "\n".join(f"    <string>{escape(one)}</string>" for one in run)
    text = _filled(
        "launchd.plist", label=LABEL, words=words, log=escape(str(places.data / "launchd.log"))
    )
    return Service(
        Keeper.LAUNCHD,
        {path: text},
        start=(("launchctl", "load", "-w", str(path)),),
        stop=(("launchctl", "unload", "-w", str(path)),),
        reach=("launchctl", "list"),
    )


def _windows(run: Sequence[str], places: Places) -> Service:
    path = places.data / "narrowcast-task.xml"
    arguments = subprocess.list2cmdline(run[1:])
    text = _filled("task.xml", program=escape(run[0]), arguments=escape(arguments))
    return Service(
        Keeper.WINDOWS,
        {path: text},
        start=(
            ("schtasks", "/Create", "/F", "/TN", "narrowcast", "/XML", str(path)),
            ("schtasks", "/Run", "/TN", "narrowcast"),
        ),
        stop=(
            ("schtasks", "/End", "/TN", "narrowcast"),
            ("schtasks", "/Delete", "/F", "/TN", "narrowcast"),
        ),
        reach=("schtasks", "/Query"),
    )


def _written_to(places: Places) -> tuple[Path, ...]:
    """The folders a daemon writes to: they may lie apart."""
    folders = dict.fromkeys((places.data, places.outbox, places.config.parent))
    return tuple(one for one in folders if one == places.data or places.data not in one.parents)


def _filled(name: str, **words: str) -> str:
    template = files("narrowcast.agent") / "templates" / "service" / name
    return Template(template.read_text(encoding="utf-8")).substitute(words)


def _systemd_line(words: Sequence[str]) -> str:
    """A command line as systemd.service(5) reads it: in the program's name `$` is just itself."""
    program, *rest = (_systemd_quoted(one) for one in words)
    return " ".join((program, *(one.replace("$", "$$") for one in rest)))


def _systemd_quoted(word: str) -> str:
    """A word as systemd.syntax(7) reads it."""
    escaped = word.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if not _PLAIN.fullmatch(word) else word


_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)


def _systemd_path(path: Path) -> str:
    """A path in a list; '-': it need not be there."""
    plain = str(path).replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"-{plain}"' if " " in plain else f"-{plain}"
