"""When a move brings a prospect back that the owner had put aside or given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.asks import SUCCEEDED, AskState
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.model import Employment, Prospect, Time
from narrowcast.agent.core.ties import DAY
from narrowcast.nlp.employers import names_somebody
from narrowcast.nlp.organisations import registrable_domain

SLACK_DAYS = 14  # mail may be read that much later than it came


class Standing(StrEnum):
    """Whether the owner wants a prospect."""

    OPEN = "open"
    DROPPED = "dropped"  # put aside until something changes
    NEVER = "never"  # for good


GIVEN_UP = frozenset(
    {
        AskState.LATER,
        AskState.OTHER_PERSON,
        AskState.SNOOZED,
        AskState.UNCLEAR,
        AskState.CLOSED,
        AskState.DECLINED,
        AskState.EXPIRED,
        AskState.BOUNCED,
        AskState.WITHDRAWN,
    }
)
"""Asks that lead nowhere for now, though some may yet be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStanding:
    """How one ask about a prospect stands; *before* is the state it came from."""

    state: AskState
    before: AskState | None
    changed: Time

    @property
    def given_up(self) -> bool:
        """Whether it leads nowhere; one that was closed after it succeeded does not count."""
        return self.state in GIVEN_UP and self.before not in SUCCEEDED


def reopens(
    standing: Standing, put_aside: Time | None, asks: Sequence[AskStanding], moved: Time
) -> bool:
    """Whether somebody's move at *moved* to the prospect's firm brings the prospect back.

    *put_aside* None: not known, so that any move is news. Where an ask is under way or succeeded,
    nothing is reopened.
    """
    latest = Time(moved + SLACK_DAYS * DAY)
    if standing is Standing.NEVER or any(not ask.given_up for ask in asks):
        return False
    if standing is Standing.DROPPED:
        return put_aside is None or put_aside <= latest
    return bool(asks) and all(ask.changed <= latest for ask in asks)


def works_at(job: Employment, prospect: Prospect, firms: Firms) -> bool:
    """Whether *job* is at the prospect's firm, by domain or by name."""
    domains = {registrable_domain(domain) for domain in prospect.domains}
    if job.domain and registrable_domain(job.domain) in domains:
        return True
    named = (prospect.organization, *map(firms.label, prospect.domains))
    return any(names_somebody(name) and firms.same(job.organization, name) for name in named)


def is_same_person(prospect: Prospect, keys: Iterable[str], name: str, firm: bool) -> bool:
    """Whether the prospect is the person with these addresses, or of this name at their *firm*."""
    if prospect.addresses:
        return not set(prospect.addresses).isdisjoint(keys)
    return firm and bool(prospect.name) and prospect.name.casefold() == name.casefold()
