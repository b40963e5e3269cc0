"""The head of a mail, split without a parser: fields by lower-case name, raw and unfolded.

Caps come before any work: 1 MB of head, 1,000 fields, 64 kB a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

ASKED = (
    "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Subject", "Date", "Message-ID",
    "In-Reply-To", "References", "Thread-Index", "Content-Type", "Content-Class",
    "List-Id", "List-Post", "List-Unsubscribe", "Mailing-List", "X-Mailing-List", "Precedence",
    "Feedback-ID", "X-Campaign-ID", "X-CampaignID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Autoreply-From", "X-Mail-Autoreply",
    "X-Failed-Recipients", "Return-Path", "Delivered-To", "X-Original-To",
    "Authentication-Results", "X-Narrowcast-Id", "X-Original-Message-ID",
    "X-Microsoft-Original-Message-ID", "X-Google-Original-Message-ID",
    "X-MS-Exchange-Calendar-Originator-Id",
)  # fmt: skip
"""What is asked of each head where a server hands out fields singly: so a mail is the same mail by
whichever way it is read.
"""

MAX_HEAD = 1 << 20
MAX_FIELDS = 1_000
MAX_VALUE_CHARS = 65_536
MAX_SAME = 100

# `.*` and possessive quantifiers: twice as fast as what else says the same.
_FIELD = re.compile(r"^([!-9;-~]{1,100}+)[ \t]*+:[ \t]*+(.*+(?:\n[ \t].*+)*+)", re.MULTILINE)
_END = re.compile(rb"\n\r?\n")
# A line that is neither field nor continuation nor envelope; and fields that no text begins a line
# with.
_STRAY = re.compile(rb"^(?![!-9;-~]{1,100}[ \t]*:|[ \t]+\S|>?From |\r?$)", re.MULTILINE)
_BLANK = re.compile(rb"[ \t]+\r?\n")
_KNOWN = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|mime-version|content-type|return-path)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_PARAMETER = re.compile(
    r';\s{0,40}([^\s=;"]{1,64})\s{0,40}=\s{0,40}("(?:[^"\\]|\\.)*"?|[^;\s]*)', re.DOTALL
)
_PLAIN_PARAMETER = re.compile(
    r"""[ \t]{0,40}([\w-]{1,64})=(?:([\w!#$%&'*+,./:=?@^`{|}~-]+)|"([^"\\]*)")[ \t]*""", re.ASCII
).fullmatch
_EXTENDED = re.compile(r"[\w.-]{0,40}'[\w-]{0,20}'")
_PARAMETERS_CHARS = 8_192
_PARAMETERS = 64
_KNOWN_BYTES = 200


class Head(NamedTuple):
    """Fields of a head; `body` is where the body starts in the bytes it was split from."""

    fields: dict[str, list[str]]
    body: int
    cut: bool = False
    repeated: AbstractSet[str] = frozenset()
    """Which fields are there more than once."""

    def first(self, name: str) -> str:
        """The topmost value of *name*, unfolded; '' if it is missing."""
        values = self.fields.get(name)
        return values[0] if values else ""


def split(raw: bytes, start: int = 0, end: int | None = None) -> Head:
    """Split the head that begins at *start*; lines that are no fields are passed over."""
    end = len(raw) if end is None else end
    stop, body = _end_of_head(raw, start, end)
    cut = stop - start > MAX_HEAD
    head = raw[start : min(stop, start + MAX_HEAD)]
    found = _known(head) if len(head) <= _KNOWN_BYTES else _fields(_text(head))
    if found.strays and not cut:
        whole = stop
        stop, body = _end_without_blank(raw, start, stop, body)
        if stop != whole:
            found = _fields(_text(raw[start:stop]))
    return Head(found.fields, body, cut or found.full, found.repeated)


def _end_of_head(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the head ends and where the body starts: at the first empty line, however lines end."""
    if raw.startswith((b"\n", b"\r\n"), start):
        return start, raw.index(b"\n", start) + 1
    found = _END.search(raw, start, end)
    if found is None:
        return end, end
    stop, body = found.span()
    return (stop - 1 if raw[stop - 1 : stop] == b"\r" and stop > start else stop), body


def _text(head: bytes) -> str:
    try:
        value = head.decode("utf-8")
    except UnicodeDecodeError:
        value = b"\n".join(map(_line, head.split(b"\n"))).decode("utf-8", "replace")
    if "\r" in value:
        return value.replace("\r\n", "\n")
    return value


def _line(line: bytes) -> bytes:
    """One line as UTF-8: a head may mix charsets, each line has one."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").encode()
    return line


class _Fields(NamedTuple):
    """Unfolded values by name, and which names came again."""

    fields: dict[str, list[str]]
    repeated: AbstractSet[str]
    strays: bool  # there are lines that belong to no field
    full: bool  # there may be more fields


def _fields(head: str) -> _Fields:
    if len(head) < MAX_VALUE_CHARS:
        found: list[tuple[str, str]] = _FIELD.findall(head)[:MAX_FIELDS]
    else:
        matches = islice(_FIELD.finditer(head), MAX_FIELDS)
        found = [(m[1], m[2][:MAX_VALUE_CHARS]) for m in matches]
    lines = len(found)
    fields: dict[str, list[str]] = {}
    repeated: set[str] = set()
    for written, value in found:
        if "\n" in value:
            lines += value.count("\n")
            value = value.replace("\n", "")  # noqa: PLW2901 - the same value, unfolded
        name = _lower(written)
        if name not in fields:
            fields[name] = [value]
        else:
            repeated.add(name)
            if len(fields[name]) < MAX_SAME:
                fields[name].append(value)
    return _Fields(fields, repeated, lines <= head.count("\n"), len(found) >= MAX_FIELDS)


@lru_cache(maxsize=1_024)
def _known(head: bytes) -> _Fields:
    """The heads of parts are the same few in most mails."""
    return _fields(_text(head))


_lower = lru_cache(maxsize=1_024)(str.lower)  # the same few names in every mail


def _end_without_blank(raw: bytes, start: int, stop: int, body: int) -> tuple[int, int]:
    """Where a head ends that text follows without an empty line: at the first line that is no
    field.

    Only if no field that mails are known by comes later: broken folding inside a head is as common.
    """
    stray = _STRAY.search(raw, start, stop)
    if (
        stray is None
        or _KNOWN.search(raw, stray.end(), stop)
        or not _KNOWN.search(raw, start, stray.start())
    ):
        return stop, body
    blank = _BLANK.match(raw, stray.start(), stop)
    return stray.start(), blank.end() if blank else stray.start()


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """Split `text/plain; charset=x` into its lower-case value and parameters (RFC 2045 §5.1, RFC
    2231).
    """
    return _parameters(value[:_PARAMETERS_CHARS])


@lru_cache(maxsize=512)
def _parameters(value: str) -> tuple[str, Mapping[str, str]]:
    main, *pieces = value.split(";", _PARAMETERS)
    found = _plain_parameters(pieces)
    return main.strip().lower(), _written_parameters(value) if found is None else found


def _plain_parameters(pieces: Iterable[str]) -> dict[str, str] | None:
    """Parameters as most mails write them, `x=y` or `x="y"`; None where any is not so plain.

    A boundary is new in every mail, so the cache does not help.
    """
    found: dict[str, str] = {}
    for piece in pieces:
        match = _PLAIN_PARAMETER(piece)
        if match is None:
            return None
        name, content, quoted = match.groups()
        found.setdefault(name.lower(), quoted.strip() if content is None else content)
    return found


def _written_parameters(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in islice(_PARAMETER.finditer(value), _PARAMETERS):
        name, content = match[1].lower(), match[2]
        if content[:1] == '"':
            content = re.sub(r"\\(.)", r"\1", content.strip('"'))
        if name.endswith("*"):
            name = name.rstrip("*").partition("*")[0]
            content = unquote(_EXTENDED.sub("", content, count=1))
        found.setdefault(name, content.strip())
    return found


def is_own_thread(references: str, token: str, expected: str = "") -> bool:
    """Whether a mail's *references* are those that the letter with *token* left with: *expected*
    ones, or the token alone. What answers that letter has the id of a mail more at their end.
    """
    held, meant = references.split(), expected.split()
    if not token or not held or not held[0].startswith(f"<{token}@"):
        return False
    return held == meant or len(held) == 1
