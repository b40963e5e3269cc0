"""Judges JSON by Microsoft's own CSDL: names and types of properties, enums, annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parents[2] / "data" / "graph" / "csdl.json"
_PRIMITIVES: dict[str, type | tuple[type, ...]] = {
    "Edm.String": str, "Edm.Boolean": bool, "Edm.Int32": int, "Edm.Int64": int,
    "Edm.Double": (int, float), "Edm.Binary": str, "Edm.Duration": str,
}  # fmt: skip
_FORMS = {
    "Edm.DateTimeOffset": re.compile(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)"
    ),
    "Edm.Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "Edm.TimeOfDay": re.compile(r"\d\d:\d\d:\d\d(\.\d{1,7})?"),
    "Edm.Guid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
_ANNOTATIONS = {"@odata.context", "@odata.type", "@odata.etag", "@odata.id", "@odata.editLink"}
_OF_COLLECTIONS = {"@odata.context", "@odata.nextLink", "@odata.deltaLink", "@odata.count"}
_COLLECTION = re.compile(r"Collection\((.+)\)")


@cache
def schema() -> Mapping[str, Any]:
    """The extract that `extract.py` made."""
    made: Mapping[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return made


@cache
def properties(kind: str) -> Mapping[str, tuple[str, bool]]:
    """Type and nullability of each property of *kind* and its bases, navigation included."""
    made: dict[str, tuple[str, bool]] = {}
    while kind:
        found = schema()["types"][kind]
        for name, one in found["properties"].items():
            made.setdefault(name, (one["type"], one["nullable"]))
        for name, target in found["navigation"].items():
            made.setdefault(name, (target, True))
        kind = found["base"]
    return made


@cache
def is_a(kind: str, base: str) -> bool:
    """Whether *kind* is *base* or derived from it."""
    while kind:
        if kind == base:
            return True
        kind = schema()["types"].get(kind, {}).get("base", "")
    return False


def answer_problems(body: object, kind: str) -> Iterator[str]:
    """What is wrong with an answer: one *kind*, or `Collection(kind)` with its annotations."""
    inner = _inner(kind)
    if not inner:
        yield from problems(body, kind, "$", answered=True)
        return
    if not isinstance(body, dict) or not isinstance(body.get("value"), list):
        yield "$: a collection without a list called value"
        return
    yield from (f"$.{name}: not of a collection" for name in body.keys() - {"value"}
                if name not in _OF_COLLECTIONS)  # fmt: skip
    if "@odata.nextLink" in body and "@odata.deltaLink" in body:
        yield "$: nextLink and deltaLink at once"
    for number, one in enumerate(body["value"]):
        yield from problems(one, inner, f"$[{number}]", answered=True)


def body_problems(body: object, operation: str) -> Iterator[str]:
    """What is wrong with a body received: parameters of an action (names in any case), or, where
    *operation* names a type, one of that type.
    """
    known = schema()["operations"].get(operation)
    if known is None:
        yield from problems(body, operation, "$", answered=False)
        return
    if not isinstance(body, dict):
        yield "$: the parameters of an action are an object"
        return
    parameters = {name.lower(): (name, kind) for name, kind in known["parameters"].items()}
    for given, value in body.items():
        if given.lower() not in parameters:
            yield f"$.{given}: no parameter of {operation}"
            continue
        name, kind = parameters[given.lower()]
        yield from problems(value, kind, f"$.{name}", answered=False)


def problems(value: object, kind: str, at: str, *, answered: bool) -> Iterator[str]:
    """What the CSDL does not know in *value*, each with its place; *answered*: by the service,
    which gives every entity its id.
    """
    if value is None:
        return
    if inner := _inner(kind):
        if not isinstance(value, list):
            yield f"{at}: not a list"
            return
        for number, one in enumerate(value):
            yield from problems(one, inner, f"{at}[{number}]", answered=answered)
    elif kind.startswith("Edm."):
        yield from _primitive(value, kind, at)
    elif kind in schema()["enums"]:
        if value not in schema()["enums"][kind]:
            yield f"{at}: {value!r} is none of {kind}"
    elif kind in schema()["types"]:
        yield from _structured(value, kind, at, answered=answered)
    else:
        yield f"{at}: {kind} is not in the extract"


@cache
def _inner(kind: str) -> str:
    """What a collection is of; '' where *kind* is none."""
    found = _COLLECTION.fullmatch(kind)
    return found[1] if found else ""


def _primitive(value: object, kind: str, at: str) -> Iterator[str]:
    if form := _FORMS.get(kind):
        if not isinstance(value, str) or not form.fullmatch(value):
            yield f"{at}: {value!r} is no {kind}"
        return
    wanted = _PRIMITIVES[kind]
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind != "Edm.Boolean"):
        yield f"{at}: {value!r} is no {kind}"
    elif kind == "Edm.Int32" and isinstance(value, int) and not -(2**31) <= value < 2**31:
        yield f"{at}: {value} does not fit {kind}"


def _structured(value: object, kind: str, at: str, *, answered: bool) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: not an object"
        return
    told = str(value.get("@odata.type", kind)).removeprefix("#microsoft.graph.")
    if told not in schema()["types"] or not is_a(told, kind):
        yield f"{at}: {told} is no {kind}"
        return
    if answered and schema()["types"][told]["entity"] and not value.get("id"):
        yield f"{at}: an entity without id"
    if "@removed" in value:
        yield from _removed(value, at)
        return
    known = properties(told)
    for name, one in value.items():
        if "@" in name:
            if name not in _ANNOTATIONS and name.partition("@")[0] not in known:
                yield f"{at}.{name}: no annotation of ours"
        elif name not in known:
            yield f"{at}.{name}: not a property of {told}"
        elif one is None and (not known[name][1] or known[name][0].startswith("Collection(")):
            yield f"{at}.{name}: is never null"
        else:
            yield from problems(one, known[name][0], f"{at}.{name}", answered=answered)


def _removed(value: dict[str, Any], at: str) -> Iterator[str]:
    reason = value["@removed"]
    if not isinstance(reason, dict) or reason.get("reason") not in {"changed", "deleted"}:
        yield f"{at}.@removed: {reason!r} gives no reason that is documented"
    yield from (f"{at}.{name}: of what is removed only the id is told" for name in value
                if name not in {"id", "@removed", "@odata.type", "@odata.etag"})  # fmt: skip
