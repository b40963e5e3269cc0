"""The rights asked of Google against Google's own list of which method takes which right."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from narrowcast.connectors import google
from narrowcast.connectors.base import (
    Budget,
    Checkable,
    Closable,
    Connector,
    Envelope,
    Means,
    Rereader,
    SentKey,
    TextSource,
)
from narrowcast.connectors.google import scopes
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.rights import Right
from narrowcast.connectors.tiers import Tier
from tests.servers.google import START, GoogleWorld, Mail

LETTER = (
    b"From: me@corp.test\r\nTo: ana@acme.test\r\nSubject: Hello\r\nMessage-ID: <1@acme.test>\r\n"
    b"X-Narrowcast-Id: t\r\nDate: Mon, 02 Nov 2026 12:00:00 +0000\r\n\r\nhello\r\n"
)
EVENT = {
    "summary": "Lunch",
    "start": {"dateTime": "2026-11-10T12:00:00Z"},
    "end": {"dateTime": "2026-11-10T13:00:00Z"},
    "attendees": [{"email": "ana@acme.test"}],
}
FLAGS = [
    dict(zip(("calendar", "contacts", "other_contacts", "send"), on, strict=True))
    for on in itertools.product((False, True), repeat=4)
]


@cache
def documented() -> tuple[Mapping[str, Any], ...]:
    """Every method of the bundled discovery documents."""
    documents = files("googleapiclient.discovery_cache") / "documents"
    names = ("gmail.v1", "calendar.v3", "people.v1")
    read = (json.loads((documents / f"{name}.json").read_text("utf-8")) for name in names)
    return tuple(one for document in read for one in methods(document))


@cache
def takes() -> Mapping[str, frozenset[str]]:
    """Per method the rights that each alone let it be called."""
    return {one["id"]: frozenset(one["scopes"]) for one in documented()}


def methods(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from part.get("methods", {}).values()
    for inner in part.get("resources", {}).values():
        yield from methods(inner)


def used(tier: Tier, flags: Mapping[str, bool]) -> set[str]:
    """The methods that an account of these features calls."""
    rights = scopes.rights(scopes.asked(tier, **flags))
    return {method for right in rights for method in right.calls}


@pytest.mark.parametrize("right", scopes.RIGHTS, ids=lambda right: right.scope.rpartition("/")[2])
def test_a_right_lets_call_what_it_is_said_to_be_for(right: Right) -> None:
    assert all(right.scope in takes()[method] for method in right.calls)


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("flags", FLAGS, ids=lambda on: "+".join(k for k in on if on[k]) or "mail")
def test_every_method_is_covered_and_no_right_is_asked_in_vain(
    tier: Tier, flags: Mapping[str, bool]
) -> None:
    asked = set(scopes.asked(tier, **flags)) - set(scopes.IDENTITY)

    uncovered = {method for method in used(tier, flags) if not takes()[method] & asked}
    in_vain = {
        scope
        for scope in asked
        if all(takes()[method] & (asked - {scope}) for method in used(tier, flags))
    }
    assert (uncovered, in_vain) == (set(), set())


@pytest.mark.parametrize("tier", Tier)
def test_exactly_one_right_reads_mail(tier: Tier) -> None:
    asked = scopes.asked(tier, send=True, other_contacts=True)

    assert len({scopes.METADATA, scopes.READONLY, scopes.IMAP} & set(asked)) == 1
    assert (scopes.METADATA in asked) == (tier is Tier.HEADERS)


def test_no_right_asked_lets_anything_be_changed_but_for_sending() -> None:
    asked = set(scopes.asked(Tier.MENTIONS, other_contacts=True, send=True))

    writing = {
        method["id"]
        for method in documented()
        if method["httpMethod"] != "GET" and asked & set(method["scopes"])
    }

    notices = {"gmail.users.watch", "gmail.users.stop", "calendar.events.watch",
               "calendar.calendarList.watch", "calendar.channels.stop"}  # fmt: skip
    # A copy of another contact needs the right to write contacts, too.
    both = {"people.otherContacts.copyOtherContactToMyContactsGroup"}
    assert writing - notices - both == {"gmail.users.messages.send"}


def test_what_is_withheld_is_told_in_words() -> None:
    asked = scopes.asked(Tier.HEADERS)

    missing = scopes.withheld(asked, [scopes.METADATA, scopes.EVENTS, scopes.CALENDARS])

    assert [right.name for right in missing] == ["contacts"]
    assert not any(scopes.needed(right.scope) for right in missing)


@pytest.mark.parametrize("tier", [Tier.HEADERS, Tier.SIGNATURES])
def test_the_account_lives_by_the_rights_it_asks_for_and_calls_nothing_else(
    google_world: GoogleWorld, tier: Tier
) -> None:
    asked = scopes.asked(tier, other_contacts=True, send=True)
    google_world.load(
        [Mail(sender="Ana <ana@acme.test>", subject="hi", date=START - timedelta(days=3))],
        contacts=[{"name": "Ana", "email": "ana@acme.test"}],
    )
    google_world.add_event(EVENT)

    live(google_world, google_world.means(only=asked), tier)

    calls = {one.id for one in google_world.calls()} - {"POST /token"}
    rights = scopes.rights(asked)
    assert calls <= {method for right in rights for method in right.calls}
    assert [right.scope for right in rights if not calls & set(right.calls)] == []


def live(world: GoogleWorld, means: Means, tier: Tier) -> None:
    """All that narrowcast does with an account, twice, as the second time is another."""
    options = world.options(other_contacts=True)
    opened = connector = google.connect(options, means)
    sender = google.connect_sender(options, means)
    assert isinstance(connector, Closable)
    assert isinstance(sender, Closable)
    with closing(connector), closing(sender):
        read(opened, tier)
        assert isinstance(sender, Checkable)
        sender.check()
        sender.send(LETTER, Envelope(sender=world.user, recipients=("ana@acme.test",)))
        sender.find_sent(SentKey(message_id="<1@acme.test>", token="t", since=START))


def read(connector: Connector, tier: Tier) -> None:
    assert isinstance(connector, Rereader)
    assert isinstance(connector, TextSource)
    for scope in connector.scopes():
        cursor, ids = None, list[RemoteId]()
        for _ in range(2):
            for page in connector.pull(scope, cursor, Budget(tier=tier)):
                cursor, ids = page.cursor, [*ids, *(one.remote_id for one in page.upserts)]
        list(connector.records(scope, ids))
        if tier is not Tier.HEADERS and scope.id == "mail":
            list(connector.texts(scope, ids))
