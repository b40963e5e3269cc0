"""A storm: letters refused for now, answers lost, copies late, and the sender killed all along.

What the real services are assumed to do stands in docs/decisions/0021.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path

import pytest

from narrowcast.agent.store.outbox import LetterState
from tests.agent import storm_ways, storming
from tests.agent.core.letter_samples import OWNER
from tests.agent.storming import Way
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.google import GoogleWorld
from tests.servers.google_host import USER
from tests.servers.graph import Graph
from tests.servers.smtp_sink import Sink, smtp_sink

Record = Callable[[str, object], None]
Arrived = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Weather:
    """A way in a storm, and to whom letters came out at its other end."""

    way: Way
    arrived: Arrived
    hurry: int = storming.HURRY
    kills: tuple[float, float] = storming.KILLS
    sender: str = OWNER.addresses[0]
    looks_up: bool = True


@pytest.fixture
def sink(certificates: Certificates) -> Iterator[Sink]:
    with smtp_sink(certificates) as running:
        yield running


def smtp(
    sink: Sink, box: Dovecot, certificates: Certificates, data: Path, seed: int, copy: str
) -> tuple[Weather, str]:
    """An account of a fresh user, and the user."""
    user = box.fresh_user()
    sink.users[user] = box.users[user]
    storm_ways.smtp_whims(sink, seed)
    account = f"""
        [accounts.work]
        connector = "imap"
        send = true
        host = "localhost"
        port = {box.tls_port}
        user = "{user}"
        password_env = "{storm_ways.PASSWORD_VARIABLE}"
        ca_file = "{certificates.ca}"
        sent_copy = "{copy}"
        smtp = {{ port = {sink.port}, security = "starttls" }}
    """
    way = storm_ways.SmtpWay(account, box.users[user], data)

    def arrived() -> list[str]:
        return [one.recipients[0] for one in sink.letters]

    return Weather(way, arrived, looks_up=copy == "server"), user


def graph_account(graph: Graph, *, drafts: bool) -> Weather:
    def arrived() -> list[str]:
        return [_to(raw) for raw in graph.sent]

    way = storm_ways.GraphWay(graph.options(), graph.token(), drafts)
    return Weather(way, arrived, hurry=GRAPHS_HURRY)


GRAPHS_HURRY = 1_500
"""Exchange's hour is 2.4 seconds; seven days, for which approvals are good, are 400."""
GOOGLES_HURRY = 600


def gmail_account(world: GoogleWorld) -> Weather:
    def arrived() -> list[str]:
        return [_to(world.raw(one)) for one in world.ids()]

    login = world.grant(send=True).dumps()
    way = storm_ways.GmailWay(world.options(), login)
    return Weather(way, arrived, hurry=GOOGLES_HURRY, sender=USER)


def _to(raw: bytes) -> str:
    return parseaddr(str(message_from_bytes(raw)["To"]))[1]


def rage(weather: Weather, folder: Path, number: int, seed: int, record: Record) -> None:
    """Have *number* letters sent in a storm; none twice, none lost, none unknown where one can
    look.
    """
    file = folder / "narrowcast.db"
    storming.approve(file, number, weather.sender)

    storm = storming.rage(file, weather.way, seed, hurry=weather.hurry, kills=weather.kills)

    arrived, states = Counter(weather.arrived()), Counter(storm.states.values())
    lost = {to for to, one in storm.states.items() if one is LetterState.SENT} - arrived.keys()
    for name, value in {
        "letters": number,
        "kills": storm.kills,
        "sent twice": sum(count > 1 for count in arrived.values()),
        "lost": len(lost),
        "unknown": states[LetterState.UNKNOWN],
        "given away again": storm.missed,
    }.items():
        record(name, value)
    assert (max(arrived.values()), lost) == (1, set())
    if weather.looks_up:
        assert states == {LetterState.SENT: number}
        assert len(arrived) == number
    else:
        assert states[LetterState.SENT] + states[LetterState.UNKNOWN] == number


# aiosmtpd's connections whose client was killed are still open when the server stops.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("number", "seed", "copy"),
    [
        pytest.param(10, 7, "server", id="short"),
        pytest.param(500, 11, "server", id="500 letters", marks=pytest.mark.soak),
        pytest.param(200, 13, "none", id="200 without a copy", marks=pytest.mark.soak),
    ],
)
def test_in_a_storm_no_letter_leaves_twice_and_none_is_lost(
    tmp_path: Path, certificates: Certificates, dovecot: Dovecot, sink: Sink, number: int,
    seed: int, copy: str, record_property: Record,
) -> None:  # fmt: skip
    weather, user = smtp(sink, dovecot, certificates, tmp_path, seed, copy)
    if copy == "none":
        rage(weather, tmp_path, number, seed, record_property)
        return
    with storm_ways.filing(sink, dovecot, user):
        rage(weather, tmp_path, number, seed, record_property)


long = pytest.param(500, id="500 letters", marks=pytest.mark.soak)


@pytest.mark.parametrize("number", [pytest.param(12, id="short"), long])
@pytest.mark.parametrize("drafts", [True, False], ids=["draft", "submit"])
def test_in_a_storm_at_microsoft_neither(
    tmp_path: Path, graph: Graph, drafts: bool, number: int, record_property: Record
) -> None:
    with storm_ways.graph_storm(graph, 17, GRAPHS_HURRY):
        rage(graph_account(graph, drafts=drafts), tmp_path, number, 17, record_property)


@pytest.mark.parametrize("number", [pytest.param(8, id="short"), long])
def test_in_a_storm_at_google_neither(
    tmp_path: Path, google_world: GoogleWorld, number: int, record_property: Record
) -> None:
    with storm_ways.gmail_storm(google_world, 19, GOOGLES_HURRY):
        rage(gmail_account(google_world), tmp_path, number, 19, record_property)


@pytest.mark.parametrize("number", [pytest.param(20, id="short"), long])
def test_in_a_storm_over_a_folder_neither(
    tmp_path: Path, number: int, record_property: Record
) -> None:
    folder = tmp_path / "outbox"

    def arrived() -> list[str]:
        boxes = (folder / "new", folder / "cur")
        return [_to(one.read_bytes()) for box in boxes if box.exists() for one in box.iterdir()]

    weather = Weather(storm_ways.FolderWay(folder), arrived, kills=(0.1, 0.4))
    rage(weather, tmp_path, number, 23, record_property)
