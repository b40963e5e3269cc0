"""Takes from Microsoft's CSDL what the fake needs: types with their bases, enums, actions.

    python -m tests.servers.graph.extract path/to/v1.0-Prod.csdl

writes tests/data/graph/csdl.json; tests/data/graph/SOURCE.md says where the CSDL is from.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

TARGET = Path(__file__).parents[2] / "data" / "graph" / "csdl.json"

ROOTS = (
    "message", "eventMessageRequest", "eventMessageResponse", "mailFolder", "mailSearchFolder",
    "event", "contact", "contactFolder", "fileAttachment", "singleValueLegacyExtendedProperty",
)  # fmt: skip
ACTIONS = {("sendMail", "user"), ("send", "message"), ("move", "message"), ("delta", "message"),
           ("delta", "mailFolder"), ("delta", "event"), ("delta", "contact"),
           ("delta", "contactFolder")}  # fmt: skip
USER = {"displayName", "mail", "userPrincipalName", "givenName", "surname", "jobTitle",
        "preferredLanguage", "mobilePhone", "officeLocation", "businessPhones"}  # fmt: skip
"""The properties of a user that are kept: those that GET /me answers unasked."""

_NS = "{http://docs.oasis-open.org/odata/ns/edm}"
Json = dict[str, Any]


def main() -> None:
    source = Path(sys.argv[1])
    schema = _schema(ET.parse(source).getroot())
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    made = {"source_sha256": digest, **extracted(schema)}
    TARGET.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(made['types'])} types, {len(made['enums'])} enums: {TARGET.stat().st_size} octets")


def extracted(schema: ET.Element) -> Json:
    """All that ROOTS rest on: bases and the types of properties; navigation only by name."""
    named = {str(one.get("Name")): one for one in schema if one.get("Name")}
    types: Json = {"user": {**_type(named["user"], USER), "base": "entity"}}
    enums: Json = {}
    wanted = [*ROOTS, "entity"]
    while wanted:
        name = wanted.pop()
        if name in types or name in enums:
            continue
        found = named[name]
        if found.tag == f"{_NS}EnumType":
            enums[name] = [member.get("Name") for member in found.findall(f"{_NS}Member")]
            continue
        types[name] = _type(found)
        wanted += [*_needed(types[name])]
    return {"types": types, "enums": enums, "operations": _operations(schema)}


def _schema(root: ET.Element) -> ET.Element:
    every = root.iter(f"{_NS}Schema")
    return next(one for one in every if one.get("Namespace") == "microsoft.graph")


def _type(found: ET.Element, only: set[str] | None = None) -> Json:
    properties, navigation = {}, {}
    for one in found:
        name, kind = str(one.get("Name")), _plain(str(one.get("Type")))
        if only is not None and name not in only:
            continue
        if one.tag == f"{_NS}Property":
            properties[name] = {"type": kind, "nullable": one.get("Nullable") != "false"}
        elif one.tag == f"{_NS}NavigationProperty":
            navigation[name] = kind
    return {
        "base": _plain(found.get("BaseType") or ""),
        "entity": found.tag == f"{_NS}EntityType",
        "properties": properties,
        "navigation": navigation,
    }


def _needed(made: Json) -> Iterator[str]:
    if made["base"]:
        yield made["base"]
    for one in made["properties"].values():
        if not (name := re.sub(r"^Collection\((.+)\)$", r"\1", one["type"])).startswith("Edm."):
            yield name


def _operations(schema: ET.Element) -> Json:
    """Parameters of actions and functions, by the type they are bound to."""
    made: Json = {}
    for one in schema:
        if one.tag not in {f"{_NS}Action", f"{_NS}Function"}:
            continue
        bound, *rest = [
            (str(p.get("Name")), _plain(str(p.get("Type")))) for p in one.findall(f"{_NS}Parameter")
        ] or [("", "")]
        on = re.sub(r"^Collection\((.+)\)$", r"\1", bound[1])
        if (str(one.get("Name")), on) in ACTIONS:
            returns = one.find(f"{_NS}ReturnType")
            made[f"{on}/{one.get('Name')}"] = {
                "parameters": dict(rest),
                "returns": "" if returns is None else _plain(str(returns.get("Type"))),
            }
    return made


def _plain(name: str) -> str:
    return name.replace("microsoft.graph.", "").replace("graph.", "")


if __name__ == "__main__":
    main()
