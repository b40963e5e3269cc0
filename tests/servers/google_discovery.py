"""What Google's own discovery documents say of a request and of its answer.

They come with google-api-python-client. An emulator's answers are held against them, so that no
test passes on a shape which Google does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient

_DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
APIS = ("gmail.v1", "calendar.v3", "people.v1")

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OCTETS = re.compile(r"[A-Za-z0-9_+/-]*={0,2}")
_PATTERNS = {"date-time": _INSTANT, "google-datetime": _INSTANT, "date": _DAY, "byte": _OCTETS}
_RANGES = {
    "int32": (-(1 << 31), (1 << 31) - 1),
    "uint32": (0, (1 << 32) - 1),
    "int64": (-(1 << 63), (1 << 63) - 1),
    "uint64": (0, (1 << 64) - 1),
}

MOST = {
    "gmail.users.messages.list": ("maxResults", 500),
    "gmail.users.history.list": ("maxResults", 500),
    "calendar.events.list": ("maxResults", 2500),
    "calendar.calendarList.list": ("maxResults", 250),
    "people.people.connections.list": ("pageSize", 1000),
    "people.otherContacts.list": ("pageSize", 1000),
}
"""The largest page of a method, which its description only says in words."""


@dataclass(frozen=True)
class Api:
    """One discovery document."""

    name: str
    service_path: str
    schemas: Mapping[str, Any]
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Method:
    """One method of an API, as the document has it."""

    id: str
    api: Api
    verb: str
    pattern: re.Pattern[str]
    told: Mapping[str, Any]

    @property
    def scopes(self) -> frozenset[str]:
        """The rights of which one is enough."""
        return frozenset(self.told.get("scopes", ()))

    @property
    def answer(self) -> str:
        """The name of the answer's schema; '' where there is no answer."""
        return str(self.told.get("response", {}).get("$ref", ""))

    @property
    def body(self) -> str:
        return str(self.told.get("request", {}).get("$ref", ""))

    def parameter(self, name: str) -> Mapping[str, Any] | None:
        """What is known of the query's parameter *name*."""
        found = self.told.get("parameters", {}).get(name) or self.api.parameters.get(name)
        return found if found and found.get("location") == "query" else None


@cache
def methods() -> Mapping[str, Method]:
    """Every method of the three APIs by its id."""
    return {one.id: one for name in APIS for one in _read(name)}


def find(verb: str, path: str) -> tuple[Method, Mapping[str, str]] | None:
    """The method that a request is, with the parameters in its path; None: there is none."""
    for one in _by_verb().get(verb, ()):
        if found := one.pattern.fullmatch(path):
            return one, found.groupdict()
    return None


@cache
def _by_verb() -> Mapping[str, Sequence[Method]]:
    grouped = dict[str, list[Method]]()
    for one in methods().values():
        grouped.setdefault(one.verb, []).append(one)
    # A word that is fixed goes before a parameter that would take it, too.
    return {
        verb: sorted(some, key=lambda one: one.pattern.pattern.count("?P<"))
        for verb, some in grouped.items()
    }


def _read(name: str) -> Iterator[Method]:
    told = json.loads((_DOCUMENTS / f"{name}.json").read_text("utf-8"))
    api = Api(name, told["servicePath"], told["schemas"], told["parameters"])

    def below(resource: Mapping[str, Any]) -> Iterator[Method]:
        for one in resource.get("methods", {}).values():
            path = "/" + api.service_path + one.get("flatPath", one["path"])
            yield Method(one["id"], api, one["httpMethod"], _pattern(path), one)
        for further in resource.get("resources", {}).values():
            yield from below(further)

    yield from below(told)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(
            f"(?P<{part}>[^/:]+)" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)
        )
    )


def problems_of_answer(method: Method, answer: object) -> Iterator[str]:
    """What in *answer* Google would never say, a line each."""
    if method.answer:
        yield from _problems(method.api.schemas, {"$ref": method.answer}, answer, method.id)


def problems_of_body(method: Method, body: object) -> Iterator[str]:
    """What in the *body* of a request Google does not know."""
    if method.body:
        yield from _problems(method.api.schemas, {"$ref": method.body}, body, method.id)


def _problems(
    schemas: Mapping[str, Any], schema: Mapping[str, Any], value: object, where: str
) -> Iterator[str]:
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    kind = schema.get("type", "any")
    if kind == "object":
        yield from _problems_of_object(schemas, schema, value, where)
    elif kind == "array":
        if not isinstance(value, list):
            yield f"{where}: {value!r:.60} is no array"
            return
        for place, one in enumerate(value):
            yield from _problems(schemas, schema["items"], one, f"{where}/{place}")
    elif kind != "any" and (fault := _fault(kind, schema, value)):
        yield f"{where}: {value!r:.60} {fault}"


