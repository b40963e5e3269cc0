"""Which mails of a folder hold some words, by Exchange's own index (`$search`, in KQL).

https://learn.microsoft.com/graph/search-query-parameter: the newest by their sending come first, a
thousand at most; neither `$filter` nor `$orderby` may stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from narrowcast.connectors import searching
from narrowcast.connectors.microsoft.rest import Graph, path
from narrowcast.connectors.searching import SearchFor

HEADS_ONLY = 'it may read heads only, and so not search; set privacy.tier = "signatures"'
_MOST = 1_000


def found(graph: Graph, folder: str, wanted: SearchFor, limit: int) -> Iterator[str]:
    """Ids of mails in *folder*, newest first; raises as `Graph.get`."""
    query = kql(wanted)
    if not query or limit <= 0:
        return
    limit = min(limit, _MOST)
    place = path("me", "mailFolders", folder, "messages")
    asked = {"$search": _quoted(query), "$select": "id", "$top": str(limit)}
    for row in islice(graph.listed(place, asked, size=0), limit):
        if isinstance(key := row.get("id"), str):
            yield key


def kql(wanted: SearchFor) -> str:
    """*wanted* in Microsoft's Keyword Query Language; '' nothing to look for.

    Of texts alone: who a mail is from and to is known from its head.
    """
    any_of = " OR ".join(f"body:{_quoted(one)}" for one in searching.phrases(wanted))
    if any_of and wanted.since:
        return f"({any_of}) AND received>={wanted.since:%Y-%m-%d}"
    return any_of


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
