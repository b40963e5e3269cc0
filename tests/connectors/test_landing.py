"""Where the browser comes back to: one answer counts, whatever else comes."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest

from narrowcast.connectors.landing import Landing, answer_in

STATE = "s-7"


def visit(place: Landing, path: str, form: str = "") -> int:
    at = urlsplit(place.address)
    connection = http.client.HTTPConnection("127.0.0.1", at.port or 0, timeout=10)
    try:
        connection.request("POST" if form else "GET", path, body=form or None)
        return connection.getresponse().status
    finally:
        connection.close()


def waiting(place: Landing, comes: Callable[[], object]) -> dict[str, str]:
    visitor = threading.Thread(target=comes)
    visitor.start()
    answer = place.wait(STATE, 10)
    visitor.join()
    return answer


def test_the_answer_comes_by_an_address() -> None:
    with Landing() as place:
        answer = waiting(place, lambda: visit(place, f"/?state={STATE}&code=c1"))

    assert answer["code"] == "c1"


def test_the_answer_comes_by_a_form() -> None:
    form = urlencode({"state": STATE, "code": "c2"})

    with Landing(host="localhost") as place:
        assert place.address.startswith("http://localhost:")
        answer = waiting(place, lambda: visit(place, "/", form))

    assert answer["code"] == "c2"


def test_strangers_and_icons_are_turned_away_until_the_answer_comes() -> None:
    told = list[int]()

    def come() -> None:
        told.append(visit(place, "/favicon.ico"))
        told.append(visit(place, "/?state=forged&code=stolen"))
        told.append(visit(place, f"/?state={STATE}"))
        told.append(visit(place, f"/?state={STATE}&error=access_denied"))

    with Landing() as place:
        answer = waiting(place, come)

    assert (told, answer["error"]) == ([404, 404, 404, 200], "access_denied")


def test_nobody_coming_is_an_empty_answer() -> None:
    with Landing() as place:
        assert place.wait(STATE, 0.01) == {}


def test_a_browser_that_hangs_up_is_no_fault() -> None:
    def come() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(place.address).port or 0)
        connection.connect()
        connection.close()
        visit(place, f"/?state={STATE}&code=c")

    with Landing() as place:
        assert waiting(place, come)["code"] == "c"


def test_a_stranger_who_says_little_and_slowly_keeps_nobody_waiting() -> None:
    ended = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection:
            while not ended.wait(0.2):
                connection.send(b"G")

    with Landing() as place:
        at = ("127.0.0.1", urlsplit(place.address).port or 0)
        slow = [threading.Thread(target=drip, args=(socket.create_connection(at),)) for _ in "123"]
        for one in slow:
            one.start()
        answer = waiting(place, lambda: visit(place, f"/?state={STATE}&code=c3"))
        ended.set()
        for one in slow:
            one.join()

    assert answer["code"] == "c3"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f" http://127.0.0.1:1/?state={STATE}&code=c&scope=a%20b\n", {"code": "c"}),
        ("http://127.0.0.1:1/?state=other&code=c", {}),
        (f"state={STATE}&code=c", {}),
        ("http://[half", {}),
        ("", {}),
    ],
    ids=["pasted", "of another request", "no address", "broken", "nothing"],
)
def test_a_pasted_address_has_to_answer_our_request(address: str, found: dict[str, str]) -> None:
    assert answer_in(address, STATE).items() >= found.items()
    assert bool(answer_in(address, STATE)) == bool(found)
