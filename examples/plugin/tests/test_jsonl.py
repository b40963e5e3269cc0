from __future__ import annotations

from pathlib import Path

import narrowcast_jsonl

from narrowcast.connectors.base import Connector
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.testing import ConnectorContract

LINE = (
    '{"id": %d, "from": "a@b.example", "to": "me@c.example", "date": "2025-11-03", "text": "x"}\n'
)


class TestJsonLines(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        (place / "box.jsonl").write_text("".join(LINE % number for number in range(5)))
        return narrowcast_jsonl.connect({"path": place / "box.jsonl"}, OFFLINE)

    def grow(self, place: Path) -> None:
        with (place / "box.jsonl").open("a") as file:
            file.write(LINE % 9)

    def rewrite(self, place: Path) -> None:
        (place / "box.jsonl").write_text(LINE % 1)

    def spoil(self, place: Path) -> None:
        with (place / "box.jsonl").open("a") as file:
            file.write("{\n")
