"""The owner's contacts at Google, and, where she wants, those that Google collected as she wrote.

A sync token ends seven days after the listing that it came from, however often it is used (People
API, `people.connections.list`). So after six days, by Google's clock, everything is listed anew:
rather at a time of ours than whenever Google refuses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.google import cards, entitled, scopes, synced, values
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.faults import Said
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.google.synced import Entry, Place, Sheet
from narrowcast.connectors.records import Record, RemoteId
from narrowcast.connectors.told import Told

CONTACTS = Scope(id=ScopeId("contacts"), name="contacts")
OTHERS = Scope(id=ScopeId("other-contacts"), name="other contacts")
TOKEN_LASTS = timedelta(days=6)
"""Google's seven days, less one to be away in."""
SHEET = 500

_VOID = "EXPIRED_SYNC_TOKEN"


class Contacts:
    """Remote ids are Google's names of people (`people/c123`)."""

    def __init__(self, api: Api, settings: Settings, *, sheet: int = SHEET) -> None:
        """*sheet*: how many people are asked for at once, 1,000 at most."""
        self._api, self._settings, self._sheet = api, settings, sheet

    def scopes(self) -> Iterator[Scope]:
        """As the account says; nothing is asked of Google."""
        if self._settings.contacts:
            yield CONTACTS
        if self._settings.other_contacts:
            yield OTHERS

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """As `Connector.pull`; Skippable where the right to the list is missing."""
        others = scope.id == OTHERS.id
        entitled.check(self._api, scopes.OTHER_CONTACTS if others else scopes.CONTACTS, scope.name)
        yield from synced.pull(self._people(scope), cursor, budget)

    def records(self, scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """As `Rereader.records`; the whole list is asked for."""
        people, place = self._people(scope), Place()
        while True:
            sheet = people.sheet(place)
            yield from (
                one.record for one in sheet.entries if one.record and one.record.remote_id in wanted
            )
            if not sheet.following:
                return
            place = Place(sheet=sheet.following)

    def _people(self, scope: Scope) -> _People:
        return _People(self._api, scope.id == OTHERS.id, self._sheet)


@dataclass(frozen=True, slots=True)
class _People:
    """One of the two lists, as `synced` lists it."""

    api: Api
    others: bool
    size: int

    kind = "google-people/1"

    def frame(self) -> str:
        """When the listing began; '' where Google has told no time yet."""
        now = self.api.server_time
        return now.isoformat() if now else ""

    def has_ended(self, frame: str) -> bool:
        """Whether the token made then is about to end."""
        began, now = values.moment(frame), self.api.server_time
        if began is None or now is None:
            return bool(frame) and began is None
        # A clock that went back was wrong before, or is wrong now.
        return not timedelta() <= now - began < TOKEN_LASTS

    def sheet(self, place: Place) -> Sheet:
        """Raises CursorExpired where Google no longer knows the place."""
        try:
            told = self.api.execute(self._request(place))
        except Said as refusal:
            void = refusal.status == 410 or _VOID in refusal.reasons
            if void or (refusal.status == 400 and (place.token or place.sheet)):
                raise CursorExpired("Google no longer knows where we were") from None
            raise
        people = values.parts(told, "otherContacts" if self.others else "connections")
        return Sheet(
            entries=tuple(_entry(one, listing=not place.token) for one in people),
            following=values.word(told, "nextPageToken"),
            token=values.word(told, "nextSyncToken"),
            total=values.number(told, "totalSize" if self.others else "totalItems") or None,
        )

    def _request(self, place: Place) -> Any:
        """The same in every sheet and delta but for its tokens, as Google wants it."""
        common: dict[str, object] = {
            "pageSize": self.size,
            "requestSyncToken": True,
            **({"syncToken": place.token} if place.token else {}),
            **({"pageToken": place.sheet} if place.sheet else {}),
        }
        if self.others:
            return self.api.people.otherContacts().list(readMask=cards.OTHER_FIELDS, **common)
        connections = self.api.people.people().connections()
        return connections.list(resourceName="people/me", personFields=cards.FIELDS, **common)


def _entry(person: Told, *, listing: bool) -> Entry:
    """What *person* says; by a former name she is gone."""
    remote = cards.remote_id(person)
    if cards.is_deleted(person):
        return Entry(id=remote, gone=() if listing else (remote,))
    former = tuple(one for one in cards.former_ids(person) if one != remote)
    return Entry(id=remote, record=cards.read(person), gone=former)
