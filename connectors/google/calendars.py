"""The owner's calendars at Google, event by event.

Read are the main calendar and those that the owner made: another person's calendar tells of that
person's meetings, and what the owner was invited to stands in the main one as well. Recurring
events come as their instances, inside the window that CalDAV has, too: five years back and a year
ahead, by Google's clock; what does not recur is told however old it is. The window moves with the
month. A sync token never tells of what comes into it by mere time, so with the month everything is
listed anew, which also drops what grew too old.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId
from narrowcast.connectors.errors import CursorExpired, Skippable
from narrowcast.connectors.google import entitled, meetings, scopes, synced, values
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.faults import Said
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.google.synced import Entry, Place, Sheet
from narrowcast.connectors.records import Record, RemoteId, Unreadable
from narrowcast.connectors.told import Told

PREFIX = "calendar:"
MAIN = Scope(id=ScopeId(f"{PREFIX}primary"), name="calendar")
"""The main calendar by the name that Google takes for it in every account."""
YEARS_BACK = 5
MONTHS_AHEAD = 13  # from the first of this month: always a year at least
SHEET = 250
"""Events asked for at once. A delta knows no window: a series without end that was made or changed
is told to its end, decades ahead, so more at once saves requests; but the largest events that there
are have to fit in one answer.
"""

_OWN = "@group.calendar.google.com"
_ANSWER = f"items({meetings.FIELDS}),nextPageToken,nextSyncToken"


class Calendars:
    """Scopes are `calendar:<id of the calendar>`; remote ids are Google's ids of events."""

    def __init__(self, api: Api, settings: Settings, *, sheet: int = SHEET) -> None:
        """*sheet*: how many events are asked for at once, 2,500 at most."""
        self._api, self._settings, self._sheet = api, settings, sheet

    def scopes(self) -> Iterable[Scope]:
        """The main calendar first, then those that the owner made.

        Where Google lists none (the right is missing, the API is not switched on) it is the main
        one alone, and pulling it says why: the account's mail is read nevertheless.
        """
        if not self._settings.calendar:
            return []
        if scopes.CALENDARS not in self._api.login.granted:
            return [MAIN]
        try:
            found = [one for one in self._listed() if is_own(one)]
        except Said:
            return [MAIN]
        found.sort(key=lambda one: not values.flag(one, "primary"))
        return [_scope(one) for one in found]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`; a calendar that is no more, or is closed to us, is Skippable."""
        entitled.check(self._api, scopes.EVENTS, "calendars")
        yield from synced.pull(_Events(self._api, _calendar(scope), self._sheet), cursor, budget)

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`."""
        events = self._api.calendar.events()
        for one in wanted:
            asked = events.get(calendarId=_calendar(scope), eventId=one, fields=meetings.FIELDS)
            try:
                event = self._api.execute(asked)
            except Said as refusal:
                if refusal.status not in {404, 410}:
                    raise
                continue
            if meetings.is_one(event) and not meetings.is_off(event):
                yield meetings.read(event)

    def _listed(self) -> Iterator[Told]:
        """Every calendar that the owner has not hidden."""
        calendars = self._api.calendar.calendarList()
        asked = calendars.list(
            maxResults=250,
            fields="items(id,summary,summaryOverride,primary,accessRole),nextPageToken",
        )
        while asked is not None:
            told = self._api.execute(asked)
            yield from values.parts(told, "items")
            asked = calendars.list_next(asked, told)


class _Events:
    """The events of one calendar, as `synced` lists them."""

    kind = "google-calendar/1"

    def __init__(self, api: Api, calendar: str, sheet: int) -> None:
        self._api, self._calendar, self._sheet = api, calendar, sheet

    def frame(self) -> str:
        """The window, `2021-11-01/2027-12-01`; raises Skippable where Google tells no time."""
        if self._api.server_time is None:
            events = self._api.calendar.events()
            try:
                self._api.execute(
                    events.list(calendarId=self._calendar, maxResults=1, fields="kind")
                )
            except Said as refusal:
                raise self._refused(refusal, Place()) from None
        if self._api.server_time is None:
            raise Skippable("Google does not tell the time")
        return window(self._api.server_time)

    def has_ended(self, frame: str) -> bool:
        """Whether the month is another."""
        return frame != self.frame()

    def sheet(self, place: Place) -> Sheet:
        """Raises CursorExpired where Google no longer knows the place."""
        since, until = _times(place.frame)
        try:
            told = self._api.execute(self._request(place))
        except Said as refusal:
            raise self._refused(refusal, place) from None
        listing = not place.token
        entries = (_entry(one, since, until, listing) for one in values.parts(told, "items"))
        return Sheet(
            entries=tuple(one for one in entries if one),
            following=values.word(told, "nextPageToken"),
            token=values.word(told, "nextSyncToken"),
        )

    def _request(self, place: Place) -> Any:
        """Bounds may not be asked for together with a token."""
        bounds = {"timeMax": f"{place.frame.partition('/')[2]}T00:00:00Z"}
        return self._api.calendar.events().list(
            calendarId=self._calendar,
            singleEvents=True,
            showDeleted=True,
            eventTypes=list(meetings.TYPES),
            maxResults=self._sheet,
            fields=_ANSWER,
            **({"syncToken": place.token} if place.token else bounds),
            **({"pageToken": place.sheet} if place.sheet else {}),
        )

    def _refused(self, refusal: Said, place: Place) -> Exception:
        if refusal.status == 410 or (refusal.status == 400 and (place.token or place.sheet)):
            return CursorExpired("Google no longer knows where we were")
        if refusal.status == 404:
            return Skippable("this calendar is no more, or no longer yours to read")
        return refusal


def window(now: datetime) -> str:
    """Of which times events are told, in days; the same all month long."""
    month = now.astimezone(UTC).year * 12 + now.astimezone(UTC).month - 1
    return f"{_first_of(month - 12 * YEARS_BACK)}/{_first_of(month + MONTHS_AHEAD)}"


def _first_of(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}-01"


def _times(frame: str) -> tuple[datetime, datetime]:
    """The window's ends; raises CursorExpired where *frame* is none of ours."""
    try:
        since, until = (datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in frame.split("/"))
    except ValueError:
        raise CursorExpired("this resume point is damaged; everything is read again") from None
    return since, until


