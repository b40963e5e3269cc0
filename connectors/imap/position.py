"""Where reading a folder stands, and its cursor.

    UIDs   1 ........ low ........ next
           │ pending  │   done    │ not seen yet
           └── of `rest`, newest first

What was done in former rounds is `known`; what a round has to fetch is `rest`, of which everything
from `low` on is done. So a cursor between two pages differs in one number, and the two sets are
packed once a round, however many pages it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from narrowcast.connectors import cursors
from narrowcast.connectors.base import Cursor
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.imap_session.figures import State
from narrowcast.connectors.imap_session.uidsets import MAX_UID, Uids

_KIND = "imap/1"
_END = MAX_UID + 1


@dataclass(slots=True)
class Position:
    """See the module; changed while a folder is read."""

    validity: int
    next: int
    """Every UID from here on is not seen yet."""
    messages: int
    """How many the folder held when it was last compared."""
    modseq: int | None = None
    known: Uids = field(default_factory=Uids)
    rest: Uids = field(default_factory=Uids)
    low: int = _END
    listing: bool = True
    """Whether the first listing of this generation is still going on."""
    trusts_vanished: bool = True
    _packed: dict[int, tuple[Uids, str]] = field(default_factory=dict[int, tuple[Uids, str]])

    @property
    def pending(self) -> Uids:
        """What is still to be fetched."""
        return self.rest.between(1, self.low - 1)

    @property
    def done(self) -> Uids:
        """What was named and is not known to have gone."""
        return self.known | self.rest.between(self.low, MAX_UID)

    def is_quiet(self, now: State) -> bool:
        """Whether *now* shows the same mails, and nothing is pending: flags do not matter.

        UIDs only grow, so the same next UID and the same count are the same mails.
        """
        return (
            self.is_settled
            and now.uidvalidity == self.validity
            and now.uidnext == self.next
            and now.messages == self.messages
        )

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be fetched, but for news."""
        return not self.listing and not self.pending

    def has_moved(self, former: Position) -> bool:
        """Whether *former* would not be quiet where this is."""
        mine = (self.next, self.messages, self.trusts_vanished)
        return mine != (former.next, former.messages, former.trusts_vanished)

    def add(self, new: Uids) -> None:
        """Put *new* among what is to be fetched; the newest of all comes first."""
        if new:
            self.known, self.rest, self.low = self.done, self.pending | new, _END

    def drop(self, gone: Uids) -> None:
        """Forget *gone*."""
        if gone:
            self.known, self.rest = self.known - gone, self.rest - gone

    def settle(self) -> None:
        """Close a round: nothing is pending any more."""
        self.known, self.rest, self.low = self.done, Uids(), _END
        self.listing = False

    def cursor(self) -> Cursor:
        return cursors.write(
            _KIND,
            {
                "validity": self.validity,
                "next": self.next,
                "messages": self.messages,
                "modseq": self.modseq or 0,
                "known": self._pack(0, self.known),
                "rest": self._pack(1, self.rest),
                "low": self.low,
                "listing": self.listing,
                "vanished": self.trusts_vanished,
            },
        )

    def _pack(self, place: int, uids: Uids) -> str:
        """*uids* packed; not again while they are the same object."""
        former = self._packed.get(place)
        if former is None or former[0] is not uids:
            former = self._packed[place] = uids, uids.pack()
        return former[1]


def read(cursor: Cursor) -> Position:
    """Read what `Position.cursor` wrote; raises CursorExpired."""
    told = cursors.read(_KIND, cursor)
    try:
        known, rest = (Uids.unpack(str(told.get(name))) for name in ("known", "rest"))
    except ValueError:
        raise CursorExpired("this resume point is damaged; everything is read again") from None
    return Position(
        validity=cursors.number(told, "validity"),
        next=cursors.number(told, "next"),
        messages=cursors.number(told, "messages"),
        modseq=cursors.number(told, "modseq") or None,
        known=known,
        rest=rest,
        low=cursors.number(told, "low"),
        listing=bool(told.get("listing")),
        trusts_vanished=bool(told.get("vanished")),
    )
