"""What it means that a letter is not found among the sent.

    never found ─► a first wait ─► judged ─► a second wait ─► judged again ─► given away again
                                     │                            └──────────► unknown
                                     └ a letter that left later shows: a short second wait
                                       none does: a long one, for copies may show late

Where a service files all that it takes, what is missing was never taken, provided that one can see
at all. So a letter that surely left later is looked up as well, its witness: where that shows, the
missing one would. Without one the letter is waited for much longer and given away again once, twice
where a letter that left before shows; where what surely left cannot be found, never
(docs/decisions/0021).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum, auto

from narrowcast.agent.core.model import Time
from narrowcast.agent.store import outbox
from narrowcast.agent.store.outbox import LetterState, OutgoingLetter
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import FilesAll, Sender, SentKey
from narrowcast.connectors.errors import Refused
from narrowcast.connectors.formats import headers

GRACE_SECONDS = 120
"""A transport's Sent folder may show a letter late; what is not there sooner is not yet lost."""
LONE_WAITS = 6
"""How many times as long is waited where no witness shows: an hour; for Exchange six hours."""
_WITNESSES = 3
"""Letters looked up, at most: one may have been deleted or moved."""


class Sight(Enum):
    """What the letters that surely left tell of the look-up."""

    CLEAR = auto()  # one that left later shows
    DIM = auto()  # only one that left before shows
    DARK = auto()  # there is none that could show by now
    BLIND = auto()  # not one of them shows, and they should


_MOST_MISSED = {Sight.CLEAR: 5, Sight.DIM: 2, Sight.DARK: 1, Sight.BLIND: 0}
"""How often a letter that is missing is given away again, after longer each time."""


def key(letter: OutgoingLetter) -> SentKey:
    """By what *letter* is looked for."""
    return SentKey(
        message_id=letter.message_id,
        token=letter.token,
        since=datetime.fromtimestamp(letter.sending_since or letter.send_after, UTC),
        references=headers.split(letter.raw).first("references"),
    )


def filed_within(sender: Sender, carrier: str, letter: OutgoingLetter) -> int | None:
    """Seconds after which *letter* would be found if it had been taken; None: who knows."""
    if letter.carrier != carrier or not isinstance(sender, FilesAll):
        return None
    return sender.files_within


def grace(filed: int | None, letter: OutgoingLetter) -> int:
    """Seconds for which a letter that is not found may still turn up; longer each time."""
    return GRACE_SECONDS if filed is None else max(filed, GRACE_SECONDS) << letter.missed


def waited(seen: Sight, filed: int, letter: OutgoingLetter, now: Time) -> bool:
    """Whether the second wait is over; where the clock was set back in it, it begins anew."""
    since = letter.missing_since
    if since is None or now < since:
        return False
    return now - since >= grace(filed, letter) * (1 if seen is Sight.CLEAR else LONE_WAITS)


def proves(seen: Sight, letter: OutgoingLetter) -> bool:
    """Whether *letter*, missing after both waits, was never taken."""
    return letter.missed < _MOST_MISSED[seen]


def sight(store: Store, sender: Sender, letter: OutgoingLetter, now: Time) -> Sight:
    """Look up letters that surely left by the account that *letter* was given to; raises as
    `Sender.find_sent`, but for Refused.
    """
    filed = filed_within(sender, letter.carrier, letter) or 0
    seen = Sight.DARK
    for one in _witnesses(store, letter):
        if _shows(sender, one):
            return Sight.CLEAR if one.turn > letter.turn else Sight.DIM
        if abs(now - (one.sent_at or now)) >= grace(filed, one):
            seen = Sight.BLIND
    return seen


def _witnesses(store: Store, letter: OutgoingLetter) -> Iterator[OutgoingLetter]:
    """The latest that the same account took, by its own word and not the owner's: newest first."""
    taken = (
        one
        for one in outbox.letters(store, LetterState.SENT)
        if one.carrier == letter.carrier and one.provider_id
    )
    yield from sorted(taken, key=lambda one: one.turn, reverse=True)[:_WITNESSES]


def _shows(sender: Sender, letter: OutgoingLetter) -> bool:
    try:
        return sender.find_sent(key(letter)) is not None
    except Refused:
        return False
