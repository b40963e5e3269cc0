"""A contact of Outlook as a card."""

from __future__ import annotations

from collections.abc import Iterable

from narrowcast.connectors.formats import text
from narrowcast.connectors.formats.addresses import clean_address
from narrowcast.connectors.formats.vcard import MAX_CHARS, MAX_VALUES
from narrowcast.connectors.microsoft.fields import moment
from narrowcast.connectors.records import Card, Position, RemoteId, Unreadable
from narrowcast.connectors.told import Told, parts, word, words

FIELDS = (
    "displayName,givenName,middleName,surname,nickName,emailAddresses,companyName,jobTitle,"
    "businessPhones,mobilePhone,homePhones,businessHomePage,lastModifiedDateTime"
)
"""What is asked for: no notes, birthday, photo or postal address."""
_MAX_PHONE_CHARS = 40


def card(contact: Told) -> Card | Unreadable:
    """A contact as it stands in a folder; one that names nobody is `Unreadable`."""
    remote = RemoteId(word(contact, "id"))
    addresses = (clean_address(word(one, "address")) for one in parts(contact, "emailAddresses"))
    found = _unique(addresses)
    name, organization = _name(contact), _line(contact, "companyName")
    if not name and not found and not organization:
        return Unreadable(remote_id=remote, reason="a contact without name and address")
    title = _line(contact, "jobTitle")
    return Card(
        remote_id=remote,
        name=name,
        addresses=found,
        phones=_unique(text.line(one)[:_MAX_PHONE_CHARS] for one in _phones(contact)),
        positions=(Position(organization=organization, title=title),)
        if organization or title
        else (),
        url=_line(contact, "businessHomePage"),
        revised_at=moment(word(contact, "lastModifiedDateTime")),
    )


def _name(contact: Told) -> str:
    whole = _line(contact, "displayName")
    parted = (_line(contact, key) for key in ("givenName", "middleName", "surname"))
    return whole or " ".join(filter(None, parted)) or _line(contact, "nickName")


def _phones(contact: Told) -> Iterable[str]:
    yield from words(contact, "businessPhones")
    yield word(contact, "mobilePhone")
    yield from words(contact, "homePhones")


def _line(contact: Told, key: str) -> str:
    return text.line(word(contact, key)[: 4 * MAX_CHARS])[:MAX_CHARS]


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MAX_VALUES]
