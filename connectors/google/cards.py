"""People of Google Contacts as cards: what the same contact says as a vCard, and the dates of jobs
that a vCard has no place for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from narrowcast.connectors.formats import text
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.formats.vcard import MAX_CHARS, MAX_VALUES
from narrowcast.connectors.google import values
from narrowcast.connectors.records import Card, Position, RemoteId, Unreadable
from narrowcast.connectors.told import Told

FIELDS = "names,nicknames,emailAddresses,phoneNumbers,organizations,urls,metadata"
"""What is asked of a contact: no photo, birthday, note or postal address."""
OTHER_FIELDS = "names,emailAddresses,phoneNumbers,metadata"
"""All that Google tells of those it collected by itself, but their photos."""

_PHONE_CHARS = 40


def is_deleted(person: Told) -> bool:
    """Whether *person* stands for a contact that is no more."""
    return values.flag(values.part(person, "metadata"), "deleted")


def remote_id(person: Told) -> RemoteId:
    """By which *person* is known: `people/c123`."""
    return RemoteId(values.word(person, "resourceName"))


def former_ids(person: Told) -> tuple[RemoteId, ...]:
    """By which *person* was known before a profile was linked to it."""
    told = values.part(person, "metadata").get("previousResourceNames")
    names = told if isinstance(told, list) else []
    return tuple(RemoteId(one) for one in names if isinstance(one, str))


def read(person: Told) -> Card | Unreadable:
    """*person*, who is not deleted, as a card."""
    name = _name(person)
    addresses = _unique(clean_address(one) for one in _values(person, "emailAddresses"))
    positions = tuple(
        found
        for one in _primary_first(person, "organizations")[:MAX_VALUES]
        if (found := _position(one))
    )
    if not name and not addresses and not any(one.organization for one in positions):
        return Unreadable(remote_id=remote_id(person), reason="a card without name and address")
    return Card(
        remote_id=remote_id(person),
        name=name,
        addresses=addresses,
        phones=_unique(text.line(one)[:_PHONE_CHARS] for one in _values(person, "phoneNumbers")),
        positions=positions,
        url=next((_clean(one) for one in _values(person, "urls")), ""),
        revised_at=_revised(person),
    )


def _name(person: Told) -> str:
    for one in _primary_first(person, "names")[:1]:
        keys = ("givenName", "middleName", "familyName")
        parts = " ".join(filter(None, (values.word(one, key) for key in keys)))
        if found := _clean(values.word(one, "displayName") or parts):
            return found
    return next((_clean(one) for one in _values(person, "nicknames")), "")


def _position(told: Told) -> Position | None:
    """A job; None for a school, and for a former job that nobody dated: it would look like one
    held today.
    """
    ended = _day(values.part(told, "endDate"))
    if values.word(told, "type") == "school" or (told.get("current") is False and ended is None):
        return None
    organization, title = (_clean(values.word(told, key)) for key in ("name", "title"))
    if not organization and not title:
        return None
    return Position(
        organization=organization,
        title=title,
        started_on=_day(values.part(told, "startDate")),
        ended_on=ended,
    )


def _day(told: Told) -> date | None:
    """A day; the first of what is known where only a year or a month is."""
    year, month, day = (values.number(told, key) for key in ("year", "month", "day"))
    try:
        return date(year, month or 1, day if month and day else 1)
    except ValueError:
        return None


def _values(person: Told, key: str) -> list[str]:
    return [values.word(one, "value") for one in _primary_first(person, key)]


def _primary_first(person: Told, key: str) -> list[Told]:
    found = values.parts(person, key)
    return sorted(found, key=lambda one: not values.flag(values.part(one, "metadata"), "primary"))


def _revised(person: Told) -> datetime | None:
    sources = values.parts(values.part(person, "metadata"), "sources")
    times = (values.moment(values.word(one, "updateTime")) for one in sources)
    return max((one for one in times if one), default=None)


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))[:MAX_VALUES]


def _clean(value: str) -> str:
    return text.line(value)[:MAX_CHARS]
