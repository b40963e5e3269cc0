"""Folders and messages: reading."""

from __future__ import annotations

import re

from tests.servers.graph import kql, letters
from tests.servers.graph.calls import (
    READS_MAIL,
    READS_TEXTS,
    Call,
    Json,
    Reply,
    chosen,
    denied,
)
from tests.servers.graph.delta import Source
from tests.servers.graph.faults import Refusal
from tests.servers.graph.mailbox import FOLDERS, held_in
from tests.servers.graph.query import Query, refuse
from tests.servers.graph.store import Item

_TEXTS = {"body", "bodyPreview", "uniqueBody", "attachments", "extensions"}
"""What Mail.ReadBasic does not show (permissions reference)."""
_UNASKED = {"internetMessageHeaders", "uniqueBody"}
"""What is told on $select only."""
_DELTA_FILTER = re.compile(r"receivedDateTime (ge|gt) [^\s()]+", re.IGNORECASE)


def folders(call: Call, parent: str = "msgfolderroot") -> Reply:
    """GET mailFolders, and childFolders of one."""
    call.need(READS_MAIL)
    query = call.query("mailFolder")
    hidden = query.options.get("includehiddenfolders", "").lower() == "true"
    held = call.graph.mailbox.children(parent, hidden=hidden)
    rows = [_folder(call, one, query) for one in held]
    return call.listed(rows, query, "mailFolder")


def folder(call: Call, given: str) -> Reply:
    """GET mailFolders/{id}"""
    call.need(READS_MAIL)
    query = call.query("mailFolder")
    one = call.graph.mailbox.folder(given)
    return Reply(body=_folder(call, one, query), kind="mailFolder")


def folders_delta(call: Call) -> Reply:
    """GET mailFolders/delta"""
    call.need(READS_MAIL)
    store = call.graph.store
    source = Source(
        path="/me/mailFolders/delta",
        kind="mailFolder",
        told=lambda _, since: store.told(FOLDERS, since),
        there=lambda one: one.id in store.collection(FOLDERS).items,
        shown=lambda one, query: _folder(call, one, query),
    )
    return call.graph.deltas.page(call, source)


def messages(call: Call, given: str = "") -> Reply:
    """GET messages, and mailFolders/{id}/messages"""
    call.need(READS_MAIL)
    mailbox = call.graph.mailbox
    mailbox.looked()
    query = _checked(call, call.query("message"))
    _refuse_slow(query)
    held = (
        call.graph.store.items(held_in(mailbox.folder(given))) if given else [*mailbox.messages()]
    )
    held.sort(key=lambda one: str(one.properties.get("receivedDateTime") or ""), reverse=True)
    if "$search" in query.options:
        held = kql.found(held, query.options)
    known = {call.shown_id(one): one for one in held}
    rows = query.sorted(_for_tests(call, one) for one in held)
    shown = [message_json(call, known[row["id"]], query) for row in rows]
    return call.listed(shown, query, "message")


def messages_delta(call: Call, given: str) -> Reply:
    """GET mailFolders/{id}/messages/delta"""
    call.need(READS_MAIL)
    refuse(call.text, "Messages", "$search", "$skip")
    query = _checked(call, call.query("message"))
    if (test := query.options.get("$filter")) and not _DELTA_FILTER.fullmatch(test.strip(" ()")):
        raise Refusal(400, "ErrorInvalidUrlQuery", "The only filter that change tracking over the"
                      " 'Messages' resource knows is receivedDateTime ge or gt.")  # fmt: skip
    if query.extended:  # the page allows $expand; the service does not (docs issues 1993, 2270)
        raise Refusal(500, "InternalServerError", "")
    if query.order[0] and query.order != ("receivedDateTime", True):
        raise Refusal(400, "ErrorInvalidUrlQuery", "The only order that change tracking over the"
                      " 'Messages' resource knows is receivedDateTime desc.")  # fmt: skip
    place, store = call.graph.mailbox.folder(given), call.graph.store
    if place.kind == "mailSearchFolder":
        raise Refusal(400, "ErrorInvalidRequest", "Search folders track no changes.")
    source = Source(
        path=f"/me/mailfolders('{place.id}')/messages/delta",
        kind="message",
        told=lambda _, since: store.told(held_in(place), since),
        there=lambda one: one.id in store.collection(held_in(place)).items,
        shown=lambda one, begun: message_json(call, one, begun),
    )
    return call.graph.deltas.page(call, source)


