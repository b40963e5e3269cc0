"""Microsoft Graph over plain REST: one account's questions and what became of them.

    401 ──► another token, once; with the claims that a challenge asks for ──► still 401: NeedsLogin
    429 ──► RateLimited; without Retry-After, and 5xx: Transient
    410, syncStateNotFound, resyncRequired … ──► CursorExpired
    403 for want of a right ──► NeedsLogin; else the scope is skipped

The token goes to the configured origin and to no other, whatever links an answer holds. Every id is
asked for in its immutable form, which a move does not change.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from narrowcast.connectors import http
from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import NeedsLogin, RateLimited, Skippable, Transient
from narrowcast.connectors.formats import text
from narrowcast.connectors.http import MAX_BYTES, Answer
from narrowcast.connectors.microsoft import faults
from narrowcast.connectors.microsoft.faults import Said
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.net import HostRefused

Json = dict[str, Any]

BATCH = 20  # requests in one $batch, by Microsoft's rule
CONCURRENT = 4  # requests to one mailbox, by Microsoft's rule
_PATIENCE = 60.0  # seconds that single requests of a batch may ask us to wait
_ROUNDS = 4  # of a batch, for what was throttled in it
_IMMUTABLE = 'IdType="ImmutableId"'
_JSON = "application/json"


class Tokens(Protocol):
    """What shows Graph who asks; see `login.Login`."""

    def token(self, *, force: bool = False, claims: str = "") -> str: ...

    @property
    def granted(self) -> frozenset[str]: ...

    def refused(self, why: str = "") -> NeedsLogin: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The answer to one request of a batch."""

    said: Said
    body: Json
    """{} where it was refused."""


