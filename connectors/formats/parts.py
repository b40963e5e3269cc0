"""The texts of a mail's body: multipart splitting with caps, transfer decoding, charsets.

Attachments are passed over without decoding them. The walk is an explicit stack over slices of the
one buffer, so nesting costs neither recursion nor copies.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from narrowcast.connectors.formats import headers, text
from narrowcast.connectors.records import PartKind, TextPart

T = TypeVar("T")

MAX_PARTS = 200
MAX_DEPTH = 20
MAX_TEXT = 256 << 10
MAX_KEPT = 20
MAX_KEPT_BYTES = 1 << 20
MAX_ENCLOSED_HEAD = 16 << 10
_HARDLY_ANYTHING = 40  # octets of a text/plain that stands in for an HTML mail

_KINDS = {
    "text/plain": PartKind.PLAIN,
    "text": PartKind.PLAIN,
    "": PartKind.PLAIN,
    "text/html": PartKind.HTML,
    "application/xhtml+xml": PartKind.HTML,
    "text/calendar": PartKind.CALENDAR,
    "application/ics": PartKind.CALENDAR,
    "message/delivery-status": PartKind.DELIVERY_STATUS,
    "message/global-delivery-status": PartKind.DELIVERY_STATUS,
    "message/disposition-notification": PartKind.DISPOSITION,
    "message/global-disposition-notification": PartKind.DISPOSITION,
    "message/feedback-report": PartKind.FEEDBACK,
    "text/rfc822-headers": PartKind.HEADERS,
    "message/global-headers": PartKind.HEADERS,
    "message/rfc822": PartKind.HEADERS,
    "message/global": PartKind.HEADERS,
}
MESSAGES = frozenset({"message/rfc822", "message/global"})
ALL_KINDS = frozenset(PartKind)


@dataclass(slots=True)
class Walk:
    """What is asked of a body, and what was found in it."""

    raw: bytes
    wanted: frozenset[PartKind]
    parts: list[TextPart] = field(default_factory=list[TextPart])
    defects: set[str] = field(default_factory=set[str])
    kept_bytes: int = 0
    has_text: bool = False


def read(raw: bytes, head: headers.Head, wanted: frozenset[PartKind]) -> Walk:
    """Read the wanted texts below *head*, in order of appearance."""
    walk = Walk(raw, wanted)
    stack = [(head, len(raw), 0, "text/plain")]
    seen = 0
    while stack:
        current, end, depth, default = stack.pop()
        seen += 1
        if seen > MAX_PARTS or len(walk.parts) >= MAX_KEPT or walk.kept_bytes >= MAX_KEPT_BYTES:
            walk.defects.add("parts-cut")
            break
        kind, parameters = headers.parameters(current.first("content-type") or default)
        if not kind.startswith("multipart/") or not parameters.get("boundary"):
            _keep(walk, current, end, kind, parameters)
        elif depth >= MAX_DEPTH:
            walk.defects.add("nested-too-deep")
        else:
            inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            spans = _spans(raw, current.body, end, parameters["boundary"])
            if not spans:
                walk.defects.add("boundary-missing")
                _keep(walk, current, end, "text/plain", {})
            for start, stop in reversed(spans):
                stack.append((headers.split(raw, start, stop), stop, depth + 1, inner))
    return walk


def _spans(raw: bytes, start: int, end: int, boundary: str) -> list[tuple[int, int]]:
    """Each part between two delimiter lines (RFC 2046 §5.1.1); a missing last one ends with the
    mail.
    """
    delimiter = b"--" + boundary[:1_000].encode("utf-8", "replace")
    spans: list[tuple[int, int]] = []
    position, opened = start, -1
    for _ in range(10 * MAX_PARTS):
        found = raw.find(delimiter, position, end)
        if found < 0:
            break
        position = found + len(delimiter)
        if not _is_line(raw, start, found, position):
            continue
        if opened >= 0:
            newline = 2 if raw.startswith(b"\r\n", found - 2) else 1
            spans.append((opened, max(opened, found - newline)))
        if len(spans) >= MAX_PARTS or raw.startswith(b"--", position):
            return spans
        newline = raw.find(b"\n", position, end)
        opened = end if newline < 0 else newline + 1
    if 0 <= opened < end:
        spans.append((opened, end))
    return spans


def _is_line(raw: bytes, start: int, found: int, after: int) -> bool:
    """Whether a delimiter stands alone at the beginning of a line: another may begin with it."""
    if found > start and raw[found - 1] not in b"\r\n":
        return False
    if raw.startswith((b"\n", b"\r", b"--"), after):
        return True
    rest = raw[after : after + 4].lstrip(b" \t")
    return not rest or rest[:1] in b"\r\n" or rest.startswith(b"--")


def _keep(
    walk: Walk, head: headers.Head, end: int, content_type: str, parameters: Mapping[str, str]
) -> None:
    kind = kind_of(
        content_type,
        parameters,
        head.first("content-disposition"),
        has_text=walk.has_text,
    )
    walk.has_text = walk.has_text or kind in (PartKind.PLAIN, PartKind.HTML)
    if kind is None or kind not in walk.wanted:
        return
    data = walk.raw[head.body : min(end, head.body + 4 * MAX_TEXT)]
    if parameters.get("charset") and not text.knows(parameters["charset"]):
        walk.defects.add("charset-unknown")
    part = decoded(
        data,
        kind,
        content_type,
        parameters,
        head.first("content-transfer-encoding"),
        cut=end - head.body > 4 * MAX_TEXT,
    )
    walk.kept_bytes += len(part.text)
    walk.parts.append(part)


def decoded(
    data: bytes,
    kind: PartKind,
    content_type: str,
    parameters: Mapping[str, str],
    encoding: str,
    *,
    cut: bool,
) -> TextPart:
    """The text of one part from its octets as transferred; *cut*: they are not all there."""
    data, too_long = _transfer_decoded(data, encoding)
    if content_type in MESSAGES:
        enclosed = headers.split(data)
        data, too_long, cut = data[: min(enclosed.body, MAX_ENCLOSED_HEAD)], False, False
    content = text.body(text.decode(data[:MAX_TEXT], parameters.get("charset", "")))
    method = ""
    if kind is PartKind.CALENDAR:
        method = text.line(parameters.get("method", "").upper()[:20])
    return TextPart(
        kind=kind,
        text=content,
        truncated=cut or too_long or len(data) > MAX_TEXT,
        method=method,
    )


def kind_of(
    content_type: str, parameters: Mapping[str, str], disposition: str, *, has_text: bool
) -> PartKind | None:
    """Which sort of text a part holds; None for an attachment. Reports and invitations count though
    attached.

    *has_text*: whether a text stood before it in the mail; then a file shown inline is not what was
    written.
    """
    kind = _KINDS.get(content_type)
    if kind not in (None, PartKind.PLAIN, PartKind.HTML):
        return kind
    placed, more = headers.parameters(disposition) if disposition else ("", {})
    if placed == "attachment":
        return None
    broad = "/" not in content_type or content_type.startswith("text/")
    if kind is None and not broad:
        return None
    named = "filename" in more or "name" in parameters
    if named and has_text:
        return None
    return kind or (
        None if named else PartKind.PLAIN
    )  # text/enriched, text/markdown, a broken label


def without_twins(
    found: Sequence[T], kind: Callable[[T], PartKind], octets: Callable[[T], int]
) -> Iterator[T]:
    """*found* with one text of all: the first plain one, or the HTML where the plain hardly says
    anything or there is none; reports and invitations stay.
    """
    plain = next((one for one in found if kind(one) is PartKind.PLAIN), None)
    html = next((one for one in found if kind(one) is PartKind.HTML), None)
    chosen = plain if html is None else html
    if plain is not None and html is not None and octets(plain) >= _HARDLY_ANYTHING:
        chosen = plain
    texts = (PartKind.PLAIN, PartKind.HTML)
    yield from (one for one in found if one is chosen or kind(one) not in texts)


def _transfer_decoded(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """Undo base64 or quoted-printable of at most `MAX_TEXT` decoded bytes; tells whether it cut."""
    name = encoding.partition(";")[0].strip().lower()
    if name == "base64":
        limit = MAX_TEXT * 4 // 3 + MAX_TEXT // 16  # with its line ends
        return text.base64_bytes(data[:limit]), len(data) > limit
    if name == "quoted-printable":
        limit = 3 * MAX_TEXT
        try:
            return binascii.a2b_qp(data[:limit]), len(data) > limit
        except (binascii.Error, ValueError):
            return data[:MAX_TEXT], len(data) > MAX_TEXT
    return data[: MAX_TEXT + 1], len(data) > MAX_TEXT