def _entry(event: Told, since: datetime, until: datetime, listing: bool) -> Entry | None:
    """What *event* says; None where people do not meet at it.

    A delta also tells of what lies, or was moved, outside the window: gone, for us.
    """
    remote = RemoteId(values.word(event, "id"))
    if not remote or not meetings.is_one(event):
        return None
    if meetings.is_off(event):
        if listing:
            return None
        return Entry(id=remote, record=meetings.called_off(event), gone=(remote,))
    record = meetings.read(event)
    if isinstance(record, Unreadable):
        return Entry(id=remote, record=record)
    if record.starts_at < until and (since < record.ends_at or not record.recurring):
        return Entry(id=remote, record=record, people=1 + len(record.attendees))
    return Entry(id=remote, gone=() if listing else (remote,))


def _scope(calendar: Told) -> Scope:
    id_ = values.word(calendar, "id")
    name = values.word(calendar, "summaryOverride") or values.word(calendar, "summary")
    return Scope(id=ScopeId(f"{PREFIX}{id_}"), name=name or id_)


def is_own(calendar: Told) -> bool:
    """Whether it is the main calendar, or one that the owner made: the id of another person's
    calendar is that person's address.
    """
    if values.flag(calendar, "primary"):
        return True
    made = values.word(calendar, "id").endswith(_OWN)
    return made and values.word(calendar, "accessRole") == "owner"


def _calendar(scope: Scope) -> str:
    return scope.id.removeprefix(PREFIX)
