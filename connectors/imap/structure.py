"""Which parts of a mail hold its texts, by BODYSTRUCTURE (RFC 3501 §7.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from narrowcast.connectors.formats import parts
from narrowcast.connectors.imap_session import values
from narrowcast.connectors.imap_session.values import Value
from narrowcast.connectors.records import PartKind

MAX_OCTETS = 65_536
"""Of one part: no signature lies behind 64 kB."""
_MAX_HEAD = 16_384


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that is no multipart."""

    section: str
    content_type: str
    parameters: Mapping[str, str]
    encoding: str
    octets: int
    disposition: str
    """As the header would say it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part to fetch, and which sort of text it is."""

    leaf: Leaf
    kind: PartKind

    @property
    def item(self) -> str:
        """What FETCH is asked for."""
        if self.leaf.content_type in parts.MESSAGES:
            return f"BODY.PEEK[{self.leaf.section}.HEADER]<0.{_MAX_HEAD}>"
        return f"BODY.PEEK[{self.leaf.section}]<0.{MAX_OCTETS}>"


def wanted(structure: Value) -> tuple[Wanted, ...]:
    """The texts worth fetching: the plain one or, without, the HTML; reports and invitations."""
    found: list[Wanted] = []
    has_text = False
    for leaf in leaves(structure):
        kind = parts.kind_of(
            leaf.content_type, leaf.parameters, leaf.disposition, has_text=has_text
        )
        if kind is None or len(found) >= parts.MAX_KEPT:
            continue
        has_text = has_text or kind in (PartKind.PLAIN, PartKind.HTML)
        found.append(Wanted(leaf, kind))
    return tuple(parts.without_twins(found, lambda one: one.kind, lambda one: one.leaf.octets))


def leaves(structure: Value) -> Iterator[Leaf]:
    """Every part but multiparts, in order of appearance, within the caps of `parts`."""
    stack: list[tuple[Value, str, int]] = [(structure, "", 0)]
    seen = 0
    while stack:
        part, section, depth = stack.pop()
        seen += 1
        if not isinstance(part, tuple) or not part or seen > parts.MAX_PARTS:
            continue
        if isinstance(part[0], tuple):
            if depth < parts.MAX_DEPTH:
                # Behind the last part stands the multipart's kind; NIL is a part, too.
                inner = takewhile(lambda one: not isinstance(one, bytes), part)
                numbered = enumerate(islice(inner, parts.MAX_PARTS), start=1)
                prefix = f"{section}." if section else ""
                children = [(one, f"{prefix}{number}", depth + 1) for number, one in numbered]
                stack.extend(reversed(children))
        else:
            yield _leaf(part, section or "1")


def _leaf(part: tuple[Value, ...], section: str) -> Leaf:
    kind, subtype = (
        values.text(part[place]).lower() if len(part) > place else "" for place in (0, 1)
    )
    content_type = f"{kind}/{subtype}"
    place = 9 if kind == "text" else 11 if content_type == "message/rfc822" else 8
    return Leaf(
        section=section,
        content_type=content_type,
        parameters=_pairs(part[2] if len(part) > 2 else None),
        encoding=values.text(part[5]).lower() if len(part) > 5 else "",
        octets=(values.number(part[6]) or 0) if len(part) > 6 else 0,
        disposition=_disposition(part[place] if len(part) > place else None),
    )


def _pairs(value: Value) -> dict[str, str]:
    if not isinstance(value, tuple):
        return {}
    names = (values.text(one).lower().rstrip("*").partition("*")[0] for one in value[::2])
    return dict(zip(names, map(values.text, value[1::2]), strict=False))


def _disposition(value: Value) -> str:
    if not isinstance(value, tuple) or not value:
        return ""
    named = len(value) > 1 and "filename" in _pairs(value[1])
    return values.text(value[0]).lower() + ("; filename=x" if named else "")
