"""The owner's own templates: a folder of theirs in place of ours, file by file."""

from __future__ import annotations

from pathlib import Path

from narrowcast.agent.core.templating import Templates, bundled, with_owners
from narrowcast.agent.errors import ConfigError, InputError

_KEY = "letters.templates"
_PREFIX = "letters/"
LARGEST = 100_000  # bytes; ours have 4,000


def read(folder: Path) -> Templates:
    """Our templates with those in *folder* (`en/introduction.j2`) in the place of ours.

    Raises ConfigError where the folder or one of its files is none of ours.
    """
    if not folder.is_dir():
        raise ConfigError(
            _KEY, f"names {folder}, which is no folder; run: narrowcast letters export {folder}"
        )
    return with_owners(dict(_read(path, folder) for path in sorted(folder.rglob("*.j2"))))


def _read(path: Path, folder: Path) -> tuple[str, str]:
    name = path.relative_to(folder).as_posix()
    if _PREFIX + name not in bundled():
        raise ConfigError(_KEY, f"holds {name}, which is no letter of ours; rename it or move it")
    try:
        if path.stat().st_size > LARGEST:
            raise ConfigError(_KEY, f"holds {name}, which is too large for a letter")
        return _PREFIX + name, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError(_KEY, f"holds {name}, which cannot be read: {fault}") from fault


def export(folder: Path) -> tuple[str, ...]:
    """Write our templates into *folder* to be changed; return their names.

    Raises InputError, and then nothing is written, where one of them is there already.
    """
    ours = {
        name.removeprefix(_PREFIX): text
        for name, text in bundled().items()
        if name.startswith(_PREFIX)
    }
    there = [name for name in ours if (folder / name).exists()]
    if there:
        raise InputError(f"{folder / there[0]} is there already; name another folder")
    for name, text in ours.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return tuple(ours)
