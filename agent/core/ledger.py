"""Who may be asked when: caps and cool-offs, read off the asks made so far (E02 to E05)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from narrowcast.agent.core.asks import EXPIRY
from narrowcast.agent.core.lint_context import Caps, PastAsk
from narrowcast.agent.core.model import PersonUid, ProspectId, Time, seconds
from narrowcast.agent.core.routes import Route

DAY = 86_400
WEEK_DAYS = 7
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why a route may not be asked now, in words that follow the introducer's name."""

    text: str
    until: Time | None = None


class Ledger:
    """What was asked before, as the caps read it at *now*.

    *never* holds persons who must not be asked at all (opted out, bounced, owner's wish).
    """

    def __init__(
        self, caps: Caps, past: Iterable[PastAsk], now: Time, never: frozenset[PersonUid]
    ) -> None:
        self._caps, self.now, self._never = caps, now, never
        self._past = sorted(past, key=lambda a: (a.sent_at, a.introducer, a.prospect))
        self._asked: dict[PersonUid, list[PastAsk]] = defaultdict(list)
        self._open: dict[ProspectId, PastAsk] = {}
        for ask in self._past:
            if not ask.returned:
                self._asked[ask.introducer].append(ask)
            if ask.holds_prospect:
                self._open.setdefault(ask.prospect, ask)
        self._pairs = {(ask.prospect, ask.introducer) for ask in self._past}
        self._cool: dict[PersonUid, Barrier | None] = {}

    def later(self, planned: Iterable[PastAsk], at: Time) -> Ledger:
        """The ledger of a later moment, with asks made as *planned* and none of them answered."""
        past = (self._lapsed(ask, at) for ask in (*self._past, *planned))
        return Ledger(self._caps, past, at, self._never)

    def _lapsed(self, ask: PastAsk, at: Time) -> PastAsk:
        silent_until = seconds(ask.sent_at + EXPIRY)
        expires = self.now < silent_until <= at
        return replace(ask, open=False) if ask.open and expires else ask

    @property
    def per_week(self) -> int:
        """The owner's own cap."""
        return self._caps.per_week

    @property
    def room_this_week(self) -> int:
        """How many more asks may leave in the seven days up to now."""
        return self._room(self._caps.per_week, WEEK_DAYS)

    @property
    def room_today(self) -> int:
        """How many more asks may leave in the day up to now."""
        return self._room(self._caps.per_day, 1)

    def _room(self, cap: int, days: int) -> int:
        since = self.now - days * DAY
        return max(0, cap - sum(seconds(ask.sent_at) > since for ask in self._past))

    def open_route(self, prospect: ProspectId) -> PastAsk | None:
        """The ask for *prospect* that is still open."""
        return self._open.get(prospect)

    def barrier(self, route: Route) -> Barrier | None:
        """The first rule that forbids *route* now; None: it may be asked."""
        if route.prospect in self._open:
            return Barrier("has to wait: an ask for them is open")
        who = route.introducer
        if who not in self._cool:
            self._cool[who] = next(self._cooling(who), None)
        return self.shut(route) or self._cool[who]

    def shut(self, route: Route) -> Barrier | None:
        """What no waiting changes."""
        if route.introducer in self._never:
            return Barrier("must not be asked")
        if (route.prospect, route.introducer) in self._pairs:
            return Barrier("was asked for them before")
        return Barrier(route.hold) if route.hold else None

    def asked(self, who: PersonUid) -> tuple[Time, ...]:
        """When *who* was asked anything, earliest first."""
        return tuple(seconds(ask.sent_at) for ask in self._asked.get(who, ()))

    def turns(self, who: PersonUid, until: Time, taken: Iterable[Time] = ()) -> tuple[Time, ...]:
        """The earliest times before *until* at which *who* may be asked, one ask after the other.

        An open ask is taken to end as a silent one does; *taken* are asks planned beside history.
        """
        times = sorted((*self.asked(who), *taken))
        start = max((self.now, *map(self._rested, self._asked.get(who, ()))))
        found: list[Time] = []
        while (turn := self._after(times, start)) is not None and turn < until:
            found.append(turn)
            times.append(turn)
        return tuple(found)

    def _rested(self, ask: PastAsk) -> Time:
        """When nothing of one past ask but its date stands in the way."""
        free = Time(0)
        if ask.open:
            silent = seconds(ask.sent_at + EXPIRY)
            # Open for longer: put off, or agreed; nobody knows until when.
            free = silent if silent > self.now else Time(self.now + WEEK_DAYS * DAY)
        if ask.declined_at:
            rest = self._caps.rest_after_decline_days * DAY
            free = max(free, Time(seconds(ask.declined_at) + rest))
        return free

    def _after(self, times: Sequence[Time], start: Time) -> Time | None:
        caps, turn = self._caps, start
        for cap, days in (
            (caps.per_introducer, caps.introducer_days),
            (caps.per_introducer_year, YEAR_DAYS),
        ):
            if cap <= 0:
                return None
            if len(times) >= cap:
                turn = max(turn, Time(times[-cap] + days * DAY))
        return turn

    def _cooling(self, who: PersonUid) -> Iterator[Barrier]:
        asked, caps = self._asked.get(who, []), self._caps
        open_ = [ask for ask in asked if ask.open]
        if open_:
            drafted = all(ask.draft for ask in open_)
            yield Barrier("has a draft that waits for you" if drafted else "has an open ask")
        declined = max((a.declined_at for a in asked if a.declined_at), default=None)
        if declined:
            yield from self._until(declined, caps.rest_after_decline_days, "declined lately")
        yield from self._full(asked, caps.per_introducer, caps.introducer_days)
        yield from self._full(asked, caps.per_introducer_year, YEAR_DAYS)

    def _full(self, asked: Sequence[PastAsk], cap: int, days: int) -> Iterator[Barrier]:
        """The barrier of a cap of *cap* asks in *days* days."""
        if cap <= 0:
            yield Barrier("may not be asked: the cap is 0")
        elif len(asked) >= cap:
            times = "was asked" if cap == 1 else f"was asked {cap} times"
            yield from self._until(asked[-cap].sent_at, days, f"{times} in {days} days")

    def _until(self, since: datetime, days: int, text: str) -> Iterator[Barrier]:
        until = Time(seconds(since) + days * DAY)
        if until > self.now:
            yield Barrier(f"{text} (free from {day(until)})", until)


def day(time: Time) -> str:
    """A moment's date, in UTC."""
    return datetime.fromtimestamp(time, UTC).date().isoformat()
