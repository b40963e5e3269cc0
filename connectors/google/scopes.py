"""The rights that are asked of Google: the least that each feature needs, and what they are for.

Exactly one right reads mail: a token that holds gmail.metadata beside gmail.readonly is still
refused texts, so a higher tier needs a consent of its own, never an addition to the former one.
"""

from __future__ import annotations

from collections.abc import Collection

from narrowcast.connectors.rights import Right
from narrowcast.connectors.tiers import Tier

_ROOT = "https://www.googleapis.com/auth/"

METADATA = f"{_ROOT}gmail.metadata"
READONLY = f"{_ROOT}gmail.readonly"
SEND = f"{_ROOT}gmail.send"
EVENTS = f"{_ROOT}calendar.events.readonly"
CALENDARS = f"{_ROOT}calendar.calendarlist.readonly"
CONTACTS = f"{_ROOT}contacts.readonly"
OTHER_CONTACTS = f"{_ROOT}contacts.other.readonly"
IMAP = "https://mail.google.com/"
IDENTITY = ("openid", "email")

_READS_MAIL = (
    "gmail.users.getProfile",
    "gmail.users.history.list",
    "gmail.users.labels.list",
    "gmail.users.messages.get",
    "gmail.users.messages.list",
)


RIGHTS = (
    Right(
        scope=METADATA,
        name="heads of mail",
        reads="who wrote to whom, when and about what: the heads of your mail",
        never="the text of a mail, its preview, attachments; Google itself refuses them",
        calls=_READS_MAIL,
    ),
    Right(
        scope=READONLY,
        name="mail",
        reads="the heads of your mail, and the text of few mails, for the block under it and for"
        " answers to your letters",
        never="attachments; to change, move or delete anything",
        calls=_READS_MAIL,
    ),
    Right(
        scope=EVENTS,
        name="events",
        reads="when you met whom: time, title and guests of your meetings",
        never="descriptions, attachments, places; to change anything",
        calls=("calendar.events.get", "calendar.events.list"),
    ),
    Right(
        scope=CALENDARS,
        name="the list of calendars",
        reads="which calendars you have, to read your own and none of holidays",
        never="to change anything",
        calls=("calendar.calendarList.list",),
    ),
    Right(
        scope=CONTACTS,
        name="contacts",
        reads="names, addresses, firms, titles and telephones of your contacts",
        never="photos, birthdays, notes, postal addresses; to change anything",
        calls=("people.people.connections.list",),
    ),
    Right(
        scope=OTHER_CONTACTS,
        name="other contacts",
        reads="names and addresses that Google collected as you wrote to them",
        never="to change anything",
        calls=("people.otherContacts.list",),
    ),
    Right(
        scope=SEND,
        name="sending",
        reads="letters that you approved word for word leave by it; it reads nothing",
        never="a letter that you did not approve",
        calls=("gmail.users.messages.send",),
    ),
)
"""Every right that the API is used by; `IMAP` is apart, as it is no right of the API alone."""


def asked(
    tier: Tier,
    *,
    calendar: bool = True,
    contacts: bool = True,
    other_contacts: bool = False,
    send: bool = False,
) -> tuple[str, ...]:
    """The rights that an account of these features needs; exactly one of them reads mail."""
    features = (
        (METADATA if tier is Tier.HEADERS else READONLY, True),
        (EVENTS, calendar),
        (CALENDARS, calendar),
        (CONTACTS, contacts),
        (OTHER_CONTACTS, other_contacts),
        (SEND, send),
    )
    return (*IDENTITY, *(scope for scope, wanted in features if wanted))


def rights(scopes: Collection[str]) -> tuple[Right, ...]:
    """What *scopes* mean, in the order of the table; those that only say who you are left out."""
    return tuple(right for right in RIGHTS if right.scope in scopes)


def withheld(wanted: Collection[str], granted: Collection[str]) -> tuple[Right, ...]:
    """What was asked for and not given; the owner may untick single rights."""
    return rights(frozenset(wanted) - frozenset(granted))


def needed(scope: str) -> bool:
    """Whether an account is no use without *scope*: reading mail, and sending where it is on."""
    return scope in {METADATA, READONLY, SEND, IMAP}
