"""The fake Graph's calendar and contacts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.servers.graph import Graph, foreign_id
from tests.servers.graph.client import Client, ids

VIEW = "/me/calendarView/delta?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z"
START = datetime(2026, 10, 20, 8, tzinfo=UTC)  # a Tuesday; summer time in Berlin ends on the 25th
HOUR = timedelta(hours=1)
ANA = ("Ana Li", "ana@acme.example")
BERLIN = "W. Europe Standard Time"


def test_an_event_is_told_whole(graph: Graph) -> None:
    one = graph.add_event("Kick-off", START, START + HOUR, attendees=[ANA])

    (told,) = Client(graph).get(VIEW).json["value"]

    assert (told["id"], told["type"], told["isOrganizer"]) == (one, "singleInstance", True)
    assert told["start"] == {"dateTime": "2026-10-20T08:00:00.0000000", "timeZone": "UTC"}
    assert told["attendees"][0]["emailAddress"] == {"name": "Ana Li", "address": ANA[1]}
    assert told["iCalUId"].startswith("040000008200E00074C5B7101A82E008")


def test_an_occurrence_is_told_bare_and_its_master_whole(graph: Graph) -> None:
    master = series(graph)

    told = Client(graph).get(VIEW).json["value"]

    whole, bare = told[0], told[1]
    assert [one["type"] for one in told] == ["seriesMaster", *["occurrence"] * 3]
    assert (whole["id"], whole["recurrence"]["pattern"]["daysOfWeek"]) == (master, ["tuesday"])
    assert {name for name in bare if "@" not in name} == {
        "id", "type", "seriesMasterId", "start", "end",
    }  # fmt: skip
    assert bare["seriesMasterId"] == master


def test_an_occurrence_asked_for_by_itself_is_whole(graph: Graph) -> None:
    first, second, _ = graph.occurrences(series(graph))

    told = [Client(graph).get(f"/me/events/{one}").json for one in (first, second)]

    assert [one["attendees"][0]["emailAddress"]["address"] for one in told] == [ANA[1]] * 2
    assert told[1]["originalStart"] == "2026-10-27T09:00:00Z", "ten o'clock in Berlin, in winter"
    assert told[0]["iCalUId"] != told[1]["iCalUId"]
    assert told[1]["iCalUId"][32:40] == "07EA0A1B"


def test_a_changed_occurrence_is_an_exception_and_told_whole(graph: Graph) -> None:
    master = series(graph)
    client, second = Client(graph), graph.occurrences(master)[1]
    link = client.get(VIEW).json["@odata.deltaLink"]
    graph.change_event(second, subject="Moved")

    (told,) = client.get(link).json["value"]

    assert (told["id"], told["type"], told["subject"]) == (second, "exception", "Moved")
    assert told["attendees"]


@pytest.mark.parametrize(("retells", "count"), [(True, 4), (False, 1)], ids=["all", "master"])
def test_a_changed_series_is_told_with_its_instances_or_without(
    graph: Graph, retells: bool, count: int
) -> None:
    master, client = series(graph), Client(graph)
    graph.calendar.retells_instances = retells
    link = client.get(VIEW).json["@odata.deltaLink"]
    graph.respond(master, ANA[1], "declined")

    told = client.get(link).json["value"]

    assert len(told) == count
    assert told[0]["attendees"][0]["status"]["response"] == "declined"


def test_a_deleted_occurrence_is_not_told_but_its_master_is(graph: Graph) -> None:
    master, client = series(graph), Client(graph)
    link = client.get(VIEW).json["@odata.deltaLink"]
    gone = graph.occurrences(master)[1]
    graph.delete_event(gone)

    told = client.get(link).json["value"]

    assert [one["type"] for one in told] == ["seriesMaster", "occurrence", "occurrence"]
    assert gone not in {one["id"] for one in told}


@pytest.mark.parametrize(("each", "count"), [(True, 4), (False, 1)], ids=["each", "master"])
def test_a_deleted_series_is_removed(graph: Graph, each: bool, count: int) -> None:
    master, client = series(graph), Client(graph)
    graph.calendar.removes_instances = each
    link = client.get(VIEW).json["@odata.deltaLink"]
    graph.delete_event(master)

    told = client.get(link).json["value"]

    assert [one["@removed"] for one in told] == [{"reason": "deleted"}] * count


def test_what_changes_outside_the_window_is_told_as_removed(graph: Graph) -> None:
    client = Client(graph)
    link = client.get(VIEW).json["@odata.deltaLink"]
    outside = graph.add_event("Later", START + timedelta(days=400), START + timedelta(days=401))

    (told,) = client.get(link).json["value"]

    assert (told["id"], told["@removed"]) == (outside, {"reason": "deleted"})


def test_masters_may_come_after_their_occurrences(graph: Graph) -> None:
    series(graph)
    graph.calendar.masters_last = True

    types = [one["type"] for one in Client(graph).get(VIEW).json["value"]]

    assert types == [*["occurrence"] * 3, "seriesMaster"]


def test_a_view_and_a_series_list_no_masters(graph: Graph) -> None:
    master, client = series(graph), Client(graph)
    window = VIEW.partition("?")[2]

    listed = client.get(f"/me/calendarView?{window}&$select=id").json
    instances = client.get(f"/me/events/{master}/instances?{window}&$select=id&$top=2").json
    rest = client.get(instances["@odata.nextLink"]).json

    assert ids(listed) == ids(instances) + ids(rest) == graph.occurrences(master)


def test_the_small_right_shows_no_descriptions(graph: Graph) -> None:
    graph.add_event("Kick-off", START, START + HOUR)

    (told,) = Client(graph, "Calendars.ReadBasic").get(VIEW).json["value"]

    assert told["subject"] == "Kick-off"
    assert not {"body", "bodyPreview"} & told.keys()


def test_times_are_in_the_zone_preferred(graph: Graph) -> None:
    graph.add_event("Kick-off", START, START + HOUR)

    page = Client(graph).get(VIEW, prefer=f'outlook.timezone="{BERLIN}"').json

    assert page["value"][0]["start"] == {
        "dateTime": "2026-10-20T10:00:00.0000000", "timeZone": BERLIN,
    }  # fmt: skip


def test_whole_days_begin_at_midnight_as_written(graph: Graph) -> None:
    day = datetime(2026, 10, 20, tzinfo=UTC)
    graph.add_event("Fair", day, day + timedelta(days=2), isAllDay=True, zone=BERLIN)

    (told,) = Client(graph).get(VIEW).json["value"]

    assert (told["start"]["dateTime"], told["end"]["dateTime"]) == (
        "2026-10-20T00:00:00.0000000", "2026-10-22T00:00:00.0000000",
    )  # fmt: skip


def test_another_programs_uid_is_wrapped(graph: Graph) -> None:
    graph.add_event("Call", START, START + HOUR, iCalUId=foreign_id("abc@google.example"))

    (told,) = Client(graph).get(VIEW).json["value"]

    assert b"vCal-Uid\x01\x00\x00\x00abc@google.example" in bytes.fromhex(told["iCalUId"])


def test_the_default_contacts_are_in_no_list_of_folders(graph: Graph) -> None:
    below = graph.add_contact_folder("Clients")
    deeper = graph.add_contact_folder("Old", below)
    client = Client(graph)

    assert ids(client.get("/me/contactFolders").json) == [below]
    assert ids(client.get(f"/me/contactFolders/{below}/childFolders").json) == [deeper]
    assert client.get("/me/contactFolders/contacts").json["displayName"] == "Contacts"


@pytest.mark.parametrize("folder", ["contacts", "Clients"])
def test_contacts_are_told_by_folder(graph: Graph, folder: str) -> None:
    made = graph.add_contact_folder("Clients")
    place = made if folder == "Clients" else folder
    kept, gone = (contact(graph, place, name) for name in ("Ana Li", "Bo Ek"))
    address = "/me/contacts" if folder == "contacts" else f"/me/contactFolders/{made}/contacts"
    client = Client(graph)
    first = client.get(f"{address}/delta?$select=displayName,emailAddresses").json
    graph.change_contact(kept, displayName="Ana Lind")
    graph.delete_contact(gone)

    later = client.get(first["@odata.deltaLink"]).json["value"]

    assert ids(first) == [kept, gone]
    assert set(first["value"][0]) == {
        "id", "@odata.type", "@odata.etag", "displayName", "emailAddresses",
    }  # fmt: skip
    assert [(one["id"], one.get("displayName"), "@removed" in one) for one in later] == [
        (kept, "Ana Lind", False), (gone, None, True),
    ]  # fmt: skip


def series(graph: Graph) -> str:
    one = graph.add_event("Weekly", START, START + HOUR, attendees=[ANA], zone=BERLIN)
    return graph.repeat(one, count=3)


def contact(graph: Graph, folder: str, name: str) -> str:
    addresses: list[dict[str, Any]] = [{"name": name, "address": "x@acme.example"}]
    return graph.add_contact(folder, displayName=name, emailAddresses=addresses)
