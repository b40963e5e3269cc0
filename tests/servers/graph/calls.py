"""One call of the API, its answer, and what every route shares: rights, pages, ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.servers.graph.faults import Refusal
from tests.servers.graph.query import MOST_IN_A_PAGE, Preferences, Query
from tests.servers.graph.store import Item

if TYPE_CHECKING:
    from tests.servers.graph.control import Graph

Json = dict[str, Any]

READS_MAIL = ("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite")
READS_TEXTS = ("Mail.Read", "Mail.ReadWrite")
WRITES_MAIL = ("Mail.ReadWrite",)
SENDS = ("Mail.Send",)
READS_CALENDARS = ("Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite")
READS_CONTACTS = ("Contacts.Read", "Contacts.ReadWrite")
READS_OWNER = ("User.Read", "User.ReadWrite", "User.ReadBasic.All")

PAGE = 10
"""What a listing holds where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request once its token is known to be good."""

    graph: Graph
    base: str
    """http://host:port/v1.0, as the client addressed us."""
    method: str
    path: str
    text: str
    """The query as it came."""
    prefer: Preferences
    scopes: frozenset[str]
    content_type: str = ""
    body: bytes = b""

    def query(self, kind: str) -> Query:
        return Query.read(self.text, kind)

    def need(self, rights: Iterable[str]) -> None:
        """Raise Refusal 403 where the token has none of *rights*."""
        if not self.scopes & set(rights):
            raise denied()

    @property
    def basic(self) -> bool:
        """Whether mail is read without its texts."""
        return not self.scopes & set(READS_TEXTS)

    def shown_id(self, one: Item) -> str:
        return one.shown_id(immutable=self.prefer.immutable)

    def listed(self, rows: list[Json], query: Query, kind: str) -> Reply:
        """A page of *rows*; the rest by a nextLink with $skip."""
        size = min(self.prefer.size or query.top or PAGE, MOST_IN_A_PAGE)
        page = rows[query.skip : query.skip + size]
        body: Json = {"@odata.context": f"{self.base}/$metadata#{kind}", "value": page}
        if query.skip + size < len(rows):
            kept = {name: value for name, value in query.options.items() if name != "$skip"}
            options = {**kept, "$skip": str(query.skip + size)}
            written = "&".join(f"{name}={quote(value)}" for name, value in options.items())
            body["@odata.nextLink"] = f"{self.base}{self.path}?{written}"
        return Reply(body=body, kind=f"Collection({kind})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered; *kind* is the type that the CSDL judges it by."""

    status: int = 200
    body: Json | None = None
    kind: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    raw: bytes | None = None
    """In place of JSON."""


def denied() -> Refusal:
    """A token that lacks the right."""
    return Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def chosen(whole: Json, query: Query) -> Json:
    """The properties selected; all where none is."""
    if not query.select:
        return whole
    return {name: value for name, value in whole.items() if name in query.select}
