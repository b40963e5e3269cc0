"""The splitter gives what the library's own parser gives, of any octets cut anywhere."""

from __future__ import annotations

import re
import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient.response_parser import parse_fetch_response

from narrowcast.connectors.errors import Transient
from narrowcast.connectors.imap_session import fetch, stream, values
from narrowcast.connectors.imap_session.faults import Denied
from narrowcast.connectors.imap_session.fetch import Fetched
from narrowcast.connectors.imap_session.stream import Stream

_TAG = b"n1"
_OK = b"n1 OK done\r\n"


class _Given(Stream):
    """A stream of given octets that come in pieces of given sizes."""

    def __init__(self, octets: bytes, sizes: list[int]) -> None:
        self._octets, self._sizes = octets, sizes
        self.data, self.at = b"", 0

    def more(self, least: int = 1) -> None:
        if not self._octets:
            raise Transient("the end")
        size = max(least, self._sizes.pop() if self._sizes else 4_096)
        self.data = self.data[self.at :] + self._octets[:size]
        self.at, self._octets = 0, self._octets[size:]


def _heads(octets: bytes, sizes: list[int] | None = None) -> list[Fetched]:
    return [*fetch.heads(_Given(octets, sizes or []), _TAG)]


def _literal(octets: bytes) -> bytes:
    return b"{%d}\r\n%s" % (len(octets), octets)


_ECHO = b"BODY[HEADER.FIELDS (FROM TO)]"
_UID = st.integers(1, 2**32 - 1)
_HEAD = st.binary(max_size=60) | st.just(b"From: a@b\r\nSubject: n1 OK\r\n\r\n")
_DATE = st.sampled_from([b"17-Jul-1996 02:44:25 -0700", b" 1-Jan-2024 00:00:00 +0000"])
_LABEL = st.sampled_from(
    [b"\\Inbox", b'"\\\\Sent"', b'"a) UID 5 (b"', b"plain", b'"q \\" w"', b'"Caf&AOk-"', b'""']
)


@st.composite
def _message(draw: st.DrawFn) -> tuple[bytes, Fetched]:
    """A FETCH response in any order, and what it says."""
    uid, size, date, head = draw(_UID), draw(st.integers(0, 2**40)), draw(_DATE), draw(_HEAD)
    labels = draw(st.none() | st.lists(_LABEL, max_size=3))
    quotes = not re.search(rb'[\r\n\0"\\]|[^\x00-\x7f]', head) and draw(st.booleans())
    items = [
        b"UID %d" % uid,
        b"RFC822.SIZE %d" % size,
        b'INTERNALDATE "%s"' % date,
        _ECHO + b" " + (b'"' + head + b'"' if quotes else _literal(head)),
    ]
    items += draw(
        st.lists(
            st.sampled_from(
                [b"FLAGS (\\Seen $Work)", b"FLAGS ()", b"MODSEQ (12)", b"X-GM-MSGID 77",
                 b'BODYSTRUCTURE ("TEXT" {5}\r\nPLAIN NIL NIL NIL "7BIT" 3 1)', b"THREADID NIL",
                 b'BODY[1]<0> "x) UID 9"']
            ),
            max_size=2, unique=True,
        )
    )  # fmt: skip
    if labels is not None:
        items.append(b"X-GM-LABELS (" + b" ".join(labels) + b")")
        items.append(b"X-GM-THRID 123")
    order = draw(st.permutations(items))
    sequence = draw(st.integers(1, 999))
    raw = b"* %d FETCH (%s)\r\n" % (sequence, b" ".join(order))
    parsed = parse_fetch_response(_as_imaplib_gives(raw), normalise_times=False)[uid]
    told = tuple(one for one in parsed.get(b"X-GM-LABELS", ()))
    thread = str(parsed[b"X-GM-THRID"]) if b"X-GM-THRID" in parsed else ""
    gives = parsed[_ECHO]
    return raw, Fetched(
        uid,
        date.strip() if not _is_quick(raw) else date,
        parsed[b"RFC822.SIZE"],
        gives if isinstance(gives, bytes) else b"%d" % gives,
        thread,
        tuple(one if isinstance(one, bytes) else b"%d" % one for one in told),
    )


def _is_quick(raw: bytes) -> bool:
    return fetch._HEAD.match(raw) is not None


def _as_imaplib_gives(raw: bytes) -> list[bytes | tuple[bytes, bytes]]:
    """The data of a FETCH as imaplib hands it over: a pair for each literal."""
    rest = raw[: -len(b"\r\n")].partition(b" FETCH ")
    rest_of = rest[0].removeprefix(b"* ") + b" " + rest[2]
    data: list[bytes | tuple[bytes, bytes]] = []
    while found := re.search(rb"\{(\d+)\}\r\n", rest_of):
        end = found.end() + int(found[1])
        data.append((rest_of[: found.end() - 2], rest_of[found.end() : end]))
        rest_of = rest_of[end:]
    return [*data, rest_of]


