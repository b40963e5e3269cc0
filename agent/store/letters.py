"""Who answered whom: the owner's mails to one person and that person's answers."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from narrowcast.agent.core.gate import Flag
from narrowcast.agent.core.keys import key_of
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.responsiveness import Asked, Correspondence, Rate, rate
from narrowcast.agent.store.store import Store

ADDRESSED_TO = 3  # people in To; the owner asks a person, not a round
RECENT_ASKS = 500  # the newest known outcomes tell the owner's base rate


class Post:
    """All correspondence of one store's version, read once."""

    def __init__(self, store: Store) -> None:
        owner = {number for key in store.owner if (number := store.addresses.find(key)) is not None}
        self._asked: dict[AddressId, list[Asked]] = defaultdict(list)
        self._received: dict[AddressId, list[Time]] = defaultdict(list)
        sent: list[tuple[Time, int, int, int, list[AddressId]]] = []
        answers: dict[tuple[AddressId, int], list[Time]] = defaultdict(list)
        for (
            row,
            message_id,
            time,
            author,
            recipients,
            flags,
            subject,
            parent,
        ) in store.conn.execute(
            "SELECT id, message_id, time, author, recipients, flags, subject_key, parent"
            " FROM message WHERE time IS NOT NULL ORDER BY time, id"
        ):
            flag = Flag(flags)
            if Flag.OWN in flag and Flag.SMALL in flag and Flag.AUTO not in flag:
                to = [AddressId(a) for a in json.loads(recipients)[0] if a not in owner]
                if len(to) <= ADDRESSED_TO:
                    sent.append((time, key_of(message_id), subject, row, to))
            elif author is not None and Flag.OWN not in flag and not flag & (Flag.BULK | Flag.AUTO):
                if Flag.ADDRESSED in flag:
                    self._received[author].append(time)
                # By subject only where the mail does not say what it answers.
                if key := parent or subject:
                    answers[author, key].append(time)
        for time, own, subject, row, to in sent:
            for address in to:
                self._asked[address].append(
                    Asked(time, _first_after(answers, address, (own, subject), time), row)
                )
        self._all = sorted((one for asked in self._asked.values() for one in asked), key=_when)
        self._times = [one.time for one in self._all]

    def of(self, addresses: Iterable[AddressId]) -> Correspondence:
        """Mail with one person over all their addresses."""
        asked: dict[int, Asked] = {}
        received: list[Time] = []
        for address in addresses:
            for one in self._asked.get(address, ()):
                asked[one.row] = _sooner(one, asked.get(one.row, one))
            received += self._received.get(address, ())
        return Correspondence(sorted(asked.values(), key=_when), sorted(received))

    def base(self, now: Time) -> Rate:
        """The owner's answered share, from the newest asks before *now*."""
        end = bisect_left(self._times, now)
        return rate(self._all[max(0, end - RECENT_ASKS) : end], now)


def _sooner(one: Asked, other: Asked) -> Asked:
    """Of one mail to two addresses of a person, whichever was answered first."""
    return min(one, other, key=lambda asked: (asked.answered is None, asked.answered or 0))


def _when(asked: Asked) -> tuple[Time, int]:
    return asked.time, asked.row


def _first_after(
    answers: dict[tuple[AddressId, int], list[Time]],
    address: AddressId,
    keys: tuple[int, ...],
    time: Time,
) -> Time | None:
    found = []
    for key in keys:
        times = answers.get((address, key), [])
        place = bisect_left(times, time + 1)
        if place < len(times):
            found.append(times[place])
    return min(found, default=None)
