"""What a person is told to do next, however far they are."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.next_step import Standing, steps

READ = {"configured": True, "address": "r@vale.example", "reads": True, "messages": 9}
ASKING = {**READ, "prospects": 1}


@pytest.mark.parametrize(
    ("at", "first"),
    [
        ({}, "narrowcast init"),
        ({"configured": True}, "narrowcast init --force"),
        ({"address": "r@vale.example"}, "narrowcast connect r@vale.example"),
        ({**READ, "messages": 0}, "narrowcast sync"),
        ({**ASKING, "stuck": ("narrowcast connect work",)}, "narrowcast connect work"),
        (READ, "narrowcast prospect add 'Name, Title, Firm'"),
        (ASKING, "narrowcast suggest"),
        ({**ASKING, "asks": {"drafted": 2}}, "narrowcast review"),
        ({**ASKING, "asks": {"closed": 1}, "letters": 1}, "narrowcast review"),
        ({**ASKING, "asks": {"drafted": 1, "introduced": 1}}, "narrowcast today"),
        ({**ASKING, "asks": {"sent": 1, "unknown": 1}}, "narrowcast timeline"),
        ({**ASKING, "asks": {"sent": 1}}, "narrowcast service install"),
        ({**ASKING, "asks": {"sent": 1}, "daemon": True}, "narrowcast suggest"),
        ({**ASKING, "unfinished": 1}, "narrowcast sync"),
    ],
)
def test_the_first_step_is_what_brings_the_owner_on(at: dict[str, object], first: str) -> None:
    assert steps(Standing(**at))[0].command == first  # type: ignore[arg-type]
