"""Finding a letter in the mailbox it left from.

    draft ──► by the mark that it was given, in any folder
    any ──► by Message-ID, in any folder
    submitted ──► among the newest in Sent Items, by the mark, by References

Copies in Sent Items have no internetMessageHeaders; what Exchange made of the letter's headers are
extended properties, which the smallest right to read (Mail.ReadBasic) does not show. By that right
a letter is found by its Message-ID alone, which Exchange mostly keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from narrowcast.connectors.base import Receipt, SentKey
from narrowcast.connectors.formats import headers
from narrowcast.connectors.microsoft import rest
from narrowcast.connectors.microsoft.fields import moment
from narrowcast.connectors.told import Told, flag, parts, word

if TYPE_CHECKING:
    from narrowcast.connectors.microsoft.rest import Graph

MARK = "String {00020386-0000-0000-C000-000000000046} Name x-narrowcast-id"
"""What Exchange keeps the header X-Narrowcast-Id as (MS-OXPROPS: PS_INTERNET_HEADERS)."""
_REFERENCES = "String 0x1039"  # PidTagInternetReferences
FIELDS = "id,internetMessageId,conversationId,isDraft,sentDateTime,lastModifiedDateTime"
PAGE = 50
"""Letters in one answer."""
_SKEW = timedelta(days=1)  # between the clocks of this machine and of the server
_READS_ALL = frozenset({"mail.read", "mail.readwrite"})


def marked(graph: Graph, token: str) -> Told | None:
    """The message that bears the mark *token*, in any folder: one that left before a draft; None
    where there is none. Needs more than Mail.ReadBasic. Raises as `Graph.get`.
    """
    value = _quoted(token)
    test = f"singleValueExtendedProperties/any(ep: ep/id eq '{MARK}' and ep/value eq {value})"
    return _best(graph, test)


def named(graph: Graph, message_id: str) -> Told | None:
    """The same by Message-ID, which the smallest right is enough for."""
    return _best(graph, f"internetMessageId eq {_quoted(message_id)}") if message_id else None


def newest(
    graph: Graph, key: SentKey, *, folder: str = "sentitems", most: int = 200
) -> Told | None:
    """The letter among the *most* newest of *folder*; None: not there, or not there yet.

    Raises as `Graph.get`.
    """
    found = islice(_newest(graph, key.since, folder), most)
    return next((one for one in found if _is_it(one, key)), None)


def receipt(message: Told) -> Receipt:
    """What a message tells of itself."""
    return Receipt(
        provider_id=word(message, "id"),
        message_id=word(message, "internetMessageId").strip(),
        thread=word(message, "conversationId"),
    )


def _best(graph: Graph, test: str) -> Told | None:
    """Of the messages that pass, one that left."""
    found = [*graph.listed("/me/messages", {"$filter": test, "$select": FIELDS})]
    return min(found, key=lambda one: flag(one, "isDraft"), default=None)


def _quoted(value: str) -> str:
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def _newest(graph: Graph, since: datetime, folder: str) -> Iterator[Told]:
    order = "lastModifiedDateTime" if folder == "drafts" else "sentDateTime"
    query = {"$select": FIELDS, "$orderby": f"{order} desc", "$top": str(PAGE)}
    if graph.login.granted & _READS_ALL:
        wanted = " or ".join(f"id eq '{one}'" for one in (MARK, _REFERENCES))
        query["$expand"] = f"singleValueExtendedProperties($filter={wanted})"
    place = rest.path("me", "mailFolders", folder, "messages")
    for number, one in enumerate(graph.listed(place, query, size=PAGE)):
        sent = moment(word(one, "sentDateTime"))
        too_old = sent is not None and sent < since - _SKEW
        if too_old and number >= PAGE:  # the first answer is looked at whole, whatever clocks say
            return
        yield one


def _is_it(message: Told, key: SentKey) -> bool:
    """What the owner wrote to answers has the token among its references, too, but one more at
    their end.
    """
    if key.message_id and word(message, "internetMessageId").strip() == key.message_id:
        return True
    if not key.token:
        return False
    told = {
        word(one, "id").lower(): word(one, "value")
        for one in parts(message, "singleValueExtendedProperties")
    }
    references = told.get(_REFERENCES.lower(), "")
    own = headers.is_own_thread(references, key.token, key.references)
    return own or told.get(MARK.lower(), "").strip() == key.token
