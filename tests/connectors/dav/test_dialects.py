"""Habits of servers that the two in the tests do not have, and the faults of any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, Snapshot
from narrowcast.connectors.dav import bodies, calendars
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.errors import (
    CursorExpired,
    Emptied,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.records import Meeting, Record, RemoteId, Unreadable
from tests.connectors.dav import entries
from tests.connectors.dav.dialects import PATH, Canned, Dialect, serving
from tests.connectors.dav.lending import Known, means


@pytest.fixture
def server() -> Iterator[Dialect]:
    """Five events."""
    with serving() as dialect:
        for number in range(5):
            dialect.put(f"{number}.ics", entries.event(number))
        yield dialect


@pytest.fixture
def secrets() -> Known:
    return Known()


@pytest.fixture
def source(server: Dialect, secrets: Known) -> Iterator[DavConnector]:
    options = {"url": server.url, "user": "robin"}
    connector = calendars.connect(options, means(secrets=secrets))
    yield connector
    connector.close()


def scope(source: DavConnector) -> Scope:
    (found,) = source.scopes()
    return found


def pulled(
    source: DavConnector, cursor: Cursor | None = None, budget: Budget | None = None
) -> list[Page]:
    return [*source.pull(scope(source), cursor, budget or Budget(page_records=2))]


def kept(pages: list[Page]) -> dict[RemoteId, Record]:
    found: dict[RemoteId, Record] = {}
    for page in pages:
        found |= {one.remote_id: one for one in page.upserts}
        for gone in page.deletes:
            found.pop(gone, None)
    return found


def summaries(pages: list[Page]) -> list[str]:
    return sorted(one.summary for one in kept(pages).values() if isinstance(one, Meeting))


ALL = [f"Coffee {number}" for number in range(5)]


# ---------------------------------------------------------------- how changes are told


@pytest.mark.parametrize(
    "habits",
    [
        {"cut": 2},
        {"sync": False},
        {"sync": False, "promises": False},
        {"sync": False, "promises": False, "tag": False},
        {"batches": False},
        {"etags": False},
        {"escaped": True},
    ],
    ids=[
        "cut answers",
        "promised but not done",
        "listing and tag",
        "listing alone",
        "one by one",
        "no etags",
        "paths spelled anew",
    ],
)
def test_changes_and_deletions_are_found_in_any_dialect(
    server: Dialect, source: DavConnector, habits: dict[str, object]
) -> None:
    for name, value in habits.items():
        setattr(server.habits, name, value)
    first = pulled(source)
    assert summaries(first) == ALL
    assert first[-1].snapshot is Snapshot.COMPLETE

    server.put("2.ics", entries.event(2, "LOCATION:here").replace("Coffee 2", "Tea"))
    server.put("9.ics", entries.event(9))
    server.delete("4.ics")
    second = pulled(source, first[-1].cursor)

    assert summaries([*first, *second]) == ["Coffee 0", "Coffee 1", "Coffee 3", "Coffee 9", "Tea"]
    if server.habits.etags:
        assert sum(len(page.upserts) for page in second) == 2


@pytest.mark.parametrize("sync", [True, False])
def test_nothing_new_costs_one_request(server: Dialect, source: DavConnector, sync: bool) -> None:
    server.habits.sync = server.habits.promises = sync
    where, first = scope(source), pulled(source)
    server.asked.clear()

    assert [*source.pull(where, first[-1].cursor, Budget())] == []
    assert len(server.asked) == 1


def test_bodies_are_fetched_in_batches(server: Dialect, source: DavConnector) -> None:
    for number in range(5, 2 * bodies.BATCH + 1):
        server.put(f"{number}.ics", entries.event(number))
    where = scope(source)
    server.asked.clear()

    pages = [*source.pull(where, None, Budget())]

    assert len(kept(pages)) == 2 * bodies.BATCH + 1
    assert [one.method for one in server.asked] == ["PROPFIND", *["REPORT"] * 4]


@pytest.mark.parametrize("status", [400, 403, 409, 410, 412])
def test_a_token_that_is_no_longer_known_is_a_new_generation(
    server: Dialect, source: DavConnector, status: int
) -> None:
    cursor = pulled(source)[-1].cursor
    server.oldest, server.habits.stale = 99, status

    with pytest.raises(CursorExpired):
        pulled(source, cursor)


def test_a_deep_look_finds_what_the_server_did_not_tell(
    server: Dialect, source: DavConnector
) -> None:
    first = pulled(source)
    server.resources["1.ics"] = entries.event(1).replace("Coffee", "Untold")
    assert pulled(source, first[-1].cursor) == []

    deep = pulled(source, first[-1].cursor, Budget(deep=True))

    assert summaries([*first, *deep])[-1] == "Untold 1"
    assert deep[-1].snapshot is Snapshot.NONE


def test_a_collection_that_is_suddenly_empty_is_not_believed(
    server: Dialect, source: DavConnector
) -> None:
    for number in range(5, 12):
        server.put(f"{number}.ics", entries.event(number))
    cursor = pulled(source)[-1].cursor
    for name in list(server.resources):
        server.delete(name)

    with pytest.raises(Emptied):
        pulled(source, cursor)
    with pytest.raises(Emptied):
        pulled(source, cursor, Budget(deep=True))


def test_a_resource_that_vanishes_between_listing_and_reading_is_left_out(
    server: Dialect, source: DavConnector
) -> None:
    where = scope(source)
    pages = source.pull(where, None, Budget(page_records=2))
    server.canned["REPORT"] = []
    server.habits.cut = 10_000
    listed = Canned(207, server._synced("").body)
    server.delete("0.ics")
    server.canned["REPORT"] = [listed]

    assert summaries([*pages]) == ALL[1:]


# ---------------------------------------------------------------- recurring events


def weekly(*lines: str) -> str:
    return entries.event(7, "RRULE:FREQ=WEEKLY", *lines, start="20260601T090000Z")


def test_a_series_reaches_further_as_months_go_by(server: Dialect, source: DavConnector) -> None:
    server.put("7.ics", weekly())
    first = pulled(source)
    server.habits.clock = datetime(2026, 7, 2, tzinfo=UTC)
    server.asked.clear()

    later = pulled(source, first[-1].cursor, Budget())
    again = pulled(source, later[-1].cursor)

    def last(pages: list[Page]) -> datetime:
        return max(one.starts_at for one in kept(pages).values() if isinstance(one, Meeting))

    assert last(first).strftime("%Y-%m") == "2027-06"
    assert last(later).strftime("%Y-%m") == "2027-07"
    read = [one.body for one in server.asked if b"multiget" in one.body]
    assert [body.count(b"<d:href>") for body in read] == [1]
    assert again == []


def test_instances_that_an_edit_leaves_out_are_deleted(
    server: Dialect, source: DavConnector
) -> None:
    server.put("7.ics", weekly().replace("WEEKLY", "WEEKLY;COUNT=6"))
    first = pulled(source)
    server.put("7.ics", weekly().replace("WEEKLY", "WEEKLY;COUNT=2"))

    second = pulled(source, first[-1].cursor)
    server.delete("7.ics")
    third = pulled(source, second[-1].cursor)

    assert len(kept(first)) == 5 + 6
    assert len(kept([*first, *second])) == 5 + 2
    assert len(kept([*first, *second, *third])) == 5


def test_a_series_changed_while_it_was_half_given_out_leaves_nothing_behind(
    server: Dialect, source: DavConnector
) -> None:
    for number in range(5):
        server.delete(f"{number}.ics")
    server.put("7.ics", weekly().replace("WEEKLY", "WEEKLY;COUNT=9"))
    first = [next(source.pull(scope(source), None, Budget(page_records=5)))]
    server.put("7.ics", weekly().replace("WEEKLY", "WEEKLY;COUNT=3"))

    rest = pulled(source, first[-1].cursor)
    later = pulled(source, rest[-1].cursor)

    assert len(kept([*first, *rest, *later])) == 3


def test_a_series_in_years_to_come_appears_when_its_time_comes(
    server: Dialect, source: DavConnector
) -> None:
    yearly = entries.event(7, "RRULE:FREQ=YEARLY", start="20270801T090000Z")
    server.put("7.ics", yearly)
    first = pulled(source)
    assert len(kept(first)) == 5

    server.habits.clock = datetime(2026, 8, 1, tzinfo=UTC)

    assert len(kept([*first, *pulled(source, first[-1].cursor)])) == 6


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("", 9), ("Europe/Berlin", 8), ("W. Europe Standard Time", 8), ("Nowhere", 9)],
)
def test_a_time_without_a_zone_is_the_calendars(
    server: Dialect, source: DavConnector, zone: str, hour: int
) -> None:
    server.habits.zone = f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\nEND:VTIMEZONE" if zone else ""
    server.put("7.ics", entries.event(7, start="20260105T090000"))
    pages = pulled(source)

    (found,) = (one for one in kept(pages).values() if getattr(one, "summary", "") == "Coffee 7")

    assert isinstance(found, Meeting)
    assert found.starts_at.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=FUN"],
)
def test_a_rule_that_would_never_end_costs_nothing_and_is_told(
    server: Dialect, source: DavConnector, rule: str
) -> None:
    server.put("7.ics", entries.event(7, f"RRULE:{rule}", start="20000101T090000Z"))

    found = kept(pulled(source))

    assert len([one for one in found.values() if isinstance(one, Meeting)]) >= 5
    for one in found.values():
        assert not isinstance(one, Unreadable) or one.reason.endswith("(7.ics)")


def test_without_a_clock_the_account_has_to_say_which_times(
    server: Dialect, source: DavConnector
) -> None:
    server.habits.clock = None
    with pytest.raises(Skippable, match="since and until"):
        pulled(source)

    options = {"url": server.url, "user": "r", "since": "2026-01-01", "until": "2026-12-31"}
    bounded = calendars.connect(options, means())
    assert summaries(pulled(bounded)) == ALL
    bounded.close()


# ---------------------------------------------------------------- what may go wrong


def test_a_refused_login_is_tried_once_with_a_fresh_secret(
    server: Dialect, source: DavConnector, secrets: Known
) -> None:
    pulled(source)
    server.canned["REPORT"] = [Canned(401)]
    secrets.words = ["new"]

    assert summaries(pulled(source)) == ALL
    assert secrets.asked == 2


def test_a_server_that_wants_a_digest_gets_it(server: Dialect, source: DavConnector) -> None:
    server.habits.digest = "pw"

    first = pulled(source)

    assert summaries(first) == ALL
    assert pulled(source, first[-1].cursor) == []
    # Basic once, then a challenge; all else is signed at once.
    assert [one.authorization[:6] for one in server.asked[:2]] == ["Basic ", ""]
    assert {one.authorization[:6] for one in server.asked[2:]} == {"Digest"}


def test_a_digest_is_given_to_nobody_else(server: Dialect, source: DavConnector) -> None:
    server.habits.digest = "pw"
    where = scope(source)
    with serving() as other:
        target = f"http://localhost:{other.port}{PATH}"
        server.canned["REPORT"] = []
        server.habits.digest = ""
        server.canned["REPORT"] = [Canned(307, headers=(("Location", target),))]

        [*source.pull(where, None, Budget())]

        assert [one.authorization for one in other.asked] == [""]


def test_a_wrong_password_by_digest_names_the_command(
    server: Dialect, source: DavConnector
) -> None:
    server.habits.digest = "another"

    with pytest.raises(NeedsLogin):
        pulled(source)


def test_a_login_that_stays_refused_names_the_command(
    server: Dialect, source: DavConnector
) -> None:
    server.canned["PROPFIND"] = [Canned(401)] * 9

    with pytest.raises(NeedsLogin) as told:
        pulled(source)

    assert told.value.command == "narrowcast connect dav"


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Canned(429, headers=(("Retry-After", "120"),)), RateLimited, "120 s"),
        (
            Canned(503, headers=(("Retry-After", "Mon, 15 Jun 2026 12:05:00 GMT"),)),
            RateLimited,
            "300 s",
        ),
        (Canned(429), RateLimited, "60 s"),
        (Canned(503), Transient, "cannot answer now"),
        (Canned(500), Transient, "cannot answer now"),
        (Canned(207, b"<multistatus"), Skippable, "not XML"),
        (Canned(207, b"\xff\xfe\x00 nothing"), Skippable, "not XML"),
        (Canned(207, b"<a>" * 500), Skippable, "nested"),
        (
            Canned(207, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
            Skippable,
            "document type",
        ),
        (
            Canned(207, b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
            Skippable,
            "document type",
        ),
    ],
    ids=[
        "wait seconds", "wait until", "wait", "503", "500", "cut XML", "no XML",
        "deep XML", "XML bomb", "foreign entity",
    ],
)  # fmt: skip
def test_a_fault_is_told_by_what_to_do(
    server: Dialect, source: DavConnector, answer: Canned, error: type[Exception], words: str
) -> None:
    where, cursor = scope(source), pulled(source)[-1].cursor
    server.canned["REPORT"] = [answer]
    server.put("9.ics", entries.event(9))

    with pytest.raises(Exception, match=words) as told:
        [*source.pull(where, cursor, Budget())]

    assert type(told.value) is error or (error is Skippable and isinstance(told.value, Skippable))


def test_a_collection_that_may_no_longer_be_read_is_left_out(
    server: Dialect, source: DavConnector
) -> None:
    where = scope(source)
    server.canned["PROPFIND"] = [Canned(403)]

    with pytest.raises(Skippable, match="refuses"):
        [*source.pull(where, None, Budget())]


@pytest.mark.parametrize("token", ["correct\nhorse", "correct horse\u2026", "horse\0"])
def test_a_token_that_cannot_be_sent_is_in_no_error(server: Dialect, token: str) -> None:
    lent = means(secrets=Known([token]))
    source = calendars.connect({"url": server.url, "user": "r", "auth": "oauthbearer"}, lent)

    with pytest.raises(NeedsLogin) as told:
        scope(source)

    assert "horse" not in repr(told.value)
    assert server.asked == []
    source.close()


def test_the_password_is_in_no_error(server: Dialect, secrets: Known) -> None:
    secrets.words = ["correct horse"]
    source = calendars.connect({"url": server.url, "user": "robin"}, means(secrets=secrets))
    server.canned["PROPFIND"] = [Canned(500)]

    with pytest.raises(Transient) as told:
        scope(source)

    assert "horse" not in repr(told.value)
    assert "horse" not in repr(told.value.__cause__)
    source.close()


def test_a_body_that_is_too_large_costs_only_itself(
    server: Dialect, source: DavConnector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MAX_BYTES", 20_000)
    monkeypatch.setattr(bodies, "BATCH_OCTETS", 20_000)
    server.put("big.ics", entries.event(9, "ATTACH;VALUE=BINARY:" + "A" * 30_000))

    found = kept(pulled(source))

    (unreadable,) = (one for one in found.values() if isinstance(one, Unreadable))
    assert "big.ics" in unreadable.reason
    assert len(found) == 6


# ---------------------------------------------------------------- being sent elsewhere


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:22/",
        "http://intranet.example/dav/",
        "https://evil.example/dav/",
        "file:///etc/passwd",
        "gopher://localhost/x",
        "//evil.example/dav/",
        "http://[::1/",
    ],
)
def test_nobody_else_is_asked_wherever_the_server_sends_us(
    server: Dialect, source: DavConnector, target: str
) -> None:
    server.canned["PROPFIND"] = [Canned(302, headers=(("Location", target),))] * 9

    with pytest.raises(Skippable):
        scope(source)


def test_a_redirect_to_another_port_takes_no_login_along(
    server: Dialect, source: DavConnector
) -> None:
    where = scope(source)
    with serving() as other:
        target = f"http://localhost:{other.port}{PATH}"
        server.canned["REPORT"] = [Canned(307, headers=(("Location", target),))]

        [*source.pull(where, None, Budget())]

        assert [one.authorization for one in other.asked] == [""]
    assert all(one.authorization for one in server.asked)


def test_a_redirect_round_in_circles_ends(server: Dialect, source: DavConnector) -> None:
    server.canned["PROPFIND"] = [Canned(301, headers=(("Location", PATH),))] * 40

    with pytest.raises(Skippable, match="circles"):
        scope(source)


def test_nothing_that_an_event_links_to_is_fetched(server: Dialect, source: DavConnector) -> None:
    base = f"http://localhost:{server.port}"
    server.put(
        "7.ics",
        entries.event(
            7,
            f"URL:{base}/url",
            f"ATTACH:{base}/attach",
            f"CONFERENCE;VALUE=URI:{base}/conference",
            f"IMAGE;VALUE=URI:{base}/image",
            f"X-WR-CALURL:{base}/cal",
        ),
    )

    pulled(source)

    assert {one.path for one in server.asked} == {PATH}


def test_entries_of_other_servers_are_not_asked_for(server: Dialect, source: DavConnector) -> None:
    server.habits.batches = False
    where = scope(source)
    listed = server._synced("").body.replace(
        PATH.encode() + b"0.ics", b"http://intranet.example/secret.ics"
    )
    server.canned["REPORT"] = [Canned(207, listed)]

    found = kept([*source.pull(where, None, Budget())])

    assert any(isinstance(one, Unreadable) for one in found.values())
    assert all(one.path.startswith(PATH) for one in server.asked)
