"""The texts of chosen mails, twenty in a request; of reports and invitations by their source.

Graph shows of a mail one body, plain or HTML, as it is stored. What a delivery report or an
invitation says to machines is in parts that it does not show: such a mail is read whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrowcast.connectors import told
from narrowcast.connectors.formats import mime, parts
from narrowcast.connectors.formats import text as cleaning
from narrowcast.connectors.http import TooLarge
from narrowcast.connectors.microsoft.faults import Gone
from narrowcast.connectors.microsoft.rest import BATCH, Graph, Json, path
from narrowcast.connectors.records import PartKind, RemoteId, TextPart

_QUERY = "$select=id,body,internetMessageHeaders"
_WHOLE = ("multipart/report", "text/calendar")


def fetched(
    graph: Graph, wanted: Sequence[RemoteId]
) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
    """Id and texts of each of *wanted*; who is gone is left out. Raises as `Graph.batch`."""
    for start in range(0, len(wanted), BATCH):
        for key, item in _bodies(graph, wanted[start : start + BATCH]):
            found = _from_source(graph, key) if _speaks_to_machines(item) else None
            yield key, _body(item) if found is None else found


def _bodies(graph: Graph, wanted: Sequence[RemoteId]) -> Iterator[tuple[RemoteId, Json]]:
    """The bodies of a batch; one by one where they are too large together."""
    places = [f"{path('me', 'messages', one)}?{_QUERY}" for one in wanted]
    try:
        answers = graph.batch(places)
    except TooLarge:
        if len(wanted) == 1:
            yield wanted[0], {}  # nobody writes so much by hand
            return
        for one in wanted:
            yield from _bodies(graph, [one])
        return
    for key, answer in zip(wanted, answers, strict=True):
        if answer.said.fine:
            yield key, answer.body


def _speaks_to_machines(item: Json) -> bool:
    """Whether it is a report, or an invitation or the answer to one."""
    if "eventMessage" in told.word(item, "@odata.type"):
        return True
    kinds = (
        told.word(one, "value").lower()
        for one in told.parts(item, "internetMessageHeaders")
        if told.word(one, "name").lower() == "content-type"
    )
    return any(kind.strip().startswith(_WHOLE) for kind in kinds)


def _from_source(graph: Graph, key: RemoteId) -> tuple[TextPart, ...] | None:
    """The texts in the mail as it was sent; None where Graph does not give it, or too much."""
    try:
        raw = graph.content(path("me", "messages", key, "$value"), mime.MAX_MAIL)
    except (Gone, TooLarge):
        return None
    return mime.read(raw, remote_id=key).parts


def _body(item: Json) -> tuple[TextPart, ...]:
    body = told.part(item, "body")
    content = told.word(body, "content")
    if not content.strip():
        return ()
    html = told.word(body, "contentType").lower() == "html"
    return (
        TextPart(
            kind=PartKind.HTML if html else PartKind.PLAIN,
            text=cleaning.body(content[: parts.MAX_TEXT]),
            truncated=len(content) > parts.MAX_TEXT,
        ),
    )
