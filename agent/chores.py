"""What the clock asks for, each done in a process of its own: its memory ends with it.

    daemon ── starts ──► narrowcast daemon do CHORE ── one word ──► daemon

The process takes the store's lock like every command. Killed in the middle it leaves what its
journal says: the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from narrowcast.agent import backup, doubts, morning, weekly
from narrowcast.agent.config import Settings
from narrowcast.agent.core.model import seconds
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.timetable import Chore
from narrowcast.agent.places import Places
from narrowcast.agent.to_owner import WentOut
from narrowcast.agent.wiring import Workplace, owner_of, workplace
from narrowcast.connectors.errors import RateLimited, Transient

UPKEEP = "upkeep-at"
"""The setting that keeps when the night's work was last done, in seconds since the epoch."""
PATIENCE_SECONDS = 30.0


class Outcome(StrEnum):
    """How a chore ended."""

    DONE = "done"
    QUIET = "nothing to say"
    LATER = "no network"
    """Nothing left the machine; it is tried again."""
    FAILED = "failed"


def perform(
    chore: Chore,
    settings: Settings,
    places: Places,
    now: datetime,
    search: Callable[[Workplace], object] = lambda _: None,
) -> Outcome:
    """Do *chore*; *search* asks the owner's servers for prospects where that is switched on.

    Raises AgentError and ConnectorError where the owner has to mend something.
    """
    if chore is Chore.BACKUP:
        backup.daily(settings, places, now.astimezone(zone_of(owner_of(settings))))
        return Outcome.DONE
    try:
        with workplace(settings, places, patience=PATIENCE_SECONDS) as work:
            if chore is Chore.UPKEEP:
                return _keep_up(work, now, search)
            return _write_home(chore, work, now)
    except (Transient, RateLimited):
        return Outcome.LATER


def _keep_up(work: Workplace, now: datetime, search: Callable[[Workplace], object]) -> Outcome:
    doubts.note(work.store, work.advisor, seconds(now))
    search(work)
    work.store.set_setting(UPKEEP, str(seconds(now)))
    return Outcome.DONE


def _write_home(chore: Chore, work: Workplace, now: datetime) -> Outcome:
    """Let the morning's or the week's mail to the owner leave."""
    to = work.settings.morning.to
    sender, carrier = (work.sender, work.carrier) if to else (work.drawer, "")
    send = morning.send if chore is Chore.MORNING else weekly.send
    try:
        dry = work.settings.outbox.dry_run
        sent = send(work.office(), sender, to, now, carrier=carrier, dry_run=dry)
    except WentOut:  # the owner was quicker
        return Outcome.DONE
    return Outcome.DONE if sent else Outcome.QUIET
