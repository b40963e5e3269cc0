"""A calendar of a Google world, opened, and what happens in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from narrowcast.connectors.base import Budget, Page, Scope, ScopeId
from narrowcast.connectors.google import settings
from narrowcast.connectors.google.calendars import Calendars
from narrowcast.connectors.promises import kept_after
from narrowcast.connectors.records import Meeting
from tests.connectors.google.hasty import hasty
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.google import START, GoogleWorld
from tests.servers.google_host import USER

LIST = "calendar.events.list"
MAIN = Scope(id=ScopeId(f"calendar:{USER}"), name=USER)


class Opened(Calendars):
    """Calendars of an API of their own."""

    def __init__(self, world: GoogleWorld, *, sheet: int = 2, **changes: Any) -> None:
        chosen = settings.read(world.options())
        self.api = hasty(world, chosen, **changes)
        super().__init__(self.api, chosen, sheet=sheet)

    def close(self) -> None:
        self.api.close()


def event(number: int, **more: object) -> dict[str, object]:
    """A meeting *number* days from now with one guest."""
    start = START + timedelta(days=number, hours=1)
    return {
        "summary": f"Meeting {number}",
        "start": {"dateTime": start.isoformat(), "timeZone": "Europe/Berlin"},
        "end": {"dateTime": (start + timedelta(hours=1)).isoformat(), "timeZone": "Europe/Berlin"},
        "attendees": [{"email": f"guest{number}@acme.test", "displayName": f"Guest {number}"}],
        **more,
    }


def pulled(source: Calendars, scope: Scope = MAIN) -> list[Page]:
    return [*source.pull(scope, None, Budget())]


def meetings_of(pages: list[Page]) -> list[Meeting]:
    return [one for one in kept_after(pages).values() if isinstance(one, Meeting)]


@dataclass
class Told:
    """A stage of the gate: what Google's documents say that a delta tells, and myworld's lacks."""

    items: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        reply = forward(asked)
        if asked.id != LIST or not asked.parameter("syncToken") or reply.status != 200:
            return reply
        delta = reply.json
        return reply.saying(delta | {"items": [*delta.get("items", []), *self.items]})


def off(meeting: Meeting, series: str, **more: object) -> dict[str, object]:
    """An instance as a delta tells of it once it is deleted."""
    original = meeting.starts_at.isoformat()
    return {
        "id": meeting.remote_id,
        "status": "cancelled",
        "recurringEventId": series,
        "originalStartTime": {"dateTime": original, "timeZone": "Europe/Berlin"},
        **more,
    }
