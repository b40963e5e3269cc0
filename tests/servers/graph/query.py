"""What an address asks for: the options of OData that the service knows, and their refusals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import ge, gt, le, lt
from typing import Any
from urllib.parse import parse_qsl

from tests.servers.graph import csdl
from tests.servers.graph.faults import Refusal

Json = dict[str, Any]
Test = Callable[[Json], bool]

MOST_IN_A_PAGE = 1000
"""user: list messages."""
_KNOWN = {
    "$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$search", "$skiptoken",
    "$deltatoken", "startdatetime", "enddatetime", "includehiddenfolders", "changetype",
}  # fmt: skip
_SIZE = re.compile(r"odata\.maxpagesize\s*=\s*(\d+)")
_TEXT = re.compile(r'outlook\.body-content-type\s*=\s*"?text', re.IGNORECASE)
_ZONE = re.compile(r'outlook\.timezone\s*=\s*"([^"]+)"', re.IGNORECASE)
_IMMUTABLE = re.compile(r'idtype\s*=\s*"?immutableid', re.IGNORECASE)
_EXTENDED = re.compile(r"\bid eq '([^']+)'")
_ANY = re.compile(
    r"singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id eq '([^']*)'"
    r" and \1/value eq '((?:[^']|'')*)'\s*\)", re.IGNORECASE)  # fmt: skip
_ORDERED = {"ge": ge, "gt": gt, "le": le, "lt": lt}
_COMPARED = re.compile(r"(\w+) (eq|ne|ge|gt|le|lt) ('(?:[^']|'')*'|[^\s()]+)")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The header Prefer; it holds for the one request that it came with."""

    immutable: bool = False
    size: int = 0
    as_text: bool = False
    zone: str = ""

    @classmethod
    def read(cls, header: str) -> Preferences:
        size, zone = _SIZE.search(header), _ZONE.search(header)
        return cls(
            immutable=bool(_IMMUTABLE.search(header)),
            size=int(size[1]) if size else 0,
            as_text=bool(_TEXT.search(header)),
            zone=zone[1] if zone else "",
        )

    def applied(self) -> str:
        """What Preference-Applied says."""
        told = {
            'IdType="ImmutableId"': self.immutable,
            f"odata.maxpagesize={self.size}": self.size,
            'outlook.body-content-type="text"': self.as_text,
            f'outlook.timezone="{self.zone}"': self.zone,
        }
        return ", ".join(name for name, holds in told.items() if holds)


@dataclass(frozen=True, slots=True)
class Query:
    """The options of one address; names in lower case."""

    options: Mapping[str, str]
    kind: str = ""
    select: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    """Ids of `singleValueExtendedProperties` to expand."""
    matches: tuple[Test, ...] = field(default=(), compare=False)
    order: tuple[str, bool] = ("", False)
    """A property, and whether the greatest come first."""
    top: int = 0
    skip: int = 0

    @classmethod
    def read(cls, text: str, kind: str) -> Query:
        """The options of an address that answers *kind*; raises Refusal 400."""
        options = _options(text)
        _refuse_unknown(options)
        order = options.get("$orderby", "").split()
        if order and order[0] not in csdl.properties(kind):
            raise unknown_property(order[0], kind)
        return cls(
            options,
            kind,
            _selected(options.get("$select", ""), kind),
            _expanded(options.get("$expand", "")),
            tuple(_tests(options.get("$filter", ""), kind)),
            (order[0], order[1:] == ["desc"]) if order else ("", False),
            _number(options, "$top"),
            _number(options, "$skip"),
        )

    def sorted(self, rows: Iterable[Json]) -> list[Json]:
        """*rows* that match, in the order asked for."""
        found = [row for row in rows if all(test(row) for test in self.matches)]
        name, greatest_first = self.order
        if name:
            found.sort(key=lambda row: str(row.get(name) or ""), reverse=greatest_first)
        return found


def refuse(text: str, resource: str, *names: str) -> None:
    """Raise Refusal where one of the options *names* is in *text*: delta does not know them."""
    given = [name for name in _options(text) if name in names]
    if given:
        raise Refusal(
            400,
            "ErrorInvalidUrlQuery",
            "The following parameters are not supported with change tracking over the"
            f" '{resource}' resource: '{', '.join(given)}'.",
        )


def unknown_property(name: str, kind: str) -> Refusal:
    """A property that the type has not, be it beta's."""
    return Refusal(
        400,
        "BadRequest",
        f"Could not find a property named '{name}' on type 'microsoft.graph.{kind}'.",
    )


def instant(text: str) -> datetime:
    """A moment of an option; UTC where it does not say; raises Refusal 400."""
    try:
        at = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.strip("'")))
    except ValueError:
        raise Refusal(400, "ErrorInvalidParameter", f"'{text}' is not a date and time.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _refuse_unknown(options: Mapping[str, str]) -> None:
    """What is misspelt, or the fake does not know: the service might pass over it in silence."""
    for name in options:
        if name not in _KNOWN:
            raise Refusal(400, "BadRequest", f"The query option '{name}' is not known.")
    if "$top" in options and not 1 <= _number(options, "$top") <= MOST_IN_A_PAGE:
        raise Refusal(400, "BadRequest", f"$top is within 1 and {MOST_IN_A_PAGE}.")


def _options(text: str) -> dict[str, str]:
    return {name.lower(): value for name, value in parse_qsl(text, keep_blank_values=True)}


def _selected(text: str, kind: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    known = {name.lower(): name for name in csdl.properties(kind)}
    for name in names:
        if name.lower() not in known:
            raise unknown_property(name, kind)
    return tuple(known[name.lower()] for name in names)


def _expanded(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    found = tuple(_EXTENDED.findall(text))
    if not text.lower().startswith("singlevalueextendedproperties") or not found:
        raise Refusal(400, "BadRequest", f"The fake cannot expand '{text}'.")
    return found


def _tests(text: str, kind: str) -> Iterable[Test]:
    """A filter of comparisons joined by `and`; raises Refusal."""
    left = text
    for found in _ANY.finditer(text):
        left = left.replace(found[0], "", 1)
        yield _has_extended(found[2], found[3].replace("''", "'"))
    for name, operator, value in _COMPARED.findall(left):
        left = left.replace(f"{name} {operator} {value}", "", 1)
        if name not in csdl.properties(kind):
            raise unknown_property(name, kind)
        yield _compares(name, operator, value)
    if re.sub(r"\band\b|[\s()]", "", left):
        raise Refusal(400, "ErrorInvalidUrlQueryFilter", "The query filter contains errors.")


def _has_extended(name: str, value: str) -> Test:
    def test(row: Json) -> bool:
        return (row.get("singleValueExtendedProperties") or {}).get(name.lower()) == value

    return test


def _compares(name: str, operator: str, value: str) -> Test:
    wanted = _literal(value)

    def test(row: Json) -> bool:
        there = row.get(name)
        if isinstance(wanted, datetime):
            there = instant(str(there)) if there else None
        if operator in {"eq", "ne"}:
            return (there == wanted) is (operator == "eq")
        if there is None:
            return False
        return bool(_ORDERED[operator](there, wanted))

    return test


def _literal(value: str) -> Any:
    if value.startswith("'"):
        return value[1:-1].replace("''", "'")
    if value in {"true", "false", "null"}:
        return {"true": True, "false": False, "null": None}[value]
    return instant(value)


def _number(options: Mapping[str, str], name: str) -> int:
    text = options.get(name, "0")
    if not text.isdecimal():
        raise Refusal(400, "BadRequest", f"Invalid value '{text}' for the option '{name}'.")
    return int(text)
