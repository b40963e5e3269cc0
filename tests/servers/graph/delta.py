"""Delta queries: rounds of pages, links with opaque tokens, and all that a client must bear.

    no token ─► page ─ nextLink ($skiptoken) ─► page … ─ deltaLink ($deltatoken) ─► next round
                  └ may be empty and go on; may tell again what a page or round told before

A token stands for the round with the options it began with; later options are ignored.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.servers.graph.calls import Call, Json, Reply
from tests.servers.graph.faults import Expiry, Refusal
from tests.servers.graph.query import Query
from tests.servers.graph.store import Item, Told

_LAST = re.compile(r"/([^/]+)(/contacts|/messages)?/delta$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a delta function tells of."""

    path: str
    """As it is written in links, in the service's own spelling."""
    kind: str
    told: Callable[[Query, int], Iterable[Told]]
    """What there is (0) or changed since."""
    there: Callable[[Item], bool]
    shown: Callable[[Item, Query], Json]


@dataclass
class Round:
    """One run through what changed."""

    path: str
    query: Query
    since: int
    until: int
    rows: list[Told]


@dataclass
class Deltas:
    """The rounds of all clients; none is forgotten unless `expire` says so."""

    rounds: list[Round] = field(default_factory=list[Round])
    _dead: int = 0
    _how: Expiry = Expiry.GONE

    def expire(self, how: Expiry) -> None:
        self._dead, self._how = len(self.rounds), how

    def page(self, call: Call, source: Source) -> Reply:
        """One page; raises Refusal."""
        query = Query.read(call.text, source.kind)
        if skip := query.options.get("$skiptoken"):
            number, position, count = self._read(skip, 3, call, source)
        else:
            number, position, count = self._begin(call, source, query), 0, 0
        size = min(call.prefer.size or self.rounds[number].query.top or call.graph.page_size,
                   call.graph.page_limit)  # fmt: skip
        return self._page(call, source, (number, position, count), size)

    def _begin(self, call: Call, source: Source, query: Query) -> int:
        since = 0
        if token := query.options.get("$deltatoken"):
            (number,) = self._read(token, 1, call, source)
            last = self.rounds[number]
            query, since = last.query, last.until
        else:
            last = None
        rows = [*_wanted(source, query, since, source.told(query, since))]
        if last and call.graph.replays and (again := _told_last(last.rows, source)):
            rows.insert(0, (again, ""))
        until = call.graph.store.sequence
        self.rounds.append(Round(source.path, query, since, until, rows))
        return len(self.rounds) - 1

    def _page(self, call: Call, source: Source, at: tuple[int, int, int], size: int) -> Reply:
        number, position, count = at
        round_ = self.rounds[number]
        if call.graph.empty_pages and count % 2 == 0:
            size = 0
        rows = round_.rows[position : position + size]
        end = position + len(rows)
        again = round_.rows[position - 1 : position] if call.graph.repeats and position else []
        body: Json = {
            "@odata.context": f"{call.base}/$metadata#Collection({source.kind})",
            "value": [_row(call, source, round_, told) for told in (*again, *rows)],
        }
        base = call.graph.foreign_links or call.base
        more = end < len(round_.rows) or (call.graph.empty_pages and count % 2 == 0)
        name, token = (
            ("nextLink", f"$skiptoken={_token(number, end, count + 1)}")
            if more
            else ("deltaLink", f"$deltatoken={_token(number)}")
        )
        body[f"@odata.{name}"] = f"{base}{source.path}?{token}"
        return Reply(body=body, kind=f"Collection({source.kind})")

    def _read(self, token: str, count: int, call: Call, source: Source) -> tuple[int, ...]:
        numbers = _numbers(token)
        if len(numbers) != count or not self._known(numbers[0], source):
            raise Refusal(400, "BadRequest", "Badly formed token.")
        if numbers[0] < self._dead:
            raise _expired(self._how, call, source, self.rounds[numbers[0]].query)
        return numbers

    def _known(self, number: int, source: Source) -> bool:
        return number < len(self.rounds) and self.rounds[number].path == source.path


def _wanted(source: Source, query: Query, since: int, told: Iterable[Told]) -> Iterable[Told]:
    change = query.options.get("changetype", "")
    rows = [(one, gone) for one, gone in told
            if not change or not since or _change(one, gone, since) == change]  # fmt: skip
    kept = [(one, gone) for one, gone in rows
            if gone or all(test(one.properties) for test in query.matches)]  # fmt: skip
    name, greatest_first = query.order
    if name and not since:
        kept.sort(key=lambda row: str(row[0].properties.get(name) or ""), reverse=greatest_first)
    return kept


def _change(one: Item, gone: str, since: int) -> str:
    return "deleted" if gone else "created" if one.created > since else "updated"


def _told_last(rows: list[Told], source: Source) -> Item | None:
    return next((one for one, gone in reversed(rows) if not gone and source.there(one)), None)


def _row(call: Call, source: Source, round_: Round, told: Told) -> Json:
    one, gone = told
    head: Json = {"@odata.type": f"#microsoft.graph.{one.kind}"}
    if not gone and not source.there(one):
        gone = "deleted"  # it left while the round was going on
    if gone:
        return {**head, "id": call.shown_id(one), "@removed": {"reason": gone}}
    shown = source.shown(one, round_.query)
    if call.graph.partial_changes and round_.since and one.created <= round_.since:
        altered = {name for name, at in one.altered.items() if at > round_.since}
        shown = {name: value for name, value in shown.items() if name in altered}
    return {**head, "@odata.etag": one.etag, **shown, "id": call.shown_id(one)}


def _token(*numbers: int) -> str:
    packed = "R0usmc:" + ":".join(map(str, numbers))
    return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _numbers(token: str) -> tuple[int, ...]:
    """What `_token` packed; () where it did not."""
    try:
        read = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        return tuple(map(int, read.removeprefix("R0usmc:").split(":")))
    except ValueError:
        return ()


def _expired(how: Expiry, call: Call, source: Source, query: Query) -> Refusal:
    if how is Expiry.SYNC_STATE_NOT_FOUND:
        return Refusal(404, "SyncStateNotFound", "The sync state generation is not found; continue"
                       " without it.")  # fmt: skip
    if how is Expiry.RESYNC_REQUIRED:
        return Refusal(400, "resyncRequired", "Resync is required.")
    begun = "".join(f"&{name}={value}" for name, value in query.options.items()
                    if not name.endswith("token"))  # fmt: skip
    return Refusal(
        410,
        "SyncStateInvalid",
        "The sync state is no longer valid; begin anew.",
        {"Location": f"{call.base}{source.path}?$deltatoken={begun.replace(' ', '%20')}"},
    )
