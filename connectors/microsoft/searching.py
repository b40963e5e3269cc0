"""Which mails hold some words, by Exchange's own index (`$search`, in KQL).

https://learn.microsoft.com/graph/search-query-parameter: the newest by their sending come first, a
thousand at most; neither `$filter` nor `$orderby` may stand beside it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from narrowcast.connectors import searching, told
from narrowcast.connectors.microsoft.rest import Graph
from narrowcast.connectors.searching import SearchFor

HEADS_ONLY = 'it may read heads only, and so not search; set privacy.tier = "signatures"'
_MOST, _LISTED = 1_000, 250
_FRESH = 60.0  # seconds for which all folders have their part of one search


class Found:
    """What was found last, for all folders at once: each asks for its part in turn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[SearchFor, tuple[float, list[tuple[str, str]]]] = {}

    def within(self, folder: str, wanted: SearchFor, limit: int) -> Iterator[str]:
        """Ids of mails in *folder*, newest first; raises as `Graph.get`."""
        now = time.monotonic()
        self._found = {key: one for key, one in self._found.items() if now - one[0] < _FRESH}
        if wanted not in self._found:
            self._found[wanted] = now, [*_everywhere(self._graph, wanted)]
        ids = (key for key, there in self._found[wanted][1] if there == folder)
        return islice(ids, max(0, limit))


def _everywhere(graph: Graph, wanted: SearchFor) -> Iterator[tuple[str, str]]:
    """Ids of mails with those of their folders."""
    query = kql(wanted)
    if not query:
        return
    asked = {"$search": _quoted(query), "$select": "id,parentFolderId", "$top": str(_LISTED)}
    for row in islice(graph.listed("/me/messages", asked, size=0), _MOST):
        yield told.word(row, "id"), told.word(row, "parentFolderId")


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
