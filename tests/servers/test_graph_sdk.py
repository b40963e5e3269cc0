"""Microsoft's own SDK and our connector see the same in the fake Graph (`make test-graph-sdk`).

The SDK knows nothing of ours: where the fake strayed from Graph's protocol, one of the two would
fail or see something else.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, Tier
from narrowcast.connectors.microsoft.connector import MicrosoftConnector
from narrowcast.connectors.promises import kept_after
from narrowcast.connectors.records import Meeting, Message
from tests.connectors.microsoft.accounts import connector
from tests.servers import processes
from tests.servers.graph import Expiry, Graph
from tests.servers.graph.client import mail
from tests.servers.mails import mailbox

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-graph-sdk" / "bin" / "python"
DRIVER = Path(__file__).parent / "graph" / "sdk_drive.py"
SIZE = 7
WINDOW = {"start": "2026-01-01T00:00:00Z", "end": "2027-01-01T00:00:00Z"}
START = datetime(2026, 10, 20, 8, tzinfo=UTC)
MOMENT = "%Y-%m-%dT%H:%M:%S.0000000"
HOUR = timedelta(hours=1)
Sdk = Callable[..., dict[str, Any]]


@contextmanager
def running(graph: Graph) -> Generator[Sdk]:
    """The SDK over *graph*; each call does one thing (see sdk_drive.py)."""
    if not PYTHON.exists():
        processes.unavailable("Microsoft's SDK", "make test-graph-sdk")
    child = subprocess.Popen(
        [PYTHON, DRIVER, graph.url, graph.token()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=DRIVER.parent.parent,
        env={name: os.environ[name] for name in ("PATH", "HOME")},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    lines, answers = child.stdin, child.stdout

    def do(what: str, **more: Any) -> dict[str, Any]:
        lines.write(json.dumps({"do": what, **more}) + "\n")
        lines.flush()
        told: dict[str, Any] = json.loads(answers.readline())
        return told

    try:
        yield do
    finally:
        lines.close()
        child.wait(timeout=30)
        answers.close()


def test_mail_is_paged_and_told_alike(
    graph: Graph, record_property: Callable[[str, object], None]
) -> None:
    given = graph.load(one for one in mailbox(11, 60) if one.folder == "INBOX")
    with running(graph) as sdk:
        first = sdk("round", kind="mail", folder="inbox", size=SIZE)
        ours = pages(graph, "inbox")
        graph.delete(given[0])
        graph.move(given[1], "archive")
        graph.change(given[2], isRead=False)
        graph.deliver(mail(1))
        later = sdk("round", kind="mail", size=SIZE, link=first["link"])
        ours_later = pages(graph, "inbox", ours[-1].cursor)

    assert first["pages"] == [[one.remote_id for one in page.upserts] for page in ours]
    assert first["seen"] == {one.remote_id: one.message_id for one in mails(ours)}
    assert set(later["removed"]) == gone(ours_later) == {given[0], given[1]}
    assert alive(later) == {one.remote_id: one.message_id for one in mails(ours_later)}
    record_property("messages", len(first["seen"]))
    record_property("pages", len(first["pages"]))


def test_empty_pages_repeats_and_replays_change_nothing_for_either(graph: Graph) -> None:
    given = [graph.deliver(mail(number)) for number in range(20)]
    graph.empty_pages = graph.repeats = graph.replays = True
    with running(graph) as sdk:
        first = sdk("round", kind="mail", folder="inbox", size=SIZE)
        ours = pages(graph, "inbox")
        later = sdk("round", kind="mail", size=SIZE, link=first["link"])
        ours_later = pages(graph, "inbox", ours[-1].cursor)

    assert set(first["seen"]) == {str(one) for one in kept_after(ours)} == set(given)
    assert [] in first["pages"]
    assert not later["removed"]
    assert not gone(ours_later)
    assert set(later["seen"]) <= set(given)


@pytest.mark.parametrize("how", Expiry)
def test_a_forgotten_token_is_the_same_error_to_both(graph: Graph, how: Expiry) -> None:
    graph.deliver(mail(1))
    with running(graph) as sdk:
        link = sdk("round", kind="mail", folder="inbox", size=SIZE)["link"]
        graph.expire_tokens(how)

        told = sdk("round", kind="mail", size=SIZE, link=link)

    expected = {
        Expiry.GONE: (410, "SyncStateInvalid"),
        Expiry.SYNC_STATE_NOT_FOUND: (404, "SyncStateNotFound"),
        Expiry.RESYNC_REQUIRED: (400, "resyncRequired"),
    }
    assert (told["status"], told["code"]) == expected[how]


def test_the_calendar_is_told_alike(graph: Graph) -> None:
    single = graph.add_event("Kick-off", START, START + HOUR, attendees=[("Ana", "a@acme.example")])
    master = graph.repeat(graph.add_event("Weekly", START, START + HOUR), count=5)
    with running(graph) as sdk:
        first = sdk("round", kind="calendar", size=SIZE, **WINDOW)
        ours = pages(graph, "calendar")
        graph.change_event(graph.occurrences(master)[2], subject="Moved")
        graph.delete_event(single)
        later = sdk("round", kind="calendar", size=SIZE, link=first["link"])
        ours_later = pages(graph, "calendar", ours[-1].cursor)

    theirs = {key: at for key, at in first["seen"].items() if key != master}
    met = [one for one in kept_after(ours).values() if isinstance(one, Meeting)]
    assert sorted(theirs.values()) == sorted(f"{one.starts_at:{MOMENT}}" for one in met)
    assert len(first["pages"]) == 1
    assert single in later["removed"]
    assert single in gone(ours_later)
    assert graph.occurrences(master)[2] in alive(later)
    moved = [one for page in ours_later for one in page.upserts if isinstance(one, Meeting)]
    assert [one.recurrence_id for one in moved if one.summary == "Moved"] == ["20261103T080000Z"]


def test_contacts_are_told_alike(graph: Graph) -> None:
    given = [
        graph.add_contact(displayName=name, emailAddresses=[{"address": f"{name}@x.example"}])
        for name in "abcdefghi"
    ]
    with running(graph) as sdk:
        first = sdk("round", kind="contacts", size=SIZE)
        ours = pages(graph, "contacts")
        graph.delete_contact(given[0])
        graph.change_contact(given[1], displayName="Bo")
        later = sdk("round", kind="contacts", size=SIZE, link=first["link"])
        ours_later = pages(graph, "contacts", ours[-1].cursor)

    assert set(first["seen"]) == {str(one) for one in kept_after(ours)} == set(given)
    assert [len(page) for page in first["pages"]] == [7, 2]
    assert set(later["removed"]) == gone(ours_later) == {given[0]}
    assert alive(later) == {given[1]: "Bo"}


def test_a_letter_of_the_sdks_is_taken_and_found_by_both(graph: Graph) -> None:
    with running(graph) as sdk:
        told = sdk("send", subject="Intro?", to="ana@acme.example")
        seen = sdk("round", kind="mail", folder="sentitems", size=SIZE)["seen"]

    ours = mails(pages(graph, "sentitems"))
    assert told == {"sent": True}
    assert b"X-Narrowcast-Id: tok" in graph.sent[0]
    assert seen == {one.remote_id: one.message_id for one in ours}
    assert len(seen) == 1


def test_a_batch_of_the_sdks_is_judged_item_by_item(graph: Graph) -> None:
    one = graph.deliver(mail(1))
    with running(graph) as sdk:
        told = sdk("batch", paths=[f"/me/messages/{one}", "/me/messages/nobody", "/me"])

    assert told["statuses"] == {"0": 200, "1": 404, "2": 200}


def test_folders_are_listed_alike(graph: Graph) -> None:
    for number in range(5):
        graph.add_folder(f"Team {number}")
    with running(graph) as sdk:
        found = sdk("folders")["folders"]

    source = connector(graph)
    ours = {str(one.id).removeprefix("mail:") for one in source.scopes()}
    source.close()
    teams = {key for key, name in found.items() if name.startswith("Team")}
    assert len(found) == 13
    assert teams | {graph.folder("inbox"), graph.folder("sentitems")} <= ours


def pages(graph: Graph, name: str, cursor: Cursor | None = None) -> list[Page]:
    """What our connector tells of one scope."""
    source = connector(graph)
    budget = Budget(page_records=SIZE, tier=Tier.HEADERS)
    try:
        return [*source.pull(_scope(graph, source, name), cursor, budget)]
    finally:
        source.close()


def _scope(graph: Graph, source: MicrosoftConnector, name: str) -> Scope:
    mail_or_other = name if name in {"calendar", "contacts"} else f"mail:{graph.folder(name)}"
    return next(one for one in source.scopes() if str(one.id).startswith(mail_or_other))


def mails(given: list[Page]) -> list[Message]:
    return [one for page in given for one in page.upserts if isinstance(one, Message)]


def gone(given: list[Page]) -> set[str]:
    return {str(one) for page in given for one in page.deletes}


def alive(told: dict[str, Any]) -> dict[str, str]:
    return {key: shown for key, shown in told["seen"].items() if key not in told["removed"]}
