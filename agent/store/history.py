"""What the mail tells of past introductions: strangers brought in, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from narrowcast.agent.core import archaeology
from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.store.store import Store


class Lead(NamedTuple):
    """A stranger brought to the owner with whom the owner then was in touch, by addresses."""

    time: Time
    followed: Time
    """When owner and stranger first wrote to each other: it is known from then on."""
    introducer: AddressId
    stranger: AddressId
    message: int


def leads(store: Store) -> tuple[Lead, ...]:
    """Every address that was first seen on a contact's mail to the owner and that owner or stranger
    then wrote from or to, over all time; what depends on the moment is `introduced`.

    A narrower reading of `archaeology.introductions` in one query, cheap enough for every question.
    """
    rows = store.conn.execute(
        _LEADS,
        {
            "addressed": int(Flag.ADDRESSED),
            "own": int(Flag.OWN),
            "list": int(Flag.LIST),
            "small": int(Flag.SMALL),
            "uncounted": int(Flag.BULK | Flag.AUTO | Flag.DATELESS),
            "within": archaeology.WITHIN,
            "personal": archaeology.PERSONAL_SIZE,
            "round": archaeology.ROUND_SIZE,
        },
    )
    return tuple(
        Lead(Time(time), Time(followed), AddressId(author), AddressId(stranger), message)
        for time, followed, author, stranger, message in rows
    )


def introduced(found: Iterable[Lead], as_of: Time) -> dict[AddressId, int]:
    """How many introductions by each address had led to contact before the moment."""
    return dict(Counter(lead.introducer for lead in found if lead.followed < as_of))


_LEADS = """
SELECT a.first_seen, min(p.time), a.first_author, a.id, a.first_message
FROM address a JOIN message m ON m.id = a.first_message
  JOIN participation p ON p.address = a.id AND p.time > a.first_seen
    AND p.time <= a.first_seen + :within
  JOIN message f ON f.id = p.message
WHERE a.first_author IS NOT NULL AND a.first_author != a.id AND a.kind = 0
  AND m.flags & :addressed AND NOT m.flags & :uncounted AND m.flags & :small
  AND f.size <= CASE WHEN f.flags & :list THEN :round ELSE :personal END
  AND NOT f.flags & :uncounted
  AND ((p.role = 0 AND f.flags & :addressed) OR (p.role IN (1, 2) AND f.flags & :own))
GROUP BY a.id
"""
