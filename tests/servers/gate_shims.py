"""What myworld 0.2.1 lacks, added by us: an answer of these is ours, not the emulator's.

- Gmail: deletions never appear in its history, and its history never ends.
- People: it has no sync tokens, so neither deletions nor the seven days.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from tests.servers.gate import Asked, Forward, Reply, told
from tests.servers.gate_faults import Fault, error, error_info, refused

Json = dict[str, Any]


@dataclass
class History:
    """Tells of messages that were deleted, and forgets the past on demand; itself the stage."""

    floor: int = 0
    """Ids before it are forgotten: 404."""
    _gone: list[Json] = field(default_factory=list[Json])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        if asked.id == "gmail.users.messages.delete":
            return self._delete(asked, forward)
        if asked.id != "gmail.users.history.list":
            return forward(asked)
        start = asked.parameter("startHistoryId")
        if start.isdecimal() and int(start) < self.floor:
            return refused(Fault.NOT_FOUND)
        if not self._gone or not start.isdecimal():
            return forward(asked)
        return self._merged(asked, forward, int(start))

    def forget(self) -> None:
        """Begin anew, with another world."""
        with self._lock:
            self._gone.clear()
            self.floor = 0

    def _delete(self, asked: Asked, forward: Forward) -> Reply:
        """Change a label first: that is what moves myworld's history on."""
        for change in ({"addLabelIds": ["STARRED"]}, {"removeLabelIds": ["STARRED"]}):
            forward(_json(asked, "POST", f"{asked.path}/modify", change))
        reading = replace(asked, verb="GET", query="format=minimal", method=None)
        message = forward(reading)
        reply = forward(asked)
        if reply.status < 300:
            told_ = message.json
            brief = {name: told_[name] for name in ("id", "threadId", "labelIds")}
            record = {
                "id": told_["historyId"],
                "messages": [{name: brief[name] for name in ("id", "threadId")}],
                "messagesDeleted": [{"message": brief}],
            }
            with self._lock:
                self._gone.append(record)
        return reply

    def _merged(self, asked: Asked, forward: Forward, start: int) -> Reply:
        records, last = list[Json](), Reply(status=500)
        query = [one for one in asked.parameters if one[0] not in {"pageToken", "maxResults"}]
        page = ""
        while True:
            whole = [*query, ("maxResults", "500"), *([("pageToken", page)] if page else [])]
            last = forward(replace(asked, query=urlencode(whole)))
            if last.status != 200:
                return last
            records += last.json.get("history", [])
            if not (page := last.json.get("nextPageToken", "")):
                break
        kinds = [value for name, value in asked.parameters if name == "historyTypes"]
        if not kinds or "messageDeleted" in kinds:
            records += [one for one in self._gone if int(one["id"]) > start]
        records.sort(key=lambda one: int(one["id"]))
        return last.saying(_page(asked, "history", records, {"historyId": last.json["historyId"]}))


def _page(asked: Asked, name: str, records: Sequence[Json], rest: Json) -> Json:
    """One page of *records*, by a page token of our own."""
    first = int(asked.parameter("pageToken", "0"))
    size = int(asked.parameter("maxResults", asked.parameter("pageSize", "100"))) or 100
    made = dict(rest)
    if chunk := records[first : first + size]:
        made[name] = list(chunk)
    if first + size < len(records):
        made["nextPageToken"] = str(first + size)
    return made


def _json(asked: Asked, verb: str, path: str, body: Json) -> Asked:
    headers = asked.headers | {"content-type": "application/json"}
    return replace(
        asked, verb=verb, path=path, query="", body=json.dumps(body).encode(), headers=headers,
        method=None,
    )  # fmt: skip


_LISTS = {
    "people.people.connections.list": "connections",
    "people.otherContacts.list": "otherContacts",
}
TOKEN_LIFE = timedelta(days=7)
_EXPIRED = "Sync token is expired. Clear local cache and retry call without the sync token."
_OTHERWISE = "Request parameters must match the first call."


Held = frozenset[tuple[str, str]]


@dataclass
class _Token:
    listed: datetime
    """When all was listed: a token that comes of another lives no longer than that one."""
    method: str
    held: Held
    people: dict[str, Json]


