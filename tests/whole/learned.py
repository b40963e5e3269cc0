"""What a store holds of people, without the numbers of its rows: comparable between any two."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from narrowcast.agent import clock
from tests.whole.people import PROSPECT
from tests.whole.program import Home, Rows

_QUERIES = {
    "messages": """
        SELECT identity, message_id, time, utc_offset, (SELECT key FROM address WHERE id = author),
          (SELECT group_concat(key, ' ') FROM (SELECT a.key FROM participation p
            JOIN address a ON a.id = p.address WHERE p.message = m.id ORDER BY a.key)),
          size, flags, subject, subject_key FROM message m""",
    "answers": "SELECT identity, parent FROM message WHERE parent != 0",
    "people": "SELECT key, seen, domain, kind, listed, first_seen FROM address",
    "names": """
        SELECT a.key, n.name, n.own, n.first_seen FROM name n JOIN address a ON a.id = n.address""",
    "tallies": """
        SELECT a.key, t.month, t.direction, t.bucket, t.n
        FROM tally t JOIN address a ON a.id = t.address""",
    "mentions": """
        SELECT n.key, m.identity FROM mention n JOIN message m ON m.id = n.message""",
    "claims": """
        SELECT a.key, c.kind, c.value, c.confidence FROM claim c JOIN block b ON b.id = c.block
        JOIN address a ON a.id = b.address""",
    "meetings": """
        SELECT uid, recurrence_id, starts, ends, all_day, size, summary, cancelled, recurring
        FROM meeting""",
}


def learned(home: Home) -> Rows:
    """Messages, people, names, tallies, claims and meetings of *home*, for `differences`."""
    with home.reading() as db:
        return {
            name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in _QUERIES.items()
        }


def suggested(home: Home, prospect: str = PROSPECT) -> Any:
    """What `narrowcast suggest` says of *prospect* on the day that mail of `people` ends."""
    home.run("prospect", "add", prospect)
    said = home.run("suggest", "1", "--as-of", _today(), "--json")
    # The rows of one second come in another order: a sum's last digit may differ.
    return json.loads(said, parse_float=lambda number: round(float(number), 12))


def weighed(suggestions: Any, left_out: Collection[str] = ()) -> list[dict[str, Any]]:
    """Who is suggested and with what weight, but what is *left_out*.

    Which texts are read depends on the order in which folders are, so a signature may be cited from
    one mail more or less.
    """
    kept = ("score", "link", "tie", "responsiveness", "terms")
    return [
        {"name": one["person"]["name"], **{key: one[key] for key in kept if key not in left_out}}
        for one in suggestions[0]["introducers"]
    ]


def _today() -> str:
    return clock.now().date().isoformat()
