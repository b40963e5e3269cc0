"""Contacts of Graph, folder by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.connectors import http
from narrowcast.connectors.base import Budget, Connector, Scope, ScopeId
from narrowcast.connectors.errors import CursorExpired, Skippable
from narrowcast.connectors.promises import kept_after, last_cursor
from narrowcast.connectors.records import Card, RemoteId, Unreadable
from narrowcast.connectors.testing import ServerContract
from tests.connectors.microsoft.talks import closing as closing
from tests.connectors.microsoft.talks import contacts
from tests.servers.graph import HEADERS_ONLY, Expiry, Fault, Graph

DEFAULT = Scope(id=ScopeId("contacts:contacts"), name="Contacts")


def person(graph: Graph, name: str, folder: str = "contacts", **more: object) -> str:
    address = {"name": name, "address": f"{name.split(maxsplit=1)[0].lower()}@lee.example"}
    return graph.add_contact(folder, displayName=name, emailAddresses=[address], **more)


class TestContactsContract(ServerContract):
    """Four people in the default folder, one in another."""

    quiet_requests = 1
    patience = 5.0

    @pytest.fixture(autouse=True)
    def _server(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        self.graph, self.patched = graph, monkeypatch

    def fill(self, place: Path) -> Connector:
        self.people = [person(self.graph, f"{name} Lee") for name in ("Ann", "Ben", "Cy", "Di")]
        person(self.graph, "Eve Orr", self.graph.add_contact_folder("Clients"))
        return contacts(self.graph)

    def grow(self, place: Path) -> None:
        person(self.graph, "Flo Lee")

    def shrink(self, place: Path) -> RemoteId:
        self.graph.delete_contact(self.people[1])
        return RemoteId(self.people[1])

    def rewrite(self, place: Path) -> None:
        self.graph.delete_contact(self.people[1])
        self.graph.expire_tokens()

    def spoil(self, place: Path) -> None:
        self.graph.change_contact(self.people[2], displayName="", emailAddresses=[])

    def swell(self, place: Path) -> None:
        many = [{"name": "n" * 300, "address": f"{'a' * 250}{n}@lee.example"} for n in range(20)]
        for n in range(2_000):
            self.graph.add_contact(displayName=f"{'x' * 290}{n}", emailAddresses=many)

    def state(self, place: Path) -> object:
        return self.graph.state()

    def asked(self) -> int:
        return len(self.graph.log)

    def silence(self, place: Path) -> None:
        self.patched.setattr(http, "READ_SECONDS", 0.3)
        self.graph.silence()

    def secrets(self) -> tuple[str, ...]:
        return tuple({one.token for one in self.graph.log})


def test_every_folder_is_a_scope_and_the_default_one_comes_first(graph: Graph) -> None:
    clients = graph.add_contact_folder("Clients")
    old = graph.add_contact_folder("Old\u202e ones", clients)

    found = [(one.id, one.name) for one in contacts(graph).scopes()]

    assert found == [
        ("contacts:contacts", "Contacts"),
        (f"contacts:{clients}", "Clients"),
        (f"contacts:{old}", "Old ones"),
    ]


@pytest.mark.parametrize("path", ["contactFolders/contacts", r"contactFolders\?"])
def test_folders_that_are_not_shown_do_not_hide_the_default_one(graph: Graph, path: str) -> None:
    graph.add_contact_folder("Clients")
    graph.fail_next(Fault(status=404, code="ErrorItemNotFound"), path=path)

    assert [*contacts(graph).scopes()] == [DEFAULT]


def test_a_folder_that_goes_while_folders_are_listed_hides_no_other(graph: Graph) -> None:
    clients, friends = (graph.add_contact_folder(name) for name in ("Clients", "Friends"))
    old = graph.add_contact_folder("Old ones", friends)
    graph.fail_next(Fault(status=404, code="ErrorItemNotFound"), path=f"{clients}/childFolders")

    found = [one.id for one in contacts(graph).scopes()]

    assert found[1:] == [f"contacts:{one}" for one in (clients, friends, old)]


def test_folders_that_cannot_be_listed_whole_are_not_taken_for_gone(graph: Graph) -> None:
    graph.add_contact_folder("Clients")
    graph.fail_next(Fault(status=400, code="ErrorInternal"), path="childFolders")

    with pytest.raises(Skippable):
        list(contacts(graph).scopes())


def test_the_default_folder_is_one_scope_also_where_the_list_names_it(graph: Graph) -> None:
    home = graph.contacts_home
    told = {"displayName": "Contacts", "parentFolderId": home.id}
    graph.store.make("contactFolder", "contactFolders", told).id = home.id

    assert [one.id for one in contacts(graph).scopes()] == ["contacts:contacts"]


def test_a_contact_is_told_with_firm_title_and_telephones(graph: Graph) -> None:
    own = person(
        graph, "Ann Lee", companyName="Lee & Sons", jobTitle="CEO", businessPhones=["+49 1"]
    )

    kept = kept_after(contacts(graph, *HEADERS_ONLY).pull(DEFAULT, None, Budget()))

    card = kept[RemoteId(own)]
    assert isinstance(card, Card)
    assert (card.name, card.addresses) == ("Ann Lee", ("ann@lee.example",))
    assert [(one.organization, one.title) for one in card.positions] == [("Lee & Sons", "CEO")]
    assert card.phones == ("+49 1",)


def test_a_changed_contact_is_told_again_and_nobody_else(graph: Graph) -> None:
    own = person(graph, "Ann Lee")
    person(graph, "Ben Lee")
    source = contacts(graph)
    cursor = last_cursor(source.pull(DEFAULT, None, Budget()))

    graph.change_contact(own, jobTitle="CEO")
    (page,) = source.pull(DEFAULT, cursor, Budget())

    assert [one.remote_id for one in page.upserts] == [own]


@pytest.mark.parametrize("how", [*Expiry])
def test_a_forgotten_link_starts_a_new_generation(graph: Graph, how: Expiry) -> None:
    person(graph, "Ann Lee")
    source = contacts(graph)
    cursor = last_cursor(source.pull(DEFAULT, None, Budget()))
    graph.expire_tokens(how)

    with pytest.raises(CursorExpired):
        list(source.pull(DEFAULT, cursor, Budget()))


def test_what_graph_asks_for_is_no_more_than_we_keep(graph: Graph) -> None:
    person(graph, "Ann Lee", birthday="1980-01-01T00:00:00Z", personalNotes="met at the gym")

    kept = kept_after(contacts(graph).pull(DEFAULT, None, Budget()))

    assert "gym" not in repr(kept)
    selected = graph.requests("contacts/delta")[0].query["$select"]
    assert "personalNotes" not in selected
    assert "birthday" not in selected


def test_single_contacts_are_read_again_and_those_gone_left_out(graph: Graph) -> None:
    ann, ben, cy = (person(graph, f"{name} Lee") for name in ("Ann", "Ben", "Cy"))
    graph.delete_contact(ben)
    graph.fail_next(Fault(status=400, code="ErrorCorruptData"), path=f"/contacts/{cy}")

    found = contacts(graph).records(DEFAULT, [RemoteId(one) for one in (ann, ben, cy)])

    told = {one.remote_id: type(one) for one in found}
    assert told == {RemoteId(ann): Card, RemoteId(cy): Unreadable}
