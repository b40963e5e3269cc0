"""Contacts of a Google account: the contract of connectors, and what is Google's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Connector, Page, Snapshot
from narrowcast.connectors.errors import (
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.google import cards, scopes, settings
from narrowcast.connectors.google.contacts import CONTACTS, OTHERS, SHEET, Contacts
from narrowcast.connectors.promises import kept_after, last_cursor, weight
from narrowcast.connectors.records import Card, Position, RemoteId
from narrowcast.connectors.testing import ServerContract
from tests.connectors.google.hasty import hasty
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld, Mail

LIST = "people.people.connections.list"


class Opened(Contacts):
    """Contacts of an API of their own."""

    def __init__(
        self, world: GoogleWorld, *, sheet: int = 2, others: bool = False, **changes: Any
    ) -> None:
        chosen = settings.read(world.options(other_contacts=others))
        self.api = hasty(world, chosen, **changes)
        super().__init__(self.api, chosen, sheet=sheet)

    def close(self) -> None:
        self.api.close()


@pytest.fixture
def open_contacts(google_world: GoogleWorld) -> Iterator[Callable[..., Opened]]:
    """Opens contacts; *changes* are those of `Opened`."""
    made: list[Opened] = []

    def opened(**changes: Any) -> Opened:
        made.append(Opened(google_world, **changes))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def contacts(open_contacts: Callable[..., Opened]) -> Opened:
    return open_contacts()


def pulled(source: Contacts) -> list[Page]:
    return [*source.pull(CONTACTS, None, Budget())]


class TestContract(ServerContract):
    """Five contacts."""

    patience = 10.0

    @pytest.fixture(autouse=True)
    def _world(self, google_world: GoogleWorld) -> None:
        self.world = google_world

    def fill(self, place: Path) -> Connector:
        self.world.load([])
        self.people = [
            self.world.add_contact(f"Person {number}", f"p{number}@acme.test")
            for number in range(1, 6)
        ]
        return Opened(self.world)

    def grow(self, place: Path) -> None:
        self.world.add_contact("Nora New", "nora@acme.test")

    def shrink(self, place: Path) -> RemoteId:
        self.world.delete_contact(self.people[2])
        return RemoteId(self.people[2])

    def rewrite(self, place: Path) -> None:
        self.world.expire_sync_tokens()

    def spoil(self, place: Path) -> None:
        self.world.api("POST", "/v1/people:createContact", {"phoneNumbers": [{"value": "030 1"}]})

    def swell(self, place: Path) -> None:
        addresses = [f"{'long' * 10}{number}@{'name' * 10}.example" for number in range(20)]
        for number in range(50):
            self.world.add_contact(f"Many {number}", *addresses)

    def state(self, place: Path) -> object:
        return self.world.api(
            "GET", "/v1/people/me/connections?personFields=names,emailAddresses&pageSize=1000"
        )

    def asked(self) -> int:
        return len(self.world.calls())

    def silence(self, place: Path) -> None:
        self.world.faults.next("*", Fault.DROP_BEFORE, times=1_000)

    def secrets(self) -> tuple[str, ...]:
        return tuple(
            one for kept in self.world.kept for one in kept.text.split('"') if len(one) > 30
        )


def test_a_contact_says_who_it_is_and_where_they_work(
    google_world: GoogleWorld, contacts: Opened
) -> None:
    named = google_world.add_contact(
        "Ana Li", "ana@lumen.example", organization="Lumen", title="Head of Design"
    )

    assert kept_after(pulled(contacts)) == {
        named: Card(
            remote_id=RemoteId(named),
            name="Ana Li",
            addresses=("ana@lumen.example",),
            positions=(Position(organization="Lumen", title="Head of Design"),),
        )
    }


def test_contacts_are_listed_in_sheets_and_then_only_what_changed(
    google_world: GoogleWorld, contacts: Opened
) -> None:
    people = [google_world.add_contact(f"P {n}", f"p{n}@acme.test") for n in range(5)]
    pages = pulled(contacts)
    listed = len(google_world.calls(LIST))
    google_world.change_contact(people[0], emailAddresses=[{"value": "new@acme.test"}])
    google_world.delete_contact(people[1])

    news = [*contacts.pull(CONTACTS, last_cursor(pages), Budget())]

    assert listed == 3
    assert [one.remote_id for page in news for one in page.upserts] == [people[0]]
    assert [one for page in news for one in page.deletes] == [people[1]]
    assert news[-1].snapshot is Snapshot.NONE
    assert all(call.parameter("syncToken") for call in google_world.calls(LIST)[listed:])


def test_a_token_is_renewed_before_google_ends_it(
    google_world: GoogleWorld, contacts: Opened
) -> None:
    google_world.add_contact("Ana Li", "ana@lumen.example")
    cursor = last_cursor(pulled(contacts))

    google_world.advance(days=5)
    assert [*contacts.pull(CONTACTS, cursor, Budget())] == []
    google_world.advance(days=1, hours=1)
    with pytest.raises(CursorExpired):
        [*contacts.pull(CONTACTS, cursor, Budget())]

    # Google still took it: it was we who gave it up.
    assert {call.status for call in google_world.calls(LIST)} == {200}


def test_changes_do_not_make_a_token_live_longer(
    google_world: GoogleWorld, contacts: Opened
) -> None:
    google_world.add_contact("Ana Li", "ana@lumen.example")
    cursor = last_cursor(pulled(contacts))
    for number in range(3):
        google_world.advance(days=2)
        google_world.add_contact(f"New {number}", f"new{number}@acme.test")
        if number < 2:
            cursor = last_cursor(contacts.pull(CONTACTS, cursor, Budget()))

    with pytest.raises(CursorExpired):
        [*contacts.pull(CONTACTS, cursor, Budget())]


@pytest.mark.parametrize("status", [400, 410])
def test_a_token_that_google_ended_starts_a_new_generation(
    google_world: GoogleWorld, contacts: Opened, status: int
) -> None:
    google_world.add_contact("Ana Li", "ana@lumen.example")
    cursor = last_cursor(pulled(contacts))
    if status == 400:
        google_world.expire_sync_tokens()
    else:
        google_world.faults.next(LIST, Fault.GONE)

    with pytest.raises(CursorExpired):
        [*contacts.pull(CONTACTS, cursor, Budget())]

    assert pulled(contacts)[-1].snapshot is Snapshot.COMPLETE


def test_a_listing_too_many_is_told_as_a_wait(google_world: GoogleWorld, contacts: Opened) -> None:
    google_world.contacts.refuses_first_pages = True

    with pytest.raises(RateLimited):
        pulled(contacts)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.UNAVAILABLE, Transient),
        (Fault.DROP_AFTER, Transient),
        (Fault.TRUNCATED, Transient),
        (Fault.FORBIDDEN, NeedsLogin),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_google_says_no_with_says_what_to_do(
    google_world: GoogleWorld, contacts: Opened, fault: Fault, kind: type[Exception]
) -> None:
    google_world.faults.next(LIST, fault, times=9)

    with pytest.raises(kind):
        pulled(contacts)


def test_other_contacts_are_read_only_where_the_owner_wants_them(
    google_world: GoogleWorld, open_contacts: Callable[..., Opened]
) -> None:
    google_world.load([Mail(sender="Zoe Far <zoe@far.example>")])

    assert [scope.id for scope in open_contacts().scopes()] == [CONTACTS.id]
    source = open_contacts(others=True)
    assert [scope.id for scope in source.scopes()] == [CONTACTS.id, OTHERS.id]
    found = kept_after(source.pull(OTHERS, None, Budget())).values()
    assert [one.addresses for one in found if isinstance(one, Card)] == [("zoe@far.example",)]


def test_other_contacts_have_tokens_too(
    google_world: GoogleWorld, open_contacts: Callable[..., Opened]
) -> None:
    google_world.load([Mail(sender="Zoe Far <zoe@far.example>")])
    source = open_contacts(others=True)
    cursor = last_cursor(source.pull(OTHERS, None, Budget()))

    assert [*source.pull(OTHERS, cursor, Budget())] == []
    google_world.expire_sync_tokens()
    with pytest.raises(CursorExpired):
        [*source.pull(OTHERS, cursor, Budget())]


def test_the_other_contacts_need_a_right_of_their_own_and_keep_nothing_else_out(
    open_contacts: Callable[..., Opened],
) -> None:
    source = open_contacts(others=True, only=[scopes.CONTACTS])

    with pytest.raises(Skippable, match=r"other contacts.*narrowcast connect work"):
        [*source.pull(OTHERS, None, Budget())]

    assert pulled(source)[-1].snapshot is Snapshot.COMPLETE


def test_a_page_of_the_largest_cards_fits_in_memory() -> None:
    long = "x" * 2_000
    crowded = cards.read(
        {
            "resourceName": "people/c1",
            "names": [{"displayName": long}],
            "emailAddresses": [{"value": f"{n}{'y' * 200}@acme.test"} for n in range(100)],
            "phoneNumbers": [{"value": f"{n}{long}"} for n in range(100)],
            "organizations": [{"name": long, "title": f"{n}{long}"} for n in range(100)],
        }
    )

    assert SHEET * weight(crowded) <= ServerContract.page_bytes


def test_nothing_is_asked_for_that_is_not_read(google_world: GoogleWorld, contacts: Opened) -> None:
    pulled(contacts)

    asked = set((google_world.calls(LIST)[0].parameter("personFields") or "").split(","))
    assert not asked & {"photos", "birthdays", "biographies", "addresses", "relations"}