def message(call: Call, given: str) -> Reply:
    """GET messages/{id}"""
    call.need(READS_MAIL)
    call.graph.mailbox.looked()
    query = _checked(call, call.query("message"))
    one = call.graph.mailbox.message(given)
    shown = {"@odata.etag": one.etag, **message_json(call, one, query)}
    if one.kind != "message":
        shown["@odata.type"] = f"#microsoft.graph.{one.kind}"
    return Reply(body=shown, kind="message")


def mime(call: Call, given: str) -> Reply:
    """GET messages/{id}/$value"""
    call.need(READS_TEXTS)
    one = call.graph.mailbox.message(given)
    return Reply(raw=one.raw, headers={"Content-Type": "text/plain"})


def message_json(call: Call, one: Item, query: Query) -> Json:
    """A message as this token may see it."""
    wanted = query.select or tuple(
        {*one.properties, "body", "bodyPreview", "parentFolderId"} - _UNASKED
    )
    told = {**chosen(one.properties, query), "id": call.shown_id(one)}
    if not query.select:
        told.update(changeKey=one.etag[3:-1], lastModifiedDateTime=one.modified)
    if "lastModifiedDateTime" in query.select:
        told["lastModifiedDateTime"] = one.modified
    if not call.basic:
        _add_texts(call, one, wanted, told)
    if "internetMessageHeaders" in wanted and one.received:
        told["internetMessageHeaders"] = letters.headers(one.raw, call.graph.headers_left_out)
    if query.extended and (found := letters.extended(one.raw, query.extended, _stored(one))):
        told["singleValueExtendedProperties"] = found
    told.pop("stored", None)
    return told


def _folder(call: Call, one: Item, query: Query) -> Json:
    whole = {**one.properties, **call.graph.mailbox.figures(one), "id": one.id}
    told = {**chosen(whole, query), "id": one.id}
    if one.kind != "mailFolder":
        told["@odata.type"] = f"#microsoft.graph.{one.kind}"
    return told


def _add_texts(call: Call, one: Item, wanted: tuple[str, ...], told: Json) -> None:
    texts = {"body", "uniqueBody"} & set(wanted)
    if texts:
        told.update(dict.fromkeys(texts, letters.body(one.raw, as_text=call.prefer.as_text)))
    if "bodyPreview" in wanted:
        told["bodyPreview"] = letters.body(one.raw, as_text=True)["content"][:255]


def _stored(one: Item) -> dict[str, str]:
    stored: dict[str, str] = one.properties.get("stored", {})
    return stored


def _for_tests(call: Call, one: Item) -> Json:
    """What a filter looks at."""
    stored = {name.lower(): value for name, value in _stored(one).items()}
    return {**one.properties, "id": call.shown_id(one), "singleValueExtendedProperties": stored}


def _checked(call: Call, query: Query) -> Query:
    """Refuse what Mail.ReadBasic does not allow: texts, extended properties, searching."""
    filtered = "singlevalueextended" in query.options.get("$filter", "").lower()
    wants = _TEXTS & set(query.select) or query.extended or filtered
    if call.basic and (wants or "$search" in query.options):
        raise denied()
    return query


def _refuse_slow(query: Query) -> None:
    """What is sorted by must be filtered by, too, and first (user: list messages)."""
    test, name = query.options.get("$filter", ""), query.order[0]
    if test and name and not test.lstrip("( ").lower().startswith(name.lower()):
        raise Refusal(400, "InefficientFilter", "The restriction or sort order is too complex for"
                      " this operation.")  # fmt: skip
