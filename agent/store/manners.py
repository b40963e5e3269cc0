"""How authors address the owner, as of a moment: copied in, or written past."""

from __future__ import annotations

from collections.abc import Collection

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.learn import Role
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.store.store import Store


def copied(store: Store, owner: Collection[AddressId], as_of: Time) -> dict[AddressId, int]:
    """How many mails of each author have the owner in Cc or Bcc."""
    marks = ",".join(map(str, sorted(owner)))
    rows = store.conn.execute(
        "SELECT m.author, count(*) FROM participation p JOIN message m ON m.id = p.message"
        f" WHERE p.address IN ({marks}) AND p.time < ? AND p.role IN (?, ?) GROUP BY m.author",
        (as_of, int(Role.CC), int(Role.BCC)),
    )
    return {AddressId(author): n for author, n in rows if author is not None}


def past(store: Store, owner: Collection[AddressId], as_of: Time) -> dict[AddressId, int]:
    """How many mails of each author reached the owner without naming them.

    Stored flags know the owner's addresses as configured; *owner* has those found by name, too.
    """
    marks = ",".join(map(str, sorted(owner)))
    rows = store.conn.execute(
        "SELECT author, count(*) FROM message WHERE time < ? AND flags & ? = 0 AND id NOT IN"
        f" (SELECT message FROM participation WHERE address IN ({marks}) AND time < ?)"
        " GROUP BY author",
        (as_of, int(Flag.OWN | Flag.ADDRESSED), as_of),
    )
    return {AddressId(author): n for author, n in rows if author is not None}
