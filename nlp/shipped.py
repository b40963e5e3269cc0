"""The weights that come with the package: their names, bytes and hashes (docs/model-card.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LINES, ENTITIES = "lines.npz", "entities.msgpack"
NAMES = (LINES, ENTITIES)
_FOLDER = files("narrowcast.nlp") / "model"


@cache
def weights() -> Mapping[str, bytes]:
    """The files of the model, by name."""
    return {name: (_FOLDER / name).read_bytes() for name in NAMES}


def manifest() -> dict[str, Any]:
    """What `python -m training` wrote beside the files: hashes, sizes, recipe, versions."""
    told: dict[str, Any] = json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return told


def damaged() -> tuple[str, ...]:
    """Names of files that are missing or not those the manifest tells of."""
    return tuple(name for name, told in manifest()["files"].items() if not _is_whole(name, told))


def _is_whole(name: str, told: Mapping[str, Any]) -> bool:
    held = _FOLDER / name
    return held.is_file() and hashlib.sha256(held.read_bytes()).hexdigest() == told["sha256"]