_UNSOLICITED = st.sampled_from(
    [b"* 23 EXISTS\r\n", b"* 3 EXPUNGE\r\n", b"* VANISHED 300:310,405\r\n", b"* OK Still here\r\n",
     b"* OK [ALERT] {9} is no literal\r\n", b"* 7 FETCH (FLAGS (\\Seen))\r\n", b"* FLAGS (a b)\r\n",
     b"* STATUS {5}\r\nINBOX (MESSAGES 3)\r\n", b"* NO careful\r\n", b"+ idling\r\n", b"\r\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(
    st.lists(_message() | _UNSOLICITED, max_size=6),
    st.lists(st.integers(1, 40), max_size=60),
)
def test_any_answer_is_split_as_the_library_does(
    said: list[bytes | tuple[bytes, Fetched]], sizes: list[int]
) -> None:
    octets = b"".join(one if isinstance(one, bytes) else one[0] for one in said) + _OK
    expected = [one[1] for one in said if not isinstance(one, bytes)]

    found = _heads(octets, sizes)

    assert [one._replace(internaldate=one.internaldate.strip()) for one in found] == [
        one._replace(internaldate=one.internaldate.strip()) for one in expected
    ]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 30))
def test_no_octets_raise_anything_but_our_errors(noise: bytes, at: int) -> None:
    message = b"* 1 FETCH (UID 7 " + _ECHO + b" " + _literal(b"From: a\r\n\r\n") + b")\r\n"

    try:
        found = _heads(message[:at] + noise + message[at:] + _OK)
    except (Transient, Denied):
        return
    assert all(isinstance(one, Fetched) for one in found)


@pytest.mark.parametrize(
    "raw",
    [
        b"* 1 FETCH (UID 7 RFC822.SIZE 9 BODY[HEADER.FIELDS (FROM)] NIL)\r\n",
        b"* 1 FETCH (UID 7 RFC822.SIZE 9)\r\n",
    ],
    ids=["nil", "missing"],
)
def test_a_head_that_is_not_given_is_none(raw: bytes) -> None:
    assert _heads(raw + _OK) == [Fetched(7, b"", 9, None)]


def test_a_literal8_is_a_literal() -> None:
    raw = b"* 1 FETCH (UID 7 BODY[HEADER.FIELDS (FROM)] ~{3}\r\na\0b)\r\n"

    assert [one.head for one in _heads(raw + _OK)] == [b"a\0b"]


def test_a_refusal_is_told_in_its_words() -> None:
    with pytest.raises(Denied, match="Out of order"):
        _heads(b"n1 NO [SERVERBUG] Out of order\r\n")


def test_a_farewell_ends_the_reading() -> None:
    with pytest.raises(Denied, match="shutting down"):
        _heads(b"* BYE shutting down\r\n")


@pytest.mark.parametrize("count", [b"99999999999", b"999999999", b"67108865"])
def test_an_absurd_literal_is_not_waited_for(count: bytes) -> None:
    raw = b"* 1 FETCH (UID 7 BODY[HEADER.FIELDS (FROM)] {" + count + b"}\r\nFrom: a\r\n"

    with pytest.raises(Transient):
        _heads(raw + _OK)


def test_a_line_without_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MAX_LINE", 1_000)

    with pytest.raises(Transient):
        _Given(b"x" * 100_000, []).line(1_000)


@given(st.binary(max_size=300))
def test_values_of_any_octets_are_read(octets: bytes) -> None:
    values.parse([octets])


@pytest.mark.parametrize(
    ("told", "number"),
    [(b"9223372036854775807", 2**63 - 1), (b"9223372036854775808", None), (b"1" * 9_000, None)],
)
def test_no_number_is_more_than_the_store_holds(told: bytes, number: int | None) -> None:
    assert values.number(told) == number


def test_deep_lists_are_read_without_recursion() -> None:
    found = values.parse([b"(" * 100_000 + b"a" + b")" * 100_000])

    assert len(found) == 1


def test_without_reading_ahead_nothing_is_taken_that_came_too_early() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=theirs.sendall, args=(b"n1 OK go\r\n* INJECTED\r\n",))
        sender.start()
        sender.join()
        reader = Stream(ours, read_ahead=False)

        assert reader.line() == b"n1 OK go\r\n"
        assert (reader.data[reader.at :], ours.recv(100)) == (b"", b"* INJECTED\r\n")


@pytest.mark.parametrize("piece", [b'"', b"[", b"a[", b'"\\', b"][", b"(", b"{", b"[ "])
def test_nothing_unclosed_is_looked_at_twice(piece: bytes) -> None:
    # They would take minutes if each were followed to the end.
    assert isinstance(values.parse([piece * 200_000]), tuple)


@pytest.mark.parametrize("at", range(1, 26))
def test_a_response_that_takes_longer_than_the_wait_is_not_torn(at: int) -> None:
    told = b"* X {2}\r\nab {3}\r\ncde (f)\r\n"
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(0.01)
        reader = Stream(ours)
        theirs.sendall(told[:at])
        with pytest.raises(TimeoutError):
            reader.response()
        theirs.sendall(told[at:])

        assert reader.response() == [b"* X ", b"ab", b" ", b"cde", b" (f)"]
