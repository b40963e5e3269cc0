"""A folder's figures, as STATUS and EXAMINE tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from narrowcast.connectors.imap_session import values
from narrowcast.connectors.imap_session.stream import Response
from narrowcast.connectors.imap_session.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A folder's figures; None: the server does not tell. The first three date every UID."""

    uidvalidity: int
    uidnext: int | None
    messages: int
    modseq: int | None = None


def items(capabilities: frozenset[str]) -> str:
    """What STATUS is asked for of a server that can do *capabilities*."""
    more = " HIGHESTMODSEQ" if "CONDSTORE" in capabilities else ""
    return f"(UIDVALIDITY UIDNEXT MESSAGES{more})"


def of_status(pairs: tuple[Value, ...]) -> State:
    """A folder's figures from the list of a STATUS response."""
    labels = (values.text(one).upper() for one in pairs[::2])
    told = dict(zip(labels, map(values.number, pairs[1::2]), strict=False))
    return State(
        uidvalidity=told.get("UIDVALIDITY") or 0,
        uidnext=told.get("UIDNEXT") or None,
        messages=told.get("MESSAGES") or 0,
        modseq=told.get("HIGHESTMODSEQ") or None,
    )


_FIGURE = re.compile(rb"\* OK \[(UIDVALIDITY|UIDNEXT|HIGHESTMODSEQ) (\d{1,19})\]", re.IGNORECASE)
_EXISTS = re.compile(rb"\* (\d{1,10}) EXISTS", re.IGNORECASE)


def of_examine(untagged: Iterable[Response]) -> State:
    """A folder's figures from the untagged responses to EXAMINE."""
    told: dict[bytes, int] = {}
    for response in untagged:
        if figure := _FIGURE.match(response[0]):
            told[figure[1].upper()] = int(figure[2])
        elif exists := _EXISTS.match(response[0]):
            told[b"EXISTS"] = int(exists[1])
    return State(
        uidvalidity=told.get(b"UIDVALIDITY", 0),
        uidnext=told.get(b"UIDNEXT") or None,
        messages=told.get(b"EXISTS", 0),
        modseq=told.get(b"HIGHESTMODSEQ") or None,
    )
