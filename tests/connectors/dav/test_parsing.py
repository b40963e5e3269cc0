"""WebDAV's XML and the cursor's memory, on any octets."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.connectors.base import Cursor
from narrowcast.connectors.dav import multistatus
from narrowcast.connectors.dav.changes import Way
from narrowcast.connectors.dav.memory import Key, Memory, key_in, key_of, remote_id, stamp_of
from narrowcast.connectors.dav.pulling import State
from narrowcast.connectors.errors import CursorExpired

ANSWER = b"""<?xml version="1.0"?>
<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:Z="urn:z">
  <D:response><D:href>/a%20b.ics</D:href>
    <D:propstat><D:prop><D:getetag>"1"</D:getetag>
      <C:calendar-data>BEGIN:VCALENDAR&#13;
SUMMARY:a &lt;b&gt; &amp; c</C:calendar-data>
      <C:supported-calendar-component-set><C:comp name="vevent"/><C:comp name="VTODO"/>
      </C:supported-calendar-component-set>
      <C:calendar-home-set><D:href> /one/ </D:href><D:href>/two/</D:href></C:calendar-home-set>
      <Z:getetag>other</Z:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><D:displayname/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status>
    </D:propstat></D:response>
  <D:response><D:href>/gone.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>http://x/7</D:sync-token>
</D:multistatus>"""


def test_an_answer_is_read_by_name_and_status() -> None:
    found = multistatus.parse(ANSWER)

    there, gone = found.resources
    assert there.text("d:getetag") == '"1"'
    assert there.text("c:calendar-data") == "BEGIN:VCALENDAR\r\nSUMMARY:a <b> & c"
    assert there.properties["c:supported-calendar-component-set"].named == {"VEVENT", "VTODO"}
    assert there.hrefs("c:calendar-home-set") == ["/one/", "/two/"]
    assert "d:displayname" not in there.properties
    assert (gone.href, gone.status) == ("/gone.ics", 404)
    assert found.token == "http://x/7"


def test_one_status_may_be_of_several_resources() -> None:
    found = multistatus.parse(
        b'<multistatus xmlns="DAV:"><response><href>/a</href><href>/b</href>'
        b"<status>HTTP/1.1 404 Not Found</status></response></multistatus>"
    )

    assert [(one.href, one.status) for one in found.resources] == [("/a", 404), ("/b", 404)]


def test_an_error_names_its_conditions() -> None:
    found = multistatus.parse(b'<error xmlns="DAV:"><valid-sync-token/></error>')

    assert found.conditions == {"d:valid-sync-token"}


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    with contextlib.suppress(multistatus.NotXml):
        multistatus.parse(octets)


@given(st.integers(0, len(ANSWER)), st.integers(0, len(ANSWER)), st.binary(max_size=9))
@settings(max_examples=300, deadline=None)
def test_a_damaged_answer_is_read_or_refused(start: int, length: int, put: bytes) -> None:
    with contextlib.suppress(multistatus.NotXml):
        multistatus.parse(ANSWER[:start] + put + ANSWER[start + length :])


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_asked_for_is_escaped(token: str, href: str) -> None:
    for body in (
        multistatus.sync_collection(token, ["d:getetag"]),
        multistatus.multiget("c:calendar-multiget", ["d:getetag"], [href]),
    ):
        assert body.count(b"<d:prop>") == 1


@given(
    st.dictionaries(
        st.integers(0, 2**64 - 1),
        st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**15 - 1), st.booleans()),
    )
)
def test_the_memory_survives_the_cursor(
    told: dict[int, tuple[int, int, bool]],
) -> None:
    memory = Memory()
    for key, (stamp, records, windowed) in told.items():
        memory.keep(Key(key), stamp, records, windowed=windowed)

    assert Memory.unpacked(memory.packed()).entries == memory.entries


def test_a_resource_takes_all_its_records_along() -> None:
    memory, key = Memory(), key_of("/a.ics")
    memory.keep(key, stamp_of('"1"'), 3)

    assert [*memory.forget(key)] == [remote_id(key, number) for number in range(3)]
    assert [*memory.forget(key)] == [remote_id(key, 0)]


@given(st.integers(0, 2**64 - 1), st.integers(0, 1000))
def test_a_record_leads_back_to_its_resource(key: int, number: int) -> None:
    assert key_in(remote_id(Key(key), number)) == key


@pytest.mark.parametrize("remote", ["", "none", "#1", "§"])
def test_an_id_that_is_not_ours_leads_nowhere(remote: str) -> None:
    assert key_in(remote) is None


@given(st.text(max_size=60))
def test_a_damaged_cursor_is_a_new_generation(damage: str) -> None:
    good = State.unpacked(State(way=Way.TOKEN, part=(Key(1), 2, 3)).packed()).packed()
    for cursor in (damage, good[:40] + damage + good[40:], good.replace('""', damage)):
        with contextlib.suppress(CursorExpired):
            State.unpacked(Cursor(cursor))
