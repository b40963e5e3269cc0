"""`$search` on messages, as far as its page tells (search-query-parameter): KQL in double quotes.

Of KQL it knows what stands there and in the page on KQL's syntax: phrases, OR, AND in capitals,
brackets, the properties body, subject, from and received; anything else is refused, so that nobody
relies on what was not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from tests.servers.graph import letters
from tests.servers.graph.faults import Refusal
from tests.servers.graph.store import Item

MOST = 1_000
Holds = Callable[[Item], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()])|(?P<word>OR|AND)\b|(?:(?P<name>\w+)(?P<is>:|>=|<=))?"
    r'(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s()":<>]+)))'
)
_WORD = re.compile(r"[^\W_]+")


def found(held: Iterable[Item], options: Mapping[str, str]) -> list[Item]:
    """Those of *held* for which `$search` holds, the newest sent first; raises Refusal."""
    if "$filter" in options or "$orderby" in options:
        raise Refusal(400, "SearchWithFilter" if "$filter" in options else "SearchWithOrderBy",
                      "The query parameter is not supported with $search.")  # fmt: skip
    holds = _read(_inside(options["$search"]))
    kept = [one for one in held if holds(one)]
    kept.sort(key=lambda one: str(one.properties.get("sentDateTime") or ""), reverse=True)
    return kept[:MOST]


def _inside(written: str) -> str:
    """The query within its quotes; a quote or backslash in it is escaped."""
    if not re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', written):
        raise _misread(written)
    return re.sub(r"\\(.)", r"\1", written[1:-1])


def _read(query: str) -> Holds:
    tokens, at = [], 0
    while query[at:].strip():
        token = _TOKEN.match(query, at)
        if token is None:
            raise _misread(query)
        tokens.append(token)
        at = token.end()
    holds = _any(tokens)
    if tokens:
        raise _misread(query)
    return holds


def _any(tokens: list[re.Match[str]]) -> Holds:
    every = [_all(tokens)]
    while tokens and tokens[0]["word"] == "OR":
        tokens.pop(0)
        every.append(_all(tokens))
    return lambda one: any(holds(one) for holds in every)


def _all(tokens: list[re.Match[str]]) -> Holds:
    every = [_one(tokens)]
    while tokens and tokens[0]["word"] == "AND":
        tokens.pop(0)
        every.append(_one(tokens))
    return lambda one: all(holds(one) for holds in every)


def _one(tokens: list[re.Match[str]]) -> Holds:
    if not tokens or tokens[0]["word"] or tokens[0]["sign"] == ")":
        raise _misread("")
    token = tokens.pop(0)
    if token["sign"]:
        inner = _any(tokens)
        if not tokens or tokens.pop(0)["sign"] != ")":
            raise _misread("")
        return inner
    wanted = token["phrase"] if token["phrase"] is not None else token["plain"]
    match token["name"], token["is"]:
        case "received", ">=":
            return lambda one: str(one.properties.get("receivedDateTime") or "") >= wanted
        case "body", ":":
            return lambda one: _holds(letters.body(one.raw, as_text=True)["content"], wanted)
        case "subject", ":":
            return lambda one: _holds(str(one.properties.get("subject")), wanted)
        case "from", ":":
            return lambda one: _holds(str(one.properties.get("from")), wanted)
        case None, None:
            return lambda one: any(_holds(text, wanted) for text in _searched(one))
        case _:
            raise _misread(str(token[0]))


def _searched(one: Item) -> tuple[str, ...]:
    """What is searched where no property is named: from, subject and body."""
    own = one.properties
    text = letters.body(one.raw, as_text=True)["content"]
    return str(own.get("from")), str(own.get("subject")), text


def _holds(text: str, phrase: str) -> bool:
    """Whether *text* holds the words of *phrase* in a row; signs part words."""
    wanted, there = ([w.casefold() for w in _WORD.findall(one)] for one in (phrase, text))
    return any(there[n : n + len(wanted)] == wanted for n in range(len(there))) if wanted else False


def _misread(query: str) -> Refusal:
    return Refusal(400, "BadRequest", f"Syntax error in the query '{query[:80]}'.")
