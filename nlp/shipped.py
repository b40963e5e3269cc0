"""The weights that come with the package: their names, bytes and hashes (docs/model-card.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LINES, ENTITIES = "lines.npz", "entities.msgpack"
NAMES = (LINES, ENTITIES)
MANIFEST = "manifest.json"
_FOLDER = Path(__file__).parent / "model"


@cache
def weights() -> Mapping[str, bytes]:
    """The files of the model, by name."""
    return {name: (_FOLDER / name).read_bytes() for name in NAMES}


def manifest() -> dict[str, Any]:
    """What `python -m training` wrote beside the files: hashes, sizes, recipe, versions."""
    told: dict[str, Any] = json.loads((_FOLDER / MANIFEST).read_text(encoding="utf-8"))
    return told


def damaged() -> tuple[str, ...]:
    """Names of files that are missing or not those the manifest tells of."""
    try:
        hashes = {name: manifest()["files"][name]["sha256"] for name in NAMES}
    except (OSError, ValueError, LookupError, TypeError):
        return (MANIFEST,)
    return tuple(name for name in NAMES if _hash(name) != hashes[name])


def _hash(name: str) -> str:
    try:
        return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()
    except OSError:
        return ""
