"""The rights that are asked of Microsoft: the least that each feature needs, and their use.

The names are those of delegated permissions of Microsoft Graph. msal adds `openid`, `profile` and
`offline_access` by itself; it must not be given them.
"""

from __future__ import annotations

from collections.abc import Collection

from narrowcast.connectors.rights import Right
from narrowcast.connectors.tiers import Tier

READ_BASIC = "Mail.ReadBasic"
READ = "Mail.Read"
SEND = "Mail.Send"
DRAFT = "Mail.ReadWrite"
CALENDARS = "Calendars.ReadBasic"
CONTACTS = "Contacts.Read"
USER = "User.Read"

_READS_MAIL = (
    "GET /me/mailFolders",
    "GET /me/mailFolders/{id}",
    "GET /me/mailFolders/{id}/childFolders",
    "GET /me/mailFolders/{id}/messages",
    "GET /me/mailFolders/{id}/messages/delta",
    "GET /me/messages",
    "GET /me/messages/{id}",
)


RIGHTS = (
    Right(
        scope=USER,
        name="who you are",
        reads="your name and address, to see whose account it is",
        never="anybody else's profile",
        calls=("GET /me",),
    ),
    Right(
        scope=READ_BASIC,
        name="heads of mail",
        reads="who wrote to whom, when and about what: the heads of your mail",
        never="the text of a mail, its preview, attachments; Microsoft itself refuses them",
        calls=_READS_MAIL,
    ),
    Right(
        scope=READ,
        name="mail",
        reads="the heads of your mail, and the text of few mails, for the block under it and for"
        " answers to your letters",
        never="attachments; to change, move or delete anything",
        calls=(*_READS_MAIL, "GET /me/messages/{id}/$value"),
    ),
    Right(
        scope=CALENDARS,
        name="the calendar",
        reads="when you met whom: time, title and guests of your meetings",
        never="descriptions and attachments; Microsoft itself refuses them",
        calls=(
            "GET /me/calendarView/delta",
            "GET /me/events/{id}",
            "GET /me/events/{id}/instances",
        ),
    ),
    Right(
        scope=CONTACTS,
        name="contacts",
        reads="names, addresses, firms, titles and telephones of your contacts",
        never="photos, birthdays, notes, postal addresses; to change anything",
        calls=(
            "GET /me/contactFolders",
            "GET /me/contactFolders/{id}",
            "GET /me/contactFolders/{id}/childFolders",
            "GET /me/contactFolders/{id}/contacts/delta",
            "GET /me/contacts/{id}",
        ),
    ),
    Right(
        scope=SEND,
        name="sending",
        reads="letters that you approved word for word leave by it; it reads nothing",
        never="a letter that you did not approve",
        calls=("POST /me/sendMail", "POST /me/messages/{id}/send"),
    ),
    Right(
        scope=DRAFT,
        name="mail and drafts",
        reads="the heads of your mail, and the text of few mails where the tier says so; an"
        " approved letter is laid among your drafts for the moment before it leaves",
        never="to change or delete any mail but that draft, though this right would allow it",
        calls=(
            *_READS_MAIL,
            "DELETE /me/messages/{id}",
            "GET /me/messages/{id}/$value",
            "PATCH /me/messages/{id}",
            "POST /me/messages",
        ),
    ),
)


def asked(
    tier: Tier,
    *,
    calendar: bool = True,
    contacts: bool = True,
    send: bool = False,
    draft: bool = False,
) -> tuple[str, ...]:
    """The rights that an account of these features needs; *draft*: letters leave from a draft,
    and the right to that is a right to read, too.
    """
    reading = READ_BASIC if tier is Tier.HEADERS else READ
    features = (
        (USER, True),
        (DRAFT if send and draft else reading, True),
        (CALENDARS, calendar),
        (CONTACTS, contacts),
        (SEND, send),
    )
    return tuple(scope for scope, wanted in features if wanted)


def rights(scopes: Collection[str]) -> tuple[Right, ...]:
    """What *scopes* mean, in the order of the table."""
    return tuple(right for right in RIGHTS if right.scope in scopes)


def withheld(wanted: Collection[str], granted: Collection[str]) -> tuple[Right, ...]:
    """What was asked for and not given; *granted* as a token's answer names it, in any case."""
    given = {scope.rpartition("/")[2].lower() for scope in granted}
    return tuple(right for right in rights(wanted) if right.scope.lower() not in given)


def needed(scope: str) -> bool:
    """Whether an account is no use without *scope*: reading mail, and sending where it is on."""
    return scope in {READ_BASIC, READ, SEND, DRAFT}
