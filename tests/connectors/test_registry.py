from __future__ import annotations

import sys
from pathlib import Path

import pytest

from narrowcast.connectors import registry
from narrowcast.connectors.offline import OFFLINE


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed third-party connector called `toy`; returns the name of its module."""
    install(tmp_path, "toy-plugin", "toy = toy_narrowcast:connect")
    (tmp_path / "toy_narrowcast.py").write_text(
        "def connect(options, means):\n"
        "    if 'path' not in options:\n"
        "        raise ValueError('toy: the option path is missing')\n"
        "    return ('toy', options['path'])\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "toy_narrowcast", raising=False)
    return "toy_narrowcast"


def install(place: Path, distribution: str, point: str) -> None:
    info = place / f"{distribution.replace('-', '_')}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[narrowcast.connectors]\n{point}\n")


def test_an_installed_plugin_is_listed_and_not_imported(plugin: str) -> None:
    assert (
        registry.Plugin(
            name="toy", value="toy_narrowcast:connect", distribution="toy-plugin", version="1.2"
        )
        in registry.installed()
    )
    assert plugin not in sys.modules


def test_only_the_named_plugin_is_imported(plugin: str) -> None:
    loaded: object = registry.load("toy", {"path": "x"}, OFFLINE)

    assert loaded == ("toy", "x")
    assert plugin in sys.modules


def test_a_missing_option_is_the_plugins_own_sentence(plugin: str) -> None:
    with pytest.raises(ValueError, match="toy: the option path is missing"):
        registry.load("toy", {}, OFFLINE)


def test_an_unknown_name_lists_what_there_is(plugin: str) -> None:
    with pytest.raises(registry.UnknownPlugin, match=r"no connector nothing.*toy"):
        registry.load("nothing", {}, OFFLINE)


def test_two_plugins_of_one_name_are_refused(plugin: str, tmp_path: Path) -> None:
    install(tmp_path, "other-plugin", "toy = elsewhere:connect")

    with pytest.raises(registry.UnknownPlugin, match="other-plugin, toy-plugin"):
        registry.load("toy", {"path": "x"}, OFFLINE)