class Graph:
    """Asks for one account; at most four threads at once, the others wait."""

    def __init__(
        self,
        settings: Settings,
        login: Tokens,
        means: Means,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.login = login
        self._base, self._origin = settings.graph, http.origin(settings.graph)
        self._carrier = http.Carrier(means.egress)
        self._sleep, self._room = sleep, BoundedSemaphore(CONCURRENT)
        self.date: datetime | None = None
        """Graph's clock when it answered last."""

    def get(self, place: str, query: Mapping[str, str] | None = None, *, size: int = 0) -> Json:
        """The object at *place*, a path like `/me/messages` or a whole link that Graph gave; of a
        collection at most *size* rows where Graph heeds it (0: as many as it likes).

        Raises CursorExpired, NeedsLogin, RateLimited, Transient, `faults.Gone`, Skippable.
        """
        if query:
            place = f"{place}?{urlencode(query, quote_via=quote, safe=_SAFE)}"
        prefer = f"{_IMMUTABLE}, odata.maxpagesize={size}" if size else _IMMUTABLE
        return _object(self._fine(place, self.ask("GET", place, prefer=prefer)).body)

    def content(self, place: str, limit: int = MAX_BYTES) -> bytes:
        """What lies at *place* as it is; raises as `get`, and `http.TooLarge`."""
        return self._fine(place, self.ask("GET", place, limit=limit)).body

    def listed(
        self, place: str, query: Mapping[str, str] | None = None, *, size: int = 100
    ) -> Iterator[Json]:
        """Every row of the collection at *place*, over all its pages; raises as `get`."""
        yield from self.rest_of(self.get(place, query, size=size), size=size)

    def rest_of(self, page: Json, *, size: int = 100) -> Iterator[Json]:
        """Every row of *page* and of the pages that follow it; raises as `get`."""
        for _ in range(_MOST_PAGES):
            yield from rows(page)
            following = link(page, "next")
            if not following:
                return
            page = self.get(following, size=size)
        raise Skippable("Microsoft never comes to the end of a list")

    def batch(self, places: Sequence[str]) -> list[Told]:
        """GET all *places*, twenty at a time; each answer is judged alone, in the order asked.

        One that is throttled is asked again after its Retry-After; one that breaks Graph (500) as
        often as it is asked for is told as such. Raises NeedsLogin, RateLimited and Transient (of
        one: of all), as `get` for the batch itself.
        """
        found: list[Told] = []
        for start in range(0, len(places), BATCH):
            found += self._batched(places[start : start + BATCH])
        return found

    def ask(
        self,
        method: str,
        place: str,
        body: bytes = b"",
        *,
        content_type: str = _JSON,
        prefer: str = _IMMUTABLE,
        limit: int = MAX_BYTES,
    ) -> Answer:
        """Send one request with the login, and another token where Graph wants one; the answer
        whatever its status is, but for 401. For what `get` does not do: sending.

        Raises NeedsLogin, HostRefused (a link to elsewhere), Transient (nothing went out),
        `http.Lost` (what became of it nobody knows), and what fetching a token raises, before
        anything goes out.
        """
        url = self._address(place)
        headers = {"Accept": _JSON, "Prefer": prefer, "User-Agent": "narrowcast"}
        if body or method != "GET":
            headers["Content-Type"] = content_type

        def sent(token: str) -> Answer:
            shown = {**headers, "Authorization": f"Bearer {token}"}
            with self._room:
                return self._carrier.send(method, url, shown, body or None, limit=limit)

        answer = sent(self.login.token())
        if answer.status == 401:
            answer = self._proven(answer, sent)
        self.date = answer.date or self.date
        return answer

    def close(self) -> None:
        """Close what stands idle."""
        self._carrier.close()
        self.login.close()

    def _proven(self, answer: Answer, sent: Callable[[str], Answer]) -> Answer:
        """Ask again with another token, and once more where only now a challenge comes."""
        asked = faults.claims(answer.headers)
        answer = sent(self.login.token(force=True, claims=asked))
        challenge = faults.claims(answer.headers) if answer.status == 401 else ""
        if challenge and not asked:
            answer = sent(self.login.token(force=True, claims=challenge))
        if answer.status == 401:
            raise self.login.refused(_UNTAKEN)
        return answer

    def _fine(self, place: str, answer: Answer) -> Answer:
        """*answer* where it is what was asked for; else raises what it says."""
        if answer.status < 300:
            return answer
        if answer.status == 429 and "Retry-After" not in answer.headers:
            raise Transient("Microsoft asks for patience")
        http.raise_for_load(answer)
        raise self._refusal(place, faults.said(answer))

    def _refusal(self, place: str, said: Said) -> Exception:
        lacking = faults.lacking(place, self.login.granted) if said.status == 403 else ""
        return self.login.refused(f"it may not {lacking}") if lacking else faults.fault(said)

    def _address(self, place: str) -> str:
        """The URL of *place*; raises HostRefused where it is not of our Graph."""
        if place.startswith("/") and not place.startswith("//"):
            return self._base + place
        if http.origin(place) != self._origin:
            host = text.line(urlsplit(place).hostname or "")
            raise HostRefused(f"Microsoft sends us to {host}; not followed")
        return quote(place, safe=_AS_GIVEN)

    def _batched(self, places: Sequence[str]) -> list[Told]:
        found: dict[int, Told] = {}
        for turn in range(_ROUNDS):
            pending = [number for number in range(len(places)) if number not in found]
            broken, wait = dict[int, Told](), 0.0
            for number, told, after in self._round(places, pending):
                if after is None:
                    found[number] = told
                    continue
                wait = max(wait, after)
                if told.said.status == 500:
                    broken[number] = told
            if turn == _ROUNDS - 1:
                found |= broken
            if len(found) == len(places):
                return [found[number] for number in range(len(places))]
            if wait > _PATIENCE:
                raise RateLimited(wait)
            if turn < _ROUNDS - 1:
                self._sleep(wait)
        raise Transient("Microsoft does not answer all of what is asked at once")

    def _round(
        self, places: Sequence[str], pending: list[int]
    ) -> Iterator[tuple[int, Told, float | None]]:
        """Ask for those *pending*: number, answer, and seconds to wait before it is asked again;
        None where that is its last word.
        """
        asked = [
            {"id": str(n), "method": "GET", "url": places[n], "headers": {"Prefer": _IMMUTABLE}}
            for n in pending
        ]
        for one in self._responses(json.dumps({"requests": asked}).encode()):
            number, status = _number(one.get("id")), _number(one.get("status"))
            if number not in pending or status is None:
                continue
            said = faults.told(status, one.get("body"))
            if status == 429 or status >= 500:
                yield number, Told(said=said, body={}), _after(one)
            elif status == 403 and isinstance(
                refusal := self._refusal(places[number], said), NeedsLogin
            ):
                raise refusal
            else:
                told = one.get("body") if said.fine else None
                yield number, Told(said=said, body=told if isinstance(told, dict) else {}), None

    def _responses(self, body: bytes) -> list[Json]:
        """The answers to the requests of a batch, asked for by another token where one of them
        wants it: a batch itself is taken before anybody looks at what is in it.
        """
        found = self._posted(body)
        if not (stale := _stale(found)):
            return found
        asked = (faults.claims({"WWW-Authenticate": _header(one, _CHALLENGE)}) for one in stale)
        self.login.token(force=True, claims=next(filter(None, asked), ""))
        found = self._posted(body)
        if not (stale := _stale(found)):
            return found
        if len(stale) < len(found):
            raise Transient("Microsoft took the login for some and not for others")
        raise self.login.refused(_UNTAKEN)

    def _posted(self, body: bytes) -> list[Json]:
        answer = self._fine("/$batch", self.ask("POST", "/$batch", body))
        return rows(_object(answer.body), "responses")


_CHALLENGE = "www-authenticate"
_UNTAKEN = "Microsoft does not take it, though it is fresh"
_SAFE = "$,'()/:"
_AS_GIVEN = "%/:=&?~#+!$,;'@()*[]"  # of a whole link
_MOST_PAGES = 1_000
_DEFAULT_WAIT = 5.0


def path(*parts: str) -> str:
    """A path of *parts*, ids among them: `path("me", "messages", id)`."""
    return "/" + "/".join(quote(one, safe="$") for one in parts)


def link(page: Json, which: str) -> str:
    """The `@odata.nextLink` (*which*: next) or `@odata.deltaLink` (delta) of *page*; '' none."""
    found = page.get(f"@odata.{which}Link")
    return found if isinstance(found, str) else ""


def rows(page: Json, name: str = "value") -> list[Json]:
    """The objects in a collection's page; what is no object is passed over."""
    found = page.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Transient("Microsoft answers with what is no JSON")
    return found


def _number(value: object) -> int | None:
    digits = str(value)
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def _stale(responses: Sequence[Json]) -> list[Json]:
    """Those that were refused for their token."""
    return [one for one in responses if _number(one.get("status")) == 401]


def _header(one: Json, name: str) -> str:
    """A header of one answer in a batch; '' where it has none."""
    headers = one.get("headers")
    told = headers if isinstance(headers, dict) else {}
    return next((str(value) for key, value in told.items() if str(key).casefold() == name), "")


def _after(one: Json) -> float:
    told = _header(one, "retry-after").strip()
    return float(told[:9]) if told.isdecimal() else _DEFAULT_WAIT
