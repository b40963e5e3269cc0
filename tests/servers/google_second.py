"""Two more Gmails behind the same gate: second opinions on what myworld does.

emulate 0.11.2 keeps Message-IDs and headers, tells of deletions in its history, never forgets any
of it. backlot 0.1.0 is read only: lists, gets, pages, errors and batches. Neither has calendars
with sync tokens, nor contacts. What each lacks is listed in `tests/servers/test_gmails.py`.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.servers import gate, gate_rules, processes
from tests.servers import google_discovery as discovery
from tests.servers.emulate import Emulate
from tests.servers.gate import Asked, Forward, Reply, told
from tests.servers.gate_faults import Faults, by_api
from tests.servers.google_account import CLIENT_ID, CLIENT_SECRET, GoogleAccount
from tests.servers.google_host import START, USER

EMULATE_SAYS = {
    r"historyId: .* is beyond uint64": "history ids of 21 digits",
    r"history/\d+/id: .* is beyond uint64": "history ids of 21 digits",
    r"Invalid value at 'startHistoryId' .* is beyond uint64": "history ids of 21 digits",
}
"""What emulate says that Google would not, and no test of ours leans on."""


@dataclass(kw_only=True)
class SecondGmail(GoogleAccount):
    """A mailbox of an emulator on *port*, which knows *bearer*."""

    port: int
    bearer: str

    def deliver(
        self, letter: bytes, *, labels: Sequence[str] = ("INBOX",), at: datetime = START
    ) -> str:
        """Put *letter* into the box, as it is; returns its id. emulate only."""
        del at
        body = {"raw": gate_rules.raw(letter), "labelIds": list(labels)}
        return str(self.api("POST", "/gmail/v1/users/me/messages", body)["id"])

    def delete(self, id_: str) -> None:
        """Delete a message for good. emulate only."""
        self.api("DELETE", f"/gmail/v1/users/me/messages/{id_}")

    def label(self, id_: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Change the labels of a message. emulate only."""
        change = {"addLabelIds": list(add), "removeLabelIds": list(remove)}
        self.api("POST", f"/gmail/v1/users/me/messages/{id_}/modify", change)

    def raw(self, id_: str) -> bytes:
        told_ = self.api("GET", f"/gmail/v1/users/me/messages/{id_}?format=raw")
        return base64.urlsafe_b64decode(told_["raw"])

    def api(self, verb: str, path: str, body: object = None) -> Any:
        """Call Google's API past tokens, faults and log."""
        place, _, query = path.partition("?")
        asked = Asked(
            verb=verb, path=place, query=query,
            headers={
                "authorization": f"Bearer {self.bearer}", "content-type": "application/json",
            },
            body=b"" if body is None else json.dumps(body).encode(),
        )  # fmt: skip
        reply = gate.to(self.port, _place)(asked)
        assert reply.status < 300, f"{verb} {path}: {reply.status} {reply.body[:300]!r}"
        return json.loads(reply.body) if reply.body else None


def _place(asked: Asked) -> str:
    return f"{asked.path}?{asked.query}" if asked.query else asked.path


def _find(verb: str, path: str) -> discovery.Method | None:
    found = discovery.find(verb, path)
    return found[0] if found else None


def _profile(asked: Asked, forward: Forward) -> Reply:
    """getProfile, which emulate lacks: ours, out of what it says elsewhere. A stage."""
    if asked.id != "gmail.users.getProfile":
        return forward(asked)
    ids = set[str]()
    page = ""
    while True:
        query = "maxResults=500" + (f"&pageToken={page}" if page else "")
        listed = forward(_at(asked, "messages", query)).json
        ids |= {one["id"] for one in listed.get("messages", [])}
        if not (page := listed.get("nextPageToken", "")):
            break
    history = forward(_at(asked, "history", "startHistoryId=1")).json["historyId"]
    body = {"emailAddress": USER, "messagesTotal": len(ids), "threadsTotal": len(ids)}
    return told(200, body | {"historyId": history})


