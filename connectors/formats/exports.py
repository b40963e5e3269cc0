"""Where an exported mail says it was filed: Takeout's labels and thread, an archive's X-Folder.

A sender can write such headers too, so they count only above everything that delivery adds: the
exporter puts them on top, and no mail arrives without a trace of its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from narrowcast.connectors.formats import folders, text
from narrowcast.connectors.formats.headers import Head
from narrowcast.connectors.records import FolderRole

_TRACES = frozenset(
    {
        "arc-seal",
        "authentication-results",
        "delivered-to",
        "received",
        "return-path",
        "x-original-to",
        "x-received",
    }
)
_LABEL_HEADERS = ("x-gmail-labels", "x-gm-labels")
_MAX_LABELS = 50
_VALUE_CHARS = 4_096


def thread(head: Head) -> str:
    """Gmail's thread id; '' where the exporter gave none."""
    return text.line(head.first("x-gm-thrid"))[:100] if _stamped(head, "x-gm-thrid") else ""


def labels(head: Head) -> tuple[str, ...]:
    """Gmail's labels, in the language of the account."""
    if head.fields.keys().isdisjoint(_LABEL_HEADERS):
        return ()
    values = (head.first(name)[:_VALUE_CHARS] for name in _LABEL_HEADERS if _stamped(head, name))
    found = (label.strip(' "') for value in values for label in text.header(value).split(","))
    return tuple(label for label in found if label)[:_MAX_LABELS]


def roles(head: Head, its_labels: Iterable[str]) -> tuple[FolderRole, ...]:
    """The roles that labels or the archive's folder tell; () where they tell none."""
    names = [*its_labels]
    if _stamped(head, "x-folder"):
        names.append(text.header(head.first("x-folder")[:_VALUE_CHARS]))
    if not names:
        return ()
    told = map(folders.role_of, names)
    return tuple(dict.fromkeys(role for role in told if role is not FolderRole.OTHER))


def _stamped(head: Head, name: str) -> bool:
    if name not in head.fields:
        return False
    return name in takewhile(lambda field: field not in _TRACES, head.fields)
