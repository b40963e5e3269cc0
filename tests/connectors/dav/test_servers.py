"""Discovery and edits on two servers that we did not write."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from narrowcast.connectors.base import Budget, Connector, Cursor, Page
from narrowcast.connectors.dav import calendars
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.errors import CursorExpired, NeedsLogin, Skippable
from narrowcast.connectors.records import Card, Meeting, Participation, Record, RemoteId
from tests.connectors.dav import entries
from tests.connectors.dav.lending import Known, calendars_of, cards_of, means
from tests.servers.dav import DavServer

_names = (f"box{number}" for number in itertools.count())

Open = Callable[..., DavConnector]


@pytest.fixture(params=["radicale_server", "xandikos_server"])
def server(request: pytest.FixtureRequest) -> DavServer:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, DavServer)
    return found


@pytest.fixture
def opened() -> Iterator[Callable[[DavConnector], DavConnector]]:
    """Closes what a test opens."""
    every: list[DavConnector] = []

    def note(source: DavConnector) -> DavConnector:
        every.append(source)
        return source

    yield note
    for source in every:
        source.close()


def kept(pages: list[Page]) -> dict[RemoteId, Record]:
    found: dict[RemoteId, Record] = {}
    for page in pages:
        found |= {one.remote_id: one for one in page.upserts}
        for gone in page.deletes:
            found.pop(gone, None)
    return found


def pulled(source: Connector, cursor: Cursor | None = None) -> list[Page]:
    (scope,) = source.scopes()
    return [*source.pull(scope, cursor, Budget(page_records=3))]


def test_collections_are_found_from_the_servers_name_alone(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    calendar, book = next(_names), next(_names)
    server.make_calendar(calendar, "Work Ω")
    server.make_book(book, "Friends")

    events = {scope.name for scope in opened(calendars_of(server)).scopes()}
    cards = {scope.name for scope in opened(cards_of(server)).scopes()}

    assert "Work Ω" in events
    assert "Friends" in cards
    assert "Friends" not in events
    assert "Work Ω" not in cards


def test_only_the_collections_that_are_wanted_are_named(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    name = next(_names)
    for title in ("Team A", "Team B", "Team holidays"):
        server.make_calendar(f"{name}{title[-1]}", f"{name} {title}")

    source = opened(calendars_of(server, include=[f"{name} team*"], exclude=["*HOLIDAYS"]))

    assert [scope.name[len(name) + 1 :] for scope in source.scopes()] == ["Team A", "Team B"]


def test_a_calendar_of_tasks_is_none(
    radicale_server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    path = f"{radicale_server.home}tasks/"
    radicale_server.request(
        "MKCOL",
        path,
        '<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop><resourcetype>'
        "<collection/><C:calendar/></resourcetype><displayname>Tasks</displayname>"
        "<C:supported-calendar-component-set><C:comp name='VTODO'/>"
        "</C:supported-calendar-component-set></prop></set></mkcol>",
        **{"Content-Type": "text/xml"},
    )

    assert "Tasks" not in {scope.name for scope in opened(calendars_of(radicale_server)).scopes()}


def test_a_wrong_password_names_the_command(radicale_server: DavServer) -> None:
    options = {"url": radicale_server.url, "user": radicale_server.user}
    source = calendars.connect(options, means(secrets=Known(["wrong"])))

    with pytest.raises(NeedsLogin, match="narrowcast connect dav"):
        list(source.scopes())
    source.close()


def test_a_calendar_that_is_gone_is_left_out(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    path = server.make_calendar(next(_names))
    source = opened(calendars_of(server, path))
    server.put(f"{path}1.ics", entries.event(1))
    (scope,) = source.scopes()
    cursor = [*source.pull(scope, None, Budget())][-1].cursor
    server.delete(path)

    with pytest.raises(Skippable):
        _pulled_anew(source, scope, cursor)


def _pulled_anew(source: DavConnector, scope: object, cursor: Cursor) -> None:
    try:
        [*source.pull(scope, cursor, Budget())]  # type: ignore[arg-type] # a scope
    except CursorExpired:
        [*source.pull(scope, None, Budget())]  # type: ignore[arg-type] # a scope


def test_edits_arrive_and_leave_nothing_behind(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    path = server.make_calendar(next(_names))
    source = opened(calendars_of(server, path))
    for number in range(3):
        server.put(f"{path}{number}.ics", entries.event(number))
    series = entries.event(5, "RRULE:FREQ=WEEKLY;COUNT=8", start="20260105T090000Z")
    server.put(f"{path}5.ics", series)
    first = pulled(source)

    server.delete(f"{path}0.ics")
    server.put(f"{path}1.ics", entries.event(1, "STATUS:CANCELLED"))
    server.put(f"{path}5.ics", series.replace("COUNT=8", "COUNT=2"))
    second = pulled(source, first[-1].cursor)

    meetings = [one for one in kept([*first, *second]).values() if isinstance(one, Meeting)]
    assert len(kept(first)) == 3 + 8
    assert sorted(one.summary for one in meetings) == ["Coffee 1", "Coffee 2", *["Coffee 5"] * 2]
    assert [one.cancelled for one in meetings if one.summary == "Coffee 1"] == [True]
    assert pulled(source, second[-1].cursor) == []


ZONED = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VTIMEZONE\r
TZID:W. Europe Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010101T020000\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:zoned\r
DTSTAMP:20260101T000000Z\r
DTSTART;TZID=W. Europe Standard Time:20260316T090000\r
DTEND;TZID=W. Europe Standard Time:20260316T100000\r
RRULE:FREQ=WEEKLY;COUNT=4\r
EXDATE;TZID=W. Europe Standard Time:20260323T090000\r
SUMMARY:Standup\r
ORGANIZER;CN=Robin:mailto:robin@example.org\r
ATTENDEE;CN=Ana Lum;PARTSTAT=ACCEPTED:mailto:ana@example.com\r
ATTENDEE;CN=Room 4;CUTYPE=ROOM:mailto:room4@example.com\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:zoned\r
DTSTAMP:20260101T000000Z\r
RECURRENCE-ID;TZID=W. Europe Standard Time:20260330T090000\r
DTSTART;TZID=W. Europe Standard Time:20260331T110000\r
DTEND;TZID=W. Europe Standard Time:20260331T120000\r
SUMMARY:Standup (moved)\r
ORGANIZER;CN=Robin:mailto:robin@example.org\r
ATTENDEE;CN=Ana Lum;PARTSTAT=DECLINED:mailto:ana@example.com\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_instances_keep_their_zone_answers_and_exceptions(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    path = server.make_calendar(next(_names))
    server.put(f"{path}zoned.ics", ZONED)

    found = kept(pulled(opened(calendars_of(server, path)))).values()

    told = sorted(
        (f"{one.starts_at:%m-%d %H:%M%z}", one.recurrence_id, one.attendees[0].participation)
        for one in found
        if isinstance(one, Meeting)
    )
    assert told == [
        ("03-16 09:00+0100", "20260316T080000Z", Participation.ACCEPTED),
        ("03-31 11:00+0200", "20260330T070000Z", Participation.DECLINED),
        ("04-06 09:00+0200", "20260406T070000Z", Participation.ACCEPTED),
    ]
    rooms = [who.human for one in found if isinstance(one, Meeting) for who in one.attendees[1:]]
    assert rooms == [False, False]


def test_a_cards_details_arrive(
    server: DavServer, opened: Callable[[DavConnector], DavConnector]
) -> None:
    path = server.make_book(next(_names))
    server.put(f"{path}1.vcf", entries.card(1, "ORG:Acme", "TITLE:Engineer"))

    (card,) = kept(pulled(opened(cards_of(server, path)))).values()

    assert isinstance(card, Card)
    assert (card.name, card.addresses) == ("Ana 1", ("ana1@example.com",))
    assert [(one.organization, one.title) for one in card.positions] == [("Acme", "Engineer")]
