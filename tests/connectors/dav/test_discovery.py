"""From a name to the collections: each step that a server may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from narrowcast.connectors.base import Budget
from narrowcast.connectors.dav import calendars
from narrowcast.connectors.dav.account import DavConnector
from narrowcast.connectors.dav.settings import read
from narrowcast.connectors.errors import Skippable
from tests.connectors.dav import entries
from tests.connectors.dav.dialects import PATH, Asked, Canned, Dialect, multistatus, serving
from tests.connectors.dav.lending import means


@pytest.fixture
def server() -> Iterator[Dialect]:
    with serving() as dialect:
        dialect.put("1.ics", entries.event(1))
        yield dialect


@pytest.fixture
def opened(server: Dialect) -> Iterator[Callable[..., DavConnector]]:
    every: list[DavConnector] = []

    def connect(*hosts: str, **options: object) -> DavConnector:
        given = {"host": "localhost", "port": server.port, "security": "none", "user": "r"}
        every.append(calendars.connect({**given, **options}, means(*hosts)))
        return every[-1]

    yield connect
    for one in every:
        one.close()


def told(href: str, properties: str) -> Canned:
    return multistatus(
        f"<response><href>{href}</href><propstat><prop>{properties}</prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )


def away(target: str, status: int = 301) -> Canned:
    return Canned(status, headers=(("Location", target),))


PRINCIPAL = told("/dav/", "<current-user-principal><href>/me/</href></current-user-principal>")


def home(at: str) -> Canned:
    return told("/me/", f"<C:calendar-home-set><href>{at}</href></C:calendar-home-set>")


def listed(base: str, *kinds: str) -> Canned:
    return multistatus(
        "".join(
            f"<response><href>{base}{number}/</href><propstat><prop><resourcetype><collection/>"
            f"{kind}</resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
            for number, kind in enumerate(kinds)
        )
    )


def paths(asked: list[Asked]) -> list[str]:
    return [one.path for one in asked]


def test_the_way_from_the_name_by_principal_and_home(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    server.canned = {
        "/.well-known/caldav": [away("/dav/")],
        "/dav/": [PRINCIPAL],
        "/me/": [home("/homes/r/")],
        "/homes/r/": [listed("/homes/r/", "<C:calendar/>", "")],
    }

    assert [scope.id for scope in opened().scopes()] == ["/homes/r/0/"]
    assert paths(server.asked) == ["/.well-known/caldav", "/dav/", "/me/", "/homes/r/"]


def test_the_way_is_looked_for_once_and_again_when_it_ends(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    server.canned = {"/": [home("/old/"), home(PATH)], "/old/": [listed("/old/", "<C:calendar/>")]}
    source = opened()
    assert [scope.id for scope in source.scopes()] == ["/old/0/"]
    server.canned["/old/"] = [listed("/old/", "<C:calendar/>")]
    server.asked.clear()

    again, moved = source.scopes(), source.scopes()

    assert [scope.id for scope in again] == ["/old/0/"]
    assert [scope.id for scope in moved] == [PATH]
    assert paths(server.asked)[:2] == ["/old/", "/old/"]


def test_a_server_without_well_known_is_asked_at_its_root(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    server.canned = {"/": [PRINCIPAL], "/me/": [home(PATH)]}

    assert [scope.name for scope in opened().scopes()] == ["Work"]


def test_a_calendar_named_by_its_address_is_not_listed_to_be_found(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    (scope,) = opened(url=server.url).scopes()

    assert (scope.id, scope.name) == (PATH, "Work")
    assert [one.depth for one in server.asked] == ["0", "0"]


def test_boxes_of_scheduling_and_other_collections_are_left_out(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    kinds = ("<C:calendar/>", "<C:schedule-inbox/>", "<C:calendar/><C:schedule-outbox/>", "")
    server.canned = {"/": [home("/h/")], "/h/": [listed("/h/", *kinds, "<A:addressbook/>")]}

    assert [scope.id for scope in opened().scopes()] == ["/h/0/"]


def test_a_home_on_another_host_of_the_owners_is_read_there(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    url = f"http://127.0.0.1:{server.port}{PATH}"
    server.canned = {"/": [home(url)]}
    first = opened("localhost", "127.0.0.1")

    (scope,) = first.scopes()
    # A later run does not ask for the way again.
    (page,) = opened("localhost", "127.0.0.1").pull(scope, None, Budget())

    assert scope.id == url
    assert len(page.upserts) == 1


def test_a_redirect_to_another_host_of_the_owners_is_asked_by_name(
    server: Dialect, opened: Callable[..., DavConnector]
) -> None:
    server.canned = {
        "/.well-known/caldav": [away(f"http://127.0.0.1:{server.port}/dav/")],
        "/dav/": [Canned(401), PRINCIPAL],
        "/me/": [home("/h/")],
        "/h/": [listed("/h/", "<C:calendar/>")],
    }

    (scope,) = opened("localhost", "127.0.0.1").scopes()

    shown = [(one.path, bool(one.authorization)) for one in server.asked]
    assert shown[1:3] == [("/dav/", False), ("/dav/", True)]
    assert scope.id == f"http://127.0.0.1:{server.port}/h/0/"


@pytest.mark.parametrize(
    "at",
    ["http://intranet.example/h/", "http://169.254.169.254/", "https://evil.example:8443/"],
)
def test_a_home_with_strangers_is_never_asked_for(
    server: Dialect, opened: Callable[..., DavConnector], at: str
) -> None:
    server.canned = {"/": [home(at)]}

    with pytest.raises(Skippable, match="not of your account"):
        opened().scopes()


def test_a_server_that_names_nothing_says_what_to_write(
    opened: Callable[..., DavConnector],
) -> None:
    with pytest.raises(Skippable, match=r"localhost (refuses|names no calendars)"):
        opened().scopes()


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("options", "base"),
    [
        ({"host": "dav.example"}, "https://dav.example/"),
        ({"host": "DAV.Example.", "port": 8443}, "https://dav.example:8443/"),
        ({"url": "https://dav.example/remote.php/dav"}, "https://dav.example/remote.php/dav"),
        ({"url": "http://localhost:5232/r/"}, "http://localhost:5232/r/"),
        ({"url": "http://[::1]:5232/"}, "http://[::1]:5232/"),
        ({"host": "bücher.example"}, "https://xn--bcher-kva.example/"),
    ],
)
def test_where_to_begin(options: dict[str, object], base: str) -> None:
    assert read({"user": "r", **options}, "caldav").base == base


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "host is missing"),
        ({"host": "dav.example", "security": "none"}, "in the open"),
        ({"url": "http://dav.example/"}, "in the open"),
        ({"host": "dav.example", "security": "starttls"}, "security is none of"),
        ({"url": "https://r:secret@dav.example/"}, "must hold no login"),
        ({"url": "ftp://localhost/"}, "no address"),
        ({"url": "https://[::1/"}, "no address"),
        ({"url": "dav.example"}, "no address"),
        ({"host": "dav.example", "port": 0}, "no port"),
        ({"host": "dav.example", "port": True}, "no port"),
        ({"host": "dav.example", "user": "a:b"}, "without a colon"),
        ({"host": "dav.example", "user": ""}, "user is missing"),
        ({"host": "dav.example", "auth": "plain"}, "auth is none of"),
        ({"host": "dav.example", "include": 3}, "no list of names"),
    ],
)
def test_a_wrong_option_is_a_sentence(options: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words) as fault:
        read({"user": "r", **options}, "caldav")

    assert str(fault.value).startswith("caldav: ")
    assert "secret" not in str(fault.value)