@dataclass
class Contacts:
    """Sync tokens of the People API, which live seven days of *world*'s time; itself the stage.

    "Sync tokens expire 7 days after the full sync", and "when the page_token or sync_token is
    specified, all other request parameters must match the first call" (people.connections.list).
    """

    now: datetime
    refuses_first_pages: bool = False
    """Whether the quota of full listings is used up: 429 (Google has one apart from the others)."""
    _tokens: dict[str, _Token] = field(default_factory=dict[str, _Token])
    _listings: dict[tuple[str, Held], dict[str, Json]] = field(
        default_factory=dict[tuple[str, Held], dict[str, Json]]
    )
    _begun: dict[str, Held] = field(default_factory=dict[str, Held])
    """With what the listing of each page token began."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def expire(self) -> None:
        """Let every sync token end now."""
        for one in self._tokens.values():
            one.listed = datetime.min.replace(tzinfo=UTC)

    def forget(self) -> None:
        """Begin anew, with another world: a token of the former one has ended."""
        self.expire()
        self._listings.clear()
        self._begun.clear()

    def __call__(self, asked: Asked, forward: Forward) -> Reply:
        if asked.id not in _LISTS:
            return forward(asked)
        plain = _without(asked, "syncToken", "requestSyncToken")
        if token := asked.parameter("syncToken"):
            return self._since(token, asked, plain, forward)
        page, held = asked.parameter("pageToken"), _held(asked)
        if not page and self.refuses_first_pages:
            return refused(Fault.RATE_429)
        if self._begun.get(page, held) != held:
            return _people_error("INVALID_ARGUMENT", _OTHERWISE)
        reply = forward(plain)
        if asked.parameter("requestSyncToken") != "true" or reply.status != 200:
            return reply
        if not page:  # what changes while pages are read comes again
            self._listings[asked.id, held] = _everybody(plain, forward)
        if following := reply.json.get("nextPageToken"):
            self._begun[following] = held
            return reply
        made = self._made(asked, self._listings[asked.id, held], self.now)
        return reply.saying(reply.json | {"nextSyncToken": made})

    def _made(self, asked: Asked, people: dict[str, Json], listed: datetime) -> str:
        name = f"gate-sync-{next(self._numbers)}"
        self._tokens[name] = _Token(listed, asked.id, _held(asked), people)
        return name

    def _since(self, name: str, asked: Asked, plain: Asked, forward: Forward) -> Reply:
        token = self._tokens.get(name)
        if token is None or token.method != asked.id:
            return _people_error("INVALID_ARGUMENT", "Invalid sync token.")
        if token.held != _held(asked):
            return _people_error("INVALID_ARGUMENT", _OTHERWISE)
        if self.now - token.listed > TOKEN_LIFE:
            return _people_error("FAILED_PRECONDITION", _EXPIRED, reason="EXPIRED_SYNC_TOKEN")
        people = _everybody(_without(plain, "pageToken"), forward)
        changed = [one for name, one in people.items() if token.people.get(name) != one]
        gone = [
            {"resourceName": name, "etag": one["etag"], "metadata": {"deleted": True}}
            for name, one in token.people.items()
            if name not in people
        ]
        body = _page(asked, _LISTS[asked.id], [*changed, *gone], {})
        if "nextPageToken" not in body:
            body["nextSyncToken"] = self._made(asked, people, token.listed)
        return told(200, body)


def _held(asked: Asked) -> Held:
    """What every further request has to say alike."""
    return frozenset(one for one in asked.parameters if one[0] not in {"pageToken", "syncToken"})


def _everybody(plain: Asked, forward: Forward) -> dict[str, Json]:
    listed = _LISTS[plain.id]
    asked, found = _without(plain, "pageToken", "pageSize"), dict[str, Json]()
    page = ""
    while True:
        query = f"{asked.query}&pageSize=1000" + (f"&pageToken={quote(page)}" if page else "")
        body = forward(replace(asked, query=query)).json
        found |= {one["resourceName"]: one for one in body.get(listed, [])}
        if not (page := body.get("nextPageToken", "")):
            return found


def _without(asked: Asked, *names: str) -> Asked:
    query = [one for one in asked.parameters if one[0] not in names]
    return replace(asked, query=urlencode(query))


def _people_error(name: str, message: str, *, reason: str = "") -> Reply:
    if not reason:
        return error(400, message, "invalidArgument", name)
    details = [error_info(reason, "people.googleapis.com")]
    body = {"code": 400, "message": message, "status": name, "details": details}
    return told(400, {"error": body})
