"""The texts of a message in format `full`: a tree of parts, decoded as far as the API decodes.

The same parts are chosen as IMAP's `structure` chooses: the plain text or, without, the HTML;
invitations, reports. What is an attachment is never fetched; some reports come as if they were one.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from narrowcast.connectors.formats import headers, parts, text
from narrowcast.connectors.google import heads
from narrowcast.connectors.records import PartKind, TextPart

MAX_OCTETS = 65_536
"""Of one part: no signature lies behind 64 kB."""

Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A part to read, and which sort of text it is."""

    part: Part
    kind: PartKind
    content_type: str
    parameters: Mapping[str, str]

    @property
    def octets(self) -> int:
        size = _body(self.part).get("size")
        return size if isinstance(size, int) else 0


def texts(payload: object, fetch: Callable[[str], str]) -> tuple[TextPart, ...]:
    """The texts worth reading below *payload*; *fetch* gets, by its name, what is not in it
    (base64url).
    """
    found: list[_Wanted] = []
    has_text = False
    for part in _leaves(payload):
        if len(found) >= parts.MAX_KEPT:
            break
        content_type, parameters = _type(part)
        kind = parts.kind_of(
            content_type, parameters, _header(part, "content-disposition"), has_text=has_text
        )
        if kind is not None:
            has_text = has_text or kind in (PartKind.PLAIN, PartKind.HTML)
            found.append(_Wanted(part, kind, content_type, parameters))
    chosen = parts.without_twins(found, lambda one: one.kind, lambda one: one.octets)
    return tuple(read for one in chosen if (read := _read(one, fetch)) is not None)


def _leaves(payload: object) -> Iterator[Part]:
    """Every part that is no multipart, in order of appearance; a mail in a mail is one."""
    stack: list[tuple[object, int]] = [(payload, 0)]
    seen = 0
    while stack and seen < parts.MAX_PARTS:
        part, depth = stack.pop()
        seen += 1
        if not isinstance(part, dict):
            continue
        inner = part.get("parts")
        if isinstance(inner, list) and inner and _type(part)[0] not in parts.MESSAGES:
            if depth < parts.MAX_DEPTH:
                stack.extend((one, depth + 1) for one in reversed(inner[: parts.MAX_PARTS]))
        else:
            yield part


def _read(wanted: _Wanted, fetch: Callable[[str], str]) -> TextPart | None:
    """The text of one part; None where it is too large to be fetched for itself."""
    part = wanted.part
    if wanted.content_type in parts.MESSAGES:
        data = _enclosed(part)
    else:
        body = _body(part)
        coded, name = body.get("data"), body.get("attachmentId")
        if not coded and name and wanted.octets > MAX_OCTETS:
            return None
        data = _octets(coded or (fetch(str(name)) if name else ""))
    return parts.decoded(
        data[:MAX_OCTETS],
        wanted.kind,
        wanted.content_type,
        _as_it_is(data, wanted.parameters),
        "",
        cut=len(data) > MAX_OCTETS,
    )


def _enclosed(part: Part) -> bytes:
    """The head of a mail within the mail: that of its one part."""
    inner = part.get("parts")
    first = inner[0] if isinstance(inner, list) and inner else None
    return heads.head(first.get("headers") if isinstance(first, dict) else None)


def _octets(coded: object) -> bytes:
    """base64url, with or without its padding; what cannot be read ends it."""
    written = str(coded)[: 4 * parts.MAX_TEXT].encode("ascii", "ignore")
    try:
        return binascii.a2b_base64(written.replace(b"-", b"+").replace(b"_", b"/") + b"==")
    except binascii.Error:
        return text.base64_bytes(written)


def _as_it_is(data: bytes, parameters: Mapping[str, str]) -> Mapping[str, str]:
    """*parameters* with the charset that *data* is in: some servers give UTF-8 whatever the mail
    was written in, and what reads as UTF-8 hardly ever is something else.
    """
    piece = data[:MAX_OCTETS]
    if piece.isascii():
        return parameters
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as fault:
        if len(data) <= MAX_OCTETS or fault.start < MAX_OCTETS - 4:
            return parameters
    return {**parameters, "charset": "utf-8"}


def _type(part: Part) -> tuple[str, Mapping[str, str]]:
    """Content-Type and its parameters; without a header what the API says."""
    written = _header(part, "content-type") or str(part.get("mimeType") or "text/plain")
    content_type, parameters = headers.parameters(written)
    if part.get("filename") and not parameters.get("name"):
        parameters = {**parameters, "name": "x"}
    return content_type, parameters


def _header(part: Part, name: str) -> str:
    given = part.get("headers")
    for one in given if isinstance(given, list) else ():
        if str(one.get("name", "")).lower() == name:
            return str(one.get("value", ""))
    return ""


def _body(part: Part) -> Mapping[str, Any]:
    body = part.get("body")
    return body if isinstance(body, dict) else {}