def _problems_of_object(
    schemas: Mapping[str, Any], schema: Mapping[str, Any], value: object, where: str
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: {value!r:.60} is no object"
        return
    known, others = schema.get("properties", {}), schema.get("additionalProperties")
    for name, one in value.items():
        if name in known:
            yield from _problems(schemas, known[name], one, f"{where}/{name}")
        elif others:
            yield from _problems(schemas, others, one, f"{where}/{name}")
        elif known or name == "error":
            yield f"{where}/{name}: Google has no such property"


def _fault(kind: str, schema: Mapping[str, Any], value: object) -> str:
    form = schema.get("format", "")
    if kind == "boolean":
        return "" if isinstance(value, bool) else "is no boolean"
    if kind in {"integer", "number"}:
        right = isinstance(value, int if kind == "integer" else int | float)
        if not right or isinstance(value, bool):
            return f"is no {kind}"
        return _out_of_range(form, value)  # type: ignore[arg-type] # a number, as just seen
    if not isinstance(value, str):
        return "is no string"
    if "enum" in schema and value not in schema["enum"]:
        return "is none of the words Google uses"
    if form in _RANGES:
        return _out_of_range(form, int(value)) if re.fullmatch(r"-?\d+", value) else f"is no {form}"
    pattern = _PATTERNS.get(form)
    return f"is no {form}" if pattern and not pattern.fullmatch(value) else ""


def _out_of_range(form: str, value: float) -> str:
    least, most = _RANGES.get(form, (value, value))
    return "" if least <= value <= most else f"is beyond {form}"


def refusal(method: Method, query: Sequence[tuple[str, str]]) -> str:
    """Why Google answers 400 to these parameters; '' where it does not."""
    seen = set[str]()
    for name, value in query:
        known = method.parameter(name)
        if known is None:
            return (
                f'Invalid JSON payload received. Unknown name "{name}":'
                f" Cannot bind query parameter. Field '{name}' could not be found in request"
                " message."
            )
        if name in seen and not known.get("repeated"):
            return f"Invalid value at '{name}': it does not repeat"
        seen.add(name)
        if fault := _parameter_fault(known, value):
            return f"Invalid value at '{name}' ({value}): {fault}"
        if name == "fields" and (bad := _unknown_field(method, value)):
            return f"Invalid field selection {bad}"
    for name, known in method.told.get("parameters", {}).items():
        if known.get("required") and known["location"] == "query" and name not in seen:
            return f"Missing required parameter: {name}"
    return ""


def beyond_page(method: Method, query: Sequence[tuple[str, str]]) -> str:
    """Whether more is asked for than Google gives on one page (it gives less, in silence)."""
    name, most = MOST.get(method.id, ("", 0))
    asked = next((value for key, value in query if key == name), "0")
    return f"{method.id}: asks for {asked} on a page of {most}" if int(asked) > most else ""


def _parameter_fault(known: Mapping[str, Any], value: str) -> str:
    kind: str = known["type"]
    if kind == "boolean":
        return "" if value in {"true", "false"} else "is no boolean"
    if kind != "integer":
        return _fault("string", known, value)
    if not re.fullmatch(r"-?\d+", value):
        return "is no integer"
    if int(value) < int(known.get("minimum", -1 << 63)):
        return "is too small"
    return _out_of_range(known.get("format", ""), int(value))


def _unknown_field(method: Method, mask: str) -> str:
    """The first name in a partial response's *mask* that the answer does not have."""
    schemas = method.api.schemas
    stack: list[Mapping[str, Any] | None] = [{"$ref": method.answer}]
    here = stack[-1]
    for token in map(str, re.findall(r"[^,()/\s]+|[,()/]", mask)):
        if token == "(":
            stack.append(here)
        elif token == ")":
            stack.pop()
        elif token == ",":
            here = stack[-1]
        elif token != "/":
            here = _inside(schemas, here, token)
            if here is None:
                return token
    return ""


def _inside(
    schemas: Mapping[str, Any], schema: Mapping[str, Any] | None, name: str
) -> Mapping[str, Any] | None:
    while schema and ("$ref" in schema or schema.get("type") == "array"):
        schema = schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
    if not schema:
        return None
    if name == "*":
        return schema
    found = schema.get("properties", {}).get(name)
    return found or schema.get("additionalProperties")
