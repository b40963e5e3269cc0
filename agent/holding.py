"""What keeps letters that are due: the owner's pause, a dry run, and the caps, as set up here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from narrowcast.agent import clock, pausing
from narrowcast.agent.config import Settings
from narrowcast.agent.core.digest import SyncLine
from narrowcast.agent.core.limits import Limits
from narrowcast.agent.outbox import Hold
from narrowcast.agent.places import PAUSE

DRY_RUN = "dry run: nothing leaves"


def hold(settings: Settings, data: Path | None, zone: tzinfo) -> Hold:
    """What keeps letters under *settings*; the pause lies in the folder *data* (None: there is
    none).
    """
    caps = settings.caps
    limits = Limits(
        per_day=caps.per_day,
        per_week=caps.per_week,
        per_introducer_days=caps.per_introducer_days,
        per_introducer_year=caps.per_introducer_year,
        zone=zone,
    )
    dry = settings.outbox.dry_run
    if data is None:
        return Hold(limits=limits, dry_run=dry)
    return Hold(limits=limits, paused=partial(_why, data / PAUSE, zone), dry_run=dry)


def lines(settings: Settings, data: Path | None, zone: tzinfo) -> Iterator[SyncLine]:
    """What the owner is told in the morning while letters are kept."""
    if settings.outbox.dry_run:
        yield SyncLine(account="sending", ok=False, text=DRY_RUN)
    if data is not None and (why := _why(data / PAUSE, zone)):
        yield SyncLine(account="sending", ok=False, text=f"{why}; {pausing.END}")


def _why(file: Path, zone: tzinfo) -> str:
    """Why nothing may leave now; '' where letters may."""
    pause = pausing.standing(file, clock.now())
    return pause.words(partial(_moment, zone=zone)) if pause else ""


def _moment(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