def _at(asked: Asked, name: str, query: str) -> Asked:
    path = f"/gmail/v1/users/me/{name}"
    return Asked(verb="GET", path=path, query=query, headers=asked.headers)


@contextmanager
def second_gmail(
    port: int,
    bearer: str,
    *,
    known: Mapping[str, str] | None = None,
    more: Sequence[gate.Stage] = (),
) -> Generator[SecondGmail]:
    """The Gmail on *port* behind a gate; fails at its end as `google.world` does.

    *known* are faults of the emulator that are passed over, *more* are stages between it and the
    judge.
    """
    tokens, faults = gate_rules.Tokens(CLIENT_ID, CLIENT_SECRET, bearer), Faults()
    judge = gate_rules.Judge([], known or {})
    stages: list[gate.Stage] = [by_api, faults, tokens, judge, *more]
    with gate.opened(stages, gate.to(port, _place), find=_find) as open_:
        open_.problems = judge.problems
        try:
            yield SecondGmail(
                gate=open_, tokens=tokens, faults=faults, judge=judge, port=port, bearer=bearer
            )
            open_.check()
        finally:
            gate.hang_up()


@contextmanager
def gmail_of_emulate(server: Emulate) -> Generator[SecondGmail]:
    """emulate's Gmail. Its box is emptied first: the server forgets nothing between tests."""
    with second_gmail(server.port, "any", known=EMULATE_SAYS, more=[_profile]) as made:
        while listed := made.api("GET", "/gmail/v1/users/me/messages?maxResults=500").get(
            "messages"
        ):
            for one in listed:
                made.delete(one["id"])
        yield made


@dataclass(frozen=True, slots=True)
class Backlot:
    """A running backlot; every mail in it is *USER*'s."""

    port: int
    bearer: str


def thread(subject: str, *texts: str, sender: str = "ana@acme.test", days: int = 1) -> Any:
    """A conversation as backlot takes it, the first text *days* before `START`."""
    first, *rest = texts
    begun = START - timedelta(days=days)
    return {
        "source_type": "gmail", "doc_id": f"doc-{subject}", "mailbox": "me", "group": None,
        "title": subject, "content": first, "created": begun.isoformat(),
        "readers": [USER, sender], "mailbox_owner": "Me Person",
        "author_email": sender, "author_name": sender.partition("@")[0].title(),
        "messages": [
            {
                "content": text, "author_email": USER, "author_name": "Me Person",
                "created": (begun + timedelta(hours=number)).isoformat(),
            }
            for number, text in enumerate(rest, 1)
        ],
    }  # fmt: skip


@contextmanager
def backlot(folder: Path, records: Sequence[object]) -> Generator[Backlot]:
    """Run backlot with *records* (see `thread`)."""
    corpus, data = folder / "corpus.jsonl", folder / "data"
    data.mkdir()
    corpus.write_text("\n".join(map(json.dumps, records)), "utf-8")
    settings = {**os.environ, "BACKLOT_DATA_DIR": str(data), "BACKLOT_TELEMETRY": "0"}
    program, port = processes.program("backlot"), processes.free_port()
    filling = processes.Process(
        [program, "import", str(corpus)], folder / "import.log", environment=settings
    )
    filling.finish()
    serving = processes.Process(
        [program, "serve", "--port", str(port), "--disable-telemetry"],
        folder / "backlot.log", environment=settings,
    )  # fmt: skip
    try:
        serving.wait_for(port)
        yield Backlot(port, _token(port))
    finally:
        serving.kill()
        gate.hang_up()


def _token(port: int) -> str:
    asked = Asked(verb="GET", path="/_meta/users", query="", headers={})
    people = gate.to(port, _place)(asked).json
    users = people["users"] if isinstance(people, dict) else people
    return str(next(one["token"] for one in users if one["email"] == USER))
