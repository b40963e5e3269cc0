"""The calendar, contacts, and whose mailbox it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.graph.calls import (
    READS_CALENDARS,
    READS_CONTACTS,
    READS_OWNER,
    Call,
    Json,
    Reply,
    chosen,
)
from tests.servers.graph.delta import Source
from tests.servers.graph.events import EVENTS, Window, shifted
from tests.servers.graph.faults import Refusal
from tests.servers.graph.query import Query, instant, refuse
from tests.servers.graph.store import Item, not_found, stamp

if TYPE_CHECKING:
    from tests.servers.graph.control import Graph

DEFAULT_CONTACTS = "contacts"
CONTACT_FOLDERS = "contactFolders"
_TEXTS = {"body", "bodyPreview", "attachments", "extensions"}
"""What Calendars.ReadBasic does not show."""
_ODATA = ("$select", "$filter", "$orderby", "$expand", "$search", "$top", "$skip")


def view_delta(call: Call) -> Reply:
    """GET calendarView/delta: whole events, whatever one would select."""
    call.need(READS_CALENDARS)
    refuse(call.text, "CalendarView", *_ODATA)
    query = call.query("event")
    if not {"$skiptoken", "$deltatoken"} & {name for name, value in query.options.items() if value}:
        _window(query)
    calendar, store = call.graph.calendar, call.graph.store
    source = Source(
        path="/me/calendarView/delta",
        kind="event",
        told=lambda begun, since: calendar.told(_window(begun), since),
        there=lambda one: one.id in store.collection(EVENTS).items,
        shown=lambda one, begun: _event(call, one, begun, calendar.bare(one)),
    )
    return call.graph.deltas.page(call, source)


def view(call: Call) -> Reply:
    """GET calendarView"""
    call.need(READS_CALENDARS)
    query = call.query("event")
    held = call.graph.calendar.within(_window(query))
    rows = [_event(call, one, query, call.graph.calendar.whole(one)) for one in held]
    return call.listed(rows, query, "event")


def event(call: Call, given: str) -> Reply:
    """GET events/{id}"""
    call.need(READS_CALENDARS)
    query = call.query("event")
    one = call.graph.store.find(given, "event")
    told = _event(call, one, query, call.graph.calendar.whole(one))
    return Reply(body={"@odata.etag": one.etag, **told}, kind="event")


def instances(call: Call, given: str) -> Reply:
    """GET events/{id}/instances"""
    call.need(READS_CALENDARS)
    query = call.query("event")
    master = call.graph.store.find(given, "event")
    window, calendar = _window(query), call.graph.calendar
    held = [one for one in calendar.within(window) if one.master == master.id]
    rows = [_event(call, one, query, calendar.whole(one)) for one in held]
    return call.listed(rows, query, "event")


def contact_folders(call: Call, parent: str = DEFAULT_CONTACTS) -> Reply:
    """GET contactFolders, and childFolders of one. The default folder is in no list."""
    call.need(READS_CONTACTS)
    query = call.query("contactFolder")
    above = contact_folder_of(call.graph, parent)
    held = [one for one in call.graph.store.items(CONTACT_FOLDERS)
            if one.properties["parentFolderId"] == above.id]  # fmt: skip
    rows = [{**chosen(one.properties, query), "id": one.id} for one in held]
    return call.listed(rows, query, "contactFolder")


def one_contact_folder(call: Call, given: str) -> Reply:
    """GET contactFolders/{id}"""
    call.need(READS_CONTACTS)
    one = contact_folder_of(call.graph, given)
    told = {**chosen(one.properties, call.query("contactFolder")), "id": one.id}
    return Reply(body=told, kind="contactFolder")


def contacts_delta(call: Call, given: str = DEFAULT_CONTACTS) -> Reply:
    """GET contacts/delta, and contactFolders/{id}/contacts/delta"""
    call.need(READS_CONTACTS)
    refuse(call.text, "Contacts", *_ODATA[1:])
    place, store = contact_folder_of(call.graph, given), call.graph.store
    written = "/me/contacts/delta"
    if given != DEFAULT_CONTACTS:
        written = f"/me/contactfolders('{place.id}')/contacts/delta"
    source = Source(
        path=written,
        kind="contact",
        told=lambda _, since: store.told(held_in(place), since),
        there=lambda one: one.id in store.collection(held_in(place)).items,
        shown=lambda one, begun: _contact(call, one, begun),
    )
    return call.graph.deltas.page(call, source)


def contact(call: Call, given: str) -> Reply:
    """GET contacts/{id}"""
    call.need(READS_CONTACTS)
    one = call.graph.store.find(given, "contact")
    told = _contact(call, one, call.query("contact"))
    return Reply(body={"@odata.etag": one.etag, **told}, kind="contact")


def owner(call: Call) -> Reply:
    """GET /me"""
    call.need(READS_OWNER)
    name, address = call.graph.owner
    whole: Json = {
        "displayName": name, "mail": address, "userPrincipalName": address,
        "givenName": name.split()[0], "surname": name.split()[-1], "businessPhones": [],
    }  # fmt: skip
    told = {**chosen(whole, call.query("user")), "id": "48d31887-5fad-4d73-a9f5-3c356e68a038"}
    return Reply(body=told, kind="user")


def contact_folder_of(graph: Graph, given: str) -> Item:
    """By id, or `contacts` for the default one; raises Refusal 404."""
    if given.lower() == DEFAULT_CONTACTS:
        return graph.contacts_home
    return graph.store.find(given, "contactFolder")


def held_in(folder: Item) -> str:
    """The collection of a folder's contacts."""
    return f"contacts:{folder.id}"


def _window(query: Query) -> Window:
    start, end = query.options.get("startdatetime"), query.options.get("enddatetime")
    if not start or not end:
        raise Refusal(400, "ErrorInvalidParameter", "This request requires a time window specified"
                      " by the query string parameters StartDateTime and EndDateTime.")  # fmt: skip
    return instant(start), instant(end)


def _event(call: Call, one: Item, query: Query, whole: Json) -> Json:
    told = {**chosen(whole, query), "id": call.shown_id(one)}
    if master := told.get("seriesMasterId"):
        try:
            told["seriesMasterId"] = call.shown_id(call.graph.store.find(master))
        except Refusal:
            raise not_found() from None
    if not call.scopes & {"Calendars.Read", "Calendars.ReadWrite"}:
        if _TEXTS & set(query.select):
            raise Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try"
                          " again.")  # fmt: skip
        told = {name: value for name, value in told.items() if name not in _TEXTS}
    elif call.prefer.as_text and "body" in told:
        told["body"] = {"contentType": "text", "content": whole.get("bodyPreview", "")}
    if not query.select and one.properties["type"] != "occurrence":
        told["lastModifiedDateTime"] = stamp(call.graph.store.now)
    return shifted(told, call.prefer.zone) if call.prefer.zone else told


def _contact(call: Call, one: Item, query: Query) -> Json:
    return {**chosen(one.properties, query), "id": call.shown_id(one)}
